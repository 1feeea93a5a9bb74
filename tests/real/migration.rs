//! A migration walked through its phases in one account: each phase is applied to the state of the one before, and its plan
//! is read before it is applied.
//!
//! Knows the order of phases, the old databases of the examples, and what a plan must never do. Must not know how the
//! folders came to be.

use serde_json::json;

use super::configuration::{Before, Existing};
use super::cycle::Account;
use super::generated::{in_phase, text};
use super::planned::{changes, imports};
use super::python::Python;
use super::terraform::Terraform;

/// The phases, in their order.
pub const PHASES: [&str; 5] = ["prepare", "copy", "restore", "cutover", "retire"];

/// The examples, and the old database of each.
pub const EXAMPLES: [(&str, Before); 3] = [
    (
        "migrate-aurora",
        Before {
            kind: "cluster",
            region: "eu-central-1",
            identifier: "ledger",
            engine: "aurora-postgresql",
            engine_version: "16.9",
            encrypted: false,
        },
    ),
    (
        "migrate-instance",
        Before {
            kind: "instance",
            region: "us-east-1",
            identifier: "old-unencrypted-db",
            engine: "mysql",
            engine_version: "8.4",
            encrypted: false,
        },
    ),
    (
        "migrate-new-key",
        Before {
            kind: "instance",
            region: "eu-west-1",
            identifier: "billing",
            engine: "postgres",
            engine_version: "16.9",
            encrypted: true,
        },
    ),
];

/// Those whose phases are validated and not applied: the emulator imports no certificate, and its tasks of replication never
/// become ready.
pub const WITHOUT_EMULATOR: [&str; 1] = ["migrate-dms"];

/// What only a migration needs, and its last phase takes away.
const ITS_OWN: [&str; 3] = [
    "aws_db_snapshot",
    "aws_db_snapshot_copy",
    "aws_db_cluster_snapshot",
];

/// Walks an example through all phases. After each, another plan is empty and the old database is as it was.
pub fn walk(
    terraform: &Terraform,
    python: &Python,
    (name, old): &(&str, Before),
) -> Result<(), String> {
    let before = Existing {
        databases: vec![old.clone()],
        zones: [("Z0123456789ABCDEFGHIJ".to_owned(), "example.com".to_owned())].into(),
        ..Existing::default()
    };
    // The first phase does not yet name all that it stands on.
    let all = in_phase(name, "restore");
    let mut account = Account::open_beside(terraform, python, name, &all.owner(), before)?;
    let outcome = PHASES.iter().try_for_each(|phase| {
        let folder = in_phase(name, phase);
        account.take(&folder.owner())?;
        account.step(phase, |account| step(account, name, phase))
    });
    outcome.map_err(|why| account.explain(&why))
}

fn step(account: &Account<'_>, name: &str, phase: &str) -> Result<(), String> {
    let plan = account.planned()?;
    let is_taken_over = phase == "prepare" && text(name).contains("manage_old: true");
    if imports(&plan).count() != usize::from(is_taken_over) {
        return Err(format!("imports: {:?}", imports(&plan).collect::<Vec<_>>()));
    }
    for change in imports(&plan) {
        if change["change"]["actions"] != json!(["no-op"]) {
            return Err(format!("{} would change", change["address"]));
        }
    }
    for change in changes(&plan) {
        let actions = change["change"]["actions"].to_string();
        let kind = change["type"].as_str().unwrap_or_default();
        let is_its_own = ITS_OWN.contains(&kind) && phase == "retire";
        if actions.contains("delete") && !is_its_own {
            return Err(format!("{} would be lost: {actions}", change["address"]));
        }
        let is_database = ["aws_db_instance", "aws_rds_cluster"].contains(&kind);
        if is_database && phase == "cutover" {
            return Err(format!("{} would change with the name", change["address"]));
        }
    }
    account.apply_planned()?;
    account.settles()?;
    account.confirm("untouched", &[])
}
