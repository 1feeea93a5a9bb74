//! The report as one page that needs nothing else: no network, no other file. Knows the template and what it shows; must
//! not judge.
//!
//! Everything that a spec says goes through the template's HTML escaping. What is put in as markup is our own: the
//! drawing, which escapes its texts itself, the styles and the script, which holds no data.

mod overview;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::{Judged, Report, State, Verdict};
use crate::access::text::{alike, heading, parties};
use crate::access::{GROUPS, KeyAccess, Matrix, words};
use crate::graph::{svg, words::summary};

const PAGE: &str = include_str!("html/page.html.j2");
const STYLES: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

#[derive(Serialize)]
struct Page<'r> {
    name: &'r str,
    verdict: String,
    summary: String,
    origin: overview::Facts<'r>,
    styles: Value,
    script: Value,
    topology: Value,
    counts: Vec<Count>,
    attention: Vec<overview::Attention<'r>>,
    regions: Vec<overview::Region<'r>>,
    accepted: Vec<[&'r str; 5]>,
    absent: Vec<Absent<'r>>,
    controls: Vec<Control<'r>>,
    keys: Vec<Key>,
    groups: Vec<&'static str>,
    legend: &'static [&'static str],
    turned_off: Vec<[&'r str; 3]>,
    warnings: Vec<[&'r str; 3]>,
}

#[derive(Serialize)]
struct Count {
    state: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct Control<'r> {
    id: &'r str,
    title: &'r str,
    asks: &'r str,
    worst: &'static str,
    names: Vec<String>,
    counts: Vec<Count>,
    rows: Vec<Row<'r>>,
}

/// A control that finds nothing to look at.
#[derive(Serialize)]
struct Absent<'r> {
    title: &'r str,
    asks: &'r str,
    names: String,
}

#[derive(Serialize)]
struct Row<'r> {
    module: &'r str,
    address: &'r str,
    state: &'static str,
    note: String,
    at: String,
    text: &'r str,
}

#[derive(Serialize)]
struct Key {
    title: String,
    rows: Vec<Access>,
}

#[derive(Serialize)]
struct Access {
    who: String,
    how: String,
    cells: Vec<String>,
    when: String,
}

/// The page.
///
/// # Errors
///
/// A bug in the template.
pub fn page(report: &Report) -> Result<String, minijinja::Error> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page", PAGE)?;
    let markup = |text: &str| Value::from_safe_string(text.to_owned());
    let page = Page {
        name: &report.name,
        verdict: report.verdict(),
        summary: summary(&report.topology),
        origin: overview::facts(&report.origin),
        styles: markup(STYLES),
        script: markup(SCRIPT),
        topology: markup(&svg::drawing(&report.topology)),
        counts: counts(|state| report.count(state)),
        attention: report
            .controls
            .iter()
            .flat_map(overview::attention)
            .collect(),
        regions: report.inventory.iter().map(overview::region).collect(),
        absent: report
            .absent
            .iter()
            .map(|control| Absent {
                title: control.title,
                asks: control.asks,
                names: control.names().join(", "),
            })
            .collect(),
        accepted: report
            .accepted
            .iter()
            .map(|one| {
                [&one.id, &one.resource, &one.reason, &one.until, &one.at].map(String::as_str)
            })
            .collect(),
        controls: report.controls.iter().map(control).collect(),
        keys: keys(&report.access),
        groups: GROUPS.iter().map(|(name, _)| *name).collect(),
        legend: &words::LEGEND,
        turned_off: report
            .turned_off
            .iter()
            .map(|one| [one.what.as_str(), one.words.as_str(), one.at.as_str()])
            .collect(),
        warnings: report
            .warnings
            .iter()
            .map(|one| [one.rule, one.message.as_str(), one.at.as_str()])
            .collect(),
    };
    environment
        .get_template("page")?
        .render(Value::from(Serde(&page)))
}

fn counts(of: impl Fn(State) -> usize) -> Vec<Count> {
    let states = State::ALL.into_iter().rev();
    let counted = states.map(|state| Count {
        state: state.word(),
        count: of(state),
    });
    counted.filter(|one| one.count > 0).collect()
}

fn control(judged: &Judged) -> Control<'_> {
    Control {
        id: judged.control.id,
        title: judged.control.title,
        asks: judged.control.asks,
        worst: judged.worst().word(),
        names: judged.control.names(),
        counts: counts(|state| judged.count(state)),
        rows: judged.results.iter().map(row).collect(),
    }
}

fn row(result: &Verdict) -> Row<'_> {
    Row {
        module: &result.module,
        address: &result.address,
        state: result.state.word(),
        note: match &result.accepted {
            Some(one) => format!("{} ({}, until {})", one.reason, one.id, one.until),
            None => result.note.clone(),
        },
        at: format!("{}:{}", result.file, result.line),
        text: &result.text,
    }
}

/// Keys that differ in nothing but their name and region are one table.
fn keys(matrix: &Matrix) -> Vec<Key> {
    let groups = alike(matrix, |key| told(&rows(key)));
    let tables = groups.into_iter().filter_map(|(keys, _)| {
        let first = keys.first()?;
        Some(Key {
            title: heading(&keys),
            rows: rows(first),
        })
    });
    tables.collect()
}

fn rows(key: &KeyAccess) -> Vec<Access> {
    let parties = parties(key);
    let rows = parties.iter().flat_map(|(who, rows)| {
        rows.iter().map(|row| Access {
            who: who.join(", "),
            how: words::ways(row),
            cells: GROUPS
                .iter()
                .map(|(_, kind)| words::cell(row, *kind))
                .collect(),
            when: words::when(row).join(", "),
        })
    });
    rows.collect()
}

/// What is printed of a key, which tells it from another one.
fn told(rows: &[Access]) -> String {
    let lines = rows.iter().map(|row| {
        let cells = row.cells.join("/");
        format!("{}\t{}\t{cells}\t{}", row.who, row.how, row.when)
    });
    lines.collect::<Vec<_>>().join("\n")
}
