use proptest::prelude::*;

use super::*;

fn names(text: &str) -> Vec<ItemName> {
    text.split_whitespace().map(ItemName::new).collect()
}

/// Merges the order of three versions, without the names after a `-`.
fn ordered(base: &str, ours: &str, theirs: &str) -> String {
    let gone: Vec<ItemName> = names(base)
        .into_iter()
        .filter(|name| !names(ours).contains(name) || !names(theirs).contains(name))
        .collect();
    let all: Vec<ItemName> = [base, ours, theirs]
        .iter()
        .flat_map(|list| names(list))
        .filter(|name| !gone.contains(name))
        .collect();
    let order = order(&names(base), &names(ours), &names(theirs), &all.iter().collect());
    order.iter().map(ItemName::shown).collect::<Vec<_>>().join(" ")
}

#[test]
fn who_has_moved_something_is_followed() {
    for (base, one, other, expected) in [
        ("a b c", "a b c", "a b c", "a b c"),
        ("a b c", "c a b", "a b c", "c a b"),
        ("b a c", "b a c", "a b c", "a b c"),
        ("a b c", "c a b", "b c a", "b c a"),
        ("a b c", "a x b c", "a b c y", "a x b c y"),
        ("a b", "a y b", "a x b", "a x y b"),
        ("a b", "a 1.10 b", "a 1.9 b", "a 1.9 1.10 b"),
        ("a b", "y a b", "b x a", "y b x a"),
        ("a b c", "a c", "c b a", "c a"),
        ("", "x", "y", "x y"),
        ("a", "a x y", "a y x", "a x y"),
    ] {
        assert_eq!(ordered(base, one, other), expected, "{base} | {one} | {other}");
        assert_eq!(
            ordered(base, other, one),
            expected,
            "{base} | {other} | {one}: it does not matter which side is which"
        );
    }
}

/// How long the longest rising row is, by trying all of them.
fn longest(numbers: &[Option<usize>], above: Option<usize>) -> usize {
    let Some((first, rest)) = numbers.split_first() else { return 0 };
    let with = first
        .filter(|number| above.is_none_or(|above| *number > above))
        .map_or(0, |number| 1 + longest(rest, Some(number)));
    with.max(longest(rest, above))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn as_many_rise_as_can_be(numbers in prop::collection::vec(prop::option::weighted(0.8, 0usize..8), 0..12)) {
        let rises = longest_increasing(&numbers);
        prop_assert_eq!(rises.len(), numbers.len());
        let kept = numbers.iter().zip(&rises).filter(|(_, rises)| **rises);
        let row: Vec<Option<usize>> = kept.map(|(number, _)| *number).collect();
        prop_assert!(row.iter().all(Option::is_some) && row.is_sorted_by(|a, b| a < b), "{row:?}");
        prop_assert_eq!(row.len(), longest(&numbers, None));
    }
}
