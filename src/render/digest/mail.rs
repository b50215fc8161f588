//! A digest as a mail to be opened, looked at and sent: RFC 5322 and MIME, as `.eml` files hold
//! them.

use std::hash::BuildHasher;
use std::io;

use chrono::{NaiveTime, TimeDelta};
use foldhash::fast::FixedState;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::mime::MimePart;

use super::sentences::{DigestLine, nothing};
use crate::analysis::{Digest, DueItem};
use crate::diagnostic::{Message, long_day, message, note};
use crate::model::FocalPoint;
use crate::report::{Attachment, DigestReport};
use crate::text::{clean_line, is_email, percent_encoded};

/// The type of a workbook.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl DigestReport<'_> {
    /// The mail to the first organization: a text and a page with the same content, and the sheet
    /// of the member. Programs for mail open it as one that is still to be sent. The same digest
    /// makes the same bytes.
    ///
    /// # Errors
    /// None that the content can bring about: it is written into memory.
    pub fn mail(&self, sheet: Option<&Attachment>) -> io::Result<Vec<u8>> {
        let Some(one) = self.organizations.first() else { return Ok(Vec::new()) };
        let text = self.mail_text(one, sheet);
        let page = self.mail_page(sheet).map_err(io::Error::other)?;
        let mark = FixedState::with_seed(0).hash_one((&text, &page, one.id));
        let mark = format!("{mark:016x}");
        let both = vec![MimePart::new("text/plain", text), MimePart::new("text/html", page)];
        let body = multipart("alternative", &mark, both);
        let body = match sheet {
            None => body,
            Some(sheet) => {
                let part = MimePart::new(ContentType::new(WORKBOOK), sheet.bytes.as_slice());
                multipart("mixed", &mark, vec![body, part.attachment(sheet.name.as_str())])
            }
        };
        let noon = self.as_of.day.and_time(NaiveTime::default()) + TimeDelta::hours(12);
        let mut mail = MessageBuilder::new()
            .subject(self.subject(one).to_string())
            .date(Date::new(noon.and_utc().timestamp()))
            .message_id(format!("{mark}.{}@workplan.invalid", one.id))
            // Outlook opens it as a draft.
            .header("X-Unsent", mail_builder::headers::raw::Raw::new("1"));
        if let Some(from) = self.sender() {
            mail = mail.from(from);
        }
        let to = self.recipients(one);
        if !to.is_empty() {
            mail = mail.to(Address::new_list(to));
        }
        mail.body(body).write_to_vec()
    }

    /// Whether there is an address to which the mail of the first organization can go.
    pub fn has_recipient(&self) -> bool {
        self.organizations.first().is_some_and(|one| !self.recipients(one).is_empty())
    }

    /// The address that answers go to.
    pub(super) fn sender(&self) -> Option<String> {
        let contact = self.contact.as_deref().and_then(|text| sendable_in(text).next());
        contact.map(str::to_owned).or_else(|| self.sender.clone().filter(|own| is_sendable(own)))
    }

    /// Says what is not done with the address for questions in the settings.
    pub fn contact_notes(&self) -> Vec<Message> {
        let text = self.contact.as_deref().unwrap_or_default();
        let mut notes: Vec<Message> =
            addresses_in(text).filter(|own| !is_sendable(own)).map(not_sendable).collect();
        let mut all = sendable_in(text);
        if let (Some(first), more @ 1..) = (all.next(), all.count()) {
            notes.push(note(message!(
                "digest.several-contacts",
                "`report.contact` in config.yaml has {number} addresses: answers go to {first}",
                number = more + 1,
                first
            )));
        }
        notes
    }

    /// Names the addresses of the first organization to which no mail can go.
    pub fn recipient_notes(&self) -> Vec<Message> {
        let all = self.organizations.first().map(|one| self.focal_points(one));
        let emails = all.unwrap_or_default().iter().filter_map(|point| point.email.as_ref());
        let odd = emails.filter(|email| is_email(&email.value) && !is_sendable(&email.value));
        odd.map(|email| not_sendable(email.value.trim())).collect()
    }

    fn focal_points(&self, one: &Digest<'_>) -> &[FocalPoint<'_>] {
        self.plan.directory.find(one.id).map_or(&[][..], |own| own.focal_points.as_slice())
    }

    fn subject(&self, one: &Digest<'_>) -> Message {
        // The name of a group can fill the line in which a mail program shows the subject.
        let (plan, summary) = (clean_line(self.plan.plan.display_title()), self.summary(one));
        message!("digest.subject", "{plan}: {summary}", plan, summary)
    }

    fn recipients<'a>(&self, one: &Digest<'_>) -> Vec<Address<'a>> {
        let addresses = self.focal_points(one).iter().filter_map(|point| {
            let email = point.email.as_ref().filter(|email| is_sendable(&email.value))?;
            let (name, email) = (clean_line(&point.name.value), email.value.trim());
            Some(Address::new_address(Some(name.into_owned()), email.to_owned()))
        });
        addresses.collect()
    }

    /// The mail as plain text.
    fn mail_text(&self, one: &Digest<'_>, sheet: Option<&Attachment>) -> String {
        let mut out = format!("{}\n{}\n{}\n", self.name(one), self.about(), self.summary(one));
        let parts = self.parts(one);
        if parts.is_empty() {
            out += &format!("\n{}\n", nothing());
        }
        for part in &parts {
            out += &format!("\n{}\n", part.title);
            out.extend(part.lines.iter().map(text_line));
        }
        for line in self.reply_lines(one, sheet) {
            out += &format!("\n{line}");
        }
        out += "\n";
        let lines = out.lines().map(|line| {
            let indent = line.len() - line.trim_start_matches(' ').len();
            format!("{}{}", " ".repeat(indent), clean_line(line.trim_start_matches(' ')))
        });
        lines.collect::<Vec<_>>().join("\r\n") + "\r\n"
    }

    /// A link that writes an answer about an activity or milestone; none without an address.
    pub(super) fn answers(&self, line: &DigestLine) -> Vec<(String, String)> {
        let Some(to) = self.sender().filter(|_| line.is_own) else { return Vec::new() };
        let id = line.id.as_str();
        let day = long_day(self.as_of.day);
        let answers = [
            (
                message!("digest.answer-done", "Done"),
                message!("digest.answer-done-on", "{id} done on {day}", id, day),
            ),
            (
                message!("digest.answer-later", "Later"),
                message!("digest.answer-later-on", "{id} later: …, because …", id),
            ),
        ];
        let link = |(label, text): (Message, Message)| {
            let text = percent_encoded(&text.to_string());
            let to = percent_encoded(&to).replace("%40", "@");
            (label.to_string(), format!("mailto:{to}?subject={text}&body={text}"))
        };
        answers.map(link).into()
    }

    /// Asks the reader to reply; examples are indented.
    pub(super) fn reply_lines(&self, one: &Digest<'_>, sheet: Option<&Attachment>) -> Vec<String> {
        let mut ids = one.overdue.iter().chain(&one.due_soon).map(DueItem::name);
        let late = one.late_start.iter().map(|facts| facts.activity.id.value.to_string());
        let first = ids.next().or_else(|| late.clone().next());
        let Some(first) = first else { return Vec::new() };
        let second = ids.find(|id| *id != first).unwrap_or_else(|| first.clone());
        let day = self.as_of.day;
        let later = long_day(day + chrono::Days::new(u64::from(self.as_of.soon)));
        let mut lines = vec![
            message!("digest.reply-with", "Reply with what has changed, a line for each:")
                .to_string(),
            message!("digest.reply-done", "  {id} done on {day}", id = first, day = long_day(day))
                .to_string(),
            message!(
                "digest.reply-later",
                "  {id} later: {day}, because …",
                id = second,
                day = later
            )
            .to_string(),
        ];
        if let Some(sheet) = sheet {
            let or_sheet = message!(
                "digest.or-the-sheet",
                "Or fill in the attached sheet, {sheet}, and send it back.",
                sheet = sheet.name.as_str()
            );
            lines.push(or_sheet.to_string());
        }
        if let Some(contact) = &self.contact {
            let contact = clean_line(contact);
            lines.push(message!("digest.questions", "Questions: {contact}", contact).to_string());
        }
        lines
    }
}

/// An activity or milestone, on two lines.
fn text_line(line: &DigestLine) -> String {
    let day = if line.day.is_empty() { String::new() } else { format!(" ({})", line.day) };
    let who = if line.who.is_empty() { String::new() } else { format!("; {}", line.who) };
    format!("  {} {}\n      {}{day}{who}\n", line.id, line.title, line.when)
}

/// Parts with a boundary that follows from the content: one made from the clock would change the
/// bytes of each run.
fn multipart<'a>(kind: &str, mark: &str, parts: Vec<MimePart<'a>>) -> MimePart<'a> {
    let boundary = format!("={kind}-{mark}");
    MimePart::new(
        ContentType::new(format!("multipart/{kind}")).attribute("boundary", boundary),
        parts,
    )
}

/// The email addresses in a text such as `Ada Example <ada@example.org>`.
fn addresses_in(text: &str) -> impl Iterator<Item = &str> {
    let marks = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';');
    text.split(marks).filter(|word| is_email(word))
}

fn sendable_in(text: &str) -> impl Iterator<Item = &str> {
    addresses_in(text).filter(|own| is_sendable(own))
}

/// Whether each program for mail takes an address: of plain letters alone.
fn is_sendable(address: &str) -> bool {
    is_email(address) && address.is_ascii()
}

fn not_sendable(address: &str) -> Message {
    note(message!(
        "digest.address-left-out",
        "the address {address} is left out of the mail: not every mail program takes letters such \
         as é in an address",
        address = clean_line(address)
    ))
}
