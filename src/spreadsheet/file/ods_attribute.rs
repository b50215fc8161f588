//! Values of attributes in `.ods` files.

use quick_xml::escape::unescape;

/// Returns the text of an attribute.
pub(super) fn plain(raw: &str) -> Result<String, String> {
    let text = unescape(raw).map_err(|error| format!("it is damaged: {error}"))?;
    Ok(text.into_owned())
}

/// Returns a number of rows, columns or blanks: at least one.
pub(super) fn count(text: Option<&str>) -> Result<u32, String> {
    let Some(text) = text else { return Ok(1) };
    match text.parse::<u32>() {
        Ok(count) => Ok(count.max(1)),
        Err(_) => Err(format!(
            "it is damaged: `{}` is not a number of cells",
            text.chars().take(40).collect::<String>()
        )),
    }
}
