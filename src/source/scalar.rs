//! The type of a plain scalar, by the core schema of YAML 1.2.

use super::Kind;

/// Returns the type of a plain scalar. `yes`, `no`, `on` and `off` are text, as are dates.
///
/// `.inf` and `.nan`, and numbers too large to be represented, are text as well: JSON, which schemas use, has no such
/// numbers, and no filing states one.
pub(super) fn resolve(text: &str) -> Kind {
    let Some(&first) = text.as_bytes().first() else {
        return Kind::Null;
    };
    // Nearly all plain scalars are words: decided by their first byte.
    match first {
        b'~' if text.len() == 1 => Kind::Null,
        b'n' | b'N' if matches!(text, "null" | "Null" | "NULL") => Kind::Null,
        b't' | b'T' if matches!(text, "true" | "True" | "TRUE") => Kind::Bool,
        b'f' | b'F' if matches!(text, "false" | "False" | "FALSE") => Kind::Bool,
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text),
        _ => Kind::Str,
    }
}

/// Returns the value of a scalar of type [`Kind::Bool`].
pub(super) fn boolean(text: &str) -> bool {
    text.starts_with(['t', 'T'])
}

/// Returns the value of a scalar of type [`Kind::Int`].
pub(super) fn integer(text: &str) -> Option<i64> {
    if let Some(hex) = text.strip_prefix("0x") {
        return unsigned(hex, 16);
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return unsigned(octal, 8);
    }
    text.parse().ok()
}

/// Returns the value of a scalar of type [`Kind::Int`] or [`Kind::Float`].
pub(super) fn float(text: &str) -> Option<f64> {
    #[allow(clippy::cast_precision_loss)]
    let whole = integer(text).map(|value| value as f64);
    whole.or_else(|| text.parse().ok())
}

fn unsigned(digits: &str, radix: u32) -> Option<i64> {
    // `from_str_radix` takes a sign, the core schema none.
    let clean = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_alphanumeric());
    clean.then(|| i64::from_str_radix(digits, radix).ok()).flatten()
}

fn number(text: &str) -> Kind {
    if integer(text).is_some() {
        return Kind::Int;
    }
    let finite = text.parse::<f64>().is_ok_and(f64::is_finite);
    if is_decimal(text) && finite { Kind::Float } else { Kind::Str }
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let mantissa_holds = match mantissa.split_once('.') {
        Some(("", fraction)) => !fraction.is_empty() && digits(fraction),
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => !mantissa.is_empty() && digits(mantissa),
    };
    let exponent_holds = exponent.is_none_or(|part| {
        let part = part.strip_prefix(['-', '+']).unwrap_or(part);
        !part.is_empty() && digits(part)
    });
    mantissa_holds && exponent_holds
}
