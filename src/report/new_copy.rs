//! A copy of what a group shares, that was fetched.

use std::path::PathBuf;

/// A copy of what a group shares.
#[derive(Clone, Debug)]
pub struct NewCopy {
    /// Its folder, as the user names it.
    pub folder: PathBuf,
    /// The workplans folder in it; none where there is none yet.
    pub plans: Option<PathBuf>,
    /// Further workplans folders in it.
    pub others: Vec<PathBuf>,
    /// The names of the plans.
    pub names: Vec<String>,
    /// Whether git knows the user's name.
    pub has_name: bool,
    /// Whether it is known which organization is the user's.
    pub knows_me: bool,
}
