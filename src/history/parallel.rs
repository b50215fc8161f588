//! Many states of the folder, read by several workers.

use std::collections::HashMap;
use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};

use crate::diagnostic::message;
use crate::format::{MAX_FOLDER_BYTES, RawFile, Reading, Version, Versions, read_versions};
use crate::store::{FolderState, StateReader};

/// How many files wait to be read.
const WAITING: usize = 16;
/// The most bytes of the files that are read, or wait for a state to be looked at: as many as a
/// folder may have.
const MOST_BYTES: u64 = MAX_FOLDER_BYTES;
/// The most files of all states together.
const MOST_FILES: usize = 1 << 24;

/// States of a folder, each with what is to be found out about it.
pub(super) struct StateBatch<K> {
    /// Paths, with the ids of their contents.
    files: Vec<(String, String)>,
    numbers: HashMap<(String, String), usize>,
    states: Vec<(K, Vec<usize>)>,
    /// How many files the states have, each counted as often as it comes.
    count: usize,
    /// Whether some contents may be missing: those of a partial clone.
    may_lack: bool,
}

/// A content of a file: asked of git once, read once, and kept as what it says until the last state
/// that has it has been looked at.
struct FileSlot {
    raw: Mutex<Option<RawFile>>,
    version: OnceLock<Option<Arc<Version>>>,
    bytes: u64,
    room: Arc<MemoryBound>,
}

/// How many bytes the contents have that are in memory, read or not.
#[derive(Default)]
struct MemoryBound {
    taken: Mutex<u64>,
    left: Condvar,
}

impl MemoryBound {
    /// Waits until there is room for so many bytes. The bytes of those that only whoever asks can
    /// give back are not waited for.
    fn take(&self, bytes: u64, own: u64) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken > own && *taken + bytes > MOST_BYTES {
            taken = self.left.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken += bytes;
    }
}

impl Drop for FileSlot {
    fn drop(&mut self) {
        *self.room.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.room.left.notify_one();
    }
}

enum Job<K> {
    Read(Arc<FileSlot>),
    Look(K, Vec<Arc<FileSlot>>),
}

impl<K: Send> StateBatch<K> {
    pub(super) fn new(may_lack: bool) -> Self {
        StateBatch {
            files: Vec::new(),
            numbers: HashMap::new(),
            states: Vec::new(),
            count: 0,
            may_lack,
        }
    }

    /// Takes a state.
    ///
    /// # Errors
    /// Where one of its files cannot be read, or all states have too many. The state is then not
    /// taken.
    pub(super) fn take(
        &mut self,
        states: &mut StateReader,
        state: &FolderState,
        key: K,
    ) -> io::Result<()> {
        let mut numbers = Vec::new();
        for (path, id) in states.contents(state) {
            let file = (path, id?);
            let number = *self.numbers.entry(file.clone()).or_insert(self.files.len());
            if number == self.files.len() {
                self.files.push(file);
            }
            numbers.push(number);
        }
        self.count += numbers.len();
        if self.count > MOST_FILES {
            return Err(io::Error::other(message!(
                "git.states-too-large",
                "the states of the folder have too many files"
            )));
        }
        self.states.push((key, numbers));
        Ok(())
    }

    /// Looks at the states that it has taken, on all cores. One with a content that may be missing,
    /// and is, or with more bytes than a folder may have, is no reading.
    ///
    /// # Errors
    /// Where git ends before it answers, or another content is missing or damaged.
    pub(super) fn look<T: Send>(
        self,
        contents: &mut StateReader,
        look: impl Fn(K, Option<&Reading<'_>>) -> T + Sync,
    ) -> io::Result<Vec<T>> {
        if self.states.is_empty() {
            return Ok(Vec::new());
        }
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let (out, jobs) = sync_channel(WAITING);
        let (jobs, desk) =
            (Arc::new(Mutex::new(jobs)), Worker { versions: Versions::default(), look });
        std::thread::scope(|scope| {
            let worker = || {
                let (jobs, desk) = (jobs.clone(), &desk);
                std::thread::Builder::new().spawn_scoped(scope, move || desk.work(&jobs))
            };
            let workers: Vec<_> = (0..cores).filter_map(|_| worker().ok()).collect();
            // The workers alone have it now: once they have ended, nothing can be sent to them.
            drop(jobs);
            if workers.is_empty() {
                // The system gives no more threads.
                let mut done = Vec::new();
                return self.hand_out(contents, |job| done.extend(desk.done(job))).map(|()| done);
            }
            // Nobody takes a job only where the workers have ended, and there is nothing more to
            // do.
            let handed_out = self.hand_out(contents, |job| drop(out.send(job)));
            drop(out);
            let done = workers.into_iter().map(|worker| {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            let done = done.flatten().collect();
            handed_out.map(|()| done)
        })
    }

    /// Hands out what there is to do, in the order of the states: contents are numbered in the
    /// order in which the states need them.
    fn hand_out(self, contents: &mut StateReader, mut hand: impl FnMut(Job<K>)) -> io::Result<()> {
        drop(self.numbers);
        let mut last_use = vec![0; self.files.len()];
        for (at, (_, numbers)) in self.states.iter().enumerate() {
            for &number in numbers {
                last_use.get_mut(number).into_iter().for_each(|last| *last = at);
            }
        }
        let room = Arc::new(MemoryBound::default());
        // Those that a state will need, and their bytes.
        let (mut slots, mut own): (HashMap<usize, Arc<FileSlot>>, u64) = (HashMap::new(), 0);
        let mut states = self.states.into_iter().enumerate().peekable();
        let mut look = |slots: &mut HashMap<usize, Arc<FileSlot>>,
                        own: &mut u64,
                        known: usize,
                        hand: &mut dyn FnMut(Job<K>)| {
            while let Some((at, (key, numbers))) =
                states.next_if(|(_, (_, numbers))| numbers.iter().all(|&number| number < known))
            {
                let looked_at =
                    numbers.iter().filter_map(|number| slots.get(number).cloned()).collect();
                slots.retain(|&number, slot| {
                    let is_needed = last_use.get(number).is_some_and(|&last| last > at);
                    *own -= if is_needed { 0 } else { slot.bytes };
                    is_needed
                });
                hand(Job::Look(key, looked_at));
            }
        };
        let ids: Vec<&str> = self.files.iter().map(|(_, id)| id.as_str()).collect();
        let mut lost = Ok(());
        contents.each_content(&ids, |number, bytes| {
            let bytes = bytes
                .map_err(|error| lost = Err(error))
                .ok()
                .filter(|bytes| own + bytes.len() as u64 <= MOST_BYTES);
            let size = bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
            room.take(size, own);
            let file = self.files.get(number).zip(bytes);
            let raw = file.map(|((path, _), bytes)| RawFile { path: path.clone(), bytes });
            let slot = Arc::new(FileSlot {
                raw: Mutex::new(raw),
                version: OnceLock::new(),
                bytes: size,
                room: room.clone(),
            });
            hand(Job::Read(slot.clone()));
            slots.insert(number, slot);
            own += size;
            look(&mut slots, &mut own, number + 1, &mut hand);
        })?;
        look(&mut slots, &mut own, usize::MAX, &mut hand);
        if self.may_lack { Ok(()) } else { lost }
    }
}

impl FileSlot {
    /// What it says; read by whoever asks first.
    fn version(&self, versions: &Versions) -> Option<Arc<Version>> {
        let read = || {
            versions
                .read(self.raw.lock().unwrap_or_else(PoisonError::into_inner).take()?)
                .map(Arc::new)
        };
        self.version.get_or_init(read).clone()
    }
}

/// What the workers have in common.
struct Worker<L> {
    versions: Versions,
    look: L,
}

impl<L> Worker<L> {
    fn work<K, T>(&self, jobs: &Mutex<Receiver<Job<K>>>) -> Vec<T>
    where
        L: Fn(K, Option<&Reading<'_>>) -> T,
    {
        let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
        std::iter::from_fn(next).filter_map(|job| self.done(job)).collect()
    }

    fn done<K, T>(&self, job: Job<K>) -> Option<T>
    where
        L: Fn(K, Option<&Reading<'_>>) -> T,
    {
        match job {
            Job::Read(slot) => {
                slot.version(&self.versions);
                None
            }
            Job::Look(key, slots) => {
                let all: Option<Vec<Arc<Version>>> =
                    slots.iter().map(|slot| slot.version(&self.versions)).collect();
                Some((self.look)(key, all.as_deref().map(read_versions).as_ref()))
            }
        }
    }
}

#[cfg(test)]
mod tests;
