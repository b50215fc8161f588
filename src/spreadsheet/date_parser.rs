use super::range::range;
use super::vocabulary::{meant, normalize};
use crate::model::{DateSpan, Day};

/// Which of the first two numbers of `03/04/2024` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayMonthOrder {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// What a text in a date's place says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ParsedDate {
    /// A date in the notation of the format.
    Date(String),
    /// From one date to another one, both in the notation of the format.
    Range(String, String),
    /// Either day or month may come first.
    Unclear,
    /// A part of a year, and which year is not said.
    NoYear,
    /// No date.
    Nothing,
}

/// The order that a text shows by itself: one of its first two numbers is no month.
pub(super) fn order(text: &str) -> Option<DayMonthOrder> {
    let (a, b, _) = numbers(text)?;
    match (a, b) {
        (13..=31, 1..=12) => Some(DayMonthOrder::DayFirst),
        (1..=12, 13..=31) => Some(DayMonthOrder::MonthFirst),
        _ => None,
    }
}

/// The order that texts show together; none where they differ, or none of them shows it.
pub(super) fn common_order<'t>(texts: impl Iterator<Item = &'t str>) -> Option<DayMonthOrder> {
    let mut orders = texts.filter_map(order);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// `a/b/year` with one of the usual signs between: `15-17.06` is something else.
fn numbers(text: &str) -> Option<(u32, u32, u32)> {
    let sign = text.chars().find(|c| matches!(c, '/' | '.' | '-')).unwrap_or(' ');
    let parts: Vec<&str> =
        text.split(sign).map(str::trim).filter(|part| !part.is_empty()).collect();
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

/// Reads a date in any of the usual notations, or from one to another.
pub(super) fn date(
    text: &str,
    is_start: bool,
    order: Option<DayMonthOrder>,
    year: Option<u32>,
) -> ParsedDate {
    match single(text, is_start, order, year) {
        ParsedDate::Nothing => range(text, order, year),
        said => said,
    }
}

/// Reads one date, or several months or parts of a year. All of the text counts: what it says
/// besides makes it no date.
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
        return match (self::order(text).or(order), a == b) {
            (Some(DayMonthOrder::DayFirst), _) | (None, true) => {
                valid(format!("{year:04}-{b:02}-{a:02}"))
            }
            (Some(DayMonthOrder::MonthFirst), _) => valid(format!("{year:04}-{a:02}-{b:02}")),
            (None, false) if a <= 12 && b <= 12 => ParsedDate::Unclear,
            (None, false) => ParsedDate::Nothing,
        };
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
    // What a moment says of the hour does not count.
    if let Some(day) = without_hour(text) {
        return single(day, is_start, order, year);
    }
    let folded = normalize(text);
    let words: Vec<&str> =
        folded.split(' ').filter(|word| !FILLING.contains(word) && !LAST.contains(word)).collect();
    let Some((shape, parts)) = parts(&words) else { return ParsedDate::Nothing };
    // The end of a month, or of a quarter, is not where something starts.
    if is_start && !shape.contains('d') && folded.split(' ').any(|word| LAST.contains(&word)) {
        return ParsedDate::Nothing;
    }
    match joined(text, &shape, &parts, year) {
        ParsedDate::Date(written) => valid(written),
        said => said,
    }
}

/// Words that say nothing of their own in a date.
const FILLING: [&str; 10] = ["de", "del", "of", "le", "el", "the", "to", "a", "au", "by"];

/// Words that mean the end of a span.
const LAST: [&str; 2] = ["end", "fin"];

/// What is before the hour in the text of a moment: `2024-06-30T10:00Z`, `June 30, 2024 8:00 AM`.
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

/// What a word is in a date, and its number.
#[derive(Clone, Copy, Debug)]
struct DatePart<'t> {
    number: u32,
    /// Of a part of a year: `Q` or `H`.
    unit: char,
    word: &'t str,
}

/// The words of a date in their order, and by a letter each what they are: `y` for a year, `m` for
/// a month, `s` for a part of a year, `d` for another number.
fn parts<'t>(words: &[&'t str]) -> Option<(String, Vec<DatePart<'t>>)> {
    let (mut shape, mut parts) = (String::new(), Vec::new());
    let mut rest = words.iter().copied().peekable();
    while let Some(word) = rest.next() {
        let (kind, number, unit) = if let Some(month) = month(word) {
            ('m', month.parse().ok()?, ' ')
        } else if let Some((unit, part)) = span(word) {
            ('s', part, unit)
        } else if let Some((part, unit)) = ordinal(word).zip(rest.peek().copied().and_then(unit)) {
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
        shape.push(kind);
        parts.push(DatePart { number, unit, word });
    }
    Some((shape, parts))
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
    // A year stands before or behind what it is the year of.
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
        _ if is_range && !is_dashed(text) => ParsedDate::Nothing,
        ("md", _, &[month], &[short])
            if own_year.is_none() && (32..=99).contains(&short.number) =>
        {
            ParsedDate::Date(format!("{:04}-{:02}", 2000 + short.number, month.number))
        }
        // `Jun 30` may be a day as well as a year; `30 June` is a day.
        ("md", _, _, &[number]) if own_year.is_none() && (20..=31).contains(&number.number) => {
            ParsedDate::Nothing
        }
        ("md" | "dm", _, &[month], &[own]) => {
            with_year(&|year| day(year, month.number, own.number))
        }
        // `30-Jun-24`; in `June 15, 24` the last number may be a day as well.
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

/// Words that mean from one to another where something stands before them.
const TO: [&str; 9] = ["to", "until", "till", "through", "au", "al", "a", "à", "hasta"];

/// Whether something stands in a text that may mean from one to another.
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

/// The day that a spreadsheet means by such a number: they count from the last day but one of 1899.
pub(super) fn serial(text: &str) -> Option<Day> {
    let number: u64 = text
        .split('.')
        .next()?
        .parse()
        .ok()
        .filter(|_| text.bytes().all(|b| b.is_ascii_digit() || b == b'.'))?;
    let first = Day::from_ymd_opt(1899, 12, 30)?;
    // 1927 to 2173: no year, and no number of anything else that stands in a date's place.
    (10_000..100_000)
        .contains(&number)
        .then(|| first.checked_add_days(chrono::Days::new(number)))
        .flatten()
}

/// What a text in a date's place is likely to mean: to be asked, not taken.
pub(super) fn guess(
    text: &str,
    is_start: bool,
    order: Option<DayMonthOrder>,
    year: Option<u32>,
) -> Option<String> {
    let words = normalize(text);
    if meant("span", &words) == Some("year") {
        return year.map(|year| format!("{year:04}"));
    }
    let bare: Vec<&str> =
        words.split(' ').filter(|word| meant("span", word) != Some("about")).collect();
    // `Jan-24` is the month of a year rather than the day of a month.
    if let [name, short] = bare.as_slice()
        && let (Some(month), Some(year)) = (month(name), full_year(short))
    {
        return Some(format!("{year:04}-{month:0>2}"));
    }
    match date(&bare.join(" "), is_start, order, year) {
        ParsedDate::Date(date) => Some(date),
        ParsedDate::Range(first, last) => Some(if is_start { first } else { last }),
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
    ["st", "nd", "rd", "th", "er", "ere", "eme", "e", "o"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_notations() {
        let due = |text| date(text, false, Some(DayMonthOrder::DayFirst), Some(2024));
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
            ("3rd quarter 2024", "2024-Q3"),
            ("2e trimestre", "2024-Q2"),
            ("S1", "2024-H1"),
            ("Sept 2024", "2024-09"),
            ("06/2024", "2024-06"),
            ("June 30, 2024 8:00 AM", "2024-06-30"),
            ("2024-06-30T10:00:00.5+02:00", "2024-06-30"),
            ("by end 2025", "2025"),
            ("June 30, 25", "2025-06-30"),
            ("2024-06-30T10:00", "2024-06-30"),
            ("20240630", "2024-06-30"),
            ("Semestre 1", "2024-H1"),
            ("second half of 2025", "2025-H2"),
            ("premier trimestre", "2024-Q1"),
            ("Tercer trimestre de 2024", "2024-Q3"),
            ("Quarter 4", "2024-Q4"),
        ] {
            assert_eq!(due(text), ParsedDate::Date(is.to_owned()), "{text}");
        }
        assert_eq!(date("03/04/2024", false, None, None), ParsedDate::Unclear);
        assert_eq!(date("Q3", false, None, None), ParsedDate::NoYear);
        for (text, is) in [
            ("Jan-24", Some("2024-01")),
            ("mid-June 2024", Some("2024-06")),
            ("ongoing", Some("2024")),
            ("TBD", None),
        ] {
            assert_eq!(guess(text, false, None, Some(2024)).as_deref(), is, "{text}");
        }
        assert_eq!(serial("45473"), Day::from_ymd_opt(2024, 6, 30));
        assert_eq!(
            (serial("45473.5"), serial("2024"), serial("-45473")),
            (Day::from_ymd_opt(2024, 6, 30), None, None)
        );
        for text in [
            "TBD",
            "31/02/2024",
            "",
            "soon",
            "32 June 2024",
            "é",
            "2024-13-45",
            "99/99/2024",
            "2024-06-30 (NOT 2025)",
            "2024-06-30 or later",
            "2024-06-30 TBC",
            "2024-06-30 99:00",
            "2024-06-30 10",
            "1/2 June",
            "June 15 17",
            "June 15, 17",
            "June - 15",
            "15-17.06",
            "Jan, Jun",
            "Jun/Aug",
            "2024-06 - 30",
        ] {
            assert_eq!(due(text), ParsedDate::Nothing, "{text}");
        }
        assert_eq!(date("end of June", true, None, Some(2024)), ParsedDate::Nothing);
    }
}
