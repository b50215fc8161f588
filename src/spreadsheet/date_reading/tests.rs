use super::*;

fn read(text: &str) -> DateText {
    reads_as(text, DateContext { year: Some(2025), ..DateContext::default() })
}

fn day(text: &str) -> DateMeaning {
    Day::parse_from_str(text, "%Y-%m-%d").map_or(DateMeaning::Nothing, DateMeaning::Day)
}

#[test]
fn days() {
    for (text, is) in [
        ("2025-06-30", "2025-06-30"),
        ("30 June 2024", "2024-06-30"),
        ("June 30, 2024 8:00 AM", "2024-06-30"),
        ("Fri 12/5/25", "2025-12-05"),
        ("Tue 2/4/25", "2025-02-04"),
        ("22/10", "2025-10-22"),
        ("30.06.2024", "2024-06-30"),
        ("2024年6月30日", "2024-06-30"),
        ("6月30日", "2025-06-30"),
        ("30 июня", "2025-06-30"),
        ("30 يونيو", "2025-06-30"),
        ("1er août", "2025-08-01"),
        ("1 de enero de 2026", "2026-01-01"),
        ("30 de junho", "2025-06-30"),
        ("Jun-15", "2025-06-15"),
        ("30Jun2025", "2025-06-30"),
        ("31Dec25", "2025-12-31"),
    ] {
        assert_eq!(read(text), DateText { meaning: day(is), is_due_only: false }, "{text}");
    }
}

#[test]
fn spans() {
    for (text, start, due, first, last) in [
        ("Q1 2024", "2024-Q1", "2024-Q1", "2024-01-01", "2024-03-31"),
        ("Jan–Mar", "2025-Q1", "2025-Q1", "2025-01-01", "2025-03-31"),
        ("March – October 2025", "2025-03", "2025-10", "2025-03-01", "2025-10-31"),
        ("2025-2027", "2025", "2027", "2025-01-01", "2027-12-31"),
        ("01/03/2025 - 15/09/2025", "2025-03-01", "2025-09-15", "2025-03-01", "2025-09-15"),
        ("first half", "2025-H1", "2025-H1", "2025-01-01", "2025-06-30"),
        ("sept.-25", "2025-09", "2025-09", "2025-09-01", "2025-09-30"),
        ("Jan-24", "2024-01", "2024-01", "2024-01-01", "2024-01-31"),
        ("Jan-25 to Mar-25", "2025-01", "2025-03", "2025-01-01", "2025-03-31"),
        ("W23", "2025-06-02", "2025-06-08", "2025-06-02", "2025-06-08"),
        ("2025-W23", "2025-06-02", "2025-06-08", "2025-06-02", "2025-06-08"),
        ("2025年3月至10月", "2025-03", "2025-10", "2025-03-01", "2025-10-31"),
        ("с марта по октябрь", "2025-03", "2025-10", "2025-03-01", "2025-10-31"),
        ("март 2025 - октябрь 2025", "2025-03", "2025-10", "2025-03-01", "2025-10-31"),
        ("من مارس حتى أكتوبر 2025", "2025-03", "2025-10", "2025-03-01", "2025-10-31"),
        ("de mars à octobre 2025", "2025-03", "2025-10", "2025-03-01", "2025-10-31"),
        ("de marzo a octubre de 2025", "2025-03", "2025-10", "2025-03-01", "2025-10-31"),
        ("2025", "2025", "2025", "2025-01-01", "2025-12-31"),
        ("2T2025", "2025-Q2", "2025-Q2", "2025-04-01", "2025-06-30"),
        ("4T25", "2025-Q4", "2025-Q4", "2025-10-01", "2025-12-31"),
        ("Q42025", "2025-Q4", "2025-Q4", "2025-10-01", "2025-12-31"),
        ("2025-2027 годы", "2025", "2027", "2025-01-01", "2027-12-31"),
        ("2025–2027 гг.", "2025", "2027", "2025-01-01", "2027-12-31"),
        ("May", "2025-05", "2025-05", "2025-05-01", "2025-05-31"),
    ] {
        let said = read(text);
        let DateMeaning::Span(period) = &said.meaning else {
            assert_eq!(said.meaning, DateMeaning::NoDate, "{text} is not a span");
            continue;
        };
        let days = (period.first.to_string(), period.last.to_string());
        assert_eq!((days.0.as_str(), days.1.as_str()), (first, last), "{text}");
        assert_eq!((&*period.start, &*period.due), (start, due), "{text}");
        assert_eq!(said.start().as_deref(), Some(start), "{text}");
        assert_eq!(said.due().as_deref(), Some(due), "{text}");
    }
}

#[test]
fn some_texts_are_only_the_last_day() {
    for (text, due) in [
        ("by end 2025", "2025"),
        ("By 30 June", "2025-06-30"),
        ("by the end of June", "2025-06"),
        ("by June 2025", "2025-06"),
        ("end of June", "2025-06"),
        ("before 30 June", "2025-06-30"),
        ("before end of 2025", "2025"),
        ("no later than 30/06/2025", "2025-06-30"),
        ("until June 2025", "2025-06"),
        ("d'ici fin 2025", "2025"),
        ("D’ici le 30 juin 2025", "2025-06-30"),
        ("avant le 30 juin 2025", "2025-06-30"),
        ("avant fin juin", "2025-06"),
        ("au plus tard le 30 juin", "2025-06-30"),
        ("fin juin", "2025-06"),
        ("hasta el 30 de junio de 2025", "2025-06-30"),
        ("antes del 30 de junio de 2025", "2025-06-30"),
        ("até 30 de junho de 2025", "2025-06-30"),
        ("até o final de 2025", "2025"),
        ("до 30 июня 2025 г.", "2025-06-30"),
        ("до конца июня", "2025-06"),
        ("до конца года", "2025"),
        ("не позднее 30.06.2025", "2025-06-30"),
        ("قبل 30 يونيو 2025", "2025-06-30"),
        ("بحلول نهاية 2025", "2025"),
        ("2025年6月30日前", "2025-06-30"),
        ("2025年底前", "2025"),
        ("年底", "2025"),
        ("due by Q3", "2025-Q3"),
        ("al 30 de junio", "2025-06-30"),
    ] {
        let said = read(text);
        assert_eq!(said.due().as_deref(), Some(due), "{text}");
        assert!(said.is_due_only && said.start().is_none(), "{text}");
    }
}

#[test]
fn unclear_texts_keep_both_readings() {
    let period = |day: &str| {
        let first = Day::parse_from_str(day, "%Y-%m-%d").unwrap_or_default();
        DatePeriod { first, last: first, start: day.to_owned(), due: day.to_owned() }
    };
    let both =
        DateMeaning::Unclear { day_first: period("2025-04-03"), month_first: period("2025-03-04") };
    assert_eq!(read("03/04/2025").meaning, both);
    assert!(matches!(read("3/4/2025 - 5/6/2025").meaning, DateMeaning::Unclear { .. }));
    assert!(matches!(read("3/4").meaning, DateMeaning::Unclear { .. }));
    // The weekday fits neither.
    assert!(matches!(read("Sun 2/4/25").meaning, DateMeaning::Unclear { .. }));
}

#[test]
fn texts_that_are_no_date_say_why() {
    for (text, is) in [
        ("TBC", DateMeaning::NoDate),
        ("-", DateMeaning::NoDate),
        ("ongoing", DateMeaning::NoDate),
        ("待定", DateMeaning::NoDate),
        ("mid-2025", DateMeaning::Nothing),
        ("5 May?", DateMeaning::Nothing),
        ("Jun-30", DateMeaning::Nothing),
        ("12/25", DateMeaning::Nothing),
        ("before June", DateMeaning::Nothing),
        ("avant juin 2025", DateMeaning::Nothing),
        ("до июня 2025", DateMeaning::Nothing),
        ("after the elections", DateMeaning::Nothing),
        ("around June", DateMeaning::Nothing),
        ("by", DateMeaning::Nothing),
        ("", DateMeaning::Nothing),
        ("30/02/2025", DateMeaning::Nothing),
        ("Q3 2025 (TBC)", DateMeaning::Nothing),
        ("2025-06-30 or later", DateMeaning::Nothing),
        ("12", DateMeaning::Nothing),
        ("x", DateMeaning::Nothing),
    ] {
        assert_eq!(read(text).meaning, is, "{text}");
    }
    for text in
        ["22/10", "Q1", "30 June", "Jan-Mar", "3/4", "W23", "年底", "первый квартал", "first half"]
    {
        assert_eq!(reads_as(text, DateContext::default()).meaning, DateMeaning::NoYear, "{text}");
    }
}

#[test]
fn a_column_of_days_shows_how_months_are_read() {
    let days = DateContext { year: Some(2025), shows_days: true, ..DateContext::default() };
    assert_eq!(reads_as("sept.-05", days).meaning, day("2025-09-05"));
    assert_eq!(reads_as("Jan-24", days).meaning, day("2025-01-24"));
    let order = DateContext { order: Some(DayMonthOrder::MonthFirst), ..days };
    assert_eq!(reads_as("10/22", order).meaning, day("2025-10-22"));
    let order = DateContext { order: Some(DayMonthOrder::DayFirst), ..days };
    assert_eq!(reads_as("12/25", order).start().as_deref(), Some("2025-12"));
    let order = DateContext { order: Some(DayMonthOrder::MonthFirst), ..days };
    assert_eq!(reads_as("3/4/2025", order).meaning, day("2025-03-04"));
}
