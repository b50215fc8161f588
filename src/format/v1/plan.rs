//! Reads one file of a plan.

use super::reader::{Fields, Reader};
use crate::format::keys::{
    PERIOD, PLAN, PRIORITY, PeriodKey, PlanKey as Key, PriorityKey, THEME, ThemeKey, ValueKind,
};
use crate::format::yaml::{Document, Node};
use crate::model::{Period, Plan, Priority, Theme, ThemeScope, Translations};
use crate::text::{FileId, Span, Spanned};

/// The content of one file of a plan.
#[derive(Clone)]
pub(crate) struct PlanFile<'s> {
    /// The beginning of the file's mapping.
    pub head: Span,
    /// The keys that it has, by their number in [`PLAN`], with their places.
    pub keys: Vec<(usize, Span)>,
    /// The number and place of each key without a value.
    pub empty_keys: Vec<(usize, Span)>,
    /// The file broke off, or could not be read at all.
    pub broken: bool,
    /// Whether the file contains only comments.
    pub is_empty: bool,
    /// The part of the plan that is in this file.
    pub plan: Plan<'s>,
}

impl<'s> PlanFile<'s> {
    /// Returns a file of a plan of which nothing is known.
    pub(crate) fn unread(name: &str, file: FileId) -> Self {
        let plan = Plan {
            name: name.to_owned(),
            files: vec![file],
            broken: true,
            broken_files: vec![file],
            title: None,
            period: None,
            chairs: Vec::new(),
            endorsed: None,
            baseline: None,
            target: None,
            description: None,
            message: None,
            highlights: Vec::new(),
            concerns: Vec::new(),
            decisions: Vec::new(),
            translations: Translations::default(),
            themes: Vec::new(),
            priorities: Vec::new(),
            organizations: Vec::new(),
            left_out_ids: Vec::new(),
            unreadable: Vec::new(),
            uncertain: PLAN.keys.iter().map(|key| key.name).collect(),
        };
        PlanFile {
            head: Span::top_of(file),
            keys: Vec::new(),
            empty_keys: Vec::new(),
            broken: true,
            is_empty: false,
            plan,
        }
    }

    /// Whether the file has a key.
    pub(crate) fn has(&self, key: Key) -> bool {
        self.keys.iter().any(|&(number, _)| number == usize::from(key))
    }
}

impl<'d> Reader<'d> {
    /// Reads a plan, or a file of a folder plan.
    pub(crate) fn plan_file<'s>(
        &mut self,
        document: &'d Document<'s>,
        name: &str,
        file: FileId,
    ) -> PlanFile<'s> {
        let mut part = PlanFile::unread(name, file);
        let (left_out, findings) = (self.left_out, self.diagnostics.count());
        let Some(f) = self.root(document, &PLAN, Key::Schema) else {
            part.is_empty = !document.broken && document.root().is_none_or(Node::is_null);
            return part;
        };
        part.broken = document.broken;
        part.head = f.head;
        let (written, others): (Vec<_>, Vec<_>) =
            (0..PLAN.keys.len()).partition(|&number| f.is_written(number));
        part.keys = written.into_iter().map(|number| (number, f.key_span(number))).collect();
        part.empty_keys =
            others.into_iter().filter_map(|number| Some((number, f.empty_key(number)?))).collect();
        let mut plan = Plan {
            name: name.to_owned(),
            files: vec![file],
            broken: document.broken,
            broken_files: if document.broken { vec![file] } else { Vec::new() },
            title: self.text(&f, Key::Title),
            period: self.period(&f),
            chairs: self.ids(&f, Key::Chairs),
            endorsed: self.date(&f, Key::Endorsed),
            baseline: self.text(&f, Key::Baseline),
            target: self.number(&f, Key::Target),
            description: self.text(&f, Key::Description),
            message: self.text(&f, Key::Message),
            highlights: self.texts(&f, Key::Highlights),
            concerns: self.texts(&f, Key::Concerns),
            decisions: self.texts(&f, Key::Decisions),
            translations: self.translations(&f, Key::Translations),
            themes: self.list(&f, Key::Themes, Reader::theme),
            priorities: self.list(&f, Key::Priorities, Reader::priority),
            organizations: self.list(&f, Key::Organizations, Reader::organization),
            left_out_ids: std::mem::take(&mut self.left_out_ids),
            unreadable: f
                .unreadable_ids(Key::Chairs)
                .into_iter()
                .chain(std::mem::take(&mut self.unread_lists))
                .collect(),
            uncertain: Vec::new(),
        };
        let is_sound =
            !f.incomplete && self.left_out == left_out && self.diagnostics.count() == findings;
        if !is_sound {
            plan.uncertain = uncertain(&f, document.broken);
        }
        part.plan = plan;
        part
    }

    fn period(&mut self, f: &Fields<'d, '_>) -> Option<Period> {
        self.first(f, Key::Period, |reader, _, node| {
            let f = reader.fields(node, &PERIOD)?;
            let (start, end) = (reader.date(&f, PeriodKey::Start), reader.date(&f, PeriodKey::End));
            let (start, end) = (start?, end?);
            Some(Period {
                start: Spanned::new(start.first(), start.span),
                end: Spanned::new(end.last(), end.span),
            })
        })
    }

    fn theme<'s>(&mut self, node: Node<'d, 's>) -> Option<Theme<'s>> {
        let f = self.fields(node, &THEME)?;
        let (id, title) = (self.id(&f, ThemeKey::Id), self.text(&f, ThemeKey::Title));
        let description = self.text(&f, ThemeKey::Description);
        let across = self.word(&f, ThemeKey::Across, |word| match word {
            "every_priority" => Some(ThemeScope::EveryPriority),
            "any" => Some(ThemeScope::Any),
            _ => None,
        });
        let translations = self.translations(&f, ThemeKey::Translations);
        Some(Theme {
            id: id?,
            title: title?,
            description,
            across: across.map(|across| across.value).unwrap_or_default(),
            translations,
        })
    }

    /// A priority without a readable id or title stays, with its activities: nothing of them is
    /// lost in the count.
    fn priority<'s>(&mut self, node: Node<'d, 's>) -> Option<Priority<'s>> {
        let f = self.fields(node, &PRIORITY)?;
        let (id, title) = (self.id(&f, PriorityKey::Id), self.text(&f, PriorityKey::Title));
        let unknown = || Spanned::new("?".into(), f.head);
        let mut activities = self.list(&f, PriorityKey::Activities, Reader::activity);
        let unread = f.unread_list(PriorityKey::Activities, activities.len());
        let unreadable = unread.into_iter().chain(f.unreadable_ids(PriorityKey::Lead)).collect();
        let incomplete = activities.extract_if(.., |activity| !activity.is_complete).collect();
        Some(Priority {
            id: id.unwrap_or_else(unknown),
            title: title.unwrap_or_else(unknown),
            description: self.text(&f, PriorityKey::Description),
            narrative: self.text(&f, PriorityKey::Narrative),
            lead: self.ids(&f, PriorityKey::Lead),
            translations: self.translations(&f, PriorityKey::Translations),
            activities: activities.into(),
            incomplete,
            unreadable,
        })
    }
}

/// Returns the keys of a plan that are not known in full: a fault is in the value or in the key, or
/// the file breaks off in it or before it.
fn uncertain(f: &Fields<'_, '_>, is_broken: bool) -> Vec<&'static str> {
    let is_uncertain = |number: usize, takes: &ValueKind| {
        // If a list seems to end, an item with another indent may be its next item.
        let breaks_off =
            f.all(number).any(|(_, node)| node.is_incomplete()) || is_broken && f.is_last(number);
        if breaks_off || f.is_unknown(number) || f.is_doubled(number) {
            return true;
        }
        let mut reader = Reader::default();
        reader.read_plan_key(f, number, takes);
        reader.left_out.values > 0 || reader.diagnostics.count() > 0
    };
    PLAN.keys
        .iter()
        .enumerate()
        .filter(|(number, key)| is_uncertain(*number, &key.takes))
        .map(|(_, key)| key.name)
        .collect()
}

impl<'d> Reader<'d> {
    /// Reads one key of a plan, for its faults alone; of the priorities not their activities.
    fn read_plan_key<'s>(&mut self, f: &Fields<'d, 's>, number: usize, takes: &ValueKind) {
        match takes {
            ValueKind::Schema => {}
            ValueKind::Ids => drop(self.ids(f, number)),
            ValueKind::Texts => drop(self.texts(f, number)),
            ValueKind::Date => drop(self.date(f, number)),
            ValueKind::Number(_) => drop(self.number(f, number)),
            ValueKind::List(_) if number == usize::from(Key::Themes) => {
                drop(self.list(f, number, Reader::theme));
            }
            ValueKind::List(_) if number == usize::from(Key::Organizations) => {
                drop(self.list(f, number, Reader::organization));
            }
            ValueKind::List(_) => drop(self.list(f, number, Reader::priority_head)),
            ValueKind::Mapping(_) if number == usize::from(Key::Period) => drop(self.period(f)),
            ValueKind::Mapping(_) => drop(self.translations(f, number)),
            _ => drop(self.text(f, number)),
        }
    }

    /// Reads a priority without its activities, for its faults alone.
    fn priority_head(&mut self, node: Node<'d, '_>) -> Option<()> {
        let f = self.fields(node, &PRIORITY)?;
        drop((self.id(&f, PriorityKey::Id), self.text(&f, PriorityKey::Title)));
        drop((self.text(&f, PriorityKey::Description), self.text(&f, PriorityKey::Narrative)));
        drop((self.ids(&f, PriorityKey::Lead), self.translations(&f, PriorityKey::Translations)));
        Some(())
    }
}
