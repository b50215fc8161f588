use std::collections::HashMap;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::format::{RawFile, Reading, Version, Versions, read_versions};
use crate::store::{State, States};

/// How many files wait to be read.
const WAITING: usize = 16;

/// States of a folder, each with what is to be found out about it.
pub(super) struct Reel<K> {
    /// Paths, with the ids of their contents.
    files: Vec<(String, String)>,
    numbers: HashMap<(String, String), usize>,
    states: Vec<(K, Vec<usize>)>,
}

/// A content of a file: asked of git once, read once, and kept as what it says until the last state that has it has been looked at.
struct Slot {
    raw: Mutex<Option<RawFile>>,
    version: OnceLock<Option<Arc<Version>>>,
}

enum Job<K> {
    Read(Arc<Slot>),
    Look(K, Vec<Arc<Slot>>),
}

impl<K: Send> Reel<K> {
    pub(super) fn new() -> Self {
        Reel { files: Vec::new(), numbers: HashMap::new(), states: Vec::new() }
    }

    /// Takes a state.
    ///
    /// # Errors
    /// Where one of its files cannot be read. The state is then not taken.
    pub(super) fn take(&mut self, states: &mut States, state: &State, key: K) -> io::Result<()> {
        let mut numbers = Vec::new();
        for (path, id) in states.contents(state) {
            let file = (path, id?);
            let number = *self.numbers.entry(file.clone()).or_insert(self.files.len());
            if number == self.files.len() {
                self.files.push(file);
            }
            numbers.push(number);
        }
        self.states.push((key, numbers));
        Ok(())
    }

    /// Looks at the states that it has taken, on all cores. One with a content that git does not have here is no reading.
    ///
    /// # Errors
    /// Where git ends before it answers.
    pub(super) fn look<T: Send>(self, contents: &mut States, look: impl Fn(K, Option<&Reading<'_>>) -> T + Sync) -> io::Result<Vec<T>> {
        if self.states.is_empty() {
            return Ok(Vec::new());
        }
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let (out, jobs) = sync_channel(WAITING);
        let (jobs, versions) = (Mutex::new(jobs), Versions::default());
        std::thread::scope(|scope| {
            let work = || work(&jobs, &versions, &look);
            let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
            let handed_out = self.hand_out(contents, &out);
            drop(out);
            let done = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            let done = done.flatten().collect();
            handed_out.map(|()| done)
        })
    }

    /// Hands out what there is to do, in the order of the states: contents are numbered in the order in which the states need them.
    fn hand_out(self, contents: &mut States, out: &SyncSender<Job<K>>) -> io::Result<()> {
        let mut last_use = vec![0; self.files.len()];
        for (at, (_, numbers)) in self.states.iter().enumerate() {
            for &number in numbers {
                last_use.get_mut(number).into_iter().for_each(|last| *last = at);
            }
        }
        let mut slots: HashMap<usize, Arc<Slot>> = HashMap::new();
        let mut states = self.states.into_iter().enumerate().peekable();
        // Nobody takes a job only where the workers have ended, and there is nothing more to do.
        let mut look = |slots: &mut HashMap<usize, Arc<Slot>>, known: usize| {
            while let Some((at, (key, numbers))) = states.next_if(|(_, (_, numbers))| numbers.iter().all(|&number| number < known)) {
                let own = numbers.iter().filter_map(|number| slots.get(number).cloned()).collect();
                slots.retain(|&number, _| last_use.get(number).is_some_and(|&last| last > at));
                let _ = out.send(Job::Look(key, own));
            }
        };
        let ids: Vec<&str> = self.files.iter().map(|(_, id)| id.as_str()).collect();
        contents.each_content(&ids, |number, bytes| {
            let file = self.files.get(number).zip(bytes.ok());
            let raw = file.map(|((path, _), bytes)| RawFile { path: path.clone(), bytes });
            let slot = Arc::new(Slot { raw: Mutex::new(raw), version: OnceLock::new() });
            let _ = out.send(Job::Read(slot.clone()));
            slots.insert(number, slot);
            look(&mut slots, number + 1);
        })?;
        look(&mut slots, usize::MAX);
        Ok(())
    }
}

impl Slot {
    /// What it says; read by whoever asks first.
    fn version(&self, versions: &Versions) -> Option<Arc<Version>> {
        let read = || versions.read(self.raw.lock().unwrap_or_else(PoisonError::into_inner).take()?).map(Arc::new);
        self.version.get_or_init(read).clone()
    }
}

fn work<K, T>(jobs: &Mutex<Receiver<Job<K>>>, versions: &Versions, look: &impl Fn(K, Option<&Reading<'_>>) -> T) -> Vec<T> {
    let mut done = Vec::new();
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(Job::Read(slot)) => drop(slot.version(versions)),
            Ok(Job::Look(key, slots)) => {
                let all: Option<Vec<Arc<Version>>> = slots.iter().map(|slot| slot.version(versions)).collect();
                done.push(look(key, all.as_deref().map(read_versions).as_ref()));
            }
            Err(_) => return done,
        }
    }
}
