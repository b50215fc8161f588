//! `check --fix`: makes the mends that are certain, and those alone.

mod harmless;

use std::collections::BTreeMap;

use crate::analysis::{AsOf, Index};
use crate::diagnostic::{Diagnostic, FindingKey, Level};
use crate::format::{FileSet, edits_by_file, read, rule};
use crate::model::{Folder, Plan};
use crate::ops::write::write_texts;
use crate::render::{Terminal, unified_diff};
use crate::report::FileChange;
use crate::rules::judge;
use crate::text::{Edit, FileId, Shifts, Span};
use crate::workspace::{Result, Workspace};
use harmless::{FaultStart, MOST_TRIALS, harmless};

/// A mend can bring another one to light: a misspelt key behind which a date is written in another
/// order. How often that is followed.
const ROUNDS: usize = 4;

/// What tells one finding from another, wherever its line moves to.
type FaultKey<'f> = (FileId, FindingKey<'f>, Option<&'f str>);

/// The files of a folder with what is certain mended.
pub(super) struct FixResult {
    /// The new texts.
    texts: BTreeMap<FileId, String>,
    /// How many findings were mended.
    pub count: usize,
    /// What to say of mends that were left out without being tried.
    pub note: Option<String>,
}

impl FixResult {
    /// Mends what can be mended among the findings that are wanted, as long as no new error comes
    /// of it.
    pub(super) fn of(session: &Workspace, wanted: &dyn Fn(&Diagnostic) -> bool) -> Self {
        let (before, activities) = look(session, &session.input);
        let fixes =
            |found: &[(Level, Diagnostic)], of: &dyn Fn(&Diagnostic) -> bool| -> Vec<Edit> {
                found
                    .iter()
                    .filter(|(_, finding)| wanted(finding) && of(finding))
                    .filter_map(|(_, finding)| finding.fix.clone())
                    .collect()
            };
        let mut mender = Fixer { session, input: session.input.with_edits(&[]), before };
        // A fault of syntax hides what else is wrong, so what comes to light does not speak against
        // its mend.
        let is_syntax = |finding: &Diagnostic| finding.rule == rule::SYNTAX;
        let mut first = None;
        let syntax = fixes(&mender.before, &is_syntax);
        let decided = harmless(&syntax, &activities, |edits| {
            let made = mender.mend(edits, 1);
            let brought = mender.brought(&made, &is_syntax);
            first = brought.is_empty().then_some(made).or(first.take());
            brought
        });
        let mut activities = activities;
        let mut count = 0;
        if let Some(made) = first.filter(|_| !decided.kept.is_empty()) {
            count = made.count;
            (mender.before, activities) = look(session, &made.input);
            mender.input = made.input;
        }
        let mut last = None;
        let decided = harmless(&fixes(&mender.before, &|_| true), &activities, |edits| {
            let made = mender.mend(edits, ROUNDS);
            let brought = mender.brought(&made, &|_| true);
            last = brought.is_empty().then_some(made).or(last.take());
            brought
        });
        let note = (decided.open > 0).then(|| {
            format!("{} more left out: {MOST_TRIALS} trials did not show which of them bring an error; mend them by hand", decided.open)
        });
        let mut input = &mender.input;
        if let Some(made) = last.as_ref().filter(|_| !decided.kept.is_empty()) {
            count += made.count;
            input = &made.input;
        }
        let new = input
            .sources
            .iter()
            .filter(|(id, source)| source.text != session.input.sources[*id].text);
        FixResult {
            texts: new.map(|(id, source)| (id, source.text.clone())).collect(),
            count,
            note,
        }
    }

    /// Writes the files, each in one step.
    ///
    /// # Errors
    /// Where one cannot be written, or has changed meanwhile.
    pub(super) fn write(&self, session: &Workspace) -> Result<()> {
        write_texts(session, self.texts.iter().map(|(&file, text)| (file, text.as_str())))
    }

    /// What would be written, as a unified diff.
    pub(super) fn diff(&self, session: &Workspace, screen: &Terminal) -> String {
        let change = |(&file, text): (&FileId, &String)| FileChange {
            path: session.way.path(&session.input.sources[file].path),
            before: session.input.sources[file].text.clone(),
            after: text.clone(),
        };
        self.texts.iter().map(|text| unified_diff(&change(text), screen)).collect()
    }
}

struct Fixer<'a> {
    session: &'a Workspace,
    input: FileSet,
    /// What is found in it.
    before: Vec<(Level, Diagnostic)>,
}

/// The files with some edits made, and with those that have come to light by them.
struct MadeFix {
    input: FileSet,
    /// How many edits there were.
    count: usize,
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
    fn mend(&self, edits: &[Edit], rounds: usize) -> MadeFix {
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
            (made.after, _) = look(self.session, &made.input);
            edits =
                self.new_ones(&made.after).filter_map(|(_, finding)| finding.fix.clone()).collect();
            edits.sort();
            edits.dedup();
        }
        made
    }

    /// The errors of a kind that were not there before: the places of each as they were then.
    fn brought(&self, made: &MadeFix, kind: &dyn Fn(&Diagnostic) -> bool) -> harmless::NewErrors {
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
fn look(session: &Workspace, input: &FileSet) -> (Vec<(Level, Diagnostic)>, FaultStart) {
    let reading = read(input);
    let as_of = AsOf { day: session.day(), soon: reading.folder.config.soon };
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
