//! Pictures in a line of text: files, and native charts.

use super::ink::Ink;

/// What readers of documents measure pictures in: so many are a millimetre.
pub(crate) const MILLIMETRE: u64 = 36_000;

/// A picture file.
pub(crate) struct Picture<'p> {
    pub bytes: &'p [u8],
    /// `png` or `jpeg`.
    pub kind: PictureKind,
    /// Width and height.
    pub size: (u64, u64),
    /// What it shows, for those who hear the document.
    pub words: String,
}

/// The kinds of pictures that every reader of documents shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PictureKind {
    Png,
    Jpeg,
}

impl PictureKind {
    /// The ending of its files, and what they are.
    pub(super) fn ending(self) -> (&'static str, &'static str) {
        match self {
            PictureKind::Png => ("png", "image/png"),
            PictureKind::Jpeg => ("jpeg", "image/jpeg"),
        }
    }
}

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";

/// Writes the frame of a picture, with something in it.
fn frame(
    ink: &mut Ink<'_>,
    size: (u64, u64),
    words: &str,
    kind: &str,
    inner: impl FnOnce(&mut Ink<'_>, &str),
) {
    let number = ink.next_number();
    let (wide, tall) = (size.0.to_string(), size.1.to_string());
    let words = (ink.gate)(words).replace(['\n', '\t'], " ");
    let name = format!("{}{number}", if kind == CHART { "Chart" } else { "Picture" });
    ink.xml.open("w:r", &[]);
    ink.xml.open("w:drawing", &[]);
    let zero = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
    ink.xml.open("wp:inline", &zero);
    ink.xml.empty("wp:extent", &[("cx", &wide), ("cy", &tall)]);
    ink.xml.empty("wp:effectExtent", &[("l", "0"), ("t", "0"), ("r", "0"), ("b", "0")]);
    ink.xml.empty("wp:docPr", &[("id", &number), ("name", &name), ("descr", &words)]);
    ink.xml.empty("wp:cNvGraphicFramePr", &[]);
    ink.xml.open("a:graphic", &[("xmlns:a", DRAWING)]);
    ink.xml.open("a:graphicData", &[("uri", kind)]);
    inner(ink, &number);
    ["a:graphicData", "a:graphic", "wp:inline", "w:drawing", "w:r"]
        .iter()
        .for_each(|name| ink.xml.close(name));
}

/// Writes a chart that is another part of the document.
pub(super) fn write_chart(ink: &mut Ink<'_>, size: (u64, u64), words: &str, part: &str) {
    let reference = ink.relations.part("chart", part);
    frame(ink, size, words, CHART, |ink, _| {
        ink.xml.empty("c:chart", &[("xmlns:c", CHART), ("r:id", &reference)]);
    });
}

/// Writes a picture that is another part of the document.
pub(super) fn write_picture(ink: &mut Ink<'_>, picture: &Picture<'_>, part: &str) {
    let reference = ink.relations.part("image", part);
    let (wide, tall) = (picture.size.0.to_string(), picture.size.1.to_string());
    frame(ink, picture.size, &picture.words, PICTURE, |ink, number| {
        let xml = &mut ink.xml;
        xml.within("pic:pic", &[("xmlns:pic", PICTURE)], |xml| {
            xml.within("pic:nvPicPr", &[], |xml| {
                xml.empty("pic:cNvPr", &[("id", number), ("name", part)]);
                xml.empty("pic:cNvPicPr", &[]);
            });
            xml.within("pic:blipFill", &[], |xml| {
                xml.empty("a:blip", &[("r:embed", &reference)]);
                xml.within("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
            });
            xml.within("pic:spPr", &[], |xml| {
                xml.within("a:xfrm", &[], |xml| {
                    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                    xml.empty("a:ext", &[("cx", &wide), ("cy", &tall)]);
                });
                xml.within("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
            });
        });
    });
}
