//! The content of a part of a workbook, as the tokenizer of its later reader sees it. Parts that
//! would be read in another way, or take too much memory or time, are refused.

use super::bounds::{MOST_MERGED, MOST_RUN};
use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::bounded::BoundedReader;
use super::cell_value::CellValue;
use super::positions::{
    MAX_COLUMNS, MAX_ROWS, beyond, cell_name, in_order, is_true, place, range, row_number, values,
};
use super::refusal::{
    beyond_last_cell, damaged, declares_too_many_texts, format_too_long, in_sheet,
    merged_too_often, misplaced_date_system, nested_too_deep, placed, relation_to_nowhere,
    tag_of_another_kind, text_before_first_tag, text_too_long, too_many_entries,
    too_many_shared_texts, too_many_tags,
};
use super::workbook_part::WorkbookPart;
use crate::diagnostic::{Message, message};

/// The most bytes of a text in all of its runs, each of which may have its own font.
const MOST_TEXT: u64 = 8 << 20;

/// The most tags of all parts together: ten million cells take some 30 million.
const MOST_TAGS: usize = 50_000_000;

/// The most levels of nested tags. A workbook has about ten.
const MOST_DEPTH: usize = 100;

/// The most texts that cells share.
const MOST_SHARED: usize = 4_000_000;

/// The most fonts, formats, sheets, names and the like: spreadsheets have 65,490 formats of two
/// kinds.
const MOST_ENTRIES: usize = 131_072;
const ENTRIES: [&str; 9] =
    ["font", "fill", "border", "xf", "numFmt", "Relationship", "sheet", "definedName", "col"];

/// The most bytes of the name of a font, or of the format of a number. Each cell format has a copy.
const MOST_FORMAT: usize = 1 << 10;

/// Inspects a part of up to `most` bytes; `None` if it has more. `name` is that of the sheet or the
/// part; `tags` counts the tags of all parts.
///
/// # Errors
/// The problem, in one sentence.
pub(super) fn inspect(
    file: impl Read,
    most: u64,
    name: &str,
    is_sheet: bool,
    tags: &mut usize,
) -> Result<Option<WorkbookPart>, Message> {
    let mut xml = Reader::from_reader(BoundedReader::new(file, most));
    let mut look = PartInspector {
        name,
        is_sheet,
        tags,
        part: WorkbookPart::default(),
        at: 0,
        depth: 0,
        has_root: false,
        has_cells: false,
        leaf: None,
        text: 0,
        shared: 0,
        entries: [0; ENTRIES.len()],
        row: 0,
        column: 0,
        cell: None,
        prefix: String::new(),
        is_among_cells: false,
        value: CellValue::default(),
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        xml.get_mut().begin();
        let event = xml.read_event_into(&mut buffer);
        look.at = xml.buffer_position();
        match event {
            Ok(Event::Start(tag)) => look.start(&tag).map_err(|what| look.said(what))?,
            Ok(Event::End(tag)) => {
                look.end(local(tag.name().into_inner())).map_err(|what| look.said(what))?;
            }
            Ok(Event::Empty(tag)) => {
                look.start(&tag)
                    .and_then(|()| look.end(local(tag.name().into_inner())))
                    .map_err(|what| look.said(what))?;
            }
            Ok(Event::Text(text)) if look.depth == 0 && !text.trim_ascii().is_empty() => {
                return Err(look.said(text_before_first_tag()));
            }
            Ok(Event::Eof) => break,
            Ok(event) if look.value.is_open => look
                .count()
                .and_then(|()| look.value.piece(&event))
                .map_err(|what| look.said(what))?,
            Ok(_) => look.count().map_err(|what| look.said(what))?,
            Err(_) if xml.get_ref().is_over() => return Ok(None),
            Err(error) => {
                let too_long = xml.get_mut().run().too_long();
                return Err(look.said(too_long.unwrap_or_else(|| damaged(error))));
            }
        }
    }
    if look.depth > 0 {
        return Err(look.said(message!("workbook.part-cut-off", "it is cut off")));
    }
    look.part.length = xml.buffer_position();
    Ok(Some(look.part))
}

/// The state of the inspection of a part.
struct PartInspector<'l> {
    name: &'l str,
    is_sheet: bool,
    tags: &'l mut usize,
    part: WorkbookPart,
    /// How far it was read.
    at: u64,
    depth: usize,
    has_root: bool,
    has_cells: bool,
    /// The beginning of the current text, in `t`, `v`, `f` or `definedName`, and the size of all
    /// texts of the cell.
    leaf: Option<u64>,
    text: u64,
    shared: usize,
    entries: [usize; ENTRIES.len()],
    /// The next cell, as long as none says where it is, and the last one.
    row: u32,
    column: u32,
    cell: Option<(u32, u32)>,
    /// The prefix of the first tag, and whether the rows are being read.
    prefix: String,
    is_among_cells: bool,
    /// The value of the current cell.
    value: CellValue,
}

impl PartInspector<'_> {
    /// A fault with its place.
    fn said(&self, what: Message) -> Message {
        match self.cell {
            // The place is in the sentence.
            Some((row, column)) if row >= MAX_ROWS || column >= MAX_COLUMNS => what,
            Some((row, column)) => placed(self.place(row, column), what),
            None if self.is_sheet => in_sheet(self.name, what),
            None => placed(self.name, what),
        }
    }

    fn place(&self, row: u32, column: u32) -> String {
        format!("{}!{}", self.name, cell_name(row, column))
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Message> {
        *self.tags += 1;
        self.depth += 1;
        if *self.tags > MOST_TAGS
            || self.depth > MOST_DEPTH
            || self.leaf.is_some()
            || self.depth == 1
        {
            self.misplaced()?;
        }
        let raw = tag.attributes_raw();
        let whole = tag.name().into_inner();
        let name = local(whole);
        if self.depth == 1 {
            self.prefix = prefix(whole, name).to_owned();
        } else if self.is_among_cells
            && !(whole.len() == name.len() && self.prefix.is_empty())
            && prefix(whole, name) != self.prefix
        {
            return Err(tag_of_another_kind());
        }
        // Tags that come by the million are checked first.
        match name {
            "c" => self.cell(raw),
            "v" => {
                self.leaf = Some(self.at);
                self.value.open()
            }
            "t" => {
                self.leaf = Some(self.at);
                Ok(())
            }
            "row" => self.row(raw),
            name => self.other(name, raw, whole),
        }
    }

    /// Checks whether a tag is allowed here.
    fn misplaced(&mut self) -> Result<(), Message> {
        if *self.tags > MOST_TAGS {
            return Err(too_many_tags(MOST_TAGS));
        }
        if self.depth > MOST_DEPTH {
            return Err(nested_too_deep(MOST_DEPTH));
        }
        if self.leaf.is_some() {
            return Err(message!("workbook.tag-inside-text", "there is a tag inside a text"));
        }
        if self.depth == 1 && std::mem::replace(&mut self.has_root, true) {
            return Err(message!(
                "workbook.two-first-tags",
                "it is damaged: it has two first tags"
            ));
        }
        Ok(())
    }

    /// Checks a tag that is neither a row nor a cell, nor inside a cell.
    fn other(&mut self, name: &str, raw: &str, whole: &str) -> Result<(), Message> {
        if let Some(entries) =
            ENTRIES.iter().position(|own| *own == name).and_then(|at| self.entries.get_mut(at))
        {
            *entries += 1;
            if *entries > MOST_ENTRIES {
                return Err(too_many_entries(MOST_ENTRIES, name));
            }
        }
        if matches!(name, "f" | "definedName") {
            self.leaf = Some(self.at);
        }
        match name {
            "is" => {
                self.text = 0;
                self.value.inline()?;
            }
            "f" => {
                let [kind, cells] = values(raw, ["t", "ref"])?;
                if let Some(cells) = cells.filter(|_| kind == Some("shared")) {
                    in_order(cells)?;
                }
            }
            "si" => {
                (self.text, self.shared) = (0, self.shared + 1);
                if self.shared > MOST_SHARED {
                    return Err(too_many_shared_texts(MOST_SHARED));
                }
            }
            "sst" => {
                let [count] = values(raw, ["uniqueCount"])?;
                if count.is_some_and(|count| {
                    count.parse::<usize>().ok().is_none_or(|count| count > MOST_SHARED)
                }) {
                    return Err(declares_too_many_texts(MOST_SHARED));
                }
            }
            "sheetData" if std::mem::replace(&mut self.has_cells, true) => {
                return Err(message!("workbook.cells-twice", "its cells are there twice"));
            }
            "sheetData" => self.is_among_cells = true,
            "workbookPr" if self.depth != 2 || prefix(whole, name) != self.prefix => {
                let [first_day] = values(raw, ["date1904"])?;
                first_day.map_or(Ok(()), |_| Err(misplaced_date_system()))?;
            }
            "dimension" => {
                let [cells] = values(raw, ["ref"])?;
                cells.map_or(Ok(()), in_order)?;
            }
            "mergeCell" => self.merged(raw)?,
            "col" => {
                let [first, last, hidden] = values(raw, ["min", "max", "hidden"])?;
                let number = |text: Option<&str>| {
                    text.and_then(|text| text.parse::<u32>().ok()?.checked_sub(1))
                };
                if let (Some(first), Some(last), true) =
                    (number(first), number(last), is_true(hidden))
                {
                    self.part.hidden_columns.push((first, last));
                }
            }
            "name" | "numFmt" if raw.len() > MOST_FORMAT => {
                return Err(format_too_long(MOST_FORMAT));
            }
            "Relationship" => {
                let [Some(id), Some(kind), Some(target)] = values(raw, ["Id", "Type", "Target"])?
                else {
                    return Err(relation_to_nowhere());
                };
                self.part.relations.push([id, kind, target].map(str::to_owned));
            }
            "sheet" => self.part.sheets.push(
                values(raw, ["name", "state", "id"])?.map(|text| text.unwrap_or("").to_owned()),
            ),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Message> {
        self.depth = self.depth.saturating_sub(1);
        if let Some(begun) = self.leaf.take() {
            self.text += self.at - begun;
            if self.text > MOST_TEXT {
                return Err(text_too_long());
            }
        }
        match name {
            "row" => (self.row, self.column) = (self.row + 1, 0),
            "c" => {
                self.column += 1;
                self.value.end()?;
            }
            "v" => self.value.is_open = false,
            "sheetData" => (self.cell, self.is_among_cells) = (None, false),
            _ => {}
        }
        Ok(())
    }

    /// Checks the length of the current text.
    fn count(&self) -> Result<(), Message> {
        if self.leaf.is_some_and(|begun| self.at - begun > MOST_RUN) {
            Err(text_too_long())
        } else {
            Ok(())
        }
    }

    fn row(&mut self, raw: &str) -> Result<(), Message> {
        let [number, hidden] = values(raw, ["r", "hidden"])?;
        if let Some(number) = number {
            self.row = row_number(number).ok_or_else(|| beyond(number))?;
        }
        if is_true(hidden) {
            match self.part.hidden_rows.last_mut() {
                Some((_, last)) if *last + 1 == self.row => *last = self.row,
                _ => self.part.hidden_rows.push((self.row, self.row)),
            }
        }
        Ok(())
    }

    fn cell(&mut self, raw: &str) -> Result<(), Message> {
        let [name, kind] = values(raw, ["r", "t"])?;
        self.value = CellValue::of(kind);
        let (row, column) = match name {
            Some(name) => place(name).ok_or_else(|| beyond(name))?,
            None => (self.row, self.column),
        };
        (self.column, self.cell, self.text) = (column, Some((row, column)), 0);
        if row < MAX_ROWS && column < MAX_COLUMNS {
            Ok(())
        } else {
            Err(beyond_last_cell(self.place(row, column)))
        }
    }

    fn merged(&mut self, raw: &str) -> Result<(), Message> {
        let [cells] = values(raw, ["ref"])?;
        let Some(text) = cells else { return Ok(()) };
        let (one, other) = range(text).ok_or_else(|| beyond(text))?;
        self.part.merged.push((
            (one.0.min(other.0), one.1.min(other.1)),
            (one.0.max(other.0), one.1.max(other.1)),
        ));
        self.cell = None;
        if self.part.merged.len() > MOST_MERGED { Err(merged_too_often()) } else { Ok(()) }
    }
}

/// Returns the name of a tag without its prefix.
fn local(name: &str) -> &str {
    name.bytes().position(|byte| byte == b':').and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// Returns the prefix of a tag.
fn prefix<'t>(whole: &'t str, local: &str) -> &'t str {
    whole.get(..whole.len() - local.len()).unwrap_or("")
}
