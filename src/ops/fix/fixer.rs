//! Makes fixes in memory, follows what comes to light by them, and sees what errors they bring.

use std::collections::BTreeMap;

use super::harmless::{FaultStart, NewErrors};
use crate::analysis::{AsOf, Index};
use crate::diagnostic::{Diagnostic, FindingKey, Level};
use crate::format::{FileSet, edits_by_file, read};
use crate::model::{Folder, Plan};
use crate::rules::judge;
use crate::text::{Edit, FileId, Shifts, Span};
use crate::workspace::Workspace;

/// What tells one finding from another, wherever its line moves to.
type FaultKey<'f> = (FileId, FindingKey<'f>, Option<&'f str>);

/// The files of a folder, and what is found in them.
pub(super) struct Fixer<'a> {
    /// The folder.
    pub workspace: &'a Workspace,
    /// Its files, with the fixes that were made so far.
    pub input: FileSet,
    /// What is found in it.
    pub before: Vec<(Level, Diagnostic)>,
}

/// The files with some edits made, and with those that have come to light by them.
pub(super) struct MadeFix {
    /// The files.
    pub input: FileSet,
    /// How many edits there were.
    pub count: usize,
    /// What moved in each file, at each step.
    steps: Vec<BTreeMap<FileId, Shifts>>,
    /// What is found now.
    after: Vec<(Level, Diagnostic)>,
}

impl MadeFix {
    /// Where something was before the first edit.
    fn before(&self, place: Span) -> Span {
        let step_back = |place: Span, step: &BTreeMap<FileId, Shifts>| match step.get(&place.file) {
            Some(shifts) => {
                let before = shifts.before(place.start..place.end);
                Span::new(place.file, before.start, before.end)
            }
            None => place,
        };
        self.steps.iter().rev().fold(place, step_back)
    }
}

impl Fixer<'_> {
    /// Makes the edits, and then those that are certain by what has come to light.
    pub(super) fn fix(&self, edits: &[Edit], rounds: usize) -> MadeFix {
        let mut edits = edits.to_vec();
        let mut made = MadeFix {
            input: self.input.with_edits(&edits),
            count: 0,
            steps: Vec::new(),
            after: Vec::new(),
        };
        for round in 0..rounds {
            if edits.is_empty() {
                break;
            }
            if round > 0 {
                made.input = made.input.with_edits(&edits);
            }
            made.count += edits.len();
            made.steps.push(
                edits_by_file(&edits)
                    .into_iter()
                    .map(|(file, edits)| (file, Shifts::of(&edits)))
                    .collect(),
            );
            (made.after, _) = look(self.workspace, &made.input);
            edits =
                self.new_ones(&made.after).filter_map(|(_, finding)| finding.fix.clone()).collect();
            edits.sort();
            edits.dedup();
        }
        made
    }

    /// The errors of a kind that were not there before: the places of each as they were then.
    pub(super) fn brought(&self, made: &MadeFix, kind: &dyn Fn(&Diagnostic) -> bool) -> NewErrors {
        let errors = self
            .new_ones(&made.after)
            .filter(|(level, finding)| *level == Level::Error && kind(finding));
        let places = |(_, error): &(Level, Diagnostic)| {
            let places =
                std::iter::once(error.span).chain(error.labels.iter().map(|label| label.span));
            places.map(|place| made.before(place)).collect()
        };
        errors.map(places).collect()
    }

    /// The findings that were not there before.
    fn new_ones<'f>(
        &'f self,
        after: &'f [(Level, Diagnostic)],
    ) -> impl Iterator<Item = &'f (Level, Diagnostic)> {
        let mut known: BTreeMap<FaultKey<'_>, usize> = BTreeMap::new();
        for (_, finding) in &self.before {
            *known.entry(key(finding)).or_default() += 1;
        }
        after.iter().filter(move |(_, finding)| match known.get_mut(&key(finding)) {
            Some(left @ 1..) => {
                *left -= 1;
                false
            }
            _ => true,
        })
    }
}

fn key(finding: &Diagnostic) -> FaultKey<'_> {
    (finding.span.file, finding.key(), finding.activity.as_deref())
}

/// What is found, and where the activities of each file begin.
pub(super) fn look(
    workspace: &Workspace,
    input: &FileSet,
) -> (Vec<(Level, Diagnostic)>, FaultStart) {
    let reading = read(input);
    let as_of = AsOf { day: workspace.day(), soon: reading.folder.config.soon };
    (judge(&reading, &Index::new(&reading.folder), as_of, None).findings, begins(&reading.folder))
}

fn begins(folder: &Folder<'_>) -> FaultStart {
    let mut begins = FaultStart::new();
    for activity in folder.plans.iter().flat_map(Plan::written_activities) {
        begins.entry(activity.head.file).or_default().push(activity.head.start);
    }
    begins.values_mut().for_each(|all| all.sort_unstable());
    begins
}
