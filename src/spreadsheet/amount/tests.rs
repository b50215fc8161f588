use super::*;

#[test]
fn amounts_are_read_in_full_or_asked() {
    for (text, is) in [
        ("12500", "12500"),
        ("12 500", "12500"),
        ("12\u{a0}500", "12500"),
        ("12\u{202f}500,5", "12500.5"),
        ("1.250,50", "1250.5"),
        ("1,250.50", "1250.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1'234'567.25", "1234567.25"),
        ("12,5", "12.5"),
        ("12500.125", "12500.125"),
        ("0,125", "0.125"),
        ("1 250,500", "1250.5"),
        ("USD 12500", "12500"),
        ("12 500 usd", "12500"),
        ("$1,250.50", "1250.5"),
        ("US$ 12500", "12500"),
        ("45k", "45000"),
        ("USD 1.5 million", "1500000"),
        ("1 Mio USD", "1000000"),
        ("0.0125 m", "12500"),
        ("12.3456k", "12345.6"),
        ("1,5 Mio. USD", "1500000"),
        ("US $ 12 500", "12500"),
        ("1.5m", "1500000"),
        ("2 million", "2000000"),
        ("1 Mio", "1000000"),
        ("10 500,50", "10500.5"),
        ("$ 3000", "3000"),
        ("USD 12,500.50", "12500.5"),
        ("USD45k", "45000"),
        ("45K USD", "45000"),
        ("3M$", "3000000"),
        ("2,5 k$", "2500"),
        ("2 millions", "2000000"),
        ("1,5 millones", "1500000"),
        ("3 milhões", "3000000"),
        ("12 mil", "12000"),
        ("120 тыс.", "120000"),
        ("1,5 млн", "1500000"),
        ("٣", "3"),
        ("١٢٬٥٠٠٫٥٠", "12500.5"),
        ("١٢ ألف", "12000"),
        ("2 مليون", "2000000"),
        ("10万", "100000"),
        ("10万美元", "100000"),
        ("１２５００", "12500"),
        ("12 500 美元", "12500"),
        ("12 500 долл. США", "12500"),
    ] {
        assert_eq!(amount(text, "USD").as_deref(), Ok(is), "{text}");
    }
    for text in ["12.500", "12,500", "$ 1.250", "999,999", "1.500k"] {
        assert!(
            amount(text, "USD").is_err_and(|why| why.to_string().contains(" can be read as ")),
            "{text}"
        );
    }
    for text in [
        "",
        "a lot",
        "-5",
        "(500)",
        "12 50",
        "1.2.3",
        "1,23.45,6",
        "12 km",
        "1 Mrd",
        "12 units",
        "12 XYZ",
        "55%",
        "12.",
        "1,250 500.5",
        "€ 500",
        "500 CHF",
        "1e3",
        "1.234.56",
        "500-",
        "100\n200",
        "100-200",
        "1000\n2000",
        "10 000 20 000",
        "3 × 500",
        "USD 5 million (EUR)",
        "5bn",
        "5e",
        "0x10",
        "٣ أشهر",
        "two staff months",
        "5 000 - 10 000",
        "~5000",
        "10.000.00",
        "1 2 3",
        "10 千万元",
        "5 млрд",
        "100  200",
    ] {
        assert!(amount(text, "USD").is_err(), "{text}");
    }
    assert!(amount("1 Mrd", "USD").is_err_and(|why| why.to_string().contains("is not an amount")));
    let shown = |mark: &str, currency| shown_in("500", &[mark.to_owned()], currency);
    assert_eq!(
        [shown("$", "USD"), shown("usd", "USD"), shown_in("500", &[], "")],
        [Ok(()), Ok(()), Ok(())]
    );
    assert!(shown("€", "USD").is_err_and(
        |why| why.to_string() == "`500 €` is in EUR, but the currency of this row is USD"
    ));
    assert!(shown("€", "").is_err_and(|why| why.to_string().contains("enter EUR")));
    assert!(
        shown("thousand", "USD")
            .is_err_and(|why| why.to_string().contains("shown with `thousand`"))
    );
    assert!(amount("EUR 500", "").is_err_and(|why| why.to_string().contains("enter EUR")));
    assert_eq!(amount("500", "").as_deref(), Ok("500"));
}

#[test]
fn amounts_name_their_currency() {
    for (text, number, currency) in [
        ("3 000 €", "3000", "EUR"),
        ("€3.000,50", "3000.5", "EUR"),
        ("5000 euros", "5000", "EUR"),
        ("$ 3000", "3000", "USD"),
        ("3000 $US", "3000", "USD"),
        ("£45k", "45000", "GBP"),
        ("CHF 500", "500", "CHF"),
        ("10万元", "100000", "CNY"),
        ("5000元", "5000", "CNY"),
        ("120 тыс. руб.", "120000", "RUB"),
        ("1,5 млн рублей", "1500000", "RUB"),
        ("R$ 1.250,50", "1250.5", "BRL"),
        ("5000 يورو", "5000", "EUR"),
    ] {
        let said = read(text).map(|amount| (amount.number, amount.currencies));
        assert_eq!(said, Ok((number.to_owned(), vec![currency.to_owned()])), "{text}");
    }
}

#[test]
fn percentages() {
    assert_eq!(share("٥٥٪").as_deref(), Ok("55"));
    assert_eq!(share("５５％").as_deref(), Ok("55"));
    assert_eq!(share("55 %").as_deref(), Ok("55"));
    assert_eq!(share("55,5%").as_deref(), Ok("55.5"));
    assert!(share("half").is_err() && share("120%").is_err() && share("-1").is_err());
}

#[test]
fn amounts_show_what_their_signs_mean() {
    for (text, sign) in [
        ("1.250,50 €", Some(',')),
        ("1,250.50", Some('.')),
        ("1.234.567", Some(',')),
        ("1,234,567", Some('.')),
        ("12,5", Some(',')),
        ("USD 12.50", Some('.')),
        ("12.500", None),
        ("12500", None),
        ("a lot", None),
    ] {
        assert_eq!(decimal_sign(text), sign, "{text}");
    }
}
