//! Messages with an id: the words of a message can be improved or translated, and its id stays.

use std::fmt::{self, Display};
use std::io;

use chrono::NaiveDate;

use super::template::{Part, Template};
use crate::text::clean_line;

/// A sentence with its arguments. It becomes text only where it is shown.
///
/// Two messages are equal if their ids and arguments are; the words do not count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    template: &'static Template,
    arguments: Box<[Argument]>,
}

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Argument {
    /// A name, an id, a value as it is written in a file.
    Text(Box<str>),
    /// An integer.
    Number(i64),
    /// A number with decimal places, as it is shown.
    Figure(Box<str>),
    /// A day.
    Day(NaiveDate),
    /// A sentence, or a part of one.
    Message(Message),
}

/// Makes a message: its id, the English template, and the arguments by name.
///
/// A placeholder without an argument, or an argument without a placeholder, does not compile.
macro_rules! message {
    ($id:literal, $english:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const TEMPLATE: &$crate::diagnostic::Template =
            $crate::diagnostic::template!($id, $english $(, $name)*);
        $crate::diagnostic::Message::new(
            TEMPLATE,
            [$($crate::diagnostic::message!(@value $name $(= $value)?).into()),*],
        )
    }};
    (@value $name:ident) => { $name };
    (@value $name:ident = $value:expr) => { $value };
}
pub(crate) use message;

impl Message {
    /// A message by its template, with the arguments in the order of their names.
    #[doc(hidden)]
    pub fn new<const N: usize>(template: &'static Template, arguments: [Argument; N]) -> Self {
        Message { template, arguments: Box::new(arguments) }
    }

    /// Makes a message of a plain text that no catalogue can translate: for tests, and for text
    /// that is already in words.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Message::new(Template::VERBATIM, [text.into().into()])
    }

    /// Returns the message with flags behind each command of ours that stands between backticks;
    /// they begin with a space.
    #[must_use]
    pub fn with_flags(self, flags: &str) -> Self {
        Message::new(Template::WITH_FLAGS, [self.into(), flags.into()])
    }

    fn fmt_argument(&self, number: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.arguments.get(number).map_or(Ok(()), |argument| argument.fmt(f))
    }

    fn fmt_with_flags(&self, flags: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, part) in self.to_string().split('`').enumerate() {
            f.write_str(if number > 0 { "`" } else { "" })?;
            f.write_str(part)?;
            let is_command = number % 2 == 1 && part.starts_with("workplan ");
            f.write_str(if is_command { flags } else { "" })?;
        }
        Ok(())
    }

    /// The id: the rule or `shared`, a full stop, and the name of the message.
    pub fn id(&self) -> &'static str {
        self.template.id
    }

    /// Returns the text of the first argument of the message with an id that is this one, or one
    /// of its arguments.
    pub(crate) fn text_of(&self, id: &str) -> Option<&str> {
        match self.arguments.first() {
            Some(Argument::Text(text)) if self.id() == id => Some(text),
            _ => self.arguments.iter().find_map(|argument| match argument {
                Argument::Message(message) => message.text_of(id),
                _ => None,
            }),
        }
    }

    /// Returns the message without its numbers: numbers and days are left out, and texts lose their
    /// digits.
    pub(super) fn without_numbers(&self) -> Self {
        let arguments = self.arguments.iter().map(|argument| match argument {
            Argument::Text(text) => text.replace(|c: char| c.is_ascii_digit(), "").into(),
            Argument::Message(message) => message.without_numbers().into(),
            Argument::Number(_) | Argument::Figure(_) | Argument::Day(_) => Argument::Number(0),
        });
        Message { template: self.template, arguments: arguments.collect() }
    }

    /// Calls `each` with the id and with every argument that is not a number, in order.
    pub(super) fn for_each_word(&self, each: &mut dyn FnMut(&str)) {
        each(self.id());
        for argument in &self.arguments {
            match argument {
                Argument::Text(text) => each(text),
                Argument::Day(day) => each(&day.to_string()),
                Argument::Message(message) => message.for_each_word(each),
                Argument::Number(_) | Argument::Figure(_) => {}
            }
        }
    }
}

// In JSON a message is its text.
impl serde::Serialize for Message {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [Argument::Message(message), Argument::Text(flags)] = self.arguments.as_ref()
            && self.template == Template::WITH_FLAGS
        {
            return message.fmt_with_flags(flags, f);
        }
        for part in self.template.parts {
            match *part {
                Part::Words(words) => f.write_str(words)?,
                Part::Argument(number) => self.fmt_argument(number, f)?,
                Part::Choice(number, one, many) => match self.arguments.get(number) {
                    Some(Argument::Number(1)) => fmt_choice(one, 1, f)?,
                    Some(Argument::Number(amount)) => fmt_choice(many, *amount, f)?,
                    _ => self.fmt_argument(number, f)?,
                },
            }
        }
        Ok(())
    }
}

/// Writes the words of a choice with the number in the place of `#`.
fn fmt_choice(mut words: &str, number: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    while let Some((before, behind)) = words.split_once('#') {
        f.write_str(before)?;
        number.fmt(f)?;
        words = behind;
    }
    f.write_str(words)
}

// A message goes along in an error of the system's kind: `io::Error::other(message!(…))`.
impl std::error::Error for Message {}

/// Takes our own message out of an error of the system's kind. The system's own words stay as they
/// are.
impl From<&io::Error> for Message {
    fn from(error: &io::Error) -> Self {
        match error.get_ref().and_then(|own| own.downcast_ref::<Message>()) {
            Some(own) => own.clone(),
            None => Message::verbatim(clean_line(&error.to_string())),
        }
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Argument::Text(text) | Argument::Figure(text) => f.write_str(text),
            Argument::Number(number) => number.fmt(f),
            Argument::Day(day) => day.fmt(f),
            Argument::Message(message) => message.fmt(f),
        }
    }
}

impl Argument {
    /// A number that is shown with decimal places.
    pub fn figure(figure: impl fmt::Display) -> Self {
        Argument::Figure(figure.to_string().into())
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Argument::Text(text.into())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Argument::Text(text.into())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<std::borrow::Cow<'_, str>> for Argument {
    fn from(text: std::borrow::Cow<'_, str>) -> Self {
        Argument::Text(text.into())
    }
}

impl From<&std::borrow::Cow<'_, str>> for Argument {
    fn from(text: &std::borrow::Cow<'_, str>) -> Self {
        Argument::Text(text.as_ref().into())
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Argument::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Argument::Number(number.into())
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Self {
        Argument::Number(number as i64)
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Argument::Number(number as i64)
    }
}

impl From<NaiveDate> for Argument {
    fn from(day: NaiveDate) -> Self {
        Argument::Day(day)
    }
}

impl From<&io::Error> for Argument {
    fn from(error: &io::Error) -> Self {
        Argument::Message(error.into())
    }
}

impl From<io::Error> for Argument {
    fn from(error: io::Error) -> Self {
        (&error).into()
    }
}

impl From<&Message> for Argument {
    fn from(message: &Message) -> Self {
        Argument::Message(message.clone())
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Argument::Message(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_go_where_their_names_stand() {
        let days = |days: i64| {
            let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap_or_default();
            message!(
                "a.b",
                "{{{what}}} was due on {due}, {days#one day|# days} ago",
                due = day,
                days,
                what = message!("a.c", "`{id}`", id = "1.1"),
            )
        };
        assert_eq!(days(1).to_string(), "{`1.1`} was due on 2024-02-29, one day ago");
        assert_eq!(days(20).to_string(), "{`1.1`} was due on 2024-02-29, 20 days ago");
        assert_eq!(message!("a.b", "{{}} it is so").to_string(), "{} it is so");
        assert_eq!(Message::verbatim("{a}").to_string(), "{a}");
    }

    #[test]
    fn flags_go_behind_each_command_of_ours() {
        let advice =
            message!("a.b", "`workplan check` or `git log` or `workplan show {id}`", id = "1.1");
        assert_eq!(
            advice.with_flags(" --dir d").to_string(),
            "`workplan check --dir d` or `git log` or `workplan show 1.1 --dir d`"
        );
    }

    #[test]
    fn a_message_is_known_by_its_id_and_its_arguments() {
        let one = message!("a.b", "it is {what}", what = "1.1");
        assert_eq!(one, message!("a.b", "c'est {what}", what = "1.1"));
        assert_ne!(one, message!("a.b", "it is {what}", what = "1.2"));
        assert_ne!(one, message!("a.c", "it is {what}", what = "1.1"));
        let loose = |what: &str, number: i64| {
            message!("a.b", "{what} {number}", what, number).without_numbers()
        };
        assert_eq!(loose("1.1", 1), loose("2.34", 5));
        assert_ne!(loose("a1", 1), loose("b1", 1));
    }
}
