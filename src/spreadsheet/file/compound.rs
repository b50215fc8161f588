//! A compound file: a small file system in one file, as Office used it before 2007 (MS-CFB).

use super::bytes::Bytes;
use crate::diagnostic::{Message, message};
use crate::spreadsheet::refusal::cut_off;

/// Sector numbers from here on have a meaning of their own: free, or the end of a chain.
const LAST_SECTOR: u32 = 0xffff_fffa;

const NO_ENTRY: u32 = 0xffff_ffff;

const END_OF_CHAIN: u32 = 0xffff_fffe;

/// The size of an entry of the directory.
const ENTRY: usize = 128;

/// Streams below this size are in small sectors.
const SMALL: u64 = 4096;

const SMALL_SECTOR: usize = 64;

/// A compound file with its directory.
#[derive(Debug)]
pub(super) struct CompoundFile<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// The next sector of each sector.
    next: Vec<u32>,
    /// The small sectors, and the next one of each.
    small: Vec<u8>,
    next_small: Vec<u32>,
    /// The streams of the root folder.
    streams: Vec<Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    name: String,
    start: u32,
    size: u64,
}

impl<'b> CompoundFile<'b> {
    /// Reads the directory.
    ///
    /// # Errors
    /// If the file is damaged or cut off.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Message> {
        let head = Bytes(bytes);
        let sector = match head.u16(30)? {
            9 => 512,
            12 => 4096,
            _ => {
                return Err(message!(
                    "workbook.unknown-sectors",
                    "it is damaged: it has sectors of an unknown size"
                ));
            }
        };
        let mut file = CompoundFile {
            bytes,
            sector,
            next: Vec::new(),
            small: Vec::new(),
            next_small: Vec::new(),
            streams: Vec::new(),
        };
        for table in file.tables()? {
            let table = numbers(file.sector(table)?);
            file.next.extend(table);
        }
        let directory = file.chain(head.u32(48)?, u64::MAX)?;
        let entries: Vec<Bytes<'_>> = directory.chunks_exact(ENTRY).map(Bytes).collect();
        let root = *entries.first().ok_or_else(cut_off)?;
        // Without small streams there may be no small sectors.
        if head.u32(64)? > 0 {
            file.small = file.chain(root.u32(116)?, root.u64(120)? & 0xffff_ffff)?;
            file.next_small = numbers(&file.chain(head.u32(60)?, u64::MAX)?).collect();
        }
        // The entries of a folder are a tree; a damaged one may have circles.
        let (mut open, mut seen) = (vec![root.u32(76)?], vec![false; entries.len()]);
        while let Some(number) = open.pop() {
            let at = usize::try_from(number).unwrap_or(usize::MAX);
            if number == NO_ENTRY {
                continue;
            }
            let entry = entries.get(at).ok_or_else(cut_off)?;
            let seen = seen.get_mut(at).ok_or_else(cut_off)?;
            if std::mem::replace(seen, true) {
                continue;
            }
            open.extend([entry.u32(68)?, entry.u32(72)?]);
            if entry.u8(66)? != 2 {
                continue;
            }
            let units = usize::from(entry.u16(64)? / 2).saturating_sub(1).min(31);
            let size = entry.u64(120)?;
            file.streams.push(Entry {
                name: entry.wide(units)?,
                start: entry.u32(116)?,
                // Old writers leave anything in the upper half.
                size: if sector == 512 { size & 0xffff_ffff } else { size },
            });
        }
        Ok(file)
    }

    /// Whether the root folder has a stream.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// Reads a stream of the root folder; `None` if there is none.
    pub(super) fn stream(&self, name: &str) -> Option<Result<Vec<u8>, Message>> {
        let entry = self.entry(name)?;
        Some(if entry.size < SMALL {
            let sector = |number: u32| part(&self.small, number, SMALL_SECTOR, 0);
            chain(entry.start, entry.size, &self.next_small, self.small.len(), sector)
        } else {
            self.chain(entry.start, entry.size)
        })
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.streams.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Returns the numbers of the sectors that tell the next sectors.
    fn tables(&self) -> Result<Vec<u32>, Message> {
        let head = Bytes(self.bytes);
        let mut tables: Vec<u32> =
            numbers(self.bytes.get(76..512).ok_or_else(cut_off)?).filter(is_sector).collect();
        let most = self.bytes.len() / self.sector + 1;
        let (mut more, mut steps) = (head.u32(68)?, 0);
        while is_sector(&more) {
            let mut list: Vec<u32> = numbers(self.sector(more)?).collect();
            more = list.pop().unwrap_or(END_OF_CHAIN);
            tables.extend(list.into_iter().filter(is_sector));
            steps += 1;
            if steps > most || tables.len() > most {
                return Err(circle());
            }
        }
        Ok(tables)
    }

    fn sector(&self, number: u32) -> Result<&'b [u8], Message> {
        part(self.bytes, number, self.sector, 1)
    }

    fn chain(&self, start: u32, size: u64) -> Result<Vec<u8>, Message> {
        chain(start, size, &self.next, self.bytes.len(), |number| self.sector(number))
    }
}

/// Returns a sector; the last one of a file may be shorter.
fn part(bytes: &[u8], number: u32, size: usize, before: usize) -> Result<&[u8], Message> {
    let at = usize::try_from(number).ok().and_then(|at| at.checked_add(before)?.checked_mul(size));
    let rest = at.and_then(|at| bytes.get(at..)).filter(|rest| !rest.is_empty());
    let rest = rest.ok_or_else(cut_off)?;
    Ok(rest.get(..size).unwrap_or(rest))
}

/// Joins the sectors of a chain up to a size. It has at most `most` bytes.
fn chain<'s>(
    start: u32,
    size: u64,
    next: &[u32],
    most: usize,
    sector: impl Fn(u32) -> Result<&'s [u8], Message>,
) -> Result<Vec<u8>, Message> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let (mut joined, mut number) = (Vec::new(), start);
    while joined.len() < size && number != END_OF_CHAIN {
        joined.extend_from_slice(sector(number)?);
        if joined.len() > most {
            return Err(circle());
        }
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        number = next.get(at).copied().ok_or_else(cut_off)?;
    }
    joined.truncate(size);
    Ok(joined)
}

fn is_sector(number: &u32) -> bool {
    *number < LAST_SECTOR
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four))
}

fn circle() -> Message {
    message!("workbook.circle", "it is damaged: a part of it leads back to itself")
}
