use serde::Serialize;

use super::DigestView;
use crate::analysis::{ActivityFacts, Digest, WaitingPair};
use crate::render::items::ItemShape;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA, text};

#[derive(Serialize)]
struct DigestShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    plan: &'a str,
    git: Option<&'a str>,
    organizations: Vec<OrganizationShape<'a>>,
}

#[derive(Serialize)]
struct OrganizationShape<'a> {
    id: &'a str,
    name: Option<&'a str>,
    focal_points: Vec<PersonShape<'a>>,
    overdue: Vec<ItemShape<'a>>,
    due_soon: Vec<ItemShape<'a>>,
    late_start: Vec<StartShape<'a>>,
    stale: Vec<ActivityShape<'a>>,
    waiting_for: Vec<WaitShape<'a>>,
    awaited_by: Vec<WaitShape<'a>>,
}

#[derive(Serialize)]
struct PersonShape<'a> {
    name: &'a str,
    email: Option<&'a str>,
    handle: Option<&'a str>,
}

#[derive(Serialize)]
struct StartShape<'a> {
    #[serde(flatten)]
    activity: ActivityShape<'a>,
    start: Option<DayShape>,
}

#[derive(Serialize)]
struct WaitShape<'a> {
    #[serde(flatten)]
    own: ActivityShape<'a>,
    other: ActivityShape<'a>,
}

#[derive(Serialize)]
struct ActivityShape<'a> {
    plan: &'a str,
    activity: &'a str,
    title: &'a str,
    owners: Vec<&'a str>,
    contact: Option<&'a str>,
    due: Option<DayShape>,
    status: &'static str,
}

impl<'a> ActivityShape<'a> {
    fn new(facts: &ActivityFacts<'a>) -> Self {
        ActivityShape {
            plan: &facts.index.plan.name,
            activity: &facts.activity.id.value,
            title: &facts.activity.title.value,
            owners: facts.owners().collect(),
            contact: text(&facts.activity.contact),
            due: facts.due.map(DayShape),
            status: facts.status.as_str(),
        }
    }
}

impl DigestView<'_> {
    /// For scripts.
    pub(super) fn json(&self) -> String {
        to_json(&DigestShape {
            schema: SCHEMA,
            as_of: DayShape(self.as_of.day),
            revision: self.revision.as_deref(),
            plan: &self.plan.plan.name,
            git: self.git.as_deref(),
            organizations: self.organizations.iter().map(|one| self.shape(one)).collect(),
        })
    }

    fn shape<'a>(&'a self, one: &'a Digest<'a>) -> OrganizationShape<'a> {
        let found = self.plan.directory.find(one.id);
        let points = found.map_or(&[][..], |organization| organization.focal_points.as_slice());
        let wait = |wait: &WaitingPair<'a>| WaitShape {
            own: ActivityShape::new(&wait.own),
            other: ActivityShape::new(&wait.other),
        };
        let start = |facts: &ActivityFacts<'a>| StartShape {
            activity: ActivityShape::new(facts),
            start: facts.start.map(DayShape),
        };
        OrganizationShape {
            id: one.id,
            name: found.map(|organization| &*organization.name.value),
            focal_points: points
                .iter()
                .map(|point| PersonShape {
                    name: &point.name.value,
                    email: text(&point.email),
                    handle: text(&point.handle),
                })
                .collect(),
            overdue: self.item_shapes(&one.overdue, true),
            due_soon: self.item_shapes(&one.due_soon, false),
            late_start: one.late_start.iter().map(start).collect(),
            stale: one.stale.iter().map(ActivityShape::new).collect(),
            waiting_for: one.waiting_for.iter().map(wait).collect(),
            awaited_by: one.awaited_by.iter().map(wait).collect(),
        }
    }
}
