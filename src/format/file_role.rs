//! The role of a file in a workplans folder, by its path.

use crate::model::is_id;
use crate::text::is_device;

/// The role of a file in a workplans folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// `config.yaml`
    Config,
    /// `organizations.yaml`
    Organizations,
    /// A plan, or a file of a folder plan.
    Plan {
        /// The plan's name: the file's stem, or the folder's name.
        name: String,
        /// Whether it is one of several files in a folder of that name.
        in_folder: bool,
    },
}

/// Returns the role of the file at this path, which is relative to the workplans folder and has
/// `/`.
///
/// Returns `None` for files that the format ignores: hidden files, other endings, folders inside a
/// plan's folder.
pub fn role(path: &str) -> Option<FileRole> {
    let parts: Vec<&str> = path.split('/').collect();
    if parts.iter().any(|part| part.starts_with('.')) {
        return None;
    }
    match parts.as_slice() {
        [file] => Some(match stem(file)? {
            "config" => FileRole::Config,
            "organizations" => FileRole::Organizations,
            name => FileRole::Plan { name: name.to_owned(), in_folder: false },
        }),
        [folder, file] => {
            stem(file).map(|_| FileRole::Plan { name: (*folder).to_owned(), in_folder: true })
        }
        _ => None,
    }
}

/// The name that a file was meant to have that the format passes over for its ending alone:
/// `2025.YAML`, or `2025.yaml.txt`, as some editors call it.
pub fn name_meant(path: &str) -> Option<String> {
    path_meant(path).map(|meant| meant.rsplit('/').next().unwrap_or(&meant).to_owned())
}

/// The path that such a file was meant to have.
pub fn path_meant(path: &str) -> Option<String> {
    let small = path.to_ascii_lowercase();
    let bare = small.strip_suffix(".txt").unwrap_or(&small);
    let ending = [".yaml", ".yml"].into_iter().find(|ending| bare.ends_with(ending))?;
    let meant = match bare.strip_suffix(ending)? {
        "config" => "config.yaml".to_owned(),
        "organizations" | "organisations" | "organization" | "organisation" => {
            "organizations.yaml".to_owned()
        }
        stem => format!("{}{ending}", path.get(..stem.len())?),
    };
    (role(path).is_none() && role(&meant).is_some()).then_some(meant)
}

/// The plan that the file at this path belongs to.
pub fn plan_of(path: &str) -> Option<String> {
    match role(path) {
        Some(FileRole::Plan { name, .. }) => Some(name),
        _ => None,
    }
}

/// The name of a YAML file without its ending; `None` for any other.
pub fn stem(name: &str) -> Option<&str> {
    name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))
}

/// Whether a plan may be called so.
pub fn is_plan_name(name: &str) -> bool {
    is_id(name) && name != "config" && name != "organizations" && !is_device(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_tells_what_a_file_is_for() {
        let plan =
            |name: &str, in_folder| Some(FileRole::Plan { name: name.to_owned(), in_folder });
        assert_eq!(role("config.yml"), Some(FileRole::Config));
        assert_eq!(role("organizations.yaml"), Some(FileRole::Organizations));
        assert_eq!(role("2024.yaml"), plan("2024", false));
        assert_eq!(role("2024/1-field.yml"), plan("2024", true));
        assert_eq!(role("2024/config.yaml"), plan("2024", true));
        for passed_over in [
            ".hidden.yaml",
            "2024/.x.yaml",
            ".git/a.yaml",
            "2024/a/b.yaml",
            "notes.txt",
            "2024.YAML",
            "2024.yaml.bak",
        ] {
            assert_eq!(role(passed_over), None, "{passed_over}");
        }
        assert_eq!(name_meant("2024/A.YML").as_deref(), Some("A.yml"));
        assert_eq!(name_meant("2024.yaml.txt").as_deref(), Some("2024.yaml"));
        assert_eq!(name_meant("Config.YAML").as_deref(), Some("config.yaml"));
        assert_eq!(name_meant("ORGANIZATIONS.YML").as_deref(), Some("organizations.yaml"));
        assert_eq!(name_meant("2024/Organizations.YML").as_deref(), Some("Organizations.yml"));
        for other in [
            "2024.yaml",
            ".hidden.YAML",
            "2024/a/b.YAML",
            "notes.txt",
            "2024.yaml.bak",
            "YAML",
            ".yaml.txt",
        ] {
            assert_eq!(name_meant(other), None, "{other}");
        }
    }
}
