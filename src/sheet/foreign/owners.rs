use std::collections::BTreeSet;

use super::Work;
use crate::sheet::words::folded;

impl Work<'_> {
    /// The ids of the organizations in a cell. What is not known is told and asked for.
    pub(super) fn organizations(&mut self, row: u32, at: u32, text: &str) -> String {
        let known = |work: &Self, word: &str| work.said("owners", word).map(str::to_owned).or_else(|| (work.around.organization)(word));
        let mut ids: Vec<String> = Vec::new();
        for part in text.split([';', ',', '\n', '|']).map(str::trim).filter(|part| !part.is_empty()) {
            // A name may hold ` and ` or `/` itself.
            let words = pieces(part, &|word| known(self, word).is_some());
            for word in words {
                match known(self, &word) {
                    Some(id) if id == "new" => {
                        let id = folded(&word).replace(' ', "-");
                        if !self.out.organizations.iter().any(|(other, _)| *other == id) {
                            self.out.organizations.push((id.clone(), word));
                        }
                        ids.push(id);
                    }
                    Some(id) => ids.push(id),
                    None => {
                        let near = (self.around.nearest)(&word);
                        let hint = near.as_ref().map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
                        self.unsure(row, at, format!("there is no organization `{word}`{hint}"));
                        self.ask("owners", &word, near.as_deref().unwrap_or("new"));
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        ids.join(", ")
    }
}

/// What stands between owners within a part of a cell.
const BETWEEN: [&str; 6] = ["/", " and ", " et ", " y ", " & ", " + "];

/// What may stand there as well, and is part of a name as often: `R&D`.
const TIGHT: [&str; 3] = ["&", "+", " - "];

/// Beyond so many it is no list of owners, and names are not put together.
const MOST_OWNERS: usize = 64;

/// The names in a part of a cell, the longest known one first: a name may hold ` and ` itself.
fn pieces(part: &str, is_known: &dyn Fn(&str) -> bool) -> Vec<String> {
    if is_known(part) {
        return vec![part.to_owned()];
    }
    let cuts = |signs: &'static [&str]| -> Vec<(&str, &str)> {
        let at = signs.iter().flat_map(|sign| part.match_indices(sign));
        at.filter_map(|(at, sign)| Some((part.get(..at)?.trim(), part.get(at + sign.len()..)?.trim()))).collect()
    };
    let mut ways = cuts(&BETWEEN);
    if ways.len() > MOST_OWNERS {
        return BETWEEN
            .iter()
            .fold(part.to_owned(), |text, sign| text.replace(sign, "\n"))
            .lines()
            .map(|word| word.trim().to_owned())
            .collect();
    }
    ways.sort_by_key(|(left, _)| left.len());
    let tight = cuts(&TIGHT);
    let known = ways.iter().rev().chain(&tight).find(|(left, _)| is_known(left));
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
