//! Text in any field, however hostile, stays text in HTML, Markdown and calendars. Other parsers
//! read the output back.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::report_word::words_and_links;
use crate::support::{Run, folder, workplan};

const DAY: &str = "2024-09-15";

/// All text fields of a plan. The organization `y` has no short name, and its activity has no
/// contact.
const FIELDS: [&str; 32] = [
    "plan",
    "about the plan",
    "theme",
    "priority",
    "about the priority",
    "name of x",
    "short name of x",
    "focal point of x",
    "address of x",
    "handle of x",
    "name of y",
    "focal point of y",
    "address of y",
    "title of a",
    "contact of a",
    "reason of a",
    "description of a",
    "remarks of a",
    "working group of a",
    "place of a",
    "another place of a",
    "goal of a",
    "tag of a",
    "milestone",
    "deliverable",
    "indicator",
    "unit",
    "value before",
    "value aimed at",
    "value reached",
    "verification",
    "title of b",
];

/// Fields that the HTML and Markdown reports do not show: a short name replaces the long one.
const NOT_IN_THE_REPORT: &[&str] = &["name of x", "handle of x"];
/// Fields that the Markdown report leaves out as well.
const NOT_IN_THE_DOCUMENT: &[&str] = &["address of x", "address of y"];
/// Fields that the digest of all organizations shows.
const IN_THE_DIGEST: &[&str] = &[
    "plan",
    "name of x",
    "short name of x",
    "focal point of x",
    "address of x",
    "name of y",
    "focal point of y",
    "address of y",
    "title of a",
    "contact of a",
    "milestone",
    "title of b",
];
/// Fields that the calendar of the digest shows.
const IN_THE_CALENDAR: &[&str] = &[
    "plan",
    "short name of x",
    "name of y",
    "title of a",
    "contact of a",
    "reason of a",
    "description of a",
    "milestone",
    "title of b",
];

/// Text with special meaning in HTML, Markdown, calendars, templates or terminals, and letters of
/// several scripts.
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
        "\\n",
        "END:VEVENT",
        ";",
        ",",
        ":",
    ]);
    prop::collection::vec(pieces, 1..6).prop_map(|pieces| pieces.concat())
}

/// Returns a text for each field, numbered to tell them apart.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let numbered = |texts: Vec<String>| {
        texts.into_iter().enumerate().map(|(number, text)| format!("T{number}t{text}")).collect()
    };
    prop::collection::vec(hostile(), FIELDS.len()).prop_map(numbered)
}

fn plan(texts: &[String]) -> String {
    let text = |field: &str| &texts[FIELDS.iter().position(|name| *name == field).unwrap()];
    let plan = json!({
        "schema": 1, "title": text("plan"), "description": text("about the plan"),
        "period": {"start": "2024-01-01", "end": "2024-12-31"},
        "themes": [{"id": "t", "title": text("theme")}],
        "organizations": [
            {"id": "x", "name": text("name of x"), "short": text("short name of x"),
                "focal_points": [{"name": text("focal point of x"), "email": text("address of \
                    x"), "handle": text("handle of x")}]},
            {"id": "y", "name": text("name of y"), "focal_points": [{"name": text("focal point of \
                y"), "email": text("address of y")}]},
        ],
        "priorities": [{
            "id": "p",
            "title": text("priority"),
            "description": text("about the priority"),
            "lead": ["x"],
            "activities": [
                {
                    "id": "a",
                    "title": text("title of a"),
                    "owners": ["x"],
                    "partners": ["y"],
                    "themes": ["t"],
                    "contact": text("contact of a"),
                    "status": "on_hold",
                    "reason": text("reason of a"),
                    "due": "2024-03-01",
                    "milestones": [{"title": text("milestone"), "due": "2024-02-01"}],
                    "deliverables": [{
                        "title": text("deliverable"),
                        "url": "https://example.org/a)(b'|\"<>`é",
                    }],
                    "indicators": [{
                        "name": text("indicator"),
                        "unit": text("unit"),
                        "baseline": text("value before"),
                        "target": text("value aimed at"),
                        "actual": text("value reached"),
                        "verification": text("verification"),
                    }],
                    "budget": {"currency": "USD", "required": 1},
                    "depends_on": ["b"],
                    "working_group": text("working group of a"),
                    "geography": [text("place of a"), text("another place of a")],
                    "sdg_targets": [text("goal of a")],
                    "tags": [text("tag of a")],
                    "description": text("description of a"),
                    "remarks": text("remarks of a"),
                },
                {
                    "id": "b",
                    "title": text("title of b"),
                    "owners": ["y"],
                    "status": "planned",
                    "start": "2024-02-01",
                    "due": "2024-10-01",
                },
            ],
        }],
    });
    // YAML forbids some characters unless they are escaped.
    plan.to_string().replace('\u{200f}', "\\u200f")
}

/// Returns the text as a reader sees it, with white space collapsed.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}')).collect()
}

/// Returns the text without marks of direction, for formats that drop them.
fn plain(text: &str) -> String {
    seen(&text.replace('\u{200f}', "\u{fffd}"))
}

fn elements(page: &Html) -> Vec<String> {
    page.select(&Selector::parse("*").unwrap())
        .map(|element| element.value().name().to_owned())
        .filter(|name| name != "bdi")
        .collect()
}

/// The Markdown that GitHub and GitLab read.
const GFM: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_MATH);

/// Returns the text and the link targets that a Markdown parser finds, and the elements that begin
/// in it.
fn read(markdown: &str) -> (String, Vec<String>, Vec<&'static str>) {
    let (mut text, mut links, mut marks) = (String::new(), Vec::new(), Vec::new());
    for event in Parser::new_ext(markdown, GFM) {
        marks.push(match event {
            Event::Text(found) => {
                text += &found;
                continue;
            }
            Event::SoftBreak | Event::End(_) => continue,
            // This comment breaks up an address, so that no reader makes it a link.
            Event::InlineHtml(html) if &*html == "<!-- -->" => continue,
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.push(dest_url.to_string());
                "link"
            }
            Event::Start(Tag::Heading { .. }) => "heading",
            Event::Start(Tag::Paragraph) => "paragraph",
            Event::Start(Tag::List(_)) => "list",
            Event::Start(Tag::Item) => "item",
            Event::Start(Tag::Table(_)) => "table",
            Event::Start(Tag::TableHead | Tag::TableRow) => "row",
            Event::Start(Tag::TableCell) => "cell",
            Event::Start(Tag::Strong) => "strong",
            _ => "something else",
        });
    }
    (text, links, marks)
}

/// Returns the values of a calendar, unfolded and unescaped.
fn values(calendar: &str) -> String {
    let mut out = String::new();
    let unfolded = calendar.replace("\r\n ", "");
    let mut chars = unfolded.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next().filter(|next| !matches!(next, 'n' | 'N'))),
            _ => out.push(c),
        }
    }
    out
}

proptest! {
    #![proptest_config(crate::support::cases(12))]

    #[test]
    fn any_text_in_a_field_stays_text_in_every_format(texts in texts()) {
        let harmless: Vec<String> = (0..FIELDS.len()).map(|number| format!("T{number}t")).collect();
        let root = folder(&[
            ("p.yaml", plan(&texts).as_bytes()),
            ("q.yaml", plan(&harmless).replace("2024-01-01", "2024-01-02").as_bytes()),
            ("config.yaml", b"schema: 1\ncalendar_id: x\n"),
        ]);
        let run = |command: &str, plan: &str, format: &str| {
            let contacts: &[&str] = if command == "report" { &["--contacts"] } else { &[] };
            let run = workplan(
                root.path(),
                &[&[command, plan, "--format", format, "--as-of", DAY], contacts].concat(),
            );
            // Only the lines of a calendar end in CRLF.
            Run { stdout: run.stdout.replace("\r\n", "\n"), ..run.clone() }.assert_clean();
            run.ok()
        };
        let fields = |shown: &dyn Fn(&str) -> bool| {
            FIELDS
                .iter()
                .zip(&texts)
                .filter(|(field, _)| shown(field))
                .map(|(_, text)| text)
                .collect::<Vec<_>>()
        };
        let in_the_report = |field: &str| !NOT_IN_THE_REPORT.contains(&field);

        for (command, shown) in [
            ("report", &in_the_report as &dyn Fn(&str) -> bool),
            ("digest", &|field| IN_THE_DIGEST.contains(&field)),
        ] {
            let page = Html::parse_document(&run(command, "p", "html"));
            let found = seen(&page.root_element().text().collect::<String>());
            for text in fields(shown) {
                prop_assert!(found.contains(&seen(text)), "{text} in {command}: {found}");
            }
            prop_assert_eq!(
                elements(&page),
                elements(&Html::parse_document(&run(command, "q", "html")))
            );
            let mut links: Vec<_> = page
                .select(&Selector::parse("a[href]:not([href^='#'])").unwrap())
                .map(|link| link.attr("href").unwrap())
                .collect();
            // A deliverable is among the results, and with its activity.
            links.dedup();
            prop_assert_eq!(
                links,
                if command == "report" {
                    vec!["https://example.org/a)(b'|\"<>`é"]
                } else {
                    vec![]
                }
            );
        }

        for (command, shown) in [
            (
                "report",
                &(|field: &str| in_the_report(field) && !NOT_IN_THE_DOCUMENT.contains(&field))
                    as &dyn Fn(&str) -> bool,
            ),
            ("digest", &|field| IN_THE_DIGEST.contains(&field)),
        ] {
            let markdown = run(command, "p", "markdown");
            let (found, mut links, marks) = read(&markdown);
            let found = plain(&found);
            for text in fields(shown) {
                prop_assert!(found.contains(&plain(text)), "{text} in {command}: {markdown}");
            }
            prop_assert_eq!(&marks, &read(&run(command, "q", "markdown")).2, "{}", markdown);
            prop_assert!(!marks.contains(&"something else"), "{marks:?}");
            links.dedup();
            prop_assert_eq!(
                links,
                if command == "report" {
                    vec!["https://example.org/a)(b%27%7C%22%3C%3E%60é"]
                } else {
                    vec![]
                }
            );
        }

        let arguments = ["report", "p", "-o", "p.docx", "--as-of", DAY, "--contacts"];
        let word = workplan(root.path(), &arguments);
        prop_assert_eq!(word.code, Some(0), "{:?}", word);
        let bytes = std::fs::read(root.path().join("p.docx")).unwrap();
        let (found, links) = words_and_links(&bytes);
        let found = seen(&found);
        for text in fields(&in_the_report) {
            prop_assert!(found.contains(&seen(text)), "{text} in the Word document: {found}");
        }
        prop_assert_eq!(links, ["https://example.org/a)(b'%7C%22%3C%3E%60%C3%A9"]);

        let calendar = run("digest", "p", "ics");
        let found = plain(&values(&calendar));
        for text in fields(&|field| IN_THE_CALENDAR.contains(&field)) {
            prop_assert!(found.contains(&plain(text)), "{text} in {calendar}");
        }
        let names = |calendar: &str| -> Vec<String> {
            calendar
                .replace(
                    "\r\n ",
                    "",
                )
                .lines()
                .map(|line| line.split([':', ';']).next().unwrap().to_owned())
                .collect()
        };
        prop_assert_eq!(names(&calendar), names(&run("digest", "q", "ics")));

        let digest: Value = serde_json::from_str(&run("digest", "p", "json")).unwrap();
        let x = &digest["organizations"][0];
        let point = &x["focal_points"][0];
        let told = [
            &x["name"],
            &point["name"],
            &point["email"],
            &point["handle"],
            &x["overdue"][0]["title"],
            &x["waiting_for"][0]["other"]["title"],
        ];
        let meant = [
            "name of x",
            "focal point of x",
            "address of x",
            "handle of x",
            "milestone",
            "title of b",
        ];
        prop_assert_eq!(
            told.map(|text| text.as_str().unwrap_or("")).to_vec(),
            fields(&|field| meant.contains(&field))
        );
    }
}
