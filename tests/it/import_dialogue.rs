//! The import of a foreign sheet on a terminal: the table as understood, the questions, the
//! summary, and an import that the user stops.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use unicode_width::UnicodeWidthStr;

use crate::import_sheet::{row, workbook};
use crate::support::{command, entries, open_terminal, samples, temporary_folder, workplan};

/// A sheet with an unknown column and an unknown status.
const SHEET: &str = "Activity,Lead,Deadline,Status,Colour\n\
    Draft the law,Alpha,30 June 2031,Done,red\n\
    Hear the members,Beta,30 September 2031,wobbly,blue\n";

/// Returns the output and the exit status if a user types these lines at a terminal with this
/// number of columns.
pub fn typed(columns: u16, program: Command, lines: &[&str]) -> (String, Option<i32>) {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    keyed(columns, program, &format!("{lines}\u{4}"))
}

/// Does the same with single keys.
pub fn keyed(columns: u16, mut program: Command, keys: &str) -> (String, Option<i32>) {
    let (mut near, far) = open_terminal(columns);
    let end = || Stdio::from(far.try_clone().unwrap());
    // The terminal buffers the lines until they are read, followed by the end of input.
    near.write_all(keys.as_bytes()).unwrap();
    let mut child = program.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
    drop((program, far));
    let mut bytes = Vec::new();
    // If the other end is closed, Linux returns an error.
    let _ = near.read_to_end(&mut bytes);
    (String::from_utf8(bytes).unwrap().replace("\r\n", "\n"), child.wait().unwrap().code())
}

/// Does the same without colours, in a folder.
fn plain(folder: &Path, columns: u16, arguments: &[&str], lines: &[&str]) -> (String, Option<i32>) {
    let mut program = command(folder, arguments);
    program.env("NO_COLOR", "1");
    typed(columns, program, lines)
}

/// Creates a folder with only a sheet.
fn with_sheet(name: &str, text: &[u8]) -> tempfile::TempDir {
    let folder = temporary_folder();
    std::fs::write(folder.path().join(name), text).unwrap();
    folder
}

/// Joins wrapped lines with one space.
fn unbroken(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_alone(folder: &Path) -> bool {
    entries(folder).len() == 1
}

#[test]
fn the_table_shows_what_each_column_became() {
    let folder = with_sheet("sheet.csv", SHEET.as_bytes());
    let (text, code) =
        plain(folder.path(), 100, &["import", "sheet.csv", "--to", "2031"], &["ongoing", "n"]);
    assert_eq!(code, Some(2), "{text}");
    let (_, table) = text.split_once("header row 1: ").unwrap();
    let lines: Vec<&str> = table.lines().skip(2).take(4).collect();
    assert_eq!(
        lines,
        [
            "     title             owners  due                status  (left out)",
            "     Activity          Lead    Deadline           Status  Colour",
            "  2   Draft the law     Alpha   30 June 2031       Done    red",
            "  3   Hear the members  Beta    30 September 2031  wobbly  blue",
        ]
    );
    assert!(text.contains("nothing was written") && is_alone(folder.path()), "{text}");
}

#[test]
fn the_table_fits_the_terminal_in_any_script() {
    let rows = [
        row(["النشاط", "الجهة المسؤولة", "الموعد النهائي", "الحالة", "شيء آخر", "أمر", "ملاحظات"]),
        row([
            "صياغة القانون الخاص بالأشخاص في المنطقة كلها",
            "أ",
            "30/06/2025",
            "مكتمل",
            "x",
            "y",
            "ص",
        ]),
        row([
            "编写共同指南并在各机构之间分发和讨论这些指南的内容",
            "甲机构",
            "15/09/2025",
            "مكتمل",
            "x",
            "y",
            "注",
        ]),
    ];
    let folder = with_sheet("sheet.xlsx", &workbook(&rows, |_| {}));
    for columns in [30, 44, 60, 80, 120] {
        let (text, _) = plain(folder.path(), columns, &["import", "sheet.xlsx"], &[]);
        let (table, _) = text.split_once("Which name").unwrap();
        let wide = table.lines().find(|line| line.width() > usize::from(columns));
        assert_eq!(wide, None, "{columns}");
        // Each column is shown in the table or listed below it.
        for heading in ["شيء آخر", "ملاحظات"] {
            assert!(table.contains(heading), "{columns}: {table}");
        }
    }
    let (text, _) = plain(folder.path(), 60, &["import", "sheet.xlsx"], &[]);
    assert!(text.contains(" more columns:\n") && text.contains("(left out): x"), "{text}");
}

#[test]
fn colours_show_the_kind_of_a_column() {
    let folder = with_sheet("sheet.csv", SHEET.as_bytes());
    let with = |name: &str, value: &str| {
        let mut program = command(folder.path(), &["import", "sheet.csv"]);
        program.env(name, value);
        typed(100, program, &[]).0
    };
    let text = with("TERM", "xterm");
    for shown in ["\u{1b}[1mDraft the law", "\u{1b}[36mAlpha", "\u{1b}[33m30 June", "\u{1b}[2mred"]
    {
        assert!(text.contains(shown), "{shown:?} in {text:?}");
    }
    assert!(!with("NO_COLOR", "1").contains('\u{1b}'));
}

#[test]
fn a_question_says_what_can_be_answered_and_asks_again() {
    let folder = with_sheet("sheet.csv", SHEET.as_bytes());
    let arguments = ["import", "sheet.csv", "--to", "2031"];
    let (text, code) = plain(folder.path(), 80, &arguments, &["?", "green", "In Progress", "y"]);
    assert_eq!(code, Some(0), "{text}");
    for part in [
        "Question 1 of 1 (CSV!D3, 1 cell)",
        "the status `wobbly` is not known",
        "planned, ongoing, on_hold, postponed, completed, cancelled",
        "Ctrl-C stops, and nothing is written",
        "wobbly: ",
        "cancelled given up, for a reason",
        "`green` does not fit: enter a status",
        "→ ongoing",
        "Write workplans/2031.yaml? [Y/n]",
    ] {
        assert!(unbroken(&text).contains(part), "{part:?} in {text}");
    }
    let plan = std::fs::read_to_string(folder.path().join("workplans/2031.yaml")).unwrap();
    assert!(plan.contains("status: ongoing"), "{plan}");
    // The summary is shown before the user confirms, and only once.
    assert_eq!(text.matches("rows read").count(), 1, "{text}");
}

#[test]
fn each_value_that_a_question_lists_is_accepted() {
    let unclear = "Activity,Lead,Deadline,Cost,Remraks\nA,Alpha,03/04/2031,10.000,a text\nB,Beta,05/06/2031,,\n";
    let folder = with_sheet("sheet.csv", unclear.as_bytes());
    let arguments = ["import", "sheet.csv", "--to", "2031"];
    let lines = ["?", "Ignore", "?", "Month first", "?", "decimal", "?", "eur", ""];
    let (text, code) = plain(folder.path(), 80, &arguments, &lines);
    assert_eq!(code, Some(0), "{text}");
    for part in [
        "its cells: “a text”",
        "timeline Start and due date in one cell",
        "→ ignore",
        "`day-first` (03/04 is 3 April) or `month-first`",
        "→ month-first",
        "10.000 is ten thousand",
        "Answer with the code of the currency, such as USD",
        "→ EUR",
    ] {
        assert!(unbroken(&text).contains(part), "{part:?} in {text}");
    }
    // The table is shown again because a column changed.
    assert_eq!(text.matches("header row 1").count(), 2, "{text}");
    assert!(!text.contains("the mapping has a line"), "{text}");
}

#[test]
fn a_missing_name_is_asked_for() {
    let proposed = |file: &str, sheet: &str, day: &str| {
        let folder = with_sheet(file, sheet.as_bytes());
        let (text, code) = plain(folder.path(), 80, &["import", file, "--as-of", day], &[]);
        assert!(code == Some(2) && is_alone(folder.path()), "{text}");
        let (_, rest) = text.split_once("\nname [").unwrap();
        rest.split_once(']').unwrap().0.to_owned()
    };
    let undated = "Activity,Lead\nA,Alpha\nB,Beta\n";
    assert_eq!(proposed("plan 2024-25.csv", SHEET, "2029-05-05"), "2024-25");
    assert_eq!(proposed("2024-2025 plan.csv", SHEET, "2029-05-05"), "2024-2025");
    assert_eq!(proposed("plan.csv", SHEET, "2029-05-05"), "2031");
    assert_eq!(proposed("plan.csv", undated, "2029-05-05"), "2029");

    let folder = with_sheet("plan.csv", undated.as_bytes());
    let (text, code) = plain(folder.path(), 80, &["import", "plan.csv"], &["a/b", "2030", ""]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("`a/b` is not a name for a plan"), "{text}");
    assert!(folder.path().join("workplans/2030.yaml").exists());

    // A name in use is not proposed, and is asked again.
    let arguments = ["import", "plan.csv", "--as-of", "2030-05-05"];
    let (text, code) = plain(folder.path(), 80, &arguments, &["2030", "2032", "y"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("\nname: there is a plan `2030` already\n"), "{text}");
    assert!(folder.path().join("workplans/2032.yaml").exists());

    // Without a terminal, the error names the flag.
    let run = workplan(folder.path(), &["import", "plan.csv"]);
    assert!(run.code == Some(2) && run.stderr.contains("--to NAME"), "{run:?}");
}

#[test]
fn an_edited_workbook_needs_no_answer_on_a_terminal() {
    let folder = samples();
    let export = ["export", "2024", "--as-of", "2024-09-15", "-o", "plan.xlsx"];
    assert_eq!(workplan(folder.path(), &export).code, Some(0));
    let arguments = ["import", "plan.xlsx", "--as-of", "2024-09-15"];
    let (text, code) = plain(folder.path(), 80, &arguments, &[]);
    assert!(code == Some(0) && text.contains("no change"), "{text}");
}

/// Starts a program on a terminal of its own, types Ctrl-C at a prompt, and compares the terminal
/// before and after.
const INTERRUPT: &str = r#"
import os, pty, select, sys, termios
process, keys = pty.fork()
if process == 0:
    os.chdir(sys.argv[1])
    os.execve(sys.argv[3], sys.argv[3:], {"NO_COLOR": "1", "PATH": os.environ["PATH"]})
before, shown = termios.tcgetattr(keys), b""
while True:
    if not select.select([keys], [], [], 60)[0]:
        sys.exit("no prompt: " + shown.decode())
    try:
        part = os.read(keys, 65536)
    except OSError:
        break
    if not part:
        break
    shown += part
    if shown.endswith(sys.argv[2].encode()):
        after = termios.tcgetattr(keys)
        os.write(keys, b"\x03")
status = os.waitpid(process, 0)[1]
print(shown.decode())
assert before == after, (before, after)
assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == 2 or os.WEXITSTATUS(status) == 130, status
"#;

#[test]
#[allow(clippy::print_stderr)]
fn ctrl_c_leaves_nothing_behind() {
    let stopped = |prompt: &str, arguments: &[&str]| {
        let folder = with_sheet("sheet.csv", SHEET.as_bytes());
        let mut program = Command::new("python3");
        program.args(["-c", INTERRUPT]).arg(folder.path()).arg(prompt);
        program.arg(crate::support::program()).args(arguments);
        match program.output() {
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stdout).into_owned();
                let failed = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(output.status.success(), "{prompt}: {said}{failed}");
                assert!(is_alone(folder.path()), "{prompt}: {said}");
            }
            Err(_) => eprintln!("Python 3 is not here; Ctrl-C was not typed"),
        }
    };
    stopped("name [2031]: ", &["import", "sheet.csv"]);
    stopped("wobbly: ", &["import", "sheet.csv", "--to", "2031"]);
    stopped("wobbly: ", &["init", "our-group", "--from-sheet", "sheet.csv", "--to", "2031"]);
    let sure = "Activity,Lead\nA,Alpha\nB,Beta\n";
    let folder = with_sheet("sheet.csv", sure.as_bytes());
    let (text, code) = plain(folder.path(), 80, &["import", "sheet.csv", "--to", "2031"], &["n"]);
    assert!(code == Some(2) && is_alone(folder.path()), "{text}");
}
