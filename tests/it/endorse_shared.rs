//! The tag of an endorsed plan, which goes with the plan to the others.

use std::os::unix::fs::PermissionsExt;

use crate::share::Group;
use crate::support::git;

fn tag(group: &Group, clone: &str) -> String {
    let all = git(&group.path(clone), &["for-each-ref", "--format=%(objectname)", "refs/tags/v24"]);
    all.trim().to_owned()
}

fn endorse(group: &Group, person: &str) -> String {
    let arguments = ["endorse", "2024", "--tag", "v24", "--date", "2024-01-15"];
    let run = group.run(person, &arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    run.stderr
}

#[test]
fn the_tag_goes_with_the_plan() {
    let group = Group::new(&["ana", "ben"]);
    let said = endorse(&group, "ana");
    assert!(said.contains("next: `workplan share` sends the plan and its tag v24"), "{said}");
    assert_eq!(tag(&group, "hub.git"), "");
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("the tag v24 is shared as well"), "{said}");
    assert!(!tag(&group, "ana").is_empty());
    assert_eq!(tag(&group, "hub.git"), tag(&group, "ana"));
    let said = group.ok("ana", &["share"]);
    assert!(!said.contains("v24"), "{said}");
    group.ok("ben", &["update"]);
    assert_eq!(tag(&group, "ben"), tag(&group, "ana"));
    let run = group.run("ben", &["status", "--as-of", "2024-05-01"]);
    assert!(!run.stderr.contains("no figures against the baseline"), "{run:?}");
}

#[test]
fn a_second_tag_of_one_name_stays_and_is_told() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.1", "title=By ben");
    group.ok("ben", &["share"]);
    endorse(&group, "ben");
    endorse(&group, "ana");
    group.ok("ben", &["share"]);
    let own = tag(&group, "ana");
    let said = group.ok("ana", &["share"]);
    for words in [
        "the shared copy has a tag v24 that names another state, and yours stays on this machine",
        "`git tag --delete v24` gives yours up, and the next `workplan update` brings theirs",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = group.ok("ana", &["share"]);
    assert!(!said.contains("v24"), "{said}");
    assert_eq!(tag(&group, "ana"), own);
    assert_eq!(tag(&group, "hub.git"), tag(&group, "ben"));
}

#[test]
fn a_second_tag_that_names_the_same_state_is_no_other() {
    let group = Group::new(&["ana", "ben"]);
    endorse(&group, "ben");
    git(&group.path("ana"), &["config", "user.name", "Another"]);
    endorse(&group, "ana");
    group.ok("ben", &["share"]);
    for _ in 0..2 {
        let said = group.ok("ana", &["share"]);
        assert!(!said.contains("another state"), "{said}");
    }
    assert_ne!(tag(&group, "ana"), tag(&group, "ben"));
}

#[test]
fn a_tag_that_is_refused_is_told_and_tried_again() {
    let group = Group::new(&["ana"]);
    let hook = group.path("hub.git").join("hooks/update");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let script = "#!/bin/sh\ncase $1 in refs/tags/*) echo no tags here >&2; exit 1;; esac\n";
    std::fs::write(&hook, script).unwrap();
    std::fs::set_permissions(&hook, PermissionsExt::from_mode(0o755)).unwrap();
    endorse(&group, "ana");
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("the tag v24 of the plan 2024 was not sent"), "{said}");
    assert!(said.contains("no tags here"), "{said}");
    assert!(said.contains("Shared: the others can see your changes now."), "{said}");
    std::fs::remove_file(hook).unwrap();
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("the tag v24 is shared as well"), "{said}");
    assert_eq!(tag(&group, "hub.git"), tag(&group, "ana"));
}
