//! The totals over all parts of an audit: figures, and findings that only show across filings.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::audited::Audited;
use super::outcome::{AuditTerms, AuditedPart, Proof};
use super::survey::Survey;
use crate::check::{self, Speaker};
use crate::facts::{Contractor, Practice, World};
use crate::filing::Filing;
use crate::finding::Finding;
use crate::flow;
use crate::source::Span;
use crate::text;
use crate::vocabulary::enumerations::{ObligationStatus, PartKind, RecordGroup};

/// Counts over some parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusTally {
    /// Number of parts.
    pub parts: usize,
    statuses: BTreeMap<ObligationStatus, usize>,
}

/// Everything that is kept of the parts of an audit once they are written.
#[derive(Default)]
pub struct Portfolio {
    /// Counts over all parts.
    pub all: StatusTally,
    /// Number of parts by their kind.
    pub kinds: BTreeMap<PartKind, usize>,
    /// Number of parts by depth in the tree of contracts.
    pub tiers: BTreeMap<u32, usize>,
    /// Counts of obligations by group.
    pub groups: BTreeMap<RecordGroup, StatusTally>,
    /// Counts by department; under the empty name, parts that name none.
    pub departments: BTreeMap<String, StatusTally>,
    /// Contractors by name, in the form in which names are compared; by number where another company has that name.
    pub contractors: BTreeMap<String, Company>,
    /// Keys of `contractors` by corporate number.
    numbers: BTreeMap<String, String>,
    /// The answers to what surveys ask.
    pub survey: Survey,
    /// Number of sub-contracts whose consent is on record.
    pub consented: usize,
    /// Number of sub-contracts whose consent is not on record.
    pub unconsented: usize,
    /// Number of parts whose agent is not named in the filing.
    pub unnamed: usize,
    /// Number of parts that did not run in the year.
    pub idle: usize,
    /// Number of records of all filings.
    pub records: usize,
    /// Filings with an id that another has too: path of the later, path of the first.
    pub repeated: Vec<(Arc<str>, Arc<str>)>,
    /// Paths of filings by their id.
    ids: HashMap<Arc<str>, Arc<str>>,
    /// Number of filings.
    pub filings: usize,
    /// Paths of files that could not be read, of which no model could be made, or of which nothing was asked.
    pub unread: Vec<Arc<str>>,
}

/// A contract, by filing, path and line.
type Engagement = (Arc<str>, Arc<str>, u32);

/// A company across all filings.
#[derive(Debug, Default)]
pub struct Company {
    /// Name of the company, as the first filing writes it.
    pub name: String,
    /// Its corporate number; empty if no filing states it.
    pub number: String,
    /// Counts over its parts.
    pub tally: StatusTally,
    /// Names of the departments that gave it work.
    pub departments: BTreeSet<String>,
    /// Its contracts directly under the public body, by business.
    engaged: BTreeMap<String, Vec<Engagement>>,
    /// Its filings, each with the incidents of the year under it.
    incidents: BTreeMap<Arc<str>, Vec<Proof>>,
    /// The sub-contractors it uses, by filing: their names by the form in which these are compared.
    below: BTreeMap<Arc<str>, BTreeMap<String, String>>,
}

impl StatusTally {
    /// Returns the number of obligations with a status.
    pub fn of(&self, status: ObligationStatus) -> usize {
        self.statuses.get(&status).copied().unwrap_or_default()
    }

    fn add(&mut self, statuses: impl Iterator<Item = ObligationStatus>) {
        self.parts += 1;
        statuses.for_each(|status| *self.statuses.entry(status).or_default() += 1);
    }
}

impl Portfolio {
    /// Adds a filing to the totals.
    pub fn add(&mut self, audited: &Audited) {
        self.filings += 1;
        self.idle += audited.idle;
        self.records += audited.records;
        self.unread.extend(audited.unread.iter().cloned());
        if let Some(part) = audited.parts.first() {
            let first = self.ids.entry(Arc::clone(&part.filing)).or_insert_with(|| Arc::clone(&part.path));
            if *first != part.path {
                self.repeated.push((Arc::clone(&part.path), Arc::clone(first)));
            }
        }
        audited.parts.iter().for_each(|part| self.part(part));
        for part in audited.outside.iter().map(|it| &it.part).filter(|part| !part.contractor.is_empty()) {
            self.company(part).1.suffered(part);
        }
    }

    /// Returns the company that does the work of a part, with its key in `contractors`.
    fn company(&mut self, part: &AuditedPart) -> (String, &mut Company) {
        let key = self.key(&part.contractor, &part.number);
        let company = self.contractors.entry(key.clone()).or_default();
        if company.name.is_empty() {
            company.name.clone_from(&part.contractor);
        }
        if company.number.is_empty() {
            company.number.clone_from(&part.number);
        }
        (key, company)
    }

    fn part(&mut self, part: &AuditedPart) {
        let statuses = || part.duties.iter().map(|duty| duty.status);
        self.all.add(statuses());
        self.survey.add(part);
        *self.kinds.entry(part.kind).or_default() += 1;
        *self.tiers.entry(part.tier).or_default() += 1;
        let groups: BTreeSet<RecordGroup> = part.duties.iter().map(|duty| duty.asked.group).collect();
        for group in groups {
            let own = part.duties.iter().filter(|duty| duty.asked.group == group).map(|duty| duty.status);
            self.groups.entry(group).or_default().add(own);
        }
        let none = [String::new()];
        for department in if part.departments.is_empty() { &none[..] } else { &part.departments } {
            self.departments.entry(department.clone()).or_default().add(statuses());
        }
        if part.kind == PartKind::SubOutsourcing {
            match part.consented {
                Some(true) => self.consented += 1,
                _ => self.unconsented += 1,
            }
        }
        if part.contractor.is_empty() {
            self.unnamed += 1;
            return;
        }
        let (key, company) = self.company(part);
        company.suffered(part);
        company.tally.add(statuses());
        company.departments.extend(part.departments.iter().cloned());
        match part.kind {
            PartKind::Outsourcing => {
                let place = (Arc::clone(&part.filing), Arc::clone(&part.path), part.line);
                company.engaged.entry(text::item_name(&part.business).into_owned()).or_default().push(place);
            }
            PartKind::SubOutsourcing if !part.principal.is_empty() => {
                let above = self.key(&part.principal, &part.principal_number);
                let above = self.contractors.entry(above).or_default();
                let below = above.below.entry(Arc::clone(&part.filing)).or_default();
                below.entry(key).or_insert_with(|| part.contractor.clone());
            }
            _ => {}
        }
    }

    /// Returns the key of a company in `contractors`. The same corporate number is the same company; without a number,
    /// the same name is.
    fn key(&mut self, name: &str, number: &str) -> String {
        let name = text::company(name);
        if !text::is_corporate_number(number) {
            return name;
        }
        let taken =
            |key: &String| self.contractors.get(key).is_some_and(|it| !it.number.is_empty() && it.number != number);
        let own = if taken(&name) { number.to_owned() } else { name };
        self.numbers.entry(number.to_owned()).or_insert(own).clone()
    }

    /// Iterates over companies with parts that ran in the year. One that only gave work on has none.
    pub fn companies(&self) -> impl Iterator<Item = &Company> {
        self.contractors.values().filter(|company| company.tally.parts > 0)
    }

    /// Returns findings that only show across the filings that a policy judges, each with the file it points into.
    pub fn findings(&self, speaker: Speaker<'_>, terms: AuditTerms) -> Vec<(Arc<str>, Finding)> {
        let contracts: usize = self.companies().map(|company| company.tally.parts).sum();
        let (mut companies, mut places) = (Vec::new(), Vec::new());
        for company in self.companies() {
            let (contractor, path) = company.contractor(contracts);
            companies.push(contractor);
            places.push(path);
        }
        let filing = Filing::default();
        let custody = flow::follow(&filing);
        let practice = Practice {
            records: Vec::new(),
            superseded: Vec::new(),
            closed: BTreeMap::new(),
            running: Vec::new(),
            year: terms.year,
            today: terms.today,
        };
        let world = World::new(&filing, &custody, speaker.policy, terms.today).audited(&practice, &companies);
        let found = check::register(speaker, &world, terms.today).findings.into_iter();
        let place = |finding: &Finding| finding.about.subject.map(|it| it.at);
        found
            .map(|finding| (place(&finding).map_or_else(|| "".into(), |at| Arc::clone(&places[at])), finding))
            .collect()
    }
}

impl Company {
    /// Adds the filing of a part, with the incidents under it.
    fn suffered(&mut self, part: &AuditedPart) {
        self.incidents.entry(Arc::clone(&part.filing)).or_default().extend(part.incidents.iter().cloned());
    }

    /// Returns what rules can ask about the company, and the path of the filing that findings about it point into.
    fn contractor(&self, contracts: usize) -> (Contractor, Arc<str>) {
        let mut found = Contractor {
            name: self.name.clone(),
            contracts: self.tally.parts,
            share: self.tally.parts * 100 / contracts.max(1),
            departments: self.departments.iter().cloned().collect(),
            ..Contractor::default()
        };
        for (filing, incidents) in &self.incidents {
            if incidents.is_empty() {
                found.others.push(filing.to_string());
            }
            found
                .incidents
                .extend(incidents.iter().map(|it| format!("{filing} {}", it.document).trim_end().to_owned()));
        }
        let first = self.engaged.values().flatten().next();
        let mut place = first.map_or_else(|| ("".into(), 1), |(_, path, line)| (Arc::clone(path), *line));
        let none = BTreeMap::new();
        for places in
            self.engaged.iter().filter(|(business, places)| !business.is_empty() && places.len() > 1).map(|it| it.1)
        {
            let below = |filing: &Arc<str>| self.below.get(filing).unwrap_or(&none);
            let mut all: BTreeMap<&String, &String> = BTreeMap::new();
            for (key, name) in places.iter().flat_map(|(filing, ..)| below(filing)) {
                all.entry(key).or_insert(name);
            }
            for (filing, path, line) in places {
                let lacking: Vec<_> = all.iter().filter(|(key, _)| !below(filing).contains_key(**key)).collect();
                if lacking.is_empty() {
                    continue;
                }
                if found.elsewhere.is_empty() {
                    place = (Arc::clone(path), *line);
                }
                let new = |list: &mut Vec<String>, one: &str| {
                    if !list.iter().any(|known| known == one) {
                        list.push(one.to_owned());
                    }
                };
                new(&mut found.lacking_in, filing);
                for (key, name) in lacking {
                    new(&mut found.elsewhere, name);
                    places
                        .iter()
                        .filter(|(it, ..)| below(it).contains_key(*key))
                        .for_each(|(it, ..)| new(&mut found.declared_in, it));
                }
            }
        }
        found.span = Span::character(place.1, 1);
        (found, place.0)
    }
}
