//! The table of the rules.

use crate::diagnostic::{Level, message};
use crate::render::Terminal;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::terminal::Tone;
use crate::report::RuleCard;

/// Rules as a table: name, level, and what each finds.
pub fn rules_table(rules: &[RuleCard], screen: &Terminal) -> String {
    let tone = |level: Level| match level {
        Level::Error => Tone::Bad,
        Level::Warning => Tone::Warning,
        Level::Off => Tone::Faint,
    };
    let rows = rules.iter().map(|&RuleCard { name, level, summary, .. }| {
        vec![
            GridCell::new(name),
            GridCell::toned(level.as_str(), tone(level)),
            GridCell::new(summary),
        ]
    });
    let columns = vec![
        GridColumn::left(message!("table.rule", "rule")),
        GridColumn::left(message!("table.level", "level")),
        GridColumn::left(message!("table.finds", "finds")).wrapped(20),
    ];
    Grid { columns, rows: rows.collect() }.table(screen)
}
