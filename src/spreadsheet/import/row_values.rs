//! The values of a row, before they become an activity or a part of one.

use super::column_facts::ReadAmount;
use std::collections::BTreeMap;

use crate::spreadsheet::tick::Tick;

/// The values of the cells of a row.
#[derive(Default)]
pub(super) struct RowValues {
    /// The keys and values that need no look at other cells.
    pub fields: BTreeMap<&'static str, String>,
    /// The texts that have no place, with their headings.
    pub remarks: Vec<String>,
    /// The priority that a column names.
    pub priority: Option<String>,
    /// The ids of the owners.
    pub owners: Vec<String>,
    /// The status; empty if its word is not known.
    pub status: Option<String>,
    /// The progress, in percent.
    pub share: Option<String>,
    /// The day of completion that a status names.
    pub completed: Option<String>,
    /// The span in a column of a time frame.
    pub span: Option<(Option<String>, String)>,
    /// The ticked columns.
    pub ticks: Vec<Tick>,
    /// The amounts, by key.
    pub amounts: Vec<(&'static str, String, ReadAmount)>,
    /// The currency in a column of its own.
    pub currency: Option<String>,
    /// The titles of milestones, and of deliverables.
    pub milestones: Vec<String>,
    pub deliverables: Vec<String>,
    /// The names of indicators, and the values of one.
    pub indicators: Vec<String>,
    pub indicator: Vec<(&'static str, String)>,
    /// A person and an address.
    pub email: Option<String>,
    /// Whether its title is merged over milestones in the rows below.
    pub is_group: bool,
    /// What is to be looked at.
    pub todo: Vec<super::notices::Notice>,
}

impl RowValues {
    /// Sets a value, if the cell has any.
    pub(super) fn set(&mut self, key: &'static str, value: String) {
        if !value.is_empty() {
            self.fields.insert(key, value);
        }
    }

    /// Whether it has no text that can be a title.
    pub(super) fn is_without_texts(&self) -> bool {
        let has = |key: &str| self.fields.contains_key(key);
        self.remarks.is_empty()
            && self.milestones.is_empty()
            && !has("title")
            && !has("description")
    }

    /// Adds a text with its heading to the remarks.
    pub(super) fn remark(&mut self, heading: &str, text: &str) {
        self.remarks.push(format!("{heading}: {text}"));
    }

    /// Takes out what belongs to the first of several milestones.
    pub(super) fn milestone(&mut self) -> RowValues {
        let mut own = RowValues {
            status: self.status.take(),
            share: self.share.take(),
            completed: self.completed.take(),
            span: self.span.take(),
            ticks: std::mem::take(&mut self.ticks),
            milestones: std::mem::take(&mut self.milestones),
            ..RowValues::default()
        };
        for key in ["due", "start", "forecast", "completed", "description"] {
            if let Some(value) = self.fields.remove(key) {
                own.fields.insert(key, value);
            }
        }
        own
    }
}
