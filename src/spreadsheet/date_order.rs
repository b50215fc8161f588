//! Dates of three numbers, such as `03/04/2024`: which number is the day, and which is the month.

/// The order of day and month in dates such as `03/04/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayMonthOrder {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// The date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ParsedDate {
    /// A date in the notation of the format.
    Date(String),
    /// A range of two dates in the notation of the format.
    Range(String, String),
    /// Either day or month may come first.
    Unclear,
    /// A part of a year, and which year is not said.
    NoYear,
    /// No date.
    Nothing,
}

/// Returns the order that a text itself shows: one of its first two numbers is not a month.
pub(super) fn order(text: &str) -> Option<DayMonthOrder> {
    let (a, b, _) = numbers(text)?;
    match (a, b) {
        (13..=31, 1..=12) => Some(DayMonthOrder::DayFirst),
        (1..=12, 13..=31) => Some(DayMonthOrder::MonthFirst),
        _ => None,
    }
}

/// Returns the order that texts show together; `None` if they disagree, or if none of them shows
/// it.
pub(super) fn common_order<'t>(texts: impl Iterator<Item = &'t str>) -> Option<DayMonthOrder> {
    let mut orders = texts.filter_map(order);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// `a/b/year` with one of the usual signs between: `15-17.06` is something else.
pub(super) fn numbers(text: &str) -> Option<(u32, u32, u32)> {
    let sign = text.chars().find(|c| matches!(c, '/' | '.' | '-')).unwrap_or(' ');
    let parts: Vec<&str> =
        text.split(sign).map(str::trim).filter(|part| !part.is_empty()).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    let all = [a, b, c].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let is_right = all && a.len() <= 2 && b.len() <= 2 && matches!(c.len(), 2 | 4);
    is_right.then_some(())?;
    Some((a.parse().ok()?, b.parse().ok()?, full_year(c)?))
}

pub(super) fn full_year(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['\'', '’']);
    let number: u32 = text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    match text.len() {
        2 => Some(2000 + number),
        4 if (1900..=2999).contains(&number) => Some(number),
        _ => None,
    }
}
