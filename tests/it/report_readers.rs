//! What principals and the public receive: no people, no blame, and what the chairs say.

use scraper::{Html, Selector};
use serde_json::json;

use crate::json_shapes::assert_shape;
use crate::report::{DAY, texts};
use crate::support::{Run, commit_on, folder, git_on, workplan};

const CONFIG: &str = "schema: 1\nreport:\n  name: Group of Zoé O'Hara\n  \
    contact: 'Ana Example, https://example.org/desk, desk@example.org'\n  classification: Draft of 王芳\n";

/// Names people in every text that a plan has.
const PLAN: &str = "schema: 1
title: Plan of Ana Example
period: {start: 2024-01-01, end: 2024-12-31}
chairs: [a]
description: Written by ANA  EXAMPLE
message: |
  Dear colleagues,

  thank you, Ana Example and zoé o'hara.
highlights: [Ana Example opened it, Second]
concerns: ['王芳 left', Money is late]
decisions: ['Approve it, says Example, Ana', Second decision]
translations: {fr: {title: Plan d'Ana Example}}
themes: [{id: t, title: 'Theme of Ana Example', across: any, description: Ana Example}]
organizations:
- {id: a, name: Alpha Agency, short: Alpha, focal_points: [
    {name: Ana Example, email: ana@example.org, handle: anax},
    {name: Zoé O'Hara, email: zoe@example.org}]}
- {id: b, name: Beta Agency, focal_points: [{name: 王芳}, {name: Beta Agency}, {name: Otto Neu}]}
priorities:
- id: p
  title: First, of Ana Example
  description: Ana Example
  narrative: 'It goes well, says Zoé O''Hara. See ana@example.org'
  lead: [a]
  activities:
  - {id: p.1, title: Done by Ana Example, owners: [a], status: completed, due: 2024-03-31,
     completed: 2024-03-30, contact: 'Ben Contact <ben@example.org>', themes: [t],
     deliverables: [{title: Paper of Ben Contact, url: 'https://example.org/ana@example.org'},
       {title: Open paper, url: 'https://example.org/paper'}],
     indicators: [{name: Reach of 王芳, unit: Ana Example, baseline: by Ana Example, target: 12,
       actual: 10, verification: Ask anax}],
     milestones: [{title: Step of Ana Example, due: 2024-02-01, done: 2024-02-01}]}
  - {id: p.2, title: Late, owners: [a], status: ongoing, due: 2024-06-30, progress: 20,
     remarks: 'Ask @anax or Ben Contact',
     description: 由王芳负责, working_group: Team of Ana Example, tags: [Ana Example],
     milestones: [{title: Missed step, due: 2024-05-01}]}
  - {id: p.3, title: Held, owners: [b], status: on_hold, due: 2024-11-30, reason: 'Ana Example left'}
  - {id: p.4, title: Waits, owners: [b], status: planned, start: 2024-07-01, due: 2024-12-01, depends_on: [p.3]}
";

/// Every way in which a person of the plan is named.
const PEOPLE: [&str; 14] = [
    "ana example",
    "uma former",
    "example, ana",
    "o'hara",
    "o&#39;hara",
    "王芳",
    "anax",
    "ben contact",
    "desk@",
    "ana@",
    "zoe@",
    "ben@",
    "otto neu",
    "quirin",
];

fn group() -> tempfile::TempDir {
    // A focal point who has left since, and whom only the earlier state names.
    let before = PLAN
        .replace("title: Late,", "title: Late of Uma Former,")
        .replace("Money is late", "Money is missing")
        .replace("name: Otto Neu", "name: Uma Former");
    let root = folder(&[("2024.yaml", before.as_bytes()), ("config.yaml", CONFIG.as_bytes())]);
    git_on("2024-01-20T12:00:00Z", root.path(), &["init", "-q", "-b", "quirin"]);
    commit_on("2024-01-20T12:00:00Z", root.path(), "By Quirin");
    std::fs::write(root.path().join("workplans/2024.yaml"), PLAN).unwrap();
    root
}

fn report(root: &tempfile::TempDir, readers: &str, form: &str, more: &[&str]) -> Run {
    let arguments = ["report", "--for", readers, "--format", form, DAY[0], DAY[1]];
    workplan(root.path(), &[&arguments[..], more].concat())
}

#[test]
fn outsiders_see_no_people_in_any_format() {
    let root = group();
    for readers in ["principals", "public"] {
        for form in ["html", "markdown", "json"] {
            for more in [&[][..], &["--since", "quirin"]] {
                let run = report(&root, readers, form, more);
                assert_eq!(run.code, Some(0), "{run:?}");
                let small = run.stdout.to_lowercase();
                let plain = small.replace('\\', "").replace("<!-- -->", "").replace("&#8203;", "");
                // There is nothing of the branch that has a name either.
                for person in PEOPLE {
                    assert!(!plain.contains(person), "{person} in {readers} {form}: {plain}");
                }
                assert!(!plain.contains("@example") && !plain.contains("@anax"), "{plain}");
                assert!(run.stdout.contains("Alpha"), "organizations stay: {run:?}");
            }
        }
    }
    for form in ["html", "markdown", "json"] {
        let run = report(&root, "members", form, &[]);
        assert!(run.stdout.contains("Otto Neu") || form == "json", "{run:?}");
        assert!(!run.stdout.contains("@example.org"), "{run:?}");
    }
    let both = report(&root, "public", "html", &["--contacts"]);
    assert_eq!((both.code, both.stdout.as_str()), (Some(2), ""));
    assert!(both.stderr.contains("--contacts is for members"), "{both:?}");
}

#[test]
fn the_public_is_told_what_was_done_and_by_whom() {
    let root = group();
    let page = report(&root, "public", "html", &[]).stdout;
    let parsed = Html::parse_document(&page);
    let headings = texts(&parsed, "h2");
    assert!(headings.contains(&"Members’ contributions".to_owned()), "{headings:?}");
    for absent in ["Owners and what they owe", "Overdue", "Concerns", "Decisions requested"] {
        assert!(!headings.contains(&absent.to_owned()), "{absent}");
    }
    assert_eq!(texts(&parsed, ".all .overdue, .all .late, .gantt .l, .owes, .person"), [""; 0]);
    assert!(!texts(&parsed, ".all").concat().contains("overdue"));
    let document = report(&root, "public", "markdown", &[]).stdout;
    assert!(document.contains("| Alpha | 1 of 2 (50%) |"), "{document}");
    assert!(!document.contains("days overdue") && !document.contains("owe"), "{document}");
    let since = report(&root, "public", "markdown", &["--since", "HEAD"]).stdout;
    assert!(since.contains("What changed since") && !since.contains("Money"), "{since}");
    assert!(!document.contains("Remarks"), "{document}");
    let json = report(&root, "public", "json", &[]).json();
    assert_shape(&json, "report");
    assert_eq!(json["owners"][0]["overdue"], json!(null));
    assert_eq!(
        (&json["risks"], &json["concerns"], &json["decisions"]),
        (&json!([]), &json!([]), &json!([]))
    );
}

#[test]
fn principals_receive_decisions_priorities_and_risks() {
    let root = group();
    let page = report(&root, "principals", "html", &[]).stdout;
    let parsed = Html::parse_document(&page);
    assert_eq!(
        texts(&parsed, "h2"),
        [
            "Message from the chairs",
            "Decisions requested",
            "Concerns",
            "How it went",
            "By priority",
            "Top risks"
        ]
    );
    assert_eq!(texts(&parsed, "#decisions li").len(), 2);
    assert_eq!(texts(&parsed, ".brief tbody tr:not(.in-short)").len(), 1);
    // What another activity waits for comes before what is only late.
    let risks = texts(&parsed, "#risks li");
    assert!(
        risks[0].starts_with("p.3 Held") && risks[0].contains("1 activity waits for it"),
        "{risks:?}"
    );
    assert!(risks[1].contains("77 days overdue"), "{risks:?}");
    assert_eq!(parsed.select(&Selector::parse("table.all, nav, form").unwrap()).count(), 0);
    let json = report(&root, "principals", "json", &[]).json();
    assert_shape(&json, "report");
    assert_eq!(json["risks"][0]["activity"], "p.3");
    let long = PLAN.replace("Second decision", &"word ".repeat(700));
    let root = folder(&[("2024.yaml", long.as_bytes())]);
    let run = report(&root, "principals", "markdown", &[]);
    assert!(run.stderr.contains("concerns have 3") && run.code == Some(0), "{run:?}");
    let (head, priority) = PLAN.split_once("priorities:\n").unwrap();
    let empty: String = (0..14).map(|number| format!("- {{id: e{number}, title: E}}\n")).collect();
    let many = format!("{head}priorities:\n{empty}{priority}");
    let root = folder(&[("2024.yaml", many.as_bytes())]);
    let run = report(&root, "principals", "markdown", &[]);
    assert!(run.stderr.contains("more than two pages: it has 15 priorities"), "{run:?}");
}

#[test]
fn members_receive_what_the_chairs_say() {
    let root = group();
    let page = Html::parse_document(&report(&root, "members", "html", &["--contacts"]).stdout);
    assert_eq!(texts(&page, ".classification"), ["Draft of 王芳"]);
    assert_eq!(texts(&page, ".group p"), ["Group of Zoé O'Hara"]);
    for (place, words) in [
        ("#message .text", "Dear colleagues,\n\n"),
        ("#message .signed", "Alpha"),
        ("#highlights li", "Ana Example opened it"),
        ("#concerns li", "王芳 left"),
        ("#decisions li", "Approve it, says Example, Ana"),
        ("#narratives .text", "It goes well"),
        ("footer", "Contact: Ana Example, https://example.org/desk, desk@example.org"),
    ] {
        assert!(texts(&page, place)[0].contains(words), "{place}: {:?}", texts(&page, place));
    }
    let document = report(&root, "members", "markdown", &[]).stdout;
    for line in [
        "**Group of Zoé O'Hara** · **Draft of 王芳**\n",
        "\n## Message from the chairs\n\nDear colleagues,\n",
        "\n*Alpha*\n",
        "\n## Decisions requested\n\n- Approve it, says Example, Ana\n- Second decision\n",
        "\n## How the priorities are going\n\n### p First, of Ana Example\n",
    ] {
        assert!(document.contains(line), "{line} in {document}");
    }
    assert_shape(&report(&root, "members", "json", &[]).json(), "report");
    assert!(report(&root, "board", "json", &[]).stderr.contains("principals, members, public"));
}

#[test]
fn what_is_not_there_leaves_no_heading_and_no_apology() {
    let bare = "schema: 1\ntitle: Bare\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities:\n\
        \x20 - {id: 1, title: P, activities: [{id: a, title: A, owners: [x], status: planned}]}\n\
        organizations: [{id: x, name: X}]\n";
    let root = folder(&[("2024.yaml", bare.as_bytes())]);
    for readers in ["principals", "members", "public"] {
        let run = report(&root, readers, "html", &[]);
        assert_eq!(
            run.stderr,
            "note: there is no burn-up: it needs a git repository, and this folder is in none\n"
        );
        let page = Html::parse_document(&run.stdout);
        for absent in [
            "#message",
            "#decisions",
            "#narratives",
            "#burn-up",
            ".classification",
            ".group",
            ".logo",
            "#risks",
        ] {
            assert_eq!(page.select(&Selector::parse(absent).unwrap()).count(), 0, "{absent}");
        }
        for words in ["no burn-up", "no target set", "Message", "Contact:"] {
            assert!(!run.stdout.contains(words), "{words}: {}", run.stdout);
        }
        let document = report(&root, readers, "markdown", &[]).stdout;
        for words in ["Message", "How it went", "burn-up", "Contact:", "Highlights"] {
            assert!(!document.contains(words), "{words}: {document}");
        }
    }
}
