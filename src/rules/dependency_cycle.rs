//! The rule `dependency-cycle`: activities that wait for each other, so that none of them can
//! begin.

use foldhash::{HashMap, HashSet};

use super::advice::advice;
use super::place::about;
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Diagnostic, Findings, Message, message};
use crate::model::{Activity, Reference, Status};
use crate::text::Span;

const NAME: &str = "dependency-cycle";

/// The most activities in all cycles that are named one by one: enough for any plan that people
/// write.
const MOST: usize = 20_000;

/// Activities that wait for each other, also across plans. Cancelled ones wait for nothing.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let graph = Graph::of(scope);
    let mut state = vec![VisitState::New; graph.nodes.len()];
    let (mut left, mut in_short) = (MOST, HashSet::default());
    for start in 0..graph.nodes.len() {
        // The way from `start` to where the search is: nodes, and how many of their edges have been
        // followed.
        let mut way: Vec<(usize, usize)> = Vec::new();
        if state.get(start) == Some(&VisitState::New) {
            set(&mut state, start, VisitState::OnTheWay(0));
            way.push((start, 0));
        }
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            let Some(&(_, to)) = graph.edges(node).get(*followed) else {
                set(&mut state, node, VisitState::Done);
                way.pop();
                continue;
            };
            *followed += 1;
            match state.get(to).copied() {
                Some(VisitState::New) => {
                    set(&mut state, to, VisitState::OnTheWay(way.len()));
                    way.push((to, 0));
                }
                Some(VisitState::OnTheWay(from)) => {
                    let ring = way.get(from..).unwrap_or_default();
                    if let Some(rest) = left.checked_sub(ring.len()) {
                        left = rest;
                        found.extend(graph.cycle(ring));
                    } else if in_short.insert(node) {
                        found.extend(graph.long_cycle(ring, to));
                    }
                }
                _ => {}
            }
        }
    }
}

fn set(state: &mut [VisitState], node: usize, new: VisitState) {
    if let Some(slot) = state.get_mut(node) {
        *slot = new;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum VisitState {
    New,
    /// So far from its beginning.
    OnTheWay(usize),
    Done,
}

/// The activities that wait for others, by number; and for which others of them.
struct Graph<'f> {
    scope: &'f Scope<'f>,
    nodes: Vec<(&'f PlanIndex<'f>, &'f Activity<'f>)>,
    edges: Vec<Vec<(Span, usize)>>,
}

impl<'f> Graph<'f> {
    fn of(scope: &'f Scope<'f>) -> Self {
        let mut nodes = Vec::new();
        for plan in scope.index.plans() {
            let waits = |activity: &&Activity<'_>| {
                !activity.depends_on.is_empty() && activity.status.value != Status::Cancelled
            };
            nodes.extend(
                plan.plan.activities_with_status().filter(waits).map(|activity| (plan, activity)),
            );
        }
        let numbers: HashMap<Span, usize> = nodes
            .iter()
            .enumerate()
            .map(|(number, (_, activity))| (activity.key, number))
            .collect();
        let edges = nodes.iter().map(|&(plan, activity)| {
            let targets = activity.depends_on.iter().filter_map(|text| {
                let (_, _, target) =
                    scope.index.resolve_written(&plan.plan.name, Reference::parse(&text.value)?)?;
                Some((text.span, *numbers.get(&target.key)?))
            });
            targets.collect()
        });
        Graph { scope, edges: edges.collect(), nodes }
    }

    fn edges(&self, node: usize) -> &[(Span, usize)] {
        self.edges.get(node).map_or(&[], Vec::as_slice)
    }

    /// The cycle that a way closes by going back to its beginning.
    fn cycle(&self, way: &[(usize, usize)]) -> Option<Diagnostic> {
        let ring: Vec<(&PlanIndex<'_>, &Activity<'_>, Span)> = way
            .iter()
            .filter_map(|&(node, followed)| {
                let (plan, activity) = self.nodes.get(node)?;
                let (span, _) = self.edges(node).get(followed.checked_sub(1)?)?;
                Some((*plan, *activity, *span))
            })
            .collect();
        let last = (0..ring.len()).max_by_key(|&at| ring.get(at).map(|(_, _, span)| *span))?;
        let (home, activity, place) = *ring.get(last)?;
        let name = |plan: &PlanIndex<'_>, activity: &Activity<'_>| match plan.plan.name
            == home.plan.name
        {
            true => activity.id.value.to_string(),
            false => format!("{}/{}", plan.plan.name, activity.id.value),
        };
        let round: Vec<String> = ring
            .iter()
            .cycle()
            .skip(last)
            .take(ring.len() + 1)
            .map(|&(plan, activity, _)| name(plan, activity))
            .collect();
        let message = match round.as_slice() {
            [one, _] => message!("dependency-cycle.itself", "`{id}` waits for itself", id = one),
            _ => message!(
                "dependency-cycle.each-other",
                "these activities wait for each other: {round}",
                round = round.join(" → ")
            ),
        };
        let mut finding = about(NAME, home, activity, place, message).help(self.advice(
            home,
            activity,
            place,
            message!("dependency-cycle.take-one-away", "remove one of these references"),
        ));
        finding.other_plans = ring
            .iter()
            .map(|(plan, _, _)| plan.plan.name.clone())
            .filter(|name| *name != home.plan.name)
            .collect();
        for &(plan, activity, span) in ring.iter().filter(|(_, _, span)| *span != place) {
            finding = finding.label(
                span,
                message!(
                    "dependency-cycle.waits-here",
                    "`{id}` waits here",
                    id = name(plan, activity)
                ),
            );
        }
        Some(finding)
    }

    /// Returns the command that removes a reference, and the change in the file.
    fn advice(
        &self,
        plan: &PlanIndex<'_>,
        activity: &Activity<'_>,
        place: Span,
        in_file: Message,
    ) -> Message {
        match activity.depends_on.iter().find(|text| text.span == place) {
            Some(text) => advice(
                self.scope,
                plan,
                activity,
                |id| {
                    message!(
                        "dependency-cycle.take-away-command",
                        "`workplan set {id} depends_on-={other}`",
                        id,
                        other = &text.value
                    )
                },
                in_file,
            ),
            None => in_file,
        }
    }

    /// Reports a cycle that is too long to name in full: at the reference that closes it, once for
    /// each activity.
    fn long_cycle(&self, way: &[(usize, usize)], to: usize) -> Option<Diagnostic> {
        let (node, followed) = *way.last()?;
        let ((plan, activity), (other, first)) = (*self.nodes.get(node)?, *self.nodes.get(to)?);
        let (place, _) = *self.edges(node).get(followed.checked_sub(1)?)?;
        let message = message!(
            "dependency-cycle.long",
            "{number} activities wait for each other, from `{first}` to `{last}` and back",
            number = way.len(),
            first = &first.id.value,
            last = &activity.id.value
        );
        let in_file = message!(
            "dependency-cycle.take-this-away",
            "remove this reference, or another one of the cycle; there may be more cycles"
        );
        let mut finding = about(NAME, plan, activity, place, message)
            .help(self.advice(plan, activity, place, in_file));
        finding.other_plans = Some(other.plan.name.clone())
            .filter(|name| *name != plan.plan.name)
            .into_iter()
            .collect();
        Some(finding)
    }
}
