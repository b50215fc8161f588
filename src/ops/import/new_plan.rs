//! Makes a new plan out of sheets that a group already has.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::draft::{Around, DraftPlan, draft, organizations};
use super::faults_of_rows::faults_of_rows;
use super::mapping::{read_mapping, write_mapping};
use super::options::ImportOptions;
use super::plan_text::{organizations_text, plan_text};
use super::sample::untouched_sample;
use crate::analysis::AsOf;
use crate::diagnostic::{Message, message};
use crate::format::{FileSet, RawFile, is_plan_name};
use crate::model::Config;
use crate::ops::activity_edit::plans_to_edit;
use crate::ops::init::beside_plans::files_beside_plans;
use crate::report::{Import, ImportQuestion, NewPlan};
use crate::spreadsheet::{Mapping, RawSheet};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Context, Error, ErrorKind, LoadedPlans, Options, Result, Workspace};

/// Makes a new plan in a folder of plans, or writes down what is to be decided first.
pub(super) fn into_folder(
    workspace: &Workspace,
    options: &ImportOptions,
    name: &str,
    sheets: &[RawSheet],
) -> Result<Import> {
    let to = new_name(options, name)?;
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let sample = untouched_sample(workspace);
    if sample.is_none() {
        refuse_taken(plans, to)?;
    }
    let here = &workspace.options.here;
    let around = Around {
        organizations: match sample {
            Some(_) => HashMap::new(),
            None => organizations(&plans.reading.folder.organizations),
        },
        day: plans.as_of.day,
    };
    let note = |note: &Message| plans.note(note.clone());
    let own = match drafted(here, options, name, to, sheets, around, &note)? {
        ControlFlow::Continue(own) => own,
        ControlFlow::Break(done) => return Ok(done),
    };
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
    if !options.dry_run {
        match &sample {
            None => {
                let files: Vec<(&str, &[u8])> =
                    texts.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
                store::write_new(&workspace.folder, &files).unwritable(|| the_plan(to))?;
            }
            Some(sample) => replace_sample(&workspace.folder, sample, &texts)?,
        }
    }
    if let Some(sample) = &sample {
        let note = match options.dry_run {
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
        plans.note(note);
    }
    let path = format!("{}/{file}", workspace.input.folder);
    Ok(done(own, options, name, to, path, texts))
}

/// Makes a new plan and the folder for it.
pub(super) fn with_folder(
    common: &Options,
    options: &ImportOptions,
    name: &str,
    sheets: &[RawSheet],
) -> Result<Import> {
    let to = new_name(options, name)?;
    let day = common.as_of.unwrap_or(common.today);
    let around = Around { organizations: HashMap::new(), day };
    let note = |note: &Message| common.note(note);
    let own = match drafted(&common.here, options, name, to, sheets, around, &note)? {
        ControlFlow::Continue(own) => own,
        ControlFlow::Break(done) => return Ok(done),
    };
    let folder = common.dir.clone().unwrap_or_else(|| PathBuf::from("workplans"));
    let mut texts = vec![
        (format!("{to}.yaml"), plan_text(&own, name, to, day, false)?),
        ("organizations.yaml".to_owned(), organizations_text(&own.draft)),
    ];
    let input = FileSet::new("workplans", texts.iter().map(raw).collect());
    let as_of = AsOf { day, soon: Config::default().soon };
    faults_of_rows(&input, to, as_of, &own.draft)?;
    let shown = folder.join(format!("{to}.yaml")).display().to_string();
    if !options.dry_run {
        let mut files: Vec<(PathBuf, String)> = files_beside_plans(day)
            .into_iter()
            .map(|(path, text)| (folder.join(path), text))
            .collect();
        files.extend(texts.iter().map(|(path, text)| (folder.join(path), text.clone())));
        store::write_all_new(&common.here, &files).unwritable(|| the_plan(to))?;
    }
    texts.truncate(1);
    Ok(done(own, options, name, to, shown, texts))
}

/// Reads the sheets as a plan that can be written; ends where something is to be decided first.
fn drafted(
    here: &Path,
    options: &ImportOptions,
    name: &str,
    to: &str,
    sheets: &[RawSheet],
    around: Around,
    note: &dyn Fn(&Message),
) -> Result<ControlFlow<Import, DraftPlan>> {
    let own = draft(name, to, sheets, around, mapping(here, options)?)?;
    if let Some(done) = asked(here, options, &own, note)? {
        return Ok(ControlFlow::Break(done));
    }
    own.draft.notes.iter().for_each(note);
    refuse_empty(name, &own)?;
    Ok(ControlFlow::Continue(own))
}

/// A new text as a file of the folder.
fn raw((path, text): &(String, String)) -> RawFile {
    RawFile { path: path.clone(), bytes: text.clone().into_bytes() }
}

/// The new plan, as something that cannot be written.
fn the_plan(to: &str) -> String {
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
fn done(
    own: DraftPlan,
    options: &ImportOptions,
    name: &str,
    to: &str,
    path: String,
    texts: Vec<(String, String)>,
) -> Import {
    let preview = texts.into_iter().next().map(|(_, text)| text).filter(|_| options.dry_run);
    Import::Plan(NewPlan {
        plan: to.to_owned(),
        path,
        source: name.to_owned(),
        activities: own.draft.activities.len(),
        organizations: own.draft.organizations.len(),
        account: own.draft.account,
        preview,
    })
}

/// Writes the mapping, or lists what is open; `None` where the plan is to be made.
fn asked(
    here: &Path,
    options: &ImportOptions,
    own: &DraftPlan,
    note: &dyn Fn(&Message),
) -> Result<Option<Import>> {
    let questions = &own.draft.questions;
    let has_more = !options.accept;
    if let Some(path) = &options.write_mapping {
        let mapping = write_mapping(here, options, path, questions)?;
        if has_more {
            own.draft.notes.iter().for_each(note);
            return Ok(Some(Import::Mapping(mapping)));
        }
    }
    let open: Vec<ImportQuestion> = questions
        .open()
        .filter_map(|question| {
            Some(ImportQuestion {
                section: question.section,
                word: question.word.clone(),
                proposal: question.proposal.clone(),
                place: question.place.clone(),
                count: question.count,
                doubt: question.doubt.clone()?,
            })
        })
        .collect();
    if options.accept {
        accepted(&open, note);
    }
    Ok((has_more && !open.is_empty()).then_some(Import::Questions(open)))
}

/// Reports the proposals that were taken although they could be wrong.
fn accepted(open: &[ImportQuestion], note: &dyn Fn(&Message)) {
    for own in open.iter().take(MOST_SHOWN) {
        let taken = if own.proposal.is_empty() { "-" } else { &own.proposal };
        note(&message!(
            "import.proposal-taken",
            "{place}: {doubt} ({count#1 cell|# cells}): taken as `{taken}`",
            place = &own.place,
            doubt = &own.doubt,
            count = own.count,
            taken
        ));
    }
    if open.len() > MOST_SHOWN {
        note(&message!(
            "import.more-proposals-taken",
            "{count} more proposals were taken: --write-mapping FILE lists them",
            count = open.len() - MOST_SHOWN
        ));
    }
}

/// The decisions of the mapping file, and those that were given beside it.
fn mapping(here: &Path, options: &ImportOptions) -> Result<Mapping> {
    let own = options.mapping.as_deref().map(|path| read_mapping(here, path));
    let mut mapping = own.transpose()?.unwrap_or_default();
    for [section, word, value] in &options.decisions {
        mapping.insert((section.clone(), word.clone()), value.clone());
    }
    Ok(mapping)
}

/// Puts the new plan in the place of the sample.
fn replace_sample(folder: &Path, sample: &str, texts: &[(String, String)]) -> Result<()> {
    for (path, text) in texts {
        store::write_whole(&folder.join(path), text.as_bytes()).unwritable(|| path.clone())?;
    }
    if !texts.iter().any(|(path, _)| path == sample) {
        std::fs::remove_file(folder.join(sample)).unwritable(|| sample.to_owned())?;
    }
    Ok(())
}

/// The new plan's name.
pub(super) fn new_name<'o>(options: &'o ImportOptions, name: &str) -> Result<&'o str> {
    let to = options.to.as_deref().ok_or_else(|| {
        Error::usage(message!(
            "import.not-exported",
            "{name} was not created by `workplan export`",
            name
        ))
        .hint(message!(
            "import.name-the-plan",
            "to make a new plan out of it, name the plan with --to NAME"
        ))
    })?;
    if !is_plan_name(to) {
        let what = message!(
            "import.not-a-plan-name",
            "`{name}` is not a name for a plan",
            name = clean_line(to)
        );
        return Err(Error::usage(what)
            .hint(message!("import.such-as", "a name such as 2024, without a path")));
    }
    Ok(to)
}

/// Refuses the name of a plan, a file or a folder that is there.
fn refuse_taken(plans: &LoadedPlans<'_>, to: &str) -> Result<()> {
    let folder = &plans.workspace.folder;
    let is_there = |ending: &&str| store::is_there(&folder.join(format!("{to}{ending}")));
    let is_taken = ["", ".yaml", ".yml"].iter().any(is_there);
    if is_taken || plans.index.plan(to).is_some() {
        return Err(Error::refused(message!(
            "import.plan-is-there",
            "there is a plan `{to}` already",
            to
        ))
        .hint(message!("import.choose-another-name", "nothing was written; choose another name")));
    }
    Ok(())
}

/// Makes the error for questions that nobody is there to answer.
pub fn open_questions(questions: &[ImportQuestion]) -> Error {
    let line = |own: &ImportQuestion| match own.proposal.as_str() {
        "" => message!(
            "import.open-question",
            "{place}: {doubt} ({count#1 cell|# cells})",
            place = &own.place,
            doubt = &own.doubt,
            count = own.count
        ),
        proposal => message!(
            "import.open-question-with-proposal",
            "{place}: {doubt} ({count#1 cell|# cells}; proposal: `{proposal}`)",
            place = &own.place,
            doubt = &own.doubt,
            count = own.count,
            proposal
        ),
    };
    let mut lines: Vec<Message> = questions.iter().take(MOST_SHOWN).map(line).collect();
    if questions.len() > MOST_SHOWN {
        lines.push(message!(
            "import.more-open-questions",
            "{count} more are not shown",
            count = questions.len() - MOST_SHOWN
        ));
    }
    Error::input(lines).hint(message!(
        "import.how-to-decide",
        "nothing was written; --write-mapping FILE writes all proposals to be changed, --mapping \
         FILE takes them, --yes takes the proposals as they are"
    ))
}

/// The most open questions that are listed.
const MOST_SHOWN: usize = 100;
