//! Paths in the place of an argument.

use std::ffi::OsStr;

use clap::ValueHint;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};

use crate::ops::complete::is_plan_file;
use crate::text::is_shell_word;

/// Who puts quotes around a name that is more than a word: a file can be called like a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// The shell, whatever is offered.
    Always,
    /// Bash, around the files that it finds itself where nothing is offered.
    Own,
    /// Nobody, as far as is known.
    Never,
}

impl Quotes {
    /// Those of a shell.
    pub(super) fn of(shell: &str) -> Self {
        match shell {
            "zsh" | "fish" => Quotes::Always,
            "bash" => Quotes::Own,
            _ => Quotes::Never,
        }
    }
}

/// Returns the completer of paths for an argument that takes one.
pub(super) fn of(
    hint: ValueHint,
    quotes: Quotes,
) -> Option<impl Fn(&OsStr) -> Vec<CompletionCandidate> + Send + Sync + 'static> {
    let paths: fn() -> PathCompleter = match hint {
        ValueHint::AnyPath => PathCompleter::any,
        ValueHint::FilePath => PathCompleter::file,
        ValueHint::DirPath => PathCompleter::dir,
        _ => return None,
    };
    Some(move |typed: &OsStr| offered(paths().complete(typed), quotes))
}

/// The folders and the files that are called as plans are.
pub(super) fn plan_files(typed: &OsStr, quotes: Quotes) -> Vec<CompletionCandidate> {
    let files = PathCompleter::any()
        .filter(|path| path.is_dir() || path.to_str().is_some_and(is_plan_file));
    offered(files.complete(typed), quotes)
}

/// Those that can be filled in: no option, and where nobody puts quotes around a name nothing that
/// needs them.
fn offered(found: Vec<CompletionCandidate>, quotes: Quotes) -> Vec<CompletionCandidate> {
    let is_word =
        |candidate: &CompletionCandidate| candidate.get_value().to_str().is_some_and(is_shell_word);
    if quotes == Quotes::Own && !found.iter().all(is_word) {
        return Vec::new();
    }
    let is_option = |candidate: &CompletionCandidate| {
        candidate.get_value().to_str().is_none_or(|text| text.starts_with('-'))
    };
    found
        .into_iter()
        .filter(|one| !is_option(one) && (quotes == Quotes::Always || is_word(one)))
        .collect()
}
