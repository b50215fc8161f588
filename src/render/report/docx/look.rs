//! How the document looks: its styles, in the colour of the group.

use crate::report::Masthead;

const STYLES: &str = include_str!("styles.xml");
const NUMBERING: &str = include_str!("numbering.xml");
const THEME: &str = include_str!("theme.xml");

/// The colour of the program's own reports.
const OWN: &str = "0A4D86";

/// Sizes in a report and in a brief one: letters in half points, distances in twentieths of a
/// point.
const SIZES: &[(&str, u32, u32)] = &[
    ("BODY", 20, 18),
    ("GAP", 100, 60),
    ("TITLE", 60, 38),
    ("TITLEBEFORE", 2400, 0),
    ("TITLEAFTER", 120, 30),
    ("SUBTITLE", 24, 18),
    ("H1", 32, 24),
    ("H1BEFORE", 360, 160),
    ("H1AFTER", 120, 50),
    ("H2", 24, 20),
    ("H2BEFORE", 200, 120),
    ("SMALL", 17, 15),
    ("LEAD", 21, 18),
    ("BIG", 30, 24),
    ("HUGE", 48, 32),
    ("CELL", 17, 16),
    ("TINY", 15, 14),
    ("FIGURE", 32, 24),
    ("CELLMARGIN", 40, 15),
];

/// The look of a document.
pub(super) struct Look {
    /// Six hexadecimal digits.
    pub accent: String,
    is_brief: bool,
}

/// The grounds of a heat map, from nothing done to all done; the last two are dark.
pub(super) const HEAT: [&str; 5] = ["EEF3F8", "C9DEF0", "8DBBE0", "2F78B5", "0A4D86"];
/// The ground of a gap, and that behind a bar.
pub(super) const GAP: &str = "FBDCD8";
pub(super) const TRACK: &str = "EEF3F8";
/// The letters and the lines of a chart.
pub(super) const INK: &str = "17222D";
pub(super) const FAINT: &str = "BFC5CA";

impl Look {
    pub(super) fn new(masthead: &Masthead, is_brief: bool) -> Self {
        let accent = masthead.accent.as_ref().map(|accent| {
            let [own, _] = &accent.light;
            own.trim_start_matches('#').to_uppercase()
        });
        Look { accent: accent.unwrap_or_else(|| OWN.to_owned()), is_brief }
    }

    /// The styles, the lists and the theme.
    pub(super) fn parts(&self) -> [String; 3] {
        [STYLES, NUMBERING, THEME].map(|part| self.filled_in(part))
    }

    fn filled_in(&self, part: &str) -> String {
        let part = part.replace("\"ACCENT\"", &format!("\"{}\"", self.accent));
        SIZES.iter().fold(part, |part, (name, usual, brief)| {
            let size = if self.is_brief { brief } else { usual };
            part.replace(&format!("\"{name}\""), &format!("\"{size}\""))
        })
    }

    /// The colour of a bar.
    pub(super) fn bar(&self, class: &str) -> &str {
        match class {
            "good" => "15714F",
            "warn" => "8A5200",
            "bad" => "B0231B",
            _ => &self.accent,
        }
    }
}

/// The style of characters that shows a class of the page.
pub(super) fn style_of(class: &str) -> Option<&'static str> {
    match class {
        "good" | "done" => Some("Good"),
        "warn" | "soon" => Some("Warning"),
        "bad" | "overdue" | "late" => Some("Bad"),
        "faint" => Some("Faint"),
        _ => None,
    }
}
