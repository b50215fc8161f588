//! Plain words that other YAML readers treat as another type, by the schemas of YAML 1.1 and YAML
//! 1.2.

use std::borrow::Cow;

/// Words that mean a truth value, null or an instruction, in small letters.
const WORDS: &[&str] =
    &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"];

/// Whether some reader treats a text without quotes as another type: a truth value, null, a number
/// (also of base 60), or a day.
pub fn is_misread(text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return true };
    match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => is_number(text) || is_day(text),
        _ => text.len() <= 5 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)),
    }
}

/// An id as it is written for each reader: in quotes where it would be misread without.
pub fn id_for_all(id: &str) -> Cow<'_, str> {
    if is_misread(id) { format!("'{id}'").into() } else { id.into() }
}

fn is_number(text: &str) -> bool {
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(bare.to_ascii_lowercase().as_str(), ".inf" | ".nan") {
        return true;
    }
    if let Some((base, digits)) = bare.split_at_checked(2)
        && matches!(base, "0x" | "0X" | "0o" | "0O" | "0b" | "0B")
    {
        return !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit() || b == b'_');
    }
    let (number, exponent) = bare
        .split_once(['e', 'E'])
        .map_or((bare, None), |(number, exponent)| (number, Some(exponent)));
    let is_exponent = |text: &str| {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'_')
    };
    let points = number.bytes().filter(|b| *b == b'.').count();
    number.bytes().any(|b| b.is_ascii_digit() || b == b'_')
        && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'_' | b',' | b':' | b'.'))
        && points <= 1
        && exponent.is_none_or(is_exponent)
}

/// Whether a text is a day, also with a time.
fn is_day(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text;
    for (width, ends) in [(4..=4, Some('-')), (1..=2, Some('-')), (1..=2, None)] {
        let length = digits(rest);
        if !width.contains(&length) {
            return false;
        }
        rest = rest.get(length..).unwrap_or("");
        if let Some(end) = ends {
            let Some(behind) = rest.strip_prefix(end) else { return false };
            rest = behind;
        }
    }
    rest.is_empty() || rest.starts_with(['T', 't', ' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_some_reader_takes_for_something_else() {
        for text in [
            "",
            "y",
            "N",
            "Yes",
            "nO",
            "ON",
            "off",
            "True",
            "FALSE",
            "null",
            "Null",
            "~",
            "=",
            "<<",
            "12",
            "-12",
            "+12",
            "1.10",
            "010",
            "08",
            "0x1F",
            "-0x1f",
            "0o17",
            "0b1",
            "0b_1",
            "1_000",
            "1,000",
            "12:30:45",
            "1:30",
            "190:20:30.15",
            "1e3",
            "1E-3",
            "1.5e+10",
            ".5",
            "5.",
            "-.5",
            ".inf",
            "-.INF",
            "+.Inf",
            ".NaN",
            "2025-03-01",
            "2025-3-1",
            "2025-03-01T10:00:00Z",
            "2025-03-01 10:00",
            "1_",
            "+_",
            "._",
        ] {
            assert!(is_misread(text), "{text}");
        }
        for text in [
            "a",
            "yo",
            "nope",
            "none",
            "onward",
            "NOK",
            "w1",
            "1.2.3",
            "2024-06",
            "2024-Q2",
            "2024-2025",
            "2024/1.10",
            "12 wells",
            "1e",
            "e3",
            "0xyz",
            "0b",
            "-",
            "--",
            "...",
            ".",
            "inf",
            "nan",
            "C-08",
            "2025-03",
            "2025-03-011",
            "2025-03-01a",
            "tru",
            "-a",
            "1st",
            "۱۲",
        ] {
            assert!(!is_misread(text), "{text}");
        }
    }
}
