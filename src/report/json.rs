//! The report for programs. The types here are the format: fields may be added; one that goes away or changes its meaning
//! makes a new version. README.md describes it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Report, State};
use crate::access;

/// The version of the format.
const VERSION: u32 = 1;

/// The whole document.
#[derive(Debug, Serialize)]
pub struct Document<'r> {
    version: u32,
    name: &'r str,
    counts: BTreeMap<&'static str, usize>,
    controls: Vec<Control<'r>>,
    turned_off: Vec<Said<'r>>,
    warnings: Vec<Said<'r>>,
    access: access::json::Document,
}

#[derive(Debug, Serialize)]
struct Control<'r> {
    id: &'r str,
    title: &'r str,
    asks: &'r str,
    cis: BTreeMap<&'r str, &'r str>,
    security_hub: &'r [&'r str],
    config: &'r [&'r str],
    pci_dss_4: &'r [&'r str],
    results: Vec<Outcome<'r>>,
}

#[derive(Debug, Serialize)]
struct Outcome<'r> {
    module: &'r str,
    address: &'r str,
    state: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'r str,
    evidence: Evidence<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<Acceptance<'r>>,
}

#[derive(Debug, Serialize)]
struct Evidence<'r> {
    file: &'r str,
    line: u32,
    text: &'r str,
}

#[derive(Debug, Serialize)]
struct Acceptance<'r> {
    id: &'r str,
    reason: &'r str,
    until: &'r str,
}

#[derive(Debug, Serialize)]
struct Said<'r> {
    what: &'r str,
    words: &'r str,
    at: &'r str,
}

/// The report as a document.
pub fn document(report: &Report) -> Document<'_> {
    let counts = State::ALL.map(|state| (state.word(), report.count(state)));
    let controls = report.controls.iter().map(|judged| {
        let control = judged.control;
        let results = judged.results.iter().map(|result| Outcome {
            module: &result.module,
            address: &result.address,
            state: result.state.word(),
            note: &result.note,
            evidence: Evidence {
                file: &result.file,
                line: result.line,
                text: &result.text,
            },
            accepted: result.accepted.as_ref().map(|one| Acceptance {
                id: &one.id,
                reason: &one.reason,
                until: &one.until,
            }),
        });
        Control {
            id: control.id,
            title: control.title,
            asks: control.asks,
            cis: control.ids.cis.iter().copied().collect(),
            security_hub: control.ids.security_hub,
            config: control.ids.config,
            pci_dss_4: control.ids.pci,
            results: results.collect(),
        }
    });
    Document {
        version: VERSION,
        name: &report.name,
        counts: counts.into_iter().collect(),
        controls: controls.collect(),
        turned_off: report
            .turned_off
            .iter()
            .map(|one| Said {
                what: &one.what,
                words: &one.words,
                at: &one.at,
            })
            .collect(),
        warnings: report
            .warnings
            .iter()
            .map(|one| Said {
                what: one.rule,
                words: &one.message,
                at: &one.at,
            })
            .collect(),
        access: access::json::document(&report.access),
    }
}
