//! What a digest says, in words that every form for people uses.

use crate::analysis::{ActivityFacts, Digest, DueItem, DueKind, PlanIndex, WaitingPair};
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::shape::text;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{long_day, short_day};
use crate::report::{DigestReport, DueReport};
use crate::text::clean_line;

/// One part of a digest.
pub(super) struct DigestSection {
    pub title: &'static str,
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
        let waiting = one.waiting_for.iter().map(|wait| self.wait(wait, "waits for")).collect();
        let awaited = one.awaited_by.iter().map(|wait| self.wait(wait, "awaited by")).collect();
        let all = [
            ("Overdue", Tone::Bad, overdue),
            ("Due soon", Tone::Warning, soon),
            ("Late to start", Tone::Warning, late),
            ("Unchanged for long", Tone::Warning, stale),
            ("Waiting for others", Tone::Plain, waiting),
            ("Others wait for it", Tone::Plain, awaited),
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
        format!("{}, as of {}", self.plan.plan.display_title(), long_day(self.as_of.day))
    }

    fn item(&self, item: &DueItem<'_>, own: &str) -> DigestLine {
        let days = (item.due - self.as_of.day).num_days();
        let words = DueReport::days_in_words(days.abs());
        let mark = if item.kind() == DueKind::Milestone { "◆ " } else { "" };
        DigestLine {
            when: match days {
                0 => words,
                ..0 => format!("{words} late"),
                _ => format!("in {words}"),
            },
            day: short_day(item.due),
            id: item.facts.activity.id.value.to_string(),
            title: format!("{mark}{}", item.title()),
            who: self.with(&item.facts, own),
        }
    }

    fn late(&self, facts: &ActivityFacts<'_>, own: &str) -> DigestLine {
        let start = facts.start.unwrap_or(self.as_of.day);
        DigestLine {
            when: format!("{} late", DueReport::days_in_words((self.as_of.day - start).num_days())),
            day: short_day(start),
            id: facts.activity.id.value.to_string(),
            title: facts.activity.title.value.to_string(),
            who: self.with(facts, own),
        }
    }

    fn untouched(&self, facts: &ActivityFacts<'_>, own: &str) -> DigestLine {
        DigestLine {
            when: facts.due.map_or_else(String::new, |_| "due".to_owned()),
            day: facts.due.map_or_else(String::new, short_day),
            id: facts.activity.id.value.to_string(),
            title: facts.activity.title.value.to_string(),
            who: self.with(facts, own),
        }
    }

    fn wait(&self, wait: &WaitingPair<'_>, how: &str) -> DigestLine {
        let (own, other) = (&wait.own, &wait.other);
        let plan = &other.index.plan.name;
        let reference =
            if *plan == self.plan.plan.name { String::new() } else { format!("{plan}/") };
        let owners = named(other.owners().map(|id| other.index.directory.display(id)));
        let contact = text(&other.activity.contact).map(str::to_owned);
        let contact =
            contact.or_else(|| other.owners().flat_map(|id| people(other.index, id)).next());
        let contact = contact.map_or_else(String::new, |contact| format!("; ask {contact}"));
        DigestLine {
            when: other.status.label().to_owned(),
            day: other.due.map_or_else(String::new, short_day),
            id: own.activity.id.value.to_string(),
            title: format!(
                "{}, {how} {reference}{} {}",
                own.activity.title.value, other.activity.id.value, other.activity.title.value
            ),
            who: format!("{owners}{contact}"),
        }
    }

    /// The other owners, and whom to ask.
    fn with(&self, facts: &ActivityFacts<'_>, own: &str) -> String {
        let others = named(
            facts.owners().filter(|&id| id != own).map(|id| facts.index.directory.display(id)),
        );
        let others = (!others.is_empty()).then(|| format!("with {others}"));
        let contact = text(&facts.activity.contact).map(|contact| format!("ask {contact}"));
        [others, contact].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

/// The most organizations that a line names: each of many owners is told of all the others.
const MOST_NAMED: usize = 20;

/// Names, and how many more there are.
fn named<'n>(mut names: impl Iterator<Item = &'n str>) -> String {
    let shown: Vec<&str> = names.by_ref().take(MOST_NAMED).collect();
    let more = names.count();
    shown.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

/// The columns of a digest's tables, after a first one.
pub(super) fn grid(first: GridColumn) -> Grid {
    let columns = vec![
        first,
        GridColumn::left("when"),
        GridColumn::left("date").dispensable(2),
        GridColumn::left("id"),
        GridColumn::left("title").wrapped(20),
        GridColumn::left("with, or whom to ask").wrapped(8).dispensable(1),
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
