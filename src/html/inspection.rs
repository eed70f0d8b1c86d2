//! 立入調査票: a page for one part, to be printed and filled in by hand.

use askama::Template;

use super::sheet::Sheet;
use super::voice::Voice;
use crate::audit::{self, Duty, Terms, Wording};
use crate::words::{Lang, date, join};

#[derive(Template)]
#[template(path = "inspection.html")]
struct Page {
    sheet: Sheet,
    voice: Voice,
    head: Vec<(String, String)>,
    checks: Vec<(String, String)>,
    copies: Vec<[String; 4]>,
    open: Vec<[String; 3]>,
    before: Vec<[String; 3]>,
    found: Vec<[String; 4]>,
}

/// The sheet of a part.
///
/// # Errors
/// Memory for the text runs out.
pub fn inspection(it: &audit::Sheet, terms: Terms, lang: Lang) -> Result<String, askama::Error> {
    let (voice, wording, part) = (Voice(lang), Wording(lang), &it.part);
    let column = |name: &str| voice.say(&format!("audit.column.{name}"));
    let title = voice.clean(&part.title);
    let name = voice.clean(if part.name.is_empty() { &part.part } else { &part.name });
    let head = vec![
        (column("year"), wording.year(terms)),
        (column("title"), if title.is_empty() { voice.clean(&part.filing) } else { title }),
        (column("name"), name),
        (column("department"), voice.clean(&wording.departments(part))),
        (column("contractor"), voice.clean(&wording.named(&part.contractor))),
        (column("term"), wording.term(part)),
    ];
    let duty = |duty: &Duty| {
        let owed = voice.clean(&wording.owed(duty));
        [owed, wording.of(duty.status), voice.clean(duty.reason.get(lang))]
    };
    let copies = it.copies.iter().map(|copy| {
        let data: Vec<String> = copy.data.iter().map(|data| voice.clean(data)).collect();
        let place = voice.clean(copy.place.get(lang));
        [place, join(lang, &data), wording.named(copy.end.get(lang)), voice.clean(&copy.step)]
    });
    let found = it.found_before.iter().map(|found| {
        let day = found.date.map_or_else(String::new, |day| date(day, lang));
        [day, found.kind.get(lang).to_owned(), voice.clean(&found.document), voice.clean(&found.result)]
    });
    let page = Page {
        sheet: Sheet::new(voice, voice.say("html.inspection-title")),
        voice,
        head,
        checks: it
            .checks
            .iter()
            .map(|check| (voice.clean(check.label.get(lang)), voice.clean(check.text.get(lang))))
            .collect(),
        copies: copies.collect(),
        open: part.duties.iter().filter(|it| audit::is_open(it.status)).map(duty).collect(),
        before: it.open_before.iter().map(duty).collect(),
        found: found.collect(),
    };
    page.render()
}
