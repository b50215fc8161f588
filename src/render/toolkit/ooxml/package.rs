//! The archive of a document: its parts, what kind each is, and how they refer to each other.

use std::collections::HashMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::xml::Xml;

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// What a part refers to, by number.
#[derive(Default)]
pub(super) struct Relations {
    all: Vec<Relation>,
    addresses: HashMap<String, usize>,
}

struct Relation {
    kind: String,
    target: String,
    is_outside: bool,
}

impl Relations {
    /// Refers to another part; returns the name of the reference.
    pub(super) fn part(&mut self, kind: &str, target: &str) -> String {
        let kind = match kind.starts_with("http") {
            true => kind.to_owned(),
            false => format!("{OFFICE}{kind}"),
        };
        self.all.push(Relation { kind, target: target.to_owned(), is_outside: false });
        name(self.all.len())
    }

    /// Refers to an address of the web; returns the name of the reference.
    pub(super) fn web(&mut self, address: &str) -> String {
        let address = sound(address);
        if let Some(number) = self.addresses.get(&address) {
            return name(*number);
        }
        let (kind, target) = (format!("{OFFICE}hyperlink"), address.clone());
        self.all.push(Relation { kind, target, is_outside: true });
        self.addresses.insert(address, self.all.len());
        name(self.all.len())
    }

    fn written(&self) -> Vec<u8> {
        let mut xml = Xml::part();
        xml.within("Relationships", &[("xmlns", RELATIONS)], |xml| {
            for (at, one) in self.all.iter().enumerate() {
                let name = name(at + 1);
                let mut attributes =
                    vec![("Id", &*name), ("Type", &*one.kind), ("Target", &*one.target)];
                attributes.extend(one.is_outside.then_some(("TargetMode", "External")));
                xml.empty("Relationship", &attributes);
            }
        });
        xml.into_bytes()
    }
}

fn name(number: usize) -> String {
    format!("rId{number}")
}

/// Writes an address as readers of documents demand it: what no address may hold is coded.
fn sound(address: &str) -> String {
    let is_code = |at: usize| {
        let code = address.as_bytes().get(at + 1..at + 3);
        code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
    };
    // Brackets are for hosts alone.
    let host = address.find("]").filter(|_| address.contains("://[")).unwrap_or(0);
    address.bytes().enumerate().fold(String::new(), |mut out, (at, byte)| {
        let is_plain = match byte {
            b'%' => is_code(at),
            b'[' | b']' => at <= host && host > 0,
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte),
        };
        if is_plain {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
        out
    })
}

/// An archive while it is made.
#[derive(Default)]
pub(super) struct Package {
    /// Path, kind, content.
    parts: Vec<(String, String, Vec<u8>)>,
    /// Endings whose files all are of one kind.
    endings: Vec<(&'static str, &'static str)>,
}

impl Package {
    pub(super) fn add(&mut self, path: &str, kind: &str, content: Vec<u8>) {
        self.parts.push((path.to_owned(), kind.to_owned(), content));
    }

    /// Adds a file whose ending says what it is.
    pub(super) fn add_file(
        &mut self,
        path: &str,
        ending: (&'static str, &'static str),
        content: Vec<u8>,
    ) {
        if !self.endings.contains(&ending) {
            self.endings.push(ending);
        }
        self.parts.push((path.to_owned(), String::new(), content));
    }

    /// Adds what a part refers to.
    pub(super) fn add_relations(&mut self, part: &str, relations: &Relations) {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let path = format!("{folder}_rels/{file}.rels");
        self.parts.push((path, String::new(), relations.written()));
    }

    /// Packs the parts. The same parts make the same bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let mut write = |path: &str, content: &[u8]| {
            // Only where it writes a file can it fail.
            archive.start_file(path, options).unwrap_or_default();
            archive.write_all(content).unwrap_or_default();
        };
        write("[Content_Types].xml", &self.types());
        self.parts.iter().for_each(|(path, _, content)| write(path, content));
        archive.finish().map(Cursor::into_inner).unwrap_or_default()
    }

    fn types(&self) -> Vec<u8> {
        let mut xml = Xml::part();
        xml.within("Types", &[("xmlns", TYPES)], |xml| {
            let usual = [
                ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
                ("xml", "application/xml"),
            ];
            for (ending, kind) in usual.iter().chain(&self.endings) {
                xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
            }
            for (path, kind, _) in self.parts.iter().filter(|(_, kind, _)| !kind.is_empty()) {
                let path = format!("/{path}");
                xml.empty("Override", &[("PartName", &path), ("ContentType", kind)]);
            }
        });
        xml.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_only_what_it_may() {
        for (address, written) in [
            ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
            ("https://example.org/é|\"<>`", "https://example.org/%C3%A9%7C%22%3C%3E%60"),
            ("https://example.org/100%/%41/[1]", "https://example.org/100%25/%41/%5B1%5D"),
            ("https://[::1]:80/[", "https://[::1]:80/%5B"),
        ] {
            assert_eq!(sound(address), written);
        }
    }
}
