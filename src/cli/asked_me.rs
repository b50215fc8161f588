//! Asks on a terminal which organization is the user's, after a copy was fetched.

use std::io::{BufRead, IsTerminal};

use super::args::Common;
use super::environment::Environment;
use super::output::write_error;
use crate::diagnostic::message;
use crate::ops::{self, MeChange};
use crate::report::NewCopy;
use crate::text::clean_line;
use crate::workspace::{Options, Result, Workspace};

/// How often it is asked again.
const MOST_TRIES: usize = 5;

/// Asks which organization is the user's, unless that is known or nobody can be asked.
pub(super) fn ask_who(
    common: &Common,
    environment: &Environment,
    copy: NewCopy,
) -> Result<NewCopy> {
    let Some(plans) = &copy.plans else { return Ok(copy) };
    let dir = environment.folder.join(&copy.folder).join(plans);
    let here = environment.folder.join(&copy.folder);
    let options = Options { dir: Some(dir), here, at: None, ..common.options(environment) };
    let Ok(workspace) = Workspace::new(&options) else { return Ok(copy) };
    let Ok(loaded) = workspace.load() else { return Ok(copy) };
    if ops::me(&loaded, &MeChange::Keep).is_ok() {
        return Ok(NewCopy { knows_me: true, ..copy });
    }
    let is_terminal = environment.out.width.is_some() && environment.err.width.is_some();
    if !is_terminal || !std::io::stdin().is_terminal() {
        return Ok(copy);
    }
    let mut ids: Vec<&str> = loaded.index.plans().flat_map(|plan| plan.directory.ids()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(copy);
    }
    let known = clean_line(&ids.join(", ")).into_owned();
    write_error(&format!("{}\n", message!("get.known", "The organizations: {known}", known)));
    for _ in 0..MOST_TRIES {
        let prompt = message!("get.who", "Which one is yours? (Enter: say it later)");
        write_error(&format!("{prompt} "));
        let mut line = String::new();
        if std::io::stdin().lock().read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        match ops::me(&loaded, &MeChange::Choose(vec![line.trim().to_owned()])) {
            Ok(_) => return Ok(NewCopy { knows_me: true, ..copy }),
            Err(error) => write_error(&format!("{}\n", clean_line(&error.to_string()))),
        }
    }
    Ok(copy)
}
