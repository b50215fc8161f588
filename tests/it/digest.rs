//! The digest: what each organization is told.

use scraper::{Html, Selector};

use crate::program::{folder, project, workplan};

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
fn it_tells_what_overdue_tells() {
    let overdue = workplan(project(), &["overdue", "2024", "--owner", "iom", "--format", "json", DAY[0], DAY[1]]).json();
    let all: serde_json::Value = serde_json::from_str(&digest(&["--format", "json"])).unwrap();
    let iom = all["organizations"].as_array().unwrap().iter().find(|one| one["id"] == "iom").unwrap();
    assert_eq!(iom["overdue"], overdue["items"]);
    let awaited = &iom["awaited_by"][0];
    assert_eq!((&awaited["activity"], &awaited["other"]["activity"]), (&"1.4".into(), &"3.5".into()));
}

#[test]
fn a_mail_needs_no_style_sheet_no_script_and_no_network() {
    let mail = Html::parse_document(&digest(&["--owner", "iom", "--format", "html"]));
    let name = |selector: &str| mail.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!((name("script"), name("style"), name("link"), name("img"), name("[src]"), name("[href]")), (0, 0, 0, 0, 0, 0));
    assert_eq!(name("h1"), 1);
    assert!(name("tr") >= 8);
}

#[test]
fn a_calendar_keeps_its_names() {
    let calendar = digest(&["--format", "ics"]);
    assert!(calendar.contains("UID:2024/2.2@workplan\r\n"));
    assert_eq!(calendar, digest(&["--format", "ics"]));
}

#[test]
fn each_organization_with_something_to_do_gets_a_file() {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().join("mails");
    let said = digest(&["--format", "html", "--out-dir", to.to_str().unwrap()]);
    let mut files: Vec<String> = std::fs::read_dir(&to).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let mut lines: Vec<&str> = said.lines().map(|line| line.rsplit('/').next().unwrap()).collect();
    lines.sort_unstable();
    assert_eq!(lines, files);
    assert!(files.contains(&"iom.html".to_owned()) && !files.contains(&"icmpd.html".to_owned()), "{files:?}");
}

#[test]
fn nobody_has_to_do_anything_in_an_empty_plan() {
    let root = folder(&[("p.yaml", b"schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities: []\n")]);
    assert_eq!(workplan(root.path(), &["digest", "p"]).ok(), "nobody has anything to do now\n");
    assert_eq!(workplan(root.path(), &["digest", "p", "--owner", "x"]).code, Some(2));
}
