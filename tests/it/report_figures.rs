//! The figures of the report equal those of `status` and `trend`, and gaps are reported.

use scraper::{Html, Selector};

use serde_json::Value;

use crate::report::{DAY, page, texts};
use crate::support::{commit_on, folder, git_on, project, samples, temporary_folder, workplan};

#[test]
fn the_numbers_are_those_of_status() {
    let status =
        workplan(project(), &["status", "2024", "--format", "json", DAY[0], DAY[1]]).json();
    let total = &status["total"];
    let page = page("2024");
    let said =
        workplan(project(), &["status", "2024", "--format", "markdown", DAY[0], DAY[1]]).ok();
    let figures = texts(&page, ".figures dd:not(.note)");
    let [rate, _, progress, rating] = figures.as_slice() else { panic!("{figures:?}") };
    assert!(said.contains(&format!("implemented ({rate})**")), "{said}");
    assert!(
        said.contains(&format!("; progress {progress}, expected "))
            && said.contains(&format!(": {rating}\n")),
        "{said}"
    );
    assert_eq!(
        texts(&page, ".big"),
        [format!("{} of {} activities implemented", total["completed"], total["activities"])]
    );
    assert_eq!(texts(&page, ".all tr[id]").len() as u64, total["activities"].as_u64().unwrap());
    let late = texts(&page, "#overdue tbody tr").len();
    let overdue =
        workplan(project(), &["overdue", "2024", "--format", "json", DAY[0], DAY[1]]).json();
    assert_eq!(late, overdue["items"].as_array().unwrap().len());
}

/// Creates a repository with the samples, agreed in January, and a due date that has moved since.
fn agreed() -> tempfile::TempDir {
    let root = samples();
    let git =
        |day: &str, arguments: &[&str]| git_on(&format!("{day}T12:00:00Z"), root.path(), arguments);
    let edit = |file: &str, from: &str, to: &str| {
        let path = root.path().join("workplans/2024").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    git("2024-01-10", &["init", "-q", "-b", "main"]);
    git("2024-01-10", &["add", "-A"]);
    git("2024-01-10", &["commit", "-q", "-m", "agreed"]);
    git("2024-01-10", &["tag", "v2024"]);
    edit("plan.yaml", "\ntarget:", "\nbaseline: v2024\ntarget:");
    edit("1-field.yaml", "due: 2024-11-30\n", "due: 2024-12-20\n");
    edit("1-field.yaml", "due: 2024-Q2\n", "due: 2024-08\n");
    git("2024-05-02", &["commit", "-q", "-a", "-m", "two are due later"]);
    root
}

/// Returns whether the text is the figure, rounded: JSON has one more decimal.
fn is_shown(words: &str, figure: &Value) -> bool {
    let whole = words.trim_end_matches('%').parse::<f64>().ok();
    figure
        .as_f64()
        .map_or(words == "-", |figure| whole.is_some_and(|whole| (whole - figure).abs() < 0.56))
}

#[test]
fn the_figures_of_each_part_are_those_of_status() {
    let root = agreed();
    let status =
        workplan(root.path(), &["status", "2024", "--format", "json", DAY[0], DAY[1]]).json();
    let page = Html::parse_document(
        &workplan(root.path(), &["report", "2024", "--format", "html", DAY[0], DAY[1]]).ok(),
    );
    let document = workplan(root.path(), &["report", "2024", DAY[0], DAY[1]]).ok();
    let rows = |table: &str| -> Vec<Vec<String>> {
        let rows = page
            .select(&Selector::parse(&format!("{table} tbody tr")).unwrap())
            .collect::<Vec<_>>();
        rows.iter()
            .map(|row| {
                row.select(&Selector::parse("th, td").unwrap())
                    .map(|cell| cell.text().collect())
                    .collect()
            })
            .collect()
    };
    let sums = rows(".sums");
    let (priorities, themes) =
        (status["priorities"].as_array().unwrap(), status["themes"].as_array().unwrap());
    assert_eq!(sums.len(), priorities.len() + themes.len());
    for (part, row) in priorities.iter().chain(themes).zip(sums) {
        let rating = part["rating"].as_str().unwrap_or("").replace('_', " ");
        let [label, one, _, two, three, four, five, six, open] = row.try_into().unwrap();
        assert!(label.ends_with(part["title"].as_str().unwrap()), "{label}");
        assert_eq!(
            (one.as_str(), five, &six),
            (
                format!("{} of {}", part["completed"], part["activities"]).as_str(),
                rating.clone(),
                &part["overdue"].to_string()
            )
        );
        for (words, name) in
            [(&two, "implementation_rate"), (&three, "progress"), (&four, "expected")]
        {
            assert!(is_shown(words, &part[name]), "{label}: {words}, {name} {}", part[name]);
        }
        let line =
            format!("| {label} | {one} | {two} | {three} | {four} | {six} | {open} | {rating} |");
        assert!(document.contains(&line), "{line}");
    }
    let owners = rows(".owners");
    assert_eq!(owners.len(), status["owners"].as_array().unwrap().len());
    for owner in status["owners"].as_array().unwrap() {
        // The short name equals the id.
        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        let (id, implemented) = (
            letters(owner["id"].as_str().unwrap()),
            format!("{} of {}", owner["completed"], owner["activities"]),
        );
        let row =
            owners.iter().find(|row| row[1] == implemented && letters(&row[0]).starts_with(&id));
        let row = row.unwrap_or_else(|| panic!("{owner} in {owners:?}"));
        assert_eq!(
            (&row[3], &row[4]),
            (&owner["overdue"].to_string(), &owner["due_soon"].to_string())
        );
    }
    let baseline = &status["baseline"];
    assert_eq!((&baseline["slipped"], &baseline["median_slip_days"]), (&2.into(), &41.into()));
    let told = texts(&page, ".base li");
    let [_, words, later] = told.as_slice() else { panic!("{told:?}") };
    let rate = words
        .strip_prefix(&format!(
            "{} of the {} in v2024 implemented (",
            baseline["completed"], baseline["activities"]
        ))
        .unwrap();
    assert!(is_shown(rate.trim_end_matches(')'), &baseline["rate"]), "{words}");
    assert_eq!(later, "2 activities have slipped (median 41 days)");
    assert!(
        document.contains(&format!(
            "\nAgainst the baseline: {words} · 2 activities have slipped (median 41 days)\n"
        )),
        "{document}"
    );
}

#[test]
fn the_burn_up_is_the_picture_of_trend() {
    let root = agreed();
    let page = Html::parse_document(
        &workplan(root.path(), &["report", "2024", "--format", "html", DAY[0], DAY[1]]).ok(),
    );
    let picture = page.select(&Selector::parse("#burn-up svg").unwrap()).next().unwrap();
    let lines = |svg: &str| -> Vec<String> {
        let svg = Html::parse_fragment(svg);
        svg.select(&Selector::parse("polyline, text, circle, line").unwrap())
            .map(|one| one.html())
            .collect()
    };
    let trend = workplan(root.path(), &["trend", "2024", "--format", "svg", DAY[0], DAY[1]]).ok();
    assert_eq!(lines(&picture.html()), lines(&trend));
    let labels = texts(&page, "#burn-up svg text");
    let figures = texts(&page, ".figures dd:not(.note)");
    assert!(labels.iter().any(|label| label.trim() == figures[0]), "{labels:?} {figures:?}");
}

#[test]
fn missing_parts_are_explained() {
    let root = samples();
    let alone = workplan(root.path(), &["report", "2024", DAY[0], DAY[1]]);
    assert_eq!(
        alone.stderr,
        "note: there is no burn-up: it needs a git repository, and this folder is in none\n"
    );
    let told =
        |arguments: &[&str]| workplan(root.path(), &[&["report", "2024"], arguments].concat());
    let since = told(&["--since", "v2024"]);
    assert_eq!(
        (since.code, since.stderr.as_str()),
        (Some(2), "error: --since needs a git repository, and this folder is in none\n")
    );
    let root = agreed();
    let told =
        |arguments: &[&str]| workplan(root.path(), &[&["report", "2024"], arguments].concat());
    for option in ["--since", "--at"] {
        let unknown = told(&[option, "v2042"]);
        assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(2), ""));
        assert!(
            unknown.stderr.starts_with("error: git knows no commit called `v2042`\n"),
            "{}",
            unknown.stderr
        );
    }
    let since = told(&["--since", "v2024", DAY[0], DAY[1]]).ok();
    assert!(
        since.contains("\n## What changed since v2024 (") && since.contains("| later | 1\\.3 |"),
        "{since}"
    );
    let lost = told(&["-o", "nowhere/report.md", DAY[0], DAY[1]]);
    assert_eq!(
        (lost.code, lost.stderr.as_str()),
        (Some(2), "error: nowhere/report.md cannot be written: its folder does not exist\n")
    );
}

#[test]
fn a_burn_up_chart_says_what_it_lacks() {
    let root = agreed();
    let shallow = temporary_folder();
    git_on(
        "2024-06-01T12:00:00Z",
        shallow.path(),
        &["clone", "-q", "--depth", "1", &format!("file://{}", root.path().display()), "clone"],
    );
    let run = workplan(&shallow.path().join("clone"), &["report", "2024", DAY[0], DAY[1]]);
    assert!(run.stderr.contains("note: there is no burn-up: "), "{run:?}");
    // The plan is unreadable for two months, and later again.
    let path = root.path().join("workplans/2024/3-crisis.yaml");
    let whole = std::fs::read_to_string(&path).unwrap();
    let commit = |day: &str, text: &str| {
        std::fs::write(&path, text).unwrap();
        git_on(&format!("{day}T12:00:00Z"), root.path(), &["commit", "-q", "-a", "-m", "a change"]);
    };
    commit("2024-06-20", "schema: [");
    commit("2024-07-02", &whole);
    let report = |day: &str| workplan(root.path(), &["report", "2024", "--as-of", day]).ok();
    let never = samples();
    std::fs::write(never.path().join("workplans/2024/3-crisis.yaml"), "schema: [").unwrap();
    git_on("2024-06-01T12:00:00Z", never.path(), &["init", "-q"]);
    commit_on("2024-06-01T12:00:00Z", never.path(), "broken");
    std::fs::write(never.path().join("workplans/2024/3-crisis.yaml"), &whole).unwrap();
    let told = workplan(never.path(), &["report", "2024", "--as-of", "2024-09-15"]);
    assert!(
        told.stderr.contains("the plan cannot be read in any of the earlier months that git holds"),
        "{told:?}"
    );
    assert!(
        report("2024-09-15")
            .contains("\n1 month is left out, because the plan cannot be read there.\n"),
        "{}",
        report("2024-09-15")
    );
    commit("2024-07-20", "schema: [");
    commit("2024-08-20", "schema: [ ");
    commit("2024-09-02", &whole);
    assert!(
        report("2024-09-15")
            .contains("\n3 months are left out, because the plan cannot be read there.\n"),
        "{}",
        report("2024-09-15")
    );
}

#[test]
fn a_report_of_an_earlier_day_says_which_record_counts() {
    let with = |status: &str| {
        format!(
            "schema: 1\ntitle: P\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\n\
                organizations: [{{id: x, name: X}}]\npriorities:\n- id: p\n  title: P\n\
                \x20 activities:\n  - {{id: a, title: A, owners: [x], due: 2024-06-01, {status}}}\n"
        )
    };
    let root = folder(&[("2024.yaml", with("status: planned").as_bytes())]);
    let commit = |day: &str| {
        commit_on(&format!("{day}T12:00:00Z"), root.path(), "a change");
    };
    git_on("2024-01-01T12:00:00Z", root.path(), &["init", "-q"]);
    commit("2024-01-10");
    std::fs::write(
        root.path().join("workplans/2024.yaml"),
        with("status: completed, completed: 2024-05-02"),
    )
    .unwrap();
    commit("2024-07-10");
    let says = "The last point counts what has been recorded since";
    let report = |day: &str| workplan(root.path(), &["report", "2024", "--as-of", day]).ok();
    assert!(report("2024-06-30").contains(says), "{}", report("2024-06-30"));
    assert!(!report("2024-09-30").contains(says), "{}", report("2024-09-30"));
    // A comparison with a later state is reported.
    let since =
        workplan(root.path(), &["report", "2024", "--since", "HEAD", "--as-of", "2024-03-15"]);
    let note = "HEAD is of 2024-07-10, after the day of this report, 2024-03-15";
    assert!(since.code == Some(0) && since.stderr.contains(note), "{since:?}");
    assert!(
        !workplan(root.path(), &["report", "2024", "--since", "HEAD~1", "--as-of", "2024-03-15"])
            .stderr
            .contains("backwards")
    );
}
