//! The closed lists of values that a filing may use, as types.
//!
//! Owns the canonical words and their order. The Japanese and English words and the aliases of each
//! value are data (`locales/vocabulary.yaml`), joined in [`super::words`].

/// One closed list of values. Each exists once, so lists are compared by address.
#[derive(Debug, Eq)]
pub struct Enumeration {
    /// Name of the list in schema, policies and locales.
    pub name: &'static str,
    /// Canonical words; where `ordered`, from the weakest to the strongest.
    pub values: &'static [&'static str],
    /// True if its words have an order, so that `min` and `max` apply.
    pub ordered: bool,
}

impl PartialEq for Enumeration {
    fn eq(&self, other: &Enumeration) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Enumeration {
    /// Returns the position of a canonical word.
    pub fn position(&self, word: &str) -> Option<u8> {
        self.values.iter().position(|value| *value == word).and_then(|at| u8::try_from(at).ok())
    }
}

/// A Rust type that mirrors one [`Enumeration`].
pub trait Enumerated: Copy + Eq + 'static {
    /// The list that the type mirrors.
    const TABLE: &'static Enumeration;
    /// Returns the value at a position of the list.
    fn from_position(position: u8) -> Option<Self>;
    /// Returns the position in the list.
    fn position(self) -> u8;
    /// Returns the canonical word.
    fn word(self) -> &'static str {
        Self::TABLE.values.get(usize::from(self.position())).copied().unwrap_or_default()
    }
}

macro_rules! enumerations {
    ($($(#[$doc:meta])* $kind:ident $name:ident $label:literal { $($value:ident = $word:literal),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[allow(missing_docs, reason = "each value is described in locales/vocabulary.yaml")]
            pub enum $name { $($value),+ }

            impl Enumerated for $name {
                const TABLE: &'static Enumeration = {
                    static TABLE: Enumeration = Enumeration {
                        name: $label,
                        values: &[$($word),+],
                        ordered: enumerations!(@ordered $kind),
                    };
                    &TABLE
                };
                fn from_position(position: u8) -> Option<Self> {
                    const ALL: &[$name] = &[$($name::$value),+];
                    ALL.get(usize::from(position)).copied()
                }
                fn position(self) -> u8 { self as u8 }
            }
        )+
        /// Every enumeration, for the schema, locales and checks of policies.
        pub const ALL: &[&Enumeration] = &[$($name::TABLE),+];
    };
    (@ordered set) => { false };
    (@ordered order) => { true };
}

enumerations! {
    /// What a party is to the personal data (主体).
    set Role "role" { Principal = "principal", Contractor = "contractor", Subcontractor = "subcontractor",
        Counterparty = "counterparty", Platform = "platform", Carrier = "carrier", Recipient = "recipient", Subject = "subject" }
    /// What carries data (媒体).
    set Medium "medium" { Paper = "paper", CdR = "cd-r", DvdR = "dvd-r", Usb = "usb", Hdd = "hdd", Tape = "tape",
        Film = "film", PasswordNotice = "password-notice", Network = "network", Voice = "voice", InPerson = "in-person" }
    /// The classes of media that rules distinguish.
    set MediumClass "medium-class" { Paper = "paper", Removable = "removable", Notice = "notice", Network = "network", Voice = "voice", InPerson = "in-person" }
    /// What a step does (手順の動作).
    set Action "action" { Extract = "extract", Import = "import", Scan = "scan", Print = "print", Copy = "copy", Create = "create",
        Process = "process", Verify = "verify", Seal = "seal", Keep = "keep", Collect = "collect", HandOver = "hand-over", Mail = "mail",
        Deliver = "deliver", Return = "return", Provide = "provide", Send = "send", Notify = "notify", Access = "access",
        Delete = "delete", Destroy = "destroy" }
    /// Who carries a physical medium, or by what means.
    set CarriedBy "carried-by" { Hand = "hand", Vehicle = "vehicle", Post = "post", Courier = "courier", Carrier = "carrier" }
    /// The postal service that carries a medium.
    set PostalService "postal-service" { Ordinary = "ordinary", Registered = "registered", SimplifiedRegistered = "simplified-registered", Tracked = "tracked" }
    /// What a physical medium travels in.
    set Container "container" { LockedBag = "locked-bag", LockedCase = "locked-case", LockedVehicle = "locked-vehicle", SealedEnvelope = "sealed-envelope", Other = "other", Nothing = "none" }
    /// How far the password notice is kept apart from the medium it opens.
    order Notice "notice" { Nothing = "none", Same = "same", SeparateOccasion = "separate-occasion", SeparateDay = "separate-day" }
    /// The kind of network or telephone line (回線).
    set LineKind "line-kind" { Internet = "internet", Vpn = "vpn", ClosedNetwork = "closed-network", Lgwan = "lgwan",
        WideAreaEthernet = "wide-area-ethernet", Leased = "leased", Intranet = "intranet", Email = "e-mail", Telephone = "telephone" }
    /// How often a step is repeated.
    set Repeats "repeats" { Daily = "daily", Weekly = "weekly", Monthly = "monthly", Yearly = "yearly", Counted = "counted", EachJob = "each-job" }
    /// The span of time in which something is repeated a number of times.
    set Per "per" { Week = "week", Month = "month", Year = "year" }
    /// How another's store is accessed.
    set AccessMode "access-mode" { Remote = "remote", OnSite = "on-site" }
    /// The kind of a store.
    set StoreKind "store-kind" { Pc = "pc", Server = "server", Cloud = "cloud", Tablet = "tablet", Cabinet = "cabinet", Safe = "safe", Room = "room", Box = "box", System = "system" }
    /// From where a store can be reached.
    set Exposure "exposure" { Internet = "internet", Closed = "closed", Isolated = "isolated" }
    /// The law that governs what a store holds.
    set GoverningLaw "governing-law" { Japanese = "japanese", Foreign = "foreign" }
    /// How the forum decided.
    set Outcome "outcome" { Approved = "approved", Accepted = "accepted", Reported = "reported",
        Conditional = "conditional", Deferred = "deferred", Rejected = "rejected" }
    /// How the principal answered a request for consent to a sub-contract.
    set Decision "decision" { Given = "given", Conditional = "conditional", Afterwards = "afterwards", Deferred = "deferred", Refused = "refused" }
    /// The kind of a contract.
    set ContractKind "contract-kind" { Outsourcing = "outsourcing", SubOutsourcing = "sub-outsourcing" }
    /// How a contractor is chosen.
    set SelectionMethod "selection-method" { Tender = "tender", Quotation = "quotation", Proposal = "proposal", Negotiated = "negotiated" }
    /// The state of a certification.
    set CertificationStatus "certification-status" { Held = "held", Required = "required", ToAcquire = "to-acquire" }
    /// As what kind of part the work is to be renewed, in the words of the form.
    set Renews "renews" { Nothing = "none", Outsourcing = "outsourcing", ExternalConnection = "external-connection", ComputerProcessing = "computer-processing" }
    /// How a planned end is brought about.
    set DisposalMethod "disposal-method" { Return = "return", Delete = "delete", Destroy = "destroy", Retain = "retain" }
    /// The occasion on which a planned end is due.
    set Due "due" { EachJob = "each-job", Completion = "completion", WhenUnneeded = "when-unneeded", FiscalYearEnd = "fiscal-year-end", TermEnd = "term-end", AfterDays = "after-days" }
    /// How a copy first reached its holder.
    set Origin "origin" { Provided = "provided", Collected = "collected", Created = "created" }
    /// Whether sub-contracting is allowed, and on what condition.
    set Allowed "allowed" { Nothing = "none", WithConsent = "with-consent", Free = "free", NotKnown = "not-known" }
    /// Why an item is sensitive (要配慮個人情報).
    set Sensitive "sensitive" { Disability = "disability", Health = "health", Creed = "creed", Origin = "social-origin", Crime = "crime", Other = "other" }
    /// What the principal consents to in writing.
    set Consent "consent" { Removal = "removal", Copy = "copy", Collection = "collection", Purpose = "purpose",
        Disposal = "disposal", Delivery = "delivery", Provision = "provision" }
    /// The side that a measure or record belongs to.
    set Side "side" { Principal = "principal", Agent = "agent" }
    /// An event that a date depends on.
    set Event "event" { ContractSigning = "contract-signing", Approval = "approval" }
    /// The gravest verdict that a waiver accepts, from the mildest.
    order WaivedVerdict "waived-verdict" { Elsewhere = "elsewhere", Promised = "promised", Unstated = "unstated", Violation = "violation" }
    /// The kind of place where a copy rests.
    set PlaceKind "place-kind" { Store = "store", Lot = "lot", Transit = "transit", Unstated = "unstated" }
    /// How a copy ended at a place.
    set End "end" { Moved = "moved", Returned = "returned", Deleted = "deleted", Destroyed = "destroyed", Retained = "retained" }
    /// How exactly a date is given.
    set Precision "precision" { Day = "day", Month = "month", PartOfMonth = "part-of-month", NoYear = "no-year", Event = "event" }
    /// The kind of a part.
    set PartKind "part-kind" { Outsourcing = "outsourcing", SubOutsourcing = "sub-outsourcing", Connection = "connection", Processing = "processing" }
    /// How often, or on what occasion, a record is owed.
    set Every "every" { Term = "per-term", FiscalYear = "per-fiscal-year", Job = "per-job", Hop = "per-hop", Holding = "per-terminal-holding",
        Start = "at-start", End = "at-end", Event = "on-event" }
    /// Kinds of records that an audit asks for.
    set Record "record" { Inspection = "inspection", StatusReport = "status-report", ErasureReport = "erasure-report",
        DestructionCertificate = "destruction-certificate", MediaReturn = "media-return", HandlerList = "handler-list", Training = "training",
        LawBriefing = "law-briefing", Handover = "handover", ReceiptBook = "receipt-book", ListReview = "list-review", EntryLog = "entry-log",
        LogAnalysis = "log-analysis", PcLog = "pc-log", PrintLog = "print-log", Readiness = "readiness", Incident = "incident",
        Consultation = "consultation", Approval = "approval", Certification = "certification", SubcontractConsent = "subcontract-consent",
        PenaltyNotice = "penalty-notice", FlowShared = "flow-shared", Review = "review", RoomPermit = "room-permit",
        OperationApproval = "operation-approval", PcPermit = "pc-permit", TrialMigration = "trial-migration",
        TestDeclaration = "test-declaration", ContractText = "contract-text", Guidance = "guidance", Oversight = "oversight",
        Count = "count", CloseOut = "close-out", Termination = "termination" }
    /// A key that a record of evidence may have: a key of YAML, or a heading of a table.
    set RecordKey "record-key" { Filing = "filing", Part = "part", Kind = "kind", Date = "date", Job = "job", Document = "document",
        Step = "step", Of = "of", At = "at", Data = "data", IssuedBy = "issued_by", ConfirmedBy = "confirmed_by",
        State = "state", Supersedes = "supersedes",
        Persons = "persons", Announced = "announced", Measures = "measures", Result = "result",
        Handlers = "handlers", Contents = "contents", Quantity = "quantity", Serials = "serials", Count = "count",
        Sent = "sent", Received = "received", Processed = "processed", Delivered = "delivered", Spoiled = "spoiled",
        Destroyed = "destroyed", Returned = "returned", Out = "out", In = "in", People = "people",
        Name = "name", ValidTo = "valid_to", KeptUntil = "kept_until", Record = "record", Session = "session", Law = "law",
        Clauses = "clauses", Flow = "flow", Reported = "reported", WrittenReport = "written_report", Instruction = "instruction",
        Commission = "commission", CommissionFinal = "commission_final", PersonsTold = "persons_told", Sensitive = "sensitive",
        Wrongful = "wrongful", Damage = "damage", Encrypted = "encrypted",
        Applied = "applied", Approved = "approved", Entered = "entered", Permit = "permit", AttendedBy = "attended_by",
        Computer = "computer", Time = "time", File = "file", Printer = "printer", Sheets = "sheets", Reason = "reason",
        SubcontractorsUsed = "subcontractors_used", Note = "note", Owed = "owed" }
    /// Whether what a record tells is only claimed by its issuer, or confirmed by whom it concerns.
    set RecordState "record-state" { Claimed = "claimed", Confirmed = "confirmed" }
    /// How a citation of a law stands on a day.
    set CitedState "cited-state" { InForce = "in-force", Moved = "moved", Ended = "ended", OtherMatter = "other-matter", Absent = "absent",
        Unsure = "unsure", Unlisted = "unlisted" }
    /// Groups of obligations, the columns of an audit's overview.
    set RecordGroup "record-group" { Inspection = "inspection", Disposal = "disposal", Handover = "handover", People = "people",
        Approval = "approval", Logs = "logs", Incident = "incident" }
    /// The state of an obligation in an audit.
    set ObligationStatus "obligation-status" { Met = "met", Due = "due", Overdue = "overdue", Missing = "missing",
        Undetermined = "undetermined", Waived = "waived", NotApplicable = "not-applicable" }
}

impl Medium {
    /// Returns the class of the medium that rules distinguish.
    pub fn class(self) -> MediumClass {
        match self {
            Medium::Paper | Medium::Film => MediumClass::Paper,
            Medium::CdR | Medium::DvdR | Medium::Usb | Medium::Hdd | Medium::Tape => MediumClass::Removable,
            Medium::PasswordNotice => MediumClass::Notice,
            Medium::Network => MediumClass::Network,
            Medium::Voice => MediumClass::Voice,
            Medium::InPerson => MediumClass::InPerson,
        }
    }

    /// True if the medium is an object that is carried and kept, rather than a line or speech.
    pub fn is_physical(self) -> bool {
        matches!(self.class(), MediumClass::Paper | MediumClass::Removable | MediumClass::Notice)
    }
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn a_list_is_itself_and_no_other() {
        for (at, list) in ALL.iter().enumerate() {
            let same: Vec<usize> = (0..ALL.len()).filter(|other| ALL[*other] == *list).collect();
            assert_eq!(same, [at], "{}", list.name);
        }
    }
}
