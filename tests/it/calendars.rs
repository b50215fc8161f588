//! Due dates in calendars and task lists: identity, content, and time of the last change.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::export::{PLAN, content_lines, values};
use crate::support::{
    command, commit_on, folder, git, git_on, init, run, temporary_folder, workplan,
};

const OWN: &[u8] = b"schema: 1\ncalendar_id: north\n";

fn group(plan: &str) -> tempfile::TempDir {
    folder(&[("2024.yaml", plan.as_bytes()), ("config.yaml", OWN)])
}

fn calendar(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let day: &[&str] =
        if arguments.contains(&"--as-of") { &[] } else { &["--as-of", "2024-07-01"] };
    let run = workplan(folder, &[&["export", "--format", "ics"], day, arguments].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    content_lines(&run.stdout)
}

fn repository(files: &[(&str, &[u8])], moment: &str) -> tempfile::TempDir {
    let root = folder(files);
    init(root.path());
    commit_on(moment, root.path(), "plan");
    root
}

fn uids(lines: &[String]) -> Vec<&str> {
    values(lines, "UID")
}

#[test]
fn an_entry_says_what_it_is() {
    let root = group(PLAN);
    let lines = calendar(root.path(), &["--alarm", "7d"]);
    let (alarms, uids): (Vec<&str>, Vec<&str>) =
        uids(&lines).into_iter().partition(|uid| uid.ends_with("-alarm"));
    assert_eq!((alarms.len(), uids.len(), uids.iter().collect::<BTreeSet<_>>().len()), (4, 7, 7));
    assert!(
        uids[1].starts_with("2024-01-01/1.10/milestone-1@") && uids[1].ends_with(".workplan"),
        "{uids:?}"
    );
    assert_eq!(values(&lines, "DTSTART;VALUE=DATE")[..3], ["20240630", "20240301", "20241201"]);
    let summaries = values(&lines, "SUMMARY");
    let begin = [
        "Due: 1.10 =SUM(A1)",
        "Due: ◆ 1.10 M1 (done)",
        "Due: ◆ 1.10 M2",
        "Due: 1.1 A title",
        "Cancelled: c C",
        "Due: h H",
        "Due: d D (done)",
    ];
    assert!(
        summaries.iter().zip(begin).all(|(one, begin)| one.starts_with(begin)),
        "{summaries:?}"
    );
    assert!(
        values(&lines, "DESCRIPTION")
            .iter()
            .any(|text| text.contains(r"Line one\nline\, two\; \\ três 数"))
    );
    assert_eq!(values(&lines, "NAME"), [r"Plan\, with\; marks"]);
    assert_eq!(values(&lines, "X-WR-CALNAME"), [r"Plan\, with\; marks"]);
    assert_eq!(values(&lines, "CATEGORIES"), ["P"; 7]);
    assert!(values(&lines, "STATUS").contains(&"CANCELLED") && values(&lines, "METHOD").is_empty());
    // One for the ongoing activity, its open milestone, the planned activity and the one on hold.
    assert_eq!(values(&lines, "TRIGGER"), ["-P7D"; 4]);
    assert_eq!(
        values(&calendar(root.path(), &["--alarm", "3d@8:30"]), "TRIGGER"),
        ["-P2DT15H30M"; 4]
    );
    assert!(values(&calendar(root.path(), &[]), "TRIGGER").is_empty());
    for wrong in ["3d@25:00", "3d@8:5", "3d@", "@8:00", "3d@8:30:00", "-1d"] {
        assert_eq!(
            workplan(root.path(), &["export", "--format", "ics", &format!("--alarm={wrong}")]).code,
            Some(2),
            "{wrong}"
        );
    }
    for flag in ["--alarm=7", "--as=todo", "--contacts"] {
        assert_eq!(
            workplan(root.path(), &["export", "--format", "csv", flag]).code,
            Some(2),
            "{flag}"
        );
    }
}

#[test]
fn as_todo_writes_tasks() {
    let root = group(
        &PLAN.replace("due: 2024-Q2", "due: 2024-Q2\n    forecast: 2024-09-15\n    progress: 40"),
    );
    let lines = calendar(root.path(), &["--as", "todo", "--alarm", "7d@9:00"]);
    let count = |line: &str| lines.iter().filter(|one| *one == line).count();
    assert_eq!((count("BEGIN:VTODO"), count("BEGIN:VEVENT")), (7, 0));
    assert_eq!(values(&lines, "DUE;VALUE=DATE")[..3], ["20240630", "20240301", "20241201"]);
    let states = [
        "IN-PROCESS",
        "COMPLETED",
        "NEEDS-ACTION",
        "NEEDS-ACTION",
        "CANCELLED",
        "NEEDS-ACTION",
        "COMPLETED",
    ];
    assert_eq!(values(&lines, "STATUS"), states);
    assert_eq!(values(&lines, "COMPLETED"), ["20240302T000000Z", "20240630T000000Z"]);
    assert_eq!(values(&lines, "PERCENT-COMPLETE")[..2], ["40", "100"]);
    assert_eq!(values(&lines, "TRIGGER;RELATED=END"), ["-P6DT15H"; 4]);
    assert!(values(&lines, "SUMMARY")[1].starts_with("◆ 1.10 M1"));
    assert!(values(&lines, "DESCRIPTION")[0].contains(r"\nForecast: 2024-09-15\n"));
    let events = calendar(root.path(), &[]);
    assert!(
        uids(&lines).iter().all(|uid| !uids(&events).contains(uid)),
        "a task and an event are two things"
    );
}

#[test]
fn entries_stay_the_same_if_files_are_renamed_or_moved() {
    let root = repository(&[("2024.yaml", PLAN.as_bytes())], "2024-01-10T12:00:00Z");
    let before = calendar(root.path(), &[]);
    let plan = PLAN
        .replace("title: M1, due: 2024-03-01", "title: Other, due: 2024-03-05")
        .replace("title: C,", "title: Else,");
    let plan = plan
        .replace("Plan, with; marks", "Another title")
        .replace("- {id: b, name: Beta}", "- {id: aa, name: New}\n- {id: b, name: Renamed}");
    fs::remove_file(root.path().join("workplans/2024.yaml")).unwrap();
    fs::write(root.path().join("workplans/joint.yaml"), plan).unwrap();
    let next = "schema: 1\ntitle: Next\nperiod: {start: 2025-01-01, end: 2025-12-31}\npriorities:\n\
        - id: p\n  title: P\n  activities:\n\
        \x20 - {id: z, title: Z, owners: [a], status: planned, due: 2025-02-01, carried_from: joint/h}\n";
    fs::write(
        root.path().join("workplans/2025.yaml"),
        next.replace("priorities", "organizations: [{id: q, name: Q}]\npriorities")
            .replace("[a]", "[q]"),
    )
    .unwrap();
    let renamed = calendar(root.path(), &["joint"]);
    let left: Vec<&str> = uids(&before).into_iter().filter(|uid| !uid.contains("/h@")).collect();
    assert_eq!(uids(&renamed), left, "what a later plan continues is in that plan's calendar");
    let carried = calendar(root.path(), &["2025"]);
    assert!(uids(&before).contains(&uids(&carried)[0]), "{carried:?}");
    // The folder is moved, and the repository is cloned.
    commit_on("2024-02-10T12:00:00Z", root.path(), "next");
    fs::create_dir(root.path().join("docs")).unwrap();
    git(root.path(), &["mv", "workplans", "docs/workplans"]);
    git_on("2024-03-10T12:00:00Z", root.path(), &["commit", "-qm", "move"]);
    let elsewhere = temporary_folder();
    git(elsewhere.path(), &["clone", "-q", &root.path().display().to_string(), "clone"]);
    let moved = calendar(&elsewhere.path().join("clone"), &["joint", "--dir", "docs/workplans"]);
    assert_eq!(uids(&moved), left);
}

#[test]
fn no_two_groups_have_an_entry_in_common() {
    let north = repository(&[("2024.yaml", PLAN.as_bytes())], "2024-01-10T12:00:00Z");
    let south = repository(&[("2024.yaml", PLAN.as_bytes())], "2024-01-10T13:00:00Z");
    let plain = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let own = group(PLAN);
    // Two folders in the same repository.
    fs::create_dir(north.path().join("other")).unwrap();
    fs::create_dir(north.path().join("other/workplans")).unwrap();
    fs::write(north.path().join("other/workplans/2024.yaml"), PLAN).unwrap();
    commit_on("2024-02-10T12:00:00Z", north.path(), "other");
    let other = calendar(north.path(), &["--dir", "other/workplans"]);
    let all = [
        calendar(north.path(), &[]),
        calendar(south.path(), &[]),
        calendar(plain.path(), &[]),
        calendar(own.path(), &[]),
        other,
    ];
    let different: BTreeSet<&str> = all.iter().flat_map(|lines| uids(lines)).collect();
    assert_eq!(different.len(), 5 * 7);
    let said =
        workplan(plain.path(), &["export", "--format", "ics", "--as-of", "2024-07-01"]).stderr;
    assert!(said.contains("no history in git") && said.contains("`calendar_id`"), "{said}");
    assert_eq!(
        workplan(own.path(), &["export", "--format", "ics", "--as-of", "2024-07-01"]).stderr,
        ""
    );
}

#[test]
fn only_a_change_makes_an_entry_newer() {
    let root = repository(&[("2024.yaml", PLAN.as_bytes())], "2024-03-01T12:00:00Z");
    let stamps = |arguments: &[&str]| {
        let lines = calendar(root.path(), arguments);
        let pairs = values(&lines, "SEQUENCE").into_iter().zip(values(&lines, "LAST-MODIFIED"));
        pairs
            .map(|(number, moment)| (number.parse::<u32>().unwrap(), moment.to_owned()))
            .collect::<Vec<_>>()
    };
    let first = stamps(&[]);
    assert!(
        first.iter().all(|one| *one == first[0]) && first[0].1 == "20240301T120000Z",
        "{first:?}"
    );
    assert_eq!(stamps(&["--as-of", "2024-08-09"]), first);
    let path = root.path().join("workplans/2024.yaml");
    fs::write(&path, PLAN.replace("title: C,", "title: Else,")).unwrap();
    let open = stamps(&[]);
    assert!(open[4] > first[4] && open[..4] == first[..4] && open[5..] == first[5..], "{open:?}");
    // The commit is dated before its parent.
    git_on("2024-02-01T12:00:00Z", root.path(), &["commit", "-qam", "else"]);
    fs::write(&path, PLAN.replace("title: C,", "title: Once more,")).unwrap();
    git_on("2024-03-01T15:00:00Z", root.path(), &["commit", "-qam", "more"]);
    let last = stamps(&[]);
    assert!(last[4] > first[4] && last[..4] == first[..4], "{last:?}");
    assert_eq!(stamps(&["--at", "HEAD", "--as-of", "2024-07-01"]), last);
}

#[test]
fn a_calendar_of_one_entry_has_no_name() {
    let plan = "schema: 1\ntitle: Workplan 2024\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: Alpha}, {id: b, name: Beta}]\npriorities:\n- id: p\n\
        \x20 title: P\n  activities:\n\
        \x20 - {id: x, title: X, owners: [a], status: ongoing, due: 2024-06-01, contact: \"Ana \
        <ana@example.org>\"}\n  - {id: y, title: Y, owners: [b], status: ongoing, due: 2024-06-02}\n";
    let root = group(plan);
    let digest = |arguments: &[&str]| {
        let run = run(command(
            root.path(),
            &[&["digest", "--format", "ics", "--as-of", "2024-07-01"], arguments].concat(),
        ));
        content_lines(&run.ok())
    };
    let one = digest(&["--owner", "a"]);
    assert!(
        values(&one, "X-WR-CALNAME").is_empty()
            && values(&one, "NAME").is_empty()
            && uids(&one).len() == 1
    );
    assert!(
        values(&one, "DESCRIPTION")[1].contains("ana@example.org"),
        "a digest goes to who needs the address"
    );
    assert_eq!(values(&digest(&[]), "X-WR-CALNAME"), ["Workplan 2024"]);
    assert!(digest(&["--as", "todo"]).contains(&"BEGIN:VTODO".to_owned()));
    let lines = calendar(root.path(), &[]);
    assert!(
        lines.iter().all(|line| !line.contains("ana@example.org"))
            && values(&lines, "DESCRIPTION")[0].contains(r"\nContact: Ana")
    );
    assert!(
        values(&calendar(root.path(), &["--contacts"]), "DESCRIPTION")[0]
            .contains("ana@example.org")
    );
    // For a plan in any other folder.
    let anywhere = plan
        .replace("title: Workplan 2024", "title: Plan of c@example.org")
        .replace("title: P\n", "title: P d@example.org\n")
        .replace(
            "title: X,",
            "title: X e@example.org/f@example.org, milestones: [{title: 'M \
            g@example.org', due: 2024-05-01}],",
        )
        .replace("name: Alpha", "name: Alpha h@example.org");
    let lines = calendar(group(&anywhere).path(), &["--alarm", "7d"]);
    assert!(
        lines.iter().all(|line| !line.contains("example.org"))
            && values(&lines, "DESCRIPTION").len() > 2,
        "{lines:?}"
    );
}
