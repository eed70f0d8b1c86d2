//! The filing format `sekisho: filing/v1` as one table. The JSON Schemas are made from it, and the
//! reader asks only for keys that stand here.

use crate::vocabulary::enumerations::{
    AccessMode, Action, Allowed, CarriedBy, CertificationStatus, Consent, Container, ContractKind, Decision,
    DisposalMethod, Due, Enumerated, Event, Exposure, GoverningLaw, LineKind, Medium, Notice, Origin, Outcome,
    PartKind, Per, PostalService, Renews, Repeats, Role, SelectionMethod, Sensitive, StoreKind, WaivedVerdict,
};
use crate::vocabulary::pack_words::PackList;
use crate::vocabulary::shape::{MapShape, Offer, Shape, map, opt, req};

use Shape::{Dict, Either, Fixed, Flag, Id, List, Map, Number, Of, OfPack, OneOrMany, Open, Path, Text, Word};

/// The value of the key `sekisho` that marks a filing.
pub const FORMAT: &str = "filing/v1";

/// Keys that state nothing about the matter itself.
pub const ANNOTATIONS: [&str; 2] = ["changed", "inferred"];

/// Keys of a step that number it, or name others by their numbers.
pub const NUMBERING: [&str; 3] = ["id", "lot", "unlocks"];

/// The map at the root of a filing.
pub static FILING: MapShape = map(
    "filing",
    &[
        req("sekisho", Fixed(FORMAT)),
        req("id", Id),
        opt("title", Text),
        req("jurisdiction", Of(Offer::Jurisdiction)),
        opt("forum", OfPack(PackList::Forum)),
        opt("forum_as_written", Text),
        opt("agenda", OfPack(PackList::Agenda)),
        opt("agenda_points", List(&POINT)),
        opt("document", Text),
        opt("submitted", WHEN),
        opt("basis", List(&BASIS)),
        opt("departments", List(&Text)),
        opt("programme", Map(&PROGRAMME)),
        opt("approvals", List(&Map(&APPROVAL))),
        opt("attachments", List(&Map(&ATTACHMENT))),
        opt("systems", Dict(&Map(&SYSTEM))),
        opt("enclosures", List(&Map(&ENCLOSURE))),
        opt("supersedes", Path),
        opt("actors", Dict(&Map(&ACTOR))),
        opt("data", Dict(&Map(&DATA_SET))),
        opt("stores", Dict(&Map(&STORE))),
        opt("flows", List(&Map(&FLOW))),
        opt("contracts", List(&Map(&CONTRACT))),
        opt("connections", List(&Map(&CONNECTION))),
        opt("processing", List(&Map(&PROCESSING))),
        opt("waivers", List(&Map(&WAIVER))),
        opt("reasons", List(&Map(&REASON))),
    ],
);

/// Returns the map of the parts of a kind.
pub fn part_shape(kind: PartKind) -> &'static MapShape {
    match kind {
        PartKind::Outsourcing | PartKind::SubOutsourcing => &CONTRACT,
        PartKind::Connection => &CONNECTION,
        PartKind::Processing => &PROCESSING,
    }
}

/// One numbered act of a flow.
pub static STEP: MapShape = map(
    "step",
    &[
        req("id", Id),
        req("action", OneOrMany(&Word(Action::TABLE))),
        opt("title", Text),
        opt("date", WHEN),
        opt("when", Text),
        opt("actor", Id),
        opt("to", Id),
        opt("from_actor", Id),
        opt("from", Id),
        opt("into", Id),
        opt("onto", MEDIA),
        opt("uses", List(&Id)),
        opt("data", List(&Id)),
        opt("medium", MEDIA),
        opt("lot", Either(&[Id, List(&Id)])),
        opt("unlocks", List(&Id)),
        opt("line", Map(&LINE)),
        opt("transport", TRANSPORTS),
        opt("encrypted", Flag),
        opt("cipher", Text),
        opt("notice", Word(Notice::TABLE)),
        opt("in_advance", Flag),
        opt("ways", List(&Map(&WAY))),
        opt("leaves_premises", Flag),
        opt("purpose_shown", Flag),
        opt("ground", Text),
        opt("conditions", Text),
        opt("inform_only", Flag),
        opt("addressee", Text),
        opt("identity_check", Either(&[Flag, Text])),
        opt("machine", Flag),
        opt("optional", Flag),
        opt("repeats", Either(&[Word(Repeats::TABLE), Map(&REPEATED)])),
        opt("remainder", Fixed("stays")),
        opt("spoilage", Either(&[Flag, Text])),
        opt("under", Id),
        opt("store", Id),
        opt("volume", Either(&[Number, Text])),
        opt("starts_job", Flag),
        opt("match", Map(&MATCH)),
        opt("test", Flag),
        opt("log", Either(&[Flag, NONE, Map(&LOG)])),
        opt("mode", Word(AccessMode::TABLE)),
        opt("report", REPORT),
    ],
);

const POINT: Shape = Either(&[Text, Map(&AGENDA_POINT)]);
const BASIS: Shape = Map(&BASIS_ROW);
const WHEN: Shape = Either(&[Shape::Day, Map(&WHEN_MAP)]);
const MEDIA: Shape = OneOrMany(&Word(Medium::TABLE));
const TRANSPORTS: Shape = Either(&[Map(&TRANSPORT), List(&Map(&TRANSPORT))]);
const REPORT: Shape = Either(&[Flag, NONE, Map(&REPORT_MAP)]);
/// Stands for `false` where a map says how something is done.
const NONE: Shape = Fixed("none");
const ROLES: Shape = OneOrMany(&Word(Role::TABLE));

static AGENDA_POINT: MapShape = map("agenda_point", &[req("text", Text), opt("of", List(&Id))]);
static BASIS_ROW: MapShape = map("basis", &[req("provision", Text), opt("matter", OfPack(PackList::Matter))]);
static WHEN_MAP: MapShape =
    map("when", &[opt("date", Shape::Day), opt("event", Word(Event::TABLE)), opt("tentative", Flag)]);
static PROGRAMME: MapShape = map(
    "programme",
    &[
        opt("name", Text),
        opt("purpose", Text),
        opt("subjects", Text),
        opt("summary", Text),
        opt("headcount", List(&Map(&HEADCOUNT))),
        opt("headcount_total", Number),
        opt("services", List(&Text)),
        opt("single_contractor", Flag),
    ],
);
static HEADCOUNT: MapShape = map(
    "headcount",
    &[req("group", Text), opt("count", Number), opt("unit", Text), opt("approx", Flag), opt("basis", Text)],
);
static APPROVAL: MapShape = map(
    "approval",
    &[
        req("id", Id),
        opt("forum", OfPack(PackList::Forum)),
        opt("forum_as_written", Text),
        opt("session", Text),
        opt("date", WHEN),
        opt("of", List(&Id)),
        opt("scope", Text),
        opt("outcome", Word(Outcome::TABLE)),
    ],
);
static ATTACHMENT: MapShape = map("attachment", &[req("id", Text), opt("title", Text), opt("attached", Flag)]);
static SYSTEM: MapShape = map("system", &[opt("name", Text), opt("aliases", List(&Text))]);
static ENCLOSURE: MapShape =
    map("enclosure", &[req("id", Id), opt("name", Text), opt("printed", Flag), opt("for", List(&Text))]);
static ACTOR: MapShape = map(
    "actor",
    &[
        req("role", ROLES),
        opt("name", Text),
        opt("site", Text),
        opt("organisation", Id),
        opt("country", Text),
        opt("public", Flag),
        opt("employer", Id),
        opt("corporate_number", Shape::Digits),
        opt("certifications", List(&Map(&CERTIFICATION))),
        opt("selection", Map(&SELECTION)),
    ],
);
static CERTIFICATION: MapShape =
    map("certification", &[req("name", Text), opt("status", Word(CertificationStatus::TABLE)), opt("until", WHEN)]);
static SELECTION: MapShape = map(
    "selection",
    &[opt("method", OneOrMany(&Word(SelectionMethod::TABLE))), opt("requires", List(&Text)), opt("date", WHEN)],
);
static DATA_SET: MapShape = map(
    "data_set",
    &[
        opt("name", Text),
        opt("group", Text),
        opt("subjects", Text),
        opt("year", Text),
        opt("items", List(&Either(&[Text, Map(&ITEM)]))),
        opt("part_of", List(&Id)),
        opt("personal", Flag),
        opt("dummy", Flag),
        opt("my_number", Flag),
        opt("sensitive", List(&Word(Sensitive::TABLE))),
        opt("incomplete", Flag),
    ],
);
static ITEM: MapShape = map(
    "item",
    &[
        req("name", Text),
        opt("sensitive", List(&Word(Sensitive::TABLE))),
        opt("my_number", Flag),
        opt("details", List(&Text)),
    ],
);
static STORE: MapShape = map(
    "store",
    &[
        opt("actor", Id),
        opt("kind", Word(StoreKind::TABLE)),
        opt("name", Text),
        opt("operated_by", Id),
        opt("owned_by", Id),
        opt("passes_to", Id),
        opt("passes_on", WHEN),
        opt("site", Text),
        opt("law", Word(GoverningLaw::TABLE)),
        opt("brought_in", Flag),
        opt("exposure", Word(Exposure::TABLE)),
        opt("measures", List(&Of(Offer::Measure))),
    ],
);
static FLOW: MapShape = map(
    "flow",
    &[
        req("id", Id),
        opt("title", Text),
        opt("source", Text),
        opt("covers", List(&Text)),
        opt("under", List(&Id)),
        opt("continuing", Flag),
        opt("starts_with", List(&Map(&STARTS_WITH))),
        opt("measures", Dict(&List(&LANE_MEASURE))),
        opt("steps", List(&Map(&STEP))),
    ],
);
static STARTS_WITH: MapShape = map("starts_with", &[req("at", Id), opt("data", List(&Id)), opt("because", Text)]);
static LINE: MapShape = map(
    "line",
    &[
        opt("kind", Word(LineKind::TABLE)),
        opt("encrypted", Flag),
        opt("restricted_peers", Flag),
        opt("software", Text),
        opt("service", Text),
        opt("provider", Text),
    ],
);
static TRANSPORT: MapShape = map(
    "transport",
    &[
        opt("by", Word(CarriedBy::TABLE)),
        opt("service", Word(PostalService::TABLE)),
        opt("container", Open(Container::TABLE)),
        opt("ledger", Either(&[Flag, NONE, Map(&LEDGER)])),
        opt("persons", Number),
        opt("receipt", Flag),
    ],
);
static LEDGER: MapShape = map("ledger", &[opt("name", Text), opt("fields", List(&Text))]);
static WAY: MapShape =
    map("way", &[opt("medium", MEDIA), opt("transport", TRANSPORTS), opt("line", Map(&LINE)), opt("encrypted", Flag)]);
static MATCH: MapShape = map("match", &[opt("items", List(&Text)), opt("at_least", Number), opt("by", Text)]);
static LOG: MapShape = map("log", &[opt("fields", List(&Text)), opt("submitted", Flag)]);
static REPORT_MAP: MapShape = map(
    "report",
    &[
        opt("to", List(&Id)),
        opt("witnessed", Flag),
        opt("grade", Text),
        opt("photographed", Flag),
        opt("serials", Flag),
    ],
);
static REPEATED: MapShape = map("repeated", &[req("times", Number), req("per", Word(Per::TABLE))]);
const LANE_MEASURE: Shape = Either(&[Of(Offer::Measure), Map(&DRAWN)]);
static DRAWN: MapShape = map("drawn_measure", &[req("text", Text), opt("means", List(&Of(Offer::Measure)))]);
static TERM: MapShape = map(
    "term",
    &[opt("from", WHEN), opt("to", WHEN), opt("renews", Word(Renews::TABLE)), opt("periods", List(&Map(&PERIOD)))],
);
static PERIOD: MapShape =
    map("period", &[opt("of", List(&Number)), opt("from", WHEN), opt("to", WHEN), opt("title", Text)]);
static ASSESSMENT: MapShape = map("assessment", &[opt("name", Text), opt("date", WHEN)]);
static WORK: MapShape = map("work", &[req("text", Text), opt("from", WHEN), opt("to", WHEN)]);
static CLAUSES: MapShape = map(
    "special_clauses",
    &[
        opt("form", Of(Offer::Clauses)),
        opt("attached", Flag),
        opt("label", Text),
        opt("for", Fixed("sub-contract")),
        opt("clauses", Dict(&OneOrMany(&Of(Offer::Measure)))),
        opt("texts", Dict(&Text)),
    ],
);
static SUBCONTRACTING: MapShape = map(
    "subcontracting",
    &[
        opt("allowed", Word(Allowed::TABLE)),
        opt("approval", Id),
        opt("consent", Map(&CONSENT)),
        opt("supervision", Text),
    ],
);
static CONSENT: MapShape = map(
    "consent",
    &[
        opt("decision", Word(Decision::TABLE)),
        opt("by", Id),
        opt("to", Id),
        opt("date", WHEN),
        opt("document", Text),
        opt("conditions", Text),
        opt("confirmed", Text),
    ],
);
static AGREED: MapShape =
    map("agreed", &[req("matter", Word(Consent::TABLE)), opt("date", WHEN), opt("document", Text)]);
static DISPOSAL: MapShape = map(
    "disposal",
    &[
        opt("of", List(&Word(Medium::TABLE))),
        opt("at", List(&Id)),
        opt("data", List(&Id)),
        opt("origin", Word(Origin::TABLE)),
        req("method", Word(DisposalMethod::TABLE)),
        opt("report", REPORT),
        opt("due", List(&DUE)),
        opt("basis", Text),
        opt("until", Text),
    ],
);
const DUE: Shape = Either(&[Word(Due::TABLE), Map(&DUE_MAP)]);
static DUE_MAP: MapShape = map(
    "due",
    &[
        opt("date", Shape::Day),
        opt("event", Word(Event::TABLE)),
        opt("tentative", Flag),
        opt("days", Number),
        opt("after", Word(Due::TABLE)),
    ],
);
static CHECKLIST: MapShape = map(
    "checklist",
    &[
        opt("form", Of(Offer::Checklist)),
        opt("same_as", Id),
        opt("principal", Map(&ANSWERS)),
        opt("agent", Map(&ANSWERS)),
    ],
);
static ANSWERS: MapShape = map(
    "answers",
    &[opt("done", Either(&[Fixed("all"), List(&Id)])), opt("not_applicable", Dict(&Text)), opt("notes", Dict(&Text))],
);
static MEASURES: MapShape = map("measures", &[opt("principal", List(&MEASURE)), opt("agent", List(&MEASURE))]);
const MEASURE: Shape = Either(&[Of(Offer::Measure), Map(&PROSE)]);
static PROSE: MapShape = map(
    "measure",
    &[
        opt("number", Either(&[Number, Text])),
        opt("section", OfPack(PackList::Section)),
        opt("text", Text),
        opt("means", List(&Of(Offer::Measure))),
        opt("cites", List(&Number)),
        opt("in_specification", Flag),
        opt("covers", Either(&[Map(&COVERS), List(&Map(&COVERS))])),
    ],
);
static COVERS: MapShape = map(
    "covers",
    &[opt("from", Id), opt("to", Id), opt("medium", MEDIA), opt("data", List(&Id)), opt("at", List(&Id))],
);
const PART_MEDIUM: Shape = Either(&[Word(Medium::TABLE), Map(&PART_MEDIUM_MAP)]);
static PART_MEDIUM_MAP: MapShape = map(
    "part_medium",
    &[
        opt("store", Id),
        opt("kind", Word(StoreKind::TABLE)),
        opt("medium", Word(Medium::TABLE)),
        opt("as_written", Text),
    ],
);

macro_rules! part_keys {
    ($($key:expr),* $(,)?) => {
        &[
            req("id", Id),
            opt("title", Text),
            opt("label", Text),
            opt("departments", List(&Text)),
            opt("business", Text),
            opt("subjects", Text),
            opt("data", List(&Id)),
            opt("reason", Text),
            opt("purpose", Text),
            opt("file_register", Text),
            opt("number_use", Text),
            opt("assessment", Map(&ASSESSMENT)),
            opt("term", Map(&TERM)),
            opt("approvals", List(&Id)),
            opt("agenda", OfPack(PackList::Agenda)),
            opt("basis", List(&BASIS)),
            opt("class", Text),
            opt("measures", Map(&MEASURES)),
            opt("checklist", Map(&CHECKLIST)),
            opt("disposal", List(&Map(&DISPOSAL))),
            opt("changed_since", Id),
            $($key),*
        ]
    };
}

static CONTRACT: MapShape = map(
    "contract",
    part_keys![
        req("kind", Word(ContractKind::TABLE)),
        opt("parent", Id),
        opt("from", Id),
        opt("to", Id),
        opt("work", List(&Either(&[Text, Map(&WORK)]))),
        opt("provides", List(&Id)),
        opt("collects", List(&Id)),
        opt("handles", List(&Id)),
        opt("media", List(&PART_MEDIUM)),
        opt("special_clauses", List(&Map(&CLAUSES))),
        opt("subcontracting", Map(&SUBCONTRACTING)),
        opt("consent", Map(&CONSENT)),
        opt("consents", List(&Map(&AGREED))),
        opt("places", List(&Text)),
        opt("reserves", List(&Id)),
    ],
);
static CONNECTION: MapShape = map(
    "connection",
    part_keys![
        opt("with", Id),
        opt("between", List(&Id)),
        opt("form", Text),
        opt("line", Map(&LINE)),
        opt("media", List(&PART_MEDIUM)),
    ],
);
static PROCESSING: MapShape = map(
    "processing",
    part_keys![
        opt("store", Id),
        opt("system", Id),
        opt("agent", Id),
        opt("change", Text),
        opt("media", List(&PART_MEDIUM)),
        opt("schedule", Dict(&SCHEDULED)),
    ],
);
const SCHEDULED: Shape = Either(&[Shape::Day, Map(&PERIOD)]);
static WAIVER: MapShape = map(
    "waiver",
    &[
        req("rule", Id),
        req("at", Text),
        req("verdict", Word(WaivedVerdict::TABLE)),
        req("reason", Text),
        req("approval", Id),
        req("until", WHEN),
    ],
);
static REASON: MapShape = map("reason", &[req("rule", Id), req("at", Text), req("reason", Text)]);
