//! Who the user is in a clone.

use serde::Serialize;

use super::to_json;
use crate::diagnostic::message;
use crate::report::Me;
use crate::text::clean_line;

impl Me {
    /// For people.
    pub fn terminal(&self) -> String {
        let names: Vec<String> = self
            .organizations
            .iter()
            .map(|own| match own.name.as_ref().filter(|name| **name != own.id) {
                Some(name) => format!("{} ({})", clean_line(name), clean_line(&own.id)),
                None => clean_line(&own.id).into_owned(),
            })
            .collect();
        let names = names.join(", ");
        let said = match (names.is_empty(), &self.email) {
            (true, _) => message!("me.is-nobody", "Nothing says which organization is yours now"),
            (false, Some(email)) if !self.is_chosen => message!(
                "me.is-by-email",
                "You are {names}, by your email {email}",
                names,
                email = clean_line(email)
            ),
            _ => message!("me.is-chosen", "You are {names}", names),
        };
        format!("{said}\n")
    }

    /// For scripts: the shape is a contract.
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        struct Shape<'a> {
            schema: u8,
            organizations: Vec<Organization<'a>>,
            chosen: bool,
            email: Option<&'a str>,
        }
        #[derive(Serialize)]
        struct Organization<'a> {
            id: &'a str,
            name: Option<&'a str>,
        }
        let organizations = self.organizations.iter();
        to_json(&Shape {
            schema: 1,
            organizations: organizations
                .map(|own| Organization { id: &own.id, name: own.name.as_deref() })
                .collect(),
            chosen: self.is_chosen,
            email: self.email.as_deref(),
        })
    }
}
