//! The logo of a group: a small picture that does nothing.

use std::path::Path;

use super::svg::why_unsafe;
use crate::diagnostic::{Message, message};
use crate::report::Logo;
use crate::store::read_inside;

/// The most bytes of a logo: each copy of the page carries them.
const MOST_BYTES: u64 = 512 << 10;
/// The most pixels on a side: a small file can be a huge picture.
const MOST_PIXELS: u32 = 4096;

/// Reads the logo.
///
/// # Errors
/// Where it cannot be shown: why.
pub(super) fn logo(folder: &Path, name: &str) -> Result<Logo, Message> {
    let bytes = read_inside(folder, name, MOST_BYTES).map_err(|error| Message::from(&error))?;
    let sized = |media_type, size, bytes| {
        bounded(size).map(|()| Logo { media_type, size: Some(size), bytes })
    };
    match (png_size(&bytes), jpeg_size(&bytes)) {
        (Some(size), _) => sized("image/png", size, bytes),
        (None, Some(size)) => sized("image/jpeg", size, bytes),
        (None, None) => {
            let text = std::str::from_utf8(&bytes).ok();
            let text = text.map(|text| text.trim_start_matches('\u{feff}').trim_start());
            let Some(text) = text.filter(|text| text.starts_with('<')) else {
                return Err(message!(
                    "report.logo-not-a-picture",
                    "it is not a PNG, JPEG or SVG picture"
                ));
            };
            match why_unsafe(text) {
                Some(why) => Err(why),
                None => Ok(Logo { media_type: "image/svg+xml", size: None, bytes }),
            }
        }
    }
}

fn bounded((width, height): (u32, u32)) -> Result<(), Message> {
    match width.max(height) <= MOST_PIXELS && width.min(height) > 0 {
        true => Ok(()),
        false => Err(message!(
            "report.logo-too-large",
            "it has {width} x {height} pixels; at most {most} on a side are shown",
            width,
            height,
            most = MOST_PIXELS
        )),
    }
}

/// Returns the width and height of a PNG picture.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(4..)?.strip_prefix(b"IHDR")?;
    let number = |bytes: &[u8]| Some(u32::from_be_bytes(*bytes.first_chunk()?));
    Some((number(head)?, number(head.get(4..)?)?))
}

/// Returns the width and height of a JPEG picture.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    let number = |bytes: &[u8]| Some(u16::from_be_bytes(*bytes.first_chunk()?));
    loop {
        let [0xff, kind, segment @ ..] = rest else { return None };
        if *kind == 0xff {
            rest = rest.get(1..)?;
            continue;
        }
        // A frame has the size; three of the codes in its range are other things.
        if matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc) {
            let (height, width) = (number(segment.get(3..)?)?, number(segment.get(5..)?)?);
            return Some((width.into(), height.into()));
        }
        rest = segment.get(usize::from(number(segment)?).max(2)..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_nothing_else_is_a_picture() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x20\x08\x06\0\0\0";
        assert_eq!(png_size(png), Some((16, 32)));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc0\0\x11\x08\0\x20\0\x10\x03";
        assert_eq!(jpeg_size(jpeg), Some((16, 32)));
        for bytes in
            [&b""[..], b"\xff\xd8", b"\xff\xd8\xff\xe0\0\0", b"\x89PNG\r\n\x1a\n", b"GIF89a"]
        {
            assert_eq!([png_size(bytes), jpeg_size(bytes)], [None, None], "{bytes:?}");
        }
        assert!(bounded((4096, 1)).is_ok() && bounded((4097, 1)).is_err());
        assert!(bounded((0, 1)).is_err());
    }
}
