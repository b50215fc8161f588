//! A sheet of people: organizations, names and addresses.

use super::cell_text::{one_line, plain};
use super::grid::Grid;
use super::headers::Header;
use super::names::Names;
use super::questions::Questions;
use crate::spreadsheet::vocabulary::column;

/// The columns of a sheet of people.
struct Columns {
    organization: u32,
    name: u32,
    email: u32,
}

/// Finds the columns of organizations, names and addresses, if a sheet has them.
fn columns(header: &Header) -> Option<Columns> {
    let at = |wanted: &[&str]| {
        let mut all = header.columns.iter();
        all.find(|own| column(&own.label).is_some_and(|key| wanted.contains(&key)))
            .map(|own| own.at)
    };
    let email = at(&["contact.email"])?;
    let organization = at(&["owners", "partners"])?;
    let name = at(&["contact"]).or_else(|| at(&["title"])).unwrap_or(email);
    Some(Columns { organization, name, email })
}

/// Whether a sheet lists people and no activities.
pub(super) fn is_of_people(header: &Header) -> bool {
    let has_due = header
        .columns
        .iter()
        .any(|own| matches!(column(&own.label), Some("due" | "status" | "start")));
    columns(header).is_some() && !has_due
}

/// Takes the people of a sheet into the organizations that the plan names; returns how many there
/// are.
pub(super) fn read(
    grid: &Grid<'_>,
    header: &Header,
    names: &mut Names<'_>,
    questions: &mut Questions,
) -> usize {
    let Some(own) = columns(header) else { return 0 };
    let mut count = 0;
    for &row in grid.sheet.rows.range(header.first..).map(|(row, _)| row) {
        let text = |at: u32| grid.cell(row, at).map(|cell| one_line(&plain(cell)));
        let (Some(organization), Some(email)) = (text(own.organization), text(own.email)) else {
            continue;
        };
        let name = text(own.name).unwrap_or_else(|| email.clone());
        if !email.contains('@') {
            continue;
        }
        let id = names.id(&organization, questions, grid.place(row, own.organization));
        names.person(&id, &name, &email);
        count += 1;
    }
    count
}
