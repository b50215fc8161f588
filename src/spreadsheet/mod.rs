//! Plans as spreadsheets: the columns, the values of an activity in them, and the changes in a
//! workbook that comes back.

mod amount;
mod bounded;
mod bounds;
mod cell;
mod cell_value;
mod cells;
mod chinese_date;
mod coloured;
mod column;
mod date_order;
mod date_parser;
mod date_reading;
mod date_text;
mod date_words;
mod exported_state;
mod file;
mod folding;
mod formula;
mod heading;
mod import;
mod inspect;
mod member_columns;
mod merge;
mod not_taken;
mod number_format;
mod order_shown;
mod part_of_month;
mod parts_of_one;
mod positions;
mod range;
mod raw_cell;
mod refusal;
mod returned;
mod returned_row;
mod row_words;
mod shown_names;
mod single_date;
mod status_text;
mod table;
mod tick;
mod tick_head;
mod typed_value;
mod unpack;
mod vocabulary;
mod week_date;
mod workbook;
mod workbook_part;

pub use cell::{SheetCell, kept_parts, shortened};
pub use column::{
    ACTIVITIES, COLUMNS, ColumnKind, GROUP, MEMBER, MILESTONE_OF, MILESTONE_TITLES, MILESTONES,
    OVERVIEW, PlanColumn, SHOWN_NAME, STATE, STATE_VERSION, TO_DO, WORKED_OUT, milestone_cells,
};
pub use file::{SheetFile, read_sheets};
pub use formula::{may_be_formula, without_formulas};
pub use import::{
    Draft, DraftActivity, DraftMilestone, DraftOrganization, ImportContext, Mapping, NoTable,
    Question, Questions, fiscal_month, meaning, read_foreign, sections, takes, unfit,
};
pub use member_columns::member_columns;
pub use merge::{
    FieldChange, FieldConflict, NamedWorkbook, NewActivity, OtherValue, Preferred, WorkbookMerge,
    merge,
};
pub use returned::{ReturnedWorkbook, read_edited};
pub use shown_names::ShownNames;
pub use table::read_csv;
pub use workbook::{RawSheet, Workbook};
