//! Malformed input as its author meets it: for each kind the exit status, the place and the sentence.
//!
//! `hostile.rs` looks at the findings themselves; here the program runs on files, as it is installed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::text;

/// A filing in which nothing is wrong.
fn clean() -> String {
    text("policies/shinjuku/tests/base/outsourcing-cd-r.filing.yaml")
}

/// A clean filing with one thing changed, which must be there.
fn with(from: &str, to: &str) -> Vec<u8> {
    let clean = clean();
    assert!(clean.contains(from), "{from:?} is not in the filing");
    clean.replacen(from, to, 1).into_bytes()
}

/// A clean filing with lines behind it.
fn and(more: &str) -> Vec<u8> {
    format!("{}\n{more}\n", clean()).into_bytes()
}

fn submitted(day: &str) -> Vec<u8> {
    let clean = clean();
    let line = clean.lines().find(|line| line.starts_with("submitted:"));
    match line {
        Some(line) => with(line, &format!("submitted: {day}")),
        None => and(&format!("submitted: {day}")),
    }
}

fn lint(folder: &Path, paths: &[&str]) -> Output {
    lint_as("concise", folder, paths)
}

fn lint_as(format: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["lint", "--isolated", "--lang", "ja", "--today", "2026-11-20", "--format", format])
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("run")
}

/// A new folder for the files of one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("removed");
    }
    std::fs::create_dir_all(&folder).expect("made");
    folder
}

#[track_caller]
fn said(output: &Output, status: i32, sentence: &str) {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{out}{err}");
    assert!(out.contains(sentence) || err.contains(sentence), "{sentence:?} is not in:\n{out}{err}");
    assert!(!err.contains("panicked"), "{err}");
}

/// Name, bytes, exit status, and the place with the beginning of its sentence.
type Case = (&'static str, Vec<u8>, i32, &'static str);

fn all_said(name: &str, cases: Vec<Case>) {
    let folder = folder(name);
    for (case, bytes, status, sentence) in cases {
        // The output names the file, and so the case.
        let file = format!("{case}.filing.yaml");
        std::fs::write(folder.join(&file), bytes).expect("written");
        let output = lint(&folder, &[&file]);
        said(&output, status, sentence);
    }
}

#[test]
fn encodings() {
    let clean = &clean();
    let utf16: Vec<u16> = clean.encode_utf16().collect();
    let little: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(clean);
    let (euc, _, _) = encoding_rs::EUC_JP.encode(clean);
    let utf16 = "1:1: 要対応 文字コードがUTF-8ではありません（UTF-16）。";
    let other = "1:1: 要対応 文字コードがUTF-8ではありません（文字コードを特定できません）。";
    all_said(
        "encodings",
        vec![
            ("bom", format!("\u{feff}{}", clean).into_bytes(), 0, "要対応 0"),
            ("crlf", clean.replace('\n', "\r\n").into_bytes(), 0, "要対応 0"),
            ("cr", clean.replace('\n', "\r").into_bytes(), 0, "要対応 0"),
            ("cp932", cp932.into_owned(), 2, "1:1: 要対応 文字コードがUTF-8ではありません（Shift_JIS）。"),
            ("utf-16-le", [&[0xff, 0xfe], little.as_slice()].concat(), 2, utf16),
            ("utf-16-be", [&[0xfe, 0xff], big.as_slice()].concat(), 2, utf16),
            ("utf-16-without-bom", little, 2, utf16),
            ("euc-jp", euc.into_owned(), 2, other),
            ("damaged", [clean.as_bytes(), b"\xff"].concat(), 2, other),
            ("nul", [clean.as_bytes(), b"\0"].concat(), 2, "（文字のファイルではありません）。"),
        ],
    );
}

#[test]
fn no_filings() {
    let not = "1:1: 要対応 付議書のファイルではありません。";
    let empty = "1:1: 要対応 ファイルに何も書かれていません。";
    all_said(
        "no-filings",
        vec![
            ("empty", Vec::new(), 2, empty),
            ("only-bom", "\u{feff}".into(), 2, empty),
            ("only-comments", b"# x\n---\n# y\n".to_vec(), 2, empty),
            ("other", b"title: x\n".to_vec(), 2, not),
            ("list", b"- a\n- b\n".to_vec(), 2, not),
            ("text", b"plain\n".to_vec(), 2, not),
            ("next-version", with("filing/v1", "filing/v2"), 2, &not[4..]),
            (
                "jurisdiction",
                with("jurisdiction: shinjuku", "jurisdiction: shinjuk"),
                2,
                "要対応 jurisdiction「shinjuk」に当たる基準がありません。",
            ),
        ],
    );
}

#[test]
fn yaml() {
    let unsupported = |what: &str| format!("要対応 この書式では使えないYAMLの書き方（{what}）です。").leak() as &str;
    let colon = "5:13: 要対応 YAMLとして読めません。ここに全角のコロン「：」があります。";
    let space = "要対応 YAMLとして読めません。ここに全角の空白があります。";
    let not_here = |key: &str| format!("要対応 項目名「{key}」は、この場所では使えません。").leak() as &str;
    all_said(
        "yaml",
        vec![
            ("misspelt", with("\nflows:", "\nflowz:"), 1, "「flows」ではありませんか。"),
            ("no", and("no: x"), 1, not_here("no")),
            ("on", and("on: x"), 1, not_here("on")),
            ("y", and("y: x"), 1, not_here("y")),
            ("twice", and("title: x"), 1, "要対応 項目名「title」が4行目と重複しています。"),
            ("tab", with("\n  city:", "\n\tcity:"), 2, "要対応 タブで字下げされているため"),
            ("full-width-colon", with("\njurisdiction:", "\njurisdiction："), 2, colon),
            ("full-width-space", with("\njurisdiction: ", "\njurisdiction:　"), 2, space),
            ("full-width-indent", with("\n  city:", "\n　city:"), 2, space),
            ("two-documents", and("---\nsekisho: filing/v1"), 1, unsupported("一つのファイルに複数の文書")),
            ("merge-key", and("systems: { a: { <<: { name: x } } }"), 1, unsupported("マージキー（<<）")),
            ("tag", with("title:", "title: !secret"), 1, unsupported("タグ（!）")),
            ("alias-of-nothing", and("systems: *nothing"), 2, unsupported("定義されていない参照（*）")),
            ("alias-of-itself", and("systems: &a { x: *a }"), 2, unsupported("定義されていない参照（*）")),
            ("control", with("title: ", "title: \u{7}"), 1, "4:8: 要対応 表示されない制御文字（U+0007）"),
            ("escaped-control", with("title: ", "title: \"\\e\" # "), 1, "4:8: 要対応 表示されない制御文字（U+001B）"),
        ],
    );
}

#[test]
fn values() {
    let path = "要対応 この値の形が正しくありません。書けるのは、台帳の中のYAMLファイルへの相対パスです。";
    all_said(
        "values",
        vec![
            ("wrong-type", with("encrypted: true", "encrypted: perhaps"), 1, "要対応 ここには"),
            ("wrong-word", with("action: extract", "action: abstract"), 1, "要対応 「abstract」は"),
            (
                "dangling",
                with("actor: city", "actor: nobody"),
                1,
                "要対応 関係者「nobody」はこのファイルにありません。",
            ),
            (
                "ended-era",
                submitted("平成36年3月1日"),
                0,
                "参考 「平成36年3月1日」は、元号が改まった後の日付です。2024-03-01として",
            ),
            ("year-0", submitted("令和0年4月1日"), 1, "要対応 「令和0年4月1日」はその元号にない年の日付です。"),
            ("leap-day", submitted("令和7年2月29日"), 1, "要対応 「令和7年2月29日」は存在しない日付です。"),
            ("february-30", submitted("2024-02-30"), 1, "要対応 「2024-02-30」は存在しない日付です。"),
            ("supersedes-from-the-root", and("supersedes: /etc/x.filing.yaml"), 1, path),
            ("supersedes-no-yaml", and("supersedes: ../../etc/passwd"), 1, path),
            ("supersedes-by-drive", and("supersedes: C:x.filing.yaml"), 1, path),
        ],
    );
}

#[test]
fn sizes() {
    let limit = |what: &str| format!("要対応 一つのファイルで扱える上限（{what}まで）を超えています。").leak() as &str;
    let deep = limit("入れ子の深さは64");
    let head = "sekisho: filing/v1\nid: x\njurisdiction: shinjuku\n";
    let laughs: String = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned(), |all, at| {
        let list = vec![format!("*a{}", at - 1); 10].join(", ");
        format!("{all}a{at}: &a{at} [{list}]\n")
    });
    let steps = |count: usize| -> String {
        let steps: String = (0..count).map(|at| format!("  - {{ id: {at}, action: process }}\n")).collect();
        format!("{head}flows:\n- id: f\n  steps:\n{steps}")
    };
    let two_flows = format!(
        "{}{}",
        steps(3_000),
        steps(3_000).split_once("flows:\n").expect("flows").1.replacen("id: f", "id: g", 1)
    );
    all_said(
        "sizes",
        vec![
            ("aliases", format!("{head}{laughs}").into_bytes(), 2, limit("参照の展開は100000")),
            ("flow-lists", format!("{head}title: {}", "[".repeat(10_000)).into_bytes(), 2, deep),
            ("flow-maps", format!("{head}title: {}", "{a: ".repeat(10_000)).into_bytes(), 2, deep),
            ("block-lists", format!("title:\n  {}x\n", "- ".repeat(1_000_000)).into_bytes(), 2, deep),
            ("fifty-megabytes", vec![b' '; 50 << 20], 2, limit("大きさ（バイト）は5242880")),
            ("one-line", format!("{head}title: {}\n", "あ".repeat(1_500_000)).into_bytes(), 1, "1:1: 注意 提出日も"),
            ("commas", format!("{head}title: [{}", ",".repeat(4_000_000)).into_bytes(), 2, limit("値の数は500000")),
            ("hundred-thousand-steps", steps(100_000).into_bytes(), 2, limit("一つの一覧の項目の数は5000")),
            ("two-flows", two_flows.into_bytes(), 2, limit("手順の数は5000")),
            ("many-steps", steps(5_001).into_bytes(), 2, limit("一つの一覧の項目の数は5000")),
        ],
    );
}

/// A hand-over and back, over and over: every copy is followed once, and what is found is cut at the limit.
#[test]
fn copies_that_go_round_and_round() {
    let steps: String = (0..1_000)
        .map(|at| {
            let (from, to) = if at % 2 == 0 { ("a", "b") } else { ("b", "a") };
            format!("  - {{ id: {at}, action: hand-over, actor: {from}, to: {to}, data: [d], medium: paper }}\n")
        })
        .collect();
    let filing = format!(
        "sekisho: filing/v1\nid: x\njurisdiction: shinjuku\n\
        actors: {{ a: {{ role: principal }}, b: {{ role: contractor }} }}\n\
        data: {{ d: {{ name: 名簿, personal: true }} }}\nflows:\n- id: f\n  steps:\n{steps}"
    );
    all_said("round", vec![("round", filing.into_bytes(), 1, "参考 このほかに")]);
}

#[test]
fn names_that_turn_the_line_round() {
    let folder = folder("bidi");
    let clean = clean();
    let title = clean.lines().find(|line| line.starts_with("title:")).expect("a title");
    let turned = with(title, "title: \u{202e}gnirts\u{2069}");
    let turned = String::from_utf8(turned).expect("text").replacen("encrypted: true", "encrypted: false", 1);
    // A name of a file as well.
    let name = "a\u{202e}b.filing.yaml";
    std::fs::write(folder.join(name), turned).expect("written");
    for format in ["full", "concise"] {
        let output = lint_as(format, &folder, &[name]);
        said(&output, 1, "\\u{202e}");
        let out = String::from_utf8_lossy(&output.stdout);
        assert!(!out.contains(['\u{202e}', '\u{2069}']), "{format}: {out}");
    }
}

#[test]
fn paths() {
    let folder = folder("paths");
    said(&lint(&folder, &["."]), 2, "対象となるファイル（*.filing.yaml）が見つかりません：.");
    said(&lint(&folder, &["nowhere"]), 2, "ファイル又はフォルダがありません：nowhere");
    std::fs::create_dir(folder.join("folder.filing.yaml")).expect("made");
    let none = "対象となるファイル（*.filing.yaml）が見つかりません：folder.filing.yaml";
    said(&lint(&folder, &["folder.filing.yaml"]), 2, none);
    std::fs::write(folder.join("note.txt"), "x").expect("written");
    said(&lint(&folder, &["."]), 2, "対象となるファイル");
    std::fs::write(folder.join("good.filing.yaml"), clean()).expect("written");
    said(&lint(&folder, &["."]), 0, "付議書 1件");
}

#[cfg(unix)]
#[test]
fn paths_that_are_no_ordinary_files() {
    use std::os::unix::fs::symlink;

    let folder = folder("odd-paths");
    std::fs::write(folder.join("good.filing.yaml"), clean()).expect("written");
    symlink("nowhere", folder.join("dangling.filing.yaml")).expect("linked");
    symlink("ring.filing.yaml", folder.join("ring.filing.yaml")).expect("linked");
    symlink(".", folder.join("self")).expect("linked");
    let made = Command::new("mkfifo").arg(folder.join("pipe.filing.yaml")).status().expect("mkfifo");
    assert!(made.success());
    for link in ["dangling.filing.yaml", "ring.filing.yaml"] {
        said(&lint(&folder, &[link]), 2, &format!("ファイル又はフォルダがありません：{link}"));
    }
    // A folder that holds itself is gone through once.
    said(&lint(&folder, &["."]), 0, "付議書 1件");
    for device in ["pipe.filing.yaml", "/dev/zero"] {
        let output = lint(&folder, &["good.filing.yaml", device]);
        said(&output, 2, &format!("{device}:1:1: 要対応 ファイルを開けません（通常のファイルではありません）。"));
        said(&output, 2, "付議書 2件");
        said(&lint(&folder, &["--fail-on", "never", device]), 2, "読取り不能 1");
    }
}

/// A file that cannot be read does not keep the others from being judged, whatever is asked.
#[test]
fn an_unreadable_file_among_good_ones() {
    let folder = folder("among");
    let open = with("encrypted: true", "encrypted: false");
    for (name, bytes) in [("a", clean().into_bytes()), ("b", b"\xff\xfe".to_vec()), ("c", open)] {
        std::fs::write(folder.join(format!("{name}.filing.yaml")), bytes).expect("written");
    }
    let output = lint(&folder, &["."]);
    said(&output, 2, "b.filing.yaml:1:1: 要対応 文字コードがUTF-8ではありません");
    said(&output, 2, "c.filing.yaml:39:");
    said(&output, 2, "付議書 3件");
    said(&lint(&folder, &["--fail-on", "never", "."]), 2, "読取り不能 1");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_keeps_the_status() {
    use std::process::Stdio;

    let folder = folder("pipe");
    for at in 0..300 {
        let open = with("encrypted: true", "encrypted: false");
        std::fs::write(folder.join(format!("{at}.filing.yaml")), open).expect("written");
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["lint", "--isolated", "--format", "full", "."])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("run");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ended");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), ""));
}
