//! Failures that people reported, and what is known to go wrong with clusters; none of which a spec must bring about: it is
//! refused with its rule, or there is no word for it, or the text of every example is right. The references are issues of
//! the repositories named.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

mod common;

use std::collections::BTreeSet;

use common::{name, specs};
use sealform::pipeline::{build, check, check_sources};
use sealform::source::{SourceFile, Sources};
use sealform::verify::Mode;

/// One resource of an example, as text.
struct Block {
    /// The example, and the folder of the root module in it.
    module: String,
    kind: String,
    label: String,
    text: String,
}

impl Block {
    /// The value of an argument of the resource itself, as written.
    fn argument(&self, name: &str) -> Option<&str> {
        self.text.lines().find_map(|line| {
            let rest = line.strip_prefix("  ")?.strip_prefix(name)?;
            rest.trim_start().strip_prefix("= ")
        })
    }

    fn shown(&self) -> String {
        format!(
            "{}: {}.{}\n{}",
            self.module, self.kind, self.label, self.text
        )
    }
}

enum Outcome {
    /// Each of these rules is broken by a spec in `specs/bad`, named after it.
    Refused(&'static [&'static str]),
    /// A word that would say it, on which database, and the rule that knows no such word or tells the right one.
    NoWord(&'static str, Database, &'static str),
    /// True of all examples; the number is how many blocks must have been looked at.
    Rendered(fn(&[Block]) -> usize),
}
use Outcome::{NoWord, Refused, Rendered};

enum Database {
    Instance,
    Cluster,
    Replica,
    Secondary,
    Member,
}
use Database::{Cluster, Instance, Member, Replica, Secondary};

/// Number, symptom, where it was reported, and what becomes of it here.
static FAILURES: &[(u32, &str, &str, &[Outcome])] = &[
    (
        1,
        "a copy in the wrong region: `destination_region` places nothing",
        "terraform-provider-aws#39951",
        &[Rendered(copies_are_placed_by_their_provider)],
    ),
    (
        2,
        "every plan promotes the secondary of a global database",
        "terraform-provider-aws#40921, #43214",
        &[Rendered(secondaries_stay)],
    ),
    (
        3,
        "the secondary of an encrypted global database cannot be made",
        "terraform-provider-aws#13715",
        &[Rendered(secondaries_have_a_key)],
    ),
    (
        4,
        "a secondary with a key of the primary's region",
        "terraform-provider-aws#16362",
        &[
            NoWord(
                "kms_key_id: arn:aws:kms:us-east-1:123456789012:key/a",
                Secondary,
                "enc-key-arn",
            ),
            Rendered(keys_are_of_their_region),
        ],
    ),
    (
        5,
        "`Cannot create a cross region unencrypted read replica from encrypted source`",
        "terraform-aws-rds#428; terraform-provider-aws#864, #518",
        &[Rendered(distant_replicas_have_a_key)],
    ),
    (
        6,
        "`Your request does not require the preSignedUrl parameter`",
        "terraform-provider-aws#2386",
        &[Rendered(near_replicas_name_no_key)],
    ),
    (
        7,
        "a restored instance is replaced, since its key differs",
        "terraform-provider-aws#15390; hashicorp/terraform#18984",
        &[
            NoWord("snapshot_identifier: nightly", Instance, "spec-unknown-key"),
            Refused(&["rst-pitr-key"]),
            Rendered(restored_databases_lie_under_the_key_of_their_data),
        ],
    ),
    (
        8,
        "a cluster that is restored from an unencrypted snapshot is made again at once",
        "terraform-provider-aws#15915, #6012",
        &[Rendered(keys_go_with_encryption)],
    ),
    (
        9,
        "`ManageMasterUserPassword isn't supported for read replica`, though it is false",
        "terraform-provider-aws#40188",
        &[
            NoWord(
                "manage_master_user_password: false",
                Secondary,
                "gdb-secondary-cred",
            ),
            Rendered(followers_have_no_password),
        ],
    ),
    (
        10,
        "replicas of a source whose password is in Secrets Manager",
        "terraform-aws-rds#532, #512",
        &[Refused(&["secret-replica-source", "secret-global"])],
    ),
    (
        11,
        "`A ManageMasterUserPassword value is required when MasterUserSecretKmsKeyId is specified`",
        "terraform-provider-aws#41795",
        &[
            NoWord(
                "master_user_secret_kms_key_id: alias/other",
                Cluster,
                "enc-key-alias-arn",
            ),
            Rendered(secrets_lie_under_the_key_of_the_storage),
        ],
    ),
    (
        12,
        "`Cannot change master user password on an RDS postgres Read Replica`",
        "terraform-aws-rds#526",
        &[
            NoWord("password: variable", Replica, "user-on-replica"),
            Rendered(followers_have_no_password),
        ],
    ),
    (
        13,
        "`You can't specify IOPS or storage throughput … a storage size less than 400`",
        "terraform-provider-aws#28271, #28361; troposphere#2153",
        &[Refused(&["inst-gp3-small"])],
    ),
    (
        14,
        "`You must specify both the storage size and iops when modifying …`",
        "terraform-provider-aws#33512",
        &[
            Refused(&["inst-iops-required"]),
            Rendered(provisioned_storage_says_both),
        ],
    ),
    (
        15,
        "a cluster is replaced for its `availability_zones`",
        "terraform-provider-aws#29149, #1322, #25480, #31558; terraform-aws-rds-aurora#371, #446",
        &[Refused(&["cl-azs"]), Rendered(no_cluster_names_zones)],
    ),
    (
        16,
        "`You cannot change your Performance Insights KMS key`",
        "terraform-provider-aws#9746; notification-terraform#173",
        &[
            NoWord(
                "performance_insights_kms_key_id: x",
                Instance,
                "enc-key-arn",
            ),
            Rendered(insights_lie_under_a_key_of_ours),
        ],
    ),
    (
        17,
        "`MasterUsername admin cannot be used as it is a reserved word used by the engine`",
        "aws-cdk#10579; cfn-lint#4425",
        &[Refused(&["user-reserved-admin-pg"])],
    ),
    (
        18,
        "`DBName must begin with a letter and contain only alphanumeric characters`",
        "terraform-provider-aws#1137, #9655, #38528",
        &[Refused(&["dbname-shape"])],
    ),
    (
        19,
        "`The new key policy will not allow you to update the key policy in the future`",
        "terraform-aws-cloudtrail#178; terraform-aws-eks#2843",
        &[Rendered(policies_let_the_account_in)],
    ),
    (
        20,
        "`Policy contains a statement with no principal`",
        "terraform-aws-eks#2163",
        &[
            Refused(&["kms-policy-principal"]),
            Rendered(statements_name_somebody),
        ],
    ),
    (
        21,
        "a key waits for its policy, which KMS writes in another way",
        "terraform-provider-aws#21225",
        &[Rendered(lists_are_sorted_and_singles_are_text)],
    ),
    (
        22,
        "`KMSKeyNotAccessibleFault … source snapshot KMS key` in the account that receives",
        "aurora-snapshot-tool#29",
        &[Rendered(shares_are_in_the_policy)],
    ),
    (
        23,
        "`The target KMS key [None] does not exist` for a copy of a shared snapshot",
        "rds-snapshot-tool#70; aurora-snapshot-tool#25",
        &[
            Refused(&["enc-default-key-shared", "copy-shared-key"]),
            Rendered(copies_name_a_key),
        ],
    ),
    (
        24,
        "a received copy still lies under the key of the account that shared it",
        "rds-snapshot-tool#60",
        &[
            Rendered(copies_name_a_key),
            Rendered(keys_are_of_their_region),
        ],
    ),
    (
        25,
        "`Must specify new KMS key for cross region encrypted snapshot copy`",
        "aws-maintenance#5; rds-oracle-cross-account-cross-region-dr#1",
        &[Rendered(copies_name_a_key)],
    ),
    (
        26,
        "a policy of the organization that demands encryption blocks every restore",
        "aws-sdk-go-v2#2678",
        // The call of a restore from a snapshot or to a point in time says nothing of encryption.
        &[Rendered(an_organization_lets_restore)],
    ),
    (
        27,
        "`alias/aws/rds` is looked up before it exists",
        "terraform-aws-rds-cluster#107",
        &[Rendered(nothing_is_looked_up)],
    ),
    (
        28,
        "who manages a password needs `kms:DescribeKey`",
        "terraform-aws-eks-ack-addons#45",
        &[Rendered(secrets_may_be_described)],
    ),
    (
        29,
        "a replica of a cluster of three instances",
        "terraform-provider-aws#39270",
        &[Refused(&["rr-source-cluster"])],
    ),
    (
        30,
        "a change of `replication_source_identifier` does nothing",
        "terraform-provider-aws#40386",
        &[
            NoWord(
                "replication_source_identifier: x",
                Cluster,
                "spec-unknown-key",
            ),
            NoWord("replicate_source_db: x", Instance, "spec-unknown-key"),
            Rendered(secondaries_stay),
            Rendered(replica_clusters_name_their_source),
        ],
    ),
    (
        31,
        "`\"blue_green_update.enabled\" cannot be set when \"engine\" is …`",
        "terraform-provider-aws#34317",
        &[NoWord(
            "blue_green_update: { enabled: true }",
            Instance,
            "spec-unknown-key",
        )],
    ),
];

/// What is known to go wrong with clusters and their members, by the id that the domain has for it, where no rule of that id
/// refuses it: and what becomes of it here.
static CLUSTERS: &[(&str, &str, &[Outcome])] = &[
    (
        "cl-final",
        "a cluster is destroyed, and nothing is left of it",
        &[
            Refused(&["inst-final-skip"]),
            Rendered(clusters_leave_a_snapshot),
        ],
    ),
    (
        "cl-ignore",
        "Terraform changes back what AWS has changed about a cluster of a global database",
        &[Rendered(what_a_global_database_decides_is_ignored)],
    ),
    (
        "cl-pi-members",
        "a cluster and its members contradict each other",
        &[
            NoWord(
                "preferred_backup_window: 02:00-03:00",
                Member,
                "spec-unknown-key",
            ),
            NoWord("monitoring_interval: 30", Member, "spec-unknown-key"),
            Rendered(members_or_their_cluster_are_observed),
        ],
    ),
    (
        "cl-rename",
        "another `cluster_identifier` replaces the cluster",
        &[Rendered(clusters_are_guarded)],
    ),
    (
        "cl-snapshot-key",
        "the flag without the key, or the key without the flag",
        &[Rendered(keys_go_with_encryption)],
    ),
    (
        "cl-snapshot-user",
        "a restored cluster with another master user is replaced",
        &[Rendered(restored_clusters_have_the_users_of_their_data)],
    ),
    (
        "cl-subnet-match",
        "a member in another subnet group than its cluster",
        &[
            NoWord("db_subnet_group_name: other", Member, "spec-unknown-key"),
            Rendered(members_have_the_subnets_of_their_cluster),
        ],
    ),
    (
        "gdb-force-destroy",
        "a global database around a cluster cannot be destroyed",
        &[Rendered(adopting_global_databases_let_go)],
    ),
    (
        "gdb-leave",
        "a cluster leaves its global database in an update that nobody notices",
        &[
            NoWord(
                "global_cluster_identifier: other",
                Cluster,
                "spec-unknown-key",
            ),
            Rendered(clusters_are_guarded),
        ],
    ),
    (
        "gdb-order",
        "a secondary is made while its primary has no member",
        &[Rendered(secondaries_wait_for_a_member)],
    ),
    (
        "gdb-promote",
        "a plan promotes a secondary",
        &[Rendered(secondaries_stay)],
    ),
    (
        "ci-version",
        "a member is upgraded by itself",
        &[
            NoWord("engine_version: \"17\"", Member, "spec-unknown-key"),
            Rendered(members_say_no_version),
        ],
    ),
    (
        "ci-deletion",
        "a member is protected and its cluster is not",
        &[
            NoWord("deletion_protection: true", Member, "spec-unknown-key"),
            Rendered(members_say_no_version),
        ],
    ),
    (
        "ci-for-each",
        "a member in the middle goes, and those behind it are replaced",
        &[Rendered(members_have_names)],
    ),
    (
        "upgrade-ignored",
        "an upgrade is ignored with the minor versions that AWS installs, and its parameter group is refused",
        &[Rendered(upgrades_are_not_ignored)],
    ),
];

/// What is wrong, and what becomes of it, of both tables.
fn all() -> impl Iterator<Item = (String, &'static str, &'static [Outcome])> {
    let failures = FAILURES
        .iter()
        .map(|(number, symptom, _, outcomes)| (number.to_string(), *symptom, *outcomes));
    let clusters = CLUSTERS
        .iter()
        .map(|(id, symptom, outcomes)| ((*id).to_owned(), *symptom, *outcomes));
    failures.chain(clusters)
}

/// The rules about clusters that the domain knows each have a row here, or a rule of their id.
#[test]
fn every_rule_about_clusters_is_there() {
    const KNOWN: &[&str] = &[
        "cl-azs",
        "cl-retention",
        "cl-instances",
        "cl-gdb-readers",
        "cl-gdb-secondary-readers",
        "cl-snapshot-global",
        "cl-snapshot-user",
        "cl-snapshot-key",
        "cl-replica-args",
        "cl-engine-mode",
        "cl-sv2",
        "cl-storage-type",
        "cl-backtrack",
        "cl-pi-members",
        "cl-subnet-match",
        "cl-final",
        "cl-rename",
        "cl-ignore",
        "gdb-promote",
        "gdb-leave",
        "gdb-order",
        "gdb-force-destroy",
        "gdb-secondary-cred",
        "gdb-regions",
        "gdb-version",
        "ci-version",
        "ci-tier",
        "ci-deletion",
        "ci-for-each",
    ];
    for id in KNOWN {
        let is_rule = sealform::catalogue::all().iter().any(|rule| rule.id == *id);
        let is_row = CLUSTERS.iter().any(|(known, ..)| known == id);
        assert!(is_rule != is_row, "{id}");
    }
}

#[test]
fn all_are_there() {
    let numbers: Vec<u32> = FAILURES.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, (1..=31).collect::<Vec<u32>>());
    for (number, symptom, reference, outcomes) in FAILURES {
        assert!(
            !outcomes.is_empty() && !symptom.is_empty() && reference.contains('#'),
            "{number}"
        );
    }
}

#[test]
fn what_is_refused_is_refused_with_its_rule() {
    let outcomes = all().flat_map(|(number, _, outcomes)| {
        outcomes
            .iter()
            .map(move |outcome| (number.clone(), outcome))
    });
    for (number, outcome) in outcomes {
        let Refused(rules) = outcome else { continue };
        for rule in *rules {
            let broken = specs("bad")
                .iter()
                .filter(|spec| name(spec).split("--").next() == Some(rule))
                .any(|spec| {
                    check(spec)
                        .unwrap()
                        .found
                        .iter()
                        .any(|found| found.rule.id == *rule)
                });
            assert!(broken, "{number}: {rule}");
        }
    }
}

#[test]
fn what_has_no_word_cannot_be_said() {
    for (number, symptom, outcomes) in all() {
        for outcome in outcomes {
            let NoWord(line, on, rule) = outcome else {
                continue;
            };
            let found = check_sources(spec_with(line, on)).found;
            assert!(found.has_errors(), "{number}, {symptom}: {line}");
            let rules: BTreeSet<&str> = found.iter().map(|found| found.rule.id).collect();
            assert!(
                rules.contains(rule),
                "{number}, {symptom}: {line} is {rules:?}"
            );
        }
    }
}

#[test]
fn what_is_rendered_is_right() {
    let blocks = blocks();
    for (number, symptom, outcomes) in all() {
        for outcome in outcomes {
            if let Rendered(look) = outcome {
                assert!(
                    look(&blocks) > 0,
                    "{number}, {symptom}: no example has such a thing"
                );
            }
        }
    }
}

/// A spec that is right but for one line, which stands on a database of that kind.
fn spec_with(line: &str, on: &Database) -> Sources {
    let at = |wanted: bool, indent: usize| match wanted {
        true => format!("{:indent$}{line}\n", ""),
        false => String::new(),
    };
    let text = format!(
        "version: 1\nname: test\nowner: \"123456789012\"\nregions:\n  us-east-1: {{ subnet_ids: [subnet-0a1b2c3d, \
         subnet-4e5f6a7b], vpc_security_group_ids: [sg-0123456789abcdef0] }}\n  eu-west-1: {{ subnet_ids: \
         [subnet-0a1b2c3e, subnet-4e5f6a7c], vpc_security_group_ids: [sg-0123456789abcdef1] }}\ndefaults: {{ region: \
         us-east-1, engine_version: \"16\", instance_class: db.r6g.large }}\ndatabases:\n  one:\n    engine: \
         postgres\n    allocated_storage: 100\n{}    replicas:\n      two:\n        multi_az: false\n{}  three:\n    \
         engine: aurora-postgresql\n    members:\n      first:\n        promotion_tier: 0\n{}{}  four:\n    engine: aurora-postgresql\n    global:\n      eu-west-1:\n        \
         instances: 1\n{}",
        at(matches!(on, Instance), 4),
        at(matches!(on, Replica), 8),
        at(matches!(on, Member), 8),
        at(matches!(on, Cluster), 4),
        at(matches!(on, Secondary), 8),
    );
    let files = vec![SourceFile {
        name: "test.yaml".to_owned(),
        text,
    }];
    Sources { files }
}

#[test]
fn the_spec_without_the_line_is_right() {
    let found = check_sources(spec_with("deletion_protection: true", &Cluster)).found;
    assert!(!found.has_errors(), "{found:?}");
}

/// Every resource of every example.
fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    for spec in specs("good") {
        let plan = check(&spec).unwrap().plan.unwrap();
        let tree = build(&plan, Mode::ByShape).unwrap().unwrap();
        for (path, text) in tree.files.iter().filter(|(path, _)| path.ends_with(".tf")) {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            // Nothing is looked up but the address of a database that another one takes over from.
            for looked_up in text.split("\ndata \"").skip(1) {
                let is_old = ["aws_db_instance\"", "aws_rds_cluster\""]
                    .iter()
                    .any(|kind| looked_up.starts_with(kind));
                let is_needed = text.contains("aws_route53_record")
                    || tree
                        .files
                        .contains_key(&path.replace("/database_", "/dms_"));
                assert!(is_old && is_needed, "{path} looks something up");
            }
            for block in text.split("\nresource \"").skip(1) {
                let (head, rest) = block.split_once('\n').unwrap();
                let mut words = head.split('"');
                let kind = words.next().unwrap().to_owned();
                let label = words.nth(1).unwrap().to_owned();
                let text = rest.split("\n}\n").next().unwrap().to_owned();
                let module = format!("{}/{folder}", name(&spec));
                // An old database under management stands as it is: nothing that is said of it is done.
                if text
                    .lines()
                    .any(|line| line.trim() == "ignore_changes  = all")
                {
                    continue;
                }
                blocks.push(Block {
                    module,
                    kind,
                    label,
                    text,
                });
            }
        }
    }
    blocks
}

/// How many blocks a look found, each of which must be right.
fn each(
    blocks: &[Block],
    which: impl Fn(&Block) -> bool,
    is_right: impl Fn(&Block) -> bool,
) -> usize {
    let chosen: Vec<&Block> = blocks.iter().filter(|block| which(block)).collect();
    for block in &chosen {
        assert!(is_right(block), "{}", block.shown());
    }
    chosen.len()
}

/// The region in a provider's name or in the label of a key.
fn region_of(block: &Block) -> String {
    let provider = block
        .argument("provider")
        .map(|provider| provider.trim_start_matches("aws."));
    let region = block
        .argument("region")
        .map(|region| region.trim_matches('"').replace('-', "_"));
    provider.map(str::to_owned).or(region).unwrap()
}

fn is_copy(block: &Block) -> bool {
    block.kind.ends_with("snapshot_copy")
}

fn is_secondary(block: &Block) -> bool {
    block.kind == "aws_rds_cluster"
        && block.argument("global_cluster_identifier").is_some()
        && block.argument("master_username").is_none()
}

fn is_replica_cluster(block: &Block) -> bool {
    block.argument("replication_source_identifier").is_some()
}

fn is_replica(block: &Block) -> bool {
    block.argument("replicate_source_db").is_some()
}

fn is_storage(block: &Block) -> bool {
    matches!(block.kind.as_str(), "aws_db_instance" | "aws_rds_cluster")
}

fn copies_are_placed_by_their_provider(blocks: &[Block]) -> usize {
    each(blocks, is_copy, |block| {
        block.argument("destination_region").is_none() && block.argument("presigned_url").is_none()
    })
}

fn secondaries_stay(blocks: &[Block]) -> usize {
    each(blocks, is_secondary, |block| {
        block.argument("replication_source_identifier").is_none()
            && block.text.lines().any(|line| {
                line.contains("ignore_changes") && line.contains("replication_source_identifier")
            })
            && block.text.contains("aws_rds_cluster_instance.")
    })
}

/// By its ARN, so that it is there before; and beside nothing that would make the cluster a source of its own.
fn replica_clusters_name_their_source(blocks: &[Block]) -> usize {
    each(blocks, is_replica_cluster, |block| {
        let source = block.argument("replication_source_identifier").unwrap();
        (source.ends_with(".arn") || source.starts_with("\"arn:"))
            && block.argument("global_cluster_identifier").is_none()
            && block.argument("snapshot_identifier").is_none()
            && block.argument("database_name").is_none()
            && block.argument("kms_key_id").is_some()
    })
}

fn is_cluster(block: &Block) -> bool {
    block.kind == "aws_rds_cluster"
}

fn is_member(block: &Block) -> bool {
    block.kind == "aws_rds_cluster_instance"
}

/// Of clusters that Terraform may not destroy: what is thrown away says so.
fn clusters_leave_a_snapshot(blocks: &[Block]) -> usize {
    let is_kept =
        |block: &Block| is_cluster(block) && block.text.contains("prevent_destroy = true");
    each(blocks, is_kept, |block| {
        block.argument("skip_final_snapshot") == Some("false")
            && block.argument("final_snapshot_identifier").is_some()
    })
}

fn clusters_are_guarded(blocks: &[Block]) -> usize {
    let is_said =
        |block: &Block| is_cluster(block) && block.argument("deletion_protection") != Some("false");
    each(blocks, is_said, |block| {
        block.argument("deletion_protection") == Some("true")
            && block.text.contains("prevent_destroy = true")
    })
}

/// The version is the global database's; which cluster follows which is AWS's; and a cluster that a global database was
/// made around does not say that it belongs to it.
fn what_a_global_database_decides_is_ignored(blocks: &[Block]) -> usize {
    let adopted = |block: &Block| {
        let arn = format!("aws_rds_cluster.{}.arn", block.label);
        blocks.iter().any(|other| {
            other.module == block.module
                && other.argument("source_db_cluster_identifier") == Some(&*arn)
        })
    };
    let belongs = |block: &Block| {
        is_cluster(block)
            && (block.argument("global_cluster_identifier").is_some() || adopted(block))
    };
    each(blocks, belongs, |block| {
        let (_, ignored) = block.text.split_once("ignore_changes").unwrap();
        let ignored = ignored.split(']').next().unwrap();
        ignored.contains("engine_version")
            && ignored.contains("replication_source_identifier")
            && ignored.contains("global_cluster_identifier") == adopted(block)
    })
}

/// One of the two says how it is observed, and a member never says when it is backed up.
fn members_or_their_cluster_are_observed(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| is_cluster(block) || is_member(block),
        |block| {
            let has_members = blocks.iter().any(|other| {
                let cluster = format!("aws_rds_cluster.{}.cluster_identifier", block.label);
                other.module == block.module
                    && other.argument("cluster_identifier") == Some(&*cluster)
            });
            let is_observed = block.argument("monitoring_interval").is_some()
                || block.argument("performance_insights_enabled").is_some();
            match is_member(block) {
                true => block.argument("preferred_backup_window").is_none(),
                false => !(has_members && is_observed),
            }
        },
    )
}

fn restored_clusters_have_the_users_of_their_data(blocks: &[Block]) -> usize {
    let is_restored = |block: &Block| {
        is_cluster(block)
            && (block.argument("snapshot_identifier").is_some()
                || block.text.contains("restore_to_point_in_time"))
    };
    each(blocks, is_restored, |block| {
        block.argument("master_username").is_none() && block.argument("database_name").is_none()
    })
}

fn members_have_the_subnets_of_their_cluster(blocks: &[Block]) -> usize {
    each(blocks, is_member, |block| {
        let cluster = block.argument("cluster_identifier").unwrap();
        let cluster = cluster.trim_end_matches(".cluster_identifier");
        let wanted = format!("{cluster}.db_subnet_group_name");
        block.argument("db_subnet_group_name") == Some(&*wanted)
            && block.argument("engine") == Some(&*format!("{cluster}.engine"))
    })
}

fn adopting_global_databases_let_go(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| block.argument("source_db_cluster_identifier").is_some(),
        |block| {
            let source = block.argument("source_db_cluster_identifier").unwrap();
            block.argument("force_destroy") == Some("true") && source.ends_with(".arn")
        },
    )
}

fn secondaries_wait_for_a_member(blocks: &[Block]) -> usize {
    each(blocks, is_secondary, |block| {
        let (_, after) = block.text.split_once("depends_on").unwrap();
        after.contains("aws_rds_cluster_instance.")
    })
}

fn members_say_no_version(blocks: &[Block]) -> usize {
    each(blocks, is_member, |block| {
        block.argument("engine_version").is_none()
            && block.argument("deletion_protection").is_none()
    })
}

fn members_have_names(blocks: &[Block]) -> usize {
    each(blocks, is_member, |block| {
        block.argument("count").is_none() && block.argument("for_each").is_some()
    })
}

fn upgrades_are_not_ignored(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| is_storage(block) && block.argument("allow_major_version_upgrade").is_some(),
        |block| {
            let ignored = block
                .text
                .split_once("ignore_changes")
                .map(|(_, rest)| rest);
            block.argument("engine_version").is_some()
                && block.argument("apply_immediately") == Some("true")
                && ignored.is_none_or(|ignored| !ignored.contains("engine_version"))
        },
    )
}

fn secondaries_have_a_key(blocks: &[Block]) -> usize {
    each(blocks, is_secondary, |block| {
        block.argument("storage_encrypted") == Some("true")
            && block.argument("kms_key_id").is_some()
            && block.argument("source_region").is_none()
    })
}

/// A key is named after its region, and so is the provider.
fn keys_are_of_their_region(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| {
            block
                .argument("kms_key_id")
                .is_some_and(|key| key.starts_with("aws_kms_"))
        },
        |block| {
            block
                .argument("kms_key_id")
                .unwrap()
                .contains(&region_of(block))
        },
    )
}

/// The region of a replica's source, in the same module.
fn source_region(block: &Block, blocks: &[Block]) -> String {
    let source = block.argument("replicate_source_db").unwrap();
    let label = source.split('.').nth(1).unwrap();
    let of = |other: &&Block| {
        other.module == block.module && other.kind == block.kind && other.label == label
    };
    region_of(blocks.iter().find(of).unwrap())
}

fn distant_replicas_have_a_key(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| is_replica(block) && source_region(block, blocks) != region_of(block),
        |block| {
            block.argument("storage_encrypted") == Some("true")
                && block.argument("kms_key_id").is_some()
                && block.argument("db_subnet_group_name").is_some()
                && block
                    .argument("replicate_source_db")
                    .unwrap()
                    .ends_with(".arn")
        },
    )
}

fn near_replicas_name_no_key(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| is_replica(block) && source_region(block, blocks) == region_of(block),
        |block| {
            block.argument("storage_encrypted") == Some("true")
                && block.argument("kms_key_id").is_none()
        },
    )
}

/// An instance that is restored has the key of its data: of the copy, or of the database that the snapshot was taken of. A
/// cluster names a key, and so does what was restored once and whose snapshot is gone.
fn restored_databases_lie_under_the_key_of_their_data(blocks: &[Block]) -> usize {
    let named = |module: &str, address: &str| {
        let (kind, label) = address.split_once('.')?;
        let label = label.split('.').next()?;
        blocks
            .iter()
            .find(|other| other.module == module && other.kind == kind && other.label == label)
    };
    each(
        blocks,
        |block| is_storage(block) && block.argument("snapshot_identifier").is_some(),
        |block| {
            let key = block.argument("kms_key_id").unwrap();
            let is_guarded = block.argument("storage_encrypted") == Some("true")
                && block.text.contains("snapshot_identifier]");
            let from = block.argument("snapshot_identifier").unwrap();
            let Some(snapshot) = named(&block.module, from) else {
                return is_guarded && from.starts_with('"') && key.starts_with("aws_kms_");
            };
            let of_data = match snapshot.argument("db_instance_identifier") {
                None => snapshot.argument("kms_key_id"),
                Some(database) => named(&block.module, database)
                    .and_then(|database| database.argument("kms_key_id")),
            };
            let address = format!("{}.{}.kms_key_id", snapshot.kind, snapshot.label);
            let keeps = Some(key) == of_data || key == address;
            is_guarded && (keeps || block.kind == "aws_rds_cluster" && key.starts_with("aws_kms_"))
        },
    )
}

fn keys_go_with_encryption(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| is_storage(block) && block.argument("kms_key_id").is_some(),
        |block| block.argument("storage_encrypted") == Some("true"),
    )
}

fn followers_have_no_password(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| is_replica(block) || is_secondary(block) || is_replica_cluster(block),
        |block| !block.text.contains("password") && block.argument("username").is_none(),
    )
}

fn secrets_lie_under_the_key_of_the_storage(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| block.argument("manage_master_user_password").is_some(),
        |block| {
            block.argument("manage_master_user_password") == Some("true")
                && block.argument("master_user_secret_kms_key_id") == block.argument("kms_key_id")
        },
    )
}

fn provisioned_storage_says_both(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| block.argument("iops").is_some() && !is_replica(block),
        |block| block.argument("allocated_storage").is_some(),
    )
}

fn no_cluster_names_zones(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| block.kind == "aws_rds_cluster",
        |block| block.argument("availability_zones").is_none(),
    )
}

fn insights_lie_under_a_key_of_ours(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| block.argument("performance_insights_enabled") == Some("true"),
        |block| {
            let key = block.argument("performance_insights_kms_key_id");
            key.is_some_and(|key| key.starts_with("aws_kms_") && key.contains(&region_of(block)))
        },
    )
}

fn has_policy(block: &Block) -> bool {
    matches!(block.kind.as_str(), "aws_kms_key" | "aws_kms_replica_key")
}

fn policies_let_the_account_in(blocks: &[Block]) -> usize {
    each(blocks, has_policy, |block| {
        block.text.contains("EnableRootAndIamPolicies")
            && block.text.contains(":root\"")
            && block.text.contains("\"kms:*\"")
            && !block.text.contains("bypass_policy_lockout_safety_check")
    })
}

fn statements_name_somebody(blocks: &[Block]) -> usize {
    each(blocks, has_policy, |block| {
        block.text.matches("Sid ").count() == block.text.matches("Principal = {").count()
            && !block.text.contains("[]")
            && !block.text.contains("\"\"")
    })
}

/// KMS gives a list of one back as text, and keeps the order that it was sent in.
fn lists_are_sorted_and_singles_are_text(blocks: &[Block]) -> usize {
    each(blocks, has_policy, |block| {
        block.text.split('[').skip(1).all(|list| {
            let list = list.split(']').next().unwrap();
            let items: Vec<&str> = list
                .split(',')
                .map(str::trim)
                .filter(|item| item.starts_with('"'))
                .collect();
            items.is_sorted()
                && (items.len() != 1)
                && items.iter().collect::<BTreeSet<_>>().len() == items.len()
        })
    })
}

/// Whoever a snapshot is shared with is named in the policy of a key of the same region.
fn shares_are_in_the_policy(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| block.argument("shared_accounts").is_some(),
        |block| {
            let accounts = block.argument("shared_accounts").unwrap();
            let all = accounts.split('"').filter(|part| part.len() == 12);
            let policies: Vec<&Block> = blocks
                .iter()
                .filter(|other| other.module == block.module && has_policy(other))
                .filter(|key| region_of(key) == region_of(block))
                .collect();
            all.into_iter().all(|account| {
                policies
                    .iter()
                    .any(|key| key.text.contains(account) && key.text.contains("kms:CreateGrant"))
            })
        },
    )
}

fn copies_name_a_key(blocks: &[Block]) -> usize {
    each(blocks, is_copy, |block| {
        block
            .argument("kms_key_id")
            .is_some_and(|key| key.starts_with("aws_kms_") && key.ends_with(".arn"))
    })
}

fn an_organization_lets_restore(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| block.kind == "aws_organizations_policy",
        |block| {
            let denied = [
                "RestoreDBInstance",
                "RestoreDBClusterFromSnapshot",
                "RestoreDBClusterToPointInTime",
                "rds:*",
                "rds:Restore*",
            ];
            denied.iter().all(|action| !block.text.contains(action))
        },
    )
}

fn nothing_is_looked_up(blocks: &[Block]) -> usize {
    each(
        blocks,
        |_| true,
        |block| {
            // The address of a database that another one takes over from.
            let names_the_old = matches!(
                block.kind.as_str(),
                "aws_route53_record" | "aws_secretsmanager_secret_version"
            );
            !block.text.contains("alias/aws/") && (names_the_old || !block.text.contains("data."))
        },
    )
}

fn secrets_may_be_described(blocks: &[Block]) -> usize {
    each(
        blocks,
        |block| has_policy(block) && block.text.contains("SecretsUse"),
        |block| {
            let statement = block.text.split("\"SecretsUse\"").nth(1).unwrap();
            let action = statement.split("Resource").next().unwrap();
            action.contains("kms:DescribeKey")
        },
    )
}
