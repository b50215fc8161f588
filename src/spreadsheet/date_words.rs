//! The words of a date: months, quarters and halves, years and other numbers.

use super::date_order::full_year;
use super::vocabulary::meant;

/// A word in a date, and its number.
#[derive(Clone, Copy, Debug)]
pub(super) struct DatePart<'t> {
    pub(super) number: u32,
    /// The unit of a part of a year: `Q` or `H`.
    pub(super) unit: char,
    pub(super) word: &'t str,
}

/// Returns the words of a date in order, with a letter for each: `y` for a year, `m` for a month,
/// `s` for a part of a year, `d` for another number.
pub(super) fn parts<'t>(words: &[&'t str]) -> Option<(String, Vec<DatePart<'t>>)> {
    let (mut shape, mut parts) = (String::new(), Vec::new());
    let mut rest = words.iter().copied().peekable();
    while let Some(word) = rest.next() {
        let double = rest.peek().and_then(|next| month(&format!("{word} {next}")));
        let (kind, number, unit) = if let Some(month) = double {
            rest.next();
            ('m', month.parse().ok()?, ' ')
        } else if let Some(month) = month(word) {
            ('m', month.parse().ok()?, ' ')
        } else if let Some((unit, part)) = span(word) {
            ('s', part, unit)
        } else if let Some((part, unit)) = rest.peek().copied().and_then(unit).and_then(|unit| {
            let last = LAST_PART.contains(&word).then_some(if unit == 'Q' { 4 } else { 2 });
            Some((last.or_else(|| ordinal(word))?, unit))
        }) {
            rest.next();
            ('s', part, unit)
        } else if let Some((unit, part)) =
            unit(word).zip(rest.peek().copied().and_then(ordinal).filter(|part| *part <= 4))
        {
            rest.next();
            ('s', part, unit)
        } else if word.len() == 4 && !shape.contains('y') && full_year(word).is_some() {
            ('y', full_year(word)?, ' ')
        } else {
            ('d', ordinal(word)?, ' ')
        };
        // Both names of an Arabic month: `حزيران/يونيو`.
        let is_again = |last: &DatePart<'_>| kind == 'm' && last.number == number;
        if shape.ends_with('m') && parts.last().is_some_and(is_again) && !is_western(word) {
            continue;
        }
        shape.push(kind);
        parts.push(DatePart { number, unit, word });
    }
    Some((shape, parts))
}

/// Words before a part of a year that mean its last one.
const LAST_PART: [&str; 7] =
    ["last", "dernier", "ultimo", "ultima", "последнии", "последнее", "اخير"];

fn is_western(word: &str) -> bool {
    word.chars().all(|c| u32::from(c) < 0x250)
}

/// `q3`, `t3`, `h1`, `s2`, `3q`
pub(super) fn span(word: &str) -> Option<(char, u32)> {
    let (one, other) = word.split_at_checked(1)?;
    let is_behind = one.starts_with(|c: char| c.is_ascii_digit());
    match if is_behind { (other, one) } else { (one, other) } {
        ("q" | "t", digit @ ("1" | "2" | "3" | "4")) => Some(('Q', digit.parse().ok()?)),
        ("h" | "s", digit @ ("1" | "2")) => Some(('H', digit.parse().ok()?)),
        _ => None,
    }
}

/// The name of a month: a number may be one, and may be a day.
pub(super) fn month(word: &str) -> Option<&'static str> {
    meant("month", word).filter(|_| !word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The parts of a year: `Q` or `H`.
pub(super) fn unit(word: &str) -> Option<char> {
    match meant("unit", word)? {
        "Q" => Some('Q'),
        "H" => Some('H'),
        _ => None,
    }
}

pub(super) fn ordinal(word: &str) -> Option<u32> {
    if let Some(number) = meant("number", word) {
        return number.parse().ok();
    }
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    const ENDINGS: [&str; 24] = [
        "st", "nd", "rd", "th", "er", "ere", "eme", "e", "o", "a", "ero", "era", "ro", "ra", "do",
        "da", "to", "ta", "и", "ыи", "я", "ое", "го", "ого",
    ];
    ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)?.parse().ok())
}
