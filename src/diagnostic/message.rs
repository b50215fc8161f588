//! Messages with an id: the words of a message can be improved or translated, and its id stays.

use std::fmt;
use std::io;

use chrono::NaiveDate;

/// A sentence with its arguments. It becomes text only where it is shown.
///
/// Two messages are equal if their ids and arguments are; the words do not count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    template: &'static Template,
    arguments: Box<[Argument]>,
}

/// An id, and the English sentence with a placeholder for each argument.
///
/// `{name}` is replaced by an argument. `{days#one day|# days}` chooses between singular and plural
/// by a number, which `#` stands for. `{{` and `}}` are braces.
#[derive(Debug)]
pub struct Template {
    id: &'static str,
    english: &'static str,
    names: &'static [&'static str],
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
            &$crate::diagnostic::Template::new($id, $english, &[$(stringify!($name)),*]);
        $crate::diagnostic::Message::new(
            TEMPLATE,
            [$($crate::diagnostic::message!(@value $name $(= $value)?).into()),*],
        )
    }};
    (@value $name:ident) => { $name };
    (@value $name:ident = $value:expr) => { $value };
}
pub(crate) use message;

impl Template {
    /// A template that takes the arguments of these names.
    #[doc(hidden)]
    pub const fn new(
        id: &'static str,
        english: &'static str,
        names: &'static [&'static str],
    ) -> Self {
        assert!(agree(english, names), "a placeholder or an argument has no counterpart");
        Template { id, english, names }
    }

    /// The template of a text that is not known by its words.
    const VERBATIM: &'static Template = &Template::new("shared.verbatim", "{text}", &["text"]);
}

// A template is known by its id, whatever its words are.
impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Template {}

impl PartialOrd for Template {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Template {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.id.cmp(other.id)
    }
}

impl std::hash::Hash for Template {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

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

    /// The id: the rule or `shared`, a full stop, and the name of the message.
    pub fn id(&self) -> &'static str {
        self.template.id
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

    fn argument(&self, name: &str) -> Option<&Argument> {
        let (_, found) =
            self.template.names.iter().zip(&self.arguments).find(|(own, _)| **own == name)?;
        Some(found)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.template.english;
        while let Some((text, behind)) = rest.split_once(['{', '}']) {
            f.write_str(text)?;
            if let Some(escaped) = behind.strip_prefix(['{', '}']) {
                f.write_str(behind.get(..1).unwrap_or_default())?;
                rest = escaped;
                continue;
            }
            let (inside, after) = behind.split_once('}').unwrap_or((behind, ""));
            rest = after;
            let (name, choice) = inside.split_once('#').map_or((inside, None), |(name, _)| {
                (name, inside.get(name.len() + 1..).and_then(|choice| choice.split_once('|')))
            });
            match (self.argument(name), choice) {
                (Some(Argument::Number(number)), Some((one, many))) => {
                    let chosen = if *number == 1 { one } else { many };
                    f.write_str(&chosen.replace('#', &number.to_string()))?;
                }
                (Some(argument), _) => argument.fmt(f)?,
                (None, _) => {}
            }
        }
        f.write_str(rest)
    }
}

// A message goes along in an error of the system's kind: `io::Error::other(message!(…))`.
impl std::error::Error for Message {}

/// Takes our own message out of an error of the system's kind. The system's own words stay as they
/// are.
impl From<&io::Error> for Message {
    fn from(error: &io::Error) -> Self {
        match error.get_ref().and_then(|own| own.downcast_ref::<Message>()) {
            Some(own) => own.clone(),
            None => Message::verbatim(error.to_string()),
        }
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Message::verbatim(text)
    }
}

impl From<&String> for Message {
    fn from(text: &String) -> Self {
        Message::verbatim(text.as_str())
    }
}

impl From<std::borrow::Cow<'_, str>> for Message {
    fn from(text: std::borrow::Cow<'_, str>) -> Self {
        Message::verbatim(text)
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Message::verbatim(text)
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

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Argument::Message(message)
    }
}

/// Whether each placeholder has an argument, and each argument a placeholder.
const fn agree(template: &str, names: &[&str]) -> bool {
    let (mut rest, mut used) = (template.as_bytes(), 0u32);
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (*first, behind) {
            (b'{', [b'{', more @ ..]) | (b'}', [b'}', more @ ..]) => rest = more,
            (b'}', _) => return false,
            (b'{', _) => {
                let Some(number) = named(behind, names) else { return false };
                let Some(after) = after_placeholder(behind) else { return false };
                used |= 1 << number;
                rest = after;
            }
            _ => {}
        }
    }
    used == (1 << names.len()) - 1
}

/// Returns the text after a placeholder that is a name, or a name and a choice of two.
const fn after_placeholder(mut rest: &[u8]) -> Option<&[u8]> {
    let (mut is_choice, mut bars) = (false, 0);
    while let [first, behind @ ..] = rest {
        match *first {
            b'}' => return if bars == is_choice as usize { Some(behind) } else { None },
            b'{' => return None,
            b'#' => is_choice = true,
            b'|' => bars += 1,
            _ => {}
        }
        rest = behind;
    }
    None
}

/// The number of the name that a placeholder begins with.
const fn named(placeholder: &[u8], mut names: &[&str]) -> Option<usize> {
    let mut number = 0;
    while let [name, others @ ..] = names {
        let (mut left, mut own) = (placeholder, name.as_bytes());
        while let ([a, a_rest @ ..], [b, b_rest @ ..]) = (left, own) {
            if *a != *b {
                break;
            }
            (left, own) = (a_rest, b_rest);
        }
        if own.is_empty() && matches!(left, [b'}' | b'#', ..]) {
            return Some(number);
        }
        number += 1;
        names = others;
    }
    None
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

    #[test]
    fn templates_and_arguments_have_to_agree() {
        for (template, names, is_right) in [
            ("nothing", &[][..], true),
            ("{a} and {b}", &["a", "b"], true),
            ("{b} and {a} and {b}", &["a", "b"], true),
            ("{{a}}", &[], true),
            ("{a#one|# of them}", &["a"], true),
            ("{a}", &[], false),
            ("{a}", &["ab"], false),
            ("{ab}", &["a"], false),
            ("nothing", &["a"], false),
            ("{a} and {a}", &["a", "b"], false),
            ("{a", &["a"], false),
            ("a}", &[], false),
            ("{a#one}", &["a"], false),
            ("{a#one|two|many}", &["a"], false),
            ("{a|b}", &["a"], false),
        ] {
            assert_eq!(agree(template, names), is_right, "{template} {names:?}");
        }
    }
}
