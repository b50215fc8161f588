use super::Screen;
use super::grid::{Cell, Column, Grid};
use super::screen::Tone;
use crate::diag::Level;

/// Rules as a table: name, level, and what each finds.
pub fn rules_table<'a>(rules: impl Iterator<Item = (&'a str, Level, &'a str)>, screen: &Screen) -> String {
    let tone = |level: Level| match level {
        Level::Error => Tone::Bad,
        Level::Warning => Tone::Warning,
        Level::Off => Tone::Faint,
    };
    let rows = rules.map(|(name, level, finds)| vec![Cell::new(name), Cell::toned(level.as_str(), tone(level)), Cell::new(finds)]);
    let columns = vec![Column::left("rule"), Column::left("level"), Column::left("finds").wrapped(20)];
    Grid { columns, rows: rows.collect() }.table(screen)
}
