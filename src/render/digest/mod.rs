//! What each organization has to know now: for the terminal, for a mail, for a calendar, for
//! scripts.

mod mail;
mod sentences;
mod sheet;

use std::collections::HashSet;

use crate::analysis::{AsOf, Digest, PlanIndex};
use crate::render::items::{ItemShape, ItemsView};
use crate::render::toolkit::terminal::Terminal;
use crate::report::CalendarView;
use crate::text::{Break, harmless_in_log};

/// The digests of some organizations.
pub struct DigestView<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The day, and the group's idea of soon.
    pub as_of: AsOf,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// Why what rests on git is left out; none where it is not.
    pub git: Option<String>,
    /// The flags of the run, as they are typed, for the commands that it names; with a space before
    /// each.
    pub flags: String,
    /// The organizations that were asked for; none for all.
    pub owners: Vec<String>,
    /// By id.
    pub organizations: Vec<Digest<'f>>,
    /// For a calendar: what it takes from outside of the plan.
    pub calendar: Option<&'f CalendarView>,
}

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

impl DigestView<'_> {
    /// The digests in one of their forms.
    ///
    /// # Errors
    /// None that the content can bring about: the template engine passes on errors of what it
    /// writes to, which is memory.
    pub fn render(&self, form: DigestForm, screen: &Terminal) -> Result<String, askama::Error> {
        Ok(match form {
            DigestForm::Table => self.table(screen),
            DigestForm::Json => self.json(),
            DigestForm::Markdown => self.markdown(),
            DigestForm::Html => {
                harmless_in_log(&mail::render(self)?, Break::Reference).into_owned()
            }
            DigestForm::Ics => {
                self.calendar.as_ref().map_or_else(String::new, |calendar| self.ics(calendar))
            }
        })
    }

    /// What is overdue and due soon, as a calendar.
    fn ics(&self, calendar: &CalendarView) -> String {
        let title = self.plan.plan.display_title();
        let name = match self.organizations.as_slice() {
            [one] => format!("{title}: {}", self.plan.directory.display(one.id)),
            _ => title.to_owned(),
        };
        let all = self.organizations.iter().flat_map(|one| one.overdue.iter().chain(&one.due_soon));
        // What several organizations share is one entry.
        let mut seen = HashSet::new();
        let items = all.copied().filter(|item| {
            seen.insert((&*item.facts.activity.id.value, item.milestone.map(std::ptr::from_ref)))
        });
        calendar.render(&name, items).collect()
    }

    fn item_shapes<'a>(
        &'a self,
        items: &[crate::analysis::DueItem<'a>],
        overdue: bool,
    ) -> Vec<ItemShape<'a>> {
        let view = ItemsView {
            as_of: self.as_of.day,
            revision: None,
            items: Vec::new(),
            overdue,
            none: String::new(),
        };
        items.iter().map(|item| view.shape(item)).collect()
    }
}
