//! File names as text.

use std::fmt::Write;

/// The character before the number of a byte.
const SIGN: char = '\u{fffd}';

/// Returns a file's name as text. Bytes that are not text become a special character and their
/// number, and so do the bytes of that character. Two names therefore stay different, and keep the
/// order of their bytes as far as text allows.
pub(super) fn text_of(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        for (number, plain) in chunk.valid().split(SIGN).enumerate() {
            if number > 0 {
                tell(&mut text, SIGN.encode_utf8(&mut [0; 4]).as_bytes());
            }
            text += plain;
        }
        tell(&mut text, chunk.invalid());
    }
    text
}

/// Whether a name as text is the name itself, without numbered bytes.
pub fn is_plain_name(text: &str) -> bool {
    !text.contains(SIGN)
}

fn tell(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        let _ = write!(text, "{SIGN}{byte:02x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_stay_two() {
        assert_eq!(text_of("计划 a.yaml".as_bytes()), "计划 a.yaml");
        assert_eq!(text_of(b"\xff.yaml"), "\u{fffd}ff.yaml");
        assert_eq!(text_of(b"a\xe4\xb8.yaml"), "a\u{fffd}e4\u{fffd}b8.yaml");
        assert_eq!(text_of("\u{fffd}ff.yaml".as_bytes()), "\u{fffd}ef\u{fffd}bf\u{fffd}bdff.yaml");
        assert!(is_plain_name("计划 a.yaml") && !is_plain_name(&text_of(b"\xff")));
    }
}
