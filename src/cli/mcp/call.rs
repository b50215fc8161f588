//! Runs a tool: the command of its name, in this process.

use std::ffi::OsString;

use serde_json::json;
use serde_json::value::RawValue;

use super::arguments::Words;
use super::reply::{CallResult, TextContent};
use super::tool::{Kind, Tool};
use crate::cli::args::{Common, typed};
use crate::cli::environment::Environment;
use crate::cli::program::{Answered, Program};
use crate::diagnostic::message;
use crate::ops;

/// How commands are run for an assistant.
pub(super) struct Runner<'a> {
    pub allows_edits: bool,
    pub common: &'a Common,
    pub environment: &'a Environment,
    pub program: &'a Program,
}

impl Runner<'_> {
    /// Runs a tool.
    pub(super) fn call(&self, tool: &Tool, mut words: Words) -> CallResult {
        ops::begin_question();
        self.add_common(tool, &mut words);
        let is_proposal = tool.kind == Kind::Edit && (!self.allows_edits || words.has("--dry-run"));
        if is_proposal && !words.has("--dry-run") {
            words.flags.push("--dry-run".to_owned());
        }
        let form = (tool.kind != Kind::Page).then_some("json");
        let Answered { output, said, has_failed } = self.run(tool, form, &words);
        let structured = output.as_deref().filter(|_| form.is_some()).and_then(on_one_line);
        let mut content: Vec<String> = output.into_iter().collect();
        if is_proposal && !has_failed {
            let diff = self.run(tool, Some("table"), &words).output.unwrap_or_default();
            let told = self.is_not_written(tool, &words, !diff.is_empty());
            content.extend([diff, told].into_iter().filter(|text| !text.is_empty()));
        }
        content.extend(Some(said).filter(|said| !said.is_empty()));
        CallResult {
            content: content.into_iter().map(TextContent::new).collect(),
            structured,
            is_error: has_failed,
            meta: json!({"untrusted": tool.kind != Kind::Page}),
        }
    }

    /// Adds the flags that the server was started with, but for the folder, where the call has none
    /// of its own.
    fn add_common(&self, tool: &Tool, words: &mut Words) {
        if tool.kind == Kind::Page {
            return;
        }
        let day = self.common.day().map(|day| day.to_string());
        for (flag, value) in [("--at", self.common.at.clone()), ("--as-of", day)] {
            let own = value.filter(|_| !words.has(flag));
            words.flags.extend(own.map(|value| format!("{flag}={value}")));
        }
        for (flag, is_set) in
            [("--lenient", self.common.lenient), ("--no-cache", self.common.no_cache)]
        {
            words.flags.extend((is_set && !words.has(flag)).then(|| flag.to_owned()));
        }
    }

    /// Runs the command of a tool.
    fn run(&self, tool: &Tool, form: Option<&str>, words: &Words) -> Answered {
        let mut all: Vec<OsString> = vec!["workplan".into(), tool.command.into()];
        if let Some(dir) = &self.common.dir {
            all.extend(["--dir".into(), dir.clone().into_os_string()]);
        }
        all.extend(form.map(|form| format!("--format={form}").into()));
        all.extend(words.all().map(OsString::from));
        (self.program.run)(&all, &self.environment.for_a_program())
    }

    /// Says that a proposal is not written, and by which command it would be.
    fn is_not_written(&self, tool: &Tool, words: &Words, has_changes: bool) -> String {
        if !has_changes {
            let told = message!(
                "mcp.nothing-to-change",
                "Nothing was written, and nothing would change: the files say so already."
            );
            return told.to_string();
        }
        let own = words.all().filter(|word| *word != "--dry-run");
        let command: Vec<&str> = ["workplan", tool.command].into_iter().chain(own).collect();
        let mut told = message!(
            "mcp.proposed",
            "Nothing was written: this is a proposal. The command `{command}` makes the change.",
            command = typed(&command)
        );
        self.common.options(self.environment).add_dir(&mut told);
        told.to_string()
    }
}

/// Returns indented JSON on one line. A text in JSON has no line break, so each of them is between
/// two of its parts.
fn on_one_line(json: &str) -> Option<Box<RawValue>> {
    RawValue::from_string(json.lines().map(str::trim_start).collect()).ok()
}
