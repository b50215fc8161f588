//! Plans to which one side has given another name: what the other side did in them goes along.

use std::collections::{BTreeMap, BTreeSet};

use super::sides::ThreeTrees;
use super::states::States;
use crate::diagnostic::{Message, message};
use crate::edit::merge::activity_ids;
use crate::format::{FileSet, plan_of, read};
use crate::model::Day;
use crate::report::FileNote;
use crate::store::PlanTree;
use crate::text::clean_line;
use crate::workspace::Result;

/// The three states with the new names everywhere.
#[derive(Default)]
pub(super) struct Renamed {
    pub base: PlanTree,
    pub ours: PlanTree,
    pub theirs: PlanTree,
    /// What is told of them.
    pub notes: Vec<FileNote>,
}

/// A plan under its old and its new name.
struct NewName {
    old: String,
    new: String,
    is_ours: bool,
}

/// Finds plans that one side has given another name and the other side has changed. They are known
/// by what they hold. Nothing where there are none.
pub(super) fn find(states: &States<'_>, three: ThreeTrees<'_>) -> Result<Option<Renamed>> {
    let mut names = new_names(states, three, true)?;
    names.extend(new_names(states, three, false)?);
    let twice = twice_renamed(states, three)?;
    if names.is_empty() && twice.is_empty() {
        return Ok(None);
    }
    let [mut base, mut ours, mut theirs] = [three.base, three.ours, three.theirs].map(Clone::clone);
    let mut notes = Vec::new();
    for NewName { old, new, is_ours } in &names {
        let (own, other) = if *is_ours { (&ours, &mut theirs) } else { (&theirs, &mut ours) };
        let named: Vec<String> = own.keys().filter(|path| is_of(path, new)).cloned().collect();
        rename(&mut base, [old, new], &named);
        rename(other, [old, new], &named);
        let path = named.into_iter().next().unwrap_or_default();
        notes.push(FileNote::new(&path, told(*is_ours, old, new)));
    }
    for [old, own, new] in &twice {
        let named: Vec<String> = theirs.keys().filter(|path| is_of(path, new)).cloned().collect();
        rename(&mut base, [old, new], &named);
        rename(&mut ours, [own, new], &named);
        if own == new {
            continue;
        }
        let note = message!(
            "share.plan-renamed-by-both",
            "you renamed the plan {old} to {own}, and others to {new}: it is called {new} now, as \
             they have shared it",
            old = clean_line(old),
            own = clean_line(own),
            new = clean_line(new)
        );
        notes.push(FileNote::new(&named.into_iter().next().unwrap_or_default(), note));
    }
    Ok(Some(Renamed { base, ours, theirs, notes }))
}

fn told(is_ours: bool, old: &str, new: &str) -> Message {
    let (old, new) = (clean_line(old), clean_line(new));
    match is_ours {
        true => message!(
            "share.plan-renamed-by-you",
            "you renamed the plan {old} to {new}, and what others did in it is here now",
            old,
            new
        ),
        false => message!(
            "share.plan-renamed-by-others",
            "others renamed the plan {old} to {new}, and what you did in it is here now",
            old,
            new
        ),
    }
}

/// The plans that one side has given another name, and the other side has changed.
fn new_names(
    states: &States<'_>,
    ThreeTrees { base, ours, theirs }: ThreeTrees<'_>,
    is_ours: bool,
) -> Result<Vec<NewName>> {
    let (side, other) = if is_ours { (ours, theirs) } else { (theirs, ours) };
    let known = plans(other);
    let is_wanted = |plan: &String| known.contains(plan) && files(base, plan) != files(other, plan);
    let mut found = renamed(states, [base, side], is_wanted)?;
    found.retain(|(_, new)| !known.contains(new));
    Ok(found.into_iter().map(|(old, new)| NewName { old, new, is_ours }).collect())
}

/// The plans that have another name in a later state: the old and the new one.
pub(super) fn renamed(
    states: &States<'_>,
    [before, after]: [&PlanTree; 2],
    is_wanted: impl Fn(&String) -> bool,
) -> Result<Vec<(String, String)>> {
    let [earlier, later] = [before, after].map(plans);
    let gone = earlier.difference(&later).filter(|plan| is_wanted(plan));
    let mut new: Vec<&String> = later.difference(&earlier).collect();
    let mut found = Vec::new();
    for old in gone {
        let content = PlanContent::of(states, before, old)?;
        let mut best: Option<(usize, &String)> = None;
        for name in &new {
            let shared = PlanContent::of(states, after, name)?.shares_with(&content, old);
            if shared > best.map_or(0, |(most, _)| most) {
                best = Some((shared, name));
            }
        }
        if let Some((_, name)) = best {
            new.retain(|other| *other != name);
            found.push((old.clone(), name.clone()));
        }
    }
    Ok(found)
}

/// The plans to which both sides have given another name, which may be the same: the old one, ours
/// and theirs.
fn twice_renamed(
    states: &States<'_>,
    ThreeTrees { base, ours, theirs }: ThreeTrees<'_>,
) -> Result<Vec<[String; 3]>> {
    let known = plans(theirs);
    let of_ours = renamed(states, [base, ours], |plan| !known.contains(plan))?;
    if of_ours.is_empty() {
        return Ok(Vec::new());
    }
    let of_theirs = renamed(states, [base, theirs], |_| true)?;
    let both = of_ours.into_iter().filter_map(|(old, own)| {
        let (_, other) = of_theirs.iter().find(|(plan, _)| *plan == old)?;
        Some([old, own, other.clone()])
    });
    Ok(both.collect())
}

/// What a plan is known by.
struct PlanContent {
    ids: BTreeSet<String>,
    period: Option<[Day; 2]>,
    text: String,
}

impl PlanContent {
    fn of(states: &States<'_>, tree: &PlanTree, plan: &str) -> Result<PlanContent> {
        let raw = states.files(&files(tree, plan))?;
        let text: String = raw
            .iter()
            .map(|file| String::from_utf8_lossy(&file.bytes).into_owned() + "\n")
            .collect();
        let ids = raw.iter().flat_map(|file| activity_ids(&String::from_utf8_lossy(&file.bytes)));
        let ids = ids.collect();
        let files = FileSet::new("", raw);
        let reading = read(&files);
        let period = reading.folder.plans.first().and_then(|plan| plan.period.as_ref());
        let period = period.map(|period| [period.start.value, period.end.value]);
        Ok(PlanContent { ids, period, text })
    }

    /// How many activities are those of an earlier plan; none where this is another plan, such as
    /// that of the next year.
    fn shares_with(&self, earlier: &PlanContent, name: &str) -> usize {
        let is_of_other_time = self.period.zip(earlier.period).is_some_and(|(own, other)| {
            let [starts, ends] = [0, 1].map(|at| own.get(at) == other.get(at));
            !starts && !ends
        });
        let is_origin = |line: &str| {
            let origin = line.trim().strip_prefix("carried_from:").unwrap_or_default();
            let plan = origin.trim_start_matches([' ', '"', '\'']).split_once('/');
            plan.is_some_and(|(plan, _)| plan == name)
        };
        let continues = self.text.lines().any(is_origin);
        let shared = self.ids.intersection(&earlier.ids).count();
        let is_most = shared * 2 > earlier.ids.len().max(self.ids.len() / 2);
        if is_of_other_time || continues || !is_most { 0 } else { shared }
    }
}

fn plans(tree: &PlanTree) -> BTreeSet<String> {
    tree.keys().filter_map(|path| plan_of(path)).collect()
}

fn is_of(path: &str, plan: &str) -> bool {
    plan_of(path).as_deref() == Some(plan)
}

fn files(tree: &PlanTree, plan: &str) -> PlanTree {
    let own = tree.iter().filter(|(path, _)| is_of(path, plan));
    own.map(|(path, entry)| (path.clone(), entry.clone())).collect()
}

/// Gives the files of a plan the paths of its new name. `known`: those that it has there.
fn rename(tree: &mut PlanTree, [old, new]: [&str; 2], known: &[String]) {
    for (path, entry) in files(tree, old) {
        tree.remove(&path);
        tree.insert(renamed_path(&path, [old, new], known), entry);
    }
}

/// The path of a file of a plan under its new name.
fn renamed_path(path: &str, [old, new]: [&str; 2], known: &[String]) -> String {
    let rest = path.strip_prefix(old).unwrap_or_default();
    // Its ending may be the other one.
    let own = known.iter().find(|path| rest.starts_with('.') && !path.contains('/'));
    own.cloned().unwrap_or_else(|| format!("{new}{rest}"))
}

/// The paths of the files of renamed plans: as they were, and as they are.
pub(super) fn renamed_paths(
    [before, after]: [&PlanTree; 2],
    names: &[(String, String)],
) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (old, new) in names {
        let known: Vec<String> = files(after, new).into_keys().collect();
        found.extend(files(before, old).into_keys().map(|path| {
            let to = renamed_path(&path, [old, new], &known);
            (path, to)
        }));
    }
    found
}
