//! Merges in which activities are hard to match: ids that look like numbers, changed ids, and ids
//! that both sides gave.

use workplan::edit::merge::{Merged, mean_the_same, merge};

use crate::merge::settled;
use crate::support::{temporary_folder, texts};

const HEAD: &str = "schema: 1\ntitle: P\npriorities:\n  - id: p\n    title: P\n    activities:\n";

fn activity(id: &str, title: &str, more: &str) -> String {
    let more: String = more.lines().map(|line| format!("        {line}\n")).collect();
    format!(
        "      # about {title}\n      - id: {id}\n        title: {title} # its title\n        due: 2025-09-30\n{more}"
    )
}

fn plan(activities: &[String]) -> String {
    HEAD.to_owned() + &activities.concat()
}

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(base, ours, theirs, Vec::new, 7)
        .unwrap_or_else(|why| panic!("{why:?}\n{base}----\n{ours}----\n{theirs}"))
}

fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let merged = merged(base, ours, theirs);
    assert_eq!(merged.conflicts, [], "{}", merged.text);
    merged.text
}

fn clashes(base: &str, ours: &str, theirs: &str) -> Vec<String> {
    merged(base, ours, theirs)
        .conflicts
        .into_iter()
        .map(|one| format!("{}: {}", one.place(), one.what))
        .collect()
}

#[test]
fn an_id_is_its_text_whatever_it_looks_like() {
    for id in [
        "null",
        "Null",
        "NULL",
        "~",
        "true",
        "no",
        "1.10",
        "1.1",
        "010",
        "0x1F",
        "1_000",
        "1e3",
        "2025-01-01",
        "'null'",
        "\"~\"",
    ] {
        let (one, other) = (activity(id, "Wells", "contact: C"), activity("w2", "Maps", ""));
        let base = plan(&[one.clone(), other.clone()]);
        let ours = base.replace("contact: C", "contact: D");
        let theirs = plan(&[other, one.replace("2025-09-30", "2025-10-31")]);
        let expected = theirs.replace("contact: C", "contact: D");
        assert_eq!(clean(&base, &ours, &theirs), expected, "{id}");
        assert_eq!(clean(&base, &theirs, &ours), expected, "{id}");
        let (ours, theirs) = (
            base.replace("title: Wells", "title: Pumps"),
            base.replace("title: Wells", "title: Taps"),
        );
        let both = merged(&base, &ours, &theirs);
        let shown = id.trim_matches(['\'', '"']);
        assert_eq!(
            clashes(&base, &ours, &theirs),
            [format!("activity {shown}, title: ours has “Pumps”, theirs has “Taps”")]
        );
        assert_eq!((settled(&both.text, true), settled(&both.text, false)), (ours, theirs));
    }
    // Two such ids are two activities.
    let base = plan(&[
        activity("1.1", "Wells", ""),
        activity("1.10", "Maps", ""),
        activity("null", "Taps", ""),
    ]);
    let ours = base.replace("title: Maps", "title: Charts");
    assert_eq!(
        clean(&base, &ours, &base.replace("title: Taps", "title: Pipes")),
        ours.replace("title: Taps", "title: Pipes")
    );
}

#[test]
fn a_new_id_on_one_side_takes_the_other_side_s_changes_along() {
    let base = plan(&[
        activity("w1", "Wells", ""),
        activity("w2", "Maps", ""),
        activity("w3", "Taps", "depends_on: [w2, w1]"),
    ]);
    let ours = base.replace("id: w2", "id: maps").replace("[w2, w1]", "[maps, w1]");
    let theirs = plan(&[
        activity("w2", "Maps", "contact: C # new"),
        activity("w1", "Wells", "depends_on: [w2]"),
        activity("w3", "Taps", "depends_on: [w2, w1]"),
    ]);
    let expected = theirs.replace("id: w2", "id: maps").replace("[w2", "[maps");
    assert_eq!(clean(&base, &ours, &theirs), expected);
    assert_eq!(clean(&base, &theirs, &ours), expected);
}

#[test]
fn two_new_ids_for_one_activity_are_a_conflict() {
    let base = plan(&[activity("w1", "Wells", "depends_on: [w2]"), activity("w2", "Maps", "")]);
    let (ours, theirs) = (base.replace("w2", "maps"), base.replace("w2", "charts"));
    assert_eq!(
        clashes(&base, &ours, &theirs),
        ["activity w2, id: ours has “maps”, theirs has “charts”"]
    );
    let text = merged(&base, &ours, &theirs).text;
    assert_eq!((settled(&text, true), settled(&text, false)), (ours.clone(), theirs.clone()));
    // The same new id on both sides is not a conflict, even if one side changes the title as well
    // or both make other changes.
    let retitled = ours.replace("title: Maps", "title: Maps of wells");
    assert_eq!(clean(&base, &ours, &retitled), retitled);
    assert_eq!(clean(&base, &retitled, &ours), retitled);
    let postponed = ours.replace(
        "title: Maps # its title\n        due: 2025-09-30",
        "title: Maps # its title\n        due: 2025-10-31",
    );
    let both = clean(&base, &postponed, &retitled);
    assert_eq!(both, postponed.replace("title: Maps", "title: Maps of wells"));
}

#[test]
fn two_new_activities_with_one_id_both_stay() {
    let old = activity("w1", "Wells", "");
    let ours = plan(&[
        old.clone(),
        activity("w2", "Maps", "contact: C\nstatus: planned"),
        activity("w4", "Trips", "depends_on: [w2]"),
    ]);
    let theirs = plan(&[
        old.clone(),
        activity("w2", "Guides", "progress: 20"),
        activity("w3", "Prints", "depends_on: [w1, w2]"),
    ]);
    let merged = merged(&plan(std::slice::from_ref(&old)), &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    assert_eq!(
        texts(&merged.notes),
        ["both sides have added an activity w2, “Maps” and “Guides”: the second one is now w5, \
                also in references to it in this file"]
    );
    let (guides, prints) = (
        activity("w5", "Guides", "progress: 20"),
        activity("w3", "Prints", "depends_on: [w1, w5]"),
    );
    let (maps, trips) = (
        activity("w2", "Maps", "contact: C\nstatus: planned"),
        activity("w4", "Trips", "depends_on: [w2]"),
    );
    assert_eq!(merged.text, plan(&[old, maps, trips, guides, prints]));
}

#[test]
fn a_new_id_is_free_in_the_files_beside_as_well() {
    let folder = temporary_folder();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let old = activity("w1", "Wells", "");
    write("base", &plan(std::slice::from_ref(&old)));
    write("1-a.yaml", &plan(&[old.clone(), activity("w2", "Maps", "")]));
    write("theirs", &plan(&[old.clone(), activity("w2", "Guides", "")]));
    write("2-b.yaml", &plan(&[activity("w3", "Trips", "")]).replace("id: p", "id: q"));
    let run =
        crate::support::workplan(folder.path(), &["merge-file", "base", "1-a.yaml", "theirs"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let said = "1-a.yaml: both sides have added an activity w2, “Maps” and “Guides”: \
        the second one is now w4, also in references to it in this file\n";
    assert_eq!(run.stderr, said);
    let text = std::fs::read_to_string(folder.path().join("1-a.yaml")).unwrap();
    assert_eq!(text, plan(&[old, activity("w2", "Maps", ""), activity("w4", "Guides", "")]));
}

#[test]
fn possibly_equal_new_activities_are_marked_in_one_place() {
    let old = activity("w1", "Wells", "");
    let base = plan(std::slice::from_ref(&old));
    let (one, other) = (
        activity("w2", "Maps", "contact: C\nstatus: planned\nprogress: 10"),
        activity("w2", "Maps", "contact: D\nstatus: planned\nprogress: 20"),
    );
    let (ours, theirs) = (plan(&[old.clone(), one]), plan(&[old, other]));
    assert_eq!(
        clashes(&base, &ours, &theirs),
        ["activity w2: added by both, and different in contact, progress"]
    );
    let text = merged(&base, &ours, &theirs).text;
    assert_eq!(text.matches("<<<<<<<").count(), 1, "{text}");
    assert_eq!((settled(&text, true), settled(&text, false)), (ours.clone(), theirs));
    // The same value in another notation is the same.
    let spans =
        ours.replace("due: 2025-09-30", "due: 2025-09").replace("progress: 10", "progress: 10.0");
    assert_eq!(
        mean_the_same(
            &clean(&base, &ours, &spans),
            &ours.replace("progress: 10", "progress: 10.0")
        ),
        Some(true)
    );
}

#[test]
fn a_span_is_its_first_or_last_day() {
    let with = |fields: &str| plan(&[activity("w1", "Wells", fields)]);
    for (base, one, other, expected) in [
        (
            "forecast: 2024-11-15",
            "forecast: 2024-12",
            "forecast: 2024-12-31",
            "forecast: 2024-12-31",
        ),
        ("forecast: 2024-11-15", "forecast: 2024-Q4", "forecast: 2024-H2", "forecast: 2024-Q4"),
        ("forecast: 2024-11-15", "forecast: 2024", "forecast: 2024-12", "forecast: 2024-12"),
        ("start: 2024-11-15", "start: 2024-01", "start: 2024", "start: 2024-01"),
        ("progress: 10", "progress: 20", "progress: 20.0", "progress: 20.0"),
        // One side only changed the notation of what the other side changed.
        (
            "forecast: 2024-12-31",
            "forecast: 2024-12",
            "forecast: 2025-01-15",
            "forecast: 2025-01-15",
        ),
        ("forecast: 2024-12-31", "forecast: 2024-12", "forecast: 2024-12-31", "forecast: 2024-12"),
    ] {
        for (ours, theirs) in [(one, other), (other, one)] {
            assert_eq!(clean(&with(base), &with(ours), &with(theirs)), with(expected));
        }
    }
    for (base, ours, theirs) in [
        ("forecast: 2024-11-15", "forecast: 2024-12", "forecast: 2024-12-01"),
        ("start: 2024-11-15", "start: 2024-12", "start: 2024-12-31"),
        ("contact: A", "contact: 2024-12", "contact: 2024-12-31"),
        ("x_due: 1", "x_due: 2024-12", "x_due: 2024-12-31"),
    ] {
        assert_eq!(clashes(&with(base), &with(ours), &with(theirs)).len(), 1, "{ours}");
    }
}

#[test]
fn what_one_side_removes_and_the_other_refers_to() {
    let base = plan(&[
        activity("w1", "Wells", ""),
        activity("w2", "Maps", ""),
        activity("w3", "Taps", ""),
    ]);
    let ours = base.replace(&activity("w2", "Maps", ""), "");
    let theirs =
        base.replace(&activity("w3", "Taps", ""), &activity("w3", "Taps", "depends_on: [w1, w2]"));
    for (ours, theirs, gone_from, kept_by, is_kept) in
        [(&ours, &theirs, "ours", "theirs", false), (&theirs, &ours, "theirs", "ours", true)]
    {
        let expected = format!(
            "activity w2: removed by {gone_from}, but activity w3 depends on it in {kept_by}"
        );
        assert_eq!(clashes(&base, ours, theirs), [expected]);
        let text = merged(&base, ours, theirs).text;
        let (with, without) = (settled(&text, is_kept), settled(&text, !is_kept));
        assert_eq!(
            with,
            base.replace(
                &activity("w3", "Taps", ""),
                &activity("w3", "Taps", "depends_on: [w1, w2]")
            )
        );
        assert_eq!(
            without,
            with.replace(&activity("w2", "Maps", ""), "").replace("[w1, w2]", "[w1]")
        );
    }
    // New references that the other side added are not removed.
    let (old, new) = (activity("w3", "Taps", "depends_on: [w1]"), "depends_on: [w2]");
    let base = base.replace(&activity("w3", "Taps", ""), &old);
    let (ours, theirs) =
        (base.replace(&activity("w2", "Maps", ""), ""), base.replace("depends_on: [w1]", new));
    let both = merged(&base, &ours, &theirs);
    assert_eq!(both.conflicts.len(), 1);
    assert_eq!(both.kept, [ours.clone(), theirs.clone()]);
    assert_eq!(merged(&base, &theirs, &ours).kept, [theirs, ours]);
    let base = base.replace(&old, &activity("w3", "Taps", ""));
    let ours = base.replace(&activity("w2", "Maps", ""), "");
    let theirs =
        base.replace(&activity("w3", "Taps", ""), &activity("w3", "Taps", "depends_on: [w1, w2]"));
    // A list that would be empty is removed. What both sides removed or changed is reported once.
    let theirs = theirs.replace("[w1, w2]", "[w2]").replace("title: Maps", "title: Charts");
    assert_eq!(clashes(&base, &ours, &theirs), ["activity w2: removed by ours, changed by theirs"]);
    assert_eq!(settled(&merged(&base, &ours, &theirs).text, true), ours);
}

#[test]
fn a_theme_or_an_organization_that_is_used_stays() {
    let lists = "themes:\n  - {id: t1, title: One} # first\n  - {id: t2, title: Two} # second\n\n\
        organizations:\n  - {id: a, name: A}\n  # about b\n  - {id: b, name: B}\n";
    let head =
        |text: &str| text.replace("title: P\npriorities", &format!("title: P\n{lists}priorities"));
    let base = head(&plan(&[activity("w1", "Wells", "owners: [a]")]));
    let ours = base
        .replace("  - {id: t2, title: Two} # second\n", "")
        .replace("  # about b\n  - {id: b, name: B}\n", "");
    let theirs = base.replace("owners: [a]", "owners: [a, b]\n        themes: [t2]");
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merged(&base, one, other);
        assert_eq!((merged.conflicts.as_slice(), merged.text.as_str()), (&[][..], theirs.as_str()));
        let stays =
            |what| format!("{what}: removed by one side, but used by the other: it was kept");
        assert_eq!(texts(&merged.notes), [stays("theme t2"), stays("organization b")]);
    }
}

#[test]
fn a_missing_git_is_reported_where_it_is_needed() {
    let folder = temporary_folder();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    // Mixed line breaks: such files are not merged line by line.
    let base =
        plan(&[activity("w1", "Wells", "tags: [a, # of ours\n  b]")]).replacen('\n', "\r\n", 1);
    write("base", &base);
    write("ours", &base.replace("# of ours", "# of ours now").replace("[a,", "[a, c,"));
    write("theirs", &base.replace("  b]", "  b, # of theirs\n          d]"));
    let run = |path: &str| {
        let mut command = std::process::Command::new(crate::support::program());
        let output = command
            .current_dir(folder.path())
            .args(["merge-file", "-p", "base", "ours", "theirs"])
            .env("PATH", path)
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = run("/nowhere");
    assert!(
        said.contains("git could not merge the lines") && said.contains("a comment may be missing"),
        "{said}"
    );
    assert!(!run(&std::env::var("PATH").unwrap()).contains("git could not"));
}
