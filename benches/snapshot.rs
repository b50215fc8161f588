//! The time to read a folder of 20,000 activities in forty files, and to read it again after a
//! change in one of them, as in an editor.
#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use workplan::format::{FileSet, RawFile};
use workplan::workspace::Snapshot;

use folder::{ACTIVITIES, folder};

fn files(root: &Path) -> FileSet {
    let raw = |path: &str| RawFile {
        path: path.to_owned(),
        bytes: fs::read(root.join("workplans").join(path)).unwrap(),
    };
    let mut all = vec![raw("organizations.yaml")];
    for entry in fs::read_dir(root.join("workplans/2024")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        all.push(raw(&format!("2024/{name}")));
    }
    FileSet::new("workplans", all)
}

fn snapshots(criterion: &mut Criterion) {
    let root = folder(ACTIVITIES, false);
    let files = Arc::new(files(root.path()));
    let text = fs::read_to_string(root.path().join("workplans/2024/3.yaml")).unwrap();
    let mut group = criterion.benchmark_group("snapshot of forty files");
    group.sample_size(20);
    group.bench_function("read", |bencher| {
        bencher.iter(|| black_box(Snapshot::new(Arc::clone(&files))));
    });
    // The first change reads all files again, to cache their content.
    let open = Snapshot::new(Arc::clone(&files)).with_text("2024/3.yaml", Some(&text));
    let mut turn = 0;
    group.bench_function("read again after one changed", |bencher| {
        bencher.iter(|| {
            turn += 1;
            let changed = text.replacen("Train the people", &format!("Train {turn} people"), 1);
            black_box(open.with_text("2024/3.yaml", Some(&changed)))
        });
    });
    group.finish();
}

criterion_group!(benches, snapshots);
criterion_main!(benches);
