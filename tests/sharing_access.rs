//! From the rendered text of both sides: each account can make exactly the copies that it was given, through RDS, in that
//! region; nobody else gains anything. The text is read and judged here anew; the key policies are asked of the evaluator.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;
mod sharing {
    pub mod iam;
    pub mod model;
    pub mod read;
}

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sealform::aws::regions;
use sealform::names::AccountId;
use sealform::policy::Policy;
use sealform::policy::document::parse;
use sealform::policy::evaluate::{Access, decide};
use sealform::policy::identity::Identity;
use sealform::policy::request::{Home, Request};
use sealform::source::{SourceFile, Sources};
use sealform::tree::Tree;
use sealform::verify::{Mode, key_policies};

use sharing::iam::{Call, allows};
use sharing::model::{Account, Fleet, OWNER, Share, fleets};
use sharing::read::{Module, modules};

/// Everything that touches data under a key or gives use of it away.
const USE: [&str; 9] = [
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:CreateGrant",
    "kms:ListGrants",
];

/// What nobody of another account may do, whatever is shared.
const MANAGE: [&str; 6] = [
    "kms:DisableKey",
    "kms:GetKeyPolicy",
    "kms:PutKeyPolicy",
    "kms:ScheduleKeyDeletion",
    "kms:Sign",
    "kms:TagResource",
];

/// The tree that a spec gives.
fn tree(spec: &str) -> Tree {
    let checked = sealform::pipeline::check_sources(Sources {
        files: vec![SourceFile {
            name: "fleet.yaml".to_owned(),
            text: spec.to_owned(),
        }],
    });
    let found: Vec<&str> = checked
        .found
        .iter()
        .map(|found| found.message.as_str())
        .collect();
    assert!(!checked.found.has_errors(), "{found:#?}\n{spec}");
    sealform::pipeline::build(&checked.plan.unwrap(), Mode::Paranoid)
        .unwrap()
        .unwrap_or_else(|unproven| panic!("{unproven:#?}\n{spec}"))
}

/// A key as the text has it: where it is, and what its policy says.
struct Key {
    module: String,
    address: String,
    region: String,
    account: AccountId,
    policy: Policy,
}

fn keys(tree: &Tree) -> Vec<Key> {
    let read = key_policies(tree).into_iter().map(|text| Key {
        module: text.module,
        address: text.key,
        region: text.region.unwrap(),
        account: text.account.unwrap(),
        policy: parse::policy_text(&text.json).unwrap(),
    });
    read.collect()
}

impl Key {
    fn home(&self) -> Home<'_> {
        Home {
            owner: &self.account,
            region: regions::find(&self.region).unwrap(),
        }
    }

    fn arn(&self) -> String {
        format!(
            "arn:aws:kms:{}:{}:key/{}",
            self.region, self.account, self.address
        )
    }

    /// The most that somebody gets by a service, or by no service.
    fn gives(&self, who: &Identity, service: Option<&str>, action: &str) -> Access {
        let request = match service {
            Some(service) => Request::through(service, who.clone(), self.home(), action),
            None => Request::direct(who.clone(), self.home(), action),
        };
        decide(&self.policy, &request).at_most()
    }

    /// The most that somebody gets in any way at all.
    fn gives_at_all(&self, who: &Identity, action: &str) -> Access {
        let request = Request::by_any_path(who.clone(), self.home(), action);
        decide(&self.policy, &request).at_most()
    }
}

fn role(arn: &str) -> Identity {
    Identity::parse(arn).unwrap()
}

/// One shared snapshot of the owner's text, with the key that it lies under.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
struct Shared {
    account: String,
    arn: String,
    region: String,
    key: String,
}

/// Everything that the owner's text shares.
fn shared(owner: &Module) -> BTreeSet<Shared> {
    let mut all = BTreeSet::new();
    for resource in owner.resources() {
        let (kind, identifier, database) = match resource.kind {
            "aws_db_snapshot" => (
                "snapshot",
                "db_snapshot_identifier",
                Some("db_instance_identifier"),
            ),
            "aws_db_snapshot_copy" => ("snapshot", "target_db_snapshot_identifier", None),
            "aws_db_cluster_snapshot" => (
                "cluster-snapshot",
                "db_cluster_snapshot_identifier",
                Some("db_cluster_identifier"),
            ),
            "aws_rds_cluster_snapshot_copy" => (
                "cluster-snapshot",
                "target_db_cluster_snapshot_identifier",
                None,
            ),
            _ => continue,
        };
        let key = match database {
            None => resource.text("kms_key_id"),
            Some(database) => {
                let reference = resource.text(database);
                let parts: Vec<&str> = reference.split('.').collect();
                owner
                    .resource(parts[0], parts[1])
                    .unwrap()
                    .text("kms_key_id")
            }
        };
        let arn = format!(
            "arn:aws:rds:{}:{OWNER}:{kind}:{}",
            resource.region,
            resource.text(identifier)
        );
        for account in resource.list("shared_accounts") {
            all.insert(Shared {
                account,
                arn: arn.clone(),
                region: resource.region.clone(),
                key: key.strip_suffix(".arn").unwrap().to_owned(),
            });
        }
    }
    all
}

/// Judges the whole output for a fleet.
fn judge(fleet: &Fleet, spec: &str, tree: &Tree) {
    let modules = modules(tree);
    let owner = modules
        .iter()
        .find(|module| module.folder == "owner")
        .unwrap();
    let keys = keys(tree);
    let shared = shared(owner);

    // What the text shares is what was asked for, no more and no less.
    let said: BTreeSet<Share> = shared
        .iter()
        .map(|shared| Share {
            account: shared.account.clone(),
            arn: shared.arn.clone(),
            region: shared.region.clone(),
            key: shared
                .key
                .strip_prefix("aws_kms_key.")
                .unwrap()
                .split('_')
                .next()
                .unwrap()
                .to_owned(),
        })
        .collect();
    assert_eq!(said, fleet.shares(), "{spec}");

    for account in &fleet.accounts {
        let given: Vec<&Shared> = shared
            .iter()
            .filter(|shared| shared.account == account.id)
            .collect();
        owner_side(account, &given, &keys);
        let folder = format!("sharing/{}", account.name);
        match modules.iter().find(|module| module.folder == folder) {
            Some(module) => receiving_side(account, module, owner, &given, &shared, &keys),
            None => assert!(given.is_empty(), "{folder} is missing"),
        }
    }
    strangers(&keys);
}

/// The keys of the owner let the account in where it was given something, and nowhere else.
fn owner_side(account: &Account, given: &[&Shared], keys: &[Key]) {
    let copiers: Vec<String> = match &account.roles {
        Some(roles) => roles.iter().map(|role| account.arn(role)).collect(),
        None => vec![account.arn("Anyone")],
    };
    for key in keys.iter().filter(|key| key.module == "owner") {
        let is_given = given
            .iter()
            .any(|shared| shared.key == key.address && shared.region == key.region);
        for copier in &copiers {
            let who = role(copier);
            for action in USE {
                let by_rds = key.gives(&who, Some("rds"), action);
                assert_eq!(
                    by_rds > Access::None,
                    is_given,
                    "{copier} {action} {}",
                    key.address
                );
                // A copier of another account never has more than its own account's policies let it.
                assert!(
                    by_rds < Access::Direct || is_given,
                    "{copier} {action} {}",
                    key.address
                );
                let grants = action.ends_with("Grant") || action.ends_with("Grants");
                let itself = key.gives(&who, None, action);
                let by_others = key.gives(&who, Some("ec2"), action);
                if !is_given || grants {
                    assert_eq!(itself, Access::None, "{copier} {action} {}", key.address);
                }
                if !is_given || !account.documented && action != "kms:DescribeKey" {
                    assert_eq!(itself, Access::None, "{copier} {action} {}", key.address);
                    assert_eq!(by_others, Access::None, "{copier} {action} {}", key.address);
                }
            }
            for action in MANAGE {
                assert_eq!(
                    key.gives_at_all(&who, action),
                    Access::None,
                    "{copier} {action}"
                );
            }
        }
        // Where roles are named, no other role of the account gains anything.
        if account.roles.is_some() {
            let other = role(&account.arn("Other"));
            for action in USE.iter().chain(&MANAGE) {
                assert_eq!(
                    key.gives_at_all(&other, action),
                    Access::None,
                    "{action} {}",
                    key.address
                );
            }
        }
    }
}

/// Nobody of an account that the spec does not name gains anything from any key.
fn strangers(keys: &[Key]) {
    let stranger = role("arn:aws:iam::999999999999:role/Stranger");
    for key in keys {
        for action in USE.iter().chain(&MANAGE) {
            assert_eq!(
                key.gives_at_all(&stranger, action),
                Access::None,
                "{action} {}",
                key.address
            );
        }
    }
}

/// The account's own module makes each copy that it was given where it was given, under its own key, and its policies
/// let the copier do that and nothing else.
fn receiving_side(
    account: &Account,
    module: &Module,
    owner: &Module,
    given: &[&Shared],
    all: &BTreeSet<Shared>,
    keys: &[Key],
) {
    // The variables are the owner's output, to the letter.
    let output = owner
        .output(&format!("sharing_{}", account.name.replace('-', "_")))
        .unwrap();
    let output = output.as_object().unwrap();
    let names: BTreeSet<&str> = output.keys().map(String::as_str).collect();
    assert_eq!(names, module.variables());
    let owner_key = |reference: &str| {
        let address = reference.strip_suffix(".arn").unwrap();
        keys.iter()
            .find(|key| key.module == "owner" && key.address == address)
            .unwrap()
    };
    let own_key = |reference: &str| {
        let address = reference.strip_suffix(".arn").unwrap();
        keys.iter()
            .find(|key| key.module == module.folder && key.address == address)
            .unwrap()
    };
    let resolved = |reference: &str| match reference.strip_prefix("var.") {
        Some(variable) => owner_key(output[variable].as_str().unwrap()).arn(),
        None => own_key(reference).arn(),
    };

    let mut policies: BTreeMap<String, Vec<serde_json::Value>> = BTreeMap::new();
    for policy in module
        .resources()
        .filter(|resource| resource.kind == "aws_iam_policy")
    {
        assert!(
            policy.json("policy").to_string().len() <= 6_144 + 200,
            "{}",
            policy.label
        );
        let region = sharing::model::REGIONS
            .into_iter()
            .find(|region| policy.text("name").contains(region))
            .unwrap();
        let json = with_arns(policy.json("policy"), &resolved);
        assert_eq!(foreign_keys(&json, region), Vec::<String>::new());
        policies.entry(region.to_owned()).or_default().push(json);
    }
    let can = |region: &str, service: Option<&str>, action: &str, resource: &str| {
        let mut context = BTreeMap::new();
        let name = service.map(|service| format!("{service}.{region}.amazonaws.com"));
        if let Some(name) = &name {
            context.insert("kms:ViaService", name.as_str());
        }
        context.insert(
            "kms:GrantIsForAWSResource",
            if service.is_some() { "true" } else { "false" },
        );
        let call = Call {
            action,
            resource,
            context,
        };
        policies
            .values()
            .flatten()
            .any(|policy| allows(policy, &call))
    };

    let mut received = BTreeSet::new();
    for copy in module
        .resources()
        .filter(|resource| resource.kind.contains("snapshot_copy"))
    {
        let cluster = copy.kind == "aws_rds_cluster_snapshot_copy";
        let (source, target, kind, action) = match cluster {
            false => (
                "source_db_snapshot_identifier",
                "target_db_snapshot_identifier",
                "snapshot",
                "rds:CopyDBSnapshot",
            ),
            true => (
                "source_db_cluster_snapshot_identifier",
                "target_db_cluster_snapshot_identifier",
                "cluster-snapshot",
                "rds:CopyDBClusterSnapshot",
            ),
        };
        assert_eq!(copy.account, account.id);
        assert!(!copy.has("destination_region") && !copy.has("shared_accounts"));
        assert_eq!(copy.block("timeouts").unwrap()["create"], "6h");
        assert_eq!(copy.block("lifecycle").unwrap()["prevent_destroy"], true);
        let key = own_key(&copy.text("kms_key_id"));
        assert_eq!(
            (&key.region, key.account.as_str()),
            (&copy.region, account.id.as_str())
        );

        let target = format!(
            "arn:aws:rds:{}:{}:{kind}:{}",
            copy.region,
            account.id,
            copy.text(target)
        );
        let source = copy.text(source);
        let source = if source.starts_with("arn:") {
            let of = given
                .iter()
                .find(|shared| shared.arn == source)
                .unwrap_or_else(|| panic!("{source} is not shared"));
            // One step is one region.
            assert_eq!(of.region, copy.region);
            received.insert(source.clone());
            let foreign = keys
                .iter()
                .find(|key| key.module == "owner" && key.address == of.key)
                .unwrap();
            for (action, service) in USE
                .iter()
                .map(|action| (*action, Some("rds")))
                .chain([("kms:DescribeKey", None)])
            {
                let allowed = [
                    "kms:Decrypt",
                    "kms:DescribeKey",
                    "kms:Encrypt",
                    "kms:CreateGrant",
                    "kms:ListGrants",
                ]
                .contains(&action)
                    || action.starts_with("kms:GenerateDataKey")
                    || action.starts_with("kms:ReEncrypt");
                assert_eq!(
                    can(&copy.region, service, action, &foreign.arn()),
                    allowed,
                    "{action} {}",
                    foreign.arn()
                );
            }
            source
        } else {
            let parts: Vec<&str> = source.split('.').collect();
            let own = module.resource(parts[0], parts[1]).unwrap();
            let identifier = if cluster {
                "target_db_cluster_snapshot_identifier"
            } else {
                "target_db_snapshot_identifier"
            };
            format!(
                "arn:aws:rds:{}:{}:{kind}:{}",
                own.region,
                account.id,
                own.text(identifier)
            )
        };
        for resource in [&source, &target] {
            assert!(
                can(&copy.region, None, action, resource),
                "{action} {resource}"
            );
        }
        for action in ["kms:CreateGrant", "kms:DescribeKey", "kms:GenerateDataKey"] {
            assert!(
                can(&copy.region, Some("rds"), action, &key.arn()),
                "{action} {}",
                key.arn()
            );
        }
    }
    let expected: BTreeSet<String> = given.iter().map(|shared| shared.arn.clone()).collect();
    assert_eq!(received, expected, "{}", account.name);

    // Nothing that others were given, no key that nothing given lies under, no grant for anybody but AWS.
    for other in all.iter().filter(|shared| !expected.contains(&shared.arn)) {
        for action in ["rds:CopyDBSnapshot", "rds:CopyDBClusterSnapshot"] {
            assert!(
                !can(&other.region, None, action, &other.arn),
                "{}",
                other.arn
            );
        }
    }
    for key in keys.iter().filter(|key| key.module == "owner") {
        let is_given = given.iter().any(|shared| shared.key == key.address);
        assert_eq!(
            can(&key.region, Some("rds"), "kms:Decrypt", &key.arn()),
            is_given
        );
        assert!(!can(&key.region, None, "kms:CreateGrant", &key.arn()));
        if !account.documented {
            assert!(!can(&key.region, None, "kms:Decrypt", &key.arn()));
            assert!(!can(&key.region, Some("ec2"), "kms:Decrypt", &key.arn()));
        }
        for action in MANAGE {
            assert!(!can(&key.region, Some("rds"), action, &key.arn()));
        }
    }
    for action in [
        "rds:DeleteDBSnapshot",
        "rds:ModifyDBSnapshotAttribute",
        "rds:RestoreDBInstanceFromDBSnapshot",
    ] {
        assert!(
            given
                .iter()
                .all(|shared| !can(&shared.region, None, action, &shared.arn))
        );
    }
}

/// A policy with the ARNs of keys in the place of references to them.
fn with_arns(
    mut policy: serde_json::Value,
    resolved: &dyn Fn(&str) -> String,
) -> serde_json::Value {
    for statement in policy["Statement"].as_array_mut().unwrap() {
        let resources = match statement["Resource"].take() {
            serde_json::Value::Array(items) => items,
            one => vec![one],
        };
        let resources = resources.into_iter().map(|resource| {
            let text = resource.as_str().unwrap();
            match text.starts_with("arn:") {
                true => text.to_owned(),
                false => resolved(text),
            }
        });
        statement["Resource"] = resources.collect();
    }
    policy
}

/// The keys that a policy names in another region than its own: none may be there.
fn foreign_keys(policy: &serde_json::Value, region: &str) -> Vec<String> {
    let statements = policy["Statement"].as_array().unwrap().iter();
    statements
        .flat_map(|statement| statement["Resource"].as_array().unwrap())
        .map(|resource| resource.as_str().unwrap().to_owned())
        .filter(|arn| arn.starts_with("arn:aws:kms:") && arn.split(':').nth(3) != Some(region))
        .collect()
}

/// What the owner's own people may do does not depend on what is shared.
fn owner_gains_nothing(with: &[Key], without: &[Key]) {
    let people = [
        role(&format!("arn:aws:iam::{OWNER}:role/Deployers")),
        role(&format!("arn:aws:iam::{OWNER}:role/Somebody")),
        Identity::parse(&format!("arn:aws:iam::{OWNER}:root")).unwrap(),
    ];
    let ours = |keys: &[Key]| -> BTreeMap<String, Vec<Access>> {
        let own = keys.iter().filter(|key| key.module == "owner");
        own.map(|key| {
            let accesses = people.iter().flat_map(|who| {
                USE.iter().chain(&MANAGE).flat_map(|action| {
                    [
                        key.gives(who, Some("rds"), action),
                        key.gives(who, None, action),
                        key.gives_at_all(who, action),
                    ]
                })
            });
            (key.address.clone(), accesses.collect())
        })
        .collect()
    };
    assert_eq!(ours(with), ours(without));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 10,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn each_account_makes_its_copies_and_nobody_gains_more(fleet in fleets()) {
        let spec = fleet.spec();
        let tree = tree(&spec);
        judge(&fleet, &spec, &tree);
        let unshared = self::tree(&fleet.unshared().spec());
        owner_gains_nothing(&keys(&tree), &keys(&unshared));
    }

    /// Taking one account away takes its share, its statements and its module, and nothing of anybody else's.
    #[test]
    fn an_account_leaves_without_a_trace(fleet in fleets(), leaving in any::<prop::sample::Index>()) {
        let leaving = leaving.index(fleet.accounts.len());
        let left = fleet.without(leaving);
        let (before, after) = (tree(&fleet.spec()), tree(&left.spec()));
        judge(&left, &left.spec(), &after);
        let account = &fleet.accounts[leaving];
        prop_assert!(after.files.values().all(|text| !text.contains(&account.id)));
        let folder = format!("sharing/{}/", account.name);
        for (path, text) in before.files.iter().filter(|(path, _)| path.starts_with("sharing/")) {
            prop_assert_eq!(after.files.get(path), (!path.starts_with(&folder)).then_some(text));
        }
    }
}

/// The fleets that were made up do share: else the test above proves nothing.
#[test]
fn fleets_are_worth_judging() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let drawn: Vec<Fleet> = (0..200)
        .map(|_| fleets().new_tree(&mut runner).unwrap().current())
        .collect();
    let shares: Vec<usize> = drawn.iter().map(|fleet| fleet.shares().len()).collect();
    assert!(
        shares.iter().filter(|count| **count > 20).count() > 20,
        "{shares:?}"
    );
    assert!(drawn.iter().any(|fleet| fleet.accounts.len() == 20));
    let regions = |fleet: &Fleet| {
        let regions: BTreeSet<String> = fleet
            .shares()
            .into_iter()
            .map(|share| share.region)
            .collect();
        regions.len()
    };
    assert_eq!(drawn.iter().map(regions).max(), Some(6));
}
