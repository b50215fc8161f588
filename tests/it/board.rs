//! The board on a terminal of its own: real keys, real files.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{OnScreen, git, init, plan, repository, run, write};

const ACTIVITIES: &str = "
  # The first one.
  - {id: '1', title: One, owners: [a], status: ongoing, due: 2024-06-16, progress: 20}
  - {id: '2', title: Two, owners: [a], status: planned, due: 2024-06-17} # soon
  - {id: '3', title: Three, owners: [a], status: ongoing, due: 2024-06-18}
  - id: '4'
    title: Four
    owners: [a]
    status: ongoing
    due: 2024-06-19
  - {id: '5', title: Five, owners: [a], status: ongoing, due: 2024-06-20}
  - {id: '6', title: 起草法律, owners: [a], status: ongoing, due: 2024-06-21}
  - id: '7'
    title: Seven
    owners: [a]
    status: ongoing
    due: 2024-12-01
    milestones:
    - {title: Invite, due: 2024-06-22}
    - {title: Meet, due: 2024-06-23}
";

const DAY: [&str; 4] = ["--as-of", "2024-06-15", "--owner", "a"];

fn folder() -> tempfile::TempDir {
    repository(&[("2024.yaml", plan(ACTIVITIES).as_bytes())])
}

fn board(root: &Path, size: (u16, u16)) -> OnScreen {
    let program = Path::new(crate::support::program());
    let board = OnScreen::start(program, root, &[&["board"], &DAY[..]].concat(), size);
    board.wait_for("q quit");
    board
}

fn text(root: &Path) -> String {
    fs::read_to_string(root.join("workplans/2024.yaml")).unwrap()
}

#[test]
fn each_key_writes_what_its_command_writes() {
    let (root, other) = (folder(), folder());
    let mut board = board(root.path(), (80, 24));
    let steps: &[(&str, &[&str], &[&str])] = &[
        ("/one\r", &["d"], &["done", "1"]),
        ("/two\r", &["s"], &["start", "2"]),
        ("/three\r", &["p", "60%\r"], &["progress", "3", "60%"]),
        (
            "/four\r",
            &["l", "+2w\r", "The funds: late\r"],
            &["slip", "4", "+2w", "--reason", "The funds: late"],
        ),
        ("/five\r", &["h", "No funds\r"], &["hold", "5", "--reason", "No funds"]),
        ("/法律\r", &["n", "问 “them”\r"], &["set", "6", "remarks=问 “them”"]),
        ("/法律\r", &["n", "\u{15}First\r"], &["set", "6", "remarks=First"]),
        ("/invite\r", &["d"], &["done", "7#1"]),
        (
            "/meet\r",
            &["l", "2024-07-01\r", "Hall\r"],
            &["slip", "7#2", "2024-07-01", "--reason", "Hall"],
        ),
        ("/seven\r\u{1b}[F", &["d", "y\r"], &["done", "7", "--milestones"]),
        ("2/one\r", &["s", "Two have failed\r"], &["start", "1", "--reason", "Two have failed"]),
        ("", &["u"], &["undo"]),
    ];
    for (find, keys, command) in steps {
        let before = text(root.path());
        board.press(find);
        board.wait("selection", |screen| screen.contains("►") && !screen.contains("Search: "));
        for (number, piece) in keys.iter().enumerate() {
            if number > 0 {
                board.wait(piece, |screen| {
                    ["Reason:", "New day", "Percent done:", "Remarks:", "[Y/n]"]
                        .iter()
                        .filter(|label| screen.contains(**label))
                        .any(|label| number == 1 || *label == "Reason:")
                });
            }
            board.press(piece);
        }
        board.wait(keys[0], |screen| {
            ["(written to workplans/2024.yaml)", "taken back"]
                .iter()
                .any(|said| screen.replace('\n', " ").contains(said))
                && text(root.path()) != before
        });
        let run = crate::support::workplan(other.path(), &[*command, &DAY[..2]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(text(root.path()), text(other.path()), "{keys:?}\n{}", board.text());
        board.press("\u{1b}");
        board.wait("all", |screen| !screen.contains("Esc shows all"));
    }
    board.press("q");
    assert_eq!(board.end().code(), Some(0));
    board.assert_restored();
}

#[test]
fn warnings_and_refusals_are_said() {
    let root = folder();
    let mut board = board(root.path(), (80, 24));
    board.press("/invite\r");
    board.wait("selection", |screen| !screen.contains("Search: "));
    board.press("s");
    board.wait_for("7#1 is a milestone");
    board.press("\u{1b}");
    board.wait("all", |screen| !screen.contains("Esc shows all"));
    board.press("\u{1b}[H");
    board.wait_for("► 1");
    board.press("p170\r");
    let screen = board.wait_for("0 to 100");
    assert!(screen.contains("Percent done: 170"), "{screen}");
    board.press("\u{1b}");
    board.wait_for("nothing was changed");
    assert_eq!(text(root.path()), plan(ACTIVITIES));
    // An activity that ended with an open milestone: what check says of it is shown as well.
    board.press("\r");
    board.wait_for("2024/1 One");
    board.press("q5");
    board.wait_for("no changes");
    board.press("q");
    assert_eq!(board.end().code(), Some(0));
}

#[test]
fn changes_of_others_are_read_and_never_overwritten() {
    let root = folder();
    let mut board = board(root.path(), (80, 24));
    let renamed = plan(ACTIVITIES).replace("title: Two", "title: Renamed");
    write(root.path(), "2024.yaml", &renamed);
    board.wait_for("Renamed");
    // Another field of the activity is changed by an editor: both changes are kept.
    board.press("p50");
    board.wait_for("Percent done: 50");
    let contact = renamed.replace("progress: 20", "progress: 20, contact: Nora");
    write(root.path(), "2024.yaml", &contact);
    board.press("\r");
    board.wait_for("progress 20 → 50");
    let both = contact.replace("progress: 20", "progress: 50");
    assert_eq!(text(root.path()), both);
    // The field itself: the change of the other is shown, and may be overwritten then.
    board.press("p70");
    board.wait_for("Percent done: 70");
    let held = both.replace("progress: 50", "progress: 60");
    write(root.path(), "2024.yaml", &held);
    board.press("\r");
    board.wait_for("progress is now 60% (was 50%)");
    board.wait_for("Percent done: 70");
    assert_eq!(text(root.path()), held);
    board.press("\r");
    board.wait_for("progress 60 → 70");
    let held = held.replace("progress: 60", "progress: 70");
    assert_eq!(text(root.path()), held);
    // A plan with an error is shown as that, until it is corrected.
    write(root.path(), "2024.yaml", &held.replace("status: planned", "status: plannned"));
    board.wait_for("plannned");
    write(root.path(), "2024.yaml", &held);
    board.wait_for("Renamed");
    // Git takes everything back.
    git(root.path(), &["checkout", "-q", "."]);
    board.wait_for("Two");
    board.press("\u{3}");
    assert_eq!(board.end().code(), Some(0));
}

#[test]
fn the_terminal_is_given_back_on_every_way_out() {
    let root = folder();
    let mut ctrl_c = board(root.path(), (60, 15));
    ctrl_c.press("l2024");
    ctrl_c.wait_for("New day");
    ctrl_c.press("\u{3}");
    assert_eq!(ctrl_c.end().code(), Some(0));
    ctrl_c.assert_restored();

    use std::os::unix::process::ExitStatusExt;
    for (signal, number) in [("TERM", 15), ("INT", 2), ("HUP", 1)] {
        let mut board = board(root.path(), (60, 15));
        let pid = board.child.id().to_string();
        let killed = Command::new("kill").args(["-s", signal, &pid]).status().unwrap();
        assert!(killed.success());
        let status = board.end();
        assert_eq!((status.signal(), status.code()), (Some(number), None), "{signal}");
        board.assert_restored();
    }

    // The window is closed.
    let mut child = board(root.path(), (60, 15)).hang_up();
    child.wait().unwrap();
    assert_eq!(text(root.path()), plan(ACTIVITIES));
}

#[test]
fn a_terminal_may_change_its_size() {
    let root = folder();
    let mut board = board(root.path(), (60, 15));
    board.resize(120, 40);
    board.wait("one line of keys", |screen| {
        screen
            .lines()
            .nth(39)
            .is_some_and(|keys| keys.starts_with("d done") && keys.ends_with("q quit"))
    });
    board.press("\r");
    board.wait_for("2024/1 One");
    board.resize(40, 10);
    board.wait_for("The board needs 60 columns");
    board.resize(60, 15);
    board.wait_for("2024/1 One");
    // The mouse: the tab All, then the wheel, then an item.
    board.press("\u{1b}[<0;15;2M\u{1b}[<0;15;2m\u{1b}[<65;15;8M\u{1b}[<64;15;8M\u{1b}[<0;10;6M");
    board.wait_for("► 2");
    board.press("q");
    assert_eq!(board.end().code(), Some(0));
}

#[test]
fn without_a_terminal_the_board_names_the_list() {
    let root = folder();
    let asked = |change: &dyn Fn(&mut Command)| {
        let mut command = crate::support::command(root.path(), &["board"]);
        change(&mut command);
        run(command)
    };
    let piped = asked(&|_| {});
    assert_eq!((piped.code, piped.stdout.as_str()), (Some(2), ""), "{piped:?}");
    assert!(piped.stderr.contains("`workplan mine`"), "{piped:?}");

    let program = Path::new("/usr/bin/env");
    let binary = crate::support::program();
    let mut dumb = OnScreen::start(program, root.path(), &["TERM=dumb", binary, "board"], (60, 15));
    assert_eq!(dumb.end().code(), Some(2));
    let written = dumb.wait_for_written("`workplan mine`");
    assert!(!written.contains('\u{1b}'), "{written}");

    // An error from the beginning is one as of any other command.
    let empty = crate::support::temporary_folder();
    init(empty.path());
    let mut lost = OnScreen::start(Path::new(binary), empty.path(), &["board"], (80, 24));
    assert_eq!(lost.end().code(), Some(2));
    let written = lost.wait_for_written("error: ");
    assert!(!written.contains("?1049h"), "{written}");
}

/// Moves the date of the milestone “Meet”, up to the reason, which is typed and not entered.
fn ask_for_reason(board: &mut OnScreen) {
    board.press("/meet\r");
    board.wait("selection", |screen| !screen.contains("Search: "));
    board.press("l");
    board.wait_for("New day");
    board.press("+1w\r");
    board.wait_for("Reason:");
    board.press("No hall");
}

#[test]
fn a_question_closes_only_when_the_user_closes_it() {
    let root = folder();
    let mut board = board(root.path(), (60, 15));
    ask_for_reason(&mut board);
    let path = root.path().join("workplans/2024.yaml");
    let old = text(root.path());
    write(root.path(), "2024.yaml", &old.replace("    - {title: Meet, due: 2024-06-23}\n", ""));
    board.wait_for("“Meet” of 7 is gone");
    // Enter writes nothing, and the next key is still a letter.
    board.press("\r");
    board.press("d");
    board.wait("the letter", |screen| {
        ["Reason: No halld", "Reason: No hall d"].iter().any(|typed| screen.contains(typed))
    });
    board.press("\u{15}No hall");
    fs::remove_file(&path).unwrap();
    board.wait_for("cannot be written now");
    board.press("\r");
    // It is back, with another number.
    let inserted = old
        .replace("    - {title: Meet", "    - {title: Ask, due: 2024-06-22}\n    - {title: Meet");
    write(root.path(), "2024.yaml", &inserted);
    board.wait("the question as it was", |screen| !screen.contains("cannot be written"));
    assert_eq!(text(root.path()), inserted);
    board.press("\r");
    board.wait_for("written to");
    let now = text(root.path());
    assert!(now.contains("- {title: Ask, due: 2024-06-22}"), "{now}");
    assert!(now.contains("- {title: Meet, due: 2024-06-22}"), "{now}");
    board.press("q");
    assert_eq!(board.end().code(), Some(0));
}

#[test]
fn a_milestone_with_another_title_is_asked_about_again() {
    let root = folder();
    let mut board = board(root.path(), (80, 24));
    ask_for_reason(&mut board);
    let old = text(root.path());
    write(root.path(), "2024.yaml", &old.replace("title: Meet", "title: Gather"));
    board.press("\r");
    board.wait_for("title is now “Gather” (was");
    board.press("\r");
    board.wait_for("Reason: No hall");
    board.press("\r");
    board.wait_for("written to");
    let now = text(root.path());
    assert!(now.contains("- {title: Gather, due: 2024-06-22}"), "{now}");
    board.press("q");
    assert_eq!(board.end().code(), Some(0));
}

#[test]
fn a_warning_that_an_edit_brings_is_shown_in_full() {
    for size in [(60, 15), (80, 24)] {
        let root = folder();
        let mut board = board(root.path(), size);
        board.press("l");
        board.wait_for("New day");
        board.press("2025-02-01\r");
        board.wait_for("Reason:");
        board.press("Funds\r");
        board.wait("the warning", |screen| {
            screen.replace('\n', " ").contains("after the plan's period ends on 2024-12-31")
        });
        board.wait_for("written to");
        board.press("\u{1b}");
        board.wait("no message", |screen| !screen.contains("written to"));
        // A value that cannot be written is refused in plain words.
        board.press("l");
        board.wait_for("New day");
        board.press("2023-01-01\r");
        board.wait_for("Reason:");
        board.press("Funds\r");
        board.wait("an answer", |screen| {
            screen.contains("not written: ") || screen.contains("written to")
        });
        assert!(!board.text().contains("error["), "{}", board.text());
        board.press("\u{3}");
        assert_eq!(board.end().code(), Some(0));
    }
}

#[test]
fn remarks_of_several_lines_get_another_line() {
    let root = folder();
    let two = text(root.path()).replace(
        "    due: 2024-06-19\n",
        "    due: 2024-06-19\n    remarks: |\n      One\n      Two\n",
    );
    write(root.path(), "2024.yaml", &two);
    let mut board = board(root.path(), (80, 24));
    board.press("/four\r");
    board.wait("selection", |screen| !screen.contains("Search: "));
    board.press("n");
    board.wait_for("The remarks have 2 lines");
    board.press("Three\r");
    board.wait_for("written to");
    assert_eq!(text(root.path()), two.replace("      Two\n", "      Two\n      Three\n"));
    // A text that is pasted into a terminal that does not say so: no line break answers, and no
    // letter is a key.
    board.press("\u{1b}");
    board.wait("the list", |screen| !screen.contains("Esc shows all"));
    let before = text(root.path());
    board.press("done and undone\rsee them");
    board.wait_for("pasted text is not read as keys");
    board.press("\u{1b}");
    board.press("h");
    board.wait_for("Reason:");
    board.press("No\rfunds");
    board.wait_for("Reason: No funds");
    assert_eq!(text(root.path()), before);
    board.press("\u{3}");
    assert_eq!(board.end().code(), Some(0));
}

#[test]
fn a_wait_for_another_program_is_said_and_can_be_given_up() {
    let root = folder();
    let before = text(root.path());
    let mut board = board(root.path(), (80, 24));
    let lock = workplan::store::lock(&root.path().join("workplans")).unwrap();
    board.press("d");
    board.wait_for("waiting: another program is changing these files");
    board.press("\u{1b}");
    board.wait_for("not written: another program is still changing these files");
    board.press("p50\r");
    board.wait_for("waiting: another program is changing these files");
    board.press("\u{1b}");
    board.wait_for("not written: another program is still changing these files");
    assert!(!board.text().contains("Percent done"), "{}", board.text());
    board.press("d");
    board.wait_for("waiting: another program is changing these files");
    board.press("q");
    assert_eq!(board.end().code(), Some(2));
    board.assert_restored();
    board.wait_for_written("error: not written: another program is still changing");
    drop(lock);
    assert_eq!(text(root.path()), before);
}

/// Waits until the program is stopped, or runs again.
fn wait_for_state(board: &OnScreen, is_stopped: bool) {
    let path = format!("/proc/{}/stat", board.child.id());
    board.wait("another state", |_| {
        let stat = fs::read_to_string(&path).unwrap();
        stat.rsplit(") ").next().unwrap().starts_with('T') == is_stopped
    });
}

#[test]
fn the_board_can_be_stopped_and_goes_on() {
    let root = folder();
    let mut board = board(root.path(), (80, 24));
    let pid = board.child.id().to_string();
    let signal = |name: &str| {
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    };
    for way in ["TSTP", "\u{1a}", "STOP"] {
        match way {
            "\u{1a}" => board.press(way),
            _ => signal(way),
        }
        wait_for_state(&board, true);
        if way != "STOP" {
            board.assert_restored();
        }
        let taken = |board: &OnScreen| board.written().matches("?1049h").count();
        let before = taken(&board);
        signal("CONT");
        board.wait("the screen again", |_| taken(&board) > before);
        board.wait_for("q quit");
        board.press("p");
        board.wait_for("Percent done");
        board.press("\u{1b}");
        board.wait_for("nothing was changed");
    }
    board.press("q");
    assert_eq!(board.end().code(), Some(0));
    board.assert_restored();
}

#[test]
#[cfg(debug_assertions)]
fn a_fault_of_the_program_gives_the_terminal_back() {
    let root = folder();
    let mut board = board(root.path(), (80, 24));
    // The library that reads keys counts columns from 1, and panics where it checks that.
    board.press("\u{1b}[<0;0;0M");
    assert_eq!(board.end().code(), Some(2));
    board.assert_restored();
    board.wait_for_written("panicked");
}
