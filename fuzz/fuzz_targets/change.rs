//! Any two states of a plan's file, at a line that is `=====`: what is different, and what the
//! rules about changes say of it. Nothing differs from itself.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use workplan::analysis::{AsOf, FolderState, Index, diff};
use workplan::format::{FileSet, RawFile, read_both};
use workplan::rules::{Comparison, TipActivity, judge};

const ORGANIZATIONS: &str =
    "schema: 1\norganizations: [{id: iom, name: IOM}, {id: ilo, name: ILO}]\n";

fuzz_target!(|bytes: &[u8]| {
    let Some(cut) = bytes.windows(7).position(|window| window == b"\n=====\n") else { return };
    let files = |plan: &[u8]| {
        let file =
            |path: &str, bytes: &[u8]| RawFile { path: path.to_owned(), bytes: bytes.to_vec() };
        vec![file("2024.yaml", plan), file("organizations.yaml", ORGANIZATIONS.as_bytes())]
    };
    let mut input = FileSet::new("workplans", files(&bytes[cut + 7..]));
    input.add_earlier(files(&bytes[..cut + 1]));
    let (now, then) = read_both(&input);
    let (after, before) = (Index::new(&now.folder), Index::new(&then.folder));
    let as_of = AsOf { day: NaiveDate::from_ymd_opt(2024, 9, 15).expect("a day"), soon: 30 };
    let present = TipActivity { index: &after, reading: &now, input: &input, all_opened: true };
    let since = Comparison::new(&before, &present, as_of, as_of.day);
    judge(&now, &after, as_of, Some(&since));
    let (before, after) = (FolderState::new(&before, as_of), FolderState::new(&after, as_of));
    for plan in diff(&before, &after) {
        for changed in &plan.changed {
            assert!(!changed.changes.is_empty());
        }
    }
    assert!(diff(&after, &after).is_empty());
});
