//! How the plans of a folder began, by git.

use std::collections::BTreeSet;

use crate::analysis::{Beginnings, Index, PlanSketch};
use crate::format::{FileSet, RawFile, plan_of, read};
use crate::store::{FolderState, Revision, StateReader};
use crate::workspace::{Context, Error, Result, unreadable};

/// Finds out how the plans began, from the first of the commits on, and as they are now. Contents
/// are read only where a plan comes or goes; all of them where only that tells which activity went
/// on with one that several continue.
pub(super) fn beginnings(
    line: &[Revision],
    states: Option<&mut StateReader>,
    is_shallow: bool,
    index: &Index<'_>,
) -> Result<Beginnings> {
    let Some(states) = states else { return walked(line, None, is_shallow, index, false) };
    let found = walked(line, Some(&mut *states), is_shallow, index, false)?;
    if found.needs_all_states(index) {
        walked(line, Some(states), is_shallow, index, true)
    } else {
        Ok(found)
    }
}

fn walked(
    line: &[Revision],
    states: Option<&mut StateReader>,
    is_shallow: bool,
    index: &Index<'_>,
    with_all: bool,
) -> Result<Beginnings> {
    let mut found = Beginnings::default();
    let (mut last, mut names) = (FolderState::default(), BTreeSet::new());
    let now: BTreeSet<String> = index.plans().map(|plan| plan.plan.name.clone()).collect();
    let mut gone = Vec::new();
    if let Some(states) = states {
        let commits: Vec<&str> = line.iter().map(|revision| revision.commit.id.as_str()).collect();
        let mut failure: Option<Error> = None;
        let take = |states: &mut StateReader, at: usize, state: FolderState| {
            let there: BTreeSet<String> =
                state.files().filter_map(|(path, _)| plan_of(path)).collect();
            let changed = if with_all { changed(&last, &state) } else { BTreeSet::new() };
            if (there != names || !changed.is_empty()) && failure.is_none() {
                let mut step = || -> Result<()> {
                    let new = sketches(states, &state, there.difference(&names))?;
                    let gone = sketches(states, &last, names.difference(&there))?;
                    let known: BTreeSet<String> =
                        found.copies(gone.iter()).union(&changed).cloned().collect();
                    let is_kept = |name: &&String| names.contains(*name) && there.contains(*name);
                    let kept = sketches(states, &state, known.iter().filter(is_kept))?;
                    // What the first commit of a part of the history has may be older.
                    found.step(Some(at).filter(|at| !is_shallow || *at > 0), new, gone, kept);
                    Ok(())
                };
                failure = step().err();
            }
            (last, names) = (state, there);
        };
        states.of_each(&commits, take).context(unreadable)?;
        failure.map_or(Ok(()), Err)?;
        gone = sketches(states, &last, names.difference(&now))?;
    }
    let sketch = |name: &str| Some((name.to_owned(), PlanSketch::of(index.plan(name)?.plan)));
    let new = now.difference(&names).filter_map(|name| sketch(name)).collect();
    let kept =
        found.copies(gone.iter()).intersection(&now).filter_map(|name| sketch(name)).collect();
    found.step(None, new, gone, kept);
    Ok(found)
}

/// The plans of which one of two states has another file than the other.
fn changed(last: &FolderState, state: &FolderState) -> BTreeSet<String> {
    let files = |state: &FolderState| {
        state.files().map(|(path, id)| (path.to_owned(), id.to_owned())).collect::<BTreeSet<_>>()
    };
    files(last).symmetric_difference(&files(state)).filter_map(|(path, _)| plan_of(path)).collect()
}

/// What a state says of some plans.
fn sketches<'n>(
    states: &mut StateReader,
    state: &FolderState,
    names: impl Iterator<Item = &'n String>,
) -> Result<Vec<(String, PlanSketch)>> {
    let mut found = Vec::new();
    for name in names {
        let own = state.only(|path| plan_of(path).as_ref() == Some(name));
        let mut files = Vec::new();
        for (path, id) in states.contents(&own) {
            // A link that leads elsewhere is no file.
            if let Ok(id) = id {
                files.push(RawFile { path, bytes: states.content(&id).context(unreadable)? });
            }
        }
        let input = FileSet::new(&states.folder(), files);
        let reading = read(&input);
        found.push((
            name.clone(),
            reading.folder.plan(name).map(PlanSketch::of).unwrap_or_default(),
        ));
    }
    Ok(found)
}
