//! A new workplans folder, in words: what was written, and what to do next.

use std::path::Path;

use crate::diagnostic::message;
use crate::report::{NewFolder, NextSteps};
use crate::text::{clean_line, path_text, shell_word};

/// Says for people what was written, and what to do next.
pub fn new_folder_text(folder: &NewFolder) -> String {
    let mut out = format!("{}\n", message!("init.written", "written:"));
    for path in &folder.written {
        out += &format!("  {}\n", clean_line(&path_text(path)));
    }
    out + &folder.next.as_ref().map_or_else(String::new, next_steps)
}

fn next_steps(next: &NextSteps) -> String {
    let mut out = format!("\n{}\n", message!("init.next", "what to do next:"));
    if !next.group.as_os_str().is_empty() {
        out += &format!("  cd {}\n", shell_word(&path_text(&next.group)));
    }
    let plans = shell_word(&path_text(&next.plans));
    let named = if next.plans == Path::new("workplans") {
        String::new()
    } else {
        format!(" --dir {plans}")
    };
    let day = next.day.map_or_else(String::new, |day| format!(" --as-of {day}"));
    if next.is_sample {
        return out + &sample_steps(&format!("{named}{day}"));
    }
    out += &format!("  workplan status{named}{day}\n  workplan check{named}{day}\n");
    let edit = match next.is_from_sheet {
        false => message!(
            "init.edit",
            "then change the plan and organizations.yaml in an editor: the notes in them say how"
        ),
        true => message!(
            "init.edit-from-sheet",
            "then fix what `workplan check` lists, and the lines of the plan that are marked TODO"
        ),
    };
    if next.is_shared {
        let share = message!("init.share", "to share it with the others:");
        out += &format!("{edit}\n\n{share}\n");
        return out + "  workplan share\n";
    }
    let git = message!(
        "init.git",
        "to have git keep the plans, and merge them by activity and field (`git config` in each clone):"
    );
    out += &format!("{edit}\n\n{git}\n");
    out += if next.is_in_repository { "" } else { "  git init\n" };
    let driver = message!("init.merge-driver", "workplans by activity and field").to_string();
    out += &format!("  git config merge.workplan.name {}\n", quoted(&driver));
    out += "  git config merge.workplan.driver \"workplan merge-file --path %P --marker-size %L %O %A %B\"\n";
    let beside = next.beside.as_ref().map_or_else(String::new, |top| format!(" {top}"));
    let commit = message!("init.commit", "Our workplan").to_string();
    out + &format!("  git add {plans}{beside} && git commit -m {}\n", quoted(&commit))
}

/// The first steps in a copy of the sample plans.
fn sample_steps(flags: &str) -> String {
    let practice =
        message!("demo.practice", "to practise sharing as well, with a fictitious colleague:");
    format!(
        "  workplan status{flags}\n  workplan board{flags}\n  workplan mine --owner iom{flags}\n\n\
         {practice}\n  workplan get --practice\n"
    )
}

/// Words of ours as an argument of a command.
fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace(['\\', '"', '$', '`'], ""))
}
