//! Concurrent edits, killed edits, files that cannot be written, and values that contain YAML: the
//! file is always the old one or the new one.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use crate::edit::{PLAN, SIMPLE, TALL, plan_of, run};
use crate::support::{command, entries, folder, workplan};

#[test]
fn yaml_in_a_value_is_text_or_refused() {
    let texts = [
        "a\nstatus: completed",
        "x # y",
        "a: b",
        "{a: b}",
        "[a]",
        "}, {id: 9",
        "]",
        "'",
        "\"",
        "\\",
        "*a",
        "&a b",
        "!tag",
        "|",
        ">-",
        "- a",
        "? a",
        "~",
        "null",
        "---",
        "...",
        "%YAML",
        "@a",
        "`a",
        "a\n\n---\nb",
        " a",
        "a ",
        "\ta",
        "#",
        "é\u{2028}x",
        "\u{feff}a",
        "a\\nb",
        "<<",
        "=",
        "on",
        "0x1",
        "a,b",
        "\u{85}",
        "\u{1b}[2J",
        "\u{202e}a",
        "a\r\nb",
        "\u{0}x",
    ];
    for activity in [SIMPLE, TALL] {
        for text in texts.iter().filter(|text| !text.contains('\0')) {
            let before = format!("{PLAN}{activity}");
            let folder = folder(&[("2024.yaml", before.as_bytes())]);
            let run =
                run(folder.path(), &["set", "1", &format!("remarks={text}"), "--format", "json"]);
            run.assert_clean();
            if run.code == Some(2) {
                assert!(
                    text.contains(
                        |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}'
                    ),
                    "{text:?} is refused: {}",
                    run.stderr
                );
                assert_eq!(plan_of(folder.path()), before);
                continue;
            }
            let list = workplan(folder.path(), &["show", "1", "--format", "json"]).json();
            assert_eq!(
                list["remarks"].as_str().or(list["activity"]["remarks"].as_str()),
                Some(*text),
                "{}\n{list}",
                plan_of(folder.path())
            );
        }
    }
}

#[test]
fn concurrent_edits_are_all_made() {
    let count = 20;
    let activities: String =
        (1..=count).map(|number| TALL.replace("id: 1", &format!("id: {number}"))).collect();
    let folder = folder(&[("2024.yaml", format!("{PLAN}{activities}").as_bytes())]);
    let start = |number: i32| {
        command(folder.path(), &["done", &number.to_string(), "--as-of", "2024-09-15"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut running: Vec<_> = (1..=count).map(start).collect();
    assert!(running.iter_mut().all(|process| process.wait().unwrap().success()));
    assert_eq!(plan_of(folder.path()).matches("completed: 2024-09-15").count(), count as usize);
    assert_eq!(entries(&folder.path().join("workplans")).len(), 1, "nothing is left behind");
}

#[test]
fn a_long_wait_for_the_lock_is_said() {
    use std::io::{BufRead, BufReader, Read};
    let folder = folder(&[("2024.yaml", format!("{PLAN}{TALL}").as_bytes())]);
    let lock = workplan::store::lock(&folder.path().join("workplans")).unwrap();
    let mut writing = command(folder.path(), &["set", "1", "weight=2", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(writing.stderr.take().unwrap()).read_line(&mut said).unwrap();
    assert_eq!(
        said,
        "note: waiting for another program that is changing these files; Ctrl-C gives up\n"
    );
    drop(lock);
    assert!(writing.wait().unwrap().success());
    let mut answer = String::new();
    writing.stdout.take().unwrap().read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with('{'), "{answer}");
}

#[test]
fn reading_does_not_wait_for_the_lock() {
    let folder = folder(&[("2024.yaml", format!("{PLAN}{TALL}").as_bytes())]);
    let lock = workplan::store::lock(&folder.path().join("workplans")).unwrap();
    assert!(
        run(folder.path(), &["set", "1", "weight=2", "--dry-run"])
            .ok()
            .contains("+    weight: 2\n")
    );
    run(folder.path(), &["rollover", "2024", "--dry-run"]).ok();
    let mut writing =
        command(folder.path(), &["set", "1", "weight=2"]).stdout(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(writing.try_wait().unwrap().is_none(), "who writes waits");
    drop(lock);
    assert!(writing.wait().unwrap().success());
    assert!(plan_of(folder.path()).contains("    weight: 2\n"));
}

#[test]
fn a_process_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let activities: String =
        (1..=400).map(|number| TALL.replace("id: 1", &format!("id: {number}"))).collect();
    let mut text = format!("{PLAN}{activities}");
    let folder = folder(&[("2024.yaml", text.as_bytes())]);
    let mut outcomes = [0, 0];
    let started = std::time::Instant::now();
    run(folder.path(), &["set", "7", "weight=2"]).ok();
    let whole = started.elapsed().as_micros() as u64;
    text = plan_of(folder.path());
    for turn in 0..60u64 {
        let weight = format!("weight={}", turn + 3);
        let mut process = command(folder.path(), &["set", "7", &weight])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(whole * (turn * 37 % 60) / 50));
        // The process may have ended already.
        let _ = process.kill();
        let ended_well = process.wait().unwrap().success();
        let now = plan_of(folder.path());
        let new = text.replace(
            &format!("weight: {}", text.split("weight: ").nth(1).unwrap().lines().next().unwrap()),
            &weight.replace('=', ": "),
        );
        assert!(now == new || now == text && !ended_well, "turn {turn}");
        outcomes[usize::from(now == new)] += 1;
        text = now;
    }
    assert!(
        outcomes.iter().all(|&count| count > 0),
        "some are killed in time, and some are not: {outcomes:?}"
    );
    run(folder.path(), &["done", "8"]).ok();
    assert_eq!(
        workplan(folder.path(), &["check"]).code,
        Some(0),
        "a leftover temporary file is not read as a plan"
    );
}

#[cfg(unix)]
#[test]
fn edits_keep_file_mode_and_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("2024/.parts/real.yaml", format!("{PLAN}{TALL}").as_bytes())]);
    let (real, link) = (
        folder.path().join("workplans/2024/.parts/real.yaml"),
        folder.path().join("workplans/2024/plan.yaml"),
    );
    symlink(".parts/real.yaml", &link).unwrap();
    for mode in [0o640, 0o666, 0o600] {
        fs::set_permissions(&real, fs::Permissions::from_mode(mode)).unwrap();
        run(folder.path(), &["set", "1", &format!("weight={mode}")]).ok();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, mode);
        assert!(fs::read_to_string(&real).unwrap().contains(&format!("weight: {mode}\n")));
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_stays_as_it_was() {
    use std::process::Command;
    let before =
        format!("{PLAN}{}", TALL.replace("title: T", &format!("title: {}", "T".repeat(4000))));
    let folder = folder(&[("2024.yaml", before.as_bytes())]);
    // Files larger than a block cannot be written: the signal ends the process, or the write fails.
    for (trap, code) in [("", None), ("trap '' XFSZ;", Some(2))] {
        let script =
            format!("{trap} ulimit -f 1; exec {} set 1 weight=2", crate::support::program());
        let output =
            Command::new("sh").current_dir(folder.path()).args(["-c", &script]).output().unwrap();
        assert_eq!(output.status.code(), code, "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(plan_of(folder.path()), before);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(code.is_none() || said.contains("workplans/2024.yaml cannot be written"), "{said}");
    }
    use std::os::unix::fs::PermissionsExt;
    let workplans = folder.path().join("workplans");
    fs::set_permissions(&workplans, fs::Permissions::from_mode(0o555)).unwrap();
    let writable = fs::write(workplans.join(".probe"), "").is_ok();
    let run = run(folder.path(), &["set", "1", "weight=2"]);
    fs::set_permissions(&workplans, fs::Permissions::from_mode(0o755)).unwrap();
    // The superuser can write despite the mode of the folder.
    assert_eq!(run.code, Some(if writable { 0 } else { 2 }), "{}", run.stderr);
    assert!(writable || plan_of(folder.path()) == before);
}

#[test]
fn edits_leave_no_other_files() {
    let folder = folder(&[
        ("2024.yaml", format!("{PLAN}{TALL}").as_bytes()),
        (".workplan-abc123", b"schema: ["),
        (".workplan-lock", b""),
    ]);
    run(folder.path(), &["done", "1"]).ok();
    let names: Vec<Value> = entries(&folder.path().join("workplans"))
        .iter()
        .map(|path| json!(path.file_name().unwrap().to_str()))
        .collect();
    assert_eq!(names, [".workplan-abc123", ".workplan-lock", "2024.yaml"]);
}
