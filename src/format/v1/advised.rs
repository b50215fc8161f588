//! How `workplan set` corrects a key of an activity. The reader knows the key, and the rules how a
//! command names the activity.

use super::reader::Reader;
use crate::format::keys::{ACTIVITY, BUDGET, KeySpec, ValueKind};
use crate::format::rule;
use crate::format::yaml::{Node, NodeKind};
use crate::model::{DateSpan, Decimal, Reference, is_id};
use crate::text::{is_shell_word, shell_word};

impl<'d> Reader<'d> {
    /// Adds the command that corrects the value of a key, if the last finding is about this value.
    /// If the intended value is known, the command has it.
    pub(super) fn advise(&mut self, key: &KeySpec, node: Node<'d, '_>, meant: Option<&str>) {
        if node.is_by_alias() || node.kind() != NodeKind::Scalar || node.has_foreign_tag() {
            return;
        }
        let is_about = |last: &&mut crate::diagnostic::Diagnostic| {
            last.rule == rule::INVALID_VALUE && last.span == node.place()
        };
        let Some(last) =
            self.diagnostics.last_mut().filter(is_about).filter(|last| last.assignments.is_none())
        else {
            return;
        };
        let fixed =
            last.fix.as_ref().filter(|fix| fix.span == last.span).map(|fix| fix.text.clone());
        let meant = meant.map(str::to_owned).or(fixed).filter(|meant| is_shell_word(meant));
        let assignments = self.assignment(key, meant.as_deref());
        if let Some(last) = self.diagnostics.last_mut() {
            last.assignments = assignments;
        }
    }

    /// Returns the arguments of `workplan set` that give a key of the current activity a value; a
    /// word stands for an unknown value.
    pub(super) fn assignment(&self, key: &KeySpec, value: Option<&str>) -> Option<String> {
        self.activity?;
        let is_of = |keys: &[KeySpec]| keys.iter().any(|own| std::ptr::eq(own, key));
        let holder = match (is_of(ACTIVITY.keys), is_of(BUDGET.keys)) {
            (true, _) => "",
            (_, true) => "budget.",
            _ => return None,
        };
        Some(format!("{holder}{}={}", key.name, value.or_else(|| stands_for(key))?))
    }

    /// Says how a command gives the value of a misspelt key to the key that was meant, where the
    /// last finding is about that key.
    pub(super) fn advise_rename(
        &mut self,
        near: Option<&str>,
        key: Node<'d, '_>,
        value: Node<'d, '_>,
        mapping: Node<'d, '_>,
    ) {
        let Some(meant) = near.and_then(|near| ACTIVITY.keys.iter().find(|own| own.name == near))
        else {
            return;
        };
        let is_word = key.as_str().chars().all(|c| c.is_alphanumeric() || c == '_');
        if !is_word
            || key.is_by_alias()
            || value.is_by_alias()
            || mapping.pairs().any(|(other, _)| other.as_str() == meant.name)
        {
            return;
        }
        let Some(value) = taken(meant.takes, value) else { return };
        let assignment = self
            .assignment(meant, Some(&value))
            .map(|new| format!("{}= {}", key.as_str(), shell_word(&new)));
        if let Some(last) = self
            .diagnostics
            .last_mut()
            .filter(|last| last.rule == rule::UNKNOWN_KEY && last.span == key.place())
        {
            last.assignments = assignment;
        }
    }
}

/// A value as `workplan set` takes it, if it is one that the key takes.
fn taken(takes: ValueKind, value: Node<'_, '_>) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || " -_./+@%,:()".contains(c);
    let items: Vec<&str> = match value.kind() {
        NodeKind::Scalar => vec![value.as_str()],
        NodeKind::Sequence => value
            .children()
            .map(|item| if item.kind() == NodeKind::Scalar { item.as_str() } else { "" })
            .collect(),
        _ => return None,
    };
    let is_list = value.kind() == NodeKind::Sequence;
    let is_taken = |text: &&str| match takes {
        ValueKind::Ids => is_id(text),
        ValueKind::References => Reference::parse(text).is_some(),
        ValueKind::Texts => text.chars().all(|c| is_plain(c) && c != ','),
        _ if is_list => false,
        ValueKind::Date => DateSpan::parse(text).is_ok(),
        ValueKind::Number(range) => {
            !value.is_text_by_notation()
                && Decimal::parse(text).is_ok_and(|number| range.holds(number))
        }
        ValueKind::Word(words) => words.contains(text),
        ValueKind::Line | ValueKind::Text => text.chars().all(is_plain),
        _ => false,
    };
    let is_sound = !items.is_empty()
        && items.iter().all(|text| text.trim() == *text && !text.is_empty() && is_taken(text));
    is_sound.then(|| items.join(","))
}

/// Returns the word for an unknown value in a command.
fn stands_for(key: &KeySpec) -> Option<&'static str> {
    match key.takes {
        ValueKind::Id if key.name == "id" => None,
        ValueKind::Id | ValueKind::Ids | ValueKind::References => Some("ID"),
        ValueKind::PlanReference => Some("PLAN/ID"),
        ValueKind::Date => Some("DATE"),
        ValueKind::Number(range) if range.is_percent() => Some("PERCENT"),
        ValueKind::Number(_) => Some("NUMBER"),
        ValueKind::Word(_) if key.name == "status" => Some("STATUS"),
        ValueKind::Word(_) => Some("WORD"),
        ValueKind::Line | ValueKind::Text | ValueKind::Texts => Some("TEXT"),
        ValueKind::Currency => Some("CODE"),
        _ => None,
    }
}
