//! How the sheets of activities and milestones are laid out: for the whole plan, or for a member.

use super::formats::CellFormats;
use crate::analysis::completed_later;
use crate::diagnostic::Message;
use crate::report::ExportReport;
use crate::spreadsheet::{COLUMNS, PlanColumn, ShownNames};

/// The columns of a sheet of activities and their formats.
pub(super) struct Layout<'l> {
    /// The row of the headings, from 0. What stands above is text for the reader.
    pub header_row: u32,
    /// The lines above the headings.
    pub lines: Vec<Message>,
    /// The columns.
    pub columns: Vec<SheetColumn<'l>>,
    /// Whether the activities of each priority stand below its name.
    pub is_grouped: bool,
    /// How cells name organizations.
    pub names: ShownNames,
    /// How many rows behind the last activity are ready for new ones.
    pub spare: u32,
    /// How many columns are printed; more could not be read.
    pub printed: u16,
    /// The formats of all other cells.
    pub look: &'l CellFormats,
    /// The formats of cells that a member does not fill in, and of those it does; only in the sheet
    /// of a member.
    pub member: Option<(&'l CellFormats, &'l CellFormats)>,
}

/// A column of a sheet of activities.
#[derive(Clone, Copy)]
pub(super) enum SheetColumn<'l> {
    /// A column of the plan, and the formats of its cells.
    Plan(&'static PlanColumn, &'l CellFormats),
    /// A calculated column, which is not read again.
    Calculated(Calculated),
}

/// A calculated column, which is not read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calculated {
    /// How much is done, in percent.
    Done,
    /// The days since it was due.
    DaysLate,
    /// The activities of later plans that continue it.
    CarriedTo,
    /// The status on the day, where something was completed later.
    StatusOnDay,
    /// What a member is asked to do about it.
    ToDo,
}

/// The columns up to the reason.
const PRINTED: u16 = 11;

impl<'l> Layout<'l> {
    /// The layout of a whole plan.
    pub(super) fn of_plan(report: &ExportReport<'_>, look: &'l CellFormats) -> Self {
        // The status that can be edited is the recorded one. Where something was completed later,
        // the one on the day stands apart.
        let is_earlier = completed_later(report.plan, report.as_of.day) > 0;
        let calculated = [Calculated::Done, Calculated::DaysLate, Calculated::CarriedTo];
        let status = is_earlier.then_some(Calculated::StatusOnDay);
        let calculated = calculated.into_iter().chain(status).map(SheetColumn::Calculated);
        let columns = COLUMNS.iter().map(|column| SheetColumn::Plan(column, look));
        Layout {
            header_row: 0,
            lines: Vec::new(),
            columns: columns.chain(calculated).collect(),
            is_grouped: report.has_groups(),
            names: report.shown_names(),
            spare: 200,
            printed: PRINTED,
            look,
            member: None,
        }
    }

    /// The columns of the plan alone.
    pub(super) fn of_the_plan(&self) -> impl Iterator<Item = &'static PlanColumn> {
        self.columns.iter().filter_map(|own| match own {
            SheetColumn::Plan(column, _) => Some(*column),
            SheetColumn::Calculated(_) => None,
        })
    }

    /// The number of a column of the plan that is there.
    pub(super) fn number_of(&self, key: &str) -> u16 {
        self.find(|own| matches!(own, SheetColumn::Plan(column, _) if column.key == key))
            .unwrap_or(0)
    }

    /// The number of a calculated column, if it is there.
    pub(super) fn number_of_calculated(&self, which: Calculated) -> Option<u16> {
        self.find(|own| matches!(own, SheetColumn::Calculated(own) if *own == which))
    }

    fn find(&self, is_meant: impl Fn(&SheetColumn<'_>) -> bool) -> Option<u16> {
        (0..).zip(&self.columns).find(|(_, own)| is_meant(own)).map(|(at, _)| at)
    }

    /// The number of the last column.
    pub(super) fn last(&self) -> u16 {
        (self.columns.len() as u16).saturating_sub(1)
    }
}
