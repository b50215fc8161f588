//! Text below a `|` or a `>`, in the form that most have: all lines from one column on.

use memchr::memchr;

/// A block scalar, and the place after it.
pub(super) struct BlockScalar {
    /// The text.
    pub decoded: String,
    /// The end of its last line, without blanks.
    pub end: usize,
    /// The first line that does not belong to it.
    pub next: usize,
}

/// Reads the block scalar whose sign is at a place, on a line that ends at `line_end`, below a
/// parent with this indent. Returns `None` for scalars that the library reads: with an explicit
/// indent, with a comment after the sign, or with lines that begin or end with more blanks.
pub(super) fn block_scalar(
    text: &str,
    sign: usize,
    line_end: usize,
    parent: usize,
) -> Option<BlockScalar> {
    let (is_folded, keeps_break) = match text.get(sign..line_end)?.trim_ascii_end() {
        "|" => (false, true),
        "|-" => (false, false),
        ">" => (true, true),
        ">-" => (true, false),
        _ => return None,
    };
    let bytes = text.as_bytes();
    let first = line_end + 1;
    let indent = blanks(bytes.get(first..)?);
    if indent <= parent || matches!(bytes.get(first + indent), None | Some(b'\n')) {
        return None;
    }
    let (mut decoded, mut next, mut last_end) = (String::new(), first, first);
    // Line breaks since the last line with something in it.
    let mut breaks = 0;
    while next < bytes.len() {
        let rest = bytes.get(next..)?;
        let end = next + memchr(b'\n', rest).unwrap_or(rest.len());
        let own = blanks(rest.get(..end - next)?);
        if next + own == end {
            if own > indent {
                return None;
            }
            breaks += 1;
            next = end + 1;
            continue;
        }
        if own <= parent {
            break;
        }
        let line = text.get(next + indent..end).filter(|_| own >= indent)?;
        if is_folded && (line.starts_with(' ') || line.ends_with(' ')) {
            return None;
        }
        match breaks {
            1 if is_folded => decoded.push(' '),
            _ => decoded
                .extend(std::iter::repeat_n('\n', breaks - usize::from(is_folded && breaks > 0))),
        }
        decoded.push_str(line);
        (breaks, next, last_end) = (1, end + 1, end);
    }
    let written = text.get(first..last_end)?.trim_end();
    if decoded.trim().is_empty() {
        return None;
    }
    // If the file ends without a line break, so does the text.
    if keeps_break && last_end < bytes.len() {
        decoded.push('\n');
    }
    Some(BlockScalar { decoded, end: first + written.len(), next: next.min(bytes.len()) })
}

/// How many blanks a line begins with.
fn blanks(line: &[u8]) -> usize {
    line.iter().take_while(|&&b| b == b' ').count()
}
