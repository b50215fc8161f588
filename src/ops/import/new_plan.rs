//! Makes a new plan out of sheets that a group already has.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::draft::{Around, DraftPlan, draft, organizations};
use super::faults_of_rows::faults_of_rows;
use super::mapping::given_mapping;
use super::options::{Asking, ImportOptions};
use super::plan_name::{new_name, refuse_taken, taken_names, unnamed};
use super::plan_text::{organizations_text, plan_text};
use super::questions::asked;
use super::sample::untouched_sample;
use crate::diagnostic::{Message, message};
use crate::format::{FileSet, RawFile};
use crate::ops::activity_edit::plans_to_edit;
use crate::ops::journal::{self, EditCommand};
use crate::report::{Import, NewPlan};
use crate::spreadsheet::RawSheet;
use crate::store;
use crate::workspace::{Context, Error, ErrorKind, Result, Workspace};

/// Makes a new plan in a folder of plans, or writes down what is to be decided first.
pub(super) fn into_folder(
    workspace: &Workspace,
    options: &ImportOptions,
    name: &str,
    sheets: Vec<RawSheet>,
) -> Result<Import> {
    let is_asked = options.asking == Asking::User && options.to.is_none();
    if !is_asked {
        new_name(options, name)?;
    }
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let sample = untouched_sample(workspace);
    let here = &workspace.options.here;
    let around = Around {
        organizations: match sample {
            Some(_) => HashMap::new(),
            None => organizations(&plans.reading.folder.organizations),
        },
        day: plans.as_of.day,
    };
    if is_asked {
        let taken = if sample.is_some() { Vec::new() } else { taken_names(workspace) };
        return unnamed(here, options, name, &sheets, around, taken);
    }
    let to = new_name(options, name)?;
    if sample.is_none() {
        refuse_taken(plans, to)?;
    }
    let notes = RefCell::new(Vec::new());
    let tell = |note: &Message| plans.note(note.clone());
    let note = by_asking(options.asking, &notes, &tell);
    let own = match drafted(here, options, name, to, &sheets, around, &note)? {
        ControlFlow::Continue(own) => own,
        ControlFlow::Break(done) => return Ok(done),
    };
    // The text of the plan takes the memory of the cells.
    drop(sheets);
    let file = format!("{to}.yaml");
    let is_new_folder = sample.is_some();
    let text = plan_text(&own, name, to, plans.as_of.day, !is_new_folder)?;
    let mut texts = vec![(file.clone(), text)];
    if is_new_folder {
        texts.push(("organizations.yaml".to_owned(), organizations_text(&own.draft)));
    }
    let kept = plans.sources.iter().filter_map(|(_, source)| {
        let path = source.path.split_once('/')?.1.to_owned();
        let is_replaced =
            texts.iter().any(|(own, _)| *own == path) || sample.as_deref() == Some(path.as_str());
        (!is_replaced).then(|| RawFile { path, bytes: source.text.clone().into_bytes() })
    });
    let new = texts.iter().map(raw);
    let input = FileSet::new(&workspace.input.folder, kept.chain(new).collect());
    faults_of_rows(&input, to, plans.as_of, &own.draft)?;
    if !options.is_preview() {
        match &sample {
            None => {
                let files: Vec<(&str, &[u8])> =
                    texts.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
                store::write_new(&workspace.folder, &files).unwritable(|| the_plan(to))?;
            }
            Some(sample) => store::write_in_place_of(&workspace.folder, sample, &texts)
                .map_err(|(path, error)| Error::from(error).unwritable(path))?,
        }
        let files = texts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let gone = sample.as_deref().filter(|sample| texts.iter().all(|(path, _)| path != sample));
        journal::record_files(workspace, EditCommand::Import, files, gone);
    }
    if let Some(sample) = &sample {
        let what = match options.is_preview() {
            false => message!(
                "import.sample-replaced",
                "the sample plan {sample}, which `workplan init` wrote and nobody changed, was replaced",
                sample
            ),
            true => message!(
                "import.sample-would-be-replaced",
                "the sample plan {sample}, which `workplan init` wrote and nobody changed, would be replaced",
                sample
            ),
        };
        // Where a user has agreed, this was said before.
        note(&what);
    }
    let path = format!("{}/{file}", workspace.input.folder);
    let files = texts.iter().map(|(path, _)| PathBuf::from(&workspace.input.folder).join(path));
    let files = files.collect();
    let text = texts.into_iter().next().map(|(_, text)| text).unwrap_or_default();
    let plan = done(own, options, name, to, path, files, text);
    Ok(Import::Plan(Box::new(NewPlan { notes: notes.take(), ..plan })))
}

/// Passes notes on at once, or keeps them for a user who is asked. One who has agreed has read
/// them.
pub(super) fn by_asking<'n>(
    asking: Asking,
    kept: &'n RefCell<Vec<Message>>,
    tell: &'n dyn Fn(&Message),
) -> impl Fn(&Message) + 'n {
    move |note| match asking {
        Asking::Nobody => tell(note),
        Asking::User => kept.borrow_mut().push(note.clone()),
        Asking::Agreed => {}
    }
}

/// Reads the sheets as a plan that can be written; ends where something is to be decided first.
pub(super) fn drafted(
    here: &Path,
    options: &ImportOptions,
    name: &str,
    to: &str,
    sheets: &[RawSheet],
    around: Around,
    note: &dyn Fn(&Message),
) -> Result<ControlFlow<Import, DraftPlan>> {
    let mut known: Vec<String> = around.organizations.values().cloned().collect();
    known.sort_unstable();
    known.dedup();
    let own = draft(name, to, sheets, around, given_mapping(here, options)?)?;
    if let Some(done) = asked(here, options, &known, &own, note)? {
        return Ok(ControlFlow::Break(done));
    }
    // Without a mapping file there are no lines of it.
    let is_told = |note: &&Message| options.mapping.is_some() || note.id() != "import.unused-line";
    own.draft.notes.iter().filter(is_told).for_each(note);
    refuse_empty(name, &own)?;
    Ok(ControlFlow::Continue(own))
}

/// A new text as a file of the folder.
pub(super) fn raw((path, text): &(String, String)) -> RawFile {
    RawFile { path: path.clone(), bytes: text.clone().into_bytes() }
}

/// The new plan, as something that cannot be written.
pub(super) fn the_plan(to: &str) -> String {
    message!("import.the-plan", "the plan `{to}`", to).to_string()
}

/// Refuses a sheet of which no row became an activity.
fn refuse_empty(name: &str, own: &DraftPlan) -> Result<()> {
    if !own.draft.activities.is_empty() {
        return Ok(());
    }
    let what = message!("import.no-activities", "{name}: no row became an activity", name);
    Err(Error::new(ErrorKind::InvalidInput, what).hint(message!(
        "import.choose-columns",
        "nothing was written; --write-mapping FILE shows how each column was read: map the one \
         with the titles to `title`"
    )))
}

/// What came of it.
pub(super) fn done(
    own: DraftPlan,
    options: &ImportOptions,
    name: &str,
    to: &str,
    path: String,
    files: Vec<PathBuf>,
    text: String,
) -> NewPlan {
    NewPlan {
        plan: to.to_owned(),
        path,
        source: name.to_owned(),
        activities: own.draft.activities.len(),
        organizations: own.draft.organizations.into_iter().map(|own| own.name).collect(),
        account: own.draft.account,
        files,
        next: None,
        notes: Vec::new(),
        is_agreed: options.asking == Asking::Agreed,
        preview: options.is_preview().then_some(text),
    }
}
