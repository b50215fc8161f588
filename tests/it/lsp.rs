//! The server for editors: its findings are those of `check`, as they are typed.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Editor, copied, folder, project, workplan};

/// The day of all questions here.
const DAY: &str = "2025-07-15";

/// Returns what `check` finds, as the server should say it: by file, with places in UTF-16.
fn checked(root: &Path) -> Value {
    let report = workplan(root, &["check", "--as-of", DAY, "--format", "json"]).json();
    let place = |one: &Value| {
        let text = fs::read(root.join(one["path"].as_str().unwrap())).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        let at = |line: &str, column: &str| {
            let (line, column) = (one[line].as_u64().unwrap(), one[column].as_u64().unwrap());
            let own = text.split('\n').nth(line as usize - 1).unwrap_or("");
            let units: usize = own.chars().take(column as usize - 1).map(char::len_utf16).sum();
            json!({"line": line - 1, "character": units})
        };
        json!({"start": at("line", "column"), "end": at("end_line", "end_column")})
    };
    let all = report["diagnostics"].as_array().unwrap().iter();
    all.map(|one| {
        let related = one["related"].as_array().unwrap().iter();
        let related = related.map(|other| {
            json!({"path": other["path"], "range": place(other), "message": other["message"]})
        });
        json!({
            "path": one["path"], "rule": one["rule"], "level": one["level"],
            "message": one["message"], "help": one["help"], "range": place(one),
            "related": related.collect::<Vec<_>>(),
        })
    })
    .collect()
}

/// Returns what the server has said of all files, in the same form.
fn said(editor: &Editor, root: &Path) -> Value {
    let path = |uri: &Value| {
        let uri = uri.as_str().unwrap();
        uri.strip_prefix(&editor.uri("")).unwrap().to_owned()
    };
    let mut all = Vec::new();
    for (uri, found) in &editor.diagnostics {
        for one in found.as_array().unwrap() {
            let related = one["relatedInformation"].as_array().into_iter().flatten();
            let related = related.map(|other| {
                json!({
                    "path": path(&other["location"]["uri"]), "range": other["location"]["range"],
                    "message": other["message"],
                })
            });
            all.push(json!({
                "path": path(&json!(uri)), "rule": one["code"],
                "level": if one["severity"] == 1 { "error" } else { "warning" },
                "message": one["message"], "help": one["data"]["help"], "range": one["range"],
                "related": related.collect::<Vec<_>>(),
            }));
            assert_eq!(one["source"], "workplan", "{}", root.display());
        }
    }
    all.into()
}

/// Puts findings into one order: `check` sorts by files, the client by addresses.
fn sorted(mut all: Value) -> Vec<String> {
    let mut lines: Vec<String> =
        all.as_array_mut().unwrap().iter().map(ToString::to_string).collect();
    lines.sort();
    lines
}

#[track_caller]
fn assert_same(editor: &Editor, root: &Path) {
    assert_eq!(sorted(said(editor, root)), sorted(checked(root)), "{}", root.display());
}

#[test]
fn it_finds_what_check_finds() {
    let fixtures = project().join("tests/fixtures/rules");
    let rules = fs::read_dir(&fixtures).unwrap().map(|entry| entry.unwrap().path().join("bad"));
    for root in rules.chain([project().to_owned()]) {
        let mut editor = Editor::start(&root, &["--as-of", DAY, "--no-cache"]);
        editor.settle();
        assert_same(&editor, &root);
        assert_eq!(editor.end(), Some(0));
    }
}

const PLAN: &str = "schema: 1\r\ntitle: \u{62e}\u{637}\u{629} 😀\r\nperiod: {start: 2025-01-01, end: 2025-12-31}\r\n\
    priorities:\r\n  - id: a\r\n    title: A\r\n    activities:\r\n      - id: 1.1\r\n        title: T\r\n\
    \x20       owners: [iom, unodc]\r\n        status: ongoing\r\n";
const ORGANIZATIONS: &str = "\u{feff}schema: 1\norganizations:\n\
    \x20 - {id: iom, name: 😀 Migration, focal_points: [{name: Ana Example}]}\n\
    \x20 - {id: unodc, name: Drugs, focal_points: [{name: Ben Example}]}\n";

fn group() -> tempfile::TempDir {
    folder(&[("2025.yaml", PLAN.as_bytes()), ("organizations.yaml", ORGANIZATIONS.as_bytes())])
}

#[test]
fn it_judges_what_is_typed_and_not_what_is_saved() {
    let root = group();
    let mut editor = Editor::start(root.path(), &["--as-of", DAY]);
    editor.open("workplans/2025.yaml", PLAN);
    // Each state is compared with a copy of the folder in which it is saved.
    let states = [
        PLAN.replace("ongoing", "😀 done, status: x"),
        PLAN.replace("owners: [iom", "owners: [\u{645}\u{646}, 😀, imo"),
        PLAN.replace("        status", "       status"),
        String::new(),
        PLAN.replace("\r\n", "\n") + "      - id: 1.1\n        titel: U\n",
        PLAN.to_owned(),
    ];
    for (number, state) in (2..).zip(states) {
        editor.replace("workplans/2025.yaml", number, &state);
        let saved = copied(root.path());
        fs::write(saved.path().join("workplans/2025.yaml"), &state).unwrap();
        assert_eq!(sorted(said(&editor, root.path())), sorted(checked(saved.path())), "{state}");
    }
    // A file that uses it, and is not open.
    let renamed = ORGANIZATIONS.replace("unodc", "unod");
    editor.open("workplans/organizations.yaml", renamed.trim_start_matches('\u{feff}'));
    editor.settle();
    let found = &editor.diagnostics[&editor.uri("workplans/2025.yaml")];
    let messages: Vec<&Value> =
        found.as_array().unwrap().iter().map(|one| &one["message"]).collect();
    assert!(messages.contains(&&json!("unknown organization `unodc`")), "{messages:?}");
    // What was not saved is gone when the file is closed.
    let uri = editor.uri("workplans/organizations.yaml");
    editor.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    editor.settle();
    assert_same(&editor, root.path());
}

#[test]
fn it_takes_in_what_changes_on_the_disk() {
    let root = group();
    let mut editor = Editor::start(root.path(), &["--as-of", DAY]);
    editor.settle();
    let plan = root.path().join("workplans/2025.yaml");
    fs::write(&plan, PLAN.replace("unodc", "unod")).unwrap();
    fs::write(root.path().join("workplans/2026.yaml"), "schema: 2\n").unwrap();
    editor.settle();
    assert_same(&editor, root.path());
    assert_eq!(editor.diagnostics[&editor.uri("workplans/2026.yaml")].as_array().unwrap().len(), 1);
    fs::remove_file(root.path().join("workplans/2026.yaml")).unwrap();
    editor.settle();
    assert_eq!(editor.diagnostics[&editor.uri("workplans/2026.yaml")], json!([]));
    // Without a word from the editor, too.
    fs::write(&plan, PLAN).unwrap();
    let uri = editor.uri("workplans/2025.yaml");
    editor.wait(&|message| message["params"]["uri"] == uri);
    assert_same(&editor, root.path());
}

#[test]
fn places_are_counted_as_was_agreed() {
    let root = group();
    let text = "schema: 1\ntitle: T\nperiod: {start: 2025-01-01, end: 2025-12-31}\npriorities:\n\
        \x20 - {id: a, title: 😀é, titel: x}\n";
    for (known, kind, character) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 27),
        (json!(["utf-16"]), "utf-16", 24),
        (json!(["utf-32"]), "utf-32", 23),
    ] {
        let abilities = json!({"general": {"positionEncodings": known}});
        let mut editor = Editor::silent(root.path(), &["--as-of", DAY]);
        let folders = json!([{"uri": editor.uri(""), "name": "f"}]);
        let params =
            json!({"processId": null, "capabilities": abilities, "workspaceFolders": folders});
        let answer = editor.request("initialize", params).unwrap();
        assert_eq!(answer["capabilities"]["positionEncoding"], kind);
        editor.notify("initialized", json!({}));
        editor.open("workplans/2025.yaml", text);
        editor.settle();
        let found = &editor.diagnostics[&editor.uri("workplans/2025.yaml")];
        let unknown = found.as_array().unwrap().iter().find(|one| one["code"] == "unknown-key");
        assert_eq!(unknown.unwrap()["range"]["start"], json!({"line": 4, "character": character}));
    }
}

#[test]
fn the_name_of_a_rule_leads_to_its_page() {
    let root = folder(&[("2025.yaml", PLAN.replace("status", "statu").as_bytes())]);
    let mut editor = Editor::start(root.path(), &["--as-of", DAY]);
    editor.settle();
    let found = &editor.diagnostics[&editor.uri("workplans/2025.yaml")][0];
    let page = found["codeDescription"]["href"].as_str().unwrap();
    let page = fs::read_to_string(page.strip_prefix("file://").unwrap()).unwrap();
    let explained = workplan(root.path(), &["check", "--explain", found["code"].as_str().unwrap()]);
    assert_eq!(page.trim_end(), explained.ok().trim_end());
}

#[test]
fn a_folder_without_a_plan_and_a_file_of_another_kind_are_left_alone() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("notes.yaml"), "a: [").unwrap();
    let mut editor = Editor::start(root.path(), &[]);
    editor.open("notes.yaml", "a: [");
    editor.settle();
    assert!(editor.diagnostics.is_empty());
    let at = json!({"textDocument": {"uri": editor.uri("notes.yaml")}, "position": {"line": 0, "character": 1}});
    assert_eq!(editor.request("textDocument/hover", at), Ok(Value::Null));
    // A folder that comes later is found by the file that is opened in it.
    fs::create_dir(root.path().join("workplans")).unwrap();
    editor.open("workplans/2025.yaml", PLAN);
    editor.settle();
    assert!(!editor.diagnostics.is_empty());
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn what_comes_and_goes_on_the_disk_is_judged_as_by_check() {
    let root = group();
    let mut editor = Editor::start(root.path(), &["--as-of", DAY]);
    editor.settle();
    // A folder that was empty, and a file in it whose name comes before the others.
    let plan = root.path().join("workplans/2026");
    fs::create_dir(&plan).unwrap();
    editor.settle();
    let theme = "schema: 1\nthemes: [{id: t, title: T}]\n";
    fs::write(plan.join("plan.yaml"), theme).unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.settle();
    assert_same(&editor, root.path());
    fs::write(plan.join("1.yaml"), theme).unwrap();
    editor.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    editor.settle();
    assert_same(&editor, root.path());
    // Without its folder nothing is wrong any more.
    fs::remove_dir_all(root.path().join("workplans")).unwrap();
    editor.settle();
    assert_eq!(said(&editor, root.path()), json!([]));
    assert_eq!(editor.end(), Some(0));
}

#[test]
fn a_file_under_two_addresses_is_one_file() {
    let root = group();
    let mut editor = Editor::start(root.path(), &["--as-of", DAY]);
    let wrong = PLAN.replace("status", "statu");
    editor.open("workplans/2025.yaml", &wrong);
    editor.open("x/../workplans/2025.yaml", &wrong);
    let other = editor.uri("x/../workplans/2025.yaml");
    editor.notify("textDocument/didClose", json!({"textDocument": {"uri": other}}));
    editor.replace("workplans/2025.yaml", 2, PLAN);
    assert_eq!(editor.diagnostics.get(&other).unwrap_or(&json!([])), &json!([]));
    assert_same(&editor, root.path());
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened_is_told() {
    let root = group();
    std::os::unix::fs::symlink("/etc/hostname", root.path().join("workplans/2027.yaml")).unwrap();
    let mut editor = Editor::start(root.path(), &["--as-of", DAY]);
    editor.settle();
    let shown = |heard: &Value| {
        heard["method"] == "window/showMessage"
            && heard["params"]["message"].as_str().unwrap().contains("2027.yaml")
    };
    assert!(editor.heard.iter().any(shown), "{:?}", editor.heard);
}

#[test]
fn a_fix_is_offered_for_what_was_typed_in_the_same_moment() {
    let root = group();
    let mut editor = Editor::start(root.path(), &["--as-of", DAY]);
    editor.open("workplans/2025.yaml", PLAN);
    editor.settle();
    let uri = editor.uri("workplans/2025.yaml");
    let typed = PLAN.replace("ongoing", "Ongoing");
    editor.notify(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": typed}]}),
    );
    let at = json!({"line": 10, "character": 17});
    let params = json!({
        "textDocument": {"uri": uri}, "range": {"start": at, "end": at},
        "context": {"diagnostics": [], "only": ["quickfix"]},
    });
    let offered = editor.request("textDocument/codeAction", params).unwrap();
    assert_eq!(offered[0]["title"], "Replace `Ongoing` with `ongoing`");
}
