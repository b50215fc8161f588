//! The commit that a revision names.

use std::io;

use super::commit::{Commit, NoRevision, day_of};
use super::repository::Repository;

impl Repository {
    /// Returns the commit that a revision names, in any form that `git rev-parse` accepts for one
    /// commit, with git's warnings.
    ///
    /// # Errors
    /// With the existing revisions; or if git cannot be asked.
    pub fn commit(&self, revision: &str) -> io::Result<Result<(Commit, Vec<String>), NoRevision>> {
        let mut wanted = revision.to_owned();
        // Revisions that `git rev-list` reads as several commits, or as exclusions.
        if revision.starts_with('-') {
            return self.no_revision().map(Err);
        }
        if revision.starts_with('^')
            || ["..", "^!", "^-", "^@"].iter().any(|sign| revision.contains(sign))
        {
            let said = self.git.ask(&["rev-parse", "--revs-only", revision]).unwrap_or_default();
            match String::from_utf8_lossy(&said).lines().collect::<Vec<_>>().as_slice() {
                [id] if !id.starts_with('^') => wanted = (*id).to_owned(),
                _ => return self.no_revision().map(Err),
            }
        }
        let asked =
            ["rev-list", "--no-walk", "--format=%H %cs %ct", "--end-of-options", &wanted, "--"];
        let (said, warnings) = match self.git.ask_with_warnings(&asked) {
            Ok(found) => found,
            // Git also fails for an unknown revision. If it cannot list the revisions either, that
            // is the reason.
            Err(error) if error.kind() == io::ErrorKind::Other => {
                return self.no_revision().map(Err);
            }
            Err(error) => return Err(error),
        };
        let said = String::from_utf8_lossy(&said);
        // A line `commit ID` precedes each.
        match said.lines().collect::<Vec<_>>().as_slice() {
            [_, line] => {
                let mut parts = line.split(' ');
                let mut part = || parts.next().unwrap_or_default();
                Ok(Ok((Commit { id: part().to_owned(), day: day_of(part(), part()) }, warnings)))
            }
            _ => self.no_revision().map(Err),
        }
    }

    pub(super) fn no_revision(&self) -> io::Result<NoRevision> {
        let names = self.git.ask(&["for-each-ref", "--format=%(refname:short)"])?;
        let names: Vec<String> =
            String::from_utf8_lossy(&names).lines().map(str::to_owned).collect();
        let is_empty = names.is_empty()
            && self.git.ask(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_err();
        Ok(NoRevision { names, is_shallow: self.is_shallow, is_empty })
    }
}
