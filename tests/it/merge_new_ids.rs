//! Merges in which both sides added an activity with the same id: theirs gets a new id and is
//! otherwise unchanged.

use proptest::prelude::*;
use workplan::edit::merge::merge;

use crate::support::texts;

const HEAD: &str = "schema: 1\ntitle: P\npriorities:\n";

/// Returns two priorities with one activity each and the added ones.
fn plan(added: [&str; 2]) -> String {
    let mut text = HEAD.to_owned();
    for (name, added) in ["p", "q"].into_iter().zip(added) {
        text += &format!(
            "  - id: {name}\n    title: Priority {name}\n    activities:\n\
                \x20     - id: {name}1 # old\n        title: Old {name}\n{added}"
        );
    }
    text
}

/// Returns a new activity in one of several notations.
fn activity(way: usize, id: &str, title: &str) -> String {
    match way {
        0 => format!(
            "      # about {title}\n      - id: {id} # the id of {title}\n        title: {title}\n\
                \x20       owners:\n          # who {title}\n          - a # first {title}\n          - 'b'\n"
        ),
        1 => format!(
            "      - title: \"{title}\" # named {title}\n        due: '2026-12-01'\n\
                \x20       id: '{id}'\n        description: |\n          One # no comment\n\n          Two {title}\n"
        ),
        2 => format!(
            "      - {{title: '{title}', id: \"{id}\", tags: [a, 'b']}} # in brackets {title}\n"
        ),
        3 => format!(
            "      - id: {id}\n        title: {title}\n        milestones:\n\
                \x20         # steps {title}\n          - title: 'One' # step {title}\n\
                \x20           due: 2026-05\n            x: [[1, \"2\"], {{a: 'b'}}]\n          # behind {title}\n"
        ),
        _ => format!(
            "      -\n        # below {title}\n        id: {id}\n        title: >-\n\
                \x20         {title}\n        depends_on: [p1, # why {title}\n          q1]\n"
        ),
    }
}

/// Returns the merged text with plain line feeds, and the messages.
fn merged(base: &str, ours: &str, theirs: &str) -> (String, Vec<String>) {
    let merged = merge(base, ours, theirs, Vec::new, 7)
        .unwrap_or_else(|why| panic!("{why:?}\n{ours}----\n{theirs}"));
    assert_eq!(merged.conflicts, [], "{}", merged.text);
    (merged.text, texts(&merged.notes))
}

fn at(home: usize, text: &str) -> [&str; 2] {
    if home == 0 { [text, ""] } else { ["", text] }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The merged text has both activities as they were written, except for the new id and
    /// references to it.
    #[test]
    fn both_stay_as_they_are_written(
        (home, way) in (0_usize..2, 0_usize..5),
        (other, their_way) in (0_usize..2, 0_usize..5),
        line_break in "\r?\n",
        ends in any::<bool>(),
    ) {
        let own = activity(way, "w9", "Maps");
        let written = |id: &str| {
            let reference = "      - id: w8\n        title: Refers # on\n\
                \x20       depends_on: [p1, w9] # both\n"
                .replace("w9", id);
            reference + &activity(their_way, id, "Guides")
        };
        let in_file = |text: String| {
            let text = if ends { text } else { text.trim_end_matches('\n').to_owned() };
            text.replace('\n', &line_break)
        };
        let (base, ours, theirs) = (
            in_file(plan(["", ""])),
            in_file(plan(at(home, &own))),
            in_file(plan(at(other, &written("w9")))),
        );
        let (text, notes) = merged(&base, &ours, &theirs);
        let [said] = notes.as_slice() else { panic!("{notes:?}") };
        let new = said
            .split("the second one is now ")
            .nth(1)
            .and_then(|rest| {
                rest.split_once(
                    ", also in references to it in this file",
                )
            })
            .unwrap()
            .0;
        prop_assert!(new != "w9" && !ours.contains(&format!("id: {new}\n")), "{}", said);
        let plain = text.replace("\r\n", "\n");
        prop_assert_eq!(
            plain.matches('\n').count() == text.matches("\r\n").count(),
            line_break == "\r\n"
        );
        // In a file without a last line break, a block says that it has none.
        let plain = if ends { plain } else { plain.replace("|-\n", "|\n") };
        for own in [own.trim_end(), written(new).trim_end()] {
            prop_assert!(plain.contains(own), "{}----\n{}", own, plain);
        }
    }
}

#[test]
fn where_the_new_id_cannot_be_written_in_place_the_activity_stays() {
    let base = plan(["", ""]);
    let ours = plan(["      - {id: w9, title: Maps}\n", ""]);
    let theirs = plan(["", "      - id: &it w9\n        title: Guides\n        aliases: [*it]\n"]);
    let (text, _) = merged(&base, &ours, &theirs);
    assert!(
        text.contains("title: Guides") && text.contains("id: q2") && text.contains("aliases: [w9]"),
        "{text}"
    );
}
