//! Which day it is: by the clock, in the time zone that `TZ` names.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};

/// Hours that clocks in Japan, which knows no summer time, are ahead of UTC.
const JAPAN: i8 = 9;

/// A day, and whether the zone by which it was asked for is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Today {
    pub(super) day: Date,
    pub(super) zone_known: bool,
}

impl Today {
    /// The day of a moment in a zone as `TZ` names one; in Japan without a name, or where no zone has it.
    pub(super) fn at(moment: Timestamp, name: Option<&str>) -> Self {
        let found = name.map(zone);
        let zone_known = !matches!(found, Some(None));
        let zone = found.flatten().unwrap_or_else(|| TimeZone::fixed(offset(JAPAN)));
        Today { day: moment.to_zoned(zone).date(), zone_known }
    }
}

/// A zone by its name, by a file that describes it, or by a rule such as `JST-9`.
fn zone(name: &str) -> Option<TimeZone> {
    let name = name.strip_prefix(':').unwrap_or(name);
    if name.starts_with('/') {
        let bytes = std::fs::read(name).ok()?;
        return TimeZone::tzif(name, &bytes).ok();
    }
    TimeZone::get(name).or_else(|_| TimeZone::posix(name)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_the_day_of_the_zone_or_of_japan() {
        // 20:00 in UTC, and so five in the morning of the next day in Japan.
        let evening: Timestamp = "2026-11-29T20:00:00Z".parse().unwrap();
        for (name, day, zone_known) in [
            (None, 30, true),
            (Some("Asia/Tokyo"), 30, true),
            (Some(":Asia/Tokyo"), 30, true),
            (Some("JST-9"), 30, true),
            (Some("UTC"), 29, true),
            (Some("Etc/GMT+12"), 29, true),
            (Some("SST11"), 29, true),
            (Some("America/New_York"), 29, true),
            (Some("EST5EDT,M3.2.0,M11.1.0"), 29, true),
            (Some("Pacific/Kiritimati"), 30, true),
            (Some("Japan/Shinjuku"), 30, false),
            (Some("JST"), 30, false),
            (Some("/no/such/zone"), 30, false),
        ] {
            let day = jiff::civil::date(2026, 11, day);
            assert_eq!(Today::at(evening, name), Today { day, zone_known }, "{name:?}");
        }
    }
}
