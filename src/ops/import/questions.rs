//! What is open about a sheet: written to a mapping, asked, or taken as proposed.

use std::path::Path;

use super::draft::DraftPlan;
use super::mapping::write_mapping;
use super::options::ImportOptions;
use crate::diagnostic::{Message, message};
use crate::report::{Import, ImportQuestion, OpenQuestions};
use crate::spreadsheet::{meaning, takes, unfit};
use crate::workspace::{Error, Result};

/// Writes the mapping, or lists what is open; `None` where the plan is to be made.
pub(super) fn asked(
    here: &Path,
    options: &ImportOptions,
    organizations: &[String],
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
                samples: question.samples.iter().filter(|own| !own.is_empty()).cloned().collect(),
                doubt: question.doubt.clone()?,
            })
        })
        .collect();
    if options.accept {
        accepted(&open, note);
    }
    Ok((has_more && !open.is_empty()).then(|| {
        Import::Questions(OpenQuestions {
            questions: open,
            account: own.draft.account.clone(),
            organizations: organizations.to_vec(),
        })
    }))
}

/// Reports the proposals that were taken although they could be wrong.
fn accepted(open: &[ImportQuestion], note: &dyn Fn(&Message)) {
    for own in open.iter().take(MOST_SHOWN) {
        let (place, doubt, count) = (&own.place, &own.doubt, own.count);
        note(&match own.proposal.as_str() {
            "" => message!(
                "import.left-open",
                "{place}: {doubt} ({count#1 cell|# cells}): left open",
                place,
                doubt,
                count
            ),
            taken => message!(
                "import.proposal-taken",
                "{place}: {doubt} ({count#1 cell|# cells}): taken as `{taken}`",
                place,
                doubt,
                count,
                taken
            ),
        });
    }
    if open.len() > MOST_SHOWN {
        note(&message!(
            "import.more-proposals-taken",
            "{count} more proposals were taken: --write-mapping FILE lists them",
            count = open.len() - MOST_SHOWN
        ));
    }
}

/// Reads an answer as it was typed: capitals make no difference, nor do spaces in place of `_` and
/// `-`; words that a sheet may have are understood.
///
/// # Errors
/// Where the section does not take it, with the reason.
pub fn typed_answer(section: &str, typed: &str) -> std::result::Result<String, Message> {
    let folded = match section {
        "currency" => typed.to_uppercase(),
        "columns" | "statuses" => typed.to_lowercase().replace([' ', '-'], "_"),
        "day_order" | "period" => typed.to_lowercase().replace(' ', "-"),
        "owners" | "sheet" => typed.to_owned(),
        _ => typed.to_lowercase(),
    };
    let meant = meaning(section, typed).map(str::to_owned);
    let mut all = [typed.to_owned(), folded].into_iter().chain(meant);
    all.find(|answer| unfit(section, answer).is_none()).ok_or_else(|| {
        message!(
            "import.answer-does-not-fit",
            "`{typed}` does not fit: enter {takes}",
            typed,
            takes = takes(section).as_ref().map(Message::to_string).unwrap_or_default()
        )
    })
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
