use super::super::diff::{DiffSide, Told, origins};
use crate::analysis::{PlanDiff, PlanIndex};

/// What changed in a plan since an earlier revision, as text.
pub struct Since {
    pub(super) label: String,
    pub(super) sentence: String,
    pub(super) figures: String,
    pub(super) stories: Vec<Change>,
}

/// What happened to one activity.
pub(super) struct Change {
    pub kind: &'static str,
    pub class: &'static str,
    pub id: String,
    pub title: String,
    pub details: String,
    /// Whether it is still in the plan.
    pub is_there: bool,
}

impl Since {
    /// Of all that changed, what concerns one plan.
    pub fn new(side: &DiffSide, plans: &[PlanDiff<'_>], plan: &PlanIndex<'_>) -> Self {
        let label = side.label();
        let own = plans.iter().find(|one| one.name == plan.plan.name);
        let Some(told) = own.map(|own| Told::new(own, &origins(plans))) else {
            return Since { label, sentence: "Nothing has changed in this plan.".to_owned(), figures: String::new(), stories: Vec::new() };
        };
        let stories = told.stories.into_iter().map(|story| Change {
            kind: story.kind.label(),
            class: super::content::tone_class(story.kind.tone()),
            is_there: plan.find(&story.id).is_some(),
            id: story.id,
            title: story.title,
            details: story.lines.into_iter().map(|(line, _)| line).collect::<Vec<_>>().join("; "),
        });
        let stories = stories.collect();
        Since { label, sentence: told.sentence, figures: told.figures, stories }
    }
}
