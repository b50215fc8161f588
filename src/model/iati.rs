//! Codes for an export to IATI.

use super::text::Text;
use crate::text::Spanned;

/// Codes of the lists of the International Aid Transparency Initiative (IATI), for an activity or
/// for all.
#[derive(Clone, Debug, Default)]
pub struct IatiCodes<'s> {
    /// DAC purpose code.
    pub sector: Option<Spanned<Text<'s>>>,
    /// ISO 3166-1 code of the recipient country.
    pub country: Option<Spanned<Text<'s>>>,
    /// DAC code of the recipient region.
    pub region: Option<Spanned<Text<'s>>>,
    /// ISO 639-1 code of the language of the texts.
    pub language: Option<Spanned<Text<'s>>>,
}

/// The settings of `config.yaml` for an export to IATI.
#[derive(Clone, Debug, Default)]
pub struct IatiDefaults {
    /// The registered identifier of the organization that publishes.
    pub reporting_ref: Option<Spanned<Text<'static>>>,
    /// The type of the publishing organization, by code.
    pub reporting_type: Option<Spanned<Text<'static>>>,
    /// The codes of every activity that has none of its own.
    pub codes: IatiCodes<'static>,
}
