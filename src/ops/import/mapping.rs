//! The file of decisions about a sheet that a group already has.

use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::{Message, message};
use crate::edit::quoted;
use crate::format::yaml::{Node, NodeKind, parse};
use crate::report::NewMapping;
use crate::spreadsheet::{Mapping, Question, Questions, sections, unfit};
use crate::store;
use crate::text::{FileId, clean_line, path_text};
use crate::workspace::{Context, Error, ErrorKind, Result, cannot_read};

use super::options::ImportOptions;

/// The longest key that stands on one line with its value in any YAML: YAML itself has 1,024
/// characters.
const MOST_KEY: usize = 1_000;

const BEGINNING: &str = "\
# How the sheet was read, and what is proposed. Change the values, then import with --mapping.
# columns: a key of an activity, `priority`, `timeline` (start and due), `ticks`, `remarks`, `ignore`;
# statuses: a status; empty: asked again, or `planned` with --yes;
# owners: an id or `new`; `default` for rows without an owner;
# period: `calendar`, or `fiscal-07` where the year begins in July; dates: a date or `none`;
# day_order: `day-first` or `month-first`; `exchanged` or `stored` where a spreadsheet may have
#   exchanged day and month;
# numbers: of dates `days` or `ignore`; of progress `shares` of 1 or `percentages`;
#   of amounts `thousands` or `decimal`; amounts: a number or `none`.
";

/// The decisions of the mapping file, and those that were given beside it.
pub(super) fn given_mapping(here: &Path, options: &ImportOptions) -> Result<Mapping> {
    let own = options.mapping.as_deref().map(|path| read_mapping(here, path));
    let mut mapping = own.transpose()?.unwrap_or_default();
    for [section, word, value] in &options.decisions {
        mapping.insert((section.clone(), word.clone()), value.clone());
    }
    Ok(mapping)
}

/// Reads what was decided.
///
/// # Errors
/// Where the file cannot be read, is not a mapping, or has a line that fits nothing, with that
/// line.
pub(super) fn read_mapping(here: &Path, path: &Path) -> Result<Mapping> {
    let name = clean_line(&path_text(path)).into_owned();
    let bytes = store::read_file(&here.join(path)).context(cannot_read(&name))?;
    let wrong = |why: Message| {
        let what =
            message!("import.not-a-mapping", "{name} is not a mapping: {why}", name = &name, why);
        Error::new(ErrorKind::InvalidInput, what)
            .hint(message!("import.write-a-mapping", "write one with --write-mapping FILE"))
    };
    let text = String::from_utf8(bytes)
        .map_err(|_| wrong(message!("import.mapping-not-utf-8", "it is not UTF-8")))?;
    let decisions = decisions(&text).map_err(|(line, what)| {
        wrong(message!("import.line-of-mapping", "line {line}: {what}", line, what))
    })?;
    let (mut mapping, mut faults) = (Mapping::new(), Vec::new());
    for (line, [section, word, value]) in decisions {
        if let Some(what) = unfit(&section, &value) {
            faults.push(message!(
                "import.fault-of-mapping",
                "{name}, line {line}: {what}",
                name = &name,
                line,
                what
            ));
        }
        mapping.insert((section, word), value);
    }
    if faults.is_empty() {
        Ok(mapping)
    } else {
        Err(Error::input(faults).hint(message!(
            "import.correct-the-mapping",
            "nothing was written; correct the mapping"
        )))
    }
}

/// Line, and section, word and value.
type Decision = (usize, [String; 3]);

/// The decisions of a mapping: line, and section, word and value; or the line that is wrong, and
/// why.
fn decisions(text: &str) -> Result<Vec<Decision>, (usize, Message)> {
    let (mut read, mut lines) = (0, 1);
    // From one place to a later one.
    let mut line = |at: u32| {
        lines += text.get(read..at as usize).unwrap_or("").matches('\n').count();
        read = read.max(at as usize);
        lines
    };
    let (document, faults) = parse(FileId(0), text);
    if let Some(fault) = faults.first() {
        return Err((line(fault.span.start), fault.message.clone()));
    }
    let Some(root) = document.root().filter(|_| !document.broken) else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for (section, words) in root.pairs() {
        let name = section.as_str();
        let mut add = |word: &str, value: Node<'_, '_>| {
            let at = line(value.span().start);
            all.push((at, [name, word, value.as_str()].map(str::to_owned)));
        };
        // A section of one decision needs no word of its own.
        match words.kind() {
            NodeKind::Sequence => words.children().for_each(|item| add(item.as_str(), item)),
            NodeKind::Scalar if !words.as_str().is_empty() => {
                add(if name == "sheet" { words.as_str() } else { name }, words);
            }
            _ => words.pairs().for_each(|(word, value)| add(word.as_str(), value)),
        }
    }
    Ok(all)
}

/// Writes down how a file is read, and what is proposed, so that it reads back.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn write_mapping(
    here: &Path,
    options: &ImportOptions,
    path: &Path,
    questions: &Questions,
) -> Result<NewMapping> {
    let name = clean_line(&path_text(path)).into_owned();
    let text = written(questions.all());
    let back = decisions(&text).map_err(|(line, what)| {
        Error::refused(message!(
            "import.would-be-no-mapping",
            "{name}, line {line} would not be a mapping: {what}",
            name = &name,
            line,
            what
        ))
    })?;
    let back: HashMap<(&str, &str), &str> =
        back.iter().map(|(_, [section, word, value])| ((&**section, &**word), &**value)).collect();
    let is_lost = |own: &&Question| {
        back.get(&(own.section, own.word.as_str())) != Some(&own.proposal.as_str())
            && !(own.section == "sheet" || own.section == own.word)
    };
    if let Some(lost) = questions.all().iter().find(is_lost) {
        return Err(Error::refused(message!(
            "import.would-not-come-back",
            "{name} cannot be written: `{word}` of `{section}` would not come back",
            name,
            word = &lost.word,
            section = lost.section
        )));
    }
    let file = here.join(path);
    let old = options.mapping.as_ref().filter(|own| here.join(own) == file);
    match old {
        // What was decided stays, and what is new is added.
        Some(_) => store::write_whole(&file, text.as_bytes()).unwritable(|| name.clone())?,
        None => {
            let (Some(folder), Some(file)) =
                (file.parent(), file.file_name().and_then(|file| file.to_str()))
            else {
                return Err(Error::usage(message!(
                    "import.mapping-unwritable",
                    "{name} cannot be written",
                    name
                )));
            };
            store::write_new(folder, &[(file, text.as_bytes())]).unwritable(|| name.clone())?;
        }
    }
    Ok(NewMapping { name, decisions: questions.all().len(), open: questions.open().count() })
}

fn written(questions: &[Question]) -> String {
    let mut text = BEGINNING.to_owned();
    for section in sections() {
        let own: Vec<&Question> =
            questions.iter().filter(|question| question.section == section).collect();
        if own.is_empty() {
            continue;
        }
        if section == "sheet" {
            let names: Vec<_> = own.iter().map(|question| quoted(&question.word)).collect();
            text += &format!("sheet: [{}]\n", names.join(", "));
            continue;
        }
        text += &format!("{section}:\n");
        for question in own {
            let (word, proposal) = (quoted(&question.word), quoted(&question.proposal));
            let about = about(question);
            text += &if word.chars().count() > MOST_KEY {
                format!("  ? {word}\n  : {proposal}{about}\n")
            } else {
                format!("  {word}: {proposal}{about}\n")
            };
        }
    }
    text
}

/// The comment behind a line: how often, where, and two samples.
fn about(question: &Question) -> String {
    let mut parts = Vec::new();
    if question.doubt.is_some() {
        parts.push("?".to_owned());
    }
    parts.push(match question.count {
        1 => "1 cell".to_owned(),
        count => format!("{count} cells"),
    });
    parts.push(question.place.clone());
    parts.extend(question.samples.iter().map(|sample| shortened(sample)));
    // Comments hold no line breaks and nothing that a reader of YAML could refuse.
    let plain: String = clean_line(&parts.join(", ")).chars().filter(|c| !c.is_control()).collect();
    let is_shown = |c: &char| {
        !matches!(*c, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    format!("  # {}", plain.chars().filter(is_shown).collect::<String>())
}

fn shortened(text: &str) -> String {
    let short: String =
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(40).collect();
    if short.chars().count() == 40 { format!("“{short}…”") } else { format!("“{short}”") }
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
        let mut questions = Questions::default();
        for word in words {
            questions.period(word, "calendar", true);
        }
        let text = written(questions.all());
        let back = decisions(&text).unwrap_or_default();
        let back: Vec<&str> = back.iter().map(|(_, [_, word, _])| word.as_str()).collect();
        assert_eq!(back, words, "{text}");
    }
}
