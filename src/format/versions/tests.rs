use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::format::{FileSet, Reading, read};
use crate::model::Plan;

/// What stands between two activities, or is one. `>` stands for the indent of the list.
const PIECES: &[&str] = &[
    ">- id: '1'\n>  title: One\n>  owners: [a]\n>  status: planned\n",
    ">- id: '1'\n>  title: One\n>  owners: [a]\n>  status: ongoing\n",
    ">- id: '12'\n>  title: One\n>  owners: [a]\n>  status: ongoing\n",
    ">- id: 2\n>  title: >-\n>    Two\n>    and more\n\n>  owners:\n>  - a\n>  status: planned\n>  \
    description: |+\n>    - id: 3\n>      status: planned\n\n\n",
    ">- {id: 3, title: \"Th\\u0072ee\n>    lines\", owners: [a],\n>    status: planned}\n",
    ">- id: 4\n>  title: Four\n# a comment that stands far to the left\n>  owners: [a]\n>  status: planned\n",
    ">- id: 5\n>  title: Five\n>  owners: [a]\n>  status: planned\n>  reason:\n",
    ">-\n>  id: 6\n>  title: Six # with a comment\n>  owners: [a, a]\n>  status: planned\n",
    ">- id: 7\n>  title: Seven\n>  owners: [a]\n>  status: done\n",
    ">- id: 8\n>  titel: Eight\n>  owners: [a]\n>  status: planned\n>  milestones: [{title: M, due: 2024-01}]\n",
    ">- id: 9\n>  title: Nine\n>  owners: [a]\n>  status: planned\n>  progress: 50\n>  carried_from: old/1\n",
    ">- id: 10\n>  title: 'Ten\n>    more'\n>  owners: [a]\n>  status: completed\n>  completed: 2024-02-30\n",
    ">- &x id\n",
    ">- *x\n",
    ">- \n",
    "# a comment\n",
    ">  # another one\n",
    "\n",
    "   \n",
    "\t\n",
    ">  remarks: what comes late\n",
    "- id: q\n  title: Another priority\n  activities:\n",
    "- id: q\n  title: Another priority\n  description: \"\n  activities:\n",
    "priorities:\n- id: r\n  activities:\n",
    "themes:\n- id: t\n  title: T\n",
    "x_own:\n- activities:\n",
    "---\n",
];

const HEAD: &str = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: \
    2024-12-31}\norganizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  \
    activities:\n";

fn text(pieces: &[usize], indent: usize, last_break: bool) -> String {
    let indent = " ".repeat(indent);
    let pieces: String = pieces
        .iter()
        .filter_map(|&piece| PIECES.get(piece))
        .map(|piece| piece.replace('>', &indent))
        .collect();
    // A sign of a folded text is no indent.
    let text = HEAD.to_owned() + &pieces.replace(&format!("title: {indent}-"), "title: >-");
    if last_break { text } else { text.trim_end_matches('\n').to_owned() }
}

fn file(text: &str) -> RawFile {
    RawFile { path: "2024.yaml".to_owned(), bytes: text.as_bytes().to_vec() }
}

/// All that is said, but for the places.
fn said(reading: &Reading<'_>) -> (String, Vec<String>, String) {
    let mut plans =
        format!("{:?}", reading.folder.plans).replace("Own(", "(").replace("Shared(", "(");
    while let Some((before, (_, after))) =
        plans.split_once("Span {").and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        plans = format!("{before}@{after}");
    }
    while let Some((before, (_, after))) =
        plans.split_once("FileId(").and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
    {
        plans = format!("{before}#{after}");
    }
    let mut findings: Vec<String> = reading
        .diagnostics
        .iter()
        .map(|finding| format!("{} {}", finding.rule, finding.message))
        .collect();
    findings.sort();
    (plans, findings, format!("{:?}", reading.left_out))
}

/// Reads versions of a file one after the other: each says what it says when it is read alone.
fn holds<S: AsRef<str>>(texts: &[S]) {
    let versions = Versions::default();
    for text in texts.iter().map(AsRef::as_ref) {
        let version: Vec<Arc<Version>> =
            versions.read(file(text)).map(Arc::new).into_iter().collect();
        let input = FileSet::new("workplans", vec![file(text)]);
        assert_eq!(said(&read_versions(&version)), said(&read(&input)), "{text}");
    }
}

#[test]
fn what_is_known_is_not_read_again() {
    let versions = Versions::default();
    let shared = |text: &str| {
        let version: Vec<Arc<Version>> =
            versions.read(file(text)).map(Arc::new).into_iter().collect();
        let reading = read_versions(&version);
        let activities: Vec<*const Activity<'_>> = reading
            .folder
            .plans
            .iter()
            .flat_map(Plan::activities)
            .map(|(_, activity)| std::ptr::from_ref(activity))
            .collect();
        (activities, reading)
    };
    let (first, _one) = shared(&text(&[0, 3, 4, 6], 2, true));
    let (second, _two) = shared(&text(&[15, 1, 3, 4, 15, 6], 2, true));
    assert_eq!((first.len(), second.len()), (4, 4));
    assert_eq!(first[1..], second[1..]);
    assert_ne!(first[0], second[0]);
    // Two that say the same are two.
    let _ = shared(&text(&[0, 3], 2, true));
    let (_, twice) = shared(&text(&[0, 3, 0], 2, true));
    let places: std::collections::BTreeSet<_> = twice
        .folder
        .plans
        .iter()
        .flat_map(Plan::activities)
        .map(|(_, activity)| activity.key)
        .collect();
    assert_eq!(places.len(), 3);
}

#[test]
fn places_that_can_mislead() {
    // The same bytes in another list, in another place, at the end without a line break, and twice.
    holds(&[
        text(&[0, 1], 2, false),
        text(&[0, 1, 0], 2, true),
        text(&[25, 0, 0], 2, true),
        text(&[0, 20], 2, true),
        text(&[0, 5, 15, 20], 2, true),
    ]);
    // A line that goes on where the file ended before.
    let ends = |end: &str| {
        format!("{HEAD}  - id: 1\n    owners: [a]\n    status: planned\n    title: Five{end}")
    };
    holds(&[
        ends(""),
        ends("#5"),
        ends(""),
        ends(" #5"),
        ends("\n"),
        ends("\n#"),
        ends("\n\n"),
        ends("\n    remarks: x"),
    ]);
    // What goes on behind a comment, and what does not; empty lines that belong to a text.
    let comment = |more: &str| {
        ends(&format!(
            "\n# a comment\n{more}  - id: 2\n    title: Two\n    owners: [a]\n    status: planned\n"
        ))
    };
    holds(&[comment("    remarks: x\n"), comment(""), comment("    remarks: y\n"), comment("")]);
    let empty = |lines: usize| {
        ends(&format!(
            "\n    remarks: |+\n      x\n{}  - id: 2\n    title: Two\n    owners: [a]\n    status: planned\n",
            "\n".repeat(lines)
        ))
    };
    holds(&[empty(1), empty(2), empty(0), empty(1)]);
    holds(&[text(&[1], 4, false), text(&[2], 4, false), text(&[1], 2, false), text(&[1], 4, true)]);
    let text = text(&[1], 2, true);
    holds(&[
        text.clone(),
        text.replace("activities:", "activities: # c"),
        text.replace("priorities:", "themes:"),
        text.replace("  activities:", "  x:"),
    ]);
    holds(&[
        text.clone(),
        text.replace("  activities:", "  description: |\n\n  activities:"),
        text.replace("title: P\n  a", "title: |\n   P\n  a"),
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_version_says_what_it_says_alone(
        versions in prop::collection::vec(
            (prop::collection::vec(0..PIECES.len(), 0..7), prop::bool::weighted(0.8)),
            1..6,
        ),
        plain in prop::bool::ANY,
        indent in prop::sample::select(vec![2usize, 2, 4]),
    ) {
        // Half of the time nothing that makes the library read all of it.
        let texts: Vec<String> = versions
            .iter()
            .map(|(pieces, last)| {
                let piece = |&piece: &usize| if plain { piece % 12 } else { piece };
                text(&pieces.iter().map(piece).collect::<Vec<_>>(), indent, *last)
            })
            .collect();
        holds(&texts);
    }

    #[test]
    fn a_version_with_any_lines_changed_says_what_it_says_alone(
        pieces in prop::collection::vec(0..PIECES.len(), 1..9),
        edits in prop::collection::vec(
            (
                0..40usize,
                prop::sample::select(vec![
                    "", " ", "  x: y", "#", "- ", "  - id: 1", "    title: Z", "    Z", "\"", "'",
                    "|", "a: &b c",
                ]),
            ),
            1..6,
        ),
    ) {
        let mut lines: Vec<String> = text(&pieces, 2, true).lines().map(str::to_owned).collect();
        let mut texts = vec![lines.join("\n")];
        for (at, with) in edits {
            let at = at % lines.len();
            match with {
                "" => drop(lines.remove(at)),
                "\"" | "'" | "|" | " " => lines[at] += with,
                _ => lines.insert(at, with.to_owned()),
            }
            if lines.is_empty() {
                break;
            }
            texts.push(lines.join("\n"));
        }
        holds(&texts);
    }
}
