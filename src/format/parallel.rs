//! Work on several cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Below this many bytes a second thread costs more than it brings.
const WORTH_A_THREAD: usize = 200_000;

/// `work(0)` to `work(count - 1)`, on all cores where there are `bytes` enough, in order.
pub fn map<T: Send>(count: usize, bytes: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(count).min(bytes / WORTH_A_THREAD + 1);
    if threads <= 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(count));
    let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&at| at < count);
    let worker = || {
        let mine: Vec<(usize, T)> = std::iter::from_fn(take).map(|at| (at, work(at))).collect();
        done.lock().unwrap_or_else(PoisonError::into_inner).extend(mine);
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // If the system gives no more threads, the existing ones do the work.
            let _ = std::thread::Builder::new().spawn_scoped(scope, worker);
        }
        worker();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|&(at, _)| at);
    done.into_iter().map(|(_, result)| result).collect()
}
