//! Each field of an activity is one row of a table. These tests report what is missing for a new
//! field.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value, json};
use workplan::format::keys::{CONFIG, KeyTable, MAX_KEYS, ORGANIZATIONS, PLAN, ValueKind};
use workplan::model::{FIELDS, Field, FieldKind, Translated};

use crate::support::{commit, folder, init, project, workplan};

/// Returns all optional text fields, each with a unique word.
fn texts() -> impl Iterator<Item = (&'static Field, String)> {
    let texts = FIELDS.iter().filter(|field| matches!(field.kind, FieldKind::Text(..)));
    texts.map(|field| (field, format!("{}zzz", field.key.replace('_', ""))))
}

/// Returns a plan of one activity with these additional keys.
fn plan(more: &str) -> String {
    format!(
        "schema: 1\ntitle: T\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\n\
            organizations: [{{id: a, name: A}}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
            \x20 - id: '1'\n    title: Train\n    owners: [a]\n    status: on_hold\n    due: 2024-06-30\n{more}"
    )
}

fn plan_with_texts() -> String {
    plan(&texts().map(|(field, word)| format!("    {}: {word}\n", field.key)).collect::<String>())
}

/// Returns the names in backticks.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_field_is_in_the_manual() {
    let page = std::fs::read_to_string(project().join("docs/format.md")).unwrap();
    let section =
        page.split("## Keys of an activity").nth(1).unwrap().split("\n## ").next().unwrap();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let told: BTreeSet<&str> = cells.flat_map(names).collect();
    let all: BTreeSet<&str> = FIELDS.iter().map(|field| field.key).collect();
    let missing: Vec<_> = all.difference(&told).collect();
    assert!(missing.is_empty(), "docs/format.md, “Keys of an activity”, lacks {missing:?}");
    let surplus: Vec<_> = told.difference(&all).collect();
    assert!(surplus.is_empty(), "docs/format.md, “Keys of an activity”, has {surplus:?}");

    let row = page.lines().find(|line| line.starts_with("| an activity |")).unwrap();
    let translated = FIELDS.iter().filter(|field| field.translated != Translated::Never);
    let translated: BTreeSet<&str> = translated.map(|field| field.key).collect();
    assert_eq!(names(row), translated, "docs/format.md, “Texts in several languages”");
}

/// `UPDATE_DOCS=1 cargo test --test it fields` adds text and list fields to the published schema.
#[test]
fn every_field_is_in_the_published_shape() {
    let path = project().join("docs/schemas/output.json");
    let mut schema: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let listed = schema["$defs"]["activity"]["properties"].as_object().unwrap().clone();
    let whole = &mut schema["$defs"]["whole"]["allOf"][1];
    let fields: Vec<&Field> =
        FIELDS.iter().filter(|field| !listed.contains_key(field.key)).collect();
    let keys: Vec<&str> = fields.iter().map(|field| field.key).collect();
    let known = whole["properties"].as_object().unwrap().clone();
    let shape = |field: &&Field| match field.kind {
        _ if known.contains_key(field.key) => known[field.key].clone(),
        FieldKind::Text(..) => json!({"type": ["string", "null"]}),
        FieldKind::Texts(_) => json!({"type": "array", "items": {"type": "string"}}),
        _ => panic!("docs/schemas/output.json: write the shape of `{}` into `whole`", field.key),
    };
    let shapes = fields.iter().map(|field| (field.key.to_owned(), shape(field)));
    whole["properties"] = shapes.collect::<Map<String, Value>>().into();
    whole["required"] = json!(keys);
    let made = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == made,
        "docs/schemas/output.json, `whole`, has not the keys {keys:?}; UPDATE_DOCS=1 cargo test \
            --test it fields writes them"
    );
}

#[test]
fn a_text_is_shown_and_exported_and_found() {
    let folder = folder(&[("2024.yaml", plan_with_texts().as_bytes())]);
    let run = |arguments: &[&str]| {
        workplan(folder.path(), &[arguments, &["--as-of", "2024-07-01"]].concat())
    };
    let mut outputs = Vec::new();
    for command in ["show 1", "export 2024", "report 2024"] {
        for format in ["table", "json", "csv", "markdown", "html"] {
            if matches!(
                (command, format),
                ("export 2024", "table" | "markdown" | "html")
                    | ("report 2024", "table" | "json" | "csv" | "markdown")
                    | ("show 1", "html")
            ) {
                continue;
            }
            let arguments: Vec<&str> = command.split(' ').chain(["--format", format]).collect();
            outputs.push((format!("{command} --format {format}"), run(&arguments).ok()));
        }
    }
    assert_eq!(outputs.len(), 7);
    let rows = workbook(folder.path());
    for (field, word) in texts() {
        for (name, output) in &outputs {
            assert!(output.contains(&word), "{name} lacks `{}`: {output}", field.key);
        }
        let column = field.column.unwrap_or_else(|| panic!("`{}` has no column", field.key));
        let at = rows[0].iter().position(|head| head == column.title).unwrap();
        assert_eq!(rows[1][at], word);
        let found = run(&["list", "--search", &word, "--format", "json"]).json();
        assert_eq!(found["activities"].as_array().unwrap().len(), 1, "list --search, {word}");
    }
}

/// Returns the sheet of activities of an exported workbook.
fn workbook(folder: &Path) -> Vec<Vec<String>> {
    use calamine::Reader;
    workplan(folder, &["export", "2024", "-o", "plan.xlsx", "--as-of", "2024-07-01"]).ok();
    let bytes = std::fs::read(folder.join("plan.xlsx")).unwrap();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Activities").unwrap();
    sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_change_of_a_text_is_reported() {
    let folder = folder(&[("2024.yaml", plan("    reason: R\n").as_bytes())]);
    init(folder.path());
    commit(folder.path(), "one");
    std::fs::write(folder.path().join("workplans/2024.yaml"), plan_with_texts()).unwrap();
    let run =
        workplan(folder.path(), &["diff", "HEAD", "--format", "json", "--as-of", "2024-07-01"]);
    let diff = run.json().to_string();
    for (field, word) in texts() {
        let change = format!("\"field\":\"{}\"", field.key);
        assert!(diff.contains(&change) && diff.contains(&word), "`{}`: {diff}", field.key);
    }
}

#[test]
fn a_text_is_translated() {
    let config = b"schema: 1\nlanguages: [en, fr]\nrules: {translation-missing: warning}\n";
    let check = |plan: &str| {
        let folder = folder(&[("2024.yaml", plan.as_bytes()), ("config.yaml", config)]);
        workplan(folder.path(), &["check"]).stdout
    };
    let without = check(&plan_with_texts());
    let all: String = texts().map(|(field, _)| format!("{}: x, ", field.key)).collect();
    let with =
        check(&format!("{}    translations: {{fr: {{{all}title: x}}}}\n", plan_with_texts()));
    for (field, _) in texts() {
        let told = format!("`{}` has no translation", field.key);
        let is_expected = field.translated == Translated::Expected;
        assert_eq!(without.contains(&told), is_expected, "{told}: {without}");
        assert!(!with.contains(&format!("`{}`", field.key)), "{told}: {with}");
    }
}

#[test]
fn a_text_comes_in_from_a_sheet() {
    let organizations = b"schema: 1\norganizations: [{id: a, name: A}]\n";
    let folder = folder(&[("organizations.yaml", organizations)]);
    let heads: Vec<&str> = texts().filter_map(|(field, _)| Some(field.column?.title)).collect();
    let words: Vec<String> = texts().map(|(_, word)| word).collect();
    let sheet = format!(
        "Activity,Owner,Status,Due,{}\nTrain,a,on hold,2030-03-31,{}\n",
        heads.join(","),
        words.join(",")
    );
    std::fs::write(folder.path().join("sheet.csv"), sheet).unwrap();
    workplan(folder.path(), &["import", "sheet.csv", "--to", "2030"]).ok();
    let made = std::fs::read_to_string(folder.path().join("workplans/2030.yaml")).unwrap();
    for (field, word) in texts() {
        assert!(made.contains(&format!("{}: {word}\n", field.key)), "`{}`: {made}", field.key);
    }
}

#[test]
fn the_reader_has_room_for_every_key_of_every_table() {
    fn most(table: &KeyTable) -> usize {
        let inner = table.keys.iter().map(|key| match key.takes {
            ValueKind::Mapping(inner) | ValueKind::List(inner) => most(inner),
            _ => 0,
        });
        inner.chain([table.keys.len()]).max().unwrap()
    }
    assert_eq!(MAX_KEYS, [&PLAN, &ORGANIZATIONS, &CONFIG].map(most).into_iter().max().unwrap());
}
