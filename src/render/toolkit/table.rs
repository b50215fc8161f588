//! A grid as a table that fits the terminal.

use comfy_table::{
    Attribute, Cell as TableCell, CellAlignment, Color, ColumnConstraint, ContentArrangement,
    Table, TableStyle, Width,
};
use unicode_width::UnicodeWidthStr;

use crate::diagnostic::Message;
use crate::render::Terminal;
use crate::render::toolkit::grid::{Align, Grid, GridCell, GridColumn};
use crate::render::toolkit::terminal::Tone;

/// Columns between two columns.
const GAP: usize = 2;

/// The most columns to which a cell is padded in a pipe: one long title must not fill the memory
/// with spaces.
const WIDEST: usize = 240;

impl Grid {
    /// As a table: within the screen's width, or plain and full where there is none.
    pub(crate) fn table(&self, screen: &Terminal) -> String {
        let titles = self.has_titles().then(|| self.titles());
        self.rows_as_table(titles.as_deref(), &self.rows, &self.natural_widths(), screen)
    }

    /// Returns a table with a heading above each group of rows. The columns are equally
    /// wide in all groups.
    pub(crate) fn grouped_table(
        &self,
        groups: &[(String, Tone, usize)],
        screen: &Terminal,
    ) -> String {
        let widths = self.natural_widths();
        let mut out = self.rows_as_table(Some(&self.titles()), &[], &widths, screen);
        let mut rest = self.rows.as_slice();
        for (heading, tone, many) in groups {
            let (rows, others) = rest.split_at_checked(*many).unwrap_or((rest, &[]));
            rest = others;
            out += &screen.paint(*tone, heading);
            out += "\n";
            out += &self.rows_as_table(None, rows, &widths, screen);
        }
        out
    }

    fn rows_as_table(
        &self,
        titles: Option<&[GridCell]>,
        rows: &[Vec<GridCell>],
        natural: &[usize],
        screen: &Terminal,
    ) -> String {
        match screen.width {
            Some(width) => self.fitted(titles, rows, natural, screen, width),
            None => self.plain(titles, rows, natural, screen),
        }
    }

    fn has_titles(&self) -> bool {
        self.columns.iter().any(|column| !column.title.is_empty())
    }

    fn titles(&self) -> Vec<GridCell> {
        self.columns
            .iter()
            .map(|column| GridCell::toned(column.title.clone(), Tone::Faint))
            .collect()
    }

    fn natural_widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> =
            self.columns.iter().map(|column| column.title.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.text.width());
            }
        }
        widths
    }

    /// One line a row, however long. A text that is wider than its column may be takes the room it
    /// needs, and no other row is padded for it.
    fn plain(
        &self,
        titles: Option<&[GridCell]>,
        rows: &[Vec<GridCell>],
        natural: &[usize],
        screen: &Terminal,
    ) -> String {
        let widths: Vec<usize> = natural.iter().map(|&width| width.min(WIDEST)).collect();
        let mut out = String::with_capacity(
            (rows.len() + 1) * (widths.iter().sum::<usize>() + GAP * widths.len()),
        );
        for row in titles.into_iter().chain(rows.iter().map(Vec::as_slice)) {
            let before = out.len();
            for ((cell, column), &width) in row.iter().zip(&self.columns).zip(&widths) {
                let space = " ".repeat(width.saturating_sub(cell.text.width()));
                let text = screen.paint(cell.tone, &cell.text);
                match column.align {
                    Align::Left => out.extend([&*text, &space, "  "]),
                    Align::Right => out.extend([&*space, &text, "  "]),
                }
            }
            out.truncate(before + out.get(before..).map_or(0, |line| line.trim_end().len()));
            out.push('\n');
        }
        out
    }

    fn fitted(
        &self,
        titles: Option<&[GridCell]>,
        rows: &[Vec<GridCell>],
        natural: &[usize],
        screen: &Terminal,
        width: usize,
    ) -> String {
        let mut natural = natural.to_vec();
        for (width, column) in natural.iter_mut().zip(&self.columns) {
            *width = column.max.map_or(*width, |max| max.min(*width));
        }
        let layout = fit(&self.columns, &natural, width);
        let mut table = Table::new();
        table.load_style(TableStyle::new()).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        if screen.color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        let styled = |cell: &GridCell| {
            let mut styled = TableCell::new(&cell.text);
            match cell.tone {
                Tone::Strong => styled = styled.add_attribute(Attribute::Bold),
                Tone::Faint => styled = styled.add_attribute(Attribute::Dim),
                Tone::Good => styled = styled.fg(Color::DarkGreen),
                Tone::Warning => styled = styled.fg(Color::DarkYellow),
                Tone::Bad => styled = styled.fg(Color::DarkRed),
                Tone::Plain => {}
            }
            styled
        };
        let shown = |row: &[GridCell]| -> Vec<TableCell> {
            layout.iter().filter_map(|&(at, _)| row.get(at)).map(styled).collect()
        };
        if let Some(titles) = titles {
            table.set_header(shown(titles));
        }
        table.add_rows(rows.iter().map(|row| shown(row)));
        for (number, &(at, width)) in layout.iter().enumerate() {
            let Some(column) = table.column_mut(number) else { continue };
            column.set_padding((0, GAP as u16));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed((width + GAP) as u16)));
            if self.columns.get(at).is_some_and(|column| column.align == Align::Right) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }
}

/// A text on as many lines as the screen needs.
pub(crate) fn wrapped(text: impl Into<String>, tone: Tone, screen: &Terminal) -> String {
    Grid {
        columns: vec![GridColumn::left("").wrapped(1)],
        rows: vec![vec![GridCell::toned(text, tone)]],
    }
    .table(screen)
}

/// Short pieces one after the other, on as many lines as the screen needs, each line indented.
pub(crate) fn flow(pieces: &[(Message, Tone)], indent: usize, screen: &Terminal) -> String {
    const BETWEEN: &str = " · ";
    let mut out = String::new();
    let mut column = 0;
    for (text, tone) in pieces {
        let text = text.to_string();
        let width = text.width();
        if column > 0 && screen.width.is_some_and(|limit| column + BETWEEN.width() + width > limit)
        {
            out.push('\n');
            column = 0;
        }
        if column == 0 {
            out += &" ".repeat(indent);
            column = indent;
        } else {
            out += BETWEEN;
            column += BETWEEN.width();
        }
        out += &screen.paint(*tone, &text);
        column += width;
    }
    if column > 0 {
        out.push('\n');
    }
    out
}

/// Which columns are shown, and how wide: those that can be wrapped give way first, then the most
/// dispensable ones go.
fn fit(columns: &[GridColumn], natural: &[usize], width: usize) -> Vec<(usize, usize)> {
    let min = |at: usize| {
        let (column, natural) = (columns.get(at), natural.get(at).copied().unwrap_or(0));
        column.and_then(|column| column.min).map_or(natural, |min| min.min(natural))
    };
    let total = |kept: &[usize], width_of: &dyn Fn(usize) -> usize| {
        kept.iter().map(|&at| width_of(at) + GAP).sum::<usize>()
    };
    let mut kept: Vec<usize> = (0..columns.len()).collect();
    while kept.len() > 1 && total(&kept, &min) > width {
        let rank = |&&at: &&usize| (columns.get(at).map_or(0, |column| column.dispensable), at);
        let Some(&most) = kept.iter().max_by_key(rank) else { break };
        kept.retain(|&at| at != most);
    }
    let mut room = width.saturating_sub(total(&kept, &min));
    let mut widths: Vec<(usize, usize)> = kept.iter().map(|&at| (at, min(at))).collect();
    // What is left goes to the columns that want more, the same to each.
    while room > 0 {
        let wanting =
            |(at, width): &(usize, usize)| natural.get(*at).is_some_and(|natural| width < natural);
        let share = room / widths.iter().filter(|column| wanting(column)).count().max(1);
        let mut given = 0;
        for column in widths.iter_mut().filter(|column| wanting(column)) {
            let more = natural
                .get(column.0)
                .map_or(0, |natural| natural - column.1)
                .min(share.max(1))
                .min(room - given);
            column.1 += more;
            given += more;
        }
        if given == 0 {
            break;
        }
        room -= given;
    }
    if let [(_, only)] = widths.as_mut_slice() {
        *only = (*only).min(width.saturating_sub(GAP)).max(1);
    }
    widths
}

#[cfg(test)]
mod tests;
