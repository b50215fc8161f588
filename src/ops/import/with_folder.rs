//! Makes a new plan out of sheets, and the workplans folder for it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::draft::Around;
use super::faults_of_rows::faults_of_rows;
use super::new_plan::{by_asking, done, drafted, raw, the_plan};
use super::options::{Asking, ImportOptions};
use super::plan_name::{new_name, unnamed};
use super::plan_text::{organizations_text, plan_text};
use crate::analysis::AsOf;
use crate::diagnostic::{Message, message};
use crate::format::FileSet;
use crate::model::Config;
use crate::ops::init::InitOptions;
use crate::ops::init::beside_plans::files_beside_plans;
use crate::ops::init::place::FolderPlace;
use crate::report::{Import, NewPlan, NextSteps};
use crate::spreadsheet::RawSheet;
use crate::store;
use crate::text::{argument, path_text};
use crate::workspace::{Context, Error, Options, Result};

/// Where a new folder is made.
pub(super) enum NewHome {
    /// The workplans folder, by its path from the folder in which the program runs.
    Named(PathBuf),
    /// As `init` makes it, with the files of services.
    Begun(FolderPlace, Vec<(PathBuf, String)>),
}

impl NewHome {
    /// The home of an import without a folder of plans.
    pub(super) fn of_import(common: &Options) -> Self {
        NewHome::Named(common.dir.clone().unwrap_or_else(|| PathBuf::from("workplans")))
    }

    /// The home that `init` makes.
    ///
    /// # Errors
    /// Where there is a plan already.
    pub(super) fn of_init(
        common: &Options,
        options: &InitOptions,
        sheets: &[PathBuf],
    ) -> Result<Self> {
        let place = FolderPlace::find(common, options.folder.as_ref())?;
        if let Some(plan) = place.first_plan() {
            return Err(place.is_there(&plan).hint(message!(
                "import.into-this-folder",
                "to add a plan from the spreadsheet to a folder that has plans: workplan import {file} \
                 --to NAME",
                file = sheets.first().map_or_else(|| "FILE".into(), |file| {
                    argument(&path_text(file), "FILE")
                })
            )));
        }
        let ci = options.ci.iter().flat_map(|one| place.ci(*one, options.pages)).collect();
        Ok(NewHome::Begun(place, ci))
    }

    /// A file of the workplans folder, from where the files are written.
    fn in_plans(&self, path: &str) -> PathBuf {
        match self {
            NewHome::Named(folder) => folder.join(path),
            NewHome::Begun(place, _) => place.in_plans(path),
        }
    }

    /// Adds what belongs beside the plans, and refuses to overwrite a file.
    fn complete(&self, files: &mut Vec<(PathBuf, String)>) -> Result<()> {
        let NewHome::Begun(place, more) = self else { return Ok(()) };
        files.extend(more.iter().cloned());
        match place.first_taken(files) {
            Some(path) => Err(place
                .is_there(&path)
                .hint(message!("import.move-it-away", "move it away, and begin again"))),
            None => Ok(()),
        }
    }

    fn write(&self, common: &Options, to: &str, files: &[(PathBuf, String)]) -> Result<()> {
        match self {
            NewHome::Named(_) => {
                store::write_all_new(&common.here, files).unwritable(|| the_plan(to))
            }
            NewHome::Begun(place, _) => place.write(files),
        }
    }

    fn shown(&self, path: &Path) -> PathBuf {
        match self {
            NewHome::Named(_) => path.to_path_buf(),
            NewHome::Begun(place, _) => place.shown(path),
        }
    }

    fn next_steps(&self, files: &[(PathBuf, String)]) -> Option<NextSteps> {
        let NewHome::Begun(place, _) = self else { return None };
        Some(NextSteps { is_from_sheet: true, ..place.next_steps(files) })
    }
}

/// Makes a new plan and the folder for it.
pub(super) fn with_folder(
    common: &Options,
    options: &ImportOptions,
    home: &NewHome,
    name: &str,
    sheets: Vec<RawSheet>,
) -> Result<Import> {
    let day = common.as_of.unwrap_or(common.today);
    let around = Around { organizations: HashMap::new(), day };
    if options.asking == Asking::User && options.to.is_none() {
        return unnamed(&common.here, options, name, &sheets, around, Vec::new());
    }
    let to = new_name(options, name)?;
    let notes = RefCell::new(Vec::new());
    let tell = |note: &Message| common.note(note);
    let note = by_asking(options.asking, &notes, &tell);
    let own = match drafted(&common.here, options, name, to, &sheets, around, &note)? {
        ControlFlow::Continue(own) => own,
        ControlFlow::Break(done) => return Ok(done),
    };
    // The text of the plan takes the memory of the cells.
    drop(sheets);
    let plan = format!("{to}.yaml");
    let texts = [
        (plan.clone(), plan_text(&own, name, to, day, false)?),
        ("organizations.yaml".to_owned(), organizations_text(&own.draft)),
    ];
    let input = FileSet::new("workplans", texts.iter().map(raw).collect());
    let as_of = AsOf { day, soon: Config::default().soon };
    faults_of_rows(&input, to, as_of, &own.draft)?;
    let [(_, text), _] = &texts;
    let text = text.clone();
    let mut files: Vec<(PathBuf, String)> = texts
        .into_iter()
        .chain(files_beside_plans(day))
        .map(|(path, text)| (home.in_plans(&path), text))
        .collect();
    home.complete(&mut files)?;
    if !options.is_preview() {
        home.write(common, to, &files)?;
    }
    let shown = files.iter().map(|(path, _)| home.shown(path)).collect();
    let path = path_text(&home.shown(&home.in_plans(&plan)));
    let plan = done(own, options, name, to, path, shown, text);
    let next = home.next_steps(&files);
    Ok(Import::Plan(Box::new(NewPlan { next, notes: notes.take(), ..plan })))
}

/// Refuses a plan without a name, where no user is asked for one.
pub(super) fn refuse_unnamed(options: &ImportOptions) -> Result<()> {
    if options.to.is_some() || options.asking == Asking::User {
        return Ok(());
    }
    Err(Error::usage(message!("import.unnamed", "the new plan has no name"))
        .hint(message!("import.name-it", "name it with --to NAME, such as --to 2025")))
}
