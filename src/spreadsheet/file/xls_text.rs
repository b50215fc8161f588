//! Texts of `.xls` files: in one record or in several, as UTF-16 or in an older encoding.

use encoding_rs::Encoding;

use super::bytes::Bytes;
use crate::diagnostic::{Message, message};
use crate::spreadsheet::refusal::too_many_shared_texts;

/// The most texts that cells share.
const MOST_SHARED: usize = 4_000_000;

/// How texts are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextForm {
    /// Since Excel 97 all texts are UTF-16.
    pub is_wide: bool,
    /// The encoding of older texts.
    pub encoding: &'static Encoding,
}

impl TextForm {
    /// Sets the encoding by the number of its code page.
    pub(super) fn code_page(&mut self, number: u16) {
        let name = match number {
            932 => "shift_jis".to_owned(),
            936 => "gbk".to_owned(),
            949 | 1361 => "euc-kr".to_owned(),
            950 => "big5".to_owned(),
            866 => "ibm866".to_owned(),
            10_000 => "macintosh".to_owned(),
            10_007 => "x-mac-cyrillic".to_owned(),
            65_001 => "utf-8".to_owned(),
            other => format!("windows-{other}"),
        };
        self.encoding = Encoding::for_label(name.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
    }

    /// Reads a text that begins with its length: one byte if it is short, else two.
    pub(super) fn text(&self, parts: &[&[u8]], is_short: bool) -> Result<String, Message> {
        let mut text = Pieces { parts, rest: &[] };
        let length = if is_short { usize::from(text.u8()?) } else { usize::from(text.u16()?) };
        if self.is_wide {
            let flags = text.u8()?;
            return text.units(length, flags);
        }
        let bytes = text.bytes(length)?;
        Ok(self.encoding.decode_without_bom_handling(&bytes).0.into_owned())
    }
}

/// Reads the texts that cells share.
pub(super) fn shared_texts(parts: &[&[u8]]) -> Result<Vec<String>, Message> {
    let mut text = Pieces { parts, rest: &[] };
    text.skip(8)?;
    let mut texts = Vec::new();
    while !text.is_over() {
        let length = usize::from(text.u16()?);
        let flags = text.u8()?;
        let runs = if flags & 8 != 0 { usize::from(text.u16()?) } else { 0 };
        let more = if flags & 4 != 0 { text.u32()? } else { 0 };
        texts.push(text.units(length, flags)?);
        text.skip(runs * 4)?;
        text.skip(usize::try_from(more).unwrap_or(usize::MAX))?;
        if texts.len() > MOST_SHARED {
            return Err(too_many_shared_texts(MOST_SHARED));
        }
    }
    Ok(texts)
}

/// The content of a record and of those that continue it.
struct Pieces<'p, 'b> {
    parts: &'p [&'b [u8]],
    rest: &'b [u8],
}

impl Pieces<'_, '_> {
    /// Goes on to the next record where the current one is used up; whether there is more.
    fn is_over(&mut self) -> bool {
        while self.rest.is_empty() {
            let Some((first, parts)) = self.parts.split_first() else { return true };
            (self.rest, self.parts) = (first, parts);
        }
        false
    }

    fn u8(&mut self) -> Result<u8, Message> {
        if self.is_over() {
            return Err(too_short());
        }
        let (first, rest) = self.rest.split_first().ok_or_else(too_short)?;
        self.rest = rest;
        Ok(*first)
    }

    fn u16(&mut self) -> Result<u16, Message> {
        Ok(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    fn u32(&mut self) -> Result<u32, Message> {
        Ok(u32::from_le_bytes([self.u8()?, self.u8()?, self.u8()?, self.u8()?]))
    }

    fn skip(&mut self, mut length: usize) -> Result<(), Message> {
        while length > 0 {
            if self.is_over() {
                return Err(too_short());
            }
            let step = length.min(self.rest.len());
            self.rest = self.rest.get(step..).unwrap_or_default();
            length -= step;
        }
        Ok(())
    }

    fn bytes(&mut self, length: usize) -> Result<Vec<u8>, Message> {
        let mut bytes = Vec::new();
        while bytes.len() < length {
            bytes.push(self.u8()?);
        }
        Ok(bytes)
    }

    /// Reads so many units of a text. A record that continues it says anew whether they have one
    /// byte or two.
    fn units(&mut self, length: usize, flags: u8) -> Result<String, Message> {
        let mut is_wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.rest.is_empty() {
                is_wide = self.u8()? & 1 != 0;
                continue;
            }
            let left = length - units.len();
            if is_wide {
                let (pairs, _) = self.rest.as_chunks::<2>();
                let taken = pairs.len().min(left);
                units.extend(pairs.iter().take(taken).map(|pair| u16::from_le_bytes(*pair)));
                self.rest = self.rest.get(taken * 2..).unwrap_or_default();
                if taken == 0 {
                    // Half a unit is left of this record.
                    self.rest = &[];
                }
            } else {
                let taken = self.rest.len().min(left);
                units.extend(self.rest.iter().take(taken).map(|byte| u16::from(*byte)));
                self.rest = self.rest.get(taken..).unwrap_or_default();
            }
        }
        Ok(String::from_utf16_lossy(&units))
    }
}

fn too_short() -> Message {
    message!("workbook.text-too-short", "it is damaged or cut off: a text is too short")
}

/// The bytes of a record from a place, as the only piece of a text.
pub(super) fn piece<'b>(data: Bytes<'b>, at: usize) -> Result<[&'b [u8]; 1], Message> {
    Ok([data.from(at)?.0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record() {
        let head = [0_u8; 8];
        // "abcd" in two records, the second one with two bytes for each unit, and then a text
        // with a run of another font.
        let first = [&head[..], &[4, 0, 0, b'a', b'b']].concat();
        let second = [1, b'c', 0, 0x34, 0x04, 1, 0, 8, 1, 0, b'x', 0, 0, 1, 0];
        assert_eq!(
            shared_texts(&[&first, &second]),
            Ok(vec!["abc\u{434}".to_owned(), "x".to_owned()])
        );
        assert!(shared_texts(&[&first]).is_err());
        assert_eq!(shared_texts(&[&head]), Ok(Vec::new()));
    }

    #[test]
    fn an_older_text_has_the_encoding_of_its_code_page() {
        let mut form = TextForm { is_wide: false, encoding: encoding_rs::WINDOWS_1252 };
        form.code_page(1251);
        assert_eq!(form.text(&[&[2, 0xcf, 0xeb]], true), Ok("Пл".to_owned()));
        form.code_page(4711);
        assert_eq!(form.text(&[&[1, 0, 0xe9]], false), Ok("é".to_owned()));
        assert!(form.text(&[&[9, 0, 0xe9]], false).is_err());
    }
}
