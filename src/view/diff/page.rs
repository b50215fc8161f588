use super::super::markdown::escape;
use super::super::words::{count, long_day};
use super::DiffView;
use super::story::{Origins, Story, Told, heading, origins};
use crate::analysis::PlanDiff;

/// The most characters of the changes: a comment on GitHub has at most 65,536.
const MOST_CHARS: usize = 64_000;

impl DiffView<'_> {
    /// A comment for a pull request.
    pub(super) fn page(&self) -> String {
        let sides = format!("{} → {}", escape(&self.base_label()), escape(&self.head_label()));
        if self.plans.is_empty() {
            return format!("## Workplan: no changes\n\n{sides}\n");
        }
        let mut page = Page { out: "## Workplan: what changes\n".to_owned(), room: MOST_CHARS, left_out: 0 };
        let origins = origins(&self.plans);
        self.plans.iter().for_each(|plan| page.plan(plan, &origins));
        let Page { mut out, left_out, .. } = page;
        if left_out > 0 {
            out += &format!(
                "\n{} not shown here, for want of room: `workplan diff` shows all.\n",
                count(left_out as u64, "change is", "changes are")
            );
        }
        out + &format!("\n{sides} · figures as of {}\n", long_day(self.as_of))
    }
}

/// A comment as it grows.
struct Page {
    out: String,
    /// How many characters there is room for.
    room: usize,
    /// How many changes had no room.
    left_out: usize,
}

impl Page {
    fn plan(&mut self, plan: &PlanDiff<'_>, origins: &Origins<'_>) {
        let Told { sentence, figures, stories } = Told::new(plan, origins);
        let head = format!("\n### {}\n\n**{}**\n\n{}\n", escape(&heading(plan)), escape(&sentence), escape(&figures));
        let table = if stories.is_empty() { "" } else { "\n| what | activity | details |\n| --- | --- | --- |\n" };
        if !self.takes(&(head + table)) {
            self.left_out += stories.len().max(1);
            return;
        }
        let shown = stories.iter().take_while(|story| self.takes(&row(story))).count();
        self.left_out += stories.len() - shown;
    }

    /// Adds a text in full, where there is room.
    fn takes(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        let fits = length <= self.room;
        if fits {
            self.out += text;
            self.room -= length;
        }
        fits
    }
}

fn row(story: &Story) -> String {
    let lines: Vec<String> = story.lines.iter().map(|(text, _)| escape(text)).collect();
    format!("| {} | **{}** {} | {} |\n", story.kind.label(), escape(&story.id), escape(&story.title), lines.join("<br>"))
}
