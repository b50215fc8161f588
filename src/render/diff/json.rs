//! `diff` for scripts.

use serde::Serialize;

use crate::analysis::{ActivityFacts, PlanDiff};
use crate::model::RatingBands;
use crate::render::activity::change::ChangeShape;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA, TallyShape};
use crate::report::{DiffReport, MissingParts};

/// `diff` for scripts.
#[derive(Serialize)]
struct DiffShape<'a> {
    schema: u32,
    as_of: DayShape,
    base: Option<&'a str>,
    head: Option<&'a str>,
    plans: Vec<PlanShape<'a>>,
    left_out: LeftOutShape,
}

/// What is missing from each state, because it cannot be read.
#[derive(Serialize)]
struct LeftOutShape {
    before: Option<MissingParts>,
    after: Option<MissingParts>,
}

#[derive(Serialize)]
struct PlanShape<'a> {
    plan: &'a str,
    added: Vec<&'a str>,
    removed: Vec<&'a str>,
    moved: Vec<MoveShape<'a>>,
    changed: Vec<ChangedShape<'a>>,
    fields: Vec<ChangeShape<'a>>,
    before: Option<TallyShape>,
    after: Option<TallyShape>,
    unreadable: UnreadableShape<'a>,
}

/// The activities that one state has, and of which the other does not tell whether it has them.
#[derive(Serialize)]
struct UnreadableShape<'a> {
    before: Vec<&'a str>,
    after: Vec<&'a str>,
}

#[derive(Serialize)]
struct MoveShape<'a> {
    id: &'a str,
    to: String,
}

#[derive(Serialize)]
struct ChangedShape<'a> {
    id: &'a str,
    changes: Vec<ChangeShape<'a>>,
}

impl<'a> DiffShape<'a> {
    fn new(view: &'a DiffReport<'_>) -> Self {
        let [before, after] = view.left_out;
        DiffShape {
            schema: SCHEMA,
            as_of: DayShape(view.as_of),
            base: view.base.as_ref().map(|side| side.id.as_str()),
            head: view.head.as_ref().map(|side| side.id.as_str()),
            plans: view.plans.iter().map(|plan| PlanShape::new(plan, view.bands)).collect(),
            left_out: LeftOutShape { before, after },
        }
    }
}

impl<'a> PlanShape<'a> {
    fn new(plan: &'a PlanDiff<'_>, bands: RatingBands) -> Self {
        PlanShape {
            plan: plan.name,
            added: plan.added.iter().map(id).collect(),
            removed: plan.removed.iter().map(id).collect(),
            moved: plan
                .moved
                .iter()
                .map(|one| MoveShape { id: one.id, to: format!("{}/{}", one.plan, one.now) })
                .collect(),
            changed: plan
                .changed
                .iter()
                .map(|one| ChangedShape {
                    id: id(&one.after),
                    changes: ChangeShape::all(&one.changes),
                })
                .collect(),
            fields: ChangeShape::all(&plan.fields),
            before: plan.tally_before.as_ref().map(|tally| TallyShape::new(tally, bands)),
            after: plan.tally_after.as_ref().map(|tally| TallyShape::new(tally, bands)),
            unreadable: UnreadableShape {
                before: plan.unreadable_before.iter().map(id).collect(),
                after: plan.unreadable_after.iter().map(id).collect(),
            },
        }
    }
}

fn id<'f>(facts: &ActivityFacts<'f>) -> &'f str {
    &facts.activity.id.value
}

impl DiffReport<'_> {
    /// Returns the answer for scripts.
    pub(super) fn to_json(&self) -> String {
        to_json(&DiffShape::new(self))
    }
}
