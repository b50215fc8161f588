//! Finds the workplan among the sheets of a file.

use std::cell::Cell;
use std::collections::HashMap;

use crate::diagnostic::ClosestNames;
use crate::spreadsheet::{ImportContext, ImportedSheet, Mapping, RawSheet, read_foreign};
use crate::text::clean_line;
use crate::workspace::{Error, LoadedPlans, Result};

/// The most letters of an abbreviation.
const SHORT: usize = 5;

/// Finds the sheet that looks like a workplan, or that the mapping names, and reads it.
pub(super) fn find_plan(
    plans: &LoadedPlans<'_>,
    name: &str,
    sheets: &[RawSheet],
    mapping: &Mapping,
    year: Option<u32>,
) -> Result<ImportedSheet> {
    let wanted = wanted(name, sheets, mapping)?;
    let in_question = |sheet: &&RawSheet| wanted.is_none_or(|name| sheet.name == name);
    let in_question: Vec<&RawSheet> = sheets.iter().filter(in_question).collect();
    let all = read_all(plans, &in_question, mapping, year);
    let not_read: Vec<String> = sheets
        .iter()
        .filter(|sheet| wanted.is_none() && !sheet.rows.is_empty())
        .filter(|sheet| !all.iter().any(|own| own.sheet == sheet.name))
        .map(|sheet| format!("`{}`", sheet.name))
        .collect();
    let best = best(all, &not_read, wanted.is_some());
    best.filter(|found| !found.activities.is_empty() || !found.faults.is_empty()).ok_or_else(|| {
        let sheet = sheets.first().map_or("", |sheet| &sheet.name);
        let what = format!(
            "{name}: {}!A1: no header row, such as Activity, Owner, Status and Due, so this is not a workplan",
            clean_line(sheet)
        );
        Error::usage(what).hint("nothing was written")
    })
}

/// The sheet that the mapping names.
fn wanted<'m>(name: &str, sheets: &[RawSheet], mapping: &'m Mapping) -> Result<Option<&'m str>> {
    let wanted = mapping.get(&("sheet".to_owned(), "sheet".to_owned()));
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else { return Ok(None) };
    if sheets.iter().any(|sheet| sheet.name == *wanted) {
        return Ok(Some(wanted));
    }
    let names: Vec<_> =
        sheets.iter().map(|sheet| format!("`{}`", clean_line(&sheet.name))).collect();
    let what = format!("{name} has no sheet `{}`, which the mapping names", clean_line(wanted));
    Err(Error::usage(what).hint(format!("it has {}", names.join(", "))))
}

/// Reads the sheets that have the header row of a workplan.
fn read_all(
    plans: &LoadedPlans<'_>,
    sheets: &[&RawSheet],
    mapping: &Mapping,
    year: Option<u32>,
) -> Vec<ImportedSheet> {
    let names = organizations(plans);
    let (nearest, has_asked_all) = (ClosestNames::new(), Cell::new(true));
    let around = ImportContext {
        organization: &|word| names.get(&word.to_lowercase()).cloned(),
        nearest: &|word| {
            let near = nearest.find(word, names.keys().map(String::as_str));
            has_asked_all.set(has_asked_all.get() && near.is_ok());
            let near = near.ok()?.filter(|name| is_alike(word, name));
            near.and_then(|name| names.get(name).cloned())
        },
        mapping,
        year,
        day: plans.as_of.day,
    };
    let all = sheets.iter().filter_map(|sheet| read_foreign(sheet, &around)).collect();
    if !has_asked_all.get() {
        plans.note(
            "too many names are unknown to look for similar ones: decide some of them in \
            a mapping first"
                .into(),
        );
    }
    all
}

/// The ids of the organizations, by what people call them.
fn organizations(plans: &LoadedPlans<'_>) -> HashMap<String, String> {
    let mut names: HashMap<String, String> = HashMap::new();
    for one in &plans.reading.folder.organizations {
        let own = [Some(&one.id), Some(&one.name), one.short.as_ref()];
        let own = own.into_iter().flatten().chain(&one.aliases);
        names.extend(own.map(|name| (name.value.trim().to_lowercase(), one.id.to_string())));
    }
    names
}

/// The sheet with the most activities, with notes about the other ones. A hidden sheet comes only
/// where no other one does, or is wanted.
fn best(
    mut all: Vec<ImportedSheet>,
    not_read: &[String],
    is_wanted: bool,
) -> Option<ImportedSheet> {
    all.sort_by_key(|found| {
        (!found.activities.is_empty(), !found.is_hidden, found.activities.len())
    });
    let mut best = all.pop()?;
    for other in all.iter().filter(|other| !other.activities.is_empty()) {
        best.notes.push(match other.is_hidden && !best.is_hidden {
            true => format!(
                "the sheet `{}` looks like a workplan as well, and is not taken: it is hidden",
                other.sheet
            ),
            false => format!(
                "the sheet `{}` looks like a workplan as well, and is not taken: `{}` has more activities",
                other.sheet, best.sheet
            ),
        });
    }
    if !not_read.is_empty() {
        best.notes.push(format!(
            "skipped, since no column heading in them is known: {}",
            not_read.join(", ")
        ));
    }
    if best.is_hidden && !is_wanted {
        best.asked.insert(("sheet".to_owned(), "sheet".to_owned()), best.sheet.clone());
        let why = "the sheet is hidden, and no other one looks like a workplan";
        best.faults.insert(0, format!("{}: {why}", best.sheet));
    }
    Some(best)
}

/// Whether a name is worth proposing: any two of three letters are near each other, and are two
/// organizations.
fn is_alike(word: &str, name: &str) -> bool {
    word.chars().count() > SHORT || strsim::osa_distance(&word.to_lowercase(), name) <= 1
}
