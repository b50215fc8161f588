//! The files beside one that git merges, as each side has them: which ids of activities are in use
//! there, and which new ones the merges of these files give.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use crate::edit::merge::{Beside, activity_ids, new_ids};
use crate::store::{Commit, Repository, real_path};

/// The texts of the files of a folder, by their names.
type Texts = BTreeMap<String, String>;

/// The files beside one that git merges, in the commits of both sides.
#[derive(Debug, Default)]
pub(super) struct MergeSides {
    /// The merged file's name, and its versions.
    name: String,
    own: [String; 3],
    /// The files in the commit that both come from; none where that is not known.
    base: Option<Texts>,
    ours: Texts,
    theirs: Vec<Texts>,
}

impl MergeSides {
    /// The files beside a file of a folder. `None` where git does not say which commit is merged.
    pub(super) fn find(folder: &Path, name: &str, own: [&str; 3]) -> Option<MergeSides> {
        let repository = Repository::find(&real_path(folder).ok()?, false).ok()?;
        let [base, _, theirs] = own;
        let commits = repository.commits_with(name, theirs.as_bytes()).ok()?;
        let first = commits.first()?;
        let base = repository.base_with(first, name, base.as_bytes()).ok()?;
        let texts = |commit: &Commit| texts(&repository, commit);
        let (head, _) = repository.commit("HEAD").ok()?.ok()?;
        Some(MergeSides {
            name: name.to_owned(),
            own: own.map(str::to_owned),
            base: base.as_ref().and_then(texts),
            ours: texts(&head)?,
            theirs: commits.iter().filter_map(texts).collect(),
        })
    }

    /// Adds the ids that are in use in the files beside, and those that their merges give. Of the
    /// files that are merged, the earlier ones by name come first.
    pub(super) fn take(&self, used: &mut HashSet<String>, plans: &[String]) {
        let all = self.theirs.iter().chain([&self.ours]).flatten();
        used.extend(
            all.filter(|(name, _)| **name != self.name).flat_map(|(_, text)| activity_ids(text)),
        );
        let (Some(base), Some(theirs)) = (&self.base, self.theirs.first()) else { return };
        for (name, ours) in self.ours.range(..self.name.clone()) {
            let Some(theirs) = theirs.get(name) else { continue };
            let base = base.get(name).map_or("", String::as_str);
            if [base, ours].contains(&theirs.as_str()) || base == ours {
                continue;
            }
            let mut there = used.clone();
            let [_, own_ours, own_theirs] = &self.own;
            there.extend([own_ours, own_theirs].into_iter().flat_map(|text| activity_ids(text)));
            let beside = Beside { plans, ids: &|| there.clone(), chosen: &[] };
            used.extend(new_ids([base, ours, theirs], &beside));
        }
    }

    /// The other files of theirs in which an activity depends on one with this id.
    pub(super) fn referring(&self, id: &str, plans: &[String]) -> Vec<&str> {
        let Some(theirs) = self.theirs.first() else { return Vec::new() };
        let refers = |text: &String| crate::edit::merge::refers_to(text, id, plans);
        let is_new = |name: &str| {
            self.base.as_ref().and_then(|base| base.get(name)).is_none_or(|base| !refers(base))
        };
        theirs
            .iter()
            .filter(|(name, text)| **name != self.name && refers(text) && is_new(name))
            .map(|(name, _)| name.as_str())
            .collect()
    }
}

/// The plans that stand directly in the folder, in a commit.
fn texts(repository: &Repository, commit: &Commit) -> Option<Texts> {
    let files = repository.read_folder(commit, repository.prefix()).ok().flatten()?.files;
    let text = |bytes| String::from_utf8(bytes).ok();
    Some(
        files
            .into_iter()
            .filter(|file| !file.path.contains('/'))
            .filter_map(|file| Some((file.path, text(file.bytes)?)))
            .collect(),
    )
}
