//! What there is to say of one activity, in words.

use crate::analysis::{ActivityRef, Relations};
use crate::model::{Field, Organization};
use crate::render::activity::amounts::{budget_text, indicator_values};
use crate::render::activity::detail::{notes, sentences};
use crate::render::activity::listed::status_tone;
use crate::render::activity::translations;
use crate::render::toolkit::grid::GridCell;
use crate::render::toolkit::shape::text;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{bar, count, percent};
use crate::report::ShowReport;
use crate::text::{Locator, Spanned, clean, clean_line};

impl<'f> ShowReport<'f> {
    /// What there is to say, in the order in which people ask: a word, and one or more lines. How
    /// the progress is told is the form's.
    pub(super) fn facts_in_words(&self, progress: String) -> Vec<(&'static str, Vec<GridCell>)> {
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
        let mut words = vec![
            ("status", vec![GridCell::toned(self.status(), status_tone(facts))]),
            ("recorded", self.recorded_later()),
            ("progress", plain(Some(progress))),
            ("owners", joined(facts.owners().map(|id| self.organization(id)).collect())),
            ("contact", plain(text(&activity.contact).map(|text| clean_line(text).into_owned()))),
            (
                "partners",
                joined(
                    facts
                        .partners()
                        .map(|id| clean_line(facts.index.directory.display(id)).into_owned())
                        .collect(),
                ),
            ),
            ("dates", vec![self.dates()]),
        ];
        words.extend(sentences().map(|field| (field.word, lines(field))));
        words.extend([
            (
                "priority",
                plain(Some(format!(
                    "{} {}",
                    facts.priority.id.value,
                    clean_line(&facts.priority.title.value)
                ))),
            ),
            ("themes", list(&activity.themes)),
            ("milestones", self.milestones()),
            (
                "deliverables",
                activity
                    .deliverables
                    .iter()
                    .map(|d| GridCell::new(titled(&d.title.value, text(&d.url))))
                    .collect(),
            ),
            ("indicators", self.indicators()),
            ("budget", self.budget()),
            ("waits for", self.related(depends_on, is_awaited)),
            ("depends on", self.related(depends_on, |one| !is_awaited(one))),
            ("awaited by", self.related(dependents, is_waiting)),
            ("needed by", self.related(dependents, |one| !is_waiting(one))),
            (
                "lineage",
                if lineage.len() > 1 { self.related(lineage, |_| true) } else { Vec::new() },
            ),
        ]);
        words.extend(notes().map(|field| (field.word, list(field.texts(activity)))));
        words.extend([
            ("IATI", self.iati()),
            ("weight", plain(activity.weight.map(|weight| weight.value.to_string()))),
            ("tags", list(&activity.tags)),
            (
                "translations",
                translations::lines(&activity.translations)
                    .into_iter()
                    .map(GridCell::new)
                    .collect(),
            ),
            ("file", plain(Some(self.place()))),
        ]);
        words
    }

    fn status(&self) -> String {
        let facts = &self.facts;
        let mut status = facts.status.label().to_owned();
        if let Some(days) = facts.days_late {
            status += &format!(", {} overdue", count(days, "day", "days"));
        } else if facts.late_start {
            status += ", late to start";
        } else if let Some(days) = facts.days_left {
            status += &if days == 0 {
                ", due today".to_owned()
            } else {
                format!(", due in {}", count(days, "day", "days"))
            };
        }
        if let [(plan, id), ..] = facts.index.carried_to(&facts.activity.id.value) {
            status += &format!(", carried to {plan}/{id}");
        }
        status
    }

    /// What the record says of the status, where that came after the day.
    fn recorded_later(&self) -> Vec<GridCell> {
        let later = self.facts.activity.completed.filter(|_| self.facts.is_completed_later());
        later
            .map(|date| GridCell::new(format!("completed {}, after this day", date.value)))
            .into_iter()
            .collect()
    }

    fn dates(&self) -> GridCell {
        let activity = self.facts.activity;
        let mut parts = Vec::new();
        parts.extend(activity.start.map(|date| format!("from {}", date.value)));
        parts.push(match (activity.due, self.facts.due) {
            (Some(date), _) => format!("due {}", date.value),
            (None, Some(day)) => format!("due {day}, the period's end"),
            (None, None) => "no due date".to_owned(),
        });
        parts.extend(activity.forecast.map(|date| format!("expected {}", date.value)));
        parts.extend(self.facts.completed().map(|date| format!("completed {date}")));
        GridCell::toned(
            parts.join(" · "),
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
                Some(done) => ("✓", Tone::Good, format!("reached {done}")),
                None if self.facts.is_late(milestone) => {
                    ("◆", Tone::Bad, format!("due {}, overdue", milestone.due.value))
                }
                None => ("◆", Tone::Plain, format!("due {}", milestone.due.value)),
            };
            GridCell::toned(format!("{mark} {} · {when}", clean_line(&milestone.title.value)), tone)
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
            .filter_map(|(name, code)| Some(format!("{name} {}", text(code)?)))
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
                    let mark = if own { " (this one)" } else { "" };
                    GridCell::new(format!(
                        "{id} {} · {}{mark}",
                        clean_line(&found.activity.title.value),
                        found.status.label()
                    ))
                }
                None => GridCell::toned(format!("{id} is not in this folder"), Tone::Warning),
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
