use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::command::lost;
use super::repository::{Repository, seen_from_root};
use super::tree::{Blobs, Entry, Tree, is_plan_folder, tree};
use crate::format::role;
use crate::model::Day;
use crate::store::Commit;

/// How many commits are asked for at once.
const AT_ONCE: usize = 64;
/// The most bytes of a commit, with its message and its author.
const MAX_COMMIT: u64 = 1 << 20;
/// From how many bytes on commits are asked for apart.
const MAX_COMMITS: u64 = 64 << 20;
/// How many folders of plans are remembered; few change from one commit to the next.
const MOST_TREES: usize = 256;

/// A commit, and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its full id, and the committer's day in the committer's own zone.
    pub commit: Commit,
    /// When it was committed, in seconds since 1970 (UTC); 0 where git does not say.
    pub seconds: i64,
    /// The author's name, by `.mailmap` if it is there.
    pub author: String,
    /// The author's address, by `.mailmap` if it is there.
    pub email: String,
    /// The commits that it follows; in a history of some paths alone, the nearest ones that changed them.
    pub parents: Vec<String>,
}

/// Which commits of a history are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk<'a> {
    /// The first parents: all, or those that changed something below one of some folders.
    FirstParents(Option<&'a [PathBuf]>),
    /// All that changed something below one of the folders.
    Changes(&'a [PathBuf]),
    /// The same, with their own parents; without those that led to another commit.
    Since(&'a str, &'a [PathBuf]),
}

impl Repository {
    /// The commits that led to one, itself included, the oldest first.
    ///
    /// # Errors
    /// Where git cannot list them.
    pub fn history(&self, tip: &Commit, walk: Walk<'_>) -> io::Result<Vec<Revision>> {
        let mut arguments: Vec<OsString> = ["rev-list", "--reverse", "--topo-order"].map(Into::into).to_vec();
        match walk {
            Walk::FirstParents(_) => arguments.push("--first-parent".into()),
            Walk::Changes(_) => arguments.push("--parents".into()),
            Walk::Since(base, _) => arguments.push(format!("^{base}").into()),
        }
        arguments.extend([tip.id.clone().into(), "--".into()]);
        if let Walk::Changes(folders) | Walk::Since(_, folders) | Walk::FirstParents(Some(folders)) = walk {
            arguments.extend(folders.iter().map(|folder| seen_from_root(folder).into()));
        }
        let listed = String::from_utf8_lossy(&self.git.ask_of_objects(&arguments)?).into_owned();
        let lines: Vec<Vec<&str>> = listed.lines().map(|line| line.split(' ').collect()).collect();
        let ids: Vec<&str> = lines.iter().filter_map(|line| line.first().copied()).collect();
        let mut revisions = self.described(&ids, walk)?;
        if let Walk::Changes(_) = walk {
            for (revision, line) in revisions.iter_mut().zip(lines) {
                revision.parents = line.into_iter().skip(1).map(str::to_owned).collect();
            }
        }
        Ok(revisions)
    }

    /// The commits with these ids. Git remembers whole commits until it has told of all that it was asked for at once: they are not many.
    fn described(&self, ids: &[&str], walk: Walk<'_>) -> io::Result<Vec<Revision>> {
        let mut arguments =
            ["rev-list", "--no-walk=unsorted", "--stdin", "--encoding=UTF-8", "--format=%x00%H%x00%cs%x00%ct%x00%P%x00%aN%x00%aE%x00"]
                .map(str::to_owned)
                .to_vec();
        let mut git = self.git.clone();
        if let Walk::Since(base, _) = walk {
            // Who is behind an address is what the base says: the commits that are judged do not vouch for their own author.
            git = git.without_tree();
            arguments.splice(..0, ["-c".to_owned(), format!("mailmap.blob={base}:.mailmap")]);
        }
        let (mut revisions, mut told, mut size) = (Vec::new(), 0, 0);
        let sizes = if ids.is_empty() { Vec::new() } else { self.sizes(ids)? };
        for (number, own) in (1..).zip(sizes) {
            size += own;
            if size < MAX_COMMITS && number < ids.len() {
                continue;
            }
            let asked = ids.get(told..number).unwrap_or_default().join("\n") + "\n";
            let said = git.tell(&arguments, asked.as_bytes()).map_err(|error| lost(&error))?;
            // Above each commit's own fields stands a line.
            let mut fields = said.split(|&byte| byte == 0);
            while let (Some(_), Some(id)) = (fields.next(), fields.next()) {
                revisions.push(revision(id, &mut fields));
            }
            (told, size) = (number, 0);
        }
        // A name can hold what separates one field from the next, in an encoding that git changes.
        let is_told = revisions.iter().map(|revision| revision.commit.id.as_str()).eq(ids.iter().copied());
        if is_told { Ok(revisions) } else { Err(lost(&io::Error::other("git does not tell of each commit by its fields"))) }
    }

    /// How many bytes each commit has.
    fn sizes(&self, ids: &[&str]) -> io::Result<Vec<u64>> {
        let said = self
            .git
            .tell(&["cat-file", "--batch-check=%(objectsize)"], (ids.join("\n") + "\n").as_bytes())
            .map_err(|error| lost(&error))?;
        let said = String::from_utf8_lossy(&said);
        let sizes = ids.iter().zip(said.lines()).map(|(id, size)| match size.parse() {
            Ok(size) if size <= MAX_COMMIT => Ok(size),
            Ok(_) => Err(io::Error::other(format!(
                "the commit {id} has more than {} MiB: its message, or the name of its author, is not read",
                MAX_COMMIT >> 20
            ))),
            Err(_) => Err(lost(&io::Error::other(format!("the commit {id} is not here")))),
        });
        sizes.collect()
    }

    /// The commit that a line of first parents began with; none where only a part of the history is here.
    ///
    /// # Errors
    /// Where git cannot list them.
    pub fn first_commit(&self, tip: &Commit) -> io::Result<Option<String>> {
        if self.is_shallow() {
            return Ok(None);
        }
        let said = self.git.ask_of_objects(&["rev-list", "--first-parent", "--max-parents=0", &tip.id, "--"])?;
        Ok(String::from_utf8_lossy(&said).split_whitespace().last().map(str::to_owned))
    }

    /// A reader of the states of a folder; `places` are its ways from the root of the tree: in each commit the first that is there counts.
    ///
    /// # Errors
    /// Where git cannot be started.
    pub fn states(&self, places: &[PathBuf]) -> io::Result<States> {
        Ok(States { blobs: Blobs::start(&self.git)?, places: places.to_vec(), trees: HashMap::new() })
    }
}

/// A commit by its fields.
fn revision<'f>(id: &[u8], fields: &mut impl Iterator<Item = &'f [u8]>) -> Revision {
    let mut text = || String::from_utf8_lossy(fields.next().unwrap_or_default()).into_owned();
    let [day, seconds, parents, author, email] = [text(), text(), text(), text(), text()];
    let parents = parents.split(' ').filter(|parent| !parent.is_empty()).map(str::to_owned).collect();
    let id = String::from_utf8_lossy(id).into_owned();
    Revision { commit: Commit { id, day: day.parse().ok() }, seconds: seconds.parse().unwrap_or(0), author, email, parents }
}

/// The files of a folder in a commit: by path, how git keeps each, and the id of its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct State(BTreeMap<String, Entry>);

impl State {
    /// The same without the files that are not wanted. Links stay: what they lead to is found by them.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        State(
            self.0
                .iter()
                .filter(|(path, entry)| wanted(path) || entry.is_link())
                .map(|(path, entry)| (path.clone(), entry.clone()))
                .collect(),
        )
    }

    /// The files that are wanted, alone.
    #[must_use]
    pub fn part(&self, wanted: impl Fn(&str) -> bool) -> Self {
        State(self.0.iter().filter(|(path, _)| wanted(path)).map(|(path, entry)| (path.clone(), entry.clone())).collect())
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A name that no other state has.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (path, entry) in &self.0 {
            for part in [path.as_bytes(), &entry.mode, entry.id.as_bytes()] {
                hash.update(part);
                hash.update([0]);
            }
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The paths, relative to the folder, with the ids of their contents.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, entry)| (path.as_str(), entry.id.as_str()))
    }
}

/// Reads the states of a folder, one commit after the other, through one process.
pub struct States {
    blobs: Blobs,
    places: Vec<PathBuf>,
    /// Trees that have been read, by id. They are few where little changes; what no state holds any more is dropped.
    trees: HashMap<String, Vec<(String, Entry)>>,
}

impl States {
    /// The folder's own name.
    pub fn folder(&self) -> String {
        self.places
            .first()
            .and_then(|place| place.file_name())
            .map_or_else(|| "workplans".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// The files of the folder in a commit; `None` where the commit does not have it.
    ///
    /// # Errors
    /// Where git ends before it answers.
    pub fn of(&mut self, commit: &str) -> io::Result<Option<State>> {
        let mut found = None;
        for place in &self.places {
            if found.is_none() {
                found = self.blobs.folder(commit, place)?;
            }
        }
        self.read_subtrees(found.iter().flat_map(|(_, tree)| tree))?;
        Ok(found.map(|(_, tree)| self.state(tree)))
    }

    /// The same of many commits, one after the other; one without the folder has no files.
    ///
    /// # Errors
    /// Where git ends before it answers.
    pub fn of_each(&mut self, commits: &[&str], mut take: impl FnMut(&mut States, usize, State)) -> io::Result<()> {
        for (chunk, number) in commits.chunks(AT_ONCE).zip((0..).step_by(AT_ONCE)) {
            let mut folders: Vec<Option<Tree>> = vec![None; chunk.len()];
            for place in &self.places {
                let left: Vec<usize> = (0..chunk.len()).filter(|&at| folders.get(at).is_some_and(Option::is_none)).collect();
                let names: Vec<&str> = left.iter().filter_map(|&at| chunk.get(at).copied()).collect();
                let found = self.blobs.folders(&names, place)?;
                for ((at, commit), found) in left.into_iter().zip(names).zip(found) {
                    let found = found.map_or_else(|| self.blobs.folder(commit, place), |found| Ok(Some(found)))?;
                    folders.get_mut(at).into_iter().for_each(|folder| *folder = found.clone());
                }
            }
            self.read_subtrees(folders.iter().flatten().flat_map(|(_, tree)| tree))?;
            for (folder, at) in folders.into_iter().zip(number..) {
                let state = folder.map(|(_, tree)| self.state(tree)).unwrap_or_default();
                take(self, at, state);
            }
        }
        Ok(())
    }

    /// The folders of plans in it have been read.
    fn state(&self, tree: Vec<(String, Entry)>) -> State {
        let mut state = State::default();
        for (name, entry) in tree {
            if is_plan_folder(&name, &entry) {
                for (file, entry) in self.trees.get(&entry.id).into_iter().flatten() {
                    state.0.insert(format!("{name}/{file}"), entry.clone());
                }
            }
            state.0.insert(name, entry);
        }
        state
    }

    /// Reads the folders of plans that are not known yet.
    fn read_subtrees<'e>(&mut self, entries: impl Iterator<Item = &'e (String, Entry)>) -> io::Result<()> {
        if self.trees.len() > MOST_TREES {
            self.trees.clear();
        }
        let wanted = entries.filter(|(name, entry)| is_plan_folder(name, entry) && !self.trees.contains_key(&entry.id));
        let ids: BTreeSet<String> = wanted.map(|(_, entry)| entry.id.clone()).collect();
        let ids: Vec<String> = ids.into_iter().collect();
        let trees = &mut self.trees;
        self.blobs.each(&ids, |at, object| {
            let found = tree(object?)?.map(|(_, tree)| tree);
            trees.extend(ids.get(at).map(|id| (id.clone(), found.unwrap_or_default())));
            Ok(())
        })
    }

    /// The files of a state that the format knows, by path, with the ids of their contents; links are followed inside the folder. An error
    /// where one leads elsewhere.
    pub fn contents(&mut self, state: &State) -> Vec<(String, io::Result<String>)> {
        let entries: HashMap<String, Entry> = state.0.iter().map(|(path, entry)| (path.clone(), entry.clone())).collect();
        let paths = state.0.keys().filter(|path| role(path).is_some());
        paths.filter_map(|path| Some((path.clone(), self.blobs.resolve(&entries, path).transpose()?))).collect()
    }

    /// Hands over the contents with these ids, in order: an error in the place of one that is not here, and of a large one only the first bytes.
    ///
    /// # Errors
    /// Where git ends before it answers.
    pub fn each_content(&mut self, ids: &[&str], mut take: impl FnMut(usize, io::Result<Vec<u8>>)) -> io::Result<()> {
        self.blobs.each(ids, |at, object| {
            take(at, object.map(|object| object.bytes));
            Ok(())
        })
    }

    /// The content with that id; of a large one only the first bytes.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn content(&mut self, id: &str) -> io::Result<Vec<u8>> {
        self.blobs.content(id)
    }
}

/// The last of these commits on or before a day, in the order of the history.
pub fn last_until(history: &[Revision], day: Day) -> Option<usize> {
    history.iter().rposition(|revision| revision.commit.day.is_some_and(|own| own <= day))
}
