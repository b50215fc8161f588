//! Tables of fixed widths, with a header row that is repeated on each page.

use super::ink::Ink;
use super::paragraph::Paragraph;

/// A table.
pub(crate) struct Table {
    /// What it shows, for those who hear the document.
    pub caption: String,
    pub style: &'static str,
    /// The widths of its columns, in twentieths of a point.
    pub widths: Vec<u32>,
    pub head: Vec<Cell>,
    pub rows: Vec<Row>,
}

/// A row.
pub(crate) struct Row {
    pub cells: Vec<Cell>,
    /// Whether it may go on on the next page, because a page may not be enough for it.
    pub may_split: bool,
}

/// A cell.
#[derive(Default)]
pub(crate) struct Cell {
    pub paragraphs: Vec<Paragraph>,
    /// The colour of its ground.
    pub ground: Option<String>,
    /// Over how many columns it goes, if more than one.
    pub span: Option<usize>,
    /// Whether its text runs upwards.
    pub is_upright: bool,
}

impl From<Paragraph> for Cell {
    fn from(paragraph: Paragraph) -> Self {
        Cell { paragraphs: vec![paragraph], ..Cell::default() }
    }
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Self {
        Row { cells, may_split: false }
    }
}

/// Shares a width among columns, in proportion to numbers.
pub(crate) fn shared(width: u32, shares: &[u32]) -> Vec<u32> {
    let all = shares.iter().sum::<u32>().max(1);
    let mut widths: Vec<u32> = shares.iter().map(|share| width * share / all).collect();
    let rest = width - widths.iter().sum::<u32>();
    widths.last_mut().into_iter().for_each(|last| *last += rest);
    widths
}

impl Table {
    pub(super) fn write(&self, ink: &mut Ink<'_>) {
        let width = self.widths.iter().sum::<u32>().to_string();
        ink.xml.open("w:tbl", &[]);
        ink.xml.open("w:tblPr", &[]);
        ink.value("w:tblStyle", self.style);
        ink.xml.empty("w:tblW", &[("w:w", &width), ("w:type", "dxa")]);
        ink.xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        ink.xml.empty(
            "w:tblLook",
            &[
                ("w:val", "0020"),
                ("w:firstRow", "1"),
                ("w:lastRow", "0"),
                ("w:firstColumn", "0"),
                ("w:lastColumn", "0"),
                ("w:noHBand", "1"),
                ("w:noVBand", "1"),
            ],
        );
        let caption = (ink.gate)(&self.caption).replace(['\n', '\t'], " ");
        ink.value("w:tblCaption", &caption);
        ink.xml.close("w:tblPr");
        ink.xml.open("w:tblGrid", &[]);
        for width in &self.widths {
            ink.xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
        ink.xml.close("w:tblGrid");
        self.row(ink, &self.head, true, false);
        self.rows.iter().for_each(|row| self.row(ink, &row.cells, false, row.may_split));
        ink.xml.close("w:tbl");
    }

    fn row(&self, ink: &mut Ink<'_>, cells: &[Cell], is_head: bool, may_split: bool) {
        ink.xml.open("w:tr", &[]);
        if is_head || !may_split {
            ink.xml.open("w:trPr", &[]);
            if !may_split {
                ink.xml.empty("w:cantSplit", &[]);
            }
            if cells.iter().any(|cell| cell.is_upright) {
                ink.xml.empty("w:trHeight", &[("w:val", UPRIGHT_HEIGHT), ("w:hRule", "exact")]);
            }
            if is_head {
                ink.xml.empty("w:tblHeader", &[]);
            }
            ink.xml.close("w:trPr");
        }
        let mut widths = self.widths.iter();
        for cell in cells {
            let span = cell.span.unwrap_or(1);
            let width: u32 = widths.by_ref().take(span).sum();
            cell.write(ink, width);
        }
        ink.xml.close("w:tr");
    }
}

/// How high a header row is whose texts run upwards.
const UPRIGHT_HEIGHT: &str = "2400";

impl Cell {
    fn write(&self, ink: &mut Ink<'_>, width: u32) {
        ink.xml.open("w:tc", &[]);
        ink.xml.open("w:tcPr", &[]);
        ink.xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if let Some(span) = self.span {
            ink.value("w:gridSpan", &span.to_string());
        }
        if let Some(color) = &self.ground {
            ink.xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", color)]);
        }
        if self.is_upright {
            ink.value("w:textDirection", "btLr");
        }
        ink.xml.close("w:tcPr");
        self.paragraphs.iter().for_each(|paragraph| paragraph.write(ink));
        if self.paragraphs.is_empty() {
            // No cell is without a paragraph.
            ink.xml.empty("w:p", &[]);
        }
        ink.xml.close("w:tc");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_take_the_width_between_them() {
        assert_eq!(shared(100, &[1, 1, 1]), [33, 33, 34]);
        assert!(shared(10, &[]).is_empty());
        assert_eq!(shared(9_638, &[3, 1]), [7_228, 2_410]);
    }
}
