//! Reads assignments such as `status=ongoing`.

use super::problem::{Problem, problem};
use super::value::Value;
use crate::diagnostic::message;
use crate::format::yaml::parse;
use crate::text::{FileId, clean_line};

/// A change of an activity, as people write it: `status=ongoing`, `tags+=field`,
/// `milestones[2].done=2024-06-01`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub(super) way: Vec<PathStep>,
    pub(super) how: Op,
    pub(super) value: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum PathStep {
    Key(String),
    /// From 1.
    Number(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    /// `=`
    Set,
    /// `+=`
    Add,
    /// `-=`
    Take,
}

pub(super) type Result<T> = std::result::Result<T, Problem>;

impl Assignment {
    /// Makes the assignment of a value to a key of the activity, or to a key of a part of it after
    /// a dot.
    pub fn set(key: &str, value: impl Into<String>) -> Self {
        Assignment {
            way: key.split('.').map(|key| PathStep::Key(key.to_owned())).collect(),
            how: Op::Set,
            value: value.into(),
        }
    }

    /// Reads `KEY=VALUE`, `KEY+=VALUE` or `KEY-=VALUE`; a key may have a number in brackets, and a
    /// second key after a dot.
    ///
    /// # Errors
    /// If the text has another form.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = || Problem {
            what: message!(
                "edit.not-an-assignment",
                "`{text}` is not of the form KEY=VALUE",
                text = clean_line(text)
            ),
            help: message!(
                "edit.assignment-examples",
                "such as status=ongoing, tags+=field or milestones[2].done=2024-06-01"
            ),
        };
        let (left, value) = text.split_once('=').ok_or_else(wrong)?;
        let (way, how) = match (left.strip_suffix('+'), left.strip_suffix('-')) {
            (Some(way), _) => (way, Op::Add),
            (_, Some(way)) => (way, Op::Take),
            _ => (left, Op::Set),
        };
        let way = steps(way).ok_or_else(wrong)?;
        Ok(Assignment { way, how, value: value.to_owned() })
    }

    /// Returns the assignment to a part of the milestone of that number, from 1.
    #[must_use]
    pub fn of_milestone(mut self, number: usize) -> Self {
        self.way.splice(0..0, [PathStep::Key("milestones".to_owned()), PathStep::Number(number)]);
        self
    }

    /// Returns the key of the mapping itself that it is about.
    pub fn first_key(&self) -> &str {
        match self.way.first() {
            Some(PathStep::Key(key)) => key,
            _ => "",
        }
    }

    /// Whether it is about this key of the activity itself.
    pub fn is_of(&self, name: &str) -> bool {
        matches!(self.way.first(), Some(PathStep::Key(key)) if key == name)
    }
}

fn steps(text: &str) -> Option<Vec<PathStep>> {
    let mut steps = Vec::new();
    for part in text.split('.') {
        let (key, number) = match part.split_once('[') {
            Some((key, rest)) => (key, Some(rest.strip_suffix(']')?.parse::<usize>().ok()?)),
            None => (part, None),
        };
        let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if !is_key {
            return None;
        }
        steps.push(PathStep::Key(key.to_owned()));
        steps.extend(number.map(PathStep::Number));
    }
    Some(steps)
}

pub(super) fn shown(way: &[PathStep]) -> String {
    let mut text = String::new();
    for step in way {
        match step {
            PathStep::Key(key) if text.is_empty() => text += key,
            PathStep::Key(key) => text += &format!(".{key}"),
            PathStep::Number(number) => text += &format!("[{number}]"),
        }
    }
    text
}

/// Items with commas between them; `\,` is a comma in an item.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&',') => {
                items.iter_mut().last().into_iter().for_each(|item| item.push(','));
            }
            '\\' => items.iter_mut().last().into_iter().for_each(|item| item.push('\\')),
            ',' => items.push(String::new()),
            c => items.iter_mut().last().into_iter().for_each(|item| item.push(c)),
        }
        if c == '\\' && chars.peek() == Some(&',') {
            chars.next();
        }
    }
    if text.trim().is_empty() {
        Vec::new()
    } else {
        items.iter().map(|item| item.trim().to_owned()).collect()
    }
}

/// A value that is given as YAML: `{title: Report out, due: 2024-06-30}`.
pub(super) fn snippet(text: &str) -> Result<Value> {
    let (document, faults) = parse(FileId(0), text);
    if let Some(fault) = faults.first() {
        return problem(
            message!(
                "edit.not-yaml",
                "`{text}` cannot be read: {why}",
                text = clean_line(text),
                why = fault.message.clone()
            ),
            message!(
                "edit.write-yaml",
                "write it as in YAML: {{title: …, due: …}}, with text that holds a comma or a \
                colon in quotes"
            ),
        );
    }
    let value = document.root().map_or(Value::Null, Value::of);
    Ok(value.anew())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let way =
            |text: &str| Assignment::parse(text).map(|one| (shown(&one.way), one.how, one.value));
        assert_eq!(way("a=b=c"), Ok(("a".into(), Op::Set, "b=c".into())));
        assert_eq!(way("tags+=x"), Ok(("tags".into(), Op::Add, "x".into())));
        assert_eq!(way("tags-="), Ok(("tags".into(), Op::Take, String::new())));
        assert_eq!(
            way("milestones[2].done=2024"),
            Ok(("milestones[2].done".into(), Op::Set, "2024".into()))
        );
        for wrong in [
            "status",
            "=x",
            "a b=c",
            "a: b\nc=d",
            "m[x]=1",
            "m[1=2",
            "m]1[=2",
            "a..b=1",
            "[1]=2",
            "1=2",
        ] {
            assert!(Assignment::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(split(r"Korea\, Republic of, Fiji ,\x"), ["Korea, Republic of", "Fiji", "\\x"]);
    }
}
