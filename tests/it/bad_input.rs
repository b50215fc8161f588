//! Hostile files: the program never panics, prints no control characters, and exits with the right
//! status.

use crate::support::{folder, workplan};

const PLAN: &str = "schema: 1\ntitle: T\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
    \x20 - {id: 1.1, title: One, owners: [a], status: ongoing, due: 2024-06-30}\n";

/// Files that are not plans.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |sign: &str| sign.repeat(5000).into_bytes();
    let bomb: String = (0..30)
        .map(|n| {
            format!(
                "x_{n}: &n{n} [{}]\n",
                if n == 0 {
                    "a".to_owned()
                } else {
                    format!("*n{}, *n{}, *n{}", n - 1, n - 1, n - 1)
                }
            )
        })
        .collect();
    vec![
        ("empty", Vec::new()),
        ("a comment alone", b"# nothing\n".to_vec()),
        ("not UTF-8", b"schema: 1\ntitle: \xe9t\xe9\n".to_vec()),
        ("UTF-16", b"\xff\xfes\0c\0".to_vec()),
        ("a NUL", b"schema: 1\ntitle: a\0b\n".to_vec()),
        ("an escape", b"schema: 1\ntitle: a\x1b[31mb\n".to_vec()),
        ("reversed text", "schema: 1\ntitle: a\u{202e}b\n".into()),
        ("brackets", deep("[")),
        ("braces", deep("{a: ")),
        ("dashes", deep("- ")),
        ("aliases of aliases", (PLAN.to_owned() + &bomb).into_bytes()),
        ("an alias of itself", b"schema: 1\nx_a: &a [*a]\n".to_vec()),
        ("two documents", format!("{PLAN}---\n{PLAN}").into_bytes()),
        ("a key twice", PLAN.replace("title: T", "title: T\ntitle: U").into_bytes()),
        ("a merge key", PLAN.replace("title: T", "<<: {title: T}").into_bytes()),
        ("a list", b"- schema: 1\n".to_vec()),
        ("a word", b"workplan\n".to_vec()),
        ("a lone carriage return", PLAN.replace("title: T\n", "title: T\rx: y\n").into_bytes()),
        ("tabs", PLAN.replace("  title: P", "\ttitle: P").into_bytes()),
        ("a tag", PLAN.replace("title: T", "title: !!python/object T").into_bytes()),
        ("a long key", format!("{}: 1\n", "k".repeat(1 << 20)).into_bytes()),
        (
            "a huge number",
            PLAN.replace("due: 2024-06-30", &format!("weight: {}", "9".repeat(10_000)))
                .into_bytes(),
        ),
        ("a day that does not exist", PLAN.replace("2024-06-30", "2024-02-30").into_bytes()),
        ("nothing in a list", PLAN.replace("[a]", "[a, ~]").into_bytes()),
        ("broken off", PLAN.as_bytes().get(..PLAN.len() - 30).unwrap_or_default().to_vec()),
    ]
}

#[test]
fn no_command_panics_or_prints_control_characters() {
    for (what, bytes) in files() {
        let root = folder(&[
            ("2024.yaml", &bytes),
            ("2023.yaml", PLAN.replace("2024", "2023").as_bytes()),
        ]);
        let check = workplan(root.path(), &["check", "--as-of", "2024-03-01", "--format", "json"]);
        assert_eq!(check.code, Some(1), "{what}: {check:?}");
        let found = &check.json()["diagnostics"];
        let own = found
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["path"] == "workplans/2024.yaml" && one["level"] == "error");
        let lines = bytes.split(|&byte| byte == b'\n').count() as u64;
        let places: Vec<u64> = own.map(|one| one["line"].as_u64().unwrap()).collect();
        assert!(
            !places.is_empty() && places.iter().all(|line| (1..=lines).contains(line)),
            "{what}: {found}"
        );
        for command in [
            "status 2024",
            "list 2024 --lenient",
            "report 2024 --lenient --format html",
            "export 2024 --lenient --format iati",
            "set 1.1 progress=5",
            "rollover 2024",
            "check",
            "check --diff",
        ] {
            let arguments: Vec<&str> =
                command.split(' ').chain(["--as-of", "2024-03-01"]).collect();
            workplan(root.path(), &arguments).assert_clean();
        }
        assert_eq!(
            workplan(root.path(), &["status", "2024", "--as-of", "2024-03-01"]).code,
            Some(2),
            "{what}"
        );
        assert_eq!(
            workplan(root.path(), &["status", "2023", "--as-of", "2024-03-01"]).code,
            Some(0),
            "{what}: the other plan is not hurt"
        );
        assert_eq!(
            std::fs::read(root.path().join("workplans/2024.yaml")).unwrap(),
            bytes,
            "{what}: nothing is lost"
        );
    }
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_opened() {
    let root = folder(&[("2023.yaml", PLAN.as_bytes())]);
    let place = root.path().join("workplans/2024.yaml");
    let secret = root.path().join("secret");
    std::fs::write(&secret, PLAN).unwrap();
    std::os::unix::fs::symlink(&secret, &place).unwrap();
    let run = workplan(root.path(), &["status", "--as-of", "2024-03-01"]);
    assert!(
        run.code == Some(2) && run.stderr.contains("leads out of the workplans folder"),
        "{run:?}"
    );
    std::fs::remove_file(&place).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&place).status().unwrap();
    assert!(made.success());
    let run = workplan(root.path(), &["status", "--as-of", "2024-03-01"]);
    assert!(run.code == Some(2) && run.stderr.contains("not a regular file"), "{run:?}");
}

/// Files larger than 64 MiB are refused without reading them.
#[test]
fn a_file_has_a_largest_size() {
    let most = 64 << 20;
    let filled = |size: usize| {
        let mut text = PLAN.as_bytes().to_vec();
        text.push(b'#');
        text.append(&mut vec![b'x'; size - 1 - text.len()]);
        text.push(b'\n');
        text
    };
    let root = folder(&[("2024.yaml", &filled(most))]);
    let run = workplan(root.path(), &["check", "--as-of", "2024-03-01", "--format", "json"]);
    assert_eq!((run.code, &run.json()["errors"]), (Some(0), &0.into()), "{run:?}");
    std::fs::write(root.path().join("workplans/2024.yaml"), filled(most + 1)).unwrap();
    let run = workplan(root.path(), &["check", "--as-of", "2024-03-01", "--format", "json"]);
    let found = run.json();
    let [one] = found["diagnostics"].as_array().unwrap().as_slice() else { panic!("{found}") };
    assert_eq!(
        (&one["rule"], &one["line"], &one["message"]),
        (&"syntax".into(), &1.into(), &"this file is larger than 64 MiB".into())
    );
    assert_eq!(run.code, Some(1));
    assert_eq!(
        workplan(root.path(), &["set", "1.1", "progress=5", "--as-of", "2024-03-01"]).code,
        Some(2)
    );
}
