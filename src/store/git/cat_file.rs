//! A process of git that hands out objects by their names, for as long as it is needed.

use std::collections::HashMap;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::command::{GitTalk, fetch_again};
use super::link_budget::LinkFolders;
use super::target::Git;
use super::tree_object::{GitObject, TreeFile, TreeObject, is_plan_folder, tree};
use crate::diagnostic::message;
use crate::format::{MAX_FILE_BYTES, role};
use crate::store::links::{LinkStep, endless, follow, target_of};
use crate::store::name::text_of;
use crate::text::path_text;

/// The most bytes of questions that are asked ahead: less than a pipe holds without a reader.
const AHEAD: usize = 3000;

/// The most bytes of a path in a link.
const MAX_TARGET: usize = 4096;

/// A process that hands out contents by their ids, for as long as it is needed.
pub(super) struct CatFile {
    talk: GitTalk,
    pub(super) ways: LinkFolders,
}

impl CatFile {
    pub(super) fn start(git: &Git) -> io::Result<CatFile> {
        Ok(CatFile { talk: git.talk(&["cat-file", "--batch"])?, ways: LinkFolders::default() })
    }

    /// Returns the content of a file, through links that stay inside the folder. Returns `None` for
    /// other entries, such as a submodule.
    pub(super) fn file(
        &mut self,
        entries: &HashMap<String, TreeFile>,
        path: &str,
    ) -> io::Result<Option<Vec<u8>>> {
        self.resolve(entries, path)?.map(|id| self.content(&id)).transpose()
    }

    /// Returns the id of a file's content, through links that stay inside the folder. Returns
    /// `None` for other entries, such as a submodule.
    pub(super) fn resolve(
        &mut self,
        entries: &HashMap<String, TreeFile>,
        path: &str,
    ) -> io::Result<Option<String>> {
        follow(path, |path| {
            let Some(entry) = self.entry(entries, path)? else {
                return Err(io::Error::other(message!(
                    "git.link-leads-out",
                    "this link leads out of the workplans folder, or nowhere; it is not followed"
                )));
            };
            Ok(match entry {
                link if link.is_link() => LinkStep::To(target_of(path, &self.target(&link.id)?)),
                file if file.is_regular() => LinkStep::End(Some(file.id)),
                _ => LinkStep::End(None),
            })
        })?
        .ok_or_else(|| io::Error::other(endless()))
    }

    /// Returns the target of a link.
    pub(super) fn target(&mut self, id: &str) -> io::Result<String> {
        self.ways.may_go_on()?;
        let target = self.content(id)?;
        self.ways.take(target.len());
        if target.len() > MAX_TARGET {
            return Err(io::Error::other(message!(
                "git.link-too-long",
                "this link leads nowhere: the path in it is too long"
            )));
        }
        Ok(text_of(&target))
    }

    /// Returns the folder of a commit at a path from the root of its tree; `None` if there is none.
    /// Each tree on the path is read: for the full path, git gives the same answer for a folder
    /// that does not exist and for one that is missing in this clone.
    pub(super) fn folder(&mut self, commit: &str, way: &Path) -> io::Result<Option<TreeObject>> {
        let mut found = self.tree(&format!("{commit}^{{tree}}"))?;
        for name in way {
            let name = text_of(name.as_encoded_bytes());
            let inside =
                found.and_then(|(_, inside)| entry_of(inside, &name)).filter(TreeFile::is_folder);
            let Some(entry) = inside else { return Ok(None) };
            found = self.tree(&entry.id)?;
        }
        Ok(found)
    }

    /// Reads the same folder of many commits: of the first of them, where all together have more
    /// entries than that. Where git gives none, it may still be there: [`CatFile::folder`] says so
    /// for certain.
    pub(super) fn folders(
        &mut self,
        commits: &[&str],
        way: &Path,
        most: usize,
    ) -> io::Result<Vec<Option<Rc<TreeObject>>>> {
        let Some(names) = names_in(commits, way) else {
            let first = commits.iter().take(1);
            return first.map(|commit| Ok(self.folder(commit, way)?.map(Rc::new))).collect();
        };
        let mut folders: Vec<Option<Rc<TreeObject>>> = Vec::with_capacity(commits.len());
        let mut known: HashMap<String, Rc<TreeObject>> = HashMap::new();
        let (mut entries, mut is_full) = (0, false);
        self.each(&names, |_, object| {
            let id = object.as_ref().map(|object| object.id.clone()).unwrap_or_default();
            let same = known.get(&id).cloned();
            is_full |= same.is_none() && entries > most;
            if is_full {
                return Ok(());
            }
            let found = match same {
                Some(same) => Some(same),
                None => object.ok().map(tree).transpose()?.flatten().map(Rc::new),
            };
            entries += found
                .as_ref()
                .map_or(0, |tree| if known.contains_key(&id) { 0 } else { tree.1.len() });
            known.extend(found.iter().map(|tree| (id.clone(), tree.clone())));
            folders.push(found);
            Ok(())
        })?;
        Ok(folders)
    }

    /// Returns for each commit whether its folder has plans, or files that belong to plans. Nothing
    /// is kept. A folder on the path to another place of the plans is not a plan. At the root, no
    /// folder is one, because any folder looks like a plan there.
    pub(super) fn have_plans(
        &mut self,
        commits: &[&str],
        way: &Path,
        places: &[PathBuf],
    ) -> io::Result<Vec<bool>> {
        let leads_on = |name: &str| {
            name == "workplans" || places.iter().any(|place| place.starts_with(way.join(name)))
        };
        let is_plan = |name: &str, entry: &TreeFile| {
            !way.as_os_str().is_empty() && is_plan_folder(name, entry) && !leads_on(name)
        };
        let has_plans = |(_, inside): TreeObject| {
            inside.iter().any(|(name, entry)| role(name).is_some() || is_plan(name, entry))
        };
        let Some(names) = names_in(commits, way) else {
            return commits
                .iter()
                .map(|commit| Ok(self.folder(commit, way)?.is_some_and(has_plans)))
                .collect();
        };
        let mut found = Vec::with_capacity(commits.len());
        self.each(&names, |_, object| {
            found.push(object.ok().map(tree).transpose()?.flatten().is_some_and(has_plans));
            Ok(())
        })?;
        Ok(found)
    }

    /// A tree by its name: its id, and its entries in git's order. `None` for an object that is not
    /// a tree.
    pub(super) fn tree(&mut self, name: &str) -> io::Result<Option<TreeObject>> {
        let mut found = None;
        self.each(&[name], |_, object| {
            found = tree(object?)?;
            Ok(())
        })?;
        Ok(found)
    }

    /// The content with that id; of a large one only the first bytes, and one more than a file may
    /// have.
    pub(super) fn content(&mut self, id: &str) -> io::Result<Vec<u8>> {
        let mut found =
            Err(io::Error::other(message!("git.gives-no-answer", "git gives no answer")));
        self.each(&[id], |_, object| {
            found = object.map(|object| object.bytes);
            Ok(())
        })?;
        found
    }

    /// Hands over the objects of these names, in order; an error in the place of one that is not
    /// here. Questions are asked ahead of the answers: to wait for each answer before the next
    /// question would take longer than the answers do.
    pub(super) fn each<S: AsRef<str>>(
        &mut self,
        names: &[S],
        mut take: impl FnMut(usize, io::Result<GitObject>) -> io::Result<()>,
    ) -> io::Result<()> {
        let size = |name: Option<&S>| name.map_or(0, |name| name.as_ref().len() + 1);
        let (mut asked, mut waiting) = (0, 0);
        for number in 0..names.len() {
            if waiting <= size(names.get(number)) {
                let mut text = String::new();
                while let Some(name) =
                    names.get(asked).filter(|_| text.is_empty() || text.len() < AHEAD)
                {
                    text = text + name.as_ref() + "\n";
                    asked += 1;
                }
                self.talk.ask(text.as_bytes())?;
                waiting += text.len();
            }
            waiting -= size(names.get(number));
            let answer = self.answer()?;
            take(number, answer)?;
        }
        Ok(())
    }

    /// The next answer: an object, or an error in its place where it is not here.
    fn answer(&mut self) -> io::Result<io::Result<GitObject>> {
        let mut head = String::new();
        if self.talk.answers.read_line(&mut head)? == 0 {
            return Err(io::Error::other(message!(
                "git.ended-without-answer",
                "git ended without an answer; `git fsck` checks whether the repository is damaged"
            )));
        }
        let mut parts = head.trim_end().split(' ');
        let (id, kind) =
            (parts.next().unwrap_or("").to_owned(), parts.next().unwrap_or("").to_owned());
        let Some(size) = parts.next().and_then(|size| size.parse::<u64>().ok()) else {
            return Ok(Err(io::Error::new(
                io::ErrorKind::NotFound,
                message!(
                    "git.content-missing",
                    "its content is missing or damaged in this clone; {advice}",
                    advice = fetch_again()
                ),
            )));
        };
        let kept = size.min(MAX_FILE_BYTES + 1);
        let mut bytes = Vec::with_capacity(usize::try_from(kept).unwrap_or_default());
        (&mut self.talk.answers).take(kept).read_to_end(&mut bytes)?;
        // Includes the line end.
        let rest = size - kept + 1;
        let passed_over = io::copy(&mut (&mut self.talk.answers).take(rest), &mut io::sink())?;
        // Git says how long an object is before it reads it, and may fail only then.
        if bytes.len() as u64 != kept || passed_over != rest {
            return Err(io::Error::other(message!(
                "git.ended-in-an-answer",
                "git ended in the middle of an answer; `git fsck` checks whether the repository is damaged"
            )));
        }
        Ok(Ok(GitObject { id, kind, bytes }))
    }
}

/// Returns the names of a folder in these commits for a question to git; `None` if a name would not
/// fit on one line.
fn names_in(commits: &[&str], way: &Path) -> Option<Vec<String>> {
    let way =
        way.to_str().filter(|way| !way.contains(|c: char| c.is_control() || c.is_whitespace()))?;
    let way = path_text(Path::new(way));
    Some(commits.iter().map(|commit| format!("{commit}:{way}")).collect())
}

/// The entry of a tree with a name.
fn entry_of(tree: Vec<(String, TreeFile)>, name: &str) -> Option<TreeFile> {
    tree.into_iter().find(|(own, _)| own == name).map(|(_, entry)| entry)
}
