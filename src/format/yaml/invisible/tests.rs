use crate::format::{FileSet, RawFile, read};

const GOOD: &str = "schema: 1\ntitle: P\nperiod: {start: 2026-01-01, end: \
    2026-12-31}\norganizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  \
    activities:\n  - id: x\n    title: one\n    owners: [a, a2]\n    status: ongoing\n    due: \
    2026-12-31\n  - {id: y, title: two, owners: [a], status: planned}\n";

fn said(text: &str) -> Vec<String> {
    let input = FileSet::new(
        "workplans",
        vec![RawFile { path: "2026.yaml".to_owned(), bytes: text.as_bytes().to_vec() }],
    );
    read(&input)
        .diagnostics
        .into_iter()
        .map(|finding| format!("{} {}", finding.rule, finding.message))
        .collect()
}

#[test]
fn what_stands_behind_it_is_not_blamed() {
    assert_eq!(said(GOOD), Vec::<String>::new());
    let one = ["syntax invisible character: U+200B (zero width space)"];
    for (right, wrong) in [
        ("\n    title: one", "\n\u{200b}    title: one"),
        ("\n    title: one", "\n  \u{200b}  title: one"),
        ("\n    status", "\n\u{200b}    status"),
        ("\n  - id: x", "\n\u{200b}  - id: x"),
        ("schema", "\u{200b}schema"),
        ("a2]", "a2]\u{200b}"),
    ] {
        assert_eq!(said(&GOOD.replacen(right, wrong, 1)), one, "{wrong:?}");
    }
}

#[test]
fn a_mark_before_a_word_is_named() {
    let one = ["syntax invisible character: U+FEFF (byte-order mark)"];
    for (right, wrong) in [
        ("title: one", "title: \u{feff}one"),
        ("[a, a2]", "[\u{feff}a, a2]"),
        ("[a, a2]", "[a,\u{feff}a2]"),
        ("{id: y", "{\u{feff}id: y"),
    ] {
        assert_eq!(said(&GOOD.replacen(right, wrong, 1)), one, "{wrong:?}");
    }
}

#[test]
fn many_of_them_take_no_longer_than_their_lines() {
    let lines = "\u{a0}\u{a0}x_own: 1\n".repeat(20_000);
    assert!(
        said(&format!("{lines}{}", GOOD.replace("schema: 1\n", "wrong: 1\n"))).len() >= super::MOST
    );
}
