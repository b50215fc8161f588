//! The time of commands for a user: a new process on a plan of 20,000 activities, in one file and
//! in forty.
//!
//! `cargo bench` prints medians, explained in docs/performance.md. People compare them: no bench
//! fails because of time.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod folder;

use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

use folder::{ACTIVITIES, folder, run};

fn commands(criterion: &mut Criterion) {
    for (name, in_one_file) in [("one file", true), ("forty files", false)] {
        let folder = folder(ACTIVITIES, in_one_file);
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(4));
        // Reading the bytes is the least that any command must do.
        group.bench_function("bytes", |bencher| {
            let files: Vec<_> = fs::read_dir(folder.path().join("workplans/2024"))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            bencher.iter(|| files.iter().for_each(|file| drop(black_box(fs::read(file).unwrap()))));
        });
        for arguments in [
            &["status"][..],
            &["list", "--format", "json"],
            &["check"],
            &["set", "3.7", "remarks=x", "--dry-run"],
        ] {
            group.bench_function(arguments.join(" "), |bencher| {
                bencher.iter(|| run(folder.path(), arguments));
            });
        }
        // Writing and syncing the changed file is the least that any edit must do.
        group.bench_function("write", |bencher| {
            let file = folder.path().join("workplans/2024").join(if in_one_file {
                "plan.yaml"
            } else {
                "3.yaml"
            });
            let (bytes, copy) = (fs::read(&file).unwrap(), folder.path().join("copy"));
            bencher.iter(|| {
                let mut file = fs::File::create(&copy).unwrap();
                file.write_all(&bytes).unwrap();
                file.sync_all().unwrap();
            });
        });
        // A different value each time, so that each run writes.
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
