//! What people begin with: the files of a new pack, a rule with its test that are no good until they are filled in, and the files
//! of a repository of filings.
//!
//! Owns the templates, which are the files of this folder. Leaves to others: which packs and ids there are, and where the files
//! go.

mod repository;

use askama::Template;

use crate::words::Lang;

pub(crate) use repository::{CiService, FILINGS, SCRIPTS, repository};

/// A file that an author begins with: its path below the folder of the pack, and its text.
pub(crate) struct StarterFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Writes the files of a new pack. `version` is its first.
///
/// # Errors
/// Memory for a text runs out.
pub(crate) fn pack(id: &str, parents: &[String], version: &str, lang: Lang) -> Result<Vec<StarterFile>, askama::Error> {
    let ja = lang == Lang::Ja;
    let parents = parents.join(", ");
    Ok(vec![
        file("policy.yaml", &PackHead { ja, id, parents: &parents, version })?,
        file("vocabulary.yaml", &PackVocabulary { ja })?,
        file("basis.yaml", &PackBasis { ja })?,
    ])
}

/// Writes a rule about a subject and its test, in which every place that is to be filled in is marked. Without a subject, that
/// is one of them.
///
/// # Errors
/// Memory for a text runs out.
pub(crate) fn rule(id: &str, subject: Option<&str>, lang: Lang) -> Result<[StarterFile; 2], askama::Error> {
    let ja = lang == Lang::Ja;
    Ok([
        file(&format!("rules/{id}.yaml"), &RuleStub { ja, id, subject })?,
        file(&format!("tests/{id}.yaml"), &TestStub { ja, id })?,
    ])
}

fn file(path: &str, template: &impl Template) -> Result<StarterFile, askama::Error> {
    // The last end of line is not part of a template.
    Ok(StarterFile { path: path.to_owned(), text: template.render()? + "\n" })
}

#[derive(Template)]
#[template(path = "policy.yaml", escape = "none")]
struct PackHead<'s> {
    ja: bool,
    id: &'s str,
    parents: &'s str,
    version: &'s str,
}

#[derive(Template)]
#[template(path = "vocabulary.yaml", escape = "none")]
struct PackVocabulary {
    ja: bool,
}

#[derive(Template)]
#[template(path = "basis.yaml", escape = "none")]
struct PackBasis {
    ja: bool,
}

#[derive(Template)]
#[template(path = "rule.yaml", escape = "none")]
struct RuleStub<'s> {
    ja: bool,
    id: &'s str,
    subject: Option<&'s str>,
}

#[derive(Template)]
#[template(path = "test.yaml", escape = "none")]
struct TestStub<'s> {
    ja: bool,
    id: &'s str,
}
