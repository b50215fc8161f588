//! A part of a workbook, read up to a limit of bytes.

use super::bounds::MOST_RUN;
use std::io::{self, BufRead, Read};

use super::refusal::{tag_too_long, text_too_long, too_many_blanks};
use crate::diagnostic::Message;

/// A reader of a part, with a limit for the part and another one between two tags.
pub(super) struct BoundedReader<R> {
    file: R,
    buffer: Vec<u8>,
    /// The number of bytes in the buffer, of those that the part may have, and of those that were
    /// read.
    filled: usize,
    end: usize,
    at: usize,
    /// How many bytes the part may have beyond those of the buffer.
    left: u64,
    /// The end of the last tag or text in the buffer, and the bytes read since then, up to the last
    /// filling of the buffer.
    begun: usize,
    run: ReadSoFar,
}

/// The bytes since the end of the last tag or text.
#[derive(Default)]
pub(super) struct ReadSoFar {
    length: u64,
    is_tag: bool,
    has_text: bool,
}

impl ReadSoFar {
    /// Describes the bytes if they are too long.
    pub(super) fn too_long(&self) -> Option<Message> {
        (self.length > MOST_RUN).then(|| match self {
            ReadSoFar { is_tag: true, .. } => tag_too_long(),
            ReadSoFar { has_text: true, .. } => text_too_long(),
            _ => too_many_blanks(),
        })
    }
}

impl<R: Read> BoundedReader<R> {
    /// A part of up to `most` bytes.
    pub(super) fn new(file: R, most: u64) -> Self {
        BoundedReader {
            file,
            buffer: vec![0; 64 << 10],
            filled: 0,
            end: 0,
            at: 0,
            left: most,
            begun: 0,
            run: ReadSoFar::default(),
        }
    }

    /// Whether the part has more bytes than it may have.
    pub(super) fn is_over(&self) -> bool {
        self.at == self.end && self.end < self.filled
    }

    /// A tag or text ends here.
    pub(super) fn begin(&mut self) {
        (self.begun, self.run.length) = (self.at, 0);
    }

    /// The bytes since the end of the last tag or text.
    pub(super) fn run(&mut self) -> &ReadSoFar {
        let read = self.buffer.get(self.begun..self.at).unwrap_or_default();
        if self.run.length == 0 {
            self.run = ReadSoFar { length: 0, is_tag: read.starts_with(b"<"), has_text: false };
        }
        self.run.has_text = self.run.has_text || !read.trim_ascii_start().is_empty();
        self.run.length += read.len() as u64;
        self.begun = self.at;
        &self.run
    }

    /// Reads more, once the buffer is used up.
    #[cold]
    fn fill(&mut self) -> io::Result<()> {
        if self.run().length > MOST_RUN || self.is_over() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        (self.filled, self.end, self.at, self.begun) = (0, 0, 0, 0);
        self.filled = self.file.read(&mut self.buffer)?;
        self.end = self.filled.min(usize::try_from(self.left).unwrap_or(usize::MAX));
        self.left -= self.end as u64;
        if self.is_over() { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(()) }
    }
}

impl<R: Read> BufRead for BoundedReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end {
            self.fill()?;
        }
        Ok(self.buffer.get(self.at..self.end).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount;
    }
}

impl<R: Read> Read for BoundedReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}
