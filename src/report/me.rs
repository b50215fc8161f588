//! Who the user is in a clone.

/// Who the user is in a clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// The organizations; none where the choice was forgotten and no email names one.
    pub organizations: Vec<OwnOrganization>,
    /// Whether the user has chosen them in this clone.
    pub is_chosen: bool,
    /// The email that names them otherwise.
    pub email: Option<String>,
}

/// An organization of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnOrganization {
    /// Its id.
    pub id: String,
    /// Its name for people, if a plan has it.
    pub name: Option<String>,
}
