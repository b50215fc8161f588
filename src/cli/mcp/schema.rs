//! Tools as JSON Schema describes them: the texts are those of the command's help.

use clap::{Arg, ArgAction, Command};
use serde_json::{Map, Value, json};

use super::tool::{Kind, Tool};
use crate::diagnostic::message;
use crate::model::Status;

/// What an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Text,
    Texts,
    Flag,
    Integer,
    Number,
}

impl Takes {
    pub(super) fn of(name: &str, argument: &Arg) -> Self {
        match (argument.get_action(), name) {
            (ArgAction::SetTrue, _) => Takes::Flag,
            (ArgAction::Append, _) => Takes::Texts,
            (_, "within" | "stale") => Takes::Integer,
            (_, "percent") => Takes::Number,
            _ => Takes::Text,
        }
    }
}

/// Returns the arguments of a tool, with their names in JSON.
pub(super) fn arguments<'a>(
    tool: &Tool,
    program: &'a Command,
    allows_edits: bool,
) -> Vec<(&'static str, &'a Arg)> {
    let own = program.find_subcommand(tool.command).into_iter().flat_map(Command::get_arguments);
    let all: Vec<&Arg> = own.chain(program.get_arguments()).collect();
    let find = |name: &str| all.iter().copied().find(|argument| json_name(argument) == name);
    let names = tool.arguments(allows_edits).into_iter();
    names.filter_map(|name| Some((name, find(name)?))).collect()
}

/// The name of an argument in JSON: the one of its flag, or else of its place.
fn json_name(argument: &Arg) -> String {
    match argument.get_long() {
        Some("explain") => "rule".to_owned(),
        Some(long) => long.replace('-', "_"),
        None => argument.get_id().as_str().replace('-', "_"),
    }
}

/// Returns a tool as it is listed.
pub(super) fn described(tool: &Tool, program: &Command, allows_edits: bool) -> Value {
    let arguments = arguments(tool, program, allows_edits);
    let required: Vec<&str> = arguments
        .iter()
        .filter(|(_, argument)| argument.is_required_set() || tool.kind == Kind::Page)
        .map(|(name, _)| *name)
        .collect();
    let properties: Map<String, Value> = arguments
        .iter()
        .map(|(name, argument)| {
            let about = by_json_names(about(tool, name, argument), &arguments);
            ((*name).to_owned(), property(name, argument, &about))
        })
        .collect();
    let reads = matches!(tool.kind, Kind::Read | Kind::Page) || !allows_edits;
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if required.is_empty()
        && let Some(keys) = schema.as_object_mut()
    {
        keys.shift_remove("required");
    }
    json!({
        "name": tool.name,
        "description": by_json_names(description(tool, program, allows_edits), &arguments),
        "inputSchema": schema,
        "annotations": {
            "readOnlyHint": reads,
            "destructiveHint": !reads && tool.name != "add",
            "idempotentHint": reads,
            // Others write the texts of plans.
            "openWorldHint": tool.kind != Kind::Page,
        },
    })
}

fn description(tool: &Tool, program: &Command, allows_edits: bool) -> String {
    let help = || {
        let command = program.find_subcommand(tool.command)?;
        let text = command.get_long_about().or(command.get_about())?;
        let paragraphs = text.to_string();
        let paragraphs = paragraphs.split("\n\n").map(|text| text.trim_end_matches('.'));
        Some(paragraphs.collect::<Vec<_>>().join(". "))
    };
    let text = match tool.name {
        "check" => message!("mcp.check", "Find errors in the files of the plans").to_string(),
        "explain" => {
            message!("mcp.explain", "Explain what a rule of `check` finds, and how to fix it")
                .to_string()
        }
        "add" => message!("mcp.add", "Add an activity to a priority; it gets the next free id")
            .to_string(),
        _ => help().unwrap_or_default(),
    };
    match tool.kind {
        Kind::Edit if !allows_edits => message!(
            "mcp.only-proposes",
            "{text}. This is a proposal: it shows what would change, and nothing is written",
            text
        )
        .to_string(),
        _ => text,
    }
}

/// Returns a text of the help in which flags have the names of the arguments.
fn by_json_names(text: String, arguments: &[(&str, &Arg)]) -> String {
    arguments.iter().fold(text, |text, (name, argument)| match argument.get_long() {
        Some(long) => text.replace(&format!("--{long}"), &format!("`{name}`")),
        None => text,
    })
}

/// Returns the description of an argument: its help, where that is not about the command line.
fn about(tool: &Tool, name: &str, argument: &Arg) -> String {
    let own = match (tool.name, name) {
        ("check", "plans") => message!("mcp.plans", "The names of plans [default: all plans]"),
        ("explain", _) => message!("mcp.rule", "The name of the rule"),
        (_, "changes") => message!(
            "mcp.changes",
            "Each KEY=VALUE sets a field; KEY= removes it; KEY+=A and KEY-=A change a list"
        ),
        (_, "more") => message!("mcp.more", "Other fields of the activity, each KEY=VALUE"),
        (_, "percent") => message!("mcp.percent", "A percentage from 0 to 100"),
        (_, "stale") => {
            message!("mcp.stale", "Ongoing, and unchanged in git for this number of days")
        }
        (_, "as_of") if tool.kind == Kind::Edit => message!(
            "mcp.day-of-edit",
            "The day of the edit, such as 2024-06-30, yesterday or -2w [default: today]"
        ),
        _ => return argument.get_help().map(ToString::to_string).unwrap_or_default(),
    };
    own.to_string()
}

fn property(name: &str, argument: &Arg, about: &str) -> Value {
    let words: Vec<String> = match name {
        "status" => Status::ALL.iter().map(|status| status.as_str().to_owned()).collect(),
        _ => argument.get_possible_values().iter().map(|word| word.get_name().to_owned()).collect(),
    };
    let text = match words.is_empty() {
        true => json!({"type": "string"}),
        false => json!({"type": "string", "enum": words}),
    };
    match Takes::of(name, argument) {
        Takes::Text if words.is_empty() => json!({"type": "string", "description": about}),
        Takes::Text => json!({"type": "string", "enum": words, "description": about}),
        Takes::Texts if argument.is_required_set() => {
            json!({"type": "array", "items": text, "minItems": 1, "description": about})
        }
        Takes::Texts => json!({"type": "array", "items": text, "description": about}),
        Takes::Flag => json!({"type": "boolean", "description": about}),
        Takes::Integer => json!({"type": "integer", "minimum": 0, "description": about}),
        Takes::Number => {
            json!({"type": "number", "minimum": 0, "maximum": 100, "description": about})
        }
    }
}
