//! Whom a report is for.

/// The readers of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// The principals: two pages, with what they are asked to decide.
    Principals,
    /// The members: everything.
    #[default]
    Members,
    /// Anybody: results, without people and without blame.
    Public,
}

impl Audience {
    /// The word for it, as it is typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Audience::Principals => "principals",
            Audience::Members => "members",
            Audience::Public => "public",
        }
    }

    /// Whether the report names people.
    pub fn sees_people(self) -> bool {
        self == Audience::Members
    }
}
