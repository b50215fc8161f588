use std::borrow::Cow;
use std::collections::HashSet;

use super::hint::write_list;
use super::quoted::shortened;
use super::reader::{Fields, Reader};
use crate::diagnostic::{
    Message, did_you_mean, is_spelling_of, keep_one_of_the_two, message, nearest,
};
use crate::format::aliases;
use crate::format::keys::{KeySpec, ValueKind};
use crate::format::yaml::{Node, NodeKind, Style, id_for_all};
use crate::model::{Amount, DateError, DateSpan, Decimal, DecimalError, Reference, Text, is_id};
use crate::text::{Spanned, first_unseen, is_refused, is_unseen, unseen_label};

/// How many owners or partners an activity has at the most: a digest tells each of them of all the
/// others.
const MOST_ORGANIZATIONS: usize = 1_000;

impl<'d> Reader<'d> {
    /// The key's value. Where it stands twice the first that can be read counts, and what is wrong
    /// with any of them is told.
    pub(super) fn first<'s, T>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
        mut read: impl FnMut(&mut Self, &'static KeySpec, Node<'d, 's>) -> Option<T>,
    ) -> Option<T> {
        let mut first = None;
        for (key, node) in fields.all(key) {
            let before = self.diagnostics.count();
            let value = read(self, key, node);
            if value.is_none() && self.diagnostics.count() > before {
                self.advise(key, node, None);
            }
            first = first.or(value);
        }
        first
    }

    /// The scalar behind a key, or in a list behind it; anything else is told.
    fn scalar<'s>(&mut self, key: &KeySpec, node: Node<'d, 's>) -> Option<Text<'s>> {
        if node.kind() == NodeKind::Scalar && !node.has_foreign_tag() {
            return Some(node.text());
        }
        let subject = subject(key);
        let message = match node.kind() {
            NodeKind::Sequence => {
                message!("invalid-value.list", "{subject} takes one value, not a list", subject)
            }
            NodeKind::Mapping => message!(
                "invalid-value.mapping",
                "{subject} takes one value, not keys and values",
                subject
            ),
            _ => message!(
                "invalid-value.tag",
                "{subject} carries a tag, a word that begins with `!`, and a workplan has no use for it",
                subject
            ),
        };
        let help = (node.kind() == NodeKind::Scalar).then(|| {
            message!("invalid-value.take-tag-away", "take it away; if it is text, put it in quotes")
        });
        self.invalid(node, message, help);
        self.unread(node);
        None
    }

    pub(super) fn checked_text<'s>(
        &mut self,
        key: &KeySpec,
        node: Node<'d, 's>,
        one_line: bool,
    ) -> Option<Spanned<Text<'s>>> {
        let mut text = self.scalar(key, node)?;
        // What stands in the file as it is has been looked at already, as a fault of syntax.
        if let Cow::Owned(decoded) = &text
            && node.style() == Style::Quoted
            && let Some(c) = decoded.chars().find(|&c| is_refused(c))
        {
            let message = message!(
                "invalid-value.refused-character",
                "{subject} holds the character U+{code}, which text may not hold",
                subject = subject(key),
                code = format!("{:04X}", c as u32)
            );
            let help = message!("invalid-value.take-escape-out", "take the escape out");
            self.invalid(node, message, Some(help));
            return None;
        }
        if is_unseen(&text) {
            self.invalid(node, is_empty(key, first_unseen(&text)), Some(write_something(key)));
            return None;
        }
        let is_ascii = text.is_ascii();
        if !is_ascii && node.may_hold_strays() {
            self.unseen_in_text(node);
        }
        if one_line {
            if let Cow::Owned(decoded) = &mut text {
                decoded.truncate(decoded.trim_end_matches('\n').len());
            }
            let has_break = memchr::memchr(b'\n', text.as_bytes()).is_some();
            if !is_ascii
                && !has_break
                && memchr::memchr(0xe2, text.as_bytes()).is_some()
                && let Some(c) = text.chars().find(|c| matches!(c, '\u{2028}' | '\u{2029}'))
            {
                let message = message!(
                    "invalid-value.unseen-line-break",
                    "`{key}` is one line, and holds a character that cannot be seen: {character}",
                    key = key.name,
                    character = unseen_label(c)
                );
                let fixed = node.source().replace(['\u{2028}', '\u{2029}'], " ");
                let is_here = fixed != node.source();
                self.mendable(
                    node,
                    message,
                    Some(message!("invalid-value.put-a-space", "put a space in its place")),
                    is_here.then_some(fixed),
                );
                return None;
            }
            if has_break {
                self.invalid(
                    node,
                    message!("invalid-value.one-line", "`{key}` is one line", key = key.name),
                    Some(message!(
                        "invalid-value.rest-into-description",
                        "put the rest into `description`"
                    )),
                );
                return None;
            }
        }
        Some(Spanned::new(text, node.place()))
    }

    /// A text, of one line where the key wants that.
    pub(super) fn text<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Option<Spanned<Text<'s>>> {
        self.first(fields, key, |reader, key, node| {
            reader.checked_text(key, node, matches!(key.takes, ValueKind::Line))
        })
    }

    /// An id.
    pub(super) fn id<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Option<Spanned<Text<'s>>> {
        self.first(fields, key, |reader, key, node| reader.checked_id(key, node, is_id))
    }

    fn checked_id<'s>(
        &mut self,
        key: &KeySpec,
        node: Node<'d, 's>,
        is_valid: fn(&str) -> bool,
    ) -> Option<Spanned<Text<'s>>> {
        let text = self.scalar(key, node)?;
        if is_valid(&text) {
            return Some(Spanned::new(text, node.place()));
        }
        if self.unseen(node, is_valid) {
            return None;
        }
        let help = match key.takes {
            ValueKind::References => message!(
                "invalid-value.takes-reference",
                "`{key}` takes an activity's id, or `plan/id`",
                key = key.name
            ),
            ValueKind::PlanReference => message!(
                "invalid-value.takes-plan-reference",
                "`{key}` takes `plan/id`, such as `2023/1.4`",
                key = key.name
            ),
            _ => message!(
                "invalid-value.takes-id",
                "an id is 1 to 64 of A-Z a-z 0-9 . _ -, and begins with a letter or a digit"
            ),
        };
        let message = if text.is_empty() || node.is_null() {
            is_empty(key, None)
        } else {
            message!("invalid-value.id", "`{value}` is not an id", value = shortened(&text))
        };
        self.invalid(node, message, Some(help));
        None
    }

    /// A list of ids, or of references to activities. What is wrong is told and left out.
    pub(super) fn ids<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Vec<Spanned<Text<'s>>> {
        let mut lists = fields.all(key);
        let Some((key, node)) = lists.next() else { return Vec::new() };
        let mut ids = self.ids_of_list(key, node);
        let mut known = HashSet::new();
        for (key, node) in lists {
            let more = self.ids_of_list(key, node);
            if known.is_empty() {
                known.extend(ids.iter().map(|id| id.value.clone()));
            }
            ids.extend(more.into_iter().filter(|id| known.insert(id.value.clone())));
        }
        ids
    }

    fn ids_of_list<'s>(&mut self, key: &KeySpec, node: Node<'d, 's>) -> Vec<Spanned<Text<'s>>> {
        let is_valid: fn(&str) -> bool = match key.takes {
            ValueKind::References => |text| Reference::parse(text).is_some(),
            _ => is_id,
        };
        let Some(mut items) = self.items(key, node) else { return Vec::new() };
        if matches!(key.name, "owners" | "partners") && items.len() > MOST_ORGANIZATIONS {
            let help = message!(
                "invalid-value.name-fewer",
                "name those that answer for it, or split the activity"
            );
            self.invalid(
                node,
                message!(
                    "invalid-value.too-many-organizations",
                    "`{key}` names more than {most} organizations",
                    key = key.name,
                    most = MOST_ORGANIZATIONS
                ),
                Some(help),
            );
            items.truncate(MOST_ORGANIZATIONS);
        }
        let mut ids: Vec<Spanned<Text<'s>>> = Vec::with_capacity(items.len());
        let mut seen = HashSet::new();
        for item in items {
            let Some(id) = self.checked_id(key, item, is_valid) else { continue };
            let is_new = if seen.is_empty() && ids.len() < 8 {
                ids.iter().all(|other| other.value != id.value)
            } else {
                if seen.is_empty() {
                    seen.extend(ids.iter().map(|id| id.value.clone()));
                }
                seen.insert(id.value.clone())
            };
            if is_new {
                ids.push(id);
            } else {
                self.invalid(
                    item,
                    message!(
                        "invalid-value.id-twice",
                        "`{id}` stands twice in `{key}`",
                        id = &id.value,
                        key = key.name
                    ),
                    Some(keep_one_of_the_two()),
                );
            }
        }
        ids
    }

    /// A reference of the form `plan/id`.
    pub(super) fn plan_reference<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Option<Spanned<Text<'s>>> {
        let is_valid =
            |text: &str| Reference::parse(text).is_some_and(|reference| reference.plan.is_some());
        self.first(fields, key, |reader, key, node| reader.checked_id(key, node, is_valid))
    }

    /// A list of text.
    pub(super) fn texts<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Vec<Spanned<Text<'s>>> {
        let mut texts = Vec::new();
        for (key, node) in fields.all(key) {
            let items = self.items(key, node).unwrap_or_default();
            texts.extend(items.into_iter().filter_map(|item| {
                self.list_item(key, item).and_then(|item| self.checked_text(key, item, false))
            }));
        }
        texts
    }

    /// A list of mappings. What is wrong is told and left out.
    pub(super) fn list<'s, T>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
        mut read: impl FnMut(&mut Self, Node<'d, 's>) -> Option<T>,
    ) -> Vec<T> {
        let mut read_items = Vec::new();
        for (key, node) in fields.all(key) {
            let items = self.items(key, node).unwrap_or_default();
            read_items.reserve(items.len());
            for item in items {
                let Some(item) = self.list_item(key, item) else { continue };
                match read(self, item) {
                    Some(value) => read_items.push(value),
                    None => self.leave_out(key.name, item),
                }
            }
        }
        read_items
    }

    pub(super) fn list_item<'s>(
        &mut self,
        key: &KeySpec,
        item: Node<'d, 's>,
    ) -> Option<Node<'d, 's>> {
        if item.is_null() {
            self.invalid(
                item,
                message!("invalid-value.empty-item", "an item of `{key}` is empty", key = key.name),
                Some(message!(
                    "invalid-value.fill-or-take-item-away",
                    "write something there, or take the item away"
                )),
            );
            return None;
        }
        Some(item)
    }

    /// The items of a list; anything else is told.
    pub(super) fn items<'s>(
        &mut self,
        key: &KeySpec,
        node: Node<'d, 's>,
    ) -> Option<Vec<Node<'d, 's>>> {
        if node.kind() == NodeKind::Sequence && !node.has_foreign_tag() {
            return Some(node.children().collect());
        }
        let help = match node.kind() {
            NodeKind::Scalar if matches!(key.takes, ValueKind::List(_)) => write_list(key),
            NodeKind::Scalar => message!(
                "invalid-value.write-in-brackets",
                "write `{key}: [{value}]`",
                key = key.name,
                value = shortened(node.as_str())
            ),
            _ => message!("invalid-value.items-begin", "each item begins with `- `"),
        };
        let is_one_id = node.kind() == NodeKind::Scalar
            && !node.is_text_by_notation()
            && Reference::parse(node.as_str()).is_some();
        let certain = is_one_id.then(|| format!("[{}]", id_for_all(node.as_str())));
        let message = message!("invalid-value.no-list", "`{key}` takes a list", key = key.name);
        self.mendable(node, message, Some(help), certain);
        self.advise(key, node, is_one_id.then(|| node.as_str()));
        if matches!(key.takes, ValueKind::List(_)) {
            self.unread_lists.push(key.name);
        }
        self.unread(node);
        None
    }

    /// A date, or a span of days.
    pub(super) fn date(
        &mut self,
        fields: &Fields<'d, '_>,
        key: impl Into<usize>,
    ) -> Option<Spanned<DateSpan>> {
        self.first(fields, key, Self::one_date)
    }

    fn one_date(&mut self, key: &KeySpec, node: Node<'d, '_>) -> Option<Spanned<DateSpan>> {
        let text = self.scalar(key, node)?;
        let error = match DateSpan::parse(&text) {
            Ok(date) => return Some(Spanned::new(date, node.place())),
            Err(error) => error,
        };
        if self.unseen(node, |text| DateSpan::parse(text).is_ok()) {
            return None;
        }
        let message = match error {
            DateError::Form => {
                message!("invalid-value.date", "`{value}` is not a date", value = shortened(&text))
            }
            DateError::NoSuchDay => message!(
                "invalid-value.no-such-day",
                "`{value}` is not in the calendar",
                value = shortened(&text)
            ),
            DateError::Year => message!(
                "invalid-value.year",
                "the year of `{value}` is not one of 1900 to 2999",
                value = shortened(&text)
            ),
        };
        let certain = aliases::date(&text).filter(|_| error == DateError::Form);
        let help = match &certain {
            Some(date) => message!("invalid-value.write-date", "write `{date}`", date),
            None => message!(
                "invalid-value.dates",
                "a date is a day such as 2024-06-30, or a span: 2024-06, 2024-Q2, 2024-H1, 2024"
            ),
        };
        self.mendable(node, message, Some(help), certain);
        None
    }

    /// A number within its key's range.
    pub(super) fn number(
        &mut self,
        fields: &Fields<'d, '_>,
        key: impl Into<usize>,
    ) -> Option<Spanned<Decimal>> {
        self.first(fields, key, Self::one_number)
    }

    fn one_number(&mut self, key: &KeySpec, node: Node<'d, '_>) -> Option<Spanned<Decimal>> {
        let text = self.scalar(key, node)?;
        let ValueKind::Number(range) = key.takes else { return None };
        let in_range = |text: &str| Decimal::parse(text).is_ok_and(|number| range.holds(number));
        if !node.is_text_by_notation() && self.unseen(node, in_range) {
            return None;
        }
        let (problem, certain) = if node.is_text_by_notation() {
            (WrongNumber::Text, Some(text.trim().to_owned()))
        } else {
            match Decimal::parse(&text) {
                Ok(number) if range.holds(number) => {
                    return Some(Spanned::new(number, node.place()));
                }
                Ok(_) => (WrongNumber::OutOfRange, None),
                Err(DecimalError::NotPlain) => (
                    WrongNumber::Form(DecimalError::NotPlain),
                    text.strip_suffix('%').map(|bare| bare.trim().to_owned()),
                ),
                Err(error) => (WrongNumber::Form(error), None),
            }
        };
        let certain = certain.filter(|certain| in_range(certain));
        let help = match &certain {
            Some(number) => message!(
                "invalid-value.write-number",
                "write `{number}`, without quotes or other signs",
                number
            ),
            None => message!(
                "invalid-value.takes-number",
                "`{key}` takes {range}",
                key = key.name,
                range = range.to_string()
            ),
        };
        self.mendable(node, problem.message(&shortened(&text)), Some(help), certain);
        None
    }

    /// A number where it is written as one, else text.
    pub(super) fn number_or_text<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
    ) -> Option<Amount<'s>> {
        self.first(fields, key, |reader, key, node| {
            let text = reader.checked_text(key, node, false)?;
            if !node.is_text_by_notation()
                && let Ok(number) = Decimal::parse(&text)
            {
                return Some(Amount::Number(Spanned::new(number, text.span)));
            }
            Some(Amount::Text(text))
        })
    }

    /// One of a key's words.
    pub(super) fn word<T>(
        &mut self,
        fields: &Fields<'d, '_>,
        key: impl Into<usize>,
        parse: fn(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        self.first(fields, key, |reader, key, node| reader.one_word(key, node, parse))
    }

    pub(super) fn one_word<T>(
        &mut self,
        key: &KeySpec,
        node: Node<'d, '_>,
        parse: fn(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let text = self.scalar(key, node)?;
        if let Some(value) = parse(&text) {
            return Some(Spanned::new(value, node.place()));
        }
        let (ValueKind::Word(words) | ValueKind::Words(words)) = key.takes else { return None };
        if self.unseen(node, |text| parse(text).is_some()) {
            return None;
        }
        let [habit, meant] = [aliases::status, aliases::status_meant]
            .map(|find| find(&text).filter(|word| words.contains(word)));
        let meant = meant.or_else(|| nearest(&text, words.iter().copied()));
        let help = match meant {
            Some(meant) => did_you_mean(meant),
            None => message!(
                "invalid-value.takes-word",
                "`{key}` is one of {words}",
                key = key.name,
                words = words.join(", ")
            ),
        };
        let spelled = words.iter().copied().find(|word| is_spelling_of(&text, word));
        let certain = habit.or(spelled).map(str::to_owned);
        self.mendable(
            node,
            message!(
                "invalid-value.word",
                "`{value}` is not a word for `{key}`",
                value = shortened(&text),
                key = key.name
            ),
            Some(help),
            certain,
        );
        self.advise(key, node, meant);
        None
    }

    /// A text that a test accepts.
    pub(super) fn text_that<'s>(
        &mut self,
        fields: &Fields<'d, 's>,
        key: impl Into<usize>,
        is_valid: fn(&str) -> bool,
        wants: &str,
    ) -> Option<Spanned<Text<'s>>> {
        self.first(fields, key, |reader, key, node| {
            let text = reader.checked_text(key, node, false)?;
            if is_valid(&text) {
                return Some(text);
            }
            if !reader.unseen(node, is_valid) {
                let message = message!(
                    "invalid-value.text",
                    "`{value}` is not {wanted}",
                    value = shortened(&text),
                    wanted = wants
                );
                reader.invalid(node, message, None);
            }
            None
        })
    }
}

fn takes_many(key: &KeySpec) -> bool {
    matches!(
        key.takes,
        ValueKind::Ids | ValueKind::References | ValueKind::Texts | ValueKind::Words(_)
    )
}

/// What a message is about: a key's value, or one of them.
fn subject(key: &KeySpec) -> Message {
    match takes_many(key) {
        true => message!("invalid-value.an-item", "an item of `{key}`", key = key.name),
        false => message!("invalid-value.the-value", "`{key}`", key = key.name),
    }
}

/// Says that nothing is there, or only a character that cannot be seen.
fn is_empty(key: &KeySpec, unseen: Option<char>) -> Message {
    match unseen {
        None => message!("invalid-value.empty", "{subject} is empty", subject = subject(key)),
        Some(c) => message!(
            "invalid-value.empty-but-unseen",
            "{subject} is empty but for a character that cannot be seen: {character}",
            subject = subject(key),
            character = unseen_label(c)
        ),
    }
}

fn write_something(key: &KeySpec) -> Message {
    match key.must {
        true => message!("invalid-value.write-something", "write something there"),
        false if takes_many(key) => message!(
            "invalid-value.write-or-take-item-away",
            "write something, or take the item away"
        ),
        false => message!(
            "invalid-value.write-or-take-key-away",
            "write something, or take the key away"
        ),
    }
}

/// Why a value is not a number that its key takes.
enum WrongNumber {
    Text,
    OutOfRange,
    Form(DecimalError),
}

impl WrongNumber {
    fn message(self, value: &str) -> Message {
        match self {
            WrongNumber::Text => {
                message!("invalid-value.quoted-number", "`{value}` is text, not a number", value)
            }
            WrongNumber::OutOfRange => {
                message!("invalid-value.out-of-range", "`{value}` is out of range", value)
            }
            WrongNumber::Form(DecimalError::TooPrecise) => message!(
                "invalid-value.too-precise",
                "`{value}` has more than 6 decimal places",
                value
            ),
            WrongNumber::Form(DecimalError::TooLarge) => {
                message!("invalid-value.too-large", "`{value}` is too large", value)
            }
            WrongNumber::Form(DecimalError::NotPlain) => {
                message!("invalid-value.number", "`{value}` is not a plain number", value)
            }
        }
    }
}
