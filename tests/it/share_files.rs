//! Files as a whole: line ends, unreadable versions, files that are no plans, and moved folders.

use crate::share::{Group, assert_tidy};
use crate::support::{git, write};

#[test]
fn a_correction_is_merged_with_what_the_others_did_meanwhile() {
    for verb in ["share", "update"] {
        corrected(verb);
    }
}

/// Corrects an unreadable file that the others went on without, and then runs a command.
fn corrected(verb: &str) {
    let group = Group::new(&["ana", "ben"]);
    let ben = group.path("ben");
    let good = group.plan("ben");
    write(&ben, "2024.yaml", &good.replacen("period", "  : : [\nperiod", 1));
    git(&ben, &["commit", "-qam", "Oh"]);
    git(&ben, &["push", "-q"]);
    group.set("ana", "1.5", "weight=9");
    group.ok("ana", &["share", "--ours"]);
    group.set("ana", "1.4", "weight=4");
    write(&ben, "2024.yaml", &good.replacen("Activity number 6", "Corrected", 1));
    // One of them merges both; the other one takes in the result.
    group.ok("ben", &[verb]);
    group.ok("ben", &["share"]);
    group.ok("ana", &["share"]);
    let shared = group.shared();
    for own in ["weight: 9", "weight: 4", "title: Corrected"] {
        assert!(shared.contains(own), "{own}: {shared}");
    }
    group.ok("ben", &["update"]);
    assert_eq!(group.plan("ben"), shared);
}

#[test]
fn the_line_ends_of_the_side_that_changed_them_stay() {
    for to_crlf in [true, false] {
        let group = Group::new(&["ana", "ben"]);
        let ends = |text: String, crlf: bool| match crlf {
            true => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            false => text.replace("\r\n", "\n"),
        };
        write(&group.path("ben"), "2024.yaml", &ends(group.plan("ben"), !to_crlf));
        if to_crlf {
            String::new()
        } else {
            group.ok("ben", &["share"])
        };
        group.ok("ana", &["update"]);
        write(&group.path("ben"), "2024.yaml", &ends(group.plan("ben"), to_crlf));
        group.ok("ben", &["share"]);
        group.set("ana", "1.1", "weight=3");
        group.ok("ana", &["share"]);
        let shared = group.shared();
        assert!(shared.contains("weight: 3"), "{shared}");
        let lines = shared.matches('\n').count();
        assert_eq!(shared.matches("\r\n").count(), if to_crlf { lines } else { 0 }, "{shared:?}");
        assert_eq!(group.plan("ana"), shared);
    }
}

#[test]
fn a_side_is_chosen_for_an_unsaved_file_that_is_no_plan() {
    for (side, kept) in [("--ours", "of ana\n"), ("--theirs", "of ben\n")] {
        for is_new in [true, false] {
            let group = Group::new(&["ben"]);
            if !is_new {
                write(&group.path("ben"), "notes.md", "one\n");
                group.ok("ben", &["share"]);
            }
            group.add("ana");
            group.ok("ana", &["update"]);
            write(&group.path("ben"), "notes.md", "of ben\n");
            group.ok("ben", &["share"]);
            let notes = group.path("ana/workplans/notes.md");
            std::fs::write(&notes, "of ana\n").unwrap();
            group.set("ana", "1.1", "weight=3");
            let run = group.run("ana", &["update"]);
            assert_eq!(run.code, Some(1), "{run:?}");
            assert!(run.stdout.contains("both changed this file, which is no plan"), "{run:?}");
            assert!(
                run.stdout.contains("yours:  who knows git sees it with `git show "),
                "{run:?}"
            );
            assert!(run.stderr.contains("`workplan update --ours` keeps all of yours"), "{run:?}");
            assert_eq!(std::fs::read_to_string(&notes).unwrap(), "of ana\n");
            let said = group.ok("ana", &["update", side]);
            let command = said.split('`').find(|part| part.starts_with("git show")).unwrap();
            let words: Vec<&str> = command.split(' ').skip(1).collect();
            let other = if side == "--ours" { "of ben\n" } else { "of ana\n" };
            assert_eq!(git(&group.path("ana"), &words), other);
            assert_eq!(std::fs::read_to_string(&notes).unwrap(), kept);
            assert!(group.plan("ana").contains("weight: 3"));
            let status = group.status("ana");
            assert_eq!(status.contains("notes.md"), side == "--ours", "{status}");
            group.ok("ana", &["share"]);
            assert_eq!(git(&group.path("hub.git"), &["show", "main:workplans/notes.md"]), kept);
            assert_eq!(group.status("ana"), "");
        }
    }
}

#[test]
fn a_file_that_others_removed_and_one_that_both_changed_alike() {
    let group = Group::new(&["ben"]);
    write(&group.path("ben"), "notes.md", "one\n");
    write(&group.path("ben"), "same.md", "one\n");
    group.ok("ben", &["share"]);
    group.add("ana");
    group.ok("ana", &["update"]);
    std::fs::remove_file(group.path("ben/workplans/notes.md")).unwrap();
    write(&group.path("ben"), "same.md", "two\n");
    group.ok("ben", &["share"]);
    write(&group.path("ana"), "same.md", "two\n");
    let said = group.ok("ana", &["update"]);
    assert!(!said.contains("Kept") && !said.contains("dropped"), "{said}");
    assert_eq!(group.status("ana"), "");
    assert!(!group.path("ana/workplans/notes.md").exists());
}

#[test]
fn a_change_in_the_second_of_the_last_one_is_seen() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    git(&ana, &["config", "core.trustctime", "false"]);
    let (plan, index) = (ana.join("workplans/2024.yaml"), ana.join(".git/index"));
    let moment = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let at_that_moment = |path: &std::path::Path| {
        std::fs::File::options().write(true).open(path).unwrap().set_modified(moment).unwrap();
    };
    let text = group.plan("ana");
    for number in [7, 8] {
        std::fs::write(
            &plan,
            text.replace("Activity number 1", &format!("Activity number {number}")),
        )
        .unwrap();
        at_that_moment(&plan);
        group.ok("ana", &["share"]);
        assert!(group.shared().contains(&format!("title: Activity number {number}")));
        at_that_moment(&index);
    }
}

#[test]
fn a_file_that_is_moved_out_of_the_way_is_taken_in() {
    let group = Group::new(&["ana", "ben"]);
    let (ana, ben) = (group.path("ana"), group.path("ben"));
    std::fs::write(ben.join("README"), "of ben\n").unwrap();
    git(&ben, &["commit", "-qam", "Readme"]);
    group.ok("ben", &["share"]);
    std::fs::write(ana.join("README"), "of ana\n").unwrap();
    let run = group.run("ana", &["update"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("help: move yours away, run the same"), "{run:?}");
    std::fs::rename(ana.join("README"), ana.join("mine")).unwrap();
    group.ok("ana", &["update"]);
    assert_eq!(std::fs::read_to_string(ana.join("README")).unwrap(), "of ben\n");
}

#[test]
fn new_activities_of_both_with_one_id_are_told_in_words_for_people() {
    let group = Group::new(&["ana", "ben"]);
    for (person, title) in [("ben", "Print the guide"), ("ana", "Draw a map of wells")] {
        let run = group.run(
            person,
            &["add", "--title", title, "--owner", "iom", "--priority", "1", "--plan", "2024"],
        );
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["share"]);
    assert!(
        said.contains(
            "2024.yaml: your “Draw a map of wells” is now 1.8, also where your plans refer to it: \
             others have shared “Print the guide” as 1.7"
        ),
        "{said}"
    );
    assert!(!said.contains("ours") && !said.contains("theirs"), "{said}");
}

#[test]
fn an_organization_with_another_id_is_not_called_new() {
    let group = Group::new(&["ana", "ben"]);
    let run = group.run("ben", &["set", "org:fao", "id=faor"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["update"]);
    assert!(said.contains("organizations.yaml: FAO: id fao → faor"), "{said}");
    assert!(!said.contains("is new") && !said.contains("removed"), "{said}");
}

#[test]
fn what_others_changed_in_an_organization_is_named() {
    let group = Group::new(&["ana", "ben"]);
    let person = ["add", "person", "fao", "--name", "Ada Example"];
    for change in [&person[..], &["set", "org:fao", "name=Food Agency", "short=FAO"]] {
        let run = group.run("ben", change);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["update"]);
    let told = "organizations.yaml: FAO: name “FAO” → “Food Agency”, short name – → FAO, Ada Example \
                is a new focal point";
    assert!(said.contains(told), "{said}");
    // Another id and another name: it is known by its people.
    let path = group.path("ben").join("workplans/organizations.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("id: fao", "id: food").replace("Food Agency", "Food"))
        .unwrap();
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["update"]);
    assert!(said.contains("FAO: id fao → food, name “Food Agency” → “Food”"), "{said}");
}

/// Moves the workplans folder of a person with git, and commits that.
fn move_folder(group: &Group, person: &str) {
    let root = group.path(person);
    std::fs::create_dir(root.join("plans")).unwrap();
    git(&root, &["mv", "workplans", "plans/workplans"]);
    git(&root, &["commit", "-qm", "Move the folder"]);
}

fn shared_files(group: &Group) -> String {
    git(&group.path("hub.git"), &["ls-tree", "-r", "--name-only", "main"])
}

#[test]
fn a_folder_that_others_moved_is_followed() {
    let group = Group::new(&["ana", "ben"]);
    let (ana, ben) = (group.path("ana"), group.path("ben"));
    move_folder(&group, "ben");
    let plan = ben.join("plans/workplans/2024.yaml");
    let text = std::fs::read_to_string(&plan).unwrap();
    std::fs::write(&plan, text.replace("Activity number 6", "Of ben")).unwrap();
    git(&ben, &["commit", "-qam", "An edit"]);
    git(&ben, &["push", "-q"]);
    group.set("ana", "1.1", "weight=3");
    write(&ana, "2025.yaml", &group.plan("ana").replace("2024", "2025"));
    write(&ana, "notes.md", "Notes of ana\nin several lines\n");
    // What is not saved stays in the old folder.
    let before = (group.status("ana"), group.plan("ana"));
    let run = group.run("ana", &["update"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.stderr.contains("the others moved the workplans folder to plans/workplans"),
        "{run:?}"
    );
    assert!(run.stderr.contains("help: `workplan share` saves your changes"), "{run:?}");
    assert_eq!((group.status("ana"), group.plan("ana")), before);

    let said = group.ok("ana", &["share"]);
    assert!(said.contains("it is plans/workplans now"), "{said}");
    assert!(said.contains("1.6 Of ben: title"), "{said}");
    assert!(!said.contains("removed") && !said.contains("a new file"), "{said}");
    assert_eq!(
        shared_files(&group),
        "README\nplans/workplans/2024.yaml\nplans/workplans/2025.yaml\nplans/workplans/notes.md\n\
         plans/workplans/organizations.yaml\n"
    );
    let shared = git(&group.path("hub.git"), &["show", "main:plans/workplans/2024.yaml"]);
    assert!(shared.contains("weight: 3") && shared.contains("title: Of ben"), "{shared}");
    assert!(!ana.join("workplans").exists());
    assert_eq!(std::fs::read_to_string(ana.join("plans/workplans/2024.yaml")).unwrap(), shared);
    assert_eq!(group.status("ana"), "");
    assert_tidy(&ana);
    let said = crate::support::workplan(&ana.join("plans"), &["share"]).ok();
    assert!(said.ends_with("The shared copy has all of your changes.\n"), "{said}");
}

#[test]
fn edits_in_a_folder_that_the_user_moved_are_taken_along() {
    let group = Group::new(&["ana", "ben"]);
    let ben = group.path("ben");
    group.set("ana", "1.1", "weight=3");
    group.set("ana", "1.2", "due=2024-07-31");
    write(&group.path("ana"), "2025.yaml", &group.plan("ana").replace("2024", "2025"));
    group.ok("ana", &["share"]);
    move_folder(&group, "ben");
    let plan = ben.join("plans/workplans/2024.yaml");
    let text = std::fs::read_to_string(&plan).unwrap();
    std::fs::write(&plan, text.replace("Activity number 1\n", "Of ben\n")).unwrap();
    let said = crate::support::workplan(&ben.join("plans"), &["share"]).ok();
    assert!(said.contains("1.1 Of ben: weight 1 → 3"), "{said}");
    assert_eq!(
        shared_files(&group),
        "README\nplans/workplans/2024.yaml\nplans/workplans/2025.yaml\n\
         plans/workplans/organizations.yaml\n"
    );
    let shared = git(&group.path("hub.git"), &["show", "main:plans/workplans/2024.yaml"]);
    for own in ["weight: 3", "due: 2024-07-31", "title: Of ben"] {
        assert!(shared.contains(own), "{own}: {shared}");
    }
    assert_eq!(group.status("ben"), "");
    // The other one is where the folder is now.
    group.ok("ana", &["update"]);
    assert!(!group.path("ana/workplans").exists());
    assert_eq!(group.status("ana"), "");
}

#[test]
fn a_folder_that_others_gave_another_name_is_named_from_then_on() {
    let group = Group::new(&["ana", "ben"]);
    let ben = group.path("ben");
    git(&ben, &["mv", "workplans", "group-plan"]);
    git(&ben, &["commit", "-qm", "Rename"]);
    git(&ben, &["push", "-q"]);
    group.set("ana", "1.1", "weight=3");
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("name it from now on: `--dir group-plan`"), "{said}");
    let run = group.run("ana", &["mine"]);
    assert!(run.stderr.contains("--dir ") && run.stderr.contains("group-plan"), "{run:?}");
    assert!(!run.stderr.contains("workplan init"), "{run:?}");
}
