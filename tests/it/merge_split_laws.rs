//! Properties of merges in which one side split a plan: each change goes to the file that has its
//! activity now.

use proptest::prelude::*;
use workplan::edit::merge::{lost_by_split, merge, shares};

use crate::merge::{activities, changed, changes, written};
use crate::merge_split_plans::{said, split};
use crate::support::texts;

/// Returns the files of a split plan after the merge, and the number of conflicts.
fn spread(base: &str, changed: &str, parts: &[String]) -> (Vec<String>, usize) {
    let texts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (mut parts, mut conflicts) = (parts.to_vec(), 0);
    for share in shares(base, changed, &texts).unwrap() {
        let merged = merge(&share.base, &parts[share.part], &share.changed, Vec::new, 7).unwrap();
        conflicts += merged.conflicts.len();
        parts[share.part] = merged.text;
    }
    (parts, conflicts)
}

const ONE: &str = "\
- id: '1'
  title: One
  activities:
  - {id: '1.1', title: First, owners: [iom]}
";

const TWO: &str = "\
- id: '2'
  title: Two
  activities:
  - {id: '2.1', title: Second, owners: [iom]} # in the old file
  - {id: '2.2', title: Third, owners: [iom]}
";

#[test]
fn each_change_goes_to_the_file_that_has_its_activity() {
    let head = "title: T\norganizations:\n- {id: iom, name: IOM}\n";
    let base = format!("schema: 1\n{head}x_own: old\npriorities:\n{ONE}{TWO}");
    let parts = [
        format!("schema: 1\nx_own: old\npriorities:\n{ONE}"),
        format!("schema: 1\npriorities:\n{TWO}"),
        format!("schema: 1\n{head}"),
    ];
    for (place, old, new) in [
        (2, "title: T\n", "title: Plan\n"),
        (2, "name: IOM}", "name: I. O. M.}"),
        (2, "name: IOM}\n", "name: IOM}\n- {id: ilo, name: ILO}\n"),
        // A key that is in neither file, or not beside the title.
        (2, "title: T\n", "title: T\ntarget: 80\n"),
        (2, "title: T\n", "title: T\nthemes:\n- {id: sea, name: Sea}\n"),
        (0, "x_own: old", "x_own: new"),
        (0, "title: One", "title: The first"),
        (0, "title: First", "title: Step"),
        (0, "First, owners: [iom]}\n", "First, owners: [iom]}\n  - {id: '1.2', title: New}\n"),
        (1, "title: Two", "title: The second"),
        (1, "title: Second", "title: Step"),
        (
            1,
            "{id: '2.2', title: Third, owners: [iom]}\n",
            "{id: '2.2', title: Third}\n- id: '3'\n  title: New\n",
        ),
    ] {
        assert!(base.contains(old) && parts[place].contains(old), "{old}");
        let mut expected = parts.clone();
        expected[place] = parts[place].replacen(old, new, 1);
        assert_eq!(
            spread(&base, &base.replacen(old, new, 1), &parts),
            (expected.to_vec(), 0),
            "{new}"
        );
    }
}

#[test]
fn an_activity_that_was_moved_in_the_old_file_moves_to_the_file_of_its_new_priority() {
    let base = format!("priorities:\n{ONE}{TWO}");
    let parts = [ONE, TWO].map(|own| format!("schema: 1\npriorities:\n{own}"));
    let line = TWO.lines().find(|line| line.contains("2.2")).unwrap();
    let moved = |text: &str| {
        text.replace(&format!("{line}\n"), "")
            .replace(", owners: [iom]}\n", &format!(", owners: [iom]}}\n{line}\n"))
    };
    let (now, conflicts) = spread(&base, &moved(&base), &parts);
    assert_eq!(
        (now, conflicts),
        (vec![moved(&parts[0]), parts[1].replace(&format!("{line}\n"), "")], 0)
    );
    // If both sides moved it to different priorities, the user must decide.
    let three = "- id: '3'\n  title: Three\n  activities:\n";
    let parts =
        [parts[0].clone(), parts[1].replace(&format!("{line}\n"), &format!("{three}{line}\n"))];
    let (now, conflicts) = spread(&base, &moved(&base), &parts);
    assert!(conflicts > 0 && now[1].contains("<<<<<<<") && now[0] == parts[0], "{}", now.concat());
}

#[test]
fn activities_that_no_side_has_are_reported_after_a_split() {
    let base = "schema: 1\ntarget: 80\norganizations: [{id: iom}, {id: ilo}]\n\
        priorities: [{id: '1', activities: [{id: '1.1'}, {id: '1.2'}]}, {id: '2'}]\n";
    let part = "schema: 1\npriorities: [{id: '2'}]\n";
    let edited = "schema: 1\norganizations: [{id: iom}]\n\
        priorities: [{id: '1', activities: [{id: '1.1'}]}, {id: '2'}]\n";
    for [ours, theirs] in [[part, edited], [edited, part]] {
        let lost = lost_by_split(base, ours, theirs).unwrap();
        assert_eq!(texts(&lost), ["target", "organization ilo", "activity 1.2"]);
    }
    assert_eq!(lost_by_split(base, base, part), Some(Vec::new()));
    for [ours, theirs] in [[part, part], [edited, edited], [base, edited]] {
        assert_eq!(lost_by_split(base, ours, theirs), None, "{ours}{theirs}");
    }
}

#[test]
fn parts_that_cannot_be_cut_out_are_compared_by_content() {
    let aliases = |text: &str| {
        text.replacen("[iom]", "&us [iom]", 1).replacen("owners: [iom]}", "owners: *us}", 2)
    };
    let base = aliases(&format!("title: T\npriorities:\n{ONE}{TWO}"));
    let parts = [
        "title: T\n".to_owned(),
        format!("priorities:\n{ONE}"),
        format!("priorities:\n{TWO}").replace("Third", "3rd"),
    ];
    let (new, line) =
        ("  # what is new\n  - {id: '2.3', title: Fourth} # at the end\n", "owners: *us}\n");
    let changed = base
        .replace("title: Second", "title: Step")
        .replace(&format!("Third, {line}"), &format!("Third, {line}{new}"));
    let expected = vec![
        parts[0].clone(),
        parts[1].clone(),
        parts[2].replace("title: Second", "title: Step") + new,
    ];
    assert_eq!(spread(&base, &changed, &parts), (expected, 0));
}

proptest! {
    #![proptest_config(crate::support::cases(150))]

    /// A split plan merges like one file, or gives conflicts.
    #[test]
    fn a_split_changes_nothing_of_a_merge(
        base in activities(),
        a in changes(),
        b in changes(),
        files in [0..3_usize, 0..3_usize, 0..3_usize],
    ) {
        let (ours, theirs) = (changed(base.clone(), &a), written(&changed(base.clone(), &b)));
        let base = written(&base);
        let whole = merge(&base, &written(&ours), &theirs, Vec::new, 7).unwrap();
        let (parts, conflicts) = spread(&base, &theirs, &split(&ours, files));
        prop_assert!(
            conflicts > 0 || whole.conflicts.is_empty(),
            "{:?}\n{}",
            whole.conflicts,
            parts.concat()
        );
        if conflicts == 0 {
            prop_assert_eq!(said(&parts), said(&[whole.text]));
        }
    }
}
