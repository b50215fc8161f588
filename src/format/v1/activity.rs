//! Reads activities and the lists below them.

use std::sync::Arc;

use super::reader::{Fields, Reader, written_id};
use crate::diagnostic::{Message, message};
use crate::format::keys::{
    ACTIVITY, BUDGET, BudgetKey, DELIVERABLE, DeliverableKey, INDICATOR, IndicatorKey, MILESTONE,
    MilestoneKey,
};
use crate::format::yaml::{KnownItem, Node, NodeKind};
use crate::model::{
    Activity, ActivityCell, ActivityKey as Key, Budget, Deliverable, FIELDS, Field, FieldKind,
    Indicator, IntoStatic, Milestone, PartialMilestone, Status, Text,
};
use crate::text::{Spanned, WebAddress};

/// Whether an activity has no error.
pub(crate) fn faultless<'s>(node: Node<'_, 's>) -> Option<Activity<'s>> {
    let mut reader = Reader::default();
    let Some(ActivityCell::Own(activity)) = reader.activity(node) else { return None };
    (activity.is_complete && reader.diagnostics.into_vec().is_empty()).then_some(activity)
}

impl<'d> Reader<'d> {
    /// Reads an activity. Without a readable id, title, owner or status it is incomplete, and left
    /// out of the figures. Other unreadable values are left out of the activity.
    pub(super) fn activity<'s>(&mut self, node: Node<'d, 's>) -> Option<ActivityCell<'s>> {
        let former = self.former;
        if let Some((item, activity)) = node
            .known()
            .and_then(|number| former.items.get(number).zip(former.activities.get(number)))
        {
            return Some(self.share(item.clone(), activity.clone()));
        }
        let (before, findings) = (self.left_out, self.diagnostics.count());
        self.activity = written_id(node).map(Node::as_str);
        let activity = self.activity_fields(node);
        self.activity = None;
        let is_sound = self.left_out == before && self.diagnostics.count() == findings;
        if is_sound
            && let Ok(new) = former.new.binary_search_by_key(&node.number(), |new| new.node)
            && let Some((new, activity)) = former.new.get(new).zip(activity.as_ref())
        {
            let item = KnownItem { text: new.text.clone(), nodes: node.size() };
            return Some(self.share(item, Arc::new(activity.clone().own())));
        }
        if activity.as_ref().is_none_or(|activity| !activity.is_complete) {
            self.left_out = before;
            self.left_out.activities += 1;
            self.leave_out("activities", node);
        }
        activity.map(ActivityCell::Own)
    }

    /// Keeps an activity for the next version of the file.
    fn share<'s>(&mut self, item: KnownItem, activity: Arc<Activity<'static>>) -> ActivityCell<'s> {
        self.known.push((item, activity.clone()));
        ActivityCell::Shared(activity)
    }

    fn activity_fields<'s>(&mut self, node: Node<'d, 's>) -> Option<Activity<'s>> {
        let (left_out, findings) = (self.left_out.values, self.diagnostics.count());
        let f = self.fields(node, &ACTIVITY)?;
        let mut activity = Activity::unread(f.head);
        // All values are read before the activity is given up, so that one run reports every error.
        let (mut read, is_plain) = (0_u64, f.is_plain());
        for (number, (field, value)) in FIELDS.iter().zip(f.values).enumerate() {
            if is_plain && value == 0 {
                continue;
            }
            let is_read = self.read_field(&f, number, field.kind, &mut activity);
            read |= u64::from(is_read) << number;
        }
        let is_read = |key: Key| read & (1 << usize::from(key)) != 0;
        activity.key = f.key_span(Key::Id);
        activity.is_complete =
            [Key::Id, Key::Title, Key::Status, Key::Owners].into_iter().all(is_read);
        let is_doubtful = f.incomplete || f.has_misspelt_keys();
        let is_sound = activity.is_complete && self.left_out.values == left_out && !is_doubtful;
        if !is_sound {
            activity.unreadable = unreadable(&f, &activity, is_read);
        }
        if !is_sound || self.diagnostics.count() != findings {
            activity.uncertain = uncertain(&f);
        }
        Some(activity)
    }

    /// Reads a field into an activity. Returns whether there is a value, or an item of a list.
    fn read_field<'s>(
        &mut self,
        f: &Fields<'d, 's>,
        number: usize,
        kind: FieldKind,
        activity: &mut Activity<'s>,
    ) -> bool {
        match kind {
            FieldKind::Id => put(&mut activity.id, self.id(f, number)),
            FieldKind::Title => put(&mut activity.title, self.text(f, number)),
            FieldKind::Status => put(&mut activity.status, self.word(f, number, Status::parse)),
            FieldKind::Text(slot, _) => maybe((slot.get_mut)(activity), self.text(f, number)),
            FieldKind::PlanReference(slot) => {
                maybe((slot.get_mut)(activity), self.plan_reference(f, number))
            }
            FieldKind::Date(slot) => maybe((slot.get_mut)(activity), self.date(f, number)),
            FieldKind::Percent(slot) | FieldKind::Weight(slot) => {
                maybe((slot.get_mut)(activity), self.number(f, number))
            }
            FieldKind::Texts(slot) => list((slot.get_mut)(activity), self.texts(f, number)),
            FieldKind::Organizations(slot) if number == usize::from(Key::Owners) => {
                list((slot.get_mut)(activity), self.owners(f))
            }
            FieldKind::Organizations(slot)
            | FieldKind::Themes(slot)
            | FieldKind::References(slot) => list((slot.get_mut)(activity), self.ids(f, number)),
            FieldKind::Milestones => {
                let odd = &mut activity.odd_milestones;
                let all = self.numbered_list(f, number, |reader, node, place| {
                    reader.milestone(node, place, odd)
                });
                list(&mut activity.milestones, all)
            }
            FieldKind::Deliverables => {
                list(&mut activity.deliverables, self.list(f, number, Reader::deliverable))
            }
            FieldKind::Indicators => {
                list(&mut activity.indicators, self.list(f, number, Reader::indicator))
            }
            FieldKind::Budget => maybe(&mut activity.budget, self.budget(f).map(Box::new)),
            FieldKind::Iati => maybe(&mut activity.iati, self.iati(f, number).map(Box::new)),
            FieldKind::Translations => {
                activity.translations = self.translations(f, number);
                !activity.translations.is_empty()
            }
        }
    }

    fn owners<'s>(&mut self, f: &Fields<'d, 's>) -> Vec<Spanned<Text<'s>>> {
        if let Some((_, node)) = f.get(Key::Owners)
            && node.kind() == NodeKind::Sequence
            && node.children().next().is_none()
        {
            self.invalid(
                node,
                message!("invalid-value.no-owners", "`owners` is empty"),
                Some(message!(
                    "invalid-value.name-an-owner",
                    "name at least one organization: the first one leads"
                )),
            );
        }
        self.ids(f, Key::Owners)
    }

    fn milestone<'s>(
        &mut self,
        node: Node<'d, 's>,
        number: usize,
        odd: &mut Vec<PartialMilestone>,
    ) -> Option<Milestone<'s>> {
        let f = self.fields(node, &MILESTONE)?;
        let (title, due) = (self.text(&f, MilestoneKey::Title), self.date(&f, MilestoneKey::Due));
        let done = self.date(&f, MilestoneKey::Done);
        let done_is_unreadable = f.is_unread(MilestoneKey::Done, done.is_some());
        let translations = self.translations(&f, MilestoneKey::Translations);
        let (Some(title), Some(due)) = (title, due) else {
            odd.push(PartialMilestone {
                head: f.head,
                due,
                is_open: done.is_none() && !done_is_unreadable,
            });
            return None;
        };
        Some(Milestone { number, title, due, done, done_is_unreadable, translations })
    }

    fn deliverable<'s>(&mut self, node: Node<'d, 's>) -> Option<Deliverable<'s>> {
        let f = self.fields(node, &DELIVERABLE)?;
        let title = self.text(&f, DeliverableKey::Title);
        let url = self.text_that(
            &f,
            DeliverableKey::Url,
            |text| WebAddress::parse(text).is_some(),
            web_address,
        );
        let url_is_unreadable = f.is_unread(DeliverableKey::Url, url.is_some());
        Some(Deliverable { head: f.head, title: title?, url, url_is_unreadable })
    }

    fn indicator<'s>(&mut self, node: Node<'d, 's>) -> Option<Indicator<'s>> {
        let f = self.fields(node, &INDICATOR)?;
        let name = self.text(&f, IndicatorKey::Name);
        let unit = self.text(&f, IndicatorKey::Unit);
        let baseline = self.number_or_text(&f, IndicatorKey::Baseline);
        let target = self.number_or_text(&f, IndicatorKey::Target);
        let actual = self.number_or_text(&f, IndicatorKey::Actual);
        let verification = self.text(&f, IndicatorKey::Verification);
        let values = [
            (IndicatorKey::Baseline, &baseline),
            (IndicatorKey::Target, &target),
            (IndicatorKey::Actual, &actual),
        ];
        let unreadable = values
            .into_iter()
            .filter_map(|(key, value)| f.name_if(key, |f| f.is_unread(key, value.is_some())))
            .collect();
        Some(Indicator {
            head: f.head,
            name: name?,
            unit,
            baseline,
            target,
            actual,
            verification,
            unreadable,
        })
    }

    fn budget<'s>(&mut self, f: &Fields<'d, 's>) -> Option<Budget<'s>> {
        self.first(f, Key::Budget, |reader, _, node| {
            let f = reader.fields(node, &BUDGET)?;
            let currency = reader.text_that(&f, BudgetKey::Currency, is_currency, || {
                message!("format.currency", "an ISO 4217 code such as USD")
            });
            let required = reader.number(&f, BudgetKey::Required);
            let available = reader.number(&f, BudgetKey::Available);
            let spent = reader.number(&f, BudgetKey::Spent);
            Some(Budget { currency: currency?, required: required?, available, spent })
        })
    }
}

fn web_address() -> Message {
    message!(
        "format.web-address",
        "an address that begins with http:// or https://, has a host and no spaces, and a port \
        only as a number"
    )
}

fn is_currency(text: &str) -> bool {
    iso_currency::Currency::from_code(text).is_some()
}

/// Takes over a value that an activity cannot be without. Returns whether there is one.
fn put<T>(place: &mut T, value: Option<T>) -> bool {
    let is_there = value.is_some();
    if let Some(value) = value {
        *place = value;
    }
    is_there
}

/// Takes over a value that may be left out. Returns whether there is one.
fn maybe<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

/// Takes over a list. Returns whether there is an item in it.
fn list<T>(place: &mut Vec<T>, items: Vec<T>) -> bool {
    *place = items;
    !place.is_empty()
}

/// Returns the keys of an activity that were to say something that is not known, of those for which
/// that matters.
fn unreadable(
    f: &Fields<'_, '_>,
    activity: &Activity<'_>,
    is_read: impl Fn(Key) -> bool,
) -> Vec<&'static str> {
    let values =
        [Key::Start, Key::Due, Key::Completed, Key::CarriedFrom, Key::Progress, Key::Reason];
    let values = values.map(|key| f.name_if(key, |f| f.is_unread(key, is_read(key))));
    let milestones = f.unread_list(Key::Milestones, activity.milestones.len());
    let required = [Key::Id, Key::Title, Key::Status];
    let required = required.map(|key| f.name_if(key, |_| !is_read(key)));
    let lists = [Key::Owners, Key::Partners, Key::Themes].map(|key| f.unreadable_ids(key));
    values.into_iter().chain([milestones]).chain(required).chain(lists).flatten().collect()
}

/// Returns the keys of an activity that are not known in full: a fault is in the value, or in the
/// key, or the key is required and missing.
fn uncertain(f: &Fields<'_, '_>) -> Vec<&'static str> {
    let mut nowhere = Activity::unread(f.head);
    let mut is_uncertain = |number: usize, field: &Field| {
        let is_missing = field.is_required && !f.is_written(number);
        if is_missing || f.is_unknown(number) || f.is_doubled(number) {
            return true;
        }
        let mut reader = Reader::default();
        reader.read_field(f, number, field.kind, &mut nowhere);
        reader.left_out.values > 0 || reader.diagnostics.count() > 0
    };
    let all = FIELDS.iter().enumerate();
    all.filter(|(number, field)| is_uncertain(*number, field)).map(|(_, field)| field.key).collect()
}
