//! Any plan, and below a line that is `=====` any arguments of `set`. What is read afterwards is
//! what was meant, and the text around the activity is what it was.
#![no_main]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use workplan::edit::{Assignment, Change, NodePath, Value, assign, find, rewrite, says};
use workplan::format::yaml::parse;
use workplan::text::FileId;

fuzz_target!(|text: &str| {
    let Some((plan, arguments)) = text.split_once("\n=====\n") else { return };
    let (document, faults) = parse(FileId(0), plan);
    let places = find(&document, "1.1");
    let (true, [place]) = (faults.is_empty(), places.as_slice()) else { return };
    let before = Value::of(place.node);
    let mut meant = before.clone();
    for argument in arguments.lines() {
        let mut next = meant.clone();
        let day = NaiveDate::from_ymd_opt(2024, 9, 15).expect("a day");
        if Assignment::parse(argument).is_ok_and(|one| assign(&mut next, &[one], day).is_ok()) {
            meant = next;
        }
    }
    let Ok(new) = rewrite(&document, plan, &[(place.clone(), Change::Value(meant.clone()))]) else {
        return;
    };
    if meant == before {
        assert_eq!(new, plan);
    }
    let (read, faults) = parse(FileId(0), &new);
    let ways = BTreeMap::from([(place.way.clone(), Change::Value(meant))]);
    // The program itself looks before it writes, and refuses: what is not read back is lost to
    // nobody.
    if faults.is_empty() && says(&read, &document, &ways) {
        neighbours_stay(plan, &new, place);
    }
});

fn neighbours_stay(text: &str, new: &str, place: &NodePath<'_, '_>) {
    let span = place.node.span();
    let head = text[..span.start as usize].rfind('\n').map_or(0, |end| end + 1);
    assert!(new.starts_with(&text[..head]), "{text}\n----\n{new}");
    let tail =
        text[span.end as usize..].find('\n').map_or("", |end| &text[span.end as usize + end..]);
    assert!(new.trim_end().ends_with(tail.trim_end()), "{text}\n----\n{new}");
}
