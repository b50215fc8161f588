//! A sheet as it was understood: its first rows, with what each column became above them.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::toolkit::cut::{cut, padded};
use super::toolkit::table::wrapped;
use super::toolkit::terminal::{Terminal, Tone};
use crate::diagnostic::{Message, message};
use crate::report::{ImportAccount, ImportedRow, UnderstoodColumn, UnderstoodSheet};
use crate::text::clean_line;

/// Columns of the terminal between two columns of the table.
const GAP: usize = 2;

/// How narrow a column of the table may be.
const LEAST: usize = 12;

/// How narrow the column of titles may be.
const LEAST_TITLE: usize = 20;

/// How wide a column of the table may be.
const WIDEST: usize = 36;

/// The columns that are listed below the table.
const MOST_LISTED: usize = 8;

/// Returns for people how the sheets were understood.
pub fn understood_sheets(account: &ImportAccount, source: &str, screen: &Terminal) -> String {
    let mut out = String::new();
    for (number, sheet) in account.understood.iter().enumerate() {
        let heading = message!(
            "import.as-understood",
            "{source}, sheet {sheet}, header row {row}: the first rows, and what each column becomes",
            source = clean_line(source),
            sheet = clean_line(&sheet.sheet),
            row = sheet.header_row
        );
        out += &format!("\n{}\n", wrapped(heading, Tone::Strong, screen));
        let kinds: Vec<String> =
            sheet.rows.iter().map(|(row, _)| kind(account.became(number, *row))).collect();
        out += &SheetTable::new(sheet, kinds).shown(screen);
    }
    let more = account.sheets.len().saturating_sub(account.understood.len());
    if more > 0 {
        let line = message!(
            "import.more-sheets-alike",
            "{more#1 more sheet|# more sheets} with the same header row",
            more
        );
        out += &format!("\n{}", wrapped(line, Tone::Plain, screen));
    }
    out
}

/// What a row became, unless it is an activity.
fn kind(became: Option<ImportedRow>) -> String {
    let word = match became {
        None | Some(ImportedRow::Activity) => return String::new(),
        Some(ImportedRow::Priority) => message!("import.row-priority", "priority"),
        Some(ImportedRow::Milestone) => message!("import.row-milestone", "milestone"),
        Some(ImportedRow::Continuation) => message!("import.row-continuation", "continued"),
        Some(ImportedRow::RepeatedHeader) => message!("import.row-header", "header"),
        Some(ImportedRow::Total) => message!("import.row-total", "total"),
        Some(ImportedRow::Empty) => message!("import.row-empty", "empty"),
        Some(ImportedRow::Skipped) => message!("import.row-skipped", "skipped"),
    };
    word.to_string()
}

/// What a column is for. The most important ones are shown first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ColumnUse {
    Title,
    People,
    Time,
    State,
    Money,
    Text,
    LeftOut,
}

impl ColumnUse {
    fn of(key: &str) -> Self {
        match key {
            "title" | "priority" => ColumnUse::Title,
            "owners" | "partners" | "contact" | "contact.email" => ColumnUse::People,
            "start" | "due" | "timeline" | "ticks" | "forecast" => ColumnUse::Time,
            "status" | "progress" | "completed" => ColumnUse::State,
            "ignore" => ColumnUse::LeftOut,
            key if key.starts_with("budget") => ColumnUse::Money,
            _ => ColumnUse::Text,
        }
    }

    fn style(self) -> Style {
        let color = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
        match self {
            ColumnUse::Title => Style::new().bold(),
            ColumnUse::People => color(AnsiColor::Cyan),
            ColumnUse::Time => color(AnsiColor::Yellow),
            ColumnUse::State => color(AnsiColor::Green),
            ColumnUse::Money => color(AnsiColor::Magenta),
            ColumnUse::Text => Style::new(),
            ColumnUse::LeftOut => Style::new().dimmed(),
        }
    }
}

fn painted(text: &str, style: Style, screen: &Terminal) -> String {
    match screen.color && style != Style::new() && !text.is_empty() {
        true => format!("{style}{text}{style:#}"),
        false => text.to_owned(),
    }
}

/// A column of the table: its use, and its lines from the top.
struct TableColumn {
    r#use: ColumnUse,
    key: String,
    heading: String,
    cells: Vec<String>,
}

impl TableColumn {
    fn new(at: usize, column: &UnderstoodColumn, sheet: &UnderstoodSheet) -> Self {
        let r#use = ColumnUse::of(column.key);
        let key = match r#use {
            ColumnUse::LeftOut => message!("import.left-out", "(left out)").to_string(),
            _ => column.key.to_owned(),
        };
        let cell = |row: &Vec<String>| clean_line(row.get(at).map_or("", String::as_str)).into();
        TableColumn {
            r#use,
            key,
            heading: clean_line(&column.heading).into(),
            cells: sheet.rows.iter().map(|(_, row)| cell(row)).collect(),
        }
    }

    fn natural(&self) -> usize {
        let heads = [&self.key, &self.heading].into_iter();
        heads.chain(&self.cells).map(|text| text.width()).max().unwrap_or(0)
    }

    /// `Budget code → (left out): X-12`
    fn line(&self) -> Message {
        match self.cells.iter().find(|cell| !cell.is_empty()) {
            Some(sample) => message!(
                "import.column-with-sample",
                "{heading} → {key}: {sample}",
                heading = &self.heading,
                key = &self.key,
                sample
            ),
            None => message!(
                "import.column-without-sample",
                "{heading} → {key}",
                heading = &self.heading,
                key = &self.key
            ),
        }
    }
}

/// A row of the table: its number, what it became, and its text if it has one alone.
struct TableRow {
    number: String,
    kind: String,
    heading: Option<String>,
}

impl TableRow {
    fn new(number: u32, cells: &[String], kind: String) -> Self {
        let mut texts = cells.iter().filter(|cell| !cell.is_empty());
        let heading = match (texts.next(), texts.next()) {
            (Some(text), None) if !kind.is_empty() => Some(clean_line(text).into_owned()),
            _ => None,
        };
        TableRow { number: number.to_string(), kind, heading }
    }
}

/// The first rows of a sheet.
struct SheetTable {
    rows: Vec<TableRow>,
    columns: Vec<TableColumn>,
}

impl SheetTable {
    fn new(sheet: &UnderstoodSheet, kinds: Vec<String>) -> Self {
        let columns = sheet.columns.iter().enumerate();
        let rows = sheet.rows.iter().zip(kinds);
        SheetTable {
            rows: rows.map(|((row, cells), kind)| TableRow::new(*row, cells, kind)).collect(),
            columns: columns.map(|(at, column)| TableColumn::new(at, column, sheet)).collect(),
        }
    }

    fn shown(&self, screen: &Terminal) -> String {
        let width = screen.columns();
        let side = |text: fn(&TableRow) -> &String| {
            self.rows.iter().map(|row| text(row).width()).max().unwrap_or(0)
        };
        let (numbers, kinds) = (side(|row| &row.number), side(|row| &row.kind));
        let left = GAP + numbers + if kinds > 0 { 1 + kinds } else { 0 };
        let widths = self.fit(width.saturating_sub(left));
        let is_table = widths.iter().flatten().count() > 1 || self.columns.len() == 1;
        let mut out = String::new();
        if is_table {
            let blank = " ".repeat(left);
            out +=
                &self.line(&blank, &widths, screen, &|column| (&column.key, column.r#use.style()));
            let faint = Style::new().dimmed();
            out += &self.line(&blank, &widths, screen, &|column| (&column.heading, faint));
            for (number, row) in self.rows.iter().enumerate() {
                let side = format!("{}{:>numbers$} {}", " ".repeat(GAP), row.number, row.kind);
                let side = padded(&side, left);
                if let Some(heading) = &row.heading {
                    let text = cut(heading, width.saturating_sub(left + GAP));
                    let text = screen.paint(Tone::Strong, &text);
                    out += &format!("{side}{}{text}\n", " ".repeat(GAP));
                    continue;
                }
                out += &self.line(&side, &widths, screen, &|column| {
                    let cell = column.cells.get(number).map_or("", String::as_str);
                    (cell, column.r#use.style())
                });
            }
        }
        out + &self.listed(&widths, is_table, screen)
    }

    /// A line of the table: each text in its style.
    fn line<'t>(
        &'t self,
        side: &str,
        widths: &[Option<usize>],
        screen: &Terminal,
        cell: &dyn Fn(&'t TableColumn) -> (&'t str, Style),
    ) -> String {
        let mut line = side.to_owned();
        for (column, width) in self.columns.iter().zip(widths) {
            let Some(width) = width else { continue };
            let (text, style) = cell(column);
            let text = cut(text, *width);
            let space = " ".repeat(width.saturating_sub(text.width()));
            line += &format!("{}{}{space}", " ".repeat(GAP), painted(&text, style, screen));
        }
        format!("{}\n", line.trim_end())
    }

    /// The columns that are not in the table, in words.
    fn listed(&self, widths: &[Option<usize>], is_table: bool, screen: &Terminal) -> String {
        let width = screen.columns();
        let is_left = |(_, width): &(&TableColumn, &Option<usize>)| !is_table || width.is_none();
        let left: Vec<&TableColumn> =
            self.columns.iter().zip(widths).filter(is_left).map(|(column, _)| column).collect();
        let most = if is_table { MOST_LISTED } else { 2 * MOST_LISTED };
        let mut out = String::new();
        if is_table && !left.is_empty() {
            let line = message!(
                "import.columns-without-room",
                "and {count#1 more column|# more columns}:",
                count = left.len()
            );
            out += &format!("{}{}\n", " ".repeat(GAP), line);
        }
        for column in left.iter().take(most) {
            let text = cut(&column.line().to_string(), width.saturating_sub(2 * GAP));
            out += &format!(
                "{}{}\n",
                " ".repeat(2 * GAP),
                painted(&text, column.r#use.style(), screen)
            );
        }
        if left.len() > most {
            let line =
                message!("import.columns-unlisted", "and {more} more", more = left.len() - most);
            out += &format!("{}{line}\n", " ".repeat(2 * GAP));
        }
        out
    }

    /// How wide each column is; the most important ones have room first.
    fn fit(&self, room: usize) -> Vec<Option<usize>> {
        let natural: Vec<usize> =
            self.columns.iter().map(|column| column.natural().clamp(1, WIDEST)).collect();
        let mut widths: Vec<Option<usize>> = vec![None; natural.len()];
        let mut order: Vec<usize> = (0..natural.len()).collect();
        order.sort_by_key(|at| self.columns.get(*at).map(|column| column.r#use));
        let mut free = room;
        for at in order {
            let (Some(own), Some(natural)) = (widths.get_mut(at), natural.get(at)) else {
                continue;
            };
            let is_title = self.columns.get(at).is_some_and(|own| own.r#use == ColumnUse::Title);
            let least = (*natural).min(if is_title { LEAST_TITLE } else { LEAST });
            if free < least + GAP {
                break;
            }
            *own = Some(least);
            free -= least + GAP;
        }
        // What is left goes to the columns that want more, one by one.
        while free > 0 {
            let before = free;
            for (own, natural) in widths.iter_mut().zip(&natural) {
                if let Some(own) = own.as_mut().filter(|own| **own < *natural && free > 0) {
                    *own += 1;
                    free -= 1;
                }
            }
            if before == free {
                break;
            }
        }
        widths
    }
}
