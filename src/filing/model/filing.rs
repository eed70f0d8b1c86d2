//! The filing as a whole, its parties, data and stores.

use super::field::{ActorId, DataId, Field, Location, PartId};
use super::part::Part;
use super::step::{Flow, Step};
use super::waiver::{Reason, Waiver};
use crate::calendar::{Date, When};
use crate::vocabulary::enumerations::{
    Agenda, CertificationStatus, Event, Forum, GoverningLaw, Matter, Outcome, PartKind, Role, SelectionMethod,
    StoreKind,
};

/// A step: its flow and its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId {
    /// Position of the flow in [`Filing::flows`].
    pub flow: u32,
    /// Position of the step in [`Flow::steps`].
    pub step: u32,
}

/// One filing (付議・諮問・報告事項).
#[derive(Debug, Default)]
pub struct Filing {
    /// Identifier, unique in a register.
    pub id: String,
    /// The whole file.
    pub place: Location,
    /// 件名.
    pub title: Field<String>,
    /// The policy that judges it.
    pub jurisdiction: Field<String>,
    /// When it was submitted.
    pub submitted: Field<Day>,
    /// The body before which it is put.
    pub forum: Field<Forum>,
    /// The name of that body, where the cover does not write it as it is.
    pub forum_as_written: Field<String>,
    /// How the matter is put before the forum.
    pub agenda: Field<Agenda>,
    /// What is put before it, point by point.
    pub agenda_points: Field<Vec<String>>,
    /// Points that name the parts they are about.
    pub points_about: Vec<(String, Vec<PartId>)>,
    /// 資料番号 of the cover.
    pub document: Field<String>,
    /// Provisions on the cover.
    pub basis: Field<Vec<LegalBasis>>,
    /// 担当部課 on the cover.
    pub departments: Field<Vec<String>>,
    /// Overview of the programme.
    pub programme: Programme,
    /// Sheets to be enclosed: name, and the groups that get it.
    pub enclosures: Field<Vec<(String, Vec<String>)>>,
    /// Systems with their names, each with its aliases; unstated where the filing lists none.
    pub systems: Field<Vec<Vec<String>>>,
    /// Annexes by name, each with whether it is attached, where that is said.
    pub attachments: Field<Vec<(String, Option<bool>)>>,
    /// 付議・了承 of the forum that it rests on.
    pub approvals: Vec<Approval>,
    /// Parties.
    pub actors: Vec<Actor>,
    /// Data sets.
    pub data: Vec<DataSet>,
    /// Places where data rests.
    pub stores: Vec<Store>,
    /// Flows of personal data.
    pub flows: Vec<Flow>,
    /// Contracts, connections and processing, in this order.
    pub parts: Vec<Part>,
    /// Findings that a decision of the forum accepts.
    pub waivers: Vec<Waiver>,
    /// Findings that a reason answers.
    pub reasons: Vec<Reason>,
    /// Pointers of values that could not be read; each has been reported by the schema or as a
    /// dangling reference.
    pub dropped: Vec<String>,
    /// How many values are marked `inferred`.
    pub inferred: usize,
    /// What follows from several values together and cannot be told, as one of them cannot be read.
    pub unclear: Unclear,
}

/// What cannot be told of a filing, as something it follows from cannot be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unclear {
    /// Where data goes, who holds it and under which part.
    pub flow: bool,
    /// What measures are stated.
    pub measures: bool,
    /// What is promised for every case: by whom, and for what.
    pub promises: bool,
}

/// 事業の概要.
#[derive(Debug, Default)]
pub struct Programme {
    /// 事業名.
    pub name: Field<String>,
    /// 目的.
    pub purpose: Field<String>,
    /// 対象者.
    pub subjects: Field<String>,
    /// 事業内容.
    pub summary: Field<String>,
    /// Groups that are counted.
    pub headcount: Field<Vec<Group>>,
    /// Their total, where the form gives one.
    pub headcount_total: Field<i64>,
    /// Services that it is made of.
    pub services: Field<Vec<String>>,
    /// Whether one company has to do it all.
    pub single_contractor: Field<bool>,
}

/// A group of persons that is counted.
#[derive(Debug)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// How many they are, where it says so.
    pub count: Option<i64>,
    /// Whether that is only about right.
    pub approx: bool,
    /// How the number comes about, in words.
    pub basis: Option<String>,
}

/// A legal basis.
#[derive(Debug)]
pub struct LegalBasis {
    /// The provision, as written.
    pub provision: String,
    /// What it is about.
    pub matter: Option<Matter>,
}

/// A date as the form writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The date, where one is given.
    pub when: Option<When>,
    /// The event it waits for.
    pub event: Option<Event>,
    /// （予定）.
    pub tentative: bool,
}

/// A decision of the forum.
#[derive(Debug)]
pub struct Approval {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Location,
    /// 会議の回.
    pub session: Field<String>,
    /// Which body decided.
    pub forum: Field<Forum>,
    /// The name of that body, where it is not written as it is.
    pub forum_as_written: Field<String>,
    /// When it was decided.
    pub date: Field<Day>,
    /// With what outcome.
    pub outcome: Field<Outcome>,
    /// Parts it is about.
    pub of: Field<Vec<PartId>>,
}

/// A party.
#[derive(Debug)]
pub struct Actor {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Location,
    /// What it is, in this filing.
    pub roles: Field<Vec<Role>>,
    /// Its name.
    pub name: Field<String>,
    /// Its site.
    pub site: Field<String>,
    /// Body to which several actors belong.
    pub organisation: Field<String>,
    /// The first actor of that body; itself, where it belongs to none.
    pub body: ActorId,
    /// 法人番号, as written.
    pub corporate_number: Field<String>,
    /// Whether it is a public body.
    pub public: Field<bool>,
    /// How it is chosen.
    pub selection_method: Field<Vec<SelectionMethod>>,
    /// What the choice requires.
    pub selection_requires: Field<Vec<String>>,
    /// Certifications with their state.
    pub certifications: Field<Vec<(String, Option<CertificationStatus>)>>,
    /// What differs from what was approved; empty where only marked.
    pub changed: Option<String>,
}

/// A named group of items.
#[derive(Debug)]
pub struct DataSet {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Location,
    /// Its name.
    pub name: Field<String>,
    /// Whose data it is.
    pub subjects: Field<String>,
    /// Annex that bundles it with others.
    pub group: Field<String>,
    /// Its items.
    pub items: Field<Vec<String>>,
    /// Items that say themselves whether they are 個人番号(マイナンバー).
    pub settled: Vec<String>,
    /// Sets it was extracted or made from.
    pub part_of: Vec<DataId>,
    /// Whether its list breaks off.
    pub incomplete: Field<bool>,
    /// Whether it is personal data, where so stated.
    pub personal: Field<bool>,
    /// Whether it is made-up data, where so stated.
    pub dummy: Field<bool>,
    /// Whether it holds 個人番号(マイナンバー), where so stated.
    pub my_number: Field<bool>,
}

/// A place where data rests.
#[derive(Debug)]
pub struct Store {
    /// Id within the filing.
    pub id: String,
    /// Where.
    pub place: Location,
    /// Who holds it.
    pub actor: Field<ActorId>,
    /// What it is.
    pub kind: Field<StoreKind>,
    /// Its name.
    pub name: Field<String>,
    /// Who runs it, where another.
    pub operated_by: Field<ActorId>,
    /// Whose it is, where another's: a machine that was lent goes back with what it holds.
    pub owned_by: Field<ActorId>,
    /// Where it stands.
    pub site: Field<String>,
    /// Whose law applies to it.
    pub law: Field<GoverningLaw>,
    /// Whether the contractor brings it to the premises of the principal.
    pub brought_in: Field<bool>,
    /// Measures that the drawing lists beside it.
    pub measures: Vec<(String, Location)>,
    /// What differs from what was approved; empty where only marked.
    pub changed: Option<String>,
}

impl DataSet {
    /// Its name, or its id where it has none.
    pub fn label(&self) -> &str {
        self.name.value().unwrap_or(&self.id)
    }

    /// What a filing of personal data moves is personal data, unless it says that it is not.
    pub fn is_personal(&self) -> bool {
        self.personal.copied() != Some(false) && self.dummy.copied() != Some(true)
    }
}

impl Store {
    /// Its name, or its id where it has none.
    pub fn label(&self) -> &str {
        self.name.value().unwrap_or(&self.id)
    }
}

impl Filing {
    /// An actor.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.at()]
    }

    /// A step.
    pub fn step(&self, id: StepId) -> &Step {
        &self.flows[id.flow as usize].steps[id.step as usize]
    }

    /// The day whose edition judges the filing: when it was submitted, else the latest start of its
    /// contracts and connections.
    pub fn reference_date(&self) -> Option<Date> {
        let first = |day: &Field<Day>| day.value()?.when.map(|when| when.first);
        let starts = || self.parts.iter().filter(|part| part.kind != PartKind::Processing);
        first(&self.submitted).or_else(|| starts().filter_map(|part| first(&part.term.from)).max())
    }

    /// `flow/step`, as findings name it.
    pub fn step_name(&self, id: StepId) -> String {
        let flow = &self.flows[id.flow as usize];
        format!("{}/{}", flow.id, flow.steps[id.step as usize].id)
    }

    /// All steps in their order.
    pub fn steps(&self) -> impl Iterator<Item = (StepId, &Step)> {
        self.flows.iter().enumerate().flat_map(|(flow, inside)| {
            inside.steps.iter().enumerate().map(move |(step, it)| {
                let id = StepId { flow: narrow(flow), step: narrow(step) };
                (id, it)
            })
        })
    }

    /// Parts that a flow belongs to: those it names, else the only one there is.
    pub fn parts_of(&self, flow: usize) -> Vec<PartId> {
        match (self.flows[flow].under.as_slice(), self.parts.as_slice()) {
            ([], [_]) => vec![PartId::new(0)],
            (under, _) => under.to_vec(),
        }
    }

    /// Who gives the work of a part. Forms name the contractor alone: what is outsourced is the principal's.
    pub fn giver(&self, part: &Part) -> Option<ActorId> {
        let unsaid = part.from == Field::Unstated && part.kind == PartKind::Outsourcing;
        if unsaid { self.only_principal() } else { part.from.copied() }
    }

    /// The principal, where there is no other.
    pub fn only_principal(&self) -> Option<ActorId> {
        let mut all = (0..self.actors.len()).map(ActorId::new).filter(|actor| self.has_role(*actor, Role::Principal));
        all.next().filter(|_| all.next().is_none())
    }

    /// Whether an actor has a role.
    pub fn has_role(&self, actor: ActorId, role: Role) -> bool {
        self.actor(actor).roles.value().is_some_and(|roles| roles.contains(&role))
    }
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
