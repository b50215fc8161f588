//! Writes new values in the style of a file.

use super::scalar::{self, ScalarContext};
use super::text::ScalarText;
use super::value::{Value, ValueItem};

/// How new lists and mappings are written.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub line_break: &'static str,
    /// The distance of the `-` of a list to the right of its key.
    pub list_indent: usize,
    /// Whether a list of texts is written one item a line.
    pub tall_lists: bool,
}

/// A new list of mappings under a key in that column, a text before each item: as the lines below
/// the key.
pub fn fresh_list(items: &[(String, Value)], column: usize) -> String {
    let mut page = Writer { habit: Style::own("\n"), out: String::new() };
    for (before, item) in items {
        page.out += before;
        page.indent(column);
        page.block_item(item, column, 2);
        page.out.push('\n');
    }
    page.out
}

impl Style {
    /// The program's own, where there is nothing to go by.
    pub(super) fn own(line_break: &'static str) -> Self {
        Style { line_break, list_indent: 2, tall_lists: false }
    }

    /// A value between brackets.
    pub(super) fn flow(self, value: &Value) -> String {
        self.written(|page| page.flow(value))
    }

    /// A key and its value between brackets.
    pub(super) fn flow_entry(self, key: &str, value: &Value) -> String {
        self.written(|page| page.flow_entry(key, value))
    }

    /// Writes a key in that column, and its value.
    pub(super) fn block_entry(self, key: &str, value: &Value, column: usize) -> String {
        self.written(|page| page.block_entry(key, value, column))
    }

    /// Writes the value after the colon of a key in that column.
    pub(super) fn behind_key(self, value: &Value, column: usize) -> String {
        self.written(|page| page.behind_key(value, column))
    }

    /// Writes a `-` in that column, and the item at that distance.
    pub(super) fn block_item(self, value: &Value, column: usize, offset: usize) -> String {
        self.written(|page| page.block_item(value, column, offset))
    }

    fn written(self, write: impl FnOnce(&mut Writer)) -> String {
        let mut page = Writer { habit: self, out: String::new() };
        write(&mut page);
        page.out
    }
}

/// A text that is being written in the style of a file.
struct Writer {
    habit: Style,
    out: String,
}

impl Writer {
    fn scalar(&mut self, text: &ScalarText, flow: bool, column: usize) {
        self.out += &scalar::fresh(
            text,
            ScalarContext { flow, column, may_break: true, line_break: self.habit.line_break },
        );
    }

    fn indent(&mut self, column: usize) {
        self.out.extend(std::iter::repeat_n(' ', column));
    }

    fn new_line(&mut self, column: usize) {
        self.out += self.habit.line_break;
        self.indent(column);
    }

    fn flow(&mut self, value: &Value) {
        match value {
            Value::Null => self.out += "null",
            Value::Text(text) => self.scalar(text, true, 0),
            Value::List(items) => self.between("[]", items, |page, item| page.flow(&item.value)),
            Value::Map(entries) => {
                self.between("{}", entries, |page, entry| {
                    page.flow_entry(&entry.key, &entry.value);
                });
            }
        }
    }

    fn between<T>(&mut self, brackets: &str, all: &[T], write: impl Fn(&mut Self, &T)) {
        let (open, close) = brackets.split_at(1);
        self.out += open;
        for (number, one) in all.iter().enumerate() {
            self.out += if number > 0 { ", " } else { "" };
            write(self, one);
        }
        self.out += close;
    }

    fn flow_entry(&mut self, key: &str, value: &Value) {
        self.scalar(&key.into(), true, 0);
        self.out += ": ";
        self.flow(value);
    }

    fn block_entry(&mut self, key: &str, value: &Value, column: usize) {
        self.scalar(&key.into(), false, column);
        self.out.push(':');
        self.behind_key(value, column);
    }

    fn behind_key(&mut self, value: &Value, column: usize) {
        match value {
            Value::Null => {}
            Value::Text(text) => {
                self.out.push(' ');
                self.scalar(text, false, column);
            }
            Value::Map(entries) if !entries.is_empty() => {
                let column = column + self.habit.list_indent.max(2);
                for entry in entries {
                    self.new_line(column);
                    self.block_entry(&entry.key, &entry.value, column);
                }
            }
            Value::List(items) if self.is_tall(items) => {
                let column = column + self.habit.list_indent;
                for item in items {
                    self.new_line(column);
                    self.block_item(&item.value, column, 2);
                }
            }
            other => {
                self.out.push(' ');
                self.flow(other);
            }
        }
    }

    /// Whether a list is written one item a line.
    fn is_tall(&self, items: &[ValueItem]) -> bool {
        items.iter().any(|item| matches!(item.value, Value::Map(_)))
            || self.habit.tall_lists && !items.is_empty()
    }

    fn block_item(&mut self, value: &Value, column: usize, offset: usize) {
        self.out.push('-');
        self.indent(offset.max(2) - 1);
        match value {
            Value::Map(entries) if !entries.is_empty() => {
                let column = column + offset.max(2);
                for (number, entry) in entries.iter().enumerate() {
                    if number > 0 {
                        self.new_line(column);
                    }
                    self.block_entry(&entry.key, &entry.value, column);
                }
            }
            Value::Text(text) => self.scalar(text, false, column),
            other => self.flow(other),
        }
    }
}
