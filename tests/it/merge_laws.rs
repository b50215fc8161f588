//! Properties of merges: which comments stay, and what a file says whichever side of a conflict is
//! kept.

use std::collections::HashMap;

use proptest::prelude::*;
use workplan::edit::merge::{Merged, mean_the_same, merge};

use crate::merge::settled;
use crate::support::texts;

/// An activity with a comment in each usual place.
#[derive(Clone, Debug)]
struct Noted {
    id: usize,
    priority: usize,
    due: u8,
    contact: Option<u8>,
    /// Comments that one side added, with their places.
    added: Vec<(usize, String)>,
    is_flow: bool,
}

fn written(all: &[Noted], is_spaced: bool) -> String {
    let mut out =
        "# The plan.\nschema: 1\n\n# Its title.\ntitle: P # short\npriorities: # two of them\n"
            .to_owned();
    for priority in 0..2 {
        out += &format!(
            "  # Priority {priority}.\n  - id: p{priority}\n    title: P{priority}\n    activities: # of {priority}\n"
        );
        for (number, one) in all.iter().filter(|one| one.priority == priority).enumerate() {
            out += if is_spaced && number > 0 { "\n" } else { "" };
            let Noted { id, due, contact, .. } = one;
            let own = |place: usize| -> String {
                let indent = if place == 0 { 6 } else { 8 };
                let notes = one.added.iter().filter(|(at, _)| *at == place);
                notes.map(|(_, note)| format!("{}# {note}\n", " ".repeat(indent))).collect()
            };
            if one.is_flow {
                out += &own(0);
                out += &format!(
                    "      - {{id: a{id}, title: Title {id}, due: 2025-01-{due:02}}} # behind {id}\n"
                );
                continue;
            }
            out += &format!(
                "      # above {id}\n{}      - id: a{id} # the id of {id}\n{}",
                own(0),
                own(1)
            );
            out += &format!(
                "        title: Title {id}\n        # inside {id}\n\
                    {}        due: 2025-01-{due:02}   # the due day of {id}\n",
                own(2)
            );
            out += &contact
                .map(|contact| format!("        contact: C{contact}\n"))
                .unwrap_or_default();
            out += &format!(
                "        tags:\n          - one # the tag of {id}\n          - two\n        # below {id}\n"
            );
        }
        if all.iter().all(|one| one.priority != priority) {
            out = out.replace(
                &format!("activities: # of {priority}\n"),
                &format!("activities: [] # of {priority}\n"),
            );
        }
    }
    out + "# The end.\n"
}

fn noted() -> impl Strategy<Value = Vec<Noted>> {
    let one = (0..2_usize, 1..9_u8, prop_oneof![4 => Just(false), 1 => Just(true)]);
    proptest::collection::vec(one, 1..8).prop_map(|all| {
        let one = |(id, (priority, due, is_flow))| Noted {
            id,
            priority,
            due,
            contact: None,
            added: Vec::new(),
            is_flow,
        };
        all.into_iter().enumerate().map(one).collect()
    })
}

/// The changes of one side: order, moves, values, comments.
#[derive(Clone, Debug)]
struct Side {
    keys: Option<Vec<u32>>,
    moves: Vec<usize>,
    dues: Vec<(usize, u8)>,
    contacts: Vec<(usize, u8)>,
    notes: Vec<(usize, usize)>,
}

fn side() -> impl Strategy<Value = Side> {
    let several = |places| proptest::collection::vec((0..8_usize, 0..places), 0..4);
    (
        proptest::option::of(proptest::collection::vec(any::<u32>(), 8)),
        proptest::collection::vec(0..8_usize, 0..2),
        several(20_usize),
        several(9_usize),
        several(3_usize),
    )
        .prop_map(|(keys, moves, dues, contacts, notes)| {
            let small = |all: Vec<(usize, usize)>| {
                all.into_iter().map(|(at, value)| (at, value as u8 + 1)).collect()
            };
            Side { keys, moves, dues: small(dues), contacts: small(contacts), notes }
        })
}

fn changed(base: &[Noted], side: &Side, name: &str) -> Vec<Noted> {
    let mut all = base.to_vec();
    for one in &mut all {
        if side.moves.contains(&one.id) {
            one.priority = 1 - one.priority;
        }
        one.due = side.dues.iter().find(|(id, _)| *id == one.id).map_or(one.due, |(_, due)| *due);
        one.contact = side
            .contacts
            .iter()
            .find(|(id, _)| *id == one.id)
            .map(|(_, contact)| *contact)
            .filter(|_| !one.is_flow);
        let notes = side
            .notes
            .iter()
            .enumerate()
            .filter(|(_, (id, place))| *id == one.id && (*place == 0 || !one.is_flow));
        one.added =
            notes.map(|(number, (_, place))| (*place, format!("{name} note {number}"))).collect();
    }
    if let Some(keys) = &side.keys {
        all.sort_by_key(|one| keys.get(one.id).copied());
    }
    all
}

/// Returns the comments of a text without other `#`.
fn comments(text: &str) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for line in text.lines() {
        if let Some(at) = line.find('#') {
            *counts.entry(&line[at..]).or_default() += 1;
        }
    }
    counts
}

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(base, ours, theirs, Vec::new, 7)
        .unwrap_or_else(|why| panic!("{why:?}\n{base}----\n{ours}----\n{theirs}"))
}

/// Fields that a merge could make inconsistent.
#[derive(Clone, Debug, PartialEq)]
struct State {
    status: &'static str,
    completed: Option<u8>,
    reason: Option<u8>,
    start: Option<u8>,
    due: u8,
}

impl State {
    /// Writes the status first, or between other fields.
    fn written(&self, is_apart: bool) -> String {
        let day = |key: &str, day: Option<u8>| {
            day.map(|day| format!("        {key}: 2025-01-{day:02}\n")).unwrap_or_default()
        };
        let reason = self
            .reason
            .map(|reason| format!("        reason: Because {reason}\n"))
            .unwrap_or_default();
        let status = format!("        status: {}\n", self.status);
        let (start, due) = (day("start", self.start), day("due", Some(self.due)));
        let fields = match is_apart {
            true => [status, start, due, day("completed", self.completed), reason].concat(),
            false => [start, due, status, day("completed", self.completed), reason].concat(),
        };
        format!(
            "title: P\npriorities:\n  - id: p\n    activities:\n      - id: a\n\
                {fields}        contact: C\n      - id: b\n"
        )
    }

    fn is_sound(&self) -> bool {
        let has_reason = matches!(self.status, "on_hold" | "postponed" | "cancelled");
        (self.status == "completed") == self.completed.is_some()
            && (!has_reason || self.reason.is_some())
            && self.start.is_none_or(|start| {
                start <= self.due && self.completed.is_none_or(|completed| start <= completed)
            })
    }

    fn read(text: &str) -> State {
        let get = |key: &str| {
            text.lines().find_map(|line| {
                line.strip_prefix("        ")?.strip_prefix(key)?.strip_prefix(": ")
            })
        };
        let number =
            |key: &str| get(key).and_then(|value| value[value.len() - 2..].trim().parse().ok());
        let statuses = ["planned", "ongoing", "on_hold", "postponed", "completed", "cancelled"];
        let status = statuses.into_iter().find(|status| get("status") == Some(status)).unwrap();
        State {
            status,
            completed: number("completed"),
            reason: number("reason"),
            start: number("start"),
            due: number("due").unwrap(),
        }
    }
}

fn state() -> impl Strategy<Value = State> {
    let status = proptest::sample::select(vec![
        "planned",
        "ongoing",
        "on_hold",
        "postponed",
        "completed",
        "cancelled",
    ]);
    (status, 1..9_u8, proptest::option::of(1..4_u8), proptest::option::of(1..9_u8), 1..9_u8)
        .prop_map(|(status, completed, reason, start, due)| {
            let due = start.map_or(due, |start| due.max(start));
            let completed = (status == "completed")
                .then_some(start.map_or(completed, |start| completed.max(start)));
            let has_reason = matches!(status, "on_hold" | "postponed" | "cancelled");
            State { status, completed, reason: reason.or(has_reason.then_some(1)), start, due }
        })
}

proptest! {
    #![proptest_config(crate::support::cases(150))]

    /// A comment in all three versions stays once, and so does one that a side added, whatever the
    /// other side moved.
    #[test]
    fn comments_stay_where_activities_move(base in noted(), a in side(), b in side(), is_spaced in any::<bool>()) {
        let (ours, theirs) = (
            written(&changed(&base, &a, "our"), is_spaced),
            written(&changed(&base, &b, "their"), is_spaced),
        );
        let base = written(&base, is_spaced);
        let result = merged(&base, &ours, &theirs);
        for is_ours in [true, false] {
            let text = settled(&result.text, is_ours);
            let there = comments(&text);
            let (of_base, of_ours, of_theirs) =
                (comments(&base), comments(&ours), comments(&theirs));
            for remark in of_base.keys().chain(of_ours.keys()).chain(of_theirs.keys()) {
                prop_assert_eq!(
                    there.get(remark),
                    Some(&1),
                    "{}\n{}\n---- ours\n{}---- theirs\n\
                    {}",
                    remark,
                    text,
                    ours,
                    theirs
                );
            }
            prop_assert!(
                !text.contains("\n\n\n") && text.contains("\n\n      ") <= is_spaced,
                "{}",
                text
            );
        }
        let back = merged(&base, &theirs, &ours);
        prop_assert_eq!(result.conflicts.len(), back.conflicts.len());
        prop_assert_eq!(
            mean_the_same(&settled(&result.text, true), &settled(&back.text, false)),
            Some(true)
        );
    }

    /// Whichever side of each conflict is kept: a date of completion has its status, a status its
    /// reason, and dates are in order.
    #[test]
    fn whichever_side_is_kept_the_plan_is_consistent(
        base in state(),
        ours in state(),
        theirs in state(),
        is_apart in any::<bool>(),
    ) {
        let result =
            merged(&base.written(is_apart), &ours.written(is_apart), &theirs.written(is_apart));
        for is_ours in [true, false] {
            let text = settled(&result.text, is_ours);
            let state = State::read(&text);
            prop_assert!(state.is_sound(), "{:?}\n{}", state, result.text);
            if !result.conflicts.is_empty()
                && ours.status != base.status
                && theirs.status != base.status
                && ours.status != theirs.status
            {
                prop_assert_eq!(state.status, if is_ours { ours.status } else { theirs.status });
            }
        }
        let back =
            merged(&base.written(is_apart), &theirs.written(is_apart), &ours.written(is_apart));
        prop_assert_eq!(result.conflicts.len(), back.conflicts.len());
        prop_assert_eq!(
            mean_the_same(&settled(&result.text, true), &settled(&back.text, false)),
            Some(true)
        );
    }
}

#[test]
fn a_lost_comment_is_reported() {
    let base = "a:\n- id: x\n  t: 1\n- id: y\n  t: 1\n";
    let ours = base.replacen("  t: 1", "  t: 1 # mine", 1);
    let theirs = base.replace("- id: x\n  t: 1\n", "").replace("t: 1", "t: 2");
    let result = merged(base, &ours, &theirs);
    assert_eq!((result.text.as_str(), result.conflicts.len()), (theirs.as_str(), 0));
    assert_eq!(texts(&result.notes), ["a comment was lost: “# mine”"]);
}

#[test]
fn two_comments_behind_one_value_both_stay() {
    let base = "a: 1\nb: 1 # old\nc: 1\n";
    let (ours, theirs) = (
        base.replace("a: 1", "a: 1  # ours").replace("# old", "# new"),
        base.replace("a: 1", "a: 1 # theirs").replace("c: 1", "c: 2"),
    );
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let result = merged(base, ours, theirs);
        assert_eq!(result.text, "a: 1  # ours  # theirs\nb: 1 # new\nc: 2\n");
        assert_eq!((result.conflicts.as_slice(), result.notes.as_slice()), (&[][..], &[][..]));
    }
}
