//! The headings of columns for ticks: quarters, months, weeks and years.

use super::date_order::ParsedDate;
use super::date_parser::date;
use super::date_text::{plain_date, with_full_years};
use super::folding::normalize;
use super::part_of_month::{fortnight, part_of_month};
use super::single_date::says_end;
use super::tick::{ANY_YEAR, Tick, TickFamily};
use super::week_date::{days_of, week};
use crate::model::{DateForm, DateSpan};

/// Returns the span of a heading such as `Q1`, `Trim. 1`, `Jan 2025`, `M3`, `W23` or `2025`.
pub(super) fn tick_span(head: &str, year: Option<u32>) -> Option<Tick> {
    let plain = with_full_years(&plain_date(head), None);
    let whole = plain.replace('\n', " ");
    let mut texts = vec![whole.as_str()];
    // `Q1 (Jan-Mar)`, `Q1: Jan-Mar`
    texts.extend(plain.split(['(', '[', ':', '\n']).next().filter(|first| *first != whole));
    texts.into_iter().find_map(|text| span(text.trim(), year))
}

fn span(text: &str, year: Option<u32>) -> Option<Tick> {
    let folded = normalize(text);
    if folded.is_empty() || says_end(&folded) {
        return None;
    }
    if let Some(week) = week_head(&folded, text, year) {
        return Some(week);
    }
    if let Some(month) = project_month(&folded, year) {
        return Some(month);
    }
    if let Some(part) = fortnight(&folded, year).or_else(|| part_of_month(text, &folded, year)) {
        return Some(part);
    }
    let rewritten = rewritten(text, &folded);
    let text = rewritten.as_deref().unwrap_or(text);
    let (written, own) = match date(text, false, None, None) {
        ParsedDate::Date(written) => (written, true),
        ParsedDate::NoYear => match date(text, false, None, Some(year.unwrap_or(ANY_YEAR))) {
            ParsedDate::Date(written) => (written, false),
            _ => return None,
        },
        _ => return None,
    };
    let span = DateSpan::parse(&written).ok()?;
    let year_of: u32 = written.get(..4)?.parse().ok()?;
    let last = |text: &str| text.get(6..).and_then(|digit| digit.parse().ok());
    let (family, number) = match span.form() {
        DateForm::Day => return None,
        DateForm::Month => (TickFamily::Month, written.get(5..)?.parse().ok()?),
        DateForm::Quarter => (TickFamily::Quarter, last(&written)?),
        DateForm::Half => (TickFamily::Half, last(&written)?),
        DateForm::Year => (TickFamily::Year, year_of),
    };
    let is_known = own || year.is_some();
    Some(Tick {
        family,
        number,
        year: own.then_some(year_of),
        days: is_known.then(|| (span.first(), span.last())),
        written: is_known.then_some(written),
    })
}

/// Returns `M3`, `Month 3` as the name of a month, and `III` as a quarter.
fn rewritten(text: &str, folded: &str) -> Option<String> {
    if matches!(text, "I" | "II" | "III" | "IV") {
        return Some(format!("{text} quarter"));
    }
    let (number, rest) = month_number(folded)?;
    let number = usize::try_from(number).ok().filter(|number| (1..=12).contains(number))?;
    let name = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        .get(number - 1)?;
    Some(format!("{name} {}", rest.join(" ")))
}

/// Returns the number of `M3`, `Month 3`, and the words behind it.
fn month_number(folded: &str) -> Option<(u32, Vec<&str>)> {
    let words: Vec<&str> = folded.split(' ').collect();
    let (number, rest) = match words.as_slice() {
        ["month" | "mois" | "mes" | "m" | "месяц" | "شهر", number, rest @ ..] => {
            (*number, rest)
        }
        [first, rest @ ..] => (first.strip_prefix('m')?, rest),
        [] => return None,
    };
    Some((number.parse().ok()?, rest.to_vec()))
}

/// The most months of a project: five years.
const MOST_MONTHS: u32 = 60;

/// Returns a month of the years after the first one: `M13` is the first month of the second year.
fn project_month(folded: &str, year: Option<u32>) -> Option<Tick> {
    let (number, rest) = month_number(folded)?;
    if !(13..=MOST_MONTHS).contains(&number) || !rest.is_empty() {
        return None;
    }
    let written =
        year.map(|year| format!("{:04}-{:02}", year + (number - 1) / 12, (number - 1) % 12 + 1));
    let span = written.as_deref().and_then(|written| DateSpan::parse(written).ok());
    let days = span.map(|span| (span.first(), span.last()));
    Some(Tick { family: TickFamily::Month, number, year: None, days, written })
}

/// Returns the week of `W23`, `Week 23`, `2025-W23`.
fn week_head(folded: &str, text: &str, year: Option<u32>) -> Option<Tick> {
    let own = folded
        .split(' ')
        .find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|word| word.parse().ok());
    let ParsedDate::Range(first, _) = week(text, Some(ANY_YEAR)) else { return None };
    let first = DateSpan::parse(&first).ok()?.first();
    let number = chrono::Datelike::iso_week(&first).week();
    // One week, not from one to another.
    let digits =
        folded.split(|c: char| !c.is_ascii_digit()).filter(|some| matches!(some.len(), 1 | 2));
    if digits.count() != 1 {
        return None;
    }
    let days = own.or(year).map(|year| days_of(year, number));
    // The year has no such week.
    if days == Some(None) {
        return None;
    }
    Some(Tick { family: TickFamily::Week, number, year: own, days: days.flatten(), written: None })
}

/// Returns the months of headings that are only letters or numbers, one after the other: `J F M A M
/// J`, `E F M A`, `1 2 3`. At least six must follow each other, so that they are sure.
pub(super) fn month_letters(heads: &[&str]) -> Option<Vec<u32>> {
    const LETTERS: [&str; 3] = ["JFMAMJJASOND", "EFMAMJJASOND", "ЯФМАМИИАСОНД"];
    if heads.len() < 6 || heads.len() > 12 {
        return None;
    }
    let heads: Vec<String> = heads.iter().map(|head| plain_date(head).to_uppercase()).collect();
    let numbers = (1..=12).map(|number: u32| number.to_string()).collect::<Vec<_>>();
    if heads.iter().zip(&numbers).all(|(head, number)| head.trim_start_matches('0') == number) {
        return (heads.len() == 12).then(|| (1..=12).collect());
    }
    for letters in LETTERS {
        let letters: Vec<String> = letters.chars().map(String::from).collect();
        let starts = (0..12_usize).filter(|start| {
            heads.iter().enumerate().all(|(at, head)| letters.get((start + at) % 12) == Some(head))
        });
        let starts: Vec<usize> = starts.collect();
        if let [start] = starts.as_slice() {
            let months = (0..heads.len()).map(|at| u32::try_from((start + at) % 12 + 1).ok());
            return months.collect();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::TickFamily::{Half, Month, Quarter, Week, Year};
    use super::*;

    #[test]
    fn headings_of_ticks() {
        for (head, family, number, year) in [
            ("Q1", Quarter, 1, None),
            ("T4", Quarter, 4, None),
            ("1st quarter", Quarter, 1, None),
            ("Quarter 2", Quarter, 2, None),
            ("First Quarter", Quarter, 1, None),
            ("Trim. 1", Quarter, 1, None),
            ("2e trimestre", Quarter, 2, None),
            ("Trimestre 3", Quarter, 3, None),
            ("1er Trimestre", Quarter, 1, None),
            ("1º trimestre", Quarter, 1, None),
            ("Q1 2025", Quarter, 1, Some(2025)),
            ("2025 Q1", Quarter, 1, Some(2025)),
            ("2025 / Q1", Quarter, 1, Some(2025)),
            ("2025-Q1", Quarter, 1, Some(2025)),
            ("2025Q1", Quarter, 1, Some(2025)),
            ("Q1-25", Quarter, 1, Some(2025)),
            ("Q1 (Jan-Mar)", Quarter, 1, None),
            ("Q1\nJan - Mar", Quarter, 1, None),
            ("Q1: Jan-Mar", Quarter, 1, None),
            ("Jan-Mar", Quarter, 1, None),
            ("Apr–Jun 2025", Quarter, 2, Some(2025)),
            ("1 кв.", Quarter, 1, None),
            ("I квартал", Quarter, 1, None),
            ("III", Quarter, 3, None),
            ("第一季度", Quarter, 1, None),
            ("الربع الأول", Quarter, 1, None),
            ("H1", Half, 1, None),
            ("S2 2025", Half, 2, Some(2025)),
            ("上半年", Half, 1, None),
            ("Jan", Month, 1, None),
            ("NOV", Month, 11, None),
            ("January 2025", Month, 1, Some(2025)),
            ("Jan-25", Month, 1, Some(2025)),
            ("Jan. '25", Month, 1, Some(2025)),
            ("Janv.", Month, 1, None),
            ("août", Month, 8, None),
            ("Ene", Month, 1, None),
            ("Dez", Month, 12, None),
            ("Янв", Month, 1, None),
            ("Май", Month, 5, None),
            ("يناير", Month, 1, None),
            ("1月", Month, 1, None),
            ("十二月", Month, 12, None),
            ("M1", Month, 1, None),
            ("M12", Month, 12, None),
            ("Month 3", Month, 3, None),
            ("M13", Month, 13, None),
            ("Month 36", Month, 36, None),
            ("Mois 3", Month, 3, None),
            ("2025-03", Month, 3, Some(2025)),
            ("W1", Week, 1, None),
            ("W53", Week, 53, None),
            ("Week 23", Week, 23, None),
            ("2025-W23", Week, 23, Some(2025)),
            ("Semaine 23", Week, 23, None),
            ("第23周", Week, 23, None),
            ("2025", Year, 2025, Some(2025)),
            ("2025年", Year, 2025, Some(2025)),
            ("Year 2025", Year, 2025, Some(2025)),
        ] {
            let tick = tick_span(head, None);
            let said = tick.as_ref().map(|tick| (tick.family, tick.number, tick.year));
            assert_eq!(said, Some((family, number, year)), "{head}");
            assert_eq!(tick.is_some_and(|tick| tick.days.is_some()), year.is_some(), "{head}");
        }
        for head in [
            "",
            "Activity",
            "M61",
            "M13 2025",
            "W54",
            "Q5",
            "1",
            "12",
            "Due 2025",
            "30 June 2025",
            "Budget Q1",
            "-",
            "end of June",
            "W1-W4",
            "2024-2025",
            "Modality",
            "V",
            "Total",
            "Milestones",
            "Mon",
            "x",
            "Target 2025",
            "45",
            "TBC",
        ] {
            assert_eq!(tick_span(head, Some(2025)), None, "{head}");
        }
    }

    #[test]
    fn with_a_year_they_have_days() {
        for (head, first, last, written) in [
            ("Q1", "2025-01-01", "2025-03-31", Some("2025-Q1")),
            ("S2", "2025-07-01", "2025-12-31", Some("2025-H2")),
            ("Feb", "2025-02-01", "2025-02-28", Some("2025-02")),
            ("Feb 2024", "2024-02-01", "2024-02-29", Some("2024-02")),
            ("M3", "2025-03-01", "2025-03-31", Some("2025-03")),
            ("W1", "2024-12-30", "2025-01-05", None),
            ("2026", "2026-01-01", "2026-12-31", Some("2026")),
            ("M13", "2026-01-01", "2026-01-31", Some("2026-01")),
            ("M24", "2026-12-01", "2026-12-31", Some("2026-12")),
            ("15-31 March", "2025-03-15", "2025-03-31", None),
            ("01-15 Abril", "2025-04-01", "2025-04-15", None),
            ("1-7 juin 2026", "2026-06-01", "2026-06-07", None),
            ("28 Apr - 4 May", "2025-04-28", "2025-05-04", None),
            ("1ra quincena de enero", "2025-01-01", "2025-01-15", None),
            ("Febrero / 2da quincena", "2025-02-16", "2025-02-28", None),
            ("2ª quinzena março", "2025-03-16", "2025-03-31", None),
            ("1ère quinzaine de juin", "2025-06-01", "2025-06-15", None),
        ] {
            let tick = tick_span(head, Some(2025));
            let days = tick
                .as_ref()
                .and_then(|tick| tick.days)
                .map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(days, Some((first.to_owned(), last.to_owned())), "{head}");
            assert_eq!(tick.and_then(|tick| tick.written).as_deref(), written, "{head}");
        }
        // A year without a 53rd week.
        assert_eq!(tick_span("W53", Some(2025)), None);
    }

    #[test]
    fn letters_of_months() {
        let months = |heads: &str| month_letters(&heads.split(' ').collect::<Vec<_>>());
        assert_eq!(months("J F M A M J J A S O N D"), Some((1..=12).collect()));
        assert_eq!(months("e f m a m j"), Some((1..=6).collect()));
        assert_eq!(
            months("J A S O N D J F M A M J"),
            Some(vec![7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6])
        );
        assert_eq!(months("1 2 3 4 5 6 7 8 9 10 11 12"), Some((1..=12).collect()));
        assert_eq!(months("01 02 03 04 05 06 07 08 09 10 11 12"), Some((1..=12).collect()));
        for heads in ["J F M", "1 2 3 4 5 6", "A B C D E F", "J J J J J J"] {
            assert_eq!(months(heads), None, "{heads}");
        }
    }
}
