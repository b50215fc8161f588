//! The text of a merged file, put together from the lines of three versions: key by key and item by
//! item, at any place. The comments of both sides stay, even if one side has moved lines that the
//! other has changed.
//!
//! The caller has to verify the value of the text: lines with a value that both sides have changed
//! have the value of one side.

use std::collections::HashMap;

use super::cut::{Chunk, Cut};
use super::item_name::{IDENTITY, names};
use super::trivia::{blanks, lines, shifted};
use super::weave_version::{WeaveLevel, WeaveMatch, WeaveVersion, key};
use super::weaver::{Chunks, Weaver};
use crate::edit::value::{Value, ValueEntry, ValueItem};

/// Returns a text with the merged value, as far as the lines of three versions have it.
pub(super) fn woven(versions: WeaveMatch<&WeaveVersion<'_, '_>>, meant: &Value) -> Option<String> {
    let Value::Map(entries) = meant else { return None };
    let weaver = Weaver { versions };
    let cuts = versions.map(|version| version.and_then(|version| version.cutter.top(version.root)));
    let [_, Some(_), Some(_)] = cuts else { return None };
    let (lead, rest) = weaver.map(&cuts, entries, WeaveLevel::Plan, 0)?;
    Some(lead + &rest)
}

impl<'d, 's> Weaver<'_, 'd, 's> {
    /// The lines of a mapping: those above its first key, and the rest.
    pub(super) fn map(
        &self,
        cuts: &WeaveMatch<Cut<'d, 's>>,
        meant: &[ValueEntry],
        level: WeaveLevel,
        column: usize,
    ) -> Option<(String, String)> {
        let mut by_key: [HashMap<&str, &Chunk<'d, 's>>; 3] = Default::default();
        for (cut, by_key) in cuts.iter().zip(&mut by_key) {
            by_key.extend(
                cut.iter()
                    .flat_map(|cut| &cut.chunks)
                    .filter_map(|chunk| Some((key(chunk)?, chunk))),
            );
        }
        let mut out = (String::new(), String::new());
        let mut is_first = true;
        for entry in meant {
            let found = by_key.each_ref().map(|chunks| chunks.get(entry.key.as_str()).copied());
            let Some((lead, body)) = self.chunk(
                found,
                &entry.value,
                level.below(Some(&entry.key)),
                column,
                is_first,
                cuts,
            ) else {
                continue;
            };
            if std::mem::take(&mut is_first) {
                out = (lead, body);
            } else {
                out.1 += &lead;
                out.1 += &body;
            }
        }
        out.1 += &self.tail(cuts, column);
        (!is_first).then_some(out)
    }

    pub(super) fn list(
        &self,
        cuts: &WeaveMatch<Cut<'d, 's>>,
        meant: &[ValueItem],
        level: WeaveLevel,
        column: usize,
    ) -> Option<String> {
        let mut out = String::new();
        let mut is_first = true;
        let is_table = level == WeaveLevel::Activities
            && meant.iter().all(|item| item.value.get(IDENTITY).is_some());
        let by_name = if is_table { Vec::new() } else { self.by_name(cuts, meant) };
        for (number, item) in meant.iter().enumerate() {
            let without = |entries: &[ValueEntry]| {
                Value::Map(entries.iter().filter(|entry| entry.key != IDENTITY).cloned().collect())
            };
            let own;
            let (found, value) =
                match (&item.value, item.value.get(IDENTITY).and_then(Value::as_text)) {
                    (Value::Map(entries), Some(identity)) if is_table => {
                        own = without(entries);
                        (
                            self.versions.map(|version| {
                                version.and_then(|version| version.activities.get(identity))
                            }),
                            &own,
                        )
                    }
                    (value, _) => (by_name.get(number).copied().unwrap_or_default(), value),
                };
            let Some((lead, body)) =
                self.chunk(found, value, level.below(None), column, is_first, cuts)
            else {
                continue;
            };
            is_first = false;
            out += &lead;
            out += &body;
        }
        (!is_first).then(|| out + &self.tail(cuts, column))
    }

    /// Finds the items of the versions that become the merged items.
    fn by_name<'c>(
        &self,
        cuts: &'c WeaveMatch<Cut<'d, 's>>,
        meant: &[ValueItem],
    ) -> Vec<Chunks<'c, 'd, 's>> {
        let values = |cut: &Option<Cut<'_, '_>>| -> Vec<ValueItem> {
            let chunks = cut.iter().flat_map(|cut| &cut.chunks);
            chunks.map(|chunk| ValueItem { origin: None, value: Value::of(chunk.node) }).collect()
        };
        let [base, ours, theirs] = cuts.each_ref().map(values);
        let mut all = names(&[meant, &base, &ours, &theirs]).into_iter();
        let wanted = all.next().unwrap_or_default();
        let mut found: Vec<Chunks<'c, 'd, 's>> = vec![Default::default(); wanted.len()];
        for (side, (names, cut)) in all.zip(cuts).enumerate() {
            let chunks = cut.iter().flat_map(|cut| &cut.chunks);
            let by_name: HashMap<_, _> = names.into_iter().zip(chunks).collect();
            for (name, found) in wanted.iter().zip(&mut found) {
                if let Some(place) = found.get_mut(side) {
                    *place = by_name.get(name).copied();
                }
            }
        }
        found
    }

    pub(super) fn tail(&self, cuts: &WeaveMatch<Cut<'d, 's>>, column: usize) -> String {
        let tails = Self::each(cuts, |side, cut| {
            Some(shifted(self.slice(side, &cut.tail), cut.column.unwrap_or(column), column))
        });
        lines(tails.each_ref().map(Option::as_deref))
    }

    /// The lines above a chunk, and its own. `None` where no side has it.
    fn chunk(
        &self,
        found: Chunks<'_, 'd, 's>,
        meant: &Value,
        level: WeaveLevel,
        column: usize,
        is_first: bool,
        cuts: &WeaveMatch<Cut<'d, 's>>,
    ) -> Option<(String, String)> {
        if let [_, None, None] = found {
            return None;
        }
        let leads = Self::each(&found, |side, chunk| {
            Some(shifted(self.slice(side, &chunk.lead), chunk.column, column))
        });
        let rests = leads.each_ref().map(|lead| lead.as_deref().map(|lead| blanks(lead).1));
        let blank = "\n".repeat(self.blank_lines(&found, is_first, cuts));
        Some((blank + &lines(rests), self.body(found, meant, level, column)))
    }

    /// Returns the number of empty lines above a chunk: as on its side, unless the chunk becomes
    /// the first of its list, or was the first.
    fn blank_lines(
        &self,
        found: &Chunks<'_, 'd, 's>,
        is_first: bool,
        cuts: &WeaveMatch<Cut<'d, 's>>,
    ) -> usize {
        let count = |side: usize, chunk: &Chunk<'d, 's>| blanks(self.slice(side, &chunk.lead)).0;
        let numbered = |at: usize| {
            let of = |side: usize| {
                cuts.get(side)
                    .and_then(Option::as_ref)
                    .and_then(|cut| cut.chunks.get(at))
                    .map(|chunk| count(side, chunk))
            };
            of(1).or_else(|| of(2))
        };
        let [base, ours, theirs] = [0, 1, 2].map(|side| {
            found
                .get(side)
                .copied()
                .flatten()
                .filter(|chunk| chunk.is_first == is_first)
                .map(|chunk| count(side, chunk))
        });
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if base == Some(ours) => theirs,
            (Some(ours), _) => ours,
            (None, Some(theirs)) => theirs,
            (None, None) => numbered(usize::from(!is_first)).unwrap_or(0),
        }
    }

    fn body(
        &self,
        found: Chunks<'_, 'd, 's>,
        meant: &Value,
        level: WeaveLevel,
        column: usize,
    ) -> String {
        if level == WeaveLevel::Other {
            let texts = Self::each(&found, |side, chunk| {
                Some(self.text(side, chunk, chunk.body.clone(), column))
            });
            let says = |side: usize| {
                found.get(side).copied().flatten().is_some_and(|chunk| Self::says(chunk, meant))
            };
            let whole = match &texts {
                [_, Some(ours), Some(theirs)] if ours == theirs => says(1).then_some(ours),
                [Some(base), Some(ours), Some(theirs)] if base == ours => says(2).then_some(theirs),
                [Some(base), Some(ours), Some(theirs)] if base == theirs => says(1).then_some(ours),
                [_, Some(ours), None] => says(1).then_some(ours),
                [_, None, Some(theirs)] => says(2).then_some(theirs),
                _ => None,
            };
            if let Some(whole) = whole {
                return whole.clone();
            }
        }
        self.opened(found, meant, level, column)
            .unwrap_or_else(|| self.leaf(found, meant, level, column))
    }
}
