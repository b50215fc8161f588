//! `workplan schema` accepts and refuses the same as the reader.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use workplan::format::keys::{CONFIG, KeyTable, ORGANIZATIONS, PLAN, ValueKind};
use workplan::format::{FileSet, RawFile, read};

use crate::support::temporary_folder;

fn schema(arguments: &[&str]) -> Value {
    let nowhere = temporary_folder();
    let output = Command::new(crate::support::program())
        .arg("schema")
        .args(arguments)
        .current_dir(&nowhere)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn validator(file: &str) -> jsonschema::Validator {
    let schema = schema(&[file]);
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// Reads a file with another YAML parser.
fn yaml(path: &Path) -> Value {
    serde_yaml::from_str(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(here).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// Returns the rules that the reader reports in a plan of one file. Keys that another file could
/// have are for the reader alone.
fn reader_errors(path: &Path) -> Vec<&'static str> {
    let input = FileSet::new(
        "workplans",
        vec![RawFile { path: "2024.yaml".into(), bytes: fs::read(path).unwrap() }],
    );
    let of_the_whole = |message: &str| message.starts_with("a plan needs");
    read(&input)
        .diagnostics
        .iter()
        .filter(|fault| !of_the_whole(&fault.message.to_string()))
        .map(|fault| fault.rule)
        .collect()
}

#[test]
fn the_default_is_a_plan() {
    assert_eq!(schema(&[]), schema(&["plan"]));
    assert_ne!(schema(&["plan"]), schema(&["organizations"]));
}

#[test]
fn another_kind_of_file_or_format_is_refused() {
    for arguments in [["schema", "budget", "--color=never"], ["schema", "--format", "csv"]] {
        let output = Command::new(crate::support::program()).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn every_key_of_every_table_is_in_it() {
    fn look(table: &'static KeyTable, place: &Value, schema: &Value) {
        let properties = place["properties"].as_object().unwrap();
        assert!(properties.keys().eq(table.names()), "{} in the format's order", table.name);
        assert_eq!(place["additionalProperties"], false, "{}", table.name);
        assert!(place["patternProperties"]["^x_"].is_object(), "{}", table.name);
        for key in table.keys {
            assert_eq!(properties[key.name]["description"], key.about);
            if let ValueKind::Mapping(inner) | ValueKind::List(inner) = key.takes {
                let name = inner.name.replace(' ', "_");
                look(inner, &schema["$defs"][&name], schema);
            }
        }
    }
    for (file, table) in [("plan", &PLAN), ("organizations", &ORGANIZATIONS), ("config", &CONFIG)] {
        let schema = schema(&[file]);
        look(table, &schema, &schema);
    }
}

#[test]
fn every_rule_is_in_the_schema_of_the_settings() {
    let schema = schema(&["config"]);
    for rule in workplan::rules::RULES {
        assert_eq!(
            schema["properties"]["rules"]["properties"][rule.name]["description"],
            rule.summary()
        );
    }
}

#[test]
fn keys_are_required_if_no_other_file_can_have_them() {
    assert_eq!(schema(&["plan"])["required"], serde_json::json!(["schema"]));
    assert_eq!(
        schema(&["organizations"])["required"],
        serde_json::json!(["schema", "organizations"])
    );
    assert_eq!(schema(&["config"])["required"], serde_json::json!(["schema"]));
    let activity = &schema(&["plan"])["$defs"]["activity"];
    assert_eq!(activity["required"], serde_json::json!(["id", "title", "owners", "status"]));
}

#[test]
fn the_schema_accepts_all_valid_plans() {
    let validator = validator("plan");
    for path in files("tests/schemas/plan/accepted") {
        assert_eq!(reader_errors(&path), Vec::<&str>::new(), "{}", path.display());
        if let Err(error) = validator.validate(&yaml(&path)) {
            panic!("{}: {} {error}", path.display(), error.instance_path());
        }
    }
}

#[test]
fn errors_of_structure_are_refused_by_both() {
    let validator = validator("plan");
    for path in files("tests/schemas/plan/refused") {
        assert_ne!(reader_errors(&path), Vec::<&str>::new(), "{}", path.display());
        assert!(!validator.is_valid(&yaml(&path)), "{}", path.display());
    }
}

#[test]
fn the_projects_own_plans_are_accepted() {
    let (plan, organizations, config) =
        (validator("plan"), validator("organizations"), validator("config"));
    let mut seen = 0;
    for folder in [
        "workplans",
        "examples/biennium/workplans",
        "examples/fiscal-year/workplans",
        "examples/one-page/workplans",
    ] {
        let inside = |path: PathBuf| {
            if path.is_dir() {
                fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect()
            } else {
                vec![path]
            }
        };
        for path in files(folder).into_iter().flat_map(inside) {
            let validator = match path.file_stem().unwrap().to_str().unwrap() {
                "organizations" => &organizations,
                "config" => &config,
                _ => &plan,
            };
            if let Err(error) = validator.validate(&yaml(&path)) {
                panic!("{}: {} {error}", path.display(), error.instance_path());
            }
            seen += 1;
        }
    }
    assert!(seen >= 12, "{seen}");
}

#[test]
fn settings_and_organizations_of_the_wrong_shape_are_refused() {
    let (organizations, config) = (validator("organizations"), validator("config"));
    let value = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
    assert!(config.is_valid(&value(
        "schema: 1\nsoon: 0\nrating: {on_track: 80.5}\n\
        rules: {missing-reason: off, syntax: error}\n"
    )));
    assert!(config.is_valid(&value("schema: 1\nrating:\nrules:\n")));
    for bad in [
        "soon: 30",
        "schema: 1\nsoon: 1.5",
        "schema: 1\nsoon: -1",
        "schema: 1\nrules: {no-such-rule: off}",
        "schema: 1\nrules: {syntax: loud}",
    ] {
        assert!(!config.is_valid(&value(bad)), "{bad}");
    }
    assert!(organizations.is_valid(&value("schema: 1\norganizations: [{id: no, name: Example}]")));
    for bad in [
        "schema: 1",
        "organizations: []",
        "schema: 1\norganizations: [{id: a}]",
        "schema: 1\norganizations: [{id: a, name: A, focal_points: [{}]}]",
    ] {
        assert!(!organizations.is_valid(&value(bad)), "{bad}");
    }
}
