//! Mails to be sent, by `digest --format eml`: their headers, bodies and sheets.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tempfile::TempDir;

use crate::support::{Run, folder, run_as, samples, workplan};

/// A plan with two members; the second has no address that can be used.
const PLAN: &str = "\
schema: 1
title: Plan 2024
period: {start: 2024-01-01, end: 2024-12-31}
organizations:
  - id: a
    name: Agency A
    focal_points: [{name: 'Ann, the \"first\"', email: ann@example.org}, {name: Bo}]
  - id: con
    name: Agency of devices
    focal_points: [{name: Cy, email: 'cy at example'}]
priorities:
  - id: '1'
    title: One
    activities:
      - {id: '1.1', title: Train judges, owners: [a], status: ongoing, due: 2024-08-31}
      - {id: '1.2', title: Write a guide, owners: [a], status: planned, due: 2024-09-30}
      - {id: '1.3', title: Meet, owners: [con], status: planned, due: 2024-09-30}
";
const CONFIG: &str = "\
schema: 1
report: {name: The Group, contact: 'The secretariat <office@example.org>'}
";

fn plan() -> TempDir {
    folder(&[("2024.yaml", PLAN.as_bytes()), ("config.yaml", CONFIG.as_bytes())])
}

fn mails(root: &Path) -> Run {
    let format = ["--format", "eml", "--out-dir", "mails", "--as-of", "2024-09-15"];
    workplan(root, &[&["digest"], format.as_slice()].concat())
}

fn mail(root: &Path, name: &str) -> String {
    std::fs::read_to_string(root.join("mails").join(name)).unwrap()
}

#[test]
fn a_mail_can_be_opened_and_sent() {
    let root = plan();
    assert_eq!(mails(root.path()).stdout, "mails/a.eml\nmails/for-con.eml\n");
    let mail = mail(root.path(), "a.eml");
    let head = mail.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
    for line in [
        "Subject: Plan 2024: 1 overdue, 1 due by 15 October 2024",
        "From: <office@example.org>",
        "To: \"Ann, the \\\"first\\\"\" <ann@example.org>",
        "X-Unsent: 1",
        "MIME-Version: 1.0",
    ] {
        assert!(head.lines().any(|own| own == line), "{line}\n{head}");
    }
    for part in [
        "Train judges",
        "15 days late (31 Aug 2024)",
        "Reply with what has changed",
        "1.1 done on 15 September 2024",
        "a.xlsx",
        "mailto:office@example.org?subject=3D1.1%20done%20on%2015%20September%202024",
        "Questions: The secretariat <office@example.org>",
    ] {
        let plain = mail.replace("=\r\n", "");
        assert!(plain.contains(part), "{part}\n{plain:.6000}");
    }
    assert!(mail.is_ascii() && mail.lines().all(|line| line.len() <= 998));
    assert!(!mail.replace("\r\n", "").contains('\n'), "each line ends as RFC 5322 asks");
}

#[test]
fn the_sheet_that_goes_along_is_that_of_the_member() {
    let root = plan();
    assert_eq!(mails(root.path()).code, Some(0));
    let export = ["export", "--owner", "a", "-o", "own.xlsx", "--as-of", "2024-09-15"];
    workplan(root.path(), &export).ok();
    let mail = mail(root.path(), "a.eml");
    let sheet = mail.split("filename=\"a.xlsx\"").nth(1).unwrap();
    let sheet = sheet.split("\r\n\r\n").nth(1).unwrap().split("\r\n--").next().unwrap();
    let sheet = STANDARD.decode(sheet.replace("\r\n", "")).unwrap();
    assert_eq!(sheet, std::fs::read(root.path().join("own.xlsx")).unwrap());
}

#[test]
fn the_same_digest_makes_the_same_bytes() {
    let root = plan();
    assert_eq!(mails(root.path()).code, Some(0));
    let first = mail(root.path(), "a.eml");
    assert_eq!(mails(root.path()).code, Some(0));
    assert_eq!(mail(root.path(), "a.eml"), first);
}

#[test]
fn a_member_without_an_address_is_named() {
    let root = plan();
    let run = mails(root.path());
    assert!(run.stderr.contains("`con` has no focal point with an email address"), "{run:?}");
    assert!(!mail(root.path(), "for-con.eml").contains("To: "));
}

#[test]
fn one_mail_goes_to_one_file() {
    let root = plan();
    let day = ["--as-of", "2024-09-15"];
    let one = ["digest", "--owner", "a", "-o", "a.eml"];
    workplan(root.path(), &[&one, day.as_slice()].concat()).ok();
    assert_eq!(mails(root.path()).code, Some(0));
    let text = std::fs::read_to_string(root.path().join("a.eml")).unwrap();
    assert_eq!(text, mail(root.path(), "a.eml"));
    let all = workplan(root.path(), &[&["digest", "-o", "all.eml"], day.as_slice()].concat());
    assert_eq!(all.code, Some(2));
    assert!(all.complaints().contains("--out-dir"), "{all:?}");
}

#[test]
fn without_a_contact_answers_go_to_the_user() {
    let root = samples();
    let digest = ["digest", "2024", "--owner", "iom", "--format", "eml", "--as-of", "2024-09-15"];
    let mail = run_as(root.path(), Some("secretary@example.org"), &digest).ok();
    assert!(mail.contains("From: <secretary@example.org>\r\n"), "{mail:.800}");
}

#[test]
fn addresses_that_are_not_used_are_named() {
    let config = CONFIG.replace("<office@example.org>", "<office@example.org>, b@example.org");
    let plan = PLAN.replace("name: Bo}", "name: Bo, email: jörg@example.org}");
    let root = folder(&[("2024.yaml", plan.as_bytes()), ("config.yaml", config.as_bytes())]);
    let run = mails(root.path());
    assert_eq!(run.code, Some(0), "{run:?}");
    for part in
        ["has 2 addresses: answers go to office@example.org", "jörg@example.org is left out"]
    {
        assert_eq!(run.stderr.matches(part).count(), 1, "{part}: {run:?}");
    }
    let mail = mail(root.path(), "a.eml");
    let head = mail.split("\r\n\r\n").next().unwrap();
    assert!(head.contains("ann@example.org") && head.is_ascii(), "{head}");
    // An address for questions that cannot be sent to.
    let config = CONFIG.replace("office@", "büro@");
    let root = folder(&[("2024.yaml", PLAN.as_bytes()), ("config.yaml", config.as_bytes())]);
    let run = mails(root.path());
    assert!(run.stderr.contains("the address büro@example.org is left out"), "{run:?}");
    assert!(!crate::mails::mail(root.path(), "a.eml").contains("From: "));
}

#[test]
fn mails_are_not_written_among_the_plans() {
    let root = plan();
    for folder in ["workplans", "workplans/mails", "other/../workplans/new/mails"] {
        let form = ["digest", "--format", "eml", "--as-of", "2024-09-15", "--out-dir", folder];
        let run = workplan(root.path(), &form);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("these files would be shared with the plans"), "{run:?}");
    }
    assert_eq!(std::fs::read_dir(root.path().join("workplans")).unwrap().count(), 2);
}
