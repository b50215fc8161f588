//! Lines of a calendar, folded.

use std::borrow::Cow;

use crate::text::{Break, harmless_in_log, may_hold_command};

/// The most octets of a line without its end.
const MOST_OCTETS: usize = 75;

/// The gate of calendars: each line folded anew to 75 octets at the most, as the standard wants it.
/// A reader puts the pieces together again, so that a command to a CI service can be taken apart
/// without a change of the text.
pub(super) fn folded(lines: &str) -> String {
    let mut out = String::with_capacity(lines.len() + lines.len() / 64);
    for line in lines.replace("\r\n ", "").split_terminator("\r\n") {
        let mut rest = line;
        let mut room = MOST_OCTETS;
        let is_safe = !may_hold_command(line);
        while rest.len() > room || (!is_safe && breaks(rest)) {
            let end = if is_safe { boundary(rest, room) } else { fold_at(rest, room) };
            let (piece, after) = rest.split_at(end);
            out.extend([piece, "\r\n "]);
            rest = after;
            // The blank counts.
            room = MOST_OCTETS - 1;
        }
        out.extend([rest, "\r\n"]);
    }
    out
}

/// Whether a CI service would find a command in a piece of a line.
fn breaks(piece: &str) -> bool {
    matches!(harmless_in_log(piece, Break::Space), Cow::Owned(_))
}

/// Where a line that is too long is folded: at a character's beginning, within the room, and so
/// that neither piece begins or holds a command.
fn fold_at(line: &str, room: usize) -> usize {
    let ends = || (1..=room.min(line.len())).rev().filter(|&end| line.is_char_boundary(end));
    let is_good = |end: &usize| {
        let (piece, after) = line.split_at(*end);
        !breaks(piece) && !second_is_colon(after)
    };
    ends().find(is_good).or_else(|| ends().next()).unwrap_or(line.len())
}

/// The last beginning of a character up to a place.
fn boundary(line: &str, most: usize) -> usize {
    (1..=most).rev().find(|&end| line.is_char_boundary(end)).unwrap_or(line.len())
}

fn second_is_colon(text: &str) -> bool {
    text.trim_start().starts_with("::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_to_75_octets_and_hold_no_command() {
        let text = format!(
            "SUMMARY:{}::add-mask::x{}##[error]y\u{e9}{}",
            "a".repeat(67),
            "\u{6f22}".repeat(40),
            "b".repeat(80)
        );
        let out = folded(&format!("{text}\r\nEND:VEVENT\r\n"));
        assert!(out.split("\r\n").all(|line| line.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", ""), format!("{text}\r\nEND:VEVENT\r\n"));
        assert!(!breaks(&out), "{out}");
        let whole = folded(&format!("X:{}\r\n", "z".repeat(73)));
        assert_eq!(whole.matches("\r\n").count(), 1);
    }
}
