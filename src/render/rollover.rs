//! What `rollover` carried into the next plan.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analysis::PlanIndex;
use crate::model::Activity;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::SCHEMA;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::text::{clean, clean_line};

/// What became of a plan in the next one.
pub struct RolloverView<'a> {
    /// The old plan.
    pub old: &'a PlanIndex<'a>,
    /// The new plan's name.
    pub to: &'a str,
    /// The new plan's path.
    pub path: String,
    /// Whether it was written.
    pub written: bool,
    /// What goes along now, and under which ids.
    pub carried: &'a BTreeSet<String>,
    /// What the new plan had before.
    pub there: &'a BTreeMap<String, String>,
    /// Files to show: path and text.
    pub texts: &'a [(String, String)],
    /// What somebody has to look at: id, and why.
    pub hands: Vec<(String, String)>,
}

#[derive(Serialize)]
struct RolloverShape<'a> {
    schema: u32,
    from: &'a str,
    to: &'a str,
    path: &'a str,
    written: bool,
    carried: Vec<CarriedShape>,
    left: Vec<LeftShape<'a>>,
    carried_before: Vec<CarriedShape>,
    attention: Vec<AttentionShape<'a>>,
}

#[derive(Serialize)]
struct CarriedShape {
    from: String,
    to: String,
}

#[derive(Serialize)]
struct LeftShape<'a> {
    id: &'a str,
    status: &'static str,
}

#[derive(Serialize)]
struct AttentionShape<'a> {
    id: &'a str,
    why: &'a str,
}

impl RolloverView<'_> {
    fn name(&self) -> &str {
        &self.old.plan.name
    }

    fn with(&self, wanted: impl Fn(&Activity<'_>) -> bool) -> Vec<&Activity<'_>> {
        self.old
            .plan
            .activities()
            .map(|(_, activity)| activity)
            .filter(|activity| wanted(activity))
            .collect()
    }

    /// What goes along now, in file order.
    fn now(&self) -> Vec<&Activity<'_>> {
        self.with(|activity| self.carried.contains(&*activity.id.value))
    }

    fn left(&self) -> Vec<&Activity<'_>> {
        self.with(|activity| activity.status.has_ended())
    }

    /// What a later plan continued before this run: plan and id there.
    fn before(&self) -> Vec<(&Activity<'_>, String)> {
        let others = self.with(|activity| {
            !activity.status.has_ended() && !self.carried.contains(&*activity.id.value)
        });
        let place = |activity: &Activity<'_>| {
            let here = self.there.get(&*activity.id.value).map(|id| format!("{}/{id}", self.to));
            here.or_else(|| {
                self.old
                    .carried_to(&activity.id.value)
                    .first()
                    .map(|(plan, id)| format!("{plan}/{id}"))
            })
            .unwrap_or_default()
        };
        others.into_iter().map(|activity| (activity, place(activity))).collect()
    }

    /// As JSON or for people.
    pub fn render(&self, form: crate::render::OutputForm, screen: &Terminal) -> String {
        if form == crate::render::OutputForm::Json { self.json() } else { self.terminal(screen) }
    }

    fn json(&self) -> String {
        let from = |id: &str| format!("{}/{id}", self.name());
        let carried = |id: &str| CarriedShape { from: from(id), to: format!("{}/{id}", self.to) };
        to_json(&RolloverShape {
            schema: SCHEMA,
            from: self.name(),
            to: self.to,
            path: &self.path,
            written: self.written,
            carried: self.now().into_iter().map(|one| carried(&one.id.value)).collect(),
            left: self
                .left()
                .into_iter()
                .map(|one| LeftShape { id: &one.id.value, status: one.status.as_str() })
                .collect(),
            carried_before: self
                .before()
                .into_iter()
                .map(|(one, to)| CarriedShape { from: from(&one.id.value), to })
                .collect(),
            attention: self.hands.iter().map(|(id, why)| AttentionShape { id, why }).collect(),
        })
    }

    fn terminal(&self, screen: &Terminal) -> String {
        let (now, left, before) = (self.now(), self.left(), self.before());
        let ended = |status| left.iter().filter(|activity| activity.status.value == status).count();
        let (completed, cancelled) =
            (ended(crate::model::Status::Completed), ended(crate::model::Status::Cancelled));
        let mut out = String::new();
        for (path, text) in self.texts {
            out += &screen.paint(Tone::Strong, &format!("# {}", clean_line(path)));
            out += "\n";
            out += &clean(text);
            out += "\n";
        }
        let verb = if self.written { "is written" } else { "would be written" };
        out += &match now.len() {
            0 if !before.is_empty() => {
                format!(
                    "{} continues everything that is open in {}: there is nothing to add\n",
                    self.to,
                    self.name()
                )
            }
            _ => format!("{} {verb}\n", clean_line(&self.path)),
        };
        let all = completed + cancelled + now.len() + before.len();
        out += &match all {
            0 => format!("\n{} has no activities\n", self.name()),
            1 => format!("\nThe one activity of {}:\n", self.name()),
            _ => format!("\nOf the {all} activities of {}:\n", self.name()),
        };
        let stay = |number: usize| if number == 1 { "stays behind" } else { "stay behind" };
        let rows = [
            (completed, format!("completed, and {}", stay(completed))),
            (cancelled, format!("cancelled, and {}", stay(cancelled))),
            (now.len(), format!("carried to {}", self.to)),
            (before.len(), "carried before".to_owned()),
        ];
        let width = all.to_string().len() + 2;
        out.extend(
            rows.iter()
                .filter(|(number, _)| *number > 0)
                .map(|(number, what)| format!("{number:>width$} {what}\n")),
        );
        if !self.hands.is_empty() {
            out += &format!(
                "\n{}\n",
                screen.paint(Tone::Strong, &format!("To look at by hand in {}:", self.to))
            );
            out.extend(self.hands.iter().map(|(id, why)| format!("  {id}  {why}\n")));
        }
        out
    }
}
