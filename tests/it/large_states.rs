//! Small repositories with huge content: git stores equal objects once, however often a commit
//! names them.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Run, git, plan, repository, workplan};

/// The number of commits with a long text: together they exceed the cache.
const LONG: usize = 17;

fn activity(id: usize) -> String {
    format!("  - {{id: '{id}', title: T, owners: [a], status: ongoing, due: 2024-06-30}}\n")
}

fn commit(root: &Path, message: &str) {
    git(root, &["-c", "core.compression=1", "add", "-A"]);
    git(root, &["commit", "-q", "-m", message]);
}

fn told(root: &Path, arguments: &[&str], input: &str) -> String {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(root).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Creates a commit whose workplans folder has these additional entries, as `git ls-tree` writes
/// them.
fn beside(root: &Path, entries: &str) -> String {
    let own = git(root, &["ls-tree", "HEAD:workplans"]);
    let inside = told(root, &["mktree"], &format!("{own}{entries}"));
    let tree = told(root, &["mktree"], &format!("040000 tree {inside}\tworkplans\n"));
    git(
        root,
        &[
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "commit-tree",
            &tree,
            "-p",
            "HEAD",
            "-m",
            "More",
        ],
    )
    .trim()
    .to_owned()
}

fn ask(root: &Path, question: &str) -> Run {
    let run = workplan(root, &question.split(' ').collect::<Vec<_>>());
    run.assert_clean();
    run
}

#[test]
fn one_tree_used_as_many_folders_is_refused() {
    let root = repository(&[("2024.yaml", plan(&activity(1)).as_bytes())]);
    let root = root.path();
    let file = told(root, &["hash-object", "-w", "--stdin"], "");
    let many = (0..30_000).fold(String::new(), |mut text, number| {
        writeln!(text, "100644 blob {file}\tn{number:05}").unwrap();
        text
    });
    let many = told(root, &["mktree"], &many);
    let folders = |count: usize| {
        (0..count).map(|number| format!("040000 tree {many}\tx{number}\n")).collect::<String>()
    };
    let (one, two) = (beside(root, &folders(1)), beside(root, &folders(40)));
    assert_eq!(ask(root, &format!("status 2024 --at {one} --as-of 2024-05-01")).code, Some(0));
    git(root, &["update-ref", "HEAD", &two]);
    for question in [
        "status 2024 --at HEAD",
        "trend 2024 --every commit",
        "log 1",
        "check --at HEAD --base HEAD~1",
    ] {
        let run = ask(root, question);
        assert!(
            run.code == Some(2)
                && run
                    .stderr
                    .contains("the workplans folder has more than 50000 files and folders"),
            "{question}: {run:?}"
        );
    }
}

#[test]
fn a_folder_on_the_disk_has_no_more_entries_than_one_of_a_commit() {
    let root = repository(&[("2024.yaml", plan(&activity(1)).as_bytes())]);
    let folder = root.path().join("workplans/2025");
    std::fs::create_dir(&folder).unwrap();
    let status = || ask(root.path(), "status 2024 --as-of 2024-05-01");
    // The plan and the folder count as entries.
    let (one, other) = (root.path().join("one"), root.path().join("other"));
    std::fs::write(&one, "").unwrap();
    std::fs::write(&other, "").unwrap();
    // Hard links, which are created faster than files.
    for number in 0..49_998 {
        let name = folder.join(format!("n{number}"));
        let link = std::fs::hard_link(if number % 2 == 0 { &one } else { &other }, &name);
        link.or_else(|_| std::fs::write(&name, "")).unwrap();
    }
    assert_eq!(status().code, Some(0));
    std::fs::File::create(folder.join("one more")).unwrap();
    let run = status();
    assert!(
        run.code == Some(2) && run.stderr.contains("has more than 50000 files and folders"),
        "{run:?}"
    );
}

#[test]
fn the_folders_that_links_lead_through_are_read_once_and_not_without_an_end() {
    let root = repository(&[("2024.yaml", plan(&activity(1)).as_bytes())]);
    let root = root.path();
    let file = told(root, &["hash-object", "-w", "--stdin"], "schema: 1\n");
    // Long names make a large folder faster than many entries.
    let long = "n".repeat(200);
    let linked = |names: usize, links: usize| {
        let flat: String =
            (0..names).map(|number| format!("100644 blob {file}\tz{number:05}{long}\n")).collect();
        let mut tree = told(root, &["mktree"], &flat);
        for _ in 0..3 {
            tree = told(root, &["mktree"], &format!("{flat}040000 tree {tree}\td\n"));
        }
        let link = told(root, &["hash-object", "-w", "--stdin"], &format!(".h/d/d/d/z00000{long}"));
        let strays = (0..links).map(|number| format!("120000 blob {link}\tn{number:05}\n"));
        let files = (0..links).map(|number| format!("120000 blob {link}\tx{number:05}.yaml\n"));
        beside(
            root,
            &strays.chain(files).chain([format!("040000 tree {tree}\t.h\n")]).collect::<String>(),
        )
    };
    let (few, many) = (linked(1_500, 200), linked(12_000, 3));
    let began = std::time::Instant::now();
    for question in ["status 2024 --as-of 2024-05-01 --at", "check --base HEAD --at"] {
        let run = ask(root, &format!("{question} {few}"));
        assert!(!run.stderr.contains("MiB"), "{question}: {run:?}");
        let run = ask(root, &format!("{question} {many}"));
        let is_refused = run.code == Some(2)
            && run
                .stderr
                .contains("the links in the workplans folder lead through more than 8 MiB");
        assert!(is_refused, "{question}: {run:?}");
    }
    git(root, &["update-ref", "HEAD", &many]);
    for question in
        ["trend 2024 --every commit --no-cache --as-of 2024-05-01", "log 1 --as-of 2024-05-01"]
    {
        let run = ask(root, question);
        assert!(run.code.is_some(), "{question}: {run:?}");
    }
    // Reading each folder for each link would take many minutes.
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[test]
fn states_are_remembered_by_their_bytes() {
    const MIB: usize = 8;
    let long = |number: usize| {
        let text = format!("title: T, description: '{number} {}'", "a".repeat(MIB << 20));
        plan(&activity(1)).replace("title: T", &text)
    };
    let small = plan(&activity(1));
    let root = repository(&[
        ("2024.yaml", small.as_bytes()),
        ("config.yaml", b"schema: 1\nrules: {foreign-edit: warning}\n"),
    ]);
    let base = git(root.path(), &["rev-parse", "HEAD"]).trim().to_owned();
    for number in 0..LONG {
        std::fs::write(root.path().join("workplans/2024.yaml"), long(number)).unwrap();
        commit(root.path(), "By somebody else");
    }
    std::fs::write(
        root.path().join("workplans/2024.yaml"),
        small.replacen("title: T,", "title: T2,", 1),
    )
    .unwrap();
    commit(root.path(), "By somebody else");
    let mut command = Command::new("sh");
    let line = format!(
        "ulimit -v 400000; exec \"$0\" check --base {base} --as-of 2024-05-01 --format json"
    );
    command.args(["-c", &line, crate::support::program()]).current_dir(root.path());
    let run = crate::support::run(command);
    let found = run.json();
    let foreign = found["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["rule"] == "foreign-edit")
        .count();
    assert_eq!(foreign, LONG + 1, "{}", run.stderr);
}

#[test]
fn a_state_with_more_bytes_than_a_folder_may_have_is_passed_over() {
    let root = repository(&[("2024.yaml", plan(&activity(1)).as_bytes())]);
    let root = root.path();
    let file = told(
        root,
        &["hash-object", "-w", "--stdin"],
        &format!("schema: 1\n{}", format!("#{}\n", "x".repeat(1022)).repeat(30 << 10)),
    );
    let names: String =
        (0..12).map(|number| format!("100644 blob {file}\tf{number:02}.yaml\n")).collect();
    let names = told(root, &["mktree"], &names);
    let large = beside(root, &format!("040000 tree {names}\t2024\n"));
    git(root, &["update-ref", "HEAD", &large]);
    std::fs::write(
        root.join("workplans/2024.yaml"),
        plan(&format!("{}{}", activity(1), activity(2))),
    )
    .unwrap();
    commit(root, "Small again");
    let run = ask(root, "trend 2024 --every commit --no-cache");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("left out, because the plan cannot be read there: 1 revision"),
        "{run:?}"
    );
}

#[test]
fn many_authors_of_many_activities_are_stored_once() {
    const MANY: usize = 2_500;
    let people: String = (0..MANY)
        .map(|number| format!("  - {{name: F, email: f{number}@example.org}}\n"))
        .collect();
    let activities: String = (0..MANY).map(activity).collect();
    let text = plan(&activities).replace(
        "- {id: a, name: A}",
        &format!("- id: a\n  name: A\n  focal_points:\n{}", people.trim_end()),
    );
    let root = repository(&[
        ("2024.yaml", text.as_bytes()),
        ("config.yaml", b"schema: 1\nrules: {foreign-edit: warning}\n"),
    ]);
    let changed = text.replacen("title: T,", "title: T2,", 1);
    std::fs::write(root.path().join("workplans/2024.yaml"), changed).unwrap();
    commit(root.path(), "By somebody else");
    // With a memory limit that a set of addresses for each activity would exceed.
    let mut command = Command::new("sh");
    let line = "ulimit -v 300000; exec \"$0\" check --base HEAD~1 --as-of 2024-05-01 --format json";
    command.args(["-c", line, crate::support::program()]).current_dir(root.path());
    let run = crate::support::run(command);
    let found = run.json();
    let foreign = found["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["rule"] == "foreign-edit")
        .count();
    assert_eq!(foreign, 1, "{}", run.stderr);
}

#[test]
fn a_commit_of_many_parents_is_compared_once_for_all_places() {
    let root = repository(&[("2024.yaml", plan(&activity(1)).as_bytes())]);
    let root = root.path();
    let tree = git(root, &["rev-parse", "HEAD^{tree}"]).trim().to_owned();
    let empty = told(root, &["mktree"], "");
    let file = told(root, &["hash-object", "-w", "--stdin"], "text");
    let mut parents = String::new();
    let who = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
    for number in 0..300 {
        let other = told(root, &["mktree"], &format!("100644 blob {file}\tgone{number}\n"));
        let parent = git(
            root,
            &[
                &who[..],
                &["commit-tree", if number < 20 { &other } else { &empty }, "-m", "A root"],
            ]
            .concat(),
        );
        write!(parents, "parent {parent}").unwrap();
    }
    let person = "A <a@example.org> 1714700000 +0000";
    let main = git(root, &["rev-parse", "HEAD"]);
    let text =
        format!("tree {tree}\nparent {main}{parents}author {person}\ncommitter {person}\n\nMany\n");
    let merge = told(root, &["hash-object", "-t", "commit", "-w", "--stdin"], &text);
    git(root, &["update-ref", "HEAD", &merge]);
    let run = ask(root, "log 1 2024 --as-of 2024-05-01");
    assert_eq!(run.code, Some(0), "{run:?}");
}
