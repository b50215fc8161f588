use super::{Codes, Export, ExportView, tag};
use crate::analysis::Facts;
use crate::model::Day;
use crate::text::clean_line;
use crate::view::words::count;

/// How many ids a line names.
const MOST_IDS: usize = 8;

/// What a plan does not say, as lines for people.
#[derive(Debug, Default)]
pub struct Gaps {
    /// What the standard requires: without it validators refuse the file. A key, and what it is for.
    pub missing: Vec<String>,
    /// What goes out all the same, by name or by a guess.
    pub notes: Vec<String>,
}

impl ExportView<'_> {
    /// Returns what the plan and the settings do not say and an export to IATI asks for.
    pub fn iati_gaps(&self, today: Day) -> Gaps {
        let export = Export::new(self, today);
        let facts: Vec<Facts<'_>> = self.facts().collect();
        let codes: Vec<(&str, Codes<'_>)> = facts.iter().map(|facts| (&*facts.activity.id.value, export.codes(facts.activity))).collect();
        let ids =
            |lacks: &dyn Fn(&Codes<'_>) -> bool| codes.iter().filter(|(_, codes)| lacks(codes)).map(|(id, _)| *id).collect::<Vec<_>>();
        let mut gaps = Gaps::default();
        let mut lack = |key: &str, what: &str, ids: Vec<&str>| {
            if !ids.is_empty() {
                gaps.missing.push(format!("{key}: {what}, missing for {}", named("activity", "activities", &ids)));
            }
        };
        lack("iati.language", "the code of the language of the texts", ids(&|codes| codes.language.is_none()));
        lack("iati.sector", "the DAC purpose code", ids(&|codes| codes.sector.is_none()));
        lack("iati.country or iati.region", "where it takes place", ids(&|codes| codes.country.or(codes.region).is_none()));
        if export.publisher.kind.is_none() {
            let what = "the type of the organization that publishes; 40 (multilateral) is written";
            gaps.missing.insert(0, format!("iati.reporting_org.type: {what}"));
        }
        if export.publisher.reference.is_none() {
            gaps.missing.insert(0, "iati.reporting_org.ref: the registered identifier of the organization that publishes".to_owned());
        }
        gaps.notes = export.guesses(&facts, &codes);
        gaps
    }
}

impl<'f> Export<'_, 'f> {
    fn guesses(&self, facts: &[Facts<'f>], codes: &[(&str, Codes<'_>)]) -> Vec<String> {
        let mut notes = Vec::new();
        let mut note = |ids: &[&str], (one, many): (&str, &str), what: &str| {
            if !ids.is_empty() {
                notes.push(format!("{} {what}", named(one, many, ids)));
            }
        };
        let (activity, organization) = (("activity", "activities"), ("organization", "organizations"));
        let unregistered = self.unregistered(facts);
        note(&unregistered, organization, "without a registered identifier (`iati`): only the name is written");
        let ids = |wanted: &dyn Fn(&Facts<'f>) -> bool| {
            facts.iter().filter(|facts| wanted(facts)).map(|facts| &*facts.activity.id.value).collect::<Vec<&str>>()
        };
        note(
            &ids(&|facts| facts.start.is_none()),
            activity,
            "without `start`: the first day of the period is written as the planned start",
        );
        let both: Vec<&str> =
            codes.iter().filter(|(_, codes)| codes.country.is_some() && codes.region.is_some()).map(|(id, _)| *id).collect();
        note(&both, activity, "with a country and a region: 50 percent is written for each");
        let strange = ids(&|facts| facts.activity.sdg_targets.iter().any(|target| tag(target).is_none()));
        note(&strange, activity, "with `sdg_targets` that are not of the form 8 or 8.7: these are left out");
        notes
    }

    /// The ids of the organizations that take part and have no registered identifier, each once.
    fn unregistered(&self, facts: &[Facts<'f>]) -> Vec<&'f str> {
        let directory = &self.view.plan.directory;
        let mut ids: Vec<&str> = facts.iter().flat_map(|facts| facts.owners().chain(facts.partners())).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| directory.find(id).is_none_or(|organization| organization.iati.is_none()));
        ids
    }
}

/// `2 activities (w1, w2)`
fn named(one: &str, many: &str, ids: &[&str]) -> String {
    let shown: Vec<_> = ids.iter().take(MOST_IDS).map(|id| clean_line(id)).collect();
    let more = ids.len().checked_sub(MOST_IDS).filter(|more| *more > 0).map_or_else(String::new, |more| format!(" and {more} more"));
    format!("{} ({}{more})", count(ids.len(), one, many), shown.join(", "))
}
