//! A digest as a mail.

use askama::Template;
use askama::filters::Escaper;

use super::sentences::{self, DigestLine, DigestSection};
use crate::analysis::Digest;
use crate::diagnostic::message;
use crate::render::toolkit::html::{Html, around, brief};
use crate::render::toolkit::item_budget::{ItemBudget, left_out};
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::and_more;
use crate::report::{Attachment, DigestReport};
use crate::text::argument;

#[derive(Template)]
#[template(path = "digest/mail.html")]
struct Mail {
    about: String,
    letters: Vec<DigestLetter>,
    /// How many organizations had no room.
    left_out: usize,
    /// The command that shows all.
    command: String,
}

/// What one organization gets.
struct DigestLetter {
    name: String,
    /// The sentence that it begins with.
    summary: String,
    people: String,
    parts: Vec<DigestSection>,
    /// In a mail to be answered: what to answer.
    reply: Vec<String>,
    /// How many lines had no room.
    left_out: usize,
    /// The command that shows them.
    command: String,
}

/// The most bytes of the lines of a mail: some programs cut a mail at 102 KB.
const MOST_BYTES: usize = 98_000;

/// The bytes of a line without its texts.
const FRAME: usize = 440;

/// The bytes of a link without its address.
const LINK: usize = 60;

/// The bytes of what is around an organization's lines: its name, the titles of six parts, and the
/// word on what is left out.
const HEAD: usize = 1_600;

/// The most bytes of the focal points of an organization.
const MOST_PEOPLE: usize = 2_000;

/// Leaves the first lines of the parts, as far as there is room, and says how many are left out.
fn cut(parts: &mut Vec<DigestSection>, room: &mut ItemBudget) -> usize {
    let mut left_out = 0;
    for part in &mut *parts {
        let all = part.lines.len();
        part.lines.retain(|line: &DigestLine| {
            let texts = [&line.when, &line.day, &line.id, &line.title, &line.who];
            let links = line.answers.iter().map(|(_, link)| LINK + escaped_length(link));
            let texts = texts.map(|text| escaped_length(text));
            room.takes(FRAME + texts.iter().sum::<usize>() + links.sum::<usize>())
        });
        left_out += all - part.lines.len();
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

/// The focal points of an organization, as many as one line has room for.
fn people(view: &DigestReport<'_>, one: &Digest<'_>) -> String {
    let mut all = view.people(one);
    let (number, mut room) = (all.len(), ItemBudget::new(MOST_PEOPLE));
    all.retain(|person| room.takes(escaped_length(person)));
    let left_out = number - all.len();
    all.extend((left_out > 0).then(|| and_more(left_out).to_string()));
    all.join(", ")
}

impl DigestReport<'_> {
    /// The mail as one text: styles stand in the elements, since mail programs take nothing else.
    pub(super) fn to_html(&self) -> Result<String, askama::Error> {
        self.page(None)
    }

    /// The page of a mail to be answered, with its attachment.
    pub(super) fn mail_page(&self, sheet: Option<&Attachment>) -> Result<String, askama::Error> {
        self.page(Some(sheet))
    }

    /// The page; of a mail to be answered with what to answer, and its attachment if it has one.
    fn page(&self, answer: Option<Option<&Attachment>>) -> Result<String, askama::Error> {
        let mut room = ItemBudget::new(MOST_BYTES);
        let owners: Vec<&str> = self.owners.iter().map(String::as_str).collect();
        let about = brief(&self.about()).into_owned();
        let mut mail =
            Mail { about, letters: Vec::new(), left_out: 0, command: self.command(&owners) };
        for one in self.told() {
            let (name, people) = (brief(&self.name(one)).into_owned(), people(self, one));
            let cost = HEAD
                + escaped_length(&name)
                + escaped_length(&mail.about)
                + escaped_length(&people);
            if cost > room.left() || !room.takes(cost) {
                mail.left_out += 1;
                continue;
            }
            let mut parts = self.parts(one);
            for line in
                parts.iter_mut().flat_map(|part| &mut part.lines).filter(|_| answer.is_some())
            {
                line.answers = self.answers(line);
            }
            let left_out = cut(&mut parts, &mut room);
            mail.letters.push(DigestLetter {
                name,
                summary: self.summary(one).to_string(),
                people,
                parts,
                reply: answer.map_or_else(Vec::new, |sheet| self.reply_lines(one, sheet)),
                left_out,
                command: self.command(&[one.id]),
            });
        }
        mail.render()
    }

    /// The command that shows in the terminal what these organizations get.
    fn command(&self, owners: &[&str]) -> String {
        let owners: String =
            owners.iter().map(|owner| format!(" --owner {}", argument(owner, "ORG"))).collect();
        format!("workplan digest {}{owners}{}", argument(&self.plan.plan.name, "PLAN"), self.flags)
    }
}

impl Mail {
    /// Says how many organizations had no room, before and after the command that shows all.
    fn left_out_words(&self) -> (String, String) {
        let number = self.left_out;
        around(|command| {
            message!(
                "digest.organizations-not-shown",
                "{number#1 more organization is|# more organizations are} not shown here, for want \
                    of room: {command} shows all.",
                number,
                command
            )
        })
    }
}

impl DigestLetter {
    /// Says how many lines had no room, before and after the command that shows them.
    fn left_out_words(&self) -> (String, String) {
        around(|command| left_out(self.left_out, command))
    }
}

impl DigestSection {
    fn color(&self) -> &'static str {
        match self.tone {
            Tone::Bad => "#b0231b",
            Tone::Warning => "#8a5200",
            _ => "#17222d",
        }
    }
}
