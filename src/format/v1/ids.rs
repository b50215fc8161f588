//! Ids, references to activities, and lists of them.

use std::collections::HashSet;

use super::quoted::shortened;
use super::reader::{Fields, Reader};
use super::subject::is_empty;
use crate::diagnostic::{keep_one_of_the_two, message};
use crate::format::keys::{KeySpec, ValueKind};
use crate::format::yaml::Node;
use crate::model::{Reference, Text, is_id};
use crate::text::Spanned;

/// The most owners or partners of an activity: a digest names all of them to each of them.
const MOST_ORGANIZATIONS: usize = 1_000;

impl<'d> Reader<'d> {
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

    /// Reads a list of ids, or of references to activities. Wrong items are reported and left out.
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
                "name only those who are responsible, or split the activity"
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
                        "`{id}` is in `{key}` twice",
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
}
