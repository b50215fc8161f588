//! `status` for scripts.

use serde::Serialize;

use super::baseline::BaselineShape;
use crate::analysis::Tally;
use crate::diagnostic::Message;
use crate::render::toolkit::json;
use crate::render::toolkit::shape::{DayShape, NumberShape, PeriodShape, SCHEMA, TallyShape};
use crate::report::{BaselineComparison, MissingParts, StatusReport};

/// `status` for scripts.
#[derive(Serialize)]
struct StatusShape<'a> {
    schema: u32,
    plan: &'a str,
    title: &'a str,
    as_of: DayShape,
    revision: Option<&'a str>,
    period: Option<PeriodShape>,
    target: Option<NumberShape>,
    total: TallyShape,
    priorities: Vec<TitledShape<'a>>,
    themes: Vec<TitledShape<'a>>,
    owners: Vec<OwnerShape<'a>>,
    baseline: Option<BaselineShape<'a>>,
    git: Option<&'a Message>,
    left_out: Option<MissingParts>,
}

#[derive(Serialize)]
struct TitledShape<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(flatten)]
    tally: TallyShape,
}

#[derive(Serialize)]
struct OwnerShape<'a> {
    id: &'a str,
    name: Option<&'a str>,
    #[serde(flatten)]
    tally: TallyShape,
}

impl<'a> StatusShape<'a> {
    fn new(view: &'a StatusReport<'_>) -> Self {
        let (plan, standing) = (view.plan.plan, &view.standing);
        let shape = |tally: &Tally| TallyShape::new(tally, view.bands);
        let name =
            |id: &str| view.plan.directory.find(id).map(|organization| &*organization.name.value);
        StatusShape {
            schema: SCHEMA,
            plan: &plan.name,
            title: plan.display_title(),
            as_of: DayShape(view.as_of),
            revision: view.revision.as_deref(),
            period: plan.period.map(PeriodShape::new),
            target: plan.target.map(|target| NumberShape(target.value)),
            total: shape(&standing.total),
            priorities: standing
                .priorities
                .iter()
                .map(|g| TitledShape {
                    id: &g.of.id.value,
                    title: &g.of.title.value,
                    tally: shape(&g.tally),
                })
                .collect(),
            themes: standing
                .themes
                .iter()
                .map(|g| TitledShape {
                    id: &g.of.id.value,
                    title: &g.of.title.value,
                    tally: shape(&g.tally),
                })
                .collect(),
            owners: standing
                .owners
                .iter()
                .map(|g| OwnerShape { id: g.of, name: name(g.of), tally: shape(&g.tally) })
                .collect(),
            baseline: view.baseline.as_ref().map(BaselineComparison::shape),
            git: view.git.as_ref(),
            left_out: view.left_out,
        }
    }
}

impl StatusReport<'_> {
    /// Returns the answer for scripts.
    pub(super) fn to_json(&self) -> String {
        json::to_json(&StatusShape::new(self))
    }
}
