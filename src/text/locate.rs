//! Lines and columns of byte offsets.

use std::collections::HashMap;

use super::source::Sources;
use super::span::FileId;

/// A place as people count it: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1. A byte-order mark is not counted.
    pub column: usize,
}

/// Turns byte offsets into lines and columns.
///
/// The lines of a file are looked for once. Columns of one line, asked for in order, cost one pass
/// over that line, however many they are and however long the line is.
pub struct Locator<'a> {
    sources: &'a Sources,
    /// The beginning of each line, by file.
    lines: HashMap<FileId, Vec<usize>>,
    /// The last answer: file, offset, place.
    last: (FileId, usize, Position),
}

impl<'a> Locator<'a> {
    /// A locator for these files.
    pub fn new(sources: &'a Sources) -> Self {
        let nowhere = (FileId(u32::MAX), 0, Position { line: 1, column: 1 });
        Locator { sources, lines: HashMap::new(), last: nowhere }
    }

    /// Returns line and column of a byte offset; an offset after the end counts as the end.
    pub fn position(&mut self, file: FileId, offset: u32) -> Position {
        let text = self.sources[file].text.as_str();
        let offset = floor(text, offset as usize);
        let (line, start) = self.line_at(file, offset);
        let (from, column) = match self.last {
            (last_file, last, at) if last_file == file && at.line == line && last <= offset => {
                (last, at.column)
            }
            _ => (start.min(offset), 1),
        };
        let column = column + text.get(from..offset).map_or(0, |passed| passed.chars().count());
        let position = Position { line, column };
        self.last = (file, offset, position);
        position
    }

    /// The line that holds an offset: where it begins, and its text without the line break.
    pub fn line(&mut self, file: FileId, offset: u32) -> (usize, &'a str) {
        let text = self.sources[file].text.as_str();
        let (number, start) = self.line_at(file, floor(text, offset as usize));
        let end = self
            .lines
            .get(&file)
            .and_then(|lines| lines.get(number))
            .copied()
            .unwrap_or(text.len());
        let line = text.get(start..end).unwrap_or("");
        let line = line.strip_suffix('\n').unwrap_or(line);
        (start, line.strip_suffix('\r').unwrap_or(line))
    }

    /// The number of the line that holds an offset, from 1, and where it begins.
    fn line_at(&mut self, file: FileId, offset: usize) -> (usize, usize) {
        let source = &self.sources[file];
        let lines = self.lines.entry(file).or_insert_with(|| {
            let breaks = memchr::memchr_iter(b'\n', source.text.as_bytes()).map(|at| at + 1);
            std::iter::once(source.bom_len()).chain(breaks).collect()
        });
        let number = lines.partition_point(|&start| start <= offset).max(1);
        (number, lines.get(number - 1).copied().unwrap_or(0))
    }
}

/// The nearest place at or before an offset where a character begins.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[test]
    fn counts_characters_not_bytes_and_no_byte_order_mark() {
        let text = "\u{feff}a: é😀数x\r\nb: y\n".to_owned();
        let x = text.find('x').unwrap_or(0) as u32;
        let y = text.find('y').unwrap_or(0) as u32;
        let sources = Sources::new(vec![Source { path: "p".into(), text }]);
        let mut locator = Locator::new(&sources);
        assert_eq!(locator.position(FileId(0), x), Position { line: 1, column: 7 });
        assert_eq!(locator.position(FileId(0), y), Position { line: 2, column: 4 });
        assert_eq!(locator.position(FileId(0), 0), Position { line: 1, column: 1 });
        assert_eq!(locator.line(FileId(0), x).1, "a: é😀数x");
    }
}
