//! What a workbook unpacks to, looked at before it is read: its size, the length of its texts, and ranges that are written backwards.

use std::borrow::Cow;
use std::io::{self, Cursor, Read, Write};

use memchr::{memchr2_iter, memmem};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::book::cell_name;

/// The most that a workbook may hold when it is unpacked. 200,000 activities take some 250 MiB.
const MOST_UNPACKED: u64 = 1 << 30;

/// The most that a part of it may take that is no sheet: it is kept in memory, where sheets are read cell by cell.
const MOST_KEPT: u64 = 128 << 20;

/// The most characters that a cell may hold, as spreadsheets have it.
pub(super) const MOST_CHARS: usize = 32_767;

/// The most bytes of a tag, and of what stands between two tags: a text of the longest kind, each character written as a reference.
const MOST_RUN: usize = 512 << 10;

/// The most bytes of one text in all of its runs, and of blanks beside tags.
const MOST_TEXT: usize = 8 << 20;

/// The most places of a sheet in which cells are merged.
const MOST_MERGED: usize = 100_000;

/// How much is looked at together: the name of a tag, or a range with its quotes.
const LOOK_AHEAD: usize = 128;

/// The most bytes of a range, and of the blanks before it. Programs write no more than 21, and no blanks.
const MOST_RANGE: usize = 40;

/// A part of a workbook, as far as it has been looked at.
#[derive(Default)]
struct Part {
    length: u64,
    /// In how many places cells are merged in it.
    merged: usize,
    /// Whether a range in it begins with its last cell.
    is_backwards: bool,
    /// Whether what comes next belongs to a tag.
    is_tag: bool,
    /// The bytes since the last tag began or ended.
    run: usize,
    /// The bytes outside of tags since the last tag that begins a text or a cell: those between two tags with nothing but blanks, and the others.
    blank: usize,
    text: usize,
}

/// What a workbook was found to be.
pub(super) struct Unpacked<'b> {
    /// The workbook; ranges that began with their last cell are in order now.
    pub bytes: Cow<'b, [u8]>,
    /// Whether cells are merged anywhere in it.
    pub has_merged: bool,
}

/// Looks at all parts of a workbook.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked<'_>, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("it is damaged or cut off: {error}"))?;
    let mut left = MOST_UNPACKED;
    let (mut has_merged, mut backwards) = (false, Vec::new());
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).map_err(|error| format!("it cannot be unpacked: {error}"))?;
        let name = file.name().map(Cow::into_owned).unwrap_or_default();
        if name.ends_with("vbaProject.bin") {
            return Err("it holds macros: save it as .xlsx without them".to_owned());
        }
        if name == "content.xml" {
            return Err("it is of the form of OpenDocument (.ods): save it as .xlsx".to_owned());
        }
        let limit = if name.contains("/worksheets/") { MOST_UNPACKED } else { MOST_KEPT };
        let most = left.min(limit);
        let part = look(&mut file, most)?;
        has_merged |= part.merged > 0;
        if part.is_backwards {
            backwards.push(number);
        }
        left = left
            .checked_sub(part.length)
            .filter(|_| part.length <= most)
            .ok_or_else(|| format!("it unpacks to more than {} MiB", if most < limit { MOST_UNPACKED } else { limit } >> 20))?;
    }
    let bytes = if backwards.is_empty() {
        bytes.into()
    } else {
        put_in_order(&mut archive, &backwards).map_err(|error| format!("it is damaged: {error}"))?.into()
    };
    Ok(Unpacked { bytes, has_merged })
}

/// Reads a part, up to one byte more than `most`. What it says of its own size need not be so.
fn look(file: &mut impl Read, most: u64) -> Result<Part, String> {
    let mut file = file.take(most.saturating_add(1));
    let mut part = Part::default();
    let mut buffer = vec![0; 64 << 10];
    let (mut kept, mut is_xml) = (0, false);
    loop {
        let read = file.read(buffer.get_mut(kept..).unwrap_or_default()).map_err(|error| format!("it is damaged: {error}"))?;
        let filled = kept + read;
        let text = buffer.get(..filled).unwrap_or_default();
        if part.length == 0 {
            is_xml = text.trim_ascii_start().starts_with(b"<") || text.starts_with(b"\xef\xbb\xbf");
        }
        part.length += read as u64;
        // The last bytes are looked at together with those that follow.
        let end = if read == 0 { filled } else { filled.saturating_sub(LOOK_AHEAD) };
        if is_xml {
            part.pass(text, end)?;
        }
        if read == 0 {
            return Ok(part);
        }
        kept = filled - end;
        buffer.copy_within(end..filled, 0);
    }
}

impl Part {
    /// Looks at what begins before `end`.
    fn pass(&mut self, text: &[u8], end: usize) -> Result<(), String> {
        let mut last = 0;
        for at in memchr2_iter(b'<', b'>', text.get(..end).unwrap_or_default()) {
            self.count(text.get(last..at).unwrap_or_default())?;
            self.run = 0;
            // In an attribute this sign ends no tag: what follows is counted as text then, which is too much rather than too little.
            if text.get(at) == Some(&b'>') {
                self.is_tag = false;
                last = at + 1;
                continue;
            }
            last = at;
            let name = text.get(at + 1..).unwrap_or_default();
            let name = name.split(|byte| matches!(byte, b' ' | b'>' | b'/' | b'\t' | b'\r' | b'\n')).next().unwrap_or_default();
            match name.rsplit(|byte| *byte == b':').next() {
                Some(b"si" | b"is" | b"c") => (self.text, self.blank) = (0, 0),
                Some(b"mergeCell") => self.merged += 1,
                _ => {}
            }
            // `<![CDATA[` is text.
            self.is_tag = !name.starts_with(b"!");
            if self.merged > MOST_MERGED {
                return Err(format!("a sheet of it has merged cells in more than {MOST_MERGED} places"));
            }
        }
        self.count(text.get(last..end).unwrap_or_default())?;
        for range in ranges(text, end, b"ref").chain(ranges(text, end, b"r")) {
            let range = range.ok_or("it is damaged: a range in it has no end")?;
            if range.is_beyond() {
                return Err(format!("it names a cell beyond the last one of a sheet, XFD1048576: {}", range.value));
            }
            self.is_backwards |= range.in_order().is_some();
        }
        Ok(())
    }

    fn count(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.run += bytes.len();
        if self.is_tag {
            return if self.run > MOST_RUN { Err(format!("a tag in it is longer than {} KiB", MOST_RUN >> 10)) } else { Ok(()) };
        }
        let is_blank = bytes.iter().all(u8::is_ascii_whitespace);
        *(if is_blank { &mut self.blank } else { &mut self.text }) += bytes.len();
        if self.run > MOST_RUN && !is_blank || self.text > MOST_TEXT {
            return Err(format!("a text in it is longer than {MOST_CHARS} characters, the most that a cell may hold"));
        }
        if self.run > MOST_RUN || self.blank > MOST_TEXT {
            return Err(format!(
                "more than {} KiB of blanks stand between two of its cells or texts",
                if self.run > MOST_RUN { MOST_RUN } else { MOST_TEXT } >> 10
            ));
        }
        Ok(())
    }
}

/// A range in the attribute `ref` of some tag.
struct Range<'t> {
    at: usize,
    value: &'t str,
}

impl Range<'_> {
    /// Whether a cell has more letters or digits than the last one of a sheet.
    fn is_beyond(&self) -> bool {
        let digits = |cell: &str| cell.bytes().filter(u8::is_ascii_digit).count();
        self.value
            .split(':')
            .any(|cell| cell.bytes().all(|byte| byte.is_ascii_alphanumeric()) && (digits(cell) > 7 || cell.len() - digits(cell) > 3))
    }

    /// The range from its first cell to its last one; none where it is so already, or is no range.
    fn in_order(&self) -> Option<String> {
        let (one, other) = self.value.split_once(':')?;
        let ((row, column), (last_row, last_column)) = (cell(one)?, cell(other)?);
        (row > last_row || column > last_column).then(|| {
            let first = cell_name(row.min(last_row), column.min(last_column));
            format!("{first}:{}", cell_name(row.max(last_row), column.max(last_column)))
        })
    }
}

/// The ranges, or the places, of the attributes of a name that begin up to `end`, but for one at the very beginning, which was at the end of the piece before. None
/// for one that has no end where it should.
fn ranges<'t>(text: &'t [u8], end: usize, name: &'static [u8]) -> impl Iterator<Item = Option<Range<'t>>> {
    let names = memmem::find_iter(text, name).take_while(move |at| *at <= end);
    let names = names.filter(|&at| at > 0 && text.get(at - 1).is_some_and(u8::is_ascii_whitespace));
    names.filter_map(|at| {
        let rest = text.get(at + name.len()..)?;
        let near = rest.get(..MOST_RANGE).unwrap_or(rest).trim_ascii_start();
        if near.is_empty() && rest.len() >= MOST_RANGE {
            return Some(None);
        }
        let near = near.strip_prefix(b"=")?.trim_ascii_start();
        let Some((quote, value)) = near.split_first() else { return Some(None) };
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let at = at + name.len() + rest.len().min(MOST_RANGE) - value.len();
        let value = text.get(at..).unwrap_or_default();
        let Some(end) = value.iter().take(MOST_RANGE).position(|byte| byte == quote) else { return Some(None) };
        Some(Some(Range { at, value: std::str::from_utf8(value.get(..end)?).ok()? }))
    })
}

/// `D5`: row and column from 0.
fn cell(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(digits);
    let letter = |column: u32, c: char| column.checked_mul(26)?.checked_add(c.to_ascii_uppercase() as u32 - 64);
    let column = letters.chars().try_fold(0, |column: u32, c| c.is_ascii_alphabetic().then(|| letter(column, c))?)?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The workbook with the ranges of some parts from their first cell to their last one.
fn put_in_order(archive: &mut ZipArchive<Cursor<&[u8]>>, parts: &[usize]) -> io::Result<Vec<u8>> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..archive.len() {
        let mut file = archive.by_index(number)?;
        if !parts.contains(&number) {
            out.raw_copy_file(file)?;
            continue;
        }
        out.start_file(file.name().map(Cow::into_owned).unwrap_or_default(), SimpleFileOptions::default())?;
        let mut buffer = vec![0; 64 << 10];
        let mut kept = 0;
        loop {
            let read = file.read(buffer.get_mut(kept..).unwrap_or_default())?;
            let filled = kept + read;
            let text = buffer.get(..filled).unwrap_or_default();
            let most = if read == 0 { filled } else { filled.saturating_sub(LOOK_AHEAD) };
            let mut written = 0;
            for range in ranges(text, most, b"ref").flatten() {
                if let Some(value) = range.in_order() {
                    out.write_all(text.get(written..range.at).unwrap_or_default())?;
                    out.write_all(value.as_bytes())?;
                    written = range.at + range.value.len();
                }
            }
            let end = most.max(written);
            out.write_all(text.get(written..end).unwrap_or_default())?;
            if read == 0 {
                break;
            }
            kept = filled - end;
            buffer.copy_within(end..filled, 0);
        }
    }
    Ok(out.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_put_in_order() {
        let order = |value: &str| Range { at: 0, value }.in_order();
        assert_eq!(order("D2:A2").as_deref(), Some("A2:D2"));
        assert_eq!(order("A9:D2").as_deref(), Some("A2:D9"));
        assert_eq!([order("A1:B2"), order("A1"), order("x:y"), order("A0:A1"), order("A1:B2:A1")], [const { None }; 5]);
        let found: Vec<&str> = ranges(b"<a ref=\"D2:A2\"><b ref = 'C1'/><pref x=\"A\"/><c sqref=\"B2:A1\"/>", 99, b"ref")
            .flatten()
            .map(|range| range.value)
            .collect();
        assert_eq!(found, ["D2:A2", "C1"]);
        let zeros = format!(" ref=\"D2:A{}2\"", "0".repeat(60));
        for strange in [zeros.as_str(), &format!(" ref{}=\"D2:A2\"", " ".repeat(60)), &format!(" ref={}\"D2:A2\"", " ".repeat(60))] {
            assert!(ranges(strange.as_bytes(), 99, b"ref").any(|range| range.is_none()), "{strange}");
        }
    }

    #[test]
    fn a_long_text_is_found_wherever_a_piece_ends() {
        let long = |before: usize, length: usize| {
            let text = format!("<sst>{}<si><t>{}</t></si>", " ".repeat(before), "x".repeat(length));
            look(&mut text.as_bytes(), u64::MAX).map(|part| part.length)
        };
        for before in [0, 65_530, 65_536] {
            assert_eq!(long(before, MOST_RUN - 10), Ok((before + MOST_RUN - 10 + 21) as u64));
            assert!(long(before, MOST_RUN + 10).is_err());
        }
    }

    #[test]
    fn what_is_no_text_is_not_said_to_be_one() {
        let said = |part: &str| look(&mut part.as_bytes(), u64::MAX).map(|part| part.merged);
        let merged = |many: usize| format!("<c r=\"A1\"/><mergeCells>\n{}", "  <mergeCell ref=\"A1:B1\"/>\n".repeat(many));
        assert_eq!(said(&merged(MOST_MERGED)), Ok(MOST_MERGED));
        assert_eq!(said(&merged(MOST_MERGED + 1)), Err("a sheet of it has merged cells in more than 100000 places".to_owned()));
        assert_eq!(said(&format!("<c/>{}", "<link to=\"a place on some page\"/>".repeat(MOST_TEXT / 20))), Ok(0));
        assert_eq!(said(&format!("<a b=\"{}\"/>", "x".repeat(MOST_RUN))), Err("a tag in it is longer than 512 KiB".to_owned()));
        let blanks = format!("{}<b/>", " ".repeat(1000)).repeat(MOST_TEXT / 1000 + 1);
        assert_eq!(said(&blanks), Err("more than 8192 KiB of blanks stand between two of its cells or texts".to_owned()));
        // A text is one text whatever stands inside of it.
        for (inside, many) in
            [("<b/>", 1000), ("<mergeCell/>", 1000), ("<![CDATA[x]]>", 1000), ("</c>", 1000), ("<b a='>'/>", 1000), (">", 1)]
        {
            let text = format!("<is><t>{}", format!("{}{inside}", "x".repeat(many)).repeat(MOST_TEXT / many + 1));
            assert!(said(&text).is_err_and(|said| said.starts_with("a text in it is longer than")), "{inside}");
        }
    }
}
