//! Charts as SVG: text and lines that stay sharp in print, and colours that hold on light and dark paper.

use chrono::Datelike;

use super::ticks::ticks;
use super::words::short_day;
use crate::model::Day;

/// Lines over time, from 0 to 100 percent.
pub struct Chart {
    /// What it shows, in one line.
    pub title: String,
    /// The lines.
    pub series: Vec<Series>,
    /// A level to reach, in percent, and its words.
    pub target: Option<(f64, String)>,
    /// The days that it shows at least.
    pub period: Option<(Day, Day)>,
}

/// One line.
pub struct Series {
    /// What it is called beside its end.
    pub name: &'static str,
    /// Days and percentages, by day.
    pub points: Vec<(Day, f64)>,
    /// The last percentage in words.
    pub value: String,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 330.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 130.0;
const TOP: f64 = 46.0;
const BOTTOM: f64 = 36.0;
/// Around a picture that stands for itself.
const MARGIN: f64 = 16.0;
/// How far two names stand apart.
const APART: f64 = 44.0;

/// How the charts look; a page that holds one has it in its own style, for its policy allows no other.
pub(super) const STYLE: &str = include_str!("chart.css");

impl Chart {
    /// The picture as a file of its own.
    pub fn svg(&self) -> String {
        // The reader's dark page may be a viewer's white one, so it brings its own paper.
        let paper = format!("<rect class=\"paper\" x=\"-{MARGIN}\" y=\"-{MARGIN}\" width=\"100%\" height=\"100%\"/>\n");
        self.picture(MARGIN, &format!("<style>{}</style>\n{paper}", STYLE.trim_end()))
    }

    /// The picture as an element of a page that has `STYLE` in its own style.
    pub(super) fn element(&self) -> String {
        self.picture(0.0, "")
    }

    fn picture(&self, margin: f64, style: &str) -> String {
        let title = escape(&self.title);
        let (width, tall) = (WIDTH + 2.0 * margin, HEIGHT + 2.0 * margin);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"burn-up\" viewBox=\"-{margin} -{margin} {width} {tall}\" role=\"img\" aria-label=\"{title}\">\n\
             <title>{title}</title>\n{style}<text class=\"title\" x=\"0\" y=\"20\">{title}</text>\n"
        );
        for percent in [0.0, 25.0, 50.0, 75.0, 100.0] {
            out += &level("grid", percent);
            out += &text("faint end", LEFT - 8.0, height(percent) + 4.0, &percent.to_string());
        }
        let Some((first, last)) = self.days() else { return out + "</svg>\n" };
        out += &self.axis(first, last);
        let mut labels = Vec::new();
        if let Some((percent, words)) = &self.target {
            out += &level("target", *percent);
            labels.push((height(*percent), words.clone(), "target"));
        }
        for Series { name, points, value } in &self.series {
            let places: Vec<(f64, f64)> = points.iter().map(|&(day, percent)| (across(day, first, last), height(percent))).collect();
            let Some((x, y)) = places.last() else { continue };
            let line: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
            out += &format!(
                "<polyline class=\"{name}\" points=\"{}\"/><circle class=\"{name}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>\n",
                line.join(" ")
            );
            labels.push((*y, value.clone(), name));
        }
        out += &side(labels);
        out + "</svg>\n"
    }

    /// The days below the lines. Where they are too few for two months, the first and the last one.
    fn axis(&self, first: Day, last: Day) -> String {
        let y = HEIGHT - 12.0;
        let ticks = ticks(first, last);
        if ticks.len() < 2 {
            let end = if first == last { String::new() } else { text("faint end", WIDTH - RIGHT, y, &short_day(last)) };
            return text("faint", LEFT, y, &short_day(first)) + &end;
        }
        let mark = |tick: &super::ticks::Tick| {
            let x = across(tick.day, first, last);
            let dispensable = ticks.len() > 8 && !tick.day.month0().is_multiple_of(3);
            let bottom = HEIGHT - BOTTOM;
            format!("<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom}\" y2=\"{}\"/>", bottom + 5.0)
                + &text(if dispensable { "faint more" } else { "faint" }, x, y, &tick.label)
        };
        ticks.iter().map(mark).collect()
    }

    fn days(&self) -> Option<(Day, Day)> {
        let points = || self.series.iter().flat_map(|series| series.points.iter().map(|(day, _)| *day));
        let (first, last) = (points().min()?, points().max()?);
        Some(self.period.map_or((first, last), |(start, end)| (first.min(start), last.max(end))))
    }
}

/// Values and names at the right end, apart from each other.
fn side(mut labels: Vec<(f64, String, &str)>) -> String {
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lowest = f64::MAX;
    let mut out = Vec::new();
    // From below: what has no room moves up.
    for (at, (y, value, name)) in labels.iter().enumerate().rev() {
        let highest_possible = TOP + APART * at as f64;
        lowest = y.min(lowest - APART).min(HEIGHT - BOTTOM - 17.0).max(highest_possible);
        let x = WIDTH - RIGHT + 14.0;
        out.push(text(&format!("value {name}"), x, lowest + 3.0, value) + &text("faint", x, lowest + 21.0, name));
    }
    out.concat()
}

fn text(class: &str, x: f64, y: f64, words: &str) -> String {
    format!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\n", escape(words))
}

fn level(class: &str, percent: f64) -> String {
    let y = height(percent);
    format!("<line class=\"{class}\" x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\n", WIDTH - RIGHT)
}

fn height(percent: f64) -> f64 {
    HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * percent.clamp(0.0, 100.0) / 100.0
}

fn across(day: Day, first: Day, last: Day) -> f64 {
    let all = (last - first).num_days().max(1) as f64;
    LEFT + (WIDTH - LEFT - RIGHT) * (day - first).num_days() as f64 / all
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
