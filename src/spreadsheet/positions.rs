//! Places and other values of attributes, as they are written in a workbook.

use crate::diagnostic::{Message, message};

/// Row and column, from 0.
type CellPosition = (u32, u32);

/// `D5`: a cell with no more letters and digits than the last one of a sheet; none for anything
/// else.
pub(super) fn place(name: &str) -> Option<CellPosition> {
    let digits = name
        .bytes()
        .position(|byte| byte.is_ascii_digit())
        .filter(|letters| (1..=3).contains(letters))?;
    let (letters, digits) = name.split_at_checked(digits)?;
    let letter = |column: u32, byte: u8| {
        byte.is_ascii_alphabetic().then(|| column * 26 + u32::from(byte.to_ascii_uppercase()) - 64)
    };
    let column = letters.bytes().try_fold(0, letter)? - 1;
    Some((row_number(digits)?, column))
}

/// `5`: a row with no more digits than the last one of a sheet.
pub(super) fn row_number(digits: &str) -> Option<u32> {
    let digit =
        |number: u32, byte: u8| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'));
    if digits.len() <= 7 { digits.bytes().try_fold(0, digit)?.checked_sub(1) } else { None }
}

/// `A1:D5`: two cells as they are written, or one twice.
pub(super) fn range(text: &str) -> Option<(CellPosition, CellPosition)> {
    let (one, other) = text.split_once(':').unwrap_or((text, text));
    Some((place(one)?, place(other)?))
}

/// Refuses a range that does not begin with its first cell.
pub(super) fn in_order(text: &str) -> Result<(), Message> {
    let ((row, column), (last_row, last_column)) = range(text).ok_or_else(|| beyond(text))?;
    if row <= last_row && column <= last_column {
        Ok(())
    } else {
        Err(message!(
            "workbook.range-out-of-order",
            "the range `{text}` does not begin with its first cell",
            text
        ))
    }
}

/// The message for a text that is not a cell.
pub(super) fn beyond(text: &str) -> Message {
    let text: String = text.chars().take(40).collect();
    message!(
        "workbook.not-a-cell",
        "`{text}` is not a cell, or is beyond the last cell of a sheet, XFD1048576",
        text
    )
}

/// Whether a switch is on.
pub(super) fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

/// Returns the values of some attributes of a tag, as they are written; `id` may have a prefix.
///
/// # Errors
/// If the attributes cannot be read, or one of them is there twice.
pub(super) fn values<'t, const N: usize>(
    attributes: &'t str,
    names: [&str; N],
) -> Result<[Option<&'t str>; N], Message> {
    let mut found = [None; N];
    let mut rest = attributes.trim_ascii_start();
    while !rest.is_empty() {
        let (key, value, behind) = next(rest).ok_or_else(without_quotes)?;
        let is_named = |name: &&str| *name == key || *name == "id" && key.ends_with(":id");
        if let Some(slot) = names.iter().position(is_named).and_then(|at| found.get_mut(at))
            && slot.replace(value).is_some()
        {
            return Err(message!(
                "workbook.attribute-twice",
                "the attribute `{key}` is in one tag twice",
                key
            ));
        }
        rest = behind;
    }
    Ok(found)
}

fn without_quotes() -> Message {
    message!("workbook.value-without-quotes", "it is damaged: an attribute has no value in quotes")
}

/// Returns the first attribute, its value, and the rest.
fn next(rest: &str) -> Option<(&str, &str, &str)> {
    let bytes = rest.as_bytes();
    let equals = bytes.iter().position(|byte| *byte == b'=')?;
    let blanks = bytes.get(equals + 1..)?.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let open = equals + 1 + blanks;
    let quote = *bytes.get(open).filter(|quote| matches!(quote, b'"' | b'\''))?;
    let close = open + 1 + bytes.get(open + 1..)?.iter().position(|byte| *byte == quote)?;
    Some((
        rest.get(..equals)?.trim_ascii_end(),
        rest.get(open + 1..close)?,
        rest.get(close + 1..)?.trim_ascii_start(),
    ))
}

/// The rows and columns of a sheet.
pub(super) const MAX_ROWS: u32 = 1_048_576;

pub(super) const MAX_COLUMNS: u32 = 16_384;

/// `D5`: a cell as people name it.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().chain(&[]).collect::<String>() + &(u64::from(row) + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_a_sheet() {
        assert_eq!(
            [place("A1"), place("d5"), place("XFD1048576")],
            [Some((0, 0)), Some((4, 3)), Some((1_048_575, 16_383))]
        );
        for strange in
            ["", "A", "1", "A0", "AAAA1", "A00000001", "$A$1", "A1 ", "A+1", "É1", "ZZZZZZZZZZ$1"]
        {
            assert_eq!(place(strange), None, "{strange}");
        }
        assert_eq!([range("B2"), range("B2:A1")], [Some(((1, 1), (1, 1))), Some(((1, 1), (0, 0)))]);
        assert_eq!([range("A1:B2:C3"), range("A1:"), range(":")], [None; 3]);
        assert!(
            in_order("A1:B2").is_ok() && in_order("B1:A2").is_err() && in_order("A2:A1").is_err()
        );
    }

    #[test]
    fn attributes_are_found_as_the_reader_finds_them() {
        assert_eq!(values(" x=\"1\"ref='D2:A2' ", ["ref", "x"]), Ok([Some("D2:A2"), Some("1")]));
        assert_eq!(values(" r = \"A1\"\tpref=\"x\"", ["ref", "r"]), Ok([None, Some("A1")]));
        assert_eq!(values(" r:id=\"a\" sheetId=\"1\"", ["id"]), Ok([Some("a")]));
        for strange in ["r", "r=", "r=1", "r=\"1", "r=\"1\" r=\"2\"", "id=\"1\" r:id=\"2\""] {
            assert!(values(strange, ["r", "id"]).is_err(), "{strange}");
        }
    }
}
