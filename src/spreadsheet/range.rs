//! From one date to another, as people write it.

use super::date_order::{DayMonthOrder, ParsedDate, order as shown_order};
use super::date_words::ordinal;
use super::single_date::single;
use crate::model::DateSpan;

/// Separators between the two dates.
const BETWEEN: [&str; 19] = [
    " to ",
    " until ",
    " till ",
    " through ",
    " au ",
    " al ",
    " a ",
    " à ",
    " hasta ",
    " até ",
    " ao ",
    " à fin ",
    " по ",
    " до ",
    " إلى ",
    " الى ",
    " حتى ",
    "...",
    "-",
];

/// Separators after `between`.
const AND: [&str; 6] = [" and ", " et ", " y ", " e ", " и ", " و "];

/// Words before the first date.
const FROM: [&str; 13] = [
    "from ",
    "du ",
    "del ",
    "de ",
    "desde el ",
    "desde ",
    "von ",
    "do ",
    "da ",
    "с ",
    "со ",
    "من ",
    "в период с ",
];

/// Reads `15-17 June`, `5 to 30 June`, `01/03/2025 - 15/09/2025`, `2025-2027`: each date completes
/// the other one. A text that can be separated in two ways is not a range.
pub(super) fn range(text: &str, order: Option<DayMonthOrder>, year: Option<u32>) -> ParsedDate {
    let text = text.trim().to_lowercase().replace("->", "-").replace(['–', '—', '−', '→'], "-");
    let between =
        ["between ", "entre ", "между ", "بين "].iter().find_map(|word| text.strip_prefix(word));
    let signs: &[&str] = if between.is_some() { &AND } else { &BETWEEN };
    let body =
        between.or_else(|| FROM.iter().find_map(|word| text.strip_prefix(word))).unwrap_or(&text);
    let cuts = signs.iter().flat_map(|sign| body.match_indices(sign));
    let parted = cuts.filter_map(|(at, sign)| {
        Some((body.get(..at)?.trim(), body.get(at + sign.len()..)?.trim()))
    });
    let mut said = ParsedDate::Nothing;
    for (first, last) in parted.filter(|(first, last)| !first.is_empty() && !last.is_empty()) {
        match ends(first, last, order, year) {
            ParsedDate::Nothing => {}
            found if said == ParsedDate::Nothing || said == found => said = found,
            _ => return ParsedDate::Nothing,
        }
    }
    said
}

/// Returns the two dates of a range, each completed by the other one.
fn ends(first: &str, last: &str, order: Option<DayMonthOrder>, year: Option<u32>) -> ParsedDate {
    // `June 15-17`, `June 15-17, 2031`
    let alone = |text: &str| year_in(text).filter(|_| text.trim().len() == 4);
    let (last_day, last_year) =
        last.split_once([',', ' ']).map_or((last, None), |(day, rest)| (day, alone(rest)));
    if is_day(last_day) && (last == last_day || last_year.is_some()) {
        let Some(year) = last_year.or_else(|| year_in(first)).or(year) else {
            return ParsedDate::NoYear;
        };
        return match single(&with_year(first, year), true, order, None) {
            ParsedDate::Date(day) if day.len() == 10 => {
                in_order(day.clone(), month_of(&day) + &two(last_day))
            }
            _ => ParsedDate::Nothing,
        };
    }
    let order = shown_order(last)
        .or_else(|| shown_order(&with_year(first, year_in(last).or(year).unwrap_or(2000))))
        .or(order);
    let last_is_year = last.len() == 4 && year_in(last).is_some();
    match single(last, false, order, year) {
        ParsedDate::Date(last) if is_day(first) && last.len() == 10 => {
            in_order(month_of(&last) + &two(first), last)
        }
        ParsedDate::Date(last) if is_part(first) || is_day(first) => {
            // `I–III кв. 2025`, `1-2 quarter`
            match (last.get(..6).filter(|part| part.ends_with(['Q', 'H'])), ordinal(first)) {
                (Some(year), Some(number @ 1..=4)) => in_order(format!("{year}{number}"), last),
                _ => ParsedDate::Nothing,
            }
        }
        ParsedDate::Date(last) => {
            let Some(year) = year_in(&last) else { return ParsedDate::Nothing };
            let own = single(first, true, order, None);
            let first = if matches!(own, ParsedDate::Date(_)) {
                own
            } else {
                match single(&with_year(first, year), true, order, None) {
                    ParsedDate::Nothing => single(first, true, order, Some(year)),
                    said => said,
                }
            };
            match first {
                ParsedDate::Date(first) if !last_is_year || first.len() == 4 => {
                    in_order(first, last)
                }
                ParsedDate::Unclear => ParsedDate::Unclear,
                _ => ParsedDate::Nothing,
            }
        }
        said @ (ParsedDate::Unclear | ParsedDate::NoYear) => said,
        _ => ParsedDate::Nothing,
    }
}

fn in_order(first: String, last: String) -> ParsedDate {
    match (DateSpan::parse(&first), DateSpan::parse(&last)) {
        (Ok(one), Ok(other)) if one.first() < other.first() && one.last() < other.last() => {
            ParsedDate::Range(first, last)
        }
        (Ok(one), Ok(other)) if one == other => ParsedDate::Date(first),
        _ => ParsedDate::Nothing,
    }
}

/// `15`, `3rd`: nothing but the day of a month.
fn is_day(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = text.get(bare.len()..).unwrap_or("");
    matches!(bare.len(), 1 | 2)
        && bare.bytes().all(|b| b.is_ascii_digit())
        && matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er")
}

/// `I`, `first`: nothing but the number of a part of a year.
fn is_part(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit()) && ordinal(text).is_some()
}

fn two(day: &str) -> String {
    format!("{:0>2}", day.trim_end_matches(|c: char| c.is_ascii_alphabetic()))
}

/// `2031-06-` of a day.
fn month_of(day: &str) -> String {
    day.get(..8).unwrap_or("").to_owned()
}

/// Returns the year in a text, in four digits.
fn year_in(text: &str) -> Option<u32> {
    let mut numbers = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    numbers.next()?.parse().ok()
}

fn with_year(text: &str, year: u32) -> String {
    if year_in(text).is_some() { text.to_owned() } else { format!("{text} {year}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spreadsheet::date_parser::date;

    #[test]
    fn ranges_in_many_notations() {
        let said = |text: &str| date(text, false, None, Some(2031));
        for (text, first, last) in [
            ("15-17 June", "2031-06-15", "2031-06-17"),
            ("5-30 June", "2031-06-05", "2031-06-30"),
            ("5 to 30 June", "2031-06-05", "2031-06-30"),
            ("12–14 Sept.", "2031-09-12", "2031-09-14"),
            ("June 15-17", "2031-06-15", "2031-06-17"),
            ("June 25-27, 2032", "2032-06-25", "2032-06-27"),
            ("1st to 3rd of June 2032", "2032-06-01", "2032-06-03"),
            ("2031-06-30 to 2031-12-31", "2031-06-30", "2031-12-31"),
            ("2031-06-30 – 2031-12-31", "2031-06-30", "2031-12-31"),
            ("2031-06 to 2031-09", "2031-06", "2031-09"),
            ("01/03/2025 - 15/09/2025", "2025-03-01", "2025-09-15"),
            ("30.6.-2.7.2025", "2025-06-30", "2025-07-02"),
            ("15 June - 3 July", "2031-06-15", "2031-07-03"),
            ("du 5 au 30 juin 2032", "2032-06-05", "2032-06-30"),
            ("del 5 al 30 de junio", "2031-06-05", "2031-06-30"),
            ("between 5 and 30 June", "2031-06-05", "2031-06-30"),
            ("from 5 June to 30 July", "2031-06-05", "2031-07-30"),
            ("30-Jun-24 to 15-Jul-24", "2024-06-30", "2024-07-15"),
            ("Q4 2031 - Q1 2032", "2031-Q4", "2032-Q1"),
            ("Nov 2031 – Feb 2032", "2031-11", "2032-02"),
            ("March – October 2025", "2025-03", "2025-10"),
            ("Jun-Aug", "2031-06", "2031-08"),
            ("Q1-Q3", "2031-Q1", "2031-Q3"),
            ("2025-2027", "2025", "2027"),
            ("15-17.06", "2031-06-15", "2031-06-17"),
            ("01/03 - 15/09/2025", "2025-03-01", "2025-09-15"),
            ("15/03 – 30/06", "2031-03-15", "2031-06-30"),
            ("du 1er mars au 30 juin 2025", "2025-03-01", "2025-06-30"),
            ("mars à octobre 2025", "2025-03", "2025-10"),
            ("enero a mayo de 2025", "2025-01", "2025-05"),
            ("de enero a mayo de 2025", "2025-01", "2025-05"),
            ("desde el 5 hasta el 30 de junio", "2031-06-05", "2031-06-30"),
            ("janeiro a maio de 2025", "2025-01", "2025-05"),
            ("1 de março até 30 de junho de 2025", "2025-03-01", "2025-06-30"),
            ("с 1 марта по 30 июня 2025 г.", "2025-03-01", "2025-06-30"),
            ("с марта по октябрь 2025 года", "2025-03", "2025-10"),
            ("март–октябрь 2025", "2025-03", "2025-10"),
            ("من مارس إلى أكتوبر 2025", "2025-03", "2025-10"),
            ("مارس - أكتوبر ٢٠٢٥", "2025-03", "2025-10"),
            ("2025年3月至10月", "2025-03", "2025-10"),
            ("3-5月", "2031-03", "2031-05"),
            ("1-3 quarter 2025", "2025-Q1", "2025-Q3"),
            ("I–III кв. 2025", "2025-Q1", "2025-Q3"),
            ("Q1 2025 – Q3 2025", "2025-Q1", "2025-Q3"),
            ("W23-W24 2025", "2025-06-02", "2025-06-15"),
        ] {
            assert_eq!(said(text), ParsedDate::Range(first.to_owned(), last.to_owned()), "{text}");
        }
        for text in [
            "17-15 June",
            "15-17 June - 20 June",
            "Dec-Jan",
            "5-6-7 June",
            "June 30 – 2031",
            "31-06-2031",
            "15-40 June",
            "-",
            "5 to",
            "to - to",
        ] {
            assert_eq!(said(text), ParsedDate::Nothing, "{text}");
        }
        assert_eq!(date("15-17 June", false, None, None), ParsedDate::NoYear);
        assert_eq!(said("3/4/2031 - 5/6/2031"), ParsedDate::Unclear);
        assert_eq!(said("5-5 June"), ParsedDate::Date("2031-06-05".to_owned()));
    }
}
