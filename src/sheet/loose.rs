use super::words::{folded, meant};
use crate::model::{DateSpan, Day};

/// Which of the first two numbers of `03/04/2024` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// What a text in a date's place says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A date in the notation of the format.
    Date(String),
    /// Either day or month may come first.
    Unclear,
    /// A part of a year, and which year is not said.
    NoYear,
    /// No date.
    Nothing,
}

/// The order that a text shows by itself: one of its first two numbers is no month.
pub(super) fn order(text: &str) -> Option<Order> {
    let (a, b, _) = numbers(text)?;
    match (a, b) {
        (13..=31, 1..=12) => Some(Order::DayFirst),
        (1..=12, 13..=31) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// The order that texts show together; none where they differ, or none of them shows it.
pub(super) fn common_order<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Order> {
    let mut orders = texts.filter_map(order);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// `a/b/year` with any of the usual signs between.
fn numbers(text: &str) -> Option<(u32, u32, u32)> {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    let all = [a, b, c].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let is_right = all && a.len() <= 2 && b.len() <= 2 && matches!(c.len(), 2 | 4);
    is_right.then_some(())?;
    Some((a.parse().ok()?, b.parse().ok()?, full_year(c)?))
}

fn full_year(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['\'', '’']);
    let number: u32 = text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    match text.len() {
        2 => Some(2000 + number),
        4 if (1900..=2999).contains(&number) => Some(number),
        _ => None,
    }
}

/// Reads a date in any of the usual notations. Of several months a start takes the first one, any other date the last one.
pub(super) fn date(text: &str, is_start: bool, order: Option<Order>, year: Option<u32>) -> Said {
    let text = text.trim();
    if DateSpan::parse(text).is_ok() {
        return Said::Date(text.to_owned());
    }
    let valid = |written: String| if DateSpan::parse(&written).is_ok() { Said::Date(written) } else { Said::Nothing };
    if let Some((a, b, year)) = numbers(text) {
        return match (self::order(text).or(order), a == b) {
            (Some(Order::DayFirst), _) | (None, true) => valid(format!("{year:04}-{b:02}-{a:02}")),
            (Some(Order::MonthFirst), _) => valid(format!("{year:04}-{a:02}-{b:02}")),
            (None, false) if a <= 12 && b <= 12 => Said::Unclear,
            (None, false) => Said::Nothing,
        };
    }
    // `20240630`
    if let (8, Some(year), Some(month), Some(day)) = (text.len(), text.get(..4), text.get(4..6), text.get(6..)) {
        let written = format!("{year}-{month}-{day}");
        if DateSpan::parse(&written).is_ok() {
            return Said::Date(written);
        }
    }
    // What a moment says of the hour does not count.
    if let Some((day, hour)) = text.split_at_checked(10)
        && hour.starts_with(['T', ' '])
        && DateSpan::parse(day).is_ok()
    {
        return Said::Date(day.to_owned());
    }
    let words = folded(text);
    let words: Vec<&str> = words
        .split(' ')
        .filter(|word| !matches!(*word, "de" | "del" | "of" | "le" | "el" | "the" | "to" | "a" | "au" | "by" | "end" | "fin"))
        .collect();
    parts(&words, is_start, year).map_or(Said::Nothing, |said| if let Said::Date(written) = said { valid(written) } else { said })
}

/// The words of a date: a year, months, a part of a year, a day.
fn parts(words: &[&str], is_start: bool, default_year: Option<u32>) -> Option<Said> {
    let (mut year, mut months, mut spans, mut numbers) = (None, Vec::new(), Vec::new(), Vec::new());
    let mut rest = words.iter().copied().peekable();
    while let Some(word) = rest.next() {
        if let Some(month) = month(word) {
            months.push(month.parse::<u32>().ok()?);
        } else if let Some(span) = span(word) {
            spans.push(span);
        } else if let Some((part, kind)) = ordinal(word).zip(rest.peek().copied().and_then(unit)) {
            rest.next();
            spans.push((kind, part));
        } else if let Some((kind, part)) = unit(word).zip(rest.peek().copied().and_then(ordinal).filter(|part| *part <= 4)) {
            rest.next();
            spans.push((kind, part));
        } else if word.len() == 4 && year.is_none() && full_year(word).is_some() {
            year = full_year(word);
        } else {
            numbers.push(ordinal(word)?);
        }
    }
    let year_is = |year: Option<u32>| year.or(default_year);
    let is_day_first = words.first().is_some_and(|word| ordinal(word).is_some());
    let said = match (spans.as_slice(), months.as_slice(), numbers.as_slice(), year) {
        (&[first, .., last], [], [], year) | (&[first @ last], [], [], year) => {
            let (kind, part) = if is_start { first } else { last };
            year_is(year).map(|year| format!("{year:04}-{kind}{part}"))
        }
        ([], &[month], &[day], Some(year)) => Some(format!("{year:04}-{month:02}-{day:02}")),
        ([], &[month], &[day, short @ 0..=99], None) => Some(format!("{:04}-{month:02}-{day:02}", 2000 + short)),
        ([], &[month], &[short @ 32..=99], None) => Some(format!("{:04}-{month:02}", 2000 + short)),
        // `Jun 30` may be a day as well as a year; `30 June` is a day.
        ([], &[_], &[20..=31], None) if !is_day_first => return Some(Said::Nothing),
        ([], &[month], &[day], None) => year_is(None).map(|year| format!("{year:04}-{month:02}-{day:02}")),
        ([], &[month], [], year) => year_is(year).map(|year| format!("{year:04}-{month:02}")),
        ([], &[first, last], [], year) if first <= last => year_is(year).map(|year| match (first, last) {
            (1, 3) | (4, 6) | (7, 9) | (10, 12) => format!("{year:04}-Q{}", last / 3),
            (1, 6) | (7, 12) => format!("{year:04}-H{}", last / 6),
            _ => format!("{year:04}-{:02}", if is_start { first } else { last }),
        }),
        ([], [], &[month @ 1..=12], Some(year)) => Some(format!("{year:04}-{month:02}")),
        ([], [], &[month, day], Some(year)) if words.first().is_some_and(|word| word.len() == 4) => {
            Some(format!("{year:04}-{month:02}-{day:02}"))
        }
        _ => return None,
    };
    Some(said.map_or(Said::NoYear, Said::Date))
}

/// The day that a spreadsheet means by such a number: they count from the last day but one of 1899.
pub(super) fn serial(text: &str) -> Option<Day> {
    let number: u64 = text.split('.').next()?.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit() || b == b'.'))?;
    let first = Day::from_ymd_opt(1899, 12, 30)?;
    // 1927 to 2173: no year, and no number of anything else that stands in a date's place.
    (10_000..100_000).contains(&number).then(|| first.checked_add_days(chrono::Days::new(number))).flatten()
}

/// What a text in a date's place is likely to mean: to be asked, not taken.
pub(super) fn guess(text: &str, is_start: bool, order: Option<Order>, year: Option<u32>) -> Option<String> {
    let words = folded(text);
    if meant("span", &words) == Some("year") {
        return year.map(|year| format!("{year:04}"));
    }
    let bare: Vec<&str> = words.split(' ').filter(|word| meant("span", word) != Some("about")).collect();
    // `Jan-24` is the month of a year rather than the day of a month.
    if let [name, short] = bare.as_slice()
        && let (Some(month), Some(year)) = (month(name), full_year(short))
    {
        return Some(format!("{year:04}-{month:0>2}"));
    }
    match date(&bare.join(" "), is_start, order, year) {
        Said::Date(date) => Some(date),
        _ => None,
    }
}

/// `q3`, `t3`, `h1`, `s2`
fn span(word: &str) -> Option<(char, u32)> {
    let (letter, digit) = word.split_at_checked(1)?;
    match (letter, digit) {
        ("q" | "t", "1" | "2" | "3" | "4") => Some(('Q', digit.parse().ok()?)),
        ("h" | "s", "1" | "2") => Some(('H', digit.parse().ok()?)),
        _ => None,
    }
}

/// The name of a month: a number may be one, and may be a day.
fn month(word: &str) -> Option<&'static str> {
    meant("month", word).filter(|_| !word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The parts of a year.
fn unit(word: &str) -> Option<char> {
    match word {
        "quarter" | "trimestre" | "trim" | "qtr" => Some('Q'),
        "half" | "semester" | "semestre" | "sem" => Some('H'),
        _ => None,
    }
}

fn ordinal(word: &str) -> Option<u32> {
    if let Some(number) = meant("number", word) {
        return number.parse().ok();
    }
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    ["st", "nd", "rd", "th", "er", "ere", "eme", "e", "o"].iter().find_map(|ending| word.strip_suffix(ending)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_notations() {
        let due = |text| date(text, false, Some(Order::DayFirst), Some(2024));
        for (text, is) in [
            ("30/06/2024", "2024-06-30"),
            ("06/30/2024", "2024-06-30"),
            ("3.4.24", "2024-04-03"),
            ("2024/06/30", "2024-06-30"),
            ("30 June 2024", "2024-06-30"),
            ("June 30th, 2024", "2024-06-30"),
            ("30 juin 2024", "2024-06-30"),
            ("1er août 2024", "2024-08-01"),
            ("30 de junio de 2024", "2024-06-30"),
            ("30-Jun-24", "2024-06-30"),
            ("3 April 2024", "2024-04-03"),
            ("1 de enero de 2024", "2024-01-01"),
            ("January 5, 2024", "2024-01-05"),
            ("Q3", "2024-Q3"),
            ("T3 2025", "2025-Q3"),
            ("2025 Q1", "2025-Q1"),
            ("Jul–Sep", "2024-Q3"),
            ("Jun-Aug", "2024-08"),
            ("3rd quarter 2024", "2024-Q3"),
            ("2e trimestre", "2024-Q2"),
            ("S1", "2024-H1"),
            ("Sept 2024", "2024-09"),
            ("06/2024", "2024-06"),
            ("Q1-Q2", "2024-Q2"),
            ("2024-06-30T10:00", "2024-06-30"),
            ("20240630", "2024-06-30"),
            ("Semestre 1", "2024-H1"),
            ("second half of 2025", "2025-H2"),
            ("premier trimestre", "2024-Q1"),
            ("Tercer trimestre de 2024", "2024-Q3"),
            ("Quarter 4", "2024-Q4"),
        ] {
            assert_eq!(due(text), Said::Date(is.to_owned()), "{text}");
        }
        assert_eq!(date("Jun–Aug", true, None, Some(2024)), Said::Date("2024-06".to_owned()));
        assert_eq!(date("03/04/2024", false, None, None), Said::Unclear);
        assert_eq!(date("Q3", false, None, None), Said::NoYear);
        for (text, is) in [("Jan-24", Some("2024-01")), ("mid-June 2024", Some("2024-06")), ("ongoing", Some("2024")), ("TBD", None)] {
            assert_eq!(guess(text, false, None, Some(2024)).as_deref(), is, "{text}");
        }
        assert_eq!(serial("45473"), Day::from_ymd_opt(2024, 6, 30));
        assert_eq!((serial("45473.5"), serial("2024"), serial("-45473")), (Day::from_ymd_opt(2024, 6, 30), None, None));
        for text in ["TBD", "31/02/2024", "", "soon", "32 June 2024", "é", "2024-13-45", "99/99/2024"] {
            assert_eq!(due(text), Said::Nothing, "{text}");
        }
    }
}
