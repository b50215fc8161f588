use askama::Template;

use super::super::screen::Tone;
use super::DigestView;
use super::words::Part;

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
}

/// The mail as one text: styles stand in the elements, since mail programs take nothing else.
pub(super) fn render(view: &DigestView<'_>) -> Result<String, askama::Error> {
    let letter = |one: &_| Letter { name: view.name(one), people: view.people(one).join(", "), parts: view.parts(one) };
    let mail = Mail { about: view.about(), letters: view.told().map(letter).collect() };
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
