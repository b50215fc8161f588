use super::*;

/// Reads a text as of Thursday, 15 May 2025; gives its first and last day.
fn read(text: &str) -> Result<(String, String), String> {
    let from = Day::from_ymd_opt(2025, 5, 15).ok_or("no such day")?;
    TypedDate::parse(text, from)
        .map(|date| (date.first().to_string(), date.last().to_string()))
        .map_err(|error| error.why().to_string())
}

#[test]
fn words_count_from_a_day() {
    for (text, day) in [
        ("today", "2025-05-15"),
        ("Tomorrow", "2025-05-16"),
        ("yesterday", "2025-05-14"),
        ("friday", "2025-05-16"),
        ("Thursday", "2025-05-22"),
        ("thu", "2025-05-22"),
        ("Tues", "2025-05-20"),
        ("wednesday", "2025-05-21"),
        ("+3d", "2025-05-18"),
        ("-2w", "2025-05-01"),
        ("+1m", "2025-06-15"),
        ("-1m", "2025-04-15"),
        ("+1y", "2026-05-15"),
        ("+0d", "2025-05-15"),
        ("30 June", "2025-06-30"),
        ("1 march", "2025-03-01"),
        ("June 30", "2025-06-30"),
        ("30 June 2026", "2026-06-30"),
        ("June 30, 2026", "2026-06-30"),
        ("30th of June", "2025-06-30"),
        ("15 Sept.", "2025-09-15"),
        ("24-Jan", "2025-01-24"),
        ("30-Jun-2026", "2026-06-30"),
        (" 2025-06-30 ", "2025-06-30"),
    ] {
        assert_eq!(read(text), Ok((day.to_owned(), day.to_owned())), "{text}");
    }
    for (text, first, last) in [
        ("2025-W23", "2025-06-02", "2025-06-08"),
        ("2026-w01", "2025-12-29", "2026-01-04"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2025-Q2", "2025-04-01", "2025-06-30"),
        ("June 2025", "2025-06-01", "2025-06-30"),
    ] {
        assert_eq!(read(text), Ok((first.to_owned(), last.to_owned())), "{text}");
    }
}

#[test]
fn two_readings_are_named() {
    for (text, one, other) in [
        ("4/5/2025", "2025-05-04 (4 May 2025)", "2025-04-05 (5 April 2025)"),
        ("03.04.2025", "2025-04-03", "2025-03-04"),
        ("03-04-25", "2025-04-03", "2025-03-04"),
        ("03/04", "2025-04-03", "2025-03-04"),
        ("25/04/03", "2003-04-25", "2025-04-03"),
        ("next friday", "2025-05-16", "2025-05-23"),
        ("Jan-24", "2025-01-24", "2024-01-01"),
    ] {
        let why = read(text).err().unwrap_or_default();
        assert!(
            why.starts_with("it can be read in two ways")
                && why.contains(one)
                && why.contains(other),
            "{text}: {why}"
        );
    }
}

#[test]
fn what_is_no_date_gets_what_was_meant() {
    let forms = forms().to_string();
    for (text, why) in [
        ("30/06/2024", "did you mean 2024-06-30?"),
        ("6/30/24", "did you mean 2024-06-30?"),
        ("2024/6/3", "did you mean 2024-06-03?"),
        ("5/5/2025", "did you mean 2025-05-05?"),
        ("2025-q2", "did you mean 2025-Q2?"),
        ("2025-04-31", "it is not in the calendar"),
        ("31 June", "it is not in the calendar"),
        ("29 February", "it is not in the calendar"),
        ("2025-W53", "the weeks of 2025 are 2025-W01 to 2025-W52"),
        ("2020-W54", "the weeks of 2020 are 2020-W01 to 2020-W53"),
        ("+3", "a distance is a number of days"),
        ("+3x", "a distance is a number of days"),
        ("+9999y", "years go from 1900 to 2999"),
        ("-99999999999999999999d", "years go from 1900 to 2999"),
        ("3001-01-01", "years go from 1900 to 2999"),
        ("30 June 1066", "years go from 1900 to 2999"),
        ("someday", &forms),
        ("", &forms),
        ("+", &forms),
        ("١ June", &forms),
        ("99/99/2024", &forms),
    ] {
        let found = read(text).err().unwrap_or_default();
        assert!(found.starts_with(why), "{text}: {found}");
    }
}
