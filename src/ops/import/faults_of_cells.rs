//! The cells of workbooks behind the errors that an import would cause.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Message, list_of, message};
use crate::spreadsheet::FieldChange;
use crate::workspace::{Details, Error};

/// The most activities, and the most cells of each, that are named.
const MOST_NAMED: usize = 20;

/// Adds to an error about activities the cells that changed them. `new` has the places of new
/// activities by their ids.
pub(super) fn with_cells(
    error: Error,
    changes: &BTreeMap<String, Vec<FieldChange>>,
    new: &[(String, Message)],
) -> Error {
    let Details::Plans { faults, .. } = error.details() else { return error };
    let found = faults.placed.iter().chain(&faults.unplaced);
    let ids: BTreeSet<String> = found.filter_map(|(_, fault)| fault.activity.clone()).collect();
    let hint = |id: &String| {
        if let Some((_, place)) = new.iter().find(|(own, _)| own == id) {
            let place = place.clone();
            return Some(message!(
                "import.error-in-row",
                "`{id}` is the new row {place}",
                id,
                place
            ));
        }
        let mut cells: Vec<Message> =
            changes.get(id)?.iter().map(|change| change.place.clone()).collect();
        let more = cells.len().saturating_sub(MOST_NAMED);
        cells.truncate(MOST_NAMED);
        let cells = list_of(cells)?;
        Some(match more {
            0 => message!("import.error-in-cells", "`{id}` was changed in {cells}", id, cells),
            more => message!(
                "import.error-in-more-cells",
                "`{id}` was changed in {cells} and {more} more cells",
                id,
                cells,
                more
            ),
        })
    };
    ids.iter().filter_map(hint).take(MOST_NAMED).fold(error, Error::hint)
}
