//! The commit that a revision names.

use std::io;

use super::commit::{Commit, NoRevision, day_of};
use super::repository::Repository;

impl Repository {
    /// The commit that a revision names: anything that `git rev-parse` takes for one commit; with
    /// git's warnings about it.
    ///
    /// # Errors
    /// With what there is instead; or where git cannot be asked.
    pub fn commit(&self, revision: &str) -> io::Result<Result<(Commit, Vec<String>), NoRevision>> {
        let mut wanted = revision.to_owned();
        // What `git rev-list` takes for more than one commit, or leaves out.
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
            // Git also fails where it knows no such revision. Where it cannot say what there is
            // either, that is the reason.
            Err(error) if error.kind() == io::ErrorKind::Other => {
                return self.no_revision().map(Err);
            }
            Err(error) => return Err(error),
        };
        let said = String::from_utf8_lossy(&said);
        // Above each stands `commit ID`.
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
