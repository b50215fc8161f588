//! Rewriting of values and mappings: each value is changed where it differs from the wanted one.

use super::rewriter::{Rewriter, UneditableNode, ValueContext};
use crate::diagnostic::message;
use crate::edit::comments::Comments;
use crate::edit::compare::says_at;
use crate::edit::emit::Style;
use crate::edit::locate::NodePath;
use crate::edit::scalar::{self, ScalarContext};
use crate::edit::splices::EntrySlot;
use crate::edit::value::{Change, Value, ValueEntry, may_hold_id, says_nothing};
use crate::format::yaml::{Node, NodeKind};

impl Rewriter<'_> {
    pub(super) fn place(
        &mut self,
        place: &NodePath<'_, '_>,
        meant: &Change,
    ) -> Result<(), UneditableNode> {
        for node in place.above.iter().chain([&place.node]) {
            self.guard(*node)?;
        }
        let habit = self.habit(place);
        match meant {
            Change::Value(value) => self.value(
                place.node,
                value,
                habit,
                ValueContext { column: 0, flow: false, behind: None, may_be_id: false },
            ),
            Change::Append(item) => self.append(place.node, item, habit),
        }
    }

    /// How the lists around a place are written.
    pub(super) fn habit(&self, place: &NodePath<'_, '_>) -> Style {
        let layout = self.layout;
        let mut list_indent = 2;
        for (parent, number) in place.above.iter().zip(&place.way) {
            let pair = (parent.kind() == NodeKind::Mapping)
                .then(|| parent.pairs().nth(number / 2))
                .flatten();
            if let Some((key, value)) = pair
                && value.kind() == NodeKind::Sequence
                && !layout.is_flow(value)
            {
                let (dash, key) = (
                    layout.column(value.span().start as usize),
                    layout.column(key.span().start as usize),
                );
                list_indent = dash.saturating_sub(key);
            }
        }
        let lists = || {
            place
                .node
                .pairs()
                .map(|(_, value)| value)
                .filter(|value| value.kind() == NodeKind::Sequence)
        };
        let of_texts =
            |list: &Node<'_, '_>| list.children().all(|item| item.kind() == NodeKind::Scalar);
        let tall_lists = lists().any(|list| of_texts(&list))
            && lists().filter(of_texts).all(|list| !layout.is_flow(list));
        Style { line_break: layout.line_break, list_indent, tall_lists }
    }

    /// Gives a node a new value.
    pub(super) fn value(
        &mut self,
        node: Node<'_, '_>,
        meant: &Value,
        habit: Style,
        site: ValueContext,
    ) -> Result<(), UneditableNode> {
        if says_at(node, meant, site.may_be_id) {
            return Ok(());
        }
        self.guard(node)?;
        let layout = self.layout;
        let range = layout.start(node)..layout.end(node);
        let end = range.end.max(site.behind.unwrap_or(0));
        let may_break = layout.is_line_end(end) && !layout.comment_would_be_text(end, site.column);
        let spot = ScalarContext {
            flow: site.flow,
            column: site.column,
            may_break,
            line_break: layout.line_break,
        };
        let fresh = |value: &Value| match value {
            Value::Text(text) => scalar::fresh(text, spot).into_owned(),
            other => habit.flow(other),
        };
        if let (Some(behind), Some(lines)) =
            (site.behind, self.lines_below(node, meant, habit, site))
        {
            let until = range.end.max(behind);
            let end = layout.line_end(until);
            let comments = Comments::of(layout.slice(behind, until));
            let is_free = layout.slice(until, end).trim().is_empty();
            self.splices
                .replace(behind..until, if is_free { comments.first() } else { String::new() });
            self.splices.replace(
                end..end,
                comments.lines(column_below(&lines), layout.line_break, !is_free) + &lines,
            );
            return Ok(());
        }
        match (node.kind(), meant) {
            (NodeKind::Sequence, Value::List(items)) if !items.is_empty() => {
                self.list(node, items, habit, site)
            }
            (NodeKind::Mapping, Value::Map(entries)) if !entries.is_empty() => {
                self.map(node, entries, habit)
            }
            _ if node.is_null() && range.is_empty() => {
                let Some(behind) = site.behind else {
                    let why = message!("edit.no-colon", "there is no colon after this key");
                    return Err(UneditableNode { span: node.span(), why });
                };
                self.splices.replace(behind..behind, format!(" {}", fresh(meant)));
                Ok(())
            }
            (NodeKind::Scalar, Value::Text(text)) if !says_nothing(node, site.may_be_id) => {
                let written = scalar::like(node, text, spot, layout);
                self.splices.replace(range, written);
                Ok(())
            }
            _ => {
                self.guard_all(&range)?;
                let is_below = |behind: &usize| layout.slice(*behind, range.start).contains('\n');
                let has_comment = |behind: &usize| {
                    node.is_null() && layout.slice(*behind, range.start).contains('#')
                };
                match site.behind.filter(|behind| is_below(behind) && !has_comment(behind)) {
                    Some(behind) => {
                        self.splices.replace(behind..behind, format!(" {}", fresh(meant)));
                        self.splices.replace(layout.line_end(behind)..range.end, String::new());
                    }
                    None => self.splices.replace(range, fresh(meant)),
                }
                Ok(())
            }
        }
    }

    /// Returns the lines below a key without a value, for a value that takes several lines.
    pub(super) fn lines_below(
        &self,
        node: Node<'_, '_>,
        meant: &Value,
        habit: Style,
        site: ValueContext,
    ) -> Option<String> {
        let has_nothing =
            node.is_null() || node.kind() == NodeKind::Sequence && node.children().next().is_none();
        let wanted = has_nothing && !site.flow && matches!(meant, Value::Map(_) | Value::List(_));
        wanted.then(|| habit.behind_key(meant, site.column)).filter(|text| text.contains('\n'))
    }

    pub(super) fn map(
        &mut self,
        node: Node<'_, '_>,
        meant: &[ValueEntry],
        habit: Style,
    ) -> Result<(), UneditableNode> {
        let layout = self.layout;
        let is_flow = layout.is_flow(node);
        let pairs: Vec<(Node<'_, '_>, Node<'_, '_>)> = node.pairs().collect();
        let mut places = Vec::with_capacity(pairs.len());
        for &(key, value) in &pairs {
            let start = key.span().start as usize;
            let before =
                layout.slice(0, start).trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
            if key.is_alias() || before.ends_with('?') {
                let why = message!(
                    "edit.rare-key",
                    "the key is written in a notation that the program does not change"
                );
                return Err(UneditableNode { span: key.span(), why });
            }
            places.push(start..layout.pair_end(key, value));
        }
        let column =
            places.first().filter(|_| !is_flow).map_or(0, |first| layout.column(first.start));
        let mut slots = Vec::with_capacity(meant.len());
        for entry in meant {
            let Some((number, &(key, value))) =
                entry.origin.and_then(|number| Some((number, pairs.get(number)?)))
            else {
                let text = if is_flow {
                    habit.flow_entry(&entry.key, &entry.value)
                } else {
                    habit.block_entry(&entry.key, &entry.value, column)
                };
                slots.push(EntrySlot::New(text));
                continue;
            };
            self.value(
                value,
                &entry.value,
                habit,
                ValueContext {
                    column,
                    flow: is_flow,
                    behind: layout.behind_colon(key),
                    may_be_id: may_hold_id(&entry.key, value),
                },
            )?;
            slots.push(EntrySlot::Keep(number));
        }
        self.splice(node, &places, &slots)
    }
}

/// Returns the column of the first line below a key.
fn column_below(lines: &str) -> usize {
    let line = lines.trim_start_matches(['\r', '\n']);
    line.len() - line.trim_start_matches(' ').len()
}
