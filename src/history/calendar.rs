//! What a calendar takes from outside of its plan: what tells the group, the plans and the
//! activities from others, and when each last changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::History;
use super::beginnings::beginnings;
use super::recorded_activity::RecordedActivity;
use super::state_reader::{Presence, Records};
use crate::analysis::{ActivityFacts, EntrySurroundings, FieldValues, Origin, PlanIndex};
use crate::diagnostic::{Message, message, note};
use crate::format::plan_of;
use crate::report::CalendarView;
use crate::store::{self, Revision, StateReader};
use crate::text::{clean_line, path_text};
use crate::workspace::{Context, Error, LoadedPlans, Result, unreadable};

/// How many hexadecimal digits tell a group from all others.
const DIGITS: usize = 16;

/// Says what a group can do whose entries are not told from those of others by its repository.
fn set_id() -> Message {
    message!(
        "calendar.set-id",
        "to give them an identity of their own anywhere, set `calendar_id` in config.yaml"
    )
}

/// What an entry is made of now, by the activity's id.
type CurrentEntry = BTreeMap<String, (FieldValues, EntrySurroundings)>;

/// What git tells: the commits that changed the folder, the oldest first, and a reader of what they
/// hold.
struct CalendarHistory {
    line: Vec<Revision>,
    states: StateReader,
    is_shallow: bool,
}

impl CalendarHistory {
    fn of(history: &History) -> Result<Self> {
        Ok(CalendarHistory {
            line: history.folder_line()?,
            states: history.states()?,
            is_shallow: history.shallow_help().is_some(),
        })
    }
}

impl<'f> LoadedPlans<'f> {
    /// What the calendar of a plan takes from outside of it. What cannot be known for certain is
    /// noted.
    pub fn calendar(&self, plan: &PlanIndex<'f>) -> CalendarView {
        let history = History::of(self.workspace, message!("calendar.a-calendar", "a calendar"));
        let group = self.group(history.as_ref());
        let digest = Sha256::digest(&group);
        let group: String = digest
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
            .chars()
            .take(DIGITS)
            .collect();
        let mut told = history.ok().and_then(|history| self.or_note(CalendarHistory::of(&history)));
        let origins = self.origins(plan, told.as_mut());
        CalendarView {
            day: self.as_of.day,
            group,
            origins,
            modified: self.modified(plan, told),
            as_tasks: false,
            alarm: None,
            contacts: false,
        }
    }

    fn or_note<T>(&self, answer: Result<T>) -> Option<T> {
        let tell = |error: &Error| {
            let why = error.in_one_line();
            self.note(note(message!(
                "calendar.history-unknown",
                "git does not say how the plans began, and when the \
                activities last changed: {why}",
                why
            )));
        };
        answer.inspect_err(tell).ok()
    }

    /// Tells the group from all others: what its settings say, else where its history began, else
    /// where the folder is.
    fn group(&self, history: Result<&History, &Error>) -> String {
        if let Some(id) = &self.reading.folder.config.calendar_id {
            return format!("id {id}");
        }
        let why = match history.map(History::beginning) {
            Ok(Ok(Some((commit, place)))) => {
                // The same on every system.
                let place: Vec<_> = place.iter().map(|part| part.to_string_lossy()).collect();
                return format!("git {commit} {}", place.join("/"));
            }
            Ok(Ok(None)) => message!(
                "calendar.part-of-the-history",
                "this clone holds only a part of the history (`git fetch \
                --unshallow` brings the rest)"
            ),
            Err(error) if error.is_absence() => {
                message!("calendar.no-history", "this folder has no history in git")
            }
            Ok(Err(error)) => error.in_one_line(),
            Err(error) => error.in_one_line(),
        };
        self.note(note(message!(
            "calendar.identified-by-place",
            "{why}, so the entries of this calendar are identified by the \
            place of the folder; {set_id}",
            why,
            set_id = set_id()
        )));
        let folder = self.workspace.options.here.join(&self.workspace.folder);
        format!("folder {}", path_text(&store::real_path(&folder).unwrap_or(folder)))
    }

    /// What tells each activity from all others of the group, by its id.
    fn origins(
        &self,
        plan: &PlanIndex<'f>,
        told: Option<&mut CalendarHistory>,
    ) -> BTreeMap<String, String> {
        let none = || beginnings(&[], None, false, self.index).unwrap_or_default();
        let known = told.and_then(|CalendarHistory { line, states, is_shallow }| {
            self.or_note(beginnings(line, Some(states), *is_shallow, self.index))
        });
        let origins = known.unwrap_or_else(none).origins(self.index);
        let all: BTreeMap<String, Origin> = plan
            .plan
            .activities()
            .map(|(_, activity)| {
                (activity.id.to_string(), origins.of(self.index, plan.plan, activity))
            })
            .collect();
        let unknown: BTreeSet<&str> =
            all.values().filter_map(|origin| origin.unknown.as_deref()).collect();
        for name in unknown {
            let name = clean_line(name);
            self.note(note(message!(
                "calendar.only-name-known",
                "nothing but the name is known of the plan `{name}`, which activities \
                 continue: their entries are identified by it",
                name
            )));
        }
        if let Some(earlier) = origins.doubt(&plan.plan.name) {
            let (name, earlier) = (clean_line(&plan.plan.name), clean_line(earlier));
            self.note(note(message!(
                "calendar.maybe-renamed",
                "`{name}` may be the plan that was called `{earlier}`: its period and ids \
                 are the same, its titles are not, so its entries are new ones in every calendar",
                name,
                earlier
            )));
        }
        if all.values().any(|origin| origin.is_unsure) {
            let name = clean_line(&plan.plan.name);
            self.note(note(message!(
                "calendar.same-beginning",
                "several plans begin on one day, and git does not say which was first: the \
                 entries of `{name}` are identified by the names of the files as well, so keep \
                 these names",
                name
            )));
        }
        all.into_iter().map(|(id, origin)| (id, origin.text)).collect()
    }

    /// When what the entry of each activity is made of last changed: by its last commit, or by the
    /// files where they say something else.
    fn modified(
        &self,
        plan: &PlanIndex<'f>,
        told: Option<CalendarHistory>,
    ) -> BTreeMap<String, i64> {
        let are_known = !self.reading.folder.organizations_broken;
        let now: CurrentEntry = ActivityFacts::all(plan, self.as_of)
            .map(|facts| {
                (
                    facts.activity.id.to_string(),
                    (FieldValues::of(&facts), EntrySurroundings::of(&facts, are_known)),
                )
            })
            .collect();
        let line = told.as_ref().map(|told| moments(&told.line)).unwrap_or_default();
        let committed = line.last().copied();
        let found = told.map(|told| modified(told, &line, &plan.plan.name, &now));
        let mut found = found.and_then(|found| self.or_note(found)).unwrap_or_default();
        if self.workspace.commit.is_some() {
            return found;
        }
        let holder = self
            .workspace
            .folder
            .parent()
            .map(|holder| self.workspace.options.here.join(holder))
            .unwrap_or_default();
        // What is shown hangs on all files of the plan, and on those of all plans.
        let is_own = |path: &str| {
            path.split_once('/')
                .is_none_or(|(_, own)| plan_of(own).is_none_or(|name| name == plan.plan.name))
        };
        let files = self.sources.iter().map(|(_, source)| &source.path).filter(|path| is_own(path));
        let changed = files.filter_map(|path| store::changed_at(&holder.join(path))).max();
        // It is later than all that is committed, whatever the clock said.
        if let Some(moment) = changed.max(committed.map(|last| last + 1)) {
            for id in now.keys().filter(|id| !found.contains_key(*id)).cloned().collect::<Vec<_>>()
            {
                found.insert(id, moment);
            }
        }
        found
    }
}

/// The moments of commits, in seconds since 1970 (UTC). A later commit has a later one, also where
/// a clock was wrong.
fn moments(line: &[Revision]) -> Vec<i64> {
    let later = |last: &mut Option<i64>, revision: &Revision| {
        *last = Some(last.map_or(revision.seconds, |last| revision.seconds.max(last + 1)));
        *last
    };
    line.iter().scan(None, later).collect()
}

/// When each activity of a plan became what it is now, by its id; without those that differ from
/// the last commit.
fn modified(
    told: CalendarHistory,
    moments: &[i64],
    plan: &str,
    now: &CurrentEntry,
) -> Result<BTreeMap<String, i64>> {
    let mut records = Records::new(told.states);
    // Each with what is known to agree with it, and the moment of that: most commits change another
    // one.
    let mut left: BTreeMap<&str, Option<Arc<RecordedActivity>>> =
        now.keys().map(|id| (id.as_str(), None)).collect();
    let mut found: BTreeMap<&str, i64> = BTreeMap::new();
    for (revision, moment) in told.line.iter().zip(moments).rev() {
        if left.is_empty() {
            break;
        }
        let snapshot = records.at(&revision.commit.id, Some(plan)).context(unreadable)?;
        left.retain(|id, agreeing| match snapshot.activity(plan, id) {
            Presence::Unclear => true,
            Presence::NotThere => false,
            Presence::There(then) => {
                let is_same = agreeing.as_ref().is_some_and(|one| Arc::ptr_eq(one, then));
                let agrees = is_same
                    || now.get(*id).is_some_and(|(record, setting)| {
                        then.record.agrees_with(record) && then.setting.agrees_with(setting)
                    });
                if agrees {
                    found.insert(id, *moment);
                    *agreeing = Some(then.clone());
                }
                agrees
            }
        });
    }
    Ok(found.into_iter().map(|(id, moment)| (id.to_owned(), moment)).collect())
}
