//! The cache makes runs faster and changes no answer.

use std::path::Path;

use crate::support::{Run, command, commit_on, entries, git, init, temporary_folder};

fn plan(status: &str) -> String {
    crate::support::plan(&format!(
        "  - {{id: '1', title: T, owners: [a], weight: 0.3, due: 2024-06-30, status: {status}}}\n"
    ))
}

fn commit(root: &Path, day: &str, name: &str, text: &str) {
    std::fs::write(root.join("workplans").join(name), text).unwrap();
    commit_on(&format!("{day}T12:00:00Z"), root, "A change");
}

/// Creates a history with an unreadable revision and changing settings.
fn repository() -> tempfile::TempDir {
    let root = crate::support::folder(&[]);
    init(root.path());
    commit(root.path(), "2024-02-10", "2024.yaml", &plan("planned"));
    commit(root.path(), "2024-03-10", "2024.yaml", "schema: [");
    commit(root.path(), "2024-04-10", "2024.yaml", &plan("ongoing, progress: 33.3"));
    commit(
        root.path(),
        "2024-05-10",
        "config.yaml",
        "schema: 1\nsoon: 90\nrating: {on_track: 10, behind: 5}\n",
    );
    root
}

fn trend(root: &Path, cache: &Path, more: &[&str]) -> (String, String) {
    let arguments =
        [&["trend", "2024", "--every", "week", "--as-of", "2024-06-20", "--format", "json"], more]
            .concat();
    let output = command(root, &arguments).env("XDG_CACHE_HOME", cache).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Returns the cache files with their contents.
fn kept(cache: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let folder = cache.join("workplan");
    if !folder.exists() {
        return Vec::new();
    }
    entries(&folder).into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn a_second_run_says_the_same_as_the_first() {
    let (root, cache) = (repository(), temporary_folder());
    let plain = trend(root.path(), cache.path(), &["--no-cache"]);
    assert!(kept(cache.path()).is_empty(), "--no-cache keeps nothing");
    assert!(plain.1.contains("1 revision"));
    assert_eq!(trend(root.path(), cache.path(), &[]), plain);
    assert!(!kept(cache.path()).is_empty());
    assert_eq!(trend(root.path(), cache.path(), &[]), plain);
    let lenient = trend(root.path(), cache.path(), &["--lenient", "--no-cache"]);
    assert_eq!(trend(root.path(), cache.path(), &["--lenient"]), lenient);
    assert_eq!(trend(root.path(), cache.path(), &["--lenient"]), lenient);
    commit(
        root.path(),
        "2024-06-01",
        "2025.yaml",
        &plan("planned, carried_from: 2024/1").replace("2024-", "2025-"),
    );
    let later = trend(root.path(), cache.path(), &["--no-cache"]);
    assert!(
        later.0 != plain.0 && later.0.contains("\"carried\": 1"),
        "another plan of the folder counts as well"
    );
    assert_eq!(trend(root.path(), cache.path(), &[]), later);
}

#[test]
fn the_cache_is_used() {
    let (root, cache) = (repository(), temporary_folder());
    let first = trend(root.path(), cache.path(), &[]);
    // The contents are removed from git, so only the cache can answer.
    let lose = |name: &str| {
        let id = git(root.path(), &["rev-parse", name]);
        std::fs::remove_file(root.path().join(".git/objects").join(&id[..2]).join(id[2..].trim()))
            .unwrap();
    };
    lose("HEAD~3:workplans/2024.yaml");
    assert_eq!(trend(root.path(), cache.path(), &[]), first);
    let anew = crate::support::workplan(
        root.path(),
        &["trend", "2024", "--as-of", "2024-06-20", "--no-cache"],
    );
    assert!(anew.code == Some(2) && anew.stderr.contains("is missing or damaged"), "{anew:?}");
    // Nor is the history read again to find the last commit of each week.
    lose("HEAD~2");
    assert_eq!(trend(root.path(), cache.path(), &[]), first);
}

/// Damages the bytes of a file.
type Damage<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;

#[test]
fn a_damaged_cache_is_ignored() {
    let (root, cache) = (repository(), temporary_folder());
    let meant = trend(root.path(), cache.path(), &[]);
    let whole = kept(cache.path());
    let changed = |bytes: &[u8]| {
        String::from_utf8(bytes.to_vec())
            .unwrap()
            .replace("\"by_status\":[1,", "\"by_status\":[7,")
            .replace("2024-0", "2025-0")
            .into()
    };
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let damages: [Damage<'_>; 5] =
        [&changed, &half, &|_| Vec::new(), &|_| vec![0xff; 200], &|_| b"{}".to_vec()];
    for damage in damages {
        for (path, bytes) in &whole {
            std::fs::write(path, damage(bytes)).unwrap();
            assert_eq!(trend(root.path(), cache.path(), &[]), meant);
        }
        whole.iter().for_each(|(path, bytes)| std::fs::write(path, damage(bytes)).unwrap());
        assert_eq!(trend(root.path(), cache.path(), &[]), meant);
        assert_eq!(kept(cache.path()), whole, "it is written anew");
    }
}

#[test]
fn without_a_writable_cache_the_answers_are_the_same() {
    let root = repository();
    let meant = trend(root.path(), Path::new("/dev/null"), &[]);
    let file = tempfile::NamedTempFile::new().unwrap();
    assert_eq!(trend(root.path(), file.path(), &[]), meant, "a file in the folder's place");
    assert_eq!(
        trend(root.path(), Path::new("relative"), &[]),
        meant,
        "a path that is not absolute counts for nothing"
    );
    assert!(!root.path().join("relative").exists());
    assert_eq!(trend(root.path(), Path::new("/proc/no/such"), &[]), meant);
    if Path::new("/dev/full").exists() {
        let cache = temporary_folder();
        let limited = std::process::Command::new("sh")
            .args(["-c", "ulimit -f 0; trap '' XFSZ; exec \"$@\"", "sh", crate::support::program()])
            .args(["trend", "2024", "--every", "week", "--as-of", "2024-06-20", "--format", "json"])
            .current_dir(root.path())
            .env("XDG_CACHE_HOME", cache.path())
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8(limited.stdout).unwrap(),
            meant.0,
            "no byte can be written to a file"
        );
        assert!(kept(cache.path()).is_empty(), "nothing is left behind");
    }
}

#[test]
fn concurrent_runs_share_the_cache() {
    let (root, cache) = (repository(), temporary_folder());
    let meant = trend(root.path(), cache.path(), &["--no-cache"]);
    std::thread::scope(|scope| {
        let runs: Vec<_> =
            (0..6).map(|_| scope.spawn(|| trend(root.path(), cache.path(), &[]))).collect();
        runs.into_iter().for_each(|run| assert_eq!(run.join().unwrap(), meant));
    });
    assert_eq!(trend(root.path(), cache.path(), &[]), meant);
    let names: Vec<usize> =
        kept(cache.path()).iter().map(|(path, _)| path.file_name().unwrap().len()).collect();
    assert!(names.iter().all(|length| *length == 64), "no temporary file is left: {names:?}");
}

#[test]
fn replaced_objects_change_no_answer() {
    let (root, cache) = (repository(), temporary_folder());
    let first = trend(root.path(), cache.path(), &[]);
    let (old, new) = ("HEAD~3:workplans/2024.yaml", "HEAD~1:workplans/2024.yaml");
    git(
        root.path(),
        &[
            "replace",
            git(root.path(), &["rev-parse", old]).trim(),
            git(root.path(), &["rev-parse", new]).trim(),
        ],
    );
    assert_eq!(trend(root.path(), cache.path(), &[]), first);
    assert_eq!(trend(root.path(), cache.path(), &["--no-cache"]), first);
}

#[test]
fn a_progress_bar_is_shown_on_terminals_only() {
    let root = repository();
    let run: Run =
        crate::support::workplan(root.path(), &["trend", "2024", "--as-of", "2024-06-20"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(0), "left out, because the plan cannot be read there: 1 revision\n")
    );
}

#[test]
fn old_cache_files_are_removed() {
    let (root, cache) = (repository(), temporary_folder());
    let _ = trend(root.path(), cache.path(), &[]);
    let folder = kept(cache.path())[0].0.parent().unwrap().to_owned();
    let year = std::time::Duration::from_secs(400 * 86_400);
    let [old, cut, foreign, new] =
        ["0".repeat(64), ".workplan-Ab1".into(), "notes".into(), "1".repeat(64)]
            .map(|name| folder.join(name));
    for path in [&old, &cut, &foreign] {
        std::fs::File::create(path)
            .unwrap()
            .set_modified(std::time::SystemTime::now() - year)
            .unwrap();
    }
    std::fs::write(&new, "").unwrap();
    // A new commit adds to the cache.
    commit(root.path(), "2024-06-10", "2024.yaml", &plan("completed, completed: 2024-06-01"));
    let _ = trend(root.path(), cache.path(), &[]);
    assert!(!old.exists() && !cut.exists() && new.exists() && foreign.exists(), "other files stay");
}

/// Replaces the content of an object with another one.
fn tamper(root: &Path, name: &str, text: &str) {
    let id = git(root, &["rev-parse", name]).trim().to_owned();
    std::fs::write(root.join("other"), text).unwrap();
    let other = git(root, &["hash-object", "-w", "other"]).trim().to_owned();
    let [from, to] = [other, id].map(|id| root.join(".git/objects").join(&id[..2]).join(&id[2..]));
    std::fs::remove_file(root.join("other")).unwrap();
    let _ = std::fs::remove_file(&to);
    std::fs::copy(from, to).unwrap();
}

#[test]
fn a_clone_does_not_trust_the_cache_of_a_forged_one() {
    let (root, cache) = (repository(), temporary_folder());
    let meant = trend(root.path(), cache.path(), &["--no-cache"]);
    let clones = temporary_folder();
    let clone = |name: &str| {
        git(
            clones.path(),
            &["clone", "-q", "--no-local", &format!("file://{}", root.path().display()), name],
        );
        clones.path().join(name)
    };
    let bad = clone("clone");
    // The objects are unpacked, so that one can be changed.
    let packs = bad.join(".git/objects/pack");
    let pack = entries(&packs)
        .into_iter()
        .find(|path| path.extension().is_some_and(|kind| kind == "pack"))
        .unwrap();
    let outside = clones.path().join("objects.pack");
    std::fs::rename(&pack, &outside).unwrap();
    std::fs::remove_dir_all(&packs).unwrap();
    let unpacked = std::process::Command::new("git")
        .args(["unpack-objects", "-q"])
        .current_dir(&bad)
        .stdin(std::fs::File::open(outside).unwrap())
        .status();
    assert!(unpacked.unwrap().success());
    tamper(&bad, "HEAD:workplans/2024.yaml", &plan("completed, completed: 2024-01-01"));
    let forged = trend(&bad, cache.path(), &[]);
    assert_ne!(forged, meant);
    assert_eq!(trend(root.path(), cache.path(), &[]), meant, "another clone");
    std::fs::remove_dir_all(&bad).unwrap();
    let good = clone("clone");
    assert_eq!(trend(&good, cache.path(), &[]), meant, "another clone in the same place");
}

#[test]
fn nothing_is_cached_if_object_ids_are_not_reliable() {
    let (root, cache) = (repository(), temporary_folder());
    git(root.path(), &["clone", "-q", "--shared", ".", "shared"]);
    let _ = trend(&root.path().join("shared"), cache.path(), &[]);
    assert!(kept(cache.path()).is_empty(), "with alternates");
    let git_dir = root.path().join(".git");
    std::fs::create_dir_all(git_dir.join("info")).unwrap();
    std::fs::write(git_dir.join("info/grafts"), "").unwrap();
    let _ = trend(root.path(), cache.path(), &[]);
    assert!(kept(cache.path()).is_empty(), "with grafts");
    std::fs::remove_file(git_dir.join("info/grafts")).unwrap();
    let _ = trend(root.path(), cache.path(), &[]);
    assert!(!kept(cache.path()).is_empty());
}
