//! What an editor offers to do at a place: fixes of findings, and the usual edits of an activity.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::edits::TextChange;
use super::nodes::activity_at;
use crate::diagnostic::{Diagnostic, Level, Message, message, word_meant};
use crate::edit::Assignment;
use crate::format::yaml::id_for_all;
use crate::model::{Status, ThemeScope};
use crate::ops::activity_edit::EditOptions;
use crate::ops::fix::fix;
use crate::ops::names::Names;
use crate::ops::{done, postpone, set};
use crate::report::FileChange;
use crate::text::{Edit, FileId, Span, clean_line};
use crate::workspace::{Error, LoadedPlans, Options, Result, Workspace};

/// The longest text that the title of an action quotes.
const MOST_QUOTED: usize = 60;

/// Something to do at a place.
pub struct Action {
    /// What it does, in a few words.
    pub title: Message,
    /// The number of the finding that it is about.
    pub finding: Option<usize>,
    /// What it is.
    pub kind: ActionKind,
}

/// What is to be done.
pub enum ActionKind {
    /// These edits, which are certain.
    Edits(Vec<Edit>),
    /// An edit of an activity, which is worked out when it is wanted.
    Prepared(PreparedEdit),
}

/// An edit that is worked out when it is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PreparedEdit {
    /// Assignments, as `set` takes them.
    Set {
        /// The activity, `PLAN/ID`.
        activity: String,
        /// Such as `status=completed`.
        assignments: Vec<String>,
    },
    /// Completed today.
    Done {
        /// The activity, `PLAN/ID`.
        activity: String,
    },
    /// Postponed.
    Postpone {
        /// The activity, `PLAN/ID`.
        activity: String,
        /// Why.
        reason: String,
    },
    /// All fixes that are certain.
    FixAll,
}

/// Returns what can be done about the findings in a range of a file, and with the activity there.
pub fn actions(
    plans: &LoadedPlans<'_>,
    found: &[(Level, Diagnostic)],
    file: FileId,
    range: &Range<u32>,
) -> Vec<Action> {
    let touches = |finding: &Diagnostic| {
        let span = finding.span;
        span.file == file && span.start <= range.end && range.start <= span.end
    };
    let here = found.iter().enumerate().filter(|(_, (_, finding))| touches(finding));
    let mut all: Vec<Action> = here.filter_map(|(at, (_, one))| about(plans, at, one)).collect();
    all.extend(with_activity(plans, file, range.start));
    all
}

/// Returns what corrects a finding.
fn about(plans: &LoadedPlans<'_>, number: usize, finding: &Diagnostic) -> Option<Action> {
    let finding_number = Some(number);
    if let Some(fix) = &finding.fix {
        let title = title_of(plans.sources.written(fix.span), &fix.text);
        let kind = ActionKind::Edits(vec![fix.clone()]);
        return Some(Action { title, finding: finding_number, kind });
    }
    let meant = finding.help.as_ref().and_then(word_meant)?;
    let edit = replaced(plans, finding.span, meant)?;
    let title = title_of(plans.sources.written(edit.span), &edit.text);
    Some(Action { title, finding: finding_number, kind: ActionKind::Edits(vec![edit]) })
}

/// Returns the edit that puts the word that was meant in the place of the one that is written; the
/// quotes around it stay.
fn replaced(plans: &LoadedPlans<'_>, span: Span, meant: &str) -> Option<Edit> {
    let old = plans.sources.written(span);
    let bare = old.trim_matches(['"', '\'']);
    let is_word = !bare.is_empty() && !bare.contains(['\n', ':', '#', '{', '[', '&', '*']);
    // Of a reference the question may be about one part.
    if !is_word || bare.contains('/') != meant.contains('/') {
        return None;
    }
    let start = span.start + old.find(bare)? as u32;
    let own = Span { start, end: start + bare.len() as u32, ..span };
    let is_quoted = bare.len() < old.len();
    let text = if is_quoted { meant.to_owned() } else { id_for_all(meant).into_owned() };
    Some(Edit::new(own, text))
}

fn title_of(old: &str, new: &str) -> Message {
    let is_short = |text: &str| text.len() <= MOST_QUOTED && !text.contains('\n');
    match (is_short(old) && is_short(new), old.is_empty(), new.is_empty()) {
        (false, _, _) => message!("editor.fix", "Fix it"),
        (_, _, true) => message!("editor.remove", "Remove `{old}`", old = clean_line(old)),
        (_, true, _) => message!("editor.insert", "Insert `{new}`", new = clean_line(new)),
        _ => message!(
            "editor.replace",
            "Replace `{old}` with `{new}`",
            old = clean_line(old),
            new = clean_line(new)
        ),
    }
}

/// Returns the usual edits of the activity at a place: completed, postponed, and themes that its
/// priority lacks.
fn with_activity(plans: &LoadedPlans<'_>, file: FileId, offset: u32) -> Vec<Action> {
    let Some((plan, priority, activity)) = activity_at(plans.index, plans.sources, file, offset)
    else {
        return Vec::new();
    };
    if !activity.is_readable("id") || plan.find(&activity.id.value).is_none() {
        return Vec::new();
    }
    let id = clean_line(&activity.id.value);
    let name = format!("{}/{}", plan.plan.name, &*activity.id.value);
    let action = |title, edit| Action { title, finding: None, kind: ActionKind::Prepared(edit) };
    let mut all = Vec::new();
    if activity.status.is_open() {
        all.push(action(
            message!("editor.mark-completed", "Mark {id} as completed today", id = &*id),
            PreparedEdit::Done { activity: name.clone() },
        ));
        let reason = message!("editor.reason-to-write", "(write the reason here)").to_string();
        all.push(action(
            message!("editor.postpone", "Postpone {id} with a reason", id = &*id),
            PreparedEdit::Postpone { activity: name.clone(), reason },
        ));
    }
    let is_served = |theme: &str| {
        let mut serving = priority.written().filter(|one| one.status.value != Status::Cancelled);
        serving.any(|one| one.themes.iter().any(|own| own.value == theme))
    };
    let lacking =
        plan.plan.themes.iter().filter(|theme| {
            theme.across == ThemeScope::EveryPriority && !is_served(&theme.id.value)
        });
    for theme in lacking {
        let title = message!(
            "editor.add-theme",
            "Add the missing theme `{theme}` to {id}",
            theme = clean_line(&theme.id.value),
            id = &*id
        );
        let assignments = vec![format!("themes+={}", &*theme.id.value)];
        all.push(action(title, PreparedEdit::Set { activity: name.clone(), assignments }));
    }
    all
}

/// Works out an edit on the folder with these texts over its files, by their paths in the folder.
/// Nothing is written.
///
/// # Errors
/// If the activity is gone, or the edit would bring an error.
pub fn prepared(
    options: &Options,
    texts: &BTreeMap<String, String>,
    edit: &PreparedEdit,
) -> Result<Vec<TextChange>> {
    let mut workspace = Workspace::to_edit(options, true)?;
    texts.iter().for_each(|(path, text)| workspace.set_text(path, Some(text)));
    let of = |activity: &str| {
        let ids = vec![activity.to_owned()];
        EditOptions { ids, dry_run: true, ..EditOptions::default() }
    };
    let preview = match edit {
        PreparedEdit::Set { activity, assignments } => {
            let all = assignments.iter().map(|one| Assignment::parse(one).map_err(Error::from));
            set(&workspace, &of(activity), &all.collect::<Result<Vec<_>>>()?)?.preview
        }
        PreparedEdit::Done { activity } => done(&workspace, &of(activity))?.preview,
        PreparedEdit::Postpone { activity, reason } => {
            postpone(&workspace, &of(activity), reason)?.preview
        }
        PreparedEdit::FixAll => fix(&workspace, &Names::default(), true)?.preview,
    };
    let present: Vec<(String, String)> = workspace
        .input
        .present()
        .map(|(path, _)| (path.to_owned(), format!("{}/{path}", workspace.input.folder)))
        .collect();
    let change = |file: FileChange| {
        let own = present.iter().find(|(_, path)| workspace.way.path(path) == file.path);
        own.map(|(path, _)| TextChange::of(path, &file.before, &file.after))
    };
    Ok(preview.unwrap_or_default().into_iter().filter_map(change).collect())
}
