//! Who has changed what an edit changed, since then.

use super::last_author::last_author;
use super::list::moment;
use crate::diagnostic::{Message, list_of, message};
use crate::edit::merge::Conflict;
use crate::format::plan_of;
use crate::ops::activity_name::ActivityName;
use crate::ops::journal::{Journal, JournalEntry, JournaledActivity, JournaledFile, SaidByOther};
use crate::ops::log::log;
use crate::report::{LogEntry, LogStep};
use crate::store::git_email;
use crate::text::clean_line;
use crate::workspace::{Error, Result, Workspace};

/// The user, as one who has changed something.
fn you() -> Message {
    message!("undo.you", "you")
}

/// An edit that is taken back.
#[derive(Clone, Copy)]
pub(super) struct TakenBack<'t> {
    pub workspace: &'t Workspace,
    pub journal: &'t Journal,
    /// Its number in the journal.
    pub number: usize,
    pub entry: &'t JournalEntry,
}

impl TakenBack<'_> {
    /// The texts of a file before and after the edit, with the ids that activities have now.
    pub(super) fn texts(&self, file: &JournaledFile) -> Result<[Option<String>; 2]> {
        let text = |kept: Option<&str>| -> Result<Option<String>> {
            let text = self.journal.text(kept)?;
            Ok(text.map(|text| self.entry.with_ids_now(&file.path, text)))
        };
        Ok([text(file.before.as_deref())?, text(file.after.as_deref())?])
    }

    /// Refuses where others have written the same: it would be taken back for them as well.
    pub(super) fn refuse_said(&self) -> Result<()> {
        let Some(SaidByOther { activity, field, author }) = self.entry.said.first() else {
            return Ok(());
        };
        let failure = Error::refused(message!(
            "undo.said-by-others",
            "{author} has written the same as you in {activity} ({field}), and it would be taken \
             back for everyone",
            author = clean_line(author),
            activity = clean_line(activity),
            field = clean_line(field)
        ));
        Err(failure.hint(message!(
            "undo.agree-first",
            "nothing was changed; if you both agree, set it by hand: `workplan set {activity} \
             {field}=…`",
            activity = clean_line(activity),
            field = clean_line(field)
        )))
    }

    /// Who has changed one of these places: the user, by a later edit, or whoever shared it last.
    fn who(&self, path: &str, conflicts: &[Conflict]) -> Option<Message> {
        let Some((conflict, id)) = conflicts.iter().find_map(|one| Some((one, one.activity()?)))
        else {
            return self.who_above(path);
        };
        let plan = plan_of(path)?;
        let later = self.journal.entries.iter().skip(self.number.saturating_add(1));
        let mut own = later.filter(|one| !one.undone && !one.command.is_decision());
        let is_it = |entry: &JournalEntry| {
            entry
                .activities
                .iter()
                .any(|one| one.plan == plan && entry.id_now(&plan, &one.id) == id)
        };
        if own.any(is_it) {
            return Some(you());
        }
        let name = ActivityName { plan: Some(plan), id: id.to_owned() };
        let mut story = log(self.workspace, &name, false).ok()?.entries.into_iter();
        let since = moment(self.entry.at).date_naive();
        let is_later = |one: &LogEntry| {
            one.step == LogStep::Changed && one.day.is_some_and(|day| day >= since)
        };
        let last = story.find(|one| {
            let mut fields = one.changes.iter().map(|change| change.field);
            conflict.field().is_none_or(|field| fields.any(|own| own == field))
        });
        let last = last.filter(is_later)?;
        Some(self.named([last.author, last.email]))
    }

    /// Who has changed a file above the activities: the user, by a later edit, or whoever shared it
    /// last.
    fn who_above(&self, path: &str) -> Option<Message> {
        let later = self.journal.entries.iter().skip(self.number.saturating_add(1));
        let mut own = later.filter(|one| !one.undone && !one.command.is_decision());
        match own.any(|entry| entry.files.iter().any(|file| file.path == path)) {
            true => Some(you()),
            false => {
                last_author(self.workspace, path, self.entry.at).map(|author| self.named(author))
            }
        }
    }

    /// The user as "you", somebody else by name.
    fn named(&self, [author, email]: [String; 2]) -> Message {
        let me = git_email(&self.workspace.folder).ok().flatten();
        match me.is_some_and(|own| own.eq_ignore_ascii_case(&email)) {
            true => you(),
            false => Message::verbatim(clean_line(&author).into_owned()),
        }
    }

    /// The place, with the fields of the edit where it is an entire activity.
    fn place(&self, path: &str, conflict: &Conflict) -> Message {
        let place = conflict.place();
        let (Some(id), None) = (conflict.activity(), conflict.field()) else { return place };
        let plan = plan_of(path).unwrap_or_default();
        let is_it =
            |one: &&JournaledActivity| one.plan == plan && self.entry.id_now(&plan, &one.id) == id;
        let fields = self.entry.activities.iter().filter(is_it).flat_map(|one| &one.changes);
        let fields: Vec<&str> = fields.map(|change| change.field.as_str()).collect();
        match fields.is_empty() {
            true => place,
            false => message!(
                "undo.place-with-fields",
                "{place} ({fields})",
                place,
                fields = clean_line(&fields.join(", "))
            ),
        }
    }

    /// The error for a file in which the same was changed after the edit.
    pub(super) fn changed_since(&self, known: &str, path: &str, conflicts: &[Conflict]) -> Error {
        let places = list_of(conflicts.iter().map(|one| self.place(path, one)));
        let who = self.who(path, conflicts);
        let shown = clean_line(known);
        let what = match (places, who) {
            (Some(places), Some(author)) => message!(
                "undo.changed-since-by",
                "{path}: {places} was changed after that edit, by {author}",
                path = shown,
                author,
                places
            ),
            (Some(places), None) => message!(
                "undo.field-changed-since",
                "{path}: since that edit, {places} has been changed again, or something refers to it",
                path = shown,
                places
            ),
            (None, _) => message!(
                "undo.file-changed-since",
                "{path} has been changed since that edit",
                path = shown
            ),
        };
        Error::refused(what).hint(message!(
            "undo.set-by-hand",
            "nothing was changed; `workplan undo --list` shows what it was, and `workplan set` sets it"
        ))
    }
}
