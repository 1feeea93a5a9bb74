//! What whoever copies shared snapshots may do: IAM policies of the receiving account, the other side of the owner's key
//! policies. Knows what RDS, KMS and the provider ask for; must not know Terraform's text.
//!
//! Neither side suffices alone, so a policy here has the actions and conditions of the owner's statements, on exactly the
//! keys of the region, and besides what RDS asks for, on exactly the snapshots that are copied and the copies.
//!
//! Sources: KMS Developer Guide, "Allowing users in other accounts to use a KMS key"; Service Authorization Reference,
//! Amazon RDS; what the provider calls to read a copy.

use std::collections::{BTreeMap, BTreeSet};

use super::KeyRef;
use super::receiver::OwnerKey;
use super::snapshots::{Origin, Snapshot, SnapshotKind};
use crate::aws::limits;
use crate::names::{AccountId, Region};
use crate::policy::build::ShareStyle;
use crate::policy::request::via_services;

/// An IAM policy for whoever copies in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopierPolicy {
    /// The region that the copies are made in.
    pub region: Region,
    /// The label of the policy, and of what attaches it.
    pub label: String,
    /// Its name in IAM.
    pub name: String,
    /// What it allows.
    pub permissions: Vec<Permission>,
}

/// One statement of an IAM policy: all of them allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// Its id.
    pub sid: &'static str,
    /// What, in order.
    pub actions: Vec<&'static str>,
    /// On what.
    pub resources: Vec<Resource>,
    /// When: operator, key and values.
    pub conditions: Vec<(&'static str, &'static str, Vec<String>)>,
}

/// What a statement is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// A snapshot, by ARN.
    Arn(String),
    /// A key of the owner, by variable.
    OwnerKey(String),
    /// A key of the account.
    OwnKey(KeyRef),
    /// The secret in which RDS keeps the master password of a database: the type and the label of that.
    MasterSecret {
        /// `aws_db_instance` or `aws_rds_cluster`.
        resource: &'static str,
        /// Its label.
        label: String,
    },
}

/// Whose policies they are.
pub(super) struct Copier<'a> {
    pub(super) account: &'a AccountId,
    /// What names of policies begin with.
    pub(super) name: &'a str,
    pub(super) style: ShareStyle,
    pub(super) owner_keys: &'a [OwnerKey],
}

/// One copy that a policy allows.
struct Step {
    kind: SnapshotKind,
    source: String,
    target: String,
}

impl Copier<'_> {
    /// The policies, region by region: several for a region where one would be longer than IAM takes.
    pub(super) fn policies(&self, copies: &[Snapshot]) -> Vec<CopierPolicy> {
        let mut regions: BTreeMap<Region, (Vec<Step>, BTreeMap<String, KeyRef>)> = BTreeMap::new();
        let arn = |copy: &Snapshot| {
            copy.kind
                .arn(copy.region.value, self.account, &copy.identifier)
        };
        let mut open: Vec<(&Snapshot, Option<&Snapshot>)> =
            copies.iter().rev().map(|copy| (copy, None)).collect();
        while let Some((copy, source)) = open.pop() {
            let (steps, keys) = regions.entry(copy.region.value).or_default();
            let source = match &copy.origin {
                Origin::Received { arn, .. } => arn.clone(),
                Origin::Existing { arn, .. } => arn.clone(),
                Origin::Taken(_) | Origin::Copied { .. } => source.map(arn).unwrap_or_default(),
            };
            steps.push(Step {
                kind: copy.kind,
                source,
                target: arn(copy),
            });
            keys.insert(copy.key.label.clone(), copy.key.clone());
            open.extend(
                copy.copies
                    .iter()
                    .rev()
                    .map(|further| (further, Some(copy))),
            );
        }
        regions
            .into_iter()
            .flat_map(|(region, (steps, keys))| self.of_region(region, steps, &keys))
            .collect()
    }

    fn of_region(
        &self,
        region: Region,
        steps: Vec<Step>,
        keys: &BTreeMap<String, KeyRef>,
    ) -> Vec<CopierPolicy> {
        let mut statements: Vec<Vec<Permission>> = Vec::new();
        let mut steps = steps.into_iter().peekable();
        while let Some(first) = steps.next() {
            // The keys stand in the first policy of a region; they are the same for all.
            let fixed = match statements.is_empty() {
                true => self.use_keys(region, keys),
                false => Vec::new(),
            };
            let mut taken = vec![first];
            while let Some(next) = steps.next_if(|next| {
                let with_next = snapshots(taken.iter().chain([next]));
                self.size(region, with_next.iter().chain(&fixed)) <= limits::MANAGED_POLICY
            }) {
                taken.push(next);
            }
            let mut all = snapshots(taken.iter());
            all.extend(fixed);
            statements.push(all);
        }
        statements
            .into_iter()
            .enumerate()
            .map(|(index, permissions)| {
                let number = match index {
                    0 => String::new(),
                    further => further.saturating_add(1).to_string(),
                };
                let end = |separator: &str| match number.as_str() {
                    "" => String::new(),
                    number => format!("{separator}{number}"),
                };
                CopierPolicy {
                    region,
                    label: format!("snapshot_copier_{}{}", region.label(), end("_")),
                    name: format!("{}-snapshot-copier-{region}{}", self.name, end("-")),
                    permissions,
                }
            })
            .collect()
    }

    /// Use of the owner's keys and the account's own in a region, as narrow as the owner's statements.
    fn use_keys(&self, region: Region, own: &BTreeMap<String, KeyRef>) -> Vec<Permission> {
        const USE: &[&str] = &[
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey*",
            "kms:ReEncrypt*",
        ];
        const GRANTS: &[&str] = &["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];
        let of_owner = self.owner_keys.iter().filter(|key| key.region == region);
        let keys: Vec<Resource> = of_owner
            .map(|key| Resource::OwnerKey(key.variable.clone()))
            .chain(own.values().cloned().map(Resource::OwnKey))
            .collect();
        let through_rds = (
            "StringEquals",
            "kms:ViaService",
            via_services("rds", region),
        );
        let for_aws = ("Bool", "kms:GrantIsForAWSResource", vec!["true".to_owned()]);
        let permission = |sid, actions: &[&'static str], conditions| Permission {
            sid,
            actions: actions.to_vec(),
            resources: keys.clone(),
            conditions,
        };
        match self.style {
            ShareStyle::Documented => vec![
                permission("UseKeys", USE, Vec::new()),
                permission("GrantKeys", GRANTS, vec![for_aws]),
            ],
            ShareStyle::LeastPrivilege => vec![
                permission("UseKeys", USE, vec![through_rds.clone()]),
                permission("GrantKeys", GRANTS, vec![for_aws, through_rds]),
                permission("DescribeKeys", &["kms:DescribeKey"], Vec::new()),
            ],
        }
    }

    /// The characters that IAM counts: those of the JSON without white space.
    fn size<'p>(&self, region: Region, permissions: impl Iterator<Item = &'p Permission>) -> usize {
        // The key's own id, `mrk-` and all, has 36 characters.
        let partition = region.partition().id();
        let key = format!("arn:{partition}:kms:{region}:{}:key/", self.account).len() + 36;
        let quoted = |length: usize| length.saturating_add(3);
        let of_one = |permission: &Permission| {
            let frame =
                r#"{"Sid":"","Effect":"Allow","Action":[],"Resource":[],"Condition":{}},"#.len();
            let actions = permission.actions.iter().map(|action| quoted(action.len()));
            let resources = permission.resources.iter().map(|resource| match resource {
                Resource::Arn(arn) => quoted(arn.len()),
                // No copier reads a secret; its ARN is no longer than a key's by much.
                Resource::OwnerKey(_) | Resource::OwnKey(_) | Resource::MasterSecret { .. } => {
                    quoted(key)
                }
            });
            let conditions = permission
                .conditions
                .iter()
                .map(|(operator, name, values)| {
                    let frame = r#""":{"":[]},"#.len() + operator.len() + name.len();
                    frame
                        + values
                            .iter()
                            .map(|value| quoted(value.len()))
                            .sum::<usize>()
                });
            let parts: usize = actions.chain(resources).chain(conditions).sum();
            frame + permission.sid.len() + parts
        };
        let frame = r#"{"Version":"2012-10-17","Statement":[]}"#.len();
        frame + permissions.map(of_one).sum::<usize>()
    }
}

/// Copying each source to each target, and reading and tagging the targets.
fn snapshots<'s>(steps: impl Iterator<Item = &'s Step>) -> Vec<Permission> {
    let (mut sources, mut targets) = (BTreeSet::new(), BTreeSet::new());
    let (mut copy, mut read) = (
        BTreeSet::new(),
        BTreeSet::from([
            "rds:AddTagsToResource",
            "rds:ListTagsForResource",
            "rds:RemoveTagsFromResource",
        ]),
    );
    for step in steps {
        sources.insert(step.source.as_str());
        targets.insert(step.target.as_str());
        match step.kind {
            SnapshotKind::Instance => {
                copy.insert("rds:CopyDBSnapshot");
                read.extend([
                    "rds:DescribeDBSnapshotAttributes",
                    "rds:DescribeDBSnapshots",
                ]);
            }
            SnapshotKind::Cluster => {
                copy.insert("rds:CopyDBClusterSnapshot");
                read.extend([
                    "rds:DescribeDBClusterSnapshotAttributes",
                    "rds:DescribeDBClusterSnapshots",
                ]);
            }
        }
    }
    let arns = |arns: &mut dyn Iterator<Item = &&str>| -> Vec<Resource> {
        arns.map(|arn| Resource::Arn((*arn).to_owned())).collect()
    };
    let all = arns(&mut sources.union(&targets));
    let own = arns(&mut targets.iter());
    [
        ("CopySnapshots", copy, all),
        ("ReadAndTagCopies", read, own),
    ]
    .into_iter()
    .map(|(sid, actions, resources)| Permission {
        sid,
        actions: actions.into_iter().collect(),
        resources,
        conditions: Vec::new(),
    })
    .collect()
}
