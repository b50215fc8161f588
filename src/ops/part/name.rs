//! How a part above the activities is named: `plan:2025`, `theme:gender`, `org:iom`.

use crate::diagnostic::message;
use crate::format::keys::{CONFIG, KeyTable, ORGANIZATION, PLAN, PRIORITY, THEME};
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// A part of the workplans folder that stands above the activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartName {
    /// A plan itself; without a name the plan that holds the day.
    Plan(Option<String>),
    /// A theme of a plan, by its id.
    Theme(String),
    /// A priority of a plan, by its id.
    Priority(String),
    /// An organization, by its id.
    Organization(String),
    /// The settings of the group.
    Config,
}

impl PartName {
    /// Reads `KIND:NAME`; nothing where it is the name of an activity.
    ///
    /// # Errors
    /// If there is no such kind, or its name is missing.
    pub fn parse(text: &str) -> Result<Option<PartName>> {
        // An activity is found by a title too, and a title may have a colon.
        let Some((kind, name)) = text.split_once(':').filter(|(kind, _)| !kind.contains('#'))
        else {
            return Ok(None);
        };
        let given = || Some(name.to_owned()).filter(|name| !name.is_empty());
        let needed = || {
            given().ok_or_else(|| {
                let what = message!(
                    "set.part-without-id",
                    "`{text}` does not say which one",
                    text = clean_line(text)
                );
                Error::usage(what).hint(message!(
                    "set.part-with-id",
                    "write its id after the colon, such as theme:gender or org:iom"
                ))
            })
        };
        Ok(Some(match kind {
            "plan" => PartName::Plan(given()),
            "theme" => PartName::Theme(needed()?),
            "priority" => PartName::Priority(needed()?),
            "org" | "organization" => PartName::Organization(needed()?),
            "config" => PartName::Config,
            _ => {
                let what = message!(
                    "set.unknown-part",
                    "`{text}` is neither an activity nor a part of the plan",
                    text = clean_line(text)
                );
                return Err(Error::usage(what).hint(message!(
                    "set.known-parts",
                    "parts are plan:, plan:NAME, theme:ID, priority:ID, org:ID and config:"
                )));
            }
        }))
    }

    /// Returns the keys that it takes.
    pub(in crate::ops) fn table(&self) -> &'static KeyTable {
        match self {
            PartName::Plan(_) => &PLAN,
            PartName::Theme(_) => &THEME,
            PartName::Priority(_) => &PRIORITY,
            PartName::Organization(_) => &ORGANIZATION,
            PartName::Config => &CONFIG,
        }
    }

    /// Returns the name as commands take it, of the plan of that name.
    pub(super) fn in_full(&self, plan: &str) -> String {
        match self {
            PartName::Plan(_) => format!("plan:{plan}"),
            PartName::Theme(id) => format!("theme:{id}"),
            PartName::Priority(id) => format!("priority:{id}"),
            PartName::Organization(id) => format!("org:{id}"),
            PartName::Config => "config:".to_owned(),
        }
    }
}
