//! Citations of provisions in running Japanese text: 番号法第2条第8項に規定する特定個人情報.

/// What joins the members of a list of provisions.
const BETWEEN: [&str; 8] = ["・", "、", ",", "及び", "又は", "並びに", "若しくは", "から"];

/// What stands between a provision and the words for what it provides.
const LINKS: [&str; 5] = ["に規定する", "に定める", "に規定の", "で定める", "で規定する"];

/// What is said to be the law that was named last.
const SAME: [&str; 2] = ["同法", "同条例"];

/// Number of characters of the longest number that is read: 九千九百九十九.
const LONGEST: usize = 7;

/// Number of characters behind a provision that may tell what it is taken to be about.
const GLOSS: usize = 40;

/// A place in a law. Parts that are not written are `None`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provision {
    /// Number of the article as written, without its words: `29の4`.
    pub article: String,
    /// Number of the paragraph (項).
    pub paragraph: Option<u32>,
    /// Number of the item (号).
    pub item: Option<u32>,
}

/// A provision that a text cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The law, as its position among the names that were looked for.
    pub law: usize,
    /// The place in the law.
    pub provision: Provision,
    /// What the text takes the provision to be about: what stands in brackets behind it, or what it is said to provide.
    pub gloss: Option<Gloss>,
}

/// Words behind a provision that tell what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gloss {
    /// In brackets: 第22条（委託先の監督）.
    Bracketed(String),
    /// What begins with the matter: 第2条第8項に規定する特定個人情報.
    Provided(String),
}

impl Provision {
    /// Reads a provision by itself: `2条8項`, `第19条第5号`. `None` if the text is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        provision(text).filter(|(_, rest)| rest.is_empty()).map(|(found, _)| found)
    }

    /// True if the other place is this one or lies within it.
    pub fn holds(&self, other: &Provision) -> bool {
        let fits = |own: Option<u32>, other: Option<u32>| own.is_none() || own == other;
        self.article == other.article && fits(self.paragraph, other.paragraph) && fits(self.item, other.item)
    }

    /// This place, told as closely as `cited` was where that went beyond `before`.
    #[must_use]
    pub fn with_rest_of(&self, cited: &Provision, before: &Provision) -> Provision {
        let rest =
            |own: Option<u32>, before: Option<u32>, cited: Option<u32>| own.or(cited.filter(|_| before.is_none()));
        Provision {
            article: self.article.clone(),
            paragraph: rest(self.paragraph, before.paragraph, cited.paragraph),
            item: rest(self.item, before.item, cited.item),
        }
    }

    /// How closely it is told: by article, paragraph and item.
    pub fn depth(&self) -> usize {
        1 + usize::from(self.paragraph.is_some()) + usize::from(self.item.is_some())
    }
}

impl std::fmt::Display for Provision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (number, branch) = self.article.split_once('の').map_or((&*self.article, None), |(a, b)| (a, Some(b)));
        write!(f, "第{number}条")?;
        if let Some(branch) = branch {
            write!(f, "の{branch}")?;
        }
        if let Some(paragraph) = self.paragraph {
            write!(f, "第{paragraph}項")?;
        }
        self.item.map_or(Ok(()), |item| write!(f, "第{item}号"))
    }
}

/// Finds the provisions of laws that a text cites, in the order of the text. `names` are the names of laws with their law;
/// both they and the text are normalised by [`super::item_name`]. What belongs to no law of the list is left out.
pub fn citations(text: &str, names: &[(&str, usize)]) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    if !text.contains('条') {
        return found;
    }
    // The law that was named last, and the one that the text calls 法.
    let mut last: Option<usize> = None;
    let short = defined(text, names);
    let mut at = 0;
    while let Some(begin) = text[at..].find(begins_number).map(|begin| at + begin) {
        let Some((mut place, mut rest)) = provision(&text[begin..]) else {
            at = begin + text[begin..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let law = named(&text[..begin], names, last, short);
        last = law.or(last);
        loop {
            let gloss = gloss(rest);
            if let Some(law) = law {
                found.push(Citation { law, provision: place.clone(), gloss });
            }
            let Some((next, after)) = following(&place, rest) else { break };
            (place, rest) = (next, after);
        }
        at = text.len() - rest.len();
    }
    found
}

fn begins_number(c: char) -> bool {
    c == '第' || c.is_ascii_digit() || is_numeral(c)
}

/// Reads a provision at the beginning of a text, with what follows it.
fn provision(text: &str) -> Option<(Provision, &str)> {
    let (article, rest) = numbered(text, "条")?;
    let (article, rest) = match rest.strip_prefix('の').and_then(number) {
        Some((branch, after)) => (format!("{article}の{branch}"), after),
        None => (article.to_string(), rest),
    };
    let (paragraph, rest) = optional(rest, "項");
    let (item, rest) = optional(rest, "号");
    Some((Provision { article, paragraph, item }, rest))
}

/// Reads the next member of a list of provisions: ・第2項, 及び第68条.
fn following<'t>(before: &Provision, text: &'t str) -> Option<(Provision, &'t str)> {
    let rest = BETWEEN.iter().find_map(|sign| text.strip_prefix(sign))?;
    if let Some(found) = provision(rest) {
        return Some(found);
    }
    if let Some((paragraph, rest)) = numbered(rest, "項") {
        let (item, rest) = optional(rest, "号");
        return Some((Provision { paragraph: Some(paragraph), item, ..before.clone() }, rest));
    }
    let (item, rest) = numbered(rest, "号")?;
    Some((Provision { item: Some(item), ..before.clone() }, rest))
}

fn optional<'t>(text: &'t str, unit: &str) -> (Option<u32>, &'t str) {
    numbered(text, unit).map_or((None, text), |(number, rest)| (Some(number), rest))
}

/// Reads a number with its unit, with or without 第.
fn numbered<'t>(text: &'t str, unit: &str) -> Option<(u32, &'t str)> {
    let (number, rest) = number(text.strip_prefix('第').unwrap_or(text))?;
    Some((number, rest.strip_prefix(unit)?))
}

/// Reads a number below ten thousand in digits or in kanji.
fn number(text: &str) -> Option<(u32, &str)> {
    let run = |is: fn(char) -> bool| text.chars().take_while(move |c| is(*c)).take(LONGEST + 1);
    let digits = run(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let (own, rest) = text.split_at(digits);
        return own.parse().ok().filter(|number| *number < 10_000).map(|number| (number, rest));
    }
    let length = run(is_numeral).count();
    let (own, rest) = text.split_at(run(is_numeral).map(char::len_utf8).sum());
    if length == 0 || length > LONGEST { None } else { Some((kanji(own)?, rest)) }
}

fn is_numeral(c: char) -> bool {
    "〇一二三四五六七八九十百千".contains(c)
}

/// The value of a number in kanji below ten thousand: 二十二, 百八. `None` if it is none.
fn kanji(text: &str) -> Option<u32> {
    let (mut whole, mut pending): (u32, Option<u32>) = (0, None);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            _ => {
                let digit = "〇一二三四五六七八九".chars().position(|one| one == c)?;
                pending = Some(pending.unwrap_or(0).checked_mul(10)?.checked_add(u32::try_from(digit).ok()?)?);
                continue;
            }
        };
        whole = whole.checked_add(pending.take().unwrap_or(1).checked_mul(unit)?)?;
    }
    whole.checked_add(pending.unwrap_or(0)).filter(|number| *number < 10_000)
}

/// Returns the law whose name stands before a provision; `None` if it is none of the list.
fn named(before: &str, names: &[(&str, usize)], last: Option<usize>, short: Option<usize>) -> Option<usize> {
    let before = without_bracket(before);
    let fits = |name: &&(&str, usize)| {
        let head = before.strip_suffix(name.0);
        // 行政機関個人情報保護法 is another law than 個人情報保護法.
        head.is_some_and(|head| !head.ends_with(super::is_of_a_name))
    };
    if let Some((_, law)) = names.iter().filter(fits).max_by_key(|(name, _)| name.len()) {
        return Some(*law);
    }
    if SAME.iter().any(|same| before.ends_with(same)) {
        return last;
    }
    let alone = before.strip_suffix('法').is_some_and(|head| !head.ends_with(super::is_of_a_name));
    if alone { short } else { None }
}

/// Drops the bracket in which the number of a law stands: 個人情報の保護に関する法律(平成15年法律第57号).
fn without_bracket(text: &str) -> &str {
    let inside = text.strip_suffix(')').and_then(|head| head.char_indices().rev().take(GLOSS).find(|(_, c)| *c == '('));
    inside.map_or(text, |(open, _)| &text[..open])
}

/// Returns the law that the text calls 法 from then on: 番号法(以下「法」という。).
fn defined(text: &str, names: &[(&str, usize)]) -> Option<usize> {
    let at = text.find("以下「法」")?;
    let open = text[..at].rfind('(')?;
    let fits = names.iter().filter(|(name, _)| text[..open].ends_with(name));
    fits.max_by_key(|(name, _)| name.len()).map(|(_, law)| *law)
}

/// Returns what the text says behind a provision that it is about.
fn gloss(rest: &str) -> Option<Gloss> {
    if let Some(inside) = rest.strip_prefix('(') {
        return Some(Gloss::Bracketed(until(inside, |c| c == ')')));
    }
    let said = LINKS.iter().find_map(|link| rest.strip_prefix(link))?;
    let said = said.strip_prefix('「').unwrap_or(said);
    Some(Gloss::Provided(until(said, |c| "。、,」()".contains(c))))
}

fn until(text: &str, ends: impl Fn(char) -> bool) -> String {
    text.chars().take(GLOSS).take_while(|c| !ends(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, usize); 4] =
        [("番号法", 0), ("個人情報保護法", 1), ("個人情報の保護に関する法律", 1), ("行政機関個人情報保護法", 2)];

    /// The citations of a text as `law place`.
    fn found(text: &str) -> Vec<String> {
        let text = crate::text::item_name(text);
        citations(&text, &NAMES).iter().map(|one| format!("{} {}", one.law, one.provision)).collect()
    }

    #[test]
    fn a_provision_is_read_in_any_writing() {
        for text in
            ["番号法第2条第8項", "番号法第２条第８項", "番号法第二条第八項", "番号法2条8項", "（番号法 第2条第8項）"]
        {
            assert_eq!(found(text), ["0 第2条第8項"], "{text}");
        }
        assert_eq!(found("番号法第二十九条の四第1項"), ["0 第29条の4第1項"]);
        assert_eq!(found("番号法第十九条第六号"), ["0 第19条第6号"]);
        assert_eq!(found("個人情報保護法第百八条"), ["1 第108条"]);
    }

    #[test]
    fn members_of_a_list_belong_to_the_law_that_is_named_first() {
        assert_eq!(
            found("個人情報保護法第66条第1項・第2項第5号及び第67条、番号法第10条"),
            ["1 第66条第1項", "1 第66条第2項第5号", "1 第67条", "0 第10条"]
        );
        assert_eq!(found("番号法第10条により、同法第11条の監督を行う。第3条は別"), ["0 第10条", "0 第11条"]);
    }

    #[test]
    fn the_law_is_the_one_before_the_number_of_the_act() {
        assert_eq!(found("個人情報の保護に関する法律（平成15年法律第57号）第66条"), ["1 第66条"]);
        assert_eq!(
            found(
                "個人情報の保護に関する法律（平成15年法律第57号。以下「法」という。）を守り、法第66条第1項の措置を講じる"
            ),
            ["1 第66条第1項"]
        );
    }

    #[test]
    fn laws_that_only_end_alike_are_others() {
        assert_eq!(found("行政機関個人情報保護法第6条"), ["2 第6条"]);
        for text in
            ["独立行政法人等個人情報保護法第7条", "新個人情報保護法第7条", "民法第3条", "第3条第1項", "要綱第3条"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_the_provision_is_taken_for_stands_behind_it() {
        let gloss = |text: &str| {
            let text = crate::text::item_name(text);
            citations(&text, &NAMES).remove(0).gloss
        };
        assert_eq!(
            gloss("番号法第2条第8項に規定する特定個人情報をいう。"),
            Some(Gloss::Provided("特定個人情報をいう".to_owned()))
        );
        assert_eq!(
            gloss("番号法第2条第8項に規定する「特定個人情報」"),
            Some(Gloss::Provided("特定個人情報".to_owned()))
        );
        assert_eq!(gloss("個人情報保護法第22条（委託先の監督）"), Some(Gloss::Bracketed("委託先の監督".to_owned())));
        assert_eq!(gloss("個人情報保護法第22条の委託先の監督"), None);
    }

    #[test]
    fn nothing_makes_it_fail() {
        for text in [
            "番号法第99999999999999条",
            "番号法第千千千千千千千千千条",
            "番号法第〇条第〇項",
            "第条項号",
            "(((法第1条",
            "番号法第1条の第",
            "条",
        ] {
            found(text);
        }
        let long = "番号法第1条・".repeat(2_000);
        assert_eq!(found(&long).len(), 2_000);
        // Were each run of digits read to its end from each of its digits, these would take minutes.
        for run in ["1", "九", "第", "(", ")第1条"] {
            found(&format!("番号法第{}条", run.repeat(200_000)));
        }
    }

    #[test]
    fn a_place_holds_what_lies_within_it() {
        let place = |text| Provision::parse(text).expect("a place");
        assert!(place("66条").holds(&place("66条2項5号")) && !place("66条2項").holds(&place("66条")));
        assert!(Provision::parse("66条の").is_none() && Provision::parse("66").is_none());
        assert_eq!((place("66条").depth(), place("19条5号").depth(), place("66条2項5号").depth()), (1, 2, 3));
    }
}
