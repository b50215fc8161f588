//! The reader of a document: its findings, and the data that it had to leave out.

pub(super) use super::fields::Fields;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Findings, Message, by_alias};
use crate::format::rule;
use crate::format::yaml::{KnownItem, NewItem, Node, Style};
use crate::model::{Activity, UnreadableId, is_id};
use crate::text::Spanned;

/// Counts of data that could not be read and is missing from every figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Complete activities.
    pub activities: usize,
    /// Single values.
    pub values: usize,
}

/// Reads one document, and collects its errors.
#[derive(Default)]
pub(crate) struct Reader<'d> {
    /// The findings.
    pub diagnostics: Findings,
    /// The data that is missing because of them.
    pub left_out: LeftOut,
    /// Ids of activities, themes and organizations that are left out. References to them are not
    /// further errors.
    pub left_out_ids: Vec<UnreadableId>,
    /// Lists that could not be read at all: their items are unknown.
    pub unread_lists: Vec<&'static str>,
    /// The plan that is being read.
    pub plan: Option<&'d str>,
    /// The id of the activity that is being read.
    pub activity: Option<&'d str>,
    /// Parts known from another version of the file.
    pub former: PreviousVersion<'d>,
    /// Parts to keep for the next version.
    pub known: Vec<KnownActivity>,
}

/// An activity that nothing is wrong with, and its lines.
pub(crate) type KnownActivity = (KnownItem, Arc<Activity<'static>>);

/// Activities of another version of a file.
#[derive(Clone, Copy, Default)]
pub(crate) struct PreviousVersion<'d> {
    /// Their lines.
    pub items: &'d [KnownItem],
    /// The known activities.
    pub activities: &'d [Arc<Activity<'static>>],
    /// The items of this version that the other one did not have, in order.
    pub new: &'d [NewItem],
}

impl<'d> Reader<'d> {
    /// A reader for a file of a plan, or of none.
    pub(crate) fn new(plan: Option<&'d str>) -> Self {
        Reader { plan, ..Reader::default() }
    }

    /// Adds a finding, with the plan and the activity that are being read.
    pub(crate) fn report(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.plan = self.plan.map(str::to_owned);
        diagnostic.activity = self.activity.map(str::to_owned);
        self.diagnostics.push(diagnostic);
    }

    /// Reports a value that its key does not accept. A value in which the file broke off is not
    /// reported.
    pub(crate) fn invalid(&mut self, node: Node<'_, '_>, message: Message, help: Option<Message>) {
        self.mendable(node, message, help, None);
    }

    /// Reports a value, with the only possible correct text.
    pub(crate) fn mendable(
        &mut self,
        node: Node<'_, '_>,
        message: Message,
        help: Option<Message>,
        text: Option<String>,
    ) {
        self.left_out.values += 1;
        if !node.is_incomplete() {
            // The value of an alias is written elsewhere, and may be right for its other uses.
            let text = text.filter(|_| !node.is_by_alias() && node.style() != Style::Block);
            self.report(fault(rule::INVALID_VALUE, node, message).maybe_help(help).maybe_fix(text));
        }
    }

    /// Remembers the id of an entry that cannot be read in full.
    pub(super) fn leave_out(&mut self, list: &'static str, node: Node<'d, '_>) {
        let aliases = node
            .pairs()
            .filter(|(key, _)| key.as_str() == "aliases")
            .flat_map(|(_, aliases)| aliases.children());
        let ids = written_id(node).into_iter().chain(aliases.filter(|alias| is_id(alias.as_str())));
        self.left_out_ids.extend(
            ids.map(|id| UnreadableId {
                list,
                id: Spanned::new(id.as_str().to_owned(), id.place()),
            }),
        );
    }

    /// Collects the ids of an unreadable value.
    pub(super) fn unread(&mut self, node: Node<'d, '_>) {
        self.pass_over(node);
        self.keys_stand_once(node);
    }

    /// Remembers the ids in a skipped value.
    pub(super) fn pass_over(&mut self, node: Node<'d, '_>) {
        let ids = node
            .mappings()
            .filter_map(written_id)
            .map(|id| Spanned::new(id.as_str().to_owned(), id.place()));
        self.left_out_ids
            .extend(ids.map(|id| UnreadableId { list: UnreadableId::PASSED_OVER, id }));
    }
}

/// Makes a finding about a node. For an alias it also shows the place of the value.
pub(super) fn fault(rule: &'static str, node: Node<'_, '_>, message: Message) -> Diagnostic {
    let finding = Diagnostic::new(rule, node.place(), message);
    match node.written_elsewhere() {
        Some(written) => finding.label(written, by_alias()),
        None => finding,
    }
}

/// The id that a mapping gives itself, as written.
pub(super) fn written_id<'d, 's>(node: Node<'d, 's>) -> Option<Node<'d, 's>> {
    let (_, id) = node.pairs().find(|(key, _)| key.as_str() == "id")?;
    Some(id).filter(|id| is_id(id.as_str()))
}
