use std::borrow::Cow;

use super::finding::Diagnostic;
use super::message::Message;

/// What a finding is known by, wherever its line moves and whatever words it is told in: its rule,
/// what it says, and the arguments.
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
    /// The key without the numbers and days in it, so that another count, another day or another
    /// number of an activity makes no other finding of it.
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
