//! A copy of what a group shares, in words: what it has, and what to do next.

use std::path::Path;

use crate::diagnostic::message;
use crate::report::NewCopy;
use crate::text::{clean_line, path_text, shell_word};

/// Says for people what the copy has, and what to do next.
pub fn new_copy_text(copy: &NewCopy) -> String {
    let folder = clean_line(&path_text(&copy.folder)).into_owned();
    let head = match copy.names.as_slice() {
        [] => message!(
            "get.no-plans",
            "{folder} is your copy now. There is no plan in it yet.",
            folder
        ),
        names => message!(
            "get.has-plans",
            "{folder} is your copy now. Plans: {names}.",
            folder,
            names = clean_line(&names.join(", "))
        ),
    };
    let others = copy.others.iter().map(|other| clean_line(&path_text(other)).into_owned());
    let others = match others.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => String::new(),
        others => {
            let line = message!(
                "get.others",
                "It has further workplans folders: {others}. `--dir` names one.",
                others
            );
            format!("{line}\n")
        }
    };
    let next = message!("get.next", "what to do next:");
    let mut out = format!("{head}\n{others}\n{next}\n");
    let mut go = copy.folder.clone();
    if let Some(plans) = copy.plans.as_deref().and_then(Path::parent) {
        go.push(plans);
    }
    let go = shell_word(path_text(&go).trim_end_matches('/'));
    out += &format!("  cd {go}\n");
    out += match (copy.names.is_empty(), copy.knows_me) {
        (true, _) => "  workplan init\n  workplan share\n",
        (false, true) => "  workplan mine\n  workplan share\n",
        (false, false) => "  workplan me ORGANIZATION\n  workplan mine\n",
    };
    out
}
