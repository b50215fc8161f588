//! JSON output, validated with the published schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{commit, project, workplan};

static SCHEMAS: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_slice(&std::fs::read(project().join("docs/schemas/output.json")).unwrap())
        .unwrap()
});

/// Returns the cached validator of a definition: creating one takes longer than most validations.
fn validator(name: &str) -> Arc<Validator> {
    static KNOWN: Mutex<BTreeMap<String, Arc<Validator>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let made = known.entry(name.to_owned()).or_insert_with(|| {
        let mut schema = SCHEMAS.clone();
        schema["$ref"] = json!(format!("#/$defs/{name}"));
        Arc::new(jsonschema::validator_for(&schema).unwrap())
    });
    Arc::clone(made)
}

/// Validates a value. Every key must be defined in the schema.
pub fn assert_shape(value: &Value, name: &str) {
    assert!(SCHEMAS["$defs"].get(name).is_some(), "there is no definition of {name}");
    let faults: Vec<String> = validator(name)
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
    undocumented(value, &SCHEMAS["$defs"][name], &SCHEMAS, name);
}

/// Fails on a key that is not in the schema.
fn undocumented(value: &Value, schema: &Value, whole: &Value, way: &str) {
    match value {
        Value::Object(keys) => {
            let named = properties(schema, whole);
            for (key, inner) in keys {
                let known: Vec<&Value> = named
                    .iter()
                    .filter(|(name, _)| *name == key)
                    .map(|(_, schema)| *schema)
                    .collect();
                assert!(!known.is_empty() || named.is_empty(), "{way}: `{key}` is not documented");
                known
                    .iter()
                    .for_each(|schema| undocumented(inner, schema, whole, &format!("{way}.{key}")));
            }
        }
        Value::Array(items) => {
            for schema in parts(schema, whole).into_iter().filter_map(|part| part.get("items")) {
                items.iter().for_each(|item| undocumented(item, schema, whole, way));
            }
        }
        _ => {}
    }
}

/// Returns a schema and those that it refers to.
fn parts<'a>(schema: &'a Value, whole: &'a Value) -> Vec<&'a Value> {
    let mut found = vec![schema];
    if let Some(name) = schema["$ref"].as_str().and_then(|to| to.strip_prefix("#/$defs/")) {
        found.extend(parts(&whole["$defs"][name], whole));
    }
    for list in ["allOf", "anyOf"] {
        for part in schema[list].as_array().into_iter().flatten() {
            found.extend(parts(part, whole));
        }
    }
    found
}

fn properties<'a>(schema: &'a Value, whole: &'a Value) -> Vec<(&'a String, &'a Value)> {
    parts(schema, whole)
        .into_iter()
        .filter_map(|part| part["properties"].as_object())
        .flatten()
        .collect()
}

/// Returns the folders that a new clone has.
fn samples() -> Vec<std::path::PathBuf> {
    [
        "workplans",
        "examples/biennium/workplans",
        "examples/fiscal-year/workplans",
        "examples/one-page/workplans",
    ]
    .iter()
    .map(|folder| project().join(folder))
    .collect()
}

fn run(folder: &Path, arguments: &[&str]) -> Value {
    let dir = folder.to_str().unwrap();
    let day = ["--as-of", "2024-09-15", "--format", "json", "--dir", dir];
    workplan(project(), &[arguments, &day].concat()).json()
}

#[test]
fn the_samples_are_shown_in_the_published_shapes() {
    let commands: &[(&str, &[&str])] = &[
        ("status", &["status"]),
        ("status_all", &["status", "--all"]),
        ("list", &["list"]),
        ("items", &["overdue"]),
        ("items", &["upcoming", "--within", "90"]),
        ("matrix", &["matrix"]),
        ("digest", &["digest"]),
        ("report", &["report"]),
        ("report", &["report", "--for", "public"]),
        ("check", &["check"]),
        ("export", &["export"]),
        ("rollover", &["rollover", "--to", "next", "--dry-run"]),
    ];
    for folder in samples() {
        for (shape, arguments) in commands {
            assert_shape(&run(&folder, arguments), shape);
        }
        let lines = [
            "export",
            "--format",
            "ndjson",
            "--as-of",
            "2024-09-15",
            "--dir",
            folder.to_str().unwrap(),
        ];
        for line in workplan(project(), &lines).stdout.lines() {
            assert_shape(&serde_json::from_str(line).unwrap(), "export_line");
        }
        let listed = run(&folder, &["list"]);
        for activity in listed["activities"].as_array().unwrap() {
            assert_shape(&run(&folder, &["show", activity["id"].as_str().unwrap()]), "show");
        }
    }
}

#[test]
fn edits_are_shown_in_the_published_shapes() {
    let commands: &[(&str, &[&str])] = &[
        (
            "edit",
            &[
                "set",
                "1.3",
                "due=2024-12-20",
                "tags+=x",
                "milestones[3].done=2024-09-10",
                "--dry-run",
            ],
        ),
        ("edit", &["add", "--priority", "1", "--title", "T", "--owner", "iom", "--dry-run"]),
        ("edits", &["done", "1.3", "1.5", "--dry-run"]),
    ];
    for (shape, arguments) in commands {
        assert_shape(&run(&project().join("workplans"), arguments), shape);
    }
}

#[test]
fn imports_are_shown_in_the_published_shapes() {
    let folder = crate::support::samples();
    let go = |arguments: &[&str]| {
        workplan(folder.path(), &[arguments, &["--as-of", "2024-09-15"]].concat())
    };
    let _ = go(&["export", "2024", "-o", "plan.xlsx"]).ok();
    let _ = go(&["set", "1.3", "contact=Somebody else", "--plan", "2024"]).ok();
    let same = go(&["import", "plan.xlsx", "--format", "json"]).json();
    assert_shape(&same, "import");
    assert_eq!((&same["edits"], &same["conflicts"]), (&json!([]), &json!([])));

    std::fs::write(
        folder.path().join("sheet.csv"),
        "Activity;Owner;Status;Due\n;;;\nTrain;iom;ongoing;2030-06-30\n",
    )
    .unwrap();
    for (written, more) in [(false, &["--dry-run"][..]), (true, &[])] {
        let arguments =
            [&["import", "sheet.csv", "--to", "2030", "--format", "json"], more].concat();
        let run = go(&arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_shape(&run.json(), "import_plan");
        assert_eq!(run.json()["written"], json!(written));
        assert_eq!(folder.path().join("workplans/2030.yaml").exists(), written);
    }
}

#[test]
fn faults_are_shown_in_the_published_shape() {
    let folder = crate::support::folder(&[(
        "2024.yaml",
        b"schema: 1\ntitle: T\npriorities: [{id: p, activites: 3}]\n\x00",
    )]);
    let shown = workplan(folder.path(), &["check", "--format", "json"]);
    shown.assert_clean();
    assert_eq!(shown.code, Some(1));
    assert_shape(&shown.json(), "check");
}

#[test]
fn the_manual_names_every_shape() {
    let page = std::fs::read_to_string(project().join("docs/json.md")).unwrap();
    let shapes = SCHEMAS["$defs"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, shape)| shape["properties"].get("schema").is_some());
    let missing: BTreeSet<&String> =
        shapes.map(|(name, _)| name).filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/json.md does not tell of {missing:?}");
}

#[test]
fn a_key_that_nobody_documented_is_found() {
    let mut value = run(&samples()[0], &["matrix"]);
    value["cells"][0]["colour"] = json!("red");
    assert!(std::panic::catch_unwind(|| assert_shape(&value, "matrix")).is_err());
}

#[test]
fn the_history_is_shown_in_the_published_shapes() {
    use crate::support::{folder, git};
    let text = std::fs::read(project().join("examples/one-page/workplans/2025.yaml")).unwrap();
    let root = folder(&[("2025.yaml", &text)]);
    git(root.path(), &["init", "-q"]);
    commit(root.path(), "One page");
    let changed =
        String::from_utf8(text).unwrap().replace("Summer Reading 2025", "Winter Reading 2025");
    std::fs::write(root.path().join("workplans/2025.yaml"), changed).unwrap();
    let first = run(&root.path().join("workplans"), &["list", "2025"])["activities"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (shape, arguments) in [
        ("trend", &["trend", "2025", "--every", "commit", "--at", "HEAD"][..]),
        ("log", &["log", &first, "2025"]),
        ("diff", &["diff"]),
        ("edit", &["set", &first, "remarks=Seen", "--plan", "2025", "--dry-run"]),
    ] {
        let run = workplan(root.path(), &[arguments, &["--format", "json"]].concat());
        assert_shape(&run.json(), shape);
    }
}
