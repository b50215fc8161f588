//! The digest for each organization.

use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use scraper::{Html, Selector};
use serde_json::Value;

use crate::support::{
    commit_on, entries, folder, git_on, project, samples, temporary_folder, workplan,
};

const DAY: [&str; 2] = ["--as-of", "2024-09-15"];

fn digest(more: &[&str]) -> String {
    workplan(project(), &[&["digest", "2024", DAY[0], DAY[1]], more].concat()).ok()
}

#[test]
fn it_reads_well() {
    insta::assert_snapshot!("digest-iom", digest(&["--owner", "IOM", "--format", "markdown"]));
    insta::assert_snapshot!("digest-table", digest(&[]));
}

#[test]
fn every_form_opens_with_the_same_sentence() {
    let sentence = "4 overdue, 2 due by 15 October 2024, 2 late to start";
    let of = |form: &str| digest(&["--owner", "iom", "--format", form]);
    let all: Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(all["organizations"][0]["summary"], sentence);
    let calendar = of("ics").replace("\r\n ", "");
    let escaped = sentence.replace(',', r"\,");
    let head = calendar.split("BEGIN:VEVENT").next().unwrap();
    assert!(head.contains(&format!("\r\nDESCRIPTION:{escaped}\r\n")), "{head}");
    assert!(head.contains(&format!("\r\nX-WR-CALDESC:{escaped}\r\n")), "{head}");
    for form in ["table", "markdown", "html", "eml"] {
        assert!(of(form).contains(sentence), "{form}");
    }
    let of_all = digest(&["--format", "ics"]).replace("\r\n ", "");
    let line = format!(r"\nIOM: {escaped}\n");
    assert!(of_all.contains(&line), "{of_all}");
}

#[test]
fn it_lists_the_same_as_overdue() {
    let overdue = workplan(
        project(),
        &["overdue", "2024", "--owner", "iom", "--format", "json", DAY[0], DAY[1]],
    )
    .json();
    let all: Value = serde_json::from_str(&digest(&["--format", "json"])).unwrap();
    let iom =
        all["organizations"].as_array().unwrap().iter().find(|one| one["id"] == "iom").unwrap();
    assert_eq!(iom["overdue"], overdue["items"]);
    let awaited = &iom["awaited_by"][0];
    assert_eq!(
        (&awaited["activity"], &awaited["other"]["activity"]),
        (&"1.4".into(), &"3.5".into())
    );
}

#[test]
fn a_mail_needs_no_style_sheet_no_script_and_no_network() {
    let mail = Html::parse_document(&digest(&["--owner", "iom", "--format", "html"]));
    let name = |selector: &str| mail.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(
        (name("script"), name("style"), name("link"), name("img"), name("[src]"), name("[href]")),
        (0, 0, 0, 0, 0, 0)
    );
    assert_eq!(name("h1"), 1);
    assert!(name("tr") >= 8);
}

#[test]
fn a_calendar_keeps_its_uids() {
    let calendar = digest(&["--format", "ics"]);
    assert!(calendar.replace("\r\n ", "").contains("\r\nUID:2024-01-01/2.2@"));
    assert_eq!(calendar, digest(&["--format", "ics"]));
}

#[test]
fn each_organization_with_something_to_do_gets_a_file() {
    let out = temporary_folder();
    let to = out.path().join("mails");
    let said = digest(&["--format", "html", "--out-dir", to.to_str().unwrap()]);
    let mut files: Vec<String> = fs::read_dir(&to)
        .unwrap()
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let mut lines: Vec<&str> = said.lines().map(|line| line.rsplit('/').next().unwrap()).collect();
    lines.sort_unstable();
    assert_eq!(lines, files);
    assert!(
        files.contains(&"iom.html".to_owned()) && !files.contains(&"icmpd.html".to_owned()),
        "{files:?}"
    );
}

#[test]
fn an_empty_plan_has_nothing_to_do() {
    let root = folder(&[(
        "p.yaml",
        b"schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities: []\n",
    )]);
    assert_eq!(
        workplan(root.path(), &["digest", "p", "--as-of", "2024-03-01"]).ok(),
        "no organization has anything to do now\n"
    );
    assert_eq!(workplan(root.path(), &["digest", "p", "--owner", "x"]).code, Some(2));
    let files = workplan(
        root.path(),
        &["digest", "p", "--as-of", "2024-03-01", "--out-dir", "mails", "--format", "html"],
    );
    let told = "no organization has anything to do now, so no file is written\n";
    assert_eq!((files.code, files.stdout.as_str(), files.stderr.as_str()), (Some(0), "", told));
}

#[test]
fn its_counts_are_those_of_status() {
    let status =
        workplan(project(), &["status", "2024", "--format", "json", DAY[0], DAY[1]]).json();
    let all: Value = serde_json::from_str(&digest(&["--format", "json"])).unwrap();
    let owners = status["owners"].as_array().unwrap();
    assert_eq!(owners.len(), all["organizations"].as_array().unwrap().len());
    for (owner, told) in owners.iter().zip(all["organizations"].as_array().unwrap()) {
        let activities = |part: &str| {
            told[part].as_array().unwrap().iter().filter(|item| item["kind"] == "activity").count()
        };
        let counts = (
            activities("overdue"),
            activities("due_soon"),
            told["late_start"].as_array().unwrap().len(),
        );
        let number = |name: &str| owner[name].as_u64().unwrap() as usize;
        assert_eq!(
            (&told["id"], counts),
            (&owner["id"], (number("overdue"), number("due_soon"), number("late_start")))
        );
    }
}

/// Creates a repository with the sample plans, unchanged since January.
fn since_january() -> tempfile::TempDir {
    let root = samples();
    git_on("2024-01-10T12:00:00Z", root.path(), &["init", "-q", "-b", "main"]);
    commit_on("2024-01-10T12:00:00Z", root.path(), "plans");
    root
}

#[test]
fn stale_activities_are_listed() {
    let root = since_january();
    let told = |day: &str| {
        let digest = workplan(
            root.path(),
            &[
                "digest", "2024", "--owner", "dpo", "--owner", "undp", "--format", "json",
                "--as-of", day,
            ],
        )
        .json();
        let ids = |one: &Value| {
            one["stale"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["activity"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        digest["organizations"].as_array().unwrap().iter().map(ids).collect::<Vec<_>>()
    };
    assert_eq!(told("2024-02-15"), [Vec::<String>::new(), vec![]], "90 days have not passed");
    assert_eq!(
        told("2024-09-15"),
        [vec![], vec!["1.5".to_owned(), "2.4".to_owned()]],
        "planned activities are not stale before their start"
    );
    let mail = workplan(
        root.path(),
        &["digest", "2024", "--owner", "undp", "--format", "markdown", DAY[0], DAY[1]],
    )
    .ok();
    assert!(mail.contains("\n### Unchanged for long\n"), "{mail}");
}

#[test]
fn all_files_are_written_or_none() {
    let out = temporary_folder();
    fs::write(out.path().join("iom.html"), "of last month").unwrap();
    fs::create_dir(out.path().join("unu.html")).unwrap();
    let run = |to: &Path| {
        workplan(
            project(),
            &[
                "digest",
                "2024",
                DAY[0],
                DAY[1],
                "--format",
                "html",
                "--out-dir",
                to.to_str().unwrap(),
            ],
        )
    };
    let refused = run(out.path());
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    assert!(
        refused.stderr.ends_with("unu.html cannot be written: this is a folder, not a file\n"),
        "{}",
        refused.stderr
    );
    assert_eq!(fs::read_to_string(out.path().join("iom.html")).unwrap(), "of last month");
    assert_eq!(entries(out.path()).len(), 2, "nothing new, and nothing half-written");
    let file = run(&out.path().join("iom.html"));
    assert!(
        file.code == Some(2)
            && file.stderr.ends_with("iom.html cannot be written: this is a file, not a folder\n"),
        "{file:?}"
    );
    fs::remove_dir(out.path().join("unu.html")).unwrap();
    let written = run(out.path());
    assert_eq!(
        (written.code, written.stdout.lines().count()),
        (Some(0), entries(out.path()).len())
    );
    assert_eq!(written.stderr, "note: these files said something else before: iom.html\n");
    assert_eq!(run(out.path()).ok(), written.stdout, "the same bytes are no news");
    assert!(
        fs::read_to_string(out.path().join("iom.html")).unwrap().starts_with("<!DOCTYPE html>")
    );
}

/// Runs the example script with a `sendmail` that keeps its input.
#[cfg(unix)]
fn mail(root: &Path, to: &Path, send: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let sendmail = to.join("sendmail");
    fs::write(
        &sendmail,
        format!("#!/bin/sh\ncat > '{}'/letter-$$\necho \"$*\" > '{0}'/arguments\n", to.display()),
    )
    .unwrap();
    fs::set_permissions(&sendmail, fs::Permissions::from_mode(0o755)).unwrap();
    let program = Path::new(crate::support::program()).parent().unwrap();
    let path = format!("{}:{}:{}", to.display(), program.display(), std::env::var("PATH").unwrap());
    let script = project().join("examples/mail-digests/mail-digests.sh");
    let mut command = Command::new("sh");
    command
        .arg(script)
        .args(["2024", DAY[0], DAY[1]])
        .current_dir(root)
        .env("PATH", path)
        .env("SEND", send)
        .env_remove("WORKPLAN_DIR");
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(unix)]
#[test]
fn the_example_script_mails_them() {
    let (root, to) = (samples(), temporary_folder());
    let organizations = root.path().join("workplans/organizations.yaml");
    // A value that is not an address must not get into the mail header.
    let text = fs::read_to_string(&organizations)
        .unwrap()
        .replace("unu@example.org", "\"unu@example.org\\nBcc: all@example.org\"");
    fs::write(&organizations, text).unwrap();
    let letters = || {
        entries(to.path())
            .into_iter()
            .filter(|path| path.to_str().unwrap().contains("/letter-"))
            .collect::<Vec<_>>()
    };
    let dry = mail(root.path(), to.path(), "");
    assert!(
        dry.contains("iom: would go to iom-a@example.org, iom-b@example.org (")
            && letters().is_empty(),
        "{dry}"
    );
    assert!(dry.contains("unu: no focal point with an address\n"), "{dry}");

    let sent = mail(root.path(), to.path(), "1");
    let mails: Vec<String> =
        letters().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    assert_eq!(mails.len(), sent.lines().filter(|line| line.contains(": sent to ")).count());
    assert_eq!(
        (mails.len(), fs::read_to_string(to.path().join("arguments")).unwrap().as_str()),
        (dry.lines().count() - 1, "-t\n")
    );
    assert!(!mails.concat().contains("Bcc"));
    let iom = mails
        .iter()
        .find(|mail| mail.contains("\nTo: iom-a@example.org, iom-b@example.org\n"))
        .unwrap();
    let (head, body) = iom.split_once("\n\n").unwrap();
    assert!(
        head.starts_with("From: secretariat@example.org\n")
            && head.contains("\nContent-Type: text/html; charset=utf-8\n"),
        "{head}"
    );
    let body = STANDARD.decode(body.replace('\n', "")).unwrap();
    let digest = workplan(
        root.path(),
        &["digest", "2024", DAY[0], DAY[1], "--owner", "iom", "--format", "html"],
    )
    .ok();
    assert_eq!(String::from_utf8(body).unwrap(), digest);
}

#[test]
fn file_names_have_the_extension_of_the_format() {
    let root = samples();
    std::fs::write(root.path().join("workplans/config.yaml"), "schema: 1\ncalendar_id: icat\n")
        .unwrap();
    for (format, ending, begins) in [
        ("table", "txt", "International Organization for Migration"),
        ("json", "json", "{"),
        ("markdown", "md", "## "),
        ("html", "html", "<!DOCTYPE html>"),
        ("ics", "ics", "BEGIN:VCALENDAR"),
        ("eml", "eml", "Subject: "),
    ] {
        let run = workplan(
            root.path(),
            &[
                "digest",
                "2024",
                "--owner",
                "iom",
                "--out-dir",
                format,
                "--format",
                format,
                DAY[0],
                DAY[1],
            ],
        );
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        let text = std::fs::read_to_string(root.path().join(format).join(format!("iom.{ending}")))
            .unwrap();
        assert!(text.to_lowercase().starts_with(&begins.to_lowercase()), "{format}: {text:.60}");
    }
}

#[test]
fn an_organization_without_work_is_told_so() {
    let root = samples();
    let ask = |more: &[&str]| {
        workplan(
            root.path(),
            &[&["digest", "2023", "--owner", "icmpd", "--as-of", "2023-01-01"], more].concat(),
        )
        .stdout
    };
    assert!(ask(&[]).ends_with("\nnothing to do now\n"), "{}", ask(&[]));
    assert!(
        ask(&["--format", "markdown"]).ends_with("\nNothing to do now.\n"),
        "{}",
        ask(&["--format", "markdown"])
    );
}

#[test]
fn no_file_is_written_outside_of_the_folder() {
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: ../x, name: X}, {id: a, name: A}]\npriorities:\n- id: p\n  title: P\n\
        \x20 activities:\n  - {id: p.1, title: T, owners: [../x, a], status: ongoing, due: 2024-06-30}\n";
    let root = folder(&[("p.yaml", plan.as_bytes())]);
    let run = workplan(
        root.path(),
        &["digest", "p", "--lenient", "--out-dir", "mails", "--format", "html", DAY[0], DAY[1]],
    );
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "mails/a.html\n"), "{run:?}");
    assert!(!root.path().join("x.html").exists());
}
