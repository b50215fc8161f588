//! The styles of an `.ods` file: hidden sheets, and the signs beside numbers.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Message, message};
use crate::spreadsheet::number_format::NumberFormat;
use crate::spreadsheet::positions::values;
use crate::spreadsheet::refusal::format_too_long;

/// The most styles of all kinds.
const MOST_STYLES: usize = 131_072;

/// The most bytes of the words beside a number.
const MOST_LITERAL: usize = 1 << 10;

/// The most styles that build on each other.
const MOST_PARENTS: usize = 16;

/// The styles by their names.
#[derive(Debug, Default)]
pub(super) struct OdsStyles {
    /// The formats of numbers.
    formats: HashMap<String, NumberFormat>,
    /// The format and the parent of each style of cells.
    cells: HashMap<String, (Option<String>, Option<String>)>,
    /// The styles of sheets that are not shown.
    hidden: HashSet<String>,
    /// The style of sheets, or the format, that is being read.
    table: Option<String>,
    format: Option<(String, NumberFormat)>,
    literal: Option<String>,
}

impl OdsStyles {
    /// Whether a sheet with this style is hidden.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }

    /// Returns the format of the numbers in cells of a style.
    pub(super) fn format(&self, style: &str) -> Option<&NumberFormat> {
        let mut name = style;
        for _ in 0..MOST_PARENTS {
            let (format, parent) = self.cells.get(name)?;
            if let Some(format) = format {
                return self.formats.get(format);
            }
            name = parent.as_deref()?;
        }
        None
    }

    pub(super) fn start(&mut self, name: &str, raw: &str) -> Result<(), Message> {
        match name {
            "style:style" => {
                let [name, family, format, parent] = values(
                    raw,
                    [
                        "style:name",
                        "style:family",
                        "style:data-style-name",
                        "style:parent-style-name",
                    ],
                )?;
                let (name, own) = (name.unwrap_or_default(), |text: &str| text.to_owned());
                self.table = (family == Some("table")).then(|| own(name));
                if family == Some("table-cell") {
                    self.cells.insert(own(name), (format.map(own), parent.map(own)));
                }
            }
            "style:table-properties" => {
                let [display] = values(raw, ["table:display"])?;
                if display == Some("false") {
                    self.hidden.extend(self.table.take());
                }
            }
            "number:number-style" | "number:percentage-style" | "number:currency-style" => {
                let [own] = values(raw, ["style:name"])?;
                let is_percent = name == "number:percentage-style";
                let format = NumberFormat { is_percent, ..NumberFormat::default() };
                self.format = Some((own.unwrap_or_default().to_owned(), format));
            }
            "number:text" | "number:currency-symbol" => self.literal = Some(String::new()),
            _ => {}
        }
        if self.cells.len() + self.formats.len() + self.hidden.len() > MOST_STYLES {
            return Err(message!(
                "workbook.too-many-styles",
                "it has more than {most} styles",
                most = MOST_STYLES
            ));
        }
        Ok(())
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "number:number-style" | "number:percentage-style" | "number:currency-style" => {
                self.formats.extend(self.format.take());
            }
            "number:text" | "number:currency-symbol" => {
                if let (Some(literal), Some((_, format))) = (self.literal.take(), &mut self.format)
                {
                    format.mark(literal.trim_matches('%'));
                }
            }
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), Message> {
        if let Some(literal) = &mut self.literal {
            literal.push_str(text);
            if literal.len() > MOST_LITERAL {
                return Err(format_too_long(MOST_LITERAL));
            }
        }
        Ok(())
    }
}
