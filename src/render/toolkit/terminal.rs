//! The terminal: its width, and the colours of tones.

use anstyle::{AnsiColor, Style};

/// What the output goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Columns of a terminal; `None` for a pipe or a file, where nothing is wrapped or cut.
    pub width: Option<usize>,
    /// Whether colours are wanted.
    pub color: bool,
}

/// What a piece of text is to the reader. Colours are those of the terminal's own palette, so that
/// they hold on light and dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    #[default]
    Plain,
    /// A heading.
    Strong,
    /// Of less interest.
    Faint,
    /// As it should be.
    Good,
    /// Worth a look.
    Warning,
    /// Overdue, off track.
    Bad,
}

impl Tone {
    pub(crate) fn color(self) -> Option<AnsiColor> {
        match self {
            Tone::Plain | Tone::Strong | Tone::Faint => None,
            Tone::Good => Some(AnsiColor::Green),
            Tone::Warning => Some(AnsiColor::Yellow),
            Tone::Bad => Some(AnsiColor::Red),
        }
    }

    fn style(self) -> Style {
        match self {
            Tone::Strong => Style::new().bold(),
            Tone::Faint => Style::new().dimmed(),
            other => Style::new().fg_color(other.color().map(Into::into)),
        }
    }
}

impl Terminal {
    /// A pipe: plain and full.
    pub const PIPE: Terminal = Terminal { width: None, color: false };

    /// The width to lay out for.
    pub(crate) fn columns(&self) -> usize {
        self.width.unwrap_or(100).max(20)
    }

    /// The text in its tone.
    pub(crate) fn paint(&self, tone: Tone, text: &str) -> String {
        let style = tone.style();
        if self.color && style != Style::new() && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}
