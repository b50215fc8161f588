//! What `check` finds. One file a rule, with its page beside it; a new rule is a new file, its page, and one line in [`RULES`].

mod completed_date;
mod completed_in_future;
mod date_order;
mod dependency_cycle;
mod duplicate_id;
mod judge;
mod missing_reason;
mod unknown_reference;

pub use judge::{Verdict, judge};

use crate::analysis::{AsOf, Index, PlanIndex};
use crate::diag::{Diagnostic, Level};
use crate::format::rule;
use crate::model::{Activity, is_id};
use crate::text::Span;

/// One rule.
pub struct Rule {
    /// In `config.yaml`, in messages, in JSON.
    pub name: &'static str,
    /// Its level where `config.yaml` says nothing.
    pub level: Level,
    /// What it finds, why that matters, an example, how to mend it.
    pub page: &'static str,
    /// How it looks.
    pub check: Check,
}

/// How a rule looks.
#[derive(Clone, Copy)]
pub enum Check {
    /// The reader finds it while it reads.
    Reader,
    /// At the whole folder, once.
    Folder(fn(&Scope<'_>, &mut Vec<Diagnostic>)),
    /// At each plan.
    Plan(fn(&Scope<'_>, &PlanIndex<'_>, &mut Vec<Diagnostic>)),
}

/// What a rule sees.
pub struct Scope<'f> {
    /// All the plans.
    pub index: &'f Index<'f>,
    /// The day.
    pub as_of: AsOf,
}

impl Rule {
    /// Whether it is about what a plan must have to be read and counted: other commands than `check` refuse a plan that breaks it.
    pub fn is_structural(&self) -> bool {
        self.level == Level::Error
    }

    /// What it finds, in one line: the page's first line.
    pub fn summary(&self) -> &'static str {
        self.page.lines().find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or("")
    }
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

macro_rules! rule {
    ($name:expr, $level:ident, $page:literal, $check:expr) => {
        Rule { name: $name, level: Level::$level, page: include_str!($page), check: $check }
    };
}

/// All the rules, in the order in which they are listed.
pub static RULES: &[Rule] = &[
    rule!(rule::SYNTAX, Error, "syntax.md", Check::Reader),
    rule!(rule::SCHEMA_VERSION, Error, "schema_version.md", Check::Reader),
    rule!(rule::UNKNOWN_KEY, Error, "unknown_key.md", Check::Reader),
    rule!(rule::MISSING_KEY, Error, "missing_key.md", Check::Reader),
    rule!(rule::INVALID_VALUE, Error, "invalid_value.md", Check::Reader),
    rule!("duplicate-id", Error, "duplicate_id.md", Check::Folder(duplicate_id::check)),
    rule!(rule::DUPLICATE_PLAN, Error, "duplicate_plan.md", Check::Reader),
    rule!("unknown-reference", Error, "unknown_reference.md", Check::Plan(unknown_reference::check)),
    rule!("dependency-cycle", Error, "dependency_cycle.md", Check::Folder(dependency_cycle::check)),
    rule!("date-order", Error, "date_order.md", Check::Plan(date_order::check)),
    rule!("completed-date", Error, "completed_date.md", Check::Plan(completed_date::check)),
    rule!("completed-in-future", Error, "completed_in_future.md", Check::Plan(completed_in_future::check)),
    rule!("missing-reason", Error, "missing_reason.md", Check::Plan(missing_reason::check)),
];

/// A finding about an activity.
fn about(rule: &'static str, plan: &PlanIndex<'_>, activity: &Activity<'_>, span: Span, message: impl Into<String>) -> Diagnostic {
    let finding = Diagnostic::new(rule, span, message);
    if is_id(&activity.id.value) { finding.about(&plan.plan.name, &activity.id.value) } else { finding.in_plan(&plan.plan.name) }
}

/// Of two places the one that stands later, and the other one.
fn later(a: Span, b: Span) -> (Span, Span) {
    if a > b { (a, b) } else { (b, a) }
}
