//! Charts as SVG: text and lines that stay sharp in print, and colours that hold on light and dark
//! paper.

use plotters::coord::Shift;
use plotters::coord::combinators::BindKeyPoints;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use quick_xml::escape::escape;

use crate::analysis::Percent;
use crate::diagnostic::{Message, message};
use crate::model::Day;
use crate::render::toolkit::ticks::{AxisTick, ticks, years};
use crate::render::toolkit::words::{percent, short_day};
use crate::text::{Break, harmless_in_log};

/// Lines over time, from 0 to 100 percent.
pub(crate) struct Chart {
    /// What it shows, in one line.
    pub title: Message,
    /// The lines.
    pub series: [Series; 3],
    /// The level to reach.
    pub target: Option<Percent>,
    /// The days that it shows at least.
    pub period: Option<(Day, Day)>,
}

/// One line.
pub(crate) struct Series {
    /// The name beside its end.
    pub name: Message,
    /// Days and shares, by day.
    pub points: Vec<(Day, Percent)>,
}

/// Whole numbers are all that the library draws on, so the paper is ten times as fine as it is
/// shown.
const FINE: u32 = 10;
const WIDTH: u32 = 640 * FINE;
const HEIGHT: u32 = 346 * FINE;
const LEFT: u32 = 44 * FINE;
const RIGHT: u32 = 130 * FINE;
const TOP: u32 = 46 * FINE;
const BOTTOM: u32 = 52 * FINE;
/// Where the years stand, below the axis.
const YEARS: i32 = 38 * FINE as i32;
/// Between the end of a line and its name.
const GAP: i32 = 11 * FINE as i32;
/// Around a picture that stands for itself.
const MARGIN: u32 = 16 * FINE;
/// How far two names stand apart.
const APART: i32 = 44 * FINE as i32;

// The colours on light paper, which every viewer shows; `chart.css` gives each another one for dark
// paper.
const INK: RGBColor = RGBColor(0x17, 0x22, 0x2D);
const FAINT: RGBColor = RGBColor(0x55, 0x63, 0x6F);
const GRID: RGBColor = RGBColor(0xD9, 0xDF, 0xE5);
const PLAN: RGBColor = RGBColor(0x0A, 0x4D, 0x86);
const COURSE: RGBColor = RGBColor(0x0B, 0x5C, 0x9E);
const GOOD: RGBColor = RGBColor(0x15, 0x71, 0x4F);
const AIM: RGBColor = RGBColor(0x8A, 0x52, 0x00);

/// How the charts look; a page that holds one has it in its own style, for its policy allows no
/// other.
pub(crate) const STYLE: &str = include_str!("chart.css");

type PlotArea<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

impl Chart {
    /// The picture as a file of its own.
    pub(crate) fn svg(&self) -> String {
        // The reader's dark page may be a viewer's white one, so it brings its own paper.
        let paper = format!(
            "<rect x=\"-{MARGIN}\" y=\"-{MARGIN}\" width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n"
        );
        let picture =
            self.picture(MARGIN, &format!("<style>{}</style>\n{paper}", STYLE.trim_end()));
        harmless_in_log(&picture, Break::Reference).into_owned()
    }

    /// The picture as an element of a page that has `STYLE` in its own style.
    pub(crate) fn element(&self) -> String {
        self.picture(0, "")
    }

    fn picture(&self, margin: u32, style: &str) -> String {
        let mut drawn = String::new();
        let area = SVGBackend::with_string(&mut drawn, (WIDTH, HEIGHT)).into_drawing_area();
        // Only where it writes a file can it fail.
        self.draw(&area).and_then(|()| area.present()).unwrap_or_default();
        drop(area);
        let lines = drawn.split_once('\n').map_or("", |(_head, lines)| lines);
        let title = self.title.to_string();
        let (title, width, tall) = (escape(&title), WIDTH + 2 * margin, HEIGHT + 2 * margin);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"burn-up\" width=\"{}\" height=\"{}\" \
                viewBox=\"-{margin} -{margin} {width} {tall}\" \
             role=\"img\" aria-label=\"{title}{}\">\n<title>{title}</title>\n{style}{lines}",
            width / FINE,
            tall / FINE,
            self.ends()
        )
    }

    /// What the picture shows, for those who hear it.
    pub(crate) fn words(&self) -> String {
        format!("{}{}", self.title, self.ends())
    }

    /// What the picture ends with, for those who hear it.
    fn ends(&self) -> String {
        let lines = self
            .series
            .iter()
            .filter_map(|Series { name, points }| Some((name.clone(), points.last()?.1)));
        let ends = lines.chain(self.target.map(|share| (target(), share)));
        ends.map(|(name, share)| format!("; {name} {}", percent(Some(share)))).collect()
    }

    fn draw(&self, area: &PlotArea<'_>) -> Drawn {
        area.draw(&Text::new(
            self.title.to_string(),
            (0, 16 * FINE as i32),
            letters(13, INK, FontStyle::Bold),
        ))?;
        let Some((first, last)) = self.days() else { return Ok(()) };
        let marks = marks(first, last);
        let days = (first..last).with_key_points(marks.iter().map(|mark| mark.day).collect());
        let shares = (0i64..1000).with_key_points(vec![0, 250, 500, 750, 1000]);
        let mut builder = ChartBuilder::on(area);
        builder
            .margin_top(TOP)
            .margin_right(RIGHT)
            .x_label_area_size(BOTTOM)
            .y_label_area_size(LEFT);
        let mut chart = builder.build_cartesian_2d(days, shares)?;
        let label = |day: &Day| {
            marks
                .iter()
                .find(|mark| mark.day == *day)
                .map(|mark| mark.label.to_string())
                .unwrap_or_default()
        };
        let mut mesh = chart.configure_mesh();
        mesh.disable_x_mesh().set_all_tick_mark_size(5 * FINE).axis_style(GRID.stroke_width(FINE));
        mesh.bold_line_style(GRID.stroke_width(FINE)).label_style(letters(
            13,
            FAINT,
            FontStyle::Normal,
        ));
        mesh.x_label_formatter(&label)
            .y_label_formatter(&|tenths: &i64| (tenths / 10).to_string())
            .draw()?;

        for (day, year) in years(&marks) {
            let middle = Pos::new(HPos::Center, VPos::Center);
            let place = (chart.backend_coord(&(day, 0)).0, (HEIGHT - BOTTOM) as i32 + YEARS);
            area.draw(&Text::new(year, place, letters(13, FAINT, FontStyle::Normal).pos(middle)))?;
        }

        let mut names = Vec::new();
        let target = self
            .target
            .map(|share| Series { name: target(), points: vec![(first, share), (last, share)] });
        for (Series { name, points }, (color, thick, dot)) in self
            .series
            .iter()
            .chain(&target)
            .zip([(PLAN, 25, 40), (COURSE, 25, 40), (GOOD, 35, 40), (AIM, 15, 0)])
        {
            let Some(&(day, share)) = points.last() else { continue };
            let line: Vec<_> = points.iter().map(|&(day, share)| (day, share.tenths())).collect();
            let end = (day, share.tenths());
            chart.draw_series([PathElement::new(line, color.stroke_width(thick))])?;
            chart.draw_series([Circle::new(end, dot, color.filled())])?;
            names.push((chart.backend_coord(&end), share, name, color));
        }
        write_names(area, names)
    }

    /// The first day and the last one, which is a later one.
    pub(crate) fn days(&self) -> Option<(Day, Day)> {
        let points =
            || self.series.iter().flat_map(|series| series.points.iter().map(|(day, _)| *day));
        let (first, last) = (points().min()?, points().max()?);
        let (first, last) =
            self.period.map_or((first, last), |(start, end)| (first.min(start), last.max(end)));
        Some((first, last.max(first.succ_opt()?)))
    }
}

/// What the level to reach is called.
pub(crate) fn target() -> Message {
    message!("trend.target-implemented", "target implemented")
}

/// The days below the lines. Where they are too few for two months, the first and the last one.
fn marks(first: Day, last: Day) -> Vec<AxisTick> {
    let marks = ticks(first, last, 12);
    let end = |day| AxisTick { day, label: short_day(day) };
    if marks.len() < 2 { vec![end(first), end(last)] } else { marks }
}

/// Where a line ends, and what is written there.
type LineEnd<'a> = ((i32, i32), Percent, &'a Message, RGBColor);

/// Values and names at the ends of the lines, each above or below the others.
fn write_names(area: &PlotArea<'_>, mut names: Vec<LineEnd<'_>>) -> Drawn {
    names.sort_by_key(|((_, y), ..)| *y);
    let mut lowest = i32::MAX;
    // From below: what has no room moves up.
    for (at, ((x, y), share, name, color)) in names.into_iter().enumerate().rev() {
        let highest_possible = TOP as i32 + APART * at as i32;
        lowest = y.min(lowest - APART).min((HEIGHT - BOTTOM) as i32 - 170).max(highest_possible);
        area.draw(&Text::new(
            percent(Some(share)),
            (x + GAP, lowest - 10),
            letters(15, color, FontStyle::Bold),
        ))?;
        area.draw(&Text::new(
            name.to_string(),
            (x + GAP, lowest + 170),
            letters(13, FAINT, FontStyle::Normal),
        ))?;
    }
    Ok(())
}

/// Letters of that many pixels, their middle at the place where they are put.
fn letters(pixels: u32, color: RGBColor, style: FontStyle) -> TextStyle<'static> {
    // The library's own measure of a letter is larger than that of a page.
    let size = f64::from(pixels * FINE) * 1.24;
    let font = FontDesc::new(FontFamily::Name("system-ui, sans-serif"), size, style).color(&color);
    font.pos(Pos::new(HPos::Left, VPos::Center))
}
