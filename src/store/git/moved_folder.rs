//! Follows a workplans folder that was moved in the history.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::cat_file::CatFile;
use super::commit::Commit;
use super::history::CommitWalk;
use super::losses::Losses;
use super::repository::Repository;
use super::tree_object::is_plan_folder;
use super::tree_path::{path_of, slashed};
use crate::diagnostic::message;
use crate::format::{FileRole, role};
use crate::store::name::text_of;

/// The most places of a folder that are followed: a limit on the cost of a hostile history.
const MOST_PLACES: usize = 32;
/// The most removed or new files whose contents git compares, each with each. Files that moved
/// unchanged are found without that.
const MOST_COMPARED: &str = "-l32";
/// How many commits that bring the folder are looked at in one walk.
const MOST_ARRIVALS: usize = 1024;

/// The places of a folder in the history of a commit.
#[derive(Debug)]
pub struct FolderPlaces {
    /// The paths from the root of the tree: the current one, then the earlier ones, the latest
    /// first.
    pub ways: Vec<PathBuf>,
    /// Whether the commit itself has the folder at its current place; otherwise the index decides.
    pub is_committed: bool,
}

impl Repository {
    /// Finds where a folder lay in the history of a commit. A folder that was copied stays where it
    /// was, and is not followed.
    ///
    /// # Errors
    /// If the history cannot be read, or the folder came and went more often than is followed.
    pub fn places(&self, tip: &Commit, folder: &Path) -> io::Result<FolderPlaces> {
        let mut places = vec![folder.to_owned()];
        let is_committed = self.has_folder(tip, folder)?;
        if !is_committed {
            // A move that is not committed yet.
            let said = if self.has_index() {
                self.moved(&["diff-index", "--cached"], &tip.id, None, folder)?
            } else {
                None
            };
            places.extend(said);
        }
        let mut looked_at = 0;
        let (mut known, mut losses) = (BTreeSet::new(), None);
        while looked_at < places.len() {
            if places.len() > MOST_PLACES {
                return Err(io::Error::other(message!(
                    "git.too-many-places",
                    "the workplans folder has lain in more than {most} places: too many to follow its history",
                    most = MOST_PLACES
                )));
            }
            looked_at = places.len();
            for commit in self.arrivals(tip, &places)? {
                if !known.insert(commit.clone()) {
                    continue;
                }
                let new = self.moved_from((&tip.id, &commit), &places, &mut losses)?;
                places.extend(new);
            }
        }
        Ok(FolderPlaces { ways: places, is_committed })
    }

    /// Finds the current place of a folder of an earlier commit: in another commit, or in the
    /// index.
    ///
    /// # Errors
    /// If git cannot compare the two.
    pub fn moved_to(
        &self,
        base: &Commit,
        folder: &Path,
        now: Option<&Commit>,
    ) -> io::Result<Option<PathBuf>> {
        match now {
            Some(now) => self.moved(&["diff-tree"], &now.id, Some(&base.id), folder),
            None => self.moved(&["diff-index", "--cached", "-R"], &base.id, None, folder),
        }
    }

    /// Returns the commits of the first-parent line that brought the plans to one of these places,
    /// newest first. A move on a branch that was undone there does not count.
    fn arrivals(&self, tip: &Commit, places: &[PathBuf]) -> io::Result<Vec<String>> {
        let revisions = self.history_without_names(tip, CommitWalk::FirstParents(Some(places)))?;
        let line: Vec<&str> = revisions.iter().map(|one| one.commit.id.as_str()).collect();
        let mut blobs = CatFile::start(&self.git)?;
        let mut has_plans: BTreeSet<&str> = BTreeSet::new();
        for place in places {
            let left: Vec<&str> =
                line.iter().copied().filter(|id| !has_plans.contains(id)).collect();
            let found = blobs.have_plans(&left, place, places)?;
            has_plans
                .extend(left.into_iter().zip(found).filter(|(_, found)| *found).map(|(id, _)| id));
        }
        let befores = std::iter::once(None).chain(line.iter().map(Some));
        let arrives = |(before, id): &(Option<&&str>, &&str)| {
            has_plans.contains(*id) && before.is_none_or(|before| !has_plans.contains(before))
        };
        let mut arrivals: Vec<String> =
            befores.zip(&line).filter(arrives).map(|(_, id)| (*id).to_owned()).collect();
        if arrivals.len() > MOST_ARRIVALS {
            return Err(io::Error::other(message!(
                "git.too-many-arrivals",
                "the workplans folder has come back more than {most} times: too many to follow its history",
                most = MOST_ARRIVALS
            )));
        }
        arrivals.reverse();
        Ok(arrivals)
    }

    /// Returns the places from which a commit moved the folder to a known place, without leaving
    /// plans, up to the tip.
    fn moved_from(
        &self,
        (tip, commit): (&str, &str),
        places: &[PathBuf],
        losses: &mut Option<Losses>,
    ) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        if let Some(parent) = self.first_parent(commit)? {
            let losses = match losses {
                Some(losses) => losses,
                None => losses.insert(Losses::of(&self.git)?),
            };
            if !losses.happen(&parent, Some(commit))? {
                return Ok(found);
            }
            for from in
                self.renames(&["diff-tree"], &[&parent, commit], places)?.into_iter().flatten()
            {
                if !places.contains(&from)
                    && !found.contains(&from)
                    && !self.still_has_plans(commit, &from, places)?
                    && !self.still_has_plans(tip, &from, places)?
                {
                    found.push(from);
                }
            }
        }
        Ok(found)
    }

    /// Whether a commit has plans in a folder that files were moved from: then it is the folder of
    /// another group. At the root any file may look like a plan.
    fn still_has_plans(&self, commit: &str, folder: &Path, places: &[PathBuf]) -> io::Result<bool> {
        if folder.as_os_str().is_empty() {
            return Ok(false);
        }
        let inside = CatFile::start(&self.git)?.folder(commit, folder)?;
        Ok(inside.is_some_and(|(_, entries)| {
            // The folder may be in it now.
            let is_way =
                |name: &str| places.iter().any(|place| place.starts_with(folder.join(name)));
            let is_plan = |name: &str, entry| {
                is_plan_folder(name, entry) && !is_way(name)
                    || matches!(role(name), Some(FileRole::Plan { .. }))
            };
            entries.iter().any(|(name, entry)| is_plan(name, entry))
        }))
    }

    fn first_parent(&self, commit: &str) -> io::Result<Option<String>> {
        let said =
            self.git.ask_of_objects(&["rev-list", "--no-walk", "--parents", commit, "--"])?;
        Ok(String::from_utf8_lossy(&said).split_whitespace().nth(1).map(str::to_owned))
    }

    /// The folder that most files of each of these folders come from, if they were moved: first by
    /// the same content, then by a similar one.
    fn renames(
        &self,
        how: &[&str],
        of: &[&str],
        folders: &[PathBuf],
    ) -> io::Result<Vec<Option<PathBuf>>> {
        let mut found = vec![None; folders.len()];
        for similar in ["-M100%", "-M"] {
            let arguments = [
                how,
                &["-r", "-z", "--name-status", "--diff-filter=R", MOST_COMPARED, similar],
                of,
            ]
            .concat();
            let said = match self.git.ask_of_objects(&arguments) {
                // Contents that this clone does not have cannot be compared.
                Err(_) if similar == "-M" && self.is_partial()? => break,
                said => said?,
            };
            for (from, folder) in found.iter_mut().zip(folders).filter(|(from, _)| from.is_none()) {
                *from = origin(&said, folder);
            }
            if found.iter().all(Option::is_some) {
                break;
            }
        }
        Ok(found)
    }

    /// Returns the earlier places of one folder, if files were removed at all.
    fn moved(
        &self,
        how: &[&str],
        old: &str,
        new: Option<&str>,
        folder: &Path,
    ) -> io::Result<Option<PathBuf>> {
        if !Losses::of(&self.git)?.happen(old, new)? {
            return Ok(None);
        }
        let of: Vec<&str> = [Some(old), new].into_iter().flatten().collect();
        Ok(self.renames(how, &of, &[folder.to_owned()])?.into_iter().flatten().next())
    }
}

/// The folder that most of a list of renames come from.
fn origin(renames: &[u8], folder: &Path) -> Option<PathBuf> {
    let fields: Vec<&[u8]> = renames.split(|&byte| byte == 0).collect();
    let mut found: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for fields in fields.chunks_exact(3) {
        let [_, from, to] = fields else { continue };
        let (from, to) = (path_of(from), path_of(to));
        let Ok(inside) = to.strip_prefix(folder) else { continue };
        let Some((above, is_alike)) = folder_of(&from, inside) else { continue };
        if above != folder {
            // A file of the same plan is better evidence.
            *found.entry(above.to_owned()).or_default() += if is_alike { 2 } else { 1 };
        }
    }
    found
        .into_iter()
        .max_by(|(a, one), (b, other)| one.cmp(other).then(b.cmp(a)))
        .map(|(from, _)| from)
}

/// Returns the earlier workplans folder of a moved file, and whether its role there was similar: a
/// plan of one file may have become one of several files, or the reverse.
fn folder_of<'p>(from: &'p Path, inside: &Path) -> Option<(&'p Path, bool)> {
    let meaning = |path: &Path| {
        role(&text_of(&slashed(path))).map(|role| match role {
            FileRole::Plan { name, .. } => FileRole::Plan { name, in_folder: false },
            other => other,
        })
    };
    let (now, depth) = (meaning(inside)?, inside.components().count());
    let candidates = from.ancestors().enumerate().skip(1).take(2).map(|(up, above)| {
        let is_alike = from.strip_prefix(above).ok().and_then(meaning).as_ref() == Some(&now);
        // At the root, any folder may look like a plan's.
        let is_likely = up == 1 || !above.as_os_str().is_empty();
        ((is_alike, above.ends_with("workplans"), is_likely, up == depth), above)
    });
    candidates.max_by_key(|(signs, _)| *signs).map(|((is_alike, ..), above)| (above, is_alike))
}
