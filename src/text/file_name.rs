//! Names of files that every system takes, each given once.

use std::collections::HashSet;

/// Names that Windows keeps for devices, whatever the extension; some with a digit behind them.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Names of files in one folder.
#[derive(Debug, Default)]
pub struct FileNames(HashSet<String>);

impl FileNames {
    /// Returns a name for a file made from an id, which no other one has, in small letters or
    /// capitals. The id must be one that a path can hold.
    pub fn free(&mut self, id: &str, ending: &str) -> String {
        let stem = if is_device(id) { format!("for-{id}") } else { id.to_owned() };
        let names = (1..).map(|number| match number {
            1 => format!("{stem}.{ending}"),
            number => format!("{stem}-{number}.{ending}"),
        });
        let mut names = names.skip_while(|name| self.0.contains(&name.to_lowercase()));
        let name = names.next().unwrap_or_default();
        self.0.insert(name.to_lowercase());
        name
    }
}

/// Whether Windows takes a file of this name for a device.
pub fn is_device(id: &str) -> bool {
    let stem = id.split('.').next().unwrap_or(id).to_ascii_lowercase();
    let is_numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    DEVICES.contains(&stem.as_str()) || NUMBERED_DEVICES.into_iter().any(is_numbered)
}
