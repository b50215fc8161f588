//! The meaning of a column by its heading, in one line or several.

use super::headers::Column;
use crate::spreadsheet::heading::is_timeline;
use crate::spreadsheet::tick_head::tick_span;
use crate::spreadsheet::vocabulary::{column, meant, normalize};

/// The key of a column by its heading.
pub(super) fn proposal(own: &Column) -> Option<&'static str> {
    if own.tick.is_some() && column(&own.lower).is_none() {
        return Some("ticks");
    }
    let known = column(&own.lower).or_else(|| column(&own.label)).or_else(|| column(&own.head));
    // A heading over several columns says nothing about those that have one of their own.
    let is_single = !own.head.contains(" / ") || own.lower.parse::<u32>().is_ok();
    let upper = || own.head.rsplit(" / ").find_map(column).filter(|_| is_single);
    let is_actual = own.uppers().any(|upper| meant("actual", upper).is_some());
    known.or_else(upper).or_else(|| numbered_key(own)).map(|key| match key {
        // The end in `Actual: start, end`.
        "due" if is_actual => "completed",
        "start" if is_actual => "remarks",
        "due" if is_timeline(&own.lower) => "timeline",
        key => key,
    })
}

/// The key of a heading with a number or a quarter behind it, if several columns can have it.
pub(super) fn numbered_key(own: &Column) -> Option<&'static str> {
    let folded = normalize(&own.lower);
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=2).contains(&(folded.len() - bare.len()));
    let of_number = || column(bare).filter(|_| is_number);
    let of_quarter = || {
        let (first, last) = folded.rsplit_once(' ')?;
        let (key, word) = match column(first) {
            Some(key) => (key, last),
            None => {
                let (first, last) = folded.split_once(' ')?;
                (column(last)?, first)
            }
        };
        tick_span(word, None).map(|_| key).filter(|key| *key == "status")
    };
    of_number()
        .or_else(of_quarter)
        .filter(|key| matches!(*key, "status" | "owners" | "partners" | "remarks"))
}
