use std::sync::Arc;

use super::reader::{Fields, Reader, written_id};
use crate::diagnostic::message;
use crate::format::keys::{
    ACTIVITY, ActivityKey as Key, BUDGET, BudgetKey, DELIVERABLE, DeliverableKey, INDICATOR,
    IndicatorKey, MILESTONE, MilestoneKey, ValueKind,
};
use crate::format::yaml::{KnownItem, Node, NodeKind};
use crate::model::{
    Activity, ActivityCell, Budget, Deliverable, Indicator, IntoStatic, Milestone,
    PartialMilestone, Status, Text,
};
use crate::text::{Spanned, WebAddress};

/// An activity in which there is no fault.
pub fn faultless<'s>(node: Node<'_, 's>) -> Option<Activity<'s>> {
    let mut reader = Reader::default();
    let Some(ActivityCell::Own(activity)) = reader.activity(node) else { return None };
    (activity.is_complete && reader.diagnostics.into_vec().is_empty()).then_some(activity)
}

impl<'d> Reader<'d> {
    /// Reads an activity. Without a readable id, title, owner or status it is incomplete, and left
    /// out of the figures as a whole; what else cannot be read is left out of it.
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

    /// Keeps an activity for the next version of the file as well.
    fn share<'s>(&mut self, item: KnownItem, activity: Arc<Activity<'static>>) -> ActivityCell<'s> {
        self.known.push((item, activity.clone()));
        ActivityCell::Shared(activity)
    }

    fn activity_fields<'s>(&mut self, node: Node<'d, 's>) -> Option<Activity<'s>> {
        let (left_out, findings) = (self.left_out.values, self.diagnostics.count());
        let f = self.fields(node, &ACTIVITY)?;
        // Everything is read before anything is given up, so that one run tells every fault.
        let id = self.id(&f, Key::Id);
        let title = self.text(&f, Key::Title);
        let owners = self.owners(&f);
        let contact = self.text(&f, Key::Contact);
        let partners = self.ids(&f, Key::Partners);
        let themes = self.ids(&f, Key::Themes);
        let status = self.word(&f, Key::Status, Status::parse);
        let start = self.date(&f, Key::Start);
        let due = self.date(&f, Key::Due);
        let forecast = self.date(&f, Key::Forecast);
        let completed = self.date(&f, Key::Completed);
        let progress = self.number(&f, Key::Progress);
        let weight = self.number(&f, Key::Weight);
        let mut odd_milestones = Vec::new();
        let milestones = self
            .list(&f, Key::Milestones, |reader, node| reader.milestone(node, &mut odd_milestones));
        let deliverables = self.list(&f, Key::Deliverables, Reader::deliverable);
        let indicators = self.list(&f, Key::Indicators, Reader::indicator);
        let budget = self.budget(&f).map(Box::new);
        let depends_on = self.ids(&f, Key::DependsOn);
        let carried_from = self.plan_reference(&f, Key::CarriedFrom);
        let reason = self.text(&f, Key::Reason);
        let working_group = self.text(&f, Key::WorkingGroup);
        let geography = self.texts(&f, Key::Geography);
        let sdg_targets = self.texts(&f, Key::SdgTargets);
        let iati = self.iati(&f, Key::Iati).map(Box::new);
        let tags = self.texts(&f, Key::Tags);
        let description = self.text(&f, Key::Description);
        let remarks = self.text(&f, Key::Remarks);
        let translations = self.translations(&f, Key::Translations);
        let is_doubtful = f.incomplete || f.has_misspelt_keys();
        let unread = |key: Key, is_read: bool| f.name_if(key, |f| f.is_unread(key, is_read));
        let unreadable = || {
            let values = [
                unread(Key::Start, start.is_some()),
                unread(Key::Due, due.is_some()),
                unread(Key::Completed, completed.is_some()),
                unread(Key::CarriedFrom, carried_from.is_some()),
                unread(Key::Progress, progress.is_some()),
                unread(Key::Reason, reason.is_some()),
                f.unread_list(Key::Milestones, milestones.len()),
            ];
            let musts = [
                (Key::Id, id.is_some()),
                (Key::Title, title.is_some()),
                (Key::Status, status.is_some()),
            ];
            let musts = musts.map(|(key, is_read)| f.name_if(key, |_| !is_read));
            let lists = [Key::Owners, Key::Partners, Key::Themes].map(|key| f.unreadable_ids(key));
            values.into_iter().chain(musts).chain(lists).flatten().collect()
        };
        let is_complete = id.is_some() && title.is_some() && status.is_some() && !owners.is_empty();
        let is_sound = is_complete && self.left_out.values == left_out && !is_doubtful;
        let unreadable = if is_sound { Vec::new() } else { unreadable() };
        let uncertain = if is_sound && self.diagnostics.count() == findings {
            Vec::new()
        } else {
            uncertain(&f)
        };
        let unknown = || Spanned::new(Text::from("?"), f.head);
        Some(Activity {
            key: f.key_span(Key::Id),
            head: f.head,
            is_complete,
            id: id.unwrap_or_else(unknown),
            title: title.unwrap_or_else(unknown),
            owners,
            contact,
            partners,
            themes,
            status: status.unwrap_or(Spanned::new(Status::Planned, f.head)),
            start,
            due,
            forecast,
            completed,
            progress,
            weight,
            milestones,
            odd_milestones,
            deliverables,
            indicators,
            budget,
            depends_on,
            carried_from,
            reason,
            working_group,
            geography,
            sdg_targets,
            iati,
            tags,
            description,
            remarks,
            translations,
            unreadable,
            uncertain,
        })
    }

    /// Reads one key of an activity, for its faults alone.
    fn read_again<'s>(&mut self, f: &Fields<'d, 's>, number: usize, takes: ValueKind) {
        match takes {
            ValueKind::Id => drop(self.id(f, number)),
            ValueKind::Ids if number == usize::from(Key::Owners) => drop(self.owners(f)),
            ValueKind::Ids | ValueKind::References => drop(self.ids(f, number)),
            ValueKind::PlanReference => drop(self.plan_reference(f, number)),
            ValueKind::Word(_) => drop(self.word(f, number, Status::parse)),
            ValueKind::Date => drop(self.date(f, number)),
            ValueKind::Number(_) => drop(self.number(f, number)),
            ValueKind::Texts => drop(self.texts(f, number)),
            ValueKind::List(_) if number == usize::from(Key::Milestones) => {
                drop(self.list(f, number, |reader, node| reader.milestone(node, &mut Vec::new())));
            }
            ValueKind::List(_) if number == usize::from(Key::Deliverables) => {
                drop(self.list(f, number, Reader::deliverable));
            }
            ValueKind::List(_) => drop(self.list(f, number, Reader::indicator)),
            ValueKind::Mapping(_) if number == usize::from(Key::Budget) => drop(self.budget(f)),
            ValueKind::Mapping(_) if number == usize::from(Key::Iati) => drop(self.iati(f, number)),
            ValueKind::Mapping(_) => drop(self.translations(f, number)),
            _ => drop(self.text(f, number)),
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
        Some(Milestone { title, due, done, done_is_unreadable, translations })
    }

    fn deliverable<'s>(&mut self, node: Node<'d, 's>) -> Option<Deliverable<'s>> {
        let f = self.fields(node, &DELIVERABLE)?;
        let title = self.text(&f, DeliverableKey::Title);
        let url = self.text_that(
            &f,
            DeliverableKey::Url,
            |text| WebAddress::parse(text).is_some(),
            WEB_ADDRESS,
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
            let currency = reader.text_that(
                &f,
                BudgetKey::Currency,
                is_currency,
                "an ISO 4217 code such as USD",
            );
            let required = reader.number(&f, BudgetKey::Required);
            let available = reader.number(&f, BudgetKey::Available);
            let spent = reader.number(&f, BudgetKey::Spent);
            Some(Budget { currency: currency?, required: required?, available, spent })
        })
    }
}

const WEB_ADDRESS: &str = "an address that begins with http:// or https://, has a host and no spaces, and a port only as a number";

fn is_currency(text: &str) -> bool {
    iso_currency::Currency::from_code(text).is_some()
}

/// Returns the keys of an activity that are not known in full: a fault is in the value, or in the
/// key, or the key is required and missing.
fn uncertain(f: &Fields<'_, '_>) -> Vec<&'static str> {
    let is_uncertain = |number: usize, key: &crate::format::keys::KeySpec| {
        if key.must && !f.is_written(number) || f.is_unknown(number) || f.is_doubled(number) {
            return true;
        }
        let mut reader = Reader::default();
        reader.read_again(f, number, key.takes);
        reader.left_out.values > 0 || reader.diagnostics.count() > 0
    };
    ACTIVITY
        .keys
        .iter()
        .enumerate()
        .filter(|(number, key)| is_uncertain(*number, key))
        .map(|(_, key)| key.name)
        .collect()
}
