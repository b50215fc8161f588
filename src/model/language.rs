//! Languages by their ISO 639-1 code.

/// A language that texts and documents can be in: one of the six of the United Nations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Arabic.
    Ar,
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Russian.
    Ru,
    /// Chinese.
    Zh,
}

impl Language {
    /// All of them, by code.
    pub const ALL: [Language; 6] =
        [Language::Ar, Language::En, Language::Es, Language::Fr, Language::Ru, Language::Zh];

    /// Returns the code of ISO 639-1, as in YAML and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Language::Ar => "ar",
            Language::En => "en",
            Language::Es => "es",
            Language::Fr => "fr",
            Language::Ru => "ru",
            Language::Zh => "zh",
        }
    }

    /// Returns the name in English.
    pub fn name(self) -> &'static str {
        match self {
            Language::Ar => "Arabic",
            Language::En => "English",
            Language::Es => "Spanish",
            Language::Fr => "French",
            Language::Ru => "Russian",
            Language::Zh => "Chinese",
        }
    }

    /// Returns the language of a code, in the exact spelling.
    pub fn parse(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.as_str() == code)
    }
}
