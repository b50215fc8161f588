//! The indicators of an activity as results for IATI.

use std::io;

use super::IatiExport;
use super::document::{is_address, link};
use super::narratives::{Narratives, XmlWriter};
use crate::analysis::ActivityFacts;
use crate::model::{Amount, Day, Decimal, Indicator};
use crate::render::toolkit::shape::text;

/// The type of a result that a plan does not tell: other.
const OTHER: &str = "9";
const UNIT: &str = "1";
const PERCENTAGE: &str = "2";
const QUALITATIVE: &str = "5";

impl<'f> IatiExport<'_, 'f> {
    /// The indicators of an activity, as one result.
    pub(super) fn result(
        &self,
        xml: &mut XmlWriter<'_>,
        facts: &ActivityFacts<'f>,
        narratives: Narratives<'_>,
    ) -> io::Result<()> {
        let activity = facts.activity;
        let Some(span) = self.span(facts).filter(|_| !activity.indicators.is_empty()) else {
            return Ok(());
        };
        let element = xml.create_element("result").with_attribute(("type", OTHER));
        element.write_inner_content(|xml| {
            xml.create_element("title")
                .write_inner_content(|xml| narratives.of_title(xml, activity))?;
            activity.indicators.iter().try_for_each(|one| indicator(xml, one, span, narratives))
        })?;
        Ok(())
    }
}

fn indicator(
    xml: &mut XmlWriter<'_>,
    indicator: &Indicator<'_>,
    (start, end): (Day, Day),
    narratives: Narratives<'_>,
) -> io::Result<()> {
    let measure = measure(indicator);
    let falls = number(&indicator.baseline)
        .zip(number(&indicator.target))
        .is_some_and(|(from, to)| from > to);
    let attributes = [("measure", measure), ("ascending", if falls { "0" } else { "1" })];
    let name = match text(&indicator.unit) {
        Some(unit) => format!("{} ({})", indicator.name.value, unit.trim()),
        None => indicator.name.value.to_string(),
    };
    xml.create_element("indicator").with_attributes(attributes).write_inner_content(|xml| {
        xml.create_element("title").write_inner_content(|xml| narratives.plain(xml, &name))?;
        match text(&indicator.verification) {
            Some(address) if is_address(address) => {
                link(xml, &indicator.name.value, address, narratives)?;
            }
            Some(means) => {
                xml.create_element("description")
                    .write_inner_content(|xml| narratives.plain(xml, means))?;
            }
            None => {}
        }
        let year = chrono::Datelike::year(&start).to_string();
        value(
            xml,
            "baseline",
            &indicator.baseline,
            Some(("year", year.as_str())),
            measure,
            narratives,
        )?;
        if indicator.target.is_some() || indicator.actual.is_some() {
            xml.create_element("period").write_inner_content(|xml| {
                xml.create_element("period-start")
                    .with_attribute(("iso-date", start.to_string().as_str()))
                    .write_empty()?;
                xml.create_element("period-end")
                    .with_attribute(("iso-date", end.to_string().as_str()))
                    .write_empty()?;
                value(xml, "target", &indicator.target, None, measure, narratives)?;
                value(xml, "actual", &indicator.actual, None, measure, narratives)
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

/// A number is a value, any other text a comment.
fn value(
    xml: &mut XmlWriter<'_>,
    name: &str,
    amount: &Option<Amount<'_>>,
    attribute: Option<(&str, &str)>,
    measure: &str,
    narratives: Narratives<'_>,
) -> io::Result<()> {
    let Some(amount) = amount else { return Ok(()) };
    let element = xml.create_element(name).with_attributes(attribute);
    if measure != QUALITATIVE {
        let number =
            amount_number(amount).map(|(number, _)| number.to_string()).unwrap_or_default();
        element.with_attribute(("value", number.as_str())).write_empty()?;
        return Ok(());
    }
    let words = match amount {
        Amount::Number(number) => number.value.to_string(),
        Amount::Text(text) => text.value.to_string(),
    };
    element.write_inner_content(|xml| {
        xml.create_element("comment").write_inner_content(|xml| narratives.plain(xml, &words))?;
        Ok(())
    })?;
    Ok(())
}

/// Numbers are units, or percentages where each of them or the unit says so; anything else is
/// qualitative.
fn measure(indicator: &Indicator<'_>) -> &'static str {
    let values: Vec<_> = [&indicator.baseline, &indicator.target, &indicator.actual]
        .into_iter()
        .flatten()
        .map(amount_number)
        .collect();
    let is_percent = text(&indicator.unit).is_some_and(|unit| {
        ["%", "percent", "per cent"].contains(&unit.trim().to_lowercase().as_str())
    });
    match values.iter().copied().collect::<Option<Vec<_>>>() {
        None => QUALITATIVE,
        Some(numbers)
            if is_percent || (!numbers.is_empty() && numbers.iter().all(|(_, sign)| *sign)) =>
        {
            PERCENTAGE
        }
        Some(numbers) if numbers.iter().any(|(_, sign)| *sign) => QUALITATIVE,
        Some(_) => UNIT,
    }
}

fn number(amount: &Option<Amount<'_>>) -> Option<Decimal> {
    amount.as_ref().and_then(amount_number).map(|(number, _)| number)
}

/// The number, and whether it has a percent sign.
fn amount_number(amount: &Amount<'_>) -> Option<(Decimal, bool)> {
    match amount {
        Amount::Number(number) => Some((number.value, false)),
        Amount::Text(text) => {
            let bare = text.value.trim().strip_suffix('%');
            Some((Decimal::parse(bare.unwrap_or(&text.value).trim()).ok()?, bare.is_some()))
        }
    }
}
