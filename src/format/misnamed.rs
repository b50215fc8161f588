//! Files that are meant for something else than a plan, and have the name of one.

use super::file_role::FileRole;
use super::keys::PlanKey;
use super::rule;
use super::v1::PlanFile;
use crate::diagnostic::{Diagnostic, message};
use crate::text::{FileId, Span, clean_line};

/// The file that a misnamed file was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MisnamedRole {
    Config,
    Organizations,
}

impl MisnamedRole {
    /// Returns the intended file, if it is another one: by its name, or because it has
    /// organizations and nothing else. A file with priorities or a period is a plan, whatever its
    /// name is.
    pub(super) fn of(role: &FileRole, part: &PlanFile<'_>) -> Option<MisnamedRole> {
        let FileRole::Plan { name, in_folder: false } = role else { return None };
        if [PlanKey::Priorities, PlanKey::Period, PlanKey::Title]
            .into_iter()
            .any(|key| part.has(key))
        {
            return None;
        }
        match name.to_lowercase().as_str() {
            "organizations" | "organisations" | "organization" | "organisation" => {
                Some(MisnamedRole::Organizations)
            }
            "config" | "configuration" | "settings" | "conf" => Some(MisnamedRole::Config),
            // A copy, such as `config (1).yaml`; a plan of that name has some of a plan's keys.
            copy if copy.starts_with("config")
                && !copy.chars().nth("config".len()).is_some_and(char::is_alphanumeric) =>
            {
                Some(MisnamedRole::Config)
            }
            _ if part.has(PlanKey::Organizations) && !part.broken && part.keys.len() <= 2 => {
                Some(MisnamedRole::Organizations)
            }
            _ => None,
        }
    }

    /// Reports the intended file and its right name. `path` is the path of the file; `there` says
    /// whether the right file exists.
    pub(super) fn finding(self, file: FileId, path: &str, there: bool) -> Diagnostic {
        let own = clean_line(path.rsplit('/').next().unwrap_or(path));
        let (right, message) = match self {
            MisnamedRole::Config => (
                "config.yaml",
                message!(
                    "invalid-value.misnamed-config",
                    "{file} is read as a plan; the group's settings must be called `config.yaml`",
                    file = own
                ),
            ),
            MisnamedRole::Organizations => (
                "organizations.yaml",
                message!(
                    "invalid-value.misnamed-organizations",
                    "{file} is read as a plan; the list of organizations must be called `organizations.yaml`",
                    file = own
                ),
            ),
        };
        let help = match there {
            true => message!(
                "invalid-value.move-into-right-file",
                "`{file}` is there as well: move into it what is missing, and delete this file",
                file = right
            ),
            false => message!(
                "invalid-value.rename-file",
                "rename it to `{file}`, in small letters",
                file = right
            ),
        };
        Diagnostic::new(rule::INVALID_VALUE, Span::top_of(file), message).help(help)
    }
}
