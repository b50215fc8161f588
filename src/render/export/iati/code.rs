//! Codes of the IATI standard, version 2.03.

pub(super) const ACCOUNTABLE: &str = "2";
pub(super) const IMPLEMENTING: &str = "4";
pub(super) const MULTILATERAL: &str = "40";
pub(super) const DAC_SECTORS: &str = "1";
pub(super) const DAC_REGIONS: &str = "1";
pub(super) const SDG_GOALS: &str = "2";
pub(super) const SDG_TARGETS: &str = "3";
