//! Names of systems, companies and their numbers.

use super::super::*;

#[test]
fn a_name_reaches_back_to_where_a_name_cannot_go_on() {
    let suffixes = ["システム", "台帳", ""].map(str::to_owned);
    for (text, names) in [
        ("住民記録システムから抽出する", &["住民記録システム"][..]),
        ("この住記システム", &["住記システム"]),
        ("「住記システム」", &["住記システム"]),
        ("電子・申請システム", &["申請システム"]),
        ("A Bシステム", &["Bシステム"]),
        ("LGWAN2システム", &["LGWAN2システム"]),
        ("サーバー管理システム", &["サーバー管理システム"]),
        ("ァヺシステム", &["ァヺシステム"]),
        ("佐々木システム", &["佐々木システム"]),
        ("㐂一システム", &["㐂一システム"]),
        ("𠮷野システム", &["𠮷野システム"]),
        ("税システムと介護システム", &["税システム", "介護システム"]),
        ("税システムの台帳、住基台帳", &["税システム", "住基台帳"]),
        ("システム", &[]),
        ("のシステム", &[]),
        ("税シス", &[]),
        ("", &[]),
    ] {
        assert_eq!(names_ending_in(text, &suffixes), names, "{text}");
    }
}

#[test]
fn companies_are_compared_without_their_kind() {
    for name in [
        "みほん",
        "株式会社みほん",
        "みほん株式会社",
        "株式会社　みほん",
        "㈱みほん",
        "（株）みほん",
        "みほん(株)",
        "有限会社みほん",
        "みほん有限会社",
        "㈲みほん",
        "みほん（有）",
        "合同会社みほん",
        "みほん合同会社",
        "(同)みほん",
        "みほん（同）",
    ] {
        assert_eq!(company(name), "みほん", "{name}");
    }
    for (name, form) in [("株式会社", "株式会社"), ("㈲", "(有)"), ("み株式会社ほん", "み株式会社ほん"), ("", "")]
    {
        assert_eq!(company(name), form);
    }
}

#[test]
fn a_corporate_number_begins_with_its_check_digit() {
    // The number by which the National Tax Agency explains the check digit.
    assert!(is_corporate_number("8700110005901"));
    for wrong in [
        "7700110005901",
        "8700110005910",
        "700110005901",
        "87001100059010",
        "8870011000590",
        "８７００１１０００５９０１",
        "8-700110005901",
        "800000000000a",
        "8",
        "",
    ] {
        assert!(!is_corporate_number(wrong), "{wrong}");
    }
    // A sum that nine divides leaves nine; the sum of nothing too.
    assert!(is_corporate_number("9000000000000") && is_corporate_number("9000000000009"));
}
