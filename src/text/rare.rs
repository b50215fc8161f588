//! Rare characters, looked for by their first bytes, many bytes at a time.

/// Large enough to be looked through many bytes at a time, small enough that most have no suspect.
const CHUNK: usize = 128;

/// The characters of a text that begin with a byte of some kind, with their places in bytes.
pub fn beginning_with(
    text: &str,
    is_suspect: impl Fn(u8) -> bool + Copy,
) -> impl Iterator<Item = (usize, char)> {
    let chunks = text.as_bytes().chunks(CHUNK).enumerate();
    let suspicious = chunks
        .filter(move |(_, chunk)| chunk.iter().fold(false, |any, &byte| any | is_suspect(byte)));
    suspicious.flat_map(move |(number, chunk)| {
        let suspects = chunk
            .iter()
            .enumerate()
            .filter(move |&(_, &byte)| is_suspect(byte))
            .map(move |(at, _)| number * CHUNK + at);
        suspects.filter_map(move |at| Some((at, text.get(at..)?.chars().next()?)))
    })
}
