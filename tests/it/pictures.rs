//! Pictures as they are handed out: measured with the face they carry, read by the programs that they are for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use resvg::usvg::{Group, Node, Rect, Tree};
use sekisho::diagram::{self, font};

use crate::common::{below, root, text};
use crate::diagram::{draw, every_example};
use sekisho::words::Lang;

/// C11 of the drawing rules: with the real widths of the face, no text lies on another or off the paper.
pub(crate) fn set_with_the_face(svg: &str) -> Vec<String> {
    let tree: Tree = font::tree(svg).expect("SVG");
    let mut texts = Vec::new();
    gather(tree.root(), &mut texts);
    let (width, height) = (tree.size().width(), tree.size().height());
    let mut wrong = Vec::new();
    for (at, (text, place)) in texts.iter().enumerate() {
        if place.left() < -0.5 || place.top() < -0.5 || place.right() > width + 0.5 || place.bottom() > height + 0.5 {
            wrong.push(format!("off the paper: {text}"));
        }
        for (other, there) in &texts[at + 1..] {
            let across = place.right().min(there.right()) - place.left().max(there.left());
            let down = place.bottom().min(there.bottom()) - place.top().max(there.top());
            if across > 1.0 && down > place.height().min(there.height()) * 0.3 {
                wrong.push(format!("on each other: {text} | {other}"));
            }
        }
    }
    assert!(!texts.is_empty());
    wrong
}

fn gather(group: &Group, texts: &mut Vec<(String, Rect)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => gather(group, texts),
            Node::Text(text) => {
                let said = text.chunks().iter().map(|chunk| chunk.text().to_owned()).collect();
                texts.push((said, text.abs_bounding_box()));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

#[test]
fn no_text_of_the_examples_lies_on_another_when_set_with_the_face() {
    every_example(|name, ready, findings, flow| {
        for lang in [Lang::Ja, Lang::En] {
            let drawing = draw(ready, findings, flow, lang, true, diagram::LayoutOptions::default());
            for page in 0..drawing.pages.len() {
                let wrong = set_with_the_face(&diagram::page(&drawing, page));
                assert_eq!(wrong, Vec::<String>::new(), "{name} {} {lang:?} page {page}", drawing.scene.flow);
            }
        }
    });
}

#[test]
fn the_face_has_every_character_of_the_examples_and_of_our_words() {
    let words = text("locales/messages.yaml");
    let ours: String = words.lines().filter(|line| line.starts_with("\"diagram.")).collect();
    assert_eq!(font::missing(&ours), Default::default());
    every_example(|name, ready, findings, flow| {
        let drawing = draw(ready, findings, flow, Lang::Ja, true, diagram::LayoutOptions::default());
        assert_eq!(font::missing(&diagram::stacked(&[drawing])), Default::default(), "{name}");
    });
    assert_eq!(font::missing("髙﨑①㊿ 𠮷😀").into_iter().collect::<String>(), "😀𠮷");
}

#[test]
fn what_the_face_lacks_shows_as_a_mark_rather_than_nothing() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20"><text y="15" font-size="10">𠮷田</text></svg>"#;
    let mut texts = Vec::new();
    gather(font::tree(svg).expect("SVG").root(), &mut texts);
    assert_eq!(texts[0].0, "〓田");
}

/// C14: words stand out from what is behind them, in light and dark.
#[test]
fn words_stand_out_from_what_is_behind_them() {
    let sheet = text("src/diagram/svg/style.css");
    let (light, dark) = sheet.split_once("@media").expect("dark part");
    let (light, mut both) = (colours(light), colours(light));
    both.extend(colours(dark.split_once('{').expect("block").1));
    for (mode, colours) in [("light", light), ("dark", both)] {
        let pairs = [
            ("text", vec![".paper", ".head", ".bar", ".room", ".words", ".end", ".panel", ".mark"]),
            (".muted", vec![".paper", ".head", ".bar", ".room", ".words", ".end", ".panel"]),
            (".reversed", vec![".badge"]),
            (".change", vec![".tag"]),
        ];
        for (word, grounds) in pairs {
            for ground in grounds {
                let contrast = contrast(colours[word], colours[ground]);
                assert!(contrast >= 4.5, "{mode}: {word} on {ground} has {contrast:.2}");
            }
        }
    }
}

/// The fill of each selector.
fn colours(sheet: &str) -> BTreeMap<String, [f64; 3]> {
    let mut found = BTreeMap::new();
    for rule in sheet.split('}') {
        let Some((selectors, body)) = rule.split_once('{') else { continue };
        for declaration in body.split(';') {
            let Some(hex) = declaration.trim().strip_prefix("fill:#") else { continue };
            let wide: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
            let part = |at: usize| f64::from(u8::from_str_radix(&wide[at..at + 2], 16).expect("hex")) / 255.0;
            for selector in selectors.split(',') {
                found.insert(selector.trim().to_owned(), [part(0), part(2), part(4)]);
            }
        }
    }
    found
}

/// As WCAG 2 defines it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let part = |c: f64| if c <= 0.039_28 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2])
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn sekisho(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.arg("diagram").args(["--lang", "ja"]).args(arguments).current_dir(root());
    command
}

fn done(mut command: Command) -> Output {
    let output = command.output().expect("run");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("made");
    folder
}

const EXAMPLE: &str = "examples/shinjuku/000.filing.yaml";

/// The SVG of the same example is in the gallery.
#[test]
fn golden_files_are_fresh() {
    let golden: [(&str, &[&str]); 3] = [
        ("000.dot", &["--format", "dot"]),
        ("000.pinned.dot", &["--format", "dot", "--engine", "graphviz"]),
        ("000.md", &["--format", "mermaid"]),
    ];
    for (name, arguments) in golden {
        let output = done(sekisho(&[&[EXAMPLE], arguments].concat()));
        let path = root().join("tests/golden").join(name);
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        let how = format!("cargo run -- diagram --lang ja {EXAMPLE} {} -o tests/golden/{name}", arguments.join(" "));
        assert!(kept == String::from_utf8_lossy(&output.stdout), "tests/golden/{name} is stale: {how}");
    }
}

#[test]
fn pictures_need_no_program_and_no_font_of_the_machine() {
    let folder = scratch("bare");
    for format in ["svg", "png", "pdf", "dot", "mermaid"] {
        let path = folder.join(format!("out.{format}"));
        let mut command = sekisho(&[EXAMPLE, "--format", format, "-o"]);
        command.arg(&path).env_clear().env("PATH", "").env("FONTCONFIG_FILE", "/nonexistent");
        let output = done(command);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        let bytes = std::fs::read(&path).expect("written");
        let begins: &[u8] = match format {
            "svg" => b"<svg",
            "png" => b"\x89PNG\r\n\x1a\n",
            "pdf" => b"%PDF-",
            "dot" => b"digraph",
            _ => b"# ",
        };
        assert!(bytes.starts_with(begins), "{format}");
    }
}

#[test]
fn the_same_filing_gives_the_same_png_and_pdf() {
    for format in ["png", "pdf"] {
        let once = || done(sekisho(&[EXAMPLE, "--format", format])).stdout;
        assert!(once() == once(), "{format}");
    }
}

/// Whether Graphviz is there. Where everything must be checked, it has to be.
#[allow(clippy::print_stderr)]
fn graphviz() -> bool {
    let there = Command::new("neato").arg("-V").output().is_ok();
    assert!(there || std::env::var_os("CI").is_none(), "Graphviz is not installed");
    if !there {
        eprintln!("not checked, as Graphviz is not installed: that it draws our DOT");
    }
    there
}

#[test]
fn graphviz_draws_every_example() {
    if !graphviz() {
        return;
    }
    let folder = scratch("graphviz");
    for path in below(&root().join("examples"), ".filing.yaml") {
        let path = path.to_string_lossy();
        for (engine, program) in [("native", "dot"), ("graphviz", "neato")] {
            let dot = folder.join("out.dot");
            let mut command = sekisho(&[&*path, "--format", "dot", "--engine", engine, "-o"]);
            command.arg(&dot);
            done(command);
            accepted(program, &dot);
        }
    }
    let svg = done(sekisho(&["examples/shinjuku/003.filing.yaml", "--engine", "graphviz", "--format", "svg"])).stdout;
    assert!(String::from_utf8_lossy(&svg).contains("</svg>"));
}

/// Graphviz draws a file without a word of complaint.
fn accepted(program: &str, dot: &Path) {
    let mut command = Command::new(program);
    if program == "neato" {
        command.arg("-n2");
    }
    let output = command.arg("-Tsvg").arg(dot).output().expect("run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{}: {said}", dot.display());
}

#[test]
fn what_is_no_graphviz_is_said() {
    let output = sekisho(&[EXAMPLE, "--engine", "graphviz"]).env("PATH", "").output().expect("run");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("apt install graphviz"));
    #[cfg(unix)]
    {
        let output = sekisho(&[EXAMPLE, "--engine", "graphviz", "--graphviz", "/bin/false"]).output().expect("run");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("/bin/false"));
    }
}
