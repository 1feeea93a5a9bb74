use std::collections::BTreeSet;

use proptest::prelude::*;
use sealform::aws::windows::{Daily, Weekly, WindowProblem};

#[test]
fn windows_have_lengths_and_print_in_lower_case() {
    for (text, minutes) in [
        ("03:00-04:00", 60),
        ("23:45-00:15", 30),
        ("00:00-23:59", 1439),
        ("05:00-05:00", 0),
    ] {
        let window = Daily::parse(text).unwrap();
        assert_eq!(window.minutes(), minutes, "{text}");
        assert_eq!(window.to_string(), text);
    }
    for (text, printed, minutes) in [
        ("Sun:05:00-Sun:06:00", "sun:05:00-sun:06:00", 60),
        ("SUN:23:30-MON:00:30", "sun:23:30-mon:00:30", 60),
        ("mon:00:00-sun:23:59", "mon:00:00-sun:23:59", 10_079),
        ("tue:01:00-tue:01:00", "tue:01:00-tue:01:00", 0),
    ] {
        let window = Weekly::parse(text).unwrap();
        assert_eq!(window.minutes(), minutes, "{text}");
        assert_eq!(window.to_string(), printed);
    }
}

#[test]
fn what_is_no_window() {
    let daily = WindowProblem::Shape("03:00-04:00");
    for (text, problem) in [
        ("", daily.clone()),
        ("03:00", daily.clone()),
        ("0300-0400", daily),
        ("3:00-4:00", WindowProblem::Time("3:00".to_owned())),
        ("24:00-01:00", WindowProblem::Time("24:00".to_owned())),
        ("23:60-01:00", WindowProblem::Time("23:60".to_owned())),
        ("+3:00-04:00", WindowProblem::Time("+3:00".to_owned())),
        ("03:00-04:00 ", WindowProblem::Time("04:00 ".to_owned())),
    ] {
        assert_eq!(Daily::parse(text), Err(problem), "{text}");
    }
    for (text, words) in [
        ("sun-mon", "does not look like `sun:05:00-sun:06:00`"),
        ("05:00-06:00", "names the day `05`, days are `mon` to `sun`"),
        (
            "sunday:05:00-sunday:06:00",
            "names the day `sunday`, days are `mon` to `sun`",
        ),
        (
            "sun:5:00-sun:06:00",
            "names the time `5:00`, times are `00:00` to `23:59`",
        ),
        (
            "s\n:05:00-sun:06:00",
            "names the day `s\\n`, days are `mon` to `sun`",
        ),
    ] {
        assert_eq!(
            Weekly::parse(text).unwrap_err().to_string(),
            words,
            "{text}"
        );
    }
}

#[test]
fn overlaps_wrap_at_midnight_and_at_the_week() {
    for (daily, weekly, overlap) in [
        ("03:00-04:00", "sun:05:00-sun:06:00", false),
        ("05:30-06:30", "sun:05:00-sun:06:00", true),
        ("04:00-05:00", "sun:05:00-sun:06:00", false),
        ("06:00-07:00", "sun:05:00-sun:06:00", false),
        ("23:30-00:30", "mon:00:00-mon:01:00", true),
        ("00:00-01:00", "sun:23:30-mon:00:30", true),
        ("22:00-23:30", "sun:23:30-mon:00:30", false),
        ("00:30-01:30", "sun:23:30-mon:00:30", false),
        ("12:00-12:30", "mon:00:00-tue:23:00", true),
        ("05:00-05:00", "sun:04:00-sun:06:00", false),
    ] {
        let found = Daily::parse(daily)
            .unwrap()
            .overlaps(Weekly::parse(weekly).unwrap());
        assert_eq!(found, overlap, "{daily} {weekly}");
    }
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The minutes of the week from one to another, the last not among them.
fn minutes(from: usize, to: usize, round: usize) -> impl Iterator<Item = usize> {
    (0..(to + round - from) % round).map(move |step| (from + step) % round)
}

proptest! {
    #[test]
    fn overlap_agrees_with_counting_minutes(
        d0 in 0usize..1440, d1 in 0usize..1440, w0 in 0usize..10_080, span in 0usize..4000,
    ) {
        let w1 = (w0 + span) % 10_080;
        let clock = |minute: usize| format!("{:02}:{:02}", minute / 60, minute % 60);
        let moment = |minute: usize| {
            let day = DAYS.get(minute / 1440).unwrap();
            format!("{day}:{}", clock(minute % 1440))
        };
        let daily = Daily::parse(&format!("{}-{}", clock(d0), clock(d1))).unwrap();
        let weekly = Weekly::parse(&format!("{}-{}", moment(w0), moment(w1))).unwrap();
        let busy: BTreeSet<usize> = minutes(w0, w1, 10_080).collect();
        let expected = (0..7).any(|day| {
            minutes(d0, d1, 1440)
                .enumerate()
                .any(|(step, _)| busy.contains(&((day * 1440 + d0 + step) % 10_080)))
        });
        prop_assert_eq!(daily.overlaps(weekly), expected);
    }

    #[test]
    fn no_text_panics(text in "\\PC*", near in "[a-z]{0,3}:?[0-9:]{0,5}-[a-z]{0,3}:?[0-9:]{0,5}") {
        for text in [&text, &near] {
            if let Ok(window) = Daily::parse(text) {
                prop_assert_eq!(&window.to_string(), text);
            }
            if let Ok(window) = Weekly::parse(text) {
                prop_assert_eq!(Weekly::parse(&window.to_string()), Ok(window));
            }
        }
    }
}
