//! The overview of a filing: what it is, what judged it, and the result.

use crate::filing::{Day, Field};
use crate::finding::Severity;
use crate::session::{Counts, Judged, Ready};
use crate::words::{Lang, Voice, clean, date};

/// The head of a page.
pub(crate) struct Overview {
    pub(crate) lines: Vec<(String, String)>,
    pub(crate) counts: Vec<Count>,
}

/// The number of findings of one severity.
pub(crate) struct Count {
    pub(crate) word: &'static str,
    pub(crate) name: String,
    pub(crate) count: usize,
}

pub(crate) fn overview(voice: Voice, judged: &Judged, ready: Option<&Ready>) -> Overview {
    let mut lines = Vec::new();
    let mut add = |key: &str, value: Option<String>| lines.extend(value.map(|value| (voice.text(key), value)));
    add("html.made", ready.map(|ready| date(ready.today, voice.0)));
    add("html.status", Some(judged.status.name(voice.0)));
    add("html.policy", judged.policy.as_ref().map(|policy| clean(&policy.name(voice.0))));
    // The last of them is the pack itself, which has just been named.
    let parents = ready.and_then(|ready| ready.policy.packs.split_last()).map(|(_, parents)| parents);
    let parents = parents.filter(|parents| !parents.is_empty());
    add("html.parents", parents.map(|parents| voice.join(&parents.iter().map(|id| clean(id)).collect::<Vec<_>>())));
    add("html.edition", judged.edition.as_ref().map(|edition| clean(edition)));
    add("html.reference-date", judged.reference_date.map(|day| date(day, voice.0)));
    add("html.inferred", (judged.inferred > 0).then(|| judged.inferred.to_string()));
    add("html.file", Some(clean(&judged.path)));
    let counts = Counts::of(judged);
    let by_weight = Severity::ALL.into_iter().map(|severity| Count {
        word: severity.word(),
        name: severity.name(voice.0),
        count: counts.severity(severity),
    });
    Overview { lines, counts: by_weight.collect() }
}

/// Returns the term of a part, such as `令和6年4月1日～令和7年3月31日`.
pub(super) fn term(voice: Voice, from: &Field<Day>, to: &Field<Day>) -> String {
    let day = |field: &Field<Day>| {
        let day = field.value()?;
        let event = day.event.map(|event| voice.name(event));
        let when = day.when.as_ref().map(|when| match voice.0 {
            Lang::Ja => when.wareki(),
            Lang::En => when.iso(),
        });
        let yearless = day.yearless.map(|when| when.without_year(voice.0 == Lang::Ja));
        when.or(yearless).or(event)
    };
    let ends = [day(from), day(to)].map(|end| end.unwrap_or_default());
    if ends.iter().all(String::is_empty) { String::new() } else { ends.join(&voice.text("html.until")) }
}
