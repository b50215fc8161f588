//! Sharing with others: what is committed, merged and pushed, and what both sides are asked.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::json_shapes::assert_shape;
use crate::support::{Run, command, copy, git, init, run, temporary_folder, write};

/// A plan with this many activities, `1.1` and so on.
pub fn long_plan(activities: usize) -> String {
    let mut plan = String::from(
        "schema: 1\ntitle: The plan of 2024\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
         priorities:\n  - id: \"1\"\n    title: Field\n    activities:\n",
    );
    for number in 1..=activities {
        plan += &format!("      - id: 1.{number}\n        title: Activity number {number}\n");
        plan += "        owners: [iom]\n        due: 2024-06-30\n        status: planned\n";
    }
    plan
}

/// The organizations of the group.
pub const ORGANIZATIONS: &str =
    "schema: 1\norganizations:\n  - id: iom\n    name: IOM\n  - id: fao\n    name: FAO\n";

/// A shared copy and the clones of several people.
pub struct Group {
    pub root: TempDir,
}

impl Group {
    /// A group with a plan of six activities; each person has a clone.
    pub fn new(people: &[&str]) -> Group {
        Group::with(people, &[("2024.yaml", &long_plan(6))])
    }

    /// A group with these files in its workplans folder.
    pub fn with(people: &[&str], files: &[(&str, &str)]) -> Group {
        let group = Group { root: temporary_folder() };
        let first = group.path("first");
        std::fs::create_dir(&first).unwrap();
        init(&first);
        write(&first, "organizations.yaml", ORGANIZATIONS);
        files.iter().for_each(|(name, text)| write(&first, name, text));
        std::fs::write(first.join("README"), "one\n\n\ntwo\n\n\nthree\n").unwrap();
        git(&first, &["add", "-A"]);
        git(&first, &["commit", "-q", "-m", "As endorsed"]);
        git(group.root.path(), &["clone", "-q", "--bare", "first", "hub.git"]);
        git(&first, &["remote", "add", "origin", "../hub.git"]);
        git(&first, &["config", "branch.main.remote", "origin"]);
        git(&first, &["config", "branch.main.merge", "refs/heads/main"]);
        git(&first, &["config", "core.fsync", "none"]);
        for person in people {
            group.add(person);
        }
        group
    }

    /// Adds a person with a clone.
    pub fn add(&self, person: &str) {
        let own = self.path(person);
        copy(&self.path("first"), &own);
        let config = own.join(".git/config");
        let mut text = std::fs::read_to_string(&config).unwrap();
        text += &format!("[user]\n\tname = {person}\n\temail = {person}@example.org\n");
        std::fs::write(config, text).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Runs the program as a person.
    pub fn run(&self, person: &str, arguments: &[&str]) -> Run {
        run(command(&self.path(person), arguments))
    }

    /// Runs it, and expects that all went well.
    pub fn ok(&self, person: &str, arguments: &[&str]) -> String {
        self.run(person, arguments).ok()
    }

    /// Sets fields of an activity.
    pub fn set(&self, person: &str, id: &str, value: &str) {
        let run = self.run(person, &["set", id, value, "--plan", "2024"]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }

    /// The plan as a person has it.
    pub fn plan(&self, person: &str) -> String {
        std::fs::read_to_string(self.path(person).join("workplans/2024.yaml")).unwrap()
    }

    /// The plan in the shared copy.
    pub fn shared(&self) -> String {
        git(&self.path("hub.git"), &["show", "main:workplans/2024.yaml"])
    }

    /// What git says of the clone: nothing if all is committed.
    pub fn status(&self, person: &str) -> String {
        git(&self.path(person), &["status", "--porcelain"])
    }
}

/// Asserts that nothing is left over from a run: no lock, no index, no half merge.
pub fn assert_tidy(clone: &Path) {
    let git_folder = clone.join(".git");
    for name in ["index.lock", "HEAD.lock", "MERGE_HEAD", "refs/heads/main.lock", "ORIG_HEAD.lock"]
    {
        assert!(!git_folder.join(name).exists(), "{name}");
    }
    let own = git_folder.join("workplan");
    if own.exists() {
        let left: Vec<_> = std::fs::read_dir(own)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("index"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
    git(clone, &["fsck", "--no-dangling", "--connectivity-only"]);
}

#[test]
fn changes_of_the_workplans_alone_are_shared() {
    let group = Group::new(&["ana", "kenji"]);
    let ana = group.path("ana");
    std::fs::write(ana.join("README"), "ONE\n\n\ntwo\n\n\nthree\n").unwrap();
    std::fs::write(ana.join("staged"), "mine\n").unwrap();
    std::fs::write(ana.join("untracked"), "mine\n").unwrap();
    git(&ana, &["add", "staged"]);
    let before = group.status("ana");
    group.set("ana", "1.1", "status=completed");
    group.set("ana", "1.2", "due=2024-07-31");
    write(&ana, "2025.yaml", &long_plan(1).replace("2024", "2025"));
    let said = group.ok("ana", &["share"]);
    let first = said.lines().next().unwrap();
    let saved = "Saved your changes: Complete 2024/1.1; move back 2024/1.2; add the plan 2025.";
    assert!(first.starts_with(saved), "{said}");
    assert!(said.ends_with("Shared: the others can see your changes now.\n"), "{said}");
    assert_eq!(group.status("ana"), before, "other files stay as they were, staged or not");
    let commit = git(&ana, &["show", "--name-only", "--format=%an <%ae>%n%B", "HEAD"]);
    assert_eq!(
        commit,
        "ana <ana@example.org>\nComplete 2024/1.1; move back 2024/1.2; add the plan 2025\n\n\
         - Complete 2024/1.1: Activity number 1\n- Move back 2024/1.2: Activity number 2\n\
         - Add the plan 2025\n\n\nworkplans/2024.yaml\nworkplans/2025.yaml\n"
    );
    assert_eq!(group.shared(), group.plan("ana"));

    let said = group.ok("kenji", &["update"]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "Took in what others did: 3 changes by ana.");
    assert!(
        lines[1].starts_with("  1.1 Activity number 1: status planned → completed ("),
        "{said}"
    );
    assert_eq!(group.plan("kenji"), group.plan("ana"));
    assert_eq!(group.status("kenji"), "");
    assert_tidy(&ana);
    assert_tidy(&group.path("kenji"));

    let said = group.ok("ana", &["share"]);
    assert_eq!(
        said,
        "You have no unsaved changes.\nThe others have no new changes.\n\
         The shared copy has all of your changes.\n"
    );
}

#[test]
fn the_users_words_and_a_removed_file_are_in_the_commit() {
    let group = Group::with(&["ana"], &[("2024.yaml", &long_plan(3)), ("old.txt", "old")]);
    let ana = group.path("ana");
    std::fs::remove_file(ana.join("workplans/old.txt")).unwrap();
    group.set("ana", "1.3", "progress=40");
    group.ok("ana", &["share", "The handbook is on its way"]);
    let commit = git(&ana, &["show", "--name-status", "--format=%B", "HEAD"]);
    assert_eq!(
        commit,
        "The handbook is on its way\n\n- Record progress of 1.3: Activity number 3\n\n\n\
         M\tworkplans/2024.yaml\nD\tworkplans/old.txt\n"
    );
}

#[test]
fn both_sides_are_merged_without_a_driver() {
    let group = Group::new(&["ana", "kenji"]);
    // A driver that is set up and fails does not matter.
    git(&group.path("kenji"), &["config", "merge.workplan.driver", "false"]);
    std::fs::write(group.path("kenji").join(".git/info-attributes"), "").unwrap();
    std::fs::create_dir_all(group.path("kenji").join(".git/info")).unwrap();
    std::fs::write(group.path("kenji").join(".git/info/attributes"), "*.yaml merge=workplan\n")
        .unwrap();
    group.set("ana", "1.1", "status=completed");
    let add = ["add", "--priority", "1", "--owner", "iom", "--due", "2024-10-01", "--plan", "2024"];
    for (person, title) in [("ana", "Of Ana"), ("kenji", "Of Kenji")] {
        let run = group.run(person, &[&add[..], &["--title", title]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    // Neighbouring lines, which are a conflict for git.
    group.set("kenji", "1.1", "due=2024-07-31");
    group.ok("ana", &["share"]);
    let said = group.ok("kenji", &["share"]);
    assert!(said.contains("Took in what others did: 2 changes by ana."), "{said}");
    assert!(said.contains("workplans/2024.yaml: ") || said.contains("2024.yaml: "), "{said}");
    let plan = group.shared();
    for part in ["Of Ana", "Of Kenji", "due: 2024-07-31", "status: completed", "id: 1.7", "id: 1.8"]
    {
        assert!(plan.contains(part), "{part}: {plan}");
    }
    assert_eq!(group.plan("kenji"), plan);
    assert_eq!(group.status("kenji"), "");
    group.ok("ana", &["update"]);
    assert_eq!(group.plan("ana"), plan);
}

#[test]
fn different_changes_of_one_field_are_shown_and_decided() {
    let group = Group::new(&["ana", "kenji"]);
    group.set("ana", "1.1", "due=2024-08-31");
    group.set("ana", "1.2", "status=completed");
    group.ok("ana", &["share"]);
    group.set("kenji", "1.1", "due=2024-07-31");
    group.set("kenji", "1.3", "status=completed");
    let kenji = group.path("kenji");
    let run = group.run("kenji", &["share"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let day = git(&group.path("ana"), &["log", "-1", "--format=%ad", "--date=format:%-d %b %Y"]);
    let expected = format!(
        "Saved your changes: Move back 1.1; complete 1.3. `workplan check` has 1 warning.\n\
         In one place you and others made different changes. Nothing was taken in or shared:\n  \
         1.1 Activity number 1: due\n    yours:  “2024-07-31”\n    \
         theirs: “2024-08-31” (ana, {})\n",
        day.trim()
    );
    assert_eq!(run.stdout, expected);
    assert!(run.stderr.contains("`workplan share --ours` keeps all of yours"), "{run:?}");
    assert_eq!(group.status("kenji"), "");
    assert!(!group.plan("kenji").contains("<<<<"));
    assert_eq!(git(&kenji, &["rev-list", "--count", "HEAD"]), "2\n", "only the own commit is new");

    let json = group.run("kenji", &["share", "--format", "json"]);
    assert_eq!(json.code, Some(1), "{json:?}");
    let value = json.json();
    assert_shape(&value, "share");
    let conflict = &value["conflicts"][0];
    assert_eq!(conflict["activity"], "1.1");
    assert_eq!((&conflict["field"], &conflict["author"]), (&"due".into(), &"ana".into()));
    assert_eq!(value["pushed"], false);

    let copy_of = |name: &str| copy(&kenji, &group.path(name));
    copy_of("lee");
    let said = group.ok("lee", &["update", "--theirs"]);
    assert!(said.contains("1.1 Activity number 1: due 31 Jul → 31 Aug 2024"), "{said}");
    assert!(group.plan("lee").contains("due: 2024-08-31"));
    let said = group.ok("kenji", &["share", "--ours"]);
    assert_eq!(said.matches("1.1").count(), 1, "what stays as it was is no news: {said}");
    assert!(said.contains("1.1 Activity number 1: due: “2024-08-31” (ana, "), "{said}");
    let plan = group.shared();
    assert!(plan.contains("due: 2024-07-31") && !plan.contains("2024-08-31"), "{plan}");
    assert_eq!(plan.matches("status: completed").count(), 2);
}

#[test]
fn a_plan_that_one_side_splits_is_merged() {
    for splitter_first in [true, false] {
        let group = Group::new(&["ana", "kenji"]);
        let ana = group.path("ana");
        let plan = long_plan(6);
        let (head, activities) = plan.split_once("priorities:\n").unwrap();
        std::fs::remove_file(ana.join("workplans/2024.yaml")).unwrap();
        write(&ana, "2024/plan.yaml", head);
        write(&ana, "2024/1-field.yaml", &format!("schema: 1\npriorities:\n{activities}"));
        group.set("kenji", "1.4", "status=completed");
        let order = if splitter_first { ["ana", "kenji"] } else { ["kenji", "ana"] };
        for person in order {
            group.ok(person, &["share"]);
        }
        let split = git(&group.path("hub.git"), &["show", "main:workplans/2024/1-field.yaml"]);
        assert!(split.contains("status: completed"), "{splitter_first} {split}");
        let files = git(&group.path("hub.git"), &["ls-tree", "-r", "--name-only", "main"]);
        assert!(!files.contains("workplans/2024.yaml"), "{files}");
        assert_eq!(group.status(order[1]), "");
    }
}

#[test]
fn errors_of_the_user_stop_it_and_older_ones_do_not() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    let path = ana.join("workplans/2024.yaml");
    let with = |from: &str, to: &str| {
        let text = std::fs::read_to_string(&path).unwrap().replacen(from, to, 1);
        std::fs::write(&path, text).unwrap();
    };
    with("status: planned", "status: wobbly");
    let before = group.status("ana");
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.stderr.contains("nothing is shared yet: these errors are in your changes"),
        "{run:?}"
    );
    assert!(run.stderr.contains("workplans/2024.yaml:"), "{run:?}");
    assert_eq!((run.stdout.as_str(), group.status("ana")), ("", before));
    // As somebody has shared it who uses git alone.
    git(&ana, &["commit", "-qam", "An error"]);
    group.ok("ana", &["share"]);
    with("due: 2024-06-30", "due: 2024-07-31");
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("The plans have 1 error that your changes did not bring"), "{said}");
}

#[test]
fn two_changes_that_are_wrong_together_are_refused() {
    let group = Group::new(&["ana", "kenji"]);
    group.set("ana", "1.1", "depends_on=1.2");
    group.ok("ana", &["share"]);
    group.set("kenji", "1.2", "depends_on=1.1");
    let run = group.run("kenji", &["share"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("do not fit together"), "{run:?}");
    assert!(run.stderr.contains("dependency-cycle"), "{run:?}");
    assert_eq!(group.status("kenji"), "");
    assert!(!group.shared().contains("depends_on: [1.1]"));
}

#[test]
fn update_keeps_unsaved_changes() {
    let group = Group::new(&["ana", "kenji"]);
    group.set("ana", "1.1", "status=completed");
    write(&group.path("ana"), "2025.yaml", &long_plan(1).replace("2024", "2025"));
    group.ok("ana", &["share"]);
    let kenji = group.path("kenji");
    group.set("kenji", "1.1", "due=2024-07-31");
    group.set("kenji", "1.2", "progress=20");
    git(&kenji, &["add", "workplans"]);
    group.set("kenji", "1.3", "progress=30");
    std::fs::write(kenji.join("README"), "ONE\n\n\ntwo\n\n\nthree\n").unwrap();
    let said = group.ok("kenji", &["update"]);
    assert!(said.starts_with("Took in what others did: 2 changes by ana."), "{said}");
    let plan = group.plan("kenji");
    for part in ["status: completed", "due: 2024-07-31", "progress: 20", "progress: 30"] {
        assert!(plan.contains(part), "{part}: {plan}");
    }
    let changed = git(&kenji, &["diff", "HEAD", "--name-only"]);
    assert_eq!(changed, "README\nworkplans/2024.yaml\n");
    let own = git(&kenji, &["diff", "HEAD", "--", "workplans"]);
    assert!(!own.contains("-        status: completed"), "theirs is not taken back: {own}");
    assert!(kenji.join("workplans/2025.yaml").exists());
    assert_tidy(&kenji);

    // The same field, unsaved here: nothing changes until it is decided.
    group.set("ana", "1.2", "progress=90");
    group.ok("ana", &["share"]);
    let before = (group.plan("kenji"), group.status("kenji"));
    let run = group.run("kenji", &["update"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains("1.2 Activity number 2: progress"), "{run:?}");
    assert_eq!((group.plan("kenji"), group.status("kenji")), before);
    group.ok("kenji", &["update", "--ours"]);
    assert!(group.plan("kenji").contains("progress: 20"));
    group.ok("kenji", &["share"]);
    assert!(group.shared().contains("progress: 20") && group.shared().contains("progress: 30"));
}

#[test]
fn a_dry_run_shows_all_and_changes_nothing() {
    let group = Group::new(&["ana", "kenji"]);
    group.set("ana", "1.1", "status=completed");
    group.ok("ana", &["share"]);
    group.set("kenji", "1.2", "status=completed");
    let kenji = group.path("kenji");
    let state =
        || (group.plan("kenji"), group.status("kenji"), git(&kenji, &["rev-parse", "HEAD"]));
    let before = state();
    let said = group.ok("kenji", &["share", "--dry-run"]);
    assert!(said.contains("Would save your changes: Complete 1.2"), "{said}");
    assert!(said.contains("1.1 Activity number 1: status planned → completed"), "{said}");
    assert!(said.contains("Would send your changes to the shared copy"), "{said}");
    group.ok("kenji", &["update", "--dry-run"]);
    assert_eq!(state(), before);
    assert_eq!(group.shared().matches("status: completed").count(), 1);
    // What is not saved yet can differ from what others did.
    group.set("kenji", "1.1", "status=ongoing");
    for verb in ["update", "share"] {
        let run = group.run("kenji", &[verb, "--dry-run"]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stdout.contains("1.1 Activity number 1: status"), "{run:?}");
    }
}

#[test]
fn json_says_what_was_done() {
    let group = Group::new(&["ana", "kenji"]);
    group.set("ana", "1.1", "status=completed");
    let value = group.run("ana", &["share", "--format", "json"]).json();
    assert_shape(&value, "share");
    assert_eq!((&value["pushed"], &value["branch"]), (&true.into(), &"main".into()));
    assert_eq!(value["committed"]["subject"], "Complete 1.1");
    let value = group.run("kenji", &["update", "--format", "json"]).json();
    assert_shape(&value, "share");
    let change = &value["taken_in"][0];
    assert_eq!((&change["author"], &change["activity"]), (&"ana".into(), &"1.1".into()));
    assert_eq!(change["changes"][0]["after"], "completed");
    assert!(value["committed"].is_null());
}

#[test]
fn commits_about_other_files_are_told_of() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    std::fs::write(ana.join("notes"), "mine\n").unwrap();
    git(&ana, &["add", "notes"]);
    git(&ana, &["commit", "-qm", "Notes"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("with 1 commit about other files."), "{said}");
}

#[test]
fn line_ends_of_the_user_are_no_change() {
    let group = Group::new(&["ana", "kenji"]);
    let kenji = group.path("kenji");
    git(&kenji, &["config", "core.autocrlf", "true"]);
    let path = kenji.join("workplans/2024.yaml");
    let crlf = std::fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
    std::fs::write(&path, crlf.replacen("status: planned", "status: ongoing", 1)).unwrap();
    group.set("ana", "1.2", "status=ongoing");
    group.ok("ana", &["share"]);
    group.ok("kenji", &["update"]);
    let plan = group.plan("kenji");
    assert_eq!(plan.matches("status: ongoing\r\n").count(), 2, "{plan:?}");
    assert_eq!(plan.matches('\n').count(), plan.matches("\r\n").count());
    group.ok("kenji", &["share"]);
    assert!(!group.shared().contains('\r'));
}
