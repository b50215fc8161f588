//! The content of the board, calculated once when it is read: owned, so that the worker can
//! hand it over.

use std::collections::HashMap;
use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use super::shown_plans::ShownPlans;
use crate::analysis::{ActivityFacts, OpenItem, Percent, Tally, Urgency};
use crate::diagnostic::Message;
use crate::model::{DateSpan, Day, FIELDS, FieldKind, RatingBands, Status};
use crate::render::mine::{late_or_left, tone};
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{day_of_year, part_of};
use crate::render::words;
use crate::report::BoardReport;
use crate::text::clean_line;

/// The content of the board.
pub(super) struct BoardData {
    /// The plan's name.
    pub plan: String,
    /// Its title.
    pub title: String,
    /// The day of the figures.
    pub as_of: Day,
    /// The names of the organizations whose items come first.
    pub whose: String,
    /// Why they are unknown.
    pub unknown: Option<String>,
    /// The open items, the most urgent first, then the activities that have ended.
    pub items: Vec<Item>,
    /// The widest id, due date, and words for how late it is, in columns.
    pub widths: [usize; 3],
    /// The priorities.
    pub priorities: Vec<PriorityRow>,
    /// The themes.
    pub themes: Vec<Named>,
    /// The owners.
    pub owners: Vec<Named>,
    /// The pairs of a priority and a theme: priorities, then themes.
    pub cells: Vec<MatrixText>,
    /// Notes beside the plan.
    pub notes: Vec<String>,
    /// The plans that all of it was read from.
    pub shown: ShownPlans,
}

/// Something with an id and a name for people.
pub(super) struct Named {
    pub id: String,
    pub name: String,
}

/// An open activity or milestone, or an activity that has ended.
pub(super) struct Item {
    /// The id by which commands find it; none for a milestone that has no certain number.
    pub id: Option<String>,
    /// The id that is shown.
    pub shown_id: String,
    pub is_milestone: bool,
    pub title: String,
    /// How urgent it is; none if it has ended.
    pub urgency: Option<Urgency>,
    pub due: String,
    /// How late it is, or how many days are left.
    pub when: String,
    pub tone: Tone,
    /// The texts of a milestone in lower case.
    pub search: String,
    /// Its activity.
    pub of: Arc<ActivityData>,
}

/// The values that the items of one activity share.
pub(super) struct ActivityData {
    pub id: String,
    pub title: String,
    pub status: Status,
    /// The names of its owners.
    pub owners: String,
    /// The numbers of its owners, its themes and its priority in the data.
    pub owner_numbers: Vec<usize>,
    pub theme_numbers: Vec<usize>,
    pub priority: usize,
    pub is_mine: bool,
    /// Its texts in lower case.
    pub search: String,
    pub remarks: Option<String>,
    /// The titles of the milestones that were reached.
    pub reached: Vec<String>,
}

/// A priority with its figures.
pub(super) struct PriorityRow {
    pub id: String,
    pub name: String,
    pub value: Option<Percent>,
    pub expected: Option<Percent>,
    pub done: String,
    pub overdue: u64,
    pub rating: String,
    pub tone: Tone,
}

/// A pair of a priority and a theme.
pub(super) struct MatrixText {
    pub text: String,
    pub tone: Tone,
}

impl BoardData {
    /// Works out what is shown.
    pub(super) fn of(report: &BoardReport<'_>, notes: &[Message]) -> Self {
        let builder = Builder::new(report);
        let (plan, directory) = (report.plan.plan, &report.plan.directory);
        let items = builder.items();
        let widest = |text: fn(&Item) -> &str| {
            items.iter().map(|item| text(item).width()).max().unwrap_or(0)
        };
        let widths =
            [widest(|item| &item.shown_id), widest(|item| &item.due), widest(|item| &item.when)];
        let whose: Vec<_> =
            report.owners.iter().map(|id| clean_line(directory.display(id))).collect();
        let themes = plan.themes.iter().map(|theme| named(&theme.id.value, &theme.title.value));
        let owners =
            report.standing.owners.iter().map(|own| named(own.of, directory.display(own.of)));
        BoardData {
            plan: plan.name.clone(),
            title: clean_line(plan.display_title()).into_owned(),
            as_of: report.as_of.day,
            whose: whose.join(", "),
            unknown: report.unknown.as_ref().map(|why| clean_line(&why.to_string()).into_owned()),
            items,
            widths,
            priorities: priorities(report),
            themes: themes.collect(),
            owners: owners.collect(),
            cells: cells(report),
            notes: notes.iter().map(|note| clean_line(&note.to_string()).into_owned()).collect(),
            shown: ShownPlans::default(),
        }
    }
}

fn named(id: &str, name: &str) -> Named {
    Named { id: clean_line(id).into_owned(), name: clean_line(name).into_owned() }
}

fn priorities(report: &BoardReport<'_>) -> Vec<PriorityRow> {
    let row = |id: &str, title: &str, tally: &Tally, bands: RatingBands| {
        let (progress, expected, rating) = tally.standing(bands);
        let rating_words = words::rating(rating, expected).map(String::from);
        PriorityRow {
            id: clean_line(id).into_owned(),
            name: format!("{} {}", clean_line(id), clean_line(title)),
            value: progress,
            expected,
            done: part_of(tally.count(Status::Completed), tally.activities()).into(),
            overdue: tally.overdue,
            rating: rating_words.unwrap_or_default(),
            tone: words::rating_tone(rating),
        }
    };
    let groups = report.standing.priorities.iter();
    groups.map(|own| row(&own.of.id.value, &own.of.title.value, &own.tally, report.bands)).collect()
}

fn cells(report: &BoardReport<'_>) -> Vec<MatrixText> {
    let cell = |completed: u64, all: u64, is_gap: bool| match all {
        _ if is_gap => MatrixText { text: words::gap().into(), tone: Tone::Bad },
        0 => MatrixText { text: "-".to_owned(), tone: Tone::Faint },
        _ => MatrixText { text: part_of(completed, all).into(), tone: Tone::Plain },
    };
    let cells = report.matrix.cells.iter();
    cells
        .map(|own| cell(own.tally.count(Status::Completed), own.tally.activities(), own.is_gap()))
        .collect()
}

/// Makes the items of a report.
struct Builder<'r, 'f> {
    report: &'r BoardReport<'f>,
    owners: HashMap<&'f str, usize>,
    themes: HashMap<&'f str, usize>,
    priorities: HashMap<&'f str, usize>,
}

impl<'r, 'f> Builder<'r, 'f> {
    fn new(report: &'r BoardReport<'f>) -> Self {
        let plan = report.plan.plan;
        let owners = report.standing.owners.iter().enumerate();
        let themes = plan.themes.iter().enumerate().rev();
        let priorities = plan.priorities.iter().enumerate().rev();
        Builder {
            report,
            owners: owners.map(|(at, own)| (own.of, at)).collect(),
            themes: themes.map(|(at, theme)| (&*theme.id.value, at)).collect(),
            priorities: priorities.map(|(at, own)| (&*own.id.value, at)).collect(),
        }
    }

    fn items(&self) -> Vec<Item> {
        let mut known: HashMap<&'f str, Arc<ActivityData>> = HashMap::new();
        let mut items = Vec::with_capacity(self.report.open.len() + self.report.ended.len());
        for open in &self.report.open {
            let own = known
                .entry(&open.facts.activity.id.value)
                .or_insert_with(|| Arc::new(self.activity(&open.facts)));
            items.push(self.open(open, own));
        }
        for facts in &self.report.ended {
            items.push(self.ended(facts));
        }
        items
    }

    fn open(&self, item: &OpenItem<'f>, own: &Arc<ActivityData>) -> Item {
        let is_milestone = item.milestone.is_some();
        Item {
            id: (!is_milestone || item.number().is_some()).then(|| item.id()),
            shown_id: clean_line(&item.id()).into_owned(),
            is_milestone,
            title: clean_line(item.title()).into_owned(),
            urgency: Some(item.urgency),
            due: self.day(item.due),
            when: late_or_left(item).map_or_else(String::new, String::from),
            tone: tone(item.urgency),
            search: match is_milestone {
                true => format!("{} {} {}", item.id(), item.title(), own.title).to_lowercase(),
                false => String::new(),
            },
            of: Arc::clone(own),
        }
    }

    fn ended(&self, facts: &ActivityFacts<'f>) -> Item {
        let own = self.activity(facts);
        let (shown_id, title) = (clean_line(&own.id).into_owned(), own.title.clone());
        Item {
            id: Some(own.id.clone()),
            shown_id,
            is_milestone: false,
            title,
            urgency: None,
            due: self.day(facts.completed().map(DateSpan::last).or(facts.due)),
            when: String::new(),
            tone: Tone::Faint,
            search: String::new(),
            of: Arc::new(own),
        }
    }

    fn activity(&self, facts: &ActivityFacts<'f>) -> ActivityData {
        let activity = facts.activity;
        let owners: Vec<&str> = facts.owners().collect();
        let names = owners.iter().map(|id| clean_line(facts.index.directory.display(id)));
        let number = |id: &&str| self.owners.get(id).copied();
        let priority = self.priorities.get(&*facts.priority.id.value);
        ActivityData {
            id: activity.id.value.to_string(),
            title: clean_line(&activity.title.value).into_owned(),
            status: facts.status,
            owners: names.collect::<Vec<_>>().join(", "),
            owner_numbers: owners.iter().filter_map(number).collect(),
            theme_numbers: activity
                .themes
                .iter()
                .filter_map(|theme| self.themes.get(&*theme.value).copied())
                .collect(),
            priority: priority.copied().unwrap_or(usize::MAX),
            is_mine: owners.iter().any(|own| self.report.owners.iter().any(|mine| mine == own)),
            search: searched(facts),
            remarks: activity.remarks.as_ref().map(|text| text.value.to_string()),
            reached: activity
                .milestones
                .iter()
                .filter(|one| one.done.is_some())
                .map(|one| clean_line(&one.title.value).into_owned())
                .collect(),
        }
    }

    /// A day without its year, if the plan's period says it.
    fn day(&self, day: Option<Day>) -> String {
        let period = self.report.plan.plan.period;
        match day {
            None => String::new(),
            Some(day) if period.is_some_and(|period| period.holds(day)) => day_of_year(day).into(),
            Some(day) => day.to_string(),
        }
    }
}

/// Returns the texts into which a search looks, in lower case.
fn searched(facts: &ActivityFacts<'_>) -> String {
    let activity = facts.activity;
    let mut all = String::new();
    for field in FIELDS.iter().filter(|field| field.is_searched) {
        let titles = activity.milestones.iter().map(|one| &one.title);
        match field.kind {
            FieldKind::Milestones => titles.for_each(|title| add(&mut all, &title.value)),
            _ => field.texts(activity).iter().for_each(|text| add(&mut all, &text.value)),
        }
    }
    let is_plain = all.bytes().all(|byte| byte.is_ascii());
    if is_plain {
        all.make_ascii_lowercase();
        return all;
    }
    all.to_lowercase()
}

fn add(all: &mut String, text: &str) {
    all.push_str(text);
    all.push('\n');
}
