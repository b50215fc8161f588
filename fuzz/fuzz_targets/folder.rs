//! Any bytes as the files of a workplans folder: read, judged, counted and shown. Nothing panics,
//! every place lies in its file, and the JSON reads back.
#![no_main]

mod parts;

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use workplan::analysis::{ActivityFacts, AsOf, Index, matrix, overdue, standing};
use workplan::format::{FileSet, RawFile, read};
use workplan::render::{Terminal, findings_json, findings_text};
use workplan::rules::judge;

/// The files that the bytes are divided among, at each line that is `=====`.
const FILES: [&str; 5] =
    ["2024.yaml", "organizations.yaml", "config.yaml", "2025/plan.yaml", "2025/1.yaml"];

fuzz_target!(|bytes: &[u8]| {
    let file =
        |(path, bytes): (&str, &[u8])| RawFile { path: path.to_owned(), bytes: bytes.to_vec() };
    let files = FILES.into_iter().zip(parts::parts(bytes)).map(file).collect();
    let input = FileSet::new("workplans", files);
    let reading = read(&input);
    for finding in &reading.diagnostics {
        let text = &input.sources[finding.span.file].text;
        assert!(
            text.get(finding.span.start as usize..finding.span.end as usize).is_some(),
            "{finding:?}"
        );
    }
    let index = Index::new(&reading.folder);
    let as_of = AsOf {
        day: NaiveDate::from_ymd_opt(2024, 9, 15).expect("a day"),
        soon: reading.folder.config.soon,
    };
    let verdict = judge(&reading, &index, as_of, None);
    findings_text(&verdict.findings, &input.sources, &Terminal { width: Some(80), color: true });
    let json = findings_json(&verdict.findings, &input.sources);
    serde_json::from_str::<serde_json::Value>(&json).expect("JSON");
    for plan in index.plans() {
        let figures = standing(plan, as_of);
        assert_eq!(figures.total.activities(), plan.plan.activities().count() as u64);
        matrix(plan, as_of);
        overdue(ActivityFacts::all(plan, as_of), as_of);
    }
});
