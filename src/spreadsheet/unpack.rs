//! A workbook before it is read: each part that the reader will open is looked at, once, and in the
//! order in which one leads to another.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::Cursor;

use quick_xml::escape::unescape;
use zip::ZipArchive;
use zip::result::ZipError;

use super::inspect::inspect;
use super::refusal::{
    cannot_be_unpacked, damaged, damaged_or_cut_off, placed, unpacks_to_too_much,
};
use super::workbook_part::WorkbookPart;
use crate::diagnostic::{Message, message};

/// The most that a workbook may hold when it is unpacked. 200,000 activities take some 250 MiB.
pub(super) const MOST_UNPACKED: u64 = 1 << 30;

/// The most bytes of a part that is not a sheet: it is kept in memory, while sheets are read cell
/// by cell.
pub(super) const MOST_KEPT: u64 = 128 << 20;

/// A sheet of a workbook, with the facts about it beside its cells.
#[derive(Debug, Default)]
pub(super) struct UnpackedSheet {
    pub name: String,
    /// Whether it holds cells, and no chart or dialogue.
    pub has_cells: bool,
    pub is_hidden: bool,
    pub part: WorkbookPart,
}

/// Inspects a workbook, and returns its sheets.
///
/// # Errors
/// The problem, in one sentence.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<UnpackedSheet>, Message> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged_or_cut_off)?;
    let start = usize::try_from(archive.central_directory_start()).unwrap_or(usize::MAX);
    once(bytes.get(start..).unwrap_or_default())?;
    for name in archive.file_names() {
        name.map_err(cannot_be_unpacked)?;
    }
    // The reader knows the parts by their names without regard to capitals.
    let names =
        archive.file_names().flatten().map(|name| (plain(&name), name.into_owned())).collect();
    let mut work = Unpacker { archive, names, left: MOST_UNPACKED, tags: 0 };
    let root = work.part("_rels/.rels")?;
    let is_book = |[_, kind, _]: &&[String; 3]| kind.ends_with("/relationships/officeDocument");
    let mut books = root.relations.iter().filter(is_book);
    let Some([.., target]) = books.next() else { return Ok(Vec::new()) };
    if books.next().is_some() {
        return Err(placed(
            "_rels/.rels",
            message!("workbook.leads-to-two", "it leads to two workbooks"),
        ));
    }
    let target = unescape(target).map_err(|error| placed("_rels/.rels", damaged(error)))?;
    let (folder, book) = target
        .rsplit_once('/')
        .map_or(("", &*target), |(folder, _)| target.split_at(folder.len() + 1));
    let folder = folder.strip_prefix('/').unwrap_or(folder);
    let book = if book.is_empty() { "workbook.xml" } else { book };
    let relations = work.relations(&format!("{folder}_rels/{book}.rels"))?;
    let listed = work.part(&format!("{folder}{book}"))?.sheets;
    for kept in ["sharedStrings.xml", "theme/theme1.xml", "styles.xml"] {
        work.part(&format!("{folder}{kept}"))?;
    }
    let (mut known, mut parts) = (HashSet::new(), HashMap::new());
    let mut found = Vec::new();
    for [name, state, id] in listed {
        let name = unescape(&name)
            .map_err(|error| placed(format!("{folder}{book}"), damaged(error)))?
            .into_owned();
        if !known.insert(name.clone()) {
            return Err(message!(
                "workbook.two-sheets-of-one-name",
                "two sheets of it are called `{name}`",
                name
            ));
        }
        // The reader reports relations that lead nowhere.
        let Some((kind, target)) = relations.get(&id) else { continue };
        let path =
            target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
        if let Some(other) = parts.insert(plain(&path), name.clone()) {
            return Err(message!(
                "workbook.two-names-of-one-sheet",
                "its sheets `{other}` and `{name}` are one and the same",
                other,
                name
            ));
        }
        let (has_cells, is_hidden) = (
            kind.rsplit('/').next() == Some("worksheet"),
            matches!(state.as_str(), "hidden" | "veryHidden"),
        );
        found.push((
            path,
            UnpackedSheet { name, has_cells, is_hidden, part: WorkbookPart::default() },
        ));
    }
    let looked = found.into_iter().map(|(path, mut sheet)| {
        if sheet.has_cells {
            sheet.part = work.look(&path, Some(&sheet.name))?;
        }
        Ok(sheet)
    });
    looked.collect()
}

struct Unpacker<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The written name by the plain name.
    names: HashMap<String, String>,
    /// How many bytes it may still have, and how many tags it has.
    left: u64,
    tags: usize,
}

impl Unpacker<'_> {
    /// Reads a part that is not a sheet.
    fn part(&mut self, path: &str) -> Result<WorkbookPart, Message> {
        self.look(path, None)
    }

    /// Kind and target by id.
    fn relations(&mut self, path: &str) -> Result<HashMap<String, (String, String)>, Message> {
        let mut relations = HashMap::new();
        for [id, kind, target] in self.part(path)?.relations {
            if relations.insert(id.clone(), (kind, target)).is_some() {
                return Err(placed(
                    path,
                    message!("workbook.id-of-a-relation-twice", "the id `{id}` is there twice", id),
                ));
            }
        }
        Ok(relations)
    }

    /// Reads a part; `None` if there is none. The size that it declares need not be true.
    fn look(&mut self, path: &str, sheet: Option<&str>) -> Result<WorkbookPart, Message> {
        let name = self.names.get(&path.to_ascii_lowercase()).map_or(path, String::as_str);
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(WorkbookPart::default()),
            Err(error) => return Err(cannot_be_unpacked(error)),
        };
        let limit = if sheet.is_some() { MOST_UNPACKED } else { MOST_KEPT };
        let most = self.left.min(limit);
        let part = inspect(file, most, sheet.unwrap_or(path), sheet.is_some(), &mut self.tags)?;
        let part = part
            .ok_or_else(|| unpacks_to_too_much(if most < limit { MOST_UNPACKED } else { limit }))?;
        self.left = self.left.saturating_sub(part.length);
        Ok(part)
    }
}

/// The name of a part, without capitals and with the sign of most systems between folders.
fn plain(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// Refuses two parts of one name: of those only the last one would be seen.
fn once(directory: &[u8]) -> Result<(), Message> {
    let mut names = HashSet::new();
    let mut rest = directory;
    while let Some((head, behind)) =
        rest.split_at_checked(46).filter(|(head, _)| head.starts_with(b"PK\x01\x02"))
    {
        let length = |at: usize| {
            head.get(at..at + 2).map_or(0, |two| {
                two.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
            })
        };
        let name: Cow<'_, str> =
            String::from_utf8_lossy(behind.get(..length(28)).unwrap_or_default());
        if !names.insert(plain(&name)) {
            return Err(message!("workbook.part-twice", "its part `{name}` is there twice", name));
        }
        rest = behind.get(length(28) + length(30) + length(32)..).unwrap_or_default();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(part: &str) -> Result<Option<WorkbookPart>, Message> {
        inspect(part.as_bytes(), 1 << 30, "S", true, &mut 0)
    }

    fn said(part: &str) -> String {
        look(part).err().map_or_else(String::new, |why| why.to_string())
    }

    #[test]
    fn what_is_too_long_is_named() {
        let text = |before: usize, length: usize| {
            format!("{}<is><t>{}</t></is>", " ".repeat(before), "x".repeat(length))
        };
        for before in [0, 65_530, 65_536, 300_000] {
            assert_eq!(said(&text(before, 500_000)), "");
            assert!(said(&text(before, 600_000)).ends_with(
                "a text is longer than 32767 characters, the most that a cell may hold"
            ));
        }
        assert_eq!(
            said(&format!("<a b=\"{}\"/>", "x".repeat(600_000))),
            "the sheet `S`: a tag is longer than 512 KiB"
        );
        assert_eq!(
            said(&format!("<a>{}</a>", " ".repeat(600_000))),
            "the sheet `S`: more than 512 KiB of blanks stand between two tags"
        );
        let runs = format!(
            "<c r=\"B2\"><is>{}</is></c>",
            format!("<r><t>{}</t></r>", "x".repeat(100_000)).repeat(100)
        );
        assert!(said(&runs).starts_with("S!B2: a text is longer"));
        assert!(
            look(&format!("<a>{}</a>", "<b/>".repeat(1_000)))
                .is_ok_and(|part| part.is_some_and(|part| part.length == 4_007))
        );
        assert!(
            inspect(&b"<a><b/></a>"[..], 10, "S", true, &mut 0).is_ok_and(|part| part.is_none())
        );
        assert!(
            inspect(&b"<a><b/></a>"[..], 11, "S", true, &mut 0).is_ok_and(|part| part.is_some())
        );
    }

    #[test]
    fn what_no_workbook_has_is_refused() {
        for (part, why) in [
            ("x<a/>", "there is text before its first tag"),
            ("<a/><a/>", "two first tags"),
            ("<a><b></a>", "damaged"),
            ("<a>", "cut off"),
            ("<t><b/></t>", "there is a tag inside a text"),
            ("<a><sheetData/><sheetData/></a>", "its cells are there twice"),
            ("<sst uniqueCount=\"99999999999\"/>", "share more than 4000000 texts"),
            ("<dimension ref=\"D2:A2\"/>", "does not begin with its first cell"),
            ("<c r=\"A1\" r=\"A2\"/>", "is in one tag twice"),
            ("<a><mergeCell x=\"1\"ref=\"A1:ZZZZZZZZ1\"/></a>", "is not a cell"),
        ] {
            assert!(said(part).contains(why), "{part}: {}", said(part));
        }
        assert!(said(&("<a>".repeat(101) + &"</a>".repeat(101))).contains("more than 100 deep"));
        assert!(
            said(&format!("<a>{}</a>", "<xf/>".repeat(131_073)))
                .contains("more than 131072 tags `xf`")
        );
        assert!(
            said(&format!("<numFmt formatCode=\"{}\"/>", "0".repeat(2_000)))
                .contains("more than 1024 bytes")
        );
        assert!(
            said(&format!("<a>{}</a>", "<mergeCell ref=\"A1:B1\"/>".repeat(100_001)))
                .contains("merged in more than 100000 places")
        );
        let part = look(
            "<a><c/><mergeCell x=\"1\"ref='D2:A2'/><row r=\"3\" hidden=\"1\"/><row \
            hidden=\"true\"/></a>",
        )
        .ok()
        .flatten();
        assert!(
            part.is_some_and(
                |part| part.merged == [((1, 0), (1, 3))] && part.hidden_rows == [(2, 3)]
            )
        );
    }
}
