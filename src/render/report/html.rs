//! The report as one page that needs nothing but itself.

use std::borrow::Cow;

use askama::Template;
use chrono::Datelike;

use super::brand::{accent_style, logo_address};
use super::burn_up::BurnUpPicture;
use super::content::FigureRow;
use super::due::DueRow;
use super::earlier::EarlierTable;
use super::entry::ActivityEntry;
use super::fold::PriorityCourse;
use super::headline::{Headline, headline};
use super::heat::HeatMap;
use super::results::ResultTables;
use super::risks::{BriefRow, RiskRow};
use super::since::ChangesSince;
use super::site_links::{SITE_STYLE, SiteLinks};
use super::timeline::{TimelineAxis, TimelineRow};
use super::view::ReportForm;
use super::voices::{Narrative, Voices};
use super::words;
use crate::diagnostic::Message;
use crate::model::Status;
use crate::render::toolkit::html::{Piece, around, policy};
use crate::render::toolkit::words::{activities, long_day};
use crate::render::words::status as status_words;
use crate::report::{Audience, BreakdownBy, PlanReport};

pub(super) const STYLE: &str =
    concat!(include_str!("page.css"), include_str!("../toolkit/chart.css"));
/// The page shows pictures that it holds itself.
pub(super) const IMAGES: &str = "; img-src data:";
const SCRIPT: &str = include_str!("page.js");

#[derive(Template)]
#[template(path = "report/page.html")]
struct ReportPage<'a> {
    audience: Audience,
    /// Whether it is said what organizations have not done in time.
    tells_debts: bool,
    group: Option<&'a str>,
    /// The address of the logo, which holds the picture.
    logo: Option<String>,
    contact: Option<Cow<'a, str>>,
    classification: Option<&'a str>,
    voices: Voices<'a>,
    narratives: Vec<Narrative<'a>>,
    results: ResultTables<'a>,
    earlier: Option<EarlierTable<'a>>,
    in_brief: Vec<BriefRow<'a>>,
    risks: (Vec<RiskRow<'a>>, usize),
    policy: String,
    style: String,
    script: &'static str,
    title: &'a str,
    day: Message,
    about: Vec<Message>,
    chairs: Vec<&'a str>,
    description: Option<&'a str>,
    revision: Option<&'a str>,
    headline: Headline,
    breakdowns: Vec<BreakdownTable<'a>>,
    owners: Vec<FigureRow<'a>>,
    axis: Option<TimelineAxis>,
    slips: bool,
    is_folded: bool,
    chapters: Vec<PrioritySection<'a>>,
    heat: Option<HeatMap<'a>>,
    overdue: Vec<DueRow<'a>>,
    upcoming: Vec<DueRow<'a>>,
    due_in_next: Message,
    statuses: [(&'static str, Message); 6],
    /// How many activities are shown, where it is all, and where it is some.
    all_shown: Message,
    some_shown: Message,
    themes: Vec<(&'a str, &'a str)>,
    burn_up: Option<BurnUpPicture>,
    since: Option<ChangesSince>,
    version: &'static str,
    site: Option<&'a SiteLinks<'a>>,
}

/// Priorities or themes with their figures.
struct BreakdownTable<'a> {
    title: Message,
    lines: Vec<FigureRow<'a>>,
}

/// A priority with its activities.
struct PrioritySection<'a> {
    id: &'a str,
    title: &'a str,
    leads: Vec<&'a str>,
    description: Option<&'a str>,
    entries: Vec<(ActivityEntry<'a>, Option<TimelineRow<'a>>)>,
    /// Of a timeline with too many rows: the priority as one.
    course: Option<PriorityCourse>,
}

impl PlanReport<'_> {
    /// The page as one text.
    pub(super) fn to_html(&self, form: ReportForm) -> Result<String, askama::Error> {
        self.page(form, None)
    }

    /// The page as one text, for a site with links to its other pages.
    pub(super) fn page(
        &self,
        form: ReportForm,
        site: Option<&SiteLinks<'_>>,
    ) -> Result<String, askama::Error> {
        let plan = self.status.plan.plan;
        let axis = self.axis();
        let style = axis.as_ref().map_or_else(String::new, TimelineAxis::style);
        let style = format!("{STYLE}{style}{}{}", self.running(form), accent_style(&self.masthead));
        let style = if site.is_some() { style + SITE_STYLE } else { style };
        let script = if form == ReportForm::Paper { "" } else { SCRIPT };
        let logo = self.masthead.logo.as_ref().map(logo_address);
        let mut policy = policy(&style, script);
        if logo.is_some() {
            policy += IMAGES;
        }
        let contact = self.masthead.contact.as_deref().map(|contact| self.person(contact));
        let breakdown = |title, by| BreakdownTable { title, lines: self.lines(by) };
        let mut breakdowns = vec![
            breakdown(words::priority(), BreakdownBy::Priority),
            breakdown(words::cross_cutting_theme(), BreakdownBy::Theme),
        ];
        breakdowns.retain(|one| !one.lines.is_empty());
        let page = ReportPage {
            audience: self.audience,
            tells_debts: self.tells_debts(),
            group: self.masthead.group.as_deref(),
            logo,
            contact: contact.filter(|contact| !contact.is_empty()),
            classification: self.masthead.classification.as_deref(),
            voices: self.voices(),
            narratives: self.narratives(),
            results: self.result_tables(),
            earlier: self.earlier_table(),
            in_brief: self.priorities_in_brief(),
            risks: self.risks(),
            policy,
            style,
            script,
            title: plan.display_title(),
            day: long_day(self.as_of.day),
            about: self.status.about(),
            chairs: self.chairs(),
            description: plan
                .description
                .as_ref()
                .filter(|_| self.audience != Audience::Principals)
                .map(|text| text.value.trim()),
            revision: self.status.revision.as_deref(),
            headline: headline(self),
            breakdowns,
            owners: self.lines(BreakdownBy::Owner),
            chapters: chapters(self, axis.as_ref()),
            is_folded: self.is_folded(),
            axis,
            slips: self
                .status
                .baseline
                .as_ref()
                .is_some_and(|baseline| baseline.figures.slipped > 0),
            heat: self.heat(),
            overdue: self.due_rows(&self.status.overdue),
            upcoming: self.due_rows(&self.status.due_soon),
            due_in_next: words::due_in_next(self.as_of.soon),
            statuses: Status::ALL.map(|status| (status.as_str(), status_words(status))),
            all_shown: activities(self.total().activities()),
            some_shown: words::shown_of(self.total().activities()),
            themes: plan
                .themes
                .iter()
                .map(|theme| (&*theme.id.value, &*theme.title.value))
                .collect(),
            burn_up: self.burn_up_picture(),
            since: self.changes_since(),
            version: env!("CARGO_PKG_VERSION"),
            site,
        };
        page.render()
    }
}

fn chapters<'a>(view: &PlanReport<'a>, axis: Option<&TimelineAxis>) -> Vec<PrioritySection<'a>> {
    let mut facts = view.facts.iter();
    let mut courses =
        axis.filter(|_| view.is_folded()).map(|axis| view.priority_courses(axis).into_iter());
    let mut chapters = Vec::new();
    for priority in &view.status.plan.plan.priorities {
        let own = facts.by_ref().take(priority.activities.len());
        let entries = own.map(|facts| {
            let entry = view.entry(facts);
            let course = axis.map(|axis| view.course(axis, facts, &entry));
            (entry, course)
        });
        let (leads, description) =
            (view.leads(priority), priority.description.as_ref().map(|text| text.value.trim()));
        chapters.push(PrioritySection {
            id: &priority.id.value,
            title: &priority.title.value,
            leads,
            description,
            entries: entries.collect(),
            course: courses.as_mut().and_then(Iterator::next),
        });
    }
    chapters
}

impl ReportPage<'_> {
    /// The page of a member, where there is a site around the page.
    fn member_page(&self, id: &str) -> Option<&str> {
        self.site.and_then(|site| site.member(id))
    }

    /// Says of which day the report is, before and after the day.
    fn kicker(&self) -> (String, String) {
        around(words::kicker)
    }

    /// Says who chairs, before and after the names.
    fn chaired_by(&self) -> (String, String) {
        around(words::chaired_by)
    }

    /// Says whom to ask, before and after the contact.
    fn contact_line(&self) -> (String, String) {
        around(words::contact_line)
    }

    /// Says what has written the page, before and after the commit.
    fn written_from(&self) -> (String, String) {
        around(|commit| words::written_from(self.version, commit))
    }
}

impl PrioritySection<'_> {
    /// Says who leads, before and after the names.
    fn led_by(&self) -> (String, String) {
        around(words::led_by)
    }
}
