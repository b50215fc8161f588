//! Asks on the terminal what a sheet leaves open; elsewhere lists it and stops.

use super::ask::{self, confirm, read_line, say};
use super::environment::Environment;
use super::output::write_error;
use crate::diagnostic::message;
use crate::ops::import::{
    Asking, ImportOptions, nothing_was_written, open_questions, typed_answer, unfit_name,
};
use crate::render::{
    Terminal, import_account, import_prompt, import_question, import_values, plan_name_prompt,
    plan_name_question, understood_sheets,
};
use crate::report::{Import, ImportAccount, ImportQuestion, NewPlan, OpenQuestions, UnnamedPlan};
use crate::text::{clean_line, path_text};
use crate::workspace::{Error, Result};

/// Whether a user is asked. What is read from standard input cannot be read again.
pub(super) fn can_ask(options: &ImportOptions) -> bool {
    let is_script = options.accept || options.write_mapping.is_some();
    ask::can_ask() && !is_script && options.files.iter().all(|file| file.as_os_str() != "-")
}

/// Imports, and asks on a terminal what is open until nothing is.
pub(super) fn answered(
    mut options: ImportOptions,
    environment: &Environment,
    import: impl Fn(&ImportOptions) -> Result<Import>,
) -> Result<Import> {
    if !can_ask(&options) {
        return match import(&options)? {
            Import::Questions(open) => Err(open_questions(&open.questions)),
            done => Ok(done),
        };
    }
    // First without a file, so that what is written is agreed on.
    options.asking = Asking::User;
    let mut screen = Dialogue::new(&options, environment.err);
    let plan = loop {
        match import(&options)? {
            Import::Unnamed(plan) => {
                screen.show(&plan.account);
                options.to = Some(screen.name(&plan)?);
            }
            Import::Questions(open) => {
                screen.show(&open.account);
                let answers = screen.questions(&open, &options.decisions)?;
                // What is left was answered with an empty proposal.
                options.accept = answers.is_empty();
                options.decisions.extend(answers);
            }
            Import::Plan(plan) => break plan,
            done => return Ok(done),
        }
    };
    screen.show(&plan.account);
    if !plan.notes.is_empty() {
        write_error("\n");
        plan.notes.iter().for_each(say);
    }
    if options.dry_run {
        return Ok(Import::Plan(plan));
    }
    screen.agree(&plan)?;
    (options.asking, options.accept) = (Asking::Agreed, true);
    import(&options)
}

/// The questions and answers on a terminal.
struct Dialogue {
    /// The file, as it is shown.
    source: String,
    screen: Terminal,
    /// What each column became when the sheets were shown.
    shown: Option<Vec<&'static str>>,
}

impl Dialogue {
    fn new(options: &ImportOptions, screen: Terminal) -> Self {
        let source = options.files.first().map(|file| path_text(file));
        Dialogue { source: source.unwrap_or_default(), screen, shown: None }
    }

    /// Shows the sheets as they were understood, again if a column has become something else.
    fn show(&mut self, account: &ImportAccount) {
        let columns = account.understood.iter().flat_map(|sheet| &sheet.columns);
        let keys: Vec<&'static str> = columns.map(|column| column.key).collect();
        if self.shown.as_ref() != Some(&keys) {
            write_error(&understood_sheets(account, &self.source, &self.screen));
            self.shown = Some(keys);
        }
    }

    /// Asks for the name of the plan.
    fn name(&self, plan: &UnnamedPlan) -> Result<String> {
        let question = plan_name_question(plan, &self.screen);
        write_error(&question);
        loop {
            write_error(&plan_name_prompt(plan));
            let line = read_line()?;
            let name = match (line.trim(), &plan.proposal) {
                ("", Some(proposal)) => proposal.clone(),
                ("" | "?", _) => {
                    write_error(&question);
                    continue;
                }
                (typed, _) => typed.to_owned(),
            };
            match unfit_name(plan, &name) {
                None => return Ok(name),
                Some(why) => say(&why),
            }
        }
    }

    /// Asks what was not asked before: section, word and answer.
    fn questions(
        &self,
        open: &OpenQuestions,
        decisions: &[[String; 3]],
    ) -> Result<Vec<[String; 3]>> {
        let is_new = |own: &&ImportQuestion| {
            let is_own =
                |[section, word, _]: &[String; 3]| section == own.section && *word == own.word;
            !decisions.iter().any(is_own)
        };
        let new: Vec<&ImportQuestion> = open.questions.iter().filter(is_new).collect();
        let mut answers = Vec::new();
        for (number, question) in new.iter().enumerate() {
            write_error(&import_question(question, number + 1, new.len(), &self.screen));
            let answer = self.answer(question, &open.organizations)?;
            answers.push([question.section.to_owned(), question.word.clone(), answer]);
        }
        Ok(answers)
    }

    /// Reads the answer to a question; an empty line takes the proposal.
    fn answer(&self, question: &ImportQuestion, organizations: &[String]) -> Result<String> {
        loop {
            write_error(&import_prompt(question));
            let line = read_line()?;
            match line.trim() {
                "" => return Ok(question.proposal.clone()),
                "?" => write_error(&import_values(question, organizations, &self.screen)),
                typed => match typed_answer(question.section, typed) {
                    Ok(answer) => {
                        if answer != typed {
                            write_error(&format!("→ {answer}\n"));
                        }
                        return Ok(answer);
                    }
                    Err(why) => say(&why),
                },
            }
        }
    }

    /// Shows the account, and asks whether the plan is to be written; an empty line is yes.
    fn agree(&self, plan: &NewPlan) -> Result<()> {
        write_error(&format!("\n{}", import_account(plan)));
        let path = clean_line(&plan.path);
        match confirm(&message!("import.write-it", "Write {path}?", path))? {
            true => Ok(()),
            false => Err(Error::refused(nothing_was_written())),
        }
    }
}
