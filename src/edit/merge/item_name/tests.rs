#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;

#[test]
fn numbers_in_names_count_as_numbers() {
    let in_order = [
        "", "01", "1", "1.2", "1.9", "1.10", "1.x", "2", "10", "100", "a", "a2", "a10", "a10b",
        "b1.2", "b1.10",
    ];
    let mut names: Vec<ItemName> = in_order.iter().rev().map(|text| ItemName::new(text)).collect();
    names.sort();
    assert_eq!(names.iter().map(ItemName::shown).collect::<Vec<_>>(), in_order);
    assert_eq!(first_part("12ab3"), ("12", "ab3"));
    assert_eq!(first_part("ab3"), ("ab", "3"));
    assert_eq!(first_part("ab"), ("ab", ""));
}

fn list(texts: &[Value]) -> Vec<ValueItem> {
    texts.iter().map(|value| ValueItem { origin: None, value: value.clone() }).collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

#[test]
fn items_without_names_are_known_by_what_they_say() {
    let nameless = Value::List(list(&[text("a"), Value::Null]));
    let one = list(&[nameless.clone(), Value::List(list(&[text("b")])), nameless.clone()]);
    let other = list(&[Value::List(list(&[text("b")])), nameless]);
    let all = names(&[&one, &other]);
    let [one, other] = all.as_slice() else { panic!("two lists have names: {all:?}") };
    assert_eq!((&one[0], &one[1]), (&other[1], &other[0]));
    assert_ne!(one[0], one[2], "the second one of a kind is another one");
    assert_eq!(one[0].shown(), "", "what it says is no name");
    let both = names(&[&list(&[text("a"), text("a"), text("a")])]);
    assert_eq!(both[0].iter().map(|name| name.copy).collect::<Vec<_>>(), [0, 1, 2]);
}
