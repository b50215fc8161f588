//! Exact fractions and percentages.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;

use crate::model::Decimal;

/// A numerator, and a denominator above 0.
pub(super) type Fraction = (BigInt, BigInt);

/// A sum of fractions, kept exactly.
#[derive(Clone, Debug, Default)]
pub(super) struct FractionSum {
    /// Numerators by denominator.
    parts: BTreeMap<i64, i128>,
}

impl FractionSum {
    /// Adds `numerator / denominator`; the denominator is above 0.
    pub(super) fn add(&mut self, numerator: i128, denominator: i64) {
        *self.parts.entry(denominator).or_default() += numerator;
    }

    /// The sum as one fraction; the denominator is above 0.
    pub(super) fn fraction(&self) -> Fraction {
        let mut common = BigInt::from(1);
        for &denominator in self.parts.keys() {
            // The remainder is small, and so is all that is left to do.
            let remainder = i64::try_from(&common % denominator).unwrap_or(0);
            common *= denominator / remainder.gcd(&denominator);
        }
        let numerator = self
            .parts
            .iter()
            .map(|(&denominator, &numerator)| (&common / denominator) * numerator)
            .sum();
        (numerator, common)
    }
}

/// A percentage of 0 or above, calculated exactly and rounded once for each use.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct Percent {
    tenths: i64,
    whole: i64,
}

impl Percent {
    /// `100 * part / all`; `None` where `all` is 0.
    pub fn of(part: u64, all: u64) -> Option<Self> {
        Percent::ratio(&(BigInt::from(part) * 100), &BigInt::from(all))
    }

    /// A number that is a percentage already.
    pub fn from_decimal(number: Decimal) -> Self {
        Percent::ratio(&BigInt::from(number.micros()), &BigInt::from(Decimal::SCALE))
            .unwrap_or(Percent { tenths: 0, whole: 0 })
    }

    /// `numerator / denominator` percent; `None` where the denominator is 0.
    pub(super) fn ratio(numerator: &BigInt, denominator: &BigInt) -> Option<Self> {
        let zero = BigInt::from(0);
        if *denominator <= zero {
            return None;
        }
        let rounded = |scale: i64| {
            i64::try_from((numerator * (2 * scale) + denominator) / (denominator * 2))
                .unwrap_or(i64::MAX)
        };
        let whole = match rounded(1) {
            100 if *numerator < denominator * 100 => 99,
            0 if *numerator > zero => 1,
            other => other,
        };
        Some(Percent { tenths: rounded(10), whole })
    }

    /// Returns tenths of a percent, halves away from zero, for JSON.
    pub fn tenths(self) -> i64 {
        self.tenths
    }

    /// Returns integer percent for tables. It is never 100 for less than all, nor 0 for more than
    /// nothing.
    pub fn whole(self) -> i64 {
        self.whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_halves_away_from_zero_and_never_flatters() {
        let shown = |part, all| Percent::of(part, all).map(|p| (p.tenths(), p.whole()));
        assert_eq!(shown(0, 0), None);
        assert_eq!(shown(1, 8), Some((125, 13)));
        assert_eq!(shown(1, 16), Some((63, 6)));
        assert_eq!(shown(29, 31), Some((935, 94)));
        assert_eq!(shown(9999, 10000), Some((1000, 99)));
        assert_eq!(shown(1, 10000), Some((0, 1)));
        assert_eq!(shown(7, 7), Some((1000, 100)));
    }

    #[test]
    fn sums_do_not_drift() {
        let mut sum = FractionSum::default();
        for denominator in 1..=400 {
            sum.add(1, denominator);
            sum.add(i128::from(denominator) - 1, denominator);
        }
        let (numerator, denominator) = sum.fraction();
        assert_eq!(numerator, denominator * 400);
    }

    #[test]
    fn the_denominator_is_the_least_one() {
        let mut sum = FractionSum::default();
        [(1, 4), (1, 6), (1, 2), (1, 12)]
            .into_iter()
            .for_each(|(numerator, denominator)| sum.add(numerator, denominator));
        assert_eq!(sum.fraction(), (BigInt::from(12), BigInt::from(12)));
    }
}
