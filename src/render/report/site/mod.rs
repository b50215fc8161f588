//! The plans of a group as a website: a page for all, a page for each plan and each member, and a
//! feed of what changed.

mod changes;
mod feed;
mod index;
mod member;
mod words;

use super::addressless;
use super::brand::accent_style;
use super::html::STYLE;
use super::running::running_heads;
use super::site_links::{SITE_STYLE, SiteLinks};
use super::view::ReportForm;
use crate::render::toolkit::json::to_json_line;
use crate::report::{SiteReport, SiteState};
use crate::text::{Break, PLAIN_SIGNS, harmless_in_log, percent_encoded};

/// The memory of a site as it is written.
pub fn site_state_json(state: &SiteState) -> Vec<u8> {
    to_json_line(state).into_bytes()
}

impl<'f> SiteReport<'f> {
    /// How many files the site has.
    pub fn number_of_files(&self) -> usize {
        self.plans.len() + self.members.len() + 3
    }

    /// Makes one of the files: its path in the folder, and its content. The longest are the first.
    ///
    /// # Errors
    /// None that the content can bring about, as for [`crate::report::PlanReport`].
    pub fn file(&self, number: usize) -> Result<(String, Vec<u8>), askama::Error> {
        let after_plans = number.checked_sub(self.plans.len());
        let after_members = after_plans.and_then(|rest| rest.checked_sub(self.members.len()));
        if let Some(plan) = self.plans.get(number) {
            let page = plan.report.page(ReportForm::Html, Some(&self.links()))?;
            return Ok((plan.file.clone(), passed(&page)));
        }
        if let Some(member) = after_plans.and_then(|number| self.members.get(number)) {
            return Ok((member.file.clone(), passed(&self.member_page(member)?)));
        }
        Ok(match after_members {
            Some(0) => ("index.html".to_owned(), passed(&self.index_page()?)),
            Some(1) => ("feed.xml".to_owned(), passed(&self.feed()?)),
            _ => ("state.json".to_owned(), site_state_json(&self.state)),
        })
    }

    fn links(&self) -> SiteLinks<'f> {
        let page = |file: &str| format!("../{}", address(file));
        SiteLinks {
            home: "../index.html",
            members: self.members.iter().map(|one| (one.id, page(&one.file))).collect(),
        }
    }

    /// The style of a page with a title, which stands on each sheet of paper.
    fn style(&self, title: &str) -> String {
        let title = addressless(title, &PLAIN_SIGNS);
        let heads = running_heads(&title, self.as_of.day, false);
        format!("{STYLE}{heads}{}{SITE_STYLE}", accent_style(&self.masthead))
    }

    /// The title of the site.
    fn title(&self) -> String {
        let group = self.masthead.group.clone();
        group.unwrap_or_else(|| words::workplans().to_string())
    }
}

/// Passes the gates of a page that anybody may read.
fn passed(page: &str) -> Vec<u8> {
    let page = addressless(page, &PLAIN_SIGNS);
    harmless_in_log(&page, Break::Reference).into_owned().into_bytes()
}

/// The path of a file as a link has it.
fn address(file: &str) -> String {
    file.split('/').map(percent_encoded).collect::<Vec<_>>().join("/")
}
