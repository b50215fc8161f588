//! `workplan get --practice`: a copy to practise with, shared with nobody.

use crate::support::{command, git, run, temporary_folder, workplan};

#[test]
fn the_copy_for_practice_is_shared_and_a_colleague_has_changed_something() {
    let home = temporary_folder();
    let said = workplan(home.path(), &["get", "--practice"]).ok();
    assert!(said.contains("practice is your copy now"), "{said}");
    let place = home.path().join("practice");
    workplan(&place, &["check"]).ok();
    assert_eq!(git(&place, &["status", "--porcelain"]), "");
    assert_eq!(workplan(&place, &["undo", "--list"]).ok(), "No edits\n");
    workplan(&place, &["me", "alpha"]).ok();
    let mine = workplan(&place, &["mine"]).ok();
    // How urgent the others are depends on how much of the year is left.
    for part in ["Due soon (", "◆ Questions agreed", "evidence.3", "skills.1"] {
        assert!(mine.contains(part), "{part}: {mine}");
    }
    workplan(&place, &["done", "skills.1"]).ok();
    let mut share = command(&place, &["share"]);
    for (part, name) in [("AUTHOR", "Cy"), ("COMMITTER", "Cy")] {
        share.env(format!("GIT_{part}_NAME"), name);
        share.env(format!("GIT_{part}_EMAIL"), "cy@example.org");
    }
    let said = run(share).ok();
    for part in ["Complete skills.1", "1 change by Ben Example", "Shared: "] {
        assert!(said.contains(part), "{said}");
    }
    let shared = git(&place.join(".git/shared.git"), &["log", "--format=%an %s", "main"]);
    assert!(shared.contains("Cy Complete skills.1"), "{shared}");
}

#[test]
fn a_folder_with_files_is_no_place_for_practice() {
    let home = temporary_folder();
    std::fs::create_dir(home.path().join("practice")).unwrap();
    std::fs::write(home.path().join("practice/mine.txt"), "mine").unwrap();
    let run = workplan(home.path(), &["get", "--practice"]);
    assert_eq!(run.code, Some(2));
    assert!(run.complaints().contains("has files in it"), "{run:?}");
    workplan(home.path(), &["get", "--practice", "other"]).ok();
    assert!(home.path().join("other/workplans").is_dir());
}
