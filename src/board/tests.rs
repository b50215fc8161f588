//! The board without a terminal: keys in, screens out.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

mod changes;

use super::action::{Answer, Edit, Request, Tab};
use super::data::BoardData;
use super::draw::{Look, draw};
use super::keys;
use super::model::Model;
use crate::diagnostic::Message;
use crate::model::Day;
use crate::ops::{self, BoardOptions};
use crate::workspace::{Error, Options, Workspace};

const PLAN: &str = "schema: 1
title: Plan of the group
period: {start: 2024-01-01, end: 2024-12-31}
organizations: [{id: a, name: Alpha}, {id: b, name: Beta}]
themes: [{id: t, title: Survivors}, {id: u, title: Children}]
priorities:
- id: p
  title: Field work
  activities:
  - id: '1'
    title: Draft the law that everybody has been waiting for all year
    owners: [a]
    status: ongoing
    due: 2024-06-01
    themes: [t]
  - {id: '2', title: 起草法律并与所有成员国和民间社会组织进行广泛磋商, owners: [a], status: planned, due: 2024-06-20}
  - id: '3'
    title: صياغة القانون والتشاور مع جميع الدول الأعضاء والمجتمع المدني
    owners: [b]
    status: on_hold
    reason: R
    due: 2024-06-25
  - id: '4'
    title: Train
    owners: [a, b]
    status: ongoing
    milestones:
    - {title: Invite, due: 2024-05-01, done: 2024-05-01}
    - {title: Meet, due: 2024-10-01}
  - {id: '5', title: Ended, owners: [a], status: completed, completed: 2024-02-01}
- id: q
  title: Research
  activities:
  - {id: '6', title: Ask, owners: [b], status: ongoing, due: 2024-03-01, themes: [u], remarks: Soon}
";

fn data(plan: &str, owners: &[&str]) -> BoardData {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("workplans")).unwrap();
    std::fs::write(root.path().join("workplans/2024.yaml"), plan).unwrap();
    let day: Day = "2024-06-15".parse().unwrap();
    let workspace = Workspace::new(&Options::new(root.path(), day)).unwrap();
    let plans = workspace.load().unwrap();
    let owners = owners.iter().map(|&own| own.to_owned()).collect();
    let report = ops::board(&plans, &BoardOptions { plan: None, owners }).unwrap();
    BoardData::of(&report, &[])
}

fn board(plan: &str, owners: &[&str]) -> Model {
    let mut model = Model::default();
    model.answer(Answer::Data(Box::new(data(plan, owners))));
    model
}

/// Returns a frame as text, and the request that the resize brings.
fn screen(model: &mut Model, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| draw(model, &Look { color: false }, frame)).unwrap();
    model.resize(columns);
    let buffer = terminal.backend().buffer().clone();
    let line = |y: u16| {
        let mut skip = 0;
        let mut text = String::new();
        for x in 0..columns {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                text.push_str(symbol);
                skip = unicode_width::UnicodeWidthStr::width(symbol).max(1);
            }
            skip -= 1;
        }
        text.trim_end().to_owned() + "\n"
    };
    (0..rows).map(line).collect()
}

fn press(model: &mut Model, codes: &[KeyCode]) -> Vec<Request> {
    let mut requests = Vec::new();
    for code in codes {
        for action in keys::actions(model.focus(), KeyEvent::new(*code, KeyModifiers::NONE)) {
            requests.extend(model.act(action));
        }
    }
    requests
}

fn typed(text: &str) -> Vec<KeyCode> {
    text.chars().map(|c| if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) }).collect()
}

fn written(model: &mut Model) {
    model.answer(Answer::Written { line: "written".to_owned(), warnings: Vec::new() });
}

fn selected(model: &Model) -> Option<&str> {
    model.selected().map(|item| item.shown_id.as_str())
}

#[test]
fn sixty_columns_hold_titles_in_any_script() {
    let mut model = board(PLAN, &["a"]);
    insta::assert_snapshot!(screen(&mut model, 60, 15));
    press(&mut model, &typed("2"));
    insta::assert_snapshot!(screen(&mut model, 60, 19));
}

#[test]
fn a_hundred_columns_hold_owners_and_statuses() {
    let mut model = board(PLAN, &["a"]);
    press(&mut model, &typed("2"));
    insta::assert_snapshot!(screen(&mut model, 100, 20));
}

#[test]
fn priorities_and_the_matrix_lead_to_the_list() {
    let mut model = board(PLAN, &["a"]);
    press(&mut model, &typed("3"));
    insta::assert_snapshot!(screen(&mut model, 60, 15));
    press(&mut model, &[KeyCode::Down, KeyCode::Enter]);
    assert_eq!(model.tab, Tab::All);
    assert_eq!(model.selected().map(|item| item.shown_id.as_str()), Some("6"));
    press(&mut model, &typed("4"));
    press(&mut model, &[KeyCode::Down, KeyCode::Right]);
    insta::assert_snapshot!(screen(&mut model, 60, 15));
    press(&mut model, &[KeyCode::Enter]);
    assert_eq!(model.all.len(), 1);
    press(&mut model, &[KeyCode::Esc]);
    assert_eq!(model.all.len(), 7);
}

#[test]
fn a_smaller_screen_says_what_it_needs() {
    let mut model = board(PLAN, &["a"]);
    for (columns, rows) in [(59, 15), (60, 14), (20, 3), (5, 1), (1, 1)] {
        let text = screen(&mut model, columns, rows);
        assert!(text.starts_with('T') || columns < 20, "{text}");
    }
    assert!(screen(&mut model, 60, 14).contains("60 columns and 15 rows, and here are 60 and"));
    assert!(screen(&mut model, 60, 15).contains("Draft the law"));
}

#[test]
fn a_question_is_asked_at_the_bottom() {
    let mut model = board(PLAN, &["a"]);
    assert_eq!(press(&mut model, &typed("l")), []);
    insta::assert_snapshot!(screen(&mut model, 60, 15));
    assert_eq!(press(&mut model, &typed("soon\n")), []);
    assert!(screen(&mut model, 60, 15).contains("New day (now 1 Jun): soon"));
    press(&mut model, &[KeyCode::Esc]);
    assert!(screen(&mut model, 60, 15).contains("nothing was changed"));
    let requests = press(&mut model, &typed("l+1w\nFunds are late\n"));
    let [Request::Edit(request)] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(request.id, "1");
    let later = Edit::Later { day: "+1w".into(), reason: "Funds are late".into() };
    assert_eq!(request.edit, later);
    // Until it is answered, no key does anything else.
    assert_eq!(press(&mut model, &typed("dq\n")), []);
    assert!(screen(&mut model, 60, 15).contains("Reason: Funds are late"));
    // Refused, it is asked again with what had been typed.
    let lines = vec!["the file is locked".to_owned()];
    model.answer(Answer::Refused { lines, is_changed: false });
    let again = screen(&mut model, 60, 15);
    assert!(again.contains("New day (now 1 Jun): +1w") && again.contains("the file is locked"));
}

#[test]
fn keys_make_the_edits_of_their_commands() {
    let mut model = board(PLAN, &["a"]);
    let edit = |model: &mut Model, keys: &str| {
        let requests = press(model, &typed(keys));
        let [Request::Edit(request)] = requests.as_slice() else { return None };
        written(model);
        Some((request.id.clone(), request.edit.clone()))
    };
    assert_eq!(edit(&mut model, "d"), Some(("1".into(), Edit::Done)));
    assert_eq!(edit(&mut model, "p60%\n"), Some(("1".into(), Edit::Progress("60%".into()))));
    press(&mut model, &[KeyCode::Down]);
    assert_eq!(edit(&mut model, "s"), Some(("2".into(), Edit::Start(None))));
    assert_eq!(edit(&mut model, "h\n"), None);
    assert_eq!(edit(&mut model, "No money\n"), Some(("2".into(), Edit::Hold("No money".into()))));
    // A milestone is reached or moved; the rest is said of its activity.
    press(&mut model, &[KeyCode::Down]);
    assert_eq!(edit(&mut model, "s"), None);
    let text = screen(&mut model, 60, 19);
    assert!(text.contains("4#2 is a milestone") && text.contains("its activity 4"), "{text}");
    assert_eq!(edit(&mut model, "d"), Some(("4#2".into(), Edit::Done)));
    assert_eq!(edit(&mut model, "nAsk\n"), Some(("4".into(), Edit::Note("Ask".into()))));
    // What has ended is reopened with a reason; remarks are changed and not replaced.
    press(&mut model, &typed("2/ended\n"));
    let reopened = Edit::Start(Some("Again".into()));
    assert_eq!(edit(&mut model, "sAgain\n"), Some(("5".into(), reopened)));
    press(&mut model, &[KeyCode::Esc]);
    press(&mut model, &typed("/ask\n"));
    assert_eq!(edit(&mut model, "n, soon\n"), Some(("6".into(), Edit::Note("Soon, soon".into()))));
    assert_eq!(press(&mut model, &typed("u")), [Request::Undo]);
}

#[test]
fn a_milestone_without_a_certain_number_is_not_edited() {
    let odd = PLAN.replace("    - {title: Invite, due: 2024-05-01, done: 2024-05-01}\n", "")
        + "  - id: '7'\n    title: T\n    owners: [a]\n    status: ongoing\n    milestones:\n    \
           - {title: No day}\n    - {title: With a day, due: 2024-06-16}\n";
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("workplans")).unwrap();
    std::fs::write(root.path().join("workplans/2024.yaml"), odd).unwrap();
    let mut options = Options::new(root.path(), "2024-06-15".parse().unwrap());
    options.lenient = true;
    let workspace = Workspace::new(&options).unwrap();
    let plans = workspace.load().unwrap();
    let owners = vec!["a".to_owned()];
    let report = ops::board(&plans, &BoardOptions { plan: None, owners }).unwrap();
    let mut model = Model::default();
    model.answer(Answer::Data(Box::new(BoardData::of(&report, &[]))));
    press(&mut model, &typed("2/with a day\n"));
    assert_eq!(model.selected().map(|item| item.title.as_str()), Some("With a day"));
    assert_eq!(press(&mut model, &typed("d")), []);
    assert!(screen(&mut model, 60, 15).contains("is not certain"));
}

#[test]
fn a_search_and_a_filter_narrow_the_lists() {
    let mut model = board(PLAN, &["a"]);
    press(&mut model, &typed("2/法律"));
    assert_eq!(model.all.len(), 1);
    press(&mut model, &[KeyCode::Esc]);
    assert_eq!(model.all.len(), 7);
    press(&mut model, &typed("f"));
    press(&mut model, &[KeyCode::Down, KeyCode::Right]);
    insta::assert_snapshot!(screen(&mut model, 60, 15));
    press(&mut model, &[KeyCode::Enter]);
    assert_eq!(model.selected().map(|item| item.shown_id.as_str()), Some("1"));
    let nothing = press(&mut model, &typed("/zzz\nd"));
    assert_eq!(nothing, []);
    assert!(screen(&mut model, 60, 15).contains("Nothing fits. Esc shows all."));
}

#[test]
fn what_is_not_seen_is_not_changed() {
    let mut model = board(PLAN, &["a"]);
    // A screen that is too small shows nothing.
    screen(&mut model, 40, 10);
    assert_eq!(press(&mut model, &typed("d")), []);
    screen(&mut model, 60, 15);
    // An activity is open, and one of its milestones is selected.
    press(&mut model, &typed("/meet\n"));
    let opened = press(&mut model, &[KeyCode::Enter]);
    assert_eq!(opened, [Request::Show { id: "4".into(), columns: 60 }]);
    assert_eq!(press(&mut model, &typed("d")), []);
    assert!(screen(&mut model, 60, 15).contains("this is 4, and 4#2 is selected"));
    press(&mut model, &[KeyCode::Esc]);
    assert_eq!(press(&mut model, &typed("d")).len(), 1);
    written(&mut model);
    // The help names the keys, and does not run them.
    press(&mut model, &typed("?"));
    assert_eq!(press(&mut model, &typed("du")), []);
    press(&mut model, &[KeyCode::Esc, KeyCode::Esc]);
    // A plan with an error is shown as that.
    let error = Error::refused(Message::verbatim("broken"));
    model.answer(Answer::Unreadable(Box::new(error)));
    assert!(screen(&mut model, 60, 15).contains("broken"));
    assert_eq!(press(&mut model, &typed("d")), []);
    assert!(screen(&mut model, 60, 15).contains("until the error above is corrected"));
    // A search from another tab shows what it finds.
    model.answer(Answer::Data(Box::new(data(PLAN, &["a"]))));
    press(&mut model, &typed("3/ask\n"));
    assert_eq!(model.tab, Tab::All);
}

#[test]
fn who_is_unknown_begins_with_all() {
    let mut model = board(PLAN, &[]);
    assert_eq!(model.tab, Tab::All);
    assert!(screen(&mut model, 100, 15).contains("workplan me"));
    press(&mut model, &typed("1"));
    assert!(screen(&mut model, 100, 15).contains("workplan me"));
}
