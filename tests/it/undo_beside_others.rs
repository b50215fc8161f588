//! Edits that are taken back while others work on the same plans.

use std::process::Stdio;

use crate::share::{Group, long_plan};
use crate::support::{Run, command, git, run};

/// Runs the program in a folder of a clone that may be gone by now.
fn in_gone(group: &Group, person: &str, inner: &str, arguments: &str) -> Run {
    let program = env!("CARGO_BIN_EXE_workplan");
    let mut shell = command(&group.path(person), &[]);
    let script = format!("cd {inner} && {program} share && {program} {arguments}");
    let mut own = std::process::Command::new("sh");
    own.args(["-c", &script]).current_dir(group.path(person)).stdin(Stdio::null());
    for (name, value) in shell.get_envs() {
        if let Some(value) = value {
            own.env(name, value);
        }
    }
    std::mem::swap(&mut shell, &mut own);
    run(shell)
}

fn assert_refused(run: &Run, words: &[&str]) {
    assert_eq!(run.code, Some(2), "{run:?}");
    for word in words {
        assert!(run.stderr.contains(word), "{word}: {run:?}");
    }
}

#[test]
fn undo_does_not_remove_a_plan_that_is_shared() {
    let group = Group::new(&["ana", "ben"]);
    group.ok("ana", &["rollover", "2024"]);
    let plan = group.path("ana").join("workplans/2025.yaml");
    // As long as nobody has it, it goes.
    group.ok("ana", &["undo"]);
    assert!(!plan.exists());
    group.ok("ana", &["rollover", "2024"]);
    group.ok("ana", &["share"]);
    // Nothing that others did is fetched.
    group.ok("ben", &["update"]);
    group.ok("ben", &["set", "2025/1.1", "title=Another"]);
    group.ok("ben", &["share"]);
    let refused = ["workplans/2025.yaml is shared", "if all agree, remove the file"];
    assert_refused(&group.run("ana", &["undo"]), &refused);
    // Git may have forgotten what it fetched.
    git(&group.path("ana"), &["update-ref", "-d", "refs/remotes/origin/main"]);
    assert_refused(&group.run("ana", &["undo"]), &refused);
    assert!(plan.exists());
    group.ok("ana", &["share"]);
    assert_refused(&group.run("ana", &["undo"]), &["2025.yaml has been changed since that edit"]);
    assert!(std::fs::read_to_string(plan).unwrap().contains("title: Another"));
}

#[test]
fn each_file_of_a_shared_plan_is_named() {
    let plan = long_plan(4);
    let (head, rest) = plan.split_once("priorities:").unwrap();
    let rest = format!("schema: 1\npriorities:{rest}");
    let group = Group::with(&["ana"], &[("2024/plan.yaml", head), ("2024/1.yaml", &rest)]);
    group.ok("ana", &["rollover", "2024"]);
    group.ok("ana", &["share"]);
    let both = "workplans/2025/1.yaml, workplans/2025/plan.yaml are shared, so others may have \
                worked with them since";
    assert_refused(&group.run("ana", &["undo"]), &[both, "if all agree, remove all 2 files"]);
}

#[test]
fn who_changed_what_stands_above_an_activity_is_named() {
    let group = Group::new(&["ana", "ben"]);
    group.ok("ana", &["set", "org:iom", "name=Ana's"]);
    group.ok("ana", &["share"]);
    group.ok("ben", &["update"]);
    group.ok("ben", &["set", "org:iom", "name=Ben's"]);
    group.ok("ben", &["share"]);
    group.ok("ana", &["update"]);
    let told = "organization iom, name was changed after that edit, by ben";
    assert_refused(&group.run("ana", &["undo"]), &["workplans/organizations.yaml", told]);
    // By the user, with an edit that cannot be taken back any more.
    group.ok("ana", &["set", "org:iom", "short=I"]);
    group.ok("ana", &["undo"]);
    assert_refused(&group.run("ana", &["undo"]), &[told]);
}

#[test]
fn an_activity_comes_back_in_its_own_file_and_a_new_one_goes_in_one_line() {
    let plan = long_plan(4);
    let (head, rest) = plan.split_once("priorities:").unwrap();
    let first = "schema: 1\npriorities:\n  - {id: '9', title: Nine, activities: []}\n";
    let rest = format!("schema: 1\npriorities:{rest}");
    let files = [("2024/plan.yaml", head), ("2024/0.yaml", first), ("2024/1.yaml", &rest)];
    let group = Group::with(&["ana"], &files);
    let new = ["add", "--priority", "1", "--title", "Another", "--owner", "iom"];
    group.ok("ana", &[&new[..], &["--due", "2024-11-30", "--as-of", "2024-09-15"]].concat());
    let said = group.ok("ana", &["undo"]);
    assert!(said.ends_with("\nremoved: 1.5 Another (2024, in workplans/2024/1.yaml)\n"), "{said}");
}

#[test]
fn an_activity_with_a_new_id_of_others_and_a_period_are_named() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.2", "title=Of Ben");
    group.ok("ben", &["share"]);
    group.ok("ana", &["update"]);
    group.set("ana", "1.2", "id=1.20");
    group.ok("ana", &["share"]);
    group.ok("ben", &["update"]);
    let said = group.ok("ben", &["undo"]);
    assert!(said.contains("1.20 ") && said.contains("“Of Ben” → “Activity number 2”"), "{said}");
    group.ok("ben", &["set", "plan:2024", "period.end=2024-12-30", "--as-of", "2024-09-15"]);
    let said = group.ok("ben", &["undo"]);
    assert!(said.contains("2024-12-30") && said.contains("2024-12-31"), "{said}");
}

#[test]
fn what_others_have_written_as_well_is_told_and_stays() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ana", "1.2", "title=Mine");
    group.set("ana", "1.1", "due=2024-07-02");
    group.set("ben", "1.1", "due=2024-07-02");
    group.ok("ana", &["share"]);
    let said = group.ok("ben", &["share"]);
    assert!(said.contains("ana has written the same as you: 1.1 due."), "{said}");
    let said = group.ok("ana", &["update"]);
    assert!(said.contains("ben has written the same as you: 1.1 due."), "{said}");
    for (person, other) in [("ana", "ben"), ("ben", "ana")] {
        let run = group.run(person, &["undo"]);
        let same = format!("{other} has written the same as you in 1.1 (due)");
        assert_refused(&run, &[&same, "`workplan set 1.1 due=…`"]);
        assert!(group.plan(person).contains("due: 2024-07-02"));
    }
    // The edit before it can still be taken back.
    group.ok("ana", &["undo"]);
    assert!(group.plan("ana").contains("title: Activity number 2"));
    // What the user has written alone is not concerned.
    group.set("ben", "1.3", "due=2024-07-03");
    group.set("ana", "1.3", "due=2024-07-04");
    group.ok("ana", &["share"]);
    let said = group.ok("ben", &["share", "--ours"]);
    assert!(!said.contains("the same as you"), "{said}");
}

#[test]
fn an_edit_of_an_activity_with_a_new_id_is_taken_back_under_it() {
    let group = Group::new(&["ana", "ben"]);
    let add = |person: &str, title: &str| {
        let add = ["add", "--plan", "2024", "--priority", "1", "--title", title];
        group.ok(person, &[&add[..], &["--owner", "iom", "--due", "2024-09-01"]].concat());
    };
    add("ben", "Hire an interpreter");
    add("ana", "Draw a map of wells");
    group.set("ana", "1.7", "due=2024-11-01");
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("your “Draw a map of wells” is now 1.8"), "{said}");
    let said = group.ok("ana", &["undo"]);
    assert!(said.contains("1.8 Draw a map of wells") && said.contains("1 Sep 2024"), "{said}");
    let said = group.ok("ana", &["undo"]);
    assert!(said.contains("removed: 1.8 Draw a map of wells (2024, in "), "{said}");
    let plan = group.plan("ana");
    assert!(plan.contains("Hire an interpreter") && !plan.contains("Draw a map"), "{plan}");
}

#[test]
fn who_has_changed_the_same_since_is_named_with_the_field() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ana", "1.1", "due=2024-07-02");
    group.ok("ana", &["share"]);
    group.ok("ben", &["update"]);
    group.set("ben", "1.1", "due=2024-07-05");
    group.ok("ben", &["share"]);
    group.ok("ana", &["update"]);
    let by_ben = "activity 1.1, due was changed after that edit, by ben";
    assert_refused(&group.run("ana", &["undo"]), &[by_ben]);
    // After a decision for the others.
    let group = Group::new(&["ana", "ben"]);
    group.set("ana", "1.1", "title=Anas");
    group.set("ben", "1.1", "title=Bens");
    group.ok("ben", &["share"]);
    group.ok("ana", &["share", "--theirs"]);
    group.ok("ana", &["undo"]);
    let run = group.run("ana", &["undo"]);
    assert_refused(&run, &["activity 1.1", "title", "was changed after that edit, by ben"]);
}

#[test]
fn a_moved_folder_takes_its_edits_along_and_the_old_place_names_the_new_one() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ana", "1.1", "title=First");
    group.ok("ana", &["share"]);
    group.ok("ben", &["update"]);
    let ben = group.path("ben");
    std::fs::create_dir(ben.join("docs")).unwrap();
    git(&ben, &["mv", "workplans", "docs/workplans"]);
    git(&ben, &["commit", "-qm", "Move"]);
    git(&ben, &["push", "-q", "origin", "main"]);
    group.set("ana", "1.2", "title=Second");
    let run = in_gone(&group, "ana", "workplans", "status");
    assert!(run.stdout.contains("it is docs/workplans now"), "{run:?}");
    let new = group.path("ana").join("docs/workplans");
    let go = format!("or name it: --dir {}", new.display());
    assert_refused(&run, &["the folder that you are in is not there any more", &go]);
    for arguments in [["--dir", "workplans", "status"], ["--dir", "workplans", "undo"]] {
        assert_refused(&group.run("ana", &arguments), &["does not exist", &go]);
    }
    assert_refused(&group.run("ana", &["undo"]), &[&go]);
    let undo = ["--dir", "docs/workplans", "undo"];
    let said = group.ok("ana", &undo);
    assert!(said.contains("title “Second” → “Activity number 2”"), "{said}");
    let said = group.ok("ana", &undo);
    assert!(said.contains("title “First” → “Activity number 1”"), "{said}");
    assert_eq!(group.run("ana", &undo).code, Some(2));
}

#[test]
fn an_edit_is_taken_back_in_the_file_that_has_its_activity_now() {
    let plan = crate::share::long_plan(4);
    let (head, rest) = plan.split_once("priorities:").unwrap();
    let rest = format!("schema: 1\npriorities:{rest}");
    let files = [("2024/plan.yaml", head), ("2024/1.yaml", rest.as_str())];
    let group = Group::with(&["ana", "ben"], &files);
    group.set("ana", "1.2", "title=First");
    group.set("ana", "1.3", "title=Second");
    group.ok("ana", &["share"]);
    group.ok("ben", &["update"]);
    // The file has another name, then it is two, and then the plan is one.
    git(&group.path("ben"), &["mv", "workplans/2024/1.yaml", "workplans/2024/field.yaml"]);
    group.ok("ben", &["share"]);
    group.ok("ana", &["update"]);
    let said = group.ok("ana", &["undo"]);
    assert!(said.contains("title “Second” → “Activity number 3”"), "{said}");
    let folder = group.path("ana/workplans/2024");
    let text = std::fs::read_to_string(folder.join("field.yaml")).unwrap();
    let (_, list) = text.split_once("priorities:").unwrap();
    std::fs::write(folder.with_extension("yaml"), format!("{head}priorities:{list}")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let said = group.ok("ana", &["undo"]);
    assert!(said.contains("title “First” → “Activity number 2”"), "{said}");
    assert_eq!(std::fs::read_to_string(folder.with_extension("yaml")).unwrap(), plan);
}

#[test]
fn a_file_that_is_gone_is_not_called_changed() {
    let group = Group::new(&["ana"]);
    group.set("ana", "1.2", "title=First");
    let plans = group.path("ana/workplans");
    std::fs::rename(plans.join("2024.yaml"), plans.join("now.yaml")).unwrap();
    let run = group.run("ana", &["undo"]);
    assert_refused(&run, &["2024.yaml is not there any more: it was renamed or removed"]);
}
