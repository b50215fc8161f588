//! Files of others that cannot be read: they are not taken in, or in their last readable version,
//! if there is one.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::came_in::by_file;
use super::place::Place;
use super::states::States;
use crate::diagnostic::{Message, message};
use crate::edit::merge;
use crate::report::FileNote;
use crate::store::{PlanTree, TreeEntry};
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// The most versions of a file that are looked at.
const MOST_VERSIONS: &str = "--max-count=50";

/// The state of the others with readable files.
pub(super) struct Repaired {
    pub tree: PlanTree,
    pub notes: Vec<FileNote>,
}

/// Whether a text can be read, so that it can be merged by activity and field.
pub(super) fn is_readable(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes);
    text.is_ok_and(|text| text.trim().is_empty() || merge::is_readable(text))
}

/// Looks for files that others have made unreadable: such a file would stop every command here.
/// Returns nothing if there is none. If a side was chosen, each file is taken as it was before, if
/// it could be read then.
pub(super) fn repaired(
    place: &Place,
    states: &States<'_>,
    [head, theirs]: [&str; 2],
    has_side: bool,
) -> Result<Option<Repaired>> {
    let (ours, other) = (states.of(head)?, states.of(theirs)?);
    let mut broken: BTreeMap<&String, Option<TreeEntry>> = BTreeMap::new();
    for (path, entry) in other.iter().filter(|(path, entry)| ours.get(*path) != Some(entry)) {
        let readable = |tree| -> Result<Option<bool>> {
            Ok(states.content(tree, path)?.map(|bytes| is_readable(&bytes)))
        };
        if entry.is_regular() && readable(&other)? == Some(false) && readable(&ours)? != Some(false)
        {
            broken.insert(path, last_readable(place, states, theirs, path)?);
        }
    }
    if broken.is_empty() {
        return Ok(None);
    }
    // Without a version to take instead, the file of the others would be removed.
    if let Some((path, _)) = broken.iter().find(|(_, entry)| entry.is_none()) {
        return Err(refused(place, theirs, path, false));
    }
    if !has_side {
        let first = broken.keys().next().map_or("", |path| path.as_str());
        return Err(refused(place, theirs, first, true));
    }
    let (mut tree, mut notes) = (PlanTree::clone(&other), Vec::new());
    for (path, entry) in broken {
        tree.extend(entry.map(|entry| (path.clone(), entry)));
        let note = message!(
            "share.repaired",
            "the last version of others cannot be read; the one before it was taken"
        );
        notes.push(FileNote::new(path, note));
    }
    Ok(Some(Repaired { tree, notes }))
}

/// The state of a commit from which both sides come, with readable files: of each file that both
/// have changed since and that cannot be read in it, the last version that can be read.
pub(super) fn readable_base(
    place: &Place,
    states: &States<'_>,
    commit: &str,
    [base, ours, theirs]: [&Rc<PlanTree>; 3],
) -> Result<Rc<PlanTree>> {
    let mut found = PlanTree::new();
    for (path, entry) in base.iter() {
        let sides = [ours.get(path), theirs.get(path)];
        if sides.into_iter().all(|side| side.is_some_and(|own| own != entry))
            && states.content(base, path)?.is_some_and(|bytes| !is_readable(&bytes))
            && let Some(earlier) = last_readable(place, states, commit, path)?
        {
            found.insert(path.clone(), earlier);
        }
    }
    if found.is_empty() {
        return Ok(Rc::clone(base));
    }
    let mut tree = PlanTree::clone(base);
    tree.extend(found);
    Ok(Rc::new(tree))
}

/// The last version of a file that can be read in a commit and those before it; none if there is
/// none.
fn last_readable(
    place: &Place,
    states: &States<'_>,
    commit: &str,
    path: &str,
) -> Result<Option<TreeEntry>> {
    let known = place.trees.from_root(path);
    let asked = ["log", "--format=%H", MOST_VERSIONS, commit, "--", &known];
    let commits = String::from_utf8_lossy(&place.trees.git.ask(&asked)?).into_owned();
    for commit in commits.lines() {
        let tree = states.of(commit)?;
        if states.content(&tree, path)?.is_some_and(|bytes| is_readable(&bytes)) {
            return Ok(tree.get(path).cloned());
        }
    }
    Ok(None)
}

/// The error for a file that others have made unreadable.
fn refused(place: &Place, theirs: &str, path: &str, has_earlier: bool) -> Error {
    let (author, _) = by_file(place, (None, theirs), path).unwrap_or_default();
    let author =
        author.map_or_else(|| message!("share.the-others", "the others"), Message::verbatim);
    let path = clean_line(&place.trees.from_root(path)).into_owned();
    let failure = Error::refused(message!(
        "share.broken",
        "{path} cannot be read in the version that {author} shared last. Nothing was taken in or \
         shared",
        path,
        author = author.clone()
    ));
    failure.hint(match has_earlier {
        true => message!(
            "share.broken-next",
            "ask {author} to correct it (`workplan check` names the line); or run the same command \
             with --ours or --theirs: both take the last version of the file that can be read",
            author
        ),
        false => message!(
            "share.broken-new",
            "ask {author} to correct it (`workplan check` names the line) or to remove it; there is \
             no earlier version of the file that can be read",
            author
        ),
    })
}
