//! The sample plans, which are a part of the program: shown anywhere, or copied into a folder.

use std::path::PathBuf;

use super::init::{InitOptions, SAMPLE, begin};
use crate::diagnostic::message;
use crate::format::RawFile;
use crate::report::{NewFolder, NextSteps};
use crate::workspace::{Error, Options, Result, Workspace, leave_out_at};

/// Opens the sample plans. Nothing is read from the disk, and nothing can be written. Without a day
/// that is asked for, the figures are for a day in the year of the latest plan.
///
/// # Errors
/// If an earlier state is asked for: the sample has no history.
pub fn sample(common: &Options) -> Result<Workspace> {
    if common.at.is_some() {
        let what = message!("demo.no-history", "the sample plans have no earlier state");
        return Err(Error::usage(what).hint(leave_out_at()));
    }
    let as_of = common.as_of.or_else(|| SAMPLE.day.parse().ok());
    let file = |(path, text): &(&str, &str)| RawFile {
        path: (*path).to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let options = Options { dir: None, as_of, ..common.clone() };
    Ok(Workspace::of_texts(&options, SAMPLE.files.iter().map(file).collect()))
}

/// Copies the sample plans into a folder. Never overwrites a file.
///
/// # Errors
/// If a file is there already or cannot be written.
pub fn copy_sample(common: &Options, folder: PathBuf) -> Result<NewFolder> {
    let common = Options { dir: None, ..common.clone() };
    let options = InitOptions { folder: Some(folder), ..InitOptions::default() };
    let written = begin(&common, &options, Some(&SAMPLE))?;
    let sample = |next| NextSteps { is_sample: true, ..next };
    Ok(NewFolder { next: written.next.map(sample), ..written })
}
