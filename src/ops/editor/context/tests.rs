//! What is typed in texts that are not complete.

use super::*;
use crate::format::keys::{CONFIG, PLAN};

/// Tells what is typed at the `^`.
fn at(text: &str, root: &'static KeyTable) -> Option<String> {
    let offset = text.find('^')?;
    let text = text.replace('^', "");
    let found = context(&text, offset, root)?;
    let what = match found.subject? {
        Subject::Key(table) => format!("key of {}", table.name),
        Subject::Rule => "rule".to_owned(),
        Subject::Value(spec) => format!("value of {}", spec.name),
        Subject::Level => "level".to_owned(),
    };
    let typed = text.get(found.word.0..found.word.1).unwrap_or("?");
    Some(format!("{what} <{typed}> {}", found.present.join(",")))
}

#[track_caller]
fn in_plan(rest: &str, expected: Option<&str>) {
    let plan = "schema: 1\ntitle: T\npriorities:\n  - id: a\n    activities:\n";
    assert_eq!(at(&format!("{plan}{rest}"), &PLAN).as_deref(), expected, "{rest}");
}

#[test]
fn columns_tell_which_key_is_typed() {
    in_plan("      - id: 1\n        sta^\n        due: x\n", Some("key of activity <sta> id,due"));
    in_plan("      - ^\n", Some("key of activity <> "));
    in_plan(
        "      - id: 1\n        milestones:\n          - title: x\n            ^",
        Some("key of milestone <> title"),
    );
    in_plan("      - id: 1\n      - id: 2\n    le^\n", Some("key of priority <le> activities,id"));
    in_plan("\r\n^", Some("key of plan <> priorities,title,schema"));
    assert_eq!(at("\u{feff}schema: 1\n^", &PLAN).as_deref(), Some("key of plan <> schema"));
    assert_eq!(at("rules:\n  over^\n", &CONFIG).as_deref(), Some("rule <over> "));
}

#[test]
fn nothing_is_typed_where_nothing_can_stand() {
    for rest in [
        "      - id: 1\n          st^",
        "      - id: 1\n       st^",
        "      - id: 1\n      st^",
        "      - id: 1\n        description: |\n          some te^",
        "      - id: 1\n        description: &d >-\n          some te^",
        "      - id: 1 # sta^",
        "      - id: 1\n\tsta^",
    ] {
        in_plan(rest, None);
    }
}

#[test]
fn the_key_tells_which_value_is_typed() {
    in_plan("      - id: 1\n        status: on^\n", Some("value of status <on> "));
    in_plan(
        "      - id: 1\n        owners: [iom, ^, unodc]\n",
        Some("value of owners <> iom,unodc"),
    );
    in_plan("      - id: 1\n        depends_on: [\"1.^\"]\n", Some("value of depends_on <1.> "));
    in_plan(
        "      - id: 1\n        owners:\n          - io^\n          - unodc\n",
        Some("value of owners <io> unodc"),
    );
    in_plan(
        "      - id: 1\n        milestones:\n        - title: x\n          due: ^",
        Some("value of due <> "),
    );
    in_plan("      - id: 1\n        title: \"a # b\"\n        due: ^", Some("value of due <> "));
    assert_eq!(at("rules:\n  overdue: w^\n", &CONFIG).as_deref(), Some("level <w> "));
}

#[test]
fn brackets_and_braces_are_looked_into() {
    in_plan(
        "      - id: 1\n        budget: {currency: USD, re^}",
        Some("key of budget <re> currency"),
    );
    in_plan("      - id: 1\n        budget: {^, required: 5}", Some("key of budget <> required"));
    in_plan("      - {id: 1, sta^", Some("key of activity <sta> id"));
    in_plan("      - {id: 1, status: on^", Some("value of status <on> "));
    in_plan(
        "      - id: 1\n        milestones:\n          - {title: A, ^}\n",
        Some("key of milestone <> title"),
    );
    in_plan(
        "      - id: 1\n        milestones:\n          - {title: A, due: ^}\n",
        Some("value of due <> "),
    );
    in_plan("      - id: 1\n        milestones: [{title: A, due: ^}]\n", Some("value of due <> "));
    in_plan(
        "      - id: 1\n        owners: [\n          iom,\n          ^\n        ]\n",
        Some("value of owners <> iom"),
    );
    in_plan(
        "      - id: 1\n        budget: {\n          currency: USD,\n          ^",
        Some("key of budget <> currency"),
    );
    in_plan("      - id: 1\n        owners: [iom] ^", None);
}
