//! Audits one filing with the records that belong to it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::audited::Audited;
use super::duty::{Stand, proof_of};
use super::outcome::{Asked, AuditTerms, AuditedPart, Duty, DutyAbout, Outside, Proof};
use super::passing;
use super::proof::Assessor;
use super::sheet;
use super::why::Why;
use crate::calendar::{Date, When};
use crate::check::{self, Days, Owed, Speaker, Waivers};
use crate::evidence::{Record, RecordNames, Superseded, Touches};
use crate::facts::{Practice, Subject, World};
use crate::filing::PartId;
use crate::finding::{About, Finding, Verdict};
use crate::flow::Place;
use crate::policy::{Obligation, Policy};
use crate::session::Ready;
use crate::source::ShownPlace;
use crate::vocabulary::enumerations::{ObligationStatus as Status, PartKind, Record as Kind, RecordKey};
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::words;
use crate::words::{Lang, Phrase, join};

/// Audits filings, one after the other or at once.
pub struct Auditor {
    terms: AuditTerms,
    /// True if the sheets for inspections are to be made.
    sheets: bool,
    /// The language of what it reports.
    lang: Lang,
    /// Obligations by policy and id; each is made once.
    asked: Mutex<HashMap<(String, String), Arc<Asked>>>,
}

impl Auditor {
    /// Makes an auditor for these terms.
    pub fn new(terms: AuditTerms, sheets: bool, lang: Lang) -> Self {
        Auditor { terms, sheets, lang, asked: Mutex::default() }
    }

    /// Returns the year and the day it audits by.
    pub fn terms(&self) -> AuditTerms {
        self.terms
    }

    /// Audits a filing with its records.
    pub fn filing(&self, path: &str, ready: &Ready, records: Vec<Record>) -> Audited {
        let path: Arc<str> = path.into();
        let policy = &ready.policy;
        let speaker = Speaker { policy, lang: self.lang };
        let count = records.len();
        let mut findings = repeated(speaker, &records);
        let (practice, misplaced) = Practice::of(&ready.filing, records, self.terms.year, self.terms.today);
        findings
            .extend(misplaced.into_iter().filter_map(|(at, it)| Some((at, check::input_problem(speaker, &it, None)?))));
        let world = ready.world().audited(&practice, &[]);
        let day = self.terms.day();
        let touched = |at: usize| practice.running[at].touches(self.terms.year) != Touches::No;
        let owed: Vec<Owed<'_>> = check::owed(policy, &world, day).into_iter().filter(|it| it.part.is_some()).collect();
        let (active, idle): (Vec<usize>, Vec<usize>) = (0..practice.running.len()).partition(|at| touched(*at));
        findings.extend(practice.superseded.iter().filter_map(|it| superseded(speaker, it)));
        let waivers = Waivers::of(policy, &ready.filing, Days { judged: day, today: self.terms.today });
        for mut finding in check::audit(speaker, &world, day).findings {
            finding.waived = waivers.covering(&finding.rule, &[&finding.about.id], finding.verdict).cloned();
            if let Some(at) = self.place(&path, &world, &finding, &active) {
                findings.push((at, finding));
            }
        }
        let filing = ready.filing.id.as_str().into();
        let shared = Shared { path: &path, filing, title: title(ready), policy, waivers };
        let make = |at: &usize| self.part(&shared, &world, &practice, &owed, PartId::new(*at));
        let parts: Vec<AuditedPart> = active.iter().map(make).collect();
        let outside = |at: &usize| {
            let part = PartId::new(*at);
            outside(self.part(&shared, &world, &practice, &owed, part), &practice, part)
        };
        let outside: Vec<Outside> = idle.iter().filter_map(outside).collect();
        let sheets = active.iter().zip(&parts).filter(|_| self.sheets).map(|(at, part)| {
            let id = PartId::new(*at);
            let terms = sheet::before(self.terms).filter(|it| practice.running[*at].touches(it.year) != Touches::No);
            let before =
                terms.map(|terms| self.duties(&shared, &world, &owed, &self.assessor(&world, &practice, id, terms)));
            sheet::sheet(&world, &practice, id, part.clone(), before.unwrap_or_default(), self.lang)
        });
        let sheets = sheets.collect();
        let idle = idle.len();
        let names = RecordNames::of(&ready.filing);
        let (unread, path) = (Vec::new(), Arc::clone(&path));
        Audited { parts, outside, idle, records: count, sheets, findings, unread, names, path }
    }

    /// Returns the file that a finding points into; `None` if it is about a part that did not run in the year, and about
    /// nothing that was done in it.
    fn place(&self, path: &Arc<str>, world: &World<'_>, finding: &Finding, active: &[usize]) -> Option<Arc<str>> {
        let here = || Some(Arc::clone(path));
        let Some(subject) = finding.about.subject else { return here() };
        let part = match subject.kind {
            SubjectKind::Record => {
                let it = world.practice?.records.get(subject.at)?;
                let of_year = it.record.date().is_some_and(|date| self.terms.year.contains(date));
                let runs = it.part.is_none_or(|part| of_year || active.contains(&part.at()));
                return runs.then(|| Arc::clone(&it.record.path));
            }
            SubjectKind::Part => Some(subject.at),
            SubjectKind::Contract => world.contracts.get(subject.at).map(|part| part.at()),
            SubjectKind::Hop => {
                let hop = world.custody.hops.get(subject.at)?;
                world.custody.handovers.get(hop.handover)?.part.map(|part| part.at())
            }
            _ => None,
        };
        part.is_none_or(|at| active.contains(&at)).then(|| Arc::clone(path))
    }

    fn part(
        &self,
        shared: &Shared<'_>,
        world: &World<'_>,
        practice: &Practice,
        owed: &[Owed<'_>],
        id: PartId,
    ) -> AuditedPart {
        let part = &world.filing.parts[id.at()];
        let running = practice.running[id.at()];
        let duties = self.duties(shared, world, owed, &self.assessor(world, practice, id, self.terms));
        let tier = world.custody.depths.get(id.at()).copied().unwrap_or(1);
        let [giver, agent] = [&part.from, &part.to].map(|it| it.copied().map(|actor| world.filing.actor(actor)));
        let departments =
            if part.departments.value().is_some() { &part.departments } else { &world.filing.departments };
        AuditedPart {
            path: Arc::clone(shared.path),
            filing: Arc::clone(&shared.filing),
            title: Arc::clone(&shared.title),
            part: part.id.clone(),
            line: ShownPlace::of(world.filing.cells.as_deref(), part.place.span).span.line,
            kind: part.kind,
            name: part.title.value().cloned().unwrap_or_default(),
            from: part.term.from.when().or(running.first.map(When::day)),
            to: running.last.map(When::day),
            renewed: running.renewed,
            departments: departments.value().cloned().unwrap_or_default(),
            contractor: agent.and_then(|it| it.name.value().cloned()).unwrap_or_default(),
            number: agent.and_then(|it| it.corporate_number.value().cloned()).unwrap_or_default(),
            business: part.business.value().cloned().unwrap_or_default(),
            principal: giver.and_then(|it| it.name.value().cloned()).unwrap_or_default(),
            principal_number: giver.and_then(|it| it.corporate_number.value().cloned()).unwrap_or_default(),
            tier,
            tiers_below: passing::deepest(world, id).saturating_sub(tier),
            personal: passing::personal(world, part),
            subcontracted: passing::subcontracted(world, practice, id),
            consented: passing::consented(&duties).filter(|_| part.kind == PartKind::SubOutsourcing),
            incidents: practice.incidents(id).map(proof_of).collect(),
            duties,
        }
    }

    fn assessor<'d, 'w>(
        &self,
        world: &'d World<'w>,
        practice: &'d Practice,
        part: PartId,
        terms: AuditTerms,
    ) -> Assessor<'d, 'w> {
        Assessor {
            world,
            records: &practice.records,
            part,
            running: practice.running[part.at()],
            terms,
            lang: self.lang,
        }
    }

    /// Returns how each obligation of a part stands.
    fn duties(
        &self,
        shared: &Shared<'_>,
        world: &World<'_>,
        owed: &[Owed<'_>],
        assessor: &Assessor<'_, '_>,
    ) -> Vec<Duty> {
        let own: Vec<&Owed<'_>> = owed.iter().filter(|it| it.part == Some(assessor.part.at())).collect();
        let part = &world.filing.parts[assessor.part.at()].id;
        let mut seen: BTreeSet<(&str, String)> = BTreeSet::new();
        let mut duties = Vec::new();
        for one in &own {
            // A handover in several ways is one handover.
            let subject = world.name(one.subject).id;
            if !seen.insert((&one.obligation.id, subject.clone())) {
                continue;
            }
            let stand = assessor.stand(one, &own);
            let accepted = |lack| shared.waivers.covering(&one.obligation.id, &[part, &subject], lack);
            let stand = match lack(stand.status).and_then(accepted) {
                Some(it) => {
                    Stand::new(Status::Waived, Why::Waived(&it.approval, &it.reason, it.until).sentence(self.lang))
                }
                None => stand,
            };
            let place = match one.subject.kind {
                SubjectKind::Part => String::new(),
                _ => check::place(world, one.subject, self.lang),
            };
            let about = about(world, one.subject);
            duties.push(stand.duty(self.asked(shared.policy, one.obligation), place, subject, about));
        }
        duties
    }

    fn asked(&self, policy: &Policy, obligation: &Obligation) -> Arc<Asked> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (policy.id.clone(), obligation.id.clone());
        let made = asked.entry(key).or_insert_with(|| {
            let records: Vec<&str> = obligation.met_by.iter().map(|kind| words::of(*kind, self.lang)).collect();
            Arc::new(Asked {
                id: obligation.id.clone(),
                title: obligation.title.get(self.lang).to_owned(),
                group: obligation.group,
                binds: obligation.binds,
                severity: obligation.severity,
                met_by: obligation.met_by.clone(),
                records: join(self.lang, &records),
                basis: obligation.basis.iter().map(|basis| basis.text.get(self.lang).to_owned()).collect(),
            })
        });
        Arc::clone(made)
    }
}

/// What the parts of a filing have in common.
struct Shared<'s> {
    path: &'s Arc<str>,
    filing: Arc<str>,
    title: Arc<str>,
    policy: &'s Policy,
    waivers: Waivers<'s>,
}

/// Returns the ids by which a record names a subject.
fn about(world: &World<'_>, subject: Subject) -> DutyAbout {
    let (filing, custody) = (world.filing, world.custody);
    let mut about = DutyAbout::default();
    match subject.kind {
        SubjectKind::Hop => {
            let handover = custody.hops.get(subject.at).and_then(|hop| custody.handovers.get(hop.handover));
            about.step = handover.map(|it| filing.step_name(it.step)).unwrap_or_default();
        }
        SubjectKind::Holding => {
            let Some(holding) = custody.holdings.get(subject.at) else { return about };
            if let Place::Store(store) = holding.place {
                about.at.clone_from(&filing.stores[store.at()].id);
            }
            about.data = holding.data.iter().map(|set| filing.data[set.at()].id.clone()).collect();
        }
        _ => {}
    }
    about
}

/// Returns the verdict on the records that a waiver has to accept for this status; `None` where no record is lacking.
fn lack(status: Status) -> Option<Verdict> {
    match status {
        Status::Met | Status::NotApplicable | Status::Waived => None,
        // Other records show that there should be one, or it lacks what it has to state.
        Status::Missing => Some(Verdict::Violation),
        Status::Due | Status::Overdue | Status::Undetermined => Some(Verdict::Unstated),
    }
}

/// Returns what was done in the year under a part that did not run in it; `None` if no record tells of anything.
fn outside(part: AuditedPart, practice: &Practice, id: PartId) -> Option<Outside> {
    let of_year = |date: Option<Date>| date.is_some_and(|date| practice.year.contains(date));
    let own = practice.records.iter().filter(|it| it.part == Some(id) && of_year(it.record.date()));
    let mut records: Vec<(Kind, Proof)> = own.map(|it| (it.record.kind, proof_of(it))).collect();
    records.sort_by_key(|(_, proof)| proof.date);
    let about = |duty: &Duty| duty.met_by.iter().any(|proof| of_year(proof.date));
    let duties = part.duties.iter().filter(|duty| about(duty)).cloned().collect();
    (!records.is_empty()).then_some(Outside { part: AuditedPart { duties, ..part }, records })
}

/// Reports a record that a later one took the place of.
fn superseded(speaker: Speaker<'_>, it: &Superseded) -> Option<(Arc<str>, Finding)> {
    let document = it.record.text(RecordKey::Document).unwrap_or_default();
    let about = About::new(SubjectKind::Record, document, &it.record.pointer);
    let args = [
        ("document", Phrase::same(document)),
        ("by", Phrase::same(it.by.text(RecordKey::Document).unwrap_or_default())),
        ("path", Phrase::same(&*it.by.path)),
        ("line", Phrase::same(it.by.span.line.to_string())),
    ];
    let finding = check::built_in(speaker, "evidence-superseded", about, it.record.place(RecordKey::Document), &args)?;
    Some((Arc::clone(&it.record.path), finding))
}

fn title(ready: &Ready) -> Arc<str> {
    ready.filing.title.value().map(String::as_str).unwrap_or_default().into()
}

/// Reports records that repeat another: the same kind, document and subject.
fn repeated(speaker: Speaker<'_>, records: &[Record]) -> Vec<(Arc<str>, Finding)> {
    let keys = [RecordKey::Part, RecordKey::Of, RecordKey::Step, RecordKey::Job, RecordKey::At, RecordKey::Data];
    let mut seen = HashMap::new();
    let mut findings = Vec::new();
    for record in records {
        let Some(document) = record.text(RecordKey::Document) else { continue };
        let about = keys.map(|key| record.get(key));
        let first = *seen.entry((record.kind, document, about)).or_insert(record);
        if std::ptr::eq(first, record) {
            continue;
        }
        let about = About::new(SubjectKind::Record, document, &record.pointer);
        let args = [
            ("document", Phrase::same(document)),
            ("path", Phrase::same(&*first.path)),
            ("first_line", Phrase::same(first.span.line.to_string())),
        ];
        let finding = check::built_in(speaker, "evidence-repeated", about, record.place(RecordKey::Document), &args);
        findings.extend(finding.map(|finding| (Arc::clone(&record.path), finding)));
    }
    findings
}
