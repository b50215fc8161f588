//! Who publishes a report.

use crate::analysis::Accent;

/// The group that publishes a report, from the settings of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masthead {
    /// Its name.
    pub group: Option<String>,
    /// Its logo.
    pub logo: Option<Logo>,
    /// Its colour.
    pub accent: Option<Accent>,
    /// Whom readers ask.
    pub contact: Option<String>,
    /// The classification, such as Draft.
    pub classification: Option<String>,
}

/// A picture that a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// `image/png`, `image/jpeg` or `image/svg+xml`.
    pub media_type: &'static str,
    /// Its width and height in pixels; an SVG picture has none.
    pub size: Option<(u32, u32)>,
    /// The picture.
    pub bytes: Vec<u8>,
}
