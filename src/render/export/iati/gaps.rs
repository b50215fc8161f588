//! What IATI asks for and a plan does not say.

use std::collections::HashSet;

use super::tags::tag;
use super::{ActivityCodes, IatiExport};
use crate::analysis::ActivityFacts;
use crate::diagnostic::{Message, message};
use crate::model::Day;
use crate::render::toolkit::words::names_and_more;
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
    pub missing: Vec<Message>,
    /// What goes out all the same, by name or by a guess.
    pub notes: Vec<Message>,
    /// Whether a key is among what is missing, and can be added.
    lacks_keys: bool,
}

impl Gaps {
    /// Says what a plan lacks for IATI, a line each; where that is strict, it is an error.
    pub fn told(&self, is_strict: bool) -> String {
        let mut told = String::new();
        if !self.missing.is_empty() {
            let what = if is_strict {
                message!(
                    "iati.nothing-written",
                    "error: nothing is written, because the plan lacks what IATI requires"
                )
            } else {
                message!("iati.plan-lacks", "warning: the plan lacks what IATI requires")
            };
            told += &format!("{what}\n");
            self.missing.iter().for_each(|line| told += &format!("  {line}\n"));
            if self.lacks_keys {
                let help = message!(
                    "iati.add-keys",
                    "help: add the keys to config.yaml, or to an activity where it differs"
                );
                told += &format!("{help}\n");
            }
        }
        self.notes.iter().for_each(|line| {
            told += &format!("{}\n", message!("iati.note", "note: {line}", line = line.clone()));
        });
        told
    }

    fn lack(&mut self, key: Message) {
        self.missing.push(key);
        self.lacks_keys = true;
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
        let without = |lacks: &dyn Fn(&ActivityCodes<'_>) -> bool| {
            let lacking = codes.iter().filter(|(_, codes)| lacks(codes)).map(|(id, _)| *id);
            some_activities(&lacking.collect::<Vec<_>>())
        };
        let mut gaps = Gaps::default();
        if export.publisher.reference.is_none() {
            gaps.lack(message!(
                "iati.no-publisher-reference",
                "iati.reporting_org.ref: the registered identifier of the organization that publishes"
            ));
        }
        if export.publisher.kind.is_none() {
            gaps.lack(message!(
                "iati.no-publisher-type",
                "iati.reporting_org.type: the type of the organization that publishes; 40 (multilateral) is written"
            ));
        }
        if let Some(activities) = without(&|codes| codes.language.is_none()) {
            gaps.lack(message!(
                "iati.no-language",
                "iati.language: the code of the language of the texts, missing for {activities}",
                activities
            ));
        }
        if let Some(activities) = without(&|codes| codes.sector.is_none()) {
            gaps.lack(message!(
                "iati.no-sector",
                "iati.sector: the DAC purpose code, missing for {activities}",
                activities
            ));
        }
        if let Some(activities) = without(&|codes| codes.country.or(codes.region).is_none()) {
            gaps.lack(message!(
                "iati.no-place",
                "iati.country or iati.region: where it takes place, missing for {activities}",
                activities
            ));
        }
        if facts.is_empty() {
            gaps.missing.push(message!(
                "iati.no-activities",
                "activities: the plan has none, and a file for IATI has at least one"
            ));
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
    ) -> Vec<Message> {
        let with = |wanted: &dyn Fn(&ActivityFacts<'f>) -> bool| {
            let wanted = facts.iter().filter(|facts| wanted(facts));
            some_activities(&wanted.map(|facts| &*facts.activity.id.value).collect::<Vec<&str>>())
        };
        let coded = |wanted: &dyn Fn(&ActivityCodes<'_>) -> bool| {
            let wanted = codes.iter().filter(|(_, codes)| wanted(codes)).map(|(id, _)| *id);
            some_activities(&wanted.collect::<Vec<_>>())
        };
        let first = self.view.plan.plan.period.map(|period| period.start.value);
        let is_within = |facts: &ActivityFacts<'f>| {
            first.is_some_and(|first| facts.due.is_none_or(|due| first <= due))
        };
        let unregistered = some_organizations(&self.unregistered(facts)).map(|organizations| {
            message!(
                "iati.unregistered",
                "{organizations} without a registered identifier (`iati`): only the name is written",
                organizations
            )
        });
        let no_start = with(&|facts| facts.start.is_none() && is_within(facts)).map(|activities| {
            message!(
                "iati.no-start",
                "{activities} without `start`: the first day of the period is written as the planned start",
                activities
            )
        });
        let early = with(&|facts| facts.start.is_none() && !is_within(facts)).map(|activities| {
            message!(
                "iati.no-start-due-early",
                "{activities} without `start` and due before the period: the day on which it is due \
                    is written as the planned start as well",
                activities
            )
        });
        let both = coded(&|codes| codes.country.is_some() && codes.region.is_some());
        let both = both.map(|activities| {
            message!(
                "iati.country-and-region",
                "{activities} with a country and a region: 50 percent is written for each",
                activities
            )
        });
        let has_strange_tag = |facts: &ActivityFacts<'f>| {
            facts.activity.sdg_targets.iter().any(|target| tag(target).is_none())
        };
        let strange_tags = with(&has_strange_tag).map(|activities| {
            message!(
                "iati.strange-sdg-targets",
                "{activities} with `sdg_targets` that are no goal and no target, such as 8 or 8.7: these are left out",
                activities
            )
        });
        let is_strange =
            |code: &str| !code.get(..3).is_some_and(|category| CATEGORIES.contains(&category));
        let sectors = coded(&|codes| codes.sector.is_some_and(is_strange)).map(|activities| {
            message!(
                "iati.strange-sector",
                "{activities} with a `sector` in no category of the DAC: it is written as it is",
                activities
            )
        });
        let regions = coded(&|codes| codes.region.is_some_and(|code| !REGIONS.contains(&code)));
        let regions = regions.map(|activities| {
            message!(
                "iati.strange-region",
                "{activities} with a `region` that the DAC does not list: it is written as it is",
                activities
            )
        });
        let twins = some_activities(&self.twins(facts)).map(|activities| {
            message!(
                "iati.twins",
                "{activities} with the identifier of an activity in another plan, because both \
                    names read alike: rename a plan",
                activities
            )
        });
        [unregistered, no_start, early, both, strange_tags, sectors, regions, twins]
            .into_iter()
            .flatten()
            .collect()
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

/// `2 activities (w1, w2)`; none where there are none.
fn some_activities(ids: &[&str]) -> Option<Message> {
    (!ids.is_empty()).then(|| {
        message!(
            "iati.activities",
            "{number#1 activity|# activities} ({ids})",
            number = ids.len(),
            ids = some_ids(ids)
        )
    })
}

/// `2 organizations (ilo, who)`; none where there are none.
fn some_organizations(ids: &[&str]) -> Option<Message> {
    (!ids.is_empty()).then(|| {
        message!(
            "iati.organizations",
            "{number#1 organization|# organizations} ({ids})",
            number = ids.len(),
            ids = some_ids(ids)
        )
    })
}

fn some_ids(ids: &[&str]) -> String {
    let shown: Vec<_> = ids.iter().take(MOST_IDS).map(|id| clean_line(id)).collect();
    names_and_more(shown.join(", "), ids.len().saturating_sub(MOST_IDS))
}
