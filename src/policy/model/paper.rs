//! The paper of an office (付議書の様式): its pages, what stands on each of them in which order, and under which label.
//!
//! One description for both ways: a paper is written by it, and old papers are read by it. So a label has every spelling
//! that is read, and the first is the one that is written.

use super::basis::Effective;
use super::sentence::Sentences;
use crate::source::Span;
use crate::vocabulary::enumerations::PartKind;
use crate::vocabulary::pack_words::PackWord;
use crate::words::{Both, Template};

/// The paper that is put before a forum, as it was in use on some days.
#[derive(Debug, Clone)]
pub struct PaperForm {
    /// Id of the paper.
    pub id: String,
    /// The file that describes it, as a path from the folder of the packs.
    pub file: String,
    /// Title of the paper, in both languages.
    pub title: Both,
    /// The forums before which it is put; none if it is the same before all.
    pub forums: Vec<PackWord>,
    /// Days on which it is in use.
    pub effective: Effective,
    /// The law under which filings of such a paper are made, in the words that its lines leave out (要綱).
    pub law: Vec<String>,
    /// Words with which the names of annexes begin: what refers to anything else refers to no annex.
    pub annexes: Vec<String>,
    /// What the paper calls things that the filing names by a word of a list, by that word.
    pub names: Vec<(String, String)>,
    /// The sentences that it puts values into.
    pub sentences: Sentences,
    /// Its pages in order; one for parts stands for as many as there are parts.
    pub pages: Vec<PaperPage>,
}

/// A page, or the pages of one kind.
#[derive(Debug, Clone)]
pub struct PaperPage {
    /// What the page is about.
    pub kind: PageKind,
    /// The kinds of part that have such a page, where it is one of parts.
    pub parts: Vec<PartKind>,
    /// What stands on it from top to bottom; nothing where its kind tells all.
    pub blocks: Vec<PaperBlock>,
}

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// The cover (表紙).
    Cover,
    /// The overview of the programme (事業の概要).
    Overview,
    /// A part (別紙), one page for each.
    Annex,
    /// Lists of items that parts refer to (記録項目).
    Items,
    /// The drawings of the flows (個人情報の流れ).
    Flow,
    /// The special clauses (特記事項) of each contract.
    Clauses,
    /// The checklists (チェックリスト), one page for each side.
    Checklist,
}

impl PageKind {
    /// Every kind with its word in packs.
    pub const TABLE: [(&str, PageKind); 7] = [
        ("cover", PageKind::Cover),
        ("overview", PageKind::Overview),
        ("annex", PageKind::Annex),
        ("items", PageKind::Items),
        ("flow", PageKind::Flow),
        ("clauses", PageKind::Clauses),
        ("checklist", PageKind::Checklist),
    ];
}

/// What stands on a page.
#[derive(Debug, Clone)]
pub enum PaperBlock {
    /// A line of its own.
    Line(PaperLine),
    /// A table of two columns: labels and values.
    Table(Vec<PaperRow>),
}

/// A line outside the tables: words of the form, with a value in them or without.
#[derive(Debug, Clone)]
pub struct PaperLine {
    /// The line in every spelling; `{value}` stands for what its entry has.
    pub texts: Vec<Template>,
    /// What it shows; `None` for words of the form alone.
    pub entry: Option<PaperEntry>,
    /// What stands there instead where the filing has nothing of it; `None` if that is told as unstated.
    pub otherwise: Option<String>,
    /// Where it stands.
    pub place: LinePlace,
}

/// Where a line stands, and how it is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinePlace {
    /// At the left.
    #[default]
    Left,
    /// At the right.
    Right,
    /// In the middle and larger: the title of a page.
    Title,
    /// At the foot of the page, at the right.
    Foot,
}

impl LinePlace {
    /// Every place with its word in packs.
    pub const TABLE: [(&str, LinePlace); 4] = [
        ("left", LinePlace::Left),
        ("right", LinePlace::Right),
        ("title", LinePlace::Title),
        ("foot", LinePlace::Foot),
    ];
}

/// A row of a table: a label, and what is written beside it.
#[derive(Debug, Clone)]
pub struct PaperRow {
    /// The label in every spelling.
    pub labels: Vec<String>,
    /// True if the label is written from top to bottom.
    pub upright: bool,
    /// True if entries with a heading are numbered (１ 概要).
    pub numbered: bool,
    /// What stands beside the label; those of which the filing has nothing are left out, if it has any.
    pub entries: Vec<PaperEntry>,
}

/// A value of the filing as a paper shows it.
#[derive(Debug, Clone)]
pub struct PaperEntry {
    /// Keys of the format, dotted; the first that is stated is shown, all of them by what shows several. They are those of
    /// the filing on pages about it and those of the part on pages of parts. `filing.` leads to the filing, `parts.` to
    /// each part in turn.
    pub keys: Vec<String>,
    /// Where the keys are written in the file of the paper.
    pub span: Span,
    /// The heading above it in every spelling; none if it has none. `{subjects}` stands for whose data it is.
    pub headings: Vec<Template>,
    /// How it is written.
    pub writing: Writing,
    /// True if it is left out where the filing says nothing of it.
    pub optional: bool,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// The words of the filing, each of its lines a paragraph.
    Text,
    /// A list in one sentence (人材育成等担当課、教育調整課).
    Names,
    /// A list, one in a line, numbered unless its texts begin with a number or mark of their own.
    List,
    /// A party: name and certifications, or how it is chosen.
    Party,
    /// Data sets with whose they are and their items.
    Items,
    /// Media and stores (紙及び電磁的媒体).
    Media,
    /// A term with its periods and its renewal.
    Term,
    /// The stages of a schedule, one in a line.
    Schedule,
    /// Measures of one side in prose by section, or where their checklist stands.
    Measures,
    /// Provisions with what they govern, by how each is put before the forum.
    Basis,
    /// Class, provision and agenda of a part in one line.
    Matter,
    /// Since which decision marked words have changed.
    ChangedSince,
    /// Groups of persons with their numbers.
    Headcount,
    /// What is enclosed, by number.
    Enclosures,
    /// A store by its name.
    Store,
    /// In which annexes the drawings of the flows stand.
    Drawings,
}

impl Writing {
    /// Every way with its word in packs.
    pub const TABLE: [(&str, Writing); 16] = [
        ("text", Writing::Text),
        ("names", Writing::Names),
        ("list", Writing::List),
        ("party", Writing::Party),
        ("items", Writing::Items),
        ("media", Writing::Media),
        ("term", Writing::Term),
        ("schedule", Writing::Schedule),
        ("measures", Writing::Measures),
        ("basis", Writing::Basis),
        ("matter", Writing::Matter),
        ("changed-since", Writing::ChangedSince),
        ("headcount", Writing::Headcount),
        ("enclosures", Writing::Enclosures),
        ("store", Writing::Store),
        ("drawings", Writing::Drawings),
    ];
}

impl PaperForm {
    /// Returns what the paper calls a word of a list, if it has a name of its own for it.
    pub fn name(&self, word: &str) -> Option<&str> {
        self.names.iter().find(|(id, _)| id == word).map(|(_, name)| name.as_str())
    }
}

impl PaperPage {
    /// Iterates over its entries with the labels of their rows, in the order of the page; those of lines have none.
    pub fn entries(&self) -> impl Iterator<Item = (&[String], &PaperEntry)> {
        self.blocks.iter().flat_map(|block| match block {
            PaperBlock::Line(line) => line.entry.iter().map(|entry| (&[][..], entry)).collect::<Vec<_>>(),
            PaperBlock::Table(rows) => {
                rows.iter().flat_map(|row| row.entries.iter().map(|entry| (row.labels.as_slice(), entry))).collect()
            }
        })
    }
}
