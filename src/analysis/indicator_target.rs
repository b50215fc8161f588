//! Whether an indicator has reached its target.

use crate::model::{Amount, Decimal, Indicator};
use crate::text::Span;

/// A number of an indicator, and whether it is a percentage.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorNumber {
    /// The number.
    pub number: Decimal,
    /// Whether a percent sign follows it.
    pub is_percent: bool,
    /// The place.
    pub place: Span,
}

/// The value reached, against the value aimed at.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorTarget {
    /// The value reached.
    pub actual: IndicatorNumber,
    /// The value aimed at.
    pub target: IndicatorNumber,
    /// Whether the value was to fall: the baseline is above the target.
    pub was_to_fall: bool,
}

impl IndicatorTarget {
    /// Compares the numbers of an indicator; `None` where one of the two is absent or no number,
    /// only one of them is a percentage, or the baseline cannot be read.
    pub fn of(indicator: &Indicator<'_>) -> Option<Self> {
        let number = |amount: &Option<Amount<'_>>| amount.as_ref().and_then(IndicatorNumber::of);
        let (target, actual) = (number(&indicator.target)?, number(&indicator.actual)?);
        let baseline =
            number(&indicator.baseline).filter(|one| one.is_percent == target.is_percent);
        let was_to_fall = match baseline {
            Some(baseline) => baseline.number > target.number,
            // The intended direction is unknown.
            None if indicator.unreadable.contains(&"baseline") => return None,
            None => false,
        };
        let is_comparable = actual.is_percent == target.is_percent;
        is_comparable.then_some(IndicatorTarget { actual, target, was_to_fall })
    }

    /// Whether the target is reached.
    pub fn is_reached(&self) -> bool {
        let (actual, target) = (self.actual.number, self.target.number);
        if self.was_to_fall { actual <= target } else { actual >= target }
    }
}

impl IndicatorNumber {
    fn of(amount: &Amount<'_>) -> Option<Self> {
        match amount {
            Amount::Number(number) => Some(IndicatorNumber {
                number: number.value,
                is_percent: false,
                place: number.span,
            }),
            Amount::Text(text) => {
                let percent = text.value.trim().strip_suffix('%');
                let number = percent.unwrap_or(&text.value).trim();
                Some(IndicatorNumber {
                    number: Decimal::parse(number).ok()?,
                    is_percent: percent.is_some(),
                    place: text.span,
                })
            }
        }
    }
}
