//! The commits of a merge in progress. Git gives its merge driver one file at a time; the other
//! files of the other side are in the merged commit.

use std::io;
use std::path::Path;

use super::commit::Commit;
use super::repository::Repository;
use super::tree_path::slashed;

/// The names of commits that git writes down while a command is under way.
const HEADS: [&str; 4] = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"];
/// The beginning of the variables in which `git merge` names the merged commits.
const HEAD_VARIABLE: &str = "GITHEAD_";
/// Files in which a rebase or a cherry-pick of several commits notes the current one, and whether
/// it is in the last line.
const NOTES: [(&str, bool); 3] = [
    ("rebase-merge/done", true),
    ("sequencer/todo", false),
    ("rebase-apply/original-commit", true),
];
/// The most commits that are looked at.
const MOST: &str = "40";

impl Repository {
    /// Returns the commits that are being merged into ours and have this content in a file of the
    /// folder. Commits that git names come first; if none of them has the content, other commits
    /// follow.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn commits_with(&self, file: &str, content: &[u8]) -> io::Result<Vec<Commit>> {
        let found = self.having(self.commits_under_way(), file, content)?;
        if !found.is_empty() {
            return Ok(found);
        }
        let blob = self.blob_of(content)?;
        let path = self.path_of_file(file);
        let wanted = format!("--find-object={blob}");
        let log = ["log", "--all", "--format=%H", "-n", MOST, wanted.as_str(), "--", &path];
        let count = format!("--count={MOST}");
        let tips =
            ["for-each-ref", "--sort=-committerdate", count.as_str(), "--format=%(objectname)"];
        let mut known = lines(&self.git.ask(&log)?);
        known.extend(lines(&self.git.ask(&tips)?));
        self.having(known, file, content)
    }

    /// Returns the common commit of our `HEAD` and another commit that has this content in a file
    /// of the folder: their merge base, or the parent of the other commit.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn base_with(
        &self,
        other: &Commit,
        file: &str,
        content: &[u8],
    ) -> io::Result<Option<Commit>> {
        let asked = self.git.ask_for(&["merge-base", "--all", "HEAD", &other.id])?;
        let mut known = lines(&asked.unwrap_or_default());
        known.push(format!("{}^1", other.id));
        Ok(self.having(known, file, content)?.into_iter().next())
    }

    /// The tips of the branches of other repositories, as they were fetched last.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn fetched_tips(&self) -> io::Result<Vec<String>> {
        let count = format!("--count={MOST}");
        let asked = ["for-each-ref", "--sort=-committerdate", count.as_str()];
        let asked = [&asked[..], &["--format=%(objectname)", "refs/remotes"]].concat();
        Ok(lines(&self.git.ask(&asked)?))
    }

    /// Whether one of these commits has this file of the folder; one that is not here has none.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn have_file(&self, commits: &[String], file: &str) -> io::Result<bool> {
        let path = self.path_of_file(file);
        for commit in commits {
            let own = format!("{commit}:{path}");
            let asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", &own];
            if self.git.ask_for(&asked).ok().flatten().is_some_and(|said| !said.is_empty()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn commits_under_way(&self) -> Vec<String> {
        let variables = std::env::vars_os().filter_map(|(name, _)| {
            name.to_str().and_then(|name| name.strip_prefix(HEAD_VARIABLE)).map(str::to_owned)
        });
        let noted = NOTES.iter().filter_map(|(name, is_last)| {
            let text = std::fs::read_to_string(self.git.dir()?.join(name)).ok()?;
            let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            let line = if *is_last { lines.next_back() } else { lines.next() }?;
            line.split(' ').find(|word| is_commit_id(word)).map(str::to_owned)
        });
        variables.chain(noted).chain(HEADS.map(str::to_owned)).collect()
    }

    /// Returns the commits that have this content in a file of the folder, each once.
    fn having(&self, known: Vec<String>, file: &str, content: &[u8]) -> io::Result<Vec<Commit>> {
        let (blob, path) = (self.blob_of(content)?, self.path_of_file(file));
        let mut found: Vec<Commit> = Vec::new();
        for name in known {
            let own = format!("{name}:{path}");
            let asked =
                self.git.ask_for(&["rev-parse", "--verify", "--quiet", "--end-of-options", &own]);
            if asked.ok().flatten().is_none_or(|said| lines(&said).first() != Some(&blob)) {
                continue;
            }
            if let Ok((commit, _)) = self.commit(&name)?
                && !found.contains(&commit)
            {
                found.push(commit);
            }
        }
        Ok(found)
    }

    fn blob_of(&self, content: &[u8]) -> io::Result<String> {
        let said = self.git.tell(&["hash-object", "--no-filters", "--stdin"], content)?;
        Ok(String::from_utf8_lossy(&said).trim().to_owned())
    }

    /// The path of a file of the folder from the root.
    fn path_of_file(&self, file: &str) -> String {
        let path = self.prefix().join(Path::new(file));
        String::from_utf8_lossy(&slashed(&path)).into_owned()
    }
}

fn lines(said: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(said).lines().map(str::to_owned).collect()
}

fn is_commit_id(word: &str) -> bool {
    word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}
