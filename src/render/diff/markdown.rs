//! `diff` as a comment for a pull request.

use super::describe::{ActivityStory, ChangeLine, MovedFrom, heading, origins};
use crate::analysis::PlanDiff;
use crate::diagnostic::message;
use crate::render::toolkit::html::{brief, shortened};
use crate::render::toolkit::item_budget::{ItemBudget, code};
use crate::render::toolkit::markdown::escape;
use crate::render::toolkit::words::{capitalized, long_day};
use crate::render::words;
use crate::report::DiffReport;

/// The most characters of the changes: a comment on GitHub has at most 65,536.
const MOST_CHARS: usize = 64_000;

/// The most characters of what a plan says of itself.
const MOST_IN_SENTENCE: usize = 2_000;

impl DiffReport<'_> {
    /// Returns a comment for a pull request.
    pub(super) fn to_markdown(&self) -> String {
        let sides = format!("{} → {}", escape(&self.base_label()), escape(&self.head_label()));
        let gaps: String = self
            .gaps()
            .iter()
            .map(|gap| format!("\n**{}**\n", escape(&capitalized(&gap.to_string()))))
            .collect();
        if self.plans.is_empty() {
            let heading =
                message!("diff.heading-nothing", "Workplan: {nothing}", nothing = self.nothing());
            return format!("## {heading}\n{gaps}\n{sides}\n");
        }
        let mut page = CommentPage {
            out: format!("## {}\n{gaps}", message!("diff.heading", "Workplan: what changes")),
            room: ItemBudget::new(MOST_CHARS),
            left_out: 0,
        };
        let origins = origins(&self.plans);
        self.plans.iter().for_each(|plan| page.plan(plan, &origins));
        let CommentPage { mut out, left_out, .. } = page;
        if left_out > 0 {
            let left_out = message!(
                "report.changes-not-shown",
                "{number#1 change is|# changes are} not shown here, for want of room: {command} shows all.",
                number = left_out,
                command = code(&self.command)
            );
            out += &format!("\n{left_out}\n");
        }
        let day = long_day(self.as_of);
        out + &format!(
            "\n{}\n",
            message!("diff.sides", "{sides} · figures as of {day}", sides, day)
        )
    }
}

/// A comment as it grows.
struct CommentPage {
    out: String,
    room: ItemBudget,
    /// How many changes had no room.
    left_out: usize,
}

impl CommentPage {
    fn plan(&mut self, plan: &PlanDiff<'_>, origins: &MovedFrom<'_>) {
        let ChangeLine { sentence, figures, stories } = ChangeLine::new(plan, origins);
        let head = |sentence: &str| {
            format!("\n### {}\n{sentence}\n{}\n", escape(&brief(&heading(plan))), escape(&figures))
        };
        let table = match stories.is_empty() {
            true => String::new(),
            false => format!(
                "\n| {} | {} | {} |\n| --- | --- | --- |\n",
                words::what(),
                words::activity(),
                words::details()
            ),
        };
        let sentence = format!("\n**{}**\n", escape(&shortened(&sentence, MOST_IN_SENTENCE)));
        // The figures have room where the words of a plan about itself have none.
        let shown = self.takes(&(head(&sentence) + &table)) || self.takes(&(head("") + &table));
        let rows = stories.iter().filter(|story| shown && self.takes(&row(story))).count();
        self.left_out += if shown { stories.len() - rows } else { stories.len().max(1) };
    }

    /// Adds a text in full, where there is room.
    fn takes(&mut self, text: &str) -> bool {
        let fits = self.room.takes(text.chars().count());
        if fits {
            self.out += text;
        }
        fits
    }
}

fn row(story: &ActivityStory) -> String {
    let lines: Vec<String> =
        story.lines.iter().map(|(line, _)| escape(&line.to_string())).collect();
    format!(
        "| {} | **{}** {} | {} |\n",
        story.kind.label(),
        escape(&story.id),
        escape(&story.title),
        lines.join("<br>")
    )
}
