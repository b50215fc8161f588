use std::collections::BTreeSet;

use super::index::PlanIndex;
use crate::model::Plan;
use crate::text::Sources;

/// The activities that the files of a plan may hold although they were not read, or not in full.
pub enum Unread<'f> {
    /// Any: the files cannot be read to their end.
    Any,
    /// Those with these ids.
    Ids(BTreeSet<&'f str>),
}

impl<'f> Unread<'f> {
    /// Looks through a plan. With the text of its files also what stands below a key that stands twice, or is misspelt, counts: nothing there
    /// is read.
    pub fn of(plan: &'f PlanIndex<'f>, sources: Option<&'f Sources>) -> Self {
        let own = plan.plan;
        if !own.is_known_whole() {
            return Unread::Any;
        }
        let incomplete = own.priorities.iter().flat_map(|priority| &priority.incomplete).map(|activity| &*activity.id.value);
        let left_out = own.left_out_ids.iter().filter(|one| one.list == "activities").map(|one| one.id.value.as_str());
        let mut ids: BTreeSet<&'f str> = incomplete.chain(left_out).collect();
        ids.extend(sources.into_iter().flat_map(|sources| written_ids(own, sources)));
        Unread::Ids(ids)
    }

    /// Whether the activity of that id may be one of them.
    pub fn may_hold(&self, id: &str) -> bool {
        match self {
            Unread::Any => true,
            Unread::Ids(ids) => ids.contains(id),
        }
    }
}

/// The ids that the files of a plan have somewhere.
fn written_ids<'s>(plan: &Plan<'_>, sources: &'s Sources) -> impl Iterator<Item = &'s str> {
    const AROUND: [char; 4] = ['"', '\'', ' ', '\t'];
    let id_behind = |text: &'s str, colon: usize| {
        let (before, after) = (text.get(..colon)?, text.get(colon + 1..)?.trim_start_matches(AROUND));
        let length = after.bytes().take_while(|&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-')).count();
        after.get(..length).filter(|_| before.trim_end_matches(AROUND).ends_with("id"))
    };
    let texts = plan.files.iter().map(|&file| sources[file].text.as_str());
    texts.flat_map(move |text| text.match_indices(':').filter_map(move |(colon, _)| id_behind(text, colon)))
}
