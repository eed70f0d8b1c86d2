//! One input text with its name and its lines, and the detection of encodings other than UTF-8.

use std::sync::OnceLock;

use super::Limits;

const UTF8_BOM: &[u8] = &[0xEF, 0xBB, 0xBF];

/// A text that was decoded, with the name it is reported under.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    /// Byte offset of the beginning of each line; computed when the first line is asked for.
    lines: OnceLock<Vec<usize>>,
}

/// Why bytes cannot be read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// More bytes than the limit.
    TooLarge {
        /// Size of the input.
        bytes: usize,
        /// [`Limits::bytes`].
        limit: usize,
    },
    /// UTF-16 (or UTF-32), by its byte order mark or by its pattern of NUL bytes.
    Utf16,
    /// Shift_JIS as Windows writes it (CP932).
    ShiftJis,
    /// Some other encoding, or damaged.
    NotUtf8 {
        /// Offset of the first wrong byte, from 0.
        byte: usize,
    },
    /// A NUL byte: not a text file.
    Nul {
        /// Offset of the first, from 0.
        byte: usize,
    },
}

impl SourceFile {
    /// Reads bytes as UTF-8 and drops a byte order mark, so that column 1 is the first character after it.
    ///
    /// # Errors
    /// [`Unreadable`] when the bytes are too many or not UTF-8 text.
    pub fn decode(name: String, bytes: Vec<u8>, limits: &Limits) -> Result<SourceFile, Unreadable> {
        if bytes.len() > limits.bytes {
            return Err(Unreadable::TooLarge { bytes: bytes.len(), limit: limits.bytes });
        }
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Err(Unreadable::Utf16);
        }
        if bytes.contains(&0) {
            let byte = bytes.iter().position(|&b| b == 0).unwrap_or_default();
            return Err(if looks_like_utf16(&bytes) { Unreadable::Utf16 } else { Unreadable::Nul { byte } });
        }
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let byte = error.utf8_error().valid_up_to();
            if shift_jis(error.as_bytes()).is_some() { Unreadable::ShiftJis } else { Unreadable::NotUtf8 { byte } }
        })?;
        if text.as_bytes().starts_with(UTF8_BOM) {
            text.drain(..UTF8_BOM.len());
        }
        Ok(SourceFile { name, text, lines: OnceLock::new() })
    }

    /// Returns the name given to [`SourceFile::decode`], usually a path as the user wrote it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole text, without byte order mark and with line ends as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns line `n`, counted from 1, without its line end; empty if there is no such line.
    pub fn line(&self, n: u32) -> &str {
        let lines = self.line_starts();
        let Some(index) = (n as usize).checked_sub(1) else {
            return "";
        };
        let Some(&start) = lines.get(index) else {
            return "";
        };
        let end = lines.get(index + 1).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// Returns the number of lines; a line end at the end of the text does not begin another.
    pub fn line_count(&self) -> u32 {
        let lines = self.line_starts();
        let open = lines.last().is_some_and(|&start| start < self.text.len());
        let count = if open { lines.len() } else { lines.len() - 1 };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Returns the line of a byte offset, counted from 1.
    pub fn line_at(&self, offset: usize) -> u32 {
        let before = self.line_starts().partition_point(|&start| start <= offset);
        u32::try_from(before).unwrap_or(u32::MAX).max(1)
    }

    /// Returns the line and column of a byte offset, both counted from 1, the column in characters.
    pub fn position(&self, offset: usize) -> (u32, u32) {
        let line = self.line_at(offset);
        let start = self.line_starts().get((line as usize).saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default().chars().count();
        (line, u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1))
    }

    /// Returns the byte offset of a line and column (both counted from 1, columns in characters), at most the text's
    /// end.
    pub fn offset(&self, line: u32, column: u32) -> usize {
        let text = self.line(line);
        let index = (line as usize).saturating_sub(1);
        let start = self.line_starts().get(index).copied().unwrap_or(self.text.len());
        let within = text.char_indices().nth((column as usize).saturating_sub(1));
        start + within.map_or(text.len(), |(at, _)| at)
    }

    /// Returns the beginnings of lines. LF, CRLF and a lone CR end a line, as in YAML, so that lines agree with the
    /// parser's.
    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = Vec::with_capacity(bytes.len() / 24 + 1);
            starts.push(0);
            if !bytes.contains(&b'\r') {
                starts.extend(self.text.match_indices('\n').map(|(at, _)| at + 1));
                return starts;
            }
            for (at, &byte) in bytes.iter().enumerate() {
                if byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                    starts.push(at + 1);
                }
            }
            starts
        })
    }
}

/// True if the bytes look like UTF-16: ASCII then has NUL in every second byte, unlike a text with a stray NUL.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let nul_at = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (nul_at(0), nul_at(1));
    let (few, many) = (even.min(odd), even.max(odd));
    many >= 2 && few * 8 <= many && many * 16 >= head.len() / 2
}

/// Returns the text of bytes that are Shift_JIS as Windows writes it (CP932); `None` if they are UTF-8 or anything
/// else.
///
/// Such bytes decode without an error, and into more kana and kanji than the half-width katakana that single bytes
/// above 0xA0 (EUC-JP, Latin-1) would give.
pub fn shift_jis(bytes: &[u8]) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let text = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)?;
    let wide = text
        .chars()
        .filter(|c| matches!(c, '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}'))
        .count();
    let narrow = text.chars().filter(|c| matches!(c, '\u{FF61}'..='\u{FF9F}')).count();
    (wide > narrow).then(|| text.into_owned())
}
