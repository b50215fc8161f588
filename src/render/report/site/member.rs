//! The page of a member: what it does in each plan.

use std::borrow::Cow;

use askama::Template;

use super::address;
use crate::analysis::{ActivityFacts, Percent};
use crate::diagnostic::Message;
use crate::model::{DateSpan, Status};
use crate::render::report::content::{ContactPerson, ShareText};
use crate::render::report::words;
use crate::render::toolkit::html::{around, policy};
use crate::render::toolkit::words::{long_day, short_day};
use crate::render::words::{days_overdue, status as status_words};
use crate::report::{Audience, SiteMember, SiteReport};
use crate::text::without_contact_addresses;

#[derive(Template)]
#[template(path = "report/site/member.html")]
struct MemberPage<'a> {
    audience: Audience,
    policy: String,
    style: String,
    group: Option<&'a str>,
    logo: Option<String>,
    classification: Option<&'a str>,
    contact: Option<Cow<'a, str>>,
    name: &'a str,
    people: Vec<ContactPerson<'a>>,
    day: Message,
    parts: Vec<MemberPart<'a>>,
    revision: Option<&'a str>,
    version: &'static str,
}

/// What a member does in a plan.
struct MemberPart<'a> {
    file: String,
    title: &'a str,
    sentence: Message,
    rate: ShareText,
    rows: Vec<MemberRow<'a>>,
}

/// An activity of a member.
struct MemberRow<'a> {
    id: &'a str,
    title: &'a str,
    status: Message,
    word: &'static str,
    /// When it is due, or was completed.
    day: Option<Message>,
    /// That it is overdue, where that is told.
    late: Option<Message>,
}

impl<'f> SiteReport<'f> {
    /// The page of a member as one text.
    pub(super) fn member_page(&self, member: &SiteMember<'f>) -> Result<String, askama::Error> {
        let style = self.style(member.name);
        let latest = member.parts.first().and_then(|(at, _)| self.plans.get(*at));
        let sees_people = self.audience.sees_people();
        let people = latest.filter(|_| sees_people).map(|plan| plan.report.people(member.id));
        let contact = self.masthead.contact.as_deref().map(without_contact_addresses);
        let page = MemberPage {
            audience: self.audience,
            policy: policy(&style, ""),
            style,
            group: self.masthead.group.as_deref(),
            // Each of the many pages would carry it.
            logo: None,
            classification: self.masthead.classification.as_deref(),
            contact: contact.filter(|contact| !contact.is_empty()),
            name: member.name,
            people: people.unwrap_or_default(),
            day: long_day(self.as_of.day),
            parts: member.parts.iter().filter_map(|(at, own)| self.member_part(*at, own)).collect(),
            revision: self.revision.as_deref(),
            version: env!("CARGO_PKG_VERSION"),
        };
        page.render()
    }

    fn member_part(&self, at: usize, activities: &[ActivityFacts<'f>]) -> Option<MemberPart<'f>> {
        let plan = self.plans.get(at)?;
        let done = activities.iter().filter(|facts| facts.status == Status::Completed).count();
        let (done, all) = (done as u64, activities.len() as u64);
        let mut sorted: Vec<&ActivityFacts<'f>> = activities.iter().collect();
        // What is open comes first, by the day that it is due on.
        sorted.sort_by_key(|facts| (!facts.open, facts.due.filter(|_| facts.open)));
        Some(MemberPart {
            file: format!("../{}", address(&plan.file)),
            title: plan.report.status.plan.plan.display_title(),
            sentence: super::words::implemented([done, all]),
            rate: ShareText::new(Percent::of(done, all)),
            rows: sorted.into_iter().map(|facts| self.activity_row(facts)).collect(),
        })
    }

    fn activity_row(&self, facts: &ActivityFacts<'f>) -> MemberRow<'f> {
        let tells_debts = self.audience != Audience::Public;
        let completed = facts.completed().filter(|_| facts.status == Status::Completed);
        MemberRow {
            id: &facts.activity.id.value,
            title: &facts.activity.title.value,
            status: status_words(facts.status),
            word: facts.status.as_str(),
            day: completed.map(DateSpan::last).or(facts.due).map(short_day),
            late: facts.days_late.filter(|_| tells_debts).map(days_overdue),
        }
    }
}

impl MemberPage<'_> {
    fn kicker(&self) -> (String, String) {
        around(super::words::member_kicker)
    }

    fn contact_line(&self) -> (String, String) {
        around(words::contact_line)
    }

    fn written_from(&self) -> (String, String) {
        around(|commit| words::written_from(self.version, commit))
    }
}
