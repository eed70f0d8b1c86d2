//! Values that arguments choose from.

use clap::ValueEnum;

use crate::cli::Exit;
use crate::finding::Severity;
use crate::policy::PageKind;
use crate::session::{Judged, Status};
use crate::words::Lang;

/// Schemas that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Which {
    Filing,
    Policy,
    Evidence,
    Report,
    Diff,
    Audit,
    PolicyDiff,
}

/// Languages of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LangOption {
    Ja,
    En,
}

/// When standard output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ColorOption {
    Auto,
    Always,
    Never,
}

impl LangOption {
    /// The language.
    pub(in crate::cli) fn lang(self) -> Lang {
        match self {
            LangOption::Ja => Lang::Ja,
            LangOption::En => Lang::En,
        }
    }
}

/// Formats that a picture can be asked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PictureOption {
    Svg,
    #[cfg(feature = "raster")]
    Png,
    #[cfg(feature = "raster")]
    Pdf,
    Dot,
    Mermaid,
}

/// Formats that changes can be asked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ChangesOption {
    Text,
    Json,
    Markdown,
    Html,
}

/// Formats that the differences of two packs can be asked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PolicyDiffOption {
    Text,
    Json,
}

/// Pages of a paper that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PagesOption {
    Cover,
    Overview,
    Annex,
    Items,
    Flow,
    Clauses,
    Checklist,
}

impl PagesOption {
    /// What the pages are about.
    pub(in crate::cli) fn kind(self) -> PageKind {
        match self {
            PagesOption::Cover => PageKind::Cover,
            PagesOption::Overview => PageKind::Overview,
            PagesOption::Annex => PageKind::Annex,
            PagesOption::Items => PageKind::Items,
            PagesOption::Flow => PageKind::Flow,
            PagesOption::Clauses => PageKind::Clauses,
            PagesOption::Checklist => PageKind::Checklist,
        }
    }
}

/// What draws a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum EngineOption {
    Native,
    Graphviz,
}

/// On what a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PaperOption {
    A4,
    Trim,
}

/// From which weight on findings end a run with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    /// What a run over this one file ends with.
    pub(in crate::cli) fn exit_for(self, filing: &Judged) -> Exit {
        let heaviest = filing.open().map(|finding| finding.severity).max();
        self.exit(filing.status == Status::Unreadable, heaviest)
    }

    /// What a run ends with.
    pub(in crate::cli) fn exit(self, unreadable: bool, heaviest: Option<Severity>) -> Exit {
        if unreadable {
            return Exit::Failed;
        }
        let fails = self.severity().is_some_and(|from| heaviest.is_some_and(|heaviest| heaviest >= from));
        if fails { Exit::Findings } else { Exit::Clean }
    }

    /// The least weight that ends a run with 1.
    pub(in crate::cli) fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}
