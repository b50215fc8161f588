//! How much two activities have in common: whether they are one activity under two ids, or two
//! under one.

use std::collections::{HashMap, HashSet};

use super::alike::alike;
use super::item_name::{HOME, content};
use crate::edit::value::Value;
use crate::model::{FIELDS, TextLength};

/// Fields that change while the work goes on, or that many activities share: they hardly identify
/// an activity.
const CHANGING: [&str; 7] =
    ["owners", "status", "progress", "completed", "reason", "forecast", HOME];

/// From this sign on, one sign is a word or a part of one: Chinese, Japanese, Korean.
const FIRST_WORD_SIGN: char = '\u{2e80}';
/// In a shorter word, one other letter is another word.
const SHORTEST_WORD: usize = 5;

/// The fields of an activity, but for some.
pub(super) fn fields(activity: &Value, but: &[&str]) -> Value {
    let Value::Map(fields) = activity else { return Value::Null };
    Value::Map(
        fields
            .iter()
            .filter(|field| field.key != HOME && !but.contains(&field.key.as_str()))
            .cloned()
            .collect(),
    )
}

/// How many fields an activity has, but for its id.
pub(super) fn size(activity: &Value) -> usize {
    match fields(activity, &["id"]) {
        Value::Map(fields) => fields.len(),
        _ => 0,
    }
}

/// Returns the number of equal fields of two activities, without the id.
pub(super) fn in_common(a: &Value, b: &Value) -> usize {
    common(&fields(a, &["id"]), b)
}

fn common(fields: &Value, other: &Value) -> usize {
    let Value::Map(entries) = fields else { return 0 };
    let is_common =
        |key: &str, value: &Value| other.get(key).is_some_and(|other| alike(key, value, other));
    entries.iter().filter(|entry| is_common(&entry.key, &entry.value)).count()
}

fn title(activity: &Value) -> &str {
    activity.get("title").and_then(Value::as_text).unwrap_or("")
}

/// The activity that this one continues, if it says so.
pub(super) fn carried_from(activity: &Value) -> Option<&str> {
    activity.get("carried_from").and_then(Value::as_text)
}

/// Whether two activities have one title.
pub(super) fn same_title(a: &Value, b: &Value) -> bool {
    title(a) == title(b)
}

/// Whether two activities have one title, or one title may come from the other: most pairs of
/// neighbouring letters are equal, or the longer title has all words of the shorter one.
pub(super) fn alike_titles(a: &Value, b: &Value) -> bool {
    let [a, b] = [title(a), title(b)].map(str::to_lowercase);
    a == b || letters_alike(&a, &b) || words_alike(&a, &b)
}

fn letters_alike(a: &str, b: &str) -> bool {
    let [of_a, mut of_b] = [pairs(a), pairs(b)];
    let count = |pairs: &HashMap<(char, char), usize>| pairs.values().sum::<usize>();
    let all = count(&of_a) + count(&of_b);
    let mut shared = 0;
    for (pair, count) in of_a {
        let other = of_b.remove(&pair).unwrap_or(0);
        shared += count.min(other);
    }
    all > 0 && shared * 4 >= all
}

/// The neighbouring letters and digits of a text, each pair with its number.
fn pairs(text: &str) -> HashMap<(char, char), usize> {
    let letters = || text.chars().filter(|letter| letter.is_alphanumeric());
    let mut pairs = HashMap::new();
    for pair in letters().zip(letters().skip(1)) {
        *pairs.entry(pair).or_default() += 1;
    }
    pairs
}

fn words_alike(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<HashSet<String>>()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && short.is_subset(&long)
}

/// Returns the fields of an activity that stay while the work goes on, as one text: the title, the
/// due date and the description.
pub(super) fn lasting(activity: &Value) -> String {
    let but: Vec<&str> =
        CHANGING.iter().copied().filter(|key| *key != "owners").chain(["id"]).collect();
    content(&fields(activity, &but))
}

/// Whether an activity with a new title may still be the earlier one with its id: the titles are
/// similar, or at least half of the lasting fields are equal.
pub(super) fn keeps_its_id(before: &Value, now: &Value) -> bool {
    if alike_titles(before, now) {
        return true;
    }
    let count = |value: &Value| match value {
        Value::Map(fields) => fields.len(),
        _ => 0,
    };
    let but: Vec<&str> = CHANGING.iter().copied().chain(["id", "title"]).collect();
    let telling = fields(before, &but);
    if count(&telling) > 0 {
        return common(&telling, now) * 2 >= count(&telling);
    }
    let others = fields(before, &["id", "title"]);
    common(&others, now) == count(&others)
}

/// Whether two titles are one but for the spelling of some words: `Trainings for judgs`. A number,
/// or another word, makes it another activity: `Training in Kenya`, `Training in Uganda`.
fn differ_in_spelling(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let is_spelling = |(one, other): (&String, &String)| {
        let is_word = |word: &str| {
            let is_letter = |sign: char| sign < FIRST_WORD_SIGN && !sign.is_numeric();
            word.chars().count() >= SHORTEST_WORD && word.chars().all(is_letter)
        };
        one == other || is_word(one) && is_word(other) && strsim::osa_distance(one, other) == 1
    };
    !a.is_empty() && a.len() == b.len() && a.iter().zip(&b).all(is_spelling)
}

/// Whether two new activities with one id may have one origin. Both continue the same activity of
/// an earlier plan, or have one title. Or they differ only in the spelling of the title, or in
/// titles beside a long text that is equal.
pub(super) fn has_one_origin(a: &Value, b: &Value) -> bool {
    if let (Some(one), Some(other)) = (carried_from(a), carried_from(b)) {
        return one == other;
    }
    if title(a).to_lowercase() == title(b).to_lowercase() {
        return true;
    }
    // Two activities hardly share a long text by chance.
    let mut long_texts = FIELDS.iter().filter(|field| field.length() == Some(TextLength::Long));
    let mut is_distinctive = || long_texts.any(|field| a.get(field.key).is_some());
    content(&fields(a, &["title"])) == content(&fields(b, &["title"]))
        && (differ_in_spelling(title(a), title(b)) || is_distinctive())
}
