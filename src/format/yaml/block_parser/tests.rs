use proptest::prelude::*;

use super::super::parser::by_library;
use super::*;
use crate::format::yaml::Node;

#[test]
fn plain_block_style_is_read_here() {
    for text in [
        "a: b\n",
        "a: b",
        "# c\na: b # c\n\n\nc:\n- d\n-  e # f\n\ng:\n  - h: i\n    j:\n    k: l\n  -\n    m: n\n# end\n",
        "a: {b: c, d: [e, 'f''g'], h: {}, i: []}   # x\nb: \"x # y: z\"\n",
        "a: http://example.org/#x:y\nb: x#y\nc: -1\nd: ~\ne: 'it''s'\nf: ''\n",
        "a: >-\n  text\n  more\n\nb: |\n    x\n     y\n\n\n  # no comment\n# comment\nc: one\n  \
        two\n\n  three\nd: [a,\n  b]\ne: \"x\\ty\"\n",
        "list:\n  - one\n    two\n  - |\n    text: yes\n  - k: |\n      v\n    l: m\n",
        "نشر: x".replace("نشر", "a").as_str(),
        "a: نشر 人口 e\u{301} 👍\nb: [人口, نشر]\n",
        "a:\n",
        "a: > #\n#",
        "a: \n- |",
        "a:\n- |\n x\n- >\n  - y\n",
        "a:\nb:\n  c:\n  # x\nd: e\n   \n",
        "a: |\n x\n\n\n  y \n # z\n\n\nb: >\n   x\n\n   y\n   z\n\n\n   é\nc: >-  \n x\n\nd: |-\n x\n",
        "a:\n  - |\n   x\n   y\n  - >\n   x\n# c\nb: |\n x",
        "a: |\n x\u{a0}\n \u{a0}\nb: |\n \u{a0}\nc: >\n x\n \n y\n  z\nd: |\n x \n ",
        "a: |\n  x\n # c\nb: >\n x",
    ] {
        assert!(agrees(text), "{text:?} is left to the library");
    }
}

#[test]
fn everything_else_is_left_to_the_library() {
    for text in [
        "",
        "\n# c\n",
        "- a\n",
        "a: &x b\nc: *x\n",
        "a: b: c\n",
        "a:b\n",
        "a: b\n  c: d\n",
        "a\tb: c\n",
        "a: b\r\n",
        "\u{feff}a: b\n",
        "---\na: b\n",
        "a: b\n...\n",
        "? a\n: b\n",
        "'a': b\n",
        "a: !!str 1\n",
        "a: [b: c]\n",
        "a: {b}\n",
        "a: {b: c,}\n",
        "a: [b]]\n",
        "a: [b\n",
        "a: 'b\n",
        "a: 'b' c\n",
        "<<: a\n",
        "a: @b\n",
        "a: [&x b, *x]\n",
        "a:\n  - b\n c: d\n",
        "a:\n- b\n-\n- c\n",
        "a: |\n x\ny\n",
        "%a: b\n",
        "a: b\u{7}\n",
        "a: [x\n  , &y z]\n",
    ] {
        assert!(read(FileId(0), text).is_none(), "{text:?}");
    }
}

#[test]
fn a_file_knows_whether_a_stray_character_may_be_in_it() {
    let knows = |text: &str| read(FileId(0), text).map(|document| document.may_hold_strays);
    assert_eq!(knows("a: é ’ 数 «x» \u{a0} \u{ff0c} \u{1ed9}\n"), Some(false));
    for c in ('\0'..=char::MAX).filter(|c| is_stray(*c)) {
        assert_ne!(knows(&format!("a: x{c}y\n")), Some(false), "{c:?}");
    }
}

/// Lines such as people write, and such as they should not.
fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "b: c",
        "key:",
        "- ",
        "- x",
        "- k: v",
        "-",
        "[a, b]",
        "{a: b}",
        "[a,",
        "b]",
        "'q'",
        "'q''r'",
        "\"d\"",
        "\"e\\n\"",
        "'open",
        "|",
        ">-",
        "|2",
        "# c",
        " # c",
        "x: |",
        "x: >+",
        "n: 'a",
        "é: ü",
        "k: é 人",
        "a: [x, {y: z}]",
        "id: 1.10",
        "t: a: b",
        "t: a:b",
        "t: a#b",
        "t: a #b",
        "---",
        "...",
        "&a b",
        "*a",
        "!t v",
        "t: &a b",
        "t: *a",
        "",
        "  ",
        "k: - x",
        "k: -x",
        "k: ?x",
        "? k",
        ": v",
        "k :v",
        "k : v",
        "@x",
        "%x",
        "t: {a: , b: c}",
        "t: [,]",
        "t: ]",
        "t: 'a' b",
        "t: 'a'#b",
        "t: \"a\"  # b",
        "t: [a]b",
        "t: {a: b}: c",
        "~:",
        "null: ~",
        "<<: x",
        "t:  v  ",
        "t: \u{2028}",
        "t: \u{a0}v",
    ]);
    (0usize..7, word, prop::bool::weighted(0.1)).prop_map(|(indent, word, odd)| {
        format!("{}{word}{}", " ".repeat(indent), if odd { " z" } else { "" })
    })
}

/// Mappings in mappings and lists, in good order, with odd values.
fn block(depth: u32) -> BoxedStrategy<Vec<String>> {
    let value = prop::sample::select(vec![
        "v",
        "'q'",
        "'a''b'",
        "\"d\"",
        "\"e\\t\"",
        "[a, b]",
        "[]",
        "{}",
        "{a: b, c: [d]}",
        "[a,\n   b]",
        "|\n   x\n\n    y\n",
        ">-\n   x\n   y",
        "a\n   b",
        "",
        "# c",
        "v # c",
        "2024-01-01",
        "1.10",
        "a: b",
        "'a\n   b'",
        "é人",
        "[a, 'b, c', \"d]\"]",
        "|+\n   x\n\n",
        "|-\n   x\n\n\n   y ",
        ">\n   x\n   y\n\n   z",
        ">\n   x\n     y\n   z ",
        "|\n   x\n  y",
    ]);
    let pair = (prop::sample::select(vec!["id", "title", "a_b", "x-y", "1"]), value).prop_map(
        |(key, value)| {
            let lines = format!("{key}: {value}");
            lines.split('\n').map(str::to_owned).collect::<Vec<_>>()
        },
    );
    if depth == 0 {
        return prop::collection::vec(pair, 1..4).prop_map(|pairs| pairs.concat()).boxed();
    }
    let nested =
        (0usize..3, prop::bool::ANY, block(depth - 1)).prop_map(|(indent, list, inner)| {
            let mut lines = vec!["key:".to_owned()];
            let indent = if list { indent } else { indent + 1 };
            lines.extend(inner.iter().enumerate().map(|(nth, line)| {
                let sign = match (list, nth) {
                    (true, 0) => "- ",
                    (true, _) => "  ",
                    (false, _) => "",
                };
                if line.is_empty() {
                    String::new()
                } else {
                    format!("{}{sign}{line}", " ".repeat(indent))
                }
            }));
            lines
        });
    let comment = prop::sample::select(vec!["# c", "", "   # deeper", "   "])
        .prop_map(|line| vec![line.to_owned()]);
    prop::collection::vec(prop_oneof![3 => pair, 2 => nested, 1 => comment], 1..5)
        .prop_map(|parts| parts.concat())
        .boxed()
}

/// An item of a list two columns in.
fn item(lines: &[String]) -> String {
    let sign = |nth| if nth == 0 { "  - " } else { "    " };
    lines.iter().enumerate().map(|(nth, line)| format!("{}{line}\n", sign(nth))).collect()
}

/// The list of the second key.
fn list_of<'d, 's>(root: Node<'d, 's>) -> Option<Node<'d, 's>> {
    root.pairs().nth(1).map(|(_, list)| list)
}

/// Describes a node, without one item of the list two levels down.
fn said(node: Node<'_, '_>, without: Option<usize>) -> String {
    let children = node.children().enumerate().map(|(number, child)| match without {
        Some(item) if number == 3 && child.kind() == NodeKind::Sequence => child
            .children()
            .enumerate()
            .map(|(at, one)| if at == item { "-".to_owned() } else { said(one, None) })
            .collect(),
        _ => said(child, None),
    });
    format!(
        "{:?} {:?} {} [{}]",
        node.kind(),
        node.text(),
        node.is_text_by_notation(),
        children.collect::<Vec<_>>().join(", ")
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn agrees_with_the_library_on_any_lines(lines in prop::collection::vec(line(), 0..9), last in prop::bool::ANY) {
        agrees(&(lines.join("\n") + if last { "\n" } else { "" }));
    }

    #[test]
    fn agrees_with_the_library_on_plans(lines in block(3), last in prop::bool::ANY) {
        agrees(&(lines.join("\n") + if last { "\n" } else { "" }));
    }

    /// An item that is read again alone equals the library's reading, and nothing else has changed.
    #[test]
    fn an_item_read_alone_stands_for_the_whole(
        items in prop::collection::vec(block(1), 1..4),
        new in prop_oneof![
            3 => block(1).prop_map(|lines| item(&lines)),
            1 => prop::collection::vec(line(), 0..5).prop_map(|lines| lines.join("\n") + "\n"),
        ],
        number in 0usize..3,
        tail in prop::sample::select(vec![
            "",
            "  # c\n",
            "\n# c\nother: v\n",
            "other: v",
            "  other:\n",
            "    # deeper\nother:\n  - x\n",
        ]),
    ) {
        let number = number % items.len();
        let before: Vec<String> = items.iter().map(|lines| item(lines)).collect();
        let mut after: Vec<String> = before.clone();
        if let Some(item) = after.get_mut(number) {
            item.clone_from(&new);
        }
        let text = |items: &[String]| format!("before: v\nkey:\n{}{tail}", items.concat());
        let (before, after) = (text(&before), text(&after));
        let (old, _) = super::super::parse(FileId(0), &before);
        let Some((root, list)) = old.root().and_then(|root| Some((root, list_of(root)?))) else { return Ok(()) };
        let alone = super::super::reread(&old, &[root, list], number, &after);
        if let Some(alone) = alone.as_ref().and_then(Document::root) {
            let (whole, faults) = by_library(FileId(0), &after);
            prop_assert!(faults.is_empty(), "{after:?}: {faults:?}");
            let found = whole.root().and_then(list_of).and_then(|list| list.children().nth(number));
            let places = |node: Node<'_, '_>| node.descendants().map(|node| node.span().start).collect::<Vec<_>>();
            prop_assert_eq!(found.map(|found| said(found, None)), Some(said(alone, None)), "{:?}", after);
            prop_assert_eq!(found.map(places), Some(places(alone)), "{:?}", after);
            let others = whole.root().map(|whole| said(whole, Some(number)));
            prop_assert_eq!(others, Some(said(root, Some(number))), "{:?}\n{:?}", before, after);
        }
    }

    #[test]
    fn agrees_with_the_library_on_any_bytes(text in "[ab:\\-\\[\\]{},'\"#|> \n&*!?%é]{0,40}") {
        agrees(&text);
    }
}
