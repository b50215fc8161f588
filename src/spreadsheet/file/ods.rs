//! Reads an `.ods` file: a spreadsheet in the OpenDocument format.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::{Message, message};
use crate::spreadsheet::bounded::BoundedReader;
use crate::spreadsheet::positions::{MAX_COLUMNS, MAX_ROWS, cell_name, values};
use crate::spreadsheet::refusal::{
    cut_off, damaged, damaged_or_cut_off, encrypted, nested_too_deep, placed,
};
use crate::spreadsheet::workbook::RawSheet;

use super::ods_attribute::{count, plain};
use super::ods_cell::{OdsCell, OdsValue};
use super::ods_styles::OdsStyles;
use super::parts::ZipParts;
use super::sink::Sink;

/// The most levels of nested tags.
const MOST_DEPTH: usize = 200;

/// Reads all sheets of a spreadsheet.
///
/// # Errors
/// The problem, in one sentence.
pub(super) fn read(mut parts: ZipParts<'_>) -> Result<Vec<RawSheet>, Message> {
    let manifest = parts.read("META-INF/manifest.xml")?;
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(encrypted());
    }
    let mut reader = OdsReader::default();
    for path in ["styles.xml", "content.xml"] {
        let used = match parts.part(path)? {
            Some(part) => reader.part(path, part)?,
            None => continue,
        };
        parts.used(used)?;
    }
    if !reader.is_spreadsheet {
        return Err(message!(
            "workbook.other-open-document",
            "it is an OpenDocument file, but not a spreadsheet: save the table as .ods or .xlsx"
        ));
    }
    Ok(reader.sink.sheets)
}

/// The state of the reader.
#[derive(Default)]
struct OdsReader {
    sink: Sink,
    styles: OdsStyles,
    is_spreadsheet: bool,
    depth: usize,
    /// The depth of a tag whose content does not count: a comment, a drawing.
    skipped: Option<usize>,
    is_in_table: bool,
    /// The default styles of columns: up to which column, and the name.
    columns: Vec<(u32, Option<String>)>,
    /// The current row, how often it is repeated, and its default style.
    row: u32,
    repeated: u32,
    row_style: Option<String>,
    /// The cells of the row: column, how often it is repeated, and the value.
    cells: Vec<(u32, u32, OdsValue)>,
    column: u32,
    cell: Option<OdsCell>,
    /// The signs beside numbers of the sheet, and the place of each.
    marks: HashMap<Vec<String>, usize>,
}

impl OdsReader {
    /// Reads a part, and returns how many bytes it has.
    fn part(&mut self, path: &str, part: impl Read) -> Result<u64, Message> {
        let mut xml = Reader::from_reader(BoundedReader::new(part, u64::MAX));
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            xml.get_mut().begin();
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) => self.start(&tag),
                Ok(Event::End(tag)) => self.end(tag.name().into_inner()),
                Ok(Event::Empty(tag)) => {
                    self.start(&tag).and_then(|()| self.end(tag.name().into_inner()))
                }
                Ok(Event::Text(text)) => self.text(&text.xml10_content()),
                Ok(Event::CData(text)) => self.text(&text.xml10_content()),
                Ok(Event::GeneralRef(name)) => unescape(&format!("&{};", name.xml10_content()))
                    .map_err(damaged)
                    .and_then(|text| self.text(&text)),
                Ok(Event::Eof) => break,
                Ok(_) => Ok(()),
                Err(error) => {
                    let too_long = xml.get_mut().run().too_long();
                    Err(too_long.unwrap_or_else(|| damaged_or_cut_off(error)))
                }
            }
            .map_err(|what| self.said(path, what))?;
        }
        if self.depth > 0 { Err(cut_off()) } else { Ok(xml.buffer_position()) }
    }

    /// A fault with its place.
    fn said(&self, path: &str, what: Message) -> Message {
        match &self.cell {
            Some(_) => {
                let cell = cell_name(self.row, self.column);
                placed(format!("{}!{cell}", self.sink.sheet.name), what)
            }
            // The place of a cell is in the sentence.
            None if self.is_in_table => what,
            None => placed(path, what),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Message> {
        self.sink.record()?;
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(nested_too_deep(MOST_DEPTH));
        }
        if self.skipped.is_some() {
            return Ok(());
        }
        let (name, raw) = (tag.name().into_inner(), tag.attributes_raw());
        if let Some(cell) = &mut self.cell {
            if matches!(name, "office:annotation" | "table:table") || name.starts_with("draw:") {
                self.skipped = Some(self.depth);
                return Ok(());
            }
            return cell.start(name, raw);
        }
        match name {
            "office:spreadsheet" => self.is_spreadsheet = true,
            "table:table" if !self.is_in_table => self.table(raw)?,
            // A table of changes, or a drawing.
            "table:table" | "table:shapes" | "table:tracked-changes" => {
                self.skipped = Some(self.depth);
            }
            "table:table-column" if self.is_in_table => self.columns(raw)?,
            "table:table-row" if self.is_in_table => self.row(raw)?,
            "table:table-cell" | "table:covered-table-cell" if self.is_in_table => {
                self.cell = Some(OdsCell::open(raw)?);
            }
            _ => self.styles.start(name, raw)?,
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Message> {
        if self.skipped == Some(self.depth) {
            self.skipped = None;
            self.depth -= 1;
            return Ok(());
        }
        self.depth = self.depth.saturating_sub(1);
        if self.skipped.is_some() {
            return Ok(());
        }
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.end_cell(cell)?;
                }
            }
            "table:table-row" if self.is_in_table => self.end_row()?,
            "table:table" if self.is_in_table => {
                self.is_in_table = false;
                let mut marks: Vec<_> = std::mem::take(&mut self.marks).into_iter().collect();
                marks.sort_by_key(|(_, at)| *at);
                self.sink.sheet.marks.formats = marks.into_iter().map(|(marks, _)| marks).collect();
                self.sink.end()?;
            }
            name => match &mut self.cell {
                Some(cell) => cell.end(name),
                None => self.styles.end(name),
            },
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Message> {
        match &mut self.cell {
            _ if self.skipped.is_some() => Ok(()),
            Some(cell) => cell.text(text),
            None => self.styles.text(text),
        }
    }

    fn table(&mut self, raw: &str) -> Result<(), Message> {
        let [name, style] = values(raw, ["table:name", "table:style-name"])?;
        self.is_in_table = true;
        (self.row, self.columns) = (0, Vec::new());
        let is_hidden = style.is_some_and(|style| self.styles.hides(style));
        self.sink.begin(plain(name.unwrap_or_default())?, is_hidden)
    }

    fn columns(&mut self, raw: &str) -> Result<(), Message> {
        let [repeated, style, visibility] = values(
            raw,
            ["table:number-columns-repeated", "table:default-cell-style-name", "table:visibility"],
        )?;
        let first = self.columns.last().map_or(0, |(end, _)| *end);
        let end = first.saturating_add(count(repeated)?).min(MAX_COLUMNS);
        if end > first {
            self.columns.push((end, style.map(str::to_owned)));
            if is_unseen(visibility) {
                self.sink.hidden_columns(first, end - 1);
            }
        }
        Ok(())
    }

    fn row(&mut self, raw: &str) -> Result<(), Message> {
        let [repeated, style, visibility] = values(
            raw,
            ["table:number-rows-repeated", "table:default-cell-style-name", "table:visibility"],
        )?;
        self.repeated = count(repeated)?;
        self.row_style = style.map(str::to_owned);
        (self.column, self.cells) = (0, Vec::new());
        let last = self.row.saturating_add(self.repeated - 1).min(MAX_ROWS - 1);
        if is_unseen(visibility) && self.row <= last {
            self.sink.hidden_rows(self.row, last);
        }
        Ok(())
    }

    fn end_cell(&mut self, cell: OdsCell) -> Result<(), Message> {
        let (row, column) = (self.row, self.column);
        let (rows, columns) = cell.span;
        if rows > 1 || columns > 1 {
            let last = (row.saturating_add(rows - 1), column.saturating_add(columns - 1));
            self.sink.merged(((row, column), last))?;
        }
        let at = self.columns.partition_point(|(end, _)| *end <= column);
        let style = cell.style.clone().or_else(|| self.row_style.clone());
        let style = style.or_else(|| self.columns.get(at)?.1.clone());
        let format = style.and_then(|style| self.styles.format(&style));
        let repeated = cell.repeated;
        if let Some(value) = cell.close(format) {
            self.cells.push((column, repeated, value));
        }
        self.column = column.saturating_add(repeated);
        Ok(())
    }

    /// Takes the cells of the row as often as it is repeated. Empty rows take nothing.
    fn end_row(&mut self) -> Result<(), Message> {
        let cells = std::mem::take(&mut self.cells);
        let end = self.row.saturating_add(self.repeated);
        if !cells.is_empty() {
            for row in self.row..end {
                for (first, repeated, value) in &cells {
                    for column in *first..first.saturating_add(*repeated) {
                        self.take(row, column, value)?;
                    }
                }
            }
        }
        self.row = end;
        Ok(())
    }

    fn take(&mut self, row: u32, column: u32, value: &OdsValue) -> Result<(), Message> {
        if value.is_formula {
            self.sink.formula(row, column)?;
        }
        let Some(found) = &value.found else { return Ok(()) };
        self.sink.cell(row, column, found.clone())?;
        if value.is_percent {
            self.sink.sheet.percents.push((row, column));
        }
        if !value.marks.is_empty() {
            let next = self.marks.len();
            let format = match self.marks.get(&value.marks) {
                Some(at) => *at,
                None => *self.marks.entry(value.marks.clone()).or_insert(next),
            };
            self.sink.sheet.marks.places.push((row, column, format));
        }
        Ok(())
    }
}

fn is_unseen(visibility: Option<&str>) -> bool {
    matches!(visibility, Some("collapse" | "filter"))
}
