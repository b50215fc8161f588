use super::book::{Found, Sheet};

/// Reads a table of text: commas, semicolons or tabs between the cells, UTF-8 with or without a byte-order mark, or Windows-1252.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub fn read_csv(bytes: &[u8], notes: &mut Vec<String>) -> Result<Sheet, String> {
    let text = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        encoding_rs::UTF_16LE.decode(bytes).0
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.strip_prefix('\u{feff}').unwrap_or(text).into()
    } else {
        notes.push("the file is not UTF-8 and was read as Windows-1252: look at the accents".to_owned());
        encoding_rs::WINDOWS_1252.decode(bytes).0
    };
    if text.contains('\0') {
        return Err("it is neither a workbook nor a table of text".to_owned());
    }
    let sample: String = text.lines().take(20).collect();
    let count = |sign: char| sample.matches(sign).count();
    let sign = [',', ';', '\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new().delimiter(sign as u8).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut sheet = Sheet { name: "CSV".to_owned(), ..Sheet::default() };
    for (row, record) in (0..).zip(reader.records()) {
        let record = record.map_err(|error| format!("it is no table: {error}"))?;
        let cells = (0..).zip(&record).filter(|(_, text)| !text.trim().is_empty());
        let cells: std::collections::BTreeMap<u32, Found> =
            cells.map(|(column, text)| (column, Found::Text(text.trim().replace("\r\n", "\n")))).collect();
        if !cells.is_empty() {
            sheet.rows.insert(row, cells);
        }
    }
    Ok(sheet)
}
