//! Describes the files of a workplans folder as JSON Schema.

use serde_json::Value;

use crate::format::keys::{CONFIG, ORGANIZATIONS, PLAN};
use crate::format::schema as json_schema;
use crate::rules::RULES;

/// The kinds of files in a workplans folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaOf {
    /// A plan, or a file of a plan in a folder.
    Plan,
    /// The file `organizations.yaml`.
    Organizations,
    /// The file `config.yaml`.
    Config,
}

/// Returns the JSON Schema of a kind of file.
pub fn schema(of: SchemaOf) -> Value {
    let table = match of {
        SchemaOf::Plan => &PLAN,
        SchemaOf::Organizations => &ORGANIZATIONS,
        SchemaOf::Config => &CONFIG,
    };
    let rules: Vec<(&str, &str)> = RULES.iter().map(|rule| (rule.name, rule.summary())).collect();
    json_schema::of_file(table, &rules)
}
