//! A finding: its rule, its message, its place and the suggested fix.

use super::level::Level;
use super::message::Message;
use crate::text::{Edit, Span};

/// A second place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words about the place.
    pub message: Message,
}

/// A finding: what is wrong, where, and how to fix it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// A level other than the rule's own, where the rule itself makes a difference.
    pub level: Option<Level>,
    /// The problem, in one sentence without a full stop.
    pub message: Message,
    /// The advice.
    pub help: Option<Message>,
    /// The value that it is about.
    pub span: Span,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// The fix, if it is certain.
    pub fix: Option<Edit>,
    /// Arguments of `workplan set`, after the activity's id, that correct the value, such as
    /// `status=completed`.
    pub assignments: Option<String>,
    /// The plan that it is about.
    pub plan: Option<String>,
    /// The id of the activity that it is about.
    pub activity: Option<String>,
    /// Other plans that it is about as much.
    pub other_plans: Vec<String>,
    /// Only `check` reports the finding: the figures are certain, and no other command stops for
    /// it.
    pub check_alone: bool,
}

impl Diagnostic {
    /// A finding of `rule` at a place.
    pub fn new(rule: &'static str, span: Span, message: Message) -> Self {
        Diagnostic {
            rule,
            level: None,
            message,
            help: None,
            span,
            labels: Vec::new(),
            fix: None,
            assignments: None,
            plan: None,
            activity: None,
            other_plans: Vec::new(),
            check_alone: false,
        }
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds advice, if there is any.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<Message>) -> Self {
        self.help = help;
        self
    }

    /// Adds a certain fix: the value is replaced by this text.
    #[must_use]
    pub fn maybe_fix(mut self, text: Option<String>) -> Self {
        self.fix = text.map(|text| Edit::new(self.span, text));
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, message: Message) -> Self {
        self.labels.push(Label { span, message });
        self
    }

    /// Sets a level other than the rule's own.
    #[must_use]
    pub fn at_level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    /// Marks the finding as one for `check` alone.
    #[must_use]
    pub fn for_check_alone(mut self) -> Self {
        self.check_alone = true;
        self
    }

    /// About a plan.
    #[must_use]
    pub fn in_plan(mut self, plan: &str) -> Self {
        self.plan = Some(plan.to_owned());
        self
    }

    /// About an activity of a plan.
    #[must_use]
    pub fn about(mut self, plan: &str, activity: &str) -> Self {
        self.activity = Some(activity.to_owned());
        self.in_plan(plan)
    }
}
