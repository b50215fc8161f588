//! The order of day and month that dates show: one of them, or those of a column together.

use super::date_order::{DayMonthOrder, order, weekday_order};
use super::date_text::{plain_date, weekday};

/// Returns the order that a text itself shows, if any: one of its first two numbers is not a month
/// (`30/06/2024`, `22/10`), or its weekday fits one order only (`Mon 1/13/25`).
pub(super) fn day_order_shown(text: &str) -> Option<DayMonthOrder> {
    if text.chars().count() > 80 {
        return None;
    }
    let plain = plain_date(text);
    // The time of day shows nothing.
    let day = plain.split_whitespace().take_while(|word| !word.contains(':'));
    let plain = day.collect::<Vec<_>>().join(" ");
    match weekday(&plain) {
        Some((weekday, rest)) => order(rest).or_else(|| weekday_order(rest, weekday)),
        None => order(&plain),
    }
}

/// Returns the order that texts show together; `None` if they disagree, or if none of them shows
/// it.
pub(super) fn common_order<'t>(texts: impl Iterator<Item = &'t str>) -> Option<DayMonthOrder> {
    let mut orders = texts.filter_map(day_order_shown);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_show_their_order() {
        use DayMonthOrder::{DayFirst, MonthFirst};
        for (text, is) in [
            ("30/06/2024", Some(DayFirst)),
            ("06/30/2024", Some(MonthFirst)),
            ("22/10", Some(DayFirst)),
            ("1/13", Some(MonthFirst)),
            ("10/22", None),
            ("Mon 1/13/25", Some(MonthFirst)),
            ("Tue 2/4/25", Some(MonthFirst)),
            ("Wed 2/4/25", Some(DayFirst)),
            ("mercredi 2/4/25", Some(DayFirst)),
            ("Вт 4.2.25", Some(DayFirst)),
            ("Thu 5/5/25", None),
            ("Sun 2/4/25", None),
            ("03/04/2024", None),
            ("٣٠/٦/٢٠٢٤", Some(DayFirst)),
            ("30 June 2024", None),
            ("1.5", None),
            ("22.10.", Some(DayFirst)),
            ("", None),
        ] {
            assert_eq!(day_order_shown(text), is, "{text}");
        }
        assert_eq!(common_order(["3/4/2025", "22/10"].into_iter()), Some(DayFirst));
        assert_eq!(common_order(["1/13/2025", "22/10"].into_iter()), None);
    }
}
