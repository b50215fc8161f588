use super::*;

#[test]
fn dates_in_many_notations() {
    let due = |text| date(text, false, Some(DayMonthOrder::DayFirst), Some(2024));
    for (text, is) in [
        ("30/06/2024", "2024-06-30"),
        ("06/30/2024", "2024-06-30"),
        ("3.4.24", "2024-04-03"),
        ("2024/06/30", "2024-06-30"),
        ("30 June 2024", "2024-06-30"),
        ("June 30th, 2024", "2024-06-30"),
        ("30 juin 2024", "2024-06-30"),
        ("1er août 2024", "2024-08-01"),
        ("30 de junio de 2024", "2024-06-30"),
        ("30-Jun-24", "2024-06-30"),
        ("3 April 2024", "2024-04-03"),
        ("1 de enero de 2024", "2024-01-01"),
        ("January 5, 2024", "2024-01-05"),
        ("Q3", "2024-Q3"),
        ("T3 2025", "2025-Q3"),
        ("2025 Q1", "2025-Q1"),
        ("Jul–Sep", "2024-Q3"),
        ("3rd quarter 2024", "2024-Q3"),
        ("2e trimestre", "2024-Q2"),
        ("S1", "2024-H1"),
        ("Sept 2024", "2024-09"),
        ("06/2024", "2024-06"),
        ("June 30, 2024 8:00 AM", "2024-06-30"),
        ("2024-06-30T10:00:00.5+02:00", "2024-06-30"),
        ("by end 2025", "2025"),
        ("June 30, 25", "2025-06-30"),
        ("2024-06-30T10:00", "2024-06-30"),
        ("20240630", "2024-06-30"),
        ("Semestre 1", "2024-H1"),
        ("second half of 2025", "2025-H2"),
        ("premier trimestre", "2024-Q1"),
        ("Tercer trimestre de 2024", "2024-Q3"),
        ("Quarter 4", "2024-Q4"),
    ] {
        assert_eq!(due(text), ParsedDate::Date(is.to_owned()), "{text}");
    }
    assert_eq!(date("03/04/2024", false, None, None), ParsedDate::Unclear);
    assert_eq!(date("Q3", false, None, None), ParsedDate::NoYear);
    for (text, is) in [
        ("Jan-24", Some("2024-01")),
        ("mid-June 2024", Some("2024-06")),
        ("ongoing", None),
        ("TBD", None),
    ] {
        assert_eq!(guess(text, false, None, Some(2024)).as_deref(), is, "{text}");
    }
    assert_eq!(serial("45473"), Day::from_ymd_opt(2024, 6, 30));
    assert_eq!(
        (serial("45473.5"), serial("2024"), serial("-45473")),
        (Day::from_ymd_opt(2024, 6, 30), None, None)
    );
    for text in [
        "TBD",
        "31/02/2024",
        "",
        "soon",
        "32 June 2024",
        "é",
        "2024-13-45",
        "99/99/2024",
        "2024-06-30 (NOT 2025)",
        "2024-06-30 or later",
        "2024-06-30 TBC",
        "2024-06-30 99:00",
        "2024-06-30 10",
        "1/2 June",
        "June 15 17",
        "June 15, 17",
        "June - 15",
        "15-17.06",
        "Jan, Jun",
        "Jun/Aug",
        "2024-06 - 30",
    ] {
        assert_eq!(due(text), ParsedDate::Nothing, "{text}");
    }
    assert_eq!(date("end of June", true, None, Some(2024)), ParsedDate::Nothing);
}
