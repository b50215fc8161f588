//! The owners in a cell.

use std::collections::HashSet;

use super::importer::{CellProblem, Importer};
use crate::spreadsheet::vocabulary::normalize;

/// The most names in a cell, which is also the most owners of an activity.
pub(in crate::spreadsheet) const MOST_NAMES: usize = 1_000;

impl Importer<'_> {
    /// Returns the ids of the organizations in a cell. An unknown name is reported and asked for
    /// once.
    pub(super) fn organizations(
        &mut self,
        row: u32,
        at: u32,
        text: &str,
    ) -> Result<String, CellProblem> {
        let known = |work: &Self, word: &str| {
            work.said("owners", word)
                .map(str::to_owned)
                .or_else(|| (work.around.organization)(word))
        };
        let parts =
            || text.split([';', ',', '\n', '|']).map(str::trim).filter(|part| !part.is_empty());
        let mut words: Vec<String> = Vec::new();
        let (mut seen_parts, mut seen) = (HashSet::new(), HashSet::new());
        let is_over = parts().nth(MOST_NAMES).is_some();
        for part in parts().filter(|part| !is_over && seen_parts.insert(*part)) {
            // A name may hold ` and ` or `/` itself.
            words.extend(
                pieces(part, &|word| known(self, word).is_some())
                    .into_iter()
                    .filter(|word| seen.insert(word.clone())),
            );
        }
        if is_over || words.len() > MOST_NAMES {
            return Err(CellProblem::Mend(format!(
                "more than {MOST_NAMES} names: name only those who are responsible"
            )));
        }
        let mut ids: Vec<String> = Vec::new();
        for word in words {
            match known(self, &word) {
                Some(id) if id == "new" => {
                    let id = normalize(&word).replace(' ', "-");
                    if self.organizations.insert(id.clone()) {
                        self.out.organizations.push((id.clone(), word));
                    }
                    ids.push(id);
                }
                Some(id) => ids.push(id),
                None => {
                    let key = ("owners".to_owned(), word);
                    if !self.out.asked.contains_key(&key) {
                        let near = (self.around.nearest)(&key.1);
                        self.out
                            .asked
                            .insert(key.clone(), near.unwrap_or_else(|| "new".to_owned()));
                    }
                    let near = self.out.asked.get(&key).filter(|near| *near != "new");
                    let hint =
                        near.map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
                    self.unsure(row, at, format!("unknown organization `{}`{hint}", key.1));
                }
            }
        }
        let mut seen = HashSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        Ok(ids.join(", "))
    }
}

/// Separators between owners within a part of a cell.
const BETWEEN: [&str; 6] = ["/", " and ", " et ", " y ", " & ", " + "];

/// Further separators that are often part of a name: `R&D`.
const TIGHT: [&str; 3] = ["&", "+", " - "];

/// The most separators in a list of owners; with more, names are not put together.
const MOST_CUTS: usize = 64;

/// The most bytes of a name that is put together.
const MOST_BYTES: usize = 512;

/// The names in a part of a cell, the longest known one first: a name may hold ` and ` itself.
pub(in crate::spreadsheet) fn pieces(part: &str, is_known: &dyn Fn(&str) -> bool) -> Vec<String> {
    if is_known(part) {
        return vec![part.to_owned()];
    }
    let cuts = |signs: &'static [&str]| -> Vec<(&str, &str)> {
        let at = signs.iter().flat_map(|sign| part.match_indices(sign));
        let cuts = at.filter_map(|(at, sign)| {
            Some((part.get(..at)?.trim(), part.get(at + sign.len()..)?.trim()))
        });
        cuts.take(MOST_CUTS + 1).collect()
    };
    let (mut ways, tight) = (cuts(&BETWEEN), cuts(&TIGHT));
    if ways.len() + tight.len() > MOST_CUTS {
        return BETWEEN
            .iter()
            .fold(part.to_owned(), |text, sign| text.replace(sign, "\n"))
            .lines()
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect();
    }
    ways.sort_by_key(|(left, _)| left.len());
    let known = ways
        .iter()
        .rev()
        .chain(&tight)
        .find(|(left, _)| left.len() <= MOST_BYTES && is_known(left));
    match known.or(ways.first()) {
        Some((left, right)) => {
            let mut found = vec![(*left).to_owned()];
            found.extend(pieces(right, is_known));
            found.retain(|word| !word.is_empty());
            found
        }
        None => vec![part.to_owned()],
    }
}
