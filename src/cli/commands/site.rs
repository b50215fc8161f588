//! `workplan site`: writes all plans as a website.

use crate::analysis::Index;
use crate::cli::args::{EDITING, Site};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, SiteFolder, SiteOptions};
use crate::render::site_state_json;
use crate::workspace::Result;

impl Site {
    pub(in crate::cli) fn run(&self, session: &mut Session) -> Result<CommandOutput> {
        let is_json = session.common.format(EDITING)?;
        let options = SiteOptions::new(self.readers.into(), self.url.as_deref())?;
        let folder = SiteFolder::open(&session.folder, &session.options.here, &self.folder)?;
        let (mut before, mut now) = session.read_both()?;
        ops::leave_out_people(options.audience, [&mut before, &mut now]);
        let (index_before, index_now) = (Index::new(&before.folder), Index::new(&now.folder));
        let [_, plans] = session.both_plans([(&before, &index_before), (&now, &index_now)]);
        let former = folder.former(options.audience, &plans);
        let (site, failure) = ops::site(&plans, former, &options)?;
        let files = ops::make_files(site.number_of_files(), |number| site.file(number))?;
        let written = folder.write(&site, &files, site_state_json)?;
        let text = if is_json { written.json() } else { written.lines() };
        let mut output = CommandOutput::done(text).after_writing(true);
        output.notes.extend(written.no_change());
        output.notes.extend(written.left_out_notes());
        output.failure = failure;
        Ok(output)
    }
}
