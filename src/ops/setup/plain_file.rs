//! Reads files that may be anything.

use std::path::Path;

/// The most bytes of a file that is compared or extended.
const MOST_BYTES: u64 = 1 << 24;

/// Returns the bytes of a plain file; none if it is not there, or is not such a file.
pub(super) fn plain_bytes(path: &Path) -> Option<Vec<u8>> {
    let data = std::fs::metadata(path).ok()?;
    (data.is_file() && data.len() <= MOST_BYTES).then(|| std::fs::read(path).ok()).flatten()
}
