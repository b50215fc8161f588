//! The table of the rules.

use crate::diagnostic::Level;
use crate::render::Terminal;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::terminal::Tone;

/// Rules as a table: name, level, and what each finds.
pub fn rules_table<'a>(
    rules: impl Iterator<Item = (&'a str, Level, &'a str)>,
    screen: &Terminal,
) -> String {
    let tone = |level: Level| match level {
        Level::Error => Tone::Bad,
        Level::Warning => Tone::Warning,
        Level::Off => Tone::Faint,
    };
    let rows = rules.map(|(name, level, finds)| {
        vec![
            GridCell::new(name),
            GridCell::toned(level.as_str(), tone(level)),
            GridCell::new(finds),
        ]
    });
    let columns = vec![
        GridColumn::left("rule"),
        GridColumn::left("level"),
        GridColumn::left("finds").wrapped(20),
    ];
    Grid { columns, rows: rows.collect() }.table(screen)
}
