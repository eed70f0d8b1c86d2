//! A run over files: reads each, judges it and sorts what was found. Shared by every command that judges.
//!
//! Owns the cache of policies and the order of the work. Files come through [`Files`], so that only
//! the command line touches the disk.

mod coverage;
mod file_name;
mod fixes;
mod ledger;
mod names;
mod offers;
mod opening;
mod options;
mod outcome;
mod several;
mod standpoint;
mod threads;
mod unread;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::calendar::Date;
use crate::check::{self, Speaker};
use crate::facts::World;
use crate::filing::{self, Filing, InputProblem, Problem};
use crate::finding::{About, Finding, Grades, Severity};
use crate::flow;
use crate::policy::{self, Packs, Policy};
use crate::source::{Document, Kind, Limits, Node, SourceFile, Span};
use crate::text;
use crate::vocabulary::facts::SubjectKind;
use crate::words::{self, Lang, Phrase};

use opening::OpenedFile;
use threads::Threads;
use unread::{lines, reason, unreadable};

pub use coverage::{Coverage, LeftOut, Omission};
pub use file_name::{FileName, NameEnding, Purpose, filing_stem};
pub use ledger::{Ids, Ledger};
pub use options::{Options, SessionError};
pub use outcome::{ConfigUsed, Counts, Judged, Name, PolicyUsed, Status, Terms, Totals};
pub use several::Several;
pub use standpoint::Standpoint;

/// The source that files are read from.
pub trait Files: Sync {
    /// Reads a file by the path that the user named.
    ///
    /// # Errors
    /// The error of the system if the file cannot be read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The files of records that stand beside a filing.
    fn beside(&self, filing: &str) -> Vec<String>;
}

/// A run over files, with the policies it has loaded.
pub struct Session {
    options: Options,
    limits: Limits,
    core: Arc<Policy>,
    loaded: Mutex<BTreeMap<String, Arc<Policy>>>,
    ledger: Ledger,
    profile: Option<String>,
    grades: Grades,
    threads: Threads,
}

/// A filing that is ready to be judged.
pub struct Ready {
    /// The filing as it was read.
    pub filing: Filing,
    /// The copies that its flows make.
    pub custody: flow::Custody,
    /// The policy that judges it.
    pub policy: Arc<Policy>,
    /// The day whose edition of the rules applies.
    pub day: Date,
    /// True if the filing states that day, false if it was chosen in its place.
    pub day_stated: bool,
    /// The day of the run.
    pub today: Date,
}

impl Ready {
    /// Returns what facts are computed from.
    pub fn world(&self) -> World<'_> {
        World::new(&self.filing, &self.custody, &self.policy, self.day)
    }
}

impl Session {
    /// Starts a run, and loads the words of the program's own findings.
    ///
    /// # Errors
    /// These words cannot be loaded.
    pub fn new(options: Options) -> Result<Self, SessionError> {
        let core = Arc::new(policy::load_words(&options.packs).map_err(SessionError::Policy)?);
        Ok(Session {
            options,
            limits: Limits::default(),
            core,
            loaded: Mutex::default(),
            ledger: Ledger::default(),
            profile: None,
            grades: Grades::default(),
            threads: Threads::default(),
        })
    }

    /// Sets how many files are judged at once; with 1, they are judged one after the other.
    ///
    /// # Errors
    /// The thread pool cannot be created.
    #[cfg(feature = "cli")]
    pub fn judge_at_once(&mut self, jobs: usize) -> Result<(), SessionError> {
        self.threads = Threads::so_many(jobs)?;
        Ok(())
    }

    /// Lets findings weigh what a profile of the packs sets, and over that what the public body does.
    pub fn grade(&mut self, profile: Option<String>, grades: Grades) {
        if let Some(core) = Arc::get_mut(&mut self.core) {
            core.grade(&grades);
        }
        (self.profile, self.grades) = (profile, grades);
    }

    /// Says what the run speaks of, and compares with.
    pub fn keep(&mut self, ledger: Ledger) {
        self.ledger = ledger;
    }

    /// Makes the finding for a file that the system cannot read.
    pub fn cannot_read(&self, error: &io::Error) -> Option<Finding> {
        check::built_in(self.speaker(), "cannot-read", nothing(), Span::START, &[("reason", reason(error))])
    }

    /// Returns the words of the program's own findings, as a policy without rules.
    pub fn core(&self) -> &Policy {
        &self.core
    }

    /// Returns the language of the run.
    pub fn lang(&self) -> Lang {
        self.options.lang
    }

    /// Returns who reports what the program itself finds.
    pub fn speaker(&self) -> Speaker<'_> {
        self.speaker_of(&self.core)
    }

    /// Returns who reports what a policy finds.
    pub fn speaker_of<'p>(&self, policy: &'p Policy) -> Speaker<'p> {
        Speaker { policy, lang: self.options.lang }
    }

    /// Returns the packs that policies are loaded from.
    pub fn packs(&self) -> &Packs {
        &self.options.packs
    }

    /// Returns the ids of the rules of every policy loaded so far.
    pub fn rule_ids(&self) -> Vec<String> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.values().flat_map(|policy| policy.rules.iter().map(|rule| rule.id.clone())).collect()
    }

    /// Returns every jurisdiction that a pack judges.
    pub fn jurisdictions(&self) -> Vec<String> {
        self.options.packs.jurisdictions()
    }

    /// Returns the policy of a jurisdiction, loading it the first time; `None` where no pack judges it.
    ///
    /// # Errors
    /// The pack cannot be loaded.
    pub fn policy(&self, jurisdiction: &str) -> Result<Option<Arc<Policy>>, SessionError> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(policy) = loaded.get(jurisdiction) {
            return Ok(Some(Arc::clone(policy)));
        }
        let Some(id) = self.options.packs.for_jurisdiction(jurisdiction) else {
            let broken = self.options.packs.broken_heads();
            return if broken.is_empty() { Ok(None) } else { Err(SessionError::Policy(broken)) };
        };
        let mut policy = policy::load(&self.options.packs, id).map_err(SessionError::Policy)?;
        if let Some(profile) = &self.profile {
            policy.profile(profile).map_err(|problem| SessionError::Policy(vec![problem]))?;
        }
        policy.grade(&self.grades);
        let policy = Arc::new(policy);
        loaded.insert(jurisdiction.to_owned(), Arc::clone(&policy));
        Ok(Some(policy))
    }

    /// Returns the policies of all jurisdictions that a pack judges.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub fn policies(&self) -> Result<Vec<Arc<Policy>>, SessionError> {
        let all = self.options.packs.jurisdictions();
        all.iter().filter_map(|jurisdiction| self.policy(jurisdiction).transpose()).collect()
    }

    /// Returns how the run judges, for reports.
    pub fn terms(&self) -> Terms {
        Terms {
            judge_by: self.options.judge_by,
            fail_on: Some(Severity::Error),
            profile: self.profile.clone(),
            ..Terms::on(self.options.today)
        }
    }

    /// Judges files, and returns the results in the order of `paths`.
    ///
    /// Files are judged a few at a time, when the first of them is asked for, so that memory does not grow with their
    /// number. An item is `Err` where a pack cannot be loaded; what is wrong with a file is in its findings.
    pub fn run<'r>(
        &'r self,
        paths: &'r [String],
        files: &'r dyn Files,
    ) -> impl Iterator<Item = Result<Judged, SessionError>> + 'r {
        self.each(paths, |path| self.file(path, files.read(path)))
    }

    /// Applies `make` to each file, a few of them at once, and returns the results in the order of `paths`.
    pub fn each<'r, T: Send + 'r>(
        &'r self,
        paths: &'r [String],
        make: impl Fn(&str) -> T + Sync + 'r,
    ) -> impl Iterator<Item = T> + 'r {
        self.threads.each(paths, make)
    }

    /// Judges one file.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub fn file(&self, path: &str, bytes: io::Result<Vec<u8>>) -> Result<Judged, SessionError> {
        Ok(self.examine(path, bytes)?.0)
    }

    /// Judges one file, and also returns the filing and the document it is written in; `None` where no model could be
    /// made of it.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub fn examine(
        &self,
        path: &str,
        bytes: io::Result<Vec<u8>>,
    ) -> Result<(Judged, Option<(Ready, Document)>), SessionError> {
        self.read(path, bytes, true)
    }

    /// Reads one file without judging it: the findings are only about its text.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub fn open(
        &self,
        path: &str,
        bytes: io::Result<Vec<u8>>,
    ) -> Result<(Judged, Option<(Ready, Document)>), SessionError> {
        self.read(path, bytes, false)
    }

    fn read(
        &self,
        path: &str,
        bytes: io::Result<Vec<u8>>,
        judge: bool,
    ) -> Result<(Judged, Option<(Ready, Document)>), SessionError> {
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => {
                let finding = self.cannot_read(&error);
                return Ok((self.unread(path, String::new(), finding.into_iter().collect(), None), None));
            }
        };
        let digest = text::hex(&Sha256::digest(&bytes));
        let OpenedFile { document, source, mut findings } = opening::open(self.speaker(), &self.limits, path, bytes);
        let Some(document) = document else {
            self.offer_signs(&mut findings, source.as_ref());
            return Ok((self.unread(path, digest, findings, source.as_ref()), None));
        };
        if !is_filing(&document) {
            findings.extend(self.problem(Problem::NotAFiling, document.root().head()));
            let mut judged = self.unread(path, digest, findings, source.as_ref());
            judged.cells = document.cells().cloned();
            return Ok((judged, None));
        }
        let (mut judged, ready) = self.document(&document, &mut findings, judge)?;
        fixes::write(&mut findings, &document, source.as_ref());
        judged.path = path.to_owned();
        judged.digest = digest;
        judged.findings = findings;
        self.ledger.settle(self.speaker(), &mut judged, Some(&document));
        if judged.status == Status::Clean && !judged.findings.is_empty() {
            judged.status = Status::Findings;
        }
        judged.lines = lines(&judged.findings, source.as_ref());
        judged.cells = document.cells().cloned();
        judged.names = names::names(&judged.findings, document.root());
        Ok((judged, ready.map(|ready| (ready, document))))
    }

    /// A file of which no model could be made.
    fn unread(&self, path: &str, digest: String, findings: Vec<Finding>, source: Option<&SourceFile>) -> Judged {
        let mut judged = unreadable(path, digest, findings, source);
        self.ledger.settle(self.speaker(), &mut judged, None);
        judged
    }

    /// Says of a filing that an earlier one of the run has its id.
    pub fn repeated(&self, judged: &mut Judged, first: &str) {
        self.ledger.repeated(self.speaker(), judged, first);
    }

    /// Reads a document that is a filing, and adds what is wrong in its text to the findings. `None` where it cannot be
    /// judged.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub fn ready(&self, document: &Document, findings: &mut Vec<Finding>) -> Result<Option<Ready>, SessionError> {
        self.ready_by(None, document, findings)
    }

    /// Like [`Session::ready`], but judged by the given policy whatever the jurisdiction: the tests of a pack, and
    /// those of its parents, are run against the pack itself.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub(crate) fn ready_by(
        &self,
        policy: Option<&Arc<Policy>>,
        document: &Document,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Ready>, SessionError> {
        let named = document.root().get("jurisdiction").and_then(Node::text);
        let found = match policy {
            Some(policy) => Some(Arc::clone(policy)),
            None => named.map(|jurisdiction| self.policy(jurisdiction)).transpose()?.flatten(),
        };
        let words = match (policy, &found) {
            (Some(policy), _) => &policy.words.opened(),
            (None, Some(found)) => &found.words,
            (None, None) => &self.core.words,
        };
        let (filing, problems) = filing::read(document, words);
        let oversized = problems.iter().any(|problem| matches!(problem.problem, Problem::TooMany { .. }));
        let cells = filing.cells.as_deref();
        let safeguards = found.as_ref().filter(|_| cells.is_none() && !problems.is_empty());
        let safeguards = safeguards.map(|policy| check::SafeguardKeys::of(policy));
        findings.extend(problems.iter().filter_map(|problem| {
            let finding = check::input_problem(self.speaker(), problem, cells)?;
            let remedy = safeguards.as_ref().and_then(|safeguards| check::remedy(problem, document, safeguards));
            Some(Finding { fix: remedy.map(|remedy| self.fix_by(remedy)), ..finding })
        }));
        if oversized {
            return Ok(None);
        }
        let Some(jurisdiction) = filing.jurisdiction.value() else {
            if document.root().get("jurisdiction").is_some() {
                findings.extend(self.unknown_jurisdiction("", filing.jurisdiction.span()));
            }
            return Ok(None);
        };
        let Some(policy) = found else {
            findings.extend(self.unknown_jurisdiction(jurisdiction, filing.jurisdiction.span()));
            return Ok(None);
        };
        let stated = filing.reference_date();
        let day = self.options.judge_by.or(stated).unwrap_or(self.options.today);
        let custody = flow::follow(&filing);
        Ok(Some(Ready {
            filing,
            custody,
            policy,
            day,
            day_stated: stated.is_some() || self.options.judge_by.is_some(),
            today: self.options.today,
        }))
    }

    fn document(
        &self,
        document: &Document,
        findings: &mut Vec<Finding>,
        judge: bool,
    ) -> Result<(Judged, Option<Ready>), SessionError> {
        let id = document.root().get("id").and_then(|id| id.text()).unwrap_or_default().to_owned();
        let title = document.root().get("title").and_then(|title| title.as_str()).map(str::to_owned);
        let mut judged = Judged { id, title, ..unreadable("", String::new(), Vec::new(), None) };
        let Some(ready) = self.ready(document, findings)? else {
            return Ok((judged, None));
        };
        let world = ready.world();
        let mut asked = true;
        if judge {
            let outcome = check::run(self.speaker_of(&ready.policy), &world, ready.day);
            asked = outcome.asked;
            findings.extend(outcome.findings);
        }
        let unread = matches!(ready.filing.submitted, filing::Field::Unreadable(_));
        if judge && !ready.day_stated && !unread {
            let args = [("today", Phrase::same(self.options.today.to_string()))];
            findings.extend(check::built_in(
                self.speaker(),
                "reference-date-missing",
                About::new(SubjectKind::Filing, &judged.id, ""),
                ready.filing.place.span,
                &args,
            ));
        }
        if !asked {
            findings.extend(self.nothing_asked("no-rule-asked", &ready, ready.day));
        }
        if judge {
            self.except(&ready, &world, findings);
        }
        let exhausted = world.is_exhausted();
        drop(world);
        judged.status = if exhausted || !asked { Status::Unreadable } else { Status::Clean };
        judged.edition = ready.policy.edition_on(ready.day).map(|edition| edition.id.clone());
        judged.policy = Some(PolicyUsed::of(&ready.policy, self.options.lang));
        judged.reference_date = Some(ready.day);
        judged.inferred = ready.filing.inferred;
        Ok((judged, Some(ready)))
    }

    /// Says that a policy asks nothing of a filing on a day.
    pub(crate) fn nothing_asked(&self, id: &str, ready: &Ready, day: Date) -> Option<Finding> {
        let policy = Phrase::made(|lang| PolicyUsed::of(&ready.policy, lang).brief_name(lang));
        let args = [("policy", policy), ("date", Phrase::made(|lang| words::date(day, lang)))];
        let about = About::new(SubjectKind::Filing, &ready.filing.id, "");
        check::built_in(self.speaker(), id, about, ready.filing.place.span, &args)
    }

    /// Applies the reasons and waivers of the filing to what was found.
    pub(crate) fn except(&self, ready: &Ready, world: &World<'_>, findings: &mut Vec<Finding>) {
        let days = check::Days { judged: ready.day, today: self.options.today };
        check::reasons(self.speaker_of(&ready.policy), world, days, findings);
        if self.options.waivers {
            check::waivers(self.speaker_of(&ready.policy), world, days, findings);
        }
    }

    fn problem(&self, problem: Problem, span: Span) -> Option<Finding> {
        check::input_problem(self.speaker(), &InputProblem { problem, pointer: String::new(), span }, None)
    }

    fn unknown_jurisdiction(&self, value: &str, span: Option<Span>) -> Option<Finding> {
        let jurisdictions = self.options.packs.jurisdictions();
        let known = jurisdictions.join(", ");
        let suggestion = check::suggestion(text::suggest(value, jurisdictions.iter().map(String::as_str)));
        let args = [("value", Phrase::same(value)), ("known", Phrase::same(known)), ("suggestion", suggestion)];
        let about = About::new(SubjectKind::Filing, value, "/jurisdiction");
        check::built_in(self.speaker(), "unknown-jurisdiction", about, span.unwrap_or(Span::START), &args)
    }
}

fn is_filing(document: &Document) -> bool {
    let root = document.root();
    root.kind() == Kind::Map && root.get("sekisho").and_then(|mark| mark.as_str()) == Some(filing::format::FORMAT)
}

/// What is about a file as a whole.
fn nothing() -> About {
    About::new(SubjectKind::Filing, "", "")
}
