//! Arguments that do not pass through: those that the spec has a word for, and those that Sealform decides, each with the
//! reason and the way out. One table.

use super::Target::{self, Cluster, Instance, Key, Member, MultiAz, Replica, ReplicaKey};
use crate::spec::settings::{FIELDS, Role};

/// Why an argument does not pass through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The spec says it by this word.
    Word(&'static str),
    /// Sealform decides it.
    Ours {
        /// The reason.
        why: &'static str,
        /// The way out.
        way_out: &'static str,
    },
}

/// A row: arguments that Sealform decides, on which resources, why, and the way out.
struct Row {
    names: &'static [&'static str],
    on: &'static [Target],
    why: &'static str,
    way_out: &'static str,
}

macro_rules! ours {
    ($( [$($name:literal),+] on $on:expr, $why:literal, $way_out:literal; )*) => {
        /// What Sealform decides. Source: the schemas of the Terraform AWS provider.
        static OURS: &[Row] = &[$(Row { names: &[$($name),+], on: $on, why: $why, way_out: $way_out }),*];
    };
}

const DATABASES: &[Target] = &[Instance, Replica, Cluster, MultiAz, Member];
const CLUSTERS: &[Target] = &[Cluster, MultiAz];
const ALL: &[Target] = &[Instance, Replica, Cluster, MultiAz, Member, Key, ReplicaKey];
const KEYS: &[Target] = &[Key, ReplicaKey];

ours! {
    ["provider", "count", "for_each", "depends_on", "lifecycle", "connection", "provisioner"] on ALL,
        "it is Terraform's own, and Sealform decides it",
        "remove it; `region`, `instances` and `prevent_destroy` are words of the spec";
    ["storage_encrypted"] on DATABASES,
        "every database is encrypted, and nothing turns it off",
        "remove it";
    ["kms_key_id", "performance_insights_kms_key_id", "master_user_secret_kms_key_id"] on DATABASES,
        "the key of the database's own region is put there",
        "declare the key under `keys` and name it with `key`";
    ["manage_master_user_password", "password", "password_wo", "master_password", "master_password_wo"] on DATABASES,
        "a password is never written out",
        "write `password: managed` or `password: variable` on the database itself";
    ["identifier_prefix", "cluster_identifier_prefix"] on DATABASES,
        "what it names would have another name after each replacement",
        "say `identifier` itself";
    ["replicate_source_db"] on &[Instance, Replica],
        "the source decides the key of a replica",
        "write the replica under `replicas` of its source";
    ["replication_source_identifier", "source_region"] on CLUSTERS,
        "the source decides the key of a replica",
        "remove it: replicas of clusters are not supported by this version of Sealform";
    ["snapshot_identifier", "restore_to_point_in_time"] on DATABASES,
        "what a database is restored from decides under which key it lies",
        "remove it: restores are not supported by this version of Sealform";
    ["s3_import"] on &[Replica],
        "a replica is made of its source",
        "remove it";
    ["blue_green_update"] on &[Replica],
        "a replica is updated with its source",
        "remove it";
    ["global_cluster_identifier"] on CLUSTERS,
        "each cluster of a global database needs a key of its own region",
        "write the other regions under `global` of the primary";
    ["cluster_members"] on CLUSTERS,
        "the members are counted by `instances`",
        "say `instances` itself";
    ["db_cluster_instance_class", "allocated_storage", "iops"] on &[Cluster],
        "it belongs to a Multi-AZ cluster of MySQL or PostgreSQL, and AWS refuses it for Aurora",
        "remove it";
    ["ca_certificate_identifier"] on &[Cluster],
        "AWS refuses it for Aurora, whose members have a certificate each",
        "write `instance_arguments: { ca_cert_identifier: … }`";
    ["scaling_configuration"] on CLUSTERS,
        "it belongs to Aurora Serverless v1, which new clusters cannot use",
        "write `serverlessv2_scaling_configuration` on the cluster itself";
    ["serverlessv2_scaling_configuration", "engine_mode", "backtrack_window", "availability_zones", "network_type",
     "enable_http_endpoint", "enable_global_write_forwarding", "enable_local_write_forwarding",
     "cluster_scalability_type", "domain", "domain_iam_role_name"] on &[MultiAz],
        "AWS refuses it for a Multi-AZ DB cluster",
        "remove it";
    ["custom_iam_instance_profile", "db_system_id"] on DATABASES,
        "it belongs to RDS Custom, which Sealform does not generate",
        "remove it";
    ["identifier", "cluster_identifier", "engine", "db_subnet_group_name"] on &[Member],
        "a member has that of its cluster",
        "remove it";
    ["promotion_tier"] on &[Member],
        "the first member is the first to be promoted, and the others are equal",
        "name the member under `members`, and say it there";
    ["availability_zone"] on &[Member],
        "it would put every member into one zone",
        "remove it: AWS spreads the members over the zones";
    ["region"] on &[Member, Key, ReplicaKey],
        "it follows from where the databases live",
        "remove it";
    ["policy"] on KEYS,
        "the policy of a key follows from what uses it",
        "say `administrators` and `users` of the key";
    ["bypass_policy_lockout_safety_check"] on KEYS,
        "it would let a policy lock its owner out",
        "remove it";
    ["customer_master_key_spec", "key_usage"] on KEYS,
        "RDS encrypts with symmetric keys only",
        "remove it";
    ["is_enabled", "enabled"] on KEYS,
        "a database whose key is off cannot be reached, and is lost after seven days",
        "remove it";
    ["custom_key_store_id", "xks_key_id"] on KEYS,
        "a key in a custom key store does not rotate",
        "remove it";
}

/// Arguments that the spec says by another word.
static OTHER_WORDS: &[(&str, &[Target], &str)] = &[
    ("cluster_identifier", CLUSTERS, "identifier"),
    ("db_cluster_instance_class", &[MultiAz], "instance_class"),
    (
        "master_password_wo_version",
        CLUSTERS,
        "password_wo_version",
    ),
    ("primary_key_arn", KEYS, "multi_region"),
    ("tags_all", ALL, "tags"),
];

/// Words of a key that are arguments of its resource.
const KEY_WORDS: &[&str] = &[
    "description",
    "enable_key_rotation",
    "rotation_period_in_days",
    "deletion_window_in_days",
    "multi_region",
    "tags",
];

/// Words of a cluster that Sealform writes on its members.
const MEMBER_WORDS: &[&str] = &[
    "preferred_backup_window",
    "engine_version",
    "instance_class",
    "publicly_accessible",
    "auto_minor_version_upgrade",
    "apply_immediately",
    "copy_tags_to_snapshot",
    "monitoring_interval",
    "monitoring_role_arn",
    "performance_insights_enabled",
    "performance_insights_retention_period",
    "tags",
];

impl Target {
    /// Why an argument does not pass through to it, if it does not.
    pub fn taken(self, name: &str) -> Option<Taken> {
        let ours = |why, way_out| Taken::Ours { why, way_out };
        let row = OURS
            .iter()
            .find(|row| row.on.contains(&self) && row.names.contains(&name));
        let other_word = OTHER_WORDS
            .iter()
            .find(|(argument, on, _)| *argument == name && on.contains(&self))
            .map(|(_, _, word)| *word);
        let is_of_source = || self == Self::Replica && Self::Instance.word(name).is_some();
        match (row, other_word.or_else(|| self.word(name))) {
            (Some(row), _) => Some(ours(row.why, row.way_out)),
            (None, Some(word)) => Some(Taken::Word(word)),
            (None, None) => {
                is_of_source().then(|| ours("a replica follows its source", "remove it"))
            }
        }
    }

    /// The word of the spec that is this argument of it.
    fn word(self, name: &str) -> Option<&'static str> {
        let among = |words: &'static [&'static str]| words.iter().copied().find(|w| *w == name);
        let role = match self {
            Self::Instance => Role::Instance,
            Self::Replica => Role::Replica,
            Self::Cluster => Role::Cluster,
            Self::MultiAz => Role::MultiAz,
            Self::Member => return among(MEMBER_WORDS),
            Self::Key | Self::ReplicaKey => return among(KEY_WORDS),
        };
        FIELDS
            .iter()
            .find(|field| field.name == name && field.on.contains(&role))
            .map(|field| field.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_about_something() {
        // The first are Terraform's own, and in no schema.
        for row in OURS.iter().skip(1) {
            for name in row.names {
                let known = row.on.iter().any(|target| target.has(name));
                assert!(known, "no target of its row has `{name}`");
            }
        }
        for (name, on, _) in OTHER_WORDS {
            assert!(on.iter().any(|target| target.has(name)), "{name}");
        }
    }

    #[test]
    fn what_decides_encryption_never_passes() {
        for target in ALL {
            for name in [
                "storage_encrypted",
                "kms_key_id",
                "snapshot_identifier",
                "policy",
                "lifecycle",
                "provider",
                "region",
                "tags_all",
            ] {
                assert!(!target.takes(name), "{target:?} {name}");
            }
        }
        assert!(Target::Instance.takes("ca_cert_identifier"));
        assert!(Target::Cluster.takes("enable_http_endpoint"));
        assert!(Target::Key.takes("timeouts"));
    }
}
