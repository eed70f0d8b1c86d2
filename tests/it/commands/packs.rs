//! Commands for authors of packs, and what is told of a pack with mistakes.

use std::fs;

use super::{PACKS, ends, fits, folder, refused};
use crate::common::{below, root, sekisho, text};

/// Every kind of mistake of a pack, in a sentence of each language.
#[test]
fn mistakes_of_packs_are_told_in_sentences() {
    for (path, from, to, japanese, english) in [
        (
            "whole/policy.yaml",
            "extends: [base]",
            "extends: [bass]",
            "「bass」は継承できません。存在しないか、互いに継承し合っています。",
            "`bass` cannot be extended: it does not exist, or packs extend each other in a ring.",
        ),
        ("whole/policy.yaml", "version: \"1\"\n", "", "「version」が必要です。", "The key `version` is missing."),
        ("whole/policy.yaml", "id: whole\n", "id: [\n", "YAMLとして読み取れません。", "This is not a YAML document."),
        (
            "whole/policy.yaml",
            "to: 2099-03-31",
            "until: 2099-03-31",
            "「until」というキーはここでは使えません。",
            "The key `until` is not known here.",
        ),
        (
            "whole/policy.yaml",
            "{ ja: 全部, en: whole }",
            "{ ja: 全部 }",
            "判定「title」の文（en）がありません。",
            "The sentence for the verdict `title` is missing in `en`.",
        ),
        (
            "whole/items.yaml",
            "common: [本システム]",
            "comon: [本システム]",
            "「comon」というキーはここでは使えません。「common」のことですか。",
            "The key `comon` is not known here; did you mean `common`?",
        ),
        (
            "whole/measures.yaml",
            "- id: clause-consent\n",
            "- id: encrypting\n",
            "「encrypting」が二度使われています。",
            "The id `encrypting` is used twice.",
        ),
        (
            "whole/measures.yaml",
            "rests_on: [clause-consent]",
            "rests_on: [clause-consend]",
            "measure「clause-consend」はありません。「clause-consent」のことですか。",
            "There is no measure `clause-consend`; did you mean `clause-consent`?",
        ),
        (
            "whole/clauses/otsu.yaml",
            "contractor: [clause-consent]",
            "contractor: [clause]",
            "measure「clause」はありません。",
            "There is no measure `clause`.",
        ),
        (
            "whole/changes.yaml",
            "[added, altered]",
            "[added, alterd]",
            "「alterd」という値はありません。「altered」のことですか。",
            "There is no value `alterd`; did you mean `altered`?",
        ),
        (
            "whole/obligations.yaml",
            "every: per-fiscal-year",
            "every: fiscal-year",
            "「fiscal-year」という値はありません。",
            "There is no value `fiscal-year`.",
        ),
        (
            "whole/rules/all.yaml",
            "{ medium.class: [paper, removable] }",
            "{ medium.clas: [paper, removable] }",
            "hop に「medium.clas」という事実・関係はありません。「medium.class」のことですか。",
            "hop has no fact or relation `medium.clas`; did you mean `medium.class`?",
        ),
        (
            "whole/rules/all.yaml",
            "{ medium.class: [paper, removable] }",
            "{ colour: [paper, removable] }",
            "hop に「colour」という事実・関係はありません。一覧は sekisho policy facts で確認できます。",
            "hop has no fact or relation `colour`; `sekisho policy facts` lists them.",
        ),
        (
            "whole/rules/all.yaml",
            "of: data, where: { dummy: false }",
            "of: contract, where: { kind: outsourcing }",
            "関係「contract」の使い方が違います。複数に至る関係は some・every・none・count の中でのみ、一つに至る関係は「.」でのみ使えます。",
            "The relation `contract` is used wrongly: one that leads to several stands only under some, every, none or count, one that leads to a single subject only in a dotted path.",
        ),
        (
            "whole/rules/all.yaml",
            "{ transport.by: { in: [hand, vehicle] } }",
            "{ transport.by: { within: [hand, vehicle] } }",
            "「within」という演算子はないか、この型の事実には使えません。",
            "There is no operator `within`, or none for this type of fact.",
        ),
        (
            "whole/rules/all.yaml",
            "where: { dummy: false }",
            "where: { dummy: maybe }",
            "値の型が違います。boolean を書いてください。",
            "The value has the wrong type; expected boolean.",
        ),
        (
            "whole/rules/all.yaml",
            "require: { personal: true }",
            "require: { every: { of: steps, require: { some: { of: data, require: { personal: true } } } } }",
            "some・every・none・count の入れ子は二重までです。",
            "Quantifiers may be nested at most twice.",
        ),
        (
            "whole/rules/all.yaml",
            "en: \"{data.names}\"",
            "en: \"{data.name}\"",
            "「{data.name}」は、この規則の対象にはない差込み項目です。…",
            "The placeholder `{data.name}` does not exist for what this rule applies to…",
        ),
        (
            "whole/rules/all.yaml",
            "en: \"{to.name}\"",
            "en: \"{to.name\"",
            "波括弧「{」「}」の対応がとれていません。",
            "The braces `{` and `}` do not match.",
        ),
        (
            "whole/rules/all.yaml",
            "yields_to: [hop-encrypted]",
            "yields_to: [hop-carried]",
            "「hop-carried」の yields_to が自分自身か、互いを指しています。",
            "The rule `hop-carried` yields to itself, or to one that yields to it.",
        ),
        (
            "whole/other.yaml",
            "",
            "[]\n",
            "どこからも読まれないファイルです。フォルダ名とファイル名（.yaml）を確認してください。",
            "This file is not read; check its folder and its name (.yaml).",
        ),
    ] {
        let mut files: Vec<(String, String)> = below(&root().join("tests/packs"), ".yaml")
            .into_iter()
            .filter(|file| !file.ends_with("wrong.yaml"))
            .map(|file| {
                let name = file.strip_prefix(root().join("tests/packs")).expect("below").display().to_string();
                (name, fs::read_to_string(file).expect("text"))
            })
            .collect();
        match files.iter_mut().find(|(name, _)| name == path) {
            Some((_, text)) => *text = text.replacen(from, to, 1),
            None => files.push((path.to_owned(), to.to_owned())),
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let packs = folder("mistakes", &files).display().to_string();
        for (lang, head, sentence) in [
            ("ja", "基準に誤りがあるため、判定できません：", japanese),
            ("en", "the policy has mistakes, so nothing can be judged: ", english),
        ] {
            let (status, shown, said) = sekisho(&["--lang", lang, "policy", "check", "--policy", &packs]);
            assert_eq!((status, shown.as_str()), (2, ""), "{to}: {said}");
            let mut lines = said.lines();
            assert!(lines.next().is_some_and(|line| line.starts_with(head)), "{said}");
            let told =
                |line: &str| line.starts_with(path) && line.split_once(": ").is_some_and(|(_, it)| fits(it, sentence));
            assert!(lines.any(told), "{sentence}\n{said}");
        }
    }
}

#[test]
fn packs_are_checked_and_listed() {
    ends(&["policy", "check", "--policy", PACKS], 0, "village (version 3): 5 rules\nThe policy has no mistakes.\n", "");
    ends(
        &["--lang", "ja", "policy", "check", "--policy", PACKS],
        0,
        "village（版 3）：規則 5件\n基準に誤りはありません。\n",
        "",
    );
    let shipped = "appi (version …): … rules\ncore (version …): … rules\n\
        municipal/rules/…: weakened: contract-special-clauses-attached (another rule in its place), because: …\n\
        municipal (version …): … rules\nmy-number (version …): … rules\n\
        shinjuku/rules/…: weakened: flow-actor-has-part (another rule in its place), because: …\n\
        shinjuku (version …): … rules\nThe policy has no mistakes.\n";
    ends(&["policy", "check"], 0, shipped, "");
    let rules = "\
rules of the village (village, version 3)
  actor-named  note  [actor] No name
  contract-ends  error  [contract] No last day
  flow-source  note  [flow] No drawing
  holding-reported  warning  [holding] Erasure not reported
  hop-encrypted  error  [hop] Medium not encrypted
Records that an audit asks for
  erasure  [for each place where a copy ends] Proof of erasure
  inspection  [every fiscal year] Inspection
  ledger  [for each hand-over] Ledger
  renewal  [after the end] Notice of renewal
Forms (ids for checklist.form, and form of special_clauses)
  village-list  list of safeguards
  village-consent  clauses of the village
";
    ends(&["rules", "--policy", PACKS], 0, rules, "");
    ends(&["rules", "--policy", PACKS, "--pack", "village"], 0, rules, "");
    refused(&["rules", "--policy", PACKS, "--pack", "town"], "no packs were found: town");
    // A pack that another extends is listed where it is asked for, and otherwise stands in its child.
    let (status, all, _) = sekisho(&["--lang", "en", "rules"]);
    assert_eq!((status, all.contains("(appi, version"), all.contains("(shinjuku, version")), (0, false, true));
    let (status, one, _) = sekisho(&["--lang", "en", "rules", "--pack", "appi"]);
    assert_eq!((status, one.contains("(appi, version"), one.contains("(shinjuku, version")), (0, true, false));
}

#[test]
fn rules_records_forms_and_measures_are_explained_by_their_ids() {
    let explain = |id| ["explain", id, "--policy", PACKS];
    let ledger = "# Ledger\n\n`ledger`\n\n- Kept by: contractor\n- When: for each hand-over\n- Record: ledger of hand-overs\n- Severity: error\n…";
    ends(&explain("ledger"), 0, ledger, "");
    let list = "# list of safeguards\n\n`village-list`\n\n…| `op-3` | operational 3 | contractor | report of erasure `reporting` |\n…";
    ends(&explain("village-list"), 0, list, "");
    ends(&explain("village-consent"), 0, "# clauses of the village\n…", "");
    ends(&explain("encrypting"), 0, "# encryption\n\n`encrypting`\n…", "");
    ends(
        &explain("contract-ends"),
        0,
        "# No last day\n\n`contract-ends`\n\n- Applies to: contract\n- Severity: unstated → error\n…- guide 6\n…",
        "",
    );
    ends(&explain("unknown-key"), 0, "# Unknown key\n\n`unknown-key`\n…", "");
    for (slip, meant) in [
        ("hop-encrypte", "hop-encrypted"),
        ("ledgers", "ledger"),
        ("vilage-list", "village-list"),
        ("village-consend", "village-consent"),
        ("encripting", "encrypting"),
        ("unknwon-key", "unknown-key"),
    ] {
        refused(
            &explain(slip),
            &format!(
                "there is no rule, record, measure, clause, form, source or law `{slip}`; did you mean `{meant}`?"
            ),
        );
    }
    refused(
        &explain("none-of-these"),
        "there is no rule, record, measure, clause, form, source or law `none-of-these`; `sekisho rules` lists them",
    );
    // What two packs ask alike is told of each, what the program itself finds once.
    let two = folder("two", &[]);
    for (name, id) in [("village", "village"), ("town", "town")] {
        for file in below(&root().join(PACKS).join("village"), ".yaml") {
            let inside = file.strip_prefix(root().join(PACKS).join("village")).expect("below");
            let text = fs::read_to_string(&file).expect("text").replace("id: village\n", &format!("id: {id}\n"));
            let text = text.replace("[village]", &format!("[{id}]"));
            let target = two.join(name).join(inside);
            fs::create_dir_all(target.parent().expect("a folder")).expect("made");
            fs::write(target, text).expect("written");
        }
    }
    let two = two.display().to_string();
    let shown =
        |id: &str, more: &[&str]| sekisho(&[&["--lang", "en", "explain", id, "--policy", &two], more].concat()).1;
    assert_eq!(shown("ledger", &[]).matches("# Ledger\n").count(), 2);
    assert_eq!(shown("ledger", &["--pack", "town"]).matches("# Ledger\n").count(), 1);
    assert_eq!(shown("unknown-key", &[]).matches("# Unknown key\n").count(), 1);
}

#[test]
fn facts_are_listed_with_their_types() {
    let stores = "\
store (store)
  id                           text                     id of the store
  name                         text                     name of the store
  kind                         store-kind               kind of store (PC, server, …)
  law                          governing-law            governing law
  abroad                       boolean                  whether it is stated to be under foreign law
  brought_in                   boolean                  whether it is brought in by the contractor
  exposure                     exposure                 where it can be reached from
  passes_on                    date                     day on which ownership passes
  wordings                     list of text             phrases in the name of the store
  measures                     list of text             measures beside the store
  steps                        → *step                  steps at the store
  actor                        → actor                  owner of the store
  operator                     → actor                  operator of the store
  parts                        → *part                  parts that name the store

Values
  exposure                     internet (reachable from the internet), closed (reachable over closed networks only), isolated (not connected to any network)
  governing-law                japanese (Japanese law), foreign (foreign law)
  store-kind                   pc (PC), server (server), cloud (cloud), tablet (tablet), cabinet (cabinet), safe (safe), room (room), box (collecting box), system (system)
";
    ends(&["policy", "facts", "store"], 0, stores, "");
    let hop = "…  medium                       list of medium           medium\n…  transport.persons            number                   …  data                         → *data                  …";
    ends(&["policy", "facts", "hop"], 0, hop, "");
    ends(&["policy", "facts", "contract"], 0, "…  term.from                    date                     …", "");
    let (status, all, _) = sekisho(&["--lang", "en", "policy", "facts"]);
    let subjects = [
        "filing",
        "actor",
        "data",
        "store",
        "flow",
        "step",
        "hop",
        "holding",
        "part",
        "contract",
        "approval",
        "measure",
        "citation",
        "record",
        "contractor",
    ];
    let heads = all.lines().filter(|line| !line.starts_with(' ')).map(|line| line.split(' ').next().expect("a word"));
    assert_eq!((status, heads.collect::<Vec<_>>()), (0, subjects.to_vec()));
    let known = subjects.join(", ");
    refused(&["policy", "facts", "stores"], &format!("there is no subject stores; did you mean store? Known: {known}"));
}

const BASE: &str = "sekisho: filing/v1\nid: base\njurisdiction: hamlet\nsubmitted: 2026-04-01\nactors:\n  city: { role: principal, name: 村 }\n";
const HEAD: &str = "id: hamlet\ntitle: { ja: 里, en: hamlet }\nversion: \"1\"\njurisdictions: [hamlet]\n";
const TESTS: &str = "\
- rule: actor-named
  base: base
  fires:
    - { patch: [{ op: remove, path: /actors/city/name }], verdict: unstated, at: /actors/city }
  silent:
    - { why: another name, patch: [{ op: replace, path: /actors/city/name, value: 里 }] }
";

#[test]
fn tests_of_packs_are_run_and_counted() {
    let rules = text("tests/pages/policies/village/rules/all.yaml");
    let rule = rules.split("\n\n").find(|rule| rule.starts_with("- id: actor-named")).expect("a rule");
    let files = |tests: &'static str| {
        let files = [
            ("hamlet/policy.yaml", HEAD),
            ("hamlet/rules/all.yaml", rule),
            ("hamlet/tests/base/base.filing.yaml", BASE),
            ("hamlet/tests/all.yaml", tests),
        ];
        folder("tested", &files).display().to_string()
    };
    let packs = files(TESTS);
    let shown = "actor-named: applied 1, passed 1\n1 rule(s): 1 firing, 1 silent, 0 failed\n";
    ends(&["policy", "test", "--policy", &packs], 0, shown, "");
    // Tests of another folder take the place of the pack's own.
    let tests = format!("{packs}/hamlet/tests");
    ends(&["policy", "test", "--policy", &packs, "--tests", &tests], 0, shown, "");
    let wrong = TESTS
        .replace("value: 里", "value: \"\"")
        .replace("remove, path: /actors/city/name", "replace, path: /actors/city/name, value: 町");
    let wrong: &'static str = wrong.leak();
    let packs = files(wrong);
    let failed = "actor-named: applied 1, passed 1\n\
        …hamlet/tests/all.yaml:4: actor-named: should have fired, but did not. Found: …\n\
        …1 rule(s): … failed\n";
    ends(&["policy", "test", "--policy", &packs], 1, failed, "");
    let bare =
        folder("untested", &[("hamlet/policy.yaml", HEAD), ("hamlet/rules/all.yaml", rule)]).display().to_string();
    let none = format!("no tests were found: {bare}. Name the folder of packs with --policy.");
    refused(&["policy", "test", "--policy", &bare], &none);
    refused(
        &["policy", "test", "--policy", "nowhere"],
        "no tests were found: nowhere. Name the folder of packs with --policy.",
    );
}

#[test]
fn packs_of_a_folder_take_what_they_extend_from_the_program() {
    let head = HEAD.replace("jurisdictions", "extends: [appi]\njurisdictions");
    let rules = text("tests/pages/policies/village/rules/all.yaml");
    let rule = rules.split("\n\n").find(|rule| rule.starts_with("- id: actor-named")).expect("a rule");
    let folder = folder(
        "extending",
        &[
            ("hamlet/policy.yaml", &head),
            ("hamlet/rules/all.yaml", rule),
            ("hamlet/tests/odd.yaml", "{"),
            ("read.me", "x"),
        ],
    );
    let packs = folder.display().to_string();
    ends(
        &["policy", "check", "--policy", &packs],
        0,
        "appi (version …): … rules\nhamlet (version 1): … rules\nThe policy has no mistakes.\n",
        "",
    );
    fs::write(folder.join("hamlet/policy.yaml"), HEAD).expect("written");
    ends(&["policy", "check", "--policy", &packs], 0, "hamlet (version 1): 1 rules\nThe policy has no mistakes.\n", "");
    let empty = folder.join("hamlet/rules/none").display().to_string();
    refused(&["policy", "check", "--policy", &empty], &format!("no packs were found: {empty}"));
}

#[test]
fn schemas_are_printed_as_they_are_published() {
    for (which, file) in [
        ("filing", "filing.v1.en"),
        ("policy", "policy.v1"),
        ("evidence", "evidence.v1"),
        ("report", "report.v1"),
        ("diff", "diff.v1"),
        ("audit", "audit.v1"),
    ] {
        let (status, printed, _) = sekisho(&["--lang", "en", "schema", which]);
        assert!((status, printed.trim_end()) == (0, text(&format!("schemas/{file}.json")).trim_end()), "{which}");
        assert!(printed.ends_with("}\n") && !printed.ends_with("}\n\n"), "{which}");
    }
    let input = |name: &str| format!("tests/cmd/inputs/{name}.yaml");
    let check = |names: &[&str]| {
        let files: Vec<String> = names.iter().map(|name| input(name)).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let (status, shown, said) = sekisho(&[&["--lang", "en", "schema", "filing", "--check"], &files[..]].concat());
        (status, shown.lines().count(), said)
    };
    assert_eq!(check(&["clean"]), (0, 0, String::new()));
    assert_eq!(check(&["clean", "mistakes"]).0, 1);
    assert_eq!(check(&["mistakes", "syntax", "clean"]).0, 2);
    assert_eq!(check(&["none"]), (2, 0, "no such file or folder: tests/cmd/inputs/none.yaml\n".to_owned()));
    ends(
        &["schema", "filing", "--check", &input("syntax")],
        2,
        "tests/cmd/inputs/syntax.yaml: this cannot be read as YAML or JSON.\n",
        "",
    );
    // What a pack of one's own offers.
    let (_, own, _) = sekisho(&["schema", "filing", "--policy", PACKS]);
    for offered in ["\"village\"", "\"village-list\"", "\"village-consent\"", "\"encrypting\""] {
        assert!(own.contains(offered), "{offered}");
    }
    assert!(!own.contains("\"shinjuku\""));
}
