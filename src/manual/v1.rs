//! `sekisho/policy-diff/v1`: the JSON that users build on. Frozen: fields may be added, never changed.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Document<'d> {
    pub(super) schema: &'static str,
    pub(super) lang: &'static str,
    pub(super) old: Pack<'d>,
    pub(super) new: Pack<'d>,
    pub(super) summary: Summary,
    pub(super) differences: Vec<Difference<'d>>,
}

#[derive(Serialize)]
pub(super) struct Pack<'d> {
    pub(super) id: &'d str,
    pub(super) version: &'d str,
    pub(super) title: &'d str,
    pub(super) digest: &'d str,
}

#[derive(Serialize)]
pub(super) struct Summary {
    pub(super) differences: usize,
    pub(super) added: usize,
    pub(super) removed: usize,
    pub(super) altered: usize,
    pub(super) wording_only: usize,
}

#[derive(Serialize)]
pub(super) struct Difference<'d> {
    pub(super) of: &'static str,
    pub(super) list: Option<&'static str>,
    pub(super) id: &'d str,
    pub(super) title: &'d str,
    pub(super) change: &'static str,
    pub(super) wording_only: bool,
    pub(super) severity: FromTo,
    pub(super) aspects: Vec<Aspect>,
}

#[derive(Serialize)]
pub(super) struct FromTo {
    pub(super) old: Option<&'static str>,
    pub(super) new: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Aspect {
    pub(super) aspect: &'static str,
    pub(super) key: Option<String>,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) gained: Vec<String>,
    pub(super) lost: Vec<String>,
    pub(super) text: String,
}
