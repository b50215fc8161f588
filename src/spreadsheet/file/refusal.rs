//! Messages for files that cannot be read.

/// The message for a file with a password.
pub(super) fn encrypted() -> String {
    "it is encrypted: save it without a password".to_owned()
}

/// The message for a file that ends too early.
pub(super) fn cut_off() -> String {
    "it is damaged or cut off: it ends in the middle of its content".to_owned()
}
