//! The pages of the rules as files, for editors that open an address.

use std::path::PathBuf;

use crate::rules::find;
use crate::store;
use crate::workspace::Options;

/// Returns the file of a rule's page in the user's cache, which is written where it is not there
/// yet; `None` where nothing is cached, or the page cannot be written.
pub fn rule_page(options: &Options, rule: &str) -> Option<PathBuf> {
    let rule = find(rule)?;
    let folder = options.cache.as_ref()?.join("rules").join(env!("CARGO_PKG_VERSION"));
    let file = folder.join(format!("{}.md", rule.name));
    let is_there = store::read_file(&file).is_ok_and(|bytes| bytes == rule.page.as_bytes());
    if is_there {
        return Some(file);
    }
    store::write_set(&folder, &[(file.clone(), rule.page)]).ok()?;
    Some(file)
}
