//! Sets the program up for a user: completion, manual pages, git's merge driver and the schemas for
//! editors. Nothing that is there is overwritten, and what was written can be taken back.

mod change;
mod options;
mod parts;
mod plain_file;
mod record;
mod steps;
mod undo;

use self::change::{Change, configure, replace, write_new};
use self::parts::{Needs, completion, editor, manual, merge, plans_folder};
use self::plain_file::plain_bytes;
use self::record::{Entry, Record};
use self::steps::add_step;
use crate::report::{SetupPart, SetupReport, SetupState};
use crate::workspace::{Options, Result};

pub use options::{SetupOptions, SetupShell};
pub use undo::undo_setup;

/// What was found, and what is to be written.
#[derive(Debug)]
pub struct Setup {
    needs: Vec<(Needs, Vec<SetupState>)>,
    record: Record,
}

impl Setup {
    /// Looks at what is there. Writes nothing.
    ///
    /// # Errors
    /// If the record of earlier runs cannot be read, or git cannot be run.
    pub fn look(common: &Options, options: &SetupOptions) -> Result<Setup> {
        let record = Record::read(&options.record)?;
        let plans = plans_folder(common);
        let all = [
            completion(options),
            manual(options),
            merge(&common.here, plans.as_deref())?,
            editor(plans.as_deref()),
        ];
        let with_states = |needs: Needs| {
            let states = needs.changes.iter().map(|change| change.state(&record));
            let states = states.collect::<Result<Vec<_>>>()?;
            Ok((needs, states))
        };
        let needs = all.into_iter().map(with_states).collect::<Result<Vec<_>>>()?;
        Ok(Setup { needs, record })
    }

    /// Returns what was found.
    pub fn report(&self) -> SetupReport {
        let mut report = SetupReport::default();
        for (needs, states) in &self.needs {
            for (change, state) in needs.changes.iter().zip(states) {
                add_step(&mut report.steps, needs.part, change.target(), *state);
            }
            report.notes.extend(needs.note.clone().map(|note| (needs.part, note)));
        }
        report
    }

    /// Writes what is missing of these parts. What is going to be written is recorded first.
    ///
    /// # Errors
    /// If something cannot be written, with its path. What was written before is recorded.
    pub fn write(mut self, parts: &[SetupPart]) -> Result<SetupReport> {
        let report = SetupReport { is_done: true, ..self.report().of(parts) };
        let needs = self.needs.iter().filter(|(needs, _)| parts.contains(&needs.part));
        let is_work =
            |state: SetupState| matches!(state, SetupState::Missing | SetupState::Outdated);
        let mut work: Vec<(SetupPart, &Change, SetupState)> = Vec::new();
        for (needs, states) in needs {
            let changes = needs.changes.iter().zip(states.iter().copied());
            work.extend(
                changes
                    .filter(|(_, state)| is_work(*state))
                    .map(|(change, state)| (needs.part, change, state)),
            );
        }
        if work.is_empty() {
            return Ok(report);
        }
        for (part, change, _) in &work {
            for what in change.records() {
                let entry = Entry::new(*part, what);
                if !self.record.entries.contains(&entry) {
                    self.record.entries.push(entry);
                }
            }
        }
        self.record.write()?;
        for part in parts {
            let own = work.iter().filter(|(of, ..)| of == part);
            write_part(&own.map(|(_, change, state)| (*change, *state)).collect::<Vec<_>>())?;
        }
        Ok(report)
    }
}

/// Writes the changes of one part: its new files together, the rest one by one.
fn write_part(changes: &[(&Change, SetupState)]) -> Result<()> {
    let mut new = Vec::new();
    for (change, state) in changes {
        match change {
            Change::File { path, text } if *state == SetupState::Missing => {
                new.push((path.clone(), text.clone()));
            }
            Change::File { path, text } => {
                replace(path, &plain_bytes(path).unwrap_or_default(), text.as_bytes())?;
            }
            Change::Lines { path, lines, .. } => match plain_bytes(path) {
                None => write_new(&[(path.clone(), lines.clone())])?,
                Some(old) => {
                    let is_open = !old.is_empty() && !old.ends_with(b"\n");
                    let between: &[u8] = if is_open { b"\n" } else { b"" };
                    replace(path, &old, &[&old, between, lines.as_bytes()].concat())?;
                }
            },
            Change::Setting { repository, key, value, .. } => {
                configure(repository, &[key, value])?;
            }
        }
    }
    write_new(&new)
}
