//! The content of a part of a workbook, as the tokenizer of its later reader sees it. Parts that
//! would be read in another way, or take too much memory or time, are refused.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::bounded::{BoundedReader, MOST_RUN, too_long};
use super::cell_value::CellValue;
use super::positions::{
    MAX_COLUMNS, MAX_ROWS, beyond, cell_name, in_order, is_true, place, range, row_number, values,
};

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

/// The most places of a sheet in which cells are merged.
pub(super) const MOST_MERGED: usize = 100_000;

/// Two cells, or the first and the last row or column, from 0.
pub(super) type CellRange = ((u32, u32), (u32, u32));

/// A part of a workbook, as far as it is known.
#[derive(Debug, Default)]
pub(super) struct WorkbookPart {
    /// The number of bytes after unpacking.
    pub length: u64,
    /// The relations, as they are written: id, kind, target.
    pub relations: Vec<[String; 3]>,
    /// The sheets: name, state, id of the relation, as they are written.
    pub sheets: Vec<[String; 3]>,
    /// Cells that are merged, from the first to the last.
    pub merged: Vec<CellRange>,
    /// Rows and columns that are not shown, from one to another.
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u32, u32)>,
}

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
) -> Result<Option<WorkbookPart>, String> {
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
            Ok(Event::Start(tag)) => look.start(&tag).map_err(|what| look.said(&what))?,
            Ok(Event::End(tag)) => {
                look.end(local(tag.name().into_inner())).map_err(|what| look.said(&what))?;
            }
            Ok(Event::Empty(tag)) => {
                look.start(&tag)
                    .and_then(|()| look.end(local(tag.name().into_inner())))
                    .map_err(|what| look.said(&what))?;
            }
            Ok(Event::Text(text)) if look.depth == 0 && !text.trim_ascii().is_empty() => {
                return Err(look.said("there is text before its first tag"));
            }
            Ok(Event::Eof) => break,
            Ok(event) if look.value.is_open => look
                .count()
                .and_then(|()| look.value.piece(&event))
                .map_err(|what| look.said(&what))?,
            Ok(_) => look.count().map_err(|what| look.said(&what))?,
            Err(_) if xml.get_ref().is_over() => return Ok(None),
            Err(error) => {
                let too_long = xml.get_mut().run().too_long();
                return Err(
                    look.said(&too_long.unwrap_or_else(|| format!("it is damaged: {error}")))
                );
            }
        }
    }
    if look.depth > 0 {
        return Err(look.said("it is cut off"));
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
    fn said(&self, what: &str) -> String {
        let sign = if what.starts_with("is ") { "" } else { ":" };
        match self.cell {
            Some((row, column)) => format!("{}!{}{sign} {what}", self.name, cell_name(row, column)),
            None if self.is_sheet => format!("the sheet `{}`: {what}", self.name),
            None => format!("{}: {what}", self.name),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
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
        } else if self.is_among_cells && prefix(whole, name) != self.prefix {
            return Err("there is a tag of another kind among its cells".to_owned());
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
    fn misplaced(&mut self) -> Result<(), String> {
        if *self.tags > MOST_TAGS {
            return Err(format!("up to here it has more than {MOST_TAGS} tags"));
        }
        if self.depth > MOST_DEPTH {
            return Err(format!("tags are nested more than {MOST_DEPTH} deep"));
        }
        if self.leaf.is_some() {
            return Err("there is a tag inside a text".to_owned());
        }
        if self.depth == 1 && std::mem::replace(&mut self.has_root, true) {
            return Err("it is damaged: it has two first tags".to_owned());
        }
        Ok(())
    }

    /// Checks a tag that is neither a row nor a cell, nor inside a cell.
    fn other(&mut self, name: &str, raw: &str, whole: &str) -> Result<(), String> {
        if let Some(entries) =
            ENTRIES.iter().position(|own| *own == name).and_then(|at| self.entries.get_mut(at))
        {
            *entries += 1;
            if *entries > MOST_ENTRIES {
                return Err(format!("it has more than {MOST_ENTRIES} tags `{name}`"));
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
                    return Err(format!("its cells share more than {MOST_SHARED} texts"));
                }
            }
            "sst" => {
                let [count] = values(raw, ["uniqueCount"])?;
                if count.is_some_and(|count| {
                    count.parse::<usize>().ok().is_none_or(|count| count > MOST_SHARED)
                }) {
                    return Err(format!(
                        "it says that its cells share more than {MOST_SHARED} texts"
                    ));
                }
            }
            "sheetData" if std::mem::replace(&mut self.has_cells, true) => {
                return Err("its cells are there twice".to_owned());
            }
            "sheetData" => self.is_among_cells = true,
            "workbookPr" if self.depth != 2 || prefix(whole, name) != self.prefix => {
                let [first_day] = values(raw, ["date1904"])?;
                first_day.map_or(Ok(()), |_| {
                    Err("its date system is set in an unexpected place".to_owned())
                })?;
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
                return Err(format!("a format in it takes more than {MOST_FORMAT} bytes"));
            }
            "Relationship" => {
                let [Some(id), Some(kind), Some(target)] = values(raw, ["Id", "Type", "Target"])?
                else {
                    return Err("it is damaged: a relation in it leads nowhere".to_owned());
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

    fn end(&mut self, name: &str) -> Result<(), String> {
        self.depth = self.depth.saturating_sub(1);
        if let Some(begun) = self.leaf.take() {
            self.text += self.at - begun;
            if self.text > MOST_TEXT {
                return Err(too_long());
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
    fn count(&self) -> Result<(), String> {
        if self.leaf.is_some_and(|begun| self.at - begun > MOST_RUN) {
            Err(too_long())
        } else {
            Ok(())
        }
    }

    fn row(&mut self, raw: &str) -> Result<(), String> {
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

    fn cell(&mut self, raw: &str) -> Result<(), String> {
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
            Err("is beyond the last cell of a sheet, XFD1048576".to_owned())
        }
    }

    fn merged(&mut self, raw: &str) -> Result<(), String> {
        let [cells] = values(raw, ["ref"])?;
        let Some(text) = cells else { return Ok(()) };
        let (one, other) = range(text).ok_or_else(|| beyond(text))?;
        self.part.merged.push((
            (one.0.min(other.0), one.1.min(other.1)),
            (one.0.max(other.0), one.1.max(other.1)),
        ));
        self.cell = None;
        if self.part.merged.len() > MOST_MERGED {
            Err(format!("cells are merged in more than {MOST_MERGED} places"))
        } else {
            Ok(())
        }
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
