//! The closed lists of values that a filing may use, as types.
//!
//! Owns the canonical words and their order. The Japanese and English words and the aliases of each
//! value are data (`locales/vocabulary.yaml`), joined in [`super::words`].

/// One closed list of values. There is one of each: its address tells it from every other.
#[derive(Debug, Eq)]
pub struct Enumeration {
    /// Name by which schema, policies and locales speak of the list.
    pub name: &'static str,
    /// Canonical words; where `ordered`, from the weakest to the strongest.
    pub values: &'static [&'static str],
    /// Whether `min` and `max` may be asked of it.
    pub ordered: bool,
}

impl PartialEq for Enumeration {
    fn eq(&self, other: &Enumeration) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Enumeration {
    /// Position of a canonical word.
    pub fn position(&self, word: &str) -> Option<u8> {
        self.values.iter().position(|value| *value == word).and_then(|at| u8::try_from(at).ok())
    }
}

/// A Rust type that mirrors one [`Enumeration`].
pub trait Enumerated: Copy + Eq + 'static {
    /// The list it mirrors.
    const TABLE: &'static Enumeration;
    /// The value at a position of the list.
    fn from_position(position: u8) -> Option<Self>;
    /// Position in the list.
    fn position(self) -> u8;
    /// The canonical word.
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
        /// Every enumeration, for schema, locales and policy checks.
        pub const ALL: &[&Enumeration] = &[$($name::TABLE),+];
    };
    (@ordered set) => { false };
    (@ordered order) => { true };
}

enumerations! {
    /// 主体: what a party is to the personal data (design: words).
    set Role "role" { Principal = "principal", Contractor = "contractor", Subcontractor = "subcontractor",
        Counterparty = "counterparty", Platform = "platform", Carrier = "carrier", Recipient = "recipient", Subject = "subject" }
    /// 媒体: what carries data.
    set Medium "medium" { Paper = "paper", CdR = "cd-r", DvdR = "dvd-r", Usb = "usb", Hdd = "hdd", Tape = "tape",
        Film = "film", PasswordNotice = "password-notice", Network = "network", Voice = "voice", InPerson = "in-person" }
    /// Kinds of media that rules speak of.
    set MediumClass "medium-class" { Paper = "paper", Removable = "removable", Notice = "notice", Network = "network", Voice = "voice", InPerson = "in-person" }
    /// 手順の動作.
    set Action "action" { Extract = "extract", Import = "import", Scan = "scan", Print = "print", Copy = "copy", Create = "create",
        Process = "process", Verify = "verify", Seal = "seal", Keep = "keep", Collect = "collect", HandOver = "hand-over", Mail = "mail",
        Deliver = "deliver", Return = "return", Provide = "provide", Send = "send", Notify = "notify", Access = "access",
        Delete = "delete", Destroy = "destroy" }
    /// Who carries a physical medium.
    set CarriedBy "carried-by" { Hand = "hand", Vehicle = "vehicle", Post = "post", Courier = "courier", Carrier = "carrier" }
    /// Postal service.
    set PostalService "postal-service" { Ordinary = "ordinary", Registered = "registered", SimplifiedRegistered = "simplified-registered", Tracked = "tracked" }
    /// What a physical medium travels in.
    set Container "container" { LockedBag = "locked-bag", LockedCase = "locked-case", LockedVehicle = "locked-vehicle", SealedEnvelope = "sealed-envelope", Nothing = "none" }
    /// How far the password notice is kept apart from the medium it opens.
    order Notice "notice" { Nothing = "none", Same = "same", SeparateOccasion = "separate-occasion", SeparateDay = "separate-day" }
    /// 回線.
    set LineKind "line-kind" { Internet = "internet", Vpn = "vpn", ClosedNetwork = "closed-network", Lgwan = "lgwan",
        WideAreaEthernet = "wide-area-ethernet", Leased = "leased", Intranet = "intranet", Telephone = "telephone" }
    /// How often a step recurs.
    set Repeats "repeats" { Daily = "daily", Monthly = "monthly", EachJob = "each-job" }
    /// How another's store is used.
    set AccessMode "access-mode" { Remote = "remote", OnSite = "on-site" }
    /// Kind of store.
    set StoreKind "store-kind" { Pc = "pc", Server = "server", Cloud = "cloud", Tablet = "tablet", Cabinet = "cabinet", Safe = "safe", Room = "room" }
    /// Whose law a store is under.
    set GoverningLaw "governing-law" { Japanese = "japanese", Foreign = "foreign" }
    /// Stage of a change to a system.
    set Stage "stage" { Develop = "develop", Test = "test", Trial = "trial", Live = "live" }
    /// Review body.
    set Forum "forum" { ManagementCouncil = "management-council", DeliberativeCouncil = "deliberative-council" }
    /// How the matter is put before the body.
    set Agenda "agenda" { Submission = "submission", Consultation = "consultation", Report = "report" }
    /// What the legal basis is about.
    set Matter "matter" { Outsourcing = "outsourcing", ExternalConnection = "external-connection", ComputerProcessing = "computer-processing" }
    /// Outcome of an approval.
    set Outcome "outcome" { Approved = "approved", Accepted = "accepted", Reported = "reported" }
    /// Kind of contract.
    set ContractKind "contract-kind" { Outsourcing = "outsourcing", SubOutsourcing = "sub-outsourcing" }
    /// How a contractor is chosen.
    set SelectionMethod "selection-method" { Tender = "tender", Quotation = "quotation", Proposal = "proposal", Negotiated = "negotiated" }
    /// State of a certification.
    set CertificationStatus "certification-status" { Held = "held", Required = "required", ToAcquire = "to-acquire" }
    /// What a term renews as, in the words of the form.
    set Renews "renews" { Nothing = "none", Outsourcing = "outsourcing", ExternalConnection = "external-connection", ComputerProcessing = "computer-processing" }
    /// How a planned end is brought about.
    set DisposalMethod "disposal-method" { Return = "return", Delete = "delete", Destroy = "destroy", Retain = "retain" }
    /// When a planned end is due.
    set Due "due" { EachJob = "each-job", Completion = "completion", WhenUnneeded = "when-unneeded", FiscalYearEnd = "fiscal-year-end", TermEnd = "term-end" }
    /// How a copy first reached its holder.
    set Origin "origin" { Provided = "provided", Collected = "collected", Created = "created" }
    /// Whether sub-contracting is allowed.
    set Allowed "allowed" { Nothing = "none", WithConsent = "with-consent", Free = "free" }
    /// Half of a checklist or of prose measures.
    set Section "section" { Operational = "operational", System = "system" }
    /// Kinds of sensitive items.
    set Sensitive "sensitive" { Disability = "disability", Health = "health", Creed = "creed", Origin = "social-origin", Crime = "crime", Other = "other" }
    /// What the principal consents to in writing.
    set Consent "consent" { Removal = "removal", Copy = "copy", Collection = "collection", Purpose = "purpose",
        Disposal = "disposal", Delivery = "delivery", Provision = "provision" }
    /// Whose measure it is.
    set Side "side" { Principal = "principal", Agent = "agent" }
    /// An event that a date waits for.
    set Event "event" { ContractSigning = "contract-signing", Approval = "approval" }
    /// Verdict that a waiver accepts, from the mildest.
    order WaivedVerdict "waived-verdict" { Elsewhere = "elsewhere", Promised = "promised", Unstated = "unstated", Violation = "violation" }
    /// Variant of a clause form.
    set Variant "variant" { AbsoluteBan = "absolute-ban", Consent = "consent", ThirdParty = "third-party" }
    /// Where a copy rests.
    set PlaceKind "place-kind" { Store = "store", Lot = "lot", Transit = "transit", Unstated = "unstated" }
    /// How a copy ended at a place.
    set End "end" { Moved = "moved", Returned = "returned", Deleted = "deleted", Destroyed = "destroyed", Retained = "retained" }
    /// How exactly a date is given.
    set Precision "precision" { Day = "day", Month = "month", PartOfMonth = "part-of-month", Event = "event" }
    /// Kind of part.
    set PartKind "part-kind" { Outsourcing = "outsourcing", SubOutsourcing = "sub-outsourcing", Connection = "connection", Processing = "processing" }
    /// How often a record is owed.
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
    /// What a record of evidence may tell: a key of YAML, a heading of a table.
    set RecordKey "record-key" { Filing = "filing", Part = "part", Kind = "kind", Date = "date", Job = "job", Document = "document",
        Step = "step", Of = "of", At = "at", Data = "data", IssuedBy = "issued_by", ConfirmedBy = "confirmed_by",
        Persons = "persons", Announced = "announced", Measures = "measures", Result = "result",
        Handlers = "handlers", Contents = "contents", Quantity = "quantity", Serials = "serials", Count = "count",
        Sent = "sent", Received = "received", Processed = "processed", Delivered = "delivered", Spoiled = "spoiled",
        Destroyed = "destroyed", Returned = "returned", Out = "out", In = "in", People = "people",
        Name = "name", ValidTo = "valid_to", KeptUntil = "kept_until", Record = "record", Session = "session", Law = "law",
        Clauses = "clauses", Flow = "flow", Reported = "reported", WrittenReport = "written_report", Instruction = "instruction",
        Applied = "applied", Approved = "approved", Entered = "entered", Permit = "permit", AttendedBy = "attended_by",
        Computer = "computer", Time = "time", File = "file", Printer = "printer", Sheets = "sheets", Reason = "reason",
        SubcontractorsUsed = "subcontractors_used", Note = "note" }
    /// Groups of obligations, the columns of an audit's overview.
    set RecordGroup "record-group" { Inspection = "inspection", Disposal = "disposal", Handover = "handover", People = "people",
        Approval = "approval", Logs = "logs", Incident = "incident" }
    /// How an obligation stands.
    set ObligationStatus "obligation-status" { Met = "met", Due = "due", Overdue = "overdue", Missing = "missing",
        Undetermined = "undetermined", Waived = "waived", NotApplicable = "not-applicable" }
}

impl Medium {
    /// The kind that rules speak of.
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

    /// Whether it is an object that travels and rests, unlike a way of telling.
    pub fn is_physical(self) -> bool {
        matches!(self.class(), MediumClass::Paper | MediumClass::Removable | MediumClass::Notice)
    }
}
