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
const RIGHT: f64 = 120.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 40.0;

const STYLE: &str = "\
.burn-up{font:13px system-ui,sans-serif;--ink:#1b2733;--faint:#5d6b78;--grid:#d9dfe5;--good:#0a6b4a;--plan:#2f5fa8;--aim:#9a3412}\
@media (prefers-color-scheme:dark){.burn-up{--ink:#e8edf2;--faint:#a3b0bd;--grid:#3a4652;--good:#58c79b;--plan:#8db5f2;--aim:#f0a87a}}\
@media print{.burn-up{--ink:#000;--faint:#333;--grid:#bbb;--good:#0a6b4a;--plan:#2f5fa8;--aim:#9a3412}}\
.burn-up text{fill:var(--ink)}.burn-up .faint{fill:var(--faint)}.burn-up .title{font-weight:600;font-size:15px}\
.burn-up .grid{stroke:var(--grid);stroke-width:1}.burn-up polyline{fill:none;stroke-width:2.5;stroke-linejoin:round}\
.burn-up .implemented{stroke:var(--good)}.burn-up .expected{stroke:var(--plan);stroke-dasharray:7 4}\
.burn-up .target{stroke:var(--aim);stroke-width:1.5;stroke-dasharray:2 3}";

impl Chart {
    /// The picture, as an element that can stand in a page or in a file of its own.
    pub fn svg(&self) -> String {
        let title = escape(&self.title);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"burn-up\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n<text class=\"title\" x=\"{LEFT}\" y=\"22\">{title}</text>\n"
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
