use std::collections::HashMap;
use std::io;
use std::sync::mpsc::{SyncSender, sync_channel};

use crate::format::{Input, RawFile, Reading, read_states};
use crate::store::{State, States};
use crate::text::FileId;

/// Files are held in memory up to so many bytes, however long the history is.
const MOST_BYTES: usize = 16 << 20;

/// Some states of a folder, each with what is to be found out about it.
struct Batch<K> {
    input: Input,
    /// By path and content.
    known: HashMap<(String, String), FileId>,
    bytes: usize,
    states: Vec<(K, Vec<FileId>)>,
}

/// Takes the states of a folder, one after the other.
pub(super) struct Reel<'a, K> {
    folder: &'a str,
    batch: Batch<K>,
    out: SyncSender<Batch<K>>,
}

impl<K> Reel<'_, K> {
    /// Takes the files of a state. A content that was taken lately is not asked for again.
    ///
    /// # Errors
    /// Where one of them cannot be read. The state is then not taken.
    pub(super) fn take(&mut self, states: &mut States, state: &State, key: K) -> io::Result<()> {
        let mut ids = Vec::new();
        for place in states.contents(state)? {
            if let Some(&id) = self.batch.known.get(&place) {
                ids.push(id);
                continue;
            }
            let bytes = states.content(&place.1)?;
            self.batch.bytes += bytes.len();
            if let Some(id) = self.batch.input.add_file(RawFile { path: place.0.clone(), bytes }) {
                self.batch.known.insert(place, id);
                ids.push(id);
            }
        }
        self.batch.states.push((key, ids));
        if self.batch.bytes > MOST_BYTES {
            self.pass_on();
        }
        Ok(())
    }

    fn pass_on(&mut self) {
        let batch = std::mem::replace(&mut self.batch, Batch::new(self.folder));
        // Nobody takes it only where the other side has ended.
        let _ = self.out.send(batch);
    }
}

impl<K> Batch<K> {
    fn new(folder: &str) -> Self {
        Batch { input: Input::new(folder, Vec::new()), known: HashMap::new(), bytes: 0, states: Vec::new() }
    }
}

/// Looks at states of a folder on all cores: `tell` says which, one after the other, while `look` is at those that it has told.
///
/// # Errors
/// Those of `tell`.
pub(super) fn look_back<K: Send + Sync, T: Send>(
    folder: &str,
    tell: impl FnOnce(&mut Reel<'_, K>) -> io::Result<()> + Send,
    look: impl Fn(&K, &Reading<'_>) -> T + Sync,
) -> io::Result<Vec<T>> {
    let (out, batches) = sync_channel(1);
    std::thread::scope(|scope| {
        let teller = scope.spawn(move || {
            let mut reel = Reel { folder, batch: Batch::new(folder), out };
            let told = tell(&mut reel);
            reel.pass_on();
            told
        });
        let mut seen = Vec::new();
        for Batch { input, states, .. } in batches {
            let (keys, files): (Vec<K>, Vec<Vec<FileId>>) = states.into_iter().unzip();
            let looks = read_states(&input, &files, |at, reading| keys.get(at).map(|key| look(key, reading)));
            seen.extend(looks.into_iter().flatten());
        }
        match teller.join() {
            Ok(told) => told.map(|()| seen),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
