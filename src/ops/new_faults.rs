//! Errors that a new state of the plans has, and no state that it comes from.

use std::collections::{BTreeSet, HashMap};

use crate::analysis::{AsOf, Index};
use crate::diagnostic::{Diagnostic, FindingKey, Level, Message, message};
use crate::edit::merge::Merged;
use crate::format::{FileSet, RawFile, Reading, read, role};
use crate::model::Day;
use crate::rules::{CheckResult, judge};
use crate::text::Locator;
use crate::workspace::LoadedPlans;

/// Returns the errors of a folder, as it would be, that its plans do not have now. Those that are
/// for `check` alone do not count.
pub(super) fn new_errors(
    plans: &LoadedPlans<'_>,
    reading: &Reading<'_>,
    index: &Index<'_>,
) -> Vec<(Level, Diagnostic)> {
    fn known_by(
        (_, finding): &(Level, Diagnostic),
    ) -> (FindingKey<'_>, Option<&str>, Option<&str>) {
        (finding.key(), finding.plan.as_deref(), finding.activity.as_deref())
    }
    let before = CheckResult::errors(plans.reading, plans.index, plans.as_of).findings;
    let before: BTreeSet<_> = before.iter().map(known_by).collect();
    let as_of = AsOf { soon: reading.folder.config.soon, ..plans.as_of };
    let mut errors = CheckResult::errors(reading, index, as_of).findings;
    errors.retain(|error| !error.1.check_alone && !before.contains(&known_by(error)));
    errors
}

/// What `check` calls an error in the merged text of a file, whichever side of its conflicts is
/// kept, and in neither side.
pub(super) fn brought(
    path: &str,
    [ours, theirs]: [&str; 2],
    merged: &Merged,
    today: Day,
) -> Vec<Message> {
    let name = path.rsplit('/').next().filter(|name| role(name).is_some()).unwrap_or("plan.yaml");
    let texts: Vec<&str> = match merged.kept.as_slice() {
        [] => vec![merged.text.as_str()],
        kept => kept.iter().map(String::as_str).collect(),
    };
    let texts: Vec<&str> =
        texts.into_iter().filter(|text| ![ours, theirs].contains(text)).collect();
    let mut known: Option<HashMap<FindingKey<'static>, usize>> = None;
    let mut out: Vec<Message> = Vec::new();
    for text in texts {
        let found = errors(name, text, today);
        if found.is_empty() {
            continue;
        }
        let of_sides = || {
            let mut counts: HashMap<FindingKey<'static>, usize> = HashMap::new();
            let sides = [ours, theirs].into_iter().flat_map(|side| errors(name, side, today));
            sides.for_each(|(key, ..)| *counts.entry(key).or_default() += 1);
            counts
        };
        let mut left = known.get_or_insert_with(of_sides).clone();
        for (key, line, error) in found {
            match left.get_mut(&key) {
                Some(left @ 1..) => *left -= 1,
                _ => {
                    let (error, rule) = (error.message, error.rule);
                    let note = match merged.kept.is_empty() {
                        true => message!(
                            "merge.brings-error-at",
                            "both changes together bring an error that neither side has: {error} \
                             (line {line}) [{rule}]",
                            error,
                            line,
                            rule
                        ),
                        false => message!(
                            "merge.brings-error",
                            "both changes together bring an error that neither side has: {error} \
                             [{rule}]",
                            error,
                            rule
                        ),
                    };
                    if !out.contains(&note) {
                        out.push(note);
                    }
                }
            }
        }
    }
    out
}

/// The errors of a file that is read alone: what each is known by, wherever it stands and whatever
/// number its activity has, and its line.
fn errors(name: &str, text: &str, today: Day) -> Vec<(FindingKey<'static>, usize, Diagnostic)> {
    let input =
        FileSet::new("", vec![RawFile { path: name.to_owned(), bytes: text.as_bytes().to_vec() }]);
    let reading = read(&input);
    let found =
        judge(&reading, &Index::new(&reading.folder), AsOf { day: today, soon: 0 }, None).findings;
    let mut locator = Locator::new(&input.sources);
    let errors = found.into_iter().filter(|(level, _)| *level == Level::Error);
    errors
        .map(|(_, error)| {
            (
                error.key().without_numbers(),
                locator.position(error.span.file, error.span.start).line,
                error,
            )
        })
        .collect()
}
