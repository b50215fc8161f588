//! The arguments of `export`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Common, EntryKind, Format, add_format, for_a_calendar, reminder};
use crate::diagnostic::message;
use crate::report::Reminder;
use crate::text::argument;
use crate::workspace::{Error, Result};

/// Export a plan for other tools
///
/// csv: one row for each activity. xlsx: a workbook to read and edit. ics: due dates and milestones
/// for a calendar. json: the complete plan with its figures. ndjson: one line for each activity.
/// iati: the activities in the IATI standard 2.03; missing values are listed first. Without
/// --format, the extension of the -o file decides.
///
/// --owner and --out-dir: a workbook for a member, or for each, with its own activities. The member
/// fills in what has changed; `workplan import` takes it back.
///
/// --history: what each commit changed, as a folder of ndjson files that databases read as one
/// table.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: csv, xlsx, ics, json, ndjson, iati

Examples:
  workplan export -o plan.xlsx
  workplan export --format csv -o plan.csv
  workplan export -o plan.ics --alarm 7d@9:00
  workplan export -o tasks.ics --as todo
  workplan export 2023 --format json
  workplan export --format iati -o plan.xml
  workplan export --owner iom -o iom.xlsx         a sheet for one member to fill in
  workplan export --out-dir sheets                one for each member
  workplan export --history --out-dir facts       every plan, for DuckDB and the like")]
pub(in crate::cli) struct Export {
    /// The plan's name [default: the plan that covers the day]
    pub(in crate::cli) plan: Option<String>,

    /// Workbook: only the activities of this organization, for it to fill in
    #[arg(long = "owner", value_name = "ORG", conflicts_with = "history")]
    pub(in crate::cli) owners: Vec<String>,

    /// Calendar: remind N days before open items are due, optionally at an hour: 7d, 7d@9:00
    #[arg(long, value_name = "DAYS", value_parser = reminder)]
    pub(in crate::cli) alarm: Option<Reminder>,

    /// Calendar: write entries as events or as tasks (event, todo)
    #[arg(long = "as", value_name = "KIND", default_value = "event")]
    pub(in crate::cli) kind: EntryKind,

    /// Calendar: include the mail addresses of contacts
    #[arg(long)]
    pub(in crate::cli) contacts: bool,

    /// IATI: write nothing and exit with status 1 if required values are missing
    #[arg(long, conflicts_with = "history")]
    pub(in crate::cli) strict: bool,

    /// Export what each commit changed, for this plan or for every plan
    #[arg(long, requires = "out_dir", conflicts_with_all = ["output", "alarm", "kind", "contacts"])]
    pub(in crate::cli) history: bool,

    /// The folder for a workbook of each member, or for the files of --history
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub(in crate::cli) out_dir: Option<PathBuf>,
}

/// What can be written.
pub(in crate::cli) const FORMATS: &[(Format, Format)] = &[
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
        let format = self.of_file(common)?;
        self.fits(format)?;
        if format == Format::Xlsx && is_terminal {
            let what =
                message!("export.workbook-on-terminal", "a workbook is not for the terminal");
            return Err(Error::usage(what)
                .hint(message!("export.name-a-file", "name a file: -o plan.xlsx")));
        }
        Ok(format)
    }

    /// Returns the format that is named, or else the one that the file's ending means. There is no
    /// default: what fits depends on the reader.
    fn of_file(&self, common: &Common) -> Result<Format> {
        let is_named = common.output.as_deref().and_then(Path::extension).is_some();
        if common.format.is_some() || is_named {
            return common.format(FORMATS);
        }
        let what = message!("export.no-format", "it is not clear what to export to");
        let error = Error::usage(what);
        Err(match self.owners.as_slice() {
            [] => error
                .hint(message!(
                    "export.name-a-format",
                    "name a format: --format csv, xlsx, ics, json, ndjson or iati"
                ))
                .hint(message!(
                    "export.or-a-file",
                    "or a file whose ending tells it, such as -o plan.csv"
                )),
            [owner] => error.hint(message!(
                "export.name-a-workbook",
                "a member gets a workbook: -o {file}",
                file = match owner.contains(['/', '\\']) {
                    true => "sheet.xlsx".to_owned(),
                    false => argument(&format!("{owner}.xlsx"), "sheet.xlsx"),
                }
            )),
            _ => error.hint(message!(
                "export.workbook-for-each",
                "each member gets a workbook: --out-dir sheets"
            )),
        })
    }

    /// Refuses flags that are for another format.
    ///
    /// # Errors
    /// Where there is one.
    pub(in crate::cli) fn fits(&self, format: Format) -> Result<()> {
        let of_calendar = [
            ("--alarm", self.alarm.is_some()),
            ("--as", self.kind == EntryKind::Todo),
            ("--contacts", self.contacts),
        ];
        if let Some((flag, _)) =
            of_calendar.iter().find(|(_, is_there)| *is_there && format != Format::Ics)
        {
            return Err(for_a_calendar(flag));
        }
        if self.strict && format != Format::Iati {
            let what = message!("export.strict-is-for-iati", "--strict is for an export to IATI");
            return Err(Error::usage(what).hint(add_format("iati")));
        }
        if !self.owners.is_empty() && format != Format::Xlsx {
            let what = message!("export.owner-is-for-xlsx", "--owner is for a workbook");
            return Err(Error::usage(what)
                .hint(add_format("xlsx"))
                .hint(message!(
                    "export.list-of-owner",
                    "for a table or a calendar: `workplan list --owner ORG`, `workplan digest --owner ORG`"
                )));
        }
        Ok(())
    }
}
