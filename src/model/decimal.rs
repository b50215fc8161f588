//! Exact decimal numbers with up to six decimal places.

use std::fmt;

/// A number in plain decimal notation, exact to 6 decimal places.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Decimal {
    micros: i128,
}

/// Why a text is not a [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Not digits with at most one point and a minus before them.
    NotPlain,
    /// More than 6 decimal places that are not zero.
    TooPrecise,
    /// More than 18 digits before the point.
    TooLarge,
}

impl Decimal {
    /// How many of its units make 1.
    pub const SCALE: i128 = 1_000_000;
    /// Zero.
    pub const ZERO: Decimal = Decimal { micros: 0 };
    /// One.
    pub const ONE: Decimal = Decimal { micros: Decimal::SCALE };

    /// Makes the integer `n`.
    pub const fn whole(n: i64) -> Self {
        Decimal { micros: n as i128 * Decimal::SCALE }
    }

    /// The number of that many millionths.
    pub const fn from_micros(micros: i128) -> Self {
        Decimal { micros }
    }

    /// Reads `12`, `-3` or `0.5`. No exponent, no plus sign, no separators.
    ///
    /// # Errors
    /// See [`DecimalError`].
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            None => (digits, ""),
            _ => return Err(DecimalError::NotPlain),
        };
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return Err(DecimalError::NotPlain);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 6 {
            return Err(DecimalError::TooPrecise);
        }
        if whole.trim_start_matches('0').len() > 18 {
            return Err(DecimalError::TooLarge);
        }
        let value = |part: &str| part.bytes().fold(0i128, |n, b| n * 10 + i128::from(b - b'0'));
        let missing = 10i128.pow(6 - fraction.len() as u32);
        let micros = value(whole) * Decimal::SCALE + value(fraction) * missing;
        Ok(Decimal { micros: if negative { -micros } else { micros } })
    }

    /// The number in millionths.
    pub fn micros(self) -> i128 {
        self.micros
    }

    /// Returns the nearest binary fraction: exact for integers below 2^53, otherwise good to 15
    /// digits.
    pub fn to_f64(self) -> f64 {
        self.micros as f64 / Decimal::SCALE as f64
    }

    /// Returns the integer, if the number is one.
    pub fn as_whole(self) -> Option<i64> {
        (self.micros % Decimal::SCALE == 0)
            .then(|| i64::try_from(self.micros / Decimal::SCALE).ok())
            .flatten()
    }
}

impl fmt::Display for Decimal {
    /// The shortest plain notation: `0.5`, `12`, `-3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.micros < 0 { "-" } else { "" };
        let (whole, fraction) =
            (self.micros.unsigned_abs() / 1_000_000, self.micros.unsigned_abs() % 1_000_000);
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{fraction:06}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_plain_decimals() {
        for (text, shown) in [
            ("12", "12"),
            ("-3", "-3"),
            ("0.5", "0.5"),
            ("1.100000000", "1.1"),
            ("007", "7"),
            ("0.000001", "0.000001"),
        ] {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()), Ok(shown.to_owned()), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "", "-", ".5", "5.", "1e3", "0x10", "inf", ".nan", "+5", "1,5", "1 000", "5%", "--1",
            "1.2.3", "٣",
        ] {
            assert_eq!(Decimal::parse(text), Err(DecimalError::NotPlain), "{text}");
        }
        assert_eq!(Decimal::parse("0.1234567"), Err(DecimalError::TooPrecise));
        assert_eq!(Decimal::parse(&"9".repeat(40)), Err(DecimalError::TooLarge));
    }
}
