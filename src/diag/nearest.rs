/// The word that somebody most likely meant: the nearest by edit distance, if it is near enough to be offered.
///
/// Case and the choice between `_`, `-` and a space do not count. Of equally near words one of the same letters is taken, then the
/// first in byte order, so that the answer does not depend on the order of the words.
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
        .filter(|&(distance, candidate)| distance <= allowed && distance < candidate.chars().count().max(length))
        .min_by_key(|&(distance, candidate)| (distance, letters(&fold(candidate)) != letters(&folded), candidate))
        .map(|(_, candidate)| candidate)
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
