//! What an audit has to say, as `expect.yaml` writes it by hand, and the obligations as their packs write them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::common::text;

/// The whole outcome of one audit. What is left out is empty, or zero.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expect {
    /// What the case is about.
    #[allow(dead_code, reason = "for whoever reads the file")]
    why: String,
    pub(super) year: i32,
    pub(super) today: String,
    #[serde(default = "japanese")]
    pub(super) lang: String,
    /// The exit status.
    pub(super) status: u8,
    pub(super) parts: Vec<Part>,
    /// Parts that did not run in the year, with what was done under them.
    #[serde(default)]
    pub(super) outside: Vec<Outside>,
    /// Number of contracts with a third tier below them, and of sub-contractors of each tier.
    #[serde(default)]
    pub(super) third_tier: usize,
    #[serde(default)]
    pub(super) companies_below: BTreeMap<u32, usize>,
    #[serde(default)]
    pub(super) findings: Vec<Finding>,
    pub(super) filings: usize,
    #[serde(default)]
    pub(super) unread: Vec<String>,
    #[serde(default)]
    pub(super) idle: usize,
    #[serde(default)]
    pub(super) unnamed: usize,
    #[serde(default)]
    pub(super) consented: usize,
    #[serde(default)]
    pub(super) unconsented: usize,
    #[serde(default)]
    pub(super) contractors: Vec<Several>,
    pub(super) departments: Vec<Several>,
    #[serde(default = "trial")]
    pub(super) policies: Vec<String>,
    /// Inspection sheets, where the case asks for them, by the name of the file.
    pub(super) sheets: Option<BTreeMap<String, Sheet>>,
}

/// A contract, connection or processing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// Filing and part, divided by a slash.
    pub(super) part: String,
    pub(super) path: Option<String>,
    pub(super) line: u32,
    #[serde(default = "outsourcing")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) name: String,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    /// As people read it.
    pub(super) term: String,
    #[serde(default)]
    pub(super) renewed: bool,
    #[serde(default)]
    pub(super) department: Vec<String>,
    #[serde(default)]
    pub(super) contractor: String,
    #[serde(default)]
    pub(super) number: String,
    #[serde(default = "first")]
    pub(super) tier: u32,
    /// Whether it is about personal data, is passed on, and has a consent on record; none: nothing tells.
    pub(super) personal: Option<bool>,
    pub(super) passed_on: Option<bool>,
    pub(super) consent: Option<bool>,
    /// The sign of each group, in the order of [`super::words::GROUPS`].
    pub(super) marks: [String; 7],
    pub(super) owed: Vec<Owed>,
}

/// A part that did not run in the year, with the records of the year: kind as programs and as people read it, day, document, and path with line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outside {
    pub(super) about: Part,
    pub(super) records: Vec<(String, String, String, String, String)>,
}

/// An obligation of a part.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Owed {
    pub(super) id: String,
    pub(super) is: String,
    pub(super) due: Option<String>,
    pub(super) since: Option<String>,
    /// The hop or copy that it is owed for; none: the part.
    pub(super) at: Option<String>,
    #[serde(default)]
    pub(super) place: String,
    #[serde(default)]
    pub(super) by: Vec<Proof>,
    pub(super) why: String,
}

/// Document, day, and path with line.
pub(super) type Proof = (String, Option<String>, String);

/// A finding.
#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Finding {
    pub(super) rule: String,
    /// Path, line and column, divided by colons.
    pub(super) at: String,
    pub(super) is: String,
    pub(super) weighs: String,
    /// Kind, id and pointer of the subject.
    pub(super) about: (String, String, String),
    pub(super) says: String,
    /// The decision that waives it, and until when.
    pub(super) waived: Option<(String, String)>,
}

/// A department or contractor with the parts that are counted for it.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct Several {
    pub(super) name: String,
    #[serde(default)]
    pub(super) number: String,
    /// Departments that gave the contractor work, in the order in which they are listed.
    #[serde(default)]
    pub(super) departments: Vec<String>,
    /// As in [`Part::part`]; a part that two filings of one id have stands twice.
    pub(super) parts: Vec<String>,
}

/// The tables of an inspection sheet.
#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheet {
    pub(super) head: Vec<String>,
    pub(super) checks: Vec<Vec<String>>,
    pub(super) copies: Vec<Vec<String>>,
    pub(super) open: Vec<Vec<String>>,
    /// What was found, then what was open, in the year before.
    pub(super) before: Vec<Vec<String>>,
}

/// An obligation, as its pack writes it.
#[derive(Deserialize)]
pub(super) struct Asked {
    id: String,
    title: Both,
    pub(super) group: String,
    pub(super) binds: String,
    pub(super) severity: String,
    #[serde(default)]
    basis: Vec<Basis>,
}

/// A source, written out or named.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum Basis {
    Written { text: Both },
    Named(String),
}

/// What the city's papers say of its parents' obligations.
#[derive(Deserialize)]
struct Papers {
    adds: BTreeMap<String, Vec<Basis>>,
}

#[derive(Deserialize, Clone)]
struct Both {
    ja: String,
    en: String,
}

impl Both {
    fn get(&self, lang: &str) -> &str {
        if lang == "ja" { &self.ja } else { &self.en }
    }
}

impl Asked {
    pub(super) fn title(&self, lang: &str) -> &str {
        self.title.get(lang)
    }

    pub(super) fn basis(&self, lang: &str) -> Vec<&str> {
        let mut texts = Vec::new();
        for basis in &self.basis {
            match basis {
                Basis::Written { text } => texts.push(text.get(lang)),
                Basis::Named(id) => panic!("{}: {id} is not written out", self.id),
            }
        }
        texts
    }
}

impl Part {
    /// Ids of filing and part.
    pub(super) fn ids(&self) -> (&str, &str) {
        self.part.split_once('/').expect("a filing and a part")
    }

    pub(super) fn path(&self) -> String {
        self.path.clone().unwrap_or_else(|| format!("{}.filing.yaml", self.ids().0))
    }

    /// How many obligations stand so.
    pub(super) fn count(&self, status: &str) -> usize {
        self.owed.iter().filter(|owed| owed.is == status).count()
    }
}

impl Expect {
    /// How many parts have something open.
    pub(super) fn open(&self) -> usize {
        self.parts.iter().filter(|part| part.count("overdue") + part.count("missing") > 0).count()
    }

    /// How many parts have nothing open, but something undetermined.
    pub(super) fn undetermined(&self) -> usize {
        let open = |part: &&Part| part.count("overdue") + part.count("missing") > 0;
        self.parts.iter().filter(|part| !open(part) && part.count("undetermined") > 0).count()
    }

    /// How many obligations of some parts stand so.
    pub(super) fn count(&self, several: &Several, status: &str) -> usize {
        several.parts.iter().map(|id| self.part(id).count(status)).sum()
    }

    fn part(&self, id: &str) -> &Part {
        self.parts.iter().find(|part| part.part == id).unwrap_or_else(|| panic!("{id} is not among the parts"))
    }
}

/// Obligations by id.
pub(super) type Pack = BTreeMap<String, Asked>;

/// The obligations of every pack that the cases use.
pub(super) fn obligations() -> Pack {
    let read = |path: &str| -> Vec<Asked> { yaml_serde::from_str(&text(path)).expect(path) };
    let [trial, media, city] = ["tests/audit/policies/trial", "tests/audit/policies/trial-media", "policies/municipal"];
    let packs = [trial, media, city].map(|pack| read(&format!("{pack}/obligations.yaml")));
    let papers: Papers = yaml_serde::from_str(&text("policies/shinjuku/basis.yaml")).expect("sources");
    // The consent to a sub-contract has the same id in two; the cases of the last pack do without sub-contracts.
    let mut all: Pack = packs.into_iter().rev().flatten().map(|asked| (asked.id.clone(), asked)).collect();
    for (id, own) in papers.adds {
        // Its own papers stand in place of what is named in general.
        if let Some(asked) =
            all.get_mut(&id).filter(|asked| asked.basis.iter().any(|one| matches!(one, Basis::Named(_))))
        {
            asked.basis.retain(|one| matches!(one, Basis::Written { .. }));
            asked.basis.splice(0..0, own);
        }
    }
    all
}

fn japanese() -> String {
    "ja".to_owned()
}

fn trial() -> Vec<String> {
    vec!["trial".to_owned()]
}

fn outsourcing() -> String {
    "outsourcing".to_owned()
}

fn first() -> u32 {
    1
}
