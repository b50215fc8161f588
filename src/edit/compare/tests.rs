#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::edit::value::{ValueEntry, ValueItem};
use crate::format::yaml::parse;
use crate::text::FileId;

/// Whether one text says the same as another one, except for the intended values.
fn holds(old: &str, new: &str, meant: &[(&[usize], Change)]) -> bool {
    let meant = meant.iter().map(|(way, meant)| (way.to_vec(), meant.clone())).collect();
    let [(old, no_faults), (new, _)] = [old, new].map(|text| parse(FileId(0), text));
    assert!(no_faults.is_empty(), "{old:?}");
    says(&new, &old, &meant)
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

#[test]
fn notation_and_comments_say_nothing() {
    let old = "a: one\nb: [x, y]\nc:\n  d: 'e'\n";
    for same in
        [old, "a: one # why\nb:\n- x\n- y\nc: {d: 'e'}\n", "a: one\nb: [x, y]\nc: {d: \"e\"}\n"]
    {
        assert!(holds(old, same, &[]), "{same}");
    }
}

#[test]
fn whatever_else_differs_is_seen() {
    let old = "a: one\nb: [x, y]\nc:\n  d: '1'\ne: ~\n";
    for (from, to) in [
        ("one", "two"),
        ("a:", "f:"),
        ("[x, y]", "[x]"),
        ("[x, y]", "[x, y, z]"),
        ("[x, y]", "[y, x]"),
        ("[x, y]", "{x: y}"),
        ("'1'", "1"),
        ("'1'", "''"),
        ("~", "'~'"),
        ("e: ~\n", ""),
        ("e: ~\n", "e: ~\nf: g\n"),
        ("a: one\nb: [x, y]\n", "b: [x, y]\na: one\n"),
    ] {
        assert!(!holds(old, &old.replace(from, to), &[]), "{from} {to}");
    }
    assert!(!holds(old, "", &[]) && !holds("", old, &[]) && holds("", "", &[]));
}

#[test]
fn a_place_says_what_is_meant_and_nothing_else() {
    let old = "a: one\nb: [x, y]\n";
    let one: &[usize] = &[1];
    let list: &[usize] = &[3];
    assert!(holds(old, "a: two\nb: [x, y]\n", &[(one, Change::Value(text("two")))]));
    assert!(!holds(old, old, &[(one, Change::Value(text("two")))]));
    assert!(!holds(old, "a: two\nb: [x]\n", &[(one, Change::Value(text("two")))]));
    assert!(holds(old, "a: one\nb: [x, y, z]\n", &[(list, Change::Append(text("z")))]));
    for other in ["[x, y]", "[x, y, w]", "[x, y, z, z]", "[x, z]", "[z, x, y]", "z"] {
        assert!(
            !holds(old, &format!("a: one\nb: {other}\n"), &[(list, Change::Append(text("z")))]),
            "{other}"
        );
    }
}

#[test]
fn a_value_is_said_whole_and_in_its_order() {
    let (read, _) = parse(FileId(0), "[x, y]");
    let root = read.root().unwrap();
    let list = |texts: &[&str]| {
        Value::List(texts.iter().map(|one| ValueItem { origin: None, value: text(one) }).collect())
    };
    assert!(node_says(root, &list(&["x", "y"])));
    for other in [
        list(&["x"]),
        list(&["y", "x"]),
        list(&["x", "y", "z"]),
        list(&[]),
        text("x"),
        Value::Null,
        Value::Map(Vec::new()),
    ] {
        assert!(!node_says(root, &other), "{other:?}");
    }
}

#[test]
fn nothing_is_no_text_and_each_value_has_its_own_key() {
    let says = |written: &str, meant: &Value| {
        let (document, _) = parse(FileId(0), written);
        node_says(document.root().unwrap(), meant)
    };
    let map = |key: &str, value: Value| {
        Value::Map(vec![ValueEntry { key: key.to_owned(), origin: None, value }])
    };
    assert!(
        says("~", &Value::Null) && says("'~'", &text("~")) && says("{a: b}", &map("a", text("b")))
    );
    assert!(!says("~", &text("~")) && !says("'~'", &Value::Null));
    for other in ["{c: b}", "{a: c}", "{a: b, c: d}", "{[a]: b}", "{}", "[a, b]"] {
        assert!(!says(other, &map("a", text("b"))), "{other}");
    }
}
