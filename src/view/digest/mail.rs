use askama::Template;
use askama::filters::Escaper;

use super::super::screen::Tone;
use super::DigestView;
use super::words::{Line, Part};
use crate::analysis::Digest;
use crate::view::paper::Html;

#[derive(Template)]
#[template(path = "digest/mail.html")]
struct Mail {
    about: String,
    letters: Vec<Letter>,
}

/// What one organization gets.
struct Letter {
    name: String,
    people: String,
    parts: Vec<Part>,
    /// How many lines had no room.
    left_out: usize,
    /// The organization's id.
    id: String,
}

/// The most bytes of the lines of a mail: some programs cut a mail at 102 KB.
const MOST_BYTES: usize = 98_000;

/// The bytes of a line without its texts.
const FRAME: usize = 440;

/// Leaves the first lines of the parts, as far as there is room, and says how many are left out.
fn cut(parts: &mut Vec<Part>, room: &mut usize) -> usize {
    let mut left_out = 0;
    for part in &mut *parts {
        let fits = |line: &&Line| {
            let cost =
                FRAME + [&line.when, &line.day, &line.id, &line.title, &line.who].map(|text| escaped_length(text)).iter().sum::<usize>();
            let fits = cost <= *room;
            *room = if fits { *room - cost } else { 0 };
            fits
        };
        let shown = part.lines.iter().take_while(fits).count();
        left_out += part.lines.len() - shown;
        part.lines.truncate(shown);
    }
    parts.retain(|part| !part.lines.is_empty());
    left_out
}

fn escaped_length(text: &str) -> usize {
    let mut out = String::new();
    // It is written into memory: nothing can fail.
    let _ = Html.write_escaped_str(&mut out, text);
    out.len()
}

/// The mail as one text: styles stand in the elements, since mail programs take nothing else.
pub(super) fn render(view: &DigestView<'_>) -> Result<String, askama::Error> {
    let mut room = MOST_BYTES;
    let mut letter = |one: &Digest<'_>| {
        let mut parts = view.parts(one);
        let (name, people) = (view.name(one), view.people(one).join(", "));
        room = room.saturating_sub(FRAME + escaped_length(&name) + escaped_length(&people));
        let left_out = cut(&mut parts, &mut room);
        Letter { name, people, parts, left_out, id: one.id.to_owned() }
    };
    let mail = Mail { about: view.about(), letters: view.told().map(&mut letter).collect() };
    mail.render()
}

impl Part {
    fn color(&self) -> &'static str {
        match self.tone {
            Tone::Bad => "#b0231b",
            Tone::Warning => "#8a5200",
            _ => "#17222d",
        }
    }
}
