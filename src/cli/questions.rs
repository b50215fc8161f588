//! Asks on the terminal what a sheet leaves open; elsewhere lists it and stops.

use std::io::{BufRead, IsTerminal};

use super::environment::Environment;
use super::output::write_error;
use crate::diagnostic::{Message, message};
use crate::ops::import::{ImportOptions, nothing_was_written, open_questions, takes, unfit};
use crate::render::import_account;
use crate::report::{Import, ImportQuestion};
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// Imports, and asks on a terminal what is open until nothing is.
pub(super) fn answered(
    mut options: ImportOptions,
    environment: &Environment,
    import: impl Fn(&ImportOptions) -> Result<Import>,
) -> Result<Import> {
    let can_ask = std::io::stdin().is_terminal() && environment.err.width.is_some();
    if !can_ask || options.accept || options.to.is_none() || options.write_mapping.is_some() {
        return match import(&options)? {
            Import::Questions(questions) => Err(open_questions(&questions)),
            done => Ok(done),
        };
    }
    // First without a file, so that what is written is agreed on.
    let is_dry_run = std::mem::replace(&mut options.dry_run, true);
    let plan = loop {
        let questions = match import(&options)? {
            Import::Questions(questions) => questions,
            Import::Plan(plan) => break plan,
            done => return Ok(done),
        };
        let is_new = |own: &&ImportQuestion| {
            let is_own =
                |[section, word, _]: &[String; 3]| section == own.section && *word == own.word;
            !options.decisions.iter().any(is_own)
        };
        let new: Vec<ImportQuestion> = questions.iter().filter(is_new).cloned().collect();
        // What is left was answered with an empty proposal.
        options.accept = new.is_empty();
        for (number, question) in new.iter().enumerate() {
            let answer = ask(question, number + 1, new.len())?;
            options.decisions.push([question.section.to_owned(), question.word.clone(), answer]);
        }
    };
    if is_dry_run {
        return Ok(Import::Plan(plan));
    }
    (options.dry_run, options.accept) = (false, true);
    write_error(&format!("\n{}", import_account(&plan)));
    match confirm(&message!("import.write-it", "Write {path}?", path = clean_line(&plan.path)))? {
        true => import(&options),
        false => Err(Error::refused(nothing_was_written())),
    }
}

/// Asks for yes or no; an empty line is yes.
fn confirm(question: &Message) -> Result<bool> {
    loop {
        write_error(&format!("{question} [Y/n] "));
        match read_line()?.trim().to_lowercase().as_str() {
            "" | "y" | "yes" => return Ok(true),
            "n" | "no" => return Ok(false),
            _ => {}
        }
    }
}

fn read_line() -> Result<String> {
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line)? == 0 {
        let ended = Error::usage(message!(
            "import.answers-ended",
            "the answers ended before the questions"
        ));
        return Err(ended.hint(nothing_was_written()));
    }
    Ok(line)
}

/// Asks one question; an empty line takes the proposal.
fn ask(question: &ImportQuestion, number: usize, all: usize) -> Result<String> {
    let line = message!(
        "import.question",
        "{number} of {all}: {doubt} ({place}, {count#1 cell|# cells})",
        number,
        all,
        doubt = &question.doubt,
        place = &question.place,
        count = question.count
    );
    write_error(&format!("\n{}\n", clean_line(&line.to_string())));
    if let Some(takes) = takes(question.section) {
        write_error(&format!("  {takes}\n"));
    }
    loop {
        write_error(&format!(
            "  {} [{}] ",
            clean_line(&question.word),
            clean_line(&question.proposal)
        ));
        let line = read_line()?;
        let answer = line.trim();
        match unfit(question.section, answer) {
            None if answer.is_empty() => return Ok(question.proposal.clone()),
            None => return Ok(answer.to_owned()),
            Some(why) => write_error(&format!("  {}\n", clean_line(&why.to_string()))),
        }
    }
}
