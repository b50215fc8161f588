//! The names of the rules that the reader itself applies.

/// YAML that cannot be read.
pub const SYNTAX: &str = "syntax";
/// `schema` missing, or newer than this program.
pub const SCHEMA_VERSION: &str = "schema-version";
/// A key that the format does not have.
pub const UNKNOWN_KEY: &str = "unknown-key";
/// A missing required key.
pub const MISSING_KEY: &str = "missing-key";
/// A value that its key does not take.
pub const INVALID_VALUE: &str = "invalid-value";
/// A plan, or a key of a plan, in two places.
pub const DUPLICATE_PLAN: &str = "duplicate-plan";
