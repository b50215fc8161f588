//! Native charts: lines over time, which a reader can edit. A line is known by its strokes and its
//! marks as well, not by its colour alone.

use std::collections::BTreeSet;

use super::sheet::{NAME, Value, decimal, workbook};
use super::xml::Xml;
use crate::model::Day;

const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Shares over time.
pub(crate) struct LineChart {
    pub lines: Vec<Line>,
    /// The days that it shows.
    pub first: Day,
    pub last: Day,
    /// What the column of days is called.
    pub day: String,
    /// The colours of letters, and of the lines behind.
    pub ink: String,
    pub faint: String,
}

/// A line.
pub(crate) struct Line {
    pub name: String,
    pub color: String,
    /// How thick it is, in hundredths of a point.
    pub thickness: u32,
    pub stroke: Stroke,
    /// Days and shares in thousandths, by day.
    pub points: Vec<(Day, i64)>,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stroke {
    /// Unbroken, with round marks or with squares.
    Circles,
    Squares,
    /// Broken, without marks.
    Dashes,
    Dots,
}

/// The letter of the column of the first line, in the workbook.
const FIRST_COLUMN: u8 = b'B';

impl LineChart {
    /// The workbook with the numbers.
    pub(super) fn workbook(&self) -> Vec<u8> {
        let names = self.lines.iter().map(|line| Value::Text(line.name.clone()));
        let head = std::iter::once(Value::Text(self.day.clone())).chain(names).collect();
        let row = |day: &Day| {
            let shares = self.lines.iter().map(|line| Value::Share(line.at(*day)));
            std::iter::once(Value::Day(number(*day))).chain(shares).collect()
        };
        let rows: Vec<Vec<Value>> =
            std::iter::once(head).chain(self.days().iter().map(row)).collect();
        workbook(&rows)
    }

    /// Every day that has a point.
    fn days(&self) -> BTreeSet<Day> {
        self.lines.iter().flat_map(|line| line.points.iter().map(|(day, _)| *day)).collect()
    }

    /// The part of the document. `workbook` is the reference to the numbers.
    pub(super) fn part(&self, workbook: &str) -> Vec<u8> {
        let mut xml = Xml::part();
        let spaces = [("xmlns:c", CHART), ("xmlns:a", DRAWING), ("xmlns:r", OFFICE)];
        xml.within("c:chartSpace", &spaces, |xml| {
            value(xml, "c:date1904", "0");
            value(xml, "c:roundedCorners", "0");
            xml.within("c:chart", &[], |xml| {
                value(xml, "c:autoTitleDeleted", "1");
                xml.within("c:plotArea", &[], |xml| {
                    xml.empty("c:layout", &[]);
                    self.lines(xml);
                    self.axis_of_days(xml);
                    self.axis_of_shares(xml);
                });
                xml.within("c:legend", &[], |xml| {
                    value(xml, "c:legendPos", "b");
                    value(xml, "c:overlay", "0");
                    letters(xml, &self.ink, 900, false);
                });
                value(xml, "c:plotVisOnly", "1");
                value(xml, "c:dispBlanksAs", "gap");
            });
            xml.within("c:spPr", &[], |xml| {
                xml.empty("a:noFill", &[]);
                xml.within("a:ln", &[], |xml| xml.empty("a:noFill", &[]));
            });
            letters(xml, &self.ink, 900, false);
            xml.within("c:externalData", &[("r:id", workbook)], |xml| {
                value(xml, "c:autoUpdate", "0");
            });
        });
        xml.into_bytes()
    }

    fn lines(&self, xml: &mut Xml) {
        let days: Vec<Day> = self.days().into_iter().collect();
        // The values at the ends: above the highest line, below the lowest one.
        let ends: Vec<i64> = self
            .lines
            .iter()
            .map(|line| line.points.last().map_or(0, |(_, share)| *share))
            .collect();
        xml.within("c:lineChart", &[], |xml| {
            value(xml, "c:grouping", "standard");
            value(xml, "c:varyColors", "0");
            for (at, line) in self.lines.iter().enumerate() {
                let own = ends.get(at).copied().unwrap_or(0);
                let is_above = ends.iter().enumerate().all(|(other, share)| {
                    other == at || *share < own || (*share == own && other > at)
                });
                let is_below = ends.iter().enumerate().all(|(other, share)| {
                    other == at || *share > own || (*share == own && other < at)
                });
                let place = match (is_above, is_below) {
                    (true, _) => "t",
                    (_, true) => "b",
                    _ => "r",
                };
                line.write(xml, at, &days, place);
            }
            value(xml, "c:marker", "1");
            value(xml, "c:axId", "1");
            value(xml, "c:axId", "2");
        });
    }

    fn axis_of_days(&self, xml: &mut Xml) {
        let months = (self.last - self.first).num_days() / 30;
        let (step, unit, format) = match months {
            ..=14 => (1, "months", "mmm yy"),
            15..=45 => (3, "months", "mmm yy"),
            _ => ((months / 180).max(1), "years", "yyyy"),
        };
        xml.within("c:dateAx", &[], |xml| {
            value(xml, "c:axId", "1");
            xml.within("c:scaling", &[], |xml| {
                value(xml, "c:orientation", "minMax");
                value(xml, "c:max", &number(self.last).to_string());
                value(xml, "c:min", &number(self.first).to_string());
            });
            value(xml, "c:delete", "0");
            value(xml, "c:axPos", "b");
            xml.empty("c:numFmt", &[("formatCode", format), ("sourceLinked", "0")]);
            value(xml, "c:majorTickMark", "out");
            value(xml, "c:minorTickMark", "none");
            value(xml, "c:tickLblPos", "nextTo");
            xml.within("c:spPr", &[], |xml| stroke(xml, &self.faint, 75, None));
            letters(xml, &self.ink, 800, false);
            value(xml, "c:crossAx", "2");
            value(xml, "c:crosses", "autoZero");
            value(xml, "c:auto", "0");
            value(xml, "c:lblOffset", "100");
            value(xml, "c:baseTimeUnit", "days");
            value(xml, "c:majorUnit", &step.to_string());
            value(xml, "c:majorTimeUnit", unit);
        });
    }

    fn axis_of_shares(&self, xml: &mut Xml) {
        xml.within("c:valAx", &[], |xml| {
            value(xml, "c:axId", "2");
            xml.within("c:scaling", &[], |xml| {
                value(xml, "c:orientation", "minMax");
                value(xml, "c:max", "1");
                value(xml, "c:min", "0");
            });
            value(xml, "c:delete", "0");
            value(xml, "c:axPos", "l");
            xml.within("c:majorGridlines", &[], |xml| {
                xml.within("c:spPr", &[], |xml| stroke(xml, &self.faint, 50, None));
            });
            xml.empty("c:numFmt", &[("formatCode", "0%"), ("sourceLinked", "0")]);
            value(xml, "c:majorTickMark", "none");
            value(xml, "c:minorTickMark", "none");
            value(xml, "c:tickLblPos", "nextTo");
            xml.within("c:spPr", &[], |xml| {
                xml.within("a:ln", &[], |xml| xml.empty("a:noFill", &[]));
            });
            letters(xml, &self.ink, 800, false);
            value(xml, "c:crossAx", "1");
            value(xml, "c:crosses", "autoZero");
            value(xml, "c:crossBetween", "midCat");
            value(xml, "c:majorUnit", "0.25");
        });
    }
}

impl Line {
    fn at(&self, day: Day) -> Option<i64> {
        self.points.iter().find(|(one, _)| *one == day).map(|(_, share)| *share)
    }

    /// Writes the line; its last value stands at `place`.
    fn write(&self, xml: &mut Xml, at: usize, days: &[Day], place: &str) {
        let (number_text, column) = (at.to_string(), char::from(FIRST_COLUMN + at as u8));
        let last = days.len() + 1;
        xml.within("c:ser", &[], |xml| {
            value(xml, "c:idx", &number_text);
            value(xml, "c:order", &number_text);
            xml.within("c:tx", &[], |xml| {
                xml.within("c:strRef", &[], |xml| {
                    xml.said("c:f", &[], &format!("{NAME}!${column}$1"));
                    xml.within("c:strCache", &[], |xml| {
                        value(xml, "c:ptCount", "1");
                        point(xml, 0, &self.name);
                    });
                });
            });
            let dash = match self.stroke {
                Stroke::Dashes => Some("dash"),
                Stroke::Dots => Some("sysDot"),
                Stroke::Circles | Stroke::Squares => None,
            };
            xml.within("c:spPr", &[], |xml| stroke(xml, &self.color, self.thickness, dash));
            self.marks(xml);
            self.label(xml, days, place);
            xml.within("c:cat", &[], |xml| {
                xml.within("c:numRef", &[], |xml| {
                    xml.said("c:f", &[], &format!("{NAME}!$A$2:$A${last}"));
                    xml.within("c:numCache", &[], |xml| {
                        xml.said("c:formatCode", &[], "m/d/yyyy");
                        value(xml, "c:ptCount", &days.len().to_string());
                        for (at, day) in days.iter().enumerate() {
                            point(xml, at, &number(*day).to_string());
                        }
                    });
                });
            });
            xml.within("c:val", &[], |xml| {
                xml.within("c:numRef", &[], |xml| {
                    xml.said("c:f", &[], &format!("{NAME}!${column}$2:${column}${last}"));
                    xml.within("c:numCache", &[], |xml| {
                        xml.said("c:formatCode", &[], "0%");
                        value(xml, "c:ptCount", &days.len().to_string());
                        for (at, share) in days.iter().enumerate() {
                            let share = self.at(*share).map(decimal);
                            share.into_iter().for_each(|share| point(xml, at, &share));
                        }
                    });
                });
            });
            value(xml, "c:smooth", "0");
        });
    }

    fn marks(&self, xml: &mut Xml) {
        let symbol = match self.stroke {
            Stroke::Circles => "circle",
            Stroke::Squares => "square",
            Stroke::Dashes | Stroke::Dots => "none",
        };
        xml.within("c:marker", &[], |xml| {
            value(xml, "c:symbol", symbol);
            if symbol != "none" {
                value(xml, "c:size", "6");
                xml.within("c:spPr", &[], |xml| {
                    fill(xml, &self.color);
                    stroke(xml, &self.color, 75, None);
                });
            }
        });
    }

    fn label(&self, xml: &mut Xml, days: &[Day], place: &str) {
        let last = self.points.last().and_then(|(day, _)| days.iter().position(|one| one == day));
        let shown = |xml: &mut Xml, is_shown: &str| {
            value(xml, "c:showLegendKey", "0");
            value(xml, "c:showVal", is_shown);
            for name in ["c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"] {
                value(xml, name, "0");
            }
        };
        xml.within("c:dLbls", &[], |xml| {
            if let Some(last) = last {
                xml.within("c:dLbl", &[], |xml| {
                    value(xml, "c:idx", &last.to_string());
                    xml.empty("c:numFmt", &[("formatCode", "0%"), ("sourceLinked", "0")]);
                    xml.empty("c:spPr", &[]);
                    letters(xml, &self.color, 1000, true);
                    value(xml, "c:dLblPos", place);
                    shown(xml, "1");
                });
            }
            shown(xml, "0");
        });
    }
}

/// The number of a day in a workbook.
fn number(day: Day) -> i64 {
    Day::from_ymd_opt(1899, 12, 30).map_or(0, |first| (day - first).num_days())
}

fn value(xml: &mut Xml, name: &str, value: &str) {
    xml.empty(name, &[("val", value)]);
}

fn point(xml: &mut Xml, at: usize, value: &str) {
    xml.within("c:pt", &[("idx", &at.to_string())], |xml| xml.said("c:v", &[], value));
}

fn fill(xml: &mut Xml, color: &str) {
    xml.within("a:solidFill", &[], |xml| xml.empty("a:srgbClr", &[("val", color)]));
}

/// Writes a line so thick, in hundredths of a point.
fn stroke(xml: &mut Xml, color: &str, thickness: u32, dash: Option<&str>) {
    let thickness = (thickness * 127).to_string();
    xml.within("a:ln", &[("w", &thickness), ("cap", "rnd")], |xml| {
        fill(xml, color);
        dash.into_iter().for_each(|dash| value(xml, "a:prstDash", dash));
        xml.empty("a:round", &[]);
    });
}

/// Writes how letters look; `size` is in hundredths of a point.
fn letters(xml: &mut Xml, color: &str, size: u32, is_bold: bool) {
    let (size, bold) = (size.to_string(), if is_bold { "1" } else { "0" });
    xml.within("c:txPr", &[], |xml| {
        xml.empty("a:bodyPr", &[]);
        xml.empty("a:lstStyle", &[]);
        xml.within("a:p", &[], |xml| {
            xml.within("a:pPr", &[], |xml| {
                xml.within("a:defRPr", &[("sz", &size), ("b", bold)], |xml| fill(xml, color));
            });
            xml.empty("a:endParaRPr", &[("lang", "en-GB")]);
        });
    });
}
