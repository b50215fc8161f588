//! What changed since an earlier revision, for the report.

use crate::analysis::{PlanDiff, PlanIndex, Tally};
use crate::diagnostic::{Message, message};
use crate::model::Day;
use crate::render::diff::{ChangeLine, figures as told_figures, in_a_line, origins};
use crate::render::toolkit::words::long_day;
use crate::report::DiffSide;

/// What changed in a plan since an earlier revision, as text.
pub(super) struct ChangesSince {
    /// Both days, and what the earlier state is called.
    pub(super) heading: Message,
    pub(super) sentence: String,
    pub(super) figures: String,
    pub(super) stories: Vec<ActivityChange>,
}

/// What happened to one activity.
pub(super) struct ActivityChange {
    pub kind: Message,
    pub class: &'static str,
    pub id: String,
    pub title: String,
    pub details: String,
    /// Whether it is still in the plan.
    pub is_there: bool,
}

impl ChangesSince {
    /// Of all that changed, what concerns one plan. The days and the figures are those of the
    /// earlier state and of this one.
    pub(super) fn new(
        side: &DiffSide,
        [then, now]: [Day; 2],
        figures: (Option<&Tally>, &Tally),
        plans: &[PlanDiff<'_>],
        plan: &PlanIndex<'_>,
    ) -> Self {
        let heading = message!(
            "report.since",
            "What changed since {revision}, {then} to {now}",
            revision = side.label(),
            then = long_day(then),
            now = long_day(now)
        );
        let own = plans.iter().find(|one| one.name == plan.plan.name);
        let figures = in_a_line(&told_figures(
            [figures.0, Some(figures.1)],
            own.map_or([true; 2], PlanDiff::are_counted_whole),
        ));
        let Some(told) = own.map(|own| ChangeLine::new(own, &origins(plans))) else {
            return ChangesSince {
                heading,
                sentence: message!("report.no-changes", "Nothing has changed in this plan.")
                    .to_string(),
                figures,
                stories: Vec::new(),
            };
        };
        let stories = told.stories.into_iter().map(|story| ActivityChange {
            kind: story.kind.label(),
            class: super::class::tone_class(story.kind.tone()),
            is_there: plan.find(&story.id).is_some(),
            id: story.id,
            title: story.title,
            details: story
                .lines
                .iter()
                .map(|(line, _)| line.to_string())
                .collect::<Vec<_>>()
                .join("; "),
        });
        let stories = stories.collect();
        ChangesSince { heading, sentence: told.sentence, figures, stories }
    }
}
