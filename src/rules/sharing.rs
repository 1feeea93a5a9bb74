//! Rules about accounts that receive snapshots: who they are, who copies there, and that both sides agree.

use super::check::{Finder, checks};
use super::snapshots::{has_permanent_options, is_automated};
use crate::aws::arns::principals::{self, PrincipalKind, PrincipalProblem};
use crate::aws::{limits, regions};
use crate::plan::receiver::Receiver;
use crate::plan::snapshots::{Share, Snapshot};
use crate::plan::{Key, RootModule};
use crate::policy::evaluate::{Access, decide};
use crate::policy::identity::Identity;
use crate::policy::request::{Home, Request};

checks! {
    Error "share-max" on Snapshot count,
        "a snapshot is shared with 20 accounts at most",
        "it is a quota of AWS",
        "share a copy with the others",
        "RDS User Guide, Sharing a DB snapshot";
    Error "share-self" on Module own_account,
        "no snapshot is shared with its own account",
        "it is there already",
        "remove it, or correct the account's id",
        "RDS User Guide, Sharing a DB snapshot";
    Error "share-automated" on Snapshot automated,
        "what is shared is a manual snapshot",
        "AWS shares no snapshot that it has taken by itself",
        "share a copy of it under a name of your own",
        "RDS User Guide, Sharing a DB snapshot";
    Error "share-policy" on Snapshot policy,
        "the key of a shared snapshot lets each account in that receives it",
        "KMSKeyNotAccessibleFault: the account sees the snapshot and cannot copy it",
        "share under a key whose policy Sealform writes",
        "awslabs/aurora-snapshot-tool#29";
    Warning "share-option-permanent" on Snapshot permanent_options,
        "what is shared has no permanent option, such as TDE",
        "AWS refuses to share it",
        "check the option group; remove such an option, or move the data with DMS",
        "RDS User Guide, Sharing a DB snapshot";
    Error "share-principal" on Module principals,
        "those who copy are roles or users of the account that receives",
        "MalformedPolicyDocumentException: KMS refuses a policy that names nobody; one that names others lets them in",
        "name the ARN of a role of that account, or leave `principals` out for whomever its IAM policies let",
        "IAM User Guide, AWS JSON policy elements: Principal";
    Error "xacct-copier" on Module copier,
        "the role that Terraform assumes in the account is one of those who copy",
        "Terraform makes the copies, and the owner's key policy lets nobody in but the `principals`",
        "add the role to `principals`, or leave them out",
        "RDS User Guide, Sharing encrypted snapshots";
    Warning "xacct-not-root-user" on Module root_user,
        "those who copy are no root user",
        "the root user of an account cannot copy what is shared and encrypted",
        "leave `principals` out for the account as a whole, or name a role",
        "RDS User Guide, Sharing encrypted snapshots";
    Warning "xacct-optin" on Module opt_in,
        "an account has enabled the regions that it copies to",
        "in a region that is not enabled, rights that a key's policy gives have no effect",
        "enable the region in that account",
        "KMS Developer Guide, Allowing users in other accounts to use a KMS key";
    Warning "xacct-policy-count" on Module policies,
        "a role has room for the policies that let it copy",
        "IAM attaches ten to a role, unless a higher quota was asked for",
        "ask for a higher quota, or share less with one account",
        "IAM User Guide, IAM and AWS STS quotas";
}

fn count(snapshot: &Snapshot, _: &RootModule, found: &mut Finder<'_>) {
    if let Some(next) = snapshot.shares.get(limits::SHARED_ACCOUNTS) {
        found.report(
            next.name.at,
            format!(
                "`{}` is shared with {} accounts, and AWS allows {}",
                snapshot.name,
                snapshot.shares.len(),
                limits::SHARED_ACCOUNTS
            ),
            "share a copy with the others: `copies: { … }`",
        );
    }
}

fn own_account(module: &RootModule, found: &mut Finder<'_>) {
    if let Some(receiver) = &module.receiver
        && module.account.value == receiver.owner.value
    {
        found.report_with(
            module.account.at,
            format!("`{}` is the account that owns the databases", receiver.name),
            "remove it, or correct the account's id",
            |diagnostic| diagnostic.related(receiver.owner.at, "the owner"),
        );
    }
}

fn automated(snapshot: &Snapshot, _: &RootModule, found: &mut Finder<'_>) {
    if is_automated(&snapshot.identifier)
        && let Some(share) = snapshot.shares.first()
    {
        found.report_with(
            snapshot.identifier.at,
            format!(
                "`{}` is a snapshot that AWS takes by itself, and is not shared",
                snapshot.identifier.escape_debug()
            ),
            "take a snapshot under a name of your own, and share that",
            |diagnostic| diagnostic.related(share.name.at, "shared with"),
        );
    }
}

/// Asks the policy that will be written whether each account can do what a copy takes.
fn policy(snapshot: &Snapshot, module: &RootModule, found: &mut Finder<'_>) {
    let key = module
        .keys
        .iter()
        .find(|key| key.label == snapshot.key.label);
    let Some(key) = key.filter(|_| module.receiver.is_none()) else {
        return;
    };
    for share in &snapshot.shares {
        if !lets_in(key, share, module) {
            found.report(
                share.name.at,
                format!(
                    "the policy of the key `{}` in `{}` does not let `{}` copy `{}`",
                    key.name, key.region, share.name, snapshot.name
                ),
                "name those who copy under `principals`, as roles of that account",
            );
        }
    }
}

fn lets_in(key: &Key, share: &Share, module: &RootModule) -> bool {
    let anyone = format!(
        "arn:{}:iam::{}:role/anyone",
        module.partition.id(),
        share.account
    );
    let copiers: Vec<&str> = match share.principals.is_empty() {
        true => vec![&anyone],
        false => share.principals.iter().map(String::as_str).collect(),
    };
    let home = Home {
        owner: &module.account.value,
        region: key.region,
    };
    let policy = key.policy(home.owner);
    copiers.into_iter().filter_map(Identity::parse).all(|who| {
        [
            "kms:CreateGrant",
            "kms:Decrypt",
            "kms:ReEncryptFrom",
            "kms:DescribeKey",
        ]
        .into_iter()
        .map(|action| Request::through("rds", who.clone(), home, action))
        .all(|request| decide(&policy, &request).at_least() > Access::None)
    })
}

fn permanent_options(snapshot: &Snapshot, module: &RootModule, found: &mut Finder<'_>) {
    let Some(group) = &snapshot.source_option_group else {
        return;
    };
    let mut all = module.commons();
    let family = all
        .find(|common| common.label == snapshot.database)
        .map(|common| common.engine.family());
    if let Some(share) = snapshot.shares.first()
        && !group.starts_with("default:")
        && family.is_some_and(has_permanent_options)
    {
        found.report_with(
            share.name.at,
            format!(
                "`{}` has the options of `{group}`, and AWS refuses the share if one of them is permanent, as TDE is",
                snapshot.name
            ),
            "check the option group; remove such an option, or move the data with DMS",
            |diagnostic| diagnostic.related(group.at, "the option group"),
        );
    }
}

fn receiver(module: &RootModule) -> Option<&Receiver> {
    let receiver = module.receiver.as_ref();
    // An account that is the owner's has a rule of its own, and nobody there is of another.
    receiver.filter(|receiver| module.account.value != receiver.owner.value)
}

fn principals(module: &RootModule, found: &mut Finder<'_>) {
    let Some(receiver) = receiver(module) else {
        return;
    };
    let Some(named) = &receiver.principals else {
        return;
    };
    if named.is_empty() {
        found.report(
            named.at,
            format!(
                "nobody of `{}` may copy: its list of principals is empty",
                receiver.name
            ),
            "name roles, or leave `principals` out for whomever the account's IAM policies let",
        );
    }
    let example = format!(
        "write the ARN of a role such as `arn:{}:iam::{}:role/SnapshotCopier`",
        module.partition.id(),
        module.account
    );
    for principal in named.iter() {
        let said = principal.escape_debug();
        let parsed = match principals::parse(principal) {
            Ok(parsed) => parsed,
            Err(problem) => {
                let message = format!("`{said}` {problem}");
                match &problem {
                    PrincipalProblem::AssumedRole(role) => {
                        found.report_with(principal.at, message, example.as_str(), |diagnostic| {
                            diagnostic.patch(principal.at, role)
                        });
                    }
                    _ => found.report(principal.at, message, example.as_str()),
                }
                continue;
            }
        };
        if parsed.account != module.account.value {
            found.report_with(
                principal.at,
                format!(
                    "`{said}` is of the account `{}`, and `{}` is `{}`",
                    parsed.account, receiver.name, module.account
                ),
                example.as_str(),
                |diagnostic| diagnostic.related(module.account.at, "the account"),
            );
        } else if parsed.arn.partition != module.partition.id() {
            let (is, wanted) = (parsed.arn.partition.as_str(), module.partition.id());
            let right = principal.replacen(is, wanted, 1);
            found.report_with(
                principal.at,
                format!("`{said}` is of the partition `{is}`, and the snapshots of `{wanted}`"),
                "write the partition of the region",
                |diagnostic| diagnostic.patch(principal.at, right),
            );
        }
    }
}

fn copier(module: &RootModule, found: &mut Finder<'_>) {
    let (Some(receiver), Some(role)) = (receiver(module), &module.toolchain.assume_role) else {
        return;
    };
    let Some(named) = &receiver.principals else {
        return;
    };
    let copies = |arn: &str| {
        let is_root = principals::parse(arn).is_ok_and(|parsed| parsed.kind == PrincipalKind::Root);
        is_root || arn == *role.role_arn
    };
    if !named.is_empty() && !named.iter().any(|principal| copies(principal)) {
        found.report_with(
            role.role_arn.at,
            format!(
                "Terraform copies as `{}`, whom the owner's keys do not let in",
                role.role_arn
            ),
            "add the role to `principals`, or leave them out",
            |diagnostic| diagnostic.related(named.at, "those whom they let in"),
        );
    }
}

fn root_user(module: &RootModule, found: &mut Finder<'_>) {
    let Some(receiver) = receiver(module) else {
        return;
    };
    for principal in receiver.principals.iter().flat_map(|list| list.iter()) {
        let is_root = principals::parse(principal).is_ok_and(|parsed| {
            parsed.kind == PrincipalKind::Root && parsed.account == module.account.value
        });
        if is_root {
            found.report(
                principal.at,
                format!("`{principal}` is the account as a whole, and its root user cannot copy what is shared"),
                "leave `principals` out for the account as a whole, or name a role",
            );
        }
    }
}

fn opt_in(module: &RootModule, found: &mut Finder<'_>) {
    let Some(receiver) = receiver(module) else {
        return;
    };
    for copy in receiver.copies.iter().flat_map(Snapshot::with_copies) {
        if regions::is_opt_in(copy.region.value) {
            found.report(
                copy.region.at,
                format!(
                    "`{}` copies in `{}`, which must be enabled in the account `{}`",
                    receiver.name, copy.region, module.account
                ),
                "enable the region in that account",
            );
        }
    }
}

fn policies(module: &RootModule, found: &mut Finder<'_>) {
    let Some(receiver) = receiver(module).filter(|receiver| !receiver.roles.is_empty()) else {
        return;
    };
    let count = receiver.policies.len();
    if count > limits::ATTACHED_POLICIES {
        found.report(
            receiver.name.at,
            format!(
                "the roles of `{}` get {count} policies, and IAM attaches {} to a role",
                receiver.name,
                limits::ATTACHED_POLICIES
            ),
            "ask for a higher quota, or share less with one account",
        );
    }
}
