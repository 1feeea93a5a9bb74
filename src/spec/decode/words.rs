//! Every word of a spec, by where it stands: for the reference, and for whoever checks it. Knows the lists of the
//! readers beside it; the settings of databases are in [`FIELDS`](crate::spec::settings::FIELDS).

use super::super::accept;
use super::super::autoscaling;
use super::super::dms;
use super::super::members::{ENDPOINT, MEMBER};
use super::super::migration;
use super::super::proxy;
use super::super::read::SCALING;
use super::{TOP, compliance, global, keys, networks, restore, sharing, snapshots, terraform};

/// The place of each list, in a word, with what may stand there.
pub const ALL: &[(&str, &[&str])] = &[
    ("spec", TOP),
    ("terraform", terraform::WORDS),
    ("assume_role", terraform::ASSUME_ROLE),
    ("region", networks::WORDS),
    ("key", keys::WORDS),
    ("serverlessv2_scaling_configuration", SCALING),
    ("snapshot", snapshots::TAKEN),
    ("copy", snapshots::COPIED),
    ("backup_replication", snapshots::BACKUP_REPLICATION),
    ("restore", restore::WORDS),
    ("sharing", sharing::WORDS),
    ("received", snapshots::RECEIVED),
    ("member", MEMBER),
    ("endpoint", ENDPOINT),
    ("autoscaling", autoscaling::WORDS),
    ("proxy", proxy::WORDS),
    ("global", global::WORDS),
    ("secondary", global::OF_SECONDARY),
    ("migrate_from", migration::WORDS),
    ("dns", migration::DNS),
    ("dms", dms::WORDS),
    ("dms.source", dms::SOURCE),
    ("dms.target", dms::TARGET),
    ("accepted", accept::WORDS),
    ("compliance", compliance::WORDS),
    ("guardrail", compliance::GUARDRAIL),
    ("events", compliance::EVENTS),
    ("backup", compliance::BACKUP),
];
