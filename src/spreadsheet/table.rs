//! Reads a table of text, such as CSV.

use super::bounds::MOST_CELLS;
use std::collections::BTreeMap;
use std::io::Read;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::cells::RowCells;
use super::formula::with_formulas;
use super::positions::{MAX_COLUMNS, MAX_ROWS, cell_name};
use super::raw_cell::RawCell;
use super::refusal::{placed, too_many_cells};
use super::workbook::{RawSheet, unix};
use crate::diagnostic::{Message, message};

/// The number of rows that are compared to find the separator.
const SAMPLE: usize = 50;

/// The most bytes of a cell.
const MOST_BYTES: usize = 1 << 20;

/// A line after the last one. It is in no text, because a file with a NUL is not a table.
const END: &[u8] = b"\n\0\n";
const END_MARK: &str = "\0";

/// Headings that only our own tables have: there, a `'` precedes text that spreadsheets would read
/// as a formula.
pub(super) const OWN_HEADS: [&str; 4] =
    ["carried_from", "days_late", "recorded_status", "sdg_targets"];

/// Reads a table of text: commas, semicolons or tabs between the cells; UTF-8 or UTF-16 with or
/// without a byte-order mark, or Windows-1252.
///
/// # Errors
/// The problem, in one sentence.
pub fn read_csv(bytes: &[u8], notes: &mut Vec<Message>) -> Result<RawSheet, Message> {
    let text = if let Some(encoding) = utf_16(bytes) {
        let (text, is_damaged) = encoding.decode_with_bom_removal(bytes);
        if is_damaged {
            return Err(message!(
                "workbook.damaged-utf-16",
                "it is UTF-16 and damaged: some of its characters are only half there"
            ));
        }
        text
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.strip_prefix('\u{feff}').unwrap_or(text).into()
    } else {
        notes.push(message!(
            "workbook.read-as-windows-1252",
            "the file is not UTF-8 and was read as Windows-1252: look at the accents"
        ));
        encoding_rs::WINDOWS_1252.decode(bytes).0
    };
    if text.contains('\0') {
        return Err(message!(
            "workbook.neither-workbook-nor-text",
            "it is neither a workbook nor a table of text"
        ));
    }
    let (sign, text) = separator(&text);
    // A quotation mark that nothing closes takes this line for a part of its cell.
    let mut reader = reader(text.as_bytes().chain(END), sign);
    let (mut has_end, mut last, mut are_ours) = (false, None, None);
    let mut sheet = RawSheet { name: "CSV".to_owned(), ..RawSheet::default() };
    let mut many = 0;
    let mut empty = 0;
    for (number, record) in (0..).zip(reader.records()) {
        let record = record.map_err(|error| {
            let why = error.to_string();
            message!("workbook.not-a-table", "it is not a table: {why}", why)
        })?;
        // A line without a cell is a row of the sheet.
        empty += record.position().map_or(0, |start| empty_lines(text, start.byte()));
        let row = u32::saturating_add(number, empty);
        if let Some((column, _)) = (0..).zip(&record).find(|(_, text)| text.len() > MOST_BYTES) {
            return Err(message!(
                "workbook.too-many-bytes",
                "{place} holds more than {most} bytes, the most that a cell may hold",
                place = cell_name(row, column),
                most = MOST_BYTES
            ));
        }
        if record.len() == 1 && record.get(0) == Some(END_MARK) {
            has_end = true;
            break;
        }
        let are_ours =
            *are_ours.get_or_insert_with(|| record.iter().any(|head| OWN_HEADS.contains(&head)));
        last = Some((row, record.len()));
        let cells = (0..).zip(&record).filter(|(_, text)| !text.trim().is_empty());
        if let Some((column, _)) = cells.clone().find(|(column, _)| *column >= MAX_COLUMNS) {
            return Err(message!(
                "workbook.beyond-last-column",
                "{place} is beyond the last column of a sheet, XFD",
                place = cell_name(row, column)
            ));
        }
        let plain = |text: &str| if are_ours { unix(&with_formulas(text)) } else { unix(text) };
        let mut own = RowCells::default();
        for (column, text) in cells {
            own.insert(column, RawCell::Text(plain(text.trim())));
        }
        many += own.len();
        if many > MOST_CELLS {
            return Err(too_many_cells());
        }
        if row >= MAX_ROWS && !own.is_empty() {
            return Err(message!(
                "workbook.beyond-last-row",
                "row {row} is beyond the last row of a sheet, {last}",
                row = row + 1,
                last = MAX_ROWS
            ));
        }
        sheet.put(row, own);
    }
    if let Some((row, cells)) = last.filter(|_| !has_end) {
        let column = u32::try_from(cells).unwrap_or(u32::MAX).saturating_sub(1);
        return Err(placed(
            cell_name(row, column),
            message!(
                "workbook.open-quotation-mark",
                "this quotation mark is never closed, so all the rest would belong to this cell"
            ),
        ));
    }
    Ok(sheet)
}

/// Counts the empty lines from a place in a text, which is the beginning of a line.
fn empty_lines(text: &str, start: u64) -> u32 {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let before = start.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    let mut rest = text.as_bytes().get(start..).unwrap_or_default();
    if before == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut count = 0;
    while let [b'\r', b'\n', more @ ..] | [b'\r' | b'\n', more @ ..] = rest {
        rest = more;
        count += 1;
    }
    count
}

/// Returns the encoding of UTF-16, by its mark or by the first character.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        [1..=255, 0, 1..=255, 0, ..] => Some(UTF_16LE),
        [0, 1..=255, 0, 1..=255, ..] => Some(UTF_16BE),
        _ => None,
    }
}

fn reader<R: Read>(text: R, separator: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text)
}

/// Returns the separator of the cells, and the text without Excel's line about it. It is the sign
/// with which most rows have the same number of cells, and then the most cells.
fn separator(text: &str) -> (u8, &str) {
    if let Some((sign, rest)) = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'))
        && let [sign @ (b',' | b';' | b'\t')] = sign.trim_end_matches('\r').as_bytes()
    {
        return (*sign, rest);
    }
    let order = |sign: u8| {
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        for record in reader(text.as_bytes(), sign)
            .records()
            .take(SAMPLE)
            .flatten()
            .filter(|record| record.len() > 1)
        {
            *rows.entry(record.len()).or_default() += 1;
        }
        rows.into_iter().map(|(cells, rows)| (rows, cells)).max().unwrap_or_default()
    };
    let sign = [b'\t', b';', b','].into_iter().max_by_key(|sign| order(*sign)).unwrap_or(b',');
    (sign, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_every_encoding() {
        let table = "Tâche\tÉchéance\r\nRéunion; fin\t30/06/2025\r\n";
        let little: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = table.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let semicolons = table.replace(';', ",").replace('\t', ";");
        let western = encoding_rs::WINDOWS_1252.encode(&semicolons).0.into_owned();
        for (bytes, title, notes) in [
            (table.as_bytes().to_vec(), "Réunion; fin", 0),
            ([b"\xef\xbb\xbf", table.as_bytes()].concat(), "Réunion; fin", 0),
            ([&b"\xff\xfe"[..], &little].concat(), "Réunion; fin", 0),
            ([&b"\xfe\xff"[..], &big].concat(), "Réunion; fin", 0),
            (western, "Réunion, fin", 1),
        ] {
            let mut said = Vec::new();
            let sheet = read_csv(&bytes, &mut said).unwrap_or_default();
            let cell = |row, column| sheet.rows.get(&row)?.get(&column)?.text();
            assert_eq!((cell(0, 0), cell(0, 1)), (Some("Tâche"), Some("Échéance")), "{bytes:?}");
            assert_eq!((cell(1, 0), cell(1, 1)), (Some(title), Some("30/06/2025")));
            assert_eq!(said.len(), notes);
        }
        let bare: Vec<u8> = "Task\tDue\nA\tB\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let sheet = read_csv(&bare, &mut Vec::new()).unwrap_or_default();
        assert_eq!(sheet.rows.get(&1).and_then(|cells| cells.get(&1)?.text()), Some("B"));
        assert!(read_csv(&[&b"\xff\xfe"[..], &little, b"x"].concat(), &mut Vec::new()).is_err());
    }

    #[test]
    fn empty_lines_are_rows() {
        for line in ["\n", "\r\n", "\r"] {
            let text = ["", "a,\"b", "c\"", "", "", "d,e", ""].join(line);
            let sheet = read_csv(text.as_bytes(), &mut Vec::new()).unwrap_or_default();
            let rows: Vec<u32> = sheet.rows.keys().copied().collect();
            assert_eq!(rows, [1, 4], "{line:?}");
        }
    }

    #[test]
    fn the_separator_is_what_makes_rows_alike() {
        for (text, sign) in [
            ("a,b,c\n\"x; y; z; w; v\",2,3\n", b','),
            ("Plan; of\na;b;c\n1;x, y, z;3\n", b';'),
            ("a\tb\n1, 2\t3; 4\n", b'\t'),
            ("sep=;\r\na;b\n", b';'),
            ("", b','),
        ] {
            assert_eq!(separator(text).0, sign, "{text}");
        }
    }
}
