//! What each organization has to know now: what every form of the answer shows.

use crate::report::DigestReport;
use crate::text::FileNames;

/// The forms of a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestForm {
    /// For people, in the terminal.
    Table,
    /// For scripts.
    Json,
    /// For a document, or a mail that shows text.
    Markdown,
    /// For a page, or the page of a mail.
    Html,
    /// A mail to be sent.
    Eml,
    /// For a calendar.
    Ics,
}

impl DigestForm {
    /// What the name of a file in this form ends in.
    pub fn ending(self) -> &'static str {
        match self {
            DigestForm::Table => "txt",
            DigestForm::Json => "json",
            DigestForm::Markdown => "md",
            DigestForm::Html => "html",
            DigestForm::Eml => "eml",
            DigestForm::Ics => "ics",
        }
    }
}

/// Makes a file for each organization that has something to do, of the digest of that organization
/// alone; returns their names and contents.
///
/// # Errors
/// The errors of `make`.
pub fn digest_files<E>(
    mut report: DigestReport<'_>,
    form: DigestForm,
    mut make: impl FnMut(&DigestReport<'_>) -> Result<Vec<u8>, E>,
) -> Result<Vec<(String, Vec<u8>)>, E> {
    let all = std::mem::take(&mut report.organizations);
    let (mut names, mut files) = (FileNames::default(), Vec::new());
    for one in all.into_iter().filter(|one| !one.is_empty()) {
        // The reader takes no id that could lead out of the folder.
        let name = names.free(one.id, form.ending());
        report.organizations = vec![one];
        files.push((name, make(&report)?));
    }
    Ok(files)
}
