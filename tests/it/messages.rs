//! The ids of messages, checked in the source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use workplan::rules::RULES;

/// The areas of messages, sorted. An id begins with a rule or an area.
const AREAS: &[&str] = &[
    "add", "baseline", "board", "calendar", "check", "cli", "complete", "date", "demo", "diff",
    "digest", "done", "due", "edit", "editor", "endorse", "error", "explain", "export", "field",
    "files", "filter", "fix", "folder", "format", "get", "git", "help", "history", "iati",
    "import", "init", "json", "list", "log", "lsp", "matrix", "mcp", "me", "merge", "mine", "plan",
    "read", "remove", "rename", "report", "resolve", "rollover", "schema", "set", "setup", "share",
    "shared", "sheet", "show", "site", "slip", "start", "status", "store", "table", "trend",
    "undo", "unseen", "word", "workbook", "yaml",
];

/// Areas whose messages are complete sentences and may end in a full stop.
const DOCUMENTS: &[&str] =
    &["board", "demo", "digest", "due", "get", "help", "mcp", "mine", "report", "schema", "share"];

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found
}

/// Returns the source files without their unit tests.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |path: &Path| path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
    let text = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
    };
    let is_test = |path: &Path| path.iter().any(|part| part == "tests.rs" || part == "tests");
    let all = files(&src, "rs").into_iter().filter(|path| {
        let own = path.strip_prefix(&src).unwrap();
        !is_test(own)
    });
    all.map(|path| (name(&path), text(&path))).collect()
}

/// Returns the id and the English template of each message.
fn messages(text: &str) -> Vec<(String, String)> {
    let literal = |rest: &mut &str| {
        let mut end = 0;
        *rest = rest.split_once('"').unwrap().1;
        while !rest[end..].starts_with('"') {
            end += if rest[end..].starts_with('\\') { 2 } else { 1 };
            while !rest.is_char_boundary(end) {
                end += 1;
            }
        }
        let literal = rest[..end].to_owned();
        *rest = &rest[end + 1..];
        literal
    };
    let sites = text.split("message!(").skip(1).filter(|rest| rest.trim_start().starts_with('"'));
    sites.map(|mut rest| (literal(&mut rest), literal(&mut rest))).collect()
}

#[test]
fn each_message_has_an_id_of_its_own() {
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (file, text) in sources() {
        for (id, english) in messages(&text) {
            let (rule, what) = id.split_once('.').unwrap_or((&id, ""));
            let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(
                rules.contains(rule) || AREAS.contains(&rule),
                "{file}: {id} names neither a rule nor an area"
            );
            assert!(
                !what.is_empty() && what.chars().all(is_kebab),
                "{file}: {id} is not written as AREA.what"
            );
            assert!(
                !english.trim().is_empty()
                    && (!english.ends_with('.') || DOCUMENTS.contains(&rule)),
                "{file}: {id} is no sentence without a full stop"
            );
            if let Some(other) = seen.insert(id.clone(), file.clone()) {
                panic!("{id} is in {other} and in {file}");
            }
        }
    }
    assert!(AREAS.is_sorted(), "the areas are not sorted");
    assert!(seen.len() > 200, "only {} messages were found", seen.len());
}

/// A finding without an id could not be translated or matched with an earlier one.
#[test]
fn findings_are_made_of_messages_with_ids() {
    for (file, text) in sources() {
        let is_checked = ["rules/", "format/"].iter().any(|folder| file.starts_with(folder));
        assert!(!is_checked || !text.contains("verbatim("), "{file}");
    }
}

/// Returns the text of a page template without its code and comments.
fn without_code(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    let ends = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    while let Some((at, end)) =
        ends.iter().filter_map(|(start, end)| Some((rest.find(start)?, end))).min()
    {
        out += &rest[..at];
        rest = rest[at..].split_once(end).unwrap().1;
    }
    out + rest
}

/// Returns the visible texts of a page: between tags, and in attributes that are shown.
fn texts_of_page(page: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let attributes = ["alt", "aria-label", "placeholder", "title"];
        for (name, value) in attributes.iter().filter_map(|name| {
            tag.split_once(&format!(" {name}=\""))?
                .1
                .split_once('"')
                .map(|(value, _)| (name, value))
        }) {
            texts.push(format!("{name}={}", value.trim()));
        }
        texts.push(text.trim().to_owned());
    }
    texts
}

/// All words of a page come from messages; its templates and script have none.
#[test]
fn templates_hold_no_words() {
    let render = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render");
    let templates = files(&render, "html");
    assert!(templates.len() > 5, "only {} templates were found", templates.len());
    for path in templates {
        let text = without_code(&fs::read_to_string(&path).unwrap());
        for text in texts_of_page(&text) {
            let words = text.split_once('=').map_or(text.as_str(), |(_, value)| value);
            assert!(!words.contains(char::is_alphabetic), "{}: {text}", path.display());
        }
    }
    let page = texts_of_page("<p title=\"a b\">x <b aria-label=\"\">y</b>");
    assert_eq!(page, ["title=a b", "x", "aria-label=", "y", ""]);
    for path in files(&render, "js") {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in text.filter(|line| !line.starts_with("\"use strict\"")) {
            let literals = line.split(['"', '`']).skip(1).step_by(2);
            for literal in literals {
                let mut words =
                    literal.split(' ').filter(|word| word.contains(char::is_alphabetic));
                assert!(words.nth(1).is_none(), "{}: {literal}", path.display());
            }
        }
    }
}

/// Returns the string literals outside messages, except for those never shown: attributes,
/// assertions, file names.
fn literals_outside_messages(source: &str) -> Vec<String> {
    const APART: [&str; 8] = [
        "message!",
        "assert!",
        "debug_assert!",
        "concat!",
        "include_str!",
        "env!",
        "matches!",
        "#",
    ];
    let mut literals = Vec::new();
    // For each open bracket, whether literals in it count.
    let mut open = vec![true];
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let before = &source[..source.len() - rest.len()];
        let mut length = c.len_utf8();
        let raw = rest.strip_prefix('r').map(|raw| (raw, raw.trim_start_matches('#')));
        match c {
            '/' if rest.starts_with("//") => length = rest.find('\n').unwrap_or(rest.len()),
            '\'' if rest.starts_with("'\\") => length = 2 + rest[3..].find('\'').unwrap() + 2,
            '\'' => {
                let mut following = rest.chars().skip(1);
                let inside = following.next().map_or(0, char::len_utf8);
                length = if following.next() == Some('\'') { inside + 2 } else { 1 };
            }
            'r' if raw.is_some_and(|(_, text)| text.starts_with('"'))
                && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_') =>
            {
                let (raw, text) = raw.unwrap();
                let end = format!("\"{}", &raw[..raw.len() - text.len()]);
                let literal = text[1..].split_once(&end).unwrap().0;
                length = 1 + (raw.len() - text.len()) + 1 + literal.len() + end.len();
                literals.extend(open.iter().all(|counts| *counts).then(|| literal.to_owned()));
            }
            '"' => {
                let mut end = 1;
                while !rest[end..].starts_with('"') {
                    let next = rest[end..].chars().next().unwrap().len_utf8();
                    end += if rest[end..].starts_with('\\') { 2 } else { next };
                }
                length = end + 1;
                literals.extend(open.iter().all(|counts| *counts).then(|| rest[1..end].to_owned()));
            }
            '(' | '[' | '{' => {
                let before = before.trim_end();
                open.push(!APART.iter().any(|name| before.ends_with(name)));
            }
            ')' | ']' | '}' => drop(open.pop()),
            _ => {}
        }
        rest = &rest[length..];
    }
    literals
}

/// Returns whether a literal has several words, or a word beside a placeholder.
fn has_several_words(literal: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let ends = |word: &str| {
        let word = word.trim_end_matches([',', ';', ':']);
        word.chars().rev().take_while(|c| is_letter(*c)).count() > 1
    };
    let begins = |word: &str| word.chars().take_while(char::is_ascii_lowercase).count() > 1;
    let words: Vec<&str> = literal.split(' ').collect();
    words.windows(2).any(|pair| {
        let [first, second] = pair else { return false };
        let (is_word, follows) = (ends(first), begins(second));
        (is_word && (follows || second.starts_with('{'))) || (first.ends_with('}') && follows)
    })
}

/// Literals with several words that are not sentences: commands, values for programs, words defined
/// elsewhere. Each by its file and its beginning.
const WITHOUT_SENTENCES: &[&str] = &[
    "analysis/",
    "diagnostic/",
    "edit/",
    "history/",
    "ops/",
    "render/",
    "report/",
    "rules/",
    "spreadsheet/",
    "store/",
    "text/",
    "workspace/",
];
const NO_SENTENCES: &[(&str, &str)] = &[
    // A map key, and a key of the cache.
    ("analysis/field_change.rs", "{number} {name}"),
    ("history/trend.rs", "{state} {day}"),
    // Conflict markers.
    ("edit/merge/conflict_markers.rs", "{open} ours"),
    // A text that is hashed to identify a group.
    ("history/calendar.rs", "folder {}"),
    ("history/calendar.rs", "git {commit} "),
    ("history/calendar.rs", "id {id}"),
    ("ops/diff.rs", "workplan diff"),
    ("ops/done.rs", "workplan set "),
    // Comments and titles in files that an import writes.
    ("ops/import/mapping.rs", "\\\n# How the sheet was read"),
    ("ops/import/mapping.rs", "{count} cells"),
    ("ops/import/plan_text.rs", "# Made from {name}"),
    ("ops/import/plan_text.rs", "# yaml-language-server"),
    ("ops/import/plan_text.rs", "; TODO: {todo}"),
    ("ops/import/plan_text.rs", "Workplan {to}"),
    ("ops/import/plan_text.rs", "{}, row {}"),
    ("ops/init/files.rs", "*.yaml merge="),
    ("ops/init/files.rs", "WORKPLAN_DIR: "),
    // The text of a commit, which everybody in the group reads.
    ("ops/share/changes.rs", ""),
    ("ops/share/combine.rs", ""),
    ("ops/get.rs", "merge.workplan."),
    ("ops/get.rs", "workplan merge-file "),
    ("ops/get.rs", "workplans, by "),
    ("ops/get.rs", "{way}/**/*.yaml "),
    ("ops/setup/parts.rs", "# workplan setup"),
    ("ops/setup/parts.rs", "workplan completions "),
    ("ops/show.rs", "workplan show "),
    ("rules/outside_period.rs", "start=DATE "),
    // Titles of the columns and sheets of a workbook, which the import looks for.
    ("spreadsheet/column.rs", ""),
    ("spreadsheet/vocabulary.rs", ""),
    // Words in foreign sheets, in several languages.
    ("spreadsheet/date_text.rs", ""),
    ("spreadsheet/heading.rs", ""),
    ("spreadsheet/range.rs", "desde el "),
    ("spreadsheet/import/title_choice.rs", "full name"),
    ("spreadsheet/tick_head.rs", "{text} quarter"),
    // Values of an imported plan.
    ("spreadsheet/import/importer.rs", "Depends on: "),
    ("spreadsheet/import/names.rs", "To be assigned"),
    ("spreadsheet/import/parts.rs", "Milestone "),
    ("spreadsheet/import/settle.rs", "TODO: the sheet gives no reason"),
    ("spreadsheet/import/status_value.rs", "Status before"),
    ("workspace/divergence.rs", "workplan check "),
    ("workspace/options.rs", " --dir {}"),
    ("workspace/options.rs", " {flag} {}"),
    ("render/diff/csv.rs", "unreadable "),
    ("render/digest/html.rs", " --owner {}"),
    ("render/digest/html.rs", "workplan digest "),
    ("render/export/iati/result.rs", "per cent"),
    ("render/findings/github.rs", "{command} file="),
    ("render/findings/junit.rs", "workplan check"),
    ("render/new_copy.rs", "  "),
    ("render/new_folder.rs", "  git "),
    ("render/new_folder.rs", "  cd {}"),
    ("render/new_folder.rs", "  workplan s"),
    ("render/new_folder.rs", " --as-of {day}"),
    ("render/new_folder.rs", " --dir {plans}"),
    ("render/report/brand.rs", "{light}"),
    ("render/report/html.rs", "; img-src data:"),
    ("render/report/timeline.rs", ".gantt td"),
    ("render/resolved_files.rs", "`git {word} {}`"),
    ("render/sample.rs", "  workplan "),
    ("render/status/markdown.rs", " --by {}"),
    ("render/status/view.rs", "workplan {command} "),
    ("render/toolkit/html.rs", "default-src "),
    ("render/toolkit/chart.rs", "<svg "),
    ("render/toolkit/chart.rs", "system-ui, sans-serif"),
    // The form of dates on the axis of a chart.
    ("render/toolkit/ooxml/chart.rs", "mmm yy"),
    ("render/toolkit/line_diff.rs", "\\n\\\\ No newline at end of file"),
    // What git says, and commands for git.
    ("ops/share/gone.rs", "Permission denied"),
    ("ops/share/gone.rs", "Read-only file system"),
    ("ops/share/gone.rs", "No space left"),
    ("ops/share/publish.rs", "checked out"),
    ("ops/share/sides.rs", "git show {}"),
    ("store/git/user_git.rs", "could not read "),
    ("store/git/user_git.rs", "Authentication failed"),
    ("store/git/user_git.rs", "info/refs not valid"),
    ("store/git/user_git.rs", "unable to update url"),
    ("store/git/user_git.rs", "Cloning into "),
];

/// A sentence that is composed of English pieces cannot be translated.
#[test]
fn sentences_are_messages() {
    let mut allowed: BTreeSet<&(&str, &str)> = NO_SENTENCES.iter().collect();
    let mut left = Vec::new();
    for (file, text) in sources() {
        if !WITHOUT_SENTENCES.iter().any(|folder| file.starts_with(folder)) {
            continue;
        }
        for literal in literals_outside_messages(&text) {
            let is_allowed = |(own, beginning): &&(&str, &str)| {
                file.starts_with(own) && literal.starts_with(beginning)
            };
            let reason = NO_SENTENCES.iter().find(is_allowed);
            allowed.retain(|other| Some(*other) != reason);
            if reason.is_none() && has_several_words(&literal) {
                left.push(format!("{file}: {literal:?}"));
            }
        }
    }
    assert!(left.is_empty(), "no messages: {left:#?}");
    assert!(allowed.is_empty(), "not needed any more: {allowed:?}");
    let source = "f(\"due {}\", r#\"a 'b\"#, message!(\"a.b\", \"c d\"), '\"', '\\''); // \"x y\"\n\
        \x20#[doc = \"ab cd\"] g(\"ab cd\")";
    assert_eq!(literals_outside_messages(source), ["due {}", "a 'b", "ab cd"]);
    for (literal, has) in
        [("due {}", true), ("{} days", true), ("{a} {b}", false), ("is it", true), ("a b", false)]
    {
        assert_eq!(has_several_words(literal), has, "{literal}");
    }
}

/// Where people are told something who need not know git.
const WITHOUT_GIT: [&str; 8] = [
    "cli/sharing.rs",
    "ops/endorse.rs",
    "ops/get.rs",
    "ops/journal/",
    "ops/share/",
    "ops/undo/",
    "render/share/",
    "workspace/moved_away.rs",
];

/// A command of git is for those who know it, and the sentence says so.
#[test]
fn commands_of_git_are_for_those_who_know_it() {
    let commands = ["`git ", "git add ", "git config", "git remote add", "git commit"];
    for (file, text) in sources() {
        if !WITHOUT_GIT.iter().any(|own| file.starts_with(own)) {
            continue;
        }
        for (id, english) in messages(&text) {
            let words: Vec<&str> =
                english.split_whitespace().filter(|word| *word != "\\").collect();
            let english = words.join(" ");
            let names_one = commands.iter().any(|command| english.contains(command));
            assert!(!names_one || english.contains("nows git"), "{file}: {id}: {english}");
        }
    }
}
