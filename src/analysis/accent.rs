//! The colour of a group, in shades that can be read.

/// The contrast that text needs (WCAG 2, level AA).
const READABLE: f64 = 4.5;
/// The darkest ground of the light page, and the lightest of the dark one.
const LIGHT_GROUND: Colour = Colour([0xee, 0xf3, 0xf8]);
const DARK_GROUND: Colour = Colour([0x1a, 0x25, 0x30]);
const BLACK: Colour = Colour([0; 3]);
const WHITE: Colour = Colour([255; 3]);

/// The colour of a group, as the report uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    /// As `config.yaml` has it: `#ffcc00`.
    pub asked: String,
    /// The nearest darker shade that can be read on the light page, and a tint of it.
    pub light: [String; 2],
    /// The nearest lighter shade that can be read on the dark page, and a tint of it.
    pub dark: [String; 2],
}

impl Accent {
    /// Reads six hexadecimal digits, with or without `#`.
    pub fn parse(text: &str) -> Option<Self> {
        let asked = Colour::parse(text.strip_prefix('#').unwrap_or(text))?;
        let light = asked.readable_on(LIGHT_GROUND, BLACK);
        let dark = asked.readable_on(DARK_GROUND, WHITE);
        Some(Accent {
            asked: asked.text(),
            light: [light.text(), light.towards(WHITE, 0.72).text()],
            dark: [dark.text(), dark.towards(DARK_GROUND, 0.6).text()],
        })
    }

    /// Whether the light page needs a darker shade.
    pub fn is_adjusted(&self) -> bool {
        let [light, _] = &self.light;
        *light != self.asked
    }
}

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Colour([u8; 3]);

impl Colour {
    fn parse(digits: &str) -> Option<Self> {
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let is_plain = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_plain.then(|| Some(Colour([part(0)?, part(2)?, part(4)?]))).flatten()
    }

    fn text(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Returns the colour that lies between this one and another, at a share of the way.
    fn towards(self, other: Colour, share: f64) -> Colour {
        let mut mixed = self.0;
        for (part, end) in mixed.iter_mut().zip(other.0) {
            let value = f64::from(*part) + (f64::from(end) - f64::from(*part)) * share;
            *part = value.round() as u8;
        }
        Colour(mixed)
    }

    /// Returns the first shade on the way to another colour that can be read on a ground.
    fn readable_on(self, ground: Colour, end: Colour) -> Colour {
        let shades = (0..=100).map(|step| self.towards(end, f64::from(step) / 100.0));
        shades.into_iter().find(|shade| shade.contrast(ground) >= READABLE).unwrap_or(end)
    }

    fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The relative luminance of WCAG 2.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_read() {
        for text in ["#ffcc00", "1a5fb4", "#FFFFFF", "#000000", "#7f7f7f", "#00ff00", "#e6007e"] {
            let is_readable = |shade: &str, ground: Colour| {
                Colour::parse(shade.trim_start_matches('#'))
                    .is_some_and(|shade| shade.contrast(ground) >= READABLE)
            };
            assert!(
                Accent::parse(text).is_some_and(
                    |Accent { light: [light, _], dark: [dark, _], .. }| {
                        is_readable(&light, LIGHT_GROUND) && is_readable(&dark, DARK_GROUND)
                    }
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn a_readable_colour_stays() {
        let accent = Accent::parse("1A5FB4");
        assert_eq!(accent.as_ref().map(Accent::is_adjusted), Some(false));
        assert_eq!(accent.map(|accent| accent.asked).as_deref(), Some("#1a5fb4"));
        assert_eq!(Accent::parse("#ffcc00").map(|accent| accent.is_adjusted()), Some(true));
        assert_eq!([Accent::parse("red"), Accent::parse("#12345é")], [None, None]);
    }
}
