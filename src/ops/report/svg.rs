//! Judges an SVG picture. As the picture of a page, a browser runs no script in it and loads
//! nothing for it; but a reader may save it and open it alone.

use crate::diagnostic::{Message, message};

/// Elements that run, or bring something else in; in small letters.
const UNSAFE: &[&str] = &[
    "audio",
    "embed",
    "foreignobject",
    "frame",
    "handler",
    "iframe",
    "link",
    "listener",
    "meta",
    "object",
    "script",
    "video",
];

/// Says why an SVG picture is not shown; `None` if nothing in it acts.
pub(super) fn why_unsafe(text: &str) -> Option<Message> {
    let text = text.to_lowercase();
    if text.contains('\0') || text.contains("<!entity") || has_own_declarations(&text) {
        return Some(message!("report.logo-declares", "it declares entities of its own"));
    }
    let mut is_first = true;
    for rest in text.split('<').skip(1) {
        if rest.starts_with(['/', '!']) {
            continue;
        }
        if let Some(instruction) = rest.strip_prefix('?') {
            match instruction.starts_with("xml ") {
                true => continue,
                false => return Some(refers_elsewhere()),
            }
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '/' || c == '>');
        let (name, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let name = local(name);
        if std::mem::take(&mut is_first) && name != "svg" {
            return Some(message!("report.logo-no-svg", "it is not an SVG picture"));
        }
        if UNSAFE.contains(&name) {
            return Some(message!("report.logo-element", "it contains the element `{name}`", name));
        }
        if let Some(why) = why_attributes(rest) {
            return Some(why);
        }
    }
    let refers = text.contains("@import")
        || text
            .split("url(")
            .skip(1)
            .any(|target| !is_own(target.trim_start_matches(['"', '\'', ' '])));
    match (is_first, refers) {
        (true, _) => Some(message!("report.logo-empty", "it has no element")),
        (_, true) => Some(refers_elsewhere()),
        _ => None,
    }
}

/// Whether the document type has declarations of its own, in brackets.
fn has_own_declarations(text: &str) -> bool {
    let types = text.split("<!doctype").skip(1);
    types.into_iter().any(|rest| rest.split('>').next().is_some_and(|head| head.contains('[')))
}

/// Judges the attributes after the name of an element, up to the end of its tag.
fn why_attributes(mut rest: &str) -> Option<Message> {
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return None;
        }
        let end = rest.find(|c: char| c.is_whitespace() || "=>/".contains(c)).unwrap_or(rest.len());
        // A sign that no name has, such as `=` alone, is passed over.
        let (name, after) = rest.split_at(end.max(rest.chars().next().map_or(0, char::len_utf8)));
        let name = local(name);
        if name.starts_with("on") {
            return Some(message!("report.logo-handler", "it contains a script (`{name}`)", name));
        }
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value.get(1..).and_then(|value| value.split_once(quote))?,
            None => value.split_at(
                value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len()),
            ),
        };
        if matches!(name, "href" | "src" | "action" | "base") && !is_own(value) {
            return Some(refers_elsewhere());
        }
        rest = after;
    }
}

/// Whether an address names a part of the picture itself, or a picture within it.
fn is_own(address: &str) -> bool {
    let address = address.trim_start();
    address.starts_with('#')
        || ["data:image/png", "data:image/jpeg"].iter().any(|begin| address.starts_with(begin))
}

/// The name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn refers_elsewhere() -> Message {
    message!("report.logo-refers", "it refers to something outside of itself")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_shown_and_what_acts_is_not() {
        let drawn = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\">\n\
            <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink='x'><!-- A logo --><defs>\
            <linearGradient id='g'/></defs><use xlink:href='#g'/><rect fill='url(#g)' width=\"1\"/>\
            <text>on and on = on</text></svg>";
        assert_eq!(why_unsafe(drawn), None);
        for inner in [
            "<script>1</script>",
            "<x:SCRIPT/>",
            "<rect onload=\"1\"/>",
            "<rect a='>' ONCLICK = '1'/>",
            "<foreignObject/>",
            "<image href='http://example.org/a.png'/>",
            "<image xlink:href=//example.org />",
            "<a href='&#106;avascript:1'/>",
            "<use href='data:image/svg+xml,x'/>",
            "<style>@import 'x';</style>",
            "<rect fill='url( \"http://example.org\")'/>",
            "<?xml-stylesheet href='x'?>",
        ] {
            assert!(why_unsafe(&format!("<svg>{inner}</svg>")).is_some(), "{inner}");
        }
        for text in
            ["<html/>", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>", "<!-- -->", "<svg\0/>", "<"]
        {
            assert!(why_unsafe(text).is_some(), "{text}");
        }
        // Whatever is cut off ends.
        for text in ["<svg a", "<svg a=", "<svg a='", "<svg =", "<svg = /", "<svg é"] {
            let _ = why_unsafe(text);
        }
    }
}
