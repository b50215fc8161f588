//! Sharing on a terminal: the questions where both sides differ, and who the user is.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use crate::share::{Group, assert_tidy};
use crate::support::{command, git, open_terminal, temporary_folder};

/// Returns what a user sees who types these lines, and the exit status.
pub fn typed(mut program: Command, lines: &[&str]) -> (String, Option<i32>) {
    let (mut near, far) = open_terminal(100);
    let end = || Stdio::from(far.try_clone().unwrap());
    near.write_all(lines.iter().map(|line| format!("{line}\n")).collect::<String>().as_bytes())
        .unwrap();
    near.write_all(&[4]).unwrap();
    program.env("NO_COLOR", "1");
    let mut child = program.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
    drop((program, far));
    let mut bytes = Vec::new();
    // If the other end is closed, Linux returns an error.
    let _ = near.read_to_end(&mut bytes);
    (String::from_utf8(bytes).unwrap().replace("\r\n", "\n"), child.wait().unwrap().code())
}

#[test]
fn each_difference_is_asked() {
    let group = Group::new(&["ana", "kenji"]);
    group.set("ana", "1.1", "due=2024-08-31");
    group.set("ana", "1.2", "title=Of Ana");
    group.ok("ana", &["share"]);
    group.set("kenji", "1.1", "due=2024-07-31");
    group.set("kenji", "1.2", "title=Of Kenji");
    let ask = |lines: &[&str]| typed(command(&group.path("kenji"), &["share"]), lines);
    let (text, code) = ask(&["k", "s"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.ends_with("your files are as they were.\n"), "{text}");
    assert_eq!(text.matches("1.2 Of Kenji: title").count(), 1, "{text}");
    let (text, code) = ask(&["what?", "k", "t"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("You and others made different changes in 2 places."), "{text}");
    assert!(text.contains("  1.1 Activity number 1: due\n    yours:  “2024-07-31”\n"), "{text}");
    assert_eq!(text.matches("[k]eep yours, [t]ake theirs, or [s]top? ").count(), 3, "{text}");
    let plan = group.shared();
    assert!(plan.contains("due: 2024-07-31") && plan.contains("title: Of Ana"), "{plan}");
    assert_eq!(group.status("kenji"), "");
}

#[test]
fn get_asks_who_the_user_is() {
    let group = Group::new(&[]);
    let hub = group.path("hub.git").display().to_string();
    let folder = temporary_folder();
    let answers = ["Ana Example", "no address", "ana@example.org", "nobody", "iom"];
    let (text, code) = typed(command(folder.path(), &["get", &hub]), &answers);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("The organizations: fao, iom"), "{text}");
    assert!(text.contains("  cd hub\n  workplan mine\n  workplan share\n"), "{text}");
    let copy = folder.path().join("hub");
    assert_eq!(std::fs::read_to_string(copy.join(".git/workplan/me")).unwrap(), "iom\n");
    assert_eq!(git(&copy, &["status", "--porcelain"]), "");
    assert_eq!(git(&copy, &["config", "--local", "user.name"]), "Ana Example\n");
    assert_eq!(git(&copy, &["config", "--local", "user.email"]), "ana@example.org\n");
    // Whoever does not answer has the copy nevertheless.
    let (text, code) = typed(command(folder.path(), &["get", &hub, "other"]), &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("workplan me ORGANIZATION"), "{text}");
}

#[test]
fn share_asks_for_the_name_once() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    git(&ana, &["config", "--remove-section", "user"]);
    group.set("ana", "1.1", "status=ongoing");
    let (text, code) = typed(command(&ana, &["share"]), &["", "Ana Example", "ana@example.org"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("Your name, as the others will see it: "), "{text}");
    assert!(text.contains("Asking the shared copy …"), "{text}");
    let author = git(&group.path("hub.git"), &["log", "-1", "--format=%an <%ae>", "main"]);
    assert_eq!(author, "Ana Example <ana@example.org>\n");
    group.set("ana", "1.2", "status=ongoing");
    let (text, code) = typed(command(&ana, &["share"]), &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(!text.contains("Your name"), "{text}");
}

#[test]
fn a_run_that_is_stopped_at_the_question_for_the_name_leaves_nothing() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    git(&ana, &["config", "--remove-section", "user"]);
    group.set("ana", "1.1", "status=ongoing");
    let (mut near, far) = open_terminal(100);
    let end = || Stdio::from(far.try_clone().unwrap());
    let mut program = command(&ana, &["share"]);
    let mut child = program.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
    let mut text = Vec::new();
    while !String::from_utf8_lossy(&text).contains("Your name") {
        let mut byte = [0];
        near.read_exact(&mut byte).unwrap();
        text.extend(byte);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_tidy(&ana);
}
