//! Writes plans in ugly but valid YAML. Each seed gives another style with the same meaning.

/// Random decisions about style.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    pub fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.roll(all.len() as u64) as usize]
    }
}

/// Texts that are hard to write in YAML.
pub const TEXTS: &[&str] = &[
    "plain words",
    "a: b",
    "x # y",
    "#tag",
    "- dash",
    "it's",
    "\"quoted\"",
    "null",
    "~",
    "{a: b}",
    "[1, 2]",
    "a, b",
    "1.10",
    "éà😀",
    "*star",
    "&and",
    "two\nlines",
    "para\n\npara",
    "ends\n",
    " lead",
    "trail ",
    "tab\tin",
    "%x",
    "@x",
    "`x",
    "? q",
    ": c",
    "-",
    "---",
    "...",
    "a:",
    "true",
    "2024-06-30",
    "back\\slash",
    "!bang",
    "| pipe",
    "> fold",
    "long words that go on and on until the line is far longer than anybody would like to read it in an editor",
];

/// A value to write: a text, a list of texts, a mapping, or a list of mappings.
#[derive(Clone, Debug)]
pub enum Said {
    Text(String),
    List(Vec<String>),
    /// A number, written unquoted.
    Number(&'static str),
    /// Values that are written unquoted.
    Map(Vec<(&'static str, &'static str)>),
    Maps(Vec<Vec<(&'static str, String)>>),
}

/// The text written so far.
pub struct Writer {
    pub dice: Dice,
    pub out: String,
    comments: usize,
}

impl Writer {
    pub fn new(seed: u64) -> Self {
        Writer { dice: Dice(seed | 1), out: String::new(), comments: 0 }
    }

    /// Returns the text with any kind of line break, with or without a byte-order mark and a last
    /// line break.
    pub fn finish(mut self) -> String {
        self.own_lines(0);
        let mut text = self.out;
        if self.dice.roll(4) == 0 {
            text.truncate(text.trim_end().len());
        }
        if self.dice.roll(3) == 0 {
            text = text.replace('\n', "\r\n");
        }
        if self.dice.roll(4) == 0 {
            text.insert(0, '\u{feff}');
        }
        text
    }

    fn comment(&mut self) -> String {
        if self.dice.roll(3) > 0 {
            return String::new();
        }
        self.comments += 1;
        let space = self.dice.pick(&[" ", "   ", "\t"]);
        format!(
            "{space}# c{} {}",
            self.comments,
            self.dice.pick(&["plain", "{odd: [", "'", "a: b", "é"])
        )
    }

    pub fn own_lines(&mut self, indent: usize) {
        for _ in 0..self.dice.roll(3) {
            match self.dice.roll(4) {
                0 => self.out += "\n",
                1 => {
                    self.comments += 1;
                    self.out += &format!("{}# own {}\n", " ".repeat(indent), self.comments);
                }
                _ => {}
            }
        }
    }

    fn scalar(&mut self, text: &str, flow: bool, indent: usize) -> String {
        let simple =
            text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.'))
                && text.trim() == text;
        let simple = simple
            && text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !matches!(text, "null" | "...");
        let double = || {
            format!(
                "\"{}\"",
                text.replace('\\', "\\\\")
                    .replace('"', "\\\"")
                    .replace('\n', "\\n")
                    .replace('\t', "\\t")
            )
        };
        let block = !flow
            && !text.starts_with([' ', '\t', '\n'])
            && !text.contains("\t")
            && !text.lines().any(|line| line.ends_with(' '));
        match self.dice.roll(6) {
            0 | 1 if simple => text.to_owned(),
            2 if !text.contains('\n') => format!("'{}'", text.replace('\'', "''")),
            3 if block && !text.trim().is_empty() => {
                let body = text.trim_end_matches('\n');
                let chomp = match text.len() - body.len() {
                    0 => "-",
                    1 => "",
                    _ => "+",
                };
                let lines = body.split('\n').map(|line| {
                    if line.is_empty() {
                        String::new()
                    } else {
                        format!("{}{line}", " ".repeat(indent + 3))
                    }
                });
                format!("|{chomp}{}\n{}", self.comment(), lines.collect::<Vec<_>>().join("\n"))
            }
            4 if block && !text.contains('\n') => {
                let lines: Vec<String> = text
                    .split(' ')
                    .map(|word| format!("{}{word}", " ".repeat(indent + 2)))
                    .collect();
                if text.contains("  ") { double() } else { format!(">-\n{}", lines.join("\n")) }
            }
            _ => double(),
        }
    }

    /// Writes ` value # comment\n` after a key in a block.
    fn line_of(&mut self, text: &str, indent: usize) {
        let written = self.scalar(text, false, indent);
        let comment = if written.contains('\n') { String::new() } else { self.comment() };
        let space = self.dice.pick(&[" ", "   "]);
        self.out += &format!("{space}{written}{comment}\n");
    }

    fn flow_map(&mut self, pairs: &[(&str, String)], indent: usize) -> String {
        let tall = self.dice.roll(4) == 0;
        let mut parts = Vec::new();
        for (key, text) in pairs {
            parts.push(format!("{key}: {}", self.scalar(text, true, 0)));
        }
        self.brackets('{', '}', &parts, tall, indent)
    }

    fn plain_map(&mut self, pairs: &[(&str, &str)], indent: usize) -> String {
        let tall = self.dice.roll(4) == 0;
        let parts: Vec<String> =
            pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        self.brackets('{', '}', &parts, tall, indent)
    }

    fn brackets(
        &mut self,
        open: char,
        close: char,
        parts: &[String],
        tall: bool,
        indent: usize,
    ) -> String {
        if !tall {
            let (space, comma) = (self.dice.pick(&["", " "]), self.dice.pick(&[", ", ",", " , "]));
            let comma = if open == '{' { ", " } else { comma };
            return format!("{open}{space}{}{space}{close}", parts.join(comma));
        }
        let mut out = open.to_string();
        for (number, part) in parts.iter().enumerate() {
            let last = number + 1 == parts.len();
            let comma = if last && self.dice.roll(2) == 0 { "" } else { "," };
            out += &format!("{}\n{}{part}{comma}", self.comment(), " ".repeat(indent + 4));
        }
        format!("{out}{}\n{}{close}", self.comment(), " ".repeat(indent + 2))
    }

    pub fn entry(&mut self, key: &str, said: &Said, indent: usize) {
        match said {
            Said::Text(text) => {
                self.out += &format!("{key}:");
                self.line_of(text, indent);
            }
            Said::List(items) if self.dice.roll(2) == 0 || items.is_empty() => {
                let parts: Vec<String> =
                    items.iter().map(|item| self.scalar(item, true, 0)).collect();
                let tall = self.dice.roll(4) == 0 && !items.is_empty();
                let list = self.brackets('[', ']', &parts, tall, indent);
                let comment = self.comment();
                self.out += &format!("{key}: {list}{comment}\n");
            }
            Said::List(items) => {
                let dash = indent + self.dice.roll(2) as usize * 2;
                let comment = self.comment();
                self.out += &format!("{key}:{comment}\n");
                for item in items {
                    self.own_lines(dash);
                    self.out += &format!("{}-", " ".repeat(dash));
                    self.line_of(item, dash);
                }
            }
            Said::Number(number) => {
                let comment = self.comment();
                self.out += &format!("{key}: {number}{comment}\n");
            }
            Said::Map(map) if self.dice.roll(2) == 0 => {
                let map = self.plain_map(map, indent);
                let comment = self.comment();
                self.out += &format!("{key}: {map}{comment}\n");
            }
            Said::Map(map) => {
                let comment = self.comment();
                self.out += &format!("{key}:{comment}\n");
                for (key, value) in map {
                    self.own_lines(indent + 2);
                    let comment = self.comment();
                    self.out += &format!("{}{key}: {value}{comment}\n", " ".repeat(indent + 2));
                }
            }
            Said::Maps(maps) => {
                let dash = indent + self.dice.roll(2) as usize * 2;
                let comment = self.comment();
                self.out += &format!("{key}:{comment}\n");
                for map in maps {
                    self.own_lines(dash);
                    if self.dice.roll(2) == 0 {
                        let map = self.flow_map(map, dash);
                        let comment = self.comment();
                        self.out += &format!("{}- {map}{}\n", " ".repeat(dash), comment);
                        continue;
                    }
                    for (number, (key, text)) in map.iter().enumerate() {
                        if number > 0 {
                            self.own_lines(dash + 2);
                        }
                        self.out += &" ".repeat(dash);
                        self.out += &format!("{}{key}:", if number == 0 { "- " } else { "  " });
                        self.line_of(text, dash + 2);
                    }
                }
            }
        }
    }

    pub fn activity(&mut self, id: &str, said: &[(&str, Said)], dash: usize) {
        self.own_lines(dash);
        let is_flow = self.dice.roll(4) == 0;
        let mut pairs = said.to_vec();
        pairs.insert(self.dice.roll(2) as usize, ("id", Said::Text(id.to_owned())));
        if is_flow {
            let mut parts = Vec::new();
            for (key, said) in &pairs {
                let written = match said {
                    Said::Text(text) => self.scalar(text, true, 0),
                    Said::List(items) => {
                        let items: Vec<String> =
                            items.iter().map(|item| self.scalar(item, true, 0)).collect();
                        self.brackets('[', ']', &items, false, dash)
                    }
                    Said::Number(number) => (*number).to_owned(),
                    Said::Map(map) => self.plain_map(map, dash),
                    Said::Maps(maps) => {
                        let maps: Vec<String> =
                            maps.iter().map(|map| self.flow_map(map, dash)).collect();
                        self.brackets('[', ']', &maps, false, dash)
                    }
                };
                parts.push(format!("{key}: {written}"));
            }
            let tall = self.dice.roll(2) == 0;
            let map = self.brackets('{', '}', &parts, tall, dash);
            let comment = self.comment();
            self.out += &format!("{}- {map}{}\n", " ".repeat(dash), comment);
            return;
        }
        for (number, (key, said)) in pairs.iter().enumerate() {
            if number > 0 {
                self.own_lines(dash + 2);
            }
            self.out += &" ".repeat(dash);
            self.out += if number == 0 { "- " } else { "  " };
            self.entry(key, said, dash + 2);
        }
    }
}
