//! Files that others changed, as far as the changes of activities and plans do not say so.

use std::collections::{BTreeMap, BTreeSet};

use super::broken::is_readable;
use super::organizations_in::organizations;
use super::place::Place;
use super::states::States;
use crate::diagnostic::{Message, message};
use crate::edit::merge::mean_the_same;
use crate::format::{FileRole, plan_of, read, role};
use crate::model::Day;
use crate::report::{ChangeByOthers, ChangeByOthersKind, FileByOthers};
use crate::store::{PlanTree, TreeEntry};
use crate::text::clean_line;
use crate::workspace::Result;

/// The most commits that are asked for who changed a file.
const MOST_COMMITS: &str = "--max-count=200";

/// Returns the files that are different after others' changes were taken in, and that no change of
/// an activity or a plan tells of. `range`: the commit that was here before, that of the others,
/// and the one that has both.
pub(super) fn files_in(
    place: &Place,
    states: &States<'_>,
    range: Option<[&str; 3]>,
    trees: [&PlanTree; 2],
    told: &[ChangeByOthers],
) -> Result<Vec<FileByOthers>> {
    let [before, after] = trees;
    let mut found = Vec::new();
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for path in paths.into_iter().filter(|path| before.get(*path) != after.get(*path)) {
        let plan = plan_of(path);
        if plan.is_some_and(|plan| told.iter().any(|change| change.plan == plan)) {
            continue;
        }
        let entries = [before.get(path), after.get(path)];
        let what = what_changed(states, trees, path)?;
        found.push(file(place.trees.from_root(path), entries, what));
    }
    if let Some([head, _, commit]) = range {
        let changed = states.changed(head, commit)?;
        let others = changed.iter().filter(|one| place.trees.in_folder(&one.path).is_none());
        found.extend(others.map(|one| {
            let entries = [one.before.as_ref(), one.after.as_ref()];
            file(one.path.clone(), entries, only_permissions(entries))
        }));
    }
    if let Some([head, theirs, _]) = range.filter(|_| !found.is_empty()) {
        let authors = authors(place, head, theirs)?;
        for file in &mut found {
            let by = authors.get(&file.path).cloned();
            (file.author, file.day) = by.map_or((None, None), |(who, day)| (Some(who), day));
        }
    }
    for file in &mut found {
        file.path = clean_line(&file.path).into_owned();
    }
    Ok(found)
}

fn file(path: String, entries: [Option<&TreeEntry>; 2], what: Option<Message>) -> FileByOthers {
    let kind = match entries {
        [None, _] => ChangeByOthersKind::Added,
        [_, None] => ChangeByOthersKind::Removed,
        _ => ChangeByOthersKind::Changed,
    };
    FileByOthers { path, kind, what, author: None, day: None }
}

fn only_permissions([before, after]: [Option<&TreeEntry>; 2]) -> Option<Message> {
    let is_same = before.zip(after).is_some_and(|(before, after)| before.id == after.id);
    is_same.then(|| message!("share.permissions", "only its permissions changed"))
}

/// What changed in a file of the format, in words, where that can be said.
fn what_changed(
    states: &States<'_>,
    [before, after]: [&PlanTree; 2],
    path: &str,
) -> Result<Option<Message>> {
    let permissions = only_permissions([before.get(path), after.get(path)]);
    let (Some(old), Some(new)) = (states.content(before, path)?, states.content(after, path)?)
    else {
        return Ok(None);
    };
    if permissions.is_some() {
        return Ok(permissions);
    }
    let is_same = || {
        let (old, new) = (std::str::from_utf8(&old).ok()?, std::str::from_utf8(&new).ok()?);
        mean_the_same(old, new)
    };
    match (is_readable(&old), is_readable(&new)) {
        (_, false) => Ok(Some(message!("share.unreadable-now", "it cannot be read"))),
        (false, true) => Ok(Some(message!("share.readable-again", "it can be read again"))),
        _ if is_same() == Some(true) => {
            Ok(Some(message!("share.comments", "only comments or the layout changed")))
        }
        _ if role(path) == Some(FileRole::Organizations) => {
            let (old, new) = (states.file_set(before)?, states.file_set(after)?);
            let [old, new] = [read(&old), read(&new)];
            Ok(organizations([&old.folder.organizations, &new.folder.organizations]))
        }
        _ => Ok(None),
    }
}

/// Who changed each file last, by the commits of others.
fn authors(
    place: &Place,
    head: &str,
    theirs: &str,
) -> Result<BTreeMap<String, (String, Option<Day>)>> {
    let range = format!("{head}..{theirs}");
    let asked = ["log", "-z", "--no-merges", "--name-only", "--no-renames", MOST_COMMITS];
    let asked = [&asked[..], &["--format=%x1e%an%x1f%as", &range]].concat();
    let said = String::from_utf8_lossy(&place.trees.git.ask(&asked)?).into_owned();
    let mut found = BTreeMap::new();
    for commit in said.split('\u{1e}') {
        let mut lines = commit.split(['\0', '\n']).filter(|line| !line.is_empty());
        let Some((author, day)) = lines.next().and_then(|line| line.split_once('\u{1f}')) else {
            continue;
        };
        for path in lines {
            let by = || (clean_line(author).into_owned(), day.parse().ok());
            found.entry(path.to_owned()).or_insert_with(by);
        }
    }
    Ok(found)
}
