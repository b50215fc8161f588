//! The text of a document, from its beginning to its end.

use super::chart::LineChart;
use super::contents::{self, Heading};
use super::ink::{Gate, Ink};
use super::package::{Package, Relations};
use super::paragraph::Paragraph;
use super::phrase::Phrase;
use super::picture::{Picture, write_chart, write_picture};
use super::properties::Properties;
use super::section::Section;
use super::table::Table;
use super::xml::Xml;

const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PLACED: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const SPACES: [(&str, &str); 3] = [("xmlns:w", WORDS), ("xmlns:r", OFFICE), ("xmlns:wp", PLACED)];
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const CHART_KIND: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const THEME_KIND: &str = "application/vnd.openxmlformats-officedocument.theme+xml";
const SHEET_KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A document while it is written.
pub(crate) struct Story<'g> {
    ink: Ink<'g>,
    package: Package,
    headings: Vec<Heading>,
    /// Where the contents stand.
    contents: Option<usize>,
    /// Between two tables there has to be a paragraph: the style of an empty one.
    gap: &'static str,
    is_after_table: bool,
    charts: usize,
    edges: usize,
    pictures: usize,
}

/// The parts that say how a document looks.
pub(crate) struct Looks<'l> {
    pub styles: &'l str,
    pub numbering: &'l str,
    pub settings: &'l str,
    pub theme: &'l str,
}

impl<'g> Story<'g> {
    /// Begins a document. Every text passes the gate.
    pub(crate) fn new(gate: Gate<'g>, gap: &'static str) -> Self {
        let mut ink = Ink::new(gate);
        ink.xml.open("w:document", &SPACES);
        ink.xml.open("w:body", &[]);
        Story {
            ink,
            package: Package::default(),
            headings: Vec::new(),
            contents: None,
            gap,
            is_after_table: false,
            charts: 0,
            edges: 0,
            pictures: 0,
        }
    }

    pub(crate) fn paragraph(&mut self, paragraph: &Paragraph) {
        paragraph.write(&mut self.ink);
        self.is_after_table = false;
    }

    /// Writes words in a paragraph of a style.
    pub(crate) fn say(&mut self, style: &'static str, phrase: impl Into<Phrase>) {
        self.paragraph(&Paragraph::new(style, phrase));
    }

    /// Writes a text of an author in a paragraph of a style.
    pub(crate) fn tell(&mut self, style: &'static str, phrase: impl Into<Phrase>) {
        self.paragraph(&Paragraph::turning(style, phrase));
    }

    /// Writes a heading, which the contents list.
    pub(crate) fn heading(&mut self, level: usize, phrase: impl Into<Phrase>, starts_page: bool) {
        let style = match level {
            1 => "Heading1",
            2 => "Heading2",
            _ => "Heading3",
        };
        let (phrase, mark) = (phrase.into(), format!("_Toc{:06}", self.headings.len() + 1));
        let text = phrase.plain();
        let paragraph = Paragraph::new(style, phrase).marked(mark.clone());
        self.paragraph(&if starts_page { paragraph.on_new_page() } else { paragraph });
        self.headings.push(Heading { level, mark, text });
    }

    /// Puts the contents here.
    pub(crate) fn contents(&mut self) {
        self.contents = Some(self.ink.xml.length());
        self.is_after_table = false;
    }

    pub(crate) fn table(&mut self, table: &Table) {
        if self.is_after_table {
            self.say(self.gap, "");
        }
        table.write(&mut self.ink);
        self.is_after_table = true;
    }

    /// Writes a picture in a paragraph of its own.
    pub(crate) fn picture(&mut self, style: &'static str, picture: &Picture<'_>) {
        self.pictures += 1;
        let (ending, kind) = picture.kind.ending();
        let part = format!("media/image{}.{ending}", self.pictures);
        self.package.add_file(&format!("word/{part}"), (ending, kind), picture.bytes.to_vec());
        Paragraph::new(style, "").write_between(
            &mut self.ink,
            |_| {},
            |ink| write_picture(ink, picture, &part),
        );
        self.is_after_table = false;
    }

    /// Writes a chart in a paragraph of its own.
    pub(crate) fn chart(
        &mut self,
        style: &'static str,
        chart: &LineChart,
        size: (u64, u64),
        words: &str,
    ) {
        self.charts += 1;
        let number = self.charts;
        let (part, book) = (format!("charts/chart{number}.xml"), format!("chart{number}.xlsx"));
        let mut own = Relations::default();
        let numbers = own.part("package", &format!("../embeddings/{book}"));
        let path = format!("word/{part}");
        self.package.add(&path, CHART_KIND, chart.part(&numbers));
        self.package.add_relations(&path, &own);
        let book = format!("word/embeddings/{book}");
        self.package.add_file(&book, ("xlsx", SHEET_KIND), chart.workbook());
        Paragraph::new(style, "").write_between(
            &mut self.ink,
            |_| {},
            |ink| write_chart(ink, size, words, &part),
        );
        self.is_after_table = false;
    }

    /// Returns a section, with what stands above and below on each of its sheets.
    pub(crate) fn section(
        &mut self,
        is_lying: bool,
        has_title_page: bool,
        above: &Paragraph,
        below: &Paragraph,
    ) -> Section {
        let header = self.edge(("w:hdr", "header"), above);
        let footer = self.edge(("w:ftr", "footer"), below);
        Section { is_lying, has_title_page, header, footer }
    }

    fn edge(&mut self, (element, kind): (&str, &str), paragraph: &Paragraph) -> String {
        self.edges += 1;
        let file = format!("{kind}{}.xml", self.edges.div_ceil(2));
        let mut ink = Ink::new(self.ink.gate);
        ink.xml.open(element, &SPACES);
        paragraph.write(&mut ink);
        ink.xml.close(element);
        let path = format!("word/{file}");
        self.package.add(&path, &format!("{KIND}{kind}+xml"), ink.xml.into_bytes());
        self.ink.relations.part(kind, &file)
    }

    /// Writes the last paragraph of a section that is not the last one.
    pub(crate) fn end_section(&mut self, paragraph: &Paragraph, section: &Section) {
        paragraph.write_last(&mut self.ink, section);
        self.is_after_table = false;
    }

    /// Ends the document with its last section, and packs it.
    pub(crate) fn finish(
        mut self,
        section: &Section,
        about: &Properties,
        looks: &Looks<'_>,
    ) -> Vec<u8> {
        section.write(&mut self.ink.xml);
        self.ink.xml.close("w:body");
        self.ink.xml.close("w:document");
        for (file, kind, text) in [
            ("styles", "styles", looks.styles),
            ("numbering", "numbering", looks.numbering),
            ("settings", "settings", looks.settings),
            ("theme", "theme/theme1", looks.theme),
        ] {
            let kind_of =
                if file == "theme" { THEME_KIND.to_owned() } else { format!("{KIND}{file}+xml") };
            let path = format!("word/{kind}.xml");
            self.package.add(&path, &kind_of, text.as_bytes().to_vec());
            self.ink.relations.part(file, &format!("{kind}.xml"));
        }
        let document = self.with_contents();
        self.package.add("word/document.xml", &format!("{KIND}document.main+xml"), document);
        self.package.add_relations("word/document.xml", &self.ink.relations);
        about.add_to(&mut self.package, "word/document.xml");
        self.package.finish()
    }

    /// Returns the text with the contents in their place.
    fn with_contents(&mut self) -> Vec<u8> {
        let gate = self.ink.gate;
        let text = std::mem::replace(&mut self.ink.xml, Xml::piece()).into_bytes();
        let Some((before, after)) = self.contents.and_then(|at| text.split_at_checked(at)) else {
            return text;
        };
        let mut contents = Ink::new(gate);
        contents.xml = Xml::piece();
        contents::write(&mut contents, &self.headings);
        let mut whole = Xml::piece();
        whole.add(before);
        whole.add(&contents.xml.into_bytes());
        whole.add(after);
        whole.into_bytes()
    }
}
