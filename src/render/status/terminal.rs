//! `status` in the terminal.

use unicode_width::UnicodeWidthStr;

use super::view::{BreakdownRow, as_of, target_words};
use crate::analysis::{DueItem, Percent};
use crate::diagnostic::{Message, message};
use crate::model::{RatingBands, Status};
use crate::render::items::Counted;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::table::{flow, wrapped};
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::{bad_count, bar, padded, part_of, percent};
use crate::render::words;
use crate::report::{BreakdownBy, DueReport, StatusReport};
use crate::text::clean_line;

/// How many overdue items `status` names; `overdue` names them all.
const OVERDUE_SHOWN: usize = 8;

/// The columns of a name beside a bar, and of the first words behind it, where these are short.
const SHORT: usize = 12;

/// One line under the headline: a bar, its value, and what it is measured by.
struct BarLine {
    name: String,
    tone: Tone,
    value: Option<Percent>,
    mark: Option<Percent>,
    /// Behind the bar, the least important last.
    words: Vec<(String, Tone)>,
}

impl StatusReport<'_> {
    /// Returns the picture of a plan.
    pub(super) fn to_terminal(&self, screen: &Terminal) -> String {
        let mut out = self.headline(screen) + "\n";
        if let Some(left_out) = self.left_out {
            out += &wrapped(left_out.sentence(None), Tone::Warning, screen);
            out += "\n";
        }
        if self.standing.total.activities() == 0 {
            let what = if self.left_out.is_some() {
                message!("status.none-readable", "no activities that can be read")
            } else {
                message!("status.no-activities", "no activities yet")
            };
            return out + &format!("  {what}\n");
        }
        out += &self.bars(screen);
        out += &self
            .baseline
            .as_ref()
            .map_or_else(String::new, |baseline| flow(&baseline.words(), 2, screen));
        out += "\n";
        out += &flow(&self.by_status(), 2, screen);
        out += &flow(&self.attention(), 2, screen);
        out += &self.breakdown_table(if screen.columns() >= 100 { 14 } else { 8 }).table(screen);
        if self.by.is_none() {
            out += &self.overdue_section(screen);
        }
        out
    }

    fn headline(&self, screen: &Terminal) -> String {
        let title = clean_line(self.plan.plan.display_title()).into_owned();
        let day = as_of(self.as_of).to_string();
        let room = screen.columns().saturating_sub(title.width() + day.width());
        let first = if room >= 2 {
            format!(
                "{}{}{}\n",
                screen.paint(Tone::Strong, &title),
                " ".repeat(room),
                screen.paint(Tone::Faint, &day)
            )
        } else {
            wrapped(title, Tone::Strong, screen) + &wrapped(day, Tone::Faint, screen)
        };
        let about: Vec<(Message, Tone)> =
            self.about().into_iter().map(|words| (words, Tone::Faint)).collect();
        first + &flow(&about, 0, screen)
    }

    /// The two bars: what is implemented against the target, and progress against what is expected
    /// by now.
    fn bars(&self, screen: &Terminal) -> String {
        let total = &self.standing.total;
        let target = self.plan.plan.target.map(|target| Percent::from_decimal(target.value));
        let (rate, (progress, expected, rating)) =
            (total.implementation_rate(), total.standing(self.bands));
        let reached = target.is_some_and(|target| rate.is_some_and(|rate| rate >= target));
        let done = part_of(total.count(Status::Completed), total.activities());
        let mut implemented = vec![(padded(&done.to_string(), SHORT), Tone::Plain)];
        implemented.extend(target.map(|target| (target_words(target.whole()).into(), Tone::Plain)));
        if total.count(Status::Cancelled) > 0 {
            let rate = percent(total.adjusted_rate());
            let adjusted = message!("status.adjusted", "{rate} without cancelled", rate);
            implemented.push((adjusted.into(), Tone::Faint));
        }
        let rated = words::rating(rating, expected).map_or_else(String::new, String::from);
        let by_now = percent(expected);
        let by_now = message!("status.expected", "expected {percent}", percent = by_now);
        let progress_words =
            vec![(padded(&rated, SHORT), words::rating_tone(rating)), (by_now.into(), Tone::Plain)];
        let tone = if reached { Tone::Good } else { Tone::Plain };
        let lines = [
            BarLine {
                name: words::implemented().to_string(),
                tone,
                value: rate,
                mark: target,
                words: implemented,
            },
            BarLine {
                name: words::progress().to_string(),
                tone: words::rating_tone(rating),
                value: progress,
                mark: expected,
                words: progress_words,
            },
        ];
        let width = screen.columns().saturating_sub(56).clamp(8, 60);
        let names = lines.iter().map(|line| line.name.width()).max().unwrap_or(0).max(SHORT);
        lines.iter().map(|line| line.drawn(names, width, screen)).collect()
    }

    fn overdue_section(&self, screen: &Terminal) -> String {
        if self.overdue.is_empty() {
            return String::new();
        }
        let shown: Vec<DueItem<'_>> = self.overdue.iter().take(OVERDUE_SHOWN).copied().collect();
        let rest = self.overdue.len() - shown.len();
        let items = DueReport {
            as_of: self.as_of,
            revision: None,
            items: shown,
            overdue: true,
            none: None,
        };
        let heading = match Counted::of(&self.overdue) {
            Some(counted) => {
                message!("status.overdue-line", "overdue: {counted}", counted = counted.words())
            }
            None => words::overdue(),
        };
        let mut out = format!(
            "\n{}\n{}",
            screen.paint(Tone::Bad, &heading.to_string()),
            items.grid().table(screen)
        );
        if rest > 0 {
            let command = self.command("overdue", "");
            let more = message!("status.and-more", "and {rest} more: {command}", rest, command);
            out += &wrapped(more, Tone::Faint, screen);
        }
        out
    }
}

impl BarLine {
    /// The line, without the words that there is no room for.
    fn drawn(&self, names: usize, width: usize, screen: &Terminal) -> String {
        let mut out = format!(
            "  {} {} {:>4}",
            padded(&self.name, names),
            screen.paint(self.tone, &bar(self.value, self.mark, width)),
            percent(self.value)
        );
        let mut column = 2 + names + 1 + width + 1 + 4;
        for (text, tone) in &self.words {
            column += 2 + text.trim_end().width();
            if column > screen.columns() {
                break;
            }
            out += "  ";
            out += &screen.paint(*tone, text);
            column += text.width() - text.trim_end().width();
        }
        out.trim_end().to_owned() + "\n"
    }
}

/// The titles of a breakdown, above each of its columns; those of the bar, the rate and the rating
/// speak for themselves.
fn titles(by: BreakdownBy) -> Vec<GridCell> {
    let titles = [
        Some(words::breakdown(by)),
        None,
        Some(words::implemented()),
        None,
        Some(words::progress()),
        Some(words::expected()),
        None,
        Some(words::overdue()),
        Some(words::open()),
    ];
    titles
        .map(|title| GridCell::toned(title.map_or_else(String::new, String::from), Tone::Faint))
        .into()
}

impl StatusReport<'_> {
    /// All the breakdowns in one grid, so that their columns stand one below the other.
    fn breakdown_table(&self, bar_width: usize) -> Grid {
        let columns = vec![
            GridColumn::left("").wrapped(16).at_most(44),
            // Its colour is the rating, whose words stay longer.
            GridColumn::left("").dispensable(5),
            GridColumn::right(""),
            GridColumn::right("").dispensable(3),
            GridColumn::right("").dispensable(2),
            GridColumn::right("").dispensable(6),
            GridColumn::left("").dispensable(1),
            GridColumn::right(""),
            GridColumn::right("").dispensable(4),
        ];
        let mut rows = Vec::new();
        for (by, breakdown) in self.breakdowns() {
            rows.push(vec![GridCell::default(); columns.len()]);
            rows.push(titles(by));
            rows.extend(breakdown.iter().map(|row| cells(by, row, self.bands, bar_width)));
        }
        Grid { columns, rows }
    }
}

fn cells(
    by: BreakdownBy,
    row: &BreakdownRow<'_>,
    bands: RatingBands,
    bar_width: usize,
) -> Vec<GridCell> {
    let tally = row.tally;
    let (rate, (progress, expected, rating)) = (tally.implementation_rate(), tally.standing(bands));
    vec![
        GridCell::new(row.label(by)),
        GridCell::toned(bar(rate, None, bar_width), words::rating_tone(rating)),
        GridCell::new(part_of(tally.count(Status::Completed), tally.activities())),
        GridCell::new(percent(rate)),
        GridCell::new(percent(progress)),
        GridCell::toned(percent(expected), Tone::Faint),
        words::rating(rating, expected).map_or_else(GridCell::default, |words| {
            GridCell::toned(words, words::rating_tone(rating))
        }),
        bad_count(tally.overdue),
        GridCell::new(tally.open.to_string()),
    ]
}
