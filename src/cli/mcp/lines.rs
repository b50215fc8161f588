//! Reads lines of bounded length.

use std::io::{self, BufRead, ErrorKind};

use memchr::memchr;

/// The most bytes of a message.
pub(super) const MOST_BYTES: usize = 4 << 20;

/// A line of the input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line without its end; the last one may have none.
    Whole(Vec<u8>),
    /// A line that is longer than a message may be. Its bytes are not kept.
    TooLong,
}

/// Returns the next line; `None` at the end of the input.
///
/// # Errors
/// If the input cannot be read.
pub(super) fn next_line(input: &mut dyn BufRead) -> io::Result<Option<Line>> {
    let (mut line, mut is_too_long, mut is_begun) = (Vec::new(), false, false);
    loop {
        let bytes = match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            bytes => bytes?,
        };
        let is_end = bytes.is_empty();
        is_begun |= !is_end;
        let end = memchr(b'\n', bytes);
        let (piece, used) = match end {
            Some(end) => (bytes.get(..end).unwrap_or_default(), end + 1),
            None => (bytes, bytes.len()),
        };
        is_too_long |= line.len() + piece.len() > MOST_BYTES;
        if is_too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(piece);
        }
        input.consume(used);
        if is_end && !is_begun {
            return Ok(None);
        }
        if is_end || end.is_some() {
            return Ok(Some(if is_too_long { Line::TooLong } else { Line::Whole(line) }));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over() -> io::Result<()> {
        let long = "x".repeat(MOST_BYTES);
        let text = format!("a\n\n{long}\n{long}y\nb");
        // In small pieces, as they come through a pipe.
        let mut input = BufReader::with_capacity(1000, text.as_bytes());
        let mut seen = Vec::new();
        while let Some(line) = next_line(&mut input)? {
            seen.push(match line {
                Line::Whole(line) => Some(line.len()),
                Line::TooLong => None,
            });
        }
        assert_eq!(seen, [Some(1), Some(0), Some(MOST_BYTES), None, Some(1)]);
        Ok(())
    }
}
