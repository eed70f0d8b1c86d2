//! The filing as a whole, its parties, data and stores.

use super::field::{ActorId, DataId, Field, Location, PartId};
use super::part::{Checklist, Part};
use super::step::{Flow, Step};
use super::waiver::{Reason, Waiver};
use std::sync::Arc;

use crate::calendar::{Date, When};
use crate::source::{Cells, Span};
use crate::vocabulary::enumerations::{
    CertificationStatus, Event, Exposure, GoverningLaw, Outcome, PartKind, Role, SelectionMethod, Sensitive, StoreKind,
};
use crate::vocabulary::pack_words::PackWord;

/// Identifies a step by the flow it is in and its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId {
    /// Position of the flow in [`Filing::flows`], counted from 0.
    pub flow: u32,
    /// Position of the step in [`Flow::steps`], counted from 0.
    pub step: u32,
}

/// One filing (付議・諮問・報告事項) as its author wrote it, without defaults.
#[derive(Debug, Default)]
pub struct Filing {
    /// The key `id`, unique in a register; empty where it is left out.
    pub id: String,
    /// The root of the file; findings about the filing as a whole point here.
    pub place: Location,
    /// The cells that it was read from, where that was a workbook: its places name them.
    pub cells: Option<Arc<Cells>>,
    /// Title of the matter (件名) on the cover.
    pub title: Field<String>,
    /// Id of the policy pack that judges the filing.
    pub jurisdiction: Field<String>,
    /// When it was submitted; decides which edition of the rules applies, see [`Filing::reference_date`].
    pub submitted: Field<Day>,
    /// The body before which the filing is put.
    pub forum: Field<PackWord>,
    /// Name of that body in the words of the cover, where they differ from the forum's own name.
    pub forum_as_written: Field<String>,
    /// How the matter is put before the forum (付議, 諮問 or 報告).
    pub agenda: Field<PackWord>,
    /// Matters put before the forum, point by point, as text.
    pub agenda_points: Field<Vec<String>>,
    /// The points of `agenda_points` that name parts (`of`): their text, and those parts.
    pub points_about: Vec<(String, Vec<PartId>)>,
    /// Number of the document (資料番号) on the cover.
    pub document: Field<String>,
    /// Legal provisions cited on the cover.
    pub basis: Field<Vec<LegalBasis>>,
    /// Departments in charge (担当部課) on the cover.
    pub departments: Field<Vec<String>>,
    /// Overview of the programme (事業の概要); all its fields are unstated where the key is left out.
    pub programme: Programme,
    /// Sheets that are enclosed (封入物): the name of each, and the groups of recipients that get it.
    pub enclosures: Field<Vec<(String, Vec<String>)>>,
    /// Systems by name: for each, its own name and then its aliases. Unstated where the filing lists none.
    pub systems: Field<Vec<Vec<String>>>,
    /// Annexes by name, each with whether it is attached; `None` where the filing does not say.
    pub attachments: Field<Vec<(String, Option<bool>)>>,
    /// Annexes to which it refers in place of what it does not write, each with where.
    pub cited: Vec<(String, Span)>,
    /// Decisions of the forum (付議・了承) that the filing rests on.
    pub approvals: Vec<Approval>,
    /// Parties, in the order of the key `actors`. [`ActorId`] is a position here.
    pub actors: Vec<Actor>,
    /// Named groups of personal-data items. [`DataId`] is a position here.
    pub data: Vec<DataSet>,
    /// Computers, servers and cabinets where data rests. [`StoreId`] is a position here.
    pub stores: Vec<Store>,
    /// Flows of personal data, one per drawing.
    pub flows: Vec<Flow>,
    /// Contracts, then connections, then processing, each in the order of its list. [`PartId`] is a position here.
    pub parts: Vec<Part>,
    /// Findings that a decision of the forum accepts until a day.
    pub waivers: Vec<Waiver>,
    /// Reasons given for not meeting a rule that allows one.
    pub reasons: Vec<Reason>,
    /// Pointers of values that could not be read; each has been reported by the schema or as a
    /// dangling reference.
    pub dropped: Vec<String>,
    /// Number of keys that the author marked `inferred`, in the whole file.
    pub inferred: usize,
    /// What cannot be determined because it follows from several values, one of which is unreadable.
    pub unclear: Unclear,
}

/// What a filing leaves undetermined because a value that it follows from is unreadable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unclear {
    /// True if it is uncertain where data goes, who holds it and under which part.
    pub flow: bool,
    /// True if it is uncertain which measures are stated.
    pub measures: bool,
    /// True if it is uncertain what is promised in general: by whom, and for what.
    pub promises: bool,
}

/// Overview of the programme (事業の概要).
#[derive(Debug, Default)]
pub struct Programme {
    /// Name of the programme (事業名).
    pub name: Field<String>,
    /// Purpose of the programme, in words (目的).
    pub purpose: Field<String>,
    /// The persons it serves, in words (対象者).
    pub subjects: Field<String>,
    /// Description of the work (事業内容).
    pub summary: Field<String>,
    /// Groups of persons with their numbers.
    pub headcount: Field<Vec<Group>>,
    /// The total of the groups as the form states it; not computed.
    pub headcount_total: Field<i64>,
    /// Services that the programme consists of; `covers` of a flow names them.
    pub services: Field<Vec<String>>,
    /// True if the filing states that one company has to do all of it.
    pub single_contractor: Field<bool>,
}

/// A group of persons with its number, as in the 対象者数 of a form.
#[derive(Debug)]
pub struct Group {
    /// What the group is called; empty where the key is left out.
    pub name: String,
    /// Number of persons; `None` where it is not stated.
    pub count: Option<i64>,
    /// What is counted, such as 名 or 件.
    pub unit: Option<String>,
    /// True if the number is marked as approximate (概数).
    pub approx: bool,
    /// How the number is arrived at, in words such as 25人×4か所.
    pub basis: Option<String>,
}

/// A provision that a filing or part cites.
#[derive(Debug)]
pub struct LegalBasis {
    /// The provision as written; empty where the key is left out.
    pub provision: String,
    /// What the provision governs; `None` where it is not stated.
    pub matter: Option<PackWord>,
}

/// A date as the form writes it: a day or longer period, an event, or both left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The date, where one is given; a month or a part of it spans several days.
    pub when: Option<When>,
    /// The day or month of it, where no year is named; the year in it means nothing.
    pub yearless: Option<When>,
    /// The event it depends on, such as the signing of the contract.
    pub event: Option<Event>,
    /// True if the date is marked as planned （予定）.
    pub tentative: bool,
}

impl Field<Day> {
    /// Returns the date, where one is given.
    pub fn when(&self) -> Option<When> {
        self.value()?.when
    }
}

/// A decision of the forum that the filing rests on.
#[derive(Debug)]
pub struct Approval {
    /// The key `id`, by which parts and waivers name the decision.
    pub id: String,
    /// Where the decision is listed in the file.
    pub place: Location,
    /// The meeting, in words (会議の回).
    pub session: Field<String>,
    /// The body that decided.
    pub forum: Field<PackWord>,
    /// Name of that body in the words of the filing, where they differ from the forum's own name.
    pub forum_as_written: Field<String>,
    /// The day of the decision.
    pub date: Field<Day>,
    /// How the body decided.
    pub outcome: Field<Outcome>,
    /// The parts that it covers; unstated where the key `of` is left out.
    pub of: Field<Vec<PartId>>,
}

/// A party of the filing.
#[derive(Debug)]
pub struct Actor {
    /// Its key under `actors`, by which the rest of the filing refers to it.
    pub id: String,
    /// Its entry under `actors`.
    pub place: Location,
    /// The roles it has in this filing; one party may have several.
    pub roles: Field<Vec<Role>>,
    /// Name of the party; unstated for one that has yet to be chosen, for example.
    pub name: Field<String>,
    /// The site where it works. A step between actors of one organisation is a hop only if their sites differ.
    pub site: Field<String>,
    /// Id of the body that it belongs to; actors of one organisation are one holder, unless their corporate numbers
    /// differ.
    pub organisation: Field<String>,
    /// The country where it is, in words; unstated for one in Japan.
    pub country: Field<String>,
    /// The first actor of that body; itself, where it belongs to none.
    pub body: ActorId,
    /// 法人番号, as written.
    pub corporate_number: Field<String>,
    /// True if it is stated to be a public body.
    pub public: Field<bool>,
    /// The body that employs these people, where they work for another.
    pub employer: Field<ActorId>,
    /// How it is chosen; several methods may be combined.
    pub selection_method: Field<Vec<SelectionMethod>>,
    /// Conditions that a candidate has to meet, in words.
    pub selection_requires: Field<Vec<String>>,
    /// Certifications by name, each with its state; `None` where the state is not stated.
    pub certifications: Field<Vec<(String, Option<CertificationStatus>)>>,
    /// How it differs from what was approved; empty where it is only marked as changed, `None` where it is not.
    pub changed: Option<String>,
}

/// A named group of personal-data items.
#[derive(Debug)]
pub struct DataSet {
    /// Its key under `data`, by which steps and parts refer to it.
    pub id: String,
    /// Its entry under `data`.
    pub place: Location,
    /// Name of the set; [`DataSet::label`] falls back on the id.
    pub name: Field<String>,
    /// The persons whose data it is, in words.
    pub subjects: Field<String>,
    /// The year whose data it is, in words such as 令和5年度.
    pub year: Field<String>,
    /// Name of the annex that bundles it with other sets; a list of data may name the group instead of each set.
    pub group: Field<String>,
    /// Names of its items; an item with `details` is replaced by these.
    pub items: Field<Vec<String>>,
    /// Names of the items that state themselves whether they are 個人番号(マイナンバー).
    pub settled: Vec<String>,
    /// The sets it was extracted or made from.
    pub part_of: Vec<DataId>,
    /// True if the list of items is cut off in the original document.
    pub incomplete: Field<bool>,
    /// Whether it is personal data; unstated counts as yes, see [`DataSet::is_personal`].
    pub personal: Field<bool>,
    /// Whether it is made-up data, for tests for example.
    pub dummy: Field<bool>,
    /// Why it is special care-required data (要配慮個人情報): what the set and its items state.
    pub sensitive: Field<Vec<Sensitive>>,
    /// Whether it holds 個人番号(マイナンバー): as the set states, else true where one of its items states it.
    pub my_number: Field<bool>,
}

/// A computer, server, cabinet or other object in which data rests.
#[derive(Debug)]
pub struct Store {
    /// Its key under `stores`, by which steps and parts refer to it.
    pub id: String,
    /// Its entry under `stores`.
    pub place: Location,
    /// The actor that keeps it.
    pub actor: Field<ActorId>,
    /// The kind of store as stated; nothing is concluded from its name here.
    pub kind: Field<StoreKind>,
    /// Name of the store; [`Store::label`] falls back on the id.
    pub name: Field<String>,
    /// The actor that runs it, where that is another than `actor`.
    pub operated_by: Field<ActorId>,
    /// The actor that owns it, where that is another: a machine that was lent goes back with what it holds.
    pub owned_by: Field<ActorId>,
    /// The actor that becomes its owner, for example who buys it after a lease.
    pub passes_to: Field<ActorId>,
    /// The day on which it becomes his.
    pub passes_on: Field<Day>,
    /// From where it can be reached.
    pub exposure: Field<Exposure>,
    /// The site where it is kept.
    pub site: Field<String>,
    /// The law that governs what it holds (国内法 or 外国法).
    pub law: Field<GoverningLaw>,
    /// True if the contractor brings it to the premises of the principal.
    pub brought_in: Field<bool>,
    /// Ids of the measures that the drawing lists beside it, each with its place.
    pub measures: Vec<(String, Location)>,
    /// How it differs from what was approved; empty where it is only marked as changed, `None` where it is not.
    pub changed: Option<String>,
}

impl DataSet {
    /// Returns its name, or its id if the name is not stated.
    pub fn label(&self) -> &str {
        self.name.value().unwrap_or(&self.id)
    }

    /// True unless the set is stated not to be personal data, or to be made up: filings are about personal data.
    pub fn is_personal(&self) -> bool {
        self.personal.copied() != Some(false) && self.dummy.copied() != Some(true)
    }
}

impl Store {
    /// Returns its name, or its id if the name is not stated.
    pub fn label(&self) -> &str {
        self.name.value().unwrap_or(&self.id)
    }
}

impl Filing {
    /// Returns the actor with this id, which must come from this filing.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.at()]
    }

    /// Returns the step with this id, which must come from this filing.
    pub fn step(&self, id: StepId) -> &Step {
        &self.flows[id.flow as usize].steps[id.step as usize]
    }

    /// Returns the day whose edition of the rules judges the filing: when it was submitted, else the latest start
    /// among its contracts and connections. `None` where neither is dated.
    pub fn reference_date(&self) -> Option<Date> {
        let first = |day: &Field<Day>| day.when().map(|when| when.first);
        let starts = || self.parts.iter().filter(|part| part.kind != PartKind::Processing);
        first(&self.submitted).or_else(|| starts().filter_map(|part| first(&part.term.from)).max())
    }

    /// Returns `flow/step`, the name that findings and waivers use.
    pub fn step_name(&self, id: StepId) -> String {
        let flow = &self.flows[id.flow as usize];
        format!("{}/{}", flow.id, flow.steps[id.step as usize].id)
    }

    /// Iterates over the steps of all flows, in the order of the file.
    pub fn steps(&self) -> impl Iterator<Item = (StepId, &Step)> {
        self.flows.iter().enumerate().flat_map(|(flow, inside)| {
            inside.steps.iter().enumerate().map(move |(step, it)| {
                let id = StepId { flow: narrow(flow), step: narrow(step) };
                (id, it)
            })
        })
    }

    /// Returns the parts that a flow belongs to: those it names, else the only one there is, else none.
    pub fn parts_of(&self, flow: usize) -> Vec<PartId> {
        match (self.flows[flow].under.as_slice(), self.parts.as_slice()) {
            ([], [_]) => vec![PartId::new(0)],
            (under, _) => under.to_vec(),
        }
    }

    /// Returns the checklist that serves a part: its own, or that of the part which it names (`same_as`).
    pub fn serving<'f>(&'f self, own: &'f Checklist) -> &'f Checklist {
        let other = own.same_as.copied().and_then(|other| self.parts[other.at()].checklist.as_ref());
        other.unwrap_or(own)
    }

    /// Returns who gives the work of a part. Forms name the contractor alone, so an outsourcing without `from` is the
    /// principal's, if the filing has only one.
    pub fn giver(&self, part: &Part) -> Option<ActorId> {
        let unsaid = part.from == Field::Unstated && part.kind == PartKind::Outsourcing;
        if unsaid { self.only_principal() } else { part.from.copied() }
    }

    /// Returns the principal if the filing has exactly one.
    pub fn only_principal(&self) -> Option<ActorId> {
        let mut all = (0..self.actors.len()).map(ActorId::new).filter(|actor| self.has_role(*actor, Role::Principal));
        all.next().filter(|_| all.next().is_none())
    }

    /// True if the actor is stated to have the role.
    pub fn has_role(&self, actor: ActorId, role: Role) -> bool {
        self.actor(actor).roles.value().is_some_and(|roles| roles.contains(&role))
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
