//! `check --fix`: makes the mends that are certain, and those alone.

use std::collections::BTreeMap;

use super::edit::write;
use super::session::Session;
use crate::analysis::{AsOf, Index};
use crate::diag::{Diagnostic, Level};
use crate::format::{Input, read};
use crate::rules::judge;
use crate::text::{Edit, FileId};
use crate::view::{FileChange, Screen, unified_diff};

/// A mend can bring another one to light: a misspelt key behind which a date is written in another order. How often that is followed.
const ROUNDS: usize = 4;

/// What tells one finding from another, wherever its line moves to.
type Key = (FileId, &'static str, String, Option<String>);

/// The files of a folder with what is certain mended.
pub(super) struct Mended {
    /// The new texts.
    texts: BTreeMap<FileId, String>,
    /// How many findings were mended.
    pub count: usize,
}

impl Mended {
    /// Mends what can be mended in these plans (in all of them if none is named), as long as no new error comes of it.
    pub(super) fn of(session: &Session, plans: &[String]) -> Self {
        let mender = Mender { session, before: findings(session, &session.input) };
        let wanted = |finding: &Diagnostic| plans.is_empty() || finding.plan.as_ref().is_none_or(|plan| plans.contains(plan));
        let mut edits: Vec<Edit> = mender.before.iter().filter(|(_, finding)| wanted(finding)).filter_map(|(_, f)| f.fix.clone()).collect();
        edits.sort();
        edits.dedup();
        let edits = mender.harmless(&[], &edits);
        let (input, count) = mender.mend(&edits);
        let new = input.sources.iter().filter(|(id, source)| source.text != session.input.sources[*id].text);
        Mended { texts: new.map(|(id, source)| (id, source.text.clone())).collect(), count }
    }

    /// Writes the files, each in one step.
    ///
    /// # Errors
    /// Where one cannot be written, or has changed meanwhile.
    pub(super) fn write(&self, session: &Session) -> anyhow::Result<()> {
        write(session, self.texts.iter().map(|(&file, text)| (file, text.as_str())))
    }

    /// What would be written, as a unified diff.
    pub(super) fn diff(&self, session: &Session, screen: &Screen) -> String {
        let change = |(&file, text): (&FileId, &String)| FileChange {
            path: format!("{}{}", session.way, session.input.sources[file].path),
            before: session.input.sources[file].text.clone(),
            after: text.clone(),
        };
        self.texts.iter().map(|text| unified_diff(&change(text), screen)).collect()
    }
}

struct Mender<'a> {
    session: &'a Session,
    before: Vec<(Level, Diagnostic)>,
}

impl Mender<'_> {
    /// Those of the edits that, beside the ones kept already, bring no new error: all of them, or what is found by halving.
    fn harmless(&self, kept: &[Edit], edits: &[Edit]) -> Vec<Edit> {
        let both = [kept, edits].concat();
        if edits.is_empty() || !self.brings_errors(&both) {
            return both;
        }
        if edits.len() == 1 {
            return kept.to_vec();
        }
        let (first, second) = edits.split_at(edits.len() / 2);
        let kept = self.harmless(kept, first);
        self.harmless(&kept, second)
    }

    fn brings_errors(&self, edits: &[Edit]) -> bool {
        let (input, _) = self.mend(edits);
        self.new_ones(&findings(self.session, &input)).any(|(level, _)| *level == Level::Error)
    }

    /// Makes the edits, and then those that are certain by what has come to light; how many there were.
    fn mend(&self, edits: &[Edit]) -> (Input, usize) {
        let (mut input, mut edits, mut count) = (self.session.input.with_edits(&[]), edits.to_vec(), 0);
        for _ in 0..ROUNDS {
            if edits.is_empty() {
                break;
            }
            input = input.with_edits(&edits);
            count += edits.len();
            let after = findings(self.session, &input);
            edits = self.new_ones(&after).filter_map(|(_, finding)| finding.fix.clone()).collect();
            edits.sort();
            edits.dedup();
        }
        (input, count)
    }

    /// The findings that were not there before.
    fn new_ones<'f>(&self, after: &'f [(Level, Diagnostic)]) -> impl Iterator<Item = &'f (Level, Diagnostic)> {
        let mut known: BTreeMap<Key, usize> = BTreeMap::new();
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

fn key(finding: &Diagnostic) -> Key {
    (finding.span.file, finding.rule, finding.message.clone(), finding.activity.clone())
}

fn findings(session: &Session, input: &Input) -> Vec<(Level, Diagnostic)> {
    let reading = read(input);
    let as_of = AsOf { day: session.day(), soon: reading.folder.config.soon };
    judge(&reading, &Index::new(&reading.folder), as_of, None).findings
}
