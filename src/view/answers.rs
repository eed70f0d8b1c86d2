//! What a member of a council asks first of a filing, answered in its own words: whose data it is, which items, of how
//! many persons, what for, by which decision, who gets it and why, what is new, and what each side promises.

use super::overview::term;
use crate::filing::{ActorId, Approval, DataId, Field, Filing, LegalBasis, Part, PartId, PartMedium, Programme};
use crate::flow::Custody;
use crate::policy::Policy;
use crate::session::Ready;
use crate::words::{Voice, clean};

/// The answers about the filing as a whole, and about each of its parts.
#[derive(Default)]
pub(crate) struct CouncilAnswers {
    pub(crate) whole: Vec<CouncilAnswer>,
    pub(crate) parts: Vec<PartAnswers>,
}

/// The answers about one part.
pub(crate) struct PartAnswers {
    /// Its kind and what the filing calls it.
    pub(crate) title: String,
    pub(crate) answers: Vec<CouncilAnswer>,
}

/// One question with its answer, line by line.
pub(crate) struct CouncilAnswer {
    pub(crate) question: String,
    pub(crate) lines: Vec<String>,
    /// False if the filing does not say; the only line then says so.
    pub(crate) is_stated: bool,
}

/// CouncilAnswers the questions about a filing.
pub(crate) fn answers(voice: Voice, ready: &Ready) -> CouncilAnswers {
    let asked = Asked { voice, filing: &ready.filing, policy: &ready.policy, custody: &ready.custody };
    let parts = ready.filing.parts.iter().enumerate();
    CouncilAnswers { whole: asked.whole(), parts: parts.map(|(at, part)| asked.part(PartId::new(at), part)).collect() }
}

/// The filing that is asked.
#[derive(Clone, Copy)]
struct Asked<'f> {
    voice: Voice,
    filing: &'f Filing,
    policy: &'f Policy,
    custody: &'f Custody,
}

impl Asked<'_> {
    fn whole(self) -> Vec<CouncilAnswer> {
        let programme = &self.filing.programme;
        vec![
            self.answer("whose", self.whose(programme)),
            self.answer("how-many", self.how_many(programme)),
            self.answer("what-for", self.text(&programme.purpose)),
            self.answer("decided", self.decided()),
            self.answer("new", self.changed()),
        ]
    }

    fn part(self, id: PartId, part: &Part) -> PartAnswers {
        let lists = [
            ("provides", &part.provides),
            ("collects", &part.collects),
            ("handles", &part.handles),
            ("data", &part.data),
        ];
        let stated = lists.into_iter().filter(|(_, list)| **list != Field::Unstated);
        let mut data: Vec<CouncilAnswer> = stated.map(|(key, list)| self.answer(key, self.items(list))).collect();
        if data.is_empty() {
            data.push(self.answer("data", Vec::new()));
        }
        // Forms ask these of contracts; of other parts, and the purpose of any, they are shown where they are written.
        let asked = |is_asked: bool, key: &str, lines: Vec<String>| {
            (is_asked || !lines.is_empty()).then(|| self.answer(key, lines))
        };
        let contract = part.is_contract();
        let answers = [
            asked(true, "who", self.who(part)),
            asked(true, "why", self.text(&part.reason)),
            asked(false, "part-purpose", self.text(&part.purpose)),
        ];
        let answers = answers.into_iter().chain(data.into_iter().map(Some)).chain([
            asked(contract, "media", self.field(&part.media, |media| vec![self.media(media)])),
            asked(true, "term", self.term(part)),
            asked(contract, "below", self.below(id, part)),
            asked(true, "principal-does", self.measures(part, true)),
            asked(contract, "agent-does", self.measures(part, false)),
        ]);
        PartAnswers { title: self.voice.annex(self.filing, part), answers: answers.flatten().collect() }
    }

    fn answer(self, key: &str, lines: Vec<String>) -> CouncilAnswer {
        let is_stated = !lines.is_empty();
        let lines = if is_stated { lines } else { vec![self.voice.text("html.unstated")] };
        CouncilAnswer { question: self.voice.text(&format!("answers.{key}")), lines, is_stated }
    }

    /// The lines of a value, which say where it was concluded; or where it stands instead.
    fn field<T>(self, field: &Field<T>, lines: impl FnOnce(&T) -> Vec<String>) -> Vec<String> {
        match field {
            Field::Unstated => Vec::new(),
            Field::Unreadable(_) => vec![self.voice.text("html.unreadable")],
            Field::Elsewhere(annexes, _) => {
                let annexes: Vec<String> = annexes.iter().map(|annex| clean(annex)).collect();
                vec![self.voice.say("answers.elsewhere", &[("annexes", &self.voice.join(&annexes))])]
            }
            Field::Stated { value, inferred, .. } => {
                let mut lines = lines(value);
                if let Some(last) = lines.last_mut().filter(|_| *inferred) {
                    *last = self.voice.say("answers.concluded", &[("text", last)]);
                }
                lines
            }
        }
    }

    fn text(self, field: &Field<String>) -> Vec<String> {
        self.field(field, |text| text.lines().map(|line| clean(line.trim())).filter(|line| !line.is_empty()).collect())
    }

    /// The persons that the programme names, or else those of its data sets.
    fn whose(self, programme: &Programme) -> Vec<String> {
        let stated = self.text(&programme.subjects);
        if !stated.is_empty() {
            return stated;
        }
        let mut all: Vec<String> = Vec::new();
        for line in self.filing.data.iter().flat_map(|set| self.text(&set.subjects)) {
            if !all.contains(&line) {
                all.push(line);
            }
        }
        all
    }

    fn how_many(self, programme: &Programme) -> Vec<String> {
        let mut lines = self.field(&programme.headcount, |groups| {
            let lines = groups.iter().map(|group| {
                let count = group.count.map_or_else(|| self.voice.text("html.unstated"), |count| count.to_string());
                let unit = group.unit.as_deref().map(clean).unwrap_or_default();
                let key = if group.approx { "answers.about" } else { "answers.count" };
                let count = self.voice.say(key, &[("count", &count), ("unit", &unit)]);
                let line = self.voice.say("answers.group", &[("group", &clean(&group.name)), ("count", &count)]);
                match &group.basis {
                    Some(basis) => self.voice.say("answers.with", &[("text", &line), ("note", &clean(basis))]),
                    None => line,
                }
            });
            lines.collect()
        });
        lines.extend(self.field(&programme.headcount_total, |total| {
            vec![self.voice.say("answers.total", &[("count", &total.to_string())])]
        }));
        lines
    }

    /// The provisions of the cover, and the decisions that the filing rests on.
    fn decided(self) -> Vec<String> {
        let mut lines = self.field(&self.filing.basis, |all| all.iter().map(|one| self.provision(one)).collect());
        lines.extend(self.filing.approvals.iter().map(|approval| self.approval(approval)));
        lines
    }

    fn provision(self, basis: &LegalBasis) -> String {
        let provision = clean(&basis.provision);
        match &basis.matter {
            Some(matter) => {
                self.voice.say("answers.with", &[("text", &provision), ("note", matter.name(self.voice.0))])
            }
            None => provision,
        }
    }

    fn approval(self, approval: &Approval) -> String {
        let forum = match (approval.forum_as_written.value(), approval.forum.value()) {
            (Some(written), _) => clean(written),
            (None, Some(forum)) => forum.name(self.voice.0).to_owned(),
            (None, None) => String::new(),
        };
        let session = approval.session.value().map(|session| clean(session)).unwrap_or_default();
        let unstated = || self.voice.text("html.unstated");
        let outcome = approval.outcome.copied().map_or_else(unstated, |outcome| self.voice.name(outcome));
        let meeting = [session, forum].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        let line = self.voice.say("answers.approval", &[("meeting", &meeting), ("outcome", &outcome)]);
        let parts = approval
            .of
            .value()
            .into_iter()
            .flatten()
            .map(|part| self.voice.called(self.filing, &self.filing.parts[part.at()]));
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() || self.filing.parts.len() == 1 {
            return line;
        }
        self.voice.say("answers.with", &[("text", &line), ("note", &self.voice.join(&parts))])
    }

    /// What the filing marks as changed, where it stands.
    fn changed(self) -> Vec<String> {
        let filing = self.filing;
        let mut lines = Vec::new();
        let mut add = |name: String, how: &str| {
            lines.push(match how.trim() {
                "" => name,
                how => self.voice.say("answers.group", &[("group", &name), ("count", &clean(how))]),
            });
        };
        for part in filing.parts.iter().filter(|part| part.changed.is_some()) {
            add(self.voice.called(filing, part), "");
        }
        for (at, actor) in filing.actors.iter().enumerate() {
            if let Some(how) = &actor.changed {
                add(self.voice.actor(filing, ActorId::new(at)), how);
            }
        }
        for store in &filing.stores {
            if let Some(how) = &store.changed {
                add(clean(store.label()), how);
            }
        }
        for flow in &filing.flows {
            let title = flow.title.value().map(|title| clean(title)).filter(|_| filing.flows.len() > 1);
            if let Some(how) = &flow.changed {
                add(title.clone().unwrap_or_else(|| self.voice.text("html.pictures")), how);
            }
            for step in &flow.steps {
                let ways = step.ways.iter().filter_map(|way| way.changed.as_ref());
                for how in step.changed.iter().chain(ways) {
                    let wording = step.title.value().map(|title| clean(title)).unwrap_or_default();
                    let args = [("step", &*clean(&step.id)), ("title", &wording)];
                    let name = self.voice.say("answers.step", &args);
                    add(title.iter().cloned().chain([name]).collect::<Vec<_>>().join(" "), how);
                }
            }
        }
        if lines.is_empty() { vec![self.voice.text("answers.nothing-marked")] } else { lines }
    }

    fn who(self, part: &Part) -> Vec<String> {
        self.field(&part.to, |to| {
            let actor = self.filing.actor(*to);
            let name = self.voice.actor(self.filing, *to);
            let mut lines = vec![match self.filing.giver(part).map(|from| self.voice.actor(self.filing, from)) {
                Some(from) => self.voice.say("answers.parties", &[("from", &from), ("to", &name)]),
                None => name,
            }];
            if let Some(methods) = actor.selection_method.value() {
                let methods = self.voice.one_of(methods);
                lines.push(self.voice.say("answers.selected", &[("methods", &methods)]));
            }
            let requires = actor.selection_requires.value().into_iter().flatten().map(|text| clean(text));
            lines.extend(requires.map(|text| self.voice.say("answers.requires", &[("text", &text)])));
            lines
        })
    }

    /// Data sets, each with its items.
    fn items(self, list: &Field<Vec<DataId>>) -> Vec<String> {
        self.field(list, |sets| {
            let lines = sets.iter().map(|set| {
                let set = &self.filing.data[set.at()];
                let items = self.field(&set.items, |items| {
                    let items: Vec<String> = items.iter().map(|item| clean(item)).collect();
                    vec![self.voice.join(&items)]
                });
                let items = if items.is_empty() { self.voice.text("answers.no-items") } else { items.concat() };
                let items = match set.incomplete.copied() {
                    Some(true) => self.voice.say("answers.cut-off", &[("text", &items)]),
                    _ => items,
                };
                self.voice.say("answers.group", &[("group", &clean(set.label())), ("count", &items)])
            });
            lines.collect()
        })
    }

    fn media(self, media: &[PartMedium]) -> String {
        let names = media.iter().map(|one| {
            let name = match (one.medium, one.store, one.kind) {
                (Some(medium), ..) => self.voice.name(medium),
                (None, Some(store), _) => clean(self.filing.stores[store.at()].label()),
                (None, None, Some(kind)) => self.voice.name(kind),
                (None, None, None) => self.voice.text("answers.in-words"),
            };
            if one.and_the_like { self.voice.say("answers.and-the-like", &[("text", &name)]) } else { name }
        });
        self.voice.join(&names.collect::<Vec<_>>())
    }

    fn term(self, part: &Part) -> Vec<String> {
        let days = term(self.voice, &part.term.from, &part.term.to);
        let renewed = part.term.is_renewed().then(|| self.voice.text("answers.renewed"));
        [Some(days).filter(|days| !days.is_empty()), renewed].into_iter().flatten().collect()
    }

    /// Whether work may be passed on, and the sub-contracts of the part.
    fn below(self, id: PartId, part: &Part) -> Vec<String> {
        let mut lines = self.field(&part.subcontracting.allowed, |allowed| vec![self.voice.name(*allowed)]);
        let subs = self.filing.parts.iter().enumerate();
        let subs = subs.filter(|(at, _)| self.custody.parent(PartId::new(*at)) == Some(id)).map(|(_, sub)| sub);
        lines.extend(subs.map(|sub| match sub.to.copied() {
            Some(to) => {
                let to = self.voice.actor(self.filing, to);
                self.voice.say("answers.group", &[("group", &self.voice.called(self.filing, sub)), ("count", &to)])
            }
            None => self.voice.called(self.filing, sub),
        }));
        lines
    }

    /// The measures of one side: those that have a name by it, others as they are worded; else the ticked rows.
    fn measures(self, part: &Part, by_principal: bool) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut lines: Vec<String> = Vec::new();
        for measure in part.measures.iter().filter(|measure| measure.by_principal == by_principal) {
            for id in &measure.means {
                let title = self.policy.measures.get(id).map(|known| clean(known.title.get(self.voice.0)));
                let name = title.unwrap_or_else(|| clean(id));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            lines.extend(measure.text.iter().filter(|_| measure.means.is_empty()).map(|text| clean(text.trim())));
        }
        if !names.is_empty() {
            lines.insert(0, self.voice.join(&names));
        }
        if lines.is_empty() {
            lines = self.field(&part.measures_said, |_| Vec::new());
        }
        lines.extend(self.ticked(part, by_principal));
        lines
    }

    /// How much of its column of the checklist one side has ticked, or where the answers stand.
    fn ticked(self, part: &Part, by_principal: bool) -> Vec<String> {
        let Some(own) = part.checklist.as_ref() else {
            return self.field(&part.checklist_said, |_| Vec::new());
        };
        let table = self.filing.serving(own);
        self.field(table.column(by_principal), |answers| {
            let Some(form) = table.form.value().and_then(|form| self.policy.checklists.get(form)) else {
                return vec![self.voice.text("answers.form-unknown")];
            };
            let (all, done) = form.count_ticked(by_principal, |row| answers.mark(&row.id) == Some(true));
            let args =
                [("form", clean(form.title.get(self.voice.0))), ("all", all.to_string()), ("done", done.to_string())];
            vec![self.voice.say("diagram.ticked", &args.each_ref().map(|(name, it)| (*name, it.as_str())))]
        })
    }
}
