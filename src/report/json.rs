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
    program: &'r str,
    spec: Vec<SpecFile<'r>>,
    accounts: Vec<Account<'r>>,
    record: &'r str,
    counts: BTreeMap<&'static str, usize>,
    inventory: Vec<Thing<'r>>,
    controls: Vec<Control<'r>>,
    absent: Vec<&'r str>,
    accepted: Vec<Excuse<'r>>,
    turned_off: Vec<Said<'r>>,
    warnings: Vec<Said<'r>>,
    access: access::json::Document,
}

#[derive(Debug, Serialize)]
struct SpecFile<'r> {
    name: &'r str,
    hash: &'r str,
}

#[derive(Debug, Serialize)]
struct Account<'r> {
    id: &'r str,
    role: &'r str,
}

#[derive(Debug, Serialize)]
struct Thing<'r> {
    kind: &'r str,
    name: &'r str,
    detail: &'r str,
    account: &'r str,
    region: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'r str>,
    address: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Evidence<'r>>,
    counts: BTreeMap<&'static str, usize>,
    wanting: &'r [&'static str],
}

#[derive(Debug, Serialize)]
struct Excuse<'r> {
    id: &'r str,
    resource: &'r str,
    reason: &'r str,
    until: &'r str,
    at: &'r str,
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
    let spec = report.origin.spec.iter().map(|file| SpecFile {
        name: &file.name,
        hash: &file.hash,
    });
    let accounts = report.origin.accounts.iter();
    let accounts = accounts.map(|(id, role)| Account { id, role });
    Document {
        version: VERSION,
        name: &report.name,
        program: report.origin.program,
        spec: spec.collect(),
        accounts: accounts.collect(),
        record: &report.origin.record,
        counts: counts.into_iter().collect(),
        inventory: inventory(report).collect(),
        controls: controls.collect(),
        absent: report.absent.iter().map(|control| control.id).collect(),
        accepted: report
            .accepted
            .iter()
            .map(|one| Excuse {
                id: &one.id,
                resource: &one.resource,
                reason: &one.reason,
                until: &one.until,
                at: &one.at,
            })
            .collect(),
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

fn inventory(report: &Report) -> impl Iterator<Item = Thing<'_>> {
    let places = report.inventory.iter();
    let entries = places.flat_map(|place| place.entries.iter().map(move |entry| (place, entry)));
    entries.map(|(place, entry)| Thing {
        kind: entry.kind,
        name: &entry.name,
        detail: &entry.detail,
        account: &place.account,
        region: &place.region,
        key: entry.key.as_deref(),
        address: &entry.address,
        evidence: entry.evidence.as_ref().map(|one| Evidence {
            file: &one.file,
            line: one.line,
            text: &one.text,
        }),
        counts: entry
            .counts
            .iter()
            .map(|(state, count)| (state.word(), *count))
            .collect(),
        wanting: &entry.wanting,
    })
}
