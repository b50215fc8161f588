//! Prepares the text of a date: signs of other scripts, Chinese words, weekdays, and words such as
//! `by`.

use super::chinese_date::in_english;
use super::date_order::{DayMonthOrder, ParsedDate};
use super::folding::{normalize, plain_signs};
use super::single_date::single;
use super::vocabulary::meant;

/// Returns the text of a date with usual digits, signs and spaces; Chinese dates in English words.
pub(super) fn plain_date(text: &str) -> String {
    let text = plain_signs(text).replace(['’', '‘', '`'], "'");
    let text = text.trim().trim_end_matches([',', ';']).trim_end();
    if let Some(english) = in_english(text) {
        return english;
    }
    if let Some(apart) = apart(text) {
        return apart;
    }
    let mut out = String::new();
    for c in text.chars() {
        // `2025г.`, `2025م`
        if is_eastern(c) && out.ends_with(|c: char| c.is_ascii_digit()) {
            out.push(' ');
        }
        out.push(match c {
            '‐' | '‑' | '−' | '~' | '～' => '-',
            c if c.is_whitespace() && c != '\n' => ' ',
            c => c,
        });
    }
    let without = [" г.", " г", " года", " год", " гг.", " гг", " годы", " годов", " م", " م."];
    let bare = without.iter().find_map(|ending| {
        out.strip_suffix(ending).filter(|bare| bare.ends_with(|c: char| c.is_ascii_digit()))
    });
    bare.unwrap_or(&out).trim().to_owned()
}

/// Returns a date without spaces with them: `2025Q1`, `2T25`, `30Jun2025`.
fn apart(text: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let (first, last) = text.split_once(&*letters).filter(|_| !letters.is_empty())?;
    if !first.chars().chain(last.chars()).all(is_digit) {
        return None;
    }
    let full = |year: &str| if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
    let is_part = matches!(&*letters.to_lowercase(), "q" | "t" | "h" | "s");
    match (first.len(), last.len()) {
        (4, 1) if is_part => Some(format!("{first} {letters}{last}")),
        (1, 2 | 4) if is_part => Some(format!("{letters}{first} {}", full(last))),
        (0, 5) if is_part => {
            last.split_at_checked(1).map(|(part, year)| format!("{letters}{part} {year}"))
        }
        (1 | 2, 2 | 4) if meant("month", &letters).is_some() => {
            Some(format!("{first} {letters} {}", full(last)))
        }
        _ => None,
    }
}

/// A letter of a script whose words follow a year without a space.
fn is_eastern(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\u{400}'..='\u{4ff}' | '\u{600}'..='\u{6ff}')
}

/// Returns the weekday before or after a day, from 1 for Monday, and the day: `Fri 12/5/25`.
pub(super) fn weekday(text: &str) -> Option<(u32, &str)> {
    let is_day = |rest: &str| {
        let read = single(rest, false, Some(DayMonthOrder::DayFirst), Some(2024));
        let other = || single(rest, false, Some(DayMonthOrder::MonthFirst), Some(2024));
        matches!(&read, ParsedDate::Date(day) if day.len() == 10)
            || matches!(other(), ParsedDate::Date(day) if day.len() == 10)
    };
    let edges = |c: char| c == ' ' || matches!(c, ',' | '.' | '(' | ')' | '،');
    let cuts = text.char_indices().filter(|(_, c)| edges(*c)).map(|(at, _)| at);
    for at in cuts {
        let Some((first, last)) = text.split_at_checked(at) else { continue };
        for (word, rest) in [(first, last), (last, first)] {
            let Some(number) = meant("weekday", word) else { continue };
            let rest = rest.trim_matches(edges);
            if is_day(rest) {
                return Some((number.parse().ok()?, rest));
            }
        }
    }
    None
}

/// Words before the last day of something: the day itself is in time.
const BY: [&str; 43] = [
    "no later than ",
    "not later than ",
    "on or before ",
    "to be completed by ",
    "completed by ",
    "due by ",
    "due on ",
    "due ",
    "deadline ",
    "by the ",
    "by ",
    "until the ",
    "until ",
    "till ",
    "up to ",
    "au plus tard le ",
    "au plus tard fin ",
    "au plus tard ",
    "d'ici à ",
    "d'ici au ",
    "d'ici le ",
    "d'ici la ",
    "d'ici ",
    "jusqu'au ",
    "jusqu'à ",
    "jusqu'en ",
    "a más tardar el ",
    "a más tardar en ",
    "a más tardar ",
    "hasta el ",
    "al ",
    "hasta ",
    "para el ",
    "para ",
    "até o ",
    "até ",
    "بحلول ",
    "حتى ",
    "في موعد أقصاه ",
    "не позднее ",
    "к ",
    "в срок до ",
    "срок до ",
];

/// Words before something that may or may not be the last day itself: `before June`.
const BEFORE: [&str; 11] = [
    "before the ",
    "before ",
    "avant le ",
    "avant la ",
    "avant ",
    "antes del ",
    "antes de ",
    "antes do ",
    "قبل ",
    "до ",
    "prior to ",
];

/// The word before a date that makes it the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateLead {
    /// No such word.
    None,
    /// `by`
    By,
    /// `before`
    Before,
}

/// Separates a date from the word before it: `by 30 June`.
pub(super) fn without_lead(text: &str) -> (DateLead, &str) {
    let lower = text.to_lowercase();
    for (words, lead) in [(&BY[..], DateLead::By), (&BEFORE[..], DateLead::Before)] {
        for word in words {
            if lower.starts_with(word)
                && let Some(rest) = text.get(word.len()..)
            {
                return (lead, rest.trim_start());
            }
        }
    }
    (DateLead::None, text)
}

/// Whether a text says that there is no date: `TBC`, `ongoing`, `-`.
pub(super) fn is_no_date(text: &str) -> bool {
    let words = normalize(text);
    !text.trim().is_empty() && (words.is_empty() || meant("nodate", &words).is_some())
}

/// Returns a text with the short years behind months in full, as in `sept.-25`, `Jan '24`: years of
/// this century, which are near the given one.
pub(super) fn with_full_years(text: &str, near: Option<u32>) -> String {
    let is_year = |short: u32| {
        (20..=39).contains(&short) && near.is_none_or(|near| near.abs_diff(2000 + short) <= 2)
    };
    let has_year = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let mut out = String::new();
    let mut word = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        let is_sign = matches!(c, '-' | '\'' | '/');
        let is_between = matches!(c, '.' | ' ') || is_sign;
        if is_sign && !has_year && !word.is_empty() && meant("month", &word).is_some() {
            let digits: String = rest.clone().take_while(char::is_ascii_digit).collect();
            let behind = rest.clone().nth(2);
            let is_alone = !behind.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/'));
            if digits.len() == 2 && is_alone && digits.parse().is_ok_and(is_year) {
                out.pop();
                out.push_str(" 20");
                out.push_str(&digits);
                rest.nth(1);
                word.clear();
            }
        } else if !is_between {
            word.clear();
        }
        if c == ' ' && !rest.peek().is_some_and(|next| matches!(next, '\'')) {
            word.clear();
        }
    }
    out
}

/// Returns `Jan-24` as a day: `24 jan`.
pub(super) fn with_day_in_front(text: &str) -> Option<String> {
    let folded = normalize(text);
    let (month, day) = folded.split_once(' ')?;
    let is_day = day.len() <= 2 && day.bytes().all(|byte| byte.is_ascii_digit());
    (is_day && meant("month", month).is_some()).then(|| format!("{day} {month}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_stand_beside_days() {
        for (text, is) in [
            ("Fri 12/5/25", Some((5, "12/5/25"))),
            ("Friday, 5 December 2025", Some((5, "5 December 2025"))),
            ("vendredi 5 décembre 2025", Some((5, "5 décembre 2025"))),
            ("viernes, 5 de diciembre de 2025", Some((5, "5 de diciembre de 2025"))),
            ("segunda-feira, 12/05/2025", Some((1, "12/05/2025"))),
            ("пт, 05.12.2025", Some((5, "05.12.2025"))),
            ("الجمعة 5 ديسمبر 2025", Some((5, "5 ديسمبر 2025"))),
            ("5 December 2025 (Fri)", Some((5, "5 December 2025"))),
            ("mar. 4/2/25", Some((2, "4/2/25"))),
            ("Mar 2025", None),
            ("Mar 5 2025", None),
            ("Friday", None),
            ("Sun and rain", None),
        ] {
            assert_eq!(weekday(text), is, "{text}");
        }
    }

    #[test]
    fn texts_without_a_date() {
        for text in [
            "TBC",
            "tbd",
            "N/A",
            "n.a.",
            "-",
            "–",
            "ongoing",
            "On-going",
            "Continuous",
            "en continu",
            "continu",
            "À déterminer",
            "Permanente",
            "Por definir",
            "A definir",
            "يحدد لاحقا",
            "مستمر",
            "待定",
            "持续",
            "уточняется",
            "Постоянно",
            "В течение года",
            "...",
            "?",
            "Throughout the year",
            "Todo el año",
            "Não se aplica",
        ] {
            assert!(is_no_date(text), "{text}");
        }
        for text in ["", " ", "2025", "June", "x", "Q1"] {
            assert!(!is_no_date(text), "{text}");
        }
    }

    #[test]
    fn short_years_behind_months() {
        for (text, is) in [
            ("sept.-25", "sept. 2025"),
            ("Jan-24", "Jan 2024"),
            ("Jan'24", "Jan 2024"),
            ("Jan '24", "Jan  2024"),
            ("Jan/24", "Jan 2024"),
            ("Jan-25 to Mar-25", "Jan 2025 to Mar 2025"),
            ("30-Jun-24", "30-Jun 2024"),
            ("июнь-25", "июнь 2025"),
            ("June-25, 2025", "June-25, 2025"),
            ("Jun 25-30", "Jun 25-30"),
            ("Jun-15", "Jun-15"),
            ("Jun 24", "Jun 24"),
        ] {
            assert_eq!(with_full_years(text, None), is, "{text}");
        }
        assert_eq!(with_full_years("Jun-30", Some(2025)), "Jun-30");
        assert_eq!(with_full_years("Jun-26", Some(2025)), "Jun 2026");
    }
}
