//! The commits at which two histories part.

use std::io;

use super::cat_file::CatFile;
use super::commit::Commit;
use super::repository::Repository;

/// The point at which two histories diverge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeBase {
    /// These commits, none of which is an ancestor of another. There are several if each line has
    /// merged a part of the other.
    Found(Vec<Commit>),
    /// Nowhere: they are not related.
    None,
    /// Unknown: a part of the history is missing in this clone.
    Hidden,
}

impl Repository {
    /// Finds the commits from which the histories of two part; of many the first ones, up to that
    /// number.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn merge_base(&self, a: &Commit, b: &Commit, most: usize) -> io::Result<MergeBase> {
        let Some(said) = self.git.ask_for(&["merge-base", "--all", &a.id, &b.id])? else {
            return Ok(if self.is_shallow { MergeBase::Hidden } else { MergeBase::None });
        };
        let mut found = Vec::new();
        for id in String::from_utf8_lossy(&said).lines().take(most) {
            let Ok((base, _)) = self.commit(id)? else { return Ok(MergeBase::None) };
            if self.is_shallow
                && base.id != a.id
                && base.id != b.id
                && self.is_cut_since(&base.id, &[a, b])?
            {
                return Ok(MergeBase::Hidden);
            }
            found.push(base);
        }
        Ok(MergeBase::Found(found))
    }

    /// Whether the history is cut between a commit and its descendants: a later common commit, or
    /// one with a change, can be missing.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn is_cut_since(&self, base: &str, tips: &[&Commit]) -> io::Result<bool> {
        if !self.is_shallow {
            return Ok(false);
        }
        let mut ends =
            vec!["rev-list".to_owned(), "--max-parents=0".to_owned(), format!("^{base}")];
        ends.extend(tips.iter().map(|tip| tip.id.clone()).chain(["--".to_owned()]));
        let ends = self.git.ask_of_objects(&ends)?;
        let ends: Vec<String> = String::from_utf8_lossy(&ends).lines().map(str::to_owned).collect();
        let mut is_cut = false;
        CatFile::start(&self.git)?.each(&ends, |_, commit| {
            is_cut |= commit.is_ok_and(|commit| {
                commit
                    .bytes
                    .split(|&byte| byte == b'\n')
                    .take(3)
                    .any(|line| line.starts_with(b"parent "))
            });
            Ok(())
        })?;
        Ok(is_cut)
    }
}
