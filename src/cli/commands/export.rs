use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::args::{Common, EntryKind, Format, reminder};
use crate::cli::output::{CommandOutput, deliver, write_error};
use crate::cli::session::Session;
use crate::cli::workbook::workbook;
use crate::history::History;
use crate::render::{ExportView, Gaps};
use crate::report::{CalendarView, FactLine, Reminder};
use crate::store::PartitionedOutput;
use crate::text::clean_line;
use crate::workspace::{Context, Error, Result};

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
    plan: Option<String>,

    /// In a calendar: remind so many days before what is still open falls due, and at which hour:
    /// 7d, 7d@9:00
    #[arg(long, value_name = "DAYS", value_parser = reminder)]
    alarm: Option<Reminder>,

    /// In a calendar: whether an entry is an event, or a task for programs that keep tasks
    #[arg(long = "as", value_name = "KIND", default_value = "event")]
    kind: EntryKind,

    /// In a calendar: show the mail addresses of contacts, which are left out otherwise
    #[arg(long)]
    contacts: bool,

    /// For IATI: write nothing and end with 1 if the plan lacks what the standard requires
    #[arg(long, conflicts_with = "history")]
    strict: bool,

    /// What each commit did to the activities of the plan, or of every plan, instead of what they
    /// say now
    #[arg(long, requires = "out_dir", conflicts_with_all = ["output", "alarm", "kind", "contacts"])]
    history: bool,

    /// The folder that --history writes to, in parts by plan and month
    #[arg(long, value_name = "DIR", requires = "history", conflicts_with = "output")]
    out_dir: Option<PathBuf>,
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
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        if let Some(folder) = &self.out_dir {
            return self.facts(session, folder);
        }
        let format = format(&session.common)?;
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
        if format == Format::Xlsx && session.environment.out.width.is_some() {
            return Err(Error::usage("a workbook is not for the terminal")
                .hint("name a file: -o plan.xlsx"));
        }
        let plans = &session.plans(session.read()?);
        let view = ExportView {
            plan: plans.plan(self.plan.as_deref())?,
            folder: &plans.reading.folder,
            as_of: plans.as_of,
            revision: session.revision(),
            sources: plans.sources,
            bands: plans.reading.folder.config.rating,
        };
        if format == Format::Xlsx {
            return Ok(CommandOutput::raw(workbook(&view, session.options.today)?));
        }
        let today = session.options.today;
        if format == Format::Iati {
            let gaps = view.iati_gaps(today);
            write_error(&self.told(&gaps));
            if self.strict && !gaps.missing.is_empty() {
                return Ok(CommandOutput::default().found_if(true));
            }
        }
        let calendar = (format == Format::Ics).then(|| {
            let calendar = CalendarView {
                alarm: self.alarm,
                contacts: self.contacts,
                ..plans.calendar(view.plan)
            };
            CalendarView { as_tasks: self.kind == EntryKind::Todo, ..calendar }
        });
        // A plan can be long: it is written as it is made.
        deliver(session.common.output.as_deref(), |out| match format {
            Format::Csv => {
                out.write_all(session.common.mark().as_bytes()).and_then(|()| view.csv(out))
            }
            Format::Ics => calendar.iter().try_for_each(|calendar| view.ics(out, calendar)),
            Format::Ndjson => view.ndjson(out),
            Format::Iati => view.iati(out, today),
            _ => view.json(out),
        })?;
        Ok(CommandOutput::default())
    }

    /// Says what a plan lacks for IATI.
    fn told(&self, gaps: &Gaps) -> String {
        let mut told = String::new();
        if !gaps.missing.is_empty() {
            let what = if self.strict {
                "error: nothing is written, because the plan lacks"
            } else {
                "warning: the plan lacks"
            };
            told += &format!("{what} what IATI requires\n");
            gaps.missing.iter().for_each(|line| told += &format!("  {line}\n"));
            if gaps.missing.iter().any(|line| !line.starts_with("activities: ")) {
                told += "help: add the keys to config.yaml, or to an activity where it differs\n";
            }
        }
        gaps.notes.iter().for_each(|line| told += &format!("note: {line}\n"));
        told
    }

    /// Writes what each commit did, and says where.
    fn facts(&self, session: &Session, folder: &Path) -> Result<CommandOutput> {
        if session.common.format.is_some() {
            session.common.format(&[(Format::Ndjson, ())])?;
        }
        let history = History::of(session, "export --history")?;
        let whole = session.options.here.join(folder);
        let cannot = || format!("{} cannot be written", folder.display());
        let mut parts = PartitionedOutput::new(&whole);
        let left_out = history.facts(
            self.plan.as_deref(),
            session.day(),
            session.options.lenient,
            |plan: &str, fact: &FactLine<'_>| {
                parts
                    .add(plan, &fact.day.format("%Y-%m").to_string(), &fact.ndjson())
                    .with_context(cannot)
            },
        )?;
        let written = parts.finish().with_context(cannot)?;
        if written.is_empty() {
            let what = self.plan.as_deref().map_or_else(
                || "a plan".to_owned(),
                |plan| format!("a plan called `{}`", clean_line(plan)),
            );
            let failure = Error::not_found(format!(
                "no commit up to {} has {what} that can be read",
                session.day()
            ));
            return Err(failure.hint("what is not committed yet has no history"));
        }
        let name = |path: &PathBuf| {
            path.strip_prefix(&whole).map_or_else(|_| path.clone(), |own| folder.join(own))
        };
        let said: String = written
            .iter()
            .map(|path| format!("{}\n", clean_line(&name(path).to_string_lossy())))
            .collect();
        let mut outcome = CommandOutput::done(said).after_writing(true);
        outcome.notes = history.notes("a plan", left_out);
        Ok(outcome)
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
