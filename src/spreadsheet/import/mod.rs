//! Imports a foreign sheet: the meaning of its columns, and the values of its rows.

mod cell;
mod headers;
mod heading_unit;
mod hidden;
mod imported;
mod importer;
mod left_out;
mod mapping;
mod money;
mod note_list;
mod notes;
mod owners;
mod rows;

pub use imported::{ImportContext, ImportedRow, ImportedSheet};
pub use mapping::{Mapping, unfit};
pub(super) use owners::{MOST_NAMES, pieces};

use std::collections::{BTreeMap, HashMap, HashSet};

use importer::Importer;
use note_list::ImportNotes;

use super::workbook::RawSheet;

/// Reads a sheet; `None` if it is not a workplan.
pub fn read_foreign(sheet: &RawSheet, around: &ImportContext<'_>) -> Option<ImportedSheet> {
    let heads = headers::find(sheet, around.mapping)?;
    let mut work = Importer {
        sheet,
        around,
        out: ImportedSheet {
            sheet: sheet.name.clone(),
            is_hidden: sheet.is_hidden,
            ..ImportedSheet::default()
        },
        faults: Vec::new(),
        columns: BTreeMap::new(),
        used: HashMap::new(),
        orders: HashMap::new(),
        shares: HashMap::new(),
        signs: HashMap::new(),
        units: HashMap::new(),
        beside: Vec::new(),
        is_unread: false,
        begins: None,
        currency: None,
        next: HashMap::new(),
        priorities: HashMap::new(),
        next_priority: 1,
        organizations: HashSet::new(),
        asked: HashMap::new(),
        untold: 0,
        notes: ImportNotes::default(),
    };
    work.above(&heads);
    work.heads(&heads);
    work.rows(heads.last + 1);
    work.without_head(&heads);
    work.hidden(heads.last + 1);
    Some(work.done())
}
