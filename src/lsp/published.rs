//! What the client was told of the files of a folder.

use std::collections::BTreeMap;
use std::hash::RandomState;

use lsp_types::{CodeDescription, Diagnostic, Uri};

use crate::diagnostic::{Diagnostic as Finding, Level};

/// What the client was told of each file, by its path.
#[derive(Default)]
pub(super) struct Published {
    /// By its path in the folder.
    pub files: BTreeMap<String, Told>,
    /// The pages of the rules.
    pub pages: BTreeMap<&'static str, Option<CodeDescription>>,
    /// Tells texts apart.
    pub hasher: RandomState,
}

/// What the client was told of a file.
#[derive(Default)]
pub(super) struct Told {
    /// Under which address.
    pub uri: Option<Uri>,
    /// The number of the state that it was told of.
    pub version: Option<i32>,
    /// What tells its text from others.
    pub text: u64,
    /// What was found.
    pub found: Vec<(Level, Finding)>,
    /// The findings as they were sent.
    pub sent: Vec<Diagnostic>,
}
