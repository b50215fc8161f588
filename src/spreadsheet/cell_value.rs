//! The value of a cell as the reader of workbooks would read it: completely, or the cell is
//! refused.

use quick_xml::events::Event;

use crate::diagnostic::{Message, message};

/// The type of value that a cell declares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum CellType {
    /// A number, a truth or an error.
    #[default]
    Plain,
    /// The number of a text that cells share.
    Shared,
    /// A text in its own tags.
    Inline,
    /// A text, or a day as a text.
    Text,
}

/// The parts of a cell's value that were seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CellValue {
    kind: CellType,
    /// Whether the value is being read.
    pub is_open: bool,
    has_value: bool,
    has_inline: bool,
    has_piece: bool,
}

impl CellValue {
    pub(super) fn of(kind: Option<&str>) -> Self {
        let kind = match kind {
            Some("s") => CellType::Shared,
            Some("inlineStr" | "is") => CellType::Inline,
            None | Some("n" | "b" | "e") => CellType::Plain,
            Some(_) => CellType::Text,
        };
        CellValue { kind, ..CellValue::default() }
    }

    /// Begins the value.
    pub(super) fn open(&mut self) -> Result<(), Message> {
        if std::mem::replace(&mut self.has_value, true) {
            return Err(twice());
        }
        self.is_open = true;
        Ok(())
    }

    /// Begins a text in its own tags.
    pub(super) fn inline(&mut self) -> Result<(), Message> {
        if std::mem::replace(&mut self.has_inline, true) { Err(twice()) } else { Ok(()) }
    }

    /// Adds a piece of the value. For other types than text the reader uses only the first piece,
    /// and in a text it leaves out CDATA.
    pub(super) fn piece(&mut self, event: &Event<'_>) -> Result<(), Message> {
        let had_piece = std::mem::replace(&mut self.has_piece, true);
        match (self.kind, event) {
            (CellType::Text, Event::CData(_)) => Err(in_pieces()),
            (CellType::Text, _) => Ok(()),
            (CellType::Shared, Event::Text(text)) if !had_piece => {
                let index = text.as_ref();
                if index.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Ok(());
                }
                let index: String = index.chars().take(40).collect();
                Err(message!(
                    "workbook.not-the-number-of-a-text",
                    "`{index}` is not the number of a text that cells share",
                    index
                ))
            }
            (_, Event::Text(_)) if !had_piece => Ok(()),
            _ => Err(in_pieces()),
        }
    }

    /// The cell ends.
    pub(super) fn end(&mut self) -> Result<(), Message> {
        let is_lost = if self.kind == CellType::Inline {
            self.has_piece
        } else {
            self.has_inline && self.has_value
        };
        *self = CellValue::default();
        if is_lost { Err(twice()) } else { Ok(()) }
    }
}

fn in_pieces() -> Message {
    message!("workbook.value-in-pieces", "its value is in pieces")
}

fn twice() -> Message {
    message!("workbook.two-values", "it has two values, or one in an unexpected place")
}
