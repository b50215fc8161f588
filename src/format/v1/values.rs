use std::borrow::Cow;
use std::collections::HashSet;

use super::hint::hint;
use super::quoted::{quoted, shortened};
use super::reader::{Fields, Reader};
use crate::diagnostic::{is_spelling_of, nearest};
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
            NodeKind::Sequence => format!("{subject} takes one value, not a list"),
            NodeKind::Mapping => format!("{subject} takes one value, not keys and values"),
            _ => format!(
                "{subject} carries a tag, a word that begins with `!`, and a workplan has no use for it"
            ),
        };
        let help = (node.kind() == NodeKind::Scalar)
            .then(|| "take it away; if it is text, put it in quotes".to_owned());
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
            let message = format!(
                "{} holds the character U+{:04X}, which text may not hold",
                subject(key),
                c as u32
            );
            self.invalid(node, message, Some("take the escape out".into()));
            return None;
        }
        if is_unseen(&text) {
            let help = match key.must {
                true => "write something there",
                false if takes_many(key) => "write something, or take the item away",
                false => "write something, or take the key away",
            };
            let but = first_unseen(&text)
                .map(|c| format!(" but for a character that cannot be seen: {}", unseen_label(c)));
            self.invalid(
                node,
                format!("{} is empty{}", subject(key), but.unwrap_or_default()),
                Some(help.to_owned()),
            );
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
                let message = format!(
                    "`{}` is one line, and holds a character that cannot be seen: {}",
                    key.name,
                    unseen_label(c)
                );
                let fixed = node.source().replace(['\u{2028}', '\u{2029}'], " ");
                let is_here = fixed != node.source();
                self.mendable(
                    node,
                    message,
                    Some("put a space in its place".into()),
                    is_here.then_some(fixed),
                );
                return None;
            }
            if has_break {
                self.invalid(
                    node,
                    format!("`{}` is one line", key.name),
                    Some("put the rest into `description`".into()),
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
            ValueKind::References => format!("`{}` takes an activity's id, or `plan/id`", key.name),
            ValueKind::PlanReference => {
                format!("`{}` takes `plan/id`, such as `2023/1.4`", key.name)
            }
            _ => "an id is 1 to 64 of A-Z a-z 0-9 . _ -, and begins with a letter or a digit"
                .to_owned(),
        };
        let message = if text.is_empty() || node.is_null() {
            format!("{} is empty", subject(key))
        } else {
            format!("{} is not an id", quoted(&text))
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
            let help = "name those that answer for it, or split the activity".to_owned();
            self.invalid(
                node,
                format!("`{}` names more than {MOST_ORGANIZATIONS} organizations", key.name),
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
                    format!("`{}` stands twice in `{}`", id.value, key.name),
                    Some("keep one of the two".into()),
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
                format!("an item of `{}` is empty", key.name),
                Some("write something there, or take the item away".into()),
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
            NodeKind::Scalar if matches!(key.takes, ValueKind::List(_)) => {
                format!("write `{}:` {}", key.name, hint(key.takes))
            }
            NodeKind::Scalar => format!("write `{}: [{}]`", key.name, shortened(node.as_str())),
            _ => "each item begins with `- `".to_owned(),
        };
        let is_one_id = node.kind() == NodeKind::Scalar
            && !node.is_text_by_notation()
            && Reference::parse(node.as_str()).is_some();
        let certain = is_one_id.then(|| format!("[{}]", id_for_all(node.as_str())));
        self.mendable(node, format!("`{}` takes a list", key.name), Some(help), certain);
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
            DateError::Form => format!("{} is not a date", quoted(&text)),
            DateError::NoSuchDay => format!("{} is not in the calendar", quoted(&text)),
            DateError::Year => format!("the year of {} is not one of 1900 to 2999", quoted(&text)),
        };
        let certain = aliases::date(&text).filter(|_| error == DateError::Form);
        let help = match &certain {
            Some(date) => format!("write `{date}`"),
            None => {
                "a date is a day such as 2024-06-30, or a span: 2024-06, 2024-Q2, 2024-H1, 2024"
                    .to_owned()
            }
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
            ("is text, not a number", Some(text.trim().to_owned()))
        } else {
            match Decimal::parse(&text) {
                Ok(number) if range.holds(number) => {
                    return Some(Spanned::new(number, node.place()));
                }
                Ok(_) => ("is out of range", None),
                Err(DecimalError::TooPrecise) => ("has more than 6 decimal places", None),
                Err(DecimalError::TooLarge) => ("is too large", None),
                Err(DecimalError::NotPlain) => (
                    "is not a plain number",
                    text.strip_suffix('%').map(|bare| bare.trim().to_owned()),
                ),
            }
        };
        let certain = certain.filter(|certain| in_range(certain));
        let help = match &certain {
            Some(number) => format!("write `{number}`, without quotes or other signs"),
            None => format!("`{}` takes {range}", key.name),
        };
        self.mendable(node, format!("{} {problem}", quoted(&text)), Some(help), certain);
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
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("`{}` is one of {}", key.name, words.join(", ")),
        };
        let spelled = words.iter().copied().find(|word| is_spelling_of(&text, word));
        let certain = habit.or(spelled).map(str::to_owned);
        self.mendable(
            node,
            format!("{} is not a word for `{}`", quoted(&text), key.name),
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
                reader.invalid(node, format!("{} is not {wants}", quoted(&text)), None);
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
fn subject(key: &KeySpec) -> String {
    if takes_many(key) { format!("an item of `{}`", key.name) } else { format!("`{}`", key.name) }
}
