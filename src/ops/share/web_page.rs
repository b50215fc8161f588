//! A web page at the address of the shared copy, such as one for signing in to the network.

use super::place::Place;
use crate::diagnostic::{Message, message};
use crate::workspace::{Error, ErrorKind, Result};

/// Whether the shared copy has an address of the web.
pub(super) fn is_web(place: &Place) -> Result<bool> {
    let address = place.trees.git.address_of(&place.copy.remote)?.unwrap_or_default();
    Ok(address.starts_with("http://") || address.starts_with("https://"))
}

/// The error where the user's changes are not taken by what answers.
pub(super) fn only_read(place: &Place) -> Error {
    let failure = Error::new(
        ErrorKind::Unwritable,
        message!(
            "share.web-page-or-files",
            "{copy} takes no changes: a web page answers there, such as one for signing in, or a \
             repository that can only be read",
            copy = place.address()
        ),
    );
    failure.hint(sign_in(true))
}

/// The error where a page answers at the address of the shared copy.
pub(super) fn web_page(place: &Place, is_saved: bool) -> Error {
    let failure = Error::new(
        ErrorKind::Unreadable,
        message!(
            "share.web-page",
            "{copy} answers with a web page, such as one for signing in, and not with plans",
            copy = place.address()
        ),
    );
    failure.hint(sign_in(is_saved))
}

fn sign_in(is_saved: bool) -> Message {
    match is_saved {
        true => message!(
            "share.sign-in-saved",
            "your changes are safe here; sign in to the network, or check the address, then run \
             `workplan share` again"
        ),
        false => message!(
            "share.sign-in",
            "nothing was changed; sign in to the network, or check the address, then run the same \
             command again"
        ),
    }
}
