//! `workplan export`: exports a plan for other tools.

use crate::cli::args::{EntryKind, Export, Format};
use crate::cli::output::{CommandOutput, deliver, write_error};
use crate::cli::session::Session;
use crate::cli::workbook::workbook;
use crate::ops;
use crate::report::CalendarView;
use crate::workspace::Result;

impl Export {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let (common, today) = (&session.common, session.options.today);
        if let Some(folder) = &self.out_dir {
            return self.to_folder(session, folder);
        }
        let format = self.format(common, session.environment.out.width.is_some())?;
        let plans = &session.load()?;
        let report = match self.owners.is_empty() {
            true if format == Format::Xlsx => ops::hand_out(plans, self.plan.as_deref())?,
            true => ops::export(plans, self.plan.as_deref())?,
            false => ops::member_sheet(plans, self.plan.as_deref(), &self.owners)?.report,
        };
        if format == Format::Xlsx {
            return Ok(CommandOutput::raw(workbook(&report, today)?));
        }
        if format == Format::Iati {
            let gaps = report.iati_gaps(today);
            write_error(&gaps.told(self.strict));
            if self.strict && !gaps.missing.is_empty() {
                return Ok(CommandOutput::default().found_if(true));
            }
        }
        let calendar = (format == Format::Ics).then(|| CalendarView {
            alarm: self.alarm,
            contacts: self.contacts,
            as_tasks: self.kind == EntryKind::Todo,
            ..plans.calendar(report.plan)
        });
        // A plan can be long: it is written as it is made.
        deliver(common.output.as_deref(), |out| match format {
            Format::Csv => out.write_all(common.mark().as_bytes()).and_then(|()| report.csv(out)),
            Format::Ics => calendar.iter().try_for_each(|calendar| report.ics(out, calendar)),
            Format::Ndjson => report.ndjson(out),
            Format::Iati => report.iati(out, today),
            _ => report.json(out),
        })?;
        Ok(CommandOutput::default())
    }
}
