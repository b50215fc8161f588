//! The parts of a packed file, within limits for what they may take when they are unpacked.

use std::collections::HashMap;
use std::io::{Cursor, Read, Take};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::diagnostic::{Message, message};
use crate::spreadsheet::refusal::{
    cannot_be_unpacked, damaged_or_cut_off, encrypted, placed, unpacks_to_too_much,
};
use crate::spreadsheet::unpack::{MOST_KEPT, MOST_UNPACKED};

/// A part that is being read.
type OpenPart<'p, 'b> = Take<ZipFile<'p, Cursor<&'b [u8]>>>;

/// A packed file.
pub(super) struct ZipParts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The written name by the name in small letters.
    names: HashMap<String, String>,
    /// How many bytes it may still have.
    left: u64,
}

impl<'b> ZipParts<'b> {
    /// Reads the list of parts.
    ///
    /// # Errors
    /// If the file is damaged or cut off.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Message> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged_or_cut_off)?;
        let names = archive
            .file_names()
            .flatten()
            .map(|name| (name.replace('\\', "/").to_ascii_lowercase(), name.into_owned()))
            .collect();
        Ok(ZipParts { archive, names, left: MOST_UNPACKED })
    }

    /// Whether there is a part.
    pub(super) fn has(&self, path: &str) -> bool {
        self.names.contains_key(&path.to_ascii_lowercase())
    }

    /// Whether there is a part whose path begins so.
    pub(super) fn has_beginning(&self, path: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(path))
    }

    /// Opens a part up to the limit; `None` if there is none. [`Self::used`] says how much of it
    /// was read.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<OpenPart<'_, 'b>>, Message> {
        let Some(name) = self.names.get(&path.to_ascii_lowercase()) else { return Ok(None) };
        match self.archive.by_name(name) {
            Ok(file) => Ok(Some(file.take(self.left))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => Err(encrypted()),
            Err(error) => Err(cannot_be_unpacked(error)),
        }
    }

    /// Counts bytes that were unpacked.
    pub(super) fn used(&mut self, bytes: u64) -> Result<(), Message> {
        self.left = self.left.saturating_sub(bytes);
        if self.left == 0 {
            return Err(unpacks_to_too_much(MOST_UNPACKED));
        }
        Ok(())
    }

    /// Reads a complete part; it is empty if there is none.
    pub(super) fn read(&mut self, path: &str) -> Result<Vec<u8>, Message> {
        let mut bytes = Vec::new();
        if let Some(part) = self.part(path)? {
            part.take(MOST_KEPT + 1)
                .read_to_end(&mut bytes)
                .map_err(|error| placed(path, damaged_or_cut_off(error)))?;
        }
        if bytes.len() as u64 > MOST_KEPT {
            return Err(message!(
                "workbook.part-unpacks-to-too-much",
                "{path} unpacks to more than {most} MiB",
                path,
                most = MOST_KEPT >> 20
            ));
        }
        self.used(bytes.len() as u64)?;
        Ok(bytes)
    }
}
