use super::{Work, Wrong, is_date, one_line};
use crate::model::{Decimal, is_id};
use crate::sheet::book::Found;
use crate::sheet::loose::{self, Said};
use crate::sheet::value::{listed, plain_number};
use crate::sheet::words::{meant, near};

impl Work<'_> {
    /// What a cell says in the notation of the format.
    pub(super) fn cell(&mut self, row: u32, at: u32, key: &'static str, head: &str, found: &Found) -> Result<String, Wrong> {
        let text = match found {
            Found::Odd(what) => return Err(Wrong::Mend(format!("{what} is no value"))),
            Found::Day(day) if is_date(key) => return Ok(day.to_string()),
            Found::Day(day) if key == "id" => {
                return Err(Wrong::Mend(format!("the spreadsheet has turned this id into a date ({day}): write it as text")));
            }
            Found::Day(day) => day.to_string(),
            Found::Number(number) if key == "progress" => {
                let decided = if self.sheet.is_percent(row, at) { Some(true) } else { self.shares.get(&at).copied() };
                if decided.is_none() && *number == 1.0 {
                    self.ask("numbers", head, "shares");
                    return Err(Wrong::Ask("`1` may be a share, which is 100 %, or a percentage".to_owned()));
                }
                let is_share = decided.unwrap_or(*number > 0.0 && *number < 1.0);
                plain_number(if is_share { number * 100.0 } else { *number }).map_err(Wrong::Mend)?
            }
            Found::Number(number) => plain_number(*number).map_err(Wrong::Mend)?,
            Found::Text(text) => text.clone(),
        };
        match key {
            "id" => id(&text).map_err(Wrong::Mend),
            "status" => self.status(&text),
            key if is_date(key) => self.date(at, key, head, &text),
            "owners" | "partners" => self.organizations(row, at, &text),
            "progress" => share(&text).map_err(Wrong::Mend),
            "budget.required" | "budget.available" | "budget.spent" if matches!(found, Found::Number(number) if *number >= 0.0) => Ok(text),
            "budget.required" | "budget.available" | "budget.spent" => amount(&text).map_err(Wrong::Mend),
            "budget.currency" => Ok(text.to_uppercase()),
            "title" | "contact" | "working_group" => Ok(one_line(&text)),
            "geography" | "tags" | "sdg_targets" | "themes" | "depends_on" => Ok(listed(&text)),
            _ => Ok(text),
        }
    }

    fn status(&mut self, text: &str) -> Result<String, Wrong> {
        if let Some(status) = self.said("statuses", text).or_else(|| meant("status", text)) {
            return Ok(status.to_owned());
        }
        self.ask("statuses", text, near("status", text).unwrap_or("planned"));
        Err(Wrong::Ask(format!("it is not sure which status `{text}` is")))
    }

    fn date(&mut self, at: u32, key: &str, head: &str, text: &str) -> Result<String, Wrong> {
        if let Some(decided) = self.said("dates", text) {
            return Ok(if decided == "none" { String::new() } else { decided.to_owned() });
        }
        let (order, is_start, year) = (self.orders.get(&at).copied(), key == "start", self.around.year);
        match loose::date(text, is_start, order, year) {
            Said::Date(date) => Ok(date),
            Said::Unclear => {
                self.ask("day_order", head, "day-first");
                Err(Wrong::Ask(format!("`{text}` may begin with the day or with the month")))
            }
            Said::NoYear => {
                self.ask("year", "year", "");
                Err(Wrong::Ask(format!("`{text}` says no year")))
            }
            Said::Nothing => match (loose::serial(text), self.said("numbers", head)) {
                (Some(day), Some("days")) => Ok(day.to_string()),
                (Some(_), Some(_)) => Ok(String::new()),
                (Some(day), None) => {
                    self.ask("numbers", head, "days");
                    Err(Wrong::Ask(format!("`{text}` is a number; it is how a spreadsheet counts the day {day}")))
                }
                (None, _) => {
                    let guess = loose::guess(text, is_start, order, year);
                    self.ask("dates", text, guess.as_deref().unwrap_or("none"));
                    let hint = guess.map_or_else(String::new, |guess| format!("; `{guess}`?"));
                    Err(Wrong::Ask(format!("`{text}` is no date{hint}")))
                }
            },
        }
    }
}

/// An id without the full stop behind it, and without what binary fractions add: `1.1000000000000001`.
fn id(text: &str) -> Result<String, String> {
    let id = text.trim_end_matches(['.', ')', ':']);
    let long = id.split_once('.').filter(|(_, rest)| rest.len() > 9 && rest.bytes().all(|b| b.is_ascii_digit()));
    let id = long.and_then(|_| id.parse().ok()).map_or_else(|| Ok(id.to_owned()), plain_number)?;
    if is_id(&id) { Ok(id) } else { Err(format!("`{id}` is no id: letters, digits, `.`, `_` and `-`, or leave it empty")) }
}

/// `80 %`
fn share(text: &str) -> Result<String, String> {
    let number = text.trim_end_matches('%').trim_end().replace(',', ".");
    match Decimal::parse(&number) {
        Ok(share) if share >= Decimal::ZERO && share <= Decimal::whole(100) => Ok(share.to_string()),
        _ => Err(format!("`{text}` is no share: a number from 0 to 100")),
    }
}

/// `USD 10,000.50`, `10 000,50 €`: of a comma and a point the last one begins the fraction, and three digits behind a comma are thousands.
fn amount(text: &str) -> Result<String, String> {
    let wrong = || format!("`{text}` is no amount");
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
    let bare = bare.trim_matches(|c: char| c.is_alphabetic() || matches!(c, '$' | '€' | '£' | '¥')).trim_end_matches('-');
    let groups = |sign: char| bare.split(sign).skip(1).all(|group| group.len() == 3) && bare.contains(sign);
    let plain = match (bare.rfind(','), bare.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => bare.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => bare.replace(',', ""),
        (Some(_), None) if groups(',') => bare.replace(',', ""),
        (Some(_), None) => bare.replace(',', "."),
        (None, Some(_)) if groups('.') && bare.matches('.').count() > 1 => bare.replace('.', ""),
        (None, Some(point)) if groups('.') && point <= 3 && !bare.starts_with('0') => {
            return Err(format!("`{text}` may be a thousand or a fraction: write it as a number"));
        }
        _ => bare.to_owned(),
    };
    match Decimal::parse(&plain) {
        Ok(amount) if amount >= Decimal::ZERO => Ok(amount.to_string()),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_shares_as_people_write_them() {
        for (text, is) in [
            ("12500.5", "12500.5"),
            ("USD 10,000", "10000"),
            ("10 000,50 €", "10000.5"),
            ("1.234.567", "1234567"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("$ 12,5", "12.5"),
            ("1'000", "1000"),
        ] {
            assert_eq!(amount(text).as_deref(), Ok(is), "{text}");
        }
        for text in ["a lot", "-5", "", "1.234 €", "12k5", "1,2,3.4.5"] {
            assert!(amount(text).is_err(), "{text}");
        }
        assert_eq!(share("80 %").as_deref(), Ok("80"));
        assert!(share("120%").is_err() && share("half").is_err());
    }
}
