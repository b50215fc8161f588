//! What is shown, and in which form. Every command makes a view of what it found; a view knows how
//! to be a table, JSON, CSV and Markdown. The width and the colours of the terminal are passed in.

mod activity_detail;
mod all_plans;
mod baseline;
mod calendar;
mod change;
mod chart;
mod csv;
mod diff;
mod digest;
mod edit;
mod export;
mod findings;
mod grid;
mod html;
mod import;
mod item_budget;
mod items;
mod json;
mod line_diff;
mod list;
mod log;
mod markdown;
mod matrix;
mod report;
mod rollover;
mod rules;
mod shape;
mod show;
mod status;
mod table;
mod terminal;
mod ticks;
mod translations;
mod trend;
mod words;

pub use all_plans::AllPlansView;
pub use baseline::BaselineComparison;
pub use diff::{DiffSide, DiffView};
pub use digest::{DigestForm, DigestView};
pub use edit::{EditChange, EditView, EditsView, FileChange, unified_diff};
pub use export::{ExportView, Gaps};
pub use findings::{
    FindingsReport, Fixable, MOST_ANNOTATIONS, MOST_RESULTS, RuleCard, findings_github,
    findings_gitlab, findings_json, findings_junit, findings_report, findings_sarif, findings_text,
    found_faults,
};
pub use import::{import_json, imported_plan_json};
pub use items::ItemsView;
pub use json::to_json;
pub use list::{ListColumn, ListView, SortKey};
pub use log::LogView;
pub use matrix::MatrixView;
pub use report::{ChangesSince, ReportForm, ReportView};
pub use rollover::RolloverView;
pub use rules::rules_table;
pub use show::ShowView;
pub use status::{BreakdownBy, StatusView};
pub use terminal::Terminal;
pub use trend::{TrendForm, TrendView};

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
    fn table(&self, screen: &Terminal) -> String;
    /// For scripts: the shape is a contract.
    fn json(&self) -> String;
    /// One table with a row for each thing, for spreadsheets.
    fn csv(&self) -> String;
    /// For pull requests and documents.
    fn markdown(&self) -> String;

    /// In one of the forms.
    fn render(&self, form: OutputForm, screen: &Terminal) -> String {
        match form {
            OutputForm::Table => self.table(screen),
            OutputForm::Json => self.json(),
            OutputForm::Csv => self.csv(),
            OutputForm::Markdown => self.markdown(),
        }
    }
}
