//! Type: fonts, sizes, and how paragraphs are set.

use docx_rs::{AlignmentType, LineSpacing, Paragraph, Run, RunFonts, SpecialIndentType};

use super::pages::Pages;
use crate::policy::{LinePlace, PageKind};
use crate::view::{Paragraph as Words, SheetLines};

/// The usual size of type, in half points.
pub(super) const SIZE: usize = 21;
/// Size of type of titles, in half points.
const TITLE: usize = 28;
/// Width of a character of the usual size, in twentieths of a point.
const CHARACTER: i32 = 210;
/// The face of running text, by the name that Word knows.
const MINCHO: &str = "ＭＳ 明朝";
/// The face of what has changed.
const GOTHIC: &str = "ＭＳ ゴシック";

/// Returns the face of running text.
pub(super) fn mincho() -> RunFonts {
    face(MINCHO)
}

fn face(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
}

/// Adds the lines of a block.
pub(super) fn lines(pages: &mut Pages, kind: PageKind, lines: &SheetLines) {
    for words in &lines.paragraphs {
        let begun = pages.new_paragraph();
        let paragraph = match lines.place {
            LinePlace::Left => hanging(filled(begun, words, SIZE), words).line_spacing(spacing(kind)),
            LinePlace::Right => filled(begun, words, SIZE).align(AlignmentType::Right),
            LinePlace::Title => filled(begun, words, TITLE).align(AlignmentType::Center).line_spacing(title(kind)),
            // At the foot whatever stands above.
            LinePlace::Foot => filled(begun, words, SIZE)
                .align(AlignmentType::Right)
                .wrap("around")
                .v_anchor("margin")
                .h_anchor("margin")
                .x_align("right")
                .y_align("bottom"),
        };
        pages.paragraph(paragraph);
    }
}

/// The space around lines, which a cover has more of.
fn spacing(kind: PageKind) -> LineSpacing {
    match kind {
        PageKind::Cover => LineSpacing::new().before(240).after(240),
        _ => LineSpacing::new().before(0).after(40),
    }
}

fn title(kind: PageKind) -> LineSpacing {
    match kind {
        PageKind::Cover => LineSpacing::new().before(1_400).after(900),
        _ => LineSpacing::new().before(0).after(160),
    }
}

/// Puts words into a paragraph.
pub(super) fn filled(paragraph: Paragraph, words: &Words, size: usize) -> Paragraph {
    words.runs.iter().fold(paragraph, |paragraph, run| paragraph.add_run(self::run(&run.text, run.changed, size)))
}

/// Makes a run, which stands out where it has changed.
fn run(text: &str, changed: bool, size: usize) -> Run {
    let run = Run::new().add_text(sound(text)).size(size);
    if changed { run.bold().underline("single").fonts(face(GOTHIC)) } else { run }
}

/// Makes a run of words of the form.
pub(super) fn form_words(text: &str, size: usize) -> Run {
    run(text, false, size)
}

/// Lets further lines of a paragraph begin below its text, where that begins with a number or a mark.
pub(super) fn hanging(paragraph: Paragraph, words: &Words) -> Paragraph {
    let text = words.text();
    let Some((mark, _)) = text.split_once(['　', ' ']).filter(|(mark, _)| is_mark(mark)) else { return paragraph };
    // The mark and the space behind it, of which ASCII characters take half a character.
    let halves = |c: char| if c.is_ascii() { 1 } else { 2 };
    let indent = text.chars().take(mark.chars().count() + 1).map(halves).sum::<i32>() * CHARACTER / 2;
    paragraph.indent(Some(indent), Some(SpecialIndentType::Hanging(indent)), None, None)
}

/// True if a text is a number or a mark at the beginning of a line.
fn is_mark(text: &str) -> bool {
    let inside = text.trim_matches(['(', ')', '（', '）']);
    let count = inside.chars().count();
    let single = |c: char| c.is_numeric() || matches!(c, '・' | '※' | '○' | 'ァ'..='ヶ');
    (1..=3).contains(&count) && (inside.chars().all(char::is_numeric) || count == 1 && inside.chars().all(single))
}

/// Returns a text without characters that XML does not have: a document with one of them does not open.
fn sound(text: &str) -> String {
    let known = |c: char| matches!(c, '\t' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if known(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}
