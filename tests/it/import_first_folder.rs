//! `init --from-sheet` creates a folder with a plan from a sheet. Also, a dry run of an import into
//! a new folder.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::{entries, temporary_folder, workplan};

const SHEET: &str = "Activity,Lead,Deadline,Status\n\
    Draft the law,Alpha,30 June 2031,Done\nHear the members,Beta,30 September 2031,wobbly\n";

fn with_sheet() -> tempfile::TempDir {
    let folder = temporary_folder();
    std::fs::write(folder.path().join("sheet.csv"), SHEET).unwrap();
    folder
}

/// Returns the files of a folder, except for the named ones.
fn files(folder: &Path, but: &[&str]) -> BTreeSet<(String, Vec<u8>)> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in entries(&next) {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            match path.is_dir() {
                true => folders.push(path),
                false if but.contains(&name.as_str()) => {}
                false => drop(found.insert((name, std::fs::read(&path).unwrap()))),
            }
        }
    }
    found
}

#[test]
fn init_creates_a_folder_with_the_plan_of_a_sheet() {
    let day = ["--as-of", "2031-01-05"];
    let (own, usual) = (with_sheet(), temporary_folder());
    let from_sheet = ["init", "our group", "--from-sheet", "sheet.csv", "--to", "2030", "--yes"];
    let run = workplan(own.path(), &[&from_sheet[..], &["--ci", "github"], &day].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let init = ["init", "our group", "--ci", "github"];
    assert_eq!(workplan(usual.path(), &[&init[..], &day].concat()).code, Some(0));
    let made = own.path().join("our group");
    let but = ["workplans/organizations.yaml", "workplans/2030.yaml", "workplans/2031.yaml"];
    assert_eq!(files(&made, &but), files(&usual.path().join("our group"), &but));
    assert!(!made.join("workplans/2031.yaml").exists(), "the sample is not written");
    for part in [
        "our group/workplans/2030.yaml: 2 activities from sheet.csv",
        "written:\n  our group/workplans/2030.yaml\n",
        "  our group/.github/workflows/workplan.yml\n",
        "  cd 'our group'\n  workplan status\n",
        "marked TODO",
    ] {
        assert!(run.stdout.contains(part), "{part:?} in {}", run.stdout);
    }
    let check = workplan(&made, &["check", "2030", "--as-of", "2031-12-31"]);
    assert_eq!(check.code, Some(0), "{check:?}");
}

#[test]
fn in_a_folder_with_plans_init_recommends_import() {
    let folder = with_sheet();
    assert_eq!(workplan(folder.path(), &["init", "--as-of", "2030-01-05"]).code, Some(0));
    let before = files(folder.path(), &[]);
    let arguments = ["init", "--from-sheet", "sheet.csv", "--to", "2031", "--yes"];
    let run = workplan(folder.path(), &arguments);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("workplan import sheet.csv --to NAME"), "{}", run.stderr);
    assert_eq!(files(folder.path(), &[]), before);
}

#[test]
fn a_refused_init_writes_nothing() {
    let refused = |folder: &Path, more: &[&str]| {
        let arguments = [&["init", "our-group", "--from-sheet"], more].concat();
        let before = files(folder, &[]);
        let run = workplan(folder, &arguments);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert_eq!(files(folder, &[]), before, "{arguments:?}");
        run.stderr
    };
    let folder = with_sheet();
    let path = folder.path();
    assert!(refused(path, &["sheet.csv", "--to", "2031"]).contains("`wobbly` is not known"));
    assert!(refused(path, &["sheet.csv", "--yes"]).contains("--to NAME"));
    assert!(refused(path, &["none.csv", "--to", "2031", "--yes"]).contains("none.csv"));
    assert!(refused(path, &["sheet.csv", "--to", "a/b", "--yes"]).contains("`a/b`"));
    std::fs::write(path.join("empty.csv"), "one\n").unwrap();
    assert!(refused(path, &["empty.csv", "--to", "2031", "--yes"]).contains("no table"));
    assert!(!path.join("our-group").exists());
    // A file in the way.
    std::fs::create_dir_all(path.join("our-group/workplans")).unwrap();
    std::fs::write(path.join("our-group/workplans/README.md"), "ours").unwrap();
    let said = refused(path, &["sheet.csv", "--to", "2031", "--yes"]);
    assert!(said.contains("our-group/workplans/README.md is there already"), "{said}");
}

#[test]
fn init_uses_a_mapping() {
    let folder = with_sheet();
    let init = ["init", "--from-sheet", "sheet.csv", "--to", "2031"];
    let go = |more: &[&str]| workplan(folder.path(), &[&init[..], more].concat());
    assert_eq!(go(&["--write-mapping", "map.yaml"]).code, Some(0));
    assert!(!folder.path().join("workplans").exists());
    let mapping = std::fs::read_to_string(folder.path().join("map.yaml")).unwrap();
    let decided = mapping.replace("\"wobbly\": \"\"", "\"wobbly\": cancelled");
    assert_ne!(mapping, decided);
    std::fs::write(folder.path().join("map.yaml"), decided).unwrap();
    let run = go(&["--mapping", "map.yaml"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let plan = std::fs::read_to_string(folder.path().join("workplans/2031.yaml")).unwrap();
    assert!(plan.contains("status: cancelled"), "{plan}");
}

#[test]
fn a_dry_run_reports_what_a_run_would_do() {
    let folder = with_sheet();
    let arguments = ["import", "sheet.csv", "--to", "2031", "--yes", "--dry-run"];
    let run = workplan(folder.path(), &arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("# Made from sheet.csv") && !run.stdout.contains("rows read"));
    for part in [
        "workplans/2031.yaml would have 2 activities from sheet.csv\n",
        "  2 rows read: 2 activities\n",
        "  2 organizations are new: `Alpha`, `Beta`\n",
        "workplans/organizations.yaml",
        "workplans/config.yaml",
    ] {
        assert!(run.stderr.contains(part), "{part:?} in {}", run.stderr);
    }
    assert_eq!(entries(folder.path()).len(), 1);
    // The dry run names the files that a run writes.
    let named = run.stderr.split_once("to be written: ").unwrap().1.lines().next().unwrap();
    let named: BTreeSet<&str> = named.split(", ").collect();
    assert_eq!(workplan(folder.path(), &arguments[..5]).code, Some(0));
    let written = files(folder.path(), &["sheet.csv"]);
    assert_eq!(named, written.iter().map(|(name, _)| name.as_str()).collect());
    // With JSON, the summary is on standard output.
    let json = ["import", "sheet.csv", "--to", "2032", "--yes", "--dry-run", "--format", "json"];
    assert!(!workplan(folder.path(), &json).stderr.contains("rows read"));
}
