use std::fmt::Write;

/// A file's name as text. Each byte that is no text is told by its number behind a sign of its own, so that two names stay two, and stand in
/// the order of their bytes as far as text allows.
pub(super) fn text_of(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        text += chunk.valid();
        for byte in chunk.invalid() {
            let _ = write!(text, "\u{fffd}{byte:02x}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_stay_two() {
        assert_eq!(text_of("计划 a.yaml".as_bytes()), "计划 a.yaml");
        assert_eq!(text_of(b"\xff.yaml"), "\u{fffd}ff.yaml");
        assert_eq!(text_of(b"a\xe4\xb8.yaml"), "a\u{fffd}e4\u{fffd}b8.yaml");
    }
}
