//! The report: what a browser and a Markdown reader make of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use scraper::{Html, Selector};
use sha2::{Digest, Sha256};

use serde_json::Value;

use crate::support::{commit_on, folder, git_on, project, samples, workplan};

const DAY: [&str; 2] = ["--as-of", "2024-09-15"];

fn page(plan: &str) -> Html {
    Html::parse_document(
        &workplan(project(), &["report", plan, "--format", "html", DAY[0], DAY[1]]).stdout,
    )
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().collect())
        .collect()
}

#[test]
fn the_document_reads_well() {
    insta::assert_snapshot!(
        "report-2024",
        workplan(samples().path(), &["report", "2024", DAY[0], DAY[1]]).ok()
    );
}

#[test]
fn the_page_loads_nothing_and_runs_only_its_own_script() {
    let page = page("2024");
    let policy = page
        .select(&Selector::parse("meta[http-equiv]").unwrap())
        .next()
        .unwrap()
        .attr("content")
        .unwrap()
        .to_owned();
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
    for (directive, tag) in [("style-src", "style"), ("script-src", "script")] {
        let own = texts(&page, tag);
        assert_eq!(own.len(), 1);
        let hash = STANDARD.encode(Sha256::digest(&own[0]));
        assert!(policy.contains(&format!("{directive} 'sha256-{hash}'")), "{policy}");
        assert!(
            !own[0].contains("http:") && !own[0].contains("https:") && !own[0].contains("@import")
        );
    }
    for element in page.select(&Selector::parse("*").unwrap()) {
        let name = element.value().name();
        assert!(
            !["link", "img", "iframe", "object", "embed", "base", "audio", "video", "source"]
                .contains(&name),
            "{name}"
        );
        for (key, value) in element.value().attrs() {
            assert!(
                !["src", "srcset", "style", "action", "formaction", "ping"].contains(&key)
                    && !key.starts_with("on"),
                "{name} {key}"
            );
            let leads_out = key == "href" && !value.starts_with('#');
            assert!(
                !leads_out || (name == "a" && value.starts_with("https://example.org/")),
                "{name} {value}"
            );
        }
    }
}

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

/// The samples in a repository: agreed in January, and with a due date that has moved since.
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

/// Whether the words are the figure, rounded once: JSON has one decimal more.
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
        // The short name says the same as the id.
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
fn what_is_missing_is_told_in_a_sentence() {
    let root = samples();
    let of = |root: &std::path::Path| workplan(root, &["report", "2024", DAY[0], DAY[1]]).ok();
    assert!(of(root.path()).contains(
        "\nThere is no burn-up: it needs a git repository, and this folder is in none.\n"
    ));
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
fn a_burn_up_says_what_it_lacks() {
    let root = agreed();
    let shallow = tempfile::tempdir().unwrap();
    git_on(
        "2024-06-01T12:00:00Z",
        shallow.path(),
        &["clone", "-q", "--depth", "1", &format!("file://{}", root.path().display()), "clone"],
    );
    let run = workplan(&shallow.path().join("clone"), &["report", "2024", DAY[0], DAY[1]]);
    assert!(run.stdout.contains("\nThere is no burn-up: "), "{}", run.stdout);
    // A plan that cannot be read for two months, and from then on.
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
    let told = workplan(never.path(), &["report", "2024", "--as-of", "2024-09-15"]).ok();
    assert!(
        told.contains("the plan cannot be read in any of the earlier months that git holds"),
        "{told}"
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
            "schema: 1\ntitle: P\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\norganizations: [{{id: x, name: X}}]\npriorities:\n- id: p\n  title: P\n  activities:\n  - {{id: a, title: A, owners: [x], due: 2024-06-01, {status}}}\n"
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
    // A comparison that runs backwards is said to.
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

#[test]
fn an_address_that_runs_something_is_no_link() {
    let head = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\norganizations: [{id: x, name: X}]\npriorities:\n  - id: p\n    title: P\n    activities:\n";
    let activity = "      - {id: a, title: A, owners: [x], status: planned, contact: 'javascript:alert(1)', due: 2024-06-01, deliverables: [{title: D, url: 'javascript:alert(2)'}]}\n";
    let root = folder(&[("p.yaml", format!("{head}{activity}").as_bytes())]);
    let refused = workplan(root.path(), &["report", "p", "--format", "html", DAY[0], DAY[1]]);
    assert!(
        refused.code == Some(2)
            && refused.stderr.contains("is not an address that begins with http:// or https://"),
        "{refused:?}"
    );
    let page =
        workplan(root.path(), &["report", "p", "--format", "html", "--lenient", DAY[0], DAY[1]])
            .stdout;
    let page = Html::parse_document(&page);
    assert!(texts(&page, ".notes").concat().contains("javascript:alert(1)"));
    assert_eq!(page.select(&Selector::parse("[href^='javascript' i]").unwrap()).count(), 0);
}

#[test]
fn long_titles_stand_once_in_full() {
    let title = "word ".repeat(2000);
    let title = title.trim();
    let text = format!(
        "schema: 1\ntitle: {title}\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\norganizations: [{{id: x, name: X}}]\npriorities:\n  - id: p\n    title: P\n    activities:\n      - {{id: a, title: {title}, owners: [x], status: planned, due: 2024-06-01}}\n"
    );
    let root = folder(&[("p.yaml", text.as_bytes())]);
    let page = Html::parse_document(
        &workplan(root.path(), &["report", "p", "--format", "html", DAY[0], DAY[1]]).ok(),
    );
    assert_eq!(texts(&page, "h1"), [title]);
    assert_eq!(texts(&page, ".all td:nth-child(2)"), [title]);
    for place in [".gantt tbody th[scope=row]", ".items td:nth-child(3)"] {
        let short = texts(&page, place);
        assert!(
            short[0].starts_with("a word word")
                && short[0].ends_with(" word…")
                && short[0].chars().count() < 260,
            "{short:?}"
        );
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    for plan in ["2023", "2024"] {
        let page = page(plan);
        let ids: Vec<&str> = page
            .select(&Selector::parse("[id]").unwrap())
            .filter_map(|one| one.attr("id"))
            .collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "an id stands twice");
        for link in page.select(&Selector::parse("a[href^='#']").unwrap()) {
            let to = link.attr("href").unwrap();
            assert!(ids.contains(&&to[1..]), "{to}");
        }
    }
}

#[test]
fn a_plan_with_next_to_nothing_is_a_page() {
    let empty =
        "schema: 1\ntitle: Empty\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities: []\n";
    let bare = "schema: 1\ntitle: Bare\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities:\n  - {id: 1, title: P, activities: [{id: a, title: A, owners: [x], status: planned}]}\norganizations: [{id: x, name: X}]\n";
    let root = folder(&[("empty.yaml", empty.as_bytes()), ("bare.yaml", bare.as_bytes())]);
    for (plan, says) in [
        ("empty", "This plan has no activities yet."),
        ("bare", "0 of 1 activity is implemented (0%)."),
    ] {
        let html =
            workplan(root.path(), &["report", plan, "--format", "html", DAY[0], DAY[1]]).ok();
        let summary = texts(&Html::parse_document(&html), ".summary").join("");
        assert!(summary.starts_with(says), "{summary}");
        assert!(
            workplan(root.path(), &["report", plan, DAY[0], DAY[1]])
                .ok()
                .contains("## Where the plan stands")
        );
    }
}

#[test]
fn a_file_that_is_called_a_page_is_one() {
    let root = crate::support::samples();
    std::fs::write(root.path().join("workplans/config.yaml"), "schema: 1\ncalendar_id: icat\n")
        .unwrap();
    for (command, name, start) in [
        ("report", "report.html", "<!doctype html>"),
        ("report", "report.md", "# ICAT Workplan"),
        ("digest", "due.ics", "BEGIN:VCALENDAR"),
        ("digest", "due.txt", "Department of Peace Operations"),
        ("report --format markdown", "other.html", "# ICAT Workplan"),
    ] {
        let words: Vec<&str> =
            command.split(' ').chain(["2024", "--as-of", "2024-09-15", "-o", name]).collect();
        let _ = workplan(root.path(), &words).ok();
        let text = std::fs::read_to_string(root.path().join(name)).unwrap();
        assert!(text.to_lowercase().starts_with(&start.to_lowercase()), "{name}: {}", &text[..100]);
    }
}

#[test]
fn a_page_is_written_whole_or_not_at_all() {
    let root = folder(&[(
        "p.yaml",
        b"schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities: []\n",
    )]);
    std::fs::create_dir(root.path().join("there")).unwrap();
    let run = workplan(root.path(), &["report", "p", "--format", "html", "-o", "there"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(std::fs::read_dir(root.path().join("there")).unwrap().next().is_none());
}

#[test]
fn the_line_of_today_stands_where_today_is() {
    let root = samples();
    let page = |day: &str| {
        workplan(root.path(), &["report", "2024", "--format", "html", "--as-of", day]).stdout
    };
    assert_eq!(page("2024-09-15").matches(".gantt td::after{content:\"\";left:").count(), 1);
    assert_eq!(
        page("2030-01-01").matches(".gantt td::after{content").count(),
        0,
        "a day that the timeline does not show"
    );
}

#[test]
fn addresses_are_shown_where_they_are_asked_for() {
    let plan = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\norganizations:\n- {id: a, name: Alpha, focal_points: [{name: Ana Example, email: ana@example.org}]}\npriorities:\n- id: p\n  title: P\n  activities:\n  - {id: x, title: X, owners: [a], status: on_hold, due: 2024-06-01, contact: 'Ben Example <ben_b@example.org>', reason: 'Ask cy@example.org, or @cy'}\n  - {id: y, title: 'Y zoé@example.org|d_@www.example.org', owners: [a], status: planned, due: 2024-06-01, contact: 'Dee e@example.org/f@example.org', remarks: 'g@example.org/h@example.org https://x.org,i@example.org http://x.org?to=j%40example.org', deliverables: [{title: Paper, url: 'https://x.org/?to=k@example.org'}]}\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    for form in ["html", "markdown"] {
        let arguments = ["report", "--format", form, DAY[0], DAY[1]];
        let plain = |text: String| {
            ["<!-- -->", "\\", "&#8203;"].iter().fold(
                text.replace("&#64;", "@").replace("&#46;", ".").replace("&#58;", ":"),
                |text, sign| text.replace(sign, ""),
            )
        };
        let text = plain(workplan(root.path(), &arguments).ok());
        assert!(!text.contains("example.org"), "{text}");
        for part in [
            "Ana Example",
            "Ben Example",
            "Ask (address left out), or @",
            "Paper",
            "(address left out)/(address left out) https://x.org,(address left out)",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let text = plain(workplan(root.path(), &[&arguments[..], &["--contacts"]].concat()).ok());
        assert!(text.contains("ben_b@example.org") && text.contains("cy@example.org"), "{text}");
        assert_eq!(text.contains("ana@example.org"), form == "html", "{text}");
    }
}
