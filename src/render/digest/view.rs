//! What each organization has to know now: what every form of the answer shows.

use crate::render::toolkit::terminal::Terminal;
use crate::report::DigestReport;

/// The forms of a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestForm {
    /// For people, in the terminal.
    Table,
    /// For scripts.
    Json,
    /// For a document, or a mail that shows text.
    Markdown,
    /// For a mail.
    Html,
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
            DigestForm::Ics => "ics",
        }
    }
}

/// Returns a file for each organization that has something to do: its name, and the digest of that
/// organization alone.
///
/// # Errors
/// None that the content can bring about, as [`DigestReport::render`].
pub fn digest_files(
    mut report: DigestReport<'_>,
    form: DigestForm,
) -> Result<Vec<(String, String)>, askama::Error> {
    let all = std::mem::take(&mut report.organizations);
    let mut files = Vec::new();
    for one in all.into_iter().filter(|one| !one.is_empty()) {
        // The reader takes no id that could lead out of the folder.
        let name = format!("{}.{}", one.id, form.ending());
        report.organizations = vec![one];
        files.push((name, report.render(form, &Terminal::PIPE)?));
    }
    Ok(files)
}
