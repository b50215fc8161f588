//! Links that came with a repository: targets outside of it are neither written nor read.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::git::{git_folder, may_know};
use super::real_path::real_path;
use super::tree::goes_through_git;

/// How many links are followed on one path; the system follows fewer.
const MOST_LINKS: usize = 64;

/// A link that git knows and that leads to a forbidden place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Astray {
    /// The root of its repository.
    pub root: PathBuf,
    /// The path from there.
    pub way: PathBuf,
    /// The end of the path.
    pub end: PathBuf,
    /// Whether that is outside of the repository, or in git's own folder; else it is a file of the
    /// working tree that git does not know.
    pub is_out: bool,
}

/// Finds the link on a path, or after another link, that leads astray: out of the link's
/// repository, into git's own folder, or to an existing file that git does not know, such as a
/// program in a cache. A link that git does not know is the user's own: no change has brought it.
pub fn led_astray(path: &Path) -> Option<Astray> {
    let whole = std::path::absolute(path).ok()?;
    let (links, end) = followed(&whole);
    if links.is_empty() {
        return None;
    }
    let end = real(&end);
    links.iter().find_map(|link| {
        let root =
            link.ancestors().skip(1).find(|above| above.join(".git").symlink_metadata().is_ok())?;
        let way = link.strip_prefix(root).ok()?;
        let (tree, own) = (real(root), real(&git_folder(&root.join(".git"))));
        let is_out =
            !end.starts_with(&tree) || goes_through_git(&tree, &end) || end.starts_with(own);
        let is_foreign =
            || end.is_file() && end.strip_prefix(&tree).is_ok_and(|end| !may_know(root, end));
        let is_astray = (is_out || is_foreign()) && may_know(root, way);
        is_astray.then(|| Astray {
            root: root.to_owned(),
            way: way.to_owned(),
            end: end.clone(),
            is_out,
        })
    })
}

/// Returns the links on an absolute path, each by its path through real folders, and the end of the
/// path, which need not exist.
fn followed(whole: &Path) -> (Vec<PathBuf>, PathBuf) {
    let (mut links, mut real) = (Vec::new(), PathBuf::new());
    let mut left = parts_of(whole);
    while let Some(part) = left.pop() {
        match part.components().next() {
            Some(Component::ParentDir) => drop(real.pop()),
            Some(Component::Normal(name)) => {
                let next = real.join(name);
                match fs::read_link(&next) {
                    Ok(target) if links.len() < MOST_LINKS => {
                        links.push(next);
                        left.extend(parts_of(&target));
                    }
                    _ => real = next,
                }
            }
            Some(Component::CurDir) | None => {}
            Some(Component::Prefix(_) | Component::RootDir) => real.push(part),
        }
    }
    (links, real)
}

/// The parts of a path, the last one first.
fn parts_of(path: &Path) -> Vec<PathBuf> {
    path.components().rev().map(|part| PathBuf::from(part.as_os_str())).collect()
}

/// A path as the system spells it, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let existing = path
        .ancestors()
        .find_map(|above| Some((real_path(above).ok()?, path.strip_prefix(above).ok()?)));
    match existing {
        Some((real, rest)) if rest.iter().next().is_some() => real.join(rest),
        Some((real, _)) => real,
        None => path.to_owned(),
    }
}
