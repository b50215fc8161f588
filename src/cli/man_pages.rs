//! The manual pages: one for the program, and one for each command.

use clap::Command;
use clap_mangen::Man as Page;

use crate::model::Day;
use crate::workspace::{Error, Result};

/// Returns the pages by the names of their files.
pub(super) fn man_pages(program: Command, today: Day) -> Result<Vec<(String, String)>> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    let day = today.to_string();
    let commands = program.get_subcommands().filter(|command| !command.is_hide_set());
    let source = format!("workplan {}", env!("CARGO_PKG_VERSION"));
    let page = |command: &Command| {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_uppercase();
        Page::new(command.clone()).title(name).date(&day).source(&source).manual("Workplans")
    };
    std::iter::once(&program).chain(commands).map(|command| text(&page(command))).collect()
}

fn text(page: &Page) -> Result<(String, String)> {
    let mut roff = Vec::new();
    page.render(&mut roff)?;
    let roff = String::from_utf8(roff).map_err(Error::internal)?;
    Ok((page.get_filename(), tidy(&roff)))
}

/// The page as those who read and check such pages want it: one sign for an empty line, where the
/// maker of the pages writes a line break, an empty line and a line break; headings for what it
/// calls extra; short lines.
fn tidy(roff: &str) -> String {
    let mut out = String::new();
    let (text, extra) = roff.split_once(".SH EXTRA\n").unwrap_or((roff, ""));
    let (extra, version) = extra.split_once(".SH VERSION\n").unwrap_or((extra, ""));
    for line in text.replace(".br\n\n.br\n", ".sp\n").lines() {
        wrap(line.trim_end(), &mut out);
    }
    for line in extra.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if let Some(example) = line.strip_prefix("  ") {
            out += &format!(".nf\n{example}\n.fi\n");
        } else if let Some((heading, rest)) = headed(line) {
            out += &format!(".SH {}\n", heading.to_uppercase());
            out.extend((!rest.is_empty()).then(|| format!("{rest}\n")));
        } else {
            out += ".SH NOTES\n";
            wrap(line, &mut out);
        }
    }
    if !version.is_empty() {
        out += &format!(".SH VERSION\n{version}");
    }
    out.replace(".fi\n.nf\n", "")
}

/// Returns the heading of a line that begins with one word and a colon, and the rest of the line.
fn headed(line: &str) -> Option<(&str, &str)> {
    let (heading, rest) = line.split_once(':')?;
    let is_word = heading.chars().all(char::is_alphabetic);
    is_word.then_some((heading, rest.trim_start()))
}

/// Writes a line of text in lines that a terminal takes, where it has white space.
fn wrap(line: &str, out: &mut String) {
    let mut width = 0;
    for (at, word) in line.split(' ').enumerate() {
        // A line that begins with one of these is read as a command.
        let is_safe = !word.is_empty() && !word.starts_with(['.', '\'']) && !line.starts_with('.');
        let breaks = is_safe && width + word.len() >= 80;
        if at > 0 {
            out.push(if breaks { '\n' } else { ' ' });
        }
        width = if breaks { 0 } else { width } + word.len() + 1;
        out.push_str(word);
    }
    out.push('\n');
}
