//! `--lenient` on unreadable revisions invents nothing.

use crate::support::workplan;
use crate::unreadable_revisions::{GOOD, plan, repository};

#[test]
fn a_lenient_history_invents_no_facts() {
    let bad = [
        plan(&GOOD.replace("03-30", "03-32")),
        plan(&GOOD.replace("status: ongoing", "status: ongoin")),
        plan(&GOOD.replace("title", "titel")),
        plan(GOOD) + "  - [\n",
        "schema: [".to_owned(),
    ];
    let texts: Vec<String> =
        bad.into_iter().flat_map(|bad| [plan(GOOD), bad]).chain([plan(GOOD)]).collect();
    let root = repository(&texts);
    for more in [&[][..], &["--lenient"]] {
        let run =
            workplan(root.path(), &[&["export", "--history", "--out-dir", "facts"], more].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        let facts =
            std::fs::read_to_string(root.path().join("facts/plan=2024/month=2024-01/facts.ndjson"))
                .unwrap();
        assert_eq!(facts.lines().count(), 1, "{more:?}: {facts}");
    }
}

#[test]
fn a_lenient_diff_compares_what_both_sides_say() {
    for bad in [
        GOOD.replace("03-30", "03-32"),
        GOOD.replace("status: ongoing", "status: ongoin"),
        GOOD.replace("title", "titel"),
    ] {
        let root =
            repository(&[plan(&bad), plan(&(GOOD.replace("ongoing", "ongoing, remarks: New")))]);
        for sides in [["HEAD~1", "HEAD"], ["HEAD", "HEAD~1"]] {
            let diff = workplan(
                root.path(),
                &["diff", sides[0], "--at", sides[1], "--lenient", "--format", "json"],
            )
            .json();
            let plan = &diff["plans"][0];
            assert!(
                plan["added"].as_array().is_none_or(Vec::is_empty)
                    && plan["removed"].as_array().is_none_or(Vec::is_empty),
                "{bad} {diff}"
            );
            let fields = plan["changed"].as_array().map(|all| {
                all.iter().flat_map(|one| one["changes"].as_array().unwrap()).collect::<Vec<_>>()
            });
            assert!(
                fields.unwrap_or_default().iter().all(|change| change["field"] == "remarks"),
                "{bad} {diff}"
            );
        }
    }
}
