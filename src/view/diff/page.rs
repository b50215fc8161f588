use super::super::markdown::escape;
use super::super::words::long_day;
use super::DiffView;
use super::story::{Origins, Story, Told, heading, origins};
use crate::analysis::PlanDiff;

impl DiffView<'_> {
    /// A comment for a pull request.
    pub(super) fn page(&self) -> String {
        let sides = format!("{} → {}", escape(&self.base_label()), escape(&self.head_label()));
        if self.plans.is_empty() {
            return format!("## Workplan: no changes\n\n{sides}\n");
        }
        let mut out = "## Workplan: what changes\n".to_owned();
        let origins = origins(&self.plans);
        for plan in &self.plans {
            out += &page(plan, &origins);
        }
        out + &format!("\n{sides} · figures as of {}\n", long_day(self.as_of))
    }
}

fn page(plan: &PlanDiff<'_>, origins: &Origins<'_>) -> String {
    let Told { sentence, figures, stories } = Told::new(plan, origins);
    let mut out = format!("\n### {}\n\n**{}**\n\n{}\n", escape(&heading(plan)), escape(&sentence), escape(&figures));
    if !stories.is_empty() {
        out += "\n| what | activity | details |\n| --- | --- | --- |\n";
        stories.iter().for_each(|story| out += &row(story));
    }
    out
}

fn row(story: &Story) -> String {
    let lines: Vec<String> = story.lines.iter().map(|(text, _)| escape(text)).collect();
    format!("| {} | **{}** {} | {} |\n", story.kind.label(), escape(&story.id), escape(&story.title), lines.join("<br>"))
}
