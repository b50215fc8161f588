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
fn an_organization_that_was_renamed_is_followed() {
    let group = Group::new(&["ana", "ben"]);
    set(&group, "ben", &["org:fao", "id=faoo"]);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["1.2", "owners=fao"]);
    let said = group.ok("ana", &["share"]);
    let told = "others gave the organization fao the id faoo: where you have fao here, it is \
                written as faoo now";
    assert!(said.contains(told), "{said}");
    assert!(group.shared().contains("owners: [faoo]"), "{said}");
    assert_eq!(group.shared(), group.plan("ana"));
    assert_eq!(group.status("ana"), "");

    // What is not shared yet goes along as well.
    group.add("eva");
    set(&group, "eva", &["1.3", "partners=fao"]);
    group.ok("eva", &["update"]);
    assert!(group.plan("eva").contains("partners: [faoo]"));
    assert_eq!(group.run("eva", &["check"]).code, Some(0));

    // The other way round: the old id comes from others.
    let group = Group::new(&["ana", "ben"]);
    set(&group, "ben", &["1.2", "owners=fao"]);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["org:fao", "id=faoo"]);
    let said = group.ok("ana", &["share"]);
    let told = "you gave the organization fao the id faoo, and others used the old one here";
    assert!(said.contains(told), "{said}");
    assert!(group.shared().contains("owners: [faoo]"), "{said}");
}

#[test]
fn an_organization_that_was_renamed_stays_where_a_plan_has_its_own() {
    let own = long_plan(2)
        .replace("priorities:", "organizations: [{id: fao, name: Another}]\npriorities:")
        .replace("[iom]", "[fao]");
    let group = Group::with(&["ana", "ben"], &[("2024.yaml", &own), ("2025.yaml", &long_plan(2))]);
    set(&group, "ben", &["org:fao", "id=faoo"]);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["2025/1.2", "owners=fao"]);
    let said = group.ok("ana", &["share"]);
    assert!(text(&group, "ana", "2025.yaml").contains("owners: [faoo]"), "{said}");
    assert!(text(&group, "ana", "2024.yaml").contains("owners: [fao]"), "{said}");
}

#[test]
fn a_theme_that_was_renamed_is_followed_in_every_file_of_its_plan() {
    let plan = long_plan(4);
    let (head, rest) = plan.split_once("priorities:").unwrap();
    let head = format!("{head}themes: [{{id: gender, title: Gender}}]\n");
    let rest = format!("schema: 1\npriorities:{rest}");
    let group = Group::with(&["ana", "ben"], &[("2024/plan.yaml", &head), ("2024/1.yaml", &rest)]);
    set(&group, "ben", &["theme:gender", "id=equality"]);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["1.2", "themes=gender"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("others gave the theme gender the id equality"), "{said}");
    assert!(text(&group, "ana", "2024/1.yaml").contains("themes: [equality]"), "{said}");
}

#[test]
fn an_organization_that_was_removed_is_named_with_its_user() {
    let group = Group::new(&["ana", "ben"]);
    let without = ORGANIZATIONS.replace("  - id: fao\n    name: FAO\n", "");
    write(&group.path("ben"), "organizations.yaml", &without);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["1.2", "owners=fao"]);
    for _ in 0..2 {
        let told = "ben removed the organization `fao`: name another one in your activity 1.2 of \
                    2024";
        assert_stopped(&group.run("ana", &["share"]), &[told]);
    }
    set(&group, "ana", &["1.2", "owners=iom"]);
    group.ok("ana", &["share"]);
}

#[test]
fn an_organization_with_a_new_id_and_a_new_name_is_known_by_its_short_name() {
    let organizations = ORGANIZATIONS.replace("name: FAO", "name: Food Agency, short: FAO");
    let organizations =
        organizations.replace("name: Food Agency, short", "name: Food Agency\n    short");
    let group = Group::with(
        &["ana", "ben"],
        &[("2024.yaml", &long_plan(2)), ("organizations.yaml", &organizations)],
    );
    let renamed =
        organizations.replace("id: fao", "id: food").replace("Food Agency", "Food Office");
    write(&group.path("ben"), "organizations.yaml", &renamed);
    group.ok("ben", &["share"]);
    set(&group, "ana", &["1.2", "owners=fao"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("gave the organization fao the id food"), "{said}");
    assert!(group.shared().contains("owners: [food]"), "{said}");
}

#[test]
fn an_id_that_needs_quotes_is_followed_with_quotes() {
    for (new, written) in [("'1e3'", "'1e3'"), ("'yes'", "'yes'"), ("f.a.o", "f.a.o")] {
        let group = Group::new(&["ana", "ben"]);
        let ids = ORGANIZATIONS.replace("id: fao", &format!("id: {new}"));
        write(&group.path("ben"), "organizations.yaml", &ids);
        group.ok("ben", &["share"]);
        set(&group, "ana", &["1.2", "owners=fao"]);
        let said = group.ok("ana", &["share"]);
        let plan = group.shared();
        assert!(plan.contains(&format!("owners: [{written}]")), "{said}{plan}");
        assert_eq!(group.run("ana", &["check"]).code, Some(0), "{plan}");
    }
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
    for (person, id) in [("ana", "2024/1.2"), ("eva", "2024/1.3")] {
        split(&group, person, ["plan.yaml", "priority-1.yaml"]);
        set(&group, person, &[id, &format!("title=By {person}")]);
    }
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let told = "you and others have both split this plan into files, each in another way";
    assert!(run.stdout.contains("In one place") && run.stdout.contains(told), "{run:?}");
    // It is a question of files alone.
    group.ok("ana", &["share", "--theirs"]);
    assert_eq!(names(&group, "ana"), ["field.yaml", "plan.yaml"]);
    assert!(text(&group, "ana", "2024/field.yaml").contains("title: By ana"));
    let said = group.ok("eva", &["share", "--ours"]);
    assert!(said.contains("Kept yours in 1 place"), "{said}");
    assert_eq!(names(&group, "eva"), ["plan.yaml", "priority-1.yaml"]);
    group.ok("ben", &["update"]);
    assert_eq!(names(&group, "ben"), ["plan.yaml", "priority-1.yaml"]);
    for person in ["eva", "ben"] {
        let plan = text(&group, person, "2024/priority-1.yaml");
        assert!(plan.contains("title: By ana") && plan.contains("title: By eva"), "{plan}");
    }
    assert_eq!(group.run("ben", &["check"]).code, Some(0));
    // Taken back, the files are those of the others, with what both did.
    group.ok("eva", &["undo"]);
    assert_eq!(names(&group, "eva"), ["field.yaml", "plan.yaml"]);
    let plan = text(&group, "eva", "2024/field.yaml");
    assert!(plan.contains("title: By ana") && plan.contains("title: By eva"), "{plan}");
}

/// The names of the files of the split plan.
fn names(group: &Group, person: &str) -> Vec<String> {
    let folder = std::fs::read_dir(group.path(person).join("workplans/2024")).unwrap();
    let mut names: Vec<String> =
        folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_one_did_in_a_plan_that_both_renamed_or_split_alike_is_no_question() {
    for is_split in [false, true] {
        let group = Group::new(&["ana", "ben"]);
        for (person, value) in [("ben", "1.1"), ("ana", "1.2")] {
            set(&group, person, &[value, &format!("title=By {person}")]);
            if is_split {
                split(&group, person, ["plan.yaml", "field.yaml"]);
            } else {
                git(&group.path(person), &["mv", "workplans/2024.yaml", "workplans/now.yaml"]);
            }
        }
        group.ok("ben", &["share"]);
        group.ok("ana", &["share"]);
        group.ok("ben", &["update"]);
        let file = if is_split { "2024/field.yaml" } else { "now.yaml" };
        for person in ["ana", "ben"] {
            let plan = text(&group, person, file);
            assert!(plan.contains("title: By ana") && plan.contains("title: By ben"), "{plan}");
            assert!(!group.path(person).join("workplans/2024.yaml").exists());
            assert_eq!(group.status(person), "");
        }
    }
}

#[test]
fn a_field_that_both_changed_in_a_plan_that_both_split_is_asked_for_alone() {
    let group = Group::new(&["ana", "ben"]);
    for (person, file) in [("ben", "field.yaml"), ("ana", "other.yaml")] {
        set(&group, person, &["1.1", &format!("title=By {person}")]);
        set(&group, person, &[if person == "ana" { "1.2" } else { "1.3" }, "remarks=Kept"]);
        split(&group, person, ["plan.yaml", file]);
        let run = group.run(person, &["share", "--ours"]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let plan = text(&group, "ana", "2024/other.yaml");
    assert!(plan.contains("title: By ana") && !plan.contains("By ben"), "{plan}");
    assert_eq!(plan.matches("remarks: Kept").count(), 2, "{plan}");
}
