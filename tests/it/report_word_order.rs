//! The order of elements in a Word document. Word refuses a document that has them in another one,
//! LibreOffice does not.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

/// The children of an element in the order of the schema (ISO/IEC 29500, transitional).
const ORDER: &[(&str, &[&str])] = &[
    (
        "pPr",
        &[
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "suppressLineNumbers",
            "pBdr",
            "shd",
            "tabs",
            "suppressAutoHyphens",
            "kinsoku",
            "wordWrap",
            "overflowPunct",
            "topLinePunct",
            "autoSpaceDE",
            "autoSpaceDN",
            "bidi",
            "adjustRightInd",
            "snapToGrid",
            "spacing",
            "ind",
            "contextualSpacing",
            "mirrorIndents",
            "suppressOverlap",
            "jc",
            "textDirection",
            "textAlignment",
            "textboxTightWrap",
            "outlineLvl",
            "divId",
            "cnfStyle",
            "rPr",
            "sectPr",
            "pPrChange",
        ],
    ),
    (
        "rPr",
        &[
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "smallCaps",
            "strike",
            "dstrike",
            "outline",
            "shadow",
            "emboss",
            "imprint",
            "noProof",
            "snapToGrid",
            "vanish",
            "webHidden",
            "color",
            "spacing",
            "w",
            "kern",
            "position",
            "sz",
            "szCs",
            "highlight",
            "u",
            "effect",
            "bdr",
            "shd",
            "fitText",
            "vertAlign",
            "rtl",
            "cs",
            "em",
            "lang",
            "eastAsianLayout",
            "specVanish",
            "oMath",
        ],
    ),
    (
        "tblPr",
        &[
            "tblStyle",
            "tblpPr",
            "tblOverlap",
            "bidiVisual",
            "tblStyleRowBandSize",
            "tblStyleColBandSize",
            "tblW",
            "jc",
            "tblCellSpacing",
            "tblInd",
            "tblBorders",
            "shd",
            "tblLayout",
            "tblCellMar",
            "tblLook",
            "tblCaption",
            "tblDescription",
        ],
    ),
    (
        "tcPr",
        &[
            "cnfStyle",
            "tcW",
            "gridSpan",
            "hMerge",
            "vMerge",
            "tcBorders",
            "shd",
            "noWrap",
            "tcMar",
            "textDirection",
            "tcFitText",
            "vAlign",
            "hideMark",
        ],
    ),
    (
        "sectPr",
        &[
            "headerReference",
            "footerReference",
            "footnotePr",
            "endnotePr",
            "type",
            "pgSz",
            "pgMar",
            "paperSrc",
            "pgBorders",
            "lnNumType",
            "pgNumType",
            "cols",
            "formProt",
            "vAlign",
            "noEndnote",
            "titlePg",
            "textDirection",
            "bidi",
            "rtlGutter",
            "docGrid",
        ],
    ),
    (
        "style",
        &[
            "name",
            "aliases",
            "basedOn",
            "next",
            "link",
            "autoRedefine",
            "hidden",
            "uiPriority",
            "semiHidden",
            "unhideWhenUsed",
            "qFormat",
            "locked",
            "rsid",
            "pPr",
            "rPr",
            "tblPr",
            "trPr",
            "tcPr",
            "tblStylePr",
        ],
    ),
    ("tblStylePr", &["pPr", "rPr", "tblPr", "trPr", "tcPr"]),
    ("tblBorders", &["top", "left", "bottom", "right", "insideH", "insideV"]),
    ("tblCellMar", &["top", "left", "bottom", "right"]),
    ("tbl", &["tblPr", "tblGrid", "tr"]),
    ("tr", &["tblPrEx", "trPr", "tc"]),
    (
        "lvl",
        &[
            "start",
            "numFmt",
            "lvlRestart",
            "pStyle",
            "isLgl",
            "suff",
            "lvlText",
            "lvlPicBulletId",
            "legacy",
            "lvlJc",
            "pPr",
            "rPr",
        ],
    ),
    ("numbering", &["numPicBullet", "abstractNum", "num"]),
    ("styles", &["docDefaults", "latentStyles", "style"]),
    ("docDefaults", &["rPrDefault", "pPrDefault"]),
    ("inline", &["extent", "effectExtent", "docPr", "cNvGraphicFramePr", "graphic"]),
    ("chartSpace", &["date1904", "roundedCorners", "chart", "spPr", "txPr", "externalData"]),
    ("ser", &["idx", "order", "tx", "spPr", "marker", "dPt", "dLbls", "cat", "val", "smooth"]),
    (
        "dateAx",
        &[
            "axId",
            "scaling",
            "delete",
            "axPos",
            "majorGridlines",
            "title",
            "numFmt",
            "majorTickMark",
            "minorTickMark",
            "tickLblPos",
            "spPr",
            "txPr",
            "crossAx",
            "crosses",
            "auto",
            "lblOffset",
            "baseTimeUnit",
            "majorUnit",
            "majorTimeUnit",
        ],
    ),
    (
        "valAx",
        &[
            "axId",
            "scaling",
            "delete",
            "axPos",
            "majorGridlines",
            "title",
            "numFmt",
            "majorTickMark",
            "minorTickMark",
            "tickLblPos",
            "spPr",
            "txPr",
            "crossAx",
            "crosses",
            "crossBetween",
            "majorUnit",
        ],
    ),
    ("scaling", &["logBase", "orientation", "max", "min"]),
];

/// The elements that may be there several times.
const SEVERAL: &[&str] = &[
    "headerReference",
    "footerReference",
    "tr",
    "tc",
    "style",
    "abstractNum",
    "num",
    "tblStylePr",
];

/// Names each element whose children are in another order than that of the schema, or that ends
/// with something else than it must.
pub fn wrong_children(part: &Document<'_>, seen: &mut BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    // Letters of charts have elements of the same names.
    let is_letter = |node: &Node<'_, '_>| {
        node.tag_name().namespace().is_some_and(|space| space.ends_with("drawingml/2006/main"))
    };
    for node in part.descendants().filter(|node| node.is_element() && !is_letter(node)) {
        let name = node.tag_name().name();
        let children: Vec<&str> =
            node.children().filter(Node::is_element).map(|one| one.tag_name().name()).collect();
        if name == "tc" {
            seen.insert(name.to_owned());
            if children.first() != Some(&"tcPr") || children.last() != Some(&"p") {
                faults.push(format!("a cell holds {children:?}"));
            }
        }
        if name == "body" && children.last() != Some(&"sectPr") {
            faults.push("the text does not end with a section".to_owned());
        }
        let after_tables = children.windows(2).filter(|pair| pair[0] == "tbl");
        if name == "body" && after_tables.clone().any(|pair| pair[1] != "p") {
            faults.push("no paragraph follows a table".to_owned());
        }
        let Some((_, order)) = ORDER.iter().find(|(one, _)| *one == name) else { continue };
        seen.insert(name.to_owned());
        let places: Vec<Option<usize>> =
            children.iter().map(|child| order.iter().position(|one| one == child)).collect();
        let is_sound = places.iter().all(Option::is_some)
            && places.windows(2).zip(&children).all(|(pair, child)| {
                pair[0] < pair[1] || pair[0] == pair[1] && SEVERAL.contains(child)
            });
        if !is_sound {
            faults.push(format!("{name} holds {children:?}"));
        }
    }
    faults
}
