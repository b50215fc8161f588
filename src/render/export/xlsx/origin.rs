//! The system that an archive says it was made on.

/// The record at the end of an archive, and how long it is.
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
/// The record of a part, and how long it is without its texts.
const PART: &[u8] = b"PK\x01\x02";
const PART_LENGTH: usize = 46;
/// Unix.
const SYSTEM: u8 = 3;

/// Says of each part of an archive that it was made on the same system, so that a workbook has the
/// same bytes wherever it was made. An archive of another form stays as it is.
pub(super) fn on_one_system(mut archive: Vec<u8>) -> Vec<u8> {
    let _ = mark(&mut archive);
    archive
}

fn mark(archive: &mut [u8]) -> Option<()> {
    let end = archive.get(archive.len().checked_sub(END_LENGTH)?..)?;
    if !end.starts_with(END) {
        return None;
    }
    let (parts, mut at) = (number(end, 10, 2)?, number(end, 16, 4)?);
    for _ in 0..parts {
        let part = archive.get_mut(at..)?.get_mut(..PART_LENGTH)?;
        if !part.starts_with(PART) {
            return None;
        }
        *part.get_mut(5)? = SYSTEM;
        at += PART_LENGTH + number(part, 28, 2)? + number(part, 30, 2)? + number(part, 32, 2)?;
    }
    Some(())
}

/// A number of some bytes, the lowest one first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_names_the_same_system() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet();
        let here = book.save_to_buffer().unwrap_or_default();
        let mut elsewhere = here.clone();
        let starts: Vec<usize> =
            memchr::memmem::find_iter(&here, PART).map(|start| start + 5).collect();
        for at in starts.iter().copied() {
            elsewhere.get_mut(at).into_iter().for_each(|system| *system = 0);
        }
        assert!(starts.len() > 5 && here != elsewhere);
        assert_eq!(on_one_system(elsewhere), here);
        assert_eq!(on_one_system(b"no archive".to_vec()), b"no archive");
    }
}
