//! New commits of a workplans folder, and the way of the working tree to them, through the user's
//! git.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::time::Duration;

use super::tree_change::{TreeChange, changes_of};
use super::user_git::UserAnswer;
use super::user_tree::{PlanTree, PlanTrees, TreeEntry};
use crate::store::name::text_of;

/// The sign that a commit was begun, and that the index does not know of it yet.
const UNFINISHED: &str = "unfinished-commit";
/// How often the index is tried, and how long is waited in between.
const MOST_TRIES: usize = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(50);
/// How git marks that there is no file.
const NO_FILE: &str = "0";

/// A merge of two commits by git, as far as git can do it.
#[derive(Debug)]
pub struct GitMerge {
    /// The tree.
    pub tree: String,
    /// The files that git cannot merge, by their paths from the root.
    pub conflicts: BTreeSet<String>,
}

impl PlanTrees {
    /// Commits the folder alone, with the user's hooks. The index of the repository stays as it is
    /// until the commit is finished or taken back. Returns what git says if the commit is refused.
    /// `before` is the last commit, which is noted until then.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn commit(
        &self,
        index: &Path,
        text: &str,
        before: Option<&str>,
    ) -> io::Result<Result<(), UserAnswer>> {
        let sign = self.own_folder()?.join(UNFINISHED);
        std::fs::write(&sign, before.unwrap_or_default())?;
        // The user's words stay as they are, also a line that begins with `#`.
        let clean = "--cleanup=whitespace";
        let asked = ["commit", "--quiet", clean, "--only", "--file=-", "--", self.way()];
        let answer = self.git.with_index(index).run(&asked, Some(text.as_bytes()))?;
        if !answer.is_success() {
            // Git can be interrupted behind the commit: the next run then finishes it.
            let head = self.git.line(&["rev-parse", "--quiet", "--verify", "HEAD^{commit}"])?;
            if head.as_deref() == before {
                std::fs::remove_file(&sign)?;
            }
            return Ok(Err(answer));
        }
        Ok(Ok(()))
    }

    /// Takes back a commit that is not finished: the branch is at the commit before, or has none
    /// yet. The index and the files stay.
    ///
    /// # Errors
    /// If the branch has another commit meanwhile, or git cannot move it.
    pub fn take_back_commit(&self, commit: &str, before: Option<&str>) -> io::Result<()> {
        match before {
            Some(before) => self.git.ask(&["update-ref", "HEAD", before, commit])?,
            None => self.git.ask(&["update-ref", "-d", "HEAD", commit])?,
        };
        std::fs::remove_file(self.own_folder()?.join(UNFINISHED))
    }

    /// Whether a run was stopped at its commit, before git's index knew of it: with the commit
    /// before that, if there was one.
    ///
    /// # Errors
    /// If git does not say where its own folder is, or the note cannot be read.
    pub fn unfinished_commit(&self) -> io::Result<Option<Option<String>>> {
        match std::fs::read_to_string(self.own_folder()?.join(UNFINISHED)) {
            Ok(before) => Ok(Some(Some(before).filter(|before| !before.is_empty()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Brings git's index up to date after a commit of the folder, and of what a hook has added to
    /// it.
    ///
    /// # Errors
    /// If another program keeps the index locked.
    pub fn finish_commit(&self) -> io::Result<()> {
        let added = self.added_by_hooks()?;
        let mut asked = vec!["reset", "--quiet", "HEAD", "--", self.way()];
        asked.extend(added.iter().map(String::as_str));
        let mut answer = self.git.run(&asked, None)?;
        for _ in 0..MOST_TRIES {
            if answer.is_success() {
                break;
            }
            // An editor that shows what git knows locks the index for a moment.
            std::thread::sleep(BETWEEN_TRIES);
            answer = self.git.run(&asked, None)?;
        }
        answer.or_error()?;
        std::fs::remove_file(self.own_folder()?.join(UNFINISHED))
    }

    /// The files outside of the folder that are in the last commit, as far as the index has them
    /// as they were before.
    fn added_by_hooks(&self) -> io::Result<Vec<String>> {
        let asked = ["diff-tree", "-r", "-z", "--no-renames", "--raw", "--no-abbrev", "--root"];
        let said = self.git.ask(&[&asked[..], &["--no-commit-id", "HEAD"]].concat())?;
        let inside = format!("{}/", self.prefix);
        let outside = changes_of(&said)
            .into_iter()
            .filter(|change| !self.prefix.is_empty() && !change.path.starts_with(&inside));
        let outside: Vec<TreeChange> = outside.collect();
        if outside.is_empty() {
            return Ok(Vec::new());
        }
        let paths: BTreeSet<&str> = outside.iter().map(|change| change.path.as_str()).collect();
        let mut asked = vec!["ls-files", "-z", "--stage", "--"];
        asked.extend(&paths);
        let staged = self.git.ask(&asked)?;
        let staged: BTreeSet<String> = staged.split(|&byte| byte == 0).map(text_of).collect();
        let is_untouched = |change: &TreeChange| match &change.before {
            Some(TreeEntry { mode, id }) => {
                staged.contains(&format!("{mode} {id} 0\t{}", change.path))
            }
            None => !staged.iter().any(|line| line.ends_with(&format!("\t{}", change.path))),
        };
        Ok(outside.into_iter().filter(is_untouched).map(|change| change.path).collect())
    }

    /// Lets git merge two commits in its store of objects alone; new files of one side follow a
    /// folder that the other side has moved, if that is wanted. `None` if this git cannot do that.
    ///
    /// # Errors
    /// If git cannot merge them.
    pub fn merge(&self, sides: [&str; 2], follows_folder: bool) -> io::Result<Option<GitMerge>> {
        let [ours, theirs] = sides;
        let folders =
            format!("merge.directoryRenames={}", if follows_folder { "true" } else { "conflict" });
        // Plans are merged by activity and field, not by the driver that may be set up for them.
        let asked = [
            "-c",
            "merge.workplan.driver=false",
            "-c",
            &folders,
            "merge-tree",
            "--write-tree",
            "-z",
            "--no-messages",
            ours,
            theirs,
        ];
        let answer = self.git.run(&asked, None)?;
        match answer.status {
            Some(0 | 1) => {}
            Some(129) => return Ok(None),
            _ => return answer.or_error().map(|_| None),
        }
        let mut parts = answer.out.split(|&byte| byte == 0);
        let tree = String::from_utf8_lossy(parts.next().unwrap_or_default()).trim().to_owned();
        let paths = parts.filter_map(|line| line.splitn(2, |&byte| byte == b'\t').nth(1));
        Ok(Some(GitMerge { tree, conflicts: paths.map(text_of).collect() }))
    }

    /// Returns a tree with other files of the format in the folder, and these further files.
    ///
    /// # Errors
    /// If git cannot write it.
    pub fn with_plans(
        &self,
        tree: &str,
        plans: &PlanTree,
        others: &[TreeChange],
        index: &Path,
    ) -> io::Result<String> {
        let git = self.git.with_index(index);
        let _ = std::fs::remove_file(index);
        git.ask(&["read-tree", tree])?;
        let before = self.of(tree)?;
        let mut lines = self.index_lines(&before, plans);
        let width = before.values().next().map_or(40, |entry| entry.id.len());
        for TreeChange { path, after, .. } in others {
            let nothing = (NO_FILE.to_owned(), "0".repeat(width));
            let (mode, id) = after.clone().map_or(nothing, |entry| (entry.mode, entry.id));
            lines.extend(format!("{mode} {id}\t{path}\0").bytes());
        }
        git.tell(&["update-index", "-z", "--index-info"], &lines)?;
        let written = git.ask(&["write-tree"])?;
        Ok(String::from_utf8_lossy(&written).trim().to_owned())
    }

    /// The lines by which git brings an index from one state of the folder to another.
    fn index_lines(&self, from: &PlanTree, to: &PlanTree) -> Vec<u8> {
        let mut lines = Vec::new();
        let width = from.values().chain(to.values()).next().map_or(40, |entry| entry.id.len());
        let gone = from.keys().filter(|path| !to.contains_key(*path));
        for path in gone {
            let nothing = "0".repeat(width);
            lines.extend(format!("{NO_FILE} {nothing}\t{}\0", self.from_root(path)).bytes());
        }
        for (path, TreeEntry { mode, id }) in to {
            if from.get(path) != to.get(path) {
                lines.extend(format!("{mode} {id}\t{}\0", self.from_root(path)).bytes());
            }
        }
        lines
    }

    /// Makes a commit with these parents, signed if the user signs commits.
    ///
    /// # Errors
    /// If git cannot write it.
    pub fn commit_tree(&self, tree: &str, parents: &[&str], text: &str) -> io::Result<String> {
        let signs = ["config", "--type=bool", "--get", "commit.gpgSign"];
        let mut asked = vec!["commit-tree", tree];
        asked.extend(parents.iter().flat_map(|parent| ["-p", parent]));
        if self.git.line(&signs)?.as_deref() == Some("true") {
            asked.push("-S");
        }
        let written = self.git.tell(&asked, text.as_bytes())?;
        Ok(String::from_utf8_lossy(&written).trim().to_owned())
    }

    /// The files that differ between two commits.
    ///
    /// # Errors
    /// If git cannot compare them.
    pub fn changed(&self, from: &str, to: &str) -> io::Result<Vec<TreeChange>> {
        let asked = ["diff-tree", "-r", "-z", "--no-renames", "--raw", "--no-abbrev", from, to];
        Ok(changes_of(&self.git.ask(&asked)?))
    }

    /// The files that differ between a commit, or nothing, and another one.
    ///
    /// # Errors
    /// If git cannot compare them.
    pub fn changed_from(&self, from: Option<&str>, to: &str) -> io::Result<Vec<TreeChange>> {
        match from {
            Some(from) => self.changed(from, to),
            None => self.changed(&self.empty_tree()?, to),
        }
    }

    /// The files that the user has changed since a commit, by their paths from the root.
    ///
    /// # Errors
    /// If git cannot compare them.
    pub fn changed_here(&self, head: &str) -> io::Result<BTreeSet<String>> {
        // Files that only look changed are looked at again; others make it fail.
        self.git.run(&["update-index", "-q", "--refresh"], None)?;
        let said =
            self.git.ask(&["diff-index", "-z", "--name-only", "--no-renames", head, "--"])?;
        Ok(said.split(|&byte| byte == 0).filter(|path| !path.is_empty()).map(text_of).collect())
    }

    /// Notes other entries in the index of the repository, whatever is on the disk.
    ///
    /// # Errors
    /// If git cannot write its index.
    pub fn note(&self, from: &PlanTree, to: &PlanTree) -> io::Result<()> {
        let lines = self.index_lines(from, to);
        if lines.is_empty() {
            return Ok(());
        }
        self.git.tell(&["update-index", "-z", "--index-info"], &lines).map(drop)
    }

    /// Moves the branch, the index and the working tree on to a commit that follows the present
    /// one. Files that the user has changed stay, or git refuses.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn move_on(&self, commit: &str) -> io::Result<UserAnswer> {
        // The user may have settings for merges: nothing is merged here.
        let asked = ["merge", "--quiet", "--no-squash", "--no-verify-signatures", "--no-autostash"];
        let asked = [&asked[..], &["--commit", "--ff-only", "--no-overwrite-ignore", commit]];
        self.git.run(&asked.concat(), None)
    }
}
