use super::*;
use crate::format::RawFile;

const CONFIG: &str = "soon: 20\n";
const PLAN: &str = "title: One\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities:\n";
const FIRST: &str = "priorities:\n  - id: p1\n    title: First\n    activities:\n      - {id: \
    \"1.1\", title: Write, owners: [a], status: planned}\n";
const SECOND: &str = "priorities:\n  - id: p2\n    title: Second\n    activities:\n      - {id: \
    \"2.1\", title: Read, owners: [a], status: ongoing}\n";

fn files(all: &[(&str, &str)]) -> Arc<FileSet> {
    let files = all
        .iter()
        .map(|(path, text)| RawFile { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() });
    Arc::new(FileSet::new("workplans", files.collect()))
}

/// What there is to see of a snapshot: each text with its path, the plans, and the findings with
/// their places, in the order of the files.
fn seen(snapshot: &Snapshot) -> String {
    let at = |file| &snapshot.files().sources[file].path;
    let reading = snapshot.reading();
    let mut findings: Vec<String> = reading
        .diagnostics
        .iter()
        .map(|one| {
            let (span, message) = (one.span, one.message.to_string());
            format!("{} {} {} {message}", at(span.file), span.start, span.end)
        })
        .collect();
    findings.sort();
    let activities = reading.folder.plans.iter().flat_map(|plan| {
        plan.written_activities().map(|one| {
            let span = one.id.span;
            format!("{} {} {} {}", plan.name, one.id.value, one.title.value, at(span.file))
        })
    });
    let activities: Vec<String> = activities.collect();
    let soon = reading.folder.config.soon;
    format!("{findings:#?} {activities:#?} {soon} {:#?}", reading.left_out)
}

#[test]
fn a_snapshot_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Snapshot>();
}

#[test]
fn a_changed_text_gives_what_reading_everything_gives() {
    let whole = [("config.yaml", CONFIG), ("2024/1.yaml", FIRST), ("2024/plan.yaml", PLAN)];
    let mut state = Snapshot::new(files(&whole));
    let mut now: Vec<(&str, &str)> = whole.to_vec();
    let steps: [(&str, Option<&str>); 9] = [
        ("2024/2.yaml", Some(SECOND)),
        ("2024/1.yaml", Some("priorities: [\n")),
        ("2024/1.yaml", Some(FIRST)),
        ("config.yaml", Some("soon: 5\nsoon: 6\n")),
        ("2024/1.yaml", None),
        ("2025.yaml", Some("title: Two\nstatus: planed\n")),
        ("config.yaml", None),
        ("2024/0.yaml", Some(FIRST)),
        ("notes.txt", Some("no plan")),
    ];
    for (path, text) in steps {
        state = state.with_text(path, text);
        now.retain(|(own, _)| *own != path);
        now.extend(text.map(|text| (path, text)));
        assert_eq!(seen(&state), seen(&Snapshot::new(files(&now))), "after {path}");
    }
}

#[test]
fn the_first_snapshot_stays_as_it_is() {
    let before = Snapshot::new(files(&[("2024/1.yaml", FIRST), ("2024/plan.yaml", PLAN)]));
    let seen_before = seen(&before);
    let after = before.with_text("2024/1.yaml", Some(SECOND));
    assert_eq!(seen(&before), seen_before);
    assert_ne!(seen(&after), seen_before);
}
