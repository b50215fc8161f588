//! A digest for scripts.

use serde::Serialize;

use crate::analysis::{ActivityFacts, Digest, DueItem, WaitingPair};
use crate::diagnostic::Message;
use crate::render::items::ItemShape;
use crate::render::organization::FocalPointShape;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA, text};
use crate::report::{DigestReport, DueReport};

#[derive(Serialize)]
struct DigestShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    plan: &'a str,
    git: Option<&'a Message>,
    organizations: Vec<OrganizationShape<'a>>,
}

#[derive(Serialize)]
struct OrganizationShape<'a> {
    id: &'a str,
    name: Option<&'a str>,
    /// The sentence that the digest opens with.
    summary: Message,
    focal_points: Vec<FocalPointShape<'a>>,
    overdue: Vec<ItemShape<'a>>,
    due_soon: Vec<ItemShape<'a>>,
    late_start: Vec<StartShape<'a>>,
    stale: Vec<MentionShape<'a>>,
    waiting_for: Vec<WaitShape<'a>>,
    awaited_by: Vec<WaitShape<'a>>,
}

#[derive(Serialize)]
struct StartShape<'a> {
    #[serde(flatten)]
    activity: MentionShape<'a>,
    start: Option<DayShape>,
}

#[derive(Serialize)]
struct WaitShape<'a> {
    #[serde(flatten)]
    own: MentionShape<'a>,
    other: MentionShape<'a>,
}

#[derive(Serialize)]
struct MentionShape<'a> {
    plan: &'a str,
    activity: &'a str,
    title: &'a str,
    owners: Vec<&'a str>,
    contact: Option<&'a str>,
    due: Option<DayShape>,
    status: &'static str,
}

impl<'a> MentionShape<'a> {
    fn new(facts: &ActivityFacts<'a>) -> Self {
        MentionShape {
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

impl DigestReport<'_> {
    /// Returns the answer for scripts.
    pub(super) fn to_json(&self) -> String {
        to_json(&DigestShape {
            schema: SCHEMA,
            as_of: DayShape(self.as_of.day),
            revision: self.revision.as_deref(),
            plan: &self.plan.plan.name,
            git: self.git.as_ref(),
            organizations: self.organizations.iter().map(|one| self.shape(one)).collect(),
        })
    }

    fn shape<'a>(&'a self, one: &'a Digest<'a>) -> OrganizationShape<'a> {
        let found = self.plan.directory.find(one.id);
        let points = found.map_or(&[][..], |organization| organization.focal_points.as_slice());
        let wait = |wait: &WaitingPair<'a>| WaitShape {
            own: MentionShape::new(&wait.own),
            other: MentionShape::new(&wait.other),
        };
        let start = |facts: &ActivityFacts<'a>| StartShape {
            activity: MentionShape::new(facts),
            start: facts.start.map(DayShape),
        };
        OrganizationShape {
            id: one.id,
            name: found.map(|organization| &*organization.name.value),
            summary: self.summary(one),
            focal_points: FocalPointShape::all(points),
            overdue: self.item_shapes(&one.overdue, true),
            due_soon: self.item_shapes(&one.due_soon, false),
            late_start: one.late_start.iter().map(start).collect(),
            stale: one.stale.iter().map(MentionShape::new).collect(),
            waiting_for: one.waiting_for.iter().map(wait).collect(),
            awaited_by: one.awaited_by.iter().map(wait).collect(),
        }
    }

    fn item_shapes<'a>(&'a self, items: &[DueItem<'a>], overdue: bool) -> Vec<ItemShape<'a>> {
        let view = DueReport {
            as_of: self.as_of.day,
            revision: None,
            items: Vec::new(),
            overdue,
            none: None,
        };
        items.iter().map(|item| view.shape(item)).collect()
    }
}
