//! Whether an edit waits for another program that is changing the files, and whether the user still
//! wants it. An edit asks by a function without a state, so the state is here.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether an edit waits.
static WAITS: AtomicBool = AtomicBool::new(false);

/// Whether the user has given it up.
static IS_GIVEN_UP: AtomicBool = AtomicBool::new(false);

/// Begins or ends an edit: nothing waits.
pub(super) fn reset() {
    WAITS.store(false, Ordering::SeqCst);
    IS_GIVEN_UP.store(false, Ordering::SeqCst);
}

/// Takes note that an edit waits, and returns whether it is still wanted.
pub(super) fn go_on(_: Duration) -> bool {
    WAITS.store(true, Ordering::SeqCst);
    !IS_GIVEN_UP.load(Ordering::SeqCst)
}

/// Whether an edit waits.
pub(super) fn waits() -> bool {
    WAITS.load(Ordering::SeqCst)
}

/// Gives the waiting edit up.
pub(super) fn give_up() {
    IS_GIVEN_UP.store(true, Ordering::SeqCst);
}
