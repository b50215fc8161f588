//! `trend`: a point for each commit or month, and plans without history.

use serde_json::{Value, json};

use crate::history::{File, json, plan, repository, year};
use crate::support::{commit_on, git, temporary_folder, workplan};

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
        "the last commit, even without a change"
    );
    let at = json(folder.path(), &["trend", "2024", "--at", "HEAD~3"]);
    assert_eq!(dates(&at), ["2024-01-31 0", "2024-02-20 1"], "the day is that of the commit");
}

#[test]
fn a_trend_says_what_was_completed_after_its_last_point() {
    let folder = temporary_folder();
    std::fs::create_dir(folder.path().join("workplans")).unwrap();
    git(folder.path(), &["init", "-q"]);
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
        \x20 - {id: 1, title: T, owners: [a], status: completed, due: 2024-03-01, completed: 2024-02-01}\n";
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
    // A name stands where its line ends, and none on another one.
    let points = of("#15714F").split([',', ' ']).filter(|one| !one.is_empty());
    let ends: Vec<i32> = points.map(|one| one.parse().unwrap()).collect();
    let place = |name: &str| {
        let text = all("text").find(|node| node.text().map(str::trim) == Some(name)).unwrap();
        ["x", "y"].map(|key| text.attribute(key).unwrap().parse::<i32>().unwrap())
    };
    let names = ["implemented", "progress", "expected progress", "target implemented"].map(place);
    assert_eq!(names[0][0], ends[ends.len() - 2] + 110, "{ends:?}");
    let mut heights: Vec<i32> = names.iter().map(|[_, y]| *y).collect();
    heights.sort_unstable();
    assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 440), "{heights:?}");
    // The months have their year.
    assert_eq!(texts.iter().filter(|text| **text == "2024").count(), 1, "{texts:?}");
    let heights = |line: &'static str| -> Vec<u32> {
        of(line).split([',', ' ']).skip(1).step_by(2).map(|y| y.parse().unwrap()).collect()
    };
    let level = |percent: u32| 2939 - 2479 * percent / 100;
    assert_eq!(heights("#15714F"), [level(0), level(50)], "implemented");
    assert_eq!(heights("#8A5200"), [level(80), level(80)], "target");
    // Every colour has one for dark mode.
    let style = all("style").next().and_then(|node| node.text()).unwrap();
    let (light, dark) = style.split_once("@media screen and (prefers-color-scheme:dark){").unwrap();
    assert!(
        !light.contains("fill:") && !light.contains("stroke:"),
        "viewers without styles show the same: {light}"
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
fn plans_without_history_are_reported() {
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
fn a_trend_without_points_is_explained() {
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
