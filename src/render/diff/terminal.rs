//! `diff` in the terminal.

use super::describe::{MovedFrom, figures, heading, origins, plan_lines, stories, whole};
use crate::analysis::PlanDiff;
use crate::diagnostic::{Message, message};
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::table::{flow, wrapped};
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::long_day;
use crate::report::DiffReport;

impl DiffReport<'_> {
    /// Returns the changes plan by plan.
    pub(super) fn to_terminal(&self, screen: &Terminal) -> String {
        let sides = format!("{} → {}", self.base_label(), self.head_label());
        let gaps: String =
            self.gaps().into_iter().map(|gap| wrapped(gap, Tone::Warning, screen)).collect();
        if self.plans.is_empty() {
            return wrapped(format!("{}: {sides}", self.nothing()), Tone::Plain, screen) + &gaps;
        }
        let day = long_day(self.as_of);
        let about = message!("diff.as-of", "{sides}, as of {day}", sides, day);
        let mut out = wrapped(about, Tone::Faint, screen) + &gaps;
        let origins = origins(&self.plans);
        for plan in &self.plans {
            out += "\n";
            out += &picture(plan, &origins, screen);
        }
        out
    }
}

fn picture(plan: &PlanDiff<'_>, origins: &MovedFrom<'_>, screen: &Terminal) -> String {
    let mut out = wrapped(heading(plan), Tone::Strong, screen);
    let pieces: Vec<(Message, Tone)> =
        figures([plan.tally_before.as_ref(), plan.tally_after.as_ref()], plan.are_counted_whole())
            .into_iter()
            .map(|text| (text, Tone::Faint))
            .collect();
    out += &flow(&pieces, 0, screen);
    for (line, tone) in whole(plan).into_iter().chain(plan_lines(plan)) {
        out += &wrapped(line, tone, screen);
    }
    let columns = vec![
        GridColumn::left(""),
        GridColumn::left(""),
        GridColumn::left("").wrapped(20).at_most(50),
        GridColumn::left("").wrapped(20),
    ];
    let mut rows = Vec::new();
    for story in stories(plan, origins) {
        let head = [
            GridCell::toned(story.kind.label(), story.kind.tone()),
            GridCell::new(story.id),
            GridCell::new(story.title),
        ];
        let mut lines = story.lines.into_iter().map(|(text, tone)| GridCell::toned(text, tone));
        let mut first = head.to_vec();
        first.push(lines.next().unwrap_or_default());
        rows.push(first);
        rows.extend(
            lines.map(|line| {
                vec![GridCell::default(), GridCell::default(), GridCell::default(), line]
            }),
        );
    }
    if !rows.is_empty() {
        out += &Grid { columns, rows }.table(screen);
    }
    out
}
