//! Words that people will try on a database and that a spec does not have, each with the reason and the
//! right word. What cannot be said needs no rule later.

use super::rules::{
    CL_ENGINE_MODE, DBNAME_ON_REPLICA, ENC_KEY_ALIAS_ARN, ENC_KEY_ARN, ENC_OFF,
    ENGINE_AURORA_FORBIDS, MULTI_AZ_ENGINE, PW_LITERAL, RR_ARGS, RR_SOURCE_CLUSTER, SPEC_NOT_HERE,
    USER_ON_REPLICA,
};
use super::settings::Role;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::source::node::{Entry, Value};

/// Says why the word may not stand there, if it is one that people try.
pub(super) fn explain(entry: &Entry, role: Role, found: &mut Diagnostics) -> bool {
    let Some((rule, message, help)) = reason(entry, role) else {
        return false;
    };
    found.push(Diagnostic::new(rule, entry.key_at, message, help));
    true
}

fn reason(entry: &Entry, role: Role) -> Option<(&'static Rule, String, &'static str)> {
    let word = entry.key.as_str();
    let text = match &entry.node.value {
        Value::Scalar(scalar) => scalar.text.as_str(),
        Value::List(_) | Value::Map(_) => "",
    };
    Some(match (word, role) {
        ("storage_encrypted", _) if text == "false" => (
            &ENC_OFF,
            "every database is encrypted, and this one asks not to be".to_owned(),
            "remove `storage_encrypted`: encryption is always on, under the database's `key`",
        ),
        ("storage_encrypted", _) => (
            &ENC_OFF,
            "`storage_encrypted` is not said in a spec: it is always true".to_owned(),
            "remove it",
        ),
        (
            "kms_key_id" | "performance_insights_kms_key_id" | "master_user_secret_kms_key_id",
            _,
        ) if text.contains("alias/") => (
            &ENC_KEY_ALIAS_ARN,
            format!("`{word}` names an alias: AWS stores the key behind it, and every later plan would replace the database"),
            "declare the key under `keys` and name it with `key`",
        ),
        (
            "kms_key_id" | "performance_insights_kms_key_id" | "master_user_secret_kms_key_id",
            _,
        ) => (
            &ENC_KEY_ARN,
            format!("`{word}` is not said in a spec: the key of the database's own region is put there"),
            "declare the key under `keys` and name it with `key`",
        ),
        ("manage_master_user_password", Role::Instance | Role::Cluster | Role::MultiAz) => (
            &PW_LITERAL,
            "`manage_master_user_password` is said as `password: managed`".to_owned(),
            "write `password: managed`",
        ),
        ("password_wo" | "master_password" | "master_password_wo", Role::Instance | Role::Cluster | Role::MultiAz) => (
            &PW_LITERAL,
            format!("`{word}` would put a password into the spec"),
            "write `password: variable` (a write-only input of Terraform) or `password: managed`",
        ),
        ("username" | "master_username" | "password" | "password_wo_version", Role::Replica) => (
            &USER_ON_REPLICA,
            format!("a replica has no `{word}` of its own: its users are those of its source"),
            "remove it",
        ),
        ("db_name" | "database_name", Role::Replica) => (
            &DBNAME_ON_REPLICA,
            format!("a replica has no `{word}` of its own: it holds the databases of its source"),
            "remove it",
        ),
        (
            "engine" | "engine_version" | "allocated_storage" | "character_set_name" | "timezone"
            | "license_model" | "skip_final_snapshot" | "final_snapshot_identifier"
            | "delete_automated_backups" | "nchar_character_set_name",
            Role::Replica,
        ) => (
            &RR_ARGS,
            format!("a replica has no `{word}` of its own: it follows its source"),
            "remove it",
        ),
        (
            "allocated_storage" | "max_allocated_storage" | "iops" | "storage_throughput"
            | "db_cluster_instance_class" | "multi_az" | "dedicated_log_volume",
            Role::Cluster,
        ) => (
            &ENGINE_AURORA_FORBIDS,
            format!("an Aurora cluster has no `{word}`: its storage grows by itself and its members are its standbys"),
            "remove it; say `instances: 2` for a cluster that survives the loss of a zone",
        ),
        ("multi_az_cluster", Role::Cluster) => (
            &MULTI_AZ_ENGINE,
            "an Aurora cluster is no Multi-AZ DB cluster: its members are its standbys".to_owned(),
            "remove it, or use `engine: mysql` or `engine: postgres`",
        ),
        ("replicas", Role::MultiAz) => (
            &RR_SOURCE_CLUSTER,
            "a Multi-AZ DB cluster is no source of `replicas`: Terraform cannot say so".to_owned(),
            "use its two readers, or an instance with `multi_az: true`",
        ),
        ("multi_az", Role::MultiAz) => (
            &SPEC_NOT_HERE,
            "`multi_az` gives an instance a standby, and a Multi-AZ DB cluster has two readers in its place".to_owned(),
            "remove `multi_az` or `multi_az_cluster`",
        ),
        ("restore" | "migrate_from", Role::MultiAz) => (
            &SPEC_NOT_HERE,
            format!("a Multi-AZ DB cluster has no `{word}`: the provider leaves its class out of the call that restores a cluster"),
            "use an instance with `multi_az: true`, or say no `multi_az_cluster`",
        ),
        ("auto_minor_version_upgrade", Role::MultiAz) => (
            &SPEC_NOT_HERE,
            "version 5 of the provider has no `auto_minor_version_upgrade` of a cluster, and AWS installs minor versions of this one".to_owned(),
            "remove it; with `aws_provider: \">= 6.0, < 7.0\"` write it under `arguments`",
        ),
        ("publicly_accessible", Role::MultiAz) => (
            &SPEC_NOT_HERE,
            "version 5 of the provider has no `publicly_accessible` of a cluster: AWS decides by the VPC".to_owned(),
            "remove it, and place the cluster in a VPC without an internet gateway",
        ),
        ("backup_replication", Role::MultiAz) => (
            &SPEC_NOT_HERE,
            "a Multi-AZ DB cluster has no `backup_replication`: RDS replicates the backups of instances alone".to_owned(),
            "use an instance with `multi_az: true`",
        ),
        ("snapshots", Role::Replica) => (
            &SPEC_NOT_HERE,
            "a replica has no `snapshots`: those of its source hold the same data".to_owned(),
            "take them of the source, and copy them into the region of the replica",
        ),
        ("upgrade", Role::Replica) => (
            &SPEC_NOT_HERE,
            "a replica has no `upgrade` of its own: it goes with its source, or before it".to_owned(),
            "write it on the source; for MySQL and MariaDB with `phase: replicas` first",
        ),
        ("restore", Role::Replica) => (
            &SPEC_NOT_HERE,
            "a replica has no `restore`: it holds the data of its source".to_owned(),
            "write it on the source, or on a database of its own",
        ),
        ("backup_replication", Role::Cluster) => (
            &SPEC_NOT_HERE,
            "an Aurora cluster has no `backup_replication`: RDS replicates the backups of instances alone".to_owned(),
            "copy a snapshot into the other region: `snapshots: { weekly: { copies: { weekly-dr: { region: eu-west-1 } } } }`",
        ),
        ("backup_replication", Role::Replica) => (
            &SPEC_NOT_HERE,
            "a replica has no `backup_replication`: the backups of its source are what is replicated".to_owned(),
            "write it on the source",
        ),
        ("members" | "endpoints", Role::Instance | Role::Replica | Role::MultiAz) => (
            &SPEC_NOT_HERE,
            format!("`{word}` is said of a cluster of Aurora, and this is none"),
            "use `replicas`, or an engine of Aurora",
        ),
        ("global", Role::Instance | Role::Replica | Role::MultiAz) => (
            &SPEC_NOT_HERE,
            "`global` makes a global database, which only a cluster of Aurora can be part of".to_owned(),
            match role {
                Role::MultiAz => "remove it, or use an engine of Aurora",
                _ => "use `replicas` with a `region`, or an engine of Aurora",
            },
        ),
        ("scaling_configuration", Role::Cluster) => (
            &CL_ENGINE_MODE,
            "`scaling_configuration` belongs to Aurora Serverless v1, which new clusters cannot use".to_owned(),
            "write `serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 16 }`",
        ),
        _ => return None,
    })
}
