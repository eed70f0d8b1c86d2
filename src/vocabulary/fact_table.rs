//! The table of facts. A row declares a fact: its variant, its name in policies, and its type.

use super::enumerations::{self as e, Enumerated};
use super::facts::{FactRow, FactType, SubjectKind};
use super::pack_words::PackList;

use FactType::{Day, Flag, Number, OfPack, SeveralOfPack, Text, Texts, Word, Words};

/// Makes of the rows of each subject an enum, and of all of them [`FactId`] and [`FACTS`].
macro_rules! facts {
    ($($(#[$doc:meta])* $subject:ident $facts:ident { $($how:ident $fact:ident $name:literal $kind:expr;)+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[allow(missing_docs, reason = "each fact is described in locales/facts.yaml")]
            pub enum $facts { $($fact),+ }

            impl From<$facts> for FactId {
                fn from(fact: $facts) -> Self { FactId::$subject(fact) }
            }
        )+

        /// One fact of one kind of subject.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each variant is a kind of subject")]
        pub enum FactId { $($subject($facts)),+ }

        /// Every fact, in the order of the table.
        pub const ALL_FACTS: &[FactId] = &[$($(FactId::$subject($facts::$fact)),+),+];

        /// The row of every fact, in the same order.
        pub(super) const FACTS: &[FactRow] = &[$($($how(SubjectKind::$subject, $name, $kind)),+),+];

        impl FactId {
            /// Returns the position in [`ALL_FACTS`].
            pub fn index(self) -> usize {
                match self {
                    $(FactId::$subject(fact) => fact as usize + const { first(SubjectKind::$subject) }),+
                }
            }
        }
    };
}

facts! {
    /// The facts of the filing as a whole.
    Filing FilingFact {
        has Id "id" Text;
        says Title "title" Text;
        says Submitted "submitted" Day;
        known DatesYearless "dates.yearless" Texts;
        says Forum "forum" OfPack(PackList::Forum);
        says ForumAsWritten "forum.as_written" Text;
        says Document "document" Text;
        says Basis "basis" Texts;
        says BasisMatter "basis.matter" SeveralOfPack(PackList::Matter);
        says Departments "departments" Texts;
        says AgendaPoints "agenda_points" Texts;
        says ProgrammeName "programme.name" Text;
        says ProgrammePurpose "programme.purpose" Text;
        says ProgrammeSubjects "programme.subjects" Text;
        says ProgrammeSummary "programme.summary" Text;
        says Headcount "headcount" Texts;
        says ProgrammeServices "programme.services" Texts;
        says ProgrammeSingleContractor "programme.single_contractor" Flag;
        says FlowsCovers "flows.covers" Texts;
        says Enclosures "enclosures" Texts;
        says EnclosuresFor "enclosures.for" Texts;
        says Sections "sections" Texts;
        says SystemsAliases "systems.aliases" Texts;
        may HeadcountSum "headcount.sum" Number;
        known HeadcountMiscalculated "headcount.miscalculated" Texts;
        says Attachments "attachments" Texts;
        may AttachmentsComplete "attachments.complete" Flag;
        known AttachmentsIncomplete "attachments.incomplete" Texts;
        known AnnexesUnlisted "annexes.unlisted" Texts;
        known Numbering "numbering" Texts;
        known Wordings "wordings" Texts;
        may Misspelt "misspelt" Texts;
        says HeadcountTotal "headcount.total" Number;
        may Today "today" Day;
    }
    /// The facts of an actor.
    Actor ActorFact {
        has Id "id" Text;
        says Name "name" Text;
        says Role "role" Words(e::Role::TABLE);
        says Site "site" Text;
        may Contracts "contracts" Texts;
        known OrganisationDenied "organisation.denied" Texts;
        says Country "country" Text;
        says Public "public" Flag;
        says Employer "employer" Text;
        says SelectionMethod "selection.method" Words(e::SelectionMethod::TABLE);
        says SelectionRequires "selection.requires" Texts;
        says Certifications "certifications" Texts;
        says CertificationsRequired "certifications.required" Texts;
        says CertificationsPending "certifications.pending" Texts;
        says CertificationsUnmarked "certifications.unmarked" Texts;
        says Measures "measures" Texts;
    }
    /// The facts of a data set.
    Data DataFact {
        has Id "id" Text;
        says Name "name" Text;
        says Group "group" Text;
        says Subjects "subjects" Text;
        says Year "year" Text;
        known Personal "personal" Flag;
        says Dummy "dummy" Flag;
        may MyNumber "my_number" Flag;
        says Sensitive "sensitive" Words(e::Sensitive::TABLE);
        says Items "items" Texts;
        known ItemsAmbiguous "items.ambiguous" Texts;
        known ItemsJoined "items.joined" Texts;
        says Incomplete "incomplete" Flag;
        known Kinds "kinds" Texts;
        known Reserved "reserved" Flag;
    }
    /// The facts of a store.
    Store StoreFact {
        has Id "id" Text;
        says Name "name" Text;
        says Kind "kind" Word(e::StoreKind::TABLE);
        says Law "law" Word(e::GoverningLaw::TABLE);
        known Abroad "abroad" Flag;
        says BroughtIn "brought_in" Flag;
        says Exposure "exposure" Word(e::Exposure::TABLE);
        says PassesOn "passes_on" Day;
        known Wordings "wordings" Texts;
        says Measures "measures" Texts;
    }
    /// The facts of a flow.
    Flow FlowFact {
        has Id "id" Text;
        says Title "title" Text;
        says Source "source" Text;
        says Continuing "continuing" Flag;
    }
    /// The facts of a step.
    Step StepFact {
        has Id "id" Text;
        says Title "title" Text;
        has Action "action" Words(e::Action::TABLE);
        says Day "day" Day;
        may Bound "bound" Flag;
        may InOrder "in_order" Flag;
        may BeforeStep "before.step" Text;
        may BeforeDay "before.day" Day;
        says Machine "machine" Flag;
        says Medium "medium" Words(e::Medium::TABLE);
        says From "from" Text;
        says Into "into" Text;
        may IntoDeclared "into.declared" Flag;
        says Data "data" Texts;
        says Spoilage "spoilage" Flag;
        known SpoilageEnds "spoilage.ends" Flag;
        says Addressee "addressee" Text;
        has Test "test" Flag;
        has Changed "changed" Flag;
        says MatchItems "match.items" Texts;
        may MatchCount "match.count" Number;
        may MatchUndefined "match.undefined" Texts;
        says MatchBy "match.by" Text;
    }
    /// The facts of a hop.
    Hop HopFact {
        has Action "action" Words(e::Action::TABLE);
        says Medium "medium" Words(e::Medium::TABLE);
        may MediumClass "medium.class" Word(e::MediumClass::TABLE);
        says MediumLabel "medium.label" Text;
        says Encrypted "encrypted" Flag;
        says LineKind "line.kind" Word(e::LineKind::TABLE);
        says LineEncrypted "line.encrypted" Flag;
        says LineRestrictedPeers "line.restricted_peers" Flag;
        says TransportBy "transport.by" Word(e::CarriedBy::TABLE);
        says TransportService "transport.service" Word(e::PostalService::TABLE);
        says TransportContainer "transport.container" Word(e::Container::TABLE);
        says TransportContainerLabel "transport.container.label" Text;
        says TransportLedger "transport.ledger" Flag;
        says TransportLedgerFields "transport.ledger.fields" Texts;
        says TransportPersons "transport.persons" Number;
        says TransportReceipt "transport.receipt" Flag;
        says Notice "notice" Word(e::Notice::TABLE);
        says InAdvance "in_advance" Flag;
        may Notified "notified" Flag;
        says Sender "sender" Text;
        says Receiver "receiver" Text;
        says Day "day" Day;
        may ReceiverBound "receiver.bound" Flag;
        may ReceiverEnded "receiver.ended" Day;
        says Data "data" Texts;
        says LeavesPremises "leaves_premises" Flag;
        says InformOnly "inform_only" Flag;
        says PurposeShown "purpose_shown" Flag;
        says Ground "ground" Text;
        says Conditions "conditions" Text;
        says IdentityCheck "identity_check" Flag;
        known Load "load" Words(e::Action::TABLE);
        has Optional "optional" Flag;
        known SameBody "same_body" Flag;
        known ToOwner "to_owner" Flag;
    }
    /// The facts of a holding.
    Holding HoldingFact {
        known Continuing "continuing" Flag;
        known Stays "stays" Flag;
        known Terminal "terminal" Flag;
        known Personal "personal" Flag;
        may Place "place" Text;
        known PlaceKind "place.kind" Word(e::PlaceKind::TABLE);
        known PlaceName "place.name" Text;
        says PlaceExposure "place.exposure" Word(e::Exposure::TABLE);
        says PlacePassesTo "place.passes_to" Text;
        may MediumClass "medium.class" Word(e::MediumClass::TABLE);
        may Origin "origin" Word(e::Origin::TABLE);
        known FromPrincipal "from_principal" Flag;
        known MadeOutside "made_outside" Flag;
        known AwaitsDestination "awaits_destination" Flag;
        known Sealed "sealed" Flag;
        may Destination "destination" Flag;
        may End "end" Word(e::End::TABLE);
        says EndDue "end.due" Words(e::Due::TABLE);
        says EndBasis "end.basis" Text;
        says EndUntil "end.until" Text;
        known Repeats "repeats" Words(e::Repeats::TABLE);
        says Reported "reported" Flag;
        says ReportTo "report.to" Words(e::Role::TABLE);
        says ReportWitnessed "report.witnessed" Flag;
        says ReportGrade "report.grade" Text;
        says ReportPhotographed "report.photographed" Flag;
        says ReportSerials "report.serials" Flag;
        may ReportLacking "report.lacking" Texts;
    }
    /// The facts of a part.
    Part PartFact {
        has Id "id" Text;
        has Kind "kind" Word(e::PartKind::TABLE);
        says Departments "departments" Texts;
        says Business "business" Text;
        says Subjects "subjects" Text;
        says Basis "basis" Texts;
        says Agenda "agenda" OfPack(PackList::Agenda);
        says Reason "reason" Text;
        says Purpose "purpose" Text;
        says FileRegister "file_register" Text;
        says NumberUse "number_use" Text;
        says Assessment "assessment" Text;
        says AssessmentDate "assessment.date" Day;
        says Work "work" Texts;
        says Data "data" Texts;
        says Form "form" Text;
        says Between "between" Texts;
        says Change "change" Text;
        says Changed "changed" Flag;
        says ChangedSince "changed_since" Text;
        says ScheduleDevelop "schedule.develop" Day;
        says ScheduleTest "schedule.test" Day;
        says ScheduleLive "schedule.live" Day;
        says Title "title" Text;
        says TermFrom "term.from" Day;
        says TermFromPrecision "term.from.precision" Word(e::Precision::TABLE);
        says TermToPrecision "term.to.precision" Word(e::Precision::TABLE);
        says TermRenews "term.renews" Word(e::Renews::TABLE);
        says TermTo "term.to" Day;
        known TermVague "term.vague" Texts;
        known TermOdd "term.odd" Texts;
        known TermBackwards "term.backwards" Texts;
        says DisposalLast "disposal.last" Day;
        known DisposalOdd "disposal.odd" Texts;
        known ScheduleOutside "schedule.outside" Texts;
        may Decided "decided" Day;
        known Tested "tested" Flag;
        may TestsDummy "tests.dummy" Flag;
        says Media "media" Words(e::Medium::TABLE);
        may MediaUndeclared "media.undeclared" Texts;
        may ItemsUnprovided "items.unprovided" Texts;
        may ItemsUncollected "items.uncollected" Texts;
        known ContentsUncollected "contents.uncollected" Texts;
        may MyNumber "my_number" Flag;
        known ItemsAnnexed "items.annexed" Texts;
        may ItemsUnshared "items.unshared" Texts;
        may ItemsPassedOn "items.passed_on" Texts;
        may HeldUnprovided "held.unprovided" Texts;
        known ProvidedUnused "provided.unused" Texts;
        known ApprovalsAstray "approvals.astray" Texts;
        known ApprovalsRefused "approvals.refused" Texts;
        may MediaUnused "media.unused" Texts;
        says Class "class" Text;
        says AgendaPoints "agenda_points" Texts;
        says LineKind "line.kind" Word(e::LineKind::TABLE);
        says LineEncrypted "line.encrypted" Flag;
        says LineRestrictedPeers "line.restricted_peers" Flag;
        says LineService "line.service" Text;
        says LineProvider "line.provider" Text;
        says Consents "consents" Words(e::Consent::TABLE);
        known Wordings "wordings" Texts;
        may Tasks "tasks" Texts;
        known TermCrossesYears "term.crosses_years" Flag;
        may Measures "measures" Texts;
        says MeasuresPrincipal "measures.principal" Flag;
        says MeasuresAgent "measures.agent" Flag;
        says MeasuresSections "measures.sections" SeveralOfPack(PackList::Section);
        known MeasuresExempt "measures.exempt" Texts;
        says ChecklistSameAs "checklist.same_as" Text;
        may SystemsForeign "systems.foreign" Texts;
        says ChecklistForm "checklist.form" Text;
        says ChecklistPrincipal "checklist.principal" Flag;
        says ChecklistAgent "checklist.agent" Flag;
        known ChecklistDiffering "checklist.differing" Texts;
        known ChecklistUnanswered "checklist.unanswered" Texts;
        known ChecklistOutdated "checklist.outdated" Flag;
        known ChecklistNewer "checklist.newer" Texts;
        known ChecklistReasons "checklist.reasons" Texts;
        known ChecklistRuledOut "checklist.ruled_out" Texts;
        known ChecklistUndrawn "checklist.undrawn" Texts;
        may Starts "starts" Day;
        may Ends "ends" Day;
        may FirstData "first_data" Day;
        may PastChange "past_change" Day;
        may SubcontractorsUndeclared "subcontractors.undeclared" Texts;
        may SubcontractorsUnreported "subcontractors.unreported" Texts;
    }
    /// The facts of a contract.
    Contract ContractFact {
        has Id "id" Text;
        has Kind "kind" Word(e::ContractKind::TABLE);
        known Depth "depth" Number;
        says TermFrom "term.from" Day;
        says TermTo "term.to" Day;
        may MyNumber "my_number" Flag;
        says ClausesAttached "clauses.attached" Flag;
        says ClausesForm "clauses.form" Text;
        says ClausesLabel "clauses.label" Text;
        may Clauses "clauses" Texts;
        may ClausesLacking "clauses.lacking" Texts;
        says Places "places" Texts;
        may ClausesVariant "clauses.variant" OfPack(PackList::Variant);
        may ClausesLawTo "clauses.law.to" Day;
        says TermRenews "term.renews" Word(e::Renews::TABLE);
        may Subcontracts "subcontracts" Texts;
        known PassesOn "passes_on" Texts;
        may Consent "consent" Flag;
        says ConsentDecision "consent.decision" Word(e::Decision::TABLE);
        says ConsentDate "consent.date" Day;
        may ConsentBy "consent.by" Words(e::Role::TABLE);
        says ConsentTo "consent.to" Text;
        says ConsentConditions "consent.conditions" Text;
        says ConsentConfirmed "consent.confirmed" Text;
        says SubcontractingAllowed "subcontracting.allowed" Word(e::Allowed::TABLE);
        says SubcontractingApproval "subcontracting.approval" Text;
        says SubcontractingSupervision "subcontracting.supervision" Text;
        says SubcontractingConsent "subcontracting.consent" Flag;
        known SubcontractingConsentOdd "subcontracting.consent.odd" Texts;
        says SubcontractingConsentDate "subcontracting.consent.date" Day;
    }
    /// The facts of an approval.
    Approval ApprovalFact {
        has Id "id" Text;
        says Session "session" Text;
        says Forum "forum" OfPack(PackList::Forum);
        says ForumAsWritten "forum.as_written" Text;
        says Outcome "outcome" Word(e::Outcome::TABLE);
        may Day "day" Day;
        known Conflicting "conflicting" Texts;
    }
    /// The facts of a prose measure.
    Measure MeasureFact {
        has Id "id" Text;
        known Label "label" Text;
        has Side "side" Word(e::Side::TABLE);
        has Means "means" Texts;
        says InSpecification "in_specification" Flag;
        says Section "section" OfPack(PackList::Section);
        known Wordings "wordings" Texts;
        has Cites "cites" Texts;
        may CitesAstray "cites.astray" Texts;
        may Uncited "uncited" Texts;
        known Spoken "spoken" Texts;
    }
    /// The facts of a citation of a law.
    Citation CitationFact {
        known Id "id" Text;
        known Written "written" Text;
        known Law "law" Text;
        known State "state" Word(e::CitedState::TABLE);
        may Matter "matter" Text;
        may Now "now" Text;
        may Since "since" Day;
        may Successor "successor" Text;
        known On "on" Day;
        may ReadTo "read_to" Day;
        known Unread "unread" Flag;
    }
    /// The facts of a record of what was done.
    Record RecordFact {
        has Kind "kind" Word(e::Record::TABLE);
        says Date "date" Day;
        says Document "document" Text;
        says Job "job" Text;
        says Name "name" Text;
        says Step "step" Text;
        says Announced "announced" Flag;
        says ValidTo "valid_to" Day;
        says KeptUntil "kept_until" Day;
        says Serials "serials" Texts;
        known SerialsOpen "serials.open" Texts;
        known Imbalance "imbalance" Texts;
        known Contradicted "contradicted" Texts;
        may State "state" Word(e::RecordState::TABLE);
        says Reported "reported" Day;
        may ReportedDays "reported.days" Number;
        says People "people" Number;
        says Sensitive "sensitive" Flag;
        says Wrongful "wrongful" Flag;
        says Damage "damage" Flag;
        says Encrypted "encrypted" Flag;
        may CommissionDays "commission.days" Number;
        may CommissionFinalDays "commission_final.days" Number;
        says PersonsTold "persons_told" Day;
        says Handlers "handlers" Texts;
        may HandlersOther "handlers.other" Texts;
    }
    /// The facts of a contractor.
    Contractor ContractorFact {
        has Name "name" Text;
        known Contracts "contracts" Number;
        known Share "share" Number;
        known Departments "departments" Texts;
        known Elsewhere "elsewhere" Texts;
        known DeclaredIn "declared_in" Texts;
        known LackingIn "lacking_in" Texts;
        known Incidents "incidents" Texts;
        known FilingsOther "filings.other" Texts;
    }
}

/// Declares a fact that is computed and always known.
const fn known(subject: SubjectKind, name: &'static str, kind: FactType) -> FactRow {
    FactRow { subject, name, kind, certain: true, written: false }
}

/// Declares a fact that is computed where enough is stated.
const fn may(subject: SubjectKind, name: &'static str, kind: FactType) -> FactRow {
    FactRow { subject, name, kind, certain: false, written: false }
}

/// Declares a fact that is the value of one key, if stated.
const fn says(subject: SubjectKind, name: &'static str, kind: FactType) -> FactRow {
    FactRow { subject, name, kind, certain: false, written: true }
}

/// Declares a fact that is the value of one key and known of every subject of the kind.
const fn has(subject: SubjectKind, name: &'static str, kind: FactType) -> FactRow {
    FactRow { subject, name, kind, certain: true, written: true }
}

/// Returns the position of the first fact of a subject.
const fn first(subject: SubjectKind) -> usize {
    let mut at = 0;
    while FACTS[at].subject as u8 != subject as u8 {
        at += 1;
    }
    at
}
