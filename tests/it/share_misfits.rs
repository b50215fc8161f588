//! What both sides did does not fit together at once: renamed, removed and split parts of plans.

use crate::share::{Group, ORGANIZATIONS, long_plan};
use crate::support::{Run, git, write};

fn text(group: &Group, person: &str, name: &str) -> String {
    std::fs::read_to_string(group.path(person).join("workplans").join(name)).unwrap()
}

/// Sets fields; a warning is no failure.
fn set(group: &Group, person: &str, arguments: &[&str]) {
    let run = group.run(person, &[&["set"], arguments].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
}

fn assert_stopped(run: &Run, words: &[&str]) {
    assert_eq!(run.code, Some(2), "{run:?}");
    for word in words {
        assert!(run.stderr.contains(word), "{word}: {run:?}");
    }
}

#[test]
fn edits_go_along_with_a_plan_that_was_renamed() {
    for renamer_shares_first in [true, false] {
        let group = Group::new(&["ana", "ben"]);
        let ben = group.path("ben");
        git(&ben, &["mv", "workplans/2024.yaml", "workplans/2024-25.yaml"]);
        set(&group, "ben", &["2024-25/1.1", "title=By ben"]);
        set(&group, "ana", &["1.2", "title=By ana"]);
        let order = if renamer_shares_first { ["ben", "ana"] } else { ["ana", "ben"] };
        group.ok(order[0], &["share"]);
        let said = group.ok(order[1], &["share"]);
        let told = match renamer_shares_first {
            true => "others renamed the plan 2024 to 2024-25, and what you did in it is here now",
            false => "you renamed the plan 2024 to 2024-25, and what others did in it is here now",
        };
        assert!(said.contains(told), "{said}");
        group.ok(order[0], &["update"]);
        for person in order {
            assert!(!group.path(person).join("workplans/2024.yaml").exists());
            let plan = text(&group, person, "2024-25.yaml");
            assert!(plan.contains("title: By ben") && plan.contains("title: By ana"), "{plan}");
            assert_eq!(group.status(person), "");
        }
    }
}

#[test]
fn an_unsaved_edit_goes_along_with_a_renamed_folder_of_a_plan() {
    let plan = long_plan(4);
    let (head, rest) = plan.split_once("priorities:").unwrap();
    let rest = format!("schema: 1\npriorities:{rest}");
    let group = Group::with(&["ana", "ben"], &[("2024/plan.yaml", head), ("2024/1.yaml", &rest)]);
    let ben = group.path("ben");
    git(&ben, &["mv", "workplans/2024", "workplans/2024-25"]);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["1.2", "title=By ana"]);
    let said = group.ok("ana", &["update"]);
    assert!(said.contains("others renamed the plan 2024 to 2024-25"), "{said}");
    assert!(text(&group, "ana", "2024-25/1.yaml").contains("title: By ana"));
    assert!(!group.path("ana").join("workplans/2024").exists());
    assert_eq!(group.status("ana"), " M workplans/2024-25/1.yaml\n");
    group.ok("ana", &["share"]);
    group.ok("ben", &["update"]);
    assert!(text(&group, "ben", "2024-25/1.yaml").contains("title: By ana"));
}

#[test]
fn edits_are_taken_back_in_a_plan_that_others_renamed() {
    let group = Group::new(&["ana", "ben"]);
    set(&group, "ana", &["1.1", "title=First"]);
    group.ok("ana", &["share"]);
    group.ok("ben", &["update"]);
    git(&group.path("ben"), &["mv", "workplans/2024.yaml", "workplans/2024-25.yaml"]);
    group.ok("ben", &["share"]);
    // Nothing of hers is open, and later something is.
    let said = group.ok("ana", &["update"]);
    assert!(said.contains("others renamed the plan 2024 to 2024-25\n"), "{said}");
    set(&group, "ana", &["1.2", "title=Second"]);
    for (last, title) in [("Second", "Activity number 2"), ("First", "Activity number 1")] {
        let said = group.ok("ana", &["undo"]);
        assert!(said.contains(&format!("title “{last}” → “{title}”")), "{said}");
        assert!(text(&group, "ana", "2024-25.yaml").contains(title));
    }
    assert!(!group.path("ana").join("workplans/2024.yaml").exists());
}

#[test]
fn a_plan_that_both_renamed_is_called_as_it_was_shared() {
    let group = Group::new(&["ana", "ben"]);
    for (person, name) in [("ben", "2024-25"), ("ana", "by-ana")] {
        let new = format!("workplans/{name}.yaml");
        git(&group.path(person), &["mv", "workplans/2024.yaml", &new]);
    }
    set(&group, "ana", &["by-ana/1.2", "title=By ana"]);
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("it is called 2024-25 now, as they have shared it"), "{said}");
    assert!(text(&group, "ana", "2024-25.yaml").contains("title: By ana"));
    assert!(!group.path("ana").join("workplans/by-ana.yaml").exists());
    assert_eq!(group.status("ana"), "");
    group.ok("ben", &["update"]);
    assert!(text(&group, "ben", "2024-25.yaml").contains("title: By ana"));
}

#[test]
fn a_theme_that_was_renamed_is_followed() {
    let themes = "themes: [{id: gender, title: Gender}, {id: youth, title: Youth}]\npriorities:";
    let plan = long_plan(3).replace("priorities:", themes);
    let group = Group::with(&["ana", "ben"], &[("2024.yaml", &plan)]);
    set(&group, "ben", &["theme:gender", "id=equality"]);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["1.2", "themes=gender"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("1.2 Activity number 2: themes + equality, − gender"), "{said}");
    assert_eq!(group.shared(), group.plan("ana"));
}

#[test]
fn a_plan_of_the_next_year_is_no_renamed_one() {
    let group = Group::new(&["ana", "ben"]);
    set(&group, "ana", &["1.2", "title=By ana"]);
    group.ok("ben", &["rollover", "2024"]);
    std::fs::remove_file(group.path("ben").join("workplans/2024.yaml")).unwrap();
    group.ok("ben", &["share"]);
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains("others removed this file, and you changed it"), "{run:?}");
}

#[test]
fn a_reason_that_goes_with_a_dropped_status_is_told() {
    let group = Group::new(&["ana", "ben"]);
    set(&group, "ben", &["1.1", "status=cancelled", "reason=No money"]);
    set(&group, "ana", &["1.1", "status=completed"]);
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["share", "--ours"]);
    assert!(said.contains("status: “cancelled” (ben"), "{said}");
    assert!(said.contains("    1.1 Activity number 1: reason: “No money”"), "{said}");
    let value = group.plan("ana");
    assert!(!value.contains("No money"), "{value}");
    // A reason that stays is not called dropped.
    let group = Group::new(&["ana", "ben"]);
    set(&group, "ben", &["1.1", "due=2024-07-01", "remarks=Late"]);
    set(&group, "ana", &["1.1", "due=2024-07-02"]);
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["share", "--ours"]);
    let dropped = said.split("Took in").next().unwrap();
    assert!(!dropped.contains("Late"), "{said}");
    assert!(group.plan("ana").contains("Late"));
}

#[test]
fn an_organization_that_was_renamed_or_removed_is_named_with_its_user() {
    let group = Group::new(&["ana", "ben"]);
    set(&group, "ben", &["org:fao", "id=faoo"]);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["1.2", "owners=fao"]);
    for _ in 0..2 {
        let told = "ben gave the organization `fao` the id `faoo`: write `faoo` in your activity \
                    1.2 of 2024";
        assert_stopped(&group.run("ana", &["share"]), &[told]);
    }
    set(&group, "ana", &["1.2", "owners=iom"]);
    group.ok("ana", &["share"]);

    // The other way round: the old id comes from others.
    let group = Group::new(&["ana", "ben"]);
    set(&group, "ben", &["1.2", "owners=fao"]);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["org:fao", "id=faoo"]);
    let told = "you gave the organization `fao` the id `faoo`, and ben uses the old one in \
                activity 1.2 of 2024: `workplan set org:faoo aliases=fao` lets both count";
    assert_stopped(&group.run("ana", &["share"]), &[told]);
    set(&group, "ana", &["org:faoo", "aliases=fao"]);
    group.ok("ana", &["share"]);

    // Removed, together with what named it.
    let group = Group::new(&["ana", "ben"]);
    let without = ORGANIZATIONS.replace("  - id: fao\n    name: FAO\n", "");
    write(&group.path("ben"), "organizations.yaml", &without);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["1.2", "owners=fao"]);
    let told = "ben removed the organization `fao`: name another one in your activity 1.2 of 2024";
    assert_stopped(&group.run("ana", &["share"]), &[told]);
}

#[test]
fn undo_is_not_promised_where_it_would_bring_errors() {
    let people = ["ana", "ben"];
    let second = long_plan(2).replace("2024", "2025").replace("[iom]", "[fao]");
    let group = Group::with(&people, &[("2024.yaml", &long_plan(2)), ("2025.yaml", &second)]);
    // The plan goes, and the organization that it alone names.
    let without = ORGANIZATIONS.replace("  - id: fao\n    name: FAO\n", "");
    write(&group.path("ben"), "organizations.yaml", &without);
    std::fs::remove_file(group.path("ben").join("workplans/2025.yaml")).unwrap();
    group.ok("ben", &["share"]);
    set(&group, "ana", &["2025/1.1", "title=Mine"]);
    let run = group.run("ana", &["share", "--ours"]);
    assert_stopped(&run, &["ben removed the organization `fao`", "activity 1.1 of 2025"]);
    let said = group.ok("ana", &["share", "--theirs"]);
    assert!(said.contains("1.1 Mine: title") && !said.contains("undo` brings"), "{said}");
}

/// Splits the plan into a folder with these files.
fn split(group: &Group, person: &str, names: [&str; 2]) {
    let folder = group.path(person).join("workplans/2024");
    let plan = group.plan(person);
    let (head, rest) = plan.split_once("priorities:").unwrap();
    std::fs::remove_file(folder.with_extension("yaml")).unwrap();
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join(names[0]), head).unwrap();
    std::fs::write(folder.join(names[1]), format!("schema: 1\npriorities:{rest}")).unwrap();
}

#[test]
fn a_plan_that_both_have_split_is_one_question() {
    let group = Group::new(&["ana", "ben", "eva"]);
    split(&group, "ben", ["plan.yaml", "field.yaml"]);
    group.ok("ben", &["share"]);
    for person in ["ana", "eva"] {
        split(&group, person, ["plan.yaml", "priority-1.yaml"]);
        set(&group, person, &["2024/1.2", "title=Mine"]);
    }
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let told = "you and others have both split this plan into files, each in another way";
    assert!(run.stdout.contains("In one place") && run.stdout.contains(told), "{run:?}");
    let said = group.ok("ana", &["share", "--theirs"]);
    assert!(said.contains("1.2 Mine: title"), "{said}");
    let names = |person: &str| {
        let folder = std::fs::read_dir(group.path(person).join("workplans/2024")).unwrap();
        let names = folder.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    assert_eq!(names("ana"), ["field.yaml", "plan.yaml"]);
    let said = group.ok("eva", &["share", "--ours"]);
    assert!(said.contains("Kept yours in 1 place"), "{said}");
    assert_eq!(names("eva"), ["plan.yaml", "priority-1.yaml"]);
    group.ok("ben", &["update"]);
    assert_eq!(names("ben"), ["plan.yaml", "priority-1.yaml"]);
    assert_eq!(group.run("ben", &["check"]).code, Some(0));
}
