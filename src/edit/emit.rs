use super::scalar::{self, Spot};
use super::value::Value;

/// How new lists and mappings are written.
#[derive(Clone, Copy)]
pub(super) struct Habit {
    pub line_break: &'static str,
    /// How far the `-` of a list stands to the right of its key.
    pub list_indent: usize,
    /// Whether a list of texts is written one item a line.
    pub tall_lists: bool,
}

/// A new list of mappings under a key in that column, a text before each item: as the lines below the key.
pub fn fresh_list(items: &[(String, Value)], column: usize) -> String {
    let habit = Habit::own("\n");
    let indent = " ".repeat(column);
    items.iter().map(|(before, item)| format!("{before}{indent}{}\n", habit.block_item(item, column, 2))).collect()
}

/// A key at the top of a file, and its value: as lines.
pub(super) fn fresh_entry(key: &str, value: &Value) -> String {
    Habit::own("\n").block_entry(key, value, 0) + "\n"
}

impl Habit {
    /// The program's own, where there is nothing to go by.
    pub(super) fn own(line_break: &'static str) -> Self {
        Habit { line_break, list_indent: 2, tall_lists: false }
    }

    fn spot(self, flow: bool, column: usize) -> Spot {
        Spot { flow, column, may_break: true, line_break: self.line_break }
    }

    fn new_line(self, column: usize) -> String {
        format!("{}{}", self.line_break, " ".repeat(column))
    }

    /// A value between brackets.
    pub(super) fn flow(self, value: &Value) -> String {
        match value {
            Value::Null => "null".to_owned(),
            Value::Text(text) => scalar::fresh(text, self.spot(true, 0)),
            Value::List(items) => format!("[{}]", items.iter().map(|item| self.flow(&item.value)).collect::<Vec<_>>().join(", ")),
            Value::Map(entries) => {
                let pairs = entries.iter().map(|entry| self.flow_entry(&entry.key, &entry.value));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// A key and its value between brackets.
    pub(super) fn flow_entry(self, key: &str, value: &Value) -> String {
        format!("{}: {}", scalar::fresh(key, self.spot(true, 0)), self.flow(value))
    }

    /// A key that stands in that column, and its value.
    pub(super) fn block_entry(self, key: &str, value: &Value, column: usize) -> String {
        format!("{}:{}", scalar::fresh(key, self.spot(false, column)), self.behind_key(value, column))
    }

    /// What stands behind the colon of a key in that column.
    pub(super) fn behind_key(self, value: &Value, column: usize) -> String {
        match value {
            Value::Null => String::new(),
            Value::Text(text) => format!(" {}", scalar::fresh(text, self.spot(false, column))),
            Value::Map(entries) if !entries.is_empty() => {
                let column = column + self.list_indent.max(2);
                entries.iter().map(|entry| self.new_line(column) + &self.block_entry(&entry.key, &entry.value, column)).collect()
            }
            Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Map(_))) || self.tall_lists && !items.is_empty() => {
                let column = column + self.list_indent;
                items.iter().map(|item| self.new_line(column) + &self.block_item(&item.value, column, 2)).collect()
            }
            other => format!(" {}", self.flow(other)),
        }
    }

    /// A `-` in that column, and the item behind it, so far to the right.
    pub(super) fn block_item(self, value: &Value, column: usize, offset: usize) -> String {
        let dash = format!("-{}", " ".repeat(offset.max(2) - 1));
        match value {
            Value::Map(entries) if !entries.is_empty() => {
                let column = column + offset.max(2);
                let lines = entries.iter().map(|entry| self.block_entry(&entry.key, &entry.value, column));
                dash + &lines.collect::<Vec<_>>().join(&self.new_line(column))
            }
            Value::Text(text) => dash + &scalar::fresh(text, self.spot(false, column)),
            other => dash + &self.flow(other),
        }
    }
}
