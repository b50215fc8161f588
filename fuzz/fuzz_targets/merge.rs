//! Any three versions of a file, at each line that is `=====`. Where both orders merge without a
//! conflict they mean the same, and a side that changed nothing takes nothing from the other.
#![no_main]

use libfuzzer_sys::fuzz_target;
use workplan::edit::merge::{mean_the_same, merge};

fuzz_target!(|text: &str| {
    let mut parts = text.split("\n=====\n");
    let (Some(base), Some(ours), Some(theirs)) = (parts.next(), parts.next(), parts.next()) else {
        return;
    };
    assert_eq!(merge(base, ours, base, Vec::new, 7).expect("one side").text, ours);
    assert_eq!(merge(base, base, theirs, Vec::new, 7).expect("one side").text, theirs);
    // What one side alone has changed is taken as it is, whatever it is.
    if [base, ours, theirs].iter().any(|text| mean_the_same(text, text).is_none()) {
        return;
    }
    let (Ok(forth), Ok(back)) =
        (merge(base, ours, theirs, Vec::new, 7), merge(base, theirs, ours, Vec::new, 7))
    else {
        return;
    };
    assert_eq!(
        forth.conflicts.is_empty(),
        back.conflicts.is_empty(),
        "{:?}\n{:?}",
        forth.conflicts,
        back.conflicts
    );
    if forth.conflicts.is_empty() {
        assert_eq!(
            mean_the_same(&forth.text, &back.text),
            Some(true),
            "{}\n----\n{}",
            forth.text,
            back.text
        );
    }
});
