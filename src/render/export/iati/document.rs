//! The deliverables of an activity as documents for IATI.

use std::io;

use super::narratives::{Narratives, XmlWriter};
use crate::model::Activity;
use crate::render::toolkit::shape::text;
use crate::text::WebAddress;

/// The category of a document: results, outcomes and outputs.
const RESULTS: &str = "A08";

/// The media types of the files that groups publish, by ending. Any other address is a page.
const FORMATS: &[(&str, &str)] = &[
    ("pdf", "application/pdf"),
    ("csv", "text/csv"),
    ("txt", "text/plain"),
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
];

/// What an activity brings forth, where it can be read.
pub(super) fn deliverables(
    xml: &mut XmlWriter<'_>,
    activity: &Activity<'_>,
    narratives: Narratives<'_>,
) -> io::Result<()> {
    let mut published =
        activity.deliverables.iter().filter_map(|one| Some((&*one.title.value, text(&one.url)?)));
    published.try_for_each(|(title, url)| link(xml, title, url, narratives))
}

/// A link to a document.
pub(super) fn link(
    xml: &mut XmlWriter<'_>,
    title: &str,
    url: &str,
    narratives: Narratives<'_>,
) -> io::Result<()> {
    let url = address(url.trim());
    let element = xml
        .create_element("document-link")
        .with_attributes([("format", format(&url)), ("url", url.as_str())]);
    element.write_inner_content(|xml| {
        xml.create_element("title").write_inner_content(|xml| narratives.plain(xml, title))?;
        xml.create_element("category").with_attribute(("code", RESULTS)).write_empty()?;
        Ok(())
    })?;
    Ok(())
}

/// Whether a text is the address of a page, and nothing else.
pub(super) fn is_address(text: &str) -> bool {
    WebAddress::parse(text.trim()).is_some()
}

fn format(url: &str) -> &'static str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name =
        path.splitn(4, '/').nth(3).and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    FORMATS
        .iter()
        .find(|(own, _)| Some(*own) == ending.as_deref())
        .map_or("text/html", |(_, format)| format)
}

/// The address with what no address may hold in percent signs.
fn address(url: &str) -> String {
    let Some(WebAddress { scheme, user, host, port, rest }) = WebAddress::parse(url) else {
        return encoded(url);
    };
    // Brackets are right around a host alone.
    let host = if host.starts_with('[') { host.to_owned() } else { encoded(host) };
    let colon = if port.is_empty() { "" } else { ":" };
    format!("{scheme}{}{host}{colon}{port}{}", encoded(user), encoded(rest))
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut has_fragment = false;
    for (at, byte) in text.bytes().enumerate() {
        let is_escape = |byte| {
            byte == b'%'
                && text
                    .as_bytes()
                    .get(at + 1..at + 3)
                    .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
        };
        let is_first_hash = byte == b'#' && !has_fragment;
        has_fragment |= is_first_hash;
        if byte.is_ascii_alphanumeric()
            || b"-._~:/?@!$&'()*+,;=".contains(&byte)
            || is_first_hash
            || is_escape(byte)
        {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_what_addresses_may_hold() {
        assert_eq!(
            address("https://example.org/a b?x=%20&y=100%#é#z"),
            "https://example.org/a%20b?x=%20&y=100%25#%C3%A9%23z"
        );
        assert_eq!(address("https://u[@[::1]:80/[x]"), "https://u%5B@[::1]:80/%5Bx%5D");
        assert_eq!(address("https://é.org:/"), "https://%C3%A9.org/");
        assert!(
            is_address(" HTTPS://example.org/x ")
                && !is_address("see https://example.org")
                && !is_address("https://")
        );
    }

    #[test]
    fn a_file_is_known_by_its_ending() {
        assert_eq!(format("https://example.org/a.PDF?download=1"), "application/pdf");
        for page in ["https://example.pdf", "https://example.org/", "https://example.org/a.b/c"] {
            assert_eq!(format(page), "text/html", "{page}");
        }
    }
}
