//! No import cycles between source files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::architecture::{files, items, src};

#[test]
fn no_two_files_import_each_other() {
    let circles = FileGraph::read().in_cycles();
    assert!(circles.is_empty(), "files in circles:\n{}", circles.join("\n"));
}

/// The imports between files. An import leads to the file that defines the name, not to one that
/// re-exports it. Imports of tests do not count.
struct FileGraph {
    /// By module path, such as `render/status/view`.
    files: BTreeMap<String, FileImports>,
}

/// The imports of a file.
#[derive(Default)]
struct FileImports {
    children: BTreeSet<String>,
    /// Paths of private imports, and paths used in the code.
    used: Vec<Vec<String>>,
    /// Re-exported names, with their paths.
    exported: BTreeMap<String, Vec<String>>,
}

impl FileImports {
    fn of(text: &str) -> Self {
        let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
        let code: String = code
            .lines()
            .map(|line| line.split("//").next().unwrap_or(""))
            .fold(String::new(), |code, line| code + line + "\n");
        let mut found = FileImports::default();
        let mut rest = String::new();
        for statement in code.split_inclusive(';') {
            let start = ["pub(", "pub ", "use ", "mod "]
                .iter()
                .filter_map(|word| statement.rfind(&format!("\n{word}")))
                .min();
            let tail = statement.get(start.unwrap_or(0)..).unwrap_or_default().trim();
            let (is_public, tail) = match tail.strip_prefix("pub") {
                Some(tail) => (true, tail.split_once(") ").map_or(tail, |(_, tail)| tail).trim()),
                None => (false, tail),
            };
            let tail = tail.trim_end_matches(';');
            if let Some(name) = tail.strip_prefix("mod ") {
                found.children.insert(name.to_owned());
            } else if let Some(tree) = tail.strip_prefix("use ") {
                for (path, name) in paths(tree) {
                    if is_public {
                        found.exported.insert(name, path);
                    } else {
                        found.used.push(path);
                    }
                }
            } else {
                rest += statement;
                continue;
            }
            rest += statement.get(..start.unwrap_or(0)).unwrap_or_default();
        }
        let words: Vec<&str> =
            rest.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':'))).collect();
        let named = words.iter().filter(|word| word.contains("::"));
        found.used.extend(named.map(|word| word.split("::").map(str::to_owned).collect()));
        found
    }
}

/// Returns the paths in a `use` tree, each with the name that it imports.
fn paths(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
        let mut path: Vec<String> = path.trim().split("::").map(str::to_owned).collect();
        path.retain(|word| word != "self" || tree.starts_with("self"));
        let last = path.last().cloned().unwrap_or_default();
        return vec![(path, if name.is_empty() { last } else { name.trim().to_owned() })];
    };
    let head: Vec<String> =
        head.split("::").filter(|word| !word.trim().is_empty()).map(|w| w.trim().into()).collect();
    let within = items(group).into_iter().filter(|item| !item.trim().is_empty());
    within
        .flat_map(paths)
        .map(|(path, name)| {
            let path: Vec<String> = head.iter().cloned().chain(path).collect();
            let name =
                if name.is_empty() { path.last().cloned().unwrap_or_default() } else { name };
            (path, name)
        })
        .collect()
}

impl FileGraph {
    fn read() -> Self {
        let own = files(&src()).into_iter().filter_map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(src()).unwrap().with_extension("");
            let name = name.to_str().unwrap().to_owned();
            let name = name.strip_suffix("/mod").unwrap_or(&name).to_owned();
            let is_of_tests = name.rsplit('/').next() == Some("tests");
            (!is_of_tests && name != "main")
                .then(|| (if name == "lib" { String::new() } else { name }, FileImports::of(&text)))
        });
        FileGraph { files: own.collect() }
    }

    /// Returns the file that defines the target of a path; `None` if it is outside the library.
    fn defining(&self, from: &str, path: &[String], depth: usize) -> Option<String> {
        let parent = |file: &str| file.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
        let mut at = from.to_owned();
        let mut rest = path.iter().peekable();
        match path.first()?.as_str() {
            "crate" => at = rest.next().map(|_| String::new())?,
            "self" => drop(rest.next()),
            "super" => {
                while rest.next_if(|word| *word == "super").is_some() {
                    at = parent(&at);
                }
            }
            first => {
                let own = self.files.get(from)?;
                let is_own =
                    own.children.contains(first) || (depth > 0 && own.exported.contains_key(first));
                is_own.then_some(())?;
            }
        }
        while let Some(name) = rest.next() {
            let here = self.files.get(&at)?;
            if here.children.contains(name) {
                at = if at.is_empty() { name.clone() } else { format!("{at}/{name}") };
            } else if let Some(path) = here.exported.get(name).filter(|_| depth < 9) {
                return match self.defining(&at, path, depth + 1) {
                    Some(defining) if rest.peek().is_some() && defining.ends_with(name) => {
                        let rest: Vec<String> =
                            ["self".to_owned()].into_iter().chain(rest.cloned()).collect();
                        self.defining(&defining, &rest, depth + 1)
                    }
                    Some(defining) => Some(defining),
                    None => Some(at),
                };
            } else {
                break;
            }
        }
        Some(at)
    }

    /// Returns all files that a file imports, directly or not.
    fn reached(&self, direct: &BTreeMap<&str, BTreeSet<String>>, from: &str) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(file) = open.pop() {
            for next in direct.get(file.as_str()).into_iter().flatten() {
                if reached.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        reached
    }

    /// Returns the files that import themselves through others.
    fn in_cycles(&self) -> Vec<String> {
        let direct: BTreeMap<&str, BTreeSet<String>> = self
            .files
            .iter()
            .map(|(name, own)| {
                let found = own.used.iter().filter_map(|path| self.defining(name, path, 0));
                (name.as_str(), found.filter(|other| other != name).collect())
            })
            .collect();
        let is_in_circle = |name: &&String| self.reached(&direct, name).contains(*name);
        self.files.keys().filter(is_in_circle).cloned().collect()
    }
}

#[test]
fn the_graph_follows_names_to_the_file_that_defines_them() {
    let file = |text: &str| FileImports::of(text);
    let graph = FileGraph {
        files: [
            ("", file("pub mod a;\npub mod b;\n")),
            ("a", file("mod one;\nmod two;\npub use one::{First, Other as Renamed};\n")),
            ("a/one", file("use super::two::Second;\npub struct First;\n")),
            ("a/two", file("\npub struct Second(pub super::First);\n")),
            ("b", file("use crate::{a::Renamed};\n// use crate::b;\n")),
        ]
        .into_iter()
        .map(|(name, file)| (name.to_owned(), file))
        .collect(),
    };
    let path = |text: &str| text.split("::").map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(graph.defining("b", &path("crate::a::Renamed"), 0).unwrap(), "a/one");
    assert_eq!(graph.defining("b", &path("std::fs"), 0), None);
    assert_eq!(graph.in_cycles(), ["a/one", "a/two"]);
}
