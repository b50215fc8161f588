//! Entries in the place of a plan's folder that are not plans.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::cat_file::CatFile;
use super::tree_object::TreeFile;
use super::tree_path::plain;
use crate::diagnostic::Message;
use crate::format::role;
use crate::store::links::{LinkStep, follow, target_of};
use crate::store::tree::{a_repository, linked_folder};

/// How many are looked at: whatever else a hostile folder holds, it is not followed.
const MOST: usize = 256;

impl CatFile {
    /// Returns the entries at the top of a workplans folder that could be a plan's folder and are
    /// not read, with the reason: other repositories, and links to a folder of the commit. The
    /// commit comes with the folder's path from the root of its tree.
    pub(super) fn strays<'e>(
        &mut self,
        entries: &'e HashMap<String, TreeFile>,
        place: (&str, &Path),
    ) -> Vec<(&'e str, Message)> {
        let is_other = |entry: &TreeFile| entry.is_link() || entry.is_repository();
        let others = entries
            .iter()
            .filter(|(name, entry)| is_other(entry) && role(&format!("{name}/x.yaml")).is_some());
        let mut names: Vec<(&str, &TreeFile)> = others
            .filter(|(name, _)| role(name).is_none())
            .map(|(name, one)| (name.as_str(), one))
            .collect();
        names.sort_by_key(|(name, _)| *name);
        let mut strays = Vec::new();
        for (name, entry) in names.into_iter().take(MOST) {
            if entry.is_repository() {
                strays.push((name, a_repository()));
            } else if self.leads_to_folder(entries, name, place) {
                strays.push((name, linked_folder()));
            }
        }
        strays
    }

    fn leads_to_folder(
        &mut self,
        entries: &HashMap<String, TreeFile>,
        name: &str,
        (commit, folder): (&str, &Path),
    ) -> bool {
        let led: io::Result<Option<bool>> = follow(name, |at| {
            let link = match self.entry(entries, at)? {
                Some(entry) if entry.is_link() => entry,
                other => return Ok(LinkStep::End(other.is_some_and(|other| other.is_folder()))),
            };
            let target = self.target(&link.id)?;
            let next = target_of(at, &target);
            if !next.is_empty() {
                return Ok(LinkStep::To(next));
            }
            let holder = Path::new(at).parent().unwrap_or(Path::new(""));
            let way = plain(&folder.join(holder).join(target));
            way.map_or(Ok(false), |way| self.has_folder(commit, &way)).map(LinkStep::End)
        });
        // A link that cannot be followed leads nowhere.
        led.ok().flatten().unwrap_or(false)
    }
}
