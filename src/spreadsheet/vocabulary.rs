//! Words of spreadsheets in several languages, and their meaning in the format.

use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) use super::folding::normalize;
pub(super) use super::heading::column;
use crate::model::{FIELDS, FieldKind};

/// The forms, by kind and folded word.
static WORDS: LazyLock<HashMap<(&'static str, String), &'static str>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (kind, meant, forms) in lines() {
        // The format's own words are understood as well, but no bare numbers.
        let own = Some(meant).filter(|_| matches!(kind, "column" | "status"));
        words.extend(forms.split('|').chain(own).map(|form| ((kind, normalize(form)), meant)));
        // Titles and periods are columns, too.
        let column = match (kind, meant) {
            ("title", "1" | "2") => "title",
            ("timeline", _) => "due",
            _ => continue,
        };
        words.extend(forms.split('|').map(|form| (("column", normalize(form)), column)));
    }
    // Signs alone are not words.
    words.retain(|(_, form), _| !form.is_empty());
    // A text of an activity is known by its key and by the heading of our own column.
    for field in FIELDS.iter().filter(|field| matches!(field.kind, FieldKind::Text(..))) {
        let titles = field.column.map(|column| column.title).into_iter().chain([field.key]);
        for title in titles {
            words.entry(("column", normalize(title))).or_insert(field.key);
        }
    }
    words
});

/// The lines of the list: kind, meaning, forms.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = include_str!("words.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut parts = line.split('\t');
        Some((parts.next()?, parts.next()?, parts.next()?))
    })
}

/// Returns the meaning of a word of that kind in the format.
pub(super) fn meant(kind: &'static str, word: &str) -> Option<&'static str> {
    WORDS.get(&(kind, normalize(word))).copied()
}

/// The word of the format for that kind, as the program knows it.
pub(super) fn target(kind: &str, word: &str) -> Option<&'static str> {
    WORDS.iter().find(|((own, _), meant)| *own == kind && **meant == word).map(|(_, meant)| *meant)
}

/// Whether this is a word of the format for that kind.
pub(super) fn is_target(kind: &str, word: &str) -> bool {
    WORDS.iter().any(|((own, _), meant)| *own == kind && *meant == word)
}

/// The headings of an exported table whose values the program works out.
const COMPUTED: [&str; 9] = [
    "plan",
    "overdue",
    "days late",
    "late start",
    "carried from",
    "carried to",
    "path",
    "line",
    "recorded status",
];

/// Returns the meaning of the known word with the most similar spelling, as a question to the user.
/// A word that is known for something else is not similar to any.
pub(super) fn near(kind: &str, word: &str) -> Option<&'static str> {
    let word = normalize(word);
    let length = word.chars().count();
    let most = if length < 8 { 1 } else { 2 };
    let is_known = |(own, form): &(&str, String)| *own != kind && *form == word;
    let is_computed = kind == "column" && COMPUTED.contains(&&*word);
    if length < 5 || is_computed || WORDS.keys().any(is_known) {
        return None;
    }
    let forms = WORDS.iter().filter(|((own, form), _)| {
        // `incomplete` is the opposite of `complete`, and `un` of `done` as well.
        *own == kind && form.chars().count().abs_diff(length) <= most && !word.ends_with(&**form)
    });
    let close = forms.map(|((_, form), meant)| (strsim::osa_distance(&word, form), form, meant));
    let best =
        close.filter(|(far, ..)| *far <= most).min_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(b.1)));
    best.map(|(.., meant)| *meant)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn similar_words_are_asked() {
        for (kind, word, is) in [
            ("column", "Activty", Some("title")),
            ("column", "Activty title", Some("title")),
            ("column", "Respnsible", Some("owners")),
            ("column", "Мероприятя", Some("title")),
            ("column", "Remraks", Some("remarks")),
            ("status", "ongoin", Some("ongoing")),
            ("status", "terminé́e", Some("completed")),
            ("column", "", None),
            ("column", "Active", None),
            ("column", "BudgetCode", None),
            ("column", "NOV", None),
            ("column", "Modality", None),
            ("status", "wobbly", None),
            ("status", "Incomplete", None),
            ("status", "unfinished", None),
            ("status", "uncompleted", None),
        ] {
            assert_eq!(near(kind, word), is, "{word}");
        }
        assert_eq!(near("column", &"activity ".repeat(9)), None);
    }

    #[test]
    fn a_form_has_one_meaning() {
        let mut seen: BTreeMap<(&str, String), &str> = BTreeMap::new();
        let mut doubled = Vec::new();
        for (kind, meant, forms) in lines() {
            let kind =
                if kind == "timeline" || kind == "title" && meant != "5" { "column" } else { kind };
            for form in forms.split('|') {
                let form = normalize(form);
                if let Some(other) = seen.insert((kind, form.clone()), meant)
                    && other != meant
                {
                    doubled.push(format!("{kind} {form}: {other}, {meant}"));
                }
            }
        }
        assert_eq!(doubled, Vec::<String>::new());
    }
}
