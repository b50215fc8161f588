use std::collections::HashMap;
use std::io;

use super::command::Git;
use super::tree::{Blobs, Entry, Tree, tree};

/// The most entries of folders that two commits do not have in common, and that git is asked to compare. It remembers each of them, and a few small
/// trees can stand for more than any memory holds.
const MOST_ENTRIES: usize = 250_000;
/// How many folders are asked for at once.
const AT_ONCE: usize = 64;

/// A folder in the old commit and in the new one, by the names of its trees.
type Pair = (Option<String>, Option<String>);

/// Whether a commit has files that another one does not have at their places, so that they can have been moved; in place of the other one, what the
/// next commit is to hold.
///
/// # Errors
/// Where they are too many to compare, or a tree is not here.
pub(super) fn loses_files(git: &Git, old: &str, new: Option<&str>) -> io::Result<bool> {
    let root = |commit: &str| format!("{commit}^{{tree}}");
    let mut walk = Walk { blobs: Blobs::start(git)?, looked_at: 0, has_lost: false, new: Vec::new() };
    walk.through(vec![(Some(root(old)), new.map(root))])?;
    // Git lists what is new as well.
    while walk.has_lost && !walk.new.is_empty() {
        let new = std::mem::take(&mut walk.new);
        walk.through(new)?;
    }
    Ok(walk.has_lost)
}

struct Walk {
    blobs: Blobs,
    looked_at: usize,
    has_lost: bool,
    /// Folders that the new commit alone has.
    new: Vec<Pair>,
}

impl Walk {
    /// Looks at folders, and at those below.
    fn through(&mut self, mut left: Vec<Pair>) -> io::Result<()> {
        while !left.is_empty() {
            let pairs = left.split_off(left.len().saturating_sub(AT_ONCE));
            let names: Vec<String> = pairs.iter().flat_map(|(old, new)| [old, new]).flatten().cloned().collect();
            let (mut trees, looked_at): (Vec<Tree>, _) = (Vec::new(), &mut self.looked_at);
            self.blobs.each(&names, |_, object| {
                let found = tree(object?)?.unwrap_or_default();
                *looked_at += found.1.len();
                trees.push(found);
                if *looked_at > MOST_ENTRIES { Err(too_many()) } else { Ok(()) }
            })?;
            let mut trees = trees.into_iter();
            for (old, new) in pairs {
                let [old, new] = [old, new].map(|name| name.and_then(|_| trees.next()).unwrap_or_default());
                if old.0 != new.0 {
                    self.compare(old.1, new.1, &mut left);
                }
            }
        }
        Ok(())
    }

    fn compare(&mut self, old: Vec<(String, Entry)>, new: Vec<(String, Entry)>, left: &mut Vec<Pair>) {
        let id = |entry: Option<Entry>| entry.filter(Entry::is_folder).map(|entry| entry.id);
        let mut new: HashMap<String, Entry> = new.into_iter().collect();
        for (name, before) in old {
            let after = new.remove(&name);
            if after.as_ref() == Some(&before) {
                continue;
            }
            self.has_lost |= !before.is_folder() && after.as_ref().is_none_or(Entry::is_folder);
            match (id(Some(before)), id(after)) {
                (None, None) => {}
                (None, after) => self.new.push((None, after)),
                pair => left.push(pair),
            }
        }
        self.new.extend(new.into_values().filter_map(|after| Some((None, Some(id(Some(after))?)))));
    }
}

fn too_many() -> io::Error {
    io::Error::other(format!(
        "two commits differ in more than {MOST_ENTRIES} files and folders, too many to see whether the workplans folder was moved"
    ))
}
