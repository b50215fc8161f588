//! What others change meanwhile, and what an edit brings.

use crossterm::event::KeyCode;

use super::*;

#[test]
fn the_selection_stays_on_its_item() {
    let mut model = board(PLAN, &["a"]);
    press(&mut model, &[KeyCode::Down]);
    // The selected item has moved to another part of the list.
    let later = PLAN.replace("due: 2024-06-20", "due: 2024-12-20");
    model.answer(Answer::Data(Box::new(data(&later, &["a"]))));
    assert_eq!(selected(&model), Some("2"));
    // A milestone is followed by its title.
    press(&mut model, &[KeyCode::Up]);
    assert_eq!(selected(&model), Some("4#2"));
    let inserted = later
        .replace("    - {title: Meet", "    - {title: Ask, due: 2024-05-20}\n    - {title: Meet");
    model.answer(Answer::Data(Box::new(data(&inserted, &["a"]))));
    assert_eq!(selected(&model), Some("4#3"));
    assert_eq!(press(&mut model, &typed("d")).len(), 1);
    // It leaves the list: the next key is not for the item that takes its place unseen.
    let reached = inserted.replace("due: 2024-10-01}", "due: 2024-10-01, done: 2024-06-15}");
    model.answer(Answer::Data(Box::new(data(&reached, &["a"]))));
    written(&mut model);
    let now = selected(&model).unwrap().to_owned();
    assert_ne!(now, "4#3");
    assert_eq!(press(&mut model, &typed("d")), []);
    assert!(screen(&mut model, 60, 15).contains(&format!("now {now} ")));
    // Nor is another key of the same word.
    std::thread::sleep(std::time::Duration::from_millis(650));
    assert_eq!(press(&mut model, &typed("s")), []);
    assert!(model.waiting == 0 && model.prompt.is_none());
    model.moved = None;
    press(&mut model, &typed("d"));
    assert!(model.waiting == 1 || model.prompt.is_some());
}

#[test]
fn a_question_stays_open_whatever_becomes_of_its_item() {
    let mut model = board(PLAN, &["a"]);
    press(&mut model, &typed("/meet\n"));
    assert_eq!(press(&mut model, &typed("l+1w\nNo hall")), []);
    let gone = PLAN.replace("    - {title: Meet, due: 2024-10-01}\n", "");
    let reached = PLAN.replace("due: 2024-10-01}", "due: 2024-10-01, done: 2024-06-01}");
    let no_activity = PLAN.replace("id: '4'", "id: '44'");
    for (plan, what) in [
        (&gone, "“Meet” of 4 is gone"),
        (&reached, "has recorded “Meet” of 4 as reached"),
        (&no_activity, "4 is gone"),
    ] {
        model.answer(Answer::Data(Box::new(data(plan, &["a"]))));
        assert_eq!(press(&mut model, &typed("\n")), []);
        let text = screen(&mut model, 60, 15);
        assert!(text.contains(what) && text.contains("Reason: No hall"), "{text}");
        press(&mut model, &typed("d"));
        assert!(screen(&mut model, 60, 15).contains("Reason: No halld"));
        press(&mut model, &[KeyCode::Backspace]);
    }
    // With another title it is still there: the edit asks again.
    let renamed = PLAN.replace("title: Meet,", "title: Convene,");
    model.answer(Answer::Data(Box::new(data(&renamed, &["a"]))));
    assert!(!screen(&mut model, 60, 15).contains("cannot be written"));
    let broken = Error::refused(Message::verbatim("broken"));
    model.answer(Answer::Unreadable(Box::new(broken)));
    assert_eq!(press(&mut model, &typed("\n")), []);
    assert!(screen(&mut model, 60, 15).contains("cannot be written now: broken"));
    // It is back, and has another number.
    let back = PLAN
        .replace("    - {title: Meet", "    - {title: Ask, due: 2024-05-20}\n    - {title: Meet");
    model.answer(Answer::Data(Box::new(data(&back, &["a"]))));
    assert!(!screen(&mut model, 60, 15).contains("cannot be written"));
    let requests = press(&mut model, &typed("\n"));
    let [Request::Edit(request)] = requests.as_slice() else { panic!("{requests:?}") };
    // The edit itself follows the milestone: it knows what was shown as 4#2.
    assert_eq!(request.id, "4#2");
    let later = Edit::Later { day: "+1w".into(), reason: "No hall".into() };
    assert_eq!(request.edit, later);
}

#[test]
fn what_another_program_has_changed_is_shown_before_it_is_overwritten() {
    let mut model = board(PLAN, &["a"]);
    press(&mut model, &typed("l+1w\nFunds\n"));
    let moved = PLAN.replace("due: 2024-06-01", "due: 2024-06-09");
    model.answer(Answer::Data(Box::new(data(&moved, &["a"]))));
    let lines = vec!["not written: due is now 9 June".to_owned()];
    model.answer(Answer::Refused { lines, is_changed: true });
    let text = screen(&mut model, 60, 15);
    assert!(text.contains("New day (now 9 Jun): +1w"), "{text}");
    assert!(text.contains("not written: due is now 9 June"), "{text}");
    assert_eq!(press(&mut model, &typed("\n\n")).len(), 1);
}

#[test]
fn an_activity_with_open_milestones_asks_about_them() {
    let mut model = board(PLAN, &["a"]);
    press(&mut model, &typed("2/train\n"));
    assert_eq!(selected(&model), Some("4#2"));
    press(&mut model, &[KeyCode::Down]);
    assert_eq!(selected(&model), Some("4"));
    assert_eq!(press(&mut model, &typed("d")), []);
    let text = screen(&mut model, 60, 15);
    assert!(text.contains("Is its open milestone reached too? [Y/n]"), "{text}");
    assert!(text.contains("Open: Meet"), "{text}");
    let requests = press(&mut model, &typed("y\n"));
    let [Request::Edit(request)] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!(request.edit, Edit::DoneWithMilestones);
}

#[test]
fn the_first_warning_is_shown_in_full() {
    let mut model = board(PLAN, &["a"]);
    let warning = |number: usize| {
        format!("warning: {} number {number}", "a warning of quite some length ".repeat(3))
    };
    press(&mut model, &typed("d"));
    let line = "1: status ongoing → completed, completed 2024-06-15 (written to a file)".into();
    model.answer(Answer::Written { line, warnings: vec![warning(1), warning(2)] });
    for (columns, rows) in [(60, 15), (80, 24)] {
        let text = screen(&mut model, columns, rows);
        assert!(text.contains("1: status ongoing"), "{text}");
        assert!(text.replace('\n', " ").contains("number 1"), "{text}");
    }
    let text = screen(&mut model, 60, 15);
    assert!(text.contains("and 1 more: c shows all of it"), "{text}");
    press(&mut model, &typed("c"));
    assert!(screen(&mut model, 60, 15).contains("number 2"));
    assert_eq!(press(&mut model, &typed("d")), []);
    press(&mut model, &[KeyCode::Esc]);
    assert!(model.over.is_none());
}

#[test]
fn only_the_lists_say_that_they_are_filtered() {
    let mut model = board(PLAN, &["a"]);
    press(&mut model, &typed("/ask\n"));
    assert!(screen(&mut model, 60, 15).contains("only “ask”"));
    press(&mut model, &typed("3"));
    assert!(!screen(&mut model, 60, 15).contains("only “ask”"));
}

#[test]
fn a_click_on_a_key_is_the_key() {
    use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
    let mut model = board(PLAN, &["a"]);
    let text = screen(&mut model, 100, 20);
    let row = text.lines().position(|line| line.starts_with("d done")).unwrap();
    let column = text.lines().nth(row).unwrap().find("l later").unwrap();
    let click = MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: u16::try_from(column).unwrap(),
        row: u16::try_from(row).unwrap(),
        modifiers: KeyModifiers::NONE,
    };
    crate::board::mouse::take(&mut model, click);
    assert!(screen(&mut model, 100, 20).contains("New day"));
}
