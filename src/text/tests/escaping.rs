//! What each kind of output must not take for a command, character by character.

use std::borrow::Cow;

use super::super::*;

#[test]
fn what_has_no_ink_is_written_out() {
    let hidden = [
        '\0',
        '\u{1F}',
        '\u{7F}',
        '\u{9F}',
        '\u{AD}',
        '\u{34F}',
        '\u{61C}',
        '\u{115F}',
        '\u{1160}',
        '\u{180E}',
        '\u{200B}',
        '\u{200F}',
        '\u{2028}',
        '\u{202E}',
        '\u{2060}',
        '\u{206F}',
        '\u{3164}',
        '\u{FEFF}',
        '\u{FFA0}',
        '\u{FFF9}',
        '\u{FFFB}',
        '\u{E0000}',
        '\u{E007F}',
    ];
    for c in hidden {
        assert_eq!(terminal(&format!("a{c}b")), format!("a\\u{{{:x}}}b", u32::from(c)));
    }
}

#[test]
fn what_has_ink_or_room_stays() {
    for c in [' ', '~', '\u{2010}', '\u{2027}', '\u{2070}', '\u{3000}', '\u{FE0F}', '\u{FFFC}', '\u{E0100}', '語'] {
        assert!(matches!(terminal(&format!("a{c}b")), Cow::Borrowed(_)), "{c:?}");
    }
}

#[test]
fn commands_of_build_services_are_broken_wherever_they_stand() {
    for (text, shown) in [
        ("##[error]x", "\\u{23}#[error]x"),
        ("##vso[x]", "\\u{23}#vso[x]"),
        ("x ##[", "x \\u{23}#["),
        ("##", "##"),
        ("## [x]", "## [x]"),
        ("##1[x]", "##1[x]"),
        ("#[x]", "#[x]"),
        ("[x]##", "[x]##"),
    ] {
        assert_eq!(terminal(text), shown, "{text}");
    }
}

#[test]
fn every_sign_of_markdown_is_escaped_and_no_other() {
    let plain = "-.,/:;()?%'\"+=";
    for c in (' '..='~').filter(|c| !c.is_ascii_alphanumeric()) {
        let shown = if plain.contains(c) || c == ' ' { c.to_string() } else { format!("\\{c}") };
        assert_eq!(markdown(&c.to_string()), shown);
    }
}

#[test]
fn what_a_forge_would_link_is_broken() {
    for (text, shown) in [
        // Mentions, references and labels, with a word or a quoted one.
        ("@a", "\\@&#8203;a"),
        ("#1", "\\#&#8203;1"),
        ("!1", "\\!&#8203;1"),
        ("~a", "\\~&#8203;a"),
        ("~\"a b\"", "\\~&#8203;\"a b\""),
        ("&1", "\\&&#8203;1"),
        ("$1", "\\$&#8203;1"),
        ("%1", "%&#8203;1"),
        ("%\"v 1\"", "%&#8203;\"v 1\""),
        ("^a", "\\^&#8203;a"),
        ("@ a # 1 100%", "\\@ a \\# 1 100%"),
        ("*a", "\\*a"),
        // Emoji and addresses.
        (":a:", ":&#8203;a:"),
        (":+1:", ":&#8203;+1:"),
        (":-1:", ":&#8203;-1:"),
        (":_x", ":&#8203;\\_x"),
        ("x://y", "x:&#8203;//y"),
        (": a", ": a"),
        (":", ":"),
        ("：a", "：a"),
        // Issues.
        ("GH-1", "GH-&#8203;1"),
        ("gh-12", "gh-&#8203;12"),
        ("GH-x", "GH-x"),
        ("H-1", "H-1"),
        ("-1", "-1"),
        ("GH", "GH"),
        // Hosts.
        ("www.x", "www&#8203;.x"),
        ("WWW.x", "WWW&#8203;.x"),
        ("www x", "www x"),
        ("ww.x", "ww.x"),
        (".x", ".x"),
        ("語.x", "語.x"),
        // Commits.
        ("abcdef0", "abc&#8203;def0"),
        ("ABCDEF0", "ABC&#8203;DEF0"),
        ("(0123abcd)", "(012&#8203;3abcd)"),
        ("1 abcdef0 z", "1 abc&#8203;def0 z"),
        ("abcdef0 abcdef1", "abc&#8203;def0 abc&#8203;def1"),
        ("abcdef", "abcdef"),
        ("1234567", "1234567"),
        ("abcdef0x", "abcdef0x"),
        ("xabcdef0", "xabcdef0"),
        ("語abcdef0", "語abcdef0"),
        ("abcdef0語", "abcdef0語"),
    ] {
        assert_eq!(markdown(text), shown, "{text}");
    }
}

#[test]
fn xml_takes_every_character_or_a_mark_in_its_place() {
    assert_eq!(xml("a<b>&\"c\"'d'"), "a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;");
    for c in ['\0', '\u{8}', '\u{B}', '\u{C}', '\u{E}', '\u{1F}', '\u{FFFE}', '\u{FFFF}'] {
        assert_eq!(xml(&format!("a{c}b")), "a\u{FFFD}b", "{c:?}");
    }
    for c in ['\t', '\n', '\r', ' ', '\u{7F}', '語', '\u{FFFD}', '\u{10000}'] {
        assert_eq!(xml(&format!("a{c}b")), format!("a{c}b"));
    }
}

#[test]
fn commands_of_workflows_keep_to_their_line_and_property() {
    assert_eq!(command("50%, a: b\r\nc"), "50%25, a: b%0D%0Ac");
    assert_eq!(command_property("50%, a: b\r\nc"), "50%25%2C a%3A b%0D%0Ac");
}

#[test]
fn columns_are_those_of_a_terminal() {
    for (text, columns) in [("", 0), ("ab", 2), ("図書", 4), ("ｱ", 1), ("e\u{301}", 1), ("①", 1), ("（", 2)] {
        assert_eq!(width(text), columns, "{text}");
    }
}
