//! All the rules, in the order in which they are listed.

use super::commits::Commits;
use super::comparison::Comparison;
use super::scope::Scope;
use super::{
    activity_moved, activity_removed, closed_plan, completed_date, completed_in_future, date_order,
    deliverable_missing, dependency_cycle, dependency_order, due_slipped, duplicate_id,
    duplicate_period, duplicate_title, forecast_late, foreign_edit, id_changed, id_reused,
    indicator_incomplete, late_start, milestone_order, missing_due, missing_reason, no_focal_point,
    not_carried, outside_period, overdue, progress_fell, progress_status, reopened, stale_activity,
    target_missed, target_not_reached, theme_coverage, translation_missing, unknown_reference,
    unused,
};
use crate::analysis::PlanIndex;
use crate::diagnostic::{Findings, Level};
use crate::format::rule;
use crate::model::RuleLevels;

/// A rule: its name, its level, its page and its check.
pub struct Rule {
    /// The name in `config.yaml`, in messages and in JSON.
    pub name: &'static str,
    /// The level by default.
    pub level: Level,
    /// The page: what the rule finds, why, an example, and the fix.
    pub page: &'static str,
    /// How it looks.
    pub check: Check,
}

/// How a rule looks.
#[derive(Clone, Copy)]
pub enum Check {
    /// The reader finds it while it reads.
    Reader,
    /// The complete folder, once.
    Folder(fn(&Scope<'_>, &mut Findings)),
    /// At each plan.
    Plan(fn(&Scope<'_>, &PlanIndex<'_>, &mut Findings)),
    /// The changes since an earlier revision; not run without one.
    Change(fn(&Comparison<'_>, &mut Findings)),
    /// At the commits since an earlier revision.
    Commits(fn(&Comparison<'_>, &Commits, &mut Findings)),
}

impl Rule {
    /// Whether the rule is about data that a plan requires. Other commands than `check` refuse a
    /// plan that breaks such a rule.
    pub fn is_structural(&self) -> bool {
        self.level == Level::Error && !matches!(self.check, Check::Change(_) | Check::Commits(_))
    }

    /// The level that holds in a folder.
    pub fn level_in(&self, levels: &RuleLevels) -> Level {
        level_set(self.name, levels).unwrap_or(self.level)
    }

    /// The first line of the page: what the rule finds.
    pub fn summary(&self) -> &'static str {
        self.page.lines().find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or("")
    }
}

/// Returns the pages of the rules with the ids `rule.NAME`: `rule.date-order`.
pub fn texts() -> Vec<(String, &'static str)> {
    RULES.iter().map(|rule| (format!("rule.{}", rule.name), rule.page)).collect()
}

/// The level that a folder sets for a rule.
pub(super) fn level_set(name: &str, levels: &RuleLevels) -> Option<Level> {
    levels.get(name).and_then(|(word, _)| Level::parse(word))
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
    rule!("duplicate-period", Error, "duplicate_period.md", Check::Folder(duplicate_period::check)),
    rule!(
        "unknown-reference",
        Error,
        "unknown_reference.md",
        Check::Folder(unknown_reference::check)
    ),
    rule!("dependency-cycle", Error, "dependency_cycle.md", Check::Folder(dependency_cycle::check)),
    rule!("date-order", Error, "date_order.md", Check::Plan(date_order::check)),
    rule!("completed-date", Error, "completed_date.md", Check::Plan(completed_date::check)),
    rule!(
        "completed-in-future",
        Error,
        "completed_in_future.md",
        Check::Plan(completed_in_future::check)
    ),
    rule!("missing-reason", Error, "missing_reason.md", Check::Plan(missing_reason::check)),
    rule!("outside-period", Warning, "outside_period.md", Check::Plan(outside_period::check)),
    rule!("missing-due", Warning, "missing_due.md", Check::Plan(missing_due::check)),
    rule!("forecast-late", Warning, "forecast_late.md", Check::Plan(forecast_late::check)),
    rule!("late-start", Warning, "late_start.md", Check::Plan(late_start::check)),
    rule!("progress-status", Warning, "progress_status.md", Check::Plan(progress_status::check)),
    rule!("milestone-order", Warning, "milestone_order.md", Check::Plan(milestone_order::check)),
    rule!("dependency-order", Warning, "dependency_order.md", Check::Plan(dependency_order::check)),
    rule!("theme-coverage", Warning, "theme_coverage.md", Check::Plan(theme_coverage::check)),
    rule!("unused", Warning, "unused.md", Check::Plan(unused::check)),
    rule!("duplicate-title", Warning, "duplicate_title.md", Check::Plan(duplicate_title::check)),
    rule!("no-focal-point", Warning, "no_focal_point.md", Check::Folder(no_focal_point::check)),
    rule!("target-missed", Warning, "target_missed.md", Check::Plan(target_missed::check)),
    rule!("not-carried", Warning, "not_carried.md", Check::Folder(not_carried::check)),
    rule!("id-reused", Warning, "id_reused.md", Check::Folder(id_reused::check)),
    rule!(
        "indicator-incomplete",
        Off,
        "indicator_incomplete.md",
        Check::Plan(indicator_incomplete::check)
    ),
    rule!(
        "deliverable-missing",
        Off,
        "deliverable_missing.md",
        Check::Plan(deliverable_missing::check)
    ),
    rule!(
        "target-not-reached",
        Warning,
        "target_not_reached.md",
        Check::Plan(target_not_reached::check)
    ),
    rule!(
        "translation-missing",
        Off,
        "translation_missing.md",
        Check::Folder(translation_missing::check)
    ),
    rule!("overdue", Off, "overdue.md", Check::Plan(overdue::check)),
    rule!("activity-removed", Error, "activity_removed.md", Check::Change(activity_removed::check)),
    rule!("activity-moved", Warning, "activity_moved.md", Check::Change(activity_moved::check)),
    rule!("reopened", Error, "reopened.md", Check::Change(reopened::check)),
    rule!("id-changed", Error, "id_changed.md", Check::Change(id_changed::check)),
    rule!("due-slipped", Warning, "due_slipped.md", Check::Change(due_slipped::check)),
    rule!("progress-fell", Warning, "progress_fell.md", Check::Change(progress_fell::check)),
    rule!("closed-plan", Warning, "closed_plan.md", Check::Change(closed_plan::check)),
    rule!("foreign-edit", Off, "foreign_edit.md", Check::Commits(foreign_edit::check)),
    rule!("stale-activity", Off, "stale_activity.md", Check::Commits(stale_activity::check)),
];
