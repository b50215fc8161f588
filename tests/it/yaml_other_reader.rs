//! Compares our YAML parser with another one (libyaml): the same keys, lists and texts in any
//! style.

use proptest::prelude::*;
use serde_yaml::Value as Other;
use workplan::format::yaml::{Node, NodeKind, parse};
use workplan::model::Decimal;
use workplan::text::FileId;

use crate::edit_laws::{plan, said};
use crate::support::project;
use crate::support::yaml_writer::Said;

/// Returns the first difference, if any. Numbers, booleans and nulls of the other parser are texts
/// for ours.
fn difference(node: Node<'_, '_>, other: &Other, way: &str) -> Option<String> {
    let differs = || Some(format!("{way}: {:?} here, {other:?} there", node.text()));
    match (node.kind(), other) {
        (_, Other::Tagged(tagged)) => difference(node, &tagged.value, way),
        (NodeKind::Scalar, Other::String(text)) if node.text() == *text => None,
        (NodeKind::Scalar, Other::Null) if node.is_null() => None,
        (NodeKind::Scalar, Other::Bool(is))
            if node.as_str().eq_ignore_ascii_case(&is.to_string()) =>
        {
            None
        }
        (NodeKind::Scalar, Other::Number(number)) => {
            let own: Option<f64> = Decimal::parse(node.as_str())
                .map(Decimal::to_f64)
                .ok()
                .or_else(|| node.as_str().parse().ok());
            if own == number.as_f64() { None } else { differs() }
        }
        (NodeKind::Sequence, Other::Sequence(others))
            if node.children().count() == others.len() =>
        {
            node.children()
                .zip(others)
                .enumerate()
                .find_map(|(nth, (own, other))| difference(own, other, &format!("{way}[{nth}]")))
        }
        (NodeKind::Mapping, Other::Mapping(others)) if node.pairs().count() == others.len() => {
            node.pairs().zip(others).find_map(|((key, own), (other_key, other))| {
                let way = format!("{way}.{}", key.text());
                difference(key, other_key, &way).or_else(|| difference(own, other, &way))
            })
        }
        _ => differs(),
    }
}

/// Asserts that both parsers read the same.
fn agree(text: &str, name: &str) -> Result<(), String> {
    let (document, faults) = parse(FileId(0), text);
    if let Some(fault) = faults.first() {
        return Err(format!("{name}: {fault:?}\n{text}"));
    }
    let other: Other = serde_yaml::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("{name}: {error}\n{text}"))?;
    match document.root().map(|root| difference(root, &other, "")) {
        Some(None) => Ok(()),
        difference => Err(format!("{name}: {difference:?}\n{text}")),
    }
}

/// Collects all YAML files below a folder.
fn files(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
            found.push(path);
        }
    }
}

#[test]
fn about_every_plan_of_this_repository() {
    let mut all = Vec::new();
    for folder in ["workplans", "examples", "tests/fixtures", "tests/schemas"] {
        files(&project().join(folder), &mut all);
    }
    let mut read = 0;
    for path in &all {
        let text = std::fs::read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        // Files with syntax errors are covered by other tests.
        let Some(text) = text.filter(|text| {
            parse(FileId(0), text).1.is_empty() && serde_yaml::from_str::<Other>(text).is_ok()
        }) else {
            continue;
        };
        agree(&text, &path.display().to_string()).unwrap();
        read += 1;
    }
    assert!(read >= 80 && read * 10 >= all.len() * 9, "{read} of {}", all.len());
}

#[test]
fn about_rare_yaml() {
    for text in [
        "x_a: &a [1.10, 010, 'no']\nx_b: *a\nx_c: {k: *a}\n",
        "x_a: &a\n  id: a1\n  title: é😀\nx_b:\n- *a\n- <<: 1\n",
        "title: !!str 2024\nx_b: ! 010\n",
        "? title\n: a\n  plain text\n  of three lines\n? 'x y'\n: - a\n  - - b\n    - c\n",
        "a: \"tab\\tquote\\\" back\\\\ \\u00e9 \\U0001F600 \\x41 \\\n   joined\"\nb: 'it''s\n\n  two'\n",
        "a: |+\n  kept\n\n\nb: >-\n  folded\n  text\n\n    more\n  end\nc: |2\n   one in\nd: |-\n\n  after\n",
        "%YAML 1.2\n---\na: b\n...\n",
        "{a: [b, {c: d}, [], {}], \"e\": f, g: }\n",
        "\u{feff}a: b\r\nc:\r\n- d\r\n-   e # f\r\n",
        "a: b#c\nd: e:f\ng: http://example.org/?x=1&y=[2]\nh: -1\ni: - \n"
            .trim_end_matches("i: - \n"),
        "a:\n- b: c\n  d: e\n-\n  f: g\n- - h\n  -\n",
        "a: ~\nb:\nc: null\nd: Null\ne: \"\"\n",
    ] {
        agree(text, "seldom").unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("READ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1500),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn about_plans_in_ugly_styles(seed in any::<u64>(), said in said()) {
        let text = plan(seed, &said);
        prop_assert_eq!(agree(&text, "generated"), Ok(()));
        // Also compares with the intended values, in case both parsers make the same mistake.
        let other: Other = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        for (key, meant) in &said {
            let Said::Text(meant) = meant else { continue };
            let found = &other["priorities"][0]["activities"][1][*key];
            prop_assert!(
                !found.is_string() || found.as_str() == Some(meant),
                "{}: {:?}\n{}",
                key,
                found,
                text
            );
        }
    }
}
