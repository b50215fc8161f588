//! Reads the text of a status in a foreign sheet: a known word, a share, a day of completion, or a
//! negation.

use super::date_order::DayMonthOrder;
use super::date_reading::{DateContext, DateMeaning, reads_as};
use super::folding::{normalize, plain_signs};
use super::vocabulary::meant;
use crate::model::Decimal;

/// The meaning of a text in place of a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StatusText {
    /// A status of the format.
    Known(&'static str),
    /// A percentage below 100: progress.
    Share(String),
    /// Completed on the day, or in the span, that this text says.
    CompletedOn(String),
    /// Not completed: a word for completed with a negation, such as `not completed` or
    /// `Incomplete`.
    Negated,
    /// Something else, and the status that its first words name.
    Unknown(Option<&'static str>),
}

/// Signs after the first words of a status: `Completed - report published`.
const DELIMITERS: [&str; 13] =
    [" - ", " – ", " — ", ",", ";", ":", "(", ". ", "\n", "，", "；", "：", "。"];

/// The most characters of a text in which a share or a day is searched for.
const LONGEST: usize = 100;

/// Returns the meaning of a text in place of a status.
pub(super) fn status_text(text: &str) -> StatusText {
    let text = plain_signs(text);
    let text = without_number(text.trim());
    if let Some(status) = known(text) {
        // A doubt is asked.
        let is_doubt = text.contains('?');
        return if is_doubt {
            StatusText::Unknown(Some(status))
        } else {
            StatusText::Known(status)
        };
    }
    // `Delayed` may have begun or not, and `Approved` be done or only begin.
    if let Some(status) = meant("doubt", text) {
        return StatusText::Unknown(Some(status));
    }
    let is_short = text.chars().count() <= LONGEST;
    if is_short && let Some(said) = share(text) {
        return said;
    }
    let leading = DELIMITERS
        .iter()
        .filter_map(|sign| text.split_once(sign))
        .filter_map(|(first, _)| Some((first.len(), known(first)?)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, status)| status);
    match leading {
        Some(status) if status != "completed" => return StatusText::Unknown(Some(status)),
        _ if is_negated(text) => return StatusText::Negated,
        _ => {}
    }
    if is_short && let Some(day) = completed_on(text) {
        return StatusText::CompletedOn(day.to_owned());
    }
    if text.chars().all(|c| matches!(c, '✓' | '✔' | '☑' | '✅' | '√' | ' ')) && !text.is_empty()
    {
        return StatusText::Unknown(Some("completed"));
    }
    StatusText::Unknown(leading.or_else(|| first_words(text)))
}

/// Whether a text says that something is not completed.
pub(super) fn is_negated(text: &str) -> bool {
    let folded = normalize(text);
    let is_undone = |phrase: &str| meant("undone", phrase).is_some() || is_opposite(phrase);
    let is_done = |phrase: &str| meant("status", phrase) == Some("completed");
    let is_not = |phrase: &str| meant("negation", phrase).is_some();
    has(&folded, is_undone) || has(&folded, is_done) && has(&folded, is_not)
}

/// A word for completed behind a syllable that means its opposite.
fn is_opposite(word: &str) -> bool {
    ["un", "in", "im", "non", "не"].iter().any(|syllable| {
        word.strip_prefix(syllable).is_some_and(|rest| {
            rest.chars().count() > 3 && meant("status", rest) == Some("completed")
        })
    })
}

/// Whether some words of a folded text, one after the other, are of a kind. Chinese is written
/// without spaces: there, any characters count.
fn has(folded: &str, is: impl Fn(&str) -> bool) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    let of_words = (1..=4).any(|length| words.windows(length).any(|some| is(&some.join(" "))));
    let chars: Vec<char> = folded.chars().filter(|c| is_chinese(*c)).collect();
    of_words
        || (1..=4)
            .any(|length| chars.windows(length).any(|some| is(&some.iter().collect::<String>())))
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Returns the status that a text names; parts such as `Completed / Terminé` name one together.
fn known(text: &str) -> Option<&'static str> {
    if let Some(status) = meant("status", text) {
        return Some(status);
    }
    let mut parts = text.split(['/', '|', '\n', '(', ')']).filter(|part| !part.trim().is_empty());
    let first = meant("status", parts.next()?)?;
    parts.all(|part| meant("status", part) == Some(first)).then_some(first)
}

/// Returns a text without a number in front: `1 - Completed`, `3. Ongoing`.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start();
    let behind = rest.strip_prefix(['.', ')', '-', ':', '–']).map(str::trim_start);
    match behind {
        Some(behind) if behind.starts_with(char::is_alphabetic) && rest.len() < text.len() => {
            behind
        }
        _ => text,
    }
}

/// Reads `50 %`, `réalisé à 50%`, `80% complete`.
fn share(text: &str) -> Option<StatusText> {
    let (before, behind) = text.split_once('%')?;
    let start = before.trim_end().rfind(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','));
    let at = start.map_or(0, |at| {
        at + before.get(at..).and_then(|c| c.chars().next()).map_or(0, char::len_utf8)
    });
    let (lead, number) = before.trim_end().split_at_checked(at)?;
    let share = Decimal::parse(&number.replace(',', ".")).ok()?;
    let is_right = share >= Decimal::ZERO && share <= Decimal::whole(100) && !behind.contains('%');
    let words = normalize(&format!("{lead} {behind}"));
    if !is_right || lead.ends_with(['-', '−']) || is_negated(&words) {
        return None;
    }
    let phrases = [normalize(lead), normalize(behind)];
    let status =
        phrases.iter().filter(|phrase| !phrase.is_empty()).map(|phrase| plain_status(phrase));
    let status = status.collect::<Option<Vec<_>>>()?;
    if status.iter().any(|status| !matches!(*status, "" | "ongoing" | "completed")) {
        return None;
    }
    if share < Decimal::whole(100) {
        Some(StatusText::Share(share.to_string()))
    } else {
        (!status.contains(&"ongoing")).then_some(StatusText::Known("completed"))
    }
}

/// Returns the status of words that say nothing else: empty for words such as `at` and `progress`.
fn plain_status(phrase: &str) -> Option<&'static str> {
    let words: Vec<&str> = phrase.split(' ').collect();
    for (length, at) in (1..=words.len())
        .rev()
        .flat_map(|length| (0..=words.len() - length).map(move |at| (length, at)))
    {
        let some = words.get(at..at + length)?.join(" ");
        let Some(status) = meant("status", &some) else { continue };
        let mut rest = words.get(..at)?.iter().chain(words.get(at + length..)?);
        return rest.all(|word| is_filler(word)).then_some(status);
    }
    words.iter().all(|word| is_filler(word)).then_some("")
}

fn is_filler(word: &str) -> bool {
    meant("filler", word).is_some() || meant("column", word) == Some("progress")
}

/// Returns the day behind or before words for completed: `validé le 19/07/2024`.
fn completed_on(text: &str) -> Option<&str> {
    let is_edge = |c: char| !c.is_alphanumeric() || is_chinese(c) || c.is_ascii_digit();
    let cuts = text.char_indices().filter(|(_, c)| is_edge(*c));
    let cuts = cuts.flat_map(|(at, c)| [at, at + c.len_utf8()]).collect::<Vec<_>>();
    for at in cuts.into_iter().rev() {
        let Some((first, last)) = text.split_at_checked(at) else { continue };
        for (words, day) in [(first, last), (last, first)] {
            let folded = normalize(words);
            if plain_status(&folded) != Some("completed") {
                continue;
            }
            let day = without_filler(day);
            if is_date(day) {
                return Some(day);
            }
        }
    }
    None
}

/// Returns a text without the words that lead to a date, and the signs around them.
fn without_filler(text: &str) -> &str {
    let edges = |c: char| !c.is_alphanumeric();
    let mut rest = text.trim_matches(edges);
    loop {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ':' | '.')).unwrap_or(0);
        let chinese = rest.find(|c: char| !is_chinese(c)).unwrap_or(0);
        let mut less = [end, chinese].into_iter().filter_map(|at| rest.split_at_checked(at));
        match less.find(|(word, _)| meant("filler", word).is_some()) {
            Some((_, behind)) => rest = behind.trim_matches(edges),
            None => return rest,
        }
    }
}

fn is_date(text: &str) -> bool {
    let context =
        DateContext { order: Some(DayMonthOrder::DayFirst), year: Some(2024), shows_days: false };
    let other = DateContext { order: Some(DayMonthOrder::MonthFirst), ..context };
    [context, other].into_iter().any(|context| {
        let said = reads_as(text, context);
        let is_some = matches!(said.meaning, DateMeaning::Day(_) | DateMeaning::Span(_));
        is_some && !said.is_due_only && text.chars().count() > 2
    })
}

/// Returns the status that the first words name, unless it is completed: `Ongoing with delays`.
fn first_words(text: &str) -> Option<&'static str> {
    let folded = normalize(text);
    let words: Vec<&str> = folded.split(' ').collect();
    (1..=4.min(words.len()))
        .rev()
        .find_map(|length| meant("status", &words.get(..length)?.join(" ")))
        .filter(|status| *status != "completed")
}

#[cfg(test)]
mod tests;
