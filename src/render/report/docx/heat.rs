//! Priorities against themes, as a shaded table.

use super::super::heat::HeatCell;
use super::super::words;
use super::Document;
use super::cells::text;
use super::look::{GAP, HEAT};
use crate::render::matrix::gap_line;
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::paragraph::Paragraph;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::UPRIGHT;
use crate::render::toolkit::ooxml::table::{Cell, Row, Table, shared};
use crate::render::words as table;

/// From so many themes on, their names run upwards.
const MANY: usize = 7;

impl Document<'_, '_> {
    pub(super) fn heat(&mut self) {
        let Some(heat) = self.report.heat() else { return };
        let title = words::priorities_and_cross_cutting_themes();
        self.story.heading(1, title, false);
        self.story.say("Hint", words::matrix_colours());
        let is_upright = heat.themes.len() >= MANY;
        let name = |theme: &&str| Cell {
            is_upright,
            ..Cell::from(Paragraph::new("TableHeading", brief(theme)))
        };
        let first = Cell::from(Paragraph::new("TableHeading", words::priority()));
        let themes = heat.themes.len() as u32;
        let label = if is_upright { UPRIGHT / 4 } else { UPRIGHT * 3 / 10 };
        let columns = shared(UPRIGHT - label, &vec![1; themes as usize]);
        let rows = heat.rows.iter().map(|row| {
            let label = Phrase::default().styled("Strong", row.id);
            let label = text(label.and(format!(" {}", brief(row.title))));
            Row::from(std::iter::once(label).chain(row.cells.iter().map(cell)).collect::<Vec<_>>())
        });
        self.story.table(&Table {
            caption: words::priorities_and_themes().to_string(),
            style: "TableGrid",
            widths: std::iter::once(label).chain(columns).collect(),
            head: std::iter::once(first).chain(heat.themes.iter().map(name)).collect(),
            rows: rows.collect(),
        });
        if !heat.gaps.is_empty() {
            self.story.say("TableGap", "");
        }
        for (theme, id, title) in heat.gaps {
            self.story.say("ListBullet", gap_line(&brief(theme), id, &brief(title)));
        }
    }
}

fn cell(cell: &HeatCell) -> Cell {
    let warmth = ["h0", "h1", "h2", "h3", "h4"].iter().position(|class| *class == cell.class);
    let ground = match (cell.class, warmth) {
        ("gap", _) => Some(GAP),
        (_, Some(warmth)) => HEAT.get(warmth).copied(),
        _ => None,
    };
    let (rate, count) = (cell.rate.as_str(), format!("\n{}", cell.count));
    let words = match (cell.class, warmth) {
        ("gap", _) => Phrase::default().styled("Bad", table::gap()),
        (_, None) => Phrase::from("–"),
        (_, Some(3..)) => Phrase::default().styled("OnDark", rate).styled("OnDark", count),
        (_, Some(_)) => Phrase::default().styled("Strong", rate).and(count),
    };
    Cell { ground: ground.map(str::to_owned), ..Cell::from(Paragraph::new("TableCenter", words)) }
}
