//! Properties of edits, tested with random edits of plans in ugly styles: the new text means what
//! was set, and unrelated lines stay as they were.

use std::collections::BTreeMap;

use proptest::prelude::*;
use workplan::edit::{Assignment, Change, Value, assign, find, find_priority, rewrite, says};
use workplan::format::yaml::parse;
use workplan::model::Day;
use workplan::text::FileId;

use crate::support::yaml_writer::{Said, TEXTS, Writer};

const KEYS: &[&str] = &[
    "contact",
    "start",
    "due",
    "forecast",
    "progress",
    "weight",
    "reason",
    "working_group",
    "description",
    "remarks",
    "x_own",
];
const LISTS: &[&str] = &["partners", "themes", "depends_on", "geography", "sdg_targets", "tags"];

/// Returns a plan in an ugly style with three activities, and the range of the middle one, which is
/// edited.
pub fn plan(seed: u64, said: &[(&str, Said)]) -> String {
    let mut writer = Writer::new(seed);
    writer.out += "schema: 1\ntitle: P\npriorities:\n- id: p\n  title: P\n  activities:\n";
    let dash = 2 + writer.dice.roll(2) as usize * 2;
    let other =
        [("title", Said::Text("T".into())), ("tags", Said::List(vec!["a".into(), "b".into()]))];
    writer.activity("before", &other, dash);
    writer.activity("1.1", said, dash);
    writer.activity("after", &other, dash);
    writer.finish()
}

fn text() -> impl Strategy<Value = String> {
    let known = proptest::sample::select(TEXTS).prop_map(str::to_owned);
    // Not a numbered comment.
    let any = "([ -\"$-~éß]|#[$-~]){0,12}".prop_map(|text| format!("x{text}"));
    prop_oneof![3 => known, 1 => any]
}

fn line() -> impl Strategy<Value = String> {
    text()
        .prop_filter("one line, not only space", |text| !text.contains('\n') && text.trim() == text)
}

pub fn said() -> impl Strategy<Value = Vec<(&'static str, Said)>> {
    let keys = proptest::collection::vec(
        (proptest::sample::select(KEYS), text().prop_map(Said::Text)),
        0..5,
    );
    let lists = proptest::collection::vec(
        (
            proptest::sample::select(LISTS),
            proptest::collection::vec(line(), 0..4).prop_map(Said::List),
        ),
        0..3,
    );
    let map = (line(), line()).prop_map(|(title, due)| vec![("title", title), ("due", due)]);
    let maps =
        proptest::collection::vec(map, 1..4).prop_map(|maps| ("milestones", Said::Maps(maps)));
    let maps = proptest::option::of(maps);
    (keys, lists, maps).prop_map(|(keys, lists, maps)| {
        let mut all: Vec<(&'static str, Said)> =
            vec![("title", Said::Text("T".into())), ("status", Said::Text("planned".into()))];
        for (key, said) in keys.into_iter().chain(lists).chain(maps) {
            if all.iter().all(|(other, _)| *other != key) {
                all.push((key, said));
            }
        }
        all
    })
}

fn edit() -> impl Strategy<Value = String> {
    let key = || proptest::sample::select(KEYS);
    let list = || proptest::sample::select(LISTS);
    let comma = |text: String| text.replace(',', "\\,");
    prop_oneof![
        4 => (key(), text()).prop_map(|(key, text)| format!("{key}={text}")),
        2 => key().prop_map(|key| format!("{key}=")),
        2 => (list(), proptest::collection::vec(line(), 0..4))
            .prop_map(move |(key, items)| {
                format!("{key}={}", items.into_iter().map(comma).collect::<Vec<_>>().join(","))
            }),
        2 => (list(), line()).prop_map(move |(key, item)| format!("{key}+={}", comma(item))),
        1 => (1..3usize, line()).prop_map(|(number, text)| format!("tags[{number}]={text}")),
        1 => (1..3usize).prop_map(|number| format!("tags[{number}]=")),
        1 => (1..4usize, line()).prop_map(|(number, text)| format!("milestones[{number}].done={text}")),
        1 => (1..4usize, line()).prop_map(|(number, text)| format!("milestones[{number}].title={text}")),
        1 => (1..4usize).prop_map(|number| format!("milestones[{number}].due=")),
        1 => (1..4usize).prop_map(|number| format!("milestones[{number}]=")),
        1 => (line(), line())
            .prop_map(|(currency, spent)| format!("budget.{currency}={spent}"))
            .prop_filter("a key", |text| Assignment::parse(text).is_ok()),
        1 => line().prop_map(|text| format!("budget.spent={text}")),
        1 => Just("milestones+={title: 'n, m', due: 2024}".to_owned()),
        1 => Just("status=completed".to_owned()),
    ]
}

fn day() -> Day {
    Day::from_ymd_opt(2024, 9, 15).unwrap()
}

/// Compares with another YAML parser, which may read some texts as numbers or booleans.
fn other_reader_agrees(meant: &Value, found: &serde_yaml::Value) -> bool {
    use serde_yaml::Value as Other;
    match (meant, found) {
        (Value::Null, found) => found.is_null(),
        (Value::Text(text), Other::String(found)) => text.as_str() == found,
        (Value::Text(_), Other::Number(_) | Other::Bool(_)) => true,
        (Value::List(items), Other::Sequence(found)) => {
            items.len() == found.len()
                && items
                    .iter()
                    .zip(found)
                    .all(|(item, found)| other_reader_agrees(&item.value, found))
        }
        (Value::Map(entries), Other::Mapping(found)) => {
            entries.len() == found.len()
                && entries.iter().all(|entry| {
                    found
                        .get(&entry.key)
                        .is_some_and(|found| other_reader_agrees(&entry.value, found))
                })
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(crate::support::cases(1000))]

    #[test]
    fn an_edited_plan_has_the_values_that_were_set(
        seed in any::<u64>(),
        said in said(),
        edits in proptest::collection::vec(edit(), 1..4),
    ) {
        let text = plan(seed, &said);
        let (document, faults) = parse(FileId(0), &text);
        prop_assert!(
            faults.is_empty(),
            "the test itself writes what cannot be read: {:?}\n{text}",
            faults.first()
        );
        let place = find(&document, "1.1").pop().unwrap();
        let before = Value::of(place.node);
        let mut meant = before.clone();
        let mut made = Vec::new();
        for edit in &edits {
            let mut next = meant.clone();
            if assign(&mut next, &[Assignment::parse(edit).unwrap()], day()).is_ok() {
                meant = next;
                made.push(edit);
            }
        }
        let ways = BTreeMap::from([(place.way.clone(), Change::Value(meant.clone()))]);
        let new = rewrite(&document, &text, &[(place, Change::Value(meant.clone()))]);
        let new =
            new.map_err(|why| TestCaseError::fail(format!("{}\n{text}\n{edits:?}", why.why)))?;
        let (read, faults) = parse(FileId(0), &new);
        prop_assert!(
            faults.is_empty() && says(&read, &document, &ways),
            "{:?}\n{text}\n{edits:?}\n\
            ----\n{new}",
            faults.first()
        );
        if meant == before {
            prop_assert_eq!(&new, &text);
        }
        let found: serde_yaml::Value = serde_yaml::from_str(new.trim_start_matches('\u{feff}'))
            .map_err(|error| TestCaseError::fail(format!("{error}\n{new}")))?;
        prop_assert!(
            other_reader_agrees(&meant, &found["priorities"][0]["activities"][1]),
            "another reader:\n{new}\n{edits:?}"
        );
        untouched(&text, &new)?;
        if made.iter().all(|edit| {
            edit.contains("+=")
                || KEYS
                    .iter()
                    .any(|key| edit.starts_with(&format!("{key}=")) && !edit.ends_with('='))
        }) {
            prop_assert_eq!(
                comments(&new),
                comments(&text),
                "a comment is gone:\n{}\n{:?}\n----\n{}",
                text,
                made,
                new
            );
        }
    }

    #[test]
    fn an_added_activity_comes_last(seed in any::<u64>(), said in said(), new in said()) {
        let text = plan(seed, &said);
        let (document, _) = parse(FileId(0), &text);
        let mut activity = Value::Map(Vec::new());
        let one = |(key, said): &(&str, Said)| match said {
            Said::Text(text) if !text.is_empty() => Some(Assignment::set(key, text.as_str())),
            _ => None,
        };
        let assignments: Vec<Assignment> = std::iter::once(Assignment::set("id", "new"))
            .chain(new.iter().filter_map(one))
            .collect();
        // Invalid values are refused, which other tests check.
        let fits = |one: &Assignment| {
            assign(&mut Value::Map(Vec::new()), std::slice::from_ref(one), day()).is_ok()
        };
        let assignments: Vec<Assignment> = assignments.into_iter().filter(fits).collect();
        assign(&mut activity, &assignments, day()).unwrap();
        let place = find_priority(&document, "p").pop().unwrap().key("activities").unwrap();
        let ways = BTreeMap::from([(place.way.clone(), Change::Append(activity.clone()))]);
        let new = rewrite(&document, &text, &[(place, Change::Append(activity))]).unwrap();
        let (read, faults) = parse(FileId(0), &new);
        prop_assert!(faults.is_empty() && says(&read, &document, &ways), "{text}\n----\n{new}");
        let mut rest = new.lines();
        prop_assert!(
            text.lines().all(|line| rest.any(|other| other == line)),
            "a line is gone or another:\n{text}\n----\n{new}"
        );
        untouched(&text, &new)?;
    }
}

/// Returns the numbered comments of a text.
fn comments(text: &str) -> Vec<&str> {
    let marks = text.match_indices("# ").map(|(at, _)| text[at..].lines().next().unwrap_or(""));
    marks.filter(|mark| mark.starts_with("# own ") || mark[2..].starts_with('c')).collect()
}

/// Asserts that an edit kept the other activities, line ends, byte-order mark, and all comments
/// outside the removed part.
fn untouched(text: &str, new: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(text.starts_with('\u{feff}'), new.starts_with('\u{feff}'));
    if text.contains("\r\n") {
        prop_assert!(!new.replace("\r\n", "").contains('\n'), "line ends:\n{new:?}");
    } else {
        prop_assert!(!new.contains('\r'));
    }
    let (head, _) = text.split_once("1.1").unwrap();
    let head = head.rsplit_once("\n").map_or("", |(head, _)| head);
    let head = if head.ends_with('{') || head.contains("- {") {
        head.rsplit_once("- ").map_or("", |(head, _)| head)
    } else {
        head
    };
    let begin = head.rfind("id: before").or_else(|| head.rfind("before")).unwrap_or(0);
    prop_assert!(
        new.starts_with(&text[..begin]),
        "the text before the activity changed:\n{text}\n----\n{new}"
    );
    Ok(())
}
