//! The filter of the lists: by priority, theme, status, owner and words.

use super::data::{BoardData, Item};
use crate::diagnostic::{Message, message};
use crate::model::Status;
use crate::render::words;

/// Which items are shown; an empty filter shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// The id of a priority, as it is in the data.
    pub priority: Option<String>,
    pub theme: Option<String>,
    pub status: Option<Status>,
    pub owner: Option<String>,
    /// Words in lower case.
    pub search: String,
}

/// A line of the filter's form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum FilterField {
    #[default]
    Priority,
    Theme,
    Status,
    Owner,
}

impl FilterField {
    pub(super) const ALL: [FilterField; 4] =
        [FilterField::Priority, FilterField::Theme, FilterField::Status, FilterField::Owner];

    /// Returns the name for people.
    pub(super) fn name(self) -> Message {
        match self {
            FilterField::Priority => words::priority(),
            FilterField::Theme => words::theme(),
            FilterField::Status => words::status_heading(),
            FilterField::Owner => words::owner(),
        }
    }
}

/// A filter with its names replaced by numbers in the data.
pub(super) struct Chosen<'a> {
    priority: Option<usize>,
    theme: Option<usize>,
    status: Option<Status>,
    owner: Option<usize>,
    search: &'a str,
}

impl Filter {
    /// Whether everything is shown.
    pub(super) fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Prepares the filter for the items of some data.
    pub(super) fn chosen<'a>(&'a self, data: &BoardData) -> Chosen<'a> {
        let number = |names: &[super::data::Named], id: &Option<String>| {
            let id = id.as_ref()?;
            // A value that is gone matches nothing.
            Some(names.iter().position(|one| one.id == *id).unwrap_or(usize::MAX))
        };
        let priority = self
            .priority
            .as_ref()
            .map(|id| data.priorities.iter().position(|one| one.id == *id).unwrap_or(usize::MAX));
        Chosen {
            priority,
            theme: number(&data.themes, &self.theme),
            status: self.status,
            owner: number(&data.owners, &self.owner),
            search: &self.search,
        }
    }

    /// Changes a field to the next or the previous value; before the first is "all".
    pub(super) fn turn(&mut self, field: FilterField, data: &BoardData, is_forward: bool) {
        let next = |now: Option<usize>, many: usize| match (now, is_forward) {
            (None, true) => (many > 0).then_some(0),
            (None, false) => many.checked_sub(1),
            (Some(at), true) => Some(at + 1).filter(|&at| at < many),
            (Some(at), false) => at.checked_sub(1),
        };
        let place = |ids: &[&str], now: &Option<String>| {
            let now = now.as_ref().and_then(|id| ids.iter().position(|one| one == id));
            next(now, ids.len()).and_then(|at| ids.get(at)).map(|id| (*id).to_owned())
        };
        match field {
            FilterField::Priority => {
                let ids: Vec<&str> = data.priorities.iter().map(|one| one.id.as_str()).collect();
                self.priority = place(&ids, &self.priority);
            }
            FilterField::Theme => {
                let ids: Vec<&str> = data.themes.iter().map(|one| one.id.as_str()).collect();
                self.theme = place(&ids, &self.theme);
            }
            FilterField::Owner => {
                let ids: Vec<&str> = data.owners.iter().map(|one| one.id.as_str()).collect();
                self.owner = place(&ids, &self.owner);
            }
            FilterField::Status => {
                let now = self.status.and_then(|own| Status::ALL.iter().position(|s| *s == own));
                let at = next(now, Status::ALL.len());
                self.status = at.and_then(|at| Status::ALL.get(at)).copied();
            }
        }
    }

    /// Shows all values of a field.
    pub(super) fn clear(&mut self, field: FilterField) {
        match field {
            FilterField::Priority => self.priority = None,
            FilterField::Theme => self.theme = None,
            FilterField::Status => self.status = None,
            FilterField::Owner => self.owner = None,
        }
    }

    /// Returns the value of a field for people; none if all are shown.
    pub(super) fn value(&self, field: FilterField, data: &BoardData) -> Option<String> {
        let name = |names: &[super::data::Named], id: &String| {
            names.iter().find(|one| one.id == *id).map_or(id.clone(), |one| one.name.clone())
        };
        match field {
            FilterField::Priority => self.priority.as_ref().map(|id| {
                let own = data.priorities.iter().find(|one| one.id == *id);
                own.map_or(id.clone(), |own| own.name.clone())
            }),
            FilterField::Theme => self.theme.as_ref().map(|id| name(&data.themes, id)),
            FilterField::Status => self.status.map(|status| words::status(status).into()),
            FilterField::Owner => self.owner.as_ref().map(|id| name(&data.owners, id)),
        }
    }

    /// Returns the filter in words; none if everything is shown.
    pub(super) fn in_words(&self, data: &BoardData) -> Option<Message> {
        if self.is_empty() {
            return None;
        }
        let of_fields = FilterField::ALL
            .into_iter()
            .filter_map(|field| Some(format!("{} {}", field.name(), self.value(field, data)?)));
        let search = (!self.search.is_empty()).then(|| format!("“{}”", self.search));
        let all: Vec<String> = of_fields.chain(search).collect();
        Some(message!("board.only", "only {what} (Esc shows all)", what = all.join(" · ")))
    }
}

impl Chosen<'_> {
    /// Whether an item is shown.
    pub(super) fn accepts(&self, item: &Item) -> bool {
        let own = &item.of;
        let text = if item.is_milestone { &item.search } else { &own.search };
        self.priority.is_none_or(|wanted| own.priority == wanted)
            && self.theme.is_none_or(|wanted| own.theme_numbers.contains(&wanted))
            && self.status.is_none_or(|wanted| own.status == wanted)
            && self.owner.is_none_or(|wanted| own.owner_numbers.contains(&wanted))
            && (self.search.is_empty() || text.contains(self.search))
    }
}
