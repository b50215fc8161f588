//! A full disk, simulated by a small file system in memory. Where it cannot be mounted, the tests
//! of edits use a limit on file sizes instead.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::share::Group;
use crate::support::{
    Run, command, copy, entries, folder, git, project, run, samples, temporary_folder, workplan,
};

/// A file system of 256 KiB, unmounted when dropped; `None` if the machine does not allow it.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    #[allow(clippy::print_stderr)]
    fn mount() -> Option<Self> {
        let at = temporary_folder();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"])
            .arg(at.path())
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(SmallDisk(at));
        }
        eprintln!(
            "no small disk: a file system cannot be mounted here, which takes the rights of root"
        );
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills the disk.
    fn fill(&self) {
        let room = (1..=256)
            .rev()
            .find(|blocks| fs::write(self.path().join("filler"), vec![0; blocks * 1024]).is_ok());
        assert!(room.is_some());
        let _ = fs::write(self.path().join("rest"), vec![0; 4096]);
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn states(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    entries(folder)
        .into_iter()
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

fn assert_refused(run: &Run, what: &str) {
    assert_eq!(run.code, Some(2), "{what}: {run:?}");
    assert!(
        run.stderr.contains("No space left on device") || run.stderr.contains("cannot be written"),
        "{what}: {run:?}"
    );
}

#[test]
fn a_full_disk_keeps_every_file_as_it_was() {
    let Some(disk) = SmallDisk::mount() else { return };
    let plan = include_str!("../../workplans/2023.yaml");
    let organizations = include_str!("../../workplans/organizations.yaml");
    let workplans = disk.path().join("workplans");
    fs::create_dir(&workplans).unwrap();
    fs::write(workplans.join("2023.yaml"), plan).unwrap();
    fs::write(workplans.join("organizations.yaml"), organizations).unwrap();
    let id =
        workplan(disk.path(), &["list", "2023", "--format", "json"]).json()["activities"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
    workplan(disk.path(), &["set", &id, "remarks=there is room", "--plan", "2023"]).ok();
    let done =
        workplan(disk.path(), &["list", "2023", "--status", "completed", "--format", "json"])
            .json()["activities"][0]["id"]
            .clone();
    workplan(
        disk.path(),
        &["set", done.as_str().unwrap(), "status=ongoing", "completed=", "--plan", "2023"],
    )
    .ok();
    disk.fill();
    let before = states(&workplans);
    for arguments in [
        &["set", &id, "remarks=no room", "--plan", "2023"][..],
        &[
            "add",
            "--plan",
            "2023",
            "--priority",
            "A",
            "--title",
            "T",
            "--owner",
            "iom",
            "--due",
            "2023-12-01",
        ],
        &["rollover", "2023"],
        &["report", "2023", "--format", "html", "-o", "report.html"],
        &["export", "2023", "--format", "xlsx", "-o", "plan.xlsx"],
        &["export", "2023", "--format", "csv", "-o", "plan.csv"],
        &["export", "2023", "--format", "json", "-o", "plan.json"],
        &["digest", "2023", "--as-of", "2023-09-15", "--format", "html", "--out-dir", "mails"],
        &["site", "pages", "--as-of", "2023-09-15"],
    ] {
        assert_refused(&workplan(disk.path(), arguments), &arguments.join(" "));
        assert_eq!(states(&workplans), before, "{arguments:?}");
        let names: Vec<_> = entries(disk.path())
            .into_iter()
            .map(|path| path.file_name().unwrap().to_owned())
            .collect();
        assert!(
            !names.iter().any(|name| name == "report.html"
                || name.to_string_lossy().starts_with("plan.")
                || name == "mails"
                || name == "pages"),
            "{names:?}"
        );
    }
    let hidden = entries(&workplans).len();
    assert_eq!(hidden, 2, "nothing half-written is left behind");
    fs::remove_file(disk.path().join("filler")).unwrap();
    workplan(disk.path(), &["set", &id, "remarks=room again", "--plan", "2023"]).ok();
}

#[test]
fn an_edit_of_several_files_is_complete_or_not_made() {
    let Some(disk) = SmallDisk::mount() else { return };
    let plan = disk.path().join("workplans/2024");
    fs::create_dir_all(&plan).unwrap();
    for file in entries(&project().join("workplans/2024")) {
        fs::copy(&file, plan.join(file.file_name().unwrap())).unwrap();
    }
    fs::copy(
        project().join("workplans/organizations.yaml"),
        disk.path().join("workplans/organizations.yaml"),
    )
    .unwrap();
    let edit = ["hold", "1.3", "3.2", "--reason", "No money", "--plan", "2024"];
    let second = plan.join("3-crisis.yaml");
    fs::write(&second, fs::read_to_string(&second).unwrap() + &"# and more\n".repeat(1000))
        .unwrap();
    disk.fill();
    // There is room for the first file, but not for the second.
    let _ = fs::remove_file(disk.path().join("rest"));
    let room = fs::File::options().write(true).open(disk.path().join("filler")).unwrap();
    room.set_len(room.metadata().unwrap().len().saturating_sub(8 * 1024)).unwrap();
    let before = states(&plan);
    assert_refused(&workplan(disk.path(), &edit), "room for one of two");
    assert_eq!(states(&plan), before);
    room.set_len(0).unwrap();
    workplan(disk.path(), &edit).ok();
    let changed = states(&plan).into_iter().filter(|file| !before.contains(file)).count();
    assert_eq!(changed, 2);
}

#[test]
fn a_large_workbook_checks_for_space_first() {
    let head = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n";
    let activities: String = (0..5_001)
        .map(|id| format!("  - {{id: a{id}, title: T{id}, owners: [a], status: planned}}\n"))
        .collect();
    let root = folder(&[("2024.yaml", (head.to_owned() + &activities).as_bytes())]);
    let export = |temporary: &Path| {
        let mut command = crate::support::command(
            root.path(),
            &["export", "2024", "-o", "plan.xlsx", "--as-of", "2024-07-01"],
        );
        let output = command.env("TMPDIR", temporary).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, told) = export(&root.path().join("nowhere"));
    assert!(code == Some(2) && told.contains("the folder for temporary files"), "{told}");
    if let Some(disk) = SmallDisk::mount() {
        let (code, told) = export(disk.path());
        assert!(
            code == Some(2) && told.contains("has too little room: some 17 MiB are needed"),
            "{told}"
        );
    }
    // There is room at first, but not later.
    let script = format!(
        "trap '' XFSZ; ulimit -f 1000; exec {} export 2024 -o plan.xlsx",
        crate::support::program()
    );
    let stopped =
        Command::new("sh").args(["-c", &script]).current_dir(root.path()).output().unwrap();
    let told = String::from_utf8(stopped.stderr).unwrap();
    assert!(
        stopped.status.code() == Some(2)
            && told.contains("takes no more\nhelp: nothing was written"),
        "{told}"
    );
    assert!(!root.path().join("plan.xlsx").exists());
    assert_eq!(export(&std::env::temp_dir()), (Some(0), String::new()));
    let run = workplan(root.path(), &["import", "plan.xlsx"]);
    assert_eq!((run.code, run.stdout.starts_with("no change")), (Some(0), true), "{run:?}");
}

#[test]
fn output_to_a_full_device_is_reported() {
    let root = samples();
    let full = workplan(root.path(), &["status", "2023", "-o", "/dev/full"]);
    assert_refused(&full, "-o /dev/full");
    let output = crate::support::command(root.path(), &["list", "2023"])
        .stdout(fs::File::create("/dev/full").unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("the output cannot be written"),
        "{output:?}"
    );
    // If files were to be written, they are written all the same, and a message says so.
    let lost = "error: the files are written; only what was to be told of it is lost: the output cannot be written: ";
    for (arguments, file, is_written) in [
        (&["set", "1.3", "progress=55", "--plan", "2024"][..], "workplans/2024/1-field.yaml", true),
        (
            &["set", "1.3", "progress=56", "--plan", "2024", "--dry-run"],
            "workplans/2024/1-field.yaml",
            false,
        ),
        (
            &["add", "--plan", "2024", "--priority", "1", "--title", "New", "--owner", "iom"],
            "workplans/2024/1-field.yaml",
            true,
        ),
        (&["digest", "2024", "--out-dir", "mails", "--format", "html"], "mails/iom.html", true),
        (&["rollover", "2024", "--to", "2025"], "workplans/2025/plan.yaml", true),
        (&["init", "elsewhere"], "elsewhere/workplans/config.yaml", true),
    ] {
        let before = fs::read(root.path().join(file)).ok();
        let mut program =
            crate::support::command(root.path(), &[arguments, &["--as-of", "2024-09-15"]].concat());
        let output = program.stdout(fs::File::create("/dev/full").unwrap()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(said.contains(lost), is_written, "{arguments:?}: {said}");
        assert_eq!(fs::read(root.path().join(file)).ok() != before, is_written, "{arguments:?}");
    }
    let empty = folder(&[]);
    assert_eq!(workplan(empty.path(), &["init", "/dev/full/plans"]).code, Some(2));
}

#[test]
fn manual_pages_are_all_there_or_none() {
    let Some(disk) = SmallDisk::mount() else { return };
    let filler = disk.path().join("filler");
    for room in [16, 64, 100] {
        fs::write(&filler, vec![0; (256 - room) * 1024]).unwrap();
        let run = workplan(disk.path(), &["man", "pages"]);
        assert_refused(&run, "man");
        assert!(
            !disk.path().join("pages").exists(),
            "{room} KiB: {:?}",
            entries(&disk.path().join("pages"))
        );
        fs::remove_file(&filler).unwrap();
    }
}

/// Runs as an unprivileged user with at most N processes and threads.
#[test]
#[allow(clippy::print_stderr)]
fn a_workbook_export_without_threads_ends_with_a_message() {
    let root = samples();
    let place = temporary_folder();
    let program = place.path().join("workplan");
    fs::copy(crate::support::program(), &program).unwrap();
    let open =
        Command::new("chmod").args(["-R", "a+rX"]).args([root.path(), place.path()]).status();
    assert!(open.is_ok_and(|status| status.success()));
    for most in 1..=5 {
        let mut command = Command::new("setpriv");
        command
            .args([
                "--reuid=54321",
                "--regid=54321",
                "--clear-groups",
                "prlimit",
                &format!("--nproc={most}"),
            ])
            .arg(&program);
        let output =
            command.current_dir(root.path()).args(["export", "2023", "--format", "xlsx"]).output();
        let Some(output) = output
            .ok()
            .filter(|output| !String::from_utf8_lossy(&output.stderr).contains("setpriv"))
        else {
            eprintln!("no user without rights: it takes setpriv and the rights of root");
            return;
        };
        let said = String::from_utf8_lossy(&output.stderr);
        // A thread that ended in time may make room for the next one.
        if most > 1 && output.status.success() {
            assert!(output.stdout.starts_with(b"PK"), "{most}: {said}");
            continue;
        }
        assert_eq!(output.status.code(), Some(2), "{most}: {said}");
        assert!(
            said.contains("takes a thread to write") && !said.contains("panicked"),
            "{most}: {said}"
        );
    }
}

/// A disk that is full while changes are shared: nothing is lost, and the next run goes on.
#[test]
fn sharing_on_a_full_disk_loses_nothing() {
    let Some(disk) = SmallDisk::mount() else { return };
    let group = Group::new(&["ana", "kenji"]);
    group.set("kenji", "1.2", "status=ongoing");
    group.ok("kenji", &["share"]);
    group.set("ana", "1.1", "status=ongoing");
    copy(&group.path("ana"), &disk.path().join("ana"));
    let ana = disk.path().join("ana");
    let hub = group.path("hub.git").display().to_string();
    git(&ana, &["remote", "set-url", "origin", &hub]);
    let plan = || fs::read_to_string(ana.join("workplans/2024.yaml")).unwrap();
    let before = plan();
    disk.fill();
    for arguments in [["share"].as_slice(), &["update"], &["share", "--dry-run"]] {
        let run = workplan(&ana, arguments);
        assert_refused(&run, "sharing");
        let advice = run.stderr.lines().find(|line| line.starts_with("help: "));
        assert!(advice.is_some_and(|line| line.contains("room on the disk")), "{run:?}");
        assert_eq!(plan(), before);
    }
    // With room for the copy of the index, and not for the commit.
    for free in [8, 16, 24, 32] {
        fs::remove_file(disk.path().join("rest")).unwrap_or_default();
        let filler = fs::metadata(disk.path().join("filler")).unwrap().len();
        let less = usize::try_from(filler).unwrap() - free * 1024;
        fs::write(disk.path().join("filler"), vec![0; less]).unwrap();
        let run = workplan(&ana, &["share", "--dry-run"]);
        assert!(run.code == Some(0) || run.stderr.contains("room on the disk"), "{run:?}");
        assert_eq!(plan(), before);
    }
    let half_written = git(&ana, &["count-objects", "-v"]);
    assert!(half_written.contains("garbage: 0\n"), "{half_written}");
    let _ = fs::write(disk.path().join("rest"), "");
    fs::remove_file(disk.path().join("filler")).unwrap();
    fs::remove_file(disk.path().join("rest")).unwrap();
    let run = workplan(&ana, &["share"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(group.shared(), plan());
    assert_eq!(plan().matches("status: ongoing").count(), 2);
}

/// A disk with room for an edit and not for its entry in the journal: the edit is not taken for the
/// one before it.
#[test]
fn an_edit_without_room_for_the_journal_is_not_taken_for_the_one_before() {
    let Some(disk) = SmallDisk::mount() else { return };
    let group = Group::new(&["ana"]);
    copy(&group.path("ana"), &disk.path().join("ana"));
    let ana = disk.path().join("ana");
    let plan = || fs::read_to_string(ana.join("workplans/2024.yaml")).unwrap();
    let set = |id: &str, value: &str| workplan(&ana, &["set", id, value, "--plan", "2024"]);
    let mut not_kept = 0;
    for free in [4, 8, 12, 16] {
        set("1.1", &format!("weight={}", free + 1)).ok();
        disk.fill();
        fs::remove_file(disk.path().join("rest")).unwrap_or_default();
        let filler = fs::metadata(disk.path().join("filler")).unwrap().len();
        let less = usize::try_from(filler).unwrap() - free * 1024;
        fs::write(disk.path().join("filler"), vec![0; less]).unwrap();
        let before = plan();
        let run = set("1.2", &format!("weight={free}"));
        let is_kept = !run.stderr.contains("`workplan undo` cannot take this edit back");
        fs::remove_file(disk.path().join("filler")).unwrap();
        if run.code != Some(0) || is_kept {
            assert_eq!(run.code == Some(0), plan() != before, "{run:?}");
            continue;
        }
        not_kept += 1;
        let after = plan();
        let listed = workplan(&ana, &["undo", "--list"]).ok();
        assert!(listed.contains("(not kept: it cannot be taken back)"), "{listed}");
        let run = workplan(&ana, &["undo"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("cannot be taken back: it could not be kept"), "{run:?}");
        assert!(run.stderr.contains("once more takes back the edit before it"), "{run:?}");
        assert_eq!(plan(), after);
        let said = workplan(&ana, &["undo"]).ok();
        assert!(said.contains("1.1 Activity number 1"), "{said}");
        assert!(plan().contains(&format!("weight: {free}\n")), "{}", plan());
    }
    assert!(not_kept > 0);
}

#[test]
fn a_full_disk_gets_no_part_of_a_setup() {
    let Some(disk) = SmallDisk::mount() else { return };
    disk.fill();
    let before = entries(disk.path());
    let setup = || {
        let mut program = command(disk.path(), &["setup", "manual"]);
        program.env("HOME", disk.path());
        run(program)
    };
    assert_refused(&setup(), "setup");
    assert_eq!(entries(disk.path()), before);
    // With room for the record, and not for the pages.
    fs::write(disk.path().join("filler"), vec![0; 150 * 1024]).unwrap();
    assert_refused(&setup(), "setup");
    assert!(!disk.path().join(".local/share").exists());
    fs::remove_file(disk.path().join("filler")).unwrap();
    assert!(setup().ok().starts_with("manual: wrote "));
}
