//! Paths of workplan files from the root of the git repository.

/// How the files of a workplans folder are called from the root of the git repository: code hosts
/// and `git apply` know them by these paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromRoot {
    /// From the root to the folder that holds the workplans folder: empty, or with a `/` at its
    /// end.
    holder: String,
    /// The workplans folder is itself the root.
    is_root: bool,
}

impl FromRoot {
    /// The workplans folder is in the folder of this path from the root: empty, or with a `/` at
    /// its end.
    pub fn to(holder: impl Into<String>) -> Self {
        FromRoot { holder: holder.into(), is_root: false }
    }

    /// The workplans folder is itself the root of the repository.
    pub fn root() -> Self {
        FromRoot { holder: String::new(), is_root: true }
    }

    /// Whether paths begin with the name of the workplans folder.
    pub fn is_empty(&self) -> bool {
        *self == FromRoot::default()
    }

    /// The path from the root of a file whose path begins with the name of the workplans folder.
    pub fn path(&self, path: &str) -> String {
        match path.split_once('/') {
            Some((_, within)) if self.is_root => within.to_owned(),
            _ => format!("{}{path}", self.holder),
        }
    }
}
