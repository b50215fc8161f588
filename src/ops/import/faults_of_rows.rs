//! What `check` finds in a plan made of sheets, by sheet and row.

use std::collections::HashMap;

use crate::analysis::{AsOf, Index};
use crate::diagnostic::{Message, message};
use crate::format::{FileSet, read};
use crate::rules::CheckResult;
use crate::spreadsheet::{Draft, DraftActivity};
use crate::workspace::{Error, Result};

/// Refuses a plan with errors; each is named by the sheet and the row that it comes from.
pub(super) fn faults_of_rows<'d>(
    input: &FileSet,
    to: &str,
    as_of: AsOf,
    draft: &'d Draft,
) -> Result<()> {
    let reading = read(input);
    let index = Index::new(&reading.folder);
    let mut errors = CheckResult::errors(&reading, &index, as_of).findings;
    errors.retain(|(_, finding)| !finding.check_alone && finding.plan.as_deref() == Some(to));
    if errors.is_empty() {
        return Ok(());
    }
    let id = |own: &'d DraftActivity| own.fields.iter().find(|(key, _)| *key == "id");
    let places: HashMap<&str, &(String, u32)> =
        draft.activities.iter().filter_map(|own| Some((id(own)?.1.as_str(), &own.place))).collect();
    let faults = errors
        .iter()
        .map(|(_, finding)| {
            let what = &finding.message;
            match finding.activity.as_deref().and_then(|id| places.get(id)) {
                Some((sheet, row)) => message!(
                    "import.fault-of-a-row",
                    "{sheet}, row {row}: {what}",
                    sheet,
                    row = *row,
                    what
                ),
                None => message!("import.fault-of-the-plan", "plan {to}: {what}", to, what),
            }
        })
        .collect::<Vec<Message>>();
    Err(Error::input(faults).hint(message!(
        "import.correct-rows",
        "nothing was written: the new plan would have these errors; correct these rows, or \
         decide them in a mapping (--write-mapping FILE)"
    )))
}
