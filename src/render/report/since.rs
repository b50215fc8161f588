//! What changed since an earlier revision, for the report.

use crate::analysis::{PlanDiff, PlanIndex, Tally};
use crate::model::Day;
use crate::render::diff::{ChangeLine, figures as told_figures, origins};
use crate::render::toolkit::words::long_day;
use crate::report::DiffSide;

/// What changed in a plan since an earlier revision, as text.
pub(super) struct ChangesSince {
    /// Both days, and what the earlier state is called.
    pub(super) heading: String,
    pub(super) sentence: String,
    pub(super) figures: String,
    pub(super) stories: Vec<ActivityChange>,
}

/// What happened to one activity.
pub(super) struct ActivityChange {
    pub kind: &'static str,
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
        let heading =
            format!("What changed since {}, {} to {}", side.label(), long_day(then), long_day(now));
        let own = plans.iter().find(|one| one.name == plan.plan.name);
        let figures = told_figures(
            [figures.0, Some(figures.1)],
            own.map_or([true; 2], PlanDiff::are_counted_whole),
        )
        .join(" · ");
        let Some(told) = own.map(|own| ChangeLine::new(own, &origins(plans))) else {
            return ChangesSince {
                heading,
                sentence: "Nothing has changed in this plan.".to_owned(),
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
            details: story.lines.into_iter().map(|(line, _)| line).collect::<Vec<_>>().join("; "),
        });
        let stories = stories.collect();
        ChangesSince { heading, sentence: told.sentence, figures, stories }
    }
}
