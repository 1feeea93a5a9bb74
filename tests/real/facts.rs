//! What must be true in the account, one fact for each key, database, replica and log group.
//!
//! Knows how to read facts from the state of a root module (`terraform show -json`), and how they are
//! compared with those that a test states on its own. `confirm.py` asks AWS for each. Must not know the
//! generator.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One thing that exists. Its name is its kind, identifier and region together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// `key`, `instance`, `cluster`, `member`, `log_group`, `snapshot` or `cluster_snapshot`.
    pub kind: String,
    /// A key's is its alias.
    pub identifier: String,
    /// Where it is.
    pub region: String,
    /// The alias of the key that encrypts it; the key is in the same region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_alias: Option<String>,
    /// What a replica reads from, what a snapshot was taken or copied of, or the cluster of a member:
    /// `us-east-1/production-db`, and of another account `us-east-1/123456789012:release-42`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// A key's policy, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// The accounts that a snapshot is shared with, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_with: Vec<String>,
    /// Days between rotations; absent where the key does not rotate by itself (a replica key).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation_period_in_days: Option<u64>,
}

impl Fact {
    fn new(kind: &str, identifier: &str, region: &str) -> Fact {
        Fact {
            kind: kind.to_owned(),
            identifier: identifier.to_owned(),
            region: region.to_owned(),
            key_alias: None,
            source: None,
            policy: None,
            shared_with: Vec::new(),
            rotation_period_in_days: None,
        }
    }

    fn name(&self) -> (&str, &str, &str) {
        (&self.kind, &self.region, &self.identifier)
    }

    /// What a person states of a fact: all of it but a key's policy and rotation.
    fn stated(&self) -> Fact {
        Fact {
            policy: None,
            rotation_period_in_days: None,
            ..self.clone()
        }
    }
}

/// The facts of a state, and the snapshots that its destruction leaves behind.
#[derive(Debug, Default)]
pub struct Facts {
    /// What exists now.
    pub present: Vec<Fact>,
    /// The final snapshots, after a destroy.
    pub kept: Vec<Fact>,
}

impl Facts {
    /// Reads the answer of `terraform show -json` about a state.
    pub fn of_state(shown: &Value) -> Facts {
        let resources: Vec<Resource<'_>> = shown["values"]["root_module"]["resources"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|resource| Resource {
                kind: resource["type"].as_str().unwrap_or(""),
                values: &resource["values"],
            })
            .collect();
        let aliases: BTreeMap<&str, &str> = resources
            .iter()
            .filter(|resource| resource.kind == "aws_kms_alias")
            .map(|alias| (alias.text("target_key_arn"), alias.text("name")))
            .collect();

        let mut facts = Facts::default();
        for resource in &resources {
            facts.present.extend(resource.fact(&aliases));
            facts.kept.extend(resource.final_snapshot(&aliases));
        }
        facts.present.sort();
        facts.kept.sort();
        facts
    }

    /// Fails unless the state has exactly the keys, instances, clusters and members that are stated, each
    /// with the stated key and source.
    pub fn agree_with(&self, stated: &[Fact]) -> Result<(), String> {
        let found: Vec<Fact> = self
            .present
            .iter()
            .filter(|fact| fact.kind != "log_group")
            .map(Fact::stated)
            .collect();
        let mut lines = Vec::new();
        for fact in stated {
            match found.iter().find(|found| found.name() == fact.name()) {
                None => lines.push(format!("stated, not there: {fact:?}")),
                Some(found) if found != fact => {
                    lines.push(format!("stated {fact:?}, found {found:?}"))
                }
                Some(_) => {}
            }
        }
        for fact in &found {
            if !stated.iter().any(|stated| stated.name() == fact.name()) {
                lines.push(format!("there, not stated: {fact:?}"));
            }
        }
        if lines.is_empty() {
            Ok(())
        } else {
            Err(lines.join("\n"))
        }
    }
}

/// A resource of the state.
struct Resource<'a> {
    kind: &'a str,
    values: &'a Value,
}

impl<'a> Resource<'a> {
    fn text(&self, attribute: &str) -> &'a str {
        self.values[attribute].as_str().unwrap_or("")
    }

    /// Its ARN, by whichever name.
    fn arn(&self) -> &'a str {
        self.text(match self.kind {
            "aws_db_snapshot" | "aws_db_snapshot_copy" => "db_snapshot_arn",
            "aws_db_cluster_snapshot" | "aws_rds_cluster_snapshot_copy" => {
                "db_cluster_snapshot_arn"
            }
            _ => "arn",
        })
    }

    /// The fourth part of its ARN.
    fn region(&self) -> &'a str {
        self.arn().split(':').nth(3).unwrap_or("")
    }

    /// The fifth.
    fn account(&self) -> &'a str {
        self.arn().split(':').nth(4).unwrap_or("")
    }

    fn fact(&self, aliases: &BTreeMap<&str, &str>) -> Option<Fact> {
        let alias = |arn: &str| aliases.get(arn).map(|&alias| alias.to_owned());
        let fact = |kind, identifier| Fact::new(kind, identifier, self.region());
        Some(match self.kind {
            "aws_kms_key" | "aws_kms_replica_key" => Fact {
                policy: Some(self.text("policy").to_owned()),
                rotation_period_in_days: self.values["rotation_period_in_days"].as_u64(),
                ..fact(
                    "key",
                    aliases
                        .get(self.text("arn"))
                        .copied()
                        .unwrap_or("(no alias)"),
                )
            },
            "aws_db_instance" => Fact {
                key_alias: alias(self.text("kms_key_id")),
                source: self.source("replicate_source_db"),
                ..fact("instance", self.text("identifier"))
            },
            "aws_rds_cluster" => Fact {
                key_alias: alias(self.text("kms_key_id")),
                source: self.source("replication_source_identifier"),
                ..fact("cluster", self.text("cluster_identifier"))
            },
            "aws_rds_cluster_instance" => Fact {
                key_alias: alias(self.text("kms_key_id")),
                source: self.source("cluster_identifier"),
                ..fact("member", self.text("identifier"))
            },
            "aws_db_snapshot" => Fact {
                source: self.source("db_instance_identifier"),
                ..self.snapshot("snapshot", "db_snapshot_identifier", aliases)
            },
            "aws_db_snapshot_copy" => Fact {
                source: self.source("source_db_snapshot_identifier"),
                ..self.snapshot("snapshot", "target_db_snapshot_identifier", aliases)
            },
            "aws_db_cluster_snapshot" => Fact {
                source: self.source("db_cluster_identifier"),
                ..self.snapshot(
                    "cluster_snapshot",
                    "db_cluster_snapshot_identifier",
                    aliases,
                )
            },
            "aws_rds_cluster_snapshot_copy" => Fact {
                source: self.source("source_db_cluster_snapshot_identifier"),
                ..self.snapshot(
                    "cluster_snapshot",
                    "target_db_cluster_snapshot_identifier",
                    aliases,
                )
            },
            "aws_cloudwatch_log_group" => Fact {
                key_alias: alias(self.text("kms_key_id")),
                ..fact("log_group", self.text("name"))
            },
            _ => return None,
        })
    }

    fn snapshot(&self, kind: &str, identifier: &str, aliases: &BTreeMap<&str, &str>) -> Fact {
        let shared = self.values["shared_accounts"].as_array();
        let accounts = shared.into_iter().flatten().filter_map(Value::as_str);
        let mut shared_with: Vec<String> = accounts.map(str::to_owned).collect();
        shared_with.sort();
        Fact {
            key_alias: aliases
                .get(self.text("kms_key_id"))
                .map(|&alias| alias.to_owned()),
            shared_with,
            ..Fact::new(kind, self.text(identifier), self.region())
        }
    }

    /// `region/identifier` of what an attribute names by ARN, or by identifier in the same region.
    fn source(&self, attribute: &str) -> Option<String> {
        let named = self.text(attribute);
        match named.split(':').collect::<Vec<_>>().as_slice() {
            [""] => None,
            ["arn", _, _, region, account, _, identifier] if *account == self.account() => {
                Some(format!("{region}/{identifier}"))
            }
            ["arn", _, _, region, account, _, identifier] => {
                Some(format!("{region}/{account}:{identifier}"))
            }
            _ => Some(format!("{}/{named}", self.region())),
        }
    }

    fn final_snapshot(&self, aliases: &BTreeMap<&str, &str>) -> Option<Fact> {
        let kind = match self.kind {
            "aws_db_instance" => "snapshot",
            "aws_rds_cluster" => "cluster_snapshot",
            _ => return None,
        };
        let identifier = self.text("final_snapshot_identifier");
        if identifier.is_empty() || self.values["skip_final_snapshot"] == Value::Bool(true) {
            return None;
        }
        Some(Fact {
            key_alias: aliases
                .get(self.text("kms_key_id"))
                .map(|&alias| alias.to_owned()),
            ..Fact::new(kind, identifier, self.region())
        })
    }
}
