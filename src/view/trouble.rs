//! What is wrong with a file of a pack, in a sentence.

use crate::policy::PolicyTrouble;
use crate::words::Voice;

/// Returns the sentence for what is wrong in a file of a pack.
pub(crate) fn trouble(voice: Voice, trouble: &PolicyTrouble) -> String {
    use PolicyTrouble as T;
    let limit_text;
    let (key, args, suggestion): (&str, Vec<(&str, &str)>, &Option<String>) = match trouble {
        T::Unreadable => ("unreadable", Vec::new(), &None),
        T::ToFill { what } => ("to-fill", vec![("what", what)], &None),
        T::NotRead => ("not-read", Vec::new(), &None),
        T::YieldsInARing { id } => ("yields-in-a-ring", vec![("id", id)], &None),
        T::UnknownKey { key, suggestion } => ("unknown-key", vec![("key", key)], suggestion),
        T::MissingKey { key } => ("missing-key", vec![("key", key)], &None),
        T::UnknownFact { subject, name, suggestion } => {
            ("unknown-fact", vec![("subject", subject), ("name", name)], suggestion)
        }
        T::WrongRelation { name } => ("wrong-relation", vec![("name", name)], &None),
        T::UnknownWord { word, suggestion } => ("unknown-word", vec![("word", word)], suggestion),
        T::BadOperator { name } => ("bad-operator", vec![("name", name)], &None),
        T::BadValue { expected } => ("bad-value", vec![("expected", expected)], &None),
        T::TooDeep => ("too-deep", Vec::new(), &None),
        T::MissingMessage { verdict, lang } => ("missing-message", vec![("verdict", verdict), ("lang", lang)], &None),
        T::UnknownPlaceholder { name, suggestion } => ("unknown-placeholder", vec![("name", name)], suggestion),
        T::BadTemplate => ("bad-template", Vec::new(), &None),
        T::UnknownReference { kind, id, suggestion } => {
            ("unknown-reference", vec![("kind", kind), ("id", id)], suggestion)
        }
        T::OverlappingVersions { id } => ("overlapping-versions", vec![("id", id)], &None),
        T::DuplicateId { id } => ("duplicate-id", vec![("id", id)], &None),
        T::MissingReason { id } => ("missing-reason", vec![("id", id)], &None),
        T::BadParent { id } => ("bad-parent", vec![("id", id)], &None),
        T::BadId { id } => ("bad-id", vec![("id", id)], &None),
        T::OtherId { id, folder } => ("other-id", vec![("id", id), ("folder", folder)], &None),
        T::SharedJurisdiction { jurisdiction, first, second } => {
            ("shared-jurisdiction", vec![("jurisdiction", jurisdiction), ("first", first), ("second", second)], &None)
        }
        T::NoFiling { said } => ("no-filing", vec![("said", said)], &None),
        T::TooMany { what, limit } => {
            limit_text = limit.to_string();
            ("too-many", vec![("what", what), ("limit", &limit_text)], &None)
        }
    };
    match suggestion {
        Some(found) => {
            let mut args = args;
            args.push(("suggestion", found));
            voice.say(&format!("policy-trouble.{key}-suggest"), &args)
        }
        None => voice.say(&format!("policy-trouble.{key}"), &args),
    }
}
