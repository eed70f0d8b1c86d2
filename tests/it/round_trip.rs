//! The papers of the examples, read back: `fields(import(form(filing)))` are `fields(filing)`. The fields of a paper are what its
//! form writes: so the paper of what was read is compared with the paper that was read, line by line.

use std::path::Path;

use sekisho::paper;

use crate::common::{empty_folder, root, sekisho};

/// What of each example cannot be on its paper, or not be told from it, and so is not read back: lines of the first paper that the
/// second does not have.
///
/// A flow is a picture, which is for people: the line that names its annex and the title above it come from the flow.
const OF_DRAWINGS: [(&str, &[&str]); 5] = [
    ("000", &["※個人情報の流れは、資料１８－１のとおり", "（資料１８－１）婦人科系健康診断業務にかかる個人情報の流れ"]),
    (
        "001",
        &[
            "※個人情報の流れは、資料３５－１のとおり",
            "個別勧奨通知（区が実施）",
            "（資料３５－１）個別電話勧奨",
            "（資料３５－１）受診勧奨周知に対する問合せの電話対応",
            "（資料３５－１）訪問勧奨",
            "人間ドック等の結果の収集",
            "（資料３５－１）事業効果分析",
            "特定健診等データ管理システムとの結合",
            "データ管理及び費用決済処理",
            "保健指導及び利用勧奨",
            "電子データ化業務",
        ],
    ),
    ("002", &["（資料61-1）5歳児健康診査における個人情報の流れ"]),
    ("003", &["個人情報の流れ"]),
    ("004", &["※個人情報の流れは、資料15-2、資料15-3のとおり", "（資料15-2、資料15-3）個人情報の流れ"]),
];

/// Lines with a set of data that are read as one set with the line above: nothing on the paper parts sets without names.
const OF_SETS: [(&str, usize); 5] = [("000", 0), ("001", 5), ("002", 0), ("003", 0), ("004", 0)];

/// Characters that are told as unread: titles of drawings that bear no name of an annex, which nothing tells from other words.
const UNREAD: [(&str, usize); 5] = [("000", 0), ("001", 73), ("002", 0), ("003", 0), ("004", 0)];

fn run(arguments: &[&str]) -> String {
    let (status, out, error) = sekisho(arguments);
    assert_eq!(status, 0, "{arguments:?}: {out}{error}");
    out
}

/// The lines of a paper, in the form in which they are compared: width and blanks say nothing.
fn lines(document: &Path) -> Vec<(String, String)> {
    let paper = paper::read(std::fs::read(document).expect("bytes")).expect("a paper");
    let lines = paper.pieces.iter().map(|piece| paper.written(piece).to_owned());
    lines.map(|line| (sekisho::text::item_name(&line).into_owned(), line)).collect()
}

#[test]
fn the_papers_of_all_examples_read_back() {
    for (((name, drawings), (_, unread)), (_, sets)) in OF_DRAWINGS.into_iter().zip(UNREAD).zip(OF_SETS) {
        let folder = empty_folder("round-trip", name);
        let path = |file: &str| folder.join(file).display().to_string();
        let example = root().join(format!("examples/shinjuku/{name}.filing.yaml")).display().to_string();
        let (paper, filing, again) = (path("paper.docx"), path("read.filing.yaml"), path("again.docx"));
        run(&["form", &example, "-o", &paper]);
        let told = run(&["import", &paper, "-o", &filing]);
        assert!(told.contains(&format!("（{unread}字）")), "{name}: {told}");
        run(&["form", &filing, "-o", &again]);
        let (first, second) = (lines(Path::new(&paper)), lines(Path::new(&again)));
        let diff = similar::capture_diff_slices(
            similar::Algorithm::Myers,
            &first.iter().map(|(folded, _)| folded).collect::<Vec<_>>(),
            &second.iter().map(|(folded, _)| folded).collect::<Vec<_>>(),
        );
        let (mut lost, mut more) = (Vec::new(), Vec::new());
        for change in diff.iter().filter(|change| change.tag() != similar::DiffTag::Equal) {
            lost.extend(first[change.old_range()].iter().map(|(_, line)| line.as_str()));
            more.extend(second[change.new_range()].iter().map(|(_, line)| line.as_str()));
        }
        let (of_drawings, rest): (Vec<&str>, Vec<&str>) = lost.into_iter().partition(|line| drawings.contains(line));
        assert_eq!(of_drawings, drawings, "{name}");
        assert_eq!((rest.len(), rest.join("、")), (sets, more.join("、")), "{name}");
    }
}
