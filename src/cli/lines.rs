//! Lines for a person or the log of a build service: all that goes to standard error, and what commands show of texts that
//! may be anyone's.

use std::io::{self, Write};

use crate::text;

/// Passes text on in whole lines. None controls a terminal or commands a build service, whatever stands in it.
pub(super) struct SafeLines<'o> {
    out: &'o mut dyn Write,
    /// The line that is not at its end yet.
    begun: Vec<u8>,
}

impl<'o> SafeLines<'o> {
    /// Makes the lines safe that go to `out`.
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        SafeLines { out, begun: Vec::new() }
    }

    fn pass(&mut self, line: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(line);
        self.out.write_all(text::log_line(text.trim_end_matches('\r')).as_bytes())
    }
}

impl Write for SafeLines<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            self.begun.extend_from_slice(&rest[..end]);
            let line = std::mem::take(&mut self.begun);
            self.pass(&line)?;
            self.out.write_all(b"\n")?;
            rest = &rest[end + 1..];
        }
        self.begun.extend_from_slice(rest);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.begun);
        self.pass(&line)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_safe_however_they_are_cut() {
        for size in [1, 2, 3, 100] {
            let mut out = Vec::new();
            let mut lines = SafeLines::new(&mut out);
            let text = "\u{8abf}\u{1b}[31m\r\n  ::error::x\n\n##[error]\n::end".as_bytes();
            text.chunks(size).for_each(|part| lines.write_all(part).unwrap());
            lines.flush().unwrap();
            let expected = "\u{8abf}\\u{1b}[31m\n  \\u{3a}:error::x\n\n\\u{23}#[error]\n\\u{3a}:end";
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{size}");
        }
    }
}
