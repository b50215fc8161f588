//! IATI exports, read by an XML parser. The published schema and IATI's ruleset are checked in
//! tests/ci/iati.py.

use roxmltree::{Document, Node};

use crate::support::{Run, folder, workplan};

const CONFIG: &str = "schema: 1\n\
    iati: {reporting_org: {ref: XM-EXAMPLE-7, type: 21}, language: en, sector: 15190, country: KE, region: \"298\"}\n";

fn plan(activity: &str) -> String {
    format!(
        "schema: 1\ntitle: Plan\nperiod: {{start: 2024-07-01, end: 2026-06-30}}\norganizations:\n\
            - {{id: a, name: Alpha, iati: XM-EXAMPLE-7, translations: {{fr: {{name: Alpha fr}}}}}}\n\
            - {{id: b, name: Beta}}\npriorities:\n- id: p\n  title: P\n  activities:\n\
            \x20 - {{id: w1, title: Wells, owners: [a], {activity}}}\n"
    )
}

fn export(activity: &str, config: &str, arguments: &[&str]) -> Run {
    let root =
        folder(&[("2024.yaml", plan(activity).as_bytes()), ("config.yaml", config.as_bytes())]);
    workplan(
        root.path(),
        &[&["export", "2024", "--format", "iati", "--as-of", "2025-05-15"], arguments].concat(),
    )
}

/// Reads the first activity of an export.
fn read<T>(activity: &str, look: impl FnOnce(Node<'_, '_>) -> T) -> T {
    let run = export(activity, CONFIG, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let document = Document::parse(&run.stdout).unwrap();
    look(
        document.root_element().children().find(|node| node.has_tag_name("iati-activity")).unwrap(),
    )
}

/// Returns the values of these attributes of each element with a name.
fn all(activity: Node<'_, '_>, name: &str, attributes: &[&str]) -> Vec<String> {
    let found = activity.descendants().filter(|node| node.has_tag_name(name));
    found
        .map(|node| {
            attributes
                .iter()
                .map(|name| node.attribute(*name).unwrap_or("-"))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

fn words(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" | ")
}

fn named<'a, 'i>(activity: Node<'a, 'i>, name: &str) -> Node<'a, 'i> {
    activity.descendants().find(|node| node.has_tag_name(name)).unwrap()
}

#[test]
fn the_settings_give_the_defaults_of_activities() {
    read("status: planned, due: 2025-09-30", |activity| {
        assert_eq!(words(named(activity, "iati-identifier")), "XM-EXAMPLE-7-2024-w1");
        assert_eq!(all(activity, "reporting-org", &["ref", "type"]), ["XM-EXAMPLE-7 21"]);
        assert_eq!(words(named(activity, "reporting-org")), "Alpha | Alpha fr");
        assert_eq!(all(activity, "participating-org", &["ref", "role"]), ["XM-EXAMPLE-7 2"]);
        assert_eq!(
            activity.attribute(("http://www.w3.org/XML/1998/namespace", "lang")),
            Some("en")
        );
        assert_eq!(all(activity, "sector", &["vocabulary", "code", "percentage"]), ["1 15190 100"]);
        assert_eq!(all(activity, "recipient-country", &["code", "percentage"]), ["KE 50"]);
        assert_eq!(all(activity, "recipient-region", &["code", "percentage"]), ["298 50"]);
    });
    read(
        "status: planned, due: 2025-09-30, iati: {country: UG, language: fr}, partners: [b]",
        |activity| {
            assert_eq!(
                activity.attribute(("http://www.w3.org/XML/1998/namespace", "lang")),
                Some("fr")
            );
            assert_eq!(all(activity, "sector", &["code"]), ["15190"]);
            assert_eq!(all(activity, "recipient-country", &["code", "percentage"]), ["UG 100"]);
            assert_eq!(all(activity, "recipient-region", &["code"]), Vec::<String>::new());
            assert_eq!(
                all(activity, "participating-org", &["ref", "role"]),
                ["XM-EXAMPLE-7 2", "- 4"]
            );
            // The activity is in French, and the organizations are in English.
            let names = named(activity, "reporting-org")
                .children()
                .filter(|node| node.has_tag_name("narrative"));
            let language = |node: Node<'_, '_>| {
                node.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).map(str::to_owned)
            };
            assert_eq!(
                names.map(|node| (words(node), language(node))).collect::<Vec<_>>(),
                [("Alpha".to_owned(), Some("en".to_owned())), ("Alpha fr".to_owned(), None)]
            );
        },
    );
}

#[test]
fn a_start_in_the_past_is_actual() {
    for (activity, dates) in [
        (
            "status: ongoing, start: 2025-08-10, due: 2025-10-31",
            &["1 2025-08-10", "3 2025-10-31"] as &[&str],
        ),
        ("status: ongoing, start: 2025-05-15, due: 2025-10-31", &["2 2025-05-15", "3 2025-10-31"]),
        ("status: planned, start: 2025-02-01, due: 2025-10-31", &["1 2025-02-01", "3 2025-10-31"]),
        ("status: ongoing, due: 2024-06-01", &["1 2024-06-01", "3 2024-06-01"]),
        (
            "status: completed, start: 2025-01, due: 2025-10-31, completed: 2025-05",
            &["2 2025-01-01", "3 2025-10-31", "4 2025-05-15"],
        ),
        (
            "status: completed, start: 2025-01, due: 2025-10-31, completed: 2025-06-02",
            &["2 2025-01-01", "3 2025-10-31"],
        ),
    ] {
        assert_eq!(
            read(activity, |activity| all(activity, "activity-date", &["type", "iso-date"])),
            dates,
            "{activity}"
        );
    }
}

#[test]
fn a_budget_has_a_part_for_each_year() {
    let spans = |activity: &str| {
        read(activity, |activity| {
            let starts = all(activity, "period-start", &["iso-date"]);
            let values = activity
                .descendants()
                .filter(|node| node.has_tag_name("value"))
                .map(|node| node.text().unwrap().to_owned());
            starts
                .into_iter()
                .zip(all(activity, "period-end", &["iso-date"]))
                .zip(values)
                .map(|((a, b), c)| format!("{a} {b} {c}"))
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        spans(
            "status: ongoing, start: 2024-07-01, due: 2026-06-30, budget: {currency: EUR, required: 90000}"
        ),
        [
            "2024-07-01 2024-12-31 22684.93",
            "2025-01-01 2025-12-31 45000",
            "2026-01-01 2026-06-30 22315.07"
        ]
    );
    // The activity began before the plan, but the budget is the plan's.
    assert_eq!(
        spans(
            "status: ongoing, start: 2020-01-01, due: 2024-09-30, budget: {currency: EUR, required: 10.5}"
        ),
        ["2024-07-01 2024-09-30 10.5"]
    );
    assert_eq!(
        spans("status: ongoing, due: 2020-01-01, budget: {currency: EUR, required: 10}").len(),
        3
    );
}

#[test]
fn results_documents_and_tags_are_exported() {
    let activity = "status: ongoing, due: 2025-10-31, sdg_targets: [\"8.7\", \"16.a\", \"5\", \"8.7\", goal 9], \
        translations: {fr: {title: Puits}, en: {title: Wells}}, \
        deliverables: [{title: Map, url: \"https://example.org/a b.pdf\"}, {title: Film}], \
        indicators: [{name: Wells, unit: wells, baseline: 0, target: 12, actual: 7.5, \
        verification: \"https://example.org/s\"}, \
        {name: Sick people, unit: \"%\", baseline: 40, target: 20, verification: Survey}, {name: \
        Opinion, baseline: 3, target: good}, {name: Share, target: 80%}]";
    let activity = activity.replace("a b.pdf", "a(b)|.pdf");
    read(&activity, |activity| {
        assert_eq!(all(activity, "tag", &["vocabulary", "code"]), ["3 8.7", "3 16.a", "2 5"]);
        assert_eq!(
            all(activity, "document-link", &["url", "format"]),
            ["https://example.org/a(b)%7C.pdf application/pdf", "https://example.org/s text/html"]
        );
        assert_eq!(
            all(activity, "indicator", &["measure", "ascending"]),
            ["1 1", "2 0", "5 1", "2 1"]
        );
        assert_eq!(all(activity, "baseline", &["year", "value"]), ["2024 0", "2024 40", "2024 -"]);
        assert_eq!(all(activity, "target", &["value"]), ["12", "20", "-", "80"]);
        assert_eq!(all(activity, "actual", &["value"]), ["7.5"]);
        assert_eq!(words(named(activity, "title")), "Wells | Puits");
        let result = words(named(activity, "result"));
        assert!(
            result.contains("Wells (wells)")
                && result.contains("Survey")
                && result.contains("good"),
            "{result}"
        );
    });
    let said = export(&activity, CONFIG, &[]).stderr;
    assert!(
        said.contains("note: 1 activity (w1) with `sdg_targets`")
            && said.contains("note: 1 activity (w1) without `start`"),
        "{said}"
    );
    assert!(said.contains("with a country and a region: 50 percent"), "{said}");
}

#[test]
fn missing_values_are_listed_and_stop_a_strict_export() {
    let bare = "schema: 1\n";
    let activity = "status: ongoing, due: 2025-10-31";
    let run = export(activity, bare, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("<iati-identifier>2024-w1</iati-identifier>"), "{}", run.stdout);
    for key in [
        "reporting_org.ref",
        "reporting_org.type",
        "iati.language",
        "iati.sector",
        "iati.country or iati.region",
    ] {
        assert!(
            run.stderr.contains(&format!("{key}: ").replace("reporting", "iati.reporting")),
            "{key}: {}",
            run.stderr
        );
    }
    assert!(run.stderr.contains("missing for 1 activity (w1)"), "{}", run.stderr);

    let root = folder(&[("2024.yaml", plan(activity).as_bytes())]);
    let export_to = |arguments: &[&str]| {
        workplan(root.path(), &[&["export", "2024", "--as-of", "2025-05-15"], arguments].concat())
    };
    let run = export_to(&["--format", "iati", "--strict", "-o", "plan.xml"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.stderr.starts_with("error: nothing is written"), "{}", run.stderr);
    assert!(!root.path().join("plan.xml").exists());
    assert_eq!(export_to(&["--format", "csv", "--strict"]).code, Some(2));

    // A guess is a note and not an error, even with `--strict`.
    let run = export(activity, CONFIG, &["--strict"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.lines().all(|line| line.starts_with("note: ")), "{}", run.stderr);
    // The language is that of the texts. A chair may be the publisher.
    let run = export(
        activity,
        &CONFIG.replace("language: en, ", "").replace("iati:", "language: fr\niati:"),
        &["--strict"],
    );
    assert_eq!((run.code, run.stdout.contains("xml:lang=\"fr\"")), (Some(0), true), "{run:?}");
    let chaired = plan(activity).replace("period:", "chairs: [a]\nperiod:");
    let config = CONFIG.replace("{ref: XM-EXAMPLE-7, type: 21}", "{type: 21}");
    let root = folder(&[("2024.yaml", chaired.as_bytes()), ("config.yaml", config.as_bytes())]);
    let run = workplan(
        root.path(),
        &["export", "2024", "--format", "iati", "--as-of", "2025-05-15", "--strict"],
    );
    assert_eq!(
        (run.code, run.stdout.contains(">XM-EXAMPLE-7-2024-w1<")),
        (Some(0), true),
        "{run:?}"
    );
}

#[test]
fn guesses_are_reported() {
    let said = |activity: &str| export(activity, CONFIG, &[]).stderr;
    let early = said("status: planned, due: 2024-06-01");
    assert!(
        early.contains("note: 1 activity (w1) without `start` and due before the period")
            && !early.contains("the first day of the period"),
        "{early}"
    );
    let targets = "status: planned, due: 2025-09-30, sdg_targets: \
        [\"8.10\", \"8.70\", \"17.99\", \"17.a\", \"16.b\", \"16.c\", \"18\"]";
    read(targets, |activity| assert_eq!(all(activity, "tag", &["code"]), ["8.10", "16.b"]));
    assert!(said(targets).contains("`sdg_targets` that are no goal and no target"));
    for (codes, what) in [
        ("sector: \"00000\"", "no category of the DAC"),
        ("region: 1234", "that the DAC does not list"),
    ] {
        let said = said(&format!("status: planned, due: 2025-09-30, iati: {{{codes}}}"));
        assert!(said.contains(what), "{said}");
    }
    assert!(
        !said("status: planned, due: 2025-09-30, iati: {sector: 12220, region: 1027}")
            .contains("DAC")
    );
}

#[test]
fn an_iati_export_reports_an_empty_plan() {
    let empty = "schema: 1\ntitle: Plan\nperiod: {start: 2024-07-01, end: 2026-06-30}\n\
        priorities: [{id: p, title: P, activities: []}]\n";
    let root = folder(&[("2024.yaml", empty.as_bytes()), ("config.yaml", CONFIG.as_bytes())]);
    let run =
        workplan(root.path(), &["export", "2024", "--format", "iati", "--as-of", "2025-05-15"]);
    assert!(run.code == Some(0) && run.stderr.contains("activities: the plan has none"), "{run:?}");
    assert_eq!(
        workplan(
            root.path(),
            &["export", "2024", "--format", "iati", "--as-of", "2025-05-15", "--strict"]
        )
        .code,
        Some(1)
    );
}

#[test]
fn nothing_is_generated_after_today_and_no_identifier_is_there_twice() {
    let (one, other) = (
        plan("status: planned").replace("id: w1", "id: a-1"),
        plan("status: planned").replace("id: w1", "id: \"1\""),
    );
    let root = folder(&[
        ("2026.yaml", one.as_bytes()),
        ("2026-a.yaml", other.as_bytes()),
        ("config.yaml", CONFIG.as_bytes()),
    ]);
    let run =
        workplan(root.path(), &["export", "2026", "--format", "iati", "--as-of", "2999-12-01"]);
    assert!(!run.stdout.contains("generated-datetime=\"2999"), "{}", run.stdout);
    assert!(
        run.stderr.contains("1 activity (a-1) with the identifier of an activity in another plan"),
        "{}",
        run.stderr
    );
}

#[test]
fn addresses_that_some_parsers_reject_are_refused() {
    let at = |url: &str| {
        format!(
            "status: planned, due: 2025-09-30, deliverables: [{{title: D, url: \"{url}\"}}], \
                indicators: [{{name: I, target: 3, verification: \"{url}\"}}]"
        )
    };
    for (url, written) in [
        ("https://[::1]/x", "https://[::1]/x"),
        ("https://[2001:db8::1]:8080/[x]", "https://[2001:db8::1]:8080/%5Bx%5D"),
        ("https://e.org:/", "https://e.org/"),
        ("https://me@e.org/a@b:c", "https://me@e.org/a@b:c"),
    ] {
        assert_eq!(
            read(&at(url), |activity| all(activity, "document-link", &["url"])),
            [written, written],
            "{url}"
        );
    }
    for url in [
        "https://e.org:abc/",
        "https://a@b@c/",
        "https://e.org:99999999999/",
        "https://[::1",
        "https://:80/",
        "https://e.org::80/",
    ] {
        let run = export(&at(url), CONFIG, &["--strict"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{url}");
        let said =
            format!("`{url}` is not an address that begins with http:// or https://, has a host");
        assert!(
            run.stderr.contains(&said) && run.stderr.contains("2024.yaml:11:"),
            "{}",
            run.stderr
        );
        // The means of verification may be any text.
        let verified = format!(
            "status: planned, due: 2025-09-30, indicators: [{{name: I, target: 3, verification: \"{url}\"}}]"
        );
        let links = read(&verified, |activity| {
            (all(activity, "document-link", &["url"]), words(named(activity, "indicator")))
        });
        assert!(links.0.is_empty() && links.1.contains(url), "{links:?}");
    }
}
