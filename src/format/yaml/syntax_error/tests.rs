//! Tests that git's conflict markers are reported as such, with the advice.

use crate::format::yaml::parse;
use crate::text::FileId;

const OURS: &str = "schema: 1\ntitle: P\npriorities: []\n";

/// The messages about a text, with the part of the text that each points at.
fn said(text: &str) -> Vec<(String, String, String)> {
    let (document, faults) = parse(FileId(0), text);
    assert!(document.broken);
    let shown = |fault: crate::diagnostic::Diagnostic| {
        let (start, end) = (fault.span.start as usize, fault.span.end as usize);
        let place = text.get(start..end).unwrap_or("").to_owned();
        (
            place,
            fault.message.to_string(),
            fault.help.map(|help| help.to_string()).unwrap_or_default(),
        )
    };
    faults.into_iter().map(shown).collect()
}

#[test]
fn a_file_that_is_all_in_conflict_is_a_merge_to_finish() {
    let theirs = OURS.replace("title: P", "title: Q");
    for size in [7, 10, 40] {
        let [open, middle, end] = ["<", "=", ">"].map(|sign| sign.repeat(size));
        for before in ["", "\n# the plan\n", "\u{feff}", "---\n"] {
            for line_break in ["\n", "\r\n"] {
                let text = format!("{before}{open} HEAD\n{OURS}{middle}\n{theirs}{end} branch\n")
                    .replace('\n', line_break);
                let said = said(&text);
                let places: Vec<&str> = said.iter().map(|(place, ..)| place.as_str()).collect();
                assert_eq!(places, [format!("{open} HEAD")]);
                for (_, message, help) in said {
                    assert!(message.starts_with("git could not merge two changes"), "{message}");
                    assert!(help.contains("`workplan resolve`"), "{help}");
                }
            }
        }
    }
}

#[test]
fn marks_of_another_length_below_are_marks() {
    let text = "schema: 1\n<<<<<<<<<< HEAD\ntitle: P\n==========\ntitle: Q\n>>>>>>>>>> t\n";
    let said = said(text);
    assert!(said.iter().any(|(place, ..)| place == "<<<<<<<<<< HEAD"), "{said:?}");
}

#[test]
fn what_begins_otherwise_is_none() {
    for text in ["<< a\n", "<<<<<<<HEAD: 1\n", "=======\n", "title: '<<<<<<< HEAD'\n"] {
        assert!(super::conflict_mark_at_top(text).is_none(), "{text}");
    }
}
