//! The classes by which the page colours ratings and changes.

use crate::analysis::Rating;
use crate::render::toolkit::terminal::Tone;

/// The class of a rating in the page.
pub(super) fn rating_class(rating: Option<Rating>) -> &'static str {
    match rating {
        Some(Rating::OnTrack) => "good",
        Some(Rating::Behind) => "warn",
        Some(Rating::OffTrack) => "bad",
        None => "none",
    }
}

/// The class of a tone in the page.
pub(super) fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Warning => "warn",
        Tone::Bad => "bad",
        Tone::Faint => "faint",
        Tone::Plain | Tone::Strong => "none",
    }
}
