//! JSON Schema of the format's files, made of the tables in [`keys`](super::keys) that the reader
//! uses.
//!
//! A validator sees values as its YAML parser makes them: `1.10` is a number, `no` may be a truth
//! value, and an unquoted day is text. Where the format accepts any scalar, so does the schema: it
//! never refuses a file that the reader accepts. The reader is the stricter of the two.

use serde_json::{Map, Value, json};

use super::keys::{KeySpec, KeyTable, Range, ValueKind};
use crate::diagnostic::{Level, message};

/// Returns the schema of a kind of file, by the table of its top mapping. `rules` are the rules
/// that `config.yaml` may name, with their summaries.
pub fn of_file(table: &'static KeyTable, rules: &[(&str, &str)]) -> Value {
    let mut schema = Schema { rules, definitions: Map::new() };
    let mut top = schema.mapping(table);
    // Required keys of a plan may be in another file of its folder, so a single file requires only
    // the version. Other kinds of files have no other place for them.
    let is_plan = table.keys.iter().any(|key| key.name == "priorities");
    let musts = table
        .keys
        .iter()
        .filter(|key| matches!(key.takes, ValueKind::Schema) || (key.must && !is_plan));
    let about = match is_plan {
        true => message!(
            "schema.of-plans",
            "A workplan, or one file of a workplan in a folder. Of a file only `schema` is \
            required, because the other keys of a plan may stand in another file of its folder; \
            `workplan check` looks at the files together."
        ),
        false => message!("schema.own-keys", "Keys that begin with x_ are the group's own."),
    };
    let mut file = Map::new();
    file.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    file.insert("title".into(), table.name.into());
    file.insert("description".into(), about.to_string().into());
    top.insert("required".into(), musts.map(|key| key.name).collect());
    file.append(&mut top);
    file.insert("$defs".into(), schema.definitions.into());
    file.into()
}

/// A schema in the making.
struct Schema<'r> {
    rules: &'r [(&'r str, &'r str)],
    definitions: Map<String, Value>,
}

impl Schema<'_> {
    /// A mapping with the keys of a table, in the format's order.
    fn mapping(&mut self, table: &'static KeyTable) -> Map<String, Value> {
        let properties: Map<String, Value> =
            table.keys.iter().map(|key| (key.name.to_owned(), self.property(key))).collect();
        let musts: Vec<&str> =
            table.keys.iter().filter(|key| key.must).map(|key| key.name).collect();
        let mut mapping = Map::new();
        mapping.insert("type".into(), "object".into());
        mapping.insert("properties".into(), properties.into());
        mapping.insert("required".into(), musts.into());
        mapping.insert("patternProperties".into(), json!({ "^x_": {} }));
        mapping.insert("additionalProperties".into(), false.into());
        mapping
    }

    /// A reference to the definition of a table, which is made the first time.
    fn reference(&mut self, table: &'static KeyTable) -> Value {
        let name = table.name.replace(' ', "_");
        if !self.definitions.contains_key(&name) {
            // The place is reserved first, so that the definitions are in the order of the format.
            self.definitions.insert(name.clone(), Value::Null);
            let mut definition = Map::new();
            definition.insert("title".into(), table.name.into());
            definition.append(&mut self.mapping(table));
            self.definitions.insert(name.clone(), definition.into());
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// Returns the schema of a key's value, with its meaning.
    fn property(&mut self, key: &KeySpec) -> Value {
        let mut value = self.value(key);
        // A key without a value counts as absent; for an id, `null` is an id.
        if !key.must && !matches!(key.takes, ValueKind::Schema) {
            value = or_null(value);
        }
        let mut property = Map::new();
        property.insert("description".into(), key.about.into());
        if let Value::Object(rest) = &mut value {
            property.append(rest);
        }
        if let Some(examples) = examples(key.takes) {
            property.insert("examples".into(), examples);
        }
        property.into()
    }

    fn value(&mut self, key: &KeySpec) -> Value {
        match key.takes {
            ValueKind::Schema => json!({ "const": 1 }),
            ValueKind::Id => id(ID),
            ValueKind::Ids => ids(ID, key.must),
            ValueKind::References => ids(REFERENCE, key.must),
            // Because of the slash, every parser reads it as text.
            ValueKind::PlanReference => json!({ "type": "string", "pattern": PLAN_REFERENCE }),
            ValueKind::Line => text(LINE),
            ValueKind::Text | ValueKind::NumberOrText => text(TEXT),
            ValueKind::Texts => json!({ "type": "array", "items": text(TEXT) }),
            ValueKind::Word(words) => json!({ "enum": words }),
            ValueKind::Words(words) => {
                json!({ "type": "array", "items": { "enum": words }, "uniqueItems": true })
            }
            ValueKind::Form(form) => text(form.pattern),
            ValueKind::Date => date(),
            ValueKind::Number(range) => number(range),
            ValueKind::Currency => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
            ValueKind::Url => json!({ "type": "string", "pattern": URL }),
            ValueKind::Mapping(table) => self.reference(table),
            ValueKind::List(table) => json!({ "type": "array", "items": self.reference(table) }),
            ValueKind::Levels => self.levels(),
        }
    }

    fn levels(&self) -> Value {
        // To a parser of YAML 1.1, `off` is false.
        let mut words: Vec<Value> = Level::ALL.iter().map(|level| level.as_str().into()).collect();
        words.push(false.into());
        let level = |&(name, about): &(&str, &str)| {
            (name.to_owned(), json!({ "description": about, "enum": words }))
        };
        let properties: Map<String, Value> = self.rules.iter().map(level).collect();
        json!({
            "type": "object",
            "properties": properties,
            "patternProperties": { "^x_": {} },
            "additionalProperties": false,
        })
    }
}

const ID: &str = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
const REFERENCE: &str = "^([A-Za-z0-9][A-Za-z0-9._-]{0,63}/)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
const PLAN_REFERENCE: &str = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
const TEXT: &str = r"\S";
/// Text of one line, without the line break at the end of a block scalar.
const LINE: &str = r"^[^\n\u2028\u2029]*[^\s][^\n\u2028\u2029]*\n*$";
/// An http or https address. Which numbers a port and a host in brackets can have is for the reader
/// alone.
const URL: &str = concat!(
    r"^[Hh][Tt][Tt][Pp][Ss]?://([^\s/?#@]*@)?([^\s/?#@:\[\]]+|\[[0-9A-Fa-f:.]+\])",
    r"(:[0-9]{0,5})?([/?#]\S*)?$",
);
/// A day, month, quarter, half or year of 1900 to 2999.
const DATE: &str = concat!(
    r"^(19|2[0-9])[0-9]{2}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]",
    r"|(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])))?$"
);

/// Any scalar; if it is text, of this form.
fn text(pattern: &str) -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": pattern })
}

/// Any scalar that can be an id: also `null`, and no number below zero.
fn id(pattern: &str) -> Value {
    json!({ "type": ["string", "number", "boolean", "null"], "pattern": pattern, "minimum": 0 })
}

/// A list of ids without duplicates. Only text is compared: `1.1` and `1.10` are two ids, but one
/// number.
fn ids(pattern: &str, at_least_one: bool) -> Value {
    json!({
        "type": "array",
        "items": id(pattern),
        "minItems": usize::from(at_least_one),
        "if": { "items": { "type": "string" } },
        "then": { "uniqueItems": true }
    })
}

fn date() -> Value {
    json!({ "type": ["string", "integer"], "pattern": DATE, "minimum": 1900, "maximum": 2999 })
}

fn number(range: Range) -> Value {
    let mut number = Map::new();
    number.insert("type".into(), if range.whole { "integer" } else { "number" }.into());
    number.insert(
        if range.above_min { "exclusiveMinimum" } else { "minimum" }.into(),
        range.min.into(),
    );
    if let Some(max) = range.max {
        number.insert("maximum".into(), max.into());
    }
    number.into()
}

/// Returns the schema that also accepts nothing.
fn or_null(mut value: Value) -> Value {
    if let Some(words) = value.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
        return value;
    }
    match value.get_mut("type") {
        Some(Value::Array(types)) => {
            types.push("null".into());
            value
        }
        Some(one) => {
            *one = json!([one.take(), "null"]);
            value
        }
        None => json!({ "anyOf": [value, { "type": "null" }] }),
    }
}

/// Returns examples for an editor to show.
fn examples(takes: ValueKind) -> Option<Value> {
    Some(match takes {
        ValueKind::Id => json!(["1.4"]),
        ValueKind::Ids => json!([["iom", "unfpa"]]),
        ValueKind::References => json!([["1.4", "2023/1.4"]]),
        ValueKind::PlanReference => json!(["2023/1.4"]),
        ValueKind::Date => json!(["2024-06-30", "2024-06", "2024-Q2", "2024-H1", "2024"]),
        ValueKind::Currency => json!(["USD"]),
        ValueKind::Words(_) => json!([["en", "fr"]]),
        ValueKind::Form(form) => json!([form.example]),
        ValueKind::Url => json!(["https://example.org/report"]),
        ValueKind::Levels => json!([{ "missing-due": "off" }]),
        _ => return None,
    })
}
