//! The parts of a page that stand above the controls: what the report is of, what wants a look, and the inventory. Knows
//! how they are laid out in rows; must not judge.

use serde::Serialize;

use super::{Count, Row, counts, row};
use crate::report::{Judged, Origin, State, inventory};

/// How many resources are named where many have the same to say of them; all stand under their control.
const SHOWN: usize = 5;

/// What a report is of.
#[derive(Serialize)]
pub(super) struct Facts<'r> {
    program: &'r str,
    spec: Vec<[&'r str; 2]>,
    accounts: Vec<[&'r str; 2]>,
    record: &'r str,
}

/// Results of one control that say the same of several resources.
#[derive(Serialize)]
pub(super) struct Attention<'r> {
    control: &'r str,
    id: &'r str,
    state: &'static str,
    note: &'r str,
    rows: Vec<Row<'r>>,
    more: usize,
}

/// What of one account lies in one region.
#[derive(Serialize)]
pub(super) struct Region<'r> {
    title: String,
    entries: Vec<Entry<'r>>,
}

#[derive(Serialize)]
struct Entry<'r> {
    kind: &'r str,
    name: &'r str,
    detail: &'r str,
    key: Option<&'r str>,
    address: &'r str,
    at: Option<String>,
    text: &'r str,
    counts: Vec<Count>,
    wanting: String,
}

pub(super) fn facts(origin: &Origin) -> Facts<'_> {
    let spec = origin.spec.iter();
    let accounts = origin.accounts.iter();
    Facts {
        program: origin.program,
        spec: spec.map(|file| [&*file.name, &*file.hash]).collect(),
        accounts: accounts.map(|(id, role)| [&**id, &**role]).collect(),
        record: &origin.record,
    }
}

/// What of a control wants a look, with the first few of the resources that it is about.
pub(super) fn attention(judged: &Judged) -> Vec<Attention<'_>> {
    let mut groups: Vec<Attention<'_>> = Vec::new();
    let results = judged.results.iter();
    for result in results.filter(|result| result.state < State::Accepted) {
        let state = result.state.word();
        let mut alike = groups.iter_mut();
        match alike.find(|group| group.state == state && group.note == result.note) {
            Some(group) if group.rows.len() < SHOWN => group.rows.push(row(result)),
            Some(group) => group.more += 1,
            None => groups.push(Attention {
                control: judged.control.title,
                id: judged.control.id,
                state,
                note: &result.note,
                rows: vec![row(result)],
                more: 0,
            }),
        }
    }
    groups
}

pub(super) fn region(region: &inventory::Region) -> Region<'_> {
    let entries = region.entries.iter().map(|entry| {
        let evidence = entry.evidence.as_ref();
        Entry {
            kind: entry.kind,
            name: &entry.name,
            detail: &entry.detail,
            key: entry.key.as_deref(),
            address: &entry.address,
            at: evidence.map(|one| format!("{}:{}", one.file, one.line)),
            text: evidence.map_or("", |one| &one.text),
            counts: counts(|state| entry.counts.get(&state).copied().unwrap_or(0)),
            wanting: entry.wanting.join(", "),
        }
    });
    let account = format!("account {}, {}", region.account, region.role);
    Region {
        title: format!("{} in {account}", region.region),
        entries: entries.collect(),
    }
}
