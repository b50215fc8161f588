//! What git remembers: `trend`, `log`, `list --stale`.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{commit_on, git, git_on, init, workplan};

const HEAD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\ntarget: 80\norganizations:\n- {id: a, name: A}\npriorities:\n- id: p\n  title: P\n  activities:\n";

fn activity(id: &str, rest: &str) -> String {
    format!("  - {{id: {id}, title: Title {id}, owners: [a], {rest}}}\n")
}

/// A file and its text; none where it goes.
type File<'a> = (&'a str, Option<String>);

/// A repository with `group/workplans`; each commit is a moment and the files that it writes (none:
/// the file goes).
fn repository(commits: &[(&str, &[File<'_>])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path());
    for (moment, files) in commits {
        commit(folder.path(), moment, files);
    }
    folder
}

fn commit(folder: &Path, moment: &str, files: &[File<'_>]) {
    for (name, text) in files {
        let path = folder.join("group/workplans").join(name);
        match text {
            Some(text) => {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            None => std::fs::remove_file(path).unwrap(),
        }
    }
    commit_on(moment, folder, "A change");
}

fn plan(activities: &[(&str, &str)]) -> Option<String> {
    Some(
        HEAD.to_owned()
            + &activities.iter().map(|(id, rest)| activity(id, rest)).collect::<String>(),
    )
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let run = workplan(&folder.join("group"), &[arguments, &["--format", "json"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    run.json()
}

/// A year: the plan comes, changes on the last day of a month far in the west, breaks, and is
/// mended.
fn year() -> tempfile::TempDir {
    repository(&[
        ("2024-01-10T12:00:00+0000", &[("notes.txt", Some("no plan yet".into()))]),
        (
            "2024-01-31T23:30:00-1100",
            &[(
                "2024.yaml",
                plan(&[("'1'", "status: ongoing, due: 2024-06-30"), ("'2'", "status: planned")]),
            )],
        ),
        (
            "2024-02-20T12:00:00+0000",
            &[(
                "2024.yaml",
                plan(&[
                    ("'1'", "status: completed, completed: 2024-02-19, due: 2024-06-30"),
                    ("'2'", "status: planned"),
                ]),
            )],
        ),
        ("2024-03-05T12:00:00+0000", &[("2024.yaml", Some("schema: 1\ntitle: [".into()))]),
        (
            "2024-04-02T12:00:00+0000",
            &[(
                "2024.yaml",
                plan(&[
                    ("'1'", "status: completed, completed: 2024-02-19, due: 2024-06-30"),
                    ("'2'", "status: ongoing, due: 2024-09-30"),
                ]),
            )],
        ),
        ("2024-04-03T12:00:00+0000", &[("notes.txt", Some("another file".into()))]),
    ])
}

#[test]
fn a_trend_has_a_point_for_each_commit_that_changed_the_plan() {
    let folder = year();
    let run = workplan(
        &folder.path().join("group"),
        &["trend", "2024", "--every", "commit", "--as-of", "2024-12-31", "--format", "json"],
    );
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(0), "left out, because the plan cannot be read there: 1 revision\n")
    );
    let points = run.json()["points"].clone();
    let days: Vec<&str> =
        points.as_array().unwrap().iter().map(|point| point["date"].as_str().unwrap()).collect();
    assert_eq!(
        days,
        ["2024-01-31", "2024-02-20", "2024-04-02"],
        "each as of its own day, in its own zone"
    );
    assert_eq!(points[1]["implementation_rate"], 50.0);
    assert_eq!(points[1]["commit"].as_str().unwrap().len(), 40);
    for point in points.as_array().unwrap() {
        let then =
            json(folder.path(), &["status", "2024", "--at", point["commit"].as_str().unwrap()]);
        for (key, value) in then["total"].as_object().unwrap() {
            assert_eq!(&point[key], value, "{key}");
        }
    }
}

#[test]
fn a_trend_by_month_takes_the_last_commit_up_to_its_end() {
    let folder = year();
    let trend = json(folder.path(), &["trend", "2024", "--as-of", "2024-02-25"]);
    assert_eq!((&trend["every"], &trend["plan"]), (&json!("month"), &json!("2024")));
    let dates = |trend: &Value| -> Vec<String> {
        trend["points"]
            .as_array()
            .unwrap()
            .iter()
            .map(|point| format!("{} {}", point["date"].as_str().unwrap(), point["completed"]))
            .collect()
    };
    assert_eq!(dates(&trend), ["2024-01-31 0", "2024-02-25 1"]);
    let weeks = json(folder.path(), &["trend", "2024", "--every", "week", "--as-of", "2024-02-19"]);
    assert_eq!(dates(&weeks), ["2024-02-04 0", "2024-02-11 0", "2024-02-18 0", "2024-02-19 0"]);
    let july = workplan(
        &folder.path().join("group"),
        &["trend", "2024", "--as-of", "2024-07-01", "--format", "json"],
    )
    .json();
    let last = july["points"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["date"], &last["overdue"]), (&json!("2024-07-01"), &json!(0)));
    assert_eq!(
        last["commit"],
        git(folder.path(), &["rev-parse", "HEAD"]).trim(),
        "the last commit, whatever it changed"
    );
    let at = json(folder.path(), &["trend", "2024", "--at", "HEAD~3"]);
    assert_eq!(dates(&at), ["2024-01-31 0", "2024-02-20 1"], "the day is that of the commit");
}

#[test]
fn a_trend_says_what_was_completed_after_its_last_point() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("workplans")).unwrap();
    git(folder.path(), &["init", "-q"]);
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\norganizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n  - {id: 1, title: T, owners: [a], status: completed, due: 2024-03-01, completed: 2024-02-01}\n";
    std::fs::write(folder.path().join("workplans/2024.yaml"), plan).unwrap();
    commit_on("2024-01-05T12:00:00Z", folder.path(), "m");
    for every in ["week", "month", "commit"] {
        let run = |day| workplan(folder.path(), &["trend", "--every", every, "--as-of", day]);
        let day = if every == "commit" { "5" } else { "20" };
        assert_eq!(
            run("2024-01-20").stderr,
            format!(
                "note: 1 activity was completed after {day} January 2024 and is not counted as completed\n"
            ),
            "{every}"
        );
    }
    let later = workplan(folder.path(), &["trend", "--as-of", "2024-02-20"]);
    assert_eq!((later.code, later.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_trend_can_be_drawn_and_put_into_a_sheet() {
    let folder = year();
    let group = folder.path().join("group");
    let arguments = |format| ["trend", "2024", "--at", "HEAD~3", "--format", format];
    let svg = workplan(&group, &arguments("svg")).ok();
    let picture = roxmltree::Document::parse(&svg).unwrap();
    let all = |name| picture.descendants().filter(move |node| node.tag_name().name() == name);
    let texts: Vec<&str> = all("text").filter_map(|node| node.text().map(str::trim)).collect();
    let named = |name| texts.iter().position(|text| *text == name).map(|at| texts[at - 1]);
    assert_eq!(
        [
            named("implemented"),
            named("target implemented"),
            named("progress"),
            named("expected progress")
        ],
        [Some("50%"), Some("80%"), Some("50%"), Some("21%")],
        "each beside the end of its line: {texts:?}"
    );
    let label = picture.root_element().attribute("aria-label").unwrap();
    assert_eq!(
        label,
        format!(
            "{}; expected progress 21%; progress 50%; implemented 50%; target implemented 80%",
            texts[0]
        )
    );
    let of = |color| {
        all("polyline")
            .find(move |line| line.attribute("stroke") == Some(color))
            .unwrap()
            .attribute("points")
            .unwrap()
    };
    let heights = |line: &'static str| -> Vec<u32> {
        of(line).split([',', ' ']).skip(1).step_by(2).map(|y| y.parse().unwrap()).collect()
    };
    let level = |percent: u32| 2939 - 2479 * percent / 100;
    assert_eq!(heights("#15714F"), [level(0), level(50)], "implemented");
    assert_eq!(heights("#8A5200"), [level(80), level(80)], "target");
    // Every colour has its counterpart on dark paper.
    let style = all("style").next().and_then(|node| node.text()).unwrap();
    let (light, dark) = style.split_once("@media screen and (prefers-color-scheme:dark){").unwrap();
    assert!(
        !light.contains("fill:") && !light.contains("stroke:"),
        "what knows no style shows the same: {light}"
    );
    for node in picture.descendants() {
        for (name, color) in ["fill", "stroke"]
            .into_iter()
            .filter_map(|name| Some((name, node.attribute(name)?)))
            .filter(|one| one.1 != "none")
        {
            assert!(dark.contains(&format!("[{name}=\"{color}\"]{{{name}:#")), "{name} {color}");
        }
    }
    let csv = workplan(&group, &arguments("csv")).ok();
    assert!(csv.starts_with("date,commit,activities,") && csv.lines().count() == 3, "{csv}");
    let table = workplan(&group, &arguments("table")).ok();
    assert!(
        table.contains("implemented  ▁▄")
            && table.contains("progress     ▁▄")
            && table.contains("2024-02-20"),
        "{table}"
    );
    assert!(workplan(&group, &arguments("markdown")).ok().starts_with("| date |"));
}

#[test]
fn what_has_no_history_is_told() {
    let folder = year();
    let group = folder.path().join("group");
    for (arguments, part) in [
        (&["trend", "2025"][..], "no commit up to"),
        (&["trend", "2O24"], "did you mean `2024`?"),
        (&["log", "9", "2024"], "no commit has an activity `9`"),
        (&["trend", "2024", "--as-of", "2024-01-01"], "no commit up to 2024-01-01"),
        (
            &["trend", "2024", "--as-of", "2024-01-01"],
            "its commits are of later days: leave --as-of away",
        ),
    ] {
        let run = workplan(&group, arguments);
        assert!(run.code == Some(2) && run.stderr.contains(part), "{run:?}");
    }
    let nowhere = crate::support::folder(&[(
        "2024.yaml",
        plan(&[("'1'", "status: planned")]).unwrap().as_bytes(),
    )]);
    for command in ["trend", "log 1", "list --stale"] {
        let run = workplan(
            nowhere.path(),
            &command.split(' ').chain(["--as-of", "2024-05-01"]).collect::<Vec<_>>(),
        );
        assert!(run.code == Some(2) && run.stderr.contains("needs a git repository"), "{run:?}");
    }
    git(
        folder.path(),
        &["clone", "-q", "--depth", "2", &format!("file://{}", folder.path().display()), "shallow"],
    );
    let run =
        workplan(&folder.path().join("shallow/group"), &["trend", "2024", "--as-of", "2024-12-31"]);
    assert!(run.code == Some(0) && run.stderr.contains("git fetch --unshallow"), "{run:?}");
}

#[test]
fn a_history_without_a_point_is_no_empty_table() {
    let broken = |day: &'static str| (day, [("2024.yaml", Some(format!("schema: [ # {day}")))]);
    let days = [broken("2024-01-10T12:00:00+0000"), broken("2024-02-10T12:00:00+0000")];
    let commits: Vec<(&str, &[File<'_>])> =
        days.iter().map(|(day, files)| (*day, files.as_slice())).collect();
    let folder = repository(&commits);
    for (every, format) in [("commit", "json"), ("month", "table"), ("week", "csv")] {
        let arguments =
            ["trend", "2024", "--every", every, "--as-of", "2024-02-29", "--format", format];
        let run = workplan(&folder.path().join("group"), &arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(
            run.stderr.starts_with(
                "error: the plan `2024` cannot be read in any revision; left out: 2 revisions\n"
            ),
            "{run:?}"
        );
        assert!(run.stderr.contains("workplan check 2024 --at REV"), "{run:?}");
    }
    let one = workplan(
        &folder.path().join("group"),
        &["trend", "2024", "--every", "commit", "--as-of", "2024-01-31"],
    );
    assert!(one.code == Some(2) && one.stderr.contains("left out: 1 revision\n"), "{one:?}");
    let brief = repository(&[
        (
            "2024-01-10T12:00:00+0000",
            &[("2024.yaml", plan(&[("'1'", "status: planned")])), ("notes.txt", Some("x".into()))],
        ),
        ("2024-01-12T12:00:00+0000", &[("2024.yaml", None)]),
    ]);
    let run = workplan(&brief.path().join("group"), &["trend", "2024", "--as-of", "2024-03-31"]);
    assert!(
        run.code == Some(2)
            && run
                .stderr
                .starts_with("error: at the end of no month is there a plan called `2024`\n"),
        "{run:?}"
    );
    assert_eq!(
        json(brief.path(), &["trend", "2024", "--every", "commit"])["points"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_story_goes_from_the_newest_change_to_the_creation() {
    let folder = year();
    let story = json(folder.path(), &["log", "2", "2024"]);
    assert_eq!((&story["plan"], &story["id"]), (&json!("2024"), &json!("2")));
    let entries = story["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2, "{story}");
    assert_eq!(
        (&entries[0]["date"], &entries[0]["author"], &entries[0]["email"]),
        (&json!("2024-04-02"), &json!("A"), &json!("a@example.org"))
    );
    let changes = json!([
        {"field": "status", "before": "planned", "after": "ongoing"},
        {"field": "due", "before": null, "after": "2024-09-30"},
    ]);
    assert_eq!(entries[0]["changes"], changes);
    assert_eq!(entries[1]["date"], "2024-01-31");
    let came: Vec<&Value> = entries[1]["changes"].as_array().unwrap().iter().collect();
    assert!(came.iter().all(|change| change["before"].is_null()), "{story}");
    let fields: Vec<&str> = came.iter().map(|change| change["field"].as_str().unwrap()).collect();
    assert_eq!(
        fields,
        ["priority", "title", "owners", "status"],
        "what is written, and nothing that is worked out"
    );
    let shown = workplan(&folder.path().join("group"), &["log", "2024/2"]).stdout;
    assert!(
        shown.contains("status planned → ongoing") && shown.contains("added to 2024"),
        "{shown}"
    );
}

#[test]
fn a_story_goes_on_through_renames_a_split_and_merges() {
    let one = |rest: &str| plan(&[("'1'", rest), ("'2'", "status: planned")]);
    let folder = repository(&[
        ("2024-01-01T12:00:00+0000", &[("draft.yaml", one("status: planned"))]),
        (
            "2024-02-01T12:00:00+0000",
            &[("draft.yaml", None), ("2024.yaml", one("status: planned"))],
        ),
        ("2024-03-01T12:00:00+0000", &[("2024.yaml", one("status: ongoing"))]),
        (
            "2024-04-01T12:00:00+0000",
            &[("2024.yaml", None), ("2024/plan.yaml", one("status: ongoing, progress: 50"))],
        ),
    ]);
    let root = folder.path();
    git_on("2024-05-01T12:00:00+0000", root, &["checkout", "-q", "-b", "side"]);
    commit(
        root,
        "2024-05-01T12:00:00+0000",
        &[("2024/plan.yaml", one("status: ongoing, progress: 70"))],
    );
    git(root, &["checkout", "-q", "main"]);
    commit(root, "2024-05-02T12:00:00+0000", &[("notes.txt", Some("x".into()))]);
    git_on("2024-05-03T12:00:00+0000", root, &["merge", "-q", "--no-ff", "-m", "Merge", "side"]);
    let story = json(root, &["log", "1", "2024"]);
    let fields: Vec<(String, String)> = story["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["date"].as_str().unwrap().to_owned(),
                entry["changes"][0]["field"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let meant = [
        ("2024-05-01", "progress"),
        ("2024-04-01", "progress"),
        ("2024-03-01", "status"),
        ("2024-01-01", "priority"),
    ];
    assert_eq!(fields, meant.map(|(date, field)| (date.to_owned(), field.to_owned())), "{story}");
}

#[test]
fn a_story_goes_on_through_a_rename_at_which_the_activity_is_not_there() {
    let both = || plan(&[("'1'", "status: planned"), ("'2'", "status: planned")]);
    let one = || plan(&[("'1'", "status: planned")]);
    let folder = repository(&[
        ("2024-01-01T12:00:00+0000", &[("draft.yaml", both())]),
        ("2024-02-01T12:00:00+0000", &[("draft.yaml", one())]),
        ("2024-03-01T12:00:00+0000", &[("draft.yaml", None), ("2024.yaml", one())]),
        ("2024-04-01T12:00:00+0000", &[("2024.yaml", both())]),
    ]);
    let story = json(folder.path(), &["log", "2", "2024"]);
    let told: Vec<&str> = story["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["date"].as_str().unwrap())
        .collect();
    assert_eq!(
        told,
        ["2024-04-01", "2024-02-01", "2024-01-01"],
        "put back, taken out, put in: {story}"
    );
}

#[test]
fn a_story_can_go_back_to_the_year_before() {
    let old = plan(&[("'1'", "status: postponed, reason: Later")]);
    let new = |rest: &str| Some(plan(&[("'7'", rest)]).unwrap().replace("2024-", "2025-"));
    let folder = repository(&[
        ("2024-01-01T12:00:00+0000", &[("2024.yaml", old)]),
        (
            "2025-01-01T12:00:00+0000",
            &[("2025.yaml", new("status: planned, carried_from: 2024/1"))],
        ),
    ]);
    assert_eq!(json(folder.path(), &["log", "2025/7"])["entries"].as_array().unwrap().len(), 1);
    let whole = json(folder.path(), &["log", "2025/7", "--lineage"]);
    let from: Vec<&Value> =
        whole["entries"].as_array().unwrap().iter().map(|entry| &entry["plan"]).collect();
    assert_eq!(from, [&json!("2025"), &json!("2024")]);
}

#[test]
fn what_nobody_has_touched_is_stale() {
    let folder = repository(&[
        (
            "2024-01-01T12:00:00+0000",
            &[(
                "2024.yaml",
                plan(&[
                    ("'1'", "status: ongoing"),
                    ("'2'", "status: ongoing"),
                    ("'3'", "status: planned"),
                ]),
            )],
        ),
        (
            "2024-05-01T12:00:00+0000",
            &[(
                "2024.yaml",
                plan(&[
                    ("'1'", "status: ongoing"),
                    ("'2'", "status: ongoing, progress: 5"),
                    ("'3'", "status: planned"),
                ]),
            )],
        ),
    ]);
    let stale = |arguments: &[&str]| -> Vec<String> {
        let listed = json(folder.path(), &[&["list", "2024"], arguments].concat());
        listed["activities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|activity| activity["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(stale(&["--stale", "90d", "--as-of", "2024-06-01"]), ["1"]);
    assert_eq!(stale(&["--stale", "31", "--as-of", "2024-06-01"]), ["1", "2"]);
    assert_eq!(stale(&["--stale", "32", "--as-of", "2024-06-01"]), ["1"]);
    assert!(stale(&["--stale", "--as-of", "2024-03-01"]).is_empty());
    let edited = plan(&[
        ("'1'", "status: ongoing, remarks: Still at it"),
        ("'2'", "status: ongoing, progress: 5"),
        ("'3'", "status: planned"),
    ]);
    std::fs::write(folder.path().join("group/workplans/2024.yaml"), edited.unwrap()).unwrap();
    assert!(
        stale(&["--stale", "90", "--as-of", "2024-06-01"]).is_empty(),
        "what is being edited is not stale"
    );
}

#[test]
fn every_kind_of_repository_is_read() {
    let source = year();
    let group = |folder: &Path| {
        json(folder, &["trend", "2024", "--every", "commit", "--as-of", "2024-02-29"])["points"]
            .as_array()
            .unwrap()
            .len()
    };
    for kind in ["--object-format=sha256", "--ref-format=reftable"] {
        let folder = tempfile::tempdir().unwrap();
        let made = std::process::Command::new("git")
            .args(["init", "-q", "-b", "main", kind])
            .current_dir(&folder)
            .output()
            .unwrap();
        if !made.status.success() {
            // This git does not know the kind.
            continue;
        }
        commit(
            folder.path(),
            "2024-02-01T12:00:00+0000",
            &[("2024.yaml", plan(&[("'1'", "status: planned")]))],
        );
        commit(
            folder.path(),
            "2024-02-02T12:00:00+0000",
            &[("2024.yaml", plan(&[("'1'", "status: ongoing")]))],
        );
        assert_eq!(group(folder.path()), 2, "{kind}");
        assert_eq!(
            json(folder.path(), &["log", "2024/1"])["entries"].as_array().unwrap().len(),
            2,
            "{kind}"
        );
        assert_eq!(
            json(folder.path(), &["status", "2024", "--at", "HEAD~1"])["total"]["planned"],
            1,
            "{kind}"
        );
    }
    let root = source.path();
    git(root, &["worktree", "add", "-q", "tree", "HEAD~3"]);
    assert_eq!(group(&root.join("tree")), 2, "a worktree");
    git(root, &["gc", "-q"]);
    assert_eq!(group(root), 2, "packed");
    git(root, &["clone", "-q", "--shared", ".", "shared"]);
    assert_eq!(group(&root.join("shared")), 2, "with alternates");
    let elsewhere = tempfile::tempdir().unwrap();
    let bare = elsewhere.path().join("bare.git");
    git(root, &["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let run = workplan(
        &bare,
        &[
            "--dir",
            "group/workplans",
            "trend",
            "2024",
            "--at",
            "main",
            "--every",
            "commit",
            "--format",
            "json",
        ],
    );
    assert_eq!(run.json()["points"].as_array().unwrap().len(), 3, "bare");
    let yesterday = json(root, &["status", "2024", "--at", "main@{0}"]);
    assert_eq!(yesterday["total"]["activities"], 2, "the reflog");
}

#[test]
fn a_check_can_look_at_who_changed_what_and_what_nobody_touches() {
    let organizations = "organizations:\n- {id: a, name: A, focal_points: [{name: X, email: Speaker@example.org}]}\n- {id: b, name: B, focal_points: [{name: Y, email: chair@example.org}]}\n";
    let plan = |rest: &str| {
        let text = plan(&[("'1'", rest), ("'2'", "status: ongoing, due: 2024-12-31")]).unwrap();
        Some(text.replace(
            "organizations:\n- {id: a, name: A}\n",
            &format!("chairs: [b]\n{organizations}"),
        ))
    };
    let config = "schema: 1\nstale: 60\nrules: {foreign-edit: error, stale-activity: warning}\n";
    let folder = repository(&[(
        "2024-01-01T12:00:00+0000",
        &[("2024.yaml", plan("status: planned")), ("config.yaml", Some(config.into()))],
    )]);
    let root = folder.path();
    git(root, &["tag", "base"]);
    for (email, rest) in [
        ("speaker@example.org", "status: ongoing"),
        ("chair@example.org", "status: ongoing, progress: 5"),
        ("else@example.org", "status: ongoing, progress: 9"),
    ] {
        std::fs::write(root.join("group/workplans/2024.yaml"), plan(rest).unwrap()).unwrap();
        git_on(
            "2024-03-01T12:00:00+0000",
            root,
            &["-c", &format!("user.email={email}"), "commit", "-qam", "A change"],
        );
    }
    let run = workplan(
        &root.join("group"),
        &["check", "--base", "base", "--as-of", "2024-03-02", "--format", "json"],
    );
    assert_eq!(run.code, Some(1), "{run:?}");
    let found: Vec<Value> = run.json()["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["rule"] == "foreign-edit" || one["rule"] == "stale-activity")
        .cloned()
        .collect();
    assert_eq!(found.len(), 2, "{run:?}");
    assert_eq!((&found[0]["rule"], &found[0]["activity"]), (&json!("foreign-edit"), &json!("1")));
    assert!(
        found[0]["message"]
            .as_str()
            .unwrap()
            .starts_with("A <else@example.org> changed this activity in "),
        "{}",
        found[0]
    );
    assert_eq!(
        (&found[1]["rule"], &found[1]["activity"], &found[1]["level"]),
        (&json!("stale-activity"), &json!("2"), &json!("warning"))
    );
    assert!(
        !workplan(&root.join("group"), &["check", "--as-of", "2024-03-02"])
            .stdout
            .contains("stale-activity"),
        "only with a base"
    );
}

#[test]
fn a_plan_that_begins_without_activities_has_no_share_then() {
    let root = repository(&[
        ("2024-01-10T12:00:00Z", &[("2024.yaml", plan(&[]))]),
        (
            "2024-02-10T12:00:00Z",
            &[("2024.yaml", plan(&[("1", "status: completed, completed: 2024-02-01")]))],
        ),
    ]);
    let trend = workplan(
        &root.path().join("group"),
        &["trend", "2024", "--every", "commit", "--as-of", "2024-03-01"],
    )
    .ok();
    assert!(trend.lines().any(|line| line.contains("  █")), "{trend}");
}

#[test]
fn without_a_plan_or_a_clear_one_the_history_asks_for_a_name() {
    let text = plan(&[("1", "status: planned")]);
    let root = repository(&[("2024-01-10T12:00:00Z", &[("2024.yaml", text)])]);
    let (group, plans) = (root.path().join("group"), root.path().join("group/workplans"));
    // After the last day of the plan of 2024.
    let trend = || workplan(&group, &["trend", "--as-of", "2025-03-01"]);
    let run = trend();
    assert!(
        run.code == Some(0)
            && run
                .stderr
                .starts_with("note: the plan 2024 ended on 31 December 2024, 60 days ago; "),
        "{run:?}"
    );
    std::fs::write(plans.join("other.yaml"), "schema: 1\ntitle: Without a period\n").unwrap();
    let run = trend();
    assert!(
        run.code == Some(2) && run.stderr.contains("it is not clear which plan is meant"),
        "{run:?}"
    );
    std::os::unix::fs::symlink("/etc/hostname", plans.join("linked.yaml")).unwrap();
    let run = trend();
    assert!(
        run.code == Some(2) && run.stderr.contains("workplans/linked.yaml cannot be opened"),
        "{run:?}"
    );
    for name in ["2024.yaml", "other.yaml", "linked.yaml"] {
        std::fs::remove_file(plans.join(name)).unwrap();
    }
    let run = trend();
    assert!(run.code == Some(2) && run.stderr.contains("there is no plan in "), "{run:?}");
}

#[test]
fn a_file_where_the_folder_was_to_be_is_no_folder() {
    let root = tempfile::tempdir().unwrap();
    let plans = root.path().join("group/workplans");
    std::fs::create_dir(root.path().join("group")).unwrap();
    std::fs::write(&plans, "to come").unwrap();
    init(root.path());
    commit_on("2024-01-10T12:00:00Z", root.path(), "A file");
    std::fs::remove_file(&plans).unwrap();
    commit(
        root.path(),
        "2024-02-10T12:00:00Z",
        &[("2024.yaml", plan(&[("1", "status: planned")]))],
    );
    let trend = json(root.path(), &["trend", "2024", "--every", "commit", "--as-of", "2024-03-01"]);
    assert_eq!(trend["points"].as_array().unwrap().len(), 1, "{trend}");
    assert_eq!(json(root.path(), &["log", "1", "2024"])["entries"].as_array().unwrap().len(), 1);
}

#[test]
fn a_version_that_is_no_text_is_left_out() {
    let text = plan(&[("1", "status: planned")]);
    let root = repository(&[("2024-01-10T12:00:00Z", &[("2024.yaml", text.clone())])]);
    std::fs::write(root.path().join("group/workplans/2024.yaml"), b"schema: 1\n\xff\n").unwrap();
    git_on("2024-02-10T12:00:00Z", root.path(), &["commit", "-q", "-a", "-m", "no text"]);
    commit(root.path(), "2024-03-10T12:00:00Z", &[("2024.yaml", text)]);
    let run = workplan(
        &root.path().join("group"),
        &["trend", "2024", "--every", "commit", "--as-of", "2024-04-01", "--format", "json"],
    );
    assert_eq!((run.code, run.json()["points"].as_array().unwrap().len()), (Some(0), 2), "{run:?}");
    assert!(run.stderr.contains("1 revision"), "{}", run.stderr);
}
