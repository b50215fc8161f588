//! Forms of the answers: terminal, JSON, CSV, Markdown, HTML, and those of other tools. The width
//! and the colours of the terminal are passed in.

mod activity;
mod all_plans;
mod calendar;
mod diff;
mod digest;
mod edit;
mod endorsement;
mod export;
mod file_merge;
mod findings;
mod import;
mod import_account;
mod import_conflicts;
mod import_question;
mod import_understood;
mod items;
mod list;
mod log;
mod matrix;
mod me;
pub(crate) mod mine;
mod new_copy;
mod new_folder;
mod organization;
mod report;
mod resolved_files;
mod rollover;
mod rules;
mod sample;
mod setup;
mod share;
mod show;
mod status;
pub(crate) mod toolkit;
mod trend;
mod undone;
pub(crate) mod words;
mod written_site;

pub use digest::{DigestForm, digest_files};
pub use edit::unified_diff;
pub use export::Gaps;
pub use file_merge::file_merge_lines;
pub use findings::{
    MOST_ANNOTATIONS, MOST_RESULTS, findings_github, findings_gitlab, findings_json,
    findings_junit, findings_report, findings_sarif, findings_text, found_faults,
};
pub use import::{import_account, import_json, import_text};
pub use import_question::{
    import_prompt, import_question, import_values, plan_name_prompt, plan_name_question,
};
pub use import_understood::understood_sheets;
pub use list::{ListColumn, ListView};
pub use new_copy::new_copy_text;
pub use new_folder::new_folder_text;
pub use report::{ReportForm, site_state_json};
pub use resolved_files::{resolved_files_lines, resolved_files_text};
pub use rollover::{rollover_json, rollover_text};
pub use rules::rules_table;
pub use setup::setup_text;
pub use share::{share_conflict, share_conflicts, share_json, share_step, share_stopped};
pub use toolkit::{Terminal, to_json};
pub use trend::TrendForm;

/// The forms that every reading command has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputForm {
    /// For people, in the terminal.
    Table,
    /// For scripts.
    Json,
    /// For spreadsheets.
    Csv,
    /// For pull requests and documents.
    Markdown,
}

/// What a command has to show.
pub trait View {
    /// For people: fits the screen; plain and full where there is none.
    fn terminal(&self, screen: &Terminal) -> String;
    /// For scripts: the shape is a contract.
    fn json(&self) -> String;
    /// One table with a row for each thing, for spreadsheets.
    fn csv(&self) -> String;
    /// For pull requests and documents.
    fn markdown(&self) -> String;

    /// In one of the forms.
    fn render(&self, form: OutputForm, screen: &Terminal) -> String {
        match form {
            OutputForm::Table => self.terminal(screen),
            OutputForm::Json => self.json(),
            OutputForm::Csv => self.csv(),
            OutputForm::Markdown => self.markdown(),
        }
    }
}
