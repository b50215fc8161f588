//! Finds what is wrong with the plans of a folder, and with a change of them.

mod base_notes;
mod join;
mod judge;

use self::join::{FolderFindings, join};
use self::judge::{Judged, judge_folder};
use super::fix::fixes_of;
use super::names::{NamedFolder, Names};
use crate::report::{CheckFindings, Fixable, UnopenedFile, UnopenedState};
use crate::workspace::{Options, Result, Workspace, is_unopened};

/// How many fixes are tried to say how many there are; of more the number is an upper bound.
const MOST_TRIED: usize = 50;
/// In files of how many bytes together: each trial reads all of them.
const MOST_TRIED_BYTES: usize = 256 << 10;

/// What is checked.
#[derive(Default)]
#[non_exhaustive]
pub struct CheckOptions {
    /// The parts of the folder.
    pub names: Names,
    /// The revision since which the changes are judged as well.
    pub base: Option<String>,
    /// Whether to say how many findings `check --fix` would fix.
    pub count_fixable: bool,
}

/// Finds what is wrong with the plans of a folder.
///
/// # Errors
/// If what is named is not there, or there is nothing to compare with.
pub fn check(workspace: &Workspace, options: &CheckOptions) -> Result<CheckFindings> {
    let base = options.base.as_deref();
    let checked = check_folder(workspace, &options.names, base, options.count_fixable)?;
    Ok(checked.findings)
}

/// Finds what is wrong with the named parts of one folder or several. The findings of several name
/// each file by its path from the root of the repository.
///
/// # Errors
/// If what is named is not there, or there is nothing to compare with.
pub fn check_folders(
    folders: &[NamedFolder],
    base: Option<&str>,
    count_fixable: bool,
) -> Result<CheckFindings> {
    let mut all = Vec::new();
    for folder in folders {
        let workspace = match base {
            Some(base) => Workspace::since(&folder.options, base)?,
            None => Workspace::new(&folder.options)?,
        };
        all.push(check_folder(&workspace, &folder.names, base, count_fixable)?);
    }
    Ok(join(all))
}

/// Finds what is wrong with a file that comes by standard input, beside the plans of the folder.
///
/// # Errors
/// If standard input or the folder cannot be read.
pub fn check_standard_input(options: &Options) -> Result<CheckFindings> {
    let (workspace, id) = Workspace::with_standard_input(options)?;
    let mut findings = check(&workspace, &CheckOptions::default())?;
    findings.found.retain(|(_, finding)| finding.span.file == id);
    Ok(findings)
}

fn check_folder(
    workspace: &Workspace,
    names: &Names,
    base: Option<&str>,
    count_fixable: bool,
) -> Result<FolderFindings> {
    let mut judged = judge_folder(workspace, base, names)?;
    let compared = judged.compared.take();
    let last = compared.as_ref().unwrap_or(workspace);
    let fixable = if count_fixable { fixable(last, names, &judged)? } else { Fixable::default() };
    let unopened = workspace.unreadable.iter().map(|unreadable| UnopenedFile {
        what: is_unopened(unreadable),
        state: UnopenedState::Checked,
    });
    let findings = CheckFindings {
        found: judged.found,
        sources: last.input.sources.clone(),
        rules: judged.rules,
        way: workspace.way.clone(),
        fixed: 0,
        fixable,
        unopened: unopened.chain(judged.unopened).collect(),
        notes: judged.notes,
    };
    Ok(FolderFindings::new(findings, workspace))
}

/// Counts the findings that `check --fix` would fix.
fn fixable(workspace: &Workspace, names: &Names, judged: &Judged) -> Result<Fixable> {
    let number = judged.found.iter().filter(|(_, finding)| finding.fix.is_some()).count();
    Ok(match number {
        _ if workspace.commit.is_some() => Fixable::default(),
        1..=MOST_TRIED if workspace.input.bytes() <= MOST_TRIED_BYTES => {
            Fixable { number: fixes_of(workspace, names)?.count.min(number), is_bound: false }
        }
        number => Fixable { number, is_bound: number > 0 },
    })
}
