use foldhash::HashMap;

use super::{Scope, about};
use crate::analysis::PlanIndex;
use crate::diag::{Diagnostic, Findings};
use crate::model::{Activity, Reference, Status};
use crate::text::Span;

const NAME: &str = "dependency-cycle";

/// Activities that wait for each other, also across plans. Cancelled ones wait for nothing.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let graph = Graph::of(scope);
    let mut state = vec![State::New; graph.nodes.len()];
    for start in 0..graph.nodes.len() {
        // The way from `start` to where the search is: nodes, and how many of their edges have been followed.
        let mut way: Vec<(usize, usize)> = Vec::new();
        if state.get(start) == Some(&State::New) {
            way.push((start, 0));
        }
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            if let Some(slot) = state.get_mut(node) {
                *slot = State::OnTheWay;
            }
            let Some(&(_, to)) = graph.edges(node).get(*followed) else {
                if let Some(slot) = state.get_mut(node) {
                    *slot = State::Done;
                }
                way.pop();
                continue;
            };
            *followed += 1;
            match state.get(to) {
                Some(State::New) => way.push((to, 0)),
                Some(State::OnTheWay) => found.extend(graph.cycle(&way, to)),
                _ => {}
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnTheWay,
    Done,
}

/// The activities that wait for others, by number; and for which others of them.
struct Graph<'f> {
    nodes: Vec<(&'f PlanIndex<'f>, &'f Activity<'f>)>,
    edges: Vec<Vec<(Span, usize)>>,
}

impl<'f> Graph<'f> {
    fn of(scope: &Scope<'f>) -> Self {
        let mut nodes = Vec::new();
        for plan in scope.index.plans() {
            let waits = |activity: &&Activity<'_>| !activity.depends_on.is_empty() && activity.status.value != Status::Cancelled;
            nodes.extend(plan.plan.activities_with_status().filter(waits).map(|activity| (plan, activity)));
        }
        let numbers: HashMap<Span, usize> = nodes.iter().enumerate().map(|(number, (_, activity))| (activity.key, number)).collect();
        let edges = nodes.iter().map(|&(plan, activity)| {
            let targets = activity.depends_on.iter().filter_map(|text| {
                let (_, _, target) = scope.index.resolve_written(&plan.plan.name, Reference::parse(&text.value)?)?;
                Some((text.span, *numbers.get(&target.key)?))
            });
            targets.collect()
        });
        Graph { edges: edges.collect(), nodes }
    }

    fn edges(&self, node: usize) -> &[(Span, usize)] {
        self.edges.get(node).map_or(&[], Vec::as_slice)
    }

    /// The cycle that the way closes by going back to `to`.
    fn cycle(&self, way: &[(usize, usize)], to: usize) -> Option<Diagnostic> {
        let from = way.iter().position(|&(node, _)| node == to)?;
        let ring: Vec<(&PlanIndex<'_>, &Activity<'_>, Span)> = way
            .get(from..)?
            .iter()
            .filter_map(|&(node, followed)| {
                let (plan, activity) = self.nodes.get(node)?;
                let (span, _) = self.edges(node).get(followed.checked_sub(1)?)?;
                Some((*plan, *activity, *span))
            })
            .collect();
        let last = (0..ring.len()).max_by_key(|&at| ring.get(at).map(|(_, _, span)| *span))?;
        let (home, activity, place) = *ring.get(last)?;
        let name = |plan: &PlanIndex<'_>, activity: &Activity<'_>| match plan.plan.name == home.plan.name {
            true => activity.id.value.to_string(),
            false => format!("{}/{}", plan.plan.name, activity.id.value),
        };
        let round: Vec<String> =
            ring.iter().cycle().skip(last).take(ring.len() + 1).map(|&(plan, activity, _)| name(plan, activity)).collect();
        let message = match round.as_slice() {
            [one, _] => format!("`{one}` waits for itself"),
            _ => format!("these activities wait for each other: {}", round.join(" → ")),
        };
        let mut finding = about(NAME, home, activity, place, message).help("take one of these references away");
        finding.other_plans = ring.iter().map(|(plan, _, _)| plan.plan.name.clone()).filter(|name| *name != home.plan.name).collect();
        for &(plan, activity, span) in ring.iter().filter(|(_, _, span)| *span != place) {
            finding = finding.label(span, format!("`{}` waits here", name(plan, activity)));
        }
        Some(finding)
    }
}
