//! Every pack's own tests, run as `sekisho policy test` runs them.

use std::sync::Arc;

use sekisho::session::trial::{self, Trials};

use sekisho::policy::{PackFile, Packs};

use crate::common::{below, packs, root, session, trials_of};

#[test]
fn every_shipped_pack_passes_its_own_tests() {
    let packs = packs();
    let mut tested = 0;
    for id in packs.ids().into_iter().filter(|id| *id != "core") {
        let policy =
            Arc::new(sekisho::policy::load(&packs, id).unwrap_or_else(|problems| panic!("{id}: {problems:#?}")));
        let trials: Vec<Trials> =
            policy.packs.iter().map(|pack| trials_of(&root().join("policies").join(pack))).collect();
        let own = trials.last().expect("the pack's own");
        let report = trial::run(&session(), &policy, &trials).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(report.failures, Vec::new(), "{id}");
        assert!(report.fired > report.rules && report.silent >= report.rules, "{id}: {report:?}");
        assert!(own.bases.len() >= 3, "{id}: too few clean filings");
        tested += 1;
    }
    assert!(tested > 0, "no pack was tested");
}

#[test]
fn a_child_that_lets_more_be_waived_or_reasoned_away_is_listed() {
    let parents = below(&root().join("policies"), ".yaml").into_iter().filter_map(|path| {
        let name = path.strip_prefix(root().join("policies")).ok()?.to_string_lossy().into_owned();
        (!name.contains("tests")).then(|| (name, std::fs::read(&path).expect("readable")))
    });
    let head = "id: child\ntitle: { ja: 子, en: child }\nversion: \"1\"\njurisdictions: [child]\nextends: [shinjuku]\n";
    let rules = "\
- { override: flow-no-sub-sub, reason: 区の特例, waivable: approval }
- { override: hop-media-encrypted, reason: 議会の決定, waivable: never }
- { override: hop-post-safeguard, reason: 区の特例, exempt: [{ by_reason: { ja: 区の指示, en: an instruction } }] }
";
    let own = [("child/policy.yaml", head), ("child/rules/all.yaml", rules)];
    let own = own.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let files = parents.chain(own).map(|(path, bytes)| PackFile::new(path, bytes));
    let policy =
        sekisho::policy::load(&Packs::new(files.collect()), "child").unwrap_or_else(|found| panic!("{found:#?}"));
    let listed: Vec<_> = policy.weakenings.iter().map(|one| (one.rule.as_str(), one.change)).collect();
    assert_eq!(listed, [("flow-no-sub-sub", "waivable"), ("hop-post-safeguard", "exempt")]);
    let waivable = |id: &str| policy.rules.iter().find(|rule| rule.id == id).map(|rule| rule.waivable);
    assert_eq!((waivable("flow-no-sub-sub"), waivable("hop-media-encrypted")), (Some(true), Some(false)));
}
