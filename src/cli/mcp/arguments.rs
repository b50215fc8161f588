//! Arguments of a tool as the words of a command line.

use clap::{Arg, Command};
use serde_json::{Map, Value};

use super::request::Failure;
use super::schema::{Takes, arguments};
use super::tool::{Kind, Tool};
use crate::diagnostic::{Message, message};

/// The words of a command.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The flags, each with its value.
    pub flags: Vec<String>,
    /// What has its place instead of a flag.
    pub places: Vec<String>,
}

impl Words {
    /// Returns all of them. What follows `--` is no flag, whatever it begins with.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        let needs_mark = self.places.iter().any(|place| place.starts_with('-'));
        let mark = needs_mark.then_some("--");
        self.flags
            .iter()
            .map(String::as_str)
            .chain(mark)
            .chain(self.places.iter().map(String::as_str))
    }

    /// Whether a flag is among them.
    pub(super) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|own| own.split('=').next() == Some(flag))
    }
}

/// Returns the words for a tool.
///
/// # Errors
/// If an argument is unknown, missing or of another type.
pub(super) fn words(
    tool: &Tool,
    program: &Command,
    allows_edits: bool,
    mut given: Map<String, Value>,
) -> Result<Words, Failure> {
    let known = arguments(tool, program, allows_edits);
    let mut words = Words::default();
    // Values that were left out before one that is given.
    let mut left_out: Vec<(&str, &Arg)> = Vec::new();
    for (name, argument) in &known {
        // Many clients write `null` for what they leave out.
        let value = given.shift_remove(*name).filter(|value| !value.is_null());
        let Some(value) = value else {
            if argument.is_required_set() || tool.kind == Kind::Page {
                return Err(wrong(message!("mcp.missing", "`{name}` is missing", name = *name)));
            }
            left_out.extend(argument.is_positional().then_some((*name, *argument)));
            continue;
        };
        let texts = texts(tool, name, argument, &value)?;
        if let Some(long) = argument.get_long() {
            let flag = |text: Option<String>| match text {
                Some(text) => format!("--{long}={text}"),
                None => format!("--{long}"),
            };
            words.flags.extend(texts.into_iter().map(flag));
        } else if !texts.is_empty() {
            for (name, argument) in left_out.drain(..) {
                let usual = argument.get_default_values().first();
                let usual = usual.and_then(|value| value.to_str()).ok_or_else(|| {
                    wrong(message!("mcp.missing-before", "`{name}` is missing", name))
                })?;
                words.places.push(usual.to_owned());
            }
            words.places.extend(texts.into_iter().flatten());
        }
    }
    match given.keys().next() {
        None => Ok(words),
        Some(name) => {
            let names: Vec<String> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
            Err(wrong(message!(
                "mcp.unknown-argument",
                "`{tool}` has no argument `{name}`; it has {names}",
                tool = tool.name,
                name = name.as_str(),
                names = names.join(", ")
            )))
        }
    }
}

/// Returns the texts of a value; of a flag that is set one without a text.
fn texts(
    tool: &Tool,
    name: &str,
    argument: &Arg,
    value: &Value,
) -> Result<Vec<Option<String>>, Failure> {
    let takes = Takes::of(name, argument);
    let found = match (takes, value) {
        (Takes::Flag, Value::Bool(is_set)) => {
            return Ok(is_set.then_some(None).into_iter().collect());
        }
        (Takes::Text, Value::String(text)) => vec![text.clone()],
        (Takes::Texts, Value::Array(items)) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            texts.collect::<Option<_>>().ok_or_else(|| wrong_type(name, takes))?
        }
        (Takes::Integer, Value::Number(number)) if number.is_u64() => vec![number.to_string()],
        (Takes::Number, Value::Number(number)) => vec![number.to_string()],
        _ => return Err(wrong_type(name, takes)),
    };
    if found.iter().any(|text| text.contains('\0')) {
        return Err(wrong(message!("mcp.has-nul", "`{name}` has a character NUL in it", name)));
    }
    // `check` would read standard input, or files anywhere.
    let is_plan = |text: &String| !text.starts_with('-') && !text.contains(['/', '\\']);
    if tool.name == "check" && name == "plans" && !found.iter().all(is_plan) {
        return Err(wrong(message!(
            "mcp.plans-only",
            "`plans` takes the names of plans, no files"
        )));
    }
    Ok(found.into_iter().map(Some).collect())
}

fn wrong_type(name: &str, takes: Takes) -> Failure {
    wrong(match takes {
        Takes::Text => message!("mcp.takes-text", "`{name}` must be a text", name),
        Takes::Texts => message!("mcp.takes-texts", "`{name}` must be a list of texts", name),
        Takes::Flag => message!("mcp.takes-flag", "`{name}` must be true or false", name),
        Takes::Integer => message!("mcp.takes-integer", "`{name}` must be a number of days", name),
        Takes::Number => message!("mcp.takes-number", "`{name}` must be a number", name),
    })
}

fn wrong(what: Message) -> Failure {
    Failure::wrong_params(what)
}
