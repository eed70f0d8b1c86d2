//! The keys of a paper against the format: whether there is what a page is to show.

use crate::filing::format::{FILING, part_shape};
use crate::policy::{PageKind, PaperForms, PaperPage, PolicyProblem, PolicyTrouble};
use crate::text::suggest;
use crate::vocabulary::enumerations::PartKind;
use crate::vocabulary::shape::{MapShape, Shape};

/// Leads from a page of a part to the filing.
pub(super) const OF_FILING: &str = "filing.";
/// Leads from a page of the filing to each part in turn.
pub(super) const OF_PARTS: &str = "parts.";

/// Every kind of part, of whose maps the format has three.
const PARTS: [PartKind; 3] = [PartKind::Outsourcing, PartKind::Connection, PartKind::Processing];

/// Reports keys of papers that the format does not have.
pub(crate) fn unknown_form_keys(forms: &PaperForms) -> Vec<PolicyProblem> {
    let mut unknown = Vec::new();
    for form in &forms.papers {
        for page in &form.pages {
            for (_, entry) in page.entries() {
                let missing = entry.keys.iter().filter(|key| !shapes(page, key).all(|(shape, key)| has(shape, key)));
                unknown.extend(missing.map(|key| PolicyProblem {
                    file: form.file.clone(),
                    span: entry.span,
                    trouble: PolicyTrouble::UnknownKey { key: key.clone(), suggestion: near(page, key) },
                }));
            }
        }
    }
    unknown
}

/// Returns the maps of the format in which a key of a page stands, each with the key as it stands there.
fn shapes<'k>(page: &PaperPage, key: &'k str) -> impl Iterator<Item = (&'static MapShape, &'k str)> {
    let whole = |key| vec![(&FILING, key)];
    let parts = |kinds: &[PartKind], key| kinds.iter().map(|kind| (part_shape(*kind), key)).collect();
    let all = match (key.strip_prefix(OF_FILING), key.strip_prefix(OF_PARTS)) {
        (Some(key), _) => whole(key),
        (_, Some(key)) => parts(&PARTS, key),
        _ if page.kind == PageKind::Annex => parts(&page.parts, key),
        _ => whole(key),
    };
    all.into_iter()
}

fn has(shape: &'static MapShape, key: &str) -> bool {
    let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
    match (shape.key(first), rest) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(found), Some(rest)) => matches!(&found.shape, Shape::Map(inside) if has(inside, rest)),
    }
}

fn near(page: &PaperPage, key: &str) -> Option<String> {
    let known = shapes(page, key).flat_map(|(shape, _)| shape.keys.iter().map(|key| key.name));
    suggest(key, known).map(str::to_owned)
}
