//! The paper of a part of a document, and what stands above and below on each sheet.

use super::xml::Xml;

/// A4, in twentieths of a point.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
/// 20 mm.
const MARGIN: u32 = 1_134;
const TO_EDGE: u32 = 567;

/// How wide the text is on upright paper, and on paper that lies on its side.
pub(crate) const UPRIGHT: u32 = SHORT - 2 * MARGIN;
pub(crate) const LYING: u32 = LONG - 2 * MARGIN;

/// A section, on A4.
pub(crate) struct Section {
    pub is_lying: bool,
    /// Whether its first sheet has nothing above and below.
    pub has_title_page: bool,
    /// References to what stands above and below.
    pub(super) header: String,
    pub(super) footer: String,
}

impl Section {
    pub(super) fn write(&self, xml: &mut Xml) {
        xml.open("w:sectPr", &[]);
        xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", &self.header)]);
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", &self.footer)]);
        xml.empty("w:type", &[("w:val", "nextPage")]);
        let (short, long) = (SHORT.to_string(), LONG.to_string());
        match self.is_lying {
            false => xml.empty("w:pgSz", &[("w:w", &short), ("w:h", &long)]),
            true => {
                xml.empty("w:pgSz", &[("w:w", &long), ("w:h", &short), ("w:orient", "landscape")]);
            }
        }
        let (margin, edge) = (MARGIN.to_string(), TO_EDGE.to_string());
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &margin),
                ("w:right", &margin),
                ("w:bottom", &margin),
                ("w:left", &margin),
                ("w:header", &edge),
                ("w:footer", &edge),
                ("w:gutter", "0"),
            ],
        );
        xml.empty("w:cols", &[("w:space", "708")]);
        if self.has_title_page {
            xml.empty("w:titlePg", &[]);
        }
        xml.close("w:sectPr");
    }
}
