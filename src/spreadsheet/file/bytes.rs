//! Numbers in bytes, the lowest byte first. Bytes that are not there are an error.

use crate::diagnostic::{Message, message};

/// The bytes of a record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bytes<'b>(pub &'b [u8]);

impl<'b> Bytes<'b> {
    fn array<const N: usize>(self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..)?.first_chunk().copied()
    }

    pub(super) fn u8(self, at: usize) -> Result<u8, Message> {
        self.0.get(at).copied().ok_or_else(too_short)
    }

    pub(super) fn u16(self, at: usize) -> Result<u16, Message> {
        self.array(at).map(u16::from_le_bytes).ok_or_else(too_short)
    }

    pub(super) fn u32(self, at: usize) -> Result<u32, Message> {
        self.array(at).map(u32::from_le_bytes).ok_or_else(too_short)
    }

    pub(super) fn u64(self, at: usize) -> Result<u64, Message> {
        self.array(at).map(u64::from_le_bytes).ok_or_else(too_short)
    }

    pub(super) fn f64(self, at: usize) -> Result<f64, Message> {
        self.array(at).map(f64::from_le_bytes).ok_or_else(too_short)
    }

    /// Returns the number of a RK value: 30 bits of a float or an integer, both perhaps in
    /// hundredths.
    pub(super) fn rk(self, at: usize) -> Result<f64, Message> {
        let bits = self.u32(at)?;
        let value = if bits & 2 != 0 {
            f64::from(bits.cast_signed() >> 2)
        } else {
            f64::from_bits(u64::from(bits & !3) << 32)
        };
        Ok(if bits & 1 != 0 { value / 100.0 } else { value })
    }

    /// Returns the rest from a place.
    pub(super) fn from(self, at: usize) -> Result<Bytes<'b>, Message> {
        self.0.get(at..).map(Bytes).ok_or_else(too_short)
    }

    /// Returns the text of so many UTF-16 units.
    pub(super) fn wide(self, units: usize) -> Result<String, Message> {
        let bytes = units.checked_mul(2).and_then(|length| self.0.get(..length));
        let (pairs, _) = bytes.ok_or_else(too_short)?.as_chunks::<2>();
        let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
        Ok(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    }
}

fn too_short() -> Message {
    message!("workbook.record-too-short", "it is damaged or cut off: a record is too short")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_floats_integers_and_hundredths() {
        let rk = |bits: u32| Bytes(&bits.to_le_bytes()).rk(0);
        assert_eq!(rk(0x3ff0_0000), Ok(1.0));
        assert_eq!(rk(0x3ff0_0001), Ok(0.01));
        assert_eq!(rk(5 << 2 | 2), Ok(5.0));
        assert_eq!(rk((-5_i32 << 2 | 3).cast_unsigned()), Ok(-0.05));
        assert!(Bytes(&[1, 2, 3]).rk(0).is_err());
    }
}
