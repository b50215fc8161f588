//! Columns of percentages whose cells came back as plain parts of one: a program that keeps values
//! and no formats makes 0.8 of 80%.

use std::collections::{BTreeMap, BTreeSet};

use super::column::ColumnKind;
use super::exported_state::ExportedState;
use super::raw_cell::RawCell;
use super::typed_value::{percent_value, plain_number};
use super::workbook::RawSheet;
use crate::diagnostic::{Message, message};

/// From here on, a number in a cell that shows percentages is not what somebody has typed: that
/// would be a thousand percent.
const LEAST_WRITTEN: f64 = 10.0;

/// The columns in which a cell that nobody changed is a part of one without the format of a
/// percentage: the others there are read likewise. `known` has the key and the kind of each column.
pub(super) fn parts_of_one(
    sheet: &RawSheet,
    state: &ExportedState,
    (name, top): (&str, u32),
    known: &BTreeMap<u32, (&'static str, ColumnKind)>,
) -> BTreeSet<u32> {
    let Some(id_at) = known.iter().find(|(_, (key, _))| *key == "id").map(|(at, _)| at) else {
        return BTreeSet::new();
    };
    let shares = known.iter().filter(|(_, (_, kind))| *kind == ColumnKind::Share);
    let is_part = |row: &u32, at: &u32, id: &str, key: &str, part: f64| {
        let exported = state.said(id, key);
        part != 0.0
            && sheet.name == name
            && sheet.percents.binary_search(&(*row, *at)).is_err()
            && plain_number(part * 100.0).is_ok_and(|shown| shown == exported)
    };
    let has_part = |at: &u32, key: &str| {
        sheet.rows.range(top + 1..).any(|(row, cells)| {
            let id = cells.get(id_at).and_then(RawCell::text).unwrap_or("");
            match cells.get(at) {
                Some(RawCell::Number(part)) => is_part(row, at, id, key, *part),
                _ => false,
            }
        })
    };
    shares.filter(|(at, (key, _))| has_part(at, key)).map(|(at, _)| *at).collect()
}

/// What is said of a number in a cell that shows percentages, if the number is changed.
pub(super) enum Remark {
    /// It was read in one of two ways.
    Doubt(Message),
    /// It is no percentage.
    Refusal(Message),
}

/// Reads a number in a cell that shows percentages. A column that was only given another look shows
/// 55 as 5500%; so does one into which a program has written 55.
///
/// # Errors
/// See [`percent_value`].
pub(super) fn percentage(
    shown: f64,
    kind: ColumnKind,
) -> (Result<String, Message>, Option<Remark>) {
    if kind != ColumnKind::Share || shown <= 1.0 {
        return (percent_value(shown, kind), None);
    }
    let (number, percent) = (plain_number(shown), plain_number(shown * 100.0).unwrap_or_default());
    let remark = match (LEAST_WRITTEN..=100.0).contains(&shown) {
        true => Remark::Doubt(message!(
            "workbook.number-for-a-percentage",
            "{number} was taken for {number}%, although the cell shows it as {percent}%",
            number = number.clone().unwrap_or_default(),
            percent
        )),
        false => Remark::Refusal(message!(
            "workbook.more-than-all",
            "{shown}% is more than 100%",
            shown = percent
        )),
    };
    (number, Some(remark))
}
