//! One input that holds several files.

/// The bytes between lines that are `=====`; nothing when they are at an end.
pub fn parts(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::repeat_with(move || {
        let end = rest.windows(7).position(|window| window == b"\n=====\n");
        let (part, left) = end.map_or((rest, &[][..]), |end| (&rest[..end + 1], &rest[end + 7..]));
        rest = left;
        part
    })
}
