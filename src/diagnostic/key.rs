//! The key of a finding: the same finding in two runs has one key.

use std::borrow::Cow;

use super::finding::Diagnostic;
use super::message::Message;

/// Identifies a finding when its line moves or its words change: by its rule, its message id and
/// the arguments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingKey<'a> {
    rule: &'static str,
    message: Cow<'a, Message>,
}

impl Diagnostic {
    /// The key of the finding.
    pub fn key(&self) -> FindingKey<'_> {
        FindingKey { rule: self.rule, message: Cow::Borrowed(&self.message) }
    }
}

impl FindingKey<'_> {
    /// Returns the key without numbers and days, so that another count, day or activity number
    /// gives an equal key.
    pub fn without_numbers(&self) -> FindingKey<'static> {
        FindingKey { rule: self.rule, message: Cow::Owned(self.message.without_numbers()) }
    }

    /// The key without a lifetime.
    pub fn into_owned(self) -> FindingKey<'static> {
        FindingKey { rule: self.rule, message: Cow::Owned(self.message.into_owned()) }
    }

    /// Calls `each` with the rule, the id of the message, and its arguments, in order. Counts and
    /// other figures, which change while the fault stays, are left out.
    pub fn for_each_word(&self, each: &mut dyn FnMut(&str)) {
        each(self.rule);
        self.message.for_each_word(each);
    }
}
