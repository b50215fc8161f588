//! The changes as a feed: Atom, RFC 4287.

use askama::Template;

use super::changes::EntryText;
use crate::report::SiteReport;

#[derive(Template)]
#[template(path = "report/site/feed.xml")]
struct Feed {
    id: String,
    title: String,
    /// Where the site is; empty for links that are relative.
    url: String,
    moment: String,
    entries: Vec<EntryText>,
    version: &'static str,
}

impl SiteReport<'_> {
    /// The feed as one text.
    pub(super) fn feed(&self) -> Result<String, askama::Error> {
        let entries: Vec<EntryText> = self.state.entries.iter().map(EntryText::new).collect();
        let feed = Feed {
            id: self.state.feed.clone(),
            title: self.title(),
            url: self.url.clone().unwrap_or_default(),
            moment: entries.first().map_or_else(String::new, |entry| entry.moment.clone()),
            entries,
            version: env!("CARGO_PKG_VERSION"),
        };
        feed.render()
    }
}
