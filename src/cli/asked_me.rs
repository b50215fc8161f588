//! Asks on a terminal who the user is.

use super::args::Common;
use super::ask::{can_ask, read_line, say};
use super::environment::Environment;
use super::output::write_error;
use super::sharing::who_are_you;
use crate::diagnostic::message;
use crate::ops::{self, MeChange};
use crate::report::{Me, NewCopy};
use crate::text::{clean_line, path_text};
use crate::workspace::{ErrorKind, LoadedPlans, Options, Result, Workspace};

/// How often it is asked again.
const MOST_TRIES: usize = 5;

/// Asks for the user's name and organization, unless they are known or nobody can be asked. The
/// copy is there, whatever is answered.
pub(super) fn ask_who(
    common: &Common,
    environment: &Environment,
    copy: NewCopy,
) -> Result<NewCopy> {
    let here = environment.folder.join(&copy.folder);
    let mut can_ask = can_ask();
    if can_ask {
        let folder = clean_line(&path_text(&copy.folder)).into_owned();
        say(&message!("get.is-made", "The copy is made: {folder}", folder));
    }
    if !copy.has_name && can_ask {
        match who_are_you() {
            Ok((name, email)) => ops::introduce(&here, &name, &email)?,
            Err(_) => can_ask = false,
        }
    }
    let Some(plans) = &copy.plans else { return Ok(copy) };
    let dir = here.join(plans);
    let options = Options { dir: Some(dir), here, at: None, ..common.options(environment) };
    let Ok(workspace) = Workspace::new(&options) else { return Ok(copy) };
    let Ok(loaded) = workspace.load() else { return Ok(copy) };
    if ops::me(&loaded, &MeChange::Keep).is_ok() {
        return Ok(NewCopy { knows_me: true, ..copy });
    }
    if !can_ask {
        return Ok(copy);
    }
    Ok(NewCopy { knows_me: chosen(&loaded)?.is_some(), ..copy })
}

/// Asks which organization is the user's, and keeps the answer; `None` if the user says it later,
/// or no plan has an organization.
pub(super) fn chosen(plans: &LoadedPlans<'_>) -> Result<Option<Me>> {
    let ids = ops::organization_ids(plans);
    if ids.is_empty() {
        return Ok(None);
    }
    let known = clean_line(&ids.join(", ")).into_owned();
    say(&message!("get.known", "The organizations: {known}", known));
    for _ in 0..MOST_TRIES {
        let prompt = message!("get.who", "Which one is yours? (Enter: say it later)");
        write_error(&format!("{prompt} "));
        let Ok(line) = read_line() else { break };
        let word = line.trim();
        if word.is_empty() {
            break;
        }
        match ops::me(plans, &MeChange::Choose(vec![word.to_owned()])) {
            Ok(me) => return Ok(Some(me)),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                write_error(&format!("{}\n", clean_line(&error.to_string())));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}
