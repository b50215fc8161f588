//! The records of a part of an `.xlsb` file (MS-XLSB).

use std::io::{BufReader, ErrorKind, Read};

use super::bytes::Bytes;
use crate::diagnostic::Message;
use crate::spreadsheet::refusal::{cut_off, damaged_or_cut_off};

/// The most bytes of a record that is read: a text of the longest kind, with its runs. Longer ones
/// are passed over, as pictures are.
const MOST_RECORD: usize = 1 << 20;

/// Reads record by record.
pub(super) struct RecordReader<R> {
    file: BufReader<R>,
    buffer: Vec<u8>,
    /// The number of bytes that were read.
    pub read: u64,
}

impl<R: Read> RecordReader<R> {
    pub(super) fn new(file: R) -> Self {
        RecordReader { file: BufReader::new(file), buffer: Vec::new(), read: 0 }
    }

    /// Reads the kind and the content of the next record; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<(u16, Bytes<'_>)>, Message> {
        let Some(first) = self.byte()? else { return Ok(None) };
        let mut kind = u16::from(first & 0x7f);
        if first & 0x80 != 0 {
            kind |= u16::from(self.byte()?.ok_or_else(cut_off)? & 0x7f) << 7;
        }
        let mut length = 0_usize;
        for at in 0..4 {
            let byte = self.byte()?.ok_or_else(cut_off)?;
            length |= usize::from(byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.buffer.clear();
        if length > MOST_RECORD {
            self.pass(length)?;
            return Ok(Some((u16::MAX, Bytes(&[]))));
        }
        self.buffer.resize(length, 0);
        self.file.read_exact(&mut self.buffer).map_err(|error| damaged(&error))?;
        self.read += length as u64;
        Ok(Some((kind, Bytes(&self.buffer))))
    }

    /// Passes over so many bytes.
    fn pass(&mut self, length: usize) -> Result<(), Message> {
        let mut part = self.file.by_ref().take(length as u64);
        let passed = std::io::copy(&mut part, &mut std::io::sink());
        let passed = passed.map_err(|error| damaged(&error))?;
        self.read += passed;
        if passed < length as u64 { Err(cut_off()) } else { Ok(()) }
    }

    fn byte(&mut self) -> Result<Option<u8>, Message> {
        let mut byte = [0];
        match self.file.read_exact(&mut byte) {
            Ok(()) => {
                self.read += 1;
                let [byte] = byte;
                Ok(Some(byte))
            }
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(damaged(&error)),
        }
    }
}

fn damaged(error: &std::io::Error) -> Message {
    match error.kind() {
        ErrorKind::UnexpectedEof => cut_off(),
        _ => damaged_or_cut_off(error),
    }
}

/// Reads a text that begins with the number of its units; none where that is 2³² - 1. Returns the
/// place after it as well.
pub(super) fn wide_text(data: Bytes<'_>, at: usize) -> Result<(String, usize), Message> {
    let units = data.u32(at)?;
    if units == u32::MAX {
        return Ok((String::new(), at + 4));
    }
    let units = usize::try_from(units).unwrap_or(usize::MAX);
    let text = data.from(at + 4)?.wide(units)?;
    Ok((text, at + 4 + units * 2))
}
