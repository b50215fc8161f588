//! The report compares a plan with earlier plans at the same point.

use scraper::Html;
use serde_json::json;

use crate::json_shapes::assert_shape;
use crate::report::{DAY, page, texts};
use crate::support::{Run, folder, project, workplan};

/// Returns a plan of a year: some activities completed in March, some in November, and some never.
fn plan(year: u32, [early, late, never]: [u32; 3], more: &str) -> Vec<u8> {
    let mut text = format!(
        "schema: 1\ntitle: Plan {year}\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\n\
            organizations: [{{id: x, name: X}}]\npriorities:\n- id: p\n  title: P\n  activities:\n"
    );
    let mut add = |number: u32, rest: String| {
        text += &format!(
            "  - {{id: y{year}.{number}, title: A{year} {number}, owners: [x], due: {year}-12-31, {rest}}}\n"
        );
    };
    for number in 0..early + late + never {
        add(
            number,
            match number {
                _ if number < early => format!("status: completed, completed: {year}-03-10"),
                _ if number < early + late => format!("status: completed, completed: {year}-11-10"),
                _ => "status: ongoing".to_owned(),
            },
        );
    }
    (text + more).into_bytes()
}

fn report(files: &[(&str, Vec<u8>)], form: &str, day: &str) -> Run {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, &text[..])).collect();
    workplan(folder(&files).path(), &["report", "2024", "--format", form, "--as-of", day])
}

#[test]
fn the_sample_is_compared_with_the_year_before() {
    let compared = page("2024");
    let status =
        workplan(project(), &["status", "2023", "--format", "json", "--as-of", "2023-09-15"]);
    let rate = status.json()["total"]["implementation_rate"].as_f64().unwrap().round();
    assert!(texts(&compared, ".figures .note").contains(&format!("on 15 Sep 2023: {rate}%")));
    let rows = texts(&compared, "#earlier tbody tr");
    assert_eq!(rows.len(), 2);
    assert!(rows[0].starts_with("ICAT Workplan 202415 Sep 202411 of 3135%"), "{rows:?}");
    assert!(rows[1].starts_with("ICAT Workplan 202315 Sep 2023"), "{rows:?}");
    // One earlier plan alone would be taken for a forecast.
    assert!(!texts(&compared, "#earlier").concat().contains("From this point"));
    assert_eq!(texts(&page("2023"), "#earlier"), [""; 0]);
}

#[test]
fn several_earlier_plans_say_what_they_completed_from_there() {
    let cancelled = "  - {id: gone, title: G, owners: [x], due: 2022-12-31, status: cancelled, reason: R}\n\
        \x20 - {id: put, title: U, owners: [x], due: 2022-12-31, status: postponed, reason: R}\n";
    let files = [
        ("2022.yaml", plan(2022, [6, 4, 1], cancelled)),
        ("2023.yaml", plan(2023, [2, 3, 5], "")),
        ("2024.yaml", plan(2024, [3, 0, 7], "")),
        // Another kind of period is not compared with.
        (
            "long.yaml",
            String::from_utf8(plan(2020, [1, 1, 1], ""))
                .unwrap()
                .replace("2020-12-31}", "2023-12-31}")
                .into(),
        ),
    ];
    let document = report(&files, "markdown", DAY[1]).ok();
    for line in [
        "\nOn 15 September 2023, the plan 2023 had implemented 20%.\n",
        "\n## Compared with earlier plans at the same point\n",
        "| Plan 2024 | 15 Sep 2024 | 3 of 10 | 30% |  |\n| Plan 2023 | 15 Sep 2023 | 2 of 10 | 20% | 50% |\n\
         | Plan 2022 | 15 Sep 2022 | 6 of 13 | 46% | 77% |\n",
        "\nFrom this point to their end, earlier plans completed 3 of 8 and 4 of 6 activities that were open.\n",
    ] {
        assert!(document.contains(line), "{line} in {document}");
    }
    let json = report(&files, "json", DAY[1]).json();
    assert_shape(&json, "report");
    let earlier = &json["earlier"];
    assert_eq!((&earlier[0]["plan"], &earlier[1]["plan"]), (&json!("2022"), &json!("2023")));
    assert_eq!(
        (&earlier[0]["day"], &earlier[0]["unfinished"], &earlier[0]["completed_after"]),
        (&json!("2022-09-15"), &json!(6), &json!(4))
    );
    assert_eq!(json["earlier"].as_array().unwrap().len(), 2);
    // Before the plan begins there is no point to compare at; after its end, it is the end.
    assert_eq!(report(&files, "json", "2023-12-31").json()["earlier"], json!([]));
    assert_eq!(report(&files, "json", "2025-03-01").json()["earlier"][1]["day"], "2023-12-31");
    // Every figure is that of `status` on that day.
    let root = folder(&[("2023.yaml", &files[1].1)]);
    let status =
        workplan(root.path(), &["status", "--format", "json", "--as-of", "2023-09-15"]).json();
    assert_eq!(status["total"]["implementation_rate"], earlier[1]["implementation_rate"]);
}

#[test]
fn an_earlier_plan_with_errors_is_left_out_and_named() {
    let files = [
        ("2022.yaml", plan(2022, [1, 1, 1], "")),
        ("2023.yaml", plan(2023, [1, 1, 1], "nonsense: 1\n")),
        ("2024.yaml", plan(2024, [1, 0, 1], "")),
    ];
    let run = report(&files, "html", DAY[1]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains(
            "note: the plan `2023` is not compared with this one, because it has errors: "
        ),
        "{run:?}"
    );
    let rows = texts(&Html::parse_document(&run.stdout), "#earlier tbody tr");
    assert!(rows.len() == 2 && rows[1].starts_with("Plan 2022"), "{rows:?}");
}
