//! The records of an `.xls` file.

use super::bytes::Bytes;
use crate::diagnostic::Message;
use crate::spreadsheet::refusal::cut_off;

/// The kinds of records that begin, end and continue others.
pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;

/// A record.
pub(super) struct Record<'b> {
    pub kind: u16,
    pub data: Bytes<'b>,
}

/// The records of a stream.
pub(super) struct Records<'b> {
    pub stream: &'b [u8],
}

impl<'b> Records<'b> {
    /// Returns the content of the next record if it continues the last one.
    pub(super) fn continued(&mut self) -> Result<Option<&'b [u8]>, Message> {
        if !self.stream.starts_with(&CONTINUE.to_le_bytes()) {
            return Ok(None);
        }
        self.next().transpose().map(|record| record.map(|record| record.data.0))
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Result<Record<'b>, Message>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.stream.is_empty() {
            return None;
        }
        let mut read = || {
            let head = Bytes(self.stream);
            let (kind, length) = (head.u16(0)?, usize::from(head.u16(2)?));
            let (data, rest) = head.from(4)?.0.split_at_checked(length).ok_or_else(cut_off)?;
            self.stream = rest;
            Ok(Record { kind, data: Bytes(data) })
        };
        Some(read())
    }
}
