//! Reads one date in any of the usual notations, such as `30 June 2024` or `3rd quarter`.

use super::date_order::{DayMonthOrder, ParsedDate, day_and_month, numbers, order as shown_order};
use super::date_words::{DatePart, parts};
use super::vocabulary::normalize;
use crate::model::DateSpan;

/// Reads one date, or several months or parts of a year. The complete text counts: with any other
/// text it is not a date.
pub(super) fn single(
    text: &str,
    is_start: bool,
    order: Option<DayMonthOrder>,
    year: Option<u32>,
) -> ParsedDate {
    let text = text.trim();
    if DateSpan::parse(text).is_ok() {
        return ParsedDate::Date(text.to_owned());
    }
    let valid = |written: String| {
        if DateSpan::parse(&written).is_ok() {
            ParsedDate::Date(written)
        } else {
            ParsedDate::Nothing
        }
    };
    if let Some((a, b, year)) = numbers(text) {
        return match (shown_order(text).or(order), a == b) {
            (Some(DayMonthOrder::DayFirst), _) | (None, true) => {
                valid(format!("{year:04}-{b:02}-{a:02}"))
            }
            (Some(DayMonthOrder::MonthFirst), _) => valid(format!("{year:04}-{a:02}-{b:02}")),
            (None, false) if a <= 12 && b <= 12 => ParsedDate::Unclear,
            (None, false) => ParsedDate::Nothing,
        };
    }
    if let Some((a, b)) = day_and_month(text) {
        return without_year(a, b, shown_order(text).or(order), year);
    }
    // `20240630`
    if let (8, Some(year), Some(month), Some(day)) =
        (text.len(), text.get(..4), text.get(4..6), text.get(6..))
    {
        let written = format!("{year}-{month}-{day}");
        if DateSpan::parse(&written).is_ok() {
            return ParsedDate::Date(written);
        }
    }
    // The time of day does not count.
    if let Some(day) = without_hour(text) {
        return single(day, is_start, order, year);
    }
    let folded = normalize(text);
    let words: Vec<&str> =
        folded.split(' ').filter(|word| !FILLING.contains(word) && !LAST.contains(word)).collect();
    let has_last = says_end(&folded);
    if has_last && matches!(words.as_slice(), [word] if YEAR.contains(word)) {
        let written = |year: u32| valid(format!("{year:04}"));
        return if is_start {
            ParsedDate::Nothing
        } else {
            year.map_or(ParsedDate::NoYear, written)
        };
    }
    let words: Vec<&str> = words.into_iter().filter(|word| !YEAR.contains(word)).collect();
    let Some((shape, parts)) = parts(&words) else { return ParsedDate::Nothing };
    // The end of a month, or of a quarter, is not where something starts.
    if is_start && !shape.contains('d') && has_last {
        return ParsedDate::Nothing;
    }
    match joined(text, &shape, &parts, year) {
        ParsedDate::Date(written) => valid(written),
        said => said,
    }
}

/// Reads `22/10`. `10/22` may be a day or the month of a year, unless the order of others says it.
fn without_year(a: u32, b: u32, order: Option<DayMonthOrder>, year: Option<u32>) -> ParsedDate {
    let (day, month) = match order {
        Some(DayMonthOrder::DayFirst) if b <= 12 => (a, b),
        Some(DayMonthOrder::MonthFirst) if a <= 12 => (b, a),
        // Where the day comes first, `12/25` is the month of a year.
        Some(DayMonthOrder::DayFirst)
            if a <= 12 && year.is_some_and(|year| year.abs_diff(2000 + b) <= 1) =>
        {
            return ParsedDate::Date(format!("{:04}-{a:02}", 2000 + b));
        }
        None if a == b => (a, b),
        None if a <= 12 && b <= 12 => return ParsedDate::Unclear,
        _ => return ParsedDate::Nothing,
    };
    // Of a leap year, so that 29 February counts while the year is not known.
    let of = |year: u32| format!("{year:04}-{month:02}-{day:02}");
    match year {
        Some(year) if DateSpan::parse(&of(year)).is_ok() => ParsedDate::Date(of(year)),
        None if DateSpan::parse(&of(2024)).is_ok() => ParsedDate::NoYear,
        _ => ParsedDate::Nothing,
    }
}

/// Words that say nothing of their own in a date.
const FILLING: [&str; 36] = [
    "de",
    "del",
    "of",
    "le",
    "el",
    "the",
    "to",
    "a",
    "au",
    "by",
    "la",
    "d",
    "l",
    "in",
    "en",
    "em",
    "do",
    "da",
    "no",
    "du",
    "during",
    "durant",
    "courant",
    "durante",
    "в",
    "во",
    "г",
    "и",
    "ыи",
    "течение",
    "от",
    "من",
    "في",
    "شهر",
    "م",
    "خلال",
];

/// Words that mean the end of a span.
const LAST: [&str; 12] = [
    "end",
    "fin",
    "fim",
    "final",
    "ende",
    "конец",
    "конца",
    "конце",
    "концу",
    "نهايه",
    "اخر",
    "底",
];

/// Words for a year.
const YEAR: [&str; 9] = ["year", "annee", "an", "ano", "год", "года", "году", "عام", "سنه"];

/// Whether a folded text says the end of a span: `end of June`.
pub(super) fn says_end(folded: &str) -> bool {
    folded.split(' ').any(|word| LAST.contains(&word))
}

/// Returns the text before the time of day: `2024-06-30T10:00Z`, `June 30, 2024 8:00 AM`.
fn without_hour(text: &str) -> Option<&str> {
    let cuts = text.char_indices().filter(|(_, c)| matches!(c, ' ' | 'T'));
    let mut days = cuts
        .filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
        .filter(|(_, hour)| is_hour(hour));
    days.next().map(|(day, _)| day.trim_end_matches([',', ' ']))
}

/// `10:00`, `8:00 AM`, `10:00:00.5+02:00`
fn is_hour(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let bare = text.trim_end_matches('z').trim_end_matches("am").trim_end_matches("pm").trim_end();
    let (hour, zone) = bare.split_once(['+', '-']).unwrap_or((bare, "0"));
    let are_digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let (whole, fraction) = hour.split_once('.').unwrap_or((hour, "0"));
    let parts = whole.split(':').collect::<Vec<_>>();
    let is_of_day = parts
        .iter()
        .zip([24, 59, 60])
        .all(|(part, most)| part.parse::<u32>().is_ok_and(|number| number <= most));
    matches!(parts.len(), 2 | 3)
        && is_of_day
        && parts.iter().all(|part| are_digits(part, 2))
        && are_digits(fraction, 9)
        && are_digits(&zone.replace(':', ""), 4)
}

/// The date that its words say together.
fn joined(
    text: &str,
    shape: &str,
    parts: &[DatePart<'_>],
    default_year: Option<u32>,
) -> ParsedDate {
    let of = |kind: char| {
        shape
            .chars()
            .zip(parts)
            .filter(move |(own, _)| *own == kind)
            .map(|(_, part)| *part)
            .collect::<Vec<_>>()
    };
    let own_year = of('y').first().map(|part| part.number);
    let with_year = |written: &dyn Fn(u32) -> ParsedDate| {
        own_year.or(default_year).map_or(ParsedDate::NoYear, written)
    };
    let day = |year: u32, month: u32, day: u32| {
        ParsedDate::Date(format!("{year:04}-{month:02}-{day:02}"))
    };
    let is_range = has_mark(text);
    // A year comes before or after the rest of its date.
    match (shape.trim_matches('y'), of('s').as_slice(), of('m').as_slice(), of('d').as_slice()) {
        ("", ..) => {
            own_year.map_or(ParsedDate::Nothing, |year| ParsedDate::Date(format!("{year:04}")))
        }
        ("s", &[span], ..) => {
            with_year(&|year| ParsedDate::Date(format!("{year:04}-{}{}", span.unit, span.number)))
        }
        (_, &[first, .., last], [], [])
            if (first.unit, first.number) < (last.unit, last.number) && first.unit == last.unit =>
        {
            with_year(&|year| {
                ParsedDate::Range(
                    format!("{year:04}-{}{}", first.unit, first.number),
                    format!("{year:04}-{}{}", last.unit, last.number),
                )
            })
        }
        ("m", _, &[month], _) => {
            with_year(&|year| ParsedDate::Date(format!("{year:04}-{:02}", month.number)))
        }
        ("mm", _, &[first, last], _) if is_range && first.number <= last.number => {
            with_year(&|year| match (first.number, last.number) {
                (1, 3) | (4, 6) | (7, 9) | (10, 12) => {
                    ParsedDate::Date(format!("{year:04}-Q{}", last.number / 3))
                }
                (1, 6) | (7, 12) => ParsedDate::Date(format!("{year:04}-H{}", last.number / 6)),
                (first, last) if first == last => ParsedDate::Date(format!("{year:04}-{first:02}")),
                (first, last) => ParsedDate::Range(
                    format!("{year:04}-{first:02}"),
                    format!("{year:04}-{last:02}"),
                ),
            })
        }
        // `Q1-25`, `Q1/25`
        ("sd", &[span], _, &[short])
            if is_short(short.word) && (20..=39).contains(&short.number) =>
        {
            ParsedDate::Date(format!("{:04}-{}{}", 2000 + short.number, span.unit, span.number))
        }
        _ if is_range && !is_dashed(text) => ParsedDate::Nothing,
        ("md", _, &[month], &[short])
            if own_year.is_none() && (32..=99).contains(&short.number) =>
        {
            ParsedDate::Date(format!("{:04}-{:02}", 2000 + short.number, month.number))
        }
        // `Jun 30` may be a day or a year; `30 June` is a day.
        ("md", _, _, &[number]) if own_year.is_none() && (20..=31).contains(&number.number) => {
            ParsedDate::Nothing
        }
        ("md" | "dm", _, &[month], &[own]) => {
            with_year(&|year| day(year, month.number, own.number))
        }
        // `30-Jun-24`; in `June 15, 24` the last number may also be a day.
        ("dmd", _, &[month], &[own, short]) if is_short(short.word) => {
            day(2000 + short.number, month.number, own.number)
        }
        ("mdd", _, &[month], &[own, short])
            if own_year.is_none()
                && is_short(short.word)
                && text.contains([',', '\'', '’'])
                && is_near(2000 + short.number, default_year) =>
        {
            day(2000 + short.number, month.number, own.number)
        }
        ("d", .., &[month]) if own_year.is_some() && is_plain(month.word) && month.number <= 12 => {
            with_year(&|year| ParsedDate::Date(format!("{year:04}-{:02}", month.number)))
        }
        ("dd", .., &[month, own]) if shape == "ydd" => {
            with_year(&|year| day(year, month.number, own.number))
        }
        _ => ParsedDate::Nothing,
    }
}

fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The last two digits of a year.
fn is_short(word: &str) -> bool {
    word.len() == 2 && is_plain(word)
}

fn is_near(year: u32, default: Option<u32>) -> bool {
    default.is_some_and(|default| default.abs_diff(year) <= 2)
}

/// Words that mean a range if text precedes them.
const TO: [&str; 16] = [
    "to", "until", "till", "through", "au", "al", "a", "à", "hasta", "até", "ao", "по", "до",
    "إلى", "الى", "حتى",
];

/// Whether a text has a sign or a word that may mean a range.
fn has_mark(text: &str) -> bool {
    text.contains(['-', '–', '—', '→'])
        || text.to_lowercase().split_whitespace().skip(1).any(|word| TO.contains(&word))
}

/// Whether all signs in a text that may mean from one to another are those between the parts of one
/// date: `30-Jun-24`.
fn is_dashed(text: &str) -> bool {
    let is_parted = text
        .to_lowercase()
        .split_whitespace()
        .skip(1)
        .any(|word| word.starts_with('-') || TO.contains(&word));
    !text.contains(['–', '—', '→']) && !is_parted && !text.contains("- ")
}
