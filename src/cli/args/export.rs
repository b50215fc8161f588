//! The arguments of `export`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Common, EntryKind, Format, reminder};
use crate::report::Reminder;
use crate::workspace::{Error, Result};

/// Write a whole plan for the tools that others use
///
/// csv: a row an activity. xlsx: a workbook to read and to edit. ics: due dates and milestones for
/// a calendar. json: the whole plan with its figures. ndjson: a line an activity. iati: the
/// activities in the form of the IATI standard, 2.03; what the plan lacks for it is listed first.
/// Without --format the ending of the file of -o decides.
///
/// With --history: what each commit did to the activities, as a folder of ndjson that databases
/// read as one table.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: csv, xlsx, ics, json, ndjson, iati\n\nExamples:\n  workplan export -o plan.xlsx\n  workplan export --format csv -o plan.csv\n  workplan export -o plan.ics --alarm 7d@9:00\n  workplan export -o tasks.ics --as todo\n  workplan export 2023 --format json\n  workplan export --format iati -o plan.xml\n  workplan export --history --out-dir facts       every plan, for DuckDB and the like"
)]
pub(in crate::cli) struct Export {
    /// The plan's name; otherwise the plan that holds the day
    pub(in crate::cli) plan: Option<String>,

    /// In a calendar: remind so many days before what is still open falls due, and at which hour:
    /// 7d, 7d@9:00
    #[arg(long, value_name = "DAYS", value_parser = reminder)]
    pub(in crate::cli) alarm: Option<Reminder>,

    /// In a calendar: whether an entry is an event, or a task for programs that keep tasks
    #[arg(long = "as", value_name = "KIND", default_value = "event")]
    pub(in crate::cli) kind: EntryKind,

    /// In a calendar: show the mail addresses of contacts, which are left out otherwise
    #[arg(long)]
    pub(in crate::cli) contacts: bool,

    /// For IATI: write nothing and end with 1 if the plan lacks what the standard requires
    #[arg(long, conflicts_with = "history")]
    pub(in crate::cli) strict: bool,

    /// What each commit did to the activities of the plan, or of every plan, instead of what they
    /// say now
    #[arg(long, requires = "out_dir", conflicts_with_all = ["output", "alarm", "kind", "contacts"])]
    pub(in crate::cli) history: bool,

    /// The folder that --history writes to, in parts by plan and month
    #[arg(long, value_name = "DIR", requires = "history", conflicts_with = "output")]
    pub(in crate::cli) out_dir: Option<PathBuf>,
}

/// What can be written.
const FORMATS: &[(Format, Format)] = &[
    (Format::Csv, Format::Csv),
    (Format::Xlsx, Format::Xlsx),
    (Format::Ics, Format::Ics),
    (Format::Json, Format::Json),
    (Format::Ndjson, Format::Ndjson),
    (Format::Iati, Format::Iati),
];

impl Export {
    /// Returns the format to export to.
    ///
    /// # Errors
    /// Where it is not clear, or a flag is for another format.
    pub(in crate::cli) fn format(&self, common: &Common, is_terminal: bool) -> Result<Format> {
        let format = format(common)?;
        let of_calendar = [
            ("--alarm", self.alarm.is_some()),
            ("--as", self.kind == EntryKind::Todo),
            ("--contacts", self.contacts),
        ];
        if let Some((flag, _)) =
            of_calendar.iter().find(|(_, is_there)| *is_there && format != Format::Ics)
        {
            return Err(Error::usage(format!("{flag} is for a calendar")).hint("add --format ics"));
        }
        if self.strict && format != Format::Iati {
            return Err(Error::usage("--strict is for an export to IATI").hint("add --format iati"));
        }
        if format == Format::Xlsx && is_terminal {
            return Err(Error::usage("a workbook is not for the terminal")
                .hint("name a file: -o plan.xlsx"));
        }
        Ok(format)
    }
}

/// The format that is named, or else the one that the file's ending means. There is no default:
/// what fits depends on the reader.
fn format(common: &Common) -> Result<Format> {
    if common.format.is_none() && common.output.as_deref().and_then(Path::extension).is_none() {
        let failure = Error::usage("it is not clear what to export to")
            .hint("name a format: --format csv, xlsx, ics, json, ndjson or iati");
        return Err(failure.hint("or a file whose ending tells it, such as -o plan.csv"));
    }
    common.format(FORMATS)
}
