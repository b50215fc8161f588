//! A new plan out of a sheet that a group already has.

use std::cell::Cell;
use std::collections::HashMap;
use std::path::Path;

use super::mapping::{read_mapping, write_mapping};
use super::output::CommandOutput;
use crate::analysis::Index;
use crate::diagnostic::ClosestNames;
use crate::edit::{Assignment, Value, ValueEntry, assign, fresh_list, id_of};
use crate::format::{FileSet, RawFile, is_plan_name, read};
use crate::render::imported_plan_json;
use crate::report::FoundFaults;
use crate::rules::CheckResult;
use crate::spreadsheet::{
    ImportContext, ImportedRow, ImportedSheet, Mapping, RawSheet, read_foreign,
};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Context, Error, LoadedPlans, Result, Workspace};

/// What was asked for.
pub(super) struct FromSheet<'a> {
    /// The file's name, to be shown.
    pub name: &'a str,
    pub to: Option<&'a str>,
    pub mapping: Option<&'a Path>,
    pub write_mapping: Option<&'a Path>,
    pub dry_run: bool,
    pub is_json: bool,
}

impl FromSheet<'_> {
    pub(super) fn run(
        &self,
        session: &Workspace,
        sheets: Vec<RawSheet>,
        notes: &[String],
    ) -> Result<CommandOutput> {
        let to = self.to.ok_or_else(|| {
            let what = format!("{} is no workbook that `workplan export` has written", self.name);
            Error::usage(what).hint("to make a new plan out of it, name the plan with --to NAME")
        })?;
        if !is_plan_name(to) {
            return Err(Error::usage(format!("`{}` is no name for a plan", clean_line(to)))
                .hint("a name such as 2024, without a path"));
        }
        let plans = &session.plans(session.read()?);
        let taken = ["", ".yaml", ".yml"]
            .iter()
            .any(|ending| store::is_there(&session.folder.join(format!("{to}{ending}"))));
        if taken || plans.index.plan(to).is_some() {
            return Err(Error::refused(format!("there is a plan `{to}` already"))
                .hint("nothing was written; choose another name"));
        }
        let mapping =
            self.mapping.map(|path| read_mapping(session, path)).transpose()?.unwrap_or_default();
        let year =
            mapping.get(&("year".to_owned(), "year".to_owned())).map(String::as_str).unwrap_or(to);
        let year = year
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| part.len() == 4)
            .find_map(|part| part.parse().ok());
        let found = self.foreign(plans, &sheets, &mapping, year)?;
        drop(sheets);
        notes.iter().for_each(|note| plans.note(clean_line(note).into_owned()));
        if let Some(path) = self.write_mapping {
            found.wrong.iter().for_each(|fault| {
                plans.note(format!("to be mended in the sheet: {}", clean_line(fault)));
            });
            return write_mapping(session, path, &found.asked);
        }
        found.notes.iter().for_each(|note| plans.note(clean_line(note).into_owned()));
        if !found.faults.is_empty() {
            let decide = match found.asked.is_empty() {
                true => "",
                false => {
                    ", or decide what is not sure: --write-mapping FILE proposes, --mapping FILE takes it"
                }
            };
            let help = format!("nothing was written; mend these cells{decide}");
            return Err(Error::input(found.faults).hint(help));
        }
        let many = found.activities.len();
        let text = self.text(found, year, plans)?;
        self.check(session, plans, to, &text)?;
        if self.dry_run && !self.is_json {
            return Ok(CommandOutput::done(text));
        }
        let file = format!("{to}.yaml");
        if !self.dry_run {
            store::write_new(&session.folder, &[(file.as_str(), text.as_bytes())])
                .with_context(|| format!("the plan `{to}` cannot be written"))?;
        }
        let path = format!("{}/{file}", session.input.folder);
        let told = match self.is_json {
            true => imported_plan_json(to, &path, !self.dry_run, many),
            false => format!(
                "{path}: {many} {} from {}\n",
                if many == 1 { "activity" } else { "activities" },
                self.name
            ),
        };
        Ok(CommandOutput::done(told).after_writing(!self.dry_run))
    }

    fn foreign(
        &self,
        plans: &LoadedPlans<'_>,
        sheets: &[RawSheet],
        mapping: &Mapping,
        year: Option<u32>,
    ) -> Result<ImportedSheet> {
        let mut names: HashMap<String, String> = HashMap::new();
        for one in &plans.reading.folder.organizations {
            let own = [Some(&one.id), Some(&one.name), one.short.as_ref()]
                .into_iter()
                .flatten()
                .chain(&one.aliases);
            names.extend(own.map(|name| (name.value.trim().to_lowercase(), one.id.to_string())));
        }
        let (nearest, has_asked_all) = (ClosestNames::new(), Cell::new(true));
        let around = ImportContext {
            organization: &|word| names.get(&word.to_lowercase()).cloned(),
            nearest: &|word| {
                let near = nearest.find(word, names.keys().map(String::as_str));
                has_asked_all.set(has_asked_all.get() && near.is_ok());
                near.ok()?
                    .filter(|name| is_alike(word, name))
                    .and_then(|name| names.get(name).cloned())
            },
            mapping,
            year,
            day: plans.as_of.day,
        };
        let wanted =
            mapping.get(&("sheet".to_owned(), "sheet".to_owned())).filter(|name| !name.is_empty());
        if let Some(name) = wanted.filter(|name| !sheets.iter().any(|sheet| sheet.name == **name)) {
            let names: Vec<_> =
                sheets.iter().map(|sheet| format!("`{}`", clean_line(&sheet.name))).collect();
            let what = format!(
                "{} has no sheet `{}`, which the mapping names",
                self.name,
                clean_line(name)
            );
            return Err(Error::usage(what).hint(format!("it has {}", names.join(", "))));
        }
        let not_read = |all: &[ImportedSheet]| {
            let others = sheets.iter().filter(|sheet| {
                wanted.is_none()
                    && !sheet.rows.is_empty()
                    && !all.iter().any(|own| own.sheet == sheet.name)
            });
            others.map(|sheet| format!("`{}`", sheet.name)).collect::<Vec<_>>().join(", ")
        };
        let sheets_in_question =
            sheets.iter().filter(|sheet| wanted.is_none_or(|name| sheet.name == *name));
        let mut all: Vec<ImportedSheet> =
            sheets_in_question.filter_map(|sheet| read_foreign(sheet, &around)).collect();
        if !has_asked_all.get() {
            plans.note("too many names are unknown to look for similar ones: decide some of them in a mapping first".to_owned());
        }
        let not_read = not_read(&all);
        // What is not shown comes only where nothing else does, or is wanted.
        all.sort_by_key(|found| {
            (!found.activities.is_empty(), !found.is_hidden, found.activities.len())
        });
        let best = all.pop().map(|mut best| {
            let others = all.iter().filter(|other| !other.activities.is_empty());
            best.notes.extend(others.map(|other| match other.is_hidden && !best.is_hidden {
                true => format!("the sheet `{}` looks like a workplan as well, and is not taken: it is hidden", other.sheet),
                false => format!(
                    "the sheet `{}` looks like a workplan as well, and is not taken: `{}` has more activities",
                    other.sheet, best.sheet
                ),
            }));
            if !not_read.is_empty() {
                best.notes.push(format!("these sheets have no heads that are known, and are not taken: {not_read}"));
            }
            if best.is_hidden && wanted.is_none() {
                best.asked.insert(("sheet".to_owned(), "sheet".to_owned()), best.sheet.clone());
                best.faults.insert(0, format!("{}: the sheet is hidden, and no other one looks like a workplan", best.sheet));
            }
            best
        });
        best.filter(|found| !found.activities.is_empty() || !found.faults.is_empty()).ok_or_else(|| {
            let sheet = sheets.first().map_or("", |sheet| &sheet.name);
            let what = format!(
                "{}: {}!A1: no row has heads such as Activity, Owner, Status and Due, so this is no workplan",
                self.name,
                clean_line(sheet)
            );
            Error::usage(what).hint("nothing was written")
        })
    }

    /// The plan's text.
    fn text(
        &self,
        found: ImportedSheet,
        year: Option<u32>,
        plans: &LoadedPlans<'_>,
    ) -> Result<String> {
        let year = year.ok_or_else(|| {
            Error::usage("it is not clear which year the plan is for")
                .hint("give it a name such as 2024, or write `year: {year: 2024}` in the mapping")
        })?;
        let map = |pairs: &[(&str, &str)]| {
            let entry = |(key, text): &(&str, &str)| {
                let text = if *key == "id" { id_of(text) } else { (*text).into() };
                ValueEntry { key: (*key).to_owned(), origin: None, value: Value::Text(text) }
            };
            Value::Map(pairs.iter().map(entry).collect())
        };
        let mut text = format!(
            "# Made from {}: look through it, above all at each TODO.\nschema: 1\ntitle: Workplan {year}\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\n",
            self.name
        );
        if !found.organizations.is_empty() {
            let items: Vec<_> = found
                .organizations
                .iter()
                .map(|(id, name)| (String::new(), map(&[("id", id), ("name", name)])))
                .collect();
            text += &format!("organizations:\n{}", fresh_list(&items, 2));
        }
        text += "priorities:\n";
        let mut activities: HashMap<String, String> = HashMap::new();
        for ImportedRow { priority, comment, fields } in found.activities {
            let mut value = Value::Map(Vec::new());
            let all: Vec<Assignment> =
                fields.into_iter().map(|(key, text)| Assignment::set(key, text)).collect();
            let comment = clean_line(&comment);
            assign(&mut value, &all, plans.as_of.day)
                .map_err(|problem| Error::from(problem).hint(&*comment))?;
            *activities.entry(priority).or_default() +=
                &fresh_list(&[(format!("      # {comment}\n"), value)], 6);
        }
        for (id, title) in &found.priorities {
            text += &fresh_list(&[(String::new(), map(&[("id", id), ("title", title)]))], 2);
            if let Some(own) = activities.remove(id) {
                text += "    activities:\n";
                text += &own;
            }
        }
        Ok(text)
    }

    /// Refuses a plan with errors.
    fn check(
        &self,
        session: &Workspace,
        plans: &LoadedPlans<'_>,
        to: &str,
        text: &str,
    ) -> Result<()> {
        let kept = session.input.sources.iter().filter_map(|(_, source)| {
            Some(RawFile {
                path: source.path.split_once('/')?.1.to_owned(),
                bytes: source.text.clone().into_bytes(),
            })
        });
        let new = RawFile { path: format!("{to}.yaml"), bytes: text.as_bytes().to_vec() };
        let input = FileSet::new(&session.input.folder, kept.chain([new]).collect());
        let reading = read(&input);
        let index = Index::new(&reading.folder);
        let mut errors = CheckResult::errors(&reading, &index, plans.as_of).findings;
        errors.retain(|(_, finding)| !finding.check_alone && finding.plan.as_deref() == Some(to));
        if errors.is_empty() {
            return Ok(());
        }
        let faults = FoundFaults::counted(errors, &input.sources);
        Err(Error::plans(None, faults).hint("the new plan would have these errors, so nothing was written; the comments name the rows to mend"))
    }
}

/// The most letters of an abbreviation.
const SHORT: usize = 5;

/// Whether a name is worth proposing: any two of three letters are near each other, and are two
/// organizations.
fn is_alike(word: &str, name: &str) -> bool {
    word.chars().count() > SHORT || strsim::osa_distance(&word.to_lowercase(), name) <= 1
}
