//! Answers as plain values: what is said, before it is given a form.

mod all_plans;
mod audience;
mod baseline;
mod board;
mod burn_up;
mod calendar;
mod check_findings;
mod diff;
mod digest;
mod due;
mod edits;
mod endorsement;
mod export;
mod fact_line;
mod file_merge;
mod fixes;
mod found_faults;
mod import;
mod import_conflict;
mod list;
mod log;
mod log_entry;
mod masthead;
mod matrix;
mod me;
mod mine;
mod missing_parts;
mod new_copy;
mod new_folder;
mod plan_report;
mod resolved_files;
mod rollover;
mod sample;
mod setup;
mod share;
mod show;
mod site;
mod site_state;
mod status;
mod trend;
mod trend_point;
mod undone;

pub use crate::model::{
    ImportAccount, ImportedRow, OtherTable, UnderstoodColumn, UnderstoodSheet, UnusedColumn,
};
pub use all_plans::AllPlansReport;
pub use audience::Audience;
pub use baseline::BaselineComparison;
pub use board::BoardReport;
pub use burn_up::BurnUp;
pub use calendar::{CalendarView, Reminder};
pub use check_findings::{CheckFindings, Fixable, RuleCard, UnopenedFile, UnopenedState};
pub use diff::{DiffReport, DiffSide};
pub use digest::{Attachment, DigestReport};
pub use due::DueReport;
pub use edits::{EditedActivity, EditedField, Edits, FileChange, NewFindings};
pub use endorsement::{CommittedActivity, CommittedPriority, Endorsement, EndorsementTag};
pub use export::ExportReport;
pub use fact_line::FactLine;
pub use file_merge::{FileConflict, FileMerge};
pub use fixes::Fixes;
pub use found_faults::FoundFaults;
pub use import::{Import, ImportQuestion, NewMapping, NewPlan, OpenQuestions, UnnamedPlan};
pub use import_conflict::{ConflictingWorkbook, ImportConflict};
pub use list::ListReport;
pub use log::LogReport;
pub use log_entry::{LogEntry, LogStep};
pub use masthead::{Logo, Masthead};
pub use matrix::MatrixReport;
pub use me::{Me, OwnOrganization};
pub use mine::MineReport;
pub use missing_parts::MissingParts;
pub use new_copy::NewCopy;
pub use new_folder::{NewFolder, NextSteps};
pub use plan_report::{EarlierState, PlanReport};
pub use resolved_files::{FileNote, ResolvedFiles};
pub use rollover::{AttentionItem, CarriedActivity, EndedActivity, NewFile, Rollover};
pub use sample::SampleReport;
pub use setup::{SetupPart, SetupReport, SetupState, SetupStep, SetupTarget};
pub use share::{
    ChangeByOthers, ChangeByOthersKind, ChangedFile, FileByOthers, LeftOutFile, NewIdOfUser,
    Proposal, SavedChanges, SettledConflict, Settlement, ShareConflict, ShareReport, ShareStep,
    SharedTo, TakenIn, UndoOfSettlement,
};
pub use show::ShowReport;
pub use site::{SiteMember, SitePlan, SiteReport, UnreadPlan, WrittenSite};
pub use site_state::{
    SiteActivityFacts, SiteChange, SiteChangeKind, SiteEntry, SitePlanChanges, SitePlanFacts,
    SiteState,
};
pub use status::{BreakdownBy, StatusReport};
pub use trend::TrendReport;
pub use trend_point::TrendPoint;
pub use undone::{
    EditJournal, EditedItem, JournaledChange, JournaledEdit, Undone, UndoneFile, UndoneOutcome,
};
