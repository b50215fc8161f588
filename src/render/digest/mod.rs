//! What each organization has to know now, in the forms of `digest`.

mod calendar;
mod html;
mod json;
mod mail;
mod markdown;
mod sentences;
mod terminal;
mod view;

pub use view::{DigestForm, digest_files};

use crate::render::toolkit::terminal::Terminal;
use crate::report::DigestReport;
use crate::text::{Break, harmless_in_log};

impl DigestReport<'_> {
    /// The digests in one of their forms.
    ///
    /// # Errors
    /// None that the content can bring about: the template engine passes on errors of what it
    /// writes to, which is memory.
    pub fn render(&self, form: DigestForm, screen: &Terminal) -> Result<String, askama::Error> {
        Ok(match form {
            DigestForm::Table => self.to_terminal(screen),
            DigestForm::Json => self.to_json(),
            DigestForm::Markdown => self.to_markdown(),
            DigestForm::Html => harmless_in_log(&self.to_html()?, Break::Reference).into_owned(),
            // It is written as bytes, by `mail`.
            DigestForm::Eml => String::new(),
            DigestForm::Ics => self
                .calendar
                .as_ref()
                .map_or_else(String::new, |calendar| self.to_calendar(calendar)),
        })
    }
}
