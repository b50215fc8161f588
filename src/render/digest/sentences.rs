//! What a digest says, in words that every form for people uses.

use crate::analysis::{ActivityFacts, Digest, DueItem, DueKind, PlanIndex, WaitingPair};
use crate::diagnostic::{Message, message};
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::shape::text;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{days_or_today, long_day, names_and_more, short_day};
use crate::render::words;
use crate::report::DigestReport;
use crate::text::clean_line;

/// One part of a digest.
pub(super) struct DigestSection {
    pub title: Message,
    pub tone: Tone,
    pub lines: Vec<DigestLine>,
}

/// One thing to look at.
pub(super) struct DigestLine {
    /// How late it is, or when it is due.
    pub when: String,
    pub day: String,
    pub id: String,
    pub title: String,
    /// Whom it concerns besides, or whom to ask.
    pub who: String,
    /// Whether it is the organization's own, and open.
    pub is_own: bool,
    /// In a mail to be answered: the links that answer it, with their labels.
    pub answers: Vec<(String, String)>,
}

impl DigestReport<'_> {
    /// Those that there is something to tell, or all where only one is asked for.
    pub(super) fn told(&self) -> impl Iterator<Item = &Digest<'_>> {
        let single = self.organizations.len() == 1;
        self.organizations.iter().filter(move |one| single || !one.is_empty())
    }

    /// The parts of a digest that have lines.
    pub(super) fn parts(&self, one: &Digest<'_>) -> Vec<DigestSection> {
        let overdue = one.overdue.iter().map(|item| self.item(item, one.id)).collect();
        let soon = one.due_soon.iter().map(|item| self.item(item, one.id)).collect();
        let late = one.late_start.iter().map(|facts| self.late(facts, one.id)).collect();
        let stale = one.stale.iter().map(|facts| self.untouched(facts, one.id)).collect();
        let waiting = one.waiting_for.iter().map(|wait| self.wait(wait, waits_for)).collect();
        let awaited = one.awaited_by.iter().map(|wait| self.wait(wait, awaited_by)).collect();
        let all = [
            (message!("digest.overdue", "Overdue"), Tone::Bad, overdue),
            (message!("digest.due-soon", "Due soon"), Tone::Warning, soon),
            (message!("digest.late-start", "Late to start"), Tone::Warning, late),
            (message!("digest.stale", "Unchanged for long"), Tone::Warning, stale),
            (message!("digest.waiting", "Waiting for others"), Tone::Plain, waiting),
            (message!("digest.awaited", "Others wait for it"), Tone::Plain, awaited),
        ];
        let parts = all.map(|(title, tone, lines): (_, _, Vec<DigestLine>)| DigestSection {
            title,
            tone,
            lines,
        });
        parts.into_iter().filter(|part| !part.lines.is_empty()).collect()
    }

    /// What people call the organization: its name, and its short name where that is another.
    pub(super) fn name(&self, one: &Digest<'_>) -> String {
        let Some(found) = self.plan.directory.find(one.id) else { return one.id.to_owned() };
        match found.display_name() {
            short if short != found.name.value => format!("{} ({short})", found.name.value),
            name => name.to_owned(),
        }
    }

    /// Whom to ask in the organization.
    pub(super) fn people(&self, one: &Digest<'_>) -> Vec<String> {
        people(self.plan, one.id)
    }

    /// The plan and the day.
    pub(super) fn about(&self) -> String {
        let (plan, day) = (self.plan.plan.display_title(), long_day(self.as_of.day));
        message!("digest.about", "{plan}, as of {day}", plan, day).to_string()
    }

    /// The sentence that a digest begins with: `4 overdue, 2 due by 15 October 2024`.
    pub(super) fn summary(&self, one: &Digest<'_>) -> Message {
        let by = long_day(self.as_of.day + chrono::Days::new(u64::from(self.as_of.soon)));
        let (overdue, soon) = (one.overdue.len(), one.due_soon.len());
        let (late, stale) = (one.late_start.len(), one.stale.len());
        let rest = [
            (late > 0).then(|| message!("digest.late-to-start", "{late} late to start", late)),
            (stale > 0)
                .then(|| message!("digest.not-changed", "{stale} unchanged for long", stale)),
        ];
        let first = match (overdue, soon) {
            (0, 0) => message!("digest.nothing-due", "nothing overdue or due by {by}", by),
            (_, 0) => message!("digest.only-overdue", "{overdue} overdue", overdue),
            (0, _) => message!("digest.only-soon", "nothing overdue, {soon} due by {by}", soon, by),
            _ => {
                message!(
                    "digest.overdue-and-soon",
                    "{overdue} overdue, {soon} due by {by}",
                    overdue,
                    soon,
                    by
                )
            }
        };
        rest.into_iter()
            .flatten()
            .fold(first, |said, more| message!("digest.and-more", "{said}, {more}", said, more))
    }

    fn item(&self, item: &DueItem<'_>, own: &str) -> DigestLine {
        let days = (item.due - self.as_of.day).num_days();
        let mark = if item.kind() == DueKind::Milestone { "◆ " } else { "" };
        let when = match days {
            1.. => message!("digest.in", "in {days}", days = days_or_today(days)),
            _ => late_by(-days),
        };
        DigestLine {
            when: when.to_string(),
            day: short_day(item.due).to_string(),
            id: item.name(),
            title: format!("{mark}{}", item.title()),
            who: self.with(&item.facts, own),
            is_own: true,
            answers: Vec::new(),
        }
    }

    fn late(&self, facts: &ActivityFacts<'_>, own: &str) -> DigestLine {
        let start = facts.start.unwrap_or(self.as_of.day);
        DigestLine {
            when: late_by((self.as_of.day - start).num_days()).to_string(),
            day: short_day(start).to_string(),
            id: facts.activity.id.value.to_string(),
            title: facts.activity.title.value.to_string(),
            who: self.with(facts, own),
            is_own: true,
            answers: Vec::new(),
        }
    }

    fn untouched(&self, facts: &ActivityFacts<'_>, own: &str) -> DigestLine {
        DigestLine {
            when: facts.due.map_or_else(String::new, |_| words::due().to_string()),
            day: facts.due.map(short_day).map_or_else(String::new, String::from),
            id: facts.activity.id.value.to_string(),
            title: facts.activity.title.value.to_string(),
            who: self.with(facts, own),
            is_own: true,
            answers: Vec::new(),
        }
    }

    fn wait(&self, wait: &WaitingPair<'_>, how: fn(&str, &str) -> Message) -> DigestLine {
        let (own, other) = (&wait.own, &wait.other);
        let (plan, id) = (&other.index.plan.name, &other.activity.id.value);
        let reference =
            if *plan == self.plan.plan.name { id.to_string() } else { format!("{plan}/{id}") };
        let owners = named(other.owners().map(|id| other.index.directory.display(id)));
        let contact = text(&other.activity.contact).map(str::to_owned);
        let contact =
            contact.or_else(|| other.owners().flat_map(|id| people(other.index, id)).next());
        let who = match contact {
            Some(contact) => {
                message!("digest.owners-and-contact", "{owners}; ask {contact}", owners, contact)
                    .to_string()
            }
            None => owners,
        };
        let title = &other.activity.title.value;
        let status = words::status(other.status);
        let other_title = match other.due {
            Some(due) => message!(
                "digest.other-with-due",
                "{reference} {title} ({status}, due {due})",
                reference,
                title,
                status,
                due = short_day(due)
            ),
            None => {
                message!("digest.other", "{reference} {title} ({status})", reference, title, status)
            }
        }
        .to_string();
        DigestLine {
            when: words::status(own.status).to_string(),
            day: own.due.map(short_day).map_or_else(String::new, String::from),
            id: own.activity.id.value.to_string(),
            title: how(&own.activity.title.value, &other_title).to_string(),
            who,
            is_own: false,
            answers: Vec::new(),
        }
    }

    /// The other owners, and whom to ask.
    fn with(&self, facts: &ActivityFacts<'_>, own: &str) -> String {
        let others = named(
            facts.owners().filter(|&id| id != own).map(|id| facts.index.directory.display(id)),
        );
        let others = (!others.is_empty()).then_some(others);
        match (others, text(&facts.activity.contact)) {
            (Some(others), Some(contact)) => {
                message!("digest.with-and-ask", "with {others}; ask {contact}", others, contact)
                    .to_string()
            }
            (Some(others), None) => message!("digest.with", "with {others}", others).to_string(),
            (None, Some(contact)) => message!("digest.ask", "ask {contact}", contact).to_string(),
            (None, None) => String::new(),
        }
    }
}

/// `3 days late`, or `today`
fn late_by(days: i64) -> Message {
    match days {
        0 => days_or_today(0),
        _ => message!("digest.late", "{days#1 day|# days} late", days),
    }
}

fn waits_for(title: &str, other: &str) -> Message {
    message!("digest.waits-for", "{title}, waits for {other}", title, other)
}

fn awaited_by(title: &str, other: &str) -> Message {
    message!("digest.awaited-by", "{title}, awaited by {other}", title, other)
}

/// The most organizations that a line names: each of many owners is told of all the others.
const MOST_NAMED: usize = 20;

/// Names, and how many more there are.
fn named<'n>(mut names: impl Iterator<Item = &'n str>) -> String {
    let shown: Vec<&str> = names.by_ref().take(MOST_NAMED).collect();
    names_and_more(shown.join(", "), names.count())
}

/// Said to an organization that has nothing to do.
pub(super) fn nothing() -> Message {
    message!("digest.nothing", "Nothing to do now.")
}

/// Said where no organization has anything to do.
pub(super) fn nothing_at_all() -> Message {
    message!("digest.none", "Nobody has anything to do now.")
}

/// The columns of a digest's tables.
pub(super) fn grid() -> Grid {
    let columns = vec![
        GridColumn::left(message!("table.when", "when")),
        GridColumn::left(words::date()).dispensable(2),
        GridColumn::left(words::id()),
        GridColumn::left(words::title()).wrapped(30).room_first(),
        GridColumn::left(message!("table.with-or-ask", "with, or whom to ask"))
            .wrapped(16)
            .dispensable(1),
    ];
    Grid { columns, rows: Vec::new() }
}

impl DigestLine {
    pub(super) fn cells(&self) -> [GridCell; 5] {
        [&self.when, &self.day, &self.id, &self.title, &self.who]
            .map(|text| GridCell::new(clean_line(text)))
    }
}

/// The focal points of an organization: `Name <address>`.
fn people(plan: &PlanIndex<'_>, organization: &str) -> Vec<String> {
    let points =
        plan.directory.find(organization).map_or(&[][..], |found| found.focal_points.as_slice());
    let person = |point: &crate::model::FocalPoint<'_>| match text(&point.email) {
        Some(email) => format!("{} <{email}>", point.name.value),
        None => point.name.value.to_string(),
    };
    points.iter().map(person).collect()
}
