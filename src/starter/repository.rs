//! The files of a repository of filings. What checks them is what the example has.

use askama::Template;

use super::{StarterFile, file};
use crate::words::Lang;

/// The folder that holds the filings, as the files that check them name it.
pub(crate) const FILINGS: &str = "filings";
/// The files that are run by themselves.
pub(crate) const SCRIPTS: [&str; 1] = ["check.sh"];

/// A service that checks filings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum CiService {
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
}

/// Writes the files of a repository but for its filings. `policy`: the folder of its own packs; `profile`: how strictly it judges.
///
/// # Errors
/// Memory for a text runs out.
pub(crate) fn repository(
    services: &[CiService],
    policy: Option<&str>,
    profile: Option<&str>,
    lang: Lang,
) -> Result<Vec<StarterFile>, askama::Error> {
    let ja = lang == Lang::Ja;
    let mut files = vec![file("sekisho.toml", &Config { ja, lang: if ja { "ja" } else { "en" }, policy, profile })?];
    let mut kept = |path: &str, text: &str| files.push(StarterFile { path: path.to_owned(), text: text.to_owned() });
    if services.contains(&CiService::Github) {
        let workflow = include_str!("../../examples/ci/.github/workflows/sekisho.yml");
        kept(".github/workflows/sekisho.yml", workflow);
    }
    if services.contains(&CiService::Gitlab) {
        kept(".gitlab-ci.yml", include_str!("../../examples/ci/.gitlab-ci.yml"));
        kept(SCRIPTS[0], include_str!("../../examples/ci/check.sh"));
    }
    kept(".pre-commit-config.yaml", include_str!("../../examples/ci/.pre-commit-config.yaml"));
    kept(".gitattributes", include_str!("gitattributes"));
    Ok(files)
}

#[derive(Template)]
#[template(path = "sekisho.toml", escape = "none")]
struct Config<'s> {
    ja: bool,
    lang: &'s str,
    policy: Option<&'s str>,
    profile: Option<&'s str>,
}
