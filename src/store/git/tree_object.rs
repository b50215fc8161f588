//! Tree objects: the entries of a folder as git stores them.

use std::collections::HashSet;
use std::io;

use crate::diagnostic::message;
use crate::format::role;
use crate::store::name::text_of;
use crate::text::clean_line;

pub(super) const LINK: &[u8] = b"120000";

const REGULAR: [&[u8]; 2] = [b"100644", b"100755"];

/// A file of a commit: its mode, and the id of its content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct TreeFile {
    pub mode: Vec<u8>,
    pub id: String,
}

impl TreeFile {
    pub(super) fn is_link(&self) -> bool {
        self.mode == LINK
    }

    /// Whether it is a submodule.
    pub(super) fn is_repository(&self) -> bool {
        self.mode == b"160000"
    }

    pub(super) fn is_regular(&self) -> bool {
        REGULAR.contains(&self.mode.as_slice())
    }

    pub(super) fn is_folder(&self) -> bool {
        self.mode == b"40000"
    }
}

/// A tree's id, and its entries.
pub(super) type TreeObject = (String, Vec<(String, TreeFile)>);

/// An object of git.
pub(super) struct GitObject {
    pub id: String,
    pub kind: String,
    /// The content; only the first bytes of a large object.
    pub bytes: Vec<u8>,
}

/// The most bytes of a folder's list of entries: far more than any workplans folder has, and little
/// memory.
const MAX_TREE: usize = 8 << 20;

/// Returns the entries of a tree, in git's order; `None` for another object.
pub(super) fn tree(GitObject { id, kind, bytes }: GitObject) -> io::Result<Option<TreeObject>> {
    if kind != "tree" {
        return Ok(None);
    }
    if bytes.len() > MAX_TREE {
        return Err(io::Error::other(message!(
            "git.folder-too-large",
            "a folder is too large: its list of files has more than {most} MiB",
            most = MAX_TREE >> 20
        )));
    }
    let width = id.len() / 2;
    let mut entries = Vec::new();
    let mut names = HashSet::new();
    let mut rest = bytes.as_slice();
    // `MODE NAME<NUL>ID`, the id in bytes.
    while let Some(space) = rest.iter().position(|&byte| byte == b' ') {
        let end = rest.iter().position(|&byte| byte == 0).ok_or_else(|| {
            io::Error::other(message!("git.endless-tree", "git gives a tree without an end"))
        })?;
        let (mode, name) =
            (rest.get(..space).unwrap_or_default(), rest.get(space + 1..end).unwrap_or_default());
        // Git itself is inconsistent about which entry counts.
        if !names.insert(name) {
            return Err(twice(name));
        }
        let id = hex(rest.get(end + 1..end + 1 + width).unwrap_or_default());
        entries.push((text_of(name), TreeFile { mode: canonical(mode), id }));
        rest = rest.get(end + 1 + width..).unwrap_or_default();
    }
    Ok(Some((id, entries)))
}

/// The error for a name that a folder has twice.
pub(super) fn twice(name: &[u8]) -> io::Error {
    io::Error::other(message!(
        "git.two-entries",
        "a folder has two entries called {name}; `git fsck` lists it",
        name = clean_line(&text_of(name))
    ))
}

/// Returns a mode as git writes it today. Old trees have other rights and leading zeros, which git
/// accepts.
fn canonical(mode: &[u8]) -> Vec<u8> {
    let number =
        std::str::from_utf8(mode).ok().and_then(|digits| u32::from_str_radix(digits, 8).ok());
    let canonical: &[u8] = match number.map(|number| (number & 0o170_000, number & 0o100)) {
        Some((0o100_000, 0)) => b"100644",
        Some((0o100_000, _)) => b"100755",
        Some((0o120_000, _)) => LINK,
        Some((0o040_000, _)) => b"40000",
        _ => mode,
    };
    canonical.to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Whether an entry of a workplans folder is a folder that holds a plan.
pub(super) fn is_plan_folder(name: &str, entry: &TreeFile) -> bool {
    entry.is_folder() && role(&format!("{name}/x.yaml")).is_some()
}
