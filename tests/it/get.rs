//! Getting a copy of what a group shares.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::share::{Group, ORGANIZATIONS, long_plan};
use crate::support::{command, entries, git, temporary_folder, workplan};

#[test]
fn a_copy_is_set_up_and_the_next_steps_are_named() {
    let group = Group::new(&[]);
    let folder = temporary_folder();
    let hub = group.path("hub.git").display().to_string();
    let said = workplan(folder.path(), &["get", &hub]).ok();
    assert_eq!(
        said,
        "hub is your copy now. Plans: 2024.\n\nwhat to do next:\n  cd hub\n  \
         workplan me ORGANIZATION\n  workplan mine\n"
    );
    let copy = folder.path().join("hub");
    let driver = git(&copy, &["config", "merge.workplan.driver"]);
    assert_eq!(driver, "workplan merge-file --path %P --marker-size %L %O %A %B\n");
    let attribute = git(&copy, &["check-attr", "merge", "workplans/2024.yaml", "README"]);
    assert_eq!(attribute, "workplans/2024.yaml: merge: workplan\nREADME: merge: unspecified\n");
    assert_eq!(git(&copy, &["status", "--porcelain"]), "");
    // Into an empty folder that is there, but into no other one.
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    assert_eq!(workplan(folder.path(), &["get", &hub, "empty"]).code, Some(0));
    let before = entries(&copy);
    let run = workplan(folder.path(), &["get", &hub]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("the folder hub has files in it"), "{run:?}");
    assert_eq!(entries(&copy), before);
}

#[test]
fn plans_below_the_root_are_found_and_an_empty_copy_is_told() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    std::fs::create_dir_all(ana.join("docs/group")).unwrap();
    git(&ana, &["mv", "workplans", "docs/group/workplans"]);
    git(&ana, &["commit", "-qm", "Move"]);
    git(&ana, &["push", "-q", "origin", "main"]);
    let folder = temporary_folder();
    let hub = group.path("hub.git").display().to_string();
    let said = workplan(folder.path(), &["get", &hub]).ok();
    assert!(said.contains("cd hub/docs/group\n"), "{said}");
    let copy = folder.path().join("hub");
    let attribute = git(&copy, &["check-attr", "merge", "docs/group/workplans/2024.yaml"]);
    assert!(attribute.ends_with("merge: workplan\n"), "{attribute}");
    git(group.root.path(), &["init", "-q", "--bare", "-b", "main", "empty.git"]);
    let empty = group.path("empty.git").display().to_string();
    let run = workplan(folder.path(), &["get", &empty]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("There is no plan in it yet."), "{run:?}");
    // The first plan goes the same way.
    let own = folder.path().join("empty");
    crate::support::write(&own, "2024.yaml", &long_plan(1));
    crate::support::write(&own, "organizations.yaml", ORGANIZATIONS);
    git(&own, &["config", "user.name", "ana"]);
    git(&own, &["config", "user.email", "ana@example.org"]);
    let said = workplan(&own, &["share"]).ok();
    assert!(said.contains("Saved your changes: Add the plan 2024."), "{said}");
    assert!(git(&group.path("empty.git"), &["log", "--oneline", "main"]).contains("Add the plan"));
}

#[test]
fn a_repository_that_is_the_workplans_folder_itself() {
    let group = Group::new(&[]);
    let root = group.path("only");
    std::fs::create_dir(&root).unwrap();
    crate::support::init(&root);
    std::fs::write(root.join("organizations.yaml"), ORGANIZATIONS).unwrap();
    std::fs::write(root.join("2024.yaml"), long_plan(2)).unwrap();
    git(&root, &["add", "-A"]);
    git(&root, &["commit", "-qm", "As endorsed"]);
    git(group.root.path(), &["clone", "-q", "--bare", "only", "only.git"]);
    let folder = temporary_folder();
    let said =
        workplan(folder.path(), &["get", &group.path("only.git").display().to_string()]).ok();
    assert!(said.starts_with("only is your copy now. Plans: 2024.\n"), "{said}");
    assert!(said.contains("  cd only\n"), "{said}");
    let copy = folder.path().join("only");
    let attribute = git(&copy, &["check-attr", "merge", "2024.yaml"]);
    assert!(attribute.ends_with("merge: workplan\n"), "{attribute}");
    git(&copy, &["config", "user.name", "ana"]);
    git(&copy, &["config", "user.email", "ana@example.org"]);
    let run = workplan(&copy, &["set", "1.1", "status=ongoing"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let said = workplan(&copy, &["share"]).ok();
    assert!(said.contains("Saved your changes: Start 1.1."), "{said}");
    let shared = git(&group.path("only.git"), &["show", "main:2024.yaml"]);
    assert!(shared.contains("status: ongoing"), "{shared}");
    // A repository with other YAML files is none.
    std::fs::remove_file(copy.join("2024.yaml")).unwrap();
    std::fs::write(copy.join("compose.yaml"), "services: {}\n").unwrap();
    let run = workplan(&copy, &["list"]);
    assert!(run.stderr.contains("there is no folder called `workplans` here"), "{run:?}");
}

#[test]
fn further_workplans_folders_are_named() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    for name in ["p1", "p2"] {
        std::fs::create_dir(ana.join(name)).unwrap();
        crate::support::copy(&ana.join("workplans"), &ana.join(name).join("workplans"));
    }
    git(&ana, &["rm", "-rqf", "workplans"]);
    git(&ana, &["add", "-A"]);
    git(&ana, &["commit", "-qm", "Two"]);
    git(&ana, &["push", "-q", "origin", "main"]);
    let folder = temporary_folder();
    let said = workplan(folder.path(), &["get", &group.path("hub.git").display().to_string()]).ok();
    let line = "\nIt has further workplans folders: p2/workplans. `--dir` names one.\n";
    assert!(said.contains(line), "{said}");
    assert!(said.contains("  cd hub/p1\n"), "{said}");
}

#[test]
fn a_copy_that_fails_leaves_nothing() {
    let folder = temporary_folder();
    for (address, said) in [
        ("nowhere.git", "there is no copy to get at nowhere.git"),
        (
            "https://user:secret@127.0.0.1:9/x.git",
            "there is no copy to get at https://127.0.0.1:9/x.git",
        ),
        (
            "https://user:se/cret@127.0.0.1:9/x.git?token=secret",
            "there is no copy to get at https://127.0.0.1:9/x.git, or",
        ),
        ("-x", "unexpected argument"),
        ("..", "does not say how the folder is to be called"),
        ("", "the address is empty"),
    ] {
        let run = workplan(folder.path(), &["get", address]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(said) && !run.stderr.contains("cret"), "{run:?}");
        assert!(!run.stderr.contains("Cloning into"), "{run:?}");
        run.assert_clean();
        assert!(entries(folder.path()).is_empty(), "{address}");
    }
}

#[test]
fn an_interruption_leaves_no_half_copy() {
    let folder = temporary_folder();
    let (slow, sign) = (folder.path().join("slow"), folder.path().join("sign"));
    std::fs::write(&slow, format!("#!/bin/sh\ntouch '{}'\nsleep 20\n", sign.display())).unwrap();
    std::fs::set_permissions(&slow, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut child = command(folder.path(), &["get", "ssh://nowhere.invalid/plans.git"])
        .env("GIT_SSH_COMMAND", &slow)
        .process_group(0)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while !sign.exists() {
        assert!(begun.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(5));
    }
    let id = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process_group(id, Signal::INT).unwrap();
    assert!(!child.wait().unwrap().success());
    // Git removes its folder when it is interrupted.
    while folder.path().join("plans").exists() {
        assert!(begun.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Answers each request in this way, as long as the test runs.
pub fn serve(answer: &'static str) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = [0; 4096];
            let _ = std::io::Read::read(&mut stream, &mut request);
            let _ = std::io::Write::write_all(&mut stream, answer.as_bytes());
        }
    });
    format!("http://joe:s3cret@{address}/x.git")
}

#[test]
fn a_page_for_signing_in_and_a_wrong_password_are_named() {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n\
                <html>\nSign in\n</html>\n";
    let line = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>";
    let asks = "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\
                Connection: close\r\n\r\n";
    for (answer, words) in [
        (page, ["answers with a web page, such as one for signing in", "ask the person who"]),
        (asks, ["asks for a user name and a password", "can give you access"]),
        (line, ["answers with a web page, such as one for signing in", "ask the person who"]),
    ] {
        let folder = temporary_folder();
        let run = workplan(folder.path(), &["get", &serve(answer)]);
        assert_eq!(run.code, Some(2), "{run:?}");
        for words in words {
            assert!(run.stderr.contains(words), "{words}: {run:?}");
        }
        assert!(!run.stderr.contains("s3cret") && !run.stdout.contains("s3cret"), "{run:?}");
        assert!(entries(folder.path()).is_empty());
    }
    let folder = temporary_folder();
    let run = workplan(folder.path(), &["get", "joe:s3cret@127.0.0.1/x.git"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(!run.stderr.contains("s3cret"), "{run:?}");
}
