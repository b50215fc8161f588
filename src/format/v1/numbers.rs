//! Dates and numbers, and why a value is not one.

use super::quoted::shortened;
use super::reader::{Fields, Reader};
use crate::diagnostic::{Message, message};
use crate::format::aliases;
use crate::format::keys::{KeySpec, ValueKind};
use crate::format::yaml::Node;
use crate::model::{Amount, DateError, DateSpan, Decimal, DecimalError};
use crate::text::Spanned;

impl<'d> Reader<'d> {
    /// A date, or a span of days.
    pub(super) fn date(
        &mut self,
        fields: &Fields<'d, '_>,
        key: impl Into<usize>,
    ) -> Option<Spanned<DateSpan>> {
        self.first(fields, key, Self::one_date)
    }

    fn one_date(&mut self, key: &KeySpec, node: Node<'d, '_>) -> Option<Spanned<DateSpan>> {
        let text = self.scalar(key, node)?;
        let error = match DateSpan::parse(&text) {
            Ok(date) => return Some(Spanned::new(date, node.place())),
            Err(error) => error,
        };
        if self.unseen(node, |text| DateSpan::parse(text).is_ok()) {
            return None;
        }
        let message = match error {
            DateError::Form => {
                message!("invalid-value.date", "`{value}` is not a date", value = shortened(&text))
            }
            DateError::NoSuchDay => message!(
                "invalid-value.no-such-day",
                "`{value}` is not in the calendar",
                value = shortened(&text)
            ),
            DateError::Year => message!(
                "invalid-value.year",
                "the year of `{value}` is not one of 1900 to 2999",
                value = shortened(&text)
            ),
        };
        let certain = aliases::date(&text).filter(|_| error == DateError::Form);
        let help = match &certain {
            Some(date) => message!("invalid-value.write-date", "write `{date}`", date),
            None => message!(
                "invalid-value.dates",
                "a date is a day such as 2024-06-30, or a span: 2024-06, 2024-Q2, 2024-H1, 2024"
            ),
        };
        self.mendable(node, message, Some(help), certain);
        None
    }

    /// A number within its key's range.
    pub(super) fn number(
        &mut self,
        fields: &Fields<'d, '_>,
        key: impl Into<usize>,
    ) -> Option<Spanned<Decimal>> {
        self.first(fields, key, Self::one_number)
    }

    fn one_number(&mut self, key: &KeySpec, node: Node<'d, '_>) -> Option<Spanned<Decimal>> {
        let text = self.scalar(key, node)?;
        let ValueKind::Number(range) = key.takes else { return None };
        let in_range = |text: &str| Decimal::parse(text).is_ok_and(|number| range.holds(number));
        if !node.is_text_by_notation() && self.unseen(node, in_range) {
            return None;
        }
        let (problem, certain) = if node.is_text_by_notation() {
            (WrongNumber::Text, Some(text.trim().to_owned()))
        } else {
            match Decimal::parse(&text) {
                Ok(number) if range.holds(number) => {
                    return Some(Spanned::new(number, node.place()));
                }
                Ok(_) => (WrongNumber::OutOfRange, None),
                Err(DecimalError::NotPlain) => (
                    WrongNumber::Form(DecimalError::NotPlain),
                    text.strip_suffix('%').map(|bare| bare.trim().to_owned()),
                ),
                Err(error) => (WrongNumber::Form(error), None),
            }
        };
        let certain = certain.filter(|certain| in_range(certain));
        let help = match &certain {
            Some(number) => message!(
                "invalid-value.write-number",
                "write `{number}`, without quotes or other signs",
                number
            ),
            None => message!(
                "invalid-value.takes-number",
                "`{key}` takes {range}",
                key = key.name,
                range = range.words()
            ),
        };
        self.mendable(node, problem.message(&shortened(&text)), Some(help), certain);
        None
    }

    /// A number where it is written as one, else text.
    pub(super) fn number_or_text<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Option<Amount<'s>> {
        self.first(fields, key, |reader, key, node| {
            let text = reader.checked_text(key, node, false)?;
            if !node.is_text_by_notation()
                && let Ok(number) = Decimal::parse(&text)
            {
                return Some(Amount::Number(Spanned::new(number, text.span)));
            }
            Some(Amount::Text(text))
        })
    }
}

/// Why a value is not a number that its key takes.
enum WrongNumber {
    Text,
    OutOfRange,
    Form(DecimalError),
}

impl WrongNumber {
    fn message(self, value: &str) -> Message {
        match self {
            WrongNumber::Text => {
                message!("invalid-value.quoted-number", "`{value}` is text, not a number", value)
            }
            WrongNumber::OutOfRange => {
                message!("invalid-value.out-of-range", "`{value}` is out of range", value)
            }
            WrongNumber::Form(DecimalError::TooPrecise) => message!(
                "invalid-value.too-precise",
                "`{value}` has more than 6 decimal places",
                value
            ),
            WrongNumber::Form(DecimalError::TooLarge) => {
                message!("invalid-value.too-large", "`{value}` is too large", value)
            }
            WrongNumber::Form(DecimalError::NotPlain) => {
                message!("invalid-value.number", "`{value}` is not a plain number", value)
            }
        }
    }
}
