//! Errors that only the merged plan has: each change is valid, but not both together.

use std::process::{Command, Output};

use crate::support::temporary_folder;

fn plan(one: &str, two: &str) -> String {
    format!(
        "schema: 1\ntitle: P\nperiod: {{start: 2025-01-01, end: 2025-12-31}}\norganizations:\n\
            \x20 - {{id: a, name: A}}\npriorities:\n  - id: p\n    title: Pr\n    activities:\n\
            \x20     - id: w1\n        title: Wells\n        owners: [a]\n        status: planned\n\
            \x20       due: 2025-05-05\n{one}      - id: w2\n        title: Pumps\n\
            \x20       owners: [a]\n        status: planned\n        due: 2025-05-05\n{two}"
    )
}

fn merged([base, ours, theirs]: [&str; 3]) -> (Output, String) {
    let folder = temporary_folder();
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut command = Command::new(crate::support::program());
    let output = command.current_dir(folder.path()).args([
        "merge-file",
        "--path",
        "workplans/2025.yaml",
        "-p",
        "base",
        "ours",
        "theirs",
    ]);
    let output = output.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, said)
}

#[test]
fn a_cycle_that_both_sides_make_together_is_reported() {
    let (on_two, on_one) = ("        depends_on: [w2]\n", "        depends_on: [w1]\n");
    let (base, ours, theirs) = (plan("", ""), plan(on_two, ""), plan("", on_one));
    for sides in [[&ours, &theirs], [&theirs, &ours]] {
        let (output, said) = merged([&base, sides[0], sides[1]]);
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), plan(on_two, on_one));
        assert!(
            said.starts_with(
                "workplans/2025.yaml: both changes together bring an error that neither side has: "
            ),
            "{said}"
        );
        assert!(
            said.contains("w1") && said.contains("w2") && said.contains("[dependency-cycle]"),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn it_is_reported_beside_a_conflict_too() {
    let base = plan("", "");
    let ours = plan("        depends_on: [w2]\n", "").replace("title: Wells", "title: Deep wells");
    let theirs = plan("", "        depends_on: [w1]\n").replace("title: Wells", "title: Old wells");
    let (output, said) = merged([&base, &ours, &theirs]);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("activity w1, title") && said.matches("[dependency-cycle]").count() == 1,
        "{said}"
    );
}

#[test]
fn an_error_that_a_side_has_is_not_reported() {
    let base = plan("", "").replace("        status: planned\n", "");
    let ours =
        base.replace("title: Wells", "title: Deep wells") + "      - id: w3\n        title: Taps\n";
    let theirs = base.replace("title: Pumps", "title: Big pumps")
        + "      - id: w3\n        title: Roads and bridges\n";
    let (output, said) = merged([&base, &ours, &theirs]);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("the second one is now w4") && !said.contains("together"), "{said}");
}
