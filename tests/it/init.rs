//! `init`: from an empty folder to a working plan.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::support::{Run, git, project, shell, temporary_folder, workplan};

fn init(folder: &Path, arguments: &[&str]) -> Run {
    let run = workplan(folder, &[&["init"], arguments].concat());
    run.assert_clean();
    run
}

/// Returns all files below a folder with their texts.
fn files(folder: &Path) -> BTreeMap<String, String> {
    fn look(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    look(folder, folder, &mut found);
    found
}

#[test]
fn its_files_pass_check_on_any_day() {
    let ends = ["2025-01-01", "2024-02-29", "2023-12-29", "2023-12-30", "2023-12-31"]
        .map(|day| day.parse().unwrap());
    let first = chrono::NaiveDate::from_ymd_opt(2024, 1, 3).unwrap();
    let all = std::iter::successors(Some(first), |day| day.checked_add_days(chrono::Days::new(9)))
        .take(41);
    for day in all.chain(ends) {
        let text = day.to_string();
        let root = temporary_folder();
        assert!(init(root.path(), &["--as-of", &text]).ok().starts_with("written:\n  workplans/"));
        let go =
            |arguments: &[&str]| workplan(root.path(), &[arguments, &["--as-of", &text]].concat());
        assert_eq!(go(&["check"]).ok(), "no errors, no warnings\n", "{text}");
        let status = go(&["status", "--format", "json"]).json();
        assert_eq!(
            (&status["plan"], &status["total"]["activities"]),
            (&Value::from(&text[..4]), &Value::from(3))
        );
        // A new plan is on track, except for one that begins on its last day.
        let rating = if text.ends_with("12-31") { "off_track" } else { "on_track" };
        assert_eq!(
            (&status["total"]["rating"], &status["total"]["overdue"]),
            (&Value::from(rating), &Value::from(0)),
            "{text}"
        );
    }
}

#[test]
fn the_commands_in_its_readme_work() {
    for day in ["2025-01-01", "2024-12-31"] {
        let root = temporary_folder();
        let _ = init(root.path(), &["--as-of", day]).ok();
        let page = std::fs::read_to_string(root.path().join("workplans/README.md")).unwrap();
        let rows = page.lines().filter(|line| line.starts_with('|'));
        let typed: Vec<&str> = rows
            .flat_map(|row| row.split('`'))
            .filter(|part| part.starts_with("workplan "))
            .collect();
        assert!(typed.len() > 8, "{typed:?}");
        for line in typed {
            let (code, said) = shell(root.path(), &format!("{line} --as-of {day}"));
            assert_eq!(code, Some(0), "{line}: {said}");
        }
    }
}

#[test]
fn the_folder_is_where_it_is_asked_for() {
    for (arguments, expected) in [
        (&["group"][..], "group/workplans/2025.yaml"),
        (&["a/b/group"], "a/b/group/workplans/2025.yaml"),
        (&["group/workplans"], "group/workplans/2025.yaml"),
        (&["--dir", "group/plans"], "group/plans/2025.yaml"),
        (&[], "workplans/2025.yaml"),
    ] {
        let root = temporary_folder();
        let said = init(root.path(), &[arguments, &["--as-of", "2025-03-01"]].concat()).ok();
        let written = files(root.path());
        assert!(written.contains_key(expected), "{arguments:?}: {said}");
        for line in said.lines().skip(1).take_while(|line| !line.is_empty()) {
            assert!(written.contains_key(line.trim()), "{line}");
        }
        // The recommended next steps, executed.
        let steps: Vec<&str> = said
            .lines()
            .skip_while(|line| *line != "what to do next:")
            .skip(1)
            .take_while(|line| !line.is_empty())
            .collect();
        let folder = steps[0]
            .trim()
            .strip_prefix("cd ")
            .map_or(root.path().to_path_buf(), |folder| root.path().join(folder));
        for step in steps.iter().filter_map(|step| step.trim().strip_prefix("workplan ")) {
            let words: Vec<&str> = step.split(' ').chain(["--as-of", "2025-03-01"]).collect();
            assert_eq!(workplan(&folder, &words).code, Some(0), "{step}");
        }
    }
}

#[test]
fn if_a_file_exists_nothing_is_written() {
    for (taken, arguments) in [
        ("workplans/2025.yaml", &[][..]),
        ("workplans/README.md", &[]),
        ("workplans/.gitattributes", &[]),
        ("workplans/2019.yml", &[]),
        ("workplans/2019/1.yaml", &[]),
        ("workplans/2019/1.yaml", &["--from", "biennium", "--ci", "gitlab"]),
        (".github/workflows/workplan.yml", &["--ci", "github"]),
    ] {
        let root = temporary_folder();
        let path = root.path().join(taken);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "mine").unwrap();
        let run = init(root.path(), &[arguments, &["--as-of", "2025-03-01"]].concat());
        let taken = if taken.contains("2019/") { "workplans/2019" } else { taken };
        assert_eq!(run.code, Some(2), "{taken}");
        assert!(run.stderr.contains(taken) && run.stdout.is_empty(), "{}", run.stderr);
        assert_eq!(files(root.path()).into_values().collect::<Vec<_>>(), ["mine"]);
    }
    let root = temporary_folder();
    std::fs::create_dir(root.path().join("workplans")).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", root.path().join("workplans/config.yaml"))
        .unwrap();
    assert_eq!(init(root.path(), &["--as-of", "2025-03-01"]).code, Some(2));
    std::fs::write(root.path().join("file"), "mine").unwrap();
    assert_eq!(init(root.path(), &["file"]).code, Some(2));
    assert_eq!(std::fs::read_to_string(root.path().join("file")).unwrap(), "mine");
}

#[test]
fn beside_plans_of_other_folders_and_other_files_it_finds_room() {
    let root = temporary_folder();
    std::fs::write(root.path().join("README.md"), "mine").unwrap();
    let _ = init(root.path(), &["--ci", "gitlab", "--as-of", "2025-03-01"]).ok();
    let written = files(root.path());
    assert_eq!(written["README.md"], "mine");
    assert!(written[".gitlab-ci.yml"].contains("workplan check --format gitlab"));
    let yaml = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).unwrap();
    assert!(yaml(&written[".gitlab-ci.yml"])["workplan"]["script"].is_sequence());
}

#[test]
fn the_file_for_ci_lies_where_the_service_looks_for_it() {
    for (arguments, expected, plans) in [
        (&["--ci", "github"][..], ".github/workflows/workplan.yml", "workplans"),
        (&["groups/a", "--ci", "gitlab"], ".gitlab-ci.yml", "groups/a/workplans"),
        (&["our group", "--ci", "gitlab"], ".gitlab-ci.yml", "\"our group/workplans\""),
        (&["--dir", "plans", "--ci", "github"], ".github/workflows/workplan.yml", "plans"),
    ] {
        let root = temporary_folder();
        git(root.path(), &["init", "-q"]);
        let _ = init(root.path(), arguments).ok();
        let text = std::fs::read_to_string(root.path().join(expected)).unwrap();
        assert!(text.contains(&format!("WORKPLAN_DIR: {plans}\n")), "{text}");
        // A second run adds only the file of another service.
        let other = if expected.contains("github") { "gitlab" } else { "github" };
        let again: Vec<&str> =
            arguments[..arguments.len() - 1].iter().copied().chain([other]).collect();
        let said = init(root.path(), &again).ok();
        assert_eq!(said.lines().count(), 2, "{said}");
        assert!(
            root.path().join(".gitlab-ci.yml").exists()
                && root.path().join(".github/workflows/workplan.yml").exists()
        );
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named_and_nothing_is_left() {
    let root = temporary_folder();
    std::fs::write(root.path().join("file"), "").unwrap();
    let run = init(root.path(), &["file/group"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.starts_with("error: nothing was written, because file/group"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("help: to begin in another folder"), "{}", run.stderr);
}

#[test]
fn its_git_commands_work() {
    let root = temporary_folder();
    let said = init(root.path(), &["our group"]).ok();
    let lines: Vec<&str> = said
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| !line.starts_with("our group/"))
        .collect();
    assert!(lines.contains(&"cd 'our group'") && lines.contains(&"git init"), "{said}");
    std::fs::write(
        root.path().join(".gitconfig"),
        "[user]\n\tname = Ana Example\n\temail = ana@example.org\n",
    )
    .unwrap();
    let script = format!("set -e\n{}", lines.join("\n"));
    let (code, told) = shell(root.path(), &script);
    assert_eq!(code, Some(0), "{told}");
    let driver = git(&root.path().join("our group"), &["config", "merge.workplan.driver"]);
    assert_eq!(driver.trim(), "workplan merge-file --path %P --marker-size %L %O %A %B");
    // It does not recommend a repository inside another one.
    assert!(!init(&root.path().join("our group"), &["b"]).ok().contains("git init"));
}

#[test]
fn in_a_copy_of_what_others_share_the_next_step_is_to_share() {
    let hub = tempfile::tempdir().unwrap();
    git(hub.path(), &["init", "-q", "--bare"]);
    let folder = tempfile::tempdir().unwrap();
    let address = hub.path().display().to_string();
    workplan(folder.path(), &["get", &address, "own"]).ok();
    let said = workplan(&folder.path().join("own"), &["init"]).ok();
    let end = "\n\nto share it with the others:\n  workplan share\n";
    assert!(said.ends_with(end) && !said.contains("git "), "{said}");
    let copy = folder.path().join("own");
    for (key, value) in [("user.name", "ana"), ("user.email", "ana@example.org")] {
        git(&copy, &["config", key, value]);
    }
    workplan(&copy, &["share"]).ok();
    assert!(git(hub.path(), &["ls-tree", "-r", "--name-only", "HEAD"]).contains("config.yaml"));
}

#[test]
fn the_examples_come_as_they_are() {
    for (name, plan, day) in [
        ("one-page", "2025", "2025-05-12"),
        ("fiscal-year", "2024-25", "2024-12-01"),
        ("biennium", "2024-2025", "2025-03-01"),
    ] {
        let root = temporary_folder();
        let said = init(root.path(), &["--from", name]).ok();
        assert!(said.contains(" --as-of "), "{said}");
        let mut written = files(&root.path().join("workplans"));
        assert!(written.remove(".gitattributes").is_some());
        assert_eq!(written, files(&project().join("examples").join(name).join("workplans")));
        assert_eq!(workplan(root.path(), &["status", plan, "--as-of", day]).code, Some(0));
        assert_eq!(workplan(root.path(), &["check", "--as-of", day]).code, Some(0));
    }
    let root = temporary_folder();
    let run = init(root.path(), &["--from", "onepage"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("did you mean `one-page`?"), "{}", run.stderr);
    assert!(files(root.path()).is_empty());
}

#[test]
fn editors_find_the_schemas_and_the_schemas_accept_the_files() {
    let root = temporary_folder();
    let _ = init(root.path(), &[]).ok();
    let plans = root.path().join("workplans");
    let mut seen = 0;
    for (name, text) in files(&plans).iter().filter(|(name, _)| name.ends_with(".yaml")) {
        let schema =
            text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
        let schema: Value =
            serde_json::from_str(&std::fs::read_to_string(plans.join(schema)).unwrap()).unwrap();
        let value: Value = serde_yaml::from_str(text).unwrap();
        if let Err(error) = jsonschema::validator_for(&schema).unwrap().validate(&value) {
            panic!("{name}: {} {error}", error.instance_path());
        }
        seen += 1;
    }
    assert_eq!(seen, 3);
}

#[test]
fn git_takes_the_attributes() {
    let root = temporary_folder();
    let _ = init(root.path(), &["--as-of", "2025-03-01"]).ok();
    git(root.path(), &["init", "-q"]);
    let said = git(
        root.path(),
        &["check-attr", "merge", "workplans/2025.yaml", "workplans/2026/plan.yml", "other.yaml"],
    );
    assert_eq!(
        said,
        "workplans/2025.yaml: merge: workplan\nworkplans/2026/plan.yml: merge: workplan\n\
            other.yaml: merge: unspecified\n"
    );
}

/// The manual shows the file that `init` writes.
#[test]
fn the_job_for_gitlab_is_the_one_of_the_page() {
    let root = temporary_folder();
    let _ = init(root.path(), &["--ci", "gitlab"]).ok();
    let written = std::fs::read_to_string(root.path().join(".gitlab-ci.yml")).unwrap();
    let page = std::fs::read_to_string(project().join("docs/ci.md")).unwrap();
    let shown = page
        .split("```")
        .find(|block| block.starts_with("yaml\n# .gitlab-ci.yml"))
        .unwrap()
        .trim_start_matches("yaml\n");
    let read = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
    assert_eq!(read(shown), read(&written));
}

/// The jobs that publish a site install the program as those that check do.
#[test]
fn pages_are_published_on_request() {
    for (service, path) in
        [("github", ".github/workflows/workplan-site.yml"), ("gitlab", ".gitlab-ci.yml")]
    {
        let root = temporary_folder();
        git(root.path(), &["init", "-q"]);
        let run = init(root.path(), &["a b", "--ci", service, "--pages"]).ok();
        assert!(run.contains(path), "{run}");
        let text = std::fs::read_to_string(root.path().join(path)).unwrap();
        let read = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
        let all = read(&text);
        assert!(!text.contains("INSTALL") && !text.contains("vVERSION"), "{text}");
        match service {
            "gitlab" => {
                let (check, pages) = (&all["workplan"], &all["pages"]);
                assert_eq!(pages["script"][0], check["script"][0]);
                assert_eq!(pages["variables"], check["variables"]);
                assert_eq!(pages["artifacts"]["paths"][0], "public");
            }
            _ => {
                let check = root.path().join(".github/workflows/workplan.yml");
                let check = read(&std::fs::read_to_string(check).unwrap());
                let install = |file: &Value, job: &str| file["jobs"][job]["steps"][1].clone();
                assert_eq!(install(&all, "build"), install(&check, "check"));
                assert_eq!(all["permissions"], serde_json::json!({}));
                assert_eq!(
                    all["jobs"]["build"]["permissions"],
                    serde_json::json!({"contents": "read", "pages": "read"})
                );
            }
        }
        assert!(text.contains("WORKPLAN_DIR: \"a b/workplans\"\n"), "{text}");
    }
    let root = temporary_folder();
    assert_eq!(init(root.path(), &["--pages"]).code, Some(2), "of which service?");
    assert!(!root.path().join("workplans").exists());
}

/// The workflow does the same as the action of this repository.
#[test]
fn the_workflow_and_the_action_say_the_same() {
    let root = temporary_folder();
    let _ = init(root.path(), &["--ci", "github"]).ok();
    let read = |path: std::path::PathBuf| {
        serde_yaml::from_str::<Value>(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let commands = |steps: &Value| -> Vec<String> {
        let runs = steps.as_array().unwrap().iter().filter_map(|step| step["run"].as_str());
        // The action installs the program itself and accepts a plan.
        let same = |run: &str| {
            run.replace(" ${PLAN:+\"$PLAN\"}", "")
                .replace("export PATH=\"$PATH:$RUNNER_TEMP/workplan/bin\"\n", "")
        };
        let own = ["cargo +stable install", "packaging/comment.sh"];
        runs.filter(|run| own.iter().all(|own| !run.contains(own)))
            .map(|run| same(run).trim().to_owned())
            .collect()
    };
    let workflow = read(root.path().join(".github/workflows/workplan.yml"));
    let action = read(project().join("action.yml"));
    let own = commands(&action["runs"]["steps"]);
    assert_eq!(own.len(), 3);
    assert_eq!(commands(&workflow["jobs"]["check"]["steps"]), own);
}
