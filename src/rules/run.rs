//! Runs the rules, and decides which plans are refused.

use std::collections::{BTreeMap, BTreeSet};

use super::advice::advise;
use super::comparison::Comparison;
use super::registry::{Check, RULES, Rule, find, level_set};
use super::scope::Scope;
use crate::analysis::{AsOf, Index, PlanIndex};
use crate::diagnostic::{
    Diagnostic, Findings, Label, Level, Message, by_alias, did_you_mean, message, nearest,
};
use crate::format::{Reading, map_parallel, rule};
use crate::model::RuleLevels;
use crate::text::Span;

/// The approximate size of an activity in a file.
const ACTIVITY_BYTES: usize = 400;

/// All there is to say about a folder, in the order of the places.
#[derive(Clone, Debug, Default)]
pub struct CheckResult {
    /// Findings, each with its level; none of them is off.
    pub findings: Vec<(Level, Diagnostic)>,
}

/// The set of rules to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rules {
    All,
    Structural,
    /// Rules that are errors in this folder, by default or by its settings.
    Errors,
}

impl Rules {
    fn wanted(self, levels: &RuleLevels) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().filter(move |rule| match (self, rule.level_in(levels)) {
            (_, Level::Off) => false,
            (Rules::All, _) => true,
            (Rules::Structural, _) => rule.is_structural(),
            (Rules::Errors, level) => level == Level::Error,
        })
    }
}

/// Applies every rule; those about changes where there is something to compare with.
pub fn judge(
    reading: &Reading<'_>,
    index: &Index<'_>,
    as_of: AsOf,
    since: Option<&Comparison<'_>>,
) -> CheckResult {
    verdict(reading, index, as_of, Rules::All, since)
}

impl CheckResult {
    /// Applies only the structural rules, which can stop other commands than `check`.
    pub fn structural(reading: &Reading<'_>, index: &Index<'_>, as_of: AsOf) -> CheckResult {
        verdict(reading, index, as_of, Rules::Structural, None)
    }

    /// Applies the rules that are errors in this folder, and keeps only errors.
    pub fn errors(reading: &Reading<'_>, index: &Index<'_>, as_of: AsOf) -> CheckResult {
        let mut verdict = verdict(reading, index, as_of, Rules::Errors, None);
        verdict.findings.retain(|(level, _)| *level == Level::Error);
        verdict
    }

    /// Puts the findings in the order of their places.
    pub fn sort(&mut self) {
        self.findings.sort_by(|(_, a), (_, b)| (a.span, a.key()).cmp(&(b.span, b.key())));
    }

    /// How many findings have a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|(own, _)| *own == level).count()
    }

    /// Keeps the findings in these plans, and findings without a plan.
    pub fn keep_plans(&mut self, wanted: impl Fn(&str) -> bool) {
        self.findings.retain(|(_, finding)| finding.plan.as_deref().is_none_or(&wanted));
    }

    /// Keeps the findings in these plans, findings without a plan, and findings in other plans that
    /// also concern these.
    pub fn keep_all_about(&mut self, wanted: impl Fn(&str) -> bool) {
        let is_about = |finding: &Diagnostic| finding.other_plans.iter().any(|plan| wanted(plan));
        self.findings.retain(|(_, finding)| {
            finding.plan.as_deref().is_none_or(&wanted) || is_about(finding)
        });
    }
}

/// Whether a plan has errors that other commands than `check` refuse: the same as by
/// [`CheckResult::structural`], without telling which.
pub fn is_refused(reading: &Reading<'_>, index: &Index<'_>, plan: &str, as_of: AsOf) -> bool {
    errors_of(reading, index, as_of).any(|refused| refused.is_none_or(|name| name == plan))
}

/// Returns the names of all refused plans; `None` if every plan is refused.
pub fn refused_plans(
    reading: &Reading<'_>,
    index: &Index<'_>,
    as_of: AsOf,
) -> Option<BTreeSet<String>> {
    errors_of(reading, index, as_of).collect()
}

/// Returns the plan of each error; `None` for an error about the folder.
fn errors_of(
    reading: &Reading<'_>,
    index: &Index<'_>,
    as_of: AsOf,
) -> impl Iterator<Item = Option<String>> {
    let levels = &reading.folder.config.rules;
    let is_error =
        |finding: &Diagnostic| final_level(finding, levels) == Level::Error && !finding.check_alone;
    let mut unknown = Findings::default();
    unknown_rules(levels, &mut unknown);
    let of_rules = Rules::Structural
        .wanted(levels)
        .flat_map(move |rule| apply(rule, &Scope::new(index, as_of), None).into_vec());
    let of_reading = reading
        .diagnostics
        .iter()
        .filter(move |finding| is_error(finding))
        .map(|finding| finding.plan.clone());
    of_reading.chain(
        unknown.into_vec().into_iter().chain(of_rules).filter(is_error).map(|finding| finding.plan),
    )
}

fn verdict(
    reading: &Reading<'_>,
    index: &Index<'_>,
    as_of: AsOf,
    rules: Rules,
    since: Option<&Comparison<'_>>,
) -> CheckResult {
    let levels = &reading.folder.config.rules;
    let scope = Scope::new(index, as_of);
    let mut found = Findings::default();
    unknown_rules(levels, &mut found);
    let wanted: Vec<&Rule> = rules.wanted(levels).collect();
    let activities: usize = index.plans().map(PlanIndex::size).sum();
    let by_rule = map_parallel(wanted.len(), activities * ACTIVITY_BYTES, |at| {
        wanted.get(at).map(|rule| apply(rule, &scope, since))
    });
    by_rule.into_iter().flatten().for_each(|findings| found.extend(findings.into_vec()));
    let mut found = [reading.diagnostics.clone(), found.into_vec()].concat();
    for finding in &mut found {
        point_at_anchor(finding, &reading.aliases);
        advise(finding, &scope);
    }
    let mut findings: Vec<(Level, Diagnostic)> =
        found.into_iter().map(|finding| (final_level(&finding, levels), finding)).collect();
    findings.retain(|(level, _)| *level != Level::Off);
    let mut verdict = CheckResult { findings };
    verdict.sort();
    verdict.findings.dedup();
    verdict
}

fn apply(rule: &Rule, scope: &Scope<'_>, since: Option<&Comparison<'_>>) -> Findings {
    let mut found = Findings::default();
    match rule.check {
        Check::Reader => {}
        Check::Folder(check) => check(scope, &mut found),
        Check::Plan(check) => scope.index.plans().for_each(|plan| check(scope, plan, &mut found)),
        Check::Change(check) => since.into_iter().for_each(|since| check(since, &mut found)),
        Check::Commits(check) => {
            let commits = since.and_then(|since| Some((since, since.commits.as_ref()?)));
            commits.into_iter().for_each(|(since, commits)| check(since, commits, &mut found));
        }
    }
    found
}

/// Returns the level of a finding: as set by the group, otherwise as chosen by the rule, otherwise
/// the rule's default.
pub(super) fn final_level(finding: &Diagnostic, levels: &RuleLevels) -> Level {
    let own = finding.level.or_else(|| find(finding.rule).map(|rule| rule.level));
    level_set(finding.rule, levels).or(own).unwrap_or(Level::Error)
}

fn unknown_rules(levels: &RuleLevels, found: &mut Findings) {
    for (name, (_, place)) in levels.iter().filter(|(name, _)| find(name).is_none()) {
        let help = match nearest(name, RULES.iter().map(|rule| rule.name)) {
            Some(meant) => did_you_mean(meant),
            None => rules_are_listed(),
        };
        let shown = crate::text::clean_line(name);
        let message = message!("unknown-key.no-such-rule", "unknown rule `{rule}`", rule = shown);
        found.push(Diagnostic::new(rule::UNKNOWN_KEY, *place, message).help(help));
    }
}

/// Adds the anchor's place to a finding about the value of an alias. The value may be right for its
/// other uses, so no fix is certain.
fn point_at_anchor(finding: &mut Diagnostic, aliases: &BTreeMap<Span, Span>) {
    let Some(&anchor) = aliases.get(&finding.span) else { return };
    finding.fix = None;
    let is_inside = |span: Span| {
        span.file == anchor.file && anchor.start <= span.start && span.end <= anchor.end
    };
    if !finding.labels.iter().any(|label| is_inside(label.span)) {
        finding.labels.push(Label { span: anchor, message: by_alias() });
    }
}

/// Says how the rules are listed.
pub fn rules_are_listed() -> Message {
    message!("unknown-key.list-rules", "`workplan check --list-rules` lists the rules")
}
