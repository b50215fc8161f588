//! Changes that try to be compared with the wrong base: a link to the working folder, a text
//! converted by git, and a link into `.git`.

use std::fs;
use std::os::unix::fs::symlink;

use crate::hostile_folders::{HEAD, ONE, ask, commit, endorsed, other, refused, write};
use crate::support::{git, init, temporary_folder};

#[test]
fn a_link_to_where_the_run_is_started_is_no_new_folder() {
    let root = endorsed(&["group/workplans"]);
    let path = root.path();
    write(path, "group/scripts/x", "x\n");
    write(path, "z/workplans/2024.yaml", &format!("{HEAD}{ONE}"));
    commit(path);
    git(path, &["branch", "-f", "main"]);
    symlink("group", path.join("new")).unwrap();
    commit(path);
    assert_eq!(
        ask(&path.join("new"), "check --base main", &[]).code,
        Some(0),
        "a new link is no harm"
    );
    git(path, &["rm", "-rq", "group"]);
    write(path, "h/workplans/2024.yaml", &other());
    write(path, "h/scripts/x", "x\n");
    for target in ["h", "z"] {
        let _ = fs::remove_file(path.join("group"));
        symlink(target, path.join("group")).unwrap();
        commit(path);
        for question in
            ["check --base main", "diff --merge-base main", "check --base main --at HEAD"]
        {
            refused(&ask(&path.join("group"), question, &[]), "`group` is a link to that");
        }
    }
    refused(
        &ask(path, "check --base main", &["--dir", "h/workplans"]),
        "there are plans in `group/workplans`, and that folder is gone",
    );
    refused(
        &ask(path, "check --base main --at HEAD", &["--dir", "h/workplans"]),
        "`group/workplans`, and that folder is gone",
    );
}

#[test]
fn a_file_that_git_converts_is_not_compared() {
    let root = endorsed(&["workplans"]);
    for (attribute, code) in [
        ("working-tree-encoding=ISO646-GB", 2),
        ("ident", 2),
        ("filter=x", 2),
        ("text eol=lf -filter", 0),
    ] {
        write(root.path(), ".gitattributes", &format!("/workplans/*.yaml {attribute}\n"));
        commit(root.path());
        for question in ["check --base main", "diff --merge-base main", "diff main --fail"] {
            let run = ask(root.path(), question, &[]);
            let is_named = run.stderr.contains("`.gitattributes` sets")
                && run.stderr.contains("`workplans/2024.yaml`");
            assert!(
                run.code == Some(code) && is_named == (code == 2),
                "{attribute}, {question}: {run:?}"
            );
        }
        assert_eq!(
            ask(root.path(), "check --base main --at HEAD", &[]).code,
            Some(0),
            "{attribute}"
        );
    }
}

#[test]
fn a_link_into_git_is_neither_read_nor_written() {
    let root = temporary_folder();
    let path = root.path();
    init(path);
    write(path, "2024.yaml", &format!("{HEAD}{ONE}"));
    for target in [".git/HEAD", "./x/../.GIT/HEAD"] {
        let _ = fs::remove_file(path.join("2025.yaml"));
        symlink(target, path.join("2025.yaml")).unwrap();
        let before = fs::read(path.join(".git/HEAD")).unwrap();
        for question in ["check", "check --fix", "status"] {
            let run = ask(path, question, &["--dir", "."]);
            assert!(
                run.code == Some(2)
                    && run.stderr.contains("2025.yaml")
                    && !run.stderr.contains("refs/heads"),
                "{run:?}"
            );
        }
        assert_eq!(fs::read(path.join(".git/HEAD")).unwrap(), before);
    }
}
