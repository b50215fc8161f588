//! `endorse`: what becomes a commitment, `endorsed` and `baseline` in the plan, and the tag.

use std::fs;
use std::path::Path;

use crate::import_dialogue::typed;
use crate::json_shapes::assert_shape;
use crate::support::{Run, command, commit, folder, git, repository, workplan, write};

const PLAN: &str = "schema: 1
title: Plan of 2024 # the title
period: {start: 2024-01-01, end: 2024-12-31}
chairs: [a]
target: 80
organizations: [{id: a, name: A, focal_points: [{name: N}]}]
priorities:
- id: p
  title: First
  activities:
  - {id: p.1, title: One, owners: [a], status: planned, due: 2024-06-30}
  - {id: p.2, title: Two, owners: [a], status: cancelled, due: 2024-06-30, reason: No funds}
- id: q
  title: Second
  activities:
  - {id: q.1, title: Three, owners: [a], status: ongoing, due: 2024-09-30}
";

fn made() -> tempfile::TempDir {
    let root = repository(&[("2024.yaml", PLAN.as_bytes())]);
    git(root.path(), &["config", "user.name", "Chair"]);
    git(root.path(), &["config", "user.email", "chair@example.org"]);
    root
}

fn plan(root: &Path) -> String {
    fs::read_to_string(root.join("workplans/2024.yaml")).unwrap()
}

fn run(root: &Path, arguments: &[&str]) -> Run {
    let run = workplan(root, &[&["endorse"], arguments, &["--as-of", "2024-01-15"]].concat());
    run.assert_clean();
    run
}

fn endorsed(keys: &str) -> String {
    PLAN.replace("target: 80\n", &format!("{keys}target: 80\n"))
}

#[test]
fn endorse_writes_the_day_and_the_baseline_and_makes_the_tag() {
    let root = made();
    let looked = run(root.path(), &["--dry-run"]);
    for part in [
        "Plan of 2024, endorsed 15 January 2024: 2 activities become a commitment",
        "p First (1)\n",
        "p.1  One",
        "q.1  Three",
        "baseline: the tag v2024, at ",
    ] {
        assert!(looked.stdout.contains(part), "{part}: {looked:?}");
    }
    assert!(!looked.stdout.contains("p.2"), "{looked:?}");
    assert_eq!((plan(root.path()).as_str(), git(root.path(), &["tag"]).as_str()), (PLAN, ""));
    let done = run(root.path(), &["2024", "--date", "8 January"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(plan(root.path()), endorsed("endorsed: 2024-01-08\nbaseline: v2024\n"));
    let kind = git(root.path(), &["cat-file", "-t", "v2024"]);
    let text = git(root.path(), &["tag", "-l", "--format=%(contents:subject)", "v2024"]);
    assert_eq!((kind.trim(), text.trim()), ("tag", "Plan of 2024, endorsed 8 January 2024"));
    let head = git(root.path(), &["rev-parse", "HEAD"]);
    assert_eq!(git(root.path(), &["rev-parse", "v2024^{commit}"]), head);
    // The baseline works at once.
    let status = workplan(root.path(), &["status", "--as-of", "2024-03-01", "--format", "json"]);
    assert_eq!(status.json()["baseline"]["activities"], 3, "{status:?}");
    let again = run(root.path(), &[]);
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(again.stderr.contains("`workplan set plan:2024 endorsed=DATE`"), "{again:?}");
    // A revised plan is endorsed once more.
    commit(root.path(), "Revised");
    let again = run(root.path(), &["--again", "--tag", "v2024-revised"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert_eq!(plan(root.path()), endorsed("endorsed: 2024-01-15\nbaseline: v2024-revised\n"));
}

#[test]
fn a_state_that_git_does_not_hold_gets_no_tag() {
    let root = made();
    write(root.path(), "2024.yaml", &PLAN.replace("One", "Uno"));
    let refused = run(root.path(), &[]);
    assert!(refused.code == Some(2) && refused.stderr.contains("`workplan share`"), "{refused:?}");
    write(root.path(), "2024.yaml", PLAN);
    // Changes elsewhere are of no concern.
    fs::write(root.path().join("notes.txt"), "notes").unwrap();
    git(root.path(), &["tag", "v2024"]);
    assert_eq!(run(root.path(), &["--dry-run"]).code, Some(0));
    commit(root.path(), "Later");
    for (arguments, part) in [
        (&[][..], "the tag `v2024` names another state already"),
        (&["--tag", "a b"], "`a b` cannot be the name of a tag"),
        (&["--tag=-d"], "`-d` cannot be the name of a tag"),
        (&["2023"], "there is no plan called `2023`"),
        (&["--date", "someday"], "a date is a day"),
    ] {
        let refused = run(root.path(), arguments);
        assert!(refused.code == Some(2) && refused.stderr.contains(part), "{refused:?}");
        assert_eq!(plan(root.path()), PLAN, "{refused:?}");
    }
    assert_eq!(git(root.path(), &["tag"]), "v2024\n");
    // No commit yet, and no git at all.
    let empty = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let alone = run(empty.path(), &[]);
    assert_eq!(alone.code, Some(0), "{alone:?}");
    assert_eq!(plan(empty.path()), endorsed("endorsed: 2024-01-15\n"));
    assert!(alone.stderr.contains("no baseline is recorded"), "{alone:?}");
    write(empty.path(), "2024.yaml", PLAN);
    git(empty.path(), &["init", "-q"]);
    let refused = run(empty.path(), &[]);
    assert!(
        refused.code == Some(2) && refused.stderr.contains("no commit that holds"),
        "{refused:?}"
    );
}

#[cfg(unix)]
#[test]
fn the_tag_is_signed_if_git_is_set_up_to_sign() {
    use std::os::unix::fs::PermissionsExt;
    let root = made();
    let program = root.path().join("gpg");
    let good = "#!/bin/sh\ncat >/dev/null\necho '[GNUPG:] BEGIN_SIGNING' >&2\n\
        echo '[GNUPG:] SIG_CREATED D' >&2\n\
        printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n'\n";
    for (setting, script, is_good) in [
        ("commit.gpgSign", "#!/bin/sh\nexit 1\n", false),
        ("commit.gpgSign", good, true),
        ("tag.gpgSign", good, true),
    ] {
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        git(root.path(), &["config", "gpg.program", program.to_str().unwrap()]);
        git(root.path(), &["config", setting, "true"]);
        let done = run(root.path(), &["--format", "json"]);
        let tags = git(root.path(), &["tag"]);
        if !is_good {
            assert!(done.code == Some(2) && done.stderr.contains("git made no tag"), "{done:?}");
            assert_eq!((plan(root.path()).as_str(), tags.as_str()), (PLAN, ""), "{done:?}");
            continue;
        }
        assert_shape(&done.json(), "endorse");
        assert_eq!(done.json()["tag"]["signed"], true, "{done:?}");
        assert!(git(root.path(), &["cat-file", "tag", "v2024"]).contains("PGP SIGNATURE"));
        git(root.path(), &["tag", "-d", "v2024"]);
        git(root.path(), &["config", "--unset", setting]);
        write(root.path(), "2024.yaml", PLAN);
    }
}

#[test]
fn a_terminal_asks_before_anything_is_written() {
    for (lines, ending, is_done) in
        [(&["n"][..], 0, false), (&[], 2, false), (&["hm", "y"], 0, true)]
    {
        let root = made();
        let mut program = command(root.path(), &["endorse", "--as-of", "2024-01-15"]);
        program.env("NO_COLOR", "1");
        let (text, code) = typed(80, program, lines);
        assert!(text.contains("Endorse it? [Y/n]") && text.contains("q.1  Three"), "{text}");
        assert_eq!(code, Some(ending), "{text}");
        assert_eq!(plan(root.path()) != PLAN, is_done, "{text}");
        assert_eq!(git(root.path(), &["tag"]).is_empty(), !is_done, "{text}");
    }
}

#[test]
fn a_state_that_the_commit_does_not_hold_is_never_tagged() {
    let root = made();
    // Git was told not to look at the plan.
    git(root.path(), &["update-index", "--assume-unchanged", "workplans/2024.yaml"]);
    let other = PLAN.replace("target: 80", "target: 90");
    write(root.path(), "2024.yaml", &other);
    let refused = run(root.path(), &[]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.stderr.contains("has changes that are not saved yet"), "{refused:?}");
    git(root.path(), &["update-index", "--no-assume-unchanged", "workplans/2024.yaml"]);
    // Git was told to ignore another plan.
    let next = PLAN.replace("2024-", "2025-");
    write(root.path(), "2024.yaml", PLAN);
    write(root.path(), "2025.yaml", &next);
    fs::create_dir_all(root.path().join(".git/info")).unwrap();
    fs::write(root.path().join(".git/info/exclude"), "2025.yaml\n").unwrap();
    let refused = run(root.path(), &["2025"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert_eq!(git(root.path(), &["tag"]), "");
}

#[test]
fn a_tag_has_no_name_that_git_takes_for_something_else() {
    let root = made();
    git(root.path(), &["branch", "review"]);
    for name in ["HEAD", "FETCH_HEAD", "@", "0123456789abcdef0123456789abcdef01234567", "review"] {
        let refused = run(root.path(), &["--tag", name]);
        assert_eq!(refused.code, Some(2), "{name}: {refused:?}");
        assert!(refused.stderr.contains("cannot be the name of a tag"), "{refused:?}");
    }
    assert_eq!((plan(root.path()).as_str(), git(root.path(), &["tag"]).as_str()), (PLAN, ""));
}

#[test]
fn undo_takes_the_tag_with_it() {
    let root = made();
    assert_eq!(run(root.path(), &[]).code, Some(0));
    assert_eq!(git(root.path(), &["tag"]), "v2024\n");
    let said = workplan(root.path(), &["undo", "--as-of", "2024-01-15"]).ok();
    assert!(said.contains("the tag v2024 is removed here; where it was sent, it stays"), "{said}");
    assert_eq!((plan(root.path()).as_str(), git(root.path(), &["tag"]).as_str()), (PLAN, ""));
    // A tag that was moved since then is somebody else's.
    assert_eq!(run(root.path(), &[]).code, Some(0));
    git(root.path(), &["tag", "--force", "--no-sign", "v2024", "HEAD"]);
    let said = workplan(root.path(), &["undo", "--as-of", "2024-01-15"]).ok();
    assert!(!said.contains("the tag"), "{said}");
    assert_eq!(git(root.path(), &["tag"]), "v2024\n");
}
