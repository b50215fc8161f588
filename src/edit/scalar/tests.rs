#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

const SPOT: ScalarContext =
    ScalarContext { flow: false, column: 4, may_break: true, line_break: "\n" };

#[test]
fn a_new_text_is_as_plain_as_it_can_be() {
    for (text, written) in [
        ("Train border officers", "Train border officers"),
        ("1.10", "'1.10'"),
        ("NO", "'NO'"),
        ("1.2.3", "1.2.3"),
        ("http://example.org/#a:b", "http://example.org/#a:b"),
        ("a - b, [c] {d}? 50%", "a - b, [c] {d}? 50%"),
        ("-1", "'-1'"),
        ("?why", "?why"),
        ("", "''"),
        ("-", "'-'"),
        ("- a", "'- a'"),
        ("---", "'---'"),
        ("...", "'...'"),
        ("--", "'--'"),
        ("a\u{a0}", "'a\u{a0}'"),
        ("a\u{1b}b", "\"a\\u001Bb\""),
        ("a: b", "'a: b'"),
        ("a:", "'a:'"),
        ("a #b", "'a #b'"),
        (" a", "' a'"),
        ("a ", "'a '"),
        ("it's", "it's"),
        ("'t", "'''t'"),
        ("null", "'null'"),
        ("Null", "'Null'"),
        ("NULL", "'NULL'"),
        ("~", "'~'"),
        ("a\tb", "'a\tb'"),
        ("a\u{2028}b", "\"a\\u2028b\""),
        ("a\u{feff}\"\\b", "\"a\\uFEFF\\\"\\\\b\""),
        ("\u{202e}a\tb", "\"\\u202Ea\\tb\""),
        ("a\nb", "|-\n      a\n      b"),
        ("a\n\n b\n", "|\n      a\n\n       b"),
        ("a\n\n\n", "|+\n      a\n\n"),
        (" a\nb", "\" a\\nb\""),
        ("\na", "\"\\na\""),
        ("\n", "\"\\n\""),
        ("a\n \nb", "\"a\\n \\nb\""),
    ] {
        assert_eq!(fresh(&text.into(), SPOT), written, "{text:?}");
    }
    for sign in "[]{}#&*!|>'\"%@`,".chars() {
        let text = format!("{sign}a");
        assert!(!is_plain(&text, false), "{text}");
    }
    for (text, written) in [
        ("a, b", "'a, b'"),
        ("a:b", "'a:b'"),
        ("why?", "'why?'"),
        ("[a", "'[a'"),
        ("a]", "'a]'"),
        ("a}", "'a}'"),
        ("a\nb", "\"a\\nb\""),
    ] {
        assert_eq!(fresh(&text.into(), ScalarContext { flow: true, ..SPOT }), written, "{text:?}");
    }
    assert_eq!(fresh(&"a\nb".into(), ScalarContext { may_break: false, ..SPOT }), "\"a\\nb\"");
    assert_eq!(
        fresh(&"a\nb".into(), ScalarContext { line_break: "\r\n", ..SPOT }),
        "|-\r\n      a\r\n      b"
    );
}

#[test]
fn a_number_and_a_day_stay_without_quotes() {
    for text in ["12", "1.50", "2025-03-01", "2025"] {
        assert_eq!(fresh(&ScalarText::plain(text), SPOT), text);
        assert_eq!(fresh(&text.into(), SPOT), format!("'{text}'"));
    }
    assert_eq!(fresh(&ScalarText::plain("null"), SPOT), "'null'", "an id");
}

/// Replaces the value of `k:` in a text.
fn in_place_of(old: &str, text: &str) -> String {
    let document = format!("k: {old}\n");
    let (read, faults) = parse(FileId(0), &document);
    assert!(faults.is_empty(), "{document}");
    let (_, node) = read.root().and_then(|root| root.pairs().next()).unwrap();
    like(
        node,
        &text.into(),
        ScalarContext { column: 0, ..SPOT },
        Layout { text: &document, line_break: "\n" },
    )
}

#[test]
fn a_text_keeps_the_notation_of_the_one_before_it() {
    let long = "one two three four five six seven eight nine ten eleven twelve thirteen";
    let folded = ">-\n  one two three four five six seven eight nine ten eleven\n  twelve thirteen";
    for (old, text, written) in [
        ("a", "b", "b"),
        ("a", "b: c", "'b: c'"),
        ("'a'", "b", "'b'"),
        ("'a'", "b\u{2028}", "\"b\\u2028\""),
        ("\"a\"", "b", "\"b\""),
        ("|\n  a\n", "b\nc\n", "|\n  b\n  c"),
        ("| # why\n    a\n", "b", "|- # why\n    b"),
        ("|-\n", "b", "|-\n  b"),
        ("|\n  a\n", " b", "\" b\""),
        ("| # why\n  a\n", "", "\"\" # why"),
        (">\n  a\n", "b\nc\n", ">\n  b\n\n  c"),
        (">\n  a\n", long, folded),
        (">\n  a\n", " b\nc", "\" b\\nc\""),
        (">\n  a\n", "b \nc", "\"b \\nc\""),
        (">\n  a\n", "b\n\nc\n", ">\n  b\n\n\n  c"),
    ] {
        assert_eq!(in_place_of(old, text), written, "{old:?} {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn a_folded_line_is_broken_between_words_and_says_the_same(line in "[a-c\u{e9}\u{4eba}\t \
        ]{0,40}", width in 1usize..12) {
        let parts = wrap(&line, width);
        prop_assert_eq!(parts.join(" "), line.as_str());
        let is_indented = |part: &&str| part.starts_with([' ', '\t']);
        prop_assert!(!parts.iter().skip(1).any(is_indented), "{parts:?} would be text of another kind");
        let starts = parts.iter().scan(0, |at, part| { *at += part.len() + 1; Some(*at - 1) });
        prop_assert!(starts.take(parts.len() - 1).all(|at| breaks(&line).any(|free| free == at)), "{parts:?}");
        for (number, part) in parts.iter().enumerate() {
            prop_assert!(part.chars().count() <= width || breaks(part).next().is_none(), "{part:?} could be broken");
            if let Some(next) = parts.get(number + 1) {
                let word = next.get(..breaks(next).next().unwrap_or(next.len())).unwrap_or("");
                prop_assert!(part.chars().count() + 1 + word.chars().count() > width, "{word:?} fits behind {part:?}");
            }
        }
    }

    #[test]
    fn what_is_plain_without_a_parser_is_plain_for_one(text in "[a1 .,:#?'\"-]{1,8}|[a1][ \
        -~\u{2019}\u{4eba}]{0,8}|n?[Nn]ull", flow in any::<bool>()) {
        prop_assert!(!is_simple(&text, flow) || reads_back(&text, flow), "{text:?}");
    }
}
