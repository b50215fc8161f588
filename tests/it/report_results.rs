//! The results in the report: indicators, money, goals, publications and regions.

use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::json_shapes::assert_shape;
use crate::report::{DAY, texts};
use crate::support::{folder, workplan};

const PLAN: &str = "schema: 1
title: P
period: {start: 2024-01-01, end: 2024-12-31}
organizations: [{id: x, name: X}]
priorities:
- id: p
  title: First
  activities:
  - {id: a, title: A, owners: [x], status: completed, completed: 2024-03-01, due: 2024-03-31,
     indicators: [{name: People, unit: people, baseline: 0, target: 1500, actual: 1200, verification: Register},
       {name: Cases, baseline: 9, target: 4, actual: 3}, {name: Law, baseline: none, target: adopted}],
     budget: {currency: USD, required: 1000, available: 400, spent: 400},
     deliverables: [{title: Guide, url: 'https://example.org/guide'},
       {title: Data, url: 'https://example.org/?a@b.org'}],
     geography: [Kenya, ' Kenya', Chad], sdg_targets: ['16.2', '8.7']}
  - {id: b, title: B, owners: [x], status: ongoing, due: 2024-12-31, sdg_targets: ['16.10', '8.7'], geography: [Chad],
     indicators: [{name: Share, target: 50%, actual: 20%}],
     budget: {currency: USD, required: 1250000.5, available: 1250000}}
- id: q
  title: Second
  activities:
  - {id: c, title: C, owners: [x], status: planned, due: 2024-12-31, budget: {currency: USD, required: 70}}
  - {id: d, title: D, owners: [x], status: planned, due: 2024-12-31,
     budget: {currency: EUR, required: 5, available: 9, spent: 0}}
  - {id: e, title: E, owners: [x], status: cancelled, reason: R, due: 2024-12-31,
     budget: {currency: USD, required: 99, spent: 1}}
";

fn told(form: &str) -> String {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    workplan(root.path(), &["report", "--format", form, DAY[0], DAY[1]]).ok()
}

fn rows(page: &Html, table: &str) -> Vec<Vec<String>> {
    let all = format!("{table} tbody tr");
    let (row, cell) = (Selector::parse(&all).unwrap(), Selector::parse("th, td").unwrap());
    let cells =
        |row: scraper::ElementRef<'_>| row.select(&cell).map(|one| one.text().collect()).collect();
    page.select(&row).map(cells).collect()
}

#[test]
fn results_are_in_tables() {
    let page = Html::parse_document(&told("html"));
    assert_eq!(
        texts(&page, "#results h3"),
        [
            "Indicators",
            "Budget in EUR",
            "Budget in USD",
            "Publications and other deliverables",
            "Sustainable Development Goals",
            "Regions"
        ]
    );
    assert_eq!(
        rows(&page, ".outcome"),
        [
            ["a People (people)", "0", "1 500", "1 200", "target missed", "Register"],
            ["a Cases", "9", "4", "3", "target reached", ""],
            ["a Law", "none", "adopted", "–", "", ""],
            ["b Share", "–", "50%", "20%", "not yet reached", ""],
        ]
    );
    assert_eq!(
        rows(&page, ".money"),
        [
            ["q Second", "5", "9", "0", "0"],
            ["p First", "1 251 000.5", "1 250 400", "400", "0.5"],
            ["q Second", "70", "–", "–", "–"],
            ["Total", "1 251 070.5", "1 250 400", "400", "0.5"],
        ]
    );
    let said = texts(&page, "#results > .soft").concat();
    for words in [
        "The budgets are in EUR and USD. Amounts in different currencies are not added up.",
        "1 activity does not say what is available. What is still to be mobilized leaves out the USD 70 required.",
        "1 cancelled activity is left out (USD 99 required, 1 spent).",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert_eq!(
        texts(&page, ".publications li"),
        ["Guide a completed 1 Mar 2024", "Data a completed 1 Mar 2024"]
    );
    let links = Selector::parse(".publications a[href^=https]").unwrap();
    assert_eq!(page.select(&links).count(), 1, "a link with an address is not shown");
    assert_eq!(
        rows(&page, ".share"),
        [
            ["8.7", "1 of 2", ""],
            ["16.2", "1 of 1", ""],
            ["16.10", "0 of 1", ""],
            ["Chad", "1 of 2", ""],
            ["Kenya", "1 of 1", ""],
        ]
    );
}

#[test]
fn the_document_and_the_data_have_the_same_results() {
    let document = told("markdown");
    for line in [
        "\n## Results\n\n### Indicators\n",
        "| People (people) | a | 0 | 1 500 | 1 200 | target missed | Register |\n",
        "\n### Budget in USD\n",
        "| Total | 1 251 070.5 | 1 250 400 | 400 | 0\\.5 |\n",
        "- [Guide](<https://example.org/guide>) (a A, completed 1 Mar 2024)\n",
        "| 16\\.10 | 0 of 1 | 0% |\n",
        "| Chad | 1 of 2 | 50% |\n",
    ] {
        assert!(document.contains(line), "{line} in {document}");
    }
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let report = workplan(root.path(), &["report", "--format", "json", DAY[0], DAY[1]]).json();
    assert_shape(&report, "report");
    let results = &report["results"];
    let reached: Vec<&Value> =
        results["indicators"].as_array().unwrap().iter().map(|one| &one["reached"]).collect();
    assert_eq!(reached, [&json!(false), &json!(true), &json!(null), &json!(false)]);
    let usd = &results["budgets"][1];
    assert_eq!(
        (
            &usd["total"]["to_mobilize"],
            &usd["total"]["without_available"],
            &usd["cancelled"]["required"]
        ),
        (&json!(0.5), &json!(1), &json!(99))
    );
    assert_eq!(results["publications"][1]["url"], json!(null));
    assert_eq!(results["regions"][0], json!({"name": "Chad", "activities": 2, "completed": 1}));
}

#[test]
fn a_plan_without_results_has_no_table_of_them() {
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities:\n\
        \x20 - {id: 1, title: P, activities: [{id: a, title: A, owners: [x], status: planned}]}\n\
        organizations: [{id: x, name: X}]\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    for (form, words) in
        [("html", "id=\"results\""), ("html", "#results\""), ("markdown", "Results")]
    {
        let run = workplan(root.path(), &["report", "--format", form, DAY[0], DAY[1]]).ok();
        assert!(!run.contains(words), "{words}");
    }
    let many: String = (1..=70)
        .map(|number| format!("{{title: Paper {number}, url: 'https://example.org/{number}'}}, "))
        .collect();
    let plan = plan.replace("status: planned", &format!("status: planned, deliverables: [{many}]"));
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let run = workplan(root.path(), &["report", "--format", "html", DAY[0], DAY[1]]).ok();
    let page = Html::parse_document(&run);
    assert_eq!(texts(&page, ".publications li").len(), 60);
    assert!(
        texts(&page, "#results > .soft")
            .concat()
            .contains("10 more are in the list of all activities.")
    );
}
