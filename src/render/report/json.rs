//! The report for scripts: what stands in it, without the list of all activities.

use std::borrow::Cow;

use serde::Serialize;

use super::results_json::ResultsShape;
use super::risks::RiskRow;
use crate::analysis::{EarlierPlan, Tally};
use crate::model::Status;
use crate::render::toolkit::json;
use crate::render::toolkit::shape::{
    DayShape, NumberShape, PercentShape, PeriodShape, SCHEMA, TallyShape,
};
use crate::report::{MissingParts, PlanReport};

#[derive(Serialize)]
struct ReportShape<'a> {
    schema: u32,
    plan: &'a str,
    title: Cow<'a, str>,
    #[serde(rename = "for")]
    audience: &'static str,
    as_of: DayShape,
    revision: Option<&'a str>,
    period: Option<PeriodShape>,
    target: Option<NumberShape>,
    group: GroupShape<'a>,
    chairs: Vec<OrganizationShape<'a>>,
    message: Option<Cow<'a, str>>,
    highlights: Vec<Cow<'a, str>>,
    concerns: Vec<Cow<'a, str>>,
    decisions: Vec<Cow<'a, str>>,
    total: TallyShape,
    priorities: Vec<PriorityShape<'a>>,
    themes: Vec<PartShape<'a>>,
    owners: Vec<OwnerShape<'a>>,
    results: ResultsShape<'a>,
    earlier: Vec<EarlierShape<'a>>,
    risks: Vec<RiskShape<'a>>,
    left_out: Option<MissingParts>,
}

#[derive(Serialize)]
struct GroupShape<'a> {
    name: Option<Cow<'a, str>>,
    contact: Option<Cow<'a, str>>,
    classification: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct OrganizationShape<'a> {
    id: &'a str,
    name: Cow<'a, str>,
}

#[derive(Serialize)]
struct PartShape<'a> {
    id: &'a str,
    title: Cow<'a, str>,
    #[serde(flatten)]
    tally: TallyShape,
}

#[derive(Serialize)]
struct PriorityShape<'a> {
    #[serde(flatten)]
    part: PartShape<'a>,
    narrative: Option<Cow<'a, str>>,
}

/// An owner; for the public, what it has done alone.
#[derive(Serialize)]
struct OwnerShape<'a> {
    id: &'a str,
    name: Cow<'a, str>,
    activities: u64,
    completed: u64,
    implementation_rate: Option<PercentShape>,
    open: Option<u64>,
    overdue: Option<u64>,
    due_soon: Option<u64>,
}

#[derive(Serialize)]
struct EarlierShape<'a> {
    plan: &'a str,
    title: Cow<'a, str>,
    day: DayShape,
    activities: u64,
    completed: u64,
    implementation_rate: Option<PercentShape>,
    end: DayShape,
    implementation_rate_at_end: Option<PercentShape>,
    unfinished: u64,
    completed_after: u64,
}

#[derive(Serialize)]
struct RiskShape<'a> {
    activity: &'a str,
    title: Cow<'a, str>,
    why: String,
}

impl<'f> PlanReport<'f> {
    /// The report as JSON.
    pub(super) fn to_json(&self) -> String {
        json::to_json(&self.shape())
    }

    fn shape<'a>(&'a self) -> ReportShape<'a> {
        let (plan, standing) = (self.status.plan.plan, &self.status.standing);
        let (voices, masthead) = (self.voices(), &self.masthead);
        let list = |id: &str| {
            let found = voices.lists.iter().find(|list| list.id == id);
            found.map_or_else(Vec::new, |list| {
                list.items.iter().map(|item| self.plain(item)).collect()
            })
        };
        let text = |text: &'_ Option<String>| {
            let text = text.as_deref().map(|text| self.person(text).into_owned());
            text.filter(|text| !text.is_empty()).map(Cow::Owned)
        };
        let name = |id| self.plain(self.status.plan.directory.display(id));
        let shape = |tally: &Tally| TallyShape::new(tally, self.status.bands);
        let part = |id, title, tally: &Tally| PartShape {
            id,
            title: self.plain(title),
            tally: shape(tally),
        };
        let owner = |id, tally: &Tally| OwnerShape {
            id,
            name: name(id),
            activities: tally.activities(),
            completed: tally.count(Status::Completed),
            implementation_rate: tally.implementation_rate().map(PercentShape),
            open: self.tells_debts().then_some(tally.open),
            overdue: self.tells_debts().then_some(tally.overdue),
            due_soon: self.tells_debts().then_some(tally.due_soon),
        };
        ReportShape {
            schema: SCHEMA,
            plan: &plan.name,
            title: self.plain(plan.display_title()),
            audience: self.audience.as_str(),
            as_of: DayShape(self.as_of.day),
            revision: self.status.revision.as_deref(),
            period: plan.period.map(PeriodShape::new),
            target: plan.target.map(|target| NumberShape(target.value)),
            group: GroupShape {
                name: text(&masthead.group),
                contact: text(&masthead.contact),
                classification: text(&masthead.classification),
            },
            chairs: plan
                .chairs
                .iter()
                .map(|id| OrganizationShape { id: &id.value, name: name(&id.value) })
                .collect(),
            message: voices.message.map(|text| self.plain(text)),
            highlights: list("highlights"),
            concerns: list("concerns"),
            decisions: list("decisions"),
            total: shape(&standing.total),
            priorities: standing
                .priorities
                .iter()
                .map(|group| PriorityShape {
                    part: part(&group.of.id.value, &group.of.title.value, &group.tally),
                    narrative: group
                        .of
                        .narrative
                        .as_ref()
                        .map(|text| self.plain(text.value.trim())),
                })
                .collect(),
            themes: standing
                .themes
                .iter()
                .map(|group| part(&group.of.id.value, &group.of.title.value, &group.tally))
                .collect(),
            owners: standing.owners.iter().map(|group| owner(group.of, &group.tally)).collect(),
            results: ResultsShape::new(self),
            earlier: self.earlier.iter().map(|one| self.earlier_shape(one)).collect(),
            risks: self.risk_shapes(),
            left_out: self.status.left_out,
        }
    }

    fn earlier_shape<'a>(&'a self, one: &'a EarlierPlan<'_>) -> EarlierShape<'a> {
        let plan = one.plan.plan;
        EarlierShape {
            plan: &plan.name,
            title: self.plain(plan.display_title()),
            day: DayShape(one.day),
            activities: one.then.activities(),
            completed: one.then.count(Status::Completed),
            implementation_rate: one.then.implementation_rate().map(PercentShape),
            end: DayShape(one.end),
            implementation_rate_at_end: one.at_end.implementation_rate().map(PercentShape),
            unfinished: one.unfinished(),
            completed_after: one.completed_after(),
        }
    }

    /// The risks, for all but the public.
    fn risk_shapes(&self) -> Vec<RiskShape<'f>> {
        if !self.tells_debts() {
            return Vec::new();
        }
        let (risks, _) = self.risks();
        let shape = |risk: RiskRow<'f>| RiskShape {
            activity: risk.id,
            title: self.plain(risk.title),
            why: self.plain(&risk.why).into_owned(),
        };
        risks.into_iter().map(shape).collect()
    }
}
