//! Words of spreadsheets in several languages, and their meaning in the format.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::{FIELDS, FieldKind};

/// The forms, by kind and folded word.
static WORDS: LazyLock<HashMap<(&'static str, String), &'static str>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for line in include_str!("words.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split('\t');
        if let (Some(kind), Some(meant), Some(forms)) = (parts.next(), parts.next(), parts.next()) {
            words.extend(
                forms.split('|').chain([meant]).map(|form| ((kind, normalize(form)), meant)),
            );
        }
    }
    // A text of an activity is known by its key and by the heading of our own column.
    for field in FIELDS.iter().filter(|field| matches!(field.kind, FieldKind::Text(..))) {
        let titles = field.column.map(|column| column.title).into_iter().chain([field.key]);
        for title in titles {
            words.entry(("column", normalize(title))).or_insert(field.key);
        }
    }
    words
});

/// Returns the meaning of a word of that kind in the format.
pub(super) fn meant(kind: &'static str, word: &str) -> Option<&'static str> {
    WORDS.get(&(kind, normalize(word))).copied()
}

/// Whether this is a word of the format for that kind.
pub(super) fn is_target(kind: &str, word: &str) -> bool {
    WORDS.iter().any(|((own, _), meant)| *own == kind && *meant == word)
}

/// Returns a known word with a similar spelling, and its meaning, as a question to the user.
pub(super) fn near(kind: &str, word: &str) -> Option<&'static str> {
    let word = normalize(word);
    let length = word.chars().count();
    // Words of which one is more than twice as long as the other are never similar.
    let fits = |form: &str| (length.div_ceil(2)..=2 * length).contains(&form.chars().count());
    let forms = WORDS.iter().filter(|((own, form), _)| *own == kind && fits(form));
    let close = forms.map(|((_, form), meant)| (strsim::jaro_winkler(&word, form), form, meant));
    let best = close
        .filter(|(score, ..)| *score >= 0.9)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    best.map(|(.., meant)| *meant)
}

/// Returns the key of a column's heading. Text in brackets does not count, and both parts of
/// `Activité / Activity` mean one key.
pub(super) fn column(head: &str) -> Option<&'static str> {
    let bare = head.split(['(', '[']).next().unwrap_or("");
    let parts = || bare.split(['/', '|', '\n']).filter(|part| !part.trim().is_empty());
    let first = parts().next().and_then(|part| meant("column", part));
    meant("column", bare)
        .or(first.filter(|first| parts().all(|part| meant("column", part) == Some(first))))
}

/// A word without case, accents and punctuation.
pub(super) fn normalize(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'à' | 'á' | 'â' | 'ä' | 'ã' => 'a',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            '°' | 'º' | '\u{300}'..='\u{36f}' => continue,
            c if c.is_alphanumeric() => c,
            _ => ' ',
        };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_much_the_same_length_are_near() {
        assert_eq!(
            [near("column", "Activty"), near("column", "Activty title"), near("status", "ongoin")],
            [Some("title"), Some("title"), Some("ongoing")]
        );
        assert_eq!([near("column", ""), near("column", &"activity ".repeat(9))], [None, None]);
        // Skipped words would not have been similar.
        let words = || WORDS.keys().map(|(_, form)| form.as_str());
        for (one, other) in words().flat_map(|one| words().map(move |other| (one, other))) {
            let (short, long) = (
                one.chars().count().min(other.chars().count()),
                one.chars().count().max(other.chars().count()),
            );
            assert!(long <= 2 * short || strsim::jaro_winkler(one, other) < 0.9, "{one} {other}");
        }
    }
}
