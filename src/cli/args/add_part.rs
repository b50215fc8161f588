//! The arguments of `add theme`, `add priority`, `add organization` and `add person`.

use clap::{Args, Subcommand};

use super::edit::EditArgs;
use super::filled::{filled, what};

/// The parts that can be added.
#[derive(Clone, Debug, Subcommand)]
pub(in crate::cli) enum AddPart {
    Theme(AddTheme),
    Priority(AddPriority),
    Organization(AddOrganization),
    Person(AddPerson),
}

/// Add a cross-cutting theme to a plan
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct AddTheme {
    /// The id of the new theme
    pub(in crate::cli) new_id: String,

    /// The title, on one line
    #[arg(long, value_name = "TEXT", value_parser = filled(what))]
    pub(in crate::cli) title: String,

    /// Any other field of the theme, such as across=any
    #[arg(value_name = "KEY=VALUE")]
    pub(in crate::cli) fields: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Add a priority to a plan
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct AddPriority {
    /// The id of the new priority
    pub(in crate::cli) new_id: String,

    /// The title, on one line
    #[arg(long, value_name = "TEXT", value_parser = filled(what))]
    pub(in crate::cli) title: String,

    /// Any other field of the priority, such as lead=iom
    #[arg(value_name = "KEY=VALUE")]
    pub(in crate::cli) fields: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Add an organization to organizations.yaml; with --plan, to that plan alone
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct AddOrganization {
    /// The id of the new organization
    pub(in crate::cli) new_id: String,

    /// The full name
    #[arg(long, value_name = "TEXT", value_parser = filled(what))]
    pub(in crate::cli) name: String,

    /// The short name for display, such as IOM
    #[arg(long, value_name = "TEXT", value_parser = filled(what))]
    pub(in crate::cli) short: Option<String>,

    /// Any other field of the organization
    #[arg(value_name = "KEY=VALUE")]
    pub(in crate::cli) fields: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Add a person to contact in an organization
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct AddPerson {
    /// The id of the person's organization
    pub(in crate::cli) organization: String,

    /// The full name
    #[arg(long, value_name = "TEXT", value_parser = filled(what))]
    pub(in crate::cli) name: String,

    /// The email address, as in git's user.email
    #[arg(long, value_name = "ADDRESS", value_parser = filled(what))]
    pub(in crate::cli) email: Option<String>,

    /// Any other field of the person, such as handle=ada
    #[arg(value_name = "KEY=VALUE")]
    pub(in crate::cli) fields: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}
