//! What there is to say of one activity, in words.

use crate::analysis::{ActivityRef, Relations};
use crate::diagnostic::{Message, message};
use crate::model::{Field, Organization};
use crate::render::activity::amounts::{budget_text, indicator_values};
use crate::render::activity::detail::{notes, sentences};
use crate::render::activity::listed::status_tone;
use crate::render::activity::translations;
use crate::render::toolkit::grid::GridCell;
use crate::render::toolkit::shape::text;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{bar, percent};
use crate::render::words::{
    self, awaited_by, days_overdue, due_in, due_on, due_overdue, late_to_start, reached, waits_for,
};
use crate::report::ShowReport;
use crate::text::{Locator, Spanned, clean, clean_line};

impl<'f> ShowReport<'f> {
    /// What there is to say, in the order in which people ask: a word, and one or more lines. How
    /// the progress is told is the form's.
    pub(super) fn facts_in_words(&self, progress: String) -> Vec<(Message, Vec<GridCell>)> {
        let (facts, activity) = (&self.facts, self.facts.activity);
        let plain = |text: Option<String>| text.map(GridCell::new).into_iter().collect::<Vec<_>>();
        let joined = |all: Vec<String>| plain((!all.is_empty()).then(|| all.join(", ")));
        let list = |all: &[Spanned<crate::model::Text<'_>>]| {
            joined(all.iter().map(|text| clean_line(&text.value).into_owned()).collect())
        };
        let lines = |field: &Field| {
            let texts = field.texts(activity).first().into_iter();
            texts
                .flat_map(|text| {
                    let text = clean(text.value.trim()).into_owned();
                    text.lines().map(GridCell::new).collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
        };
        let Relations { depends_on, dependents, lineage } = &self.relations;
        let is_awaited =
            |one: &ActivityRef<'_>| one.found.is_some_and(|other| facts.waits_for(&other));
        let is_waiting =
            |one: &ActivityRef<'_>| one.found.is_some_and(|other| other.waits_for(facts));
        let mut told = vec![
            (words::key("status"), vec![GridCell::toned(self.status(), status_tone(facts))]),
            (message!("show.recorded", "recorded"), self.recorded_later()),
            (words::key("progress"), plain(Some(progress))),
            (
                words::key("owners"),
                joined(facts.owners().map(|id| self.organization(id)).collect()),
            ),
            (
                words::key("contact"),
                plain(text(&activity.contact).map(|text| clean_line(text).into_owned())),
            ),
            (
                words::key("partners"),
                joined(
                    facts
                        .partners()
                        .map(|id| clean_line(facts.index.directory.display(id)).into_owned())
                        .collect(),
                ),
            ),
            (message!("show.dates", "dates"), vec![self.dates()]),
        ];
        told.extend(sentences().map(|field| (words::field_line(field), lines(field))));
        told.extend([
            (
                words::key("priority"),
                plain(Some(format!(
                    "{} {}",
                    facts.priority.id.value,
                    clean_line(&facts.priority.title.value)
                ))),
            ),
            (words::key("themes"), list(&activity.themes)),
            (words::key("milestones"), self.milestones()),
            (
                words::key("deliverables"),
                activity
                    .deliverables
                    .iter()
                    .map(|d| GridCell::new(titled(&d.title.value, text(&d.url))))
                    .collect(),
            ),
            (words::key("indicators"), self.indicators()),
            (words::key("budget"), self.budget()),
            (waits_for(), self.related(depends_on, is_awaited)),
            (words::key("depends_on"), self.related(depends_on, |one| !is_awaited(one))),
            (awaited_by(), self.related(dependents, is_waiting)),
            (
                message!("show.needed-by", "needed by"),
                self.related(dependents, |one| !is_waiting(one)),
            ),
            (
                message!("show.lineage", "lineage"),
                if lineage.len() > 1 { self.related(lineage, |_| true) } else { Vec::new() },
            ),
        ]);
        told.extend(notes().map(|field| (words::field_line(field), list(field.texts(activity)))));
        told.extend([
            (message!("show.iati", "IATI"), self.iati()),
            (words::key("weight"), plain(activity.weight.map(|weight| weight.value.to_string()))),
            (words::key("tags"), list(&activity.tags)),
            (
                words::key("translations"),
                translations::lines(&activity.translations)
                    .into_iter()
                    .map(GridCell::new)
                    .collect(),
            ),
            (message!("show.file", "file"), plain(Some(self.place()))),
        ]);
        told
    }

    /// The status, and what follows from the day: `ongoing, 3 days overdue`.
    fn status(&self) -> String {
        let facts = &self.facts;
        let status = Some(words::status(facts.status));
        let attention = match (facts.days_late, facts.late_start, facts.days_left) {
            (Some(late), ..) => Some(days_overdue(late)),
            (None, true, _) => Some(late_to_start()),
            (None, false, left) => left.map(due_in),
        };
        let carried = facts.index.carried_to(&facts.activity.id.value).first().map(|(plan, id)| {
            message!("show.carried-to", "carried to {activity}", activity = format!("{plan}/{id}"))
        });
        let parts = [status, attention, carried].into_iter().flatten().map(String::from);
        parts.collect::<Vec<_>>().join(", ")
    }

    /// What the record says of the status, where that came after the day.
    fn recorded_later(&self) -> Vec<GridCell> {
        let later = self.facts.activity.completed.filter(|_| self.facts.is_completed_later());
        let words = later.map(|date| {
            let day = date.value.to_string();
            message!("show.completed-later", "completed {day}, after this day", day)
        });
        words.map(GridCell::new).into_iter().collect()
    }

    fn dates(&self) -> GridCell {
        let activity = self.facts.activity;
        let start = activity
            .start
            .map(|date| message!("show.from", "from {day}", day = date.value.to_string()));
        let due = match (activity.due, self.facts.due) {
            (Some(date), _) => due_on(date.value.to_string()),
            (None, Some(day)) => {
                message!("show.due-at-end", "due {day}, the period's end", day)
            }
            (None, None) => message!("show.no-due-date", "no due date"),
        };
        let forecast = activity
            .forecast
            .map(|date| message!("show.expected", "expected {day}", day = date.value.to_string()));
        let completed = self
            .facts
            .completed()
            .map(|date| message!("show.completed", "completed {day}", day = date.to_string()));
        let parts = [start, Some(due), forecast, completed].into_iter().flatten().map(String::from);
        GridCell::toned(
            parts.collect::<Vec<_>>().join(" · "),
            if self.facts.is_overdue() { Tone::Bad } else { Tone::Plain },
        )
    }

    fn organization(&self, id: &str) -> String {
        let directory = &self.facts.index.directory;
        let person = |organization: &Organization<'_>| {
            organization
                .focal_points
                .first()
                .map(|point| titled(&point.name.value, text(&point.email)))
        };
        let name = clean_line(directory.display(id)).into_owned();
        match directory.find(id).and_then(person) {
            Some(person) => format!("{name} ({person})"),
            None => name,
        }
    }

    fn milestones(&self) -> Vec<GridCell> {
        let line = |milestone: &crate::model::Milestone<'_>| {
            let (mark, tone, when) = match self.facts.done(milestone) {
                Some(done) => ("✓", Tone::Good, reached(done.to_string())),
                None if self.facts.is_late(milestone) => {
                    ("◆", Tone::Bad, due_overdue(milestone.due.value.to_string()))
                }
                None => ("◆", Tone::Plain, due_on(milestone.due.value.to_string())),
            };
            let (id, number) = (&self.facts.activity.id.value, milestone.number);
            let title = clean_line(&milestone.title.value);
            GridCell::toned(format!("{mark} {id}#{number} {title} · {when}"), tone)
        };
        self.facts.activity.milestones.iter().map(line).collect()
    }

    fn indicators(&self) -> Vec<GridCell> {
        let line = |indicator: &crate::model::Indicator<'_>| {
            let unit = text(&indicator.unit)
                .map_or_else(String::new, |unit| format!(" ({})", clean_line(unit)));
            let values = match indicator_values(indicator, clean_line) {
                values if values.is_empty() => values,
                values => format!(": {values}"),
            };
            GridCell::new(format!("{}{unit}{values}", clean_line(&indicator.name.value)))
        };
        self.facts.activity.indicators.iter().map(line).collect()
    }

    /// Its own codes of IATI's lists.
    fn iati(&self) -> Vec<GridCell> {
        let Some(codes) = &self.facts.activity.iati else { return Vec::new() };
        let all = [
            ("sector", &codes.sector),
            ("country", &codes.country),
            ("region", &codes.region),
            ("language", &codes.language),
        ];
        let all: Vec<String> = all
            .into_iter()
            .filter_map(|(name, code)| Some(format!("{} {}", words::key(name), text(code)?)))
            .collect();
        vec![GridCell::new(all.join(", "))]
    }

    fn budget(&self) -> Vec<GridCell> {
        self.facts.activity.budget.iter().map(|budget| GridCell::new(budget_text(budget))).collect()
    }

    /// The activities that are wanted, a line each.
    fn related(
        &self,
        all: &[ActivityRef<'_>],
        is_wanted: impl Fn(&ActivityRef<'_>) -> bool,
    ) -> Vec<GridCell> {
        let line = |one: &ActivityRef<'_>| {
            let own = (one.plan, one.id)
                == (self.facts.index.plan.name.as_str(), &*self.facts.activity.id.value);
            let id = if one.plan == self.facts.index.plan.name {
                one.id.to_owned()
            } else {
                format!("{}/{}", one.plan, one.id)
            };
            match one.found {
                Some(found) => {
                    let title = clean_line(&found.activity.title.value);
                    let status = words::status(found.status);
                    GridCell::new(if own {
                        message!(
                            "show.this-one",
                            "{id} {title} · {status} (this one)",
                            id,
                            title,
                            status
                        )
                        .to_string()
                    } else {
                        format!("{id} {title} · {status}")
                    })
                }
                None => GridCell::toned(
                    message!("show.not-in-folder", "{id} is not in this folder", id),
                    Tone::Warning,
                ),
            }
        };
        all.iter().filter(|one| is_wanted(one)).map(line).collect()
    }

    fn place(&self) -> String {
        let key = self.facts.activity.key;
        let line = Locator::new(self.sources).position(key.file, key.start).line;
        format!("{}:{line}", clean_line(&self.sources[key.file].path))
    }

    pub(super) fn heading(&self) -> String {
        format!(
            "{}/{} {}",
            self.facts.index.plan.name,
            self.facts.activity.id.value,
            clean_line(&self.facts.activity.title.value)
        )
    }

    /// The progress, for the eye.
    pub(super) fn progress_bar(&self) -> String {
        let progress = Some(self.facts.progress());
        format!("{} {}", bar(progress, None, 20), percent(progress))
    }
}

fn titled(title: &str, more: Option<&str>) -> String {
    match more {
        Some(more) => format!("{}, {}", clean_line(title), clean_line(more)),
        None => clean_line(title).into_owned(),
    }
}
