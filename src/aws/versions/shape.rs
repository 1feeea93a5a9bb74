//! What a version looks like, engine by engine. Knows digits and dots; must not know which versions
//! exist.

use std::fmt;

use super::Kind;
use crate::aws::engines::{Engine, Family};

/// A text that is no version of its engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeProblem {
    /// The family whose shape it does not have.
    pub family: Family,
    /// How the family's versions look, as examples in backticks.
    pub expected: &'static str,
    /// What was probably meant, where the slip is a known one.
    pub meant: Option<&'static str>,
}

impl ShapeProblem {
    pub(super) fn of(engine: Engine, text: &str) -> Self {
        let family = engine.family();
        Self {
            family,
            expected: expected(family),
            meant: meant(family, text.trim()),
        }
    }
}

impl fmt::Display for ShapeProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "a version of {} looks like {}",
            self.family.title(),
            self.expected
        )
    }
}

fn expected(family: Family) -> &'static str {
    match family {
        Family::Postgres | Family::AuroraPostgres => "`16` or `16.9`",
        Family::Mysql => "`8.4` or `8.4.5`",
        Family::MariaDb => "`11.4` or `11.4.8`",
        Family::AuroraMysql => "`8.0` or `8.0.mysql_aurora.3.10.1`",
        Family::Oracle => "`19` or `19.0.0.0.ru-2025-01.rur-2025-01.r1`",
        Family::SqlServer => "`16.00` or `16.00.4085.2.v1`",
        Family::Db2 => "`11.5` or `11.5.9.0.sb00063198.r1`",
    }
}

/// Product names and numbers of other schemes that stand for a major version.
///
/// Source: RDS User Guide "Microsoft SQL Server versions on Amazon RDS" and "RDS for Oracle releases".
fn meant(family: Family, text: &str) -> Option<&'static str> {
    let slips: &[(&str, &str)] = match family {
        Family::SqlServer => &[
            ("2016", "13.00"),
            ("2017", "14.00"),
            ("2019", "15.00"),
            ("2022", "16.00"),
            ("2025", "17.00"),
            ("13", "13.00"),
            ("14", "14.00"),
            ("15", "15.00"),
            ("16", "16.00"),
            ("17", "17.00"),
        ],
        Family::Oracle => &[
            ("19c", "19"),
            ("21c", "21"),
            ("26ai", "26"),
            ("19.0", "19"),
            ("19.0.0.0", "19"),
        ],
        Family::AuroraMysql => &[("2", "5.7"), ("3", "8.0"), ("8", "8.0")],
        Family::Mysql => &[("8", "8.4")],
        Family::MariaDb => &[("10", "10.11"), ("11", "11.8")],
        Family::Db2 => &[("11", "11.5"), ("12", "12.1")],
        Family::Postgres | Family::AuroraPostgres => &[],
    };
    slips
        .iter()
        .find(|&&(slip, _)| slip == text)
        .map(|&(_, version)| version)
}

/// The major part of a version and how much it pins; nothing where the shape is wrong.
pub(super) fn read(engine: Engine, text: &str) -> Option<(&str, Kind)> {
    if text.len() > 100 || !text.is_ascii() {
        return None;
    }
    match engine.family() {
        Family::Postgres => postgres(text, dated),
        Family::AuroraPostgres => postgres(text, |suffix| suffix == "limitless"),
        Family::Mysql => two_part(text, dated),
        Family::MariaDb => two_part(text, |_| false),
        Family::AuroraMysql => aurora_mysql(text),
        Family::SqlServer => sql_server(text),
        Family::Oracle => oracle(text, engine.is_custom()),
        Family::Db2 => db2(text),
    }
}

/// `16`, `16.9`, `16.9-SUFFIX`; and `9.6`, `9.6.22`, from the time when two numbers were a major.
fn postgres(text: &str, suffix: impl Fn(&str) -> bool) -> Option<(&str, Kind)> {
    if text.starts_with("9.") {
        return two_part(text, suffix);
    }
    let (plain, has_suffix) = without_suffix(text, suffix)?;
    match plain.split_once('.') {
        None => (is_number(plain, 2, 2) && !has_suffix).then_some((plain, Kind::Prefix)),
        Some((major, minor)) => {
            (is_number(major, 2, 2) && is_number(minor, 1, 3)).then_some((major, Kind::Full))
        }
    }
}

/// `8.4`, `8.4.5`, `8.4.5-SUFFIX`.
fn two_part(text: &str, suffix: impl Fn(&str) -> bool) -> Option<(&str, Kind)> {
    let (plain, has_suffix) = without_suffix(text, suffix)?;
    let parts: Vec<&str> = plain.split('.').collect();
    let ([first, second] | [first, second, _]) = parts.as_slice() else {
        return None;
    };
    if !is_number(first, 1, 2) || !is_number(second, 1, 2) {
        return None;
    }
    let major = plain.get(..first.len() + 1 + second.len())?;
    match parts.get(2) {
        None => (!has_suffix).then_some((major, Kind::Prefix)),
        Some(minor) => is_number(minor, 1, 3).then_some((major, Kind::Full)),
    }
}

/// `8.0` or `8.0.mysql_aurora.3.10.1`, with a patch after it or not.
fn aurora_mysql(text: &str) -> Option<(&str, Kind)> {
    let Some((major, build)) = text.split_once(".mysql_aurora.") else {
        return two_part(text, |_| false).filter(|&(_, kind)| kind == Kind::Prefix);
    };
    two_part(major, |_| false).filter(|&(_, kind)| kind == Kind::Prefix)?;
    let numbers = build.split('.').count();
    (matches!(numbers, 3 | 4) && build.split('.').all(|part| is_number(part, 1, 2)))
        .then_some((major, Kind::Full))
}

/// `16.00`, `16.00.4085.2.v1`, or a custom engine version `16.00.4085.2.my-build`.
fn sql_server(text: &str) -> Option<(&str, Kind)> {
    let major = text.get(..5)?;
    let (release, zero) = major.split_once('.')?;
    if !is_number(release, 2, 2) || zero != "00" {
        return None;
    }
    let Some(build) = text.get(5..).filter(|rest| !rest.is_empty()) else {
        return Some((major, Kind::Prefix));
    };
    let mut parts = build.strip_prefix('.')?.splitn(3, '.');
    let (build, revision, name) = (parts.next()?, parts.next()?, parts.next()?);
    if !is_number(build, 4, 4) || !is_number(revision, 1, 3) {
        return None;
    }
    if name.strip_prefix('v').is_some_and(|n| is_number(n, 1, 2)) {
        return Some((major, Kind::Full));
    }
    is_own_name(name).then_some((major, Kind::Own))
}

/// `19`, `19.0.0.0.ru-2025-01.rur-2025-01.r1`, `19.0.0.0.ru-2025-01.spb-1.r1`; RDS Custom: `19.my_cev`.
fn oracle(text: &str, custom: bool) -> Option<(&str, Kind)> {
    let Some((major, rest)) = text.split_once('.') else {
        return is_number(text, 2, 2).then_some((text, Kind::Prefix));
    };
    if !is_number(major, 2, 2) {
        return None;
    }
    if custom {
        return is_own_name(rest).then_some((major, Kind::Own));
    }
    let parts: Vec<&str> = rest.split('.').collect();
    let [a, b, c, update, patches @ .., revision] = parts.as_slice() else {
        return None;
    };
    let release = [a, b, c].iter().all(|part| is_number(part, 1, 1));
    let update = update.strip_prefix("ru-").is_some_and(is_month);
    let patches = match patches {
        [one] => is_patch(one) || is_rur(one),
        [one, two] => is_patch(one) && is_rur(two),
        _ => false,
    };
    let revision = revision
        .strip_prefix('r')
        .is_some_and(|n| is_number(n, 1, 2));
    (release && update && patches && revision).then_some((major, Kind::Full))
}

/// `11.5` or `11.5.9.0.sb00063198.r1`.
fn db2(text: &str) -> Option<(&str, Kind)> {
    let parts: Vec<&str> = text.split('.').collect();
    let [version, release, rest @ ..] = parts.as_slice() else {
        return None;
    };
    if !is_number(version, 2, 2) || !is_number(release, 1, 1) {
        return None;
    }
    let major = text.get(..version.len() + 1 + release.len())?;
    match rest {
        [] => Some((major, Kind::Prefix)),
        [pack, fix, build, revision] => (is_number(pack, 1, 2)
            && is_number(fix, 1, 2)
            && build.strip_prefix("sb").is_some_and(|n| is_number(n, 8, 8))
            && revision
                .strip_prefix('r')
                .is_some_and(|n| is_number(n, 1, 2)))
        .then_some((major, Kind::Full)),
        _ => None,
    }
}

/// The text less its `-suffix`, and whether it had one; nothing where the suffix is not an allowed one.
fn without_suffix(text: &str, allowed: impl Fn(&str) -> bool) -> Option<(&str, bool)> {
    match text.split_once('-') {
        None => Some((text, false)),
        Some((plain, suffix)) => allowed(suffix).then_some((plain, true)),
    }
}

/// `rds.20260514`: a build of Extended Support.
fn dated(suffix: &str) -> bool {
    suffix
        .strip_prefix("rds.")
        .is_some_and(|date| is_number(date, 8, 8))
}

fn is_patch(part: &str) -> bool {
    part.strip_prefix("spb-")
        .is_some_and(|n| is_number(n, 1, 2))
}

fn is_rur(part: &str) -> bool {
    part.strip_prefix("rur-").is_some_and(is_month)
}

/// `2025-01`.
fn is_month(text: &str) -> bool {
    text.split_once('-')
        .is_some_and(|(year, month)| is_number(year, 4, 4) && is_number(month, 2, 2))
}

/// The customer's part of the name of a custom engine version.
fn is_own_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

fn is_number(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
