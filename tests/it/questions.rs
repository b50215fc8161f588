//! Questions of the everyday commands on a terminal, and the usage errors everywhere else.

use std::io::{Read, Write};
use std::process::Stdio;

use crate::edit::{PLAN, difference, plan_of};
use crate::import_dialogue::{keyed, typed};
use crate::support::{command, folder, git, open_terminal, workplan};

const ACTIVITIES: &str = "  - id: '1.1'
    title: Survey of ports
    owners: [a]
    status: ongoing
    due: 2024-09-01
    milestones:
      - {title: Script agreed, due: 2024-03-01, done: 2024-03-05}
      - {title: Interviews held, due: 2024-08-01}
      - {title: Report printed, due: 2024-10-01}
  - {id: '1.2', title: Survey of airports, owners: [a], status: planned, due: 2024-12-01}
  - id: '1.3'
    title: Training
    owners: [b]
    status: completed
    start: 2024-02-01
    due: 2024-06-01
    completed: 2024-06-01
  - {id: '7', title: Handbook, owners: [a], status: ongoing, due: 2024-12-31}
";

fn made() -> tempfile::TempDir {
    let folder = folder(&[("2024.yaml", format!("{PLAN}{ACTIVITIES}").as_bytes())]);
    git(folder.path(), &["init", "-q"]);
    assert_eq!(workplan(folder.path(), &["me", "a"]).code, Some(0));
    folder
}

/// Returns what the terminal shows, the exit status and the changed lines if a user types these
/// lines.
fn answered(arguments: &[&str], lines: &[&str]) -> (String, Option<i32>, String) {
    let folder = made();
    let mut program = command(folder.path(), &[arguments, &["--as-of", "2024-09-15"]].concat());
    program.env("NO_COLOR", "1");
    let (text, code) = typed(100, program, lines);
    let before = format!("{PLAN}{ACTIVITIES}");
    (text, code, difference(&before, &plan_of(folder.path())))
}

#[test]
fn without_a_terminal_the_usage_errors_stay() {
    let empty = tempfile::tempdir().unwrap();
    let end = "\nFor more information, try '--help'.\n";
    let ids = "  <ID>...\n";
    for (arguments, missing, usage) in [
        (&["done"][..], ids, "done <ID>..."),
        (&["start"], ids, "start <ID>..."),
        (&["hold"], "  --reason <TEXT>\n  <ID>...\n", "hold --reason <TEXT> <ID>..."),
        (&["hold", "1"], "  --reason <TEXT>\n", "hold --reason <TEXT> <ID>..."),
        (&["postpone"], "  --reason <TEXT>\n  <ID>...\n", "postpone --reason <TEXT> <ID>..."),
        (&["cancel", "1"], "  --reason <TEXT>\n", "cancel --reason <TEXT> <ID>..."),
        (&["progress"], "  <ID>\n  <PERCENT>\n", "progress <ID> <PERCENT>"),
        (&["progress", "1"], "  <PERCENT>\n", "progress <ID> <PERCENT>"),
        (&["slip"], "  --reason <TEXT>\n  <ID>\n  <DATE>\n", "slip --reason <TEXT> <ID> <DATE>"),
        (&["slip", "1"], "  --reason <TEXT>\n  <DATE>\n", "slip --reason <TEXT> <ID> <DATE>"),
        (&["show"], "  <ID>\n", "show <ID> [PLAN]"),
        (&["get"], "  <ADDRESS>\n", "get <ADDRESS> [FOLDER]"),
        (&["slip", "1", "today"], "  --reason <TEXT>\n", "slip --reason <TEXT> <ID> <DATE>"),
    ] {
        let run = workplan(empty.path(), arguments);
        let told = format!(
            "error: the following required arguments were not provided:\n{missing}\nUsage: \
             workplan {usage}\n{end}"
        );
        assert_eq!((run.code, run.stdout.as_str(), run.stderr), (Some(2), "", told));
    }
}

#[test]
fn nothing_is_asked_unless_input_output_and_errors_are_terminals() {
    let folder = made();
    for piped in 0..3 {
        let (near, far) = open_terminal(100);
        let end = |at: usize| match at == piped {
            true => Stdio::null(),
            false => Stdio::from(far.try_clone().unwrap()),
        };
        let mut program = command(folder.path(), &["done"]);
        program.stdin(end(0)).stdout(end(1)).stderr(end(2));
        let mut child = program.spawn().unwrap();
        drop((program, far));
        assert_eq!(child.wait().unwrap().code(), Some(2), "{piped}");
        drop(near);
    }
}

#[test]
fn done_lets_the_user_choose_from_the_open_items() {
    let (text, code, change) = answered(&["done"], &["", "9", "survey", "?", "1.9", "interviews"]);
    assert_eq!(code, Some(0), "{text}");
    let added = "+      - {title: Interviews held, due: 2024-08-01, done: 2024-09-15}\n";
    assert!(change.ends_with(added) && change.lines().count() == 2, "{change}");
    for part in [
        "\n1  1.1#2  ◆ Interviews held",
        "type one of the numbers, or an id",
        "the list has no number 9: it ends at 5",
        "`survey` is in several titles: 1.1 Survey of ports, 1.2 Survey of airports",
        "the plan `2024` has no activity `1.9`; did you mean `1.1`?",
        "  1.1#2 Interviews held: done 15 Sep 2024",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(text.matches("Overdue (2)").count(), 2, "{text}");
    assert!(!text.contains("Training"), "{text}");
    // Several at once, by number and by title.
    let (text, code, change) = answered(&["done"], &["1, airports"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(change.contains("Interviews held, due: 2024-08-01, done: 2024-09-15"), "{change}");
    assert!(change.contains("title: Survey of airports, owners: [a], status: completed"));
}

#[test]
fn a_number_that_is_also_an_id_is_asked_again() {
    let text = format!("{PLAN}{}", ACTIVITIES.replace("'7'", "'2'"));
    let folder = folder(&[("2024.yaml", text.as_bytes())]);
    git(folder.path(), &["init", "-q"]);
    let mut program = command(folder.path(), &["done", "--as-of", "2024-09-15"]);
    program.env("NO_COLOR", "1");
    let (text, code) = typed(100, program, &["2", "handbook"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("2 is the id of an activity, and in the list it is 1.1 Survey"),
        "{text}"
    );
    assert!(plan_of(folder.path()).contains("title: Handbook, owners: [a], status: completed"));
}

#[test]
fn what_is_missing_is_asked() {
    let lines = ["", "someday", "2024-12-24", " ", "The venue is closed"];
    let (text, code, change) = answered(&["slip", "1.2"], &lines);
    assert_eq!(code, Some(0), "{text}");
    assert!(change.contains("due: 2024-12-24, reason: The venue is closed}"), "{change}");
    for part in [
        "New date of 1.2 Survey of airports (now 1 December 2024), such as ",
        "type a date, such as 2024-10-15",
        "a date is a day such as 2024-06-30",
        "Why? (one sentence; everyone can read it) ",
        "type a reason",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let (text, code, change) = answered(&["progress", "1.1"], &["lots", "101", "60%"]);
    assert_eq!((code, change.as_str()), (Some(0), "+    progress: 60\n"), "{text}");
    assert!(text.contains("How much of 1.1 Survey of ports is done, in percent? (now 33%)"));
    let (text, code, change) = answered(&["hold"], &["7", "No funds"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(change.contains("title: Handbook, owners: [a], status: on_hold"), "{change}");
    assert!(text.contains("What is on hold?") && !text.contains("Interviews held"), "{text}");
    let (text, code, change) = answered(&["start", "1.3"], &["Two pumps failed"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("1.3 Training is completed: to reopen it needs a reason"), "{text}");
    assert!(change.contains("status: ongoing"), "{change}");
    let (text, code, change) = answered(&["start"], &["1"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(change.contains("Survey of airports, owners: [a], status: ongoing"), "{change}");
}

#[test]
fn show_asks_which_one() {
    let (text, code, change) = answered(&["show"], &["handbook"]);
    assert_eq!((code, change.as_str()), (Some(0), ""), "{text}");
    assert!(text.contains("Which one? (number, id") && text.contains("7 Handbook"), "{text}");
    // What is named is not asked for.
    for arguments in [&["show", "7"][..], &["show", "7", "2024"]] {
        let (text, code, _) = answered(arguments, &[]);
        assert!(code == Some(0) && text.contains("7 Handbook"), "{text}");
        assert!(!text.contains("Which one?"), "{text}");
    }
}

#[test]
fn add_asks_for_what_is_new() {
    let lines = ["", "Survey of stations", "9", "p", "zzz", "", "someday", "2024-11-30"];
    let (text, code, change) = answered(&["add"], &lines);
    assert_eq!(code, Some(0), "{text}");
    for part in [
        "type a title",
        "Under which priority? (p P)",
        "type the id of one of them",
        "Which organization is accountable? (Enter: a)",
        "unknown organization `zzz`",
        "Enter: not known yet",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(change.contains("Survey of stations") && change.contains("owners: [a]"), "{change}");
    assert!(change.contains("due: 2024-11-30"), "{change}");
    // What is named is not asked for, and a day that is not known yet is left out.
    let flags = ["add", "--priority", "p", "--title", "Survey of stations"];
    let (text, code, change) = answered(&flags, &["b", ""]);
    assert_eq!(code, Some(0), "{text}");
    assert!(!text.contains("the title") && change.contains("owners: [b]"), "{text}{change}");
    assert!(!change.contains("due:"), "{change}");
}

#[test]
fn me_asks_until_somebody_is_named() {
    let folder = made();
    assert_eq!(workplan(folder.path(), &["me", "--forget"]).code, Some(0));
    let ask = |lines: &[&str]| typed(100, command(folder.path(), &["me"]), lines);
    let (text, code) = ask(&[""]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("Which one is yours? (Enter: say it later)"), "{text}");
    let (text, code) = ask(&["zzz", "b"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("unknown organization `zzz`") && text.contains("You are "), "{text}");
    let (text, code) = ask(&[]);
    assert!(code == Some(0) && !text.contains("Which one"), "{text}");
}

#[test]
fn get_asks_for_the_address() {
    let folder = tempfile::tempdir().unwrap();
    let hub = folder.path().join("hub.git");
    git(folder.path(), &["init", "-q", "--bare", "hub.git"]);
    let mut program = command(folder.path(), &["get"]);
    program.env("NO_COLOR", "1");
    let (text, code) = typed(100, program, &["", &hub.display().to_string(), "Ada", "a@b.org"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("Where are your group's plans?"), "{text}");
    assert!(text.contains("type an address") && folder.path().join("hub").is_dir(), "{text}");
}

#[test]
fn a_wrong_id_offers_the_near_ones() {
    let (text, code, change) = answered(&["progress", "1.12", "50"], &["0", "2"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("  1  1.1  Survey of ports\n  2  1.2  Survey of airports\n"), "{text}");
    assert!(change.contains(
        "Survey of airports, owners: [a], status: planned, due: 2024-12-01, progress: 50"
    ));
    // A part of a title, and a milestone that is not there.
    let (text, code, change) = answered(&["progress", "airports", "50"], &["1"]);
    assert!(code == Some(0) && change.contains("progress: 50"), "{text}");
    let (text, code, change) = answered(&["done", "1.1#9"], &["printed"]);
    assert!(code == Some(0) && change.contains("Report printed, due: 2024-10-01, done"), "{text}");
    // What is near to nothing is the error that it is elsewhere.
    let (text, code, change) = answered(&["done", "zzzzzzzz"], &["1"]);
    assert_eq!((code, change.as_str()), (Some(2), ""), "{text}");
    assert!(text.contains("error: the plan `2024` has no activity `zzzzzzzz`"), "{text}");
}

#[test]
fn open_milestones_are_asked_about() {
    let question = "Record these 2 milestones as reached too? [Y/n] ";
    for (line, reached) in [("", 2), ("y", 2), ("n", 0)] {
        let (text, code, change) = answered(&["done", "1.1"], &["what", line]);
        assert_eq!(code, Some(0), "{text}");
        assert!(text.contains(question) && text.contains("type y or n"), "{text}");
        assert!(text.contains("Open milestones: 1.1#2 Interviews held, 1.1#3 Report printed"));
        assert_eq!(change.matches(", done: 2024-09-15").count(), reached, "{change}");
        assert!(change.contains("+    status: completed\n"), "{change}");
    }
    // Those that are named, or asked for by a flag, need no question; other milestones stay.
    let (text, code, change) = answered(&["done", "1.1", "--milestones"], &[]);
    assert!(code == Some(0) && !text.contains(question), "{text}");
    assert_eq!(change.matches(", done: 2024-09-15").count(), 2, "{change}");
    let (text, code, _) = answered(&["done", "1.1", "1.1#3"], &["n"]);
    assert!(code == Some(0) && text.contains("Record this milestone as reached too?"), "{text}");
}

#[test]
fn the_end_of_the_answers_writes_nothing() {
    for arguments in [&["done"][..], &["slip", "1.2"], &["done", "1.1"], &["hold", "1.22"]] {
        let (text, code, change) = answered(arguments, &[]);
        assert_eq!((code, change.as_str()), (Some(2), ""), "{text}");
        assert!(text.contains("error: the answers ended before the questions"), "{text}");
        assert!(text.contains("help: nothing was written"), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_question_writes_nothing_and_holds_no_lock() {
    let folder = made();
    let before = plan_of(folder.path());
    let (mut near, far) = open_terminal(100);
    let end = || Stdio::from(far.try_clone().unwrap());
    let mut program = command(folder.path(), &["slip", "1.2"]);
    let mut child = program.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
    let mut text = Vec::new();
    let mut piece = [0; 256];
    while !String::from_utf8_lossy(&text).contains("or +2w:") {
        let read = near.read(&mut piece).unwrap();
        text.extend_from_slice(&piece[..read]);
    }
    // Another edit is not kept waiting by the question.
    assert_eq!(workplan(folder.path(), &["progress", "7", "5"]).code, Some(0));
    let process = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(process, rustix::process::Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), None);
    assert_eq!(difference(&before, &plan_of(folder.path())).matches('+').count(), 1);
    near.flush().unwrap();
}

#[test]
fn a_missing_folder_is_no_question() {
    let empty = tempfile::tempdir().unwrap();
    let (text, code) = typed(100, command(empty.path(), &["done"]), &["1"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("error:") && !text.contains("What is done"), "{text}");
}

#[test]
fn an_answer_without_enter_is_none() {
    let folder = made();
    let mut program = command(folder.path(), &["hold", "1.1", "--as-of", "2024-09-15"]);
    program.env("NO_COLOR", "1");
    let (text, code) = keyed(100, program, "half\u{4}\u{4}");
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("the answers ended before the questions"), "{text}");
    assert!(text.contains("nothing was written"), "{text}");
    assert_eq!(plan_of(folder.path()), format!("{PLAN}{ACTIVITIES}"));
}

#[test]
fn what_cannot_be_written_is_asked_again_before_the_next_question() {
    let reason = "Funds are late";
    let (text, code, change) = answered(&["hold", "1.1"], &["a\u{1b}b", reason]);
    assert_eq!(code, Some(0), "{text}");
    assert!(change.contains("reason: Funds are late"), "{change}");
    assert_eq!(text.matches("Why? (one sentence").count(), 2, "{text}");
    // A milestone has no status: nothing is asked for.
    let (text, code, change) = answered(&["hold", "1.1#2"], &[]);
    assert_eq!((code, change.as_str()), (Some(2), ""), "{text}");
    assert!(!text.contains("Why?"), "{text}");
}

#[test]
fn a_number_of_mine_is_explained() {
    let folder = made();
    let run = workplan(folder.path(), &["done", "2", "--as-of", "2024-09-15"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("the numbers that `workplan mine` shows are no ids"), "{run:?}");
}

/// Changes the plan while the program waits for an answer, and returns what the terminal shows, the
/// exit status, and the plan after the change and at the end.
fn changed_meanwhile(
    arguments: &[&str],
    change: impl Fn(&str) -> String,
    lines: &str,
) -> (String, Option<i32>, [String; 2]) {
    let folder = made();
    let (mut near, far) = open_terminal(100);
    let end = || Stdio::from(far.try_clone().unwrap());
    let mut program = command(folder.path(), &[arguments, &["--as-of", "2024-09-15"]].concat());
    program.env("NO_COLOR", "1").stdin(end()).stdout(end()).stderr(end());
    let mut child = program.spawn().unwrap();
    drop((program, far));
    let mut said = Vec::new();
    let mut piece = [0; 4096];
    while !said.ends_with(b": ") && !said.ends_with(b") ") && !said.ends_with(b"] ") {
        let many = near.read(&mut piece).unwrap();
        said.extend(&piece[..many]);
    }
    let path = folder.path().join("workplans/2024.yaml");
    let changed = change(&plan_of(folder.path()));
    std::fs::write(path, &changed).unwrap();
    near.write_all(lines.as_bytes()).unwrap();
    let _ = near.read_to_end(&mut said);
    let text = String::from_utf8(said).unwrap().replace("\r\n", "\n");
    (text, child.wait().unwrap().code(), [changed, plan_of(folder.path())])
}

#[test]
fn what_changed_during_a_question_is_not_overwritten() {
    let inserted = |plan: &str| {
        let first = "      - {title: Script agreed,";
        let new = format!("      - {{title: Ethics review, due: 2024-02-01}}\n{first}");
        plan.replace(first, &new)
    };
    // The milestone that was shown has another number by now.
    let (text, code, [changed, end]) =
        changed_meanwhile(&["slip", "1.1#3"], inserted, "2024-10-20\nPrinter is late\n");
    assert_eq!(code, Some(0), "{text}");
    let moved = changed.replace("printed, due: 2024-10-01", "printed, due: 2024-10-20");
    assert!(end.contains("Report printed, due: 2024-10-20"), "{end}");
    assert!(end.contains("Ethics review, due: 2024-02-01}"), "{end}");
    assert_eq!(end.lines().count(), moved.lines().count() + 1, "the reason: {end}");
    let (text, code, [_, end]) = changed_meanwhile(&["done"], inserted, "1\n");
    assert_eq!(code, Some(0), "{text}");
    assert!(end.contains("Interviews held, due: 2024-08-01, done: 2024-09-15"), "{end}");
    let (text, code, [changed, end]) = changed_meanwhile(&["done", "1.1"], inserted, "y\n");
    assert_eq!((code, &end), (Some(2), &changed), "{text}");
    assert!(text.contains("help: nothing was written; run the same command again"), "{text}");
    // The field that was shown says something else by now.
    let slipped = |plan: &str| plan.replace("due: 2024-12-01", "due: 2024-12-20");
    let (text, code, [changed, end]) =
        changed_meanwhile(&["slip", "1.2"], slipped, "2024-12-24\nmine\n");
    assert_eq!((code, &end), (Some(2), &changed), "{text}");
    assert!(text.contains("1 December 2024") && text.contains("20 December 2024"), "{text}");
    let done = |plan: &str| plan.replacen("status: ongoing", "status: completed", 1);
    let (text, code, [changed, end]) = changed_meanwhile(&["hold", "1.1"], done, "no funds\n");
    assert_eq!((code, &end), (Some(2), &changed), "{text}");
}
