//! Which of the files that share an id came last, by git.

use std::collections::{BTreeMap, HashMap};

use super::Workspace;
use super::folder_history::FolderHistory;
use crate::diagnostic::{FindingKey, message};
use crate::rules::CheckResult;
use crate::store::CommitWalk;
use crate::text::{FileId, Span};

/// The rule whose findings are about two places of equal rank.
const RULE: &str = "duplicate-id";

impl Workspace {
    /// Lets the findings about ids that stand in two files point at the file that came later, where
    /// git tells which that is. Git is asked only where there are such findings.
    pub fn point_at_newer(&self, verdict: &mut CheckResult) {
        let mut groups: BTreeMap<(Option<String>, FindingKey<'_>), Vec<usize>> = BTreeMap::new();
        for (number, (_, finding)) in
            verdict.findings.iter().enumerate().filter(|(_, (_, finding))| finding.rule == RULE)
        {
            groups.entry((finding.plan.clone(), finding.key())).or_default().push(number);
        }
        let places = |group: &Vec<usize>| -> Vec<Span> {
            let findings = || {
                group
                    .iter()
                    .filter_map(|number| verdict.findings.get(*number))
                    .map(|(_, finding)| finding)
            };
            let first = findings()
                .next()
                .and_then(|finding| finding.labels.first())
                .map(|label| label.span);
            first.into_iter().chain(findings().map(|finding| finding.span)).collect()
        };
        let groups = groups.into_values().map(|group| {
            let spans = places(&group);
            (group, spans)
        });
        let is_of_files = |spans: &[Span]| {
            spans.iter().any(|span| spans.first().is_some_and(|first| first.file != span.file))
        };
        let groups: Vec<(Vec<usize>, Vec<Span>)> =
            groups.filter(|(_, spans)| is_of_files(spans)).collect();
        if groups.is_empty() {
            return;
        }
        let Some(ages) = self.ages() else { return };
        let age = |file: FileId| {
            let path = self.input.sources[file].path.split_once('/').map_or("", |(_, path)| path);
            ages.get(path).copied().unwrap_or(usize::MAX)
        };
        for (findings, mut spans) in groups {
            let Some((oldest, _)) =
                spans.iter().enumerate().min_by_key(|(number, span)| (age(span.file), *number))
            else {
                continue;
            };
            let first = spans.remove(oldest);
            for (number, place) in findings.into_iter().zip(spans) {
                if let Some((_, finding)) = verdict.findings.get_mut(number) {
                    finding.span = place;
                    finding.labels.iter_mut().take(1).for_each(|label| label.span = first);
                }
            }
        }
        verdict.sort();
    }

    /// By the path of each file: how many commits were made before the one in which it came.
    fn ages(&self) -> Option<HashMap<String, usize>> {
        let memory: FolderHistory =
            self.memory(message!("git.which-file-is-newer", "which file is newer")).ok()?;
        let commits =
            memory.history(memory.head().ok()?, CommitWalk::Changes(memory.places().ok()?)).ok()?;
        let ids: Vec<&str> = commits.iter().map(|revision| revision.commit.id.as_str()).collect();
        let mut ages: HashMap<String, usize> = HashMap::new();
        let mut states = memory.states().ok()?;
        states
            .of_each(&ids, |_, number, state| {
                for (path, _) in
                    state.files().filter(|(path, _)| !ages.contains_key(*path)).collect::<Vec<_>>()
                {
                    ages.insert(path.to_owned(), number);
                }
            })
            .ok()?;
        Some(ages)
    }
}
