//! The level of a finding: error, warning, or off.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not looked for.
    Off,
    /// Worth a look.
    Warning,
    /// An error: it has to be fixed.
    Error,
}

impl Level {
    /// All of them, in the words of `config.yaml`.
    pub const ALL: [Level; 3] = [Level::Error, Level::Warning, Level::Off];

    /// The word in `config.yaml` and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    /// The level of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Level::ALL.into_iter().find(|level| level.as_str() == word)
    }
}
