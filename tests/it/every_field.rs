//! A plan that uses every field, as each view shows it, and as a change of it is reported.

use std::fs;

use crate::support::{commit_on, folder, git_on, init, workplan};

const BEFORE: &str = concat!(
    r#"schema: 1
title: Everything
period: {start: 2024-01-01, end: 2024-12-31}
chairs: [a, b]
endorsed: 2024-01-10
target: 62.5
message: Dear colleagues
highlights: [A map, A survey]
translations: {fr: {title: Tout, highlights: [Une carte, Une enquête]}}
organizations:
- {id: a, name: Alpha, short: ALP, focal_points: [{name: Focal Point (ALP)}, {name: Second, email: second@example.org}]}
- {id: b, name: Beta, iati: XM-EXAMPLE-2, translations: {fr: {name: Bêta}}}
- {id: c, name: Gamma & Sons}
themes:
- {id: t, title: Serves all}
- {id: u, title: Serves one}
priorities:
- id: p
  title: First priority
  narrative: Goes well
  activities:
  - id: p.1
    title: Falls due today
    owners: [a, b]
    themes: [t, u]
    status: ongoing
    progress: 12.5
    due: 2024-06-30
    contact: desk@example.org
    deliverables:
    - {title: A page & a half, url: "https://example.org/?a=1&b=<2>"}
    - {title: A drawer, url: "https://example.org/room%207"}
    milestones:
    - {title: Is due today as well, due: 2024-06-30}
    - {title: Was done, due: 2024-03-31, done: 2024-04-02, translations: {es: {title: Se hizo}}}
    iati: {sector: "15190", country: KE}
    translations: {fr: {title: Échoit, description: Quelques mots}, ru: {title: Срок}}
    indicators: [{name: People reached, unit: people, baseline: 0, target: 100}]
    budget: {currency: USD, required: 1000, available: 500}
  - {id: p.2, title: Has no date, owners: [b], themes: [t], status: planned, geography: [Asia, Africa], tags: [x, y]}
  - {id: p.3, title: Has a start alone, owners: [c], status: planned, start: 2024-02-01, depends_on: [p.2]}
  - {id: p.4, title: Is expected late, owners: [a], status: ongoing, start: 2024-02, due: 2024-05-31, "#,
    r#"forecast: 2024-08-31, weight: 2.5, description: "Several words"}
  - {id: p.5, title: Was completed late, owners: [a], status: completed, due: 2024-03-31, completed: 2024-05-15}
  - {id: p.6, title: Was left, owners: [b], status: cancelled, reason: "Nobody asked for it"}
- id: q
  title: Second priority
  activities:
  - {id: q.1, title: Waits, owners: [b], themes: [t], status: on_hold, reason: Money, due: 2024-07-10, "#,
    r#"depends_on: [p.1], sdg_targets: ["5.3"]}
  - {id: q.2, title: Goes to the next plan, owners: [c], status: postponed, reason: "No staff", due: 2024-11-30}
- id: r
  title: Nothing yet
"#
);

/// The same plan, with one change of each kind.
fn after() -> String {
    [
        ("progress: 12.5", "progress: 33.3"),
        ("themes: [t, u]", "themes: [u, t]"),
        (
            "{title: A page & a half, url: \"https://example.org/?a=1&b=<2>\"}",
            "{title: A page & a half, url: \"https://example.org/?a=1&b=<3>\"}",
        ),
        (
            "{title: Was done, due: 2024-03-31, done: 2024-04-02, translations: {es: {title: Se hizo}}}",
            "{title: Was done, due: 2024-04-15, done: 2024-04-02, translations: {es: {title: \
                Hecho}}}\n    - {title: Came later, due: 2024-09-30}",
        ),
        ("message: Dear colleagues", "message: Dear friends\ndecisions: [Approve the budget]"),
        ("highlights: [A map, A survey]\n", "highlights: [A map, Two surveys]\n"),
        ("highlights: [Une carte, Une enquête]", "highlights: [Une carte, Deux enquêtes]"),
        ("iati: XM-EXAMPLE-2, translations: {fr: {name: Bêta}}", "iati: XM-EXAMPLE-3, translations: \
            {fr: {name: Bêta, short: B}}"),
        ("narrative: Goes well", "narrative: Goes better\n  translations: {zh: {title: 第一}}"),
        ("iati: {sector: \"15190\", country: KE}", "iati: {sector: \"15190\", region: \"298\"}"),
        ("fr: {title: Échoit, description: Quelques mots}, ru: {title: Срок}", "fr: {title: Arrive \
            à échéance, description: Mots}, ar: {title: موعد}"),
        ("required: 1000, available: 500", "required: 1200, available: 500, spent: 10"),
        ("geography: [Asia, Africa], tags: [x, y]", "geography: [Africa, Europe], tags: [y, x]"),
        ("description: \"Several words\"", "description: \"Other words\", remarks: New"),
        ("status: on_hold, reason: Money", "status: on_hold, reason: Still money"),
        ("due: 2024-07-10, depends_on", "due: 2025-01-10, depends_on"),
        ("target: 62.5", "target: 70"),
        ("chairs: [a, b]", "chairs: [b, a]"),
        ("title: Second priority", "title: Second priority, renamed"),
        ("title: Serves one", "title: Serves one or two"),
        (
            "{name: People reached, unit: people, baseline: 0, target: 100}",
            "{name: People reached, unit: people, baseline: 0, target: 100, actual: 40}",
        ),
    ]
    .iter()
    .fold(BEFORE.to_owned(), |text, (before, after)| {
        assert!(text.contains(before), "{before}");
        text.replace(before, after)
    })
}

fn repository() -> tempfile::TempDir {
    let root = folder(&[("2024.yaml", BEFORE.as_bytes())]);
    init(root.path());
    commit_on("2024-01-20T12:00:00Z", root.path(), "as agreed");
    fs::write(root.path().join("workplans/2024.yaml"), after()).unwrap();
    git_on("2024-06-20T12:00:00Z", root.path(), &["commit", "-qam", "as it went"]);
    root
}

/// Returns the output of a command on the day on which the first activity is due.
fn told(root: &tempfile::TempDir, arguments: &[&str]) -> String {
    workplan(root.path(), &[arguments, &["--as-of", "2024-06-30"]].concat()).ok()
}

#[test]
fn every_view_shows_every_field() {
    let root = repository();
    insta::assert_snapshot!("everything_status", told(&root, &["status", "2024"]));
    insta::assert_snapshot!(
        "everything_by_priority",
        told(&root, &["status", "2024", "--by", "priority"])
    );
    insta::assert_snapshot!(
        "everything_show",
        ["p.1", "p.2", "p.3", "p.4", "q.1"].map(|id| told(&root, &["show", id])).join("\n")
    );
    let columns = "plan,id,priority,title,owners,partners,themes,status,start,due,forecast,\
        completed,progress,weight,overdue,days_late,late_start,depends_on,carried_from,\
        carried_to,reason,tags,path,line";
    insta::assert_snapshot!("everything_list", told(&root, &["list", "--columns", columns]));
    insta::assert_snapshot!("everything_matrix", told(&root, &["matrix"]));
    insta::assert_snapshot!("everything_digest", told(&root, &["digest"]));
    insta::assert_snapshot!(
        "everything_digest_markdown",
        told(&root, &["digest", "--format", "markdown"])
    );
    insta::assert_snapshot!(
        "everything_report",
        told(&root, &["report", "--contacts", "--since", "HEAD~1"])
    );
}

#[test]
fn every_change_is_reported() {
    let root = repository();
    insta::assert_snapshot!("everything_diff", told(&root, &["diff", "HEAD~1"]));
    insta::assert_snapshot!(
        "everything_diff_csv",
        told(&root, &["diff", "HEAD~1", "--format", "csv"])
    );
    insta::assert_snapshot!(
        "everything_log",
        ["p.1", "p.2", "p.4", "q.1"].map(|id| told(&root, &["log", id])).join("\n")
    );
}

#[test]
fn long_texts_are_cut_where_they_are_only_quoted() {
    let words = "a long reason, ".repeat(20);
    let text = BEFORE.replace("reason: Money", &format!("reason: \"{words}\"")).replace(
        "description: \"Several words\"",
        &format!("description: \"{}\"", words.repeat(30)),
    );
    let root = repository();
    fs::write(root.path().join("workplans/2024.yaml"), &text).unwrap();
    let diff = told(&root, &["diff", "HEAD~1"]).split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = words.chars().take(120).collect();
    assert!(diff.contains(&format!("reason: “{}…”", cut.trim_end())), "{diff}");
    let calendar = told(&root, &["export", "--format", "ics"]).replace("\r\n ", "");
    let about = calendar
        .lines()
        .find(|line| line.starts_with("DESCRIPTION:") && line.ends_with('…'))
        .unwrap();
    let about = about.trim_start_matches("DESCRIPTION:").replace("\\n", "\n").replace("\\,", ",");
    assert_eq!(about.chars().count(), 1001, "{about}");
}

#[test]
fn the_log_of_a_removed_activity_ends_with_its_removal() {
    let root = repository();
    let path = root.path().join("workplans/2024.yaml");
    let gone = after().replace(
        "  - {id: p.6, title: Was left, owners: [b], status: cancelled, \
        reason: \"Nobody asked for it\"}\n",
        "",
    );
    fs::write(&path, &gone).unwrap();
    git_on("2024-06-25T12:00:00Z", root.path(), &["commit", "-qam", "out"]);
    fs::write(&path, after()).unwrap();
    git_on("2024-06-26T12:00:00Z", root.path(), &["commit", "-qam", "in again"]);
    let log = told(&root, &["log", "p.6"]);
    let parts: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("taken out") || line.contains("added to"))
        .map(str::trim)
        .collect();
    assert_eq!(parts, ["added to 2024", "taken out of 2024", "added to 2024"], "{log}");
    let table = told(&root, &["log", "p.6", "--format", "markdown"]);
    assert!(table.contains("| taken out of 2024 |"), "{table}");
}

#[test]
fn missing_values_are_shown_as_missing() {
    let bare = "schema: 1\ntitle: Bare\norganizations: [{id: a, name: A}]\npriorities:\n- id: p\n\
        \x20 title: P\n  activities:\n\
        \x20 - {id: p.1, title: Has nothing, owners: [a], status: planned}\n\
        \x20 - {id: p.2, title: Has a start, owners: [a], status: planned, start: 2024-02-01}\n";
    let root = folder(&[("2024.yaml", bare.as_bytes())]);
    let lenient = |arguments: &[&str]| {
        workplan(
            root.path(),
            &[arguments, &["2024", "--lenient", "--as-of", "2024-06-30"]].concat(),
        )
        .stdout
    };
    assert!(lenient(&["show", "p.1"]).contains("no due date"), "{}", lenient(&["show", "p.1"]));
    let page = lenient(&["report", "--format", "html"]);
    assert!(page.contains("no date") && page.contains("from 1 Feb 2024"), "{page}");
}

#[test]
fn an_empty_plan_rolls_over_to_an_empty_one() {
    let root = folder(&[(
        "2024.yaml",
        b"schema: 1\ntitle: Empty\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities: []\n",
    )]);
    let told = told(&root, &["rollover", "2024", "--to", "2025"]);
    assert!(told.contains("2024 has no activities"), "{told}");
    assert_eq!(workplan(root.path(), &["check", "2025"]).code, Some(0));
}

#[test]
fn a_number_too_precise_for_a_spreadsheet_is_exported_as_text() {
    let root = folder(&[(
        "2024.yaml",
        BEFORE.replace("required: 1000,", "required: 123456789012345678,").as_bytes(),
    )]);
    told(&root, &["export", "2024", "-o", "plan.xlsx"]);
    let bytes = fs::read(root.path().join("plan.xlsx")).unwrap();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let cells = calamine::Reader::worksheet_range(&mut book, "Activities").unwrap();
    let is_whole =
        |cell: &calamine::Data| *cell == calamine::Data::String("123456789012345678".to_owned());
    assert!(cells.rows().flatten().any(is_whole));
    assert!(told(&root, &["import", "plan.xlsx"]).starts_with("no change"));
}
