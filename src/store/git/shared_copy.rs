//! The copy of a repository that several people share, and the branch on which they do.

use std::collections::BTreeSet;
use std::io;

use super::tree_path::path_of;
use super::user_git::{UserAnswer, UserGit};

/// An operation of git that has to be finished before anything is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnderWay {
    /// A merge.
    Merge,
    /// A rebase, or patches from mails.
    Rebase,
    /// A commit that is taken from another branch.
    CherryPick,
    /// A commit that is taken back.
    Revert,
    /// A search for the commit that brought a fault.
    Bisect,
}

/// The files in a repository's folder that show what is under way.
const SIGNS: [(&str, UnderWay); 6] = [
    ("rebase-merge", UnderWay::Rebase),
    ("rebase-apply", UnderWay::Rebase),
    ("MERGE_HEAD", UnderWay::Merge),
    ("CHERRY_PICK_HEAD", UnderWay::CherryPick),
    ("REVERT_HEAD", UnderWay::Revert),
    ("BISECT_LOG", UnderWay::Bisect),
];

/// Where a branch stands, and with whom it is shared.
#[derive(Clone, Debug)]
pub struct BranchState {
    /// The branch that is checked out; `None` if none is.
    pub branch: Option<String>,
    /// An operation that has to be finished first.
    pub under_way: Option<UnderWay>,
    /// The names of the remotes.
    pub remotes: BTreeSet<String>,
    /// The remote and the branch there that the branch follows.
    pub upstream: Option<(String, String)>,
    /// The filters by which git stores files in another form.
    pub filters: BTreeSet<String>,
    /// Whether the repository is a submodule of another one.
    pub is_submodule: bool,
}

/// A remote, and the branch there.
#[derive(Clone, Debug)]
pub struct SharedCopy {
    /// The name of the remote.
    pub remote: String,
    /// The branch there.
    pub branch: String,
}

/// The result of a push.
#[derive(Debug)]
pub enum Push {
    /// The other side has taken it.
    Taken(UserAnswer),
    /// The other side, or git itself, refuses this branch.
    Refused(UserAnswer),
    /// The other side cannot be reached, or lets nobody in.
    Unreached(UserAnswer),
}

impl UserGit {
    /// Finds out where the branch stands.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn branch_state(&self) -> io::Result<BranchState> {
        let name = self.line(&["symbolic-ref", "--quiet", "HEAD"])?;
        let branch = name.as_deref().and_then(|name| name.strip_prefix("refs/heads/"));
        let asked = ["rev-parse", "--absolute-git-dir", "--show-superproject-working-tree"];
        let places = self.ask(&asked)?;
        let mut places = places.split(|&byte| byte == b'\n');
        let own = path_of(places.next().unwrap_or_default());
        let under_way = SIGNS.iter().find(|(sign, _)| own.join(sign).exists());
        let settings =
            self.run(&["config", "-z", "--get-regexp", r"^(branch|remote|filter)\."], None)?;
        let settings = String::from_utf8_lossy(&settings.out).into_owned();
        let settings: Vec<(&str, &str)> =
            settings.split('\0').filter_map(|line| line.split_once('\n')).collect();
        let remotes = settings.iter().filter_map(|(key, _)| {
            let name = key.strip_prefix("remote.")?;
            name.strip_suffix(".url").or_else(|| name.strip_suffix(".pushurl")).map(str::to_owned)
        });
        let filters = settings.iter().filter_map(|(key, _)| {
            let name = key.strip_prefix("filter.")?;
            name.strip_suffix(".clean").or_else(|| name.strip_suffix(".process"))
        });
        let setting = |key: &str| {
            let name = format!("branch.{}.{key}", branch.unwrap_or_default());
            settings.iter().rev().find(|(own, _)| *own == name).map(|(_, value)| *value)
        };
        let upstream = setting("remote").zip(setting("merge")).and_then(|(remote, branch)| {
            Some((remote.to_owned(), branch.strip_prefix("refs/heads/")?.to_owned()))
        });
        Ok(BranchState {
            branch: branch.map(str::to_owned),
            under_way: under_way.map(|(_, what)| *what),
            remotes: remotes.collect(),
            filters: filters.map(str::to_owned).collect(),
            upstream: upstream.filter(|(remote, _)| remote != "."),
            is_submodule: places.next().is_some_and(|around| !around.is_empty()),
        })
    }

    /// Whether files are left to merge.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn has_unmerged(&self) -> io::Result<bool> {
        Ok(!self.ask(&["ls-files", "--unmerged", "-z"])?.is_empty())
    }

    /// Who would be named as the author of a commit: the name and the address. `None` if the user
    /// has said neither.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn author(&self) -> io::Result<Option<(String, String)>> {
        let asked = ["-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"];
        let committer = ["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"];
        if self.line(&committer)?.is_none() {
            return Ok(None);
        }
        let Some(said) = self.line(&asked)? else { return Ok(None) };
        let (name, rest) = said.split_once(" <").unwrap_or((&said, ""));
        let email = rest.split('>').next().unwrap_or_default();
        Ok(Some((name.to_owned(), email.to_owned())))
    }

    /// Says in the settings of the repository who the user is.
    ///
    /// # Errors
    /// If git cannot write its settings.
    pub fn introduce(&self, name: &str, email: &str) -> io::Result<()> {
        self.ask(&["config", "--local", "user.name", name])?;
        self.ask(&["config", "--local", "user.email", email]).map(drop)
    }

    /// The address of a remote.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn address_of(&self, remote: &str) -> io::Result<Option<String>> {
        self.line(&["remote", "get-url", "--push", "--", remote])
    }

    /// Fetches the branch of the shared copy, and the branches whose names begin with it: the
    /// absence of the branch is no error then, and what was fetched of it before is forgotten. The
    /// answer is that of git.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn fetch(&self, from: &SharedCopy) -> io::Result<UserAnswer> {
        let spec = format!("+refs/heads/{}*:refs/remotes/{}/{0}*", from.branch, from.remote);
        self.run(&["fetch", "--quiet", "--prune", "--no-tags", "--", &from.remote, &spec], None)
    }

    /// The commit of the shared copy that was fetched last; `None` if it has no such branch.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn fetched(&self, from: &SharedCopy) -> io::Result<Option<String>> {
        let name = format!("refs/remotes/{}/{}^{{commit}}", from.remote, from.branch);
        self.line(&["rev-parse", "--quiet", "--verify", &name])
    }

    /// The names of the branches that a remote has.
    ///
    /// # Errors
    /// If it cannot be reached.
    pub fn branches_of(&self, remote: &str) -> io::Result<Vec<String>> {
        let said = self.ask(&["ls-remote", "--quiet", "--heads", "--", remote])?;
        let said = String::from_utf8_lossy(&said).into_owned();
        let name = |line: &str| Some(line.split_once("refs/heads/")?.1.to_owned());
        Ok(said.lines().filter_map(name).collect())
    }

    /// The commits of the shared copy that were fetched before the last one, the newest first, as
    /// far as git has noted them.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn fetched_before(&self, from: &SharedCopy, most: usize) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        for number in 1..=most {
            let name = format!("refs/remotes/{}/{}@{{{number}}}", from.remote, from.branch);
            match self.line(&["rev-parse", "--quiet", "--verify", &name])? {
                Some(id) => found.push(id),
                None => break,
            }
        }
        Ok(found)
    }

    /// Notes which commit of the shared copy was fetched last.
    ///
    /// # Errors
    /// If git cannot write it.
    pub fn remember(&self, copy: &SharedCopy, commit: &str) -> io::Result<()> {
        let name = format!("refs/remotes/{}/{}", copy.remote, copy.branch);
        self.ask(&["update-ref", &name, commit]).map(drop)
    }

    /// Pushes a commit to a branch of the shared copy; never by force.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn push(&self, commit: &str, to: &SharedCopy) -> io::Result<Push> {
        self.push_to(&to.remote, &format!("{commit}:refs/heads/{}", to.branch))
    }

    /// Pushes a tag; one that the other side has already stays.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn push_tag(&self, remote: &str, name: &str) -> io::Result<Push> {
        self.push_to(remote, &format!("refs/tags/{name}:refs/tags/{name}"))
    }

    /// Fetches a tag, if the other side has it; one that is here already stays.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn fetch_tag(&self, remote: &str, name: &str) -> io::Result<UserAnswer> {
        let spec = format!("refs/tags/{name}:refs/tags/{name}");
        self.run(&["fetch", "--quiet", "--no-tags", "--", remote, &spec], None)
    }

    /// The commit that a tag of another repository names; none if it has no such tag.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn tag_there(&self, remote: &str, name: &str) -> io::Result<Option<String>> {
        let [tag, peeled] = ["", "^{}"].map(|end| format!("refs/tags/{name}{end}"));
        let said = self.run(&["ls-remote", "--quiet", "--", remote, &tag, &peeled], None)?;
        let said = String::from_utf8_lossy(&said.out).into_owned();
        let named = |wanted: &str| {
            let mut lines = said.lines().filter_map(|line| line.split_once('\t'));
            lines.find(|(_, name)| *name == wanted).map(|(id, _)| id.to_owned())
        };
        Ok(named(&peeled).or_else(|| named(&tag)))
    }

    fn push_to(&self, remote: &str, spec: &str) -> io::Result<Push> {
        let answer =
            self.run(&["push", "--porcelain", "--no-follow-tags", "--", remote, spec], None)?;
        let is_refused = answer.out.split(|&byte| byte == b'\n').any(|line| line.starts_with(b"!"));
        Ok(match answer.is_success() {
            true => Push::Taken(answer),
            false if is_refused => Push::Refused(answer),
            false => Push::Unreached(answer),
        })
    }

    /// Lets the branch follow that of the shared copy.
    ///
    /// # Errors
    /// If git cannot write its settings.
    pub fn follow(&self, branch: &str, copy: &SharedCopy) -> io::Result<()> {
        let name = |key: &str| format!("branch.{branch}.{key}");
        self.ask(&["config", &name("remote"), &copy.remote])?;
        self.ask(&["config", &name("merge"), &format!("refs/heads/{}", copy.branch)]).map(drop)
    }

    /// The best common commit of two; `None` if they have none.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn common(&self, one: &str, other: &str) -> io::Result<Option<String>> {
        self.line(&["merge-base", one, other])
    }

    /// Whether a commit is in the history of another one.
    ///
    /// # Errors
    /// If git cannot tell.
    pub fn is_in(&self, commit: &str, later: &str) -> io::Result<bool> {
        let answer = self.run(&["merge-base", "--is-ancestor", commit, later], None)?;
        match answer.status {
            Some(1) => Ok(false),
            _ => answer.or_error().map(|_| true),
        }
    }
}
