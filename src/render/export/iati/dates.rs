//! The dates and the budget of an activity for IATI.

use std::io;

use chrono::Datelike;
use quick_xml::events::BytesText;

use super::IatiExport;
use super::narratives::XmlWriter;
use crate::analysis::ActivityFacts;
use crate::model::{Day, Decimal, Status};

/// The smallest part of a budget: a hundredth of the currency.
const CENT: i128 = Decimal::SCALE / 100;

impl<'f> IatiExport<'_, 'f> {
    /// 1 planned start, 2 actual start, 3 planned end, 4 actual end. A plan writes down one start:
    /// once it has come and the activity is under way, it is the actual one.
    pub(super) fn dates(
        &self,
        facts: &ActivityFacts<'f>,
    ) -> impl Iterator<Item = (&'static str, Day)> + use<'f> {
        let has_begun =
            matches!(facts.status, Status::Ongoing | Status::OnHold | Status::Completed);
        let completed = facts.completed().map(|date| date.last().min(self.present));
        let actual = facts
            .start
            .filter(|&start| has_begun && start <= self.present)
            .map(|start| start.min(completed.unwrap_or(start)));
        let start = match actual {
            Some(start) => Some(("2", start)),
            // The standard wants one start; a planned one is not after the planned end.
            None => {
                self.planned_start(facts).map(|start| ("1", start.min(facts.due.unwrap_or(start))))
            }
        };
        [start, facts.due.map(|due| ("3", due)), completed.map(|day| ("4", day))]
            .into_iter()
            .flatten()
    }

    /// The start that is written down, else the period's.
    fn planned_start(&self, facts: &ActivityFacts<'f>) -> Option<Day> {
        facts.start.or(self.view.plan.plan.period.map(|period| period.start.value)).or(facts.due)
    }

    /// The days of the activity within the plan's period: for these a budget is meant.
    pub(super) fn span(&self, facts: &ActivityFacts<'f>) -> Option<(Day, Day)> {
        let period =
            self.view.plan.plan.period.map(|period| (period.start.value, period.end.value));
        let in_order = |&(start, end): &(Day, Day)| start <= end;
        let own = facts.start.or(period.map(|(start, _)| start)).zip(facts.due).filter(in_order);
        let within = own
            .zip(period)
            .map(|((start, end), (first, last))| (start.max(first), end.min(last)))
            .filter(in_order);
        within.or(own).or(period.filter(in_order))
    }

    /// What is required, a part for each calendar year by its days. The parts add up to the whole.
    pub(super) fn budget(
        &self,
        xml: &mut XmlWriter<'_>,
        facts: &ActivityFacts<'f>,
    ) -> io::Result<()> {
        let Some((budget, (start, end))) = facts.activity.budget.as_deref().zip(self.span(facts))
        else {
            return Ok(());
        };
        for (start, end, amount) in by_year(start, end, budget.required.value) {
            let (start, end) = (start.to_string(), end.to_string());
            xml.create_element("budget")
                .with_attributes([("type", "1"), ("status", "1")])
                .write_inner_content(|xml| {
                    xml.create_element("period-start")
                        .with_attribute(("iso-date", start.as_str()))
                        .write_empty()?;
                    xml.create_element("period-end")
                        .with_attribute(("iso-date", end.as_str()))
                        .write_empty()?;
                    let value = xml.create_element("value");
                    let value = value.with_attributes([
                        ("currency", &*budget.currency.value),
                        ("value-date", start.as_str()),
                    ]);
                    value.write_text_content(BytesText::new(&amount.to_string()))?;
                    Ok(())
                })?;
        }
        Ok(())
    }
}

fn by_year(start: Day, end: Day, amount: Decimal) -> impl Iterator<Item = (Day, Day, Decimal)> {
    let days = |start: Day, end: Day| i128::from((end - start).num_days() + 1);
    let all = days(start, end);
    let mut left = amount.micros();
    (start.year()..=end.year()).map(move |year| {
        let first = Day::from_ymd_opt(year, 1, 1).map_or(start, |first| first.max(start));
        let last = Day::from_ymd_opt(year, 12, 31).map_or(end, |last| last.min(end));
        // Divided before it is multiplied back to cents, so that no amount is too large.
        let share = amount.micros() / CENT * days(first, last) / all * CENT;
        let part = if last == end { left } else { share.min(left) };
        left -= part;
        (first, last, Decimal::from_micros(part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_split_by_year_and_nothing_is_lost() {
        let day = |year, month, day| Day::from_ymd_opt(year, month, day).unwrap_or_default();
        let split = |start, end, amount: &str| -> Vec<String> {
            let amount = Decimal::parse(amount).unwrap_or_default();
            by_year(start, end, amount)
                .map(|(start, end, amount)| format!("{start} {end} {amount}"))
                .collect()
        };
        assert_eq!(
            split(day(2024, 7, 1), day(2026, 6, 30), "100.000001"),
            [
                "2024-07-01 2024-12-31 25.2",
                "2025-01-01 2025-12-31 50",
                "2026-01-01 2026-06-30 24.800001"
            ]
        );
        assert_eq!(split(day(2024, 1, 1), day(2024, 12, 31), "7.5"), ["2024-01-01 2024-12-31 7.5"]);
        assert_eq!(
            split(day(2024, 12, 31), day(2025, 1, 1), "0"),
            ["2024-12-31 2024-12-31 0", "2025-01-01 2025-01-01 0"]
        );
        let huge = split(day(1900, 1, 1), day(2999, 12, 31), "999999999999999999");
        assert_eq!(huge.len(), 1100);
    }
}
