//! `workplan me`: which organization is the user's, by choice or by email.

use std::path::Path;

use tempfile::TempDir;

use crate::json_shapes::assert_shape;
use crate::support::{commit, git, init, run_as, samples, temporary_folder, workplan};

/// The sample plans in a repository.
fn clone() -> TempDir {
    let root = samples();
    init(root.path());
    commit(root.path(), "begin");
    root
}

/// The owners of the activities that `list --mine` shows.
fn owners_of_mine(root: &Path) -> Vec<String> {
    let listed = run_as(root, None, &["list", "2024", "--mine", "--format", "json"]).json();
    let mut owners: Vec<String> = listed["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|activity| activity["owners"].to_string())
        .collect();
    owners.sort();
    owners.dedup();
    owners
}

#[test]
fn a_choice_is_kept_in_the_clone_and_decides_what_is_mine() {
    let root = clone();
    let said = run_as(root.path(), None, &["me", "IOM"]);
    assert_eq!(said.stdout, "You are IOM (iom)\n", "{said:?}");
    let shown = run_as(root.path(), Some("ada.example@example.org"), &["me"]);
    assert_eq!(shown.stdout, said.stdout, "the choice counts before the email");
    assert!(owners_of_mine(root.path()).iter().all(|owners| owners.contains("\"iom\"")));
    assert_eq!(git(root.path(), &["status", "--porcelain"]), "", "nothing to be committed");
    let json = run_as(root.path(), None, &["me", "--format", "json"]).json();
    assert_shape(&json, "me");
    assert_eq!((json["chosen"].as_bool(), json["email"].as_str()), (Some(true), None));
}

#[test]
fn several_organizations_are_all_mine() {
    let root = clone();
    let said = run_as(root.path(), None, &["me", "iom", "unodc"]);
    assert_eq!(said.stdout, "You are IOM (iom), UNODC (unodc)\n", "{said:?}");
    let owners = owners_of_mine(root.path());
    for id in ["iom", "unodc"] {
        assert!(owners.iter().any(|own| own.contains(&format!("\"{id}\""))), "{owners:?}");
    }
}

#[test]
fn without_a_choice_the_email_decides() {
    let root = clone();
    let email = Some("ada.example@example.org");
    let by_email = run_as(root.path(), email, &["me"]).ok();
    assert!(by_email.contains("by your email ada.example@example.org"), "{by_email}");
    run_as(root.path(), email, &["me", "undp"]).ok();
    assert_eq!(run_as(root.path(), email, &["me", "--forget"]).ok(), by_email);
    let nobody = run_as(root.path(), None, &["me", "--forget"]).ok();
    assert_eq!(nobody, "Nothing says which organization is yours now\n");
}

#[test]
fn who_is_not_known_is_told_how_to_say_it() {
    let root = clone();
    let unknown = run_as(root.path(), None, &["me"]);
    assert_eq!(unknown.code, Some(2));
    for part in ["nothing says which organization is yours", "workplan me ORG", "iom"] {
        assert!(unknown.complaints().contains(part), "{unknown:?}");
    }
    let typo = run_as(root.path(), None, &["me", "unodcc"]);
    assert_eq!(typo.code, Some(2));
    assert!(typo.complaints().contains("did you mean `unodc`"), "{typo:?}");
    assert_eq!(run_as(root.path(), None, &["me"]).code, Some(2), "nothing was chosen");
}

#[test]
fn an_organization_that_a_plan_no_longer_has_is_named() {
    let root = clone();
    run_as(root.path(), None, &["me", "iom"]).ok();
    std::fs::write(root.path().join(".git/workplan/me"), "gone\n").unwrap();
    let run = run_as(root.path(), None, &["list", "2024", "--mine"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.complaints().contains("you are `gone`, and the plan `2024` has no such organization"),
        "{run:?}"
    );
}

#[test]
fn a_linked_working_tree_shares_the_choice() {
    let root = clone();
    let other = temporary_folder();
    let tree = other.path().join("tree");
    git(root.path(), &["worktree", "add", "-q", tree.to_str().unwrap()]);
    run_as(root.path(), None, &["me", "iom"]).ok();
    assert_eq!(run_as(&tree, None, &["me"]).ok(), "You are IOM (iom)\n");
}

#[test]
fn outside_a_repository_there_is_no_place_for_a_choice() {
    let root = samples();
    let run = workplan(root.path(), &["me", "iom"]);
    assert_eq!(run.code, Some(2));
    assert!(run.complaints().contains("in no git repository"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn the_choice_is_readable_by_its_owner_alone_and_follows_no_link() {
    use std::os::unix::fs::PermissionsExt;
    let root = clone();
    run_as(root.path(), None, &["me", "iom"]).ok();
    let folder = root.path().join(".git/workplan");
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join("me"))), (0o700, 0o600));
    std::fs::remove_dir_all(&folder).unwrap();
    let elsewhere = temporary_folder();
    std::os::unix::fs::symlink(elsewhere.path(), &folder).unwrap();
    let run = run_as(root.path(), None, &["me", "iom"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}
