//! The words in which an audit is told, and what each column of its tables holds.

use sekisho::policy::{self, PackFile, Packs};

use super::expect::{Asked, Expect, Outside, Owed, Pack, Part};
use crate::common::{below, root};

/// Whether a pack is one of the tests.
fn is_own(id: &str) -> bool {
    id.starts_with("trial")
}

fn digest(id: &str) -> String {
    let folders = ["tests/audit/policies", "policies"].map(|folder| root().join(folder));
    let files = folders.iter().flat_map(|folder| {
        below(folder, ".yaml").into_iter().filter_map(move |path| {
            let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            let own = !name.contains("/tests/");
            own.then(|| PackFile::new(name, std::fs::read(&path).expect("readable")))
        })
    });
    policy::load(&Packs::new(files.collect()), id).unwrap_or_else(|problems| panic!("{problems:?}")).digest
}

/// Groups of records in the order of the columns.
pub(super) const GROUPS: [[&str; 3]; 7] = [
    ["inspection", "調査", "inspection"],
    ["disposal", "返却・消去", "return and erasure"],
    ["handover", "授受", "hand-over"],
    ["people", "名簿・研修", "staff"],
    ["approval", "承認・契約", "approval and contract"],
    ["logs", "ログ", "logs"],
    ["incident", "事故等", "incidents"],
];

/// Statuses, the most urgent first: word, names, signs.
pub(super) const STATUSES: [[&str; 5]; 7] = [
    ["overdue", "期限までの記録なし", "no record by the due date", "×", "×"],
    ["missing", "記録なし・不備", "no record or incomplete", "欠", "!"],
    ["undetermined", "判断不可", "undetermined", "？", "?"],
    ["due", "期限前", "due", "△", "△"],
    ["waived", "承認により免除", "waived", "免", "w"],
    ["met", "記録あり", "met", "○", "○"],
    ["not-applicable", "対象外", "not applicable", "－", "-"],
];

const KINDS: [[&str; 3]; 4] = [
    ["outsourcing", "業務委託", "outsourcing"],
    ["sub-outsourcing", "再委託", "sub-outsourcing"],
    ["connection", "外部結合", "connection"],
    ["processing", "電算処理", "computer processing"],
];

const SEVERITIES: [[&str; 3]; 3] =
    [["error", "要対応", "error"], ["warning", "注意", "warning"], ["note", "参考", "note"]];

const COLUMNS: [[&str; 3]; 34] = [
    ["year", "年度", "fiscal year"],
    ["part", "案件・別紙", "filing and part"],
    ["filing", "案件", "filing"],
    ["title", "件名", "title"],
    ["name", "別紙の件名", "name of the part"],
    ["department", "担当課", "department"],
    ["contractor", "事業者", "contractor"],
    ["number", "法人番号", "corporate number"],
    ["term", "期間", "term"],
    ["group", "区分", "group"],
    ["owed", "必要な記録", "owed"],
    ["status", "状況", "status"],
    ["due", "期限", "due"],
    ["since", "超過の初日", "overdue since"],
    ["documents", "文書", "documents"],
    ["reason", "理由", "reason"],
    ["own-part", "別紙", "part"],
    ["kind", "種別", "kind"],
    ["from", "開始", "from"],
    ["to", "終了", "to"],
    ["departments", "担当課", "departments"],
    ["severity", "重要度", "weight"],
    ["basis", "規則の出典", "sources"],
    ["places", "記録の所在", "place of the record"],
    ["file", "ファイル", "file"],
    ["line", "行", "line"],
    ["message", "指摘", "finding"],
    ["help", "対応", "what to do"],
    ["rule", "規則", "rule"],
    ["parts", "契約等の数", "parts"],
    ["tier", "段", "tier"],
    ["personal", "個人情報", "personal data"],
    ["subcontracted", "再委託", "sub-contracts"],
    ["consent", "承諾の記録", "consent on record"],
];

/// What one audit is told with.
pub(super) struct Words<'e> {
    pub(super) expect: &'e Expect,
    pub(super) pack: &'e Pack,
}

impl Words<'_> {
    fn japanese(&self) -> bool {
        self.expect.lang == "ja"
    }

    /// One of two.
    pub(super) fn pick<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        if self.japanese() { ja } else { en }
    }

    fn of<const N: usize>(&self, table: &[[&'static str; N]], word: &str) -> &'static str {
        let row = table.iter().find(|row| row[0] == word).unwrap_or_else(|| panic!("no word for {word}"));
        if self.japanese() { row[1] } else { row[2] }
    }

    pub(super) fn status(&self, word: &str) -> &'static str {
        self.of(&STATUSES, word)
    }

    pub(super) fn severity(&self, word: &str) -> &'static str {
        self.of(&SEVERITIES, word)
    }

    pub(super) fn group(&self, word: &str) -> &'static str {
        self.of(&GROUPS, word)
    }

    /// The status that a sign stands for: word and name.
    pub(super) fn of_sign(&self, sign: &str) -> (&'static str, &'static str) {
        let at = if self.japanese() { 3 } else { 4 };
        let row = STATUSES.iter().find(|row| row[at] == sign);
        row.map_or(("", ""), |row| (row[0], self.status(row[0])))
    }

    /// The line that says what the signs mean.
    pub(super) fn signs(&self) -> String {
        let at = if self.japanese() { 3 } else { 4 };
        STATUSES.map(|row| format!("{} {}", row[at], self.status(row[0]))).join("  ")
    }

    pub(super) fn join(&self, list: &[impl std::borrow::Borrow<str>]) -> String {
        list.join(self.pick("、", ", "))
    }

    /// 令和7年4月1日 of 2025-04-01.
    pub(super) fn day(&self, iso: &str) -> String {
        if !self.japanese() {
            return iso.to_owned();
        }
        let numbers: Vec<i32> = iso.split('-').map(|number| number.parse().expect("a number")).collect();
        let [year, month, day] = numbers[..] else { panic!("{iso} is no day") };
        assert!(year > 2019, "only 令和, from its second year");
        format!("令和{}年{month}月{day}日", year - 2018)
    }

    pub(super) fn year(&self) -> String {
        match self.japanese() {
            true => format!("令和{}年度", self.expect.year - 2018),
            false => self.expect.year.to_string(),
        }
    }

    pub(super) fn heading(&self) -> String {
        let (year, today) = (self.year(), self.day(&self.expect.today));
        match self.japanese() {
            true => format!("{year} 個人情報を取り扱う委託等の実施記録の確認結果（{today}現在）"),
            false => format!("Audit of fiscal year {year}, as of {today}"),
        }
    }

    pub(super) fn headings(&self, columns: &[&str]) -> Vec<String> {
        columns.iter().map(|column| self.of(&COLUMNS, column).to_owned()).collect()
    }

    /// Names of groups, or of statuses, as headings.
    pub(super) fn names<const N: usize>(&self, table: &[[&'static str; N]]) -> Vec<String> {
        table.iter().map(|row| self.of(table, row[0]).to_owned()).collect()
    }

    pub(super) fn asked(&self, owed: &Owed) -> &Asked {
        self.pack.get(&owed.id).unwrap_or_else(|| panic!("no pack asks for {}", owed.id))
    }

    pub(super) fn named(&self, name: &str) -> String {
        if name.is_empty() { self.pick("（記載なし）", "(not stated)").to_owned() } else { name.to_owned() }
    }

    fn departments(&self, part: &Part) -> String {
        match part.department.is_empty() {
            true => self.pick("（担当課の記載なし）", "(no department stated)").to_owned(),
            false => self.join(&part.department),
        }
    }

    /// What stands of a part in a column.
    pub(super) fn part(&self, part: &Part, column: &str) -> String {
        let (filing, id) = part.ids();
        match column {
            "year" => self.year(),
            "part" => format!("{filing}{}{id}", self.pick("：", ": ")),
            "filing" => filing.to_owned(),
            "own-part" => id.to_owned(),
            "title" => part.title.clone(),
            "name" => part.name.clone(),
            "kind" => self.of(&KINDS, &part.kind).to_owned(),
            "department" => self.departments(part),
            "contractor" => self.named(&part.contractor),
            "number" => part.number.clone(),
            "term" => part.term.clone(),
            "tier" => part.tier.to_string(),
            "personal" => self.answer(part.personal),
            "subcontracted" => self.answer(part.passed_on),
            "consent" if part.kind != "sub-outsourcing" => String::new(),
            "consent" => self.answer(part.consent),
            _ => panic!("no column {column} of a part"),
        }
    }

    /// What stands of an obligation in a column.
    pub(super) fn owed(&self, part: &Part, owed: &Owed, column: &str) -> String {
        let asked = self.asked(owed);
        let title = asked.title(&self.expect.lang);
        let documents: Vec<&str> = owed.by.iter().map(|it| it.0.as_str()).filter(|it| !it.is_empty()).collect();
        match column {
            "group" => self.group(&asked.group).to_owned(),
            "owed" if owed.place.is_empty() => title.to_owned(),
            "owed" => match self.japanese() {
                true => format!("{title}（{}）", owed.place),
                false => format!("{title} ({})", owed.place),
            },
            "severity" => self.severity(&asked.severity).to_owned(),
            "status" => self.status(&owed.is).to_owned(),
            "due" => owed.due.as_deref().map_or_else(String::new, |due| self.day(due)),
            "documents" => self.join(&documents),
            "places" => self.join(&owed.by.iter().map(|it| it.2.as_str()).collect::<Vec<_>>()),
            "reason" => owed.why.clone(),
            "basis" => self.join(&asked.basis(&self.expect.lang)),
            _ => self.part(part, column),
        }
    }

    /// A pack as every format names it: one that the program does not bring, with its digest.
    pub(super) fn policy(&self, id: &str) -> String {
        let head = self.pick("基準：", "Policy: ");
        if !is_own(id) {
            return format!("{head}{id} 2024.1");
        }
        let digest = digest(id);
        let own = self.pick("（組込みの基準ではありません、ダイジェスト #）", " (not a built-in pack, digest #)");
        format!("{head}{id} 1{}", own.replace('#', &digest))
    }

    /// Packs that the program does not bring, in lines.
    pub(super) fn own_packs(&self) -> Vec<String> {
        self.expect.policies.iter().filter(|id| is_own(id)).map(|id| self.policy(id)).collect()
    }

    /// The figures of the whole, in lines.
    pub(super) fn figures(&self) -> Vec<String> {
        let expect = self.expect;
        let line = |ja: &str, en: &str, count: usize| self.pick(ja, en).replace('#', &count.to_string());
        let mut lines = vec![line(
            "年度中に実施していた契約等（委託・外部結合・電算処理の別紙）：#件",
            "Parts that ran in the year: #",
            expect.parts.len(),
        )];
        for kind in KINDS.map(|row| row[0]) {
            let count = expect.parts.iter().filter(|part| part.kind == kind).count();
            let name = self.of(&KINDS, kind);
            if count > 0 {
                lines.push(line(&format!("　{name}：#件"), &format!("  {name}: #"), count));
            }
        }
        let deepest = expect.parts.iter().map(|part| part.tier).max().unwrap_or(0);
        lines.push(line("契約の段数：最大#段", "Tiers of contracts: # at most", deepest as usize));
        lines.push(line("事業者：#者", "Contractors: #", expect.contractors.len()));
        lines.push(line(
            "事業者の名称が書かれていない契約等：#件",
            "Parts whose contractor is not named: #",
            expect.unnamed,
        ));
        lines.push(line("年度中に実施していなかった契約等：#件", "Parts that did not run in the year: #", expect.idle));
        lines.extend(self.survey());
        lines
    }

    /// The answers to what surveys ask, in lines.
    fn survey(&self) -> Vec<String> {
        let expect = self.expect;
        let of = |kind: &'static str| expect.parts.iter().filter(move |part| part.kind == kind);
        let put = |ja: &str, en: &str, counts: &[usize]| {
            counts.iter().fold(self.pick(ja, en).to_owned(), |text, count| text.replacen('#', &count.to_string(), 1))
        };
        let answers = |all: Vec<Option<bool>>| {
            [Some(true), Some(false), None].map(|answer| all.iter().filter(|it| **it == answer).count())
        };
        let mut lines = vec![
            put("委託契約：#件", "Contracts: #", &[of("outsourcing").count()]),
            put(
                "　個人情報の取扱い：あり#件、なし#件、不明#件",
                "  With personal data: #, without: #, not known: #",
                &answers(of("outsourcing").map(|part| part.personal).collect()),
            ),
            put(
                "　再委託：あり#件、なし#件、不明#件",
                "  With sub-contracts: #, without: #, not known: #",
                &answers(of("outsourcing").map(|part| part.passed_on).collect()),
            ),
            put("　再々委託以下のあるもの：#件", "  With a third tier or a deeper one: #", &[expect.third_tier]),
        ];
        for (tier, companies) in &expect.companies_below {
            let count = of("sub-outsourcing").filter(|part| part.tier == *tier).count();
            lines.push(put(
                "#段目の再委託：#件（#者）",
                "Sub-contracts of tier #: # (sub-contractors: #)",
                &[*tier as usize, count, *companies],
            ));
        }
        if of("sub-outsourcing").next().is_some() {
            lines.push(put(
                "再委託の承諾の記録：あり#件、なし#件、判断不可#件",
                "Consent to sub-contracts on record: #, not on record: #, undetermined: #",
                &answers(of("sub-outsourcing").map(|part| part.consent).collect()),
            ));
        }
        lines.push(put(
            "未了のある契約等：#件、未了はないが判断できない記録のある契約等：#件",
            "Parts with something open: #; with nothing open but something undetermined: #",
            &[expect.open(), expect.undetermined()],
        ));
        lines
    }

    /// Heads what was done under parts that did not run in the year.
    pub(super) fn outside_title(&self) -> &'static str {
        self.pick(
            "期間の外の記録（年度中に実施していなかった契約等について、年度中にあったこと）",
            "Outside the term (what happened in the year under parts that did not run in it)",
        )
    }

    /// What was done under such a part, in lines: the part, its records, its obligations.
    pub(super) fn outside(&self, it: &Outside) -> Vec<String> {
        let (part, own) = (&it.about, self.part(&it.about, "part"));
        let contractor = self.named(&part.contractor);
        let head = match self.japanese() {
            true => format!("{own}（{contractor}、{}）", part.term),
            false => format!("{own} ({contractor}, {})", part.term),
        };
        let records = it.records.iter().map(|(_, kind, date, document, place)| {
            let (day, document) = (self.day(date), self.named(document));
            match self.japanese() {
                true => format!("{day} {kind}（{document}）{place}"),
                false => format!("{day} {kind} ({document}) {place}"),
            }
        });
        let owed = part.owed.iter().map(|owed| {
            let [title, status] = ["owed", "status"].map(|column| self.owed(part, owed, column));
            match self.japanese() {
                true => format!("{title}：{status}。{}", owed.why),
                false => format!("{title}: {status}. {}", owed.why),
            }
        });
        [head].into_iter().chain(records).chain(owed).collect()
    }

    pub(super) fn set_in(&self, line: &str) -> String {
        format!("{}{line}", self.pick("　", "  "))
    }

    pub(super) fn all_outside(&self) -> Vec<String> {
        self.expect.outside.iter().flat_map(|it| self.outside(it)).collect()
    }

    fn answer(&self, answer: Option<bool>) -> String {
        let (ja, en) = match answer {
            Some(true) => ("あり", "yes"),
            Some(false) => ("なし", "no"),
            None => ("不明", "not known"),
        };
        self.pick(ja, en).to_owned()
    }

    /// The lines about files that could not be read.
    pub(super) fn unread(&self) -> Vec<String> {
        let line = |path: &String| format!("{}{path}", self.pick("読めなかったファイル：", "Not read: "));
        self.expect.unread.iter().map(line).collect()
    }

    /// Counts of statuses in one line.
    pub(super) fn counts(&self) -> String {
        let count = |status: &str| self.expect.parts.iter().map(|part| part.count(status)).sum::<usize>();
        let counted = STATUSES.iter().map(|row| (row[0], count(row[0]))).filter(|(_, count)| *count > 0);
        self.join(&counted.map(|(status, count)| format!("{} {count}", self.status(status))).collect::<Vec<_>>())
    }

    /// The lines about findings.
    pub(super) fn findings(&self) -> Vec<String> {
        let lines = self.expect.findings.iter().map(|finding| {
            let place = finding.at.rsplit_once(':').expect("a column").0;
            let weight = self.weight(finding);
            match self.japanese() {
                true => format!("{place}: {weight}: {}［{}］", finding.says, finding.rule),
                false => format!("{place}: {weight}: {} [{}]", finding.says, finding.rule),
            }
        });
        lines.collect()
    }

    /// How much a finding weighs, for people.
    pub(super) fn weight(&self, finding: &super::expect::Finding) -> &'static str {
        match finding.waived {
            Some(_) if self.japanese() => "例外承認",
            Some(_) => "waived",
            None => self.severity(&finding.weighs),
        }
    }
}
