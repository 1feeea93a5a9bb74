use sealform::aws::limits::{
    AUTHORITIES, CONFIG_FREQUENCIES, EXPIRED_AUTHORITIES, LOG_RETENTIONS, MONITORING_INTERVALS,
    is_capacity_step, is_insights_retention, is_key_policy_character,
};

#[test]
fn days_that_performance_insights_keeps() {
    for days in [7, 31, 93, 341, 465, 589, 713, 731] {
        assert!(is_insights_retention(days), "{days}");
    }
    for days in [0, 1, 8, 30, 94, 730, 732, 744, u32::MAX] {
        assert!(!is_insights_retention(days), "{days}");
    }
}

#[test]
fn capacity_comes_in_halves() {
    for units in [0.0, 0.5, 1.0, 16.5, 256.0] {
        assert!(is_capacity_step(units), "{units}");
    }
    for units in [0.1, 0.7, 1.25, f64::NAN, f64::INFINITY] {
        assert!(!is_capacity_step(units), "{units}");
    }
}

#[test]
fn key_policies_hold_latin_text() {
    for character in ['a', '"', '\n', 'ÿ'] {
        assert!(is_key_policy_character(character), "{character:?}");
    }
    for character in ['\u{2014}', '\u{0}', '\u{1f}', 'ā', '字'] {
        assert!(!is_key_policy_character(character), "{character:?}");
    }
}

#[test]
fn lists_are_sorted() {
    assert!(MONITORING_INTERVALS.is_sorted());
    assert!(LOG_RETENTIONS.is_sorted());
    assert!(CONFIG_FREQUENCIES.len() == 5);
    assert!(AUTHORITIES.is_sorted());
    assert!(
        AUTHORITIES
            .iter()
            .all(|name| !EXPIRED_AUTHORITIES.contains(name))
    );
}
