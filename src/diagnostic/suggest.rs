//! Suggestions: the known word nearest to an unknown one.

use std::cell::Cell;

/// Returns the word that was most likely meant: the nearest by edit distance, if it is near enough.
///
/// Case and the choice between `_`, `-` and a space do not count. Of equally near words, one with
/// the same letters comes first, then the first in byte order. The answer therefore does not depend
/// on the order of the words.
pub fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let folded = fold(word);
    if folded.is_empty() || folded.len() > 64 {
        return None;
    }
    let length = folded.chars().count();
    let allowed = match length {
        0..=2 => 1,
        3..=5 => 2,
        _ => length / 3,
    };
    words
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(folded.len()) <= 2 * allowed)
        .map(|candidate| (strsim::osa_distance(&folded, &fold(candidate)), candidate))
        .filter(|&(distance, candidate)| {
            distance <= allowed && distance < candidate.chars().count().max(length)
        })
        .min_by_key(|&(distance, candidate)| {
            (distance, letters(&fold(candidate)) != letters(&folded), candidate)
        })
        .map(|(_, candidate)| candidate)
}

/// A search for similar words that stops after a number of compared letters.
pub struct ClosestNames {
    left: Cell<usize>,
}

/// The words that are near another one were not looked for: there are too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

impl ClosestNames {
    /// How many pairs of letters are compared: enough for a plan in which no name is right, and
    /// never a long wait.
    const LETTERS: usize = 40_000_000;

    /// A search with all of its room.
    pub fn new() -> Self {
        ClosestNames { left: Cell::new(Self::LETTERS) }
    }

    /// Finds the word nearest to this one; see [`nearest`].
    ///
    /// # Errors
    /// Once the limit of compared letters is reached.
    pub fn find<'w>(
        &self,
        word: &str,
        words: impl IntoIterator<Item = &'w str>,
    ) -> Result<Option<&'w str>, TooMany> {
        self.find_of(word, words, |_| true)
    }

    /// Finds the nearest of the wanted words.
    ///
    /// # Errors
    /// Once the limit of compared letters is reached.
    pub fn find_of<'w>(
        &self,
        word: &str,
        words: impl IntoIterator<Item = &'w str>,
        is_wanted: impl Fn(&&'w str) -> bool,
    ) -> Result<Option<&'w str>, TooMany> {
        let mut left = self.left.get();
        let mut is_over = left == 0;
        let within = words.into_iter().map_while(|candidate| {
            // Words that are far too long are skipped.
            let pairs = if candidate.len() > 2 * word.len() + 8 {
                1
            } else {
                1 + word.len() * candidate.len()
            };
            let rest = left.checked_sub(pairs);
            is_over |= rest.is_none();
            left = rest?;
            Some(candidate)
        });
        let found = nearest(word, within.filter(is_wanted));
        self.left.set(if is_over { 0 } else { left });
        if is_over { Err(TooMany) } else { Ok(found) }
    }
}

impl Default for ClosestNames {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether two words differ by nothing but case and the choice between `_`, `-` and a space.
pub fn is_spelling_of(word: &str, known: &str) -> bool {
    fold(word) == fold(known)
}

fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

fn fold(word: &str) -> String {
    word.trim().to_lowercase().replace(['-', ' '], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_has_an_end() {
        let words: Vec<String> =
            (0..1_000).map(|number| format!("organization-{number}")).collect();
        let words = || words.iter().map(String::as_str);
        let search = ClosestNames::new();
        let found = (0..1_000)
            .map(|number| search.find(&format!("organizatoin-{number}"), words()))
            .collect::<Vec<_>>();
        let many = found.iter().filter(|found| found.is_ok()).count();
        assert_eq!(
            found.iter().take(many).filter(|found| matches!(found, Ok(Some(_)))).count(),
            many
        );
        assert!(
            (100..500).contains(&many)
                && found.iter().skip(many).all(|found| *found == Err(TooMany)),
            "{many}"
        );
    }

    #[test]
    fn offers_what_is_near_and_nothing_else() {
        let keys = ["title", "owners", "status", "due", "depends_on", "description"];
        assert_eq!(nearest("ownres", keys), Some("owners"));
        assert_eq!(nearest("Depends-On", keys), Some("depends_on"));
        assert_eq!(nearest("tilte", keys), Some("title"));
        assert_eq!(nearest("budget", keys), None);
        assert_eq!(nearest("", keys), None);
        assert_eq!(nearest("1.2", ["1.1", "1.3"]), Some("1.1"));
        assert_eq!(nearest("imo", ["ilo", "iom"]), Some("iom"));
    }
}
