//! The burn-up, as a chart that a reader can edit.

use std::collections::BTreeSet;

use super::super::words;
use super::Document;
use super::look::{FAINT, INK};
use crate::analysis::Percent;
use crate::model::Day;
use crate::render::toolkit::chart::{Chart, target};
use crate::render::toolkit::ooxml::chart::{Line, LineChart, Stroke};
use crate::render::toolkit::ooxml::picture::MILLIMETRE;

/// How wide the chart is, and how tall in a report and in a brief one, in millimetres.
const WIDTH: u64 = 168;
const HEIGHT: [u64; 2] = [82, 54];

/// The colour, the thickness and the strokes of each line: what is expected, progress, what is
/// implemented.
const LINES: [(&str, u32, Stroke); 3] = [
    ("0A4D86", 175, Stroke::Dashes),
    ("0B5C9E", 200, Stroke::Circles),
    ("15714F", 300, Stroke::Squares),
];
/// Those of the level to reach.
const AIM: (&str, u32, Stroke) = ("8A5200", 150, Stroke::Dots);

impl Document<'_, '_> {
    pub(super) fn burn_up(&mut self, is_brief: bool) {
        let Some((trend, note)) = self.report.burn_up_trend() else { return };
        let chart = trend.chart();
        let Some((first, last)) = chart.days() else { return };
        let [usual, brief] = HEIGHT;
        let size = (WIDTH * MILLIMETRE, if is_brief { brief } else { usual } * MILLIMETRE);
        self.story.heading(1, words::how_it_went(), false);
        self.story.chart("Picture", &lines(&chart, first, last), size, &chart.words());
        self.story.say("Caption", chart.title);
        if !note.is_empty() {
            self.story.say("Note", note);
        }
    }
}

fn lines(chart: &Chart, first: Day, last: Day) -> LineChart {
    let line = |name: String, (color, thickness, stroke): (&str, u32, Stroke), points| Line {
        name,
        color: color.to_owned(),
        thickness,
        stroke,
        points,
    };
    // Whole percents, as everywhere in the report.
    let share = |share: Percent| share.whole().clamp(0, 100) * 10;
    let series = chart.series.iter().zip(LINES).map(|(series, look)| {
        let points = series.points.iter().map(|(day, value)| (*day, share(*value)));
        line(series.name.to_string(), look, points.collect())
    });
    // A line is drawn between days that follow each other.
    let days = chart.series.iter().flat_map(|series| series.points.iter().map(|(day, _)| *day));
    let days: BTreeSet<Day> = days.chain([first, last]).collect();
    let aim = chart.target.map(|level| {
        let points = days.iter().map(|day| (*day, share(level))).collect();
        line(target().to_string(), AIM, points)
    });
    LineChart {
        lines: series.chain(aim).filter(|line| !line.points.is_empty()).collect(),
        first,
        last,
        day: words::on_the_day().to_string(),
        ink: INK.to_owned(),
        faint: FAINT.to_owned(),
    }
}
