//! Where ids are defined, and where they are used.

use crate::analysis::{Index, PlanIndex};
use crate::model::{Activity, Organization, Reference, Text};
use crate::text::{FileId, Span, Spanned};

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OccurrenceKind {
    /// An organization.
    Organization,
    /// A cross-cutting theme.
    Theme,
    /// A priority.
    Priority,
    /// An activity.
    Activity,
}

/// A place where an id is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence<'f> {
    /// What the id names.
    pub kind: OccurrenceKind,
    /// The id of what is named, as it is defined. A use may be an alias, or have the plan's name
    /// before it.
    pub id: &'f str,
    /// The text at this place.
    pub text: &'f str,
    /// This place.
    pub span: Span,
    /// The place where what is named is defined.
    pub definition: Span,
}

impl Occurrence<'_> {
    /// Whether this is the place where it is defined.
    pub fn is_definition(&self) -> bool {
        self.span == self.definition
    }

    /// Whether it has the id itself, and not a former one.
    pub fn is_by_id(&self) -> bool {
        let is_activity = self.kind == OccurrenceKind::Activity;
        let of_plan = self.text.rsplit_once('/').filter(|_| is_activity);
        of_plan.map_or(self.text, |(_, id)| id) == self.id
    }
}

/// Returns every place where an id is defined or used, in no fixed order. A use of an id that is
/// not defined is left out.
pub fn occurrences<'f>(index: &'f Index<'f>) -> Vec<Occurrence<'f>> {
    let mut all = Vec::new();
    index.folder.organizations.iter().for_each(|one| of_organization(one, &mut all));
    index.plans().for_each(|plan| of_plan(index, plan, &mut all));
    all
}

/// Returns the occurrence at an offset of a file; of several the shortest.
pub fn occurrence_at<'f>(
    all: &[Occurrence<'f>],
    file: FileId,
    offset: u32,
) -> Option<Occurrence<'f>> {
    let holds = |span: Span| span.file == file && span.start <= offset && offset <= span.end;
    let here = all.iter().filter(|one| holds(one.span));
    here.min_by_key(|one| one.span.end - one.span.start).copied()
}

/// Returns the places of the same thing, the definition included, in the order of the files.
pub fn uses_of<'f>(all: &[Occurrence<'f>], of: &Occurrence<'f>) -> Vec<Occurrence<'f>> {
    let is_same = |one: &&Occurrence<'f>| one.kind == of.kind && one.definition == of.definition;
    let mut same: Vec<Occurrence<'f>> = all.iter().filter(is_same).copied().collect();
    same.sort_by_key(|one| one.span);
    same.dedup();
    same
}

fn defined<'f>(kind: OccurrenceKind, id: &'f Spanned<Text<'f>>) -> Occurrence<'f> {
    Occurrence { kind, id: &id.value, text: &id.value, span: id.span, definition: id.span }
}

fn of_organization<'f>(organization: &'f Organization<'f>, all: &mut Vec<Occurrence<'f>>) {
    let own = defined(OccurrenceKind::Organization, &organization.id);
    all.push(own);
    let former = organization.aliases.iter();
    all.extend(former.map(|alias| Occurrence { text: &alias.value, span: alias.span, ..own }));
}

fn of_plan<'f>(index: &'f Index<'f>, plan: &'f PlanIndex<'f>, all: &mut Vec<Occurrence<'f>>) {
    plan.plan.organizations.iter().for_each(|one| of_organization(one, all));
    all.extend(plan.plan.themes.iter().map(|one| defined(OccurrenceKind::Theme, &one.id)));
    organizations(plan, &plan.plan.chairs, all);
    for priority in &plan.plan.priorities {
        all.push(defined(OccurrenceKind::Priority, &priority.id));
        organizations(plan, &priority.lead, all);
        priority.written().for_each(|activity| of_activity(index, plan, activity, all));
    }
}

fn of_activity<'f>(
    index: &'f Index<'f>,
    plan: &'f PlanIndex<'f>,
    activity: &'f Activity<'f>,
    all: &mut Vec<Occurrence<'f>>,
) {
    if activity.is_readable("id") {
        all.push(defined(OccurrenceKind::Activity, &activity.id));
    }
    organizations(plan, &activity.owners, all);
    organizations(plan, &activity.partners, all);
    for used in &activity.themes {
        if let Some(theme) = plan.theme(&used.value) {
            all.push(used_at(defined(OccurrenceKind::Theme, &theme.id), used));
        }
    }
    for used in activity.depends_on.iter().chain(&activity.carried_from) {
        let meant = Reference::parse(&used.value)
            .and_then(|reference| index.resolve_written(&plan.plan.name, reference));
        if let Some((_, _, other)) = meant {
            all.push(used_at(defined(OccurrenceKind::Activity, &other.id), used));
        }
    }
}

fn organizations<'f>(
    plan: &'f PlanIndex<'f>,
    ids: &'f [Spanned<Text<'f>>],
    all: &mut Vec<Occurrence<'f>>,
) {
    for used in ids {
        if let Some(organization) = plan.directory.find(&used.value) {
            all.push(used_at(defined(OccurrenceKind::Organization, &organization.id), used));
        }
    }
}

fn used_at<'f>(definition: Occurrence<'f>, used: &'f Spanned<Text<'f>>) -> Occurrence<'f> {
    Occurrence { text: &used.value, span: used.span, ..definition }
}
