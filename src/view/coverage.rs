//! What a run has left out, in words.

use crate::session::{Coverage, Omission, Several};
use crate::text;
use crate::words::{Lang, join, say};

/// Says what is left out and why, a line for each reason, and which patterns left out nothing.
pub fn coverage(coverage: &Coverage, lang: Lang) -> Vec<String> {
    let left_out = coverage.by_reason().into_iter().map(|(reason, files)| left_out(reason, &files, lang));
    left_out.chain(idle_excludes(coverage, lang)).collect()
}

/// Says which files are left out for a reason.
pub fn left_out(reason: Omission, files: &Several, lang: Lang) -> String {
    let args =
        [("reason", omission(reason, lang)), ("count", files.count.to_string()), ("files", several(files, lang))];
    say(lang, "report.summary.left-out", &args.each_ref().map(|(name, text)| (*name, text.as_str())))
}

/// Says which patterns left out nothing, where there are any.
pub fn idle_excludes(coverage: &Coverage, lang: Lang) -> Option<String> {
    let patterns: Vec<_> = coverage.idle_excludes.iter().map(|pattern| text::terminal(pattern)).collect();
    let said = || say(lang, "report.summary.idle-exclude", &[("patterns", &join(lang, &patterns))]);
    (!patterns.is_empty()).then(said)
}

/// Says why a file is left out.
pub fn omission(reason: Omission, lang: Lang) -> String {
    say(lang, &format!("left-out.{}", reason.word()), &[])
}

/// Paths of which only the first are named.
pub fn several(files: &Several, lang: Lang) -> String {
    let named: Vec<String> = files.first.iter().map(|path| text::terminal(path).into_owned()).collect();
    let named = join(lang, &named);
    match files.count - files.first.len() {
        0 => named,
        more => say(lang, "report.summary.more", &[("filings", &named), ("more", &more.to_string())]),
    }
}
