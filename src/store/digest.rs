//! The digest by which contents are told apart.

use sha2::{Digest, Sha256};

/// Returns the SHA-256 digest of bytes, in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
