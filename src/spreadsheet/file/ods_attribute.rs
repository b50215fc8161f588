//! Values of attributes in `.ods` files.

use quick_xml::escape::unescape;

use crate::diagnostic::{Message, message};
use crate::spreadsheet::refusal::damaged;

/// Returns the text of an attribute.
pub(super) fn plain(raw: &str) -> Result<String, Message> {
    let text = unescape(raw).map_err(damaged)?;
    Ok(text.into_owned())
}

/// Returns a number of rows, columns or blanks: at least one.
pub(super) fn count(text: Option<&str>) -> Result<u32, Message> {
    let Some(text) = text else { return Ok(1) };
    match text.parse::<u32>() {
        Ok(count) => Ok(count.max(1)),
        Err(_) => Err(message!(
            "workbook.not-a-number-of-cells",
            "it is damaged: `{text}` is not a number of cells",
            text = text.chars().take(40).collect::<String>()
        )),
    }
}
