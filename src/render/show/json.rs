//! `show` for scripts.

use serde::Serialize;

use crate::analysis::ActivityRef;
use crate::render::activity::detail::WholeShape;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA};
use crate::report::ShowReport;
use crate::text::Locator;

#[derive(Serialize)]
struct ShowShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    activity: WholeShape<'a>,
    depends_on: Vec<RelationShape<'a>>,
    dependents: Vec<RelationShape<'a>>,
    lineage: Vec<RelationShape<'a>>,
}

#[derive(Serialize)]
struct RelationShape<'a> {
    plan: &'a str,
    activity: &'a str,
    title: Option<&'a str>,
    status: Option<&'static str>,
}

fn relation_shapes<'a>(all: &[ActivityRef<'a>]) -> Vec<RelationShape<'a>> {
    let shape = |one: &ActivityRef<'a>| RelationShape {
        plan: one.plan,
        activity: one.id,
        title: one.found.map(|found| &*found.activity.title.value),
        status: one.found.map(|found| found.status.as_str()),
    };
    all.iter().map(shape).collect()
}

impl ShowReport<'_> {
    /// Returns the answer for scripts.
    pub(super) fn to_json(&self) -> String {
        to_json(&ShowShape {
            schema: SCHEMA,
            as_of: DayShape(self.as_of),
            revision: self.revision.as_deref(),
            activity: WholeShape::new(&self.facts, self.sources, &mut Locator::new(self.sources)),
            depends_on: relation_shapes(&self.relations.depends_on),
            dependents: relation_shapes(&self.relations.dependents),
            lineage: relation_shapes(&self.relations.lineage),
        })
    }
}
