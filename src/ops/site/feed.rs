//! The entries of a site's feed.

use super::changes::changes;
use crate::model::Day;
use crate::report::{SiteEntry, SiteState};
use crate::store::digest;

/// How many entries a feed keeps.
const MOST_ENTRIES: usize = 50;

/// Returns the state with the entries of the former run, and one for what changed since, if
/// anything did.
pub(super) fn with_entry(
    mut state: SiteState,
    former: &SiteState,
    day: Day,
    group: Option<&str>,
) -> SiteState {
    let is_new = former.feed.is_empty();
    state.feed = match is_new {
        false => former.feed.clone(),
        true => {
            let titles: Vec<&str> = state.plans.iter().map(|plan| plan.title.as_str()).collect();
            let group = group.unwrap_or_default();
            name(&format!("{}\n{group}\n{day}\n{}", state.audience, titles.join("\n")))
        }
    };
    state.entries.clone_from(&former.entries);
    let plans = changes(&former.plans, &state.plans);
    if is_new || !plans.is_empty() {
        let number = former.entries.first().map_or(0, |entry| entry.number) + 1;
        let id = name(&format!("{}\n{number}", state.feed));
        state.entries.insert(0, SiteEntry { id, number, day, plans });
        state.entries.truncate(MOST_ENTRIES);
    }
    state
}

/// Returns a name for the world that follows from a text: a UUID of version 8.
fn name(text: &str) -> String {
    let digits = digest(text.as_bytes());
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let [first, second, third, fourth, last] =
        [part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32)];
    format!("urn:uuid:{first}-{second}-8{third}-8{fourth}-{last}")
}
