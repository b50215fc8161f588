//! What an editor asks of the server about a place, and what it offers there.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Editor, copied, folder, workplan};

const DAY: &[&str] = &["--as-of", "2025-07-15"];

const PLAN: &str = "schema: 1
title: Plan
period: {start: 2025-01-01, end: 2025-12-31}
themes:
  - {id: gender, title: Gender equality}
  - {id: survivors, title: Survivors take part}
priorities:
  - id: a
    title: Field
    lead: [iom]
    activities:
      - id: 1.1
        title: Train the trainers
        owners: [iom, un-odc]
        themes: [gender]
        status: ongoing
        due: 2025-05-30
        milestones:
          - {title: Agenda, due: 2025-03-01, done: 2025-03-01}
          - {title: Training, due: 2025-05-01}
      - id: 1.2
        title: Report on the training
        owners: [iom]
        themes: [gender, survivors]
        status: planned
        depends_on: [1.1]
  - id: b
    title: Law
    activities:
      - id: 2.1
        title: Model law
        owners: [iom]
        themes: [gender]
        status: planned
        remark: x
";
const EARLIER: &str = "schema: 1
title: Earlier
period: {start: 2024-01-01, end: 2024-12-31}
priorities:
  - id: a
    title: Field
    activities:
      - {id: 0.1, title: Old, owners: ['iom'], status: postponed, reason: Funds}
      - {id: '1.3', title: Other, owners: [\"iom\"], status: completed, completed: 2024-05-05}
";
const ORGANIZATIONS: &str = "schema: 1
organizations:
  - {id: iom, name: Migration, short: IOM, focal_points: [{name: Ana Example}]}
  - {id: unodc, name: Drugs, aliases: [un-odc], focal_points: [{name: Ben Example}]}
";
const FILE: &str = "workplans/2025.yaml";

fn group() -> tempfile::TempDir {
    folder(&[
        ("2025.yaml", PLAN.as_bytes()),
        ("2024.yaml", EARLIER.as_bytes()),
        ("organizations.yaml", ORGANIZATIONS.as_bytes()),
    ])
}

/// Returns the place of a text in another one.
fn place(text: &str, part: &str) -> Value {
    let offset = text.find(part).unwrap_or_else(|| panic!("{part}"));
    let line = text[..offset].matches('\n').count();
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    json!({"line": line, "character": offset - start})
}

fn at(editor: &Editor, part: &str) -> Value {
    json!({"textDocument": {"uri": editor.uri(FILE)}, "position": place(PLAN, part)})
}

fn with(mut params: Value, key: &str, value: Value) -> Value {
    params[key] = value;
    params
}

/// Makes the edits of a workspace edit in the files of a folder.
fn make(edit: &Value, editor: &Editor, root: &Path) {
    let changes = edit["documentChanges"].as_array().unwrap();
    for change in changes {
        let uri = change["textDocument"]["uri"].as_str().unwrap();
        let path = root.join(uri.strip_prefix(&editor.uri("")).unwrap());
        let mut text = fs::read_to_string(&path).unwrap();
        let offset = |text: &str, at: &Value| {
            let line = at["line"].as_u64().unwrap() as usize;
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            start + at["character"].as_u64().unwrap() as usize
        };
        let mut edits = change["edits"].as_array().unwrap().clone();
        edits.sort_by_key(|edit| std::cmp::Reverse(offset(&text, &edit["range"]["start"])));
        for edit in edits {
            let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
            let range = offset(&text, start)..offset(&text, end);
            text.replace_range(range, edit["newText"].as_str().unwrap());
        }
        fs::write(&path, text).unwrap();
    }
}

#[test]
fn the_hover_tells_what_a_word_means() {
    let root = group();
    let mut editor = Editor::start(root.path(), DAY);
    editor.settle();
    let mut hover = |part: &str| {
        let params = at(&editor, part);
        let answer = editor.request("textDocument/hover", params).unwrap();
        let text = answer["contents"]["value"].as_str().unwrap_or("");
        text.replace("  \n", "\n").replace('\\', "")
    };
    assert_eq!(
        hover("1.1\n"),
        "**Train the trainers**\nongoing, 50 % done, due 2025-05-30, 46 days late\n1 of 2 milestones\n\
         owners: IOM and Drugs\n1.2 waits for it"
    );
    assert_eq!(hover("un-odc"), "**Drugs**\nfocal points: Ben Example\n2025: 1 open, 1 overdue");
    assert_eq!(hover("gender, surv"), "**Gender equality**");
    assert_eq!(hover("1.1]"), hover("1.1\n"));
    assert!(hover("due: 2025-05-30").starts_with("**due**\nAgreed due date"));
    assert!(hover("milestones:").starts_with("**milestones**\n"));
    assert_eq!(hover("2025-05-30"), "");
    // The advice of a finding.
    assert!(hover("remark: ").starts_with("did you mean `remarks`? "));
}

#[test]
fn names_lead_to_their_definitions_and_uses() {
    let root = group();
    let mut editor = Editor::start(root.path(), DAY);
    editor.settle();
    let own = at(&editor, "un-odc");
    let found = editor.request("textDocument/definition", own.clone()).unwrap();
    assert_eq!(found["uri"], editor.uri("workplans/organizations.yaml"));
    assert_eq!(found["range"]["start"], json!({"line": 3, "character": 9}));
    let all = with(at(&editor, "iom]"), "context", json!({"includeDeclaration": true}));
    let uses = editor.request("textDocument/references", all.clone()).unwrap();
    // One definition, one lead, three owners here, two in the earlier plan.
    assert_eq!(uses.as_array().unwrap().len(), 7, "{uses}");
    let others = with(all, "context", json!({"includeDeclaration": false}));
    let uses = editor.request("textDocument/references", others).unwrap();
    assert_eq!(uses.as_array().unwrap().len(), 6);
    let own = at(&editor, "1.1\n");
    let here = editor.request("textDocument/documentHighlight", own).unwrap();
    assert_eq!(here.as_array().unwrap().len(), 2);
    assert_eq!((&here[0]["kind"], &here[1]["kind"]), (&json!(3), &json!(2)));
}

#[test]
fn an_id_is_renamed_in_all_files() {
    let root = group();
    let mut editor = Editor::start(root.path(), DAY);
    editor.settle();
    let own = at(&editor, "iom]");
    let prepared = editor.request("textDocument/prepareRename", own.clone()).unwrap();
    assert_eq!(prepared["placeholder"], "iom");
    let edit = editor
        .request("textDocument/rename", with(own.clone(), "newName", json!("iom-2")))
        .unwrap();
    let changed = copied(root.path());
    make(&edit, &editor, changed.path());
    let read = |path: &str| fs::read_to_string(changed.path().join(path)).unwrap();
    assert_eq!(read(FILE), PLAN.replace("iom", "iom-2"));
    assert_eq!(read("workplans/2024.yaml"), EARLIER.replace("iom", "iom-2"));
    assert_eq!(read("workplans/organizations.yaml"), ORGANIZATIONS.replace("id: iom", "id: iom-2"));
    // A former id stays.
    let former = at(&editor, "un-odc");
    assert_eq!(editor.request("textDocument/prepareRename", former.clone()), Ok(Value::Null));
    let refused = editor.request("textDocument/rename", with(former, "newName", json!("drugs")));
    assert!(refused.unwrap_err()["message"].as_str().unwrap().contains("former id"));
    // A number stays without quotes where the others are.
    let edit = editor
        .request("textDocument/rename", with(at(&editor, "1.1]"), "newName", json!("9.9")))
        .unwrap();
    let changed = copied(root.path());
    make(&edit, &editor, changed.path());
    let plan = fs::read_to_string(changed.path().join(FILE)).unwrap();
    assert_eq!(plan, PLAN.replace("1.1", "9.9"));
    let edit = editor
        .request("textDocument/rename", with(at(&editor, "1.1]"), "newName", json!("1e3")))
        .unwrap();
    let changed = copied(root.path());
    make(&edit, &editor, changed.path());
    let plan = fs::read_to_string(changed.path().join(FILE)).unwrap();
    assert_eq!(plan, PLAN.replace("1.1", "'1e3'"));
    assert_eq!(fs::read_to_string(changed.path().join("workplans/2024.yaml")).unwrap(), EARLIER);
    // What cannot be is refused with the reason.
    for (new, why) in [("unodc", "bring an error"), ("a b", "cannot be an id"), ("", "cannot be")] {
        let refused =
            editor.request("textDocument/rename", with(own.clone(), "newName", json!(new)));
        assert!(refused.unwrap_err()["message"].as_str().unwrap().contains(why), "{new}");
    }
    let elsewhere = at(&editor, "Plan");
    assert_eq!(editor.request("textDocument/prepareRename", elsewhere), Ok(Value::Null));
}

#[test]
fn keys_and_values_are_completed() {
    let root = group();
    let mut editor = Editor::start(root.path(), DAY);
    let mut version = 1;
    editor.open(FILE, PLAN);
    let mut offered = |before: &str, typed: &str| {
        let text = PLAN.replacen(before, &format!("{before}{typed}"), 1);
        version += 1;
        editor.replace(FILE, version, &text);
        let mut position = place(&text, &format!("{before}{typed}"));
        let whole = format!("{before}{typed}");
        let lines = whole.matches('\n').count() as u64;
        let last = whole.rsplit('\n').next().unwrap().len() as u64;
        let start = if lines == 0 { position["character"].as_u64().unwrap() } else { 0 };
        position =
            json!({"line": position["line"].as_u64().unwrap() + lines, "character": start + last});
        let params = json!({"textDocument": {"uri": editor.uri(FILE)}, "position": position});
        editor.request("textDocument/completion", params).unwrap().as_array().unwrap().clone()
    };
    let labels = |all: &[Value]| -> Vec<String> {
        all.iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect()
    };
    let keys = offered("due: 2025-05-30\n", "        fo");
    assert_eq!(
        labels(&keys)[..4],
        ["contact", "partners", "start", "forecast"],
        "in the format's order without those that are there"
    );
    assert_eq!(keys[3]["textEdit"]["newText"], "forecast: $1");
    let milestones = offered("title: Report on the training\n", "        mil");
    let milestones = milestones.iter().find(|one| one["label"] == "milestones").unwrap();
    assert_eq!(milestones["textEdit"]["newText"], "milestones:\n  - title: $1\n    due: $2");
    assert_eq!(labels(&offered("owners: [iom, ", "")), ["unodc"]);
    assert_eq!(labels(&offered("themes: [", "")), ["gender", "survivors"]);
    assert_eq!(labels(&offered("themes: [gender", ", ")), ["survivors"]);
    let statuses =
        offered("        status: planned\n        depends_on", ": [1.1]\n        status: ");
    assert_eq!(labels(&statuses)[..2], ["planned", "ongoing"]);
    assert_eq!(
        labels(&offered("depends_on: [", "")),
        ["1.1", "1.2", "2.1", "2024/0.1", "2024/1.3"]
    );
    let carried = offered("title: Report on the training\n", "        carried_from: ");
    assert_eq!(labels(&carried), ["2024/0.1", "2024/1.3"]);
    let dates = offered("title: Report on the training\n", "        due: ");
    assert_eq!(labels(&dates), ["2025-07-15", "2025-07-31", "2025-09-30", "2025-12-31"]);
    assert_eq!(dates[3]["detail"], "end of the plan's period");
    assert!(offered("title: Model law", " for ").is_empty());
    // What is inserted is YAML as it stands.
    let text = |all: &[Value], number: usize| all[number]["textEdit"]["newText"].clone();
    let status = offered("title: Report on the training\n", "        status:");
    assert_eq!(text(&status, 1), " ongoing");
    let owners = offered("title: Report on the training\n", "        partners: ");
    assert_eq!(text(&owners, 0), "[iom]");
    let milestone = offered("{title: Agenda, due: 2025-03-01, ", "");
    assert_eq!(labels(&milestone)[0], "done");
    let quoted = offered("depends_on: [", "\"");
    assert_eq!(text(&quoted, 0), "1.1");
    let first = offered("        depends_on: [1.1]\n", "      - bud");
    let budget = first.iter().find(|one| one["label"] == "budget").unwrap();
    assert_eq!(budget["textEdit"]["newText"], "budget:\n    currency: $1\n    required: $2");
}

#[test]
fn an_editor_shows_what_a_file_holds() {
    let root = group();
    let mut editor = Editor::start(root.path(), DAY);
    editor.settle();
    let of_file = json!({"textDocument": {"uri": editor.uri(FILE)}});
    let symbols = editor.request("textDocument/documentSymbol", of_file.clone()).unwrap();
    let priorities = symbols.as_array().unwrap().iter().find(|one| one["name"] == "priorities");
    let first = &priorities.unwrap()["children"][0];
    assert_eq!(first["name"], "a Field");
    let activity = &first["children"][0]["children"][0];
    assert_eq!(
        (&activity["name"], &activity["detail"]),
        (&json!("1.1 Train the trainers"), &json!("ongoing"))
    );
    assert_eq!(activity["range"]["end"], json!({"line": 19, "character": 46}));
    assert_eq!(activity["children"][0]["children"][1]["name"], "Training");
    let found = editor.request("workspace/symbol", json!({"query": "TRAIN"})).unwrap();
    let names: Vec<&Value> = found.as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["1.1 Train the trainers", "1.2 Report on the training"]);
    let folds = editor.request("textDocument/foldingRange", of_file.clone()).unwrap();
    assert!(
        folds.as_array().unwrap().contains(&json!({"startLine": 11, "endLine": 19})),
        "{folds}"
    );
    let lenses = editor.request("textDocument/codeLens", of_file.clone()).unwrap();
    let titles: Vec<&Value> =
        lenses.as_array().unwrap().iter().map(|one| &one["command"]["title"]).collect();
    assert_eq!(titles, ["0 of 2 completed, 1 overdue", "0 of 1 completed"]);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let hints =
        editor.request("textDocument/inlayHint", with(of_file.clone(), "range", whole)).unwrap();
    let hints: Vec<(&Value, &Value)> = hints
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["label"], &one["position"]["line"]))
        .collect();
    assert_eq!(
        hints,
        [(&json!("46 days late"), &json!(16)), (&json!("1 of 2 milestones"), &json!(17))]
    );
    let positions = json!([place(PLAN, "gender, surv")]);
    let grown = editor
        .request("textDocument/selectionRange", with(of_file, "positions", positions))
        .unwrap();
    let mut lines = Vec::new();
    let mut next = &grown[0];
    while next.is_object() {
        let (start, end) = (&next["range"]["start"], &next["range"]["end"]);
        lines.push((start["line"].as_u64().unwrap(), end["line"].as_u64().unwrap()));
        next = &next["parent"];
    }
    assert_eq!(lines.first(), Some(&(23, 23)));
    assert!(lines.contains(&(20, 25)), "the activity: {lines:?}");
    assert!(lines.windows(2).all(|pair| pair[1].0 <= pair[0].0 && pair[0].1 <= pair[1].1));
}

/// Returns the actions at a part of a text.
fn actions(editor: &mut Editor, text: &str, part: &str, only: Option<&str>) -> Vec<Value> {
    let at = place(text, part);
    let params = json!({
        "textDocument": {"uri": editor.uri(FILE)},
        "range": {"start": at, "end": at},
        "context": {"diagnostics": [], "only": only.map(|kind| json!([kind]))},
    });
    let offered = editor.request("textDocument/codeAction", params).unwrap();
    offered.as_array().unwrap().clone()
}

#[test]
fn an_action_makes_the_edit_of_its_command() {
    let root = group();
    let text = PLAN.replace("        remark: x\n", "");
    fs::write(root.path().join(FILE), &text).unwrap();
    let mut editor = Editor::start(root.path(), DAY);
    editor.open(FILE, &text);
    editor.settle();
    let about = actions(&mut editor, &text, "due: 2025-05-30", None);
    let titles: Vec<&Value> = about.iter().map(|one| &one["title"]).collect();
    assert_eq!(titles, ["Mark 1.1 as completed today", "Postpone 1.1 with a reason"]);
    for (action, command) in about
        .into_iter()
        .zip([&["done", "1.1"][..], &["postpone", "1.1", "--reason", "(write the reason here)"]])
    {
        let action = editor.request("codeAction/resolve", action).unwrap();
        let (by_editor, by_hand) = (copied(root.path()), copied(root.path()));
        make(&action["edit"], &editor, by_editor.path());
        workplan(by_hand.path(), &[command, DAY, &["--plan", "2025"]].concat()).assert_clean();
        let read = |root: &tempfile::TempDir| fs::read_to_string(root.path().join(FILE)).unwrap();
        assert_eq!(read(&by_editor), read(&by_hand), "{command:?}");
        assert_ne!(read(&by_editor), text);
    }
    assert_eq!(fs::read_to_string(root.path().join(FILE)).unwrap(), text, "nothing is written");
}

#[test]
fn a_fix_is_offered_and_an_edit_beside_an_error_is_refused() {
    let root = group();
    let mut editor = Editor::start(root.path(), DAY);
    editor.open(FILE, PLAN);
    editor.settle();
    let fixes = actions(&mut editor, PLAN, "remark: x", Some("quickfix"));
    assert_eq!(fixes[0]["title"], "Replace `remark` with `remarks`");
    assert_eq!(fixes[0]["diagnostics"][0]["code"], "unknown-key");
    let changed = &fixes[0]["edit"]["documentChanges"][0];
    assert_eq!(changed["edits"][0]["newText"], "remarks");
    assert_eq!(changed["textDocument"]["version"], 1);
    let about = actions(&mut editor, PLAN, "due: 2025-05-30", Some("refactor"));
    let refused = editor.request("codeAction/resolve", about[0].clone()).unwrap_err();
    let why = refused["message"].as_str().unwrap();
    assert!(why.starts_with("the plans have one error: "), "{why}");
}

#[test]
fn all_certain_fixes_are_made_at_once() {
    let root = group();
    let typos = PLAN.replace("planned", "Planned");
    let mut editor = Editor::start(root.path(), DAY);
    editor.open(FILE, &typos);
    editor.settle();
    let all = actions(&mut editor, &typos, "schema", Some("source.fixAll"));
    assert_eq!(all.len(), 1);
    let all = editor.request("codeAction/resolve", all[0].clone()).unwrap();
    let (by_editor, by_hand) = (copied(root.path()), copied(root.path()));
    for root in [&by_editor, &by_hand] {
        fs::write(root.path().join(FILE), &typos).unwrap();
    }
    make(&all["edit"], &editor, by_editor.path());
    workplan(by_hand.path(), &[&["check", "--fix"], DAY].concat()).assert_clean();
    let read = |root: &tempfile::TempDir| fs::read_to_string(root.path().join(FILE)).unwrap();
    assert_eq!(read(&by_editor), read(&by_hand));
    assert_ne!(read(&by_editor), typos);
}

#[test]
fn a_theme_that_a_priority_lacks_is_offered() {
    let root = group();
    let mut editor = Editor::start(root.path(), DAY);
    let text = PLAN.replace("        remark: x\n", "");
    editor.open(FILE, &text);
    editor.settle();
    let offered = actions(&mut editor, &text, "Model law", None);
    let theme = offered.iter().find(|one| one["title"].as_str().unwrap().contains("theme"));
    let theme = theme.unwrap().clone();
    assert_eq!(theme["title"], "Add the missing theme `survivors` to 2.1");
    let resolved = editor.request("codeAction/resolve", theme).unwrap();
    fs::write(root.path().join(FILE), &text).unwrap();
    make(&resolved["edit"], &editor, root.path());
    let after = fs::read_to_string(root.path().join(FILE)).unwrap();
    assert!(
        after.contains(
            "title: Model law\n        owners: [iom]\n        themes: [gender, survivors]\n"
        ),
        "{after}"
    );
}
