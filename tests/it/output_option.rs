//! `-o`: the file name decides the format. Also `--bom`, and files and standard input in place of
//! plans.

use std::fs;
use std::path::Path;

use crate::support::{command, folder, samples, temporary_folder, with_input, workplan};

#[test]
fn an_ending_decides_the_format() {
    let root = samples();
    for (arguments, file, start) in [
        (&["overdue", "2024"][..], "late.csv", "kind,"),
        (&["list", "2024"], "list.JSON", "{"),
        (&["status", "2024"], "status.md", "## "),
        (&["report", "2024"], "report.html", "<!doctype html>"),
        (&["check"], "findings.sarif", "{"),
        (&["check"], "findings.xml", "<?xml"),
        (&["export", "2024"], "plan.xml", "<?xml"),
        (&["list", "2024", "--format", "csv"], "list.dat", "plan,"),
        (&["list", "2024"], "list.txt", "id "),
        (&["list", "2024"], "list", "id "),
    ] {
        let run =
            workplan(root.path(), &[arguments, &["--as-of", "2024-09-15", "-o", file]].concat());
        assert!(matches!(run.code, Some(0 | 1)), "{file}: {run:?}");
        let text = fs::read_to_string(root.path().join(file)).unwrap();
        assert!(text.to_lowercase().starts_with(start), "{file}: {}", &text[..40]);
    }
}

#[test]
fn an_ending_that_a_command_cannot_write_is_refused() {
    let root = samples();
    for (arguments, file, parts) in [
        (&["digest", "2024"][..], "digest.pdf", &[".html", "print"][..]),
        (&["report", "2024"], "report.odt", &[".html", ".md", "write .docx"]),
        (&["digest", "2024"], "digest.docx", &[".html", "word processor"]),
        (&["list", "2024"], "list.xlsx", &[".csv", ".json", "export"]),
        (&["list", "2024"], "list.html", &[".csv", ".json"]),
        (&["digest", "2024"], "digest.csv", &[".html", ".ics"]),
        (&["trend", "2024"], "trend.png", &[".svg", ".csv"]),
        (&["check"], "check.csv", &[".txt", ".sarif"]),
        (&["schema"], "schema.yaml", &[".json"]),
        (&["export", "2024"], "plan.pdf", &[".csv", ".xlsx"]),
    ] {
        let run =
            workplan(root.path(), &[arguments, &["--as-of", "2024-09-15", "-o", file]].concat());
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{file}: {run:?}");
        assert!(parts.iter().all(|part| run.stderr.contains(part)), "{file}: {}", run.stderr);
        assert!(!root.path().join(file).exists());
    }
}

#[test]
fn csv_has_a_mark_where_it_is_asked_for() {
    let root = samples();
    for arguments in
        [&["export", "2024"][..], &["list", "2024"], &["overdue", "2024"], &["status", "2024"]]
    {
        let run = |more: &[&str]| {
            workplan(root.path(), &[arguments, &["--as-of", "2024-09-15"], more].concat())
        };
        let plain = run(&["--format", "csv"]).ok();
        assert!(!plain.starts_with('\u{feff}'));
        assert_eq!(run(&["--format", "csv", "--bom"]).ok(), format!("\u{feff}{plain}"));
        assert_eq!(run(&["--format", "json", "--bom"]).code, Some(2), "{arguments:?}");
    }
}

const GOOD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
    organizations: [{id: a, name: A, focal_points: [{name: Ada}]}]\npriorities:\n- id: p\n\
    \x20 title: P\n  activities:\n  - {id: w1, title: Wells, owners: [a], status: ongoing, due: 2025-09-30}\n";

#[test]
fn a_plan_is_checked_from_standard_input() {
    let bad = GOOD.replace("ongoing", "ongonig");
    let root = folder(&[("2025.yaml", bad.as_bytes()), ("2024.yaml", b"schema: 1\ntitel: X\n")]);
    let check = |more: &[&str], input: &str| {
        with_input(
            command(root.path(), &[&["check", "-", "--as-of", "2025-03-01"], more].concat()),
            input,
        )
    };
    let run = check(&[], GOOD);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "no errors, no warnings\n"), "{run:?}");
    assert!(run.stderr.contains("`2025` has the same period"), "{}", run.stderr);
    let run = check(&["--format", "json"], &bad);
    let found = run.json();
    assert_eq!((run.code, &found["errors"]), (Some(1), &1.into()), "{run:?}");
    assert_eq!(
        (&found["diagnostics"][0]["path"], &found["diagnostics"][0]["line"]),
        (&"<stdin>".into(), &9.into()),
        "{found}"
    );
    assert_eq!(check(&[], "").code, Some(1));
    for more in [&["2024"][..], &["--fix"], &["--diff"], &["--base", "HEAD"]] {
        assert_eq!(check(more, GOOD).code, Some(2), "{more:?}");
    }
    let alone = temporary_folder();
    assert_eq!(
        with_input(command(alone.path(), &["check", "-", "--as-of", "2025-03-01"]), GOOD).code,
        Some(0)
    );
}

#[test]
fn plans_are_checked_by_their_files() {
    let (plannd, titel) = (
        GOOD.replace("ongoing", "plannd"),
        GOOD.replace("w1, title: Wells", "w0, titel: Wells").replace("2025-", "2024-"),
    );
    let root = folder(&[("2025.yaml", plannd.as_bytes()), ("2024.yaml", titel.as_bytes())]);
    let check = |root: &Path, files: &[&str]| {
        workplan(root, &[&["check", "--as-of", "2025-03-01"], files].concat())
    };
    let run = check(root.path(), &["workplans/2025.yaml"]);
    assert!(
        run.code == Some(1) && run.stdout.contains("plannd") && !run.stdout.contains("titel"),
        "{run:?}"
    );
    let whole = root.path().join("workplans/2024.yaml");
    let run = check(root.path(), &["./workplans/2025.yaml", whole.to_str().unwrap()]);
    assert!(
        run.code == Some(1) && run.stdout.contains("plannd") && run.stdout.contains("titel"),
        "{run:?}"
    );
    assert_eq!(
        check(&root.path().join("workplans"), &["2025.yaml", "--format", "table"]).code,
        Some(1)
    );
    for (files, said) in [
        (&["workplans/2030.yaml"][..], "workplans/2030.yaml cannot be read"),
        (&["workplans/2025.yaml", "2024"], "`2024` is not a file"),
        (&["2030.yaml"], "there is no plan called `2030.yaml`"),
    ] {
        let run = check(root.path(), files);
        assert!(run.code == Some(2) && run.stderr.contains(said), "{files:?}: {run:?}");
    }
    // Plans of several folders in the repository.
    let deep = root.path().join("docs/workplans");
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("2025.yaml"), GOOD.replace("ongoing", "onging")).unwrap();
    let run = check(root.path(), &["workplans/2025.yaml", "docs/workplans/2025.yaml"]);
    assert!(
        run.code == Some(1) && run.stdout.contains("plannd") && run.stdout.contains("onging"),
        "{run:?}"
    );
    assert!(
        run.stdout.contains("2 errors") && run.stdout.contains("docs/workplans/2025.yaml:9:"),
        "{run:?}"
    );
    let run = check(root.path(), &["docs/workplans/2025.yaml", "--fix"]);
    assert!(
        run.code == Some(1)
            && fs::read_to_string(root.path().join("workplans/2025.yaml")).unwrap() == plannd,
        "{run:?}"
    );
}

#[test]
fn a_sheet_is_imported_from_standard_input() {
    let organizations = b"schema: 1\norganizations: [{id: river, name: River}]\n";
    let root = folder(&[("organizations.yaml", organizations)]);
    let sheet =
        "\u{feff}Priority,Activity,Responsible,Due\nWater,Repair the wells,river,2026-06-30\n";
    let run =
        with_input(command(root.path(), &["import", "-", "--to", "2026", "--dry-run"]), sheet);
    assert!(run.code == Some(0) && run.stdout.contains("title: Repair the wells"), "{run:?}");
}
