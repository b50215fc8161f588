//! Notes on a sheet: a note on many cells is given once, with their number and the first ones.

use std::collections::{HashMap, HashSet};

use crate::spreadsheet::positions::cell_name;

/// The most cells that are reported one by one for one note.
pub(super) const MOST_ALONE: usize = 3;

/// A cell, or a row.
pub(super) type NotePlace = (u32, Option<u32>);

/// The notes, in the order in which they were found.
#[derive(Default)]
pub(super) struct ImportNotes {
    /// The number of each kind of note.
    pub(super) kinds: HashMap<(String, bool), usize>,
    pub(super) all: Vec<NoteKind>,
    /// How many there are.
    pub(super) many: usize,
    pub(super) once: HashSet<String>,
}

pub(super) struct NoteKind {
    pub(super) what: String,
    /// The first notes: the number among all notes, the place, and the text for it alone.
    pub(super) first: Vec<(usize, NotePlace, String)>,
    pub(super) many: usize,
}

impl ImportNotes {
    pub(super) fn add(&mut self, place: NotePlace, kind: &str, what: String) {
        let at = *self.kinds.entry((kind.to_owned(), place.1.is_some())).or_insert(self.all.len());
        if at == self.all.len() {
            self.all.push(NoteKind { what: kind.to_owned(), first: Vec::new(), many: 0 });
        }
        let Some(own) = self.all.get_mut(at) else { return };
        if own.many < MOST_ALONE {
            own.first.push((self.many, place, what));
        }
        own.many += 1;
        self.many += 1;
    }

    /// The notes of a sheet.
    pub(super) fn told(&mut self, sheet: &str) -> Vec<String> {
        let mut told = Vec::new();
        let name = |(row, column): NotePlace| {
            column.map_or_else(|| (row + 1).to_string(), |column| cell_name(row, column))
        };
        for NoteKind { what, first, many } in std::mem::take(&mut self.all) {
            if many <= MOST_ALONE {
                told.extend(first.into_iter().map(|(order, place, what)| match place.1 {
                    Some(_) => (order, format!("{sheet}!{}: {what}", name(place))),
                    None => (order, format!("{sheet}, row {}: {what}", name(place))),
                }));
                continue;
            }
            let (order, Some((_, column))) =
                first.first().map_or((0, None), |(order, place, _)| (*order, Some(*place)))
            else {
                continue;
            };
            let (between, more) =
                if column.is_some() { ("!", "cells") } else { (", rows ", "rows") };
            let places =
                first.iter().map(|(_, place, _)| name(*place)).collect::<Vec<_>>().join(", ");
            told.push((
                order,
                format!("{sheet}{between}{places} and {} more {more}: {what}", many - first.len()),
            ));
        }
        told.sort_by_key(|(order, _)| *order);
        told.into_iter().map(|(_, text)| text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_a_kind_are_told_once() {
        let mut notes = ImportNotes::default();
        notes.add((0, Some(0)), "one", "one".to_owned());
        for row in 1..=50_000 {
            notes.add((row, Some(1)), "many", format!("many {row}"));
            notes.add((row, None), "in rows", "in rows".to_owned());
        }
        notes.add((7, None), "alone", "alone".to_owned());
        let told = notes.told("S");
        let expected = [
            "S!A1: one",
            "S!B2, B3, B4 and 49997 more cells: many",
            "S, rows 2, 3, 4 and 49997 more rows: in rows",
            "S, row 8: alone",
        ];
        assert_eq!(told, expected);
    }
}
