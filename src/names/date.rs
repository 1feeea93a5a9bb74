//! Days of the calendar. Knows years, months and days; must not know which day it is: nothing here reads a clock.

use std::fmt;

/// A day, as in `2027-03-31`. Earlier days are less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or nothing where the text is none: four digits, two and two, with hyphens.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else {
            return None;
        };
        let is_shaped = text.len() == 10
            && (year.len(), month.len(), day.len()) == (4, 2, 2)
            && parts
                .iter()
                .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !is_shaped {
            return None;
        }
        let date = Self {
            year: year.parse().ok()?,
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        };
        (1..=days_of(date.year, date.month))
            .contains(&date.day)
            .then_some(date)
    }

    /// The day on which so many seconds have passed since 1970 began, in UTC.
    pub fn of_seconds(seconds: u64) -> Self {
        // No clock is right that says more than 9999-12-31.
        let mut days = (seconds / 86_400).min(2_932_896);
        let mut date = Self {
            year: 1970,
            month: 1,
            day: 1,
        };
        loop {
            let in_month = u64::from(days_of(date.year, date.month));
            if days < in_month {
                // It is less than 31.
                date.day = u8::try_from(days + 1).unwrap_or(1);
                return date;
            }
            days -= in_month;
            (date.year, date.month) = match date.month {
                12 => (date.year.saturating_add(1), 1),
                month => (date.year, month + 1),
            };
        }
    }
}

/// The days of a month; 0 where there is no such month.
const fn days_of(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.day
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::Date;

    #[test]
    fn only_days_that_exist() {
        for text in ["2027-03-31", "2028-02-29", "2000-02-29", "0001-01-01"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "2027-3-31",
            "2027-02-29",
            "2100-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-04-31",
            "2027-04-00",
            "27-04-01",
            "2027/04/01",
            "2027-04-01 ",
            "+027-04-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2026-12-31") < Date::parse("2027-01-01"));
    }

    #[test]
    fn seconds_since_1970() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (86_400, "1970-01-02"),
            (951_782_400, "2000-02-29"),
            (1_795_478_399, "2026-11-23"),
            (1_795_478_400, "2026-11-24"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Date::of_seconds(seconds).to_string(), day);
        }
    }
}
