//! The report: what a browser and a Markdown reader make of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::{Html, Selector};
use sha2::{Digest, Sha256};

use crate::program::{folder, project, samples, workplan};

const DAY: [&str; 2] = ["--as-of", "2024-09-15"];

fn page(plan: &str) -> Html {
    Html::parse_document(&workplan(project(), &["report", plan, "--format", "html", DAY[0], DAY[1]]).ok())
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect()).collect()
}

#[test]
fn the_document_reads_well() {
    insta::assert_snapshot!("report-2024", workplan(samples().path(), &["report", "2024", DAY[0], DAY[1]]).ok());
}

#[test]
fn the_page_loads_nothing_and_runs_only_its_own_script() {
    let page = page("2024");
    let policy = page.select(&Selector::parse("meta[http-equiv]").unwrap()).next().unwrap().attr("content").unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
    for (directive, tag) in [("style-src", "style"), ("script-src", "script")] {
        let own = texts(&page, tag);
        assert_eq!(own.len(), 1);
        let hash = STANDARD.encode(Sha256::digest(&own[0]));
        assert!(policy.contains(&format!("{directive} 'sha256-{hash}'")), "{policy}");
        assert!(!own[0].contains("http:") && !own[0].contains("https:") && !own[0].contains("@import"));
    }
    for element in page.select(&Selector::parse("*").unwrap()) {
        let name = element.value().name();
        assert!(!["link", "img", "iframe", "object", "embed", "base", "audio", "video", "source"].contains(&name), "{name}");
        for (key, value) in element.value().attrs() {
            assert!(!["src", "srcset", "style", "action", "formaction", "ping"].contains(&key) && !key.starts_with("on"), "{name} {key}");
            let leads_out = key == "href" && !value.starts_with('#');
            assert!(!leads_out || (name == "a" && value.starts_with("https://example.org/")), "{name} {value}");
        }
    }
}

#[test]
fn the_numbers_are_those_of_status() {
    let status = workplan(project(), &["status", "2024", "--format", "json", DAY[0], DAY[1]]).json();
    let total = &status["total"];
    let page = page("2024");
    let said = workplan(project(), &["status", "2024", "--format", "markdown", DAY[0], DAY[1]]).ok();
    let figures = texts(&page, ".figures dd:not(.note)");
    let [rate, _, progress, rating] = figures.as_slice() else { panic!("{figures:?}") };
    assert!(said.contains(&format!("implemented ({rate})**")), "{said}");
    assert!(said.contains(&format!("; progress {progress}, expected ")) && said.contains(&format!(": {rating}\n")), "{said}");
    assert_eq!(texts(&page, ".big"), [format!("{} of {} activities implemented", total["completed"], total["activities"])]);
    assert_eq!(texts(&page, ".all tr[id]").len() as u64, total["activities"].as_u64().unwrap());
    let late = texts(&page, "#overdue tbody tr").len();
    let overdue = workplan(project(), &["overdue", "2024", "--format", "json", DAY[0], DAY[1]]).json();
    assert_eq!(late, overdue["items"].as_array().unwrap().len());
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    for plan in ["2023", "2024"] {
        let page = page(plan);
        let ids: Vec<&str> = page.select(&Selector::parse("[id]").unwrap()).filter_map(|one| one.attr("id")).collect();
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
    let empty = "schema: 1\ntitle: Empty\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities: []\n";
    let bare = "schema: 1\ntitle: Bare\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities:\n  - {id: 1, title: P, activities: [{id: a, title: A, owners: [x], status: planned}]}\norganizations: [{id: x, name: X}]\n";
    let root = folder(&[("empty.yaml", empty.as_bytes()), ("bare.yaml", bare.as_bytes())]);
    for (plan, says) in [("empty", "This plan has no activities yet."), ("bare", "0 of 1 activity is implemented (0%).")] {
        let html = workplan(root.path(), &["report", plan, "--format", "html", DAY[0], DAY[1]]).ok();
        let summary = texts(&Html::parse_document(&html), ".summary").join("");
        assert!(summary.starts_with(says), "{summary}");
        assert!(workplan(root.path(), &["report", plan, DAY[0], DAY[1]]).ok().contains("## Where the plan stands"));
    }
}

#[test]
fn a_page_is_written_whole_or_not_at_all() {
    let root = folder(&[("p.yaml", b"schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities: []\n")]);
    std::fs::create_dir(root.path().join("there")).unwrap();
    let run = workplan(root.path(), &["report", "p", "--format", "html", "-o", "there"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(std::fs::read_dir(root.path().join("there")).unwrap().next().is_none());
}

/// Pieces that mean something to HTML, Markdown, templates or terminals, and letters of several scripts.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<script>alert(1)</script>",
        "</title>",
        "</style>",
        "<!--",
        "-->",
        "&amp;",
        "&#60;",
        "\"",
        "'",
        "<b>",
        "javascript:alert(1)",
        "|",
        "`",
        "```",
        "**",
        "_x_",
        "[a](b)",
        "![i](http://x.example)",
        "\\",
        "#",
        "- ",
        "1. ",
        "~~",
        "$$",
        "{{ x }}",
        "{% raw %}",
        "نص",
        "漢字",
        "\u{200f}",
        "é",
        " ",
        "https://example.org/a?b=c&d",
        "]]>",
        "@team",
        "www.example.org",
        "^a^",
        ":::",
        "---",
        "===",
        "> ",
        "+",
        "x",
        "<",
        "&",
        "* * *",
        "[x]: y",
        "[^1]",
        ")",
        "(",
    ]);
    prop::collection::vec(pieces, 1..12).prop_map(|pieces| format!("T{}", pieces.concat()))
}

fn plan(title: &str, other: &str) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap().replace('\u{200f}', "\\u200f");
    let (title, other) = (quoted(title), quoted(other));
    format!(
        "schema: 1\ntitle: {title}\ndescription: {other}\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\nthemes: [{{id: t, title: {other}}}]\n\
         organizations: [{{id: x, name: {title}, short: {other}, focal_points: [{{name: {other}}}]}}]\npriorities:\n  - id: p\n    title: {title}\n    \
         activities:\n      - {{id: a, title: {title}, owners: [x], contact: {other}, status: on_hold, reason: {other}, due: 2024-03-01, \
         milestones: [{{title: {title}, due: 2024-02-01}}], deliverables: [{{title: {other}, url: \"https://example.org/a)(b'|\"}}], \
         indicators: [{{name: {title}, target: {other}}}], tags: [{other}], description: {title}, remarks: {other}}}\n"
    )
}

fn words(text: &str) -> String {
    // Zero-width spaces keep numbers and names from becoming links.
    text.replace('\u{200b}', "").replace('\u{200f}', "\u{fffd}").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What GitHub and GitLab read.
const GFM: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_MATH);

proptest! {
    #![proptest_config(crate::laws::cases(48))]

    #[test]
    fn whatever_is_in_a_text_comes_out_as_text(title in hostile(), other in hostile()) {
        let root = folder(&[("p.yaml", plan(&title, &other).as_bytes())]);
        let html = workplan(root.path(), &["report", "p", "--format", "html", DAY[0], DAY[1]]);
        html.assert_calm();
        let page = Html::parse_document(&html.ok());
        prop_assert_eq!(texts(&page, "h1"), [title.clone()]);
        prop_assert_eq!(texts(&page, ".all td:nth-child(2)"), [title.clone()]);
        prop_assert_eq!(texts(&page, ".fruits li"), [other.clone()]);
        let links: Vec<_> = page.select(&Selector::parse(".fruits a").unwrap()).map(|link| link.attr("href")).collect();
        prop_assert_eq!(links, [Some("https://example.org/a)(b'|")]);
        prop_assert_eq!((texts(&page, "script").len(), texts(&page, "style").len()), (1, 1));

        let markdown = workplan(root.path(), &["report", "p", DAY[0], DAY[1]]);
        markdown.assert_calm();
        let markdown = markdown.ok();
        let (mut heading, mut headings, mut links) = (None, Vec::new(), Vec::new());
        for event in Parser::new_ext(&markdown, GFM) {
            match event {
                Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {
                    prop_assert!(false, "{event:?} in {markdown}");
                }
                Event::Start(Tag::Emphasis | Tag::Strikethrough | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_)) => {
                    prop_assert!(false, "{event:?} in {markdown}");
                }
                Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => headings.extend(heading.take()),
                Event::Text(text) => heading.iter_mut().for_each(|heading| heading.push_str(&text)),
                _ => {}
            }
        }
        prop_assert_eq!(words(&headings[0]), words(&title));
        prop_assert_eq!(words(headings.last().unwrap()), words(&format!("a {title}")), "{}", markdown);
        prop_assert_eq!(links, ["https://example.org/a)(b%27%7C"]);
    }
}
