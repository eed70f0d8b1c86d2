//! Every pack's own tests, run as `sekisho policy test` runs them.

use std::collections::BTreeMap;
use std::sync::Arc;

use sekisho::session::trial::{self, Trials};

use crate::common::{below, packs, root, session};

#[test]
fn every_shipped_pack_passes_its_own_tests() {
    let packs = packs();
    let mut tested = 0;
    for id in packs.ids().into_iter().filter(|id| *id != "core") {
        let policy =
            Arc::new(sekisho::policy::load(&packs, id).unwrap_or_else(|problems| panic!("{id}: {problems:#?}")));
        let mut trials = Trials { tests: BTreeMap::new(), bases: BTreeMap::new() };
        for path in below(&root().join("policies").join(id).join("tests"), ".yaml") {
            let bytes = std::fs::read(&path).expect("readable");
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let shown = path.display().to_string();
            match name.strip_suffix(".filing.yaml") {
                Some(base) => drop(trials.bases.insert(base.to_owned(), (shown, bytes))),
                None => drop(trials.tests.insert(shown, bytes)),
            }
        }
        let report = trial::run(&session(), &policy, &trials).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(report.failures, Vec::new(), "{id}");
        assert!(report.fired > report.rules && report.silent >= report.rules, "{id}: {report:?}");
        assert!(trials.bases.len() >= 3, "{id}: too few clean filings");
        tested += 1;
    }
    assert!(tested > 0, "no pack was tested");
}
