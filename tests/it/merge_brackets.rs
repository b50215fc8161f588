//! Merges of lists in brackets keep the comments in them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use workplan::edit::merge::{mean_the_same, merge};

use crate::merge::settled;

/// An activity with its tags, or all of it, in brackets, and a comment in each possible place.
#[derive(Clone, Debug)]
struct Braced {
    id: usize,
    priority: usize,
    due: u8,
    tags: Vec<usize>,
    notes: Vec<(usize, String)>,
    is_braced: bool,
}

impl Braced {
    fn notes(&self, place: usize, indent: usize) -> String {
        let own = self.notes.iter().filter(|(at, _)| *at == place);
        own.map(|(_, note)| format!("{}# {note}\n", " ".repeat(indent))).collect()
    }

    fn tags(&self, indent: usize) -> String {
        let (id, space) = (self.id, " ".repeat(indent));
        let tags = self.tags.iter().map(|tag| {
            format!("{space}  # above t{tag} of {id}\n{space}  t{tag}, # t{tag} of {id}\n")
        });
        let tags: String = tags.collect();
        format!(
            "[ # tags of {id}\n{}{tags}{space}  # the last of {id}\n{}{space}]",
            self.notes(1, indent + 2),
            self.notes(2, indent + 2)
        )
    }

    fn written(&self, dash: &str, comma: &str) -> String {
        let Braced { id, due, .. } = self;
        if self.is_braced {
            format!(
                "      # above {id}\n      {dash}{{ # head {id}\n          # first in {id}\n\
                    \x20         id: a{id}, # the id of {id}\n\
                    {}          title: \"T # {id}\", due: 2025-01-{due:02}, # the due day of {id}\n\
                    \x20         tags: {}, # behind the tags of {id}\n{}          # end {id}\n\
                    \x20       }}{comma} # behind {id}\n",
                self.notes(3, 10),
                self.tags(10),
                self.notes(4, 10)
            )
        } else {
            format!(
                "      # above {id}\n      - id: a{id} # the id of {id}\n\
                    \x20       title: \"T # {id}\"\n{}        tags: {} # behind the tags of {id}\n\
                    \x20       due: 2025-01-{due:02} # the due day of {id}\n",
                self.notes(3, 8),
                self.tags(8)
            )
        }
    }
}

/// Returns a plan with its activities in a list in brackets, or in lines.
fn written(all: &[Braced], is_listed: bool) -> String {
    let mut out = "schema: 1\ntitle: P\npriorities:\n".to_owned();
    for priority in 0..2 {
        out += &format!("  - id: p{priority}\n    title: P{priority}\n    activities:");
        let own: Vec<&Braced> = all.iter().filter(|one| one.priority == priority).collect();
        out += if is_listed {
            " [ # of"
        } else if own.is_empty() {
            " [] # of"
        } else {
            " # of"
        };
        out += &format!(" {priority}\n");
        for one in own {
            out +=
                &one.written(if is_listed { "" } else { "- " }, if is_listed { "," } else { "" });
        }
        out += if is_listed { "    ]\n" } else { "" };
    }
    out
}

fn base(is_listed: bool) -> impl Strategy<Value = Vec<Braced>> {
    let one =
        (0..2_usize, 1..9_u8, proptest::collection::btree_set(0..5_usize, 0..4), any::<bool>());
    proptest::collection::vec(one, 1..5).prop_map(move |all| {
        let one = |(id, (priority, due, tags, is_braced)): (
            usize,
            (usize, u8, std::collections::BTreeSet<usize>, bool),
        )| Braced {
            id,
            priority,
            due,
            tags: tags.into_iter().collect(),
            notes: Vec::new(),
            is_braced: is_braced || is_listed,
        };
        all.into_iter().enumerate().map(one).collect()
    })
}

/// The changes of one side.
#[derive(Clone, Debug)]
struct Side {
    keys: Option<Vec<u32>>,
    moves: Vec<usize>,
    dues: Vec<(usize, u8)>,
    tags: Vec<(usize, usize)>,
    untags: Vec<(usize, usize)>,
    notes: Vec<(usize, usize)>,
}

fn side() -> impl Strategy<Value = Side> {
    let several = |places| proptest::collection::vec((0..5_usize, 0..places), 0..4);
    (
        proptest::option::of(proptest::collection::vec(any::<u32>(), 5)),
        proptest::collection::vec(0..5_usize, 0..2),
        proptest::collection::vec((0..5_usize, 1..20_u8), 0..3),
        several(5_usize),
        several(4_usize),
        several(5_usize),
    )
        .prop_map(|(keys, moves, dues, tags, untags, notes)| Side {
            keys,
            moves,
            dues,
            tags,
            untags,
            notes,
        })
}

fn changed(base: &[Braced], side: &Side, name: &str) -> Vec<Braced> {
    let mut all = base.to_vec();
    let first = if name == "our" { 10 } else { 20 };
    for one in &mut all {
        let of = |list: &[(usize, usize)]| -> Vec<usize> {
            list.iter().filter(|(id, _)| *id == one.id).map(|(_, what)| *what).collect()
        };
        let (tags, untags, notes) = (of(&side.tags), of(&side.untags), of(&side.notes));
        if side.moves.contains(&one.id) {
            one.priority = 1 - one.priority;
        }
        one.due = side.dues.iter().find(|(id, _)| *id == one.id).map_or(one.due, |(_, due)| *due);
        for at in untags {
            if at < one.tags.len() {
                one.tags.remove(at);
            }
        }
        for at in tags {
            if !one.tags.contains(&(first + at)) {
                one.tags.insert(at.min(one.tags.len()), first + at);
            }
        }
        one.notes = notes
            .iter()
            .enumerate()
            .map(|(number, place)| {
                (*place, format!("{name} note {number} at {place} of {}", one.id))
            })
            .collect();
    }
    if let Some(keys) = &side.keys {
        all.sort_by_key(|one| keys.get(one.id).copied());
    }
    all
}

/// Returns the comments of a text. A `#` in quotes is followed by a space, a digit and a quote.
fn comments(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let quoted = line.rfind("\"").map_or(0, |at| at + 1);
        if let Some(at) = line[quoted..].find("# ") {
            *counts.entry(line[quoted + at..].to_owned()).or_default() += 1;
        }
    }
    counts
}

fn plans() -> impl Strategy<Value = (Vec<Braced>, bool)> {
    any::<bool>().prop_flat_map(|is_listed| (base(is_listed), Just(is_listed)))
}

proptest! {
    #![proptest_config(crate::support::cases(150))]

    /// A comment in brackets is kept once if all versions have it or one side added it, unless it
    /// belongs to something that one side removed.
    #[test]
    fn comments_in_brackets_stay((base, is_listed) in plans(), a in side(), b in side()) {
        let (ours, theirs) = (changed(&base, &a, "our"), changed(&base, &b, "their"));
        let texts = [written(&base, is_listed), written(&ours, is_listed), written(&theirs, is_listed)];
        let [base, ours, theirs] = &texts;
        let result = merge(base, ours, theirs, Vec::new, 7).unwrap_or_else(|why| panic!("{why:?}\n\
            {base}----\n{ours}----\n{theirs}"));
        for is_ours in [true, false] {
            let text = settled(&result.text, is_ours);
            let there = comments(&text);
            let (of_base, of_ours, of_theirs) = (comments(base), comments(ours), comments(theirs));
            for remark in of_base.keys().chain(of_ours.keys()).chain(of_theirs.keys()) {
                let has = |side: &BTreeMap<String, usize>| side.contains_key(remark);
                let is_wanted = has(&of_ours) && has(&of_theirs) || !has(&of_base);
                let count = there.get(remark).copied().unwrap_or(0);
                // A comment above a tag may be removed with it, and one above a removed tag may
                // stay.
                let may_go = remark.contains(" at 1 of ") && !(a.untags.is_empty() && b.untags.is_empty());
                let is_right = if is_wanted { count == 1 || may_go && count == 0 } else { count <= 1 };
                prop_assert!(is_right, "{}\n{}\n---- base\n{}---- ours\n{}---- theirs\n\
                    {}", remark, text, base, ours, theirs);
            }
        }
        let has_told = result.notes.iter().any(|note| note.to_string().contains(" at 1 of "));
        prop_assert!(result.notes.is_empty() || has_told, "{:?}", result.notes);
        let back = merge(base, theirs, ours, Vec::new, 7).unwrap();
        prop_assert_eq!(result.conflicts.len(), back.conflicts.len());
        prop_assert_eq!(mean_the_same(&settled(&result.text, true), &settled(&back.text, false)), Some(true));
    }
}

const TAGS: &str = "schema: 1\ntitle: P\npriorities:\n  - id: p\n    title: Pr\n    activities:\n\
    \x20     - id: w1\n        title: One\n        tags:";

/// Merges two versions of an activity's tags.
fn tags(versions: [&str; 3]) -> String {
    let [base, ours, theirs] =
        versions.map(|tags| format!("{TAGS}{tags}        due: 2025-05-05\n"));
    let result = merge(&base, &ours, &theirs, Vec::new, 7).unwrap();
    assert_eq!(
        (result.conflicts.as_slice(), result.notes.as_slice()),
        (&[][..], &[][..]),
        "{}",
        result.text
    );
    let (start, end) = (TAGS.len(), result.text.len() - "        due: 2025-05-05\n".len());
    result.text[start..end].to_owned()
}

#[test]
fn a_list_in_brackets_keeps_the_lines_of_both_sides() {
    let base =
        " [ # all\n          one, # 1\n          # note\n          two,\n        ] # behind\n";
    let ours = base.replace(
        "          # note\n",
        "          # mine\n          three, # 3\n          # note\n",
    );
    let theirs =
        base.replace("          one, # 1\n", "").replace("two,\n", "two, # 2\n          # last\n");
    let both = " [ # all\n          # mine\n          three, # 3\n          # note\n\
        \x20         two, # 2\n          # last\n        ] # behind\n";
    assert_eq!(tags([base, &ours, &theirs]), both);
    assert_eq!(tags([base, &theirs, &ours]), both);
    // Without a trailing comma, and with several words in a line.
    let base = " [one, two, # 2\n          four]\n";
    let (ours, theirs) =
        (base.replace("four", "four, # 4\n          five"), base.replace("[one,", "[zero, one,"));
    let both = " [zero, one, two, # 2\n          four, # 4\n          five]\n";
    assert_eq!(tags([base, &ours, &theirs]), both);
    assert_eq!(tags([base, &theirs, &ours]), both);
}

#[test]
fn a_comment_stays_where_one_side_writes_a_list_in_another_way() {
    let base = " [one, two] # behind\n";
    let ours = "\n          - one # 1\n          # note\n          - two\n          - three\n";
    let theirs = " [ # all\n          one, two, four # 4\n        ] # behind\n";
    for merged in [tags([base, ours, theirs]), tags([base, theirs, ours])] {
        for comment in ["# 1", "# note", "# all", "# 4"] {
            assert_eq!(merged.matches(comment).count(), 1, "{merged}");
        }
        let words = ["one", "two", "three", "four"].map(|word| merged.matches(word).count());
        assert_eq!(words, [1; 4], "{merged}");
    }
}
