//! The figures at the top of a page.

use super::class::{rating_class, tone_class};
use super::content::ShareText;
use super::words;
use crate::diagnostic::Message;
use crate::model::Status;
use crate::render::toolkit::html::around;
use crate::render::toolkit::words::percent;
use crate::render::words::rating as rating_words;
use crate::report::{BaselineComparison, PlanReport};

/// The figures at the top.
pub(super) struct Headline {
    pub summary: Vec<Message>,
    /// The rate of the latest earlier plan at the same point.
    pub earlier: Option<Message>,
    pub activities: u64,
    pub completed: u64,
    pub rate: ShareText,
    pub target: Option<ShareText>,
    pub adjusted: String,
    pub cancelled: u64,
    pub progress: ShareText,
    pub expected: ShareText,
    pub rating: Option<Message>,
    pub class: &'static str,
    pub counts: Vec<(&'static str, Message)>,
    pub baseline: Vec<(&'static str, Message)>,
}

pub(super) fn headline(view: &PlanReport<'_>) -> Headline {
    let total = view.total();
    let (progress, expected, rating) = total.standing(view.status.bands);
    let words = view.status.by_status().into_iter().chain(view.status.attention());
    let classed = |(words, tone)| (tone_class(tone), words);
    Headline {
        summary: view.summary(),
        earlier: view.latest_earlier().map(|(_, words)| words),
        activities: total.activities(),
        completed: total.count(Status::Completed),
        rate: ShareText::new(total.implementation_rate()),
        target: view.target().map(|target| ShareText::new(Some(target))),
        adjusted: percent(total.adjusted_rate()),
        cancelled: total.count(Status::Cancelled),
        progress: ShareText::new(progress),
        expected: ShareText::new(expected),
        rating: rating_words(rating, expected),
        class: rating_class(rating),
        counts: words.map(classed).collect(),
        baseline: view
            .status
            .baseline
            .iter()
            .flat_map(BaselineComparison::words)
            .map(classed)
            .collect(),
    }
}

impl Headline {
    /// Says how many activities are implemented, before and after their number.
    pub(super) fn implemented(&self) -> (String, String) {
        around(|completed| words::implemented_of(completed, self.activities))
    }

    pub(super) fn without_cancelled(&self) -> Message {
        words::without_cancelled(self.cancelled)
    }
}
