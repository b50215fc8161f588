//! How the findings of `check` are shown.

use super::args::{Common, Format};
use super::environment::Environment;
use super::output::{CommandOutput, ExitStatus};
use crate::diagnostic::{Message, message};
use crate::render::{
    MOST_ANNOTATIONS, MOST_RESULTS, Terminal, findings_github, findings_gitlab, findings_json,
    findings_junit, findings_report, findings_sarif,
};
use crate::report::{CheckFindings, UnopenedFile, UnopenedState};
use crate::workspace::Result;

/// Makes the findings presentable.
type Emitter = fn(&CheckFindings, &Terminal) -> String;

/// The forms of `check`; a new one is a new emitter and a line here.
pub(super) const EMITTERS: &[(Format, Emitter)] = &[
    (Format::Text, findings_report),
    (Format::Json, |findings, _| findings_json(&findings.found, &findings.sources)),
    (Format::Github, |findings, _| findings_github(findings)),
    (Format::Gitlab, |findings, _| findings_gitlab(findings)),
    (Format::Sarif, |findings, _| findings_sarif(findings)),
    (Format::Junit, |findings, _| findings_junit(findings)),
];

/// Returns the form that is asked for; what `--fix` would change has that of a diff alone.
pub(super) fn findings_format(common: &Common, is_diff: bool) -> Result<Format> {
    let known: Vec<(Format, Format)> =
        EMITTERS.iter().map(|&(format, _)| (format, format)).collect();
    let endings: &[&str] = if is_diff { &["diff", "patch"] } else { &[] };
    let format = common.format_beside(&known, endings)?;
    if is_diff {
        common.format_beside(&[(Format::Text, ())], endings)?;
    }
    Ok(format)
}

/// Shows what was found. `command` shows all of it.
pub(super) fn shown(
    findings: &CheckFindings,
    format: Format,
    environment: &Environment,
    command: &str,
) -> CommandOutput {
    let emit = EMITTERS
        .iter()
        .find(|(own, _)| *own == format)
        .map_or(findings_report as Emitter, |(_, emit)| *emit);
    let mut output =
        CommandOutput::done(emit(findings, &environment.out)).found_if(findings.has_errors());
    // These lines are commands, and are to be obeyed.
    output.is_raw = format == Format::Github;
    output.notes.extend(left_out(findings.found.len(), format, command));
    output.notes.extend(findings.notes.iter().cloned());
    output.notes.extend(findings.unopened.iter().map(unopened));
    if findings.is_incomplete() {
        output.ending = ExitStatus::Failed;
    }
    output
}

/// Says how many findings a form has no room for.
fn left_out(number: usize, format: Format, command: &str) -> Option<Message> {
    let above = |most: usize| Some(number.saturating_sub(most)).filter(|more| *more > 0);
    match format {
        Format::Sarif => Some(message!(
            "check.left-out-of-sarif",
            "note: {left_out#1 finding is|# findings are} left out, since SARIF has at most \
            {most}; `{command}` shows them",
            left_out = above(MOST_RESULTS)?,
            most = MOST_RESULTS,
            command
        )),
        Format::Github => Some(message!(
            "check.left-out-of-github",
            "note: {left_out#1 finding is|# findings are} left out, since GitHub shows of a step \
            at most {most}; `{command}` shows them",
            left_out = above(MOST_ANNOTATIONS)?,
            most = MOST_ANNOTATIONS,
            command
        )),
        _ => None,
    }
}

/// Says that a file could not be opened.
fn unopened(file: &UnopenedFile) -> Message {
    match file.state {
        UnopenedState::Checked | UnopenedState::MissingBase => {
            message!("check.unopened", "error: {why}", why = file.what.clone())
        }
        UnopenedState::Base => message!(
            "check.unopened-base",
            "note: {why}; what changed in it is not judged",
            why = file.what.clone()
        ),
    }
}
