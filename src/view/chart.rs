//! Charts as SVG: text and lines that stay sharp in print, and colours that hold on light and dark paper.

use crate::model::Day;

/// Lines over time, from 0 to 100 percent.
pub struct Chart {
    /// What it shows, in one line.
    pub title: String,
    /// The lines.
    pub series: Vec<Series>,
    /// A level to reach, in percent.
    pub target: Option<f64>,
}

/// One line.
pub struct Series {
    /// What it is called beside its end.
    pub name: String,
    /// How it is drawn: `implemented` or `expected`.
    pub class: &'static str,
    /// Days and percentages, by day.
    pub points: Vec<(Day, f64)>,
}

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 340.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 160.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 40.0;

/// How the charts look; a page that holds one has it in its own style, for its policy allows no other.
pub(super) const STYLE: &str = include_str!("chart.css");

impl Chart {
    /// The picture as a file of its own.
    pub fn svg(&self) -> String {
        // The reader's dark page may be a viewer's white one, so it brings its own paper.
        self.picture(&format!("<style>{}</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n", STYLE.trim_end()))
    }

    /// The picture as an element of a page that has `STYLE` in its own style.
    pub(super) fn element(&self) -> String {
        self.picture("")
    }

    fn picture(&self, style: &str) -> String {
        let title = escape(&self.title);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"burn-up\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">\n\
             <title>{title}</title>\n{style}<text class=\"title\" x=\"{LEFT}\" y=\"22\">{title}</text>\n"
        );
        for percent in [0.0, 25.0, 50.0, 75.0, 100.0] {
            let y = height(percent);
            out += &format!("<line class=\"grid\" x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>", WIDTH - RIGHT);
            out += &format!("<text class=\"faint\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{percent}</text>\n", LEFT - 8.0, y + 4.0);
        }
        let Some((first, last)) = self.days() else { return out + "</svg>\n" };
        out += &format!("<text class=\"faint\" x=\"{LEFT}\" y=\"{:.1}\">{first}</text>", HEIGHT - 14.0);
        if first != last {
            let x = WIDTH - RIGHT;
            out += &format!("<text class=\"faint\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"end\">{last}</text>\n", HEIGHT - 14.0);
        }
        let mut labels = Vec::new();
        if let Some(target) = self.target {
            let y = height(target);
            out += &format!("<line class=\"target\" x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\n", WIDTH - RIGHT);
            labels.push((y, format!("target {target}")));
        }
        for series in &self.series {
            let place = |&(day, percent): &(Day, f64)| format!("{:.1},{:.1}", across(day, first, last), height(percent));
            let mut points: Vec<String> = series.points.iter().map(place).collect();
            // One point alone would be no line.
            points.extend(
                (points.len() == 1)
                    .then(|| series.points.first().map(|(_, percent)| format!("{:.1},{:.1}", LEFT + 12.0, height(*percent))))
                    .flatten(),
            );
            out += &format!("<polyline class=\"{}\" points=\"{}\"/>\n", series.class, points.join(" "));
            if let Some((_, percent)) = series.points.last() {
                labels.push((height(*percent), format!("{} {percent}", escape(&series.name))));
            }
        }
        out += &side(labels);
        out + "</svg>\n"
    }

    fn days(&self) -> Option<(Day, Day)> {
        let days = || self.series.iter().flat_map(|series| series.points.iter().map(|(day, _)| *day));
        Some((days().min()?, days().max()?))
    }
}

/// The names at the right end, apart from each other.
fn side(mut labels: Vec<(f64, String)>) -> String {
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lowest = TOP - 16.0;
    let mut out = String::new();
    for (y, label) in labels {
        lowest = y.max(lowest + 16.0);
        out += &format!("<text x=\"{:.1}\" y=\"{:.1}\">{label}</text>\n", WIDTH - RIGHT + 8.0, lowest + 4.0);
    }
    out
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
