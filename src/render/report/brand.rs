//! The group's own look: its colour and its logo.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::report::{Logo, Masthead};

/// The ground of bars that have no colour of a rating.
const BARS: &str = ".bar:not(.good,.warn,.bad) .bg{fill:var(--brand-2)}";

/// The style that puts the colour of a group in place of the page's own.
pub(super) fn accent_style(masthead: &Masthead) -> String {
    let Some(accent) = &masthead.accent else { return String::new() };
    let root = |[own, tint]: &[String; 2]| format!(":root{{--brand:{own};--brand-2:{tint}}}");
    let (light, dark) = (root(&accent.light), root(&accent.dark));
    format!("{light}@media (prefers-color-scheme:dark){{{dark}}}@media print{{{light}}}{BARS}")
}

/// The logo as an address that a page can show without loading anything.
pub(super) fn logo_address(logo: &Logo) -> String {
    format!("data:{};base64,{}", logo.media_type, STANDARD.encode(&logo.bytes))
}
