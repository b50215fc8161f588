//! What `site` has written.

use serde::Serialize;

use crate::diagnostic::{Message, message, note};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::SCHEMA;
use crate::report::WrittenSite;
use crate::text::clean_line;

#[derive(Serialize)]
struct SiteShape<'a> {
    schema: u32,
    written: &'a [String],
    removed: &'a [String],
    unchanged: usize,
    left_out: &'a [String],
}

impl WrittenSite {
    /// For scripts.
    pub fn json(&self) -> String {
        to_json(&SiteShape {
            schema: SCHEMA,
            written: &self.written,
            removed: &self.removed,
            unchanged: self.unchanged,
            left_out: &self.left_out,
        })
    }

    /// For people: the files that were written or removed, a line each.
    pub fn lines(&self) -> String {
        let written = self.written.iter().map(|path| format!("{}\n", clean_line(path)));
        let removed = self.removed.iter().map(|path| {
            format!("{}\n", message!("site.removed", "{path} (removed)", path = clean_line(path)))
        });
        written.chain(removed).collect()
    }

    /// Says that nothing was written, where that is so.
    pub fn no_change(&self) -> Option<Message> {
        let is_quiet = self.written.is_empty() && self.removed.is_empty();
        is_quiet.then(|| {
            note(message!(
                "site.no-change",
                "no file of the site changed ({unchanged#1 file|# files})",
                unchanged = self.unchanged
            ))
        })
    }

    /// Says of each plan that is left out, that it is.
    pub fn left_out_notes(&self) -> Vec<Message> {
        let one = |title: &String| {
            note(message!(
                "site.left-out",
                "{plan} has errors and is left out of the site; the other plans are in it",
                plan = clean_line(title)
            ))
        };
        self.left_out.iter().map(one).collect()
    }
}
