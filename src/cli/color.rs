//! Whether output is coloured: by `--color`, else by the variables that programs agree on, else on a terminal only.

use super::args::ColorOption;

/// What the environment says: `NO_COLOR` before what forces colour, that before `CLICOLOR=0`, that before what the terminal
/// can do. A variable that is empty says nothing.
pub(super) fn of_environment(variable: impl Fn(&str) -> Option<String>, terminal: bool) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let is_off = |value: &String| matches!(value.as_str(), "0" | "false");
    let forcing = ["CLICOLOR_FORCE", "FORCE_COLOR"].map(set);
    if set("NO_COLOR").is_some() {
        return false;
    }
    if forcing.iter().flatten().any(|value| !is_off(value)) {
        return true;
    }
    let stopped = forcing[1].is_some() || set("CLICOLOR").is_some_and(|value| is_off(&value));
    !stopped && terminal && set("TERM").as_deref() != Some("dumb")
}

/// What was asked for, else what the environment says.
pub(super) fn settled(asked: Option<ColorOption>, environment: bool) -> bool {
    match asked {
        Some(ColorOption::Always) => true,
        Some(ColorOption::Never) => false,
        Some(ColorOption::Auto) | None => environment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_stop_and_force_colour_in_every_combination() {
        let values = [None, Some(""), Some("0"), Some("1")];
        let said = |value: &Option<&str>| value.is_some_and(|value| !value.is_empty());
        let one = |value: &Option<&str>| *value == Some("1");
        for no in values {
            for clicolor_force in values {
                for force in values {
                    for clicolor in values {
                        for (terminal, dumb) in [(true, false), (true, true), (false, false)] {
                            let of = |name: &str| match name {
                                "NO_COLOR" => no,
                                "CLICOLOR_FORCE" => clicolor_force,
                                "FORCE_COLOR" => force,
                                "CLICOLOR" => clicolor,
                                _ => Some(if dumb { "dumb" } else { "xterm" }),
                            };
                            let expected = if said(&no) {
                                false
                            } else if one(&clicolor_force) || one(&force) {
                                true
                            } else {
                                terminal && !dumb && force != Some("0") && clicolor != Some("0")
                            };
                            let found = of_environment(|name| of(name).map(str::to_owned), terminal);
                            let named = [no, clicolor_force, force, clicolor];
                            assert_eq!(found, expected, "{named:?} {terminal} {dumb}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn an_option_beats_the_environment() {
        for environment in [true, false] {
            assert!(settled(Some(ColorOption::Always), environment));
            assert!(!settled(Some(ColorOption::Never), environment));
            assert_eq!(settled(Some(ColorOption::Auto), environment), environment);
            assert_eq!(settled(None, environment), environment);
        }
    }
}
