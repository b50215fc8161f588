//! The report, as a browser and a Markdown parser read it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use scraper::{Html, Selector};
use sha2::{Digest, Sha256};

use crate::support::{folder, project, samples, workplan};

pub const DAY: [&str; 2] = ["--as-of", "2024-09-15"];

pub fn page(plan: &str) -> Html {
    Html::parse_document(
        &workplan(project(), &["report", plan, "--format", "html", DAY[0], DAY[1]]).stdout,
    )
}

pub fn texts(page: &Html, selector: &str) -> Vec<String> {
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
fn an_address_with_script_is_not_a_link() {
    let head = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: x, name: X}]\npriorities:\n  - id: p\n    title: P\n    activities:\n";
    let activity = "      - {id: a, title: A, owners: [x], status: planned, contact: \
        'javascript:alert(1)', due: 2024-06-01, deliverables: [{title: D, url: 'javascript:alert(2)'}]}\n";
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
        "schema: 1\ntitle: {title}\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\n\
            organizations: [{{id: x, name: X}}]\npriorities:\n  - id: p\n    title: P\n\
            \x20   activities:\n      - {{id: a, title: {title}, owners: [x], status: planned, due: 2024-06-01}}\n"
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
    let bare = "schema: 1\ntitle: Bare\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities:\n\
        \x20 - {id: 1, title: P, activities: [{id: a, title: A, owners: [x], status: planned}]}\n\
        organizations: [{id: x, name: X}]\n";
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
fn the_file_name_decides_the_format() {
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
fn a_page_is_written_completely_or_not_at_all() {
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
fn the_line_of_today_is_at_the_right_day() {
    let root = samples();
    let page = |day: &str| {
        workplan(root.path(), &["report", "2024", "--format", "html", "--as-of", day]).stdout
    };
    assert_eq!(
        page("2024-09-15").matches(".gantt td::after,.course::after{content:\"\";left:").count(),
        1
    );
    assert_eq!(
        page("2030-01-01").matches(".course::after{content:").count(),
        0,
        "a day that the timeline does not show"
    );
}

#[test]
fn addresses_are_shown_where_they_are_asked_for() {
    let plan = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations:\n- {id: a, name: Alpha, focal_points: [{name: Ana Example, email: \
        ana@example.org}]}\npriorities:\n- id: p\n  title: P\n  activities:\n\
        \x20 - {id: x, title: X, owners: [a], status: on_hold, due: 2024-06-01, contact: 'Ben \
        Example <ben_b@example.org>', reason: 'Ask cy@example.org, or @cy'}\n\
        \x20 - {id: y, title: 'Y zoé@example.org|d_@www.example.org', owners: [a], status: planned, \
        due: 2024-06-01, contact: 'Dee e@example.org/f@example.org', remarks: \
        'g@example.org/h@example.org https://x.org,i@example.org http://x.org?to=j%40example.org', \
        deliverables: [{title: Paper, url: 'https://x.org/?to=k@example.org'}]}\n";
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
