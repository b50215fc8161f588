//! A grid as a table that fits the terminal.

mod fit;
mod held;

use comfy_table::{
    Attribute, Cell as TableCell, CellAlignment, Color, ColumnConstraint, ContentArrangement,
    Table, TableStyle, Width,
};
use unicode_width::UnicodeWidthStr;

use self::fit::{GAP, Needs, fit, least};
use self::held::{hold, release};
use crate::diagnostic::Message;
use crate::render::Terminal;
use crate::render::toolkit::grid::{Align, Grid, GridCell, GridColumn};
use crate::render::toolkit::terminal::Tone;

/// The most columns to which a cell is padded in a pipe: one long title must not fill the memory
/// with spaces.
const WIDEST: usize = 240;

impl Grid {
    /// As a table: within the screen's width, or plain and full where there is none.
    pub(crate) fn table(&self, screen: &Terminal) -> String {
        let titles = self.has_titles().then(|| self.titles());
        self.rows_as_table(titles.as_deref(), &self.rows, &self.needs(), screen)
    }

    /// Returns a table with a heading above each group of rows. The columns are equally
    /// wide in all groups.
    pub(crate) fn grouped_table(
        &self,
        groups: &[(String, Tone, usize)],
        screen: &Terminal,
    ) -> String {
        let needs = self.needs();
        let mut out = self.rows_as_table(Some(&self.titles()), &[], &needs, screen);
        let mut rest = self.rows.as_slice();
        for (heading, tone, many) in groups {
            let (rows, others) = rest.split_at_checked(*many).unwrap_or((rest, &[]));
            rest = others;
            out += &wrapped(heading, *tone, screen);
            out += &self.rows_as_table(None, rows, &needs, screen);
        }
        out
    }

    fn rows_as_table(
        &self,
        titles: Option<&[GridCell]>,
        rows: &[Vec<GridCell>],
        needs: &[Needs],
        screen: &Terminal,
    ) -> String {
        match screen.width {
            Some(width) => self.fitted(titles, rows, needs, screen, width),
            None => self.plain(titles, rows, needs, screen),
        }
    }

    /// Returns the width below which a word would be broken.
    pub(crate) fn least_width(&self) -> usize {
        let needs = self.needs();
        self.columns.iter().zip(&needs).map(|(column, need)| GAP + least(column, *need, true)).sum()
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

    fn needs(&self) -> Vec<Needs> {
        let mut needs = vec![Needs::default(); self.columns.len()];
        for (need, column) in needs.iter_mut().zip(&self.columns) {
            need.add(&column.title);
        }
        for row in &self.rows {
            for ((need, column), cell) in needs.iter_mut().zip(&self.columns).zip(row) {
                need.add(&hold(&cell.text, column.names));
            }
        }
        needs
    }

    /// One line a row, however long. A text that is wider than its column may be takes the room it
    /// needs, and no other row is padded for it.
    fn plain(
        &self,
        titles: Option<&[GridCell]>,
        rows: &[Vec<GridCell>],
        needs: &[Needs],
        screen: &Terminal,
    ) -> String {
        let widths: Vec<usize> = needs.iter().map(|need| need.natural.min(WIDEST)).collect();
        let mut out = String::with_capacity(
            (rows.len() + 1) * (widths.iter().sum::<usize>() + GAP * widths.len()),
        );
        for row in titles.into_iter().chain(rows.iter().map(Vec::as_slice)) {
            let before = out.len();
            for ((cell, column), &width) in row.iter().zip(&self.columns).zip(&widths) {
                let space = " ".repeat(width.saturating_sub(hold(&cell.text, false).width()));
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
        needs: &[Needs],
        screen: &Terminal,
        width: usize,
    ) -> String {
        let mut needs = needs.to_vec();
        for (need, column) in needs.iter_mut().zip(&self.columns) {
            need.natural = column.max.map_or(need.natural, |max| max.min(need.natural));
        }
        let layout = fit(&self.columns, &needs, width);
        let mut table = Table::new();
        table.load_style(TableStyle::new()).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        if screen.color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        let styled = |cell: &GridCell, column: &GridColumn| {
            let mut styled = TableCell::new(hold(&cell.text, column.names));
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
            let shown = layout.iter().filter_map(|&(at, _)| row.get(at).zip(self.columns.get(at)));
            shown.map(|(cell, column)| styled(cell, column)).collect()
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
        table.lines().map(|line| release(line.trim_end()) + "\n").collect()
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

#[cfg(test)]
mod tests;
