//! What IATI asks for and a plan does not say.

use std::collections::HashSet;

use super::tags::tag;
use super::{ActivityCodes, IatiExport};
use crate::analysis::ActivityFacts;
use crate::model::Day;
use crate::render::toolkit::words::count;
use crate::report::ExportReport;
use crate::text::clean_line;

/// The categories of the DAC's purpose codes: their first three digits.
const CATEGORIES: &[&str] = &[
    "110", "111", "112", "113", "114", "120", "121", "122", "123", "130", "140", "150", "151",
    "152", "160", "210", "220", "230", "231", "232", "233", "234", "235", "236", "240", "250",
    "311", "312", "313", "321", "322", "323", "331", "332", "410", "430", "510", "520", "530",
    "600", "720", "730", "740", "910", "930", "998",
];

/// The regions that the DAC lists.
const REGIONS: &[&str] = &[
    "88", "89", "189", "289", "298", "380", "389", "489", "498", "589", "619", "679", "689", "789",
    "798", "889", "998", "1027", "1028", "1029", "1030", "1031", "1032", "1033", "1034", "1035",
];

/// How many ids a line names.
const MOST_IDS: usize = 8;

/// What a plan does not say, as lines for people.
#[derive(Debug, Default)]
pub struct Gaps {
    /// What the standard requires: without it validators refuse the file. A key, and what it is
    /// for.
    pub missing: Vec<String>,
    /// What goes out all the same, by name or by a guess.
    pub notes: Vec<String>,
}

impl Gaps {
    /// Says what a plan lacks for IATI, a line each; where that is strict, it is an error.
    pub fn told(&self, is_strict: bool) -> String {
        let mut told = String::new();
        if !self.missing.is_empty() {
            let what = if is_strict {
                "error: nothing is written, because the plan lacks"
            } else {
                "warning: the plan lacks"
            };
            told += &format!("{what} what IATI requires\n");
            self.missing.iter().for_each(|line| told += &format!("  {line}\n"));
            if self.missing.iter().any(|line| !line.starts_with("activities: ")) {
                told += "help: add the keys to config.yaml, or to an activity where it differs\n";
            }
        }
        self.notes.iter().for_each(|line| told += &format!("note: {line}\n"));
        told
    }
}

impl ExportReport<'_> {
    /// Returns what the plan and the settings do not say and an export to IATI asks for.
    pub fn iati_gaps(&self, today: Day) -> Gaps {
        let export = IatiExport::new(self, today);
        let facts: Vec<ActivityFacts<'_>> = self.facts().collect();
        let codes: Vec<(&str, ActivityCodes<'_>)> = facts
            .iter()
            .map(|facts| (&*facts.activity.id.value, export.codes(facts.activity)))
            .collect();
        let ids = |lacks: &dyn Fn(&ActivityCodes<'_>) -> bool| {
            codes.iter().filter(|(_, codes)| lacks(codes)).map(|(id, _)| *id).collect::<Vec<_>>()
        };
        let mut gaps = Gaps::default();
        let mut lack = |key: &str, what: &str, ids: Vec<&str>| {
            if !ids.is_empty() {
                gaps.missing.push(format!(
                    "{key}: {what}, missing for {}",
                    named("activity", "activities", &ids)
                ));
            }
        };
        lack(
            "iati.language",
            "the code of the language of the texts",
            ids(&|codes| codes.language.is_none()),
        );
        lack("iati.sector", "the DAC purpose code", ids(&|codes| codes.sector.is_none()));
        lack(
            "iati.country or iati.region",
            "where it takes place",
            ids(&|codes| codes.country.or(codes.region).is_none()),
        );
        if export.publisher.kind.is_none() {
            let what = "the type of the organization that publishes; 40 (multilateral) is written";
            gaps.missing.insert(0, format!("iati.reporting_org.type: {what}"));
        }
        if export.publisher.reference.is_none() {
            gaps.missing.insert(
                0,
                "iati.reporting_org.ref: the registered identifier of the \
                organization that publishes"
                    .to_owned(),
            );
        }
        if facts.is_empty() {
            gaps.missing.push(
                "activities: the plan has none, and a file for IATI has at least one".to_owned(),
            );
        }
        gaps.notes = export.guesses(&facts, &codes);
        gaps
    }
}

impl<'f> IatiExport<'_, 'f> {
    fn guesses(
        &self,
        facts: &[ActivityFacts<'f>],
        codes: &[(&str, ActivityCodes<'_>)],
    ) -> Vec<String> {
        let mut notes = Vec::new();
        let mut note = |ids: &[&str], (one, many): (&str, &str), what: &str| {
            if !ids.is_empty() {
                notes.push(format!("{} {what}", named(one, many, ids)));
            }
        };
        let (activity, organization) =
            (("activity", "activities"), ("organization", "organizations"));
        let unregistered = self.unregistered(facts);
        note(
            &unregistered,
            organization,
            "without a registered identifier (`iati`): only the name is written",
        );
        let ids = |wanted: &dyn Fn(&ActivityFacts<'f>) -> bool| {
            facts
                .iter()
                .filter(|facts| wanted(facts))
                .map(|facts| &*facts.activity.id.value)
                .collect::<Vec<&str>>()
        };
        let first = self.view.plan.plan.period.map(|period| period.start.value);
        let is_within = |facts: &ActivityFacts<'f>| {
            first.is_some_and(|first| facts.due.is_none_or(|due| first <= due))
        };
        let no_start = ids(&|facts| facts.start.is_none() && is_within(facts));
        note(
            &no_start,
            activity,
            "without `start`: the first day of the period is written as the planned start",
        );
        let early = ids(&|facts| facts.start.is_none() && !is_within(facts));
        note(
            &early,
            activity,
            "without `start` and due before the period: the day on which it is due is written as \
             the planned start as well",
        );
        let both: Vec<&str> = codes
            .iter()
            .filter(|(_, codes)| codes.country.is_some() && codes.region.is_some())
            .map(|(id, _)| *id)
            .collect();
        note(&both, activity, "with a country and a region: 50 percent is written for each");
        let strange =
            ids(&|facts| facts.activity.sdg_targets.iter().any(|target| tag(target).is_none()));
        note(
            &strange,
            activity,
            "with `sdg_targets` that are no goal and no target, such as 8 or 8.7: these are left out",
        );
        let strange = |lacks: &dyn Fn(&ActivityCodes<'_>) -> bool| {
            codes.iter().filter(|(_, codes)| lacks(codes)).map(|(id, _)| *id).collect::<Vec<_>>()
        };
        let sectors = strange(&|codes| {
            codes.sector.is_some_and(|code| {
                !code.get(..3).is_some_and(|category| CATEGORIES.contains(&category))
            })
        });
        note(
            &sectors,
            activity,
            "with a `sector` in no category of the DAC: it is written as it is",
        );
        let regions = strange(&|codes| codes.region.is_some_and(|code| !REGIONS.contains(&code)));
        note(
            &regions,
            activity,
            "with a `region` that the DAC does not list: it is written as it is",
        );
        note(
            &self.twins(facts),
            activity,
            "with the identifier of an activity in another plan, because both names read alike: rename a plan",
        );
        notes
    }

    /// The activities whose identifier one of another plan has as well: `2026` and `a-1`, `2026-a`
    /// and `1`.
    fn twins(&self, facts: &[ActivityFacts<'f>]) -> Vec<&'f str> {
        let own = &self.view.plan.plan.name;
        let is_behind = |long: &str, short: &str| {
            long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'))
        };
        let near = self
            .view
            .folder
            .plans
            .iter()
            .filter(|plan| is_behind(&plan.name, own) || is_behind(own, &plan.name));
        let others: HashSet<String> = near
            .flat_map(|plan| {
                plan.activities()
                    .map(move |(_, activity)| format!("{}-{}", plan.name, activity.id.value))
            })
            .collect();
        facts
            .iter()
            .map(|facts| &*facts.activity.id.value)
            .filter(|id| others.contains(&format!("{own}-{id}")))
            .collect()
    }

    /// The ids of the organizations that take part and have no registered identifier, each once.
    fn unregistered(&self, facts: &[ActivityFacts<'f>]) -> Vec<&'f str> {
        let directory = &self.view.plan.directory;
        let mut ids: Vec<&str> =
            facts.iter().flat_map(|facts| facts.owners().chain(facts.partners())).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| directory.find(id).is_none_or(|organization| organization.iati.is_none()));
        ids
    }
}

/// `2 activities (w1, w2)`
fn named(one: &str, many: &str, ids: &[&str]) -> String {
    let shown: Vec<_> = ids.iter().take(MOST_IDS).map(|id| clean_line(id)).collect();
    let more = ids
        .len()
        .checked_sub(MOST_IDS)
        .filter(|more| *more > 0)
        .map_or_else(String::new, |more| format!(" and {more} more"));
    format!("{} ({}{more})", count(ids.len(), one, many), shown.join(", "))
}
