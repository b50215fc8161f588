#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

#[test]
fn columns_give_way_before_they_go() {
    let columns = [
        GridColumn::left("id"),
        GridColumn::left("title").wrapped(10),
        GridColumn::right("x").dispensable(1),
    ];
    let needs = [4, 30, 5].map(|natural| Needs { natural, word: 0 });
    assert_eq!(fit(&columns, &needs, 100), [(0, 4), (1, 30), (2, 5)]);
    assert_eq!(fit(&columns, &needs, 30), [(0, 4), (1, 15), (2, 5)]);
    assert_eq!(fit(&columns, &needs, 20), [(0, 4), (1, 12)]);
}

#[test]
fn words_are_broken_where_a_column_would_go_otherwise_and_names_never() {
    let columns = [
        GridColumn::left("title").wrapped(10).room_first(),
        GridColumn::left("owners").wrapped(8).names().dispensable(1),
    ];
    let needs = [Needs { natural: 40, word: 14 }, Needs { natural: 30, word: 12 }];
    assert_eq!(fit(&columns, &needs, 100), [(0, 40), (1, 30)]);
    assert_eq!(fit(&columns, &needs, 60), [(0, 40), (1, 16)]);
    assert_eq!(fit(&columns, &needs, 40), [(0, 24), (1, 12)]);
    assert_eq!(fit(&columns, &needs, 30), [(0, 14), (1, 12)]);
    assert_eq!(fit(&columns, &needs, 28), [(0, 12), (1, 12)]);
    assert_eq!(fit(&columns, &needs, 24), [(0, 22)]);
}

fn grid(rows: &[[String; 3]]) -> Grid {
    let columns = vec![
        GridColumn::left("id").wrapped(4),
        GridColumn::left("title").wrapped(6).at_most(40),
        GridColumn::right("days").wrapped(4),
    ];
    Grid {
        columns,
        rows: rows
            .iter()
            .map(|row| row.iter().map(|text| GridCell::new(text.as_str())).collect())
            .collect(),
    }
}

fn screen(width: Option<usize>) -> Terminal {
    Terminal { width, color: false }
}

#[test]
fn a_narrow_screen_gets_more_lines_and_not_fewer_words() {
    let rows = [
        ["1.1", "Set up contact groups", "12"],
        ["1.10", "\u{4eba}\u{53e3}\u{8d29}\u{8fd0}\u{5e74}\u{5ea6}", "-3"],
    ]
    .map(|row| row.map(str::to_owned));
    assert_eq!(
        grid(&rows).table(&screen(Some(80))),
        "id    title                  days\n1.1   Set up contact groups    12\n1.10  人口贩运年度             -3\n"
    );
    assert_eq!(
        grid(&rows).table(&screen(Some(26))),
        "id    title         days\n1.1   Set up          12\n      contact\n      groups\n1.10  人口贩运年度    -3\n"
    );
    assert_eq!(
        grid(&rows).table(&screen(None)),
        "id    title                  days\n1.1   Set up contact groups    12\n1.10  人口贩运年度             -3\n"
    );
}

/// Words in scripts of several widths.
const CELL: &str =
    "[a-z\u{4eba}\u{53e3}\u{646}\u{634}\u{e9}]{1,9}( [a-z\u{4eba}\u{634}]{1,7}){0,5}";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn nothing_is_wider_than_the_screen_and_nothing_is_lost(
        rows in prop::collection::vec([CELL; 3], 1..6),
        width in 22usize..120,
    ) {
        let shown = grid(&rows).table(&screen(Some(width)));
        for line in shown.lines() {
            prop_assert!(line.width() <= width, "{line:?} is wider than {width}");
        }
        let is_shown = |c: &char| !c.is_whitespace();
        let left = shown.lines().skip(1).flat_map(str::chars);
        let mut left: Vec<char> = left.filter(is_shown).collect();
        let meant = rows.iter().flatten().flat_map(|text| text.chars());
        let mut meant: Vec<char> = meant.filter(is_shown).collect();
        left.sort_unstable();
        meant.sort_unstable();
        prop_assert_eq!(left, meant);
    }
}
