//! The first page of a site: where the plan of the day stands, the plans side by side, the members,
//! and the latest changes.

use std::borrow::Cow;

use askama::Template;

use super::address;
use super::changes::EntryText;
use crate::analysis::{ActivityFacts, Percent};
use crate::diagnostic::Message;
use crate::model::Status;
use crate::render::report::brand::logo_address;
use crate::render::report::class::rating_class;
use crate::render::report::content::ShareText;
use crate::render::report::headline::{Headline, headline};
use crate::render::report::html::IMAGES;
use crate::render::report::words;
use crate::render::toolkit::html::{around, policy};
use crate::render::toolkit::words::{long_day, part_of, percent};
use crate::render::words::rating as rating_words;
use crate::report::{Audience, SiteMember, SitePlan, SiteReport, UnreadPlan};
use crate::text::without_contact_addresses;

#[derive(Template)]
#[template(path = "report/site/index.html")]
struct IndexPage<'a> {
    audience: Audience,
    tells_debts: bool,
    policy: String,
    style: String,
    /// The name of the group is the title already.
    group: Option<&'a str>,
    logo: Option<String>,
    classification: Option<&'a str>,
    contact: Option<Cow<'a, str>>,
    title: String,
    day: Message,
    current: Option<CurrentPlan<'a>>,
    plans: Vec<PlanRow<'a>>,
    members: Vec<MemberRow<'a>>,
    unread: Vec<(Message, Option<String>)>,
    latest: Option<EntryText>,
    revision: Option<&'a str>,
    version: &'static str,
}

/// The plan of the day.
struct CurrentPlan<'a> {
    file: String,
    title: &'a str,
    about: Vec<Message>,
    headline: Headline,
}

/// A plan with its figures.
struct PlanRow<'a> {
    file: String,
    title: &'a str,
    is_current: bool,
    period: Option<Message>,
    done: Message,
    rate: ShareText,
    target: Option<ShareText>,
    adjusted: String,
    progress: String,
    expected: String,
    rating: Option<Message>,
    class: &'static str,
    overdue: u64,
}

impl PlanRow<'_> {
    fn is_late(&self) -> bool {
        self.overdue > 0
    }
}

/// A member with its figures.
struct MemberRow<'a> {
    file: String,
    name: &'a str,
    /// Of the plan of the day.
    done: Option<Message>,
    rate: ShareText,
    in_all: Message,
}

impl<'f> SiteReport<'f> {
    /// The page as one text.
    pub(super) fn index_page(&self) -> Result<String, askama::Error> {
        let style = self.style(&self.title());
        let logo = self.masthead.logo.as_ref().map(logo_address);
        let mut policy = policy(&style, "");
        if logo.is_some() {
            policy += IMAGES;
        }
        let contact = self.masthead.contact.as_deref().map(without_contact_addresses);
        let page = IndexPage {
            audience: self.audience,
            tells_debts: self.audience != Audience::Public,
            policy,
            style,
            group: None,
            logo,
            classification: self.masthead.classification.as_deref(),
            contact: contact.filter(|contact| !contact.is_empty()),
            title: self.title(),
            day: long_day(self.as_of.day),
            current: self.current().map(|(_, plan)| current_plan(plan)),
            plans: self.plans.iter().map(plan_row).collect(),
            members: self.members.iter().map(|member| self.member_row(member)).collect(),
            unread: self.unread.iter().map(unread_row).collect(),
            latest: self.state.entries.first().map(EntryText::new),
            revision: self.revision.as_deref(),
            version: env!("CARGO_PKG_VERSION"),
        };
        page.render()
    }

    /// The plan of the day; the latest one where no plan covers it.
    fn current(&self) -> Option<(usize, &SitePlan<'f>)> {
        let plans = || self.plans.iter().enumerate();
        plans().find(|(_, plan)| plan.is_current).or_else(|| plans().next())
    }

    fn member_row(&self, member: &SiteMember<'f>) -> MemberRow<'f> {
        let current = self.current().map(|(at, _)| at);
        let figures = |own: &[ActivityFacts<'_>]| {
            let done = own.iter().filter(|facts| facts.status == Status::Completed).count();
            (done as u64, own.len() as u64)
        };
        let of_plans = member.parts.iter().map(|(_, own)| figures(own));
        let (all_done, all_number) =
            of_plans.fold((0, 0), |all, own| (all.0 + own.0, all.1 + own.1));
        let own = member.parts.iter().find(|(at, _)| Some(*at) == current);
        let (done, number) = own.map_or((0, 0), |(_, own)| figures(own));
        MemberRow {
            file: address(&member.file),
            name: member.name,
            done: (number > 0).then(|| part_of(done, number)),
            rate: ShareText::new(Percent::of(done, number)),
            in_all: part_of(all_done, all_number),
        }
    }
}

fn current_plan<'a>(plan: &'a SitePlan<'_>) -> CurrentPlan<'a> {
    CurrentPlan {
        file: address(&plan.file),
        title: plan.report.status.plan.plan.display_title(),
        about: plan.report.status.about(),
        headline: headline(&plan.report),
    }
}

fn plan_row<'a>(plan: &'a SitePlan<'_>) -> PlanRow<'a> {
    let (report, own) = (&plan.report, plan.report.status.plan.plan);
    let total = report.total();
    let (progress, expected, rating) = total.standing(report.status.bands);
    PlanRow {
        file: address(&plan.file),
        title: own.display_title(),
        is_current: plan.is_current,
        period: own.period.map(|period| {
            super::words::from_to(long_day(period.start.value), long_day(period.end.value))
        }),
        done: part_of(total.count(Status::Completed), total.activities()),
        rate: ShareText::new(total.implementation_rate()),
        target: report.target().map(|target| ShareText::new(Some(target))),
        adjusted: percent(total.adjusted_rate()),
        progress: percent(progress),
        expected: percent(expected),
        rating: rating_words(rating, expected),
        class: rating_class(rating),
        overdue: total.overdue,
    }
}

fn unread_row(plan: &UnreadPlan) -> (Message, Option<String>) {
    match &plan.file {
        Some(file) => (super::words::older_page(&plan.title), Some(address(file))),
        None => (super::words::cannot_be_read(&plan.title), None),
    }
}

impl IndexPage<'_> {
    fn kicker(&self) -> (String, String) {
        around(super::words::kicker)
    }

    fn contact_line(&self) -> (String, String) {
        around(words::contact_line)
    }

    fn written_from(&self) -> (String, String) {
        around(|commit| words::written_from(self.version, commit))
    }
}
