//! Links that a change puts in place of files: none leads out of the repository or into `.git`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::hostile_folders::{HEAD, ONE, ask, commit, endorsed, other, refused, write};
use crate::support::{git, init, temporary_folder, workplan};

/// The written files, by their paths in the working tree.
const OUTPUTS: &[(&str, &str)] = &[
    ("check --as-of 2024-02-01 --format gitlab -o faults.json", "faults.json"),
    ("status -o faults.json", "faults.json"),
    ("report --format html -o faults.json", "faults.json"),
    ("export -o faults.json", "faults.json"),
    ("export --format csv -o deep/er/faults.json", "deep"),
    ("digest --out-dir mails", "mails"),
    ("digest --out-dir mails/new", "mails"),
    ("export --history --out-dir mails", "mails"),
    ("man mails", "mails"),
];

#[test]
fn output_never_leaves_the_repository_through_its_links() {
    // The current day, because the commits are made today.
    let ask =
        |root: &Path, question: &str| workplan(root, &question.split(' ').collect::<Vec<_>>());
    let outside = temporary_folder();
    let program = outside.path().join("program");
    for (question, name) in OUTPUTS {
        let root = endorsed(&["workplans"]);
        let link = root.path().join(name);
        for target in
            [outside.path().to_owned(), root.path().join(".git"), root.path().join(".git/hooks")]
        {
            fs::create_dir_all(target.join("er")).unwrap();
            let _ = fs::remove_file(&link);
            fs::write(&program, "as it was").unwrap();
            let target = if *name == "faults.json" && target == outside.path() {
                program.clone()
            } else {
                target
            };
            symlink(&target, &link).unwrap();
            commit(root.path());
            let before = tree(&target);
            let run = ask(root.path(), question);
            assert!(
                run.code == Some(2) && run.stderr.contains("leads out of the repository"),
                "{question}: {run:?}"
            );
            assert!(run.stderr.contains(&format!("the link {name}")), "{question}: {run:?}");
            assert_eq!(tree(&target), before, "{question}: nothing is written");
            // An untracked link did not come with a change.
            git(root.path(), &["rm", "-q", "--cached", name]);
            git(root.path(), &["commit", "-q", "-m", "It is the user's own"]);
            if target == program {
                assert_eq!(ask(root.path(), question).code, Some(0), "{question}");
                assert_ne!(fs::read_to_string(&program).ok().as_deref(), Some("as it was"));
            }
        }
        // A link within the repository is followed.
        let _ = fs::remove_file(&link);
        fs::create_dir_all(root.path().join("inside/er")).unwrap();
        symlink("inside", &link).unwrap();
        if *name != "faults.json" {
            commit(root.path());
            assert_eq!(ask(root.path(), question).code, Some(0), "{question}");
        }
    }
}

/// Returns the names below a folder, or the content of a file.
fn tree(path: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(path) else { return vec![fs::read_to_string(path).unwrap()] };
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap())
        .flat_map(|entry| {
            let own = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() {
                [vec![own], tree(&entry.path())].concat()
            } else {
                vec![own]
            }
        })
        .filter(|name| !name.contains("index"))
        .collect();
    names.sort();
    names
}

#[test]
fn imports_never_read_outside_the_repository_through_its_links() {
    let outside = temporary_folder();
    let sheet = outside.path().join("private.csv");
    fs::write(&sheet, "id,title,status\n1,Private,ongoing\n").unwrap();
    let root = endorsed(&["workplans"]);
    symlink(&sheet, root.path().join("sheet.csv")).unwrap();
    commit(root.path());
    let run = ask(root.path(), "import sheet.csv --to 2025 --dry-run", &[]);
    refused(&run, "the link sheet.csv leads out of the repository");
    assert!(!run.stderr.contains("Private"));
    git(root.path(), &["rm", "-q", "--cached", "sheet.csv"]);
    git(root.path(), &["commit", "-q", "-m", "It is the user's own"]);
    assert!(
        !ask(root.path(), "import sheet.csv --to 2025 --dry-run", &[]).stderr.contains("leads out")
    );
}

#[test]
fn chains_of_links_are_checked_as_well() {
    let outside = temporary_folder();
    fs::write(outside.path().join("victim"), "as it was").unwrap();
    let root = endorsed(&["workplans"]);
    let path = root.path();
    fs::create_dir_all(path.join("real")).unwrap();
    fs::create_dir_all(path.join(".cargo/bin")).unwrap();
    write(path, ".gitignore", ".cargo\nown\n");
    write(path, ".cargo/bin/workplan", "a program");
    write(path, "known.txt", "known\n");
    write(path, "sheet.csv", "Activity,Owner,Status,Due\nMap the routes,A,planned,2025-06-30\n");
    symlink("real", path.join("public")).unwrap();
    symlink(outside.path().join("victim"), path.join("real/file")).unwrap();
    symlink(outside.path(), path.join("real/folder")).unwrap();
    symlink(".cargo/bin/workplan", path.join("program")).unwrap();
    symlink("known.txt", path.join("alias")).unwrap();
    symlink("/proc/self/fd/1", path.join("pipe")).unwrap();
    commit(path);
    // The user's own links: one into the working tree, and one to a tracked link.
    symlink(path.join("real"), outside.path().join("checkout")).unwrap();
    symlink("real/file", path.join("own")).unwrap();
    let through = outside.path().join("checkout/file").display().to_string();
    let before = tree(outside.path());
    for question in [
        "status 2024 -o public/file",
        "status 2024 -o own",
        &format!("status 2024 -o {through}"),
        "status 2024 -o program",
        "status 2024 -o pipe",
        "digest --out-dir public/folder",
        "import sheet.csv --to 2025 --write-mapping public/folder/map.toml",
    ] {
        let run = ask(path, question, &[]);
        assert!(
            run.code == Some(2) && run.stderr.contains("it is not followed"),
            "{question}: {run:?}"
        );
        assert_eq!(tree(outside.path()), before, "{question}");
    }
    assert_eq!(fs::read_to_string(outside.path().join("victim")).unwrap(), "as it was");
    assert_eq!(fs::read_to_string(path.join(".cargo/bin/workplan")).unwrap(), "a program");
    refused(
        &ask(path, "list 2024 --dir public/folder", &[]),
        "is a link that leads out of the repository",
    );
    refused(&ask(path, "import public/file --to 2025", &[]), "leads out of the repository");
    assert_eq!(
        ask(path, "status 2024 -o alias", &[]).code,
        Some(0),
        "a tracked file may be written"
    );
}

#[test]
fn a_first_plan_is_not_written_into_git() {
    for (link, target, more) in
        [("workplans", ".git/refs/heads", &[][..]), (".github", ".git", &["--ci", "github"])]
    {
        let root = temporary_folder();
        init(root.path());
        symlink(target, root.path().join(link)).unwrap();
        commit(root.path());
        let before = tree(&root.path().join(".git"));
        let run = workplan(root.path(), &[&["init"], more].concat());
        assert!(
            run.code == Some(2)
                && run.stderr.contains(&format!("the link {link} leads out of the repository")),
            "{run:?}"
        );
        assert_eq!(tree(&root.path().join(".git")), before);
    }
}

#[test]
fn a_row_of_links_is_followed_as_far_on_the_disk_as_in_a_commit() {
    for number in 1..12 {
        let root = endorsed(&["workplans"]);
        let plans = root.path().join("workplans");
        fs::create_dir(plans.join(".d")).unwrap();
        fs::rename(plans.join("2024.yaml"), plans.join(".d/0")).unwrap();
        for link in 1..number {
            symlink((link - 1).to_string(), plans.join(format!(".d/{link}"))).unwrap();
        }
        symlink(format!(".d/{}", number - 1), plans.join("2024.yaml")).unwrap();
        commit(root.path());
        let codes = [&[][..], &["--at", "HEAD"]].map(|at| ask(root.path(), "list 2024", at).code);
        assert_eq!(codes, [Some(if number > 8 { 2 } else { 0 }); 2], "{number} links");
    }
}

#[test]
fn links_to_where_the_run_was_started_are_counted_before_git_is_asked_about_each() {
    let root = endorsed(&["workplans"]);
    for number in 0..65 {
        symlink(".", root.path().join(format!("link{number}"))).unwrap();
    }
    commit(root.path());
    refused(
        &ask(root.path(), "check --base main", &[]),
        "more than 64 links lead to where the run was started",
    );
}

#[test]
fn a_mail_map_that_git_would_sort_for_minutes_is_refused() {
    let root = endorsed(&["workplans"]);
    let lines: String = (0..16_000)
        .rev()
        .map(|number| format!("N <new@example.org> <old{number:07}@example.org>\n"))
        .collect();
    write(root.path(), ".mailmap", &lines);
    commit(root.path());
    for question in ["log 1 2024", "check --base main", "trend 2024"] {
        refused(&ask(root.path(), question, &[]), "the file .mailmap has more than 256 KiB");
    }
    // The map of the newest commit, if there is no working tree.
    let bare = temporary_folder();
    git(bare.path(), &["clone", "-q", "--bare", &root.path().display().to_string(), "."]);
    refused(
        &ask(bare.path(), "log 1 2024 --at HEAD", &[]),
        "the file .mailmap has more than 256 KiB",
    );
}

#[test]
fn a_file_that_is_named_is_not_excused_by_one_that_is_not() {
    let root = endorsed(&["workplans"]);
    let list = HEAD.find("priorities:").unwrap();
    let (head, list) = HEAD.split_at(list);
    let other = "schema: 1\npriorities: [{id: q, title: Q, activities: []}]\n";
    fs::remove_file(root.path().join("workplans/2024.yaml")).unwrap();
    write(root.path(), "workplans/2024/plan.yaml", head);
    write(
        root.path(),
        "workplans/2024/a.yaml",
        &format!("schema: 1\n{list}{ONE}{}", ONE.replace('1', "2").replace("One", "Two")),
    );
    write(root.path(), "workplans/2024/b.yaml", other);
    commit(root.path());
    git(root.path(), &["branch", "-f", "main"]);
    write(root.path(), "workplans/2024/a.yaml", &format!("schema: 1\n{list}{ONE}"));
    commit(root.path());
    let file = "check workplans/2024/a.yaml --base main";
    let run = ask(root.path(), file, &[]);
    assert!(run.code == Some(1) && run.stdout.contains("activity-removed"), "{run:?}");
    write(root.path(), "workplans/2024/b.yaml", &other.replace("]}]", "]}"));
    commit(root.path());
    let run = ask(root.path(), file, &[]);
    assert!(run.code == Some(1) && run.stdout.contains("workplans/2024/b.yaml"), "{run:?}");
    assert_eq!(
        ask(root.path(), "check workplans/2024/a.yaml", &[]).code,
        Some(0),
        "without a base, a file is checked alone"
    );
}

#[test]
fn links_take_no_more_of_the_disk_than_of_a_commit() {
    let root = endorsed(&["workplans"]);
    let plans = root.path().join("workplans");
    fs::rename(plans.join("2024.yaml"), plans.join(".real")).unwrap();
    let target = format!("{}.real", "./".repeat(2_000));
    for number in 0..2_200 {
        symlink(&target, plans.join(format!("{number}.yaml"))).unwrap();
    }
    commit(root.path());
    for at in [&[][..], &["--at", "HEAD"]] {
        let run = ask(root.path(), "check", at);
        assert!(
            run.code == Some(2)
                && run
                    .stderr
                    .contains("the links in the workplans folder lead through more than 8 MiB"),
            "{run:?}"
        );
    }
}

#[test]
fn a_name_that_git_cannot_be_asked_about_is_compared_with_nothing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let root = endorsed(&["workplans"]);
    let plans = root.path().join("workplans");
    fs::create_dir(plans.join("2024")).unwrap();
    let name = plans.join("2024").join(OsStr::from_bytes(b"p\xff.yaml"));
    if fs::rename(plans.join("2024.yaml"), &name).is_err() {
        return; // The disk takes no such name.
    }
    write(
        root.path(),
        ".gitattributes",
        "/workplans/2024/*.yaml working-tree-encoding=ISO646-GB\n",
    );
    commit(root.path());
    for question in ["check --base main", "diff --merge-base main --fail"] {
        let run = ask(root.path(), question, &[]);
        assert!(
            run.code == Some(2) && run.stderr.contains("whose name is not UTF-8"),
            "{question}: {run:?}"
        );
    }
}

#[test]
fn an_activity_of_the_same_id_and_another_title_is_not_the_one_that_is_gone() {
    let root = endorsed(&["workplans"]);
    write(root.path(), "workplans/2024.yaml", &format!("{HEAD}{ONE}"));
    let next = other().replace("2024", "2023").replace("id: '1'", "id: '2'");
    for (title, code, rule) in [("Mine", 1, "activity-removed"), ("Two", 0, "activity-moved")] {
        write(
            root.path(),
            "workplans/2023.yaml",
            &next.replace("title: Mine}]", &format!("title: {title}}}]")),
        );
        commit(root.path());
        let run = ask(root.path(), "check --base main", &[]);
        assert!(run.code == Some(code) && run.stdout.contains(rule), "{title}: {run:?}");
    }
    // Its own claim to continue that activity does not count.
    let next = next.replace("id: '2'", "id: '9', carried_from: 2024/2");
    write(root.path(), "workplans/2023.yaml", &next);
    fs::remove_file(root.path().join("workplans/2024.yaml")).unwrap();
    commit(root.path());
    let run = ask(root.path(), "check --base main", &[]);
    assert!(run.code == Some(1) && run.stdout.contains("activity-removed"), "{run:?}");
}
