//! Output on a terminal: it fits the width, is coloured on request, and says the same as in a pipe.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use unicode_width::UnicodeWidthStr;

use crate::support::{command, commit_on, git_on, init, open_terminal, samples, workplan};

const DAY: [&str; 2] = ["--as-of", "2024-09-15"];

/// Returns what a user sees in a terminal with this many columns, and the exit status. Standard
/// error is not a terminal here: progress bars depend on timing and are not tested.
fn seen(columns: u16, mut program: Command) -> (String, Option<i32>) {
    let (mut near, far) = open_terminal(columns);
    let end = || Stdio::from(far.try_clone().unwrap());
    let child = program.stdin(end()).stdout(end()).stderr(Stdio::piped()).spawn().unwrap();
    // Closes the ends of the terminal that the command and this process hold.
    drop((program, far));
    let mut bytes = Vec::new();
    // If the other end is closed, Linux returns an error.
    let _ = near.read_to_end(&mut bytes);
    let output = child.wait_with_output().unwrap();
    bytes.extend(output.stderr);
    (String::from_utf8(bytes).unwrap().replace("\r\n", "\n"), output.status.code())
}

/// Returns the output for the sample plans, without colours.
fn plain(root: &Path, columns: u16, arguments: &[&str]) -> String {
    let mut program = command(root, arguments);
    program.args(DAY).env("NO_COLOR", "1");
    let (text, code) = seen(columns, program);
    assert!(matches!(code, Some(0 | 1)), "{code:?} {text}");
    text
}

/// Creates a repository with the sample plans and a change since they were agreed.
fn repository() -> tempfile::TempDir {
    let root = samples();
    init(root.path());
    commit_on("2024-01-20T12:00:00Z", root.path(), "The plan, as agreed");
    let edit = [
        "set",
        "1.2",
        "progress=40",
        "status=on_hold",
        "reason=待定：等待各机构答复后再继续推进这项工作",
        "--plan",
        "2024",
    ];
    assert_eq!(workplan(root.path(), &edit).code, Some(0));
    git_on("2024-08-20T12:00:00Z", root.path(), &["commit", "-qam", "What came in"]);
    root
}

/// Returns the text with colours and weights in words.
fn named(text: &str) -> String {
    let names = [
        ("0", "/"),
        ("1", "bold"),
        ("2", "faint"),
        ("31", "red"),
        ("32", "green"),
        ("33", "yellow"),
    ];
    let names = names.into_iter().chain([
        ("39", "/"),
        ("38;5;1", "red"),
        ("38;5;2", "green"),
        ("38;5;3", "yellow"),
    ]);
    names.fold(text.to_owned(), |text, (code, name)| {
        text.replace(&format!("\u{1b}[{code}m"), &format!("‹{name}›"))
    })
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    let root = repository();
    let mut wide = Vec::new();
    for arguments in [
        ["status", "2024"].as_slice(),
        &["status", "2024", "--by", "owner"],
        &["list", "2024"],
        &["list", "2024", "--columns", "id,title,owners,reason,weight,line,themes,due"],
        &["show", "1.1", "2024"],
        &["overdue", "2024"],
        &["upcoming", "2024", "--within", "60"],
        &["mine", "2024", "--owner", "iom"],
        &["matrix", "2024"],
        &["diff", "HEAD~1"],
        &["log", "1.2", "2024"],
        &["trend", "2024"],
    ] {
        for columns in [48, 66, 80, 120, 200] {
            let text = plain(root.path(), columns, arguments);
            let limit = usize::from(columns);
            wide.extend(
                text.lines()
                    .filter(|line| line.width() > limit)
                    .map(|line| format!("{arguments:?} in {columns} columns: {line}")),
            );
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

#[test]
fn words_are_coloured_and_the_feet_count() {
    let root = repository();
    let shown = |arguments: &[&str]| {
        let mut program = command(root.path(), arguments);
        program.args(DAY).env("TERM", "xterm-256color");
        named(&seen(90, program).0)
    };
    insta::assert_snapshot!("status_on_a_terminal", shown(&["status", "2024"]));
    insta::assert_snapshot!("overdue_on_a_terminal", shown(&["overdue", "2024"]));
    insta::assert_snapshot!("list_on_a_terminal", shown(&["list", "2024", "--status", "on_hold"]));
    insta::assert_snapshot!("diff_on_a_terminal", shown(&["diff", "HEAD~1"]));
    insta::assert_snapshot!("log_on_a_terminal", shown(&["log", "1.2", "2024"]));
    insta::assert_snapshot!("show_on_a_terminal", shown(&["show", "1.2", "2024"]));
}

#[test]
fn colours_are_for_those_who_want_them() {
    let root = samples();
    let on = |settings: &[(&str, &str)], arguments: &[&str]| {
        let mut program = command(root.path(), &[&["overdue", "2024"], arguments].concat());
        program.args(DAY).envs(settings.iter().copied());
        seen(90, program).0.contains('\u{1b}')
    };
    let in_a_pipe = |settings: &[(&str, &str)], arguments: &[&str]| {
        let mut program = command(root.path(), &[&["overdue", "2024"], arguments].concat());
        let output = program.args(DAY).envs(settings.iter().copied()).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(on(&[], &[]), "a terminal has colours");
    assert!(
        on(&[("NO_COLOR", ""), ("TERM", "xterm")], &[]),
        "NO_COLOR counts where it says something"
    );
    assert!(!on(&[("NO_COLOR", "1")], &[]));
    assert!(!on(&[("TERM", "dumb")], &[]));
    assert!(!on(&[], &["--color", "never"]));
    assert!(
        on(&[("NO_COLOR", "1")], &["--color", "always"]),
        "flags take precedence over variables"
    );
    assert!(!in_a_pipe(&[], &[]));
    assert!(in_a_pipe(&[], &["--color", "always"]));
    assert!(in_a_pipe(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(
        !in_a_pipe(&[("CLICOLOR_FORCE", "0")], &[]) && !in_a_pipe(&[("CLICOLOR_FORCE", "")], &[])
    );
    assert!(!in_a_pipe(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
}

#[test]
fn a_workbook_is_not_poured_over_a_terminal() {
    let root = samples();
    let (text, code) = seen(80, command(root.path(), &["export", "2024", "--format", "xlsx"]));
    assert_eq!(code, Some(2));
    assert!(
        text.contains("a workbook is not for the terminal") && text.contains("-o plan.xlsx"),
        "{text}"
    );
}

/// The colour of a bar says no more than the words beside it.
#[test]
fn a_rating_is_in_words_wherever_it_has_a_colour() {
    let root = samples();
    for columns in [60, 80, 100] {
        let text = plain(root.path(), columns, &["status", "2024", "--by", "priority"]);
        let table = text.split("priority ").nth(1).unwrap();
        for (words, number) in [("on track", 1), ("behind", 2)] {
            assert_eq!(table.matches(words).count(), number, "{columns}: {text}");
        }
    }
}

#[test]
fn a_narrow_terminal_puts_the_day_below_a_long_title() {
    let title = "A workplan with a title that is longer than the terminal is wide, as titles are";
    let plan = format!(
        "schema: 1\ntitle: {title}\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\n\
            organizations: [{{id: a, name: A}}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
            \x20 - {{id: p.1, title: T, owners: [a], status: ongoing, due: 2024-06-30}}\n"
    );
    let root = crate::support::folder(&[("2024.yaml", plan.as_bytes())]);
    let text = plain(root.path(), 44, &["status"]);
    let lines: Vec<&str> = text.lines().take(3).collect();
    assert_eq!(
        lines,
        [
            "A workplan with a title that is longer",
            "than the terminal is wide, as titles are",
            "as of 15 September 2024"
        ]
    );
    assert!(plain(root.path(), 80, &["overdue"]).ends_with("\n1 activity\n"));
}

#[test]
fn a_list_is_by_priority_and_has_no_empty_columns_and_no_broken_names() {
    let root = repository();
    let narrow = plain(root.path(), 60, &["list", "2024"]);
    let lines: Vec<&str> = narrow.lines().collect();
    assert!(
        lines.contains(&"1 Bringing ICAT closer to the field through partnerships"),
        "{narrow}"
    );
    assert!(lines.iter().any(|line| line.contains("UN Women")), "{narrow}");
    assert!(!lines.iter().any(|line| line.trim() == "Women"), "{narrow}");

    let completed = plain(root.path(), 120, &["list", "2024", "--status", "completed"]);
    let heads =
        |text: &str| text.lines().next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(heads(&completed), "id title owners status due progress");
    let all = plain(root.path(), 120, &["list", "2024"]);
    assert_eq!(heads(&all), "id title owners status due progress late");

    // In a pipe, the columns are always the same, and each line is an activity.
    let piped =
        workplan(root.path(), &["list", "2024", "--status", "completed", DAY[0], DAY[1]]).stdout;
    assert_eq!(heads(&piped), "id title owners status due progress late");
    assert!(!piped.contains("1 Bringing ICAT"), "{piped}");
}

#[test]
fn a_long_id_stands_behind_the_title() {
    let root = samples();
    let file = root.path().join("workplans/2023.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("id: B.5\n", "id: edition-in-chinese\n")).unwrap();
    let list = plain(root.path(), 100, &["list", "2023"]);
    assert!(list.starts_with("title"), "{list}");
    assert!(list.contains("edition-in-chinese"), "{list}");
}

#[test]
fn a_matrix_is_shaded_where_there_is_room() {
    let root = samples();
    let wide = plain(root.path(), 100, &["matrix", "2024"]);
    assert!(wide.contains("░ 1 of 3  33%"), "{wide}");
    let narrow = plain(root.path(), 60, &["matrix", "2024"]);
    assert!(narrow.contains(" 1 of 3  33%") && !narrow.contains('░'), "{narrow}");
    assert!(narrow.contains("mobilization"), "{narrow}");
}

#[test]
fn lam_and_alef_move_no_column() {
    let root = samples();
    let edit = ["set", "2.1", "title=الاتجار بالأشخاص", "--plan", "2024"];
    assert_eq!(workplan(root.path(), &edit).code, Some(0));
    let list = plain(root.path(), 100, &["list", "2024", "--columns", "id,title,status"]);
    let line = list.lines().find(|line| line.contains("الاتجار")).unwrap();
    let others = list.lines().find(|line| line.starts_with("2.2")).unwrap();
    let column = |line: &str, word: &str| line.split(word).next().unwrap().chars().count();
    assert_eq!(column(line, "completed"), column(others, "ongoing"), "{list}");
}

#[test]
fn findings_break_between_words_and_leave_commands_whole() {
    let root = samples();
    let check = plain(root.path(), 60, &["check", "2024"]);
    assert!(check.contains("after its due date\n"), "{check}");
    assert!(check.contains("\n           `workplan slip 1.4 DATE --reason '…'`"), "{check}");
}
