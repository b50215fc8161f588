//! What a page of a plan has in a site: links to the other pages, and a style for them.

use std::collections::HashMap;

use crate::diagnostic::message;
use crate::render::words::words;

/// The style of what a site has around its pages.
pub(super) const SITE_STYLE: &str = include_str!("site/site.css");

words! {
    all_plans: message!("site.all-plans", "All plans");
}

/// The links that a page of a plan has in a site.
pub(super) struct SiteLinks<'a> {
    /// The first page.
    pub home: &'static str,
    /// The pages of the members, by their ids.
    pub members: HashMap<&'a str, String>,
}

impl SiteLinks<'_> {
    pub(super) fn member(&self, id: &str) -> Option<&str> {
        self.members.get(id).map(String::as_str)
    }
}
