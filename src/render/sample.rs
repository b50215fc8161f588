//! The status of the sample plan: for people with what it is, and how to go on.

use super::{Terminal, View};
use crate::diagnostic::{long_day, message};
use crate::report::SampleReport;

impl View for SampleReport<'_> {
    fn terminal(&self, screen: &Terminal) -> String {
        let head = message!(
            "demo.head",
            "A sample plan, which is a part of the program, on {day}. Nothing was written.",
            day = long_day(self.0.as_of)
        );
        let next = message!("demo.next", "what to do next:");
        let steps = [
            ("  workplan demo sample", message!("demo.copy", "copies it into the folder `sample`")),
            ("  workplan init our-group", message!("demo.begin", "begins a plan of your own")),
            ("  workplan help", message!("demo.help", "lists the commands")),
        ];
        let lines = steps.map(|(command, what)| format!("{command:27}{what}\n"));
        format!("{head}\n\n{}\n{next}\n{}", self.0.terminal(screen), lines.concat())
    }

    fn json(&self) -> String {
        self.0.json()
    }

    fn csv(&self) -> String {
        self.0.csv()
    }

    fn markdown(&self) -> String {
        self.0.markdown()
    }
}
