use super::super::markdown::escape;
use super::super::words::long_day;
use super::DiffView;
use super::story::{Origins, Story, counts, figures, heading, origins, plan_lines, stories, whole};
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
    let stories = stories(plan, origins);
    let mut sentence: Vec<String> = whole(plan).map(|(text, _)| text).into_iter().collect();
    sentence.extend(Some(counts(&stories)).filter(|counts| !counts.is_empty() && sentence.is_empty()));
    sentence.extend(plan_lines(plan).into_iter().map(|(text, _)| text));
    let figures = figures(plan).join(" · ");
    let mut out = format!("\n### {}\n\n**{}**\n\n{}\n", escape(&heading(plan)), escape(&sentence.join("; ")), escape(&figures));
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
