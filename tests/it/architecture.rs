//! The architecture of the source: layers, file sizes, line lengths, and gates for output.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules that each module may use. A module that is not listed may use none.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("diagnostic", &["text"]),
    ("model", &["text", "diagnostic"]),
    ("format", &["text", "diagnostic", "model"]),
    ("analysis", &["text", "diagnostic", "model"]),
    ("spreadsheet", &["text", "diagnostic", "model"]),
    ("edit", &["text", "diagnostic", "model", "format", "analysis"]),
    ("rules", &["text", "diagnostic", "model", "format", "analysis"]),
    ("store", &["text", "diagnostic", "model", "format"]),
    ("report", &["text", "diagnostic", "model", "analysis"]),
    (
        "workspace",
        &["text", "diagnostic", "model", "format", "analysis", "rules", "store", "report"],
    ),
    (
        "history",
        &[
            "text",
            "diagnostic",
            "model",
            "format",
            "analysis",
            "rules",
            "store",
            "report",
            "workspace",
        ],
    ),
    (
        "ops",
        &[
            "text",
            "diagnostic",
            "model",
            "format",
            "analysis",
            "spreadsheet",
            "edit",
            "rules",
            "store",
            "report",
            "workspace",
            "history",
        ],
    ),
    ("render", &["text", "diagnostic", "model", "analysis", "spreadsheet", "report"]),
    ("board", &["text", "diagnostic", "model", "analysis", "report", "workspace", "ops", "render"]),
    ("lsp", &["text", "diagnostic", "model", "report", "workspace", "ops", "render"]),
    // The command line reads, edits and stores nothing itself: `ops` does.
    (
        "cli",
        &[
            "text",
            "diagnostic",
            "model",
            "analysis",
            "report",
            "workspace",
            "history",
            "ops",
            "render",
            "board",
            "lsp",
        ],
    ),
];

/// What the core must not use: the file system, the clock, the environment, other programs, the
/// terminal.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "SystemTime",
    "Local::now",
    "Utc::now",
    "std::io::std",
];

/// The modules that may use those.
const EDGE: &[&str] = &["store", "workspace", "history", "ops", "board", "lsp", "cli", "main"];

/// The most lines in a file.
const MOST_LINES: usize = 400;

pub(crate) fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Returns all Rust files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Returns the top-level module that a file belongs to.
fn module(path: &Path) -> String {
    let first = path.strip_prefix(src()).unwrap().iter().next().unwrap();
    Path::new(first).file_stem().unwrap().to_str().unwrap().to_owned()
}

/// Returns the names of all top-level modules in `src`.
fn modules() -> BTreeSet<String> {
    files(&src())
        .iter()
        .map(|path| module(path))
        .filter(|name| name != "lib" && name != "main")
        .collect()
}

fn may_use(module: &str) -> &'static [&'static str] {
    MAY_USE.iter().find(|(name, _)| *name == module).map_or(&[], |(_, used)| used)
}

/// Returns the modules that follow `crate::` in a text, also in braces: `use crate::{model::Day,
/// text}`.
fn used(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n");
    let name = |part: &str| {
        part.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => drop(found.insert(name(rest))),
            Some(group) => found.extend(items(group).into_iter().map(name)),
        }
    }
    found
}

/// Returns the comma-separated items up to the closing brace.
pub(crate) fn items(group: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut found) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.push(&group[begin..at]);
                begin = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found.retain(|item| !item.trim().is_empty());
    found
}

#[test]
fn the_scan_sees_every_form_of_use() {
    let text = "use crate::text::Span;\n// crate::cli\npub use crate::{model::{Day, Id}, store, };\n\
        fn f() -> crate::diagnostic::Level {}\n";
    assert_eq!(
        used(text).into_iter().collect::<Vec<_>>(),
        ["diagnostic", "model", "store", "text"]
    );
}

#[test]
fn imports_run_one_way() {
    let mut faults = Vec::new();
    for path in files(&src()) {
        let from = module(&path);
        if from == "lib" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        // Unit tests may use other modules.
        let code = text.split("#[cfg(test)]").next().unwrap();
        for to in used(code) {
            if to != from && !may_use(&from).contains(&to.as_str()) {
                faults.push(format!("{}: {from} must not use {to}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_lists_every_module_without_cycles() {
    for module in modules() {
        assert!(
            MAY_USE.iter().any(|(name, _)| *name == module),
            "MAY_USE does not say what `{module}` may use"
        );
    }
    for (at, (name, used)) in MAY_USE.iter().enumerate() {
        for one in *used {
            assert!(
                MAY_USE[..at].iter().any(|(before, _)| before == one),
                "`{name}` may use `{one}`, which does not come before it"
            );
        }
    }
}

#[test]
fn the_core_uses_no_files_clock_or_environment() {
    let mut faults = Vec::new();
    for path in files(&src()) {
        if EDGE.contains(&module(&path).as_str()) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        faults.extend(
            OUTSIDE
                .iter()
                .filter(|word| code.contains(**word))
                .map(|word| format!("{}: {word}", path.display())),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// One file starts git, and one a browser, so that all programs are started safely.
#[test]
fn one_place_starts_other_programs() {
    let gates = ["store/git/command.rs", "store/browser/print.rs"].map(|gate| src().join(gate));
    let mut faults = Vec::new();
    for path in files(&src()) {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let is_test = path.file_stem().is_some_and(|name| name == "tests");
        if gates.contains(&path) {
            assert_eq!(code.matches("Command::new(").count(), 1, "each is started in one way");
        } else if !is_test {
            // Exiting is not starting.
            let code = code
                .replace("std::process::ExitCode", "")
                .replace("use std::process;", "")
                .replace("process::exit(", "");
            let words = ["process::", "Command::new", "CommandExt", "libc", "posix_spawn"];
            faults.extend(
                words
                    .iter()
                    .filter(|word| code.contains(**word))
                    .map(|word| format!("{}: {word}", path.display())),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Code that writes output or escapes text for one format, and the only files that may contain it.
const GATES: &[(&str, &[&str])] = &[
    ("io::stdout()", &["cli/output.rs", "cli/environment.rs", "board/terminal.rs"]),
    ("io::stderr()", &["cli/output.rs", "cli/environment.rs"]),
    ("println!", &[]),
    ("print!(", &[]),
    ("ProgressDrawTarget::", &["cli/progress.rs"]),
    ("csv::Writer", &["render/toolkit/csv.rs"]),
    ("Serializer::with_formatter", &["render/toolkit/json.rs"]),
    // For a hidden cell of the workbook.
    ("serde_json::to_string", &["spreadsheet/cell.rs"]),
    ("serde_json::to_writer", &[]),
    ("fn escape(", &["render/toolkit/markdown.rs"]),
    ("&#8203;", &["render/toolkit/markdown.rs"]),
    ("<!-- -->", &["render/toolkit/markdown.rs"]),
    ("'\\\\''", &["text/shell.rs"]),
    ("is_raw = ", &["cli/findings.rs", "cli/commands/merge_file.rs"]),
    // Paths are shown and compared alike on every system.
    (".display()", &[]),
    (".canonicalize()", &["store/real_path.rs", "history/parallel/tests.rs"]),
    // Git with the user's own settings and hooks.
    (
        "UserGit::at(",
        &[
            "ops/endorse.rs",
            "ops/get.rs",
            "ops/practice.rs",
            "ops/setup/change.rs",
            "ops/setup/parts.rs",
            "ops/setup/undo.rs",
            "store/git/user_git.rs",
            "store/git/user_tree.rs",
        ],
    ),
    ("PlanTrees::new(", &["ops/share/place.rs"]),
    ("CommandOutput::raw(", &["cli/commands/export.rs", "cli/mails.rs", "cli/paper.rs"]),
    ("deliver_raw(", &["cli/output.rs", "cli/main.rs"]),
];

#[test]
fn output_is_written_by_its_gate_only() {
    let mut faults = Vec::new();
    for path in files(&src()) {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        // An example in a doc comment is not part of the program.
        let code = code.lines().filter(|line| !line.starts_with("//!")).collect::<String>();
        let name = path.strip_prefix(src()).unwrap().to_str().unwrap().to_owned();
        let past = GATES
            .iter()
            .filter(|(word, gates)| code.contains(word) && !gates.contains(&name.as_str()));
        faults.extend(past.map(|(word, _)| format!("{name}: {word}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (word, gates) in GATES {
        for gate in *gates {
            let text = fs::read_to_string(src().join(gate)).unwrap();
            assert!(text.contains(word), "{gate} has no `{word}` any more");
        }
    }
}

#[test]
fn features_switch_entire_modules() {
    for path in files(&src()) {
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (at, _) in lines.iter().enumerate().filter(|(_, line)| line.contains("feature = ")) {
            let is_module = lines[at..]
                .iter()
                .find(|line| !line.starts_with('#'))
                .is_some_and(|line| line.contains("mod ") && line.ends_with(';'));
            assert!(is_module, "{}:{}", path.display(), at + 1);
        }
    }
}

#[test]
fn no_file_is_long() {
    for path in files(&src()) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        let name = path.strip_prefix(src()).unwrap().to_str().unwrap().to_owned();
        assert!(lines <= MOST_LINES, "{name} has {lines} lines");
    }
}

/// Lines that cannot be broken: output of the program in inline snapshots.
const UNBREAKABLE: &[(&str, &str)] = &[
    ("tests/it/finding_places.rs", "= help: correct one of these dates: "),
    ("tests/it/fix.rs", "= help: `workplan set a3 due=DATE`; in the file: "),
    ("tests/it/import_sheet_text.rs", "error: map.yaml, line 4: a mapping has no section "),
    ("tests/it/merge_split_plans.rs", "help: resolve the marked conflicts, and then tell git: "),
];

/// rustfmt does not break texts and the content of some macros, so this test checks them.
#[test]
fn no_line_is_long() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    let mut passed_over = BTreeSet::new();
    for path in
        ["src", "tests", "benches", "fuzz/fuzz_targets"].map(|one| files(&root.join(one))).concat()
    {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap();
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let most = if line.trim_start().starts_with("//") { 100 } else { 120 };
            if line.chars().count() <= most {
                continue;
            }
            let is_excused = |(file, begin): &(&str, &str)| {
                *file == name && line.trim_start().starts_with(begin)
            };
            match UNBREAKABLE.iter().position(is_excused) {
                Some(number) => drop(passed_over.insert(number)),
                None => faults.push(format!("{name}:{}", at + 1)),
            }
        }
    }
    assert!(faults.is_empty(), "these lines are too long: {}", faults.join(", "));
    assert_eq!(passed_over.len(), UNBREAKABLE.len(), "an exception is not needed any more");
}

/// A command only turns arguments into options, calls `ops`, and chooses a format.
#[test]
fn commands_are_thin() {
    for path in files(&src().join("cli/commands")) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        // The list of commands grows by one line for each command.
        let is_list = path == src().join("cli/commands/mod.rs");
        assert!(is_list || lines <= 60, "{} has {lines} lines", path.display());
    }
}

#[test]
fn lib_lists_all_modules_in_order() {
    let text = fs::read_to_string(src().join("lib.rs")).unwrap();
    let listed: Vec<(&str, &str)> =
        text.lines().filter_map(|line| line.strip_prefix("// ")?.split_once(". `")).collect();
    let names: Vec<&str> = listed.iter().filter_map(|(_, rest)| rest.split('`').next()).collect();
    let order: Vec<&str> =
        MAY_USE.iter().map(|(name, _)| *name).filter(|name| modules().contains(*name)).collect();
    assert_eq!(names, order);
    assert!(listed.iter().enumerate().all(|(at, (number, _))| number.parse() == Ok(at + 1)));
}
