//! What the commands cost as a user meets them: a fresh process on a plan of 20,000 activities, in one file and in forty.
//!
//! `cargo bench` prints medians; docs/performance.md says what they mean. To compare is for people: nothing here can fail by time.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

const ACTIVITIES: usize = 20_000;
const PRIORITIES: usize = 40;

const HEAD: &str = "schema: 1\ntitle: Made for measuring\nperiod: {start: 2024-01-01, end: 2024-12-31}\n";
const ORGANIZATIONS: &str = "organizations:\n  - id: one\n    name: One\n    focal_points: [{name: Focal point, email: one@example.org}]\n  - id: two\n    name: Two\n    focal_points: [{name: Focal point, email: two@example.org}]\n";

/// A priority with its share of the activities.
fn priority(number: usize) -> String {
    let mut text = format!("  - id: '{number}'\n    title: Priority {number}\n    activities:\n");
    for activity in 1..=ACTIVITIES / PRIORITIES {
        let (owner, month) = (["one", "two"][activity % 2], activity % 8 + 1);
        let done = if activity % 3 == 0 {
            format!("        status: completed\n        completed: 2024-{month:02}-20\n        progress: 100\n")
        } else {
            "        status: ongoing\n".to_owned()
        };
        write!(
            text,
            "      - id: {number}.{activity}\n        title: Train the people who meet those at risk, {number}.{activity}\n        owners: [{owner}]\n{done}        start: 2024-01-15\n        due: 2024-{month:02}-28\n        description: What was agreed on, and with whom it is to be done.\n        milestones:\n          - title: Terms of reference agreed\n            due: 2024-{month:02}-10\n            done: 2024-{month:02}-09\n        deliverables:\n          - title: Report\n            url: https://example.org/{number}/{activity}\n"
        )
        .unwrap();
    }
    text
}

fn folder(in_one_file: bool) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let plan = root.path().join("workplans/2024");
    fs::create_dir_all(&plan).unwrap();
    let priorities: Vec<String> = (1..=PRIORITIES).map(priority).collect();
    if in_one_file {
        let text = format!("{HEAD}{ORGANIZATIONS}priorities:\n{}", priorities.concat());
        fs::write(plan.join("plan.yaml"), text).unwrap();
    } else {
        fs::write(plan.join("plan.yaml"), format!("{HEAD}{ORGANIZATIONS}")).unwrap();
        for (number, priority) in (1..).zip(priorities) {
            fs::write(plan.join(format!("{number}.yaml")), format!("schema: 1\npriorities:\n{priority}")).unwrap();
        }
    }
    root
}

fn run(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workplan"));
    command.current_dir(folder).args(arguments).args(["--as-of", "2024-09-15"]).stdout(Stdio::null());
    assert!(command.status().unwrap().success(), "{arguments:?}");
}

fn commands(criterion: &mut Criterion) {
    for (name, in_one_file) in [("one file", true), ("forty files", false)] {
        let folder = folder(in_one_file);
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(4));
        // To read the bytes: what no command can go below.
        group.bench_function("bytes", |bencher| {
            let files: Vec<_> = fs::read_dir(folder.path().join("workplans/2024")).unwrap().map(|entry| entry.unwrap().path()).collect();
            bencher.iter(|| files.iter().for_each(|file| drop(black_box(fs::read(file).unwrap()))));
        });
        for arguments in [&["status"][..], &["list", "--format", "json"], &["check"], &["set", "3.7", "remarks=x", "--dry-run"]] {
            group.bench_function(arguments.join(" "), |bencher| bencher.iter(|| run(folder.path(), arguments)));
        }
        // To write the file that is changed, and to wait until it is on the disk: what no edit can go below.
        group.bench_function("write", |bencher| {
            let file = folder.path().join("workplans/2024").join(if in_one_file { "plan.yaml" } else { "3.yaml" });
            let (bytes, copy) = (fs::read(&file).unwrap(), folder.path().join("copy"));
            bencher.iter(|| {
                let mut file = fs::File::create(&copy).unwrap();
                file.write_all(&bytes).unwrap();
                file.sync_all().unwrap();
            });
        });
        // Each time something else, so that each time it is written.
        let mut turn = 0;
        group.bench_function("set 3.7 remarks=…", |bencher| {
            bencher.iter(|| {
                turn += 1;
                run(folder.path(), &["set", "3.7", &format!("remarks=turn {turn}")]);
            });
        });
        group.finish();
    }
}

criterion_group!(benches, commands);
criterion_main!(benches);
