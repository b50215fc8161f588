//! States of the folder at commits, read for the story of an activity.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::misnamed_plans::misnamed_plans;
use super::missing_at;
use super::parallel::StateBatch;
use super::recorded_activity::{ENTRY, KnownActivities, RecordedActivity};
use crate::analysis::{ActivityFacts, AsOf, Index, PlanIndex};
use crate::format::{
    FileRole, RawFile, Reading, Version, Versions, path_meant, plan_of, read_versions, role,
};
use crate::model::{Day, Priority};
use crate::store::{FolderState, StateReader};

/// How many states are remembered: neighbours in the history have most in common.
const REMEMBERED: usize = 128;
/// How many bytes of memory they take together, more or less; those that are read ahead may take as
/// many. One with more is alone.
const MOST_BYTES: usize = 128 << 20;
/// How many of the last different ones a state is compared with.
const RECENT: usize = 8;

/// What the commits of a history say of activities.
pub(super) struct Records {
    states: StateReader,
    versions: Versions,
    /// What the last state says of activities.
    seen: KnownActivities,
    /// The files of the last state, by path and content.
    last: HashMap<(String, String), Arc<Version>>,
    /// Where one activity alone is of interest.
    id: Option<String>,
    known: HashMap<(Option<String>, FolderState), Arc<FolderRecords>>,
    /// The same by commit: each is asked for when it is looked at, and when those are that follow
    /// it.
    at: HashMap<(Option<String>, String), Arc<FolderRecords>>,
    /// How many bytes the remembered states take.
    remembered: usize,
    /// What has been read ahead, by commit, and the plan that it was read of.
    ahead: (String, HashMap<String, Arc<FolderRecords>>),
}

/// What one state of the folder says.
#[derive(Default, PartialEq)]
pub(super) struct FolderRecords {
    plans: BTreeMap<String, PlanRecords>,
}

#[derive(Default, PartialEq)]
struct PlanRecords {
    /// A file of the plan cannot be read to its end.
    broken: bool,
    /// There are activities without a readable id, or lists of activities that cannot be read.
    incomplete: bool,
    /// By id; none where several activities of the plan have it, or its file cannot be read to its
    /// end.
    activities: BTreeMap<String, Option<Arc<RecordedActivity>>>,
    chairs: Vec<String>,
    /// Addresses of the focal points of its chairs and owners, in small letters; none where they
    /// cannot be read.
    addresses: BTreeMap<String, Option<BTreeSet<String>>>,
}

/// What is known of an activity in a state.
#[derive(Clone, Copy)]
pub(super) enum Presence<'s> {
    There(&'s Arc<RecordedActivity>),
    NotThere,
    /// Its file cannot be read to its end; or a part of the plan cannot, and the rest does not have
    /// the activity.
    Unclear,
}

impl PlanRecords {
    fn bytes(&self) -> usize {
        let text = |text: &String| ENTRY + text.len();
        let texts = |all: &[String]| all.iter().map(text).sum::<usize>();
        let activities = self
            .activities
            .iter()
            .map(|(id, own)| text(id) + own.as_ref().map_or(0, |seen| seen.bytes));
        let addresses = self
            .addresses
            .iter()
            .map(|(id, all)| text(id) + all.iter().flatten().map(text).sum::<usize>());
        texts(&self.chairs) + activities.chain(addresses).sum::<usize>()
    }
}

impl FolderRecords {
    /// The one plan of that kind, where there are not several.
    pub(super) fn only_plan(&self, wanted: impl Fn(&str) -> bool) -> Option<&str> {
        let mut plans = self.plans.keys().map(String::as_str).filter(|plan| wanted(plan));
        plans.next().filter(|_| plans.next().is_none())
    }

    pub(super) fn has_plan(&self, plan: &str) -> bool {
        self.plans.contains_key(plan)
    }

    pub(super) fn activity(&self, plan: &str, id: &str) -> Presence<'_> {
        match self.plans.get(plan) {
            None => Presence::NotThere,
            Some(own) => match own.activities.get(id) {
                Some(Some(seen)) => Presence::There(seen),
                Some(None) => Presence::Unclear,
                None if own.broken || own.incomplete => Presence::Unclear,
                None => Presence::NotThere,
            },
        }
    }

    /// Whether an address is one of those who speak for an activity: focal points of its owners and
    /// of the plan's chairs. Of an activity that is not there it is not; none where it cannot be
    /// known.
    pub(super) fn is_speaker(&self, plan: &str, id: &str, address: &str) -> Option<bool> {
        let (Some(own), Presence::There(seen)) = (self.plans.get(plan), self.activity(plan, id))
        else {
            return Some(false);
        };
        let mut found = false;
        for organization in seen.owners.iter().chain(&own.chairs) {
            found |= own.addresses.get(organization)?.as_ref()?.contains(address);
        }
        // What cannot be read may name more chairs.
        if found || !own.broken { Some(found) } else { None }
    }

    /// How many bytes of memory it takes, more or less.
    fn bytes(&self) -> usize {
        self.plans.iter().map(|(plan, own)| ENTRY + plan.len() + own.bytes()).sum()
    }

    /// Plan and id of every activity that can be read.
    pub(super) fn activities(&self) -> impl Iterator<Item = (&str, &str)> {
        self.plans.iter().flat_map(|(plan, own)| {
            own.activities.keys().map(move |id| (plan.as_str(), id.as_str()))
        })
    }

    /// Of the plans that have the activity, the first; where none has it, the first that may have
    /// it.
    pub(super) fn plan_with(&self, id: &str, wanted: impl Fn(&str) -> bool) -> Option<&str> {
        let plans = || self.plans.iter().filter(|(plan, _)| wanted(plan));
        let has_it = plans().find(|(_, own)| own.activities.contains_key(id));
        has_it
            .or_else(|| plans().find(|(_, own)| own.broken || own.incomplete))
            .map(|(plan, _)| plan.as_str())
    }
}

impl Records {
    /// Of every activity.
    pub(super) fn new(states: StateReader) -> Self {
        Records {
            states,
            versions: Versions::default(),
            seen: KnownActivities::default(),
            last: HashMap::new(),
            id: None,
            known: HashMap::new(),
            at: HashMap::new(),
            remembered: 0,
            ahead: Default::default(),
        }
    }

    /// Of one activity.
    pub(super) fn of_activity(states: StateReader, id: &str) -> Self {
        Records { id: Some(id.to_owned()), ..Records::new(states) }
    }

    /// Returns what the commit of that id says; of one plan where one is named.
    pub(super) fn at(&mut self, id: &str, plan: Option<&str>) -> io::Result<Arc<FolderRecords>> {
        if let Some(known) = self.ahead.1.get(id).filter(|_| plan == Some(self.ahead.0.as_str())) {
            return Ok(known.clone());
        }
        let key = (plan.map(str::to_owned), id.to_owned());
        if let Some(known) = self.at.get(&key) {
            return Ok(known.clone());
        }
        let snapshot = self.look(id, plan)?;
        self.at.insert(key, snapshot.clone());
        Ok(snapshot)
    }

    /// Reads what these commits say of a plan, on all cores, before they are asked for one by one.
    /// What cannot be read, or has no room, is left until then.
    pub(super) fn read_ahead(&mut self, commits: &[&str], plan: &str) -> io::Result<()> {
        let (mut reel, mut last) = (StateBatch::new(true), None);
        let mut numbers = Vec::new();
        let take = |states: &mut StateReader, at: usize, state: FolderState| {
            let state = state.only(|path| is_wanted(path, Some(plan)));
            if last.as_ref() != Some(&state) {
                let is_there =
                    state.files().any(|(path, _)| plan_of(path).as_deref() == Some(plan));
                // What is under a wrong name is looked at by itself.
                if misnamed_plans(&state).next().is_none() {
                    let _ = reel.take(states, &state, (at, is_there));
                }
                last = Some(state);
                numbers.push(at);
            } else {
                numbers.push(numbers.last().copied().unwrap_or(at));
            }
        };
        self.states.of_each(commits, take)?;
        let (id, recent) = (self.id.as_deref(), Mutex::default());
        let look = |(number, is_there), reading: Option<&Reading<'_>>| {
            let mut snapshot = snapshot(reading?, id, &mut KnownActivities::default());
            if is_there {
                snapshot.plans.entry(plan.to_owned()).or_default();
            }
            Some((number, shared(&recent, snapshot)?))
        };
        let found: HashMap<usize, Arc<FolderRecords>> =
            reel.look(&mut self.states, look)?.into_iter().flatten().collect();
        let ahead = commits.iter().zip(numbers).filter_map(|(commit, number)| {
            Some(((*commit).to_owned(), found.get(&number)?.clone()))
        });
        self.ahead = (plan.to_owned(), ahead.collect());
        Ok(())
    }

    fn look(&mut self, commit: &str, plan: Option<&str>) -> io::Result<Arc<FolderRecords>> {
        let state = self.states.of(commit)?.unwrap_or_default();
        let state = state.only(|path| is_wanted(path, plan));
        let key = (plan.map(str::to_owned), state.clone());
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let (versions, mut unreadable) = self.read(commit, &state)?;
        unreadable.extend(misnamed_plans(&state));
        let there: BTreeSet<String> = state.files().filter_map(|(path, _)| plan_of(path)).collect();
        let mut snapshot = snapshot(&read_versions(&versions), self.id.as_deref(), &mut self.seen);
        self.seen.end_state();
        for plan in there.iter().chain(&unreadable) {
            snapshot.plans.entry(plan.clone()).or_default().broken |= unreadable.contains(plan);
        }
        let bytes = snapshot.bytes()
            + state.files().map(|(path, id)| ENTRY + path.len() + id.len()).sum::<usize>();
        self.remembered += bytes;
        if self.known.len() >= REMEMBERED
            || self.at.len() >= REMEMBERED
            || self.remembered > MOST_BYTES
        {
            self.known.clear();
            self.at.clear();
            self.remembered = bytes;
        }
        let snapshot = Arc::new(snapshot);
        self.known.insert(key, snapshot.clone());
        Ok(snapshot)
    }

    /// The files of a state, and the plans with files that cannot be read.
    fn read(
        &mut self,
        commit: &str,
        state: &FolderState,
    ) -> io::Result<(Vec<Arc<Version>>, BTreeSet<String>)> {
        let folder = self.states.folder();
        let mut unreadable = BTreeSet::new();
        let mut files = HashMap::new();
        let mut versions = Vec::new();
        let contents = self.states.contents(state);
        // What this state does not have makes room before more is read.
        {
            let own: HashSet<(&str, &str)> = contents
                .iter()
                .filter_map(|(path, id)| Some((path.as_str(), id.as_deref().ok()?)))
                .collect();
            self.last.retain(|(path, id), _| own.contains(&(path.as_str(), id.as_str())));
        }
        for (path, id) in contents {
            let Ok(id) = id else {
                unreadable.extend(plan_of(&path));
                continue;
            };
            let file = (path, id);
            let version = match self.last.get(&file) {
                Some(known) => known.clone(),
                None => {
                    // A story with holes would name the wrong commits.
                    let missing = |error: io::Error| missing_at(error, (&folder, &file.0), commit);
                    let bytes = self.states.content(&file.1).map_err(missing)?;
                    let Some(version) = self.versions.read(RawFile { path: file.0.clone(), bytes })
                    else {
                        continue;
                    };
                    Arc::new(version)
                }
            };
            versions.push(version.clone());
            files.insert(file, version);
        }
        self.last = files;
        Ok((versions, unreadable))
    }
}

/// Whether a file says something of a plan; of all plans where none is named.
fn is_wanted(path: &str, plan: Option<&str>) -> bool {
    match role(path_meant(path).as_deref().unwrap_or(path)) {
        Some(FileRole::Plan { name, .. }) => plan.is_none_or(|plan| plan == name),
        Some(FileRole::Organizations) => true,
        _ => false,
    }
}

/// What has been read ahead last, and how many bytes all of it takes.
type RecentRecords = (VecDeque<Arc<FolderRecords>>, usize);

/// The same as a recent one, where it is: most states of a history say of an activity what the one
/// before did. None where there is no room for it.
fn shared(recent: &Mutex<RecentRecords>, snapshot: FolderRecords) -> Option<Arc<FolderRecords>> {
    let mut recent = recent.lock().unwrap_or_else(PoisonError::into_inner);
    let (last, taken) = &mut *recent;
    if let Some(same) = last.iter().find(|one| ***one == snapshot) {
        return Some(same.clone());
    }
    let bytes = snapshot.bytes();
    if *taken + bytes > MOST_BYTES {
        return None;
    }
    *taken += bytes;
    let new = Arc::new(snapshot);
    last.push_front(new.clone());
    last.truncate(RECENT);
    Some(new)
}

/// What the files say: of one activity where one is named.
fn snapshot(reading: &Reading<'_>, id: Option<&str>, seen: &mut KnownActivities) -> FolderRecords {
    let index = Index::new(&reading.folder);
    // What is recorded does not hang on the day.
    let as_of = AsOf { day: Day::MIN, soon: 0 };
    let mut snapshot = FolderRecords::default();
    for plan in index.plans() {
        let chairs = plan.plan.chairs.iter().map(|chair| chair.value.to_string()).collect();
        let priorities = &plan.plan.priorities;
        let unread = |priority: &Priority<'_>| priority.unreadable.contains(&"activities");
        let without_id = |priority: &Priority<'_>| {
            priority.incomplete.iter().any(|activity| !activity.is_readable("id"))
        };
        let incomplete = plan.plan.unreadable.contains(&"priorities")
            || priorities.iter().any(|priority| unread(priority) || without_id(priority));
        let mut own = PlanRecords {
            broken: plan.plan.broken,
            incomplete,
            activities: BTreeMap::new(),
            chairs,
            addresses: BTreeMap::new(),
        };
        let written = priorities
            .iter()
            .flat_map(|priority| priority.written_cells().map(move |cell| (priority, cell)));
        for (priority, activity) in written.filter(|(_, activity)| activity.is_readable("id")) {
            if id.is_some_and(|id| id != activity.id.value) {
                continue;
            }
            let facts = ActivityFacts::of_written(plan, priority, activity, as_of);
            let seen = seen.record(activity, &facts, !reading.folder.organizations_broken);
            let is_whole = !plan.plan.broken_files.contains(&activity.id.span.file);
            own.activities
                .entry(activity.id.to_string())
                .and_modify(|first| *first = None)
                .or_insert(is_whole.then_some(seen));
        }
        let named =
            own.activities.values().flatten().flat_map(|seen| &seen.owners).chain(&own.chairs);
        let named: BTreeSet<String> = named.cloned().collect();
        let is_broken = reading.folder.organizations_broken;
        own.addresses = named
            .into_iter()
            .map(|id| (id.clone(), addresses(plan, &id).filter(|_| !is_broken)))
            .collect();
        snapshot.plans.insert(plan.plan.name.clone(), own);
    }
    snapshot
}

/// The addresses of an organization's focal points; none where they cannot be read.
fn addresses(plan: &PlanIndex<'_>, id: &str) -> Option<BTreeSet<String>> {
    let Some(organization) = plan.directory.find(id) else { return Some(BTreeSet::new()) };
    let people =
        organization.focal_points.iter().filter(|_| !organization.focal_points_are_unreadable);
    let addresses = people
        .filter_map(|person| person.email.as_ref())
        .map(|email| email.value.trim().to_lowercase())
        .collect();
    (!organization.focal_points_are_unreadable).then_some(addresses)
}
