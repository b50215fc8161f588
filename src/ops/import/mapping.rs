//! The file of decisions about a sheet that a group already has.

use std::path::Path;

use crate::edit::quoted;
use crate::format::yaml::parse;
use crate::report::NewMapping;
use crate::spreadsheet::{Mapping, unfit};
use crate::store;
use crate::text::{FileId, clean_line};
use crate::workspace::{Context, Error, ErrorKind, Result, Workspace, cannot_read};

/// The longest key that stands on one line with its value in any YAML: YAML itself has 1,024
/// characters.
const MOST_KEY: usize = 1_000;

const BEGINNING: &str = "# What is not sure, each with a proposal: look at every line, then import with --mapping.
# columns: a key or `ignore`; owners: an id or `new`; dates: a date or `none`; day_order: day-first or month-first;
# numbers, in a column of dates: `days` as a spreadsheet counts them, or `ignore`; of progress: \
    `shares` of 1, or `percentages`;
# of amounts, where a point is before three digits: `thousands` or `decimal`; amounts: a number or `none`.
";

/// Reads what was decided.
///
/// # Errors
/// Where the file cannot be read, is not a mapping, or has a line that fits nothing, with that line.
pub(super) fn read_mapping(workspace: &Workspace, path: &Path) -> Result<Mapping> {
    let name = clean_line(&path.display().to_string()).into_owned();
    let bytes = store::read_file(&workspace.options.here.join(path)).context(cannot_read(&name))?;
    let wrong = |what: String| {
        Error::new(ErrorKind::InvalidInput, format!("{name} is not a mapping: {what}"))
            .hint("write one with --write-mapping FILE")
    };
    let text = String::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8".to_owned()))?;
    let decisions = decisions(&text)
        .map_err(|(line, what)| wrong(format!("line {line}: {}", clean_line(&what))))?;
    let (mut mapping, mut faults) = (Mapping::new(), Vec::new());
    for (line, [section, word, value]) in decisions {
        if let Some(what) = unfit(&section, &value) {
            faults.push(format!("{name}, line {line}: {}", clean_line(&what)));
        }
        mapping.insert((section, word), value);
    }
    if faults.is_empty() {
        Ok(mapping)
    } else {
        let help = "nothing was written; correct the mapping".to_owned();
        Err(Error::input(faults).hint(help))
    }
}

/// Line, and section, word and value.
type Decision = (usize, [String; 3]);

/// The decisions of a mapping: line, and section, word and value; or the line that is wrong, and
/// why.
fn decisions(text: &str) -> Result<Vec<Decision>, (usize, String)> {
    let (mut read, mut lines) = (0, 1);
    // From one place to a later one.
    let mut line = |at: u32| {
        lines += text.get(read..at as usize).unwrap_or("").matches('\n').count();
        read = read.max(at as usize);
        lines
    };
    let (document, faults) = parse(FileId(0), text);
    if let Some(fault) = faults.first() {
        return Err((line(fault.span.start), fault.message.to_string()));
    }
    let root =
        document.root().filter(|_| !document.broken).ok_or((1, "it says nothing".to_owned()))?;
    let mut all = Vec::new();
    for (section, words) in root.pairs() {
        // A sheet needs no word of its own.
        if section.as_str() == "sheet" && !words.as_str().is_empty() {
            all.push((
                line(words.span().start),
                ["sheet", "sheet", words.as_str()].map(str::to_owned),
            ));
        }
        for (word, value) in words.pairs() {
            all.push((
                line(value.span().start),
                [section.as_str(), word.as_str(), value.as_str()].map(str::to_owned),
            ));
        }
    }
    Ok(all)
}

/// Writes down what is to be decided, so that it reads back.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn write_mapping(
    workspace: &Workspace,
    path: &Path,
    asked: &Mapping,
) -> Result<NewMapping> {
    let name = clean_line(&path.display().to_string()).into_owned();
    let text = written(asked);
    let back = decisions(&text).map_err(|(line, what)| {
        Error::refused(format!("{name}, line {line} would not be a mapping: {}", clean_line(&what)))
    })?;
    if let Some((_, [section, word, _])) = back.iter().find(|(_, [section, word, value])| {
        asked.get(&(section.clone(), word.clone())) != Some(value)
    }) {
        return Err(Error::refused(format!(
            "{name} cannot be written: `{}` of `{section}` would not come back",
            clean_line(word)
        )));
    }
    let path = workspace.options.here.join(path);
    let (Some(folder), Some(file)) =
        (path.parent(), path.file_name().and_then(|file| file.to_str()))
    else {
        return Err(Error::usage(format!("{name} cannot be written")));
    };
    store::write_new(folder, &[(file, text.as_bytes())]).unwritable(|| name.clone())?;
    Ok(NewMapping { name, decisions: asked.len() })
}

fn written(asked: &Mapping) -> String {
    let (mut text, mut last) = (BEGINNING.to_owned(), "");
    for ((section, word), proposal) in asked {
        if section != last {
            text += &format!("{section}:\n");
            last = section;
        }
        let (word, proposal) = (quoted(word), quoted(proposal));
        text += &if word.chars().count() > MOST_KEY {
            format!("  ? {word}\n  : {proposal}\n")
        } else {
            format!("  {word}: {proposal}\n")
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_comes_back() {
        let long = "q".repeat(2_000);
        let words = [
            &long,
            "a\u{7f}b",
            "a\u{85}b",
            "a\nb",
            "a\"b",
            "a\\b",
            "a\u{2028}b",
            "\u{fffe}x",
            "a\tb",
            "a\u{1}b",
            "a\u{202e}b",
            "x: y",
            "<<",
            "a\u{feff}b",
            "# x",
            "",
            "\u{10fffe}",
            "~",
            "null",
        ];
        let asked: Mapping = words
            .iter()
            .map(|word| (("statuses".to_owned(), (*word).to_owned()), "planned".to_owned()))
            .collect();
        let back = decisions(&written(&asked)).unwrap_or_default();
        let back: Mapping =
            back.into_iter().map(|(_, [section, word, value])| ((section, word), value)).collect();
        assert_eq!(back, asked, "{}", written(&asked));
    }
}
