//! Percentages and amounts of money as people type them.

use super::folding::plain_signs;
use crate::diagnostic::{Message, message};
use crate::model::Decimal;

/// The currencies of each sign.
const SIGNS: [(&str, &str); 39] = [
    ("$", "USD"),
    ("US$", "USD"),
    ("$US", "USD"),
    ("USDOLLARS", "USD"),
    ("USDOLLAR", "USD"),
    ("美元", "USD"),
    ("ДОЛЛ.США", "USD"),
    ("ДОЛЛСША", "USD"),
    ("ДОЛЛАРОВСША", "USD"),
    ("دولارأمريكي", "USD"),
    ("دولارامريكي", "USD"),
    ("€", "EUR"),
    ("EURO", "EUR"),
    ("EUROS", "EUR"),
    ("欧元", "EUR"),
    ("ЕВРО", "EUR"),
    ("يورو", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("日元", "JPY"),
    ("元", "CNY"),
    ("人民币", "CNY"),
    ("人民币元", "CNY"),
    ("RMB", "CNY"),
    ("R$", "BRL"),
    ("REAIS", "BRL"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("РУБ", "RUB"),
    ("РУБ.", "RUB"),
    ("РУБЛЕЙ", "RUB"),
    ("РУБЛЯ", "RUB"),
    ("₴", "UAH"),
    ("ГРН", "UAH"),
    ("ГРН.", "UAH"),
    ("₺", "TRY"),
    ("₸", "KZT"),
    ("ТЕНГЕ", "KZT"),
    ("ZŁ", "PLN"),
];

/// Reads a percentage: `55`, `55%`, `55,5 %`.
///
/// # Errors
/// The problem, as the end of a sentence that begins with the place.
pub(super) fn share(text: &str) -> Result<String, Message> {
    let plain = plain_signs(text);
    let number = plain.trim().trim_end_matches('%').trim_end().replace(',', ".");
    match Decimal::parse(&number) {
        Ok(share) if share >= Decimal::ZERO && share <= Decimal::whole(100) => {
            Ok(share.to_string())
        }
        _ => Err(message!(
            "workbook.not-a-percentage",
            "`{text}` is not a percentage. Enter a number from 0 to 100",
            text
        )),
    }
}

/// Words, and the number of zeros that each stands for.
const MULTIPLES: [(&[&str], usize); 3] = [
    (
        &[
            "K",
            "THOUSAND",
            "THOUSANDS",
            "000",
            "TSD",
            "MILLE",
            "MILLIER",
            "MILLIERS",
            "MIL",
            "MILES",
            "ТЫС",
            "ТЫСЯЧ",
            "ТЫСЯЧИ",
            "ТЫСЯЧА",
            "ألف",
            "الف",
            "آلاف",
            "千",
        ],
        3,
    ),
    (&["万", "萬"], 4),
    (
        &[
            "M",
            "MIO",
            "MLN",
            "MN",
            "MM",
            "MILLION",
            "MILLIONS",
            "MILLÓN",
            "MILLON",
            "MILLONES",
            "MILHÃO",
            "MILHAO",
            "MILHÕES",
            "MILHOES",
            "МЛН",
            "МИЛЛИОН",
            "МИЛЛИОНА",
            "МИЛЛИОНОВ",
            "مليون",
            "ملايين",
            "百万",
        ],
        6,
    ),
];

/// An amount as a cell says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// The number; if a sign can separate thousands or decimals, read as thousands.
    pub number: String,
    /// The number as decimals, and the sign.
    pub as_decimal: Option<(String, char)>,
    /// The currencies that the cell names, as codes.
    pub currencies: Vec<String>,
}

/// Reads an amount: `12500`, `12 500`, `USD 12,500.00`, `1.250,50 €`, `1.5 million`. The complete
/// text counts.
///
/// # Errors
/// The problem, as the end of a sentence that begins with the place.
pub(super) fn read(text: &str) -> Result<Amount, Message> {
    let written = text;
    let wrong = || {
        message!(
            "workbook.not-an-amount",
            "`{text}` is not an amount. Enter a number such as 12500 or 12500.50",
            text = written
        )
    };
    let plain = plain_signs(text);
    let text = plain.as_str();
    let start = text.find(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(start, |last| last + 1);
    let behind = text.get(end..).unwrap_or("").trim_start();
    // Chinese has no spaces: `10万元`.
    let chinese = ["百万", "千", "万", "萬"].into_iter().find(|word| behind.starts_with(word));
    let word = behind.find(char::is_whitespace).unwrap_or(behind.len());
    // `5k€`, `2.5M$`
    let before_sign = behind.get(..word).unwrap_or("").find(['€', '$', '£', '¥']);
    let before_sign =
        before_sign.filter(|at| behind.get(..*at).is_some_and(|word| multiple(word).is_some()));
    let first = chinese.map(str::len).or(before_sign).unwrap_or(word);
    let zeros = multiple(behind.get(..first).unwrap_or(""));
    let behind = if zeros.is_some() { behind.get(first..).unwrap_or("") } else { behind };
    let marks = [text.get(..start).unwrap_or(""), behind]
        .into_iter()
        .filter(|mark| !mark.trim().is_empty());
    let currencies = marks.map(|mark| named(mark).ok_or_else(wrong)).collect::<Result<_, _>>()?;
    let digits = text.get(start..end).unwrap_or("");
    let full = |number: String| times(&number, zeros.unwrap_or(0)).ok_or_else(wrong);
    let (number, fraction) = grouped(digits).ok_or_else(wrong)?;
    let sign = digits.chars().find(|c| matches!(c, '.' | ',')).unwrap_or('.');
    let as_decimal =
        fraction.map(|fraction| Ok::<_, Message>((full(fraction)?, sign))).transpose()?;
    Ok(Amount { number: full(number)?, as_decimal, currencies })
}

/// Reads an amount in a currency.
///
/// # Errors
/// As for [`read`]: also where it can be read in two ways, and where it names another currency.
pub(super) fn amount(text: &str, currency: &str) -> Result<String, Message> {
    let Amount { number, as_decimal, currencies } = read(text)?;
    for named in currencies {
        agrees(text, &named, currency)?;
    }
    match as_decimal {
        Some((fraction, _)) => Err(message!(
            "workbook.two-amounts",
            "`{text}` can be read as {number} or as {fraction}. Enter it without a separator of \
             thousands",
            text,
            number,
            fraction
        )),
        None => Ok(number),
    }
}

/// Returns the sign before the decimals, if the amount itself shows it: `1.250,50`, `1.234.567`,
/// `12,5`.
pub(super) fn decimal_sign(text: &str) -> Option<char> {
    let plain = plain_signs(text);
    let text = plain.as_str();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits = text.get(start..text.rfind(|c: char| c.is_ascii_digit())? + 1)?;
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let last = digits.rfind(['.', ','])?;
    let sign = digits.get(last..)?.chars().next()?;
    match (points, commas) {
        (1.., 1..) => Some(sign),
        (2.., 0) => Some(','),
        (0, 2..) => Some('.'),
        _ if digits.len() - last != 4 => Some(sign),
        _ => None,
    }
}

/// Compares the text that a cell shows beside its number with the currency of its row.
///
/// # Errors
/// See [`amount`].
pub(super) fn shown_in(number: &str, marks: &[String], currency: &str) -> Result<(), Message> {
    for mark in marks {
        let named = named(mark).ok_or_else(|| {
            message!(
                "workbook.amount-with-a-mark",
                "`{number}` is shown with `{mark}`. Enter the amount as a plain number",
                number,
                mark
            )
        })?;
        agrees(&format!("{number} {mark}"), &named, currency)?;
    }
    Ok(())
}

/// The code of the currency that a word or a sign names.
pub(super) fn named(mark: &str) -> Option<String> {
    let mark = mark.split_whitespace().collect::<String>().to_uppercase();
    let sign = SIGNS.iter().find(|(sign, _)| *sign == mark).map(|(_, code)| (*code).to_owned());
    sign.or_else(|| iso_currency::Currency::from_code(&mark).map(|_| mark))
}

/// Compares the currency that an amount, as it is shown, names with that of its row.
fn agrees(shown: &str, named: &str, currency: &str) -> Result<(), Message> {
    match currency.trim() {
        "" => Err(message!(
            "workbook.names-a-currency",
            "`{shown}` names a currency: enter {named} in the column `Currency`, and here the \
             number alone",
            shown,
            named
        )),
        currency if named.eq_ignore_ascii_case(currency) => Ok(()),
        currency => Err(message!(
            "workbook.another-currency",
            "`{shown}` is in {named}, but the currency of this row is {currency}",
            shown,
            named,
            currency
        )),
    }
}

/// Returns the number of zeros of a word after a number.
pub(super) fn multiple(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.').to_uppercase();
    MULTIPLES.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, zeros)| *zeros)
}

/// A number times ten to some power.
pub(super) fn times(number: &str, zeros: usize) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = format!("{fraction:0<zeros$}");
    let (more, rest) = fraction.split_at_checked(zeros)?;
    let point = if rest.is_empty() { "" } else { "." };
    Decimal::parse(&format!("{whole}{more}{point}{rest}")).ok().map(|number| number.to_string())
}

/// Reads a number with separators of thousands and of decimals, whichever they are. With the other
/// reading, where a single separator before three digits may be either.
fn grouped(text: &str) -> Option<(String, Option<String>)> {
    let plain: String = text
        .chars()
        .map(|c| {
            // A line break parts two amounts.
            if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}') {
                ' '
            } else if c == '’' {
                '\''
            } else {
                c
            }
        })
        .collect();
    let has = |sign: char| plain.matches(sign).count();
    let has_others = has(' ') + has('\'') > 0;
    let decimal = match (plain.rfind('.'), plain.rfind(',')) {
        (Some(point), Some(comma)) => Some(point.max(comma)),
        (Some(at), None) | (None, Some(at)) if has('.') + has(',') == 1 => Some(at),
        _ => None,
    };
    let Some(at) = decimal else { return Some((number(&plain, "")?, None)) };
    let (whole, fraction) = (plain.get(..at)?, plain.get(at + 1..)?);
    let as_fraction = number(whole, fraction)?;
    let is_unclear = !has_others
        && has('.') + has(',') == 1
        && fraction.len() == 3
        && whole.len() <= 3
        && whole != "0";
    if is_unclear {
        Some((number(&format!("{whole}{fraction}"), "")?, Some(as_fraction)))
    } else {
        Some((as_fraction, None))
    }
}

/// A number of groups of three digits, all with one sign between them, and its decimals.
fn number(whole: &str, fraction: &str) -> Option<String> {
    let sign = whole.chars().find(|c| matches!(c, ' ' | '\'' | '.' | ','));
    let mut groups = whole.split(|c| Some(c) == sign);
    let is_first_good =
        groups.next().is_some_and(|first| sign.is_none() || (1..=3).contains(&first.len()));
    let are_good = is_first_good && groups.all(|group| group.len() == 3);
    let digits: String = whole.chars().filter(|c| Some(*c) != sign).collect();
    let point = if fraction.is_empty() { "" } else { "." };
    Decimal::parse(&format!("{digits}{point}{fraction}"))
        .ok()
        .filter(|_| are_good)
        .map(|number| number.to_string())
}

#[cfg(test)]
mod tests;
