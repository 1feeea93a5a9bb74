//! Built policies: what they look like in each partition, and that they give what was recorded and nothing
//! else, by the evaluator's word.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sealform::aws::regions;
use sealform::names::{AccountId, Region};
use sealform::policy::actions::{ACTIONS, Kind, of_kinds};
use sealform::policy::build::{Caller, KeyUse, ShareStyle, policy_for};
use sealform::policy::check::check;
use sealform::policy::document::{Document, MAX_SIZE, parse};
use sealform::policy::evaluate::{Access, Decision, decide};
use sealform::policy::identity::Identity;
use sealform::policy::request::{Home, Request};
use sealform::policy::{Policy, Principals};

const OWNER: &str = "111122223333";
const PARTNER: &str = "444455556666";
const STRANGER: &str = "777788889999";

fn account(id: &str) -> AccountId {
    AccountId::parse(id).unwrap()
}

fn region(name: &str) -> Region {
    regions::find(name).unwrap()
}

fn role(region: Region, account: &str, name: &str) -> String {
    format!("arn:{}:iam::{account}:role/{name}", region.partition().id())
}

// ------------------------------------------------------------------ snapshots

/// Every kind of use at once, with the account as a whole calling RDS and a named role managing passwords.
fn everything(region: Region, replica: Region) -> BTreeSet<KeyUse> {
    let own = |name| role(region, OWNER, name);
    BTreeSet::from([
        KeyUse::Administer(own("KeyAdministrators")),
        KeyUse::Administer(own("BreakGlass")),
        KeyUse::Rds(Caller::Account),
        KeyUse::ManagedPassword(Caller::Principal(own("DatabaseDeployers"))),
        KeyUse::Logs("/aws/rds/instance/orders/*".to_owned()),
        KeyUse::Logs("/aws/rds/cluster/billing/*".to_owned()),
        KeyUse::Proxy(own("orders-proxy-eu-central-1")),
        KeyUse::Secret(Caller::Account),
        KeyUse::Dms(Caller::Account),
        KeyUse::Dms(Caller::Principal(own("DatabaseDeployers"))),
        KeyUse::Topic,
        KeyUse::Backup,
        KeyUse::Replicate(replica),
        KeyUse::Share {
            account: account(PARTNER),
            principals: BTreeSet::new(),
            style: ShareStyle::LeastPrivilege,
        },
    ])
}

#[test]
fn built_policies_look_like_this() {
    let cases = [
        ("aws", "us-east-1", "eu-west-1"),
        ("aws-cn", "cn-north-1", "cn-northwest-1"),
        ("aws-us-gov", "us-gov-west-1", "us-gov-east-1"),
    ];
    for (name, home, replica) in cases {
        let (home, replica) = (region(home), region(replica));
        snapshot(name, home, &everything(home, replica));
    }
    let home = region("us-east-1");
    let own = |name| role(home, OWNER, name);
    snapshot("no-uses", home, &BTreeSet::new());
    snapshot(
        "named-callers",
        home,
        &BTreeSet::from([
            KeyUse::Rds(Caller::Principal(own("Deployers"))),
            KeyUse::Rds(Caller::Principal(own("Ci"))),
            KeyUse::ManagedPassword(Caller::Account),
        ]),
    );
    snapshot(
        "account-and-named-callers",
        home,
        &BTreeSet::from([
            KeyUse::Rds(Caller::Account),
            KeyUse::Rds(Caller::Principal(role(home, PARTNER, "Deployers"))),
        ]),
    );
    snapshot(
        "shares",
        home,
        &BTreeSet::from([
            share(
                PARTNER,
                &[role(home, PARTNER, "Copier")],
                ShareStyle::LeastPrivilege,
            ),
            share("555566667777", &[], ShareStyle::LeastPrivilege),
            share(STRANGER, &[], ShareStyle::Documented),
        ]),
    );
}

fn snapshot(name: &str, home: Region, uses: &BTreeSet<KeyUse>) {
    let policy = policy_for(&account(OWNER), home, uses);
    let mut text = String::new();
    print(&policy.document(), 0, &mut text);
    insta::with_settings!({
        snapshot_path => "../snapshots/policy",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

/// The document as indented text, a line for each value, in its own order.
fn print(document: &Document, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match document {
        Document::Text(text) => out.push_str(&format!(" {text}")),
        Document::List(items) => {
            for item in items {
                out.push_str(&format!("\n{indent}-"));
                print(item, depth + 1, out);
            }
        }
        Document::Map(entries) => {
            for (key, value) in entries {
                out.push_str(&format!("\n{indent}{key}:"));
                print(value, depth + 1, out);
            }
        }
    }
}

fn share(partner: &str, principals: &[String], style: ShareStyle) -> KeyUse {
    KeyUse::Share {
        account: account(partner),
        principals: principals.iter().cloned().collect(),
        style,
    }
}

// ------------------------------------------------------------------ properties

#[derive(Debug, Clone)]
struct Built {
    region: Region,
    uses: BTreeSet<KeyUse>,
    policy: Policy,
}

impl Built {
    fn decide(&self, request: impl Fn(Home<'_>) -> Request) -> Decision {
        let owner = account(OWNER);
        let home = Home {
            owner: &owner,
            region: self.region,
        };
        decide(&self.policy, &request(home))
    }

    fn own(&self, name: &str) -> Identity {
        Identity::Role(role(self.region, OWNER, name))
    }

    fn administrators(&self) -> impl Iterator<Item = Identity> {
        self.uses.iter().filter_map(|key_use| match key_use {
            KeyUse::Administer(arn) => Some(Identity::Role(arn.clone())),
            _ => None,
        })
    }

    /// Who may call RDS with this key; a role that nobody named stands for the account.
    fn rds_callers(&self) -> impl Iterator<Item = Identity> {
        self.uses.iter().filter_map(|key_use| match key_use {
            KeyUse::Rds(Caller::Account) => Some(self.own("Nobody")),
            KeyUse::Rds(Caller::Principal(arn)) => Some(Identity::Role(arn.clone())),
            _ => None,
        })
    }
}

fn built() -> impl Strategy<Value = Built> {
    let names = [
        "us-east-1",
        "eu-west-1",
        "cn-north-1",
        "us-gov-west-1",
        "eusc-de-east-1",
    ];
    select(names.to_vec()).prop_flat_map(|name| {
        let home = region(name);
        let own = |name| role(home, OWNER, name);
        let all = vec![
            KeyUse::Administer(own("Admin")),
            KeyUse::Administer(own("BreakGlass")),
            KeyUse::Rds(Caller::Account),
            KeyUse::Rds(Caller::Principal(own("Deployer"))),
            KeyUse::Rds(Caller::Principal(own("team/Ci"))),
            KeyUse::ManagedPassword(Caller::Account),
            KeyUse::ManagedPassword(Caller::Principal(own("Deployer"))),
            KeyUse::Logs("/aws/rds/instance/orders/*".to_owned()),
            KeyUse::Logs("/aws/rds/cluster/*".to_owned()),
            KeyUse::Proxy(own("Proxy")),
            KeyUse::Secret(Caller::Account),
            KeyUse::Secret(Caller::Principal(own("Deployer"))),
            KeyUse::Dms(Caller::Account),
            KeyUse::Dms(Caller::Principal(own("Deployer"))),
            KeyUse::Topic,
            KeyUse::Backup,
            KeyUse::Replicate(region("us-west-2")),
            KeyUse::Replicate(region("ap-south-1")),
            share(PARTNER, &[], ShareStyle::LeastPrivilege),
            share(
                PARTNER,
                &[role(home, PARTNER, "Copier")],
                ShareStyle::Documented,
            ),
        ];
        subsequence(all, 0..=18).prop_map(move |uses| {
            let uses: BTreeSet<KeyUse> = uses.into_iter().collect();
            let policy = policy_for(&account(OWNER), home, &uses);
            Built {
                region: home,
                uses,
                policy,
            }
        })
    })
}

/// What RDS does with the key on a caller's behalf.
const THROUGH_RDS: [&str; 7] = [
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ListGrants",
    "kms:ReEncryptFrom",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn declared_callers_use_the_key_through_rds(built in built()) {
        for caller in built.rds_callers() {
            for action in THROUGH_RDS {
                let decision = built.decide(|home| Request::through("rds", caller.clone(), home, action));
                prop_assert_eq!(decision.at_least(), Access::Direct, "{} {:?}", action, caller);
            }
        }
    }

    #[test]
    fn nobody_uses_the_key_through_another_region_or_service_or_directly(built in built()) {
        let elsewhere = region(if built.region.name() == "us-east-2" { "us-west-1" } else { "us-east-2" });
        let everyone = built.rds_callers().chain(built.administrators()).chain([built.own("Nobody")]);
        for caller in everyone {
            for action in of_kinds(&[Kind::Use, Kind::Grant]) {
                let directly = built.decide(|home| Request::direct(caller.clone(), home, action.name));
                let through_ec2 =
                    built.decide(|home| Request::through("ec2", caller.clone(), home, action.name));
                let through_elsewhere = built.decide(|home| {
                    let mut request = Request::through("rds", caller.clone(), home, action.name);
                    request.context = request
                        .context
                        .with("kms:ViaService", format!("rds.{elsewhere}.amazonaws.com"));
                    request
                });
                for decision in [directly, through_ec2, through_elsewhere] {
                    prop_assert_eq!(decision, Decision::Delegated { by: vec!["EnableRootAndIamPolicies".to_owned()] });
                }
            }
        }
    }

    #[test]
    fn strangers_get_nothing_by_any_path(built in built()) {
        let strangers = [
            Identity::Role(role(built.region, STRANGER, "Admin")),
            Identity::User(format!("arn:aws:iam::{STRANGER}:user/Eve")),
            Identity::root(built.region.partition(), &account(STRANGER)),
            Identity::Anonymous,
        ];
        for stranger in strangers {
            for action in ACTIONS {
                let decision =
                    built.decide(|home| Request::by_any_path(stranger.clone(), home, action.name));
                prop_assert_eq!(decision, Decision::NotAllowed, "{} {:?}", action.name, stranger);
            }
        }
    }

    #[test]
    fn administrators_manage_and_never_use(built in built()) {
        for administrator in built.administrators() {
            for action in ACTIONS {
                let decision = built.decide(|home| Request::direct(administrator.clone(), home, action.name));
                let never = match action.kind {
                    Kind::Use | Kind::Grant => true,
                    Kind::Look => matches!(action.name, "kms:RetireGrant"),
                    // Replication has its test; the others are not in the console's list either.
                    Kind::Manage => matches!(
                        action.name,
                        "kms:ImportKeyMaterial"
                            | "kms:ReplicateKey"
                            | "kms:RotateKeyOnDemand"
                            | "kms:SynchronizeMultiRegionKey"
                    ),
                };
                if action.name != "kms:ReplicateKey" {
                    prop_assert_eq!(decision.at_least() == Access::Direct, !never, "{}", action.name);
                    prop_assert_eq!(decision.at_least(), decision.at_most());
                }
            }
        }
    }

    #[test]
    fn administrators_replicate_into_recorded_regions_alone(built in built()) {
        for administrator in built.administrators() {
            for name in ["us-west-2", "ap-south-1", "sa-east-1"] {
                let decision = built.decide(|home| {
                    let mut request = Request::direct(administrator.clone(), home, "kms:ReplicateKey");
                    request.context = request.context.with("kms:ReplicaRegion", name);
                    request
                });
                let recorded = built.uses.contains(&KeyUse::Replicate(region(name)));
                prop_assert_eq!(decision.at_least() == Access::Direct, recorded, "{}", name);
                prop_assert_eq!(decision.at_least(), decision.at_most());
            }
        }
    }

    #[test]
    fn logs_use_the_key_for_recorded_groups_of_the_owner_alone(built in built()) {
        let suffix = built.region.partition().dns_suffix();
        let service = format!("logs.{}.{suffix}", built.region);
        let groups = [
            ("/aws/rds/instance/orders/postgresql", "/aws/rds/instance/orders/*"),
            ("/aws/rds/cluster/billing/error", "/aws/rds/cluster/*"),
            ("/aws/lambda/other", "-"),
        ];
        for of in [OWNER, STRANGER] {
            for (group, recorded) in groups {
                let partition = built.region.partition().id();
                let arn = format!("arn:{partition}:logs:{}:{of}:log-group:{group}", built.region);
                let decision = built.decide(|home| {
                    let mut request = Request::by_service(&service, &account(of), home, "kms:GenerateDataKey");
                    request.context = request
                        .context
                        .with("kms:EncryptionContext:aws:logs:arn", arn.clone());
                    request
                });
                let wanted = of == OWNER && built.uses.contains(&KeyUse::Logs(recorded.to_owned()));
                prop_assert_eq!(decision.at_least() == Access::Direct, wanted, "{}", arn);
                prop_assert_eq!(decision.at_least(), decision.at_most());
            }
        }
    }

    #[test]
    fn events_are_published_under_the_key_for_the_owner_alone(built in built()) {
        for service in ["events.rds.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com"] {
            for of in [OWNER, STRANGER] {
                for (action, publishes) in [("kms:GenerateDataKey", true), ("kms:Decrypt", true), ("kms:Encrypt", false)] {
                    let decision = built.decide(|home| Request::by_service(service, &account(of), home, action));
                    let wanted = built.uses.contains(&KeyUse::Topic)
                        && of == OWNER
                        && publishes
                        && service.starts_with("events.");
                    prop_assert_eq!(decision.at_least() == Access::Direct, wanted, "{} {} {}", service, of, action);
                    prop_assert_eq!(decision.at_least(), decision.at_most());
                }
            }
        }
    }

    #[test]
    fn a_proxy_opens_secrets_and_does_nothing_else(built in built()) {
        let recorded = built.uses.contains(&KeyUse::Proxy(role(built.region, OWNER, "Proxy")));
        let by_all = built.uses.contains(&KeyUse::ManagedPassword(Caller::Account))
            || built.uses.contains(&KeyUse::Secret(Caller::Account));
        for (name, wanted) in [("Proxy", recorded || by_all), ("Nobody", by_all)] {
            let decision = built.decide(|home| Request::through("secretsmanager", built.own(name), home, "kms:Decrypt"));
            prop_assert_eq!(decision.at_least() == Access::Direct, wanted, "{}", name);
        }
        let directly = built.decide(|home| Request::direct(built.own("Proxy"), home, "kms:Decrypt"));
        prop_assert_ne!(directly.at_most(), Access::Direct);
        let encrypts = built.decide(|home| Request::through("secretsmanager", built.own("Proxy"), home, "kms:Encrypt"));
        prop_assert_ne!(encrypts.at_most(), Access::Direct);
        let namesake = Identity::Role(role(built.region, STRANGER, "Proxy"));
        let stranger = built.decide(|home| Request::through("secretsmanager", namesake.clone(), home, "kms:Decrypt"));
        prop_assert_eq!(stranger.at_most(), Access::None);
    }

    #[test]
    fn vaults_use_the_key_through_aws_backup(built in built()) {
        for action in ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"] {
            let decision = built.decide(|home| Request::through("backup", built.own("Nobody"), home, action));
            let wanted = built.uses.contains(&KeyUse::Backup);
            prop_assert_eq!(decision.at_least() == Access::Direct, wanted, "{}", action);
            let stranger = Identity::Role(role(built.region, STRANGER, "Nobody"));
            let decision = built.decide(|home| Request::through("backup", stranger.clone(), home, action));
            prop_assert_eq!(decision.at_most(), Access::None, "{}", action);
        }
    }

    #[test]
    fn replications_use_the_key_through_dms(built in built()) {
        for action in ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant"] {
            for (name, caller) in [("Nobody", None), ("Deployer", Some(Caller::Principal(role(built.region, OWNER, "Deployer"))))] {
                let wanted = built.uses.contains(&KeyUse::Dms(Caller::Account))
                    || caller.is_some_and(|caller| built.uses.contains(&KeyUse::Dms(caller)));
                let decision = built.decide(|home| Request::through("dms", built.own(name), home, action));
                prop_assert_eq!(decision.at_least() == Access::Direct, wanted, "{} {}", name, action);
            }
            let stranger = Identity::Role(role(built.region, STRANGER, "Nobody"));
            let decision = built.decide(|home| Request::through("dms", stranger.clone(), home, action));
            prop_assert_eq!(decision.at_most(), Access::None, "{}", action);
        }
    }

    #[test]
    fn stored_secrets_need_no_grant(built in built()) {
        let mut uses = built.uses.clone();
        uses.retain(|key_use| matches!(key_use, KeyUse::Secret(_)));
        let policy = policy_for(&account(OWNER), built.region, &uses);
        for action in ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"] {
            let owner = account(OWNER);
            let home = Home { owner: &owner, region: built.region };
            let request = Request::through("secretsmanager", built.own("Nobody"), home, action);
            let wanted = uses.contains(&KeyUse::Secret(Caller::Account)) && action != "kms:CreateGrant";
            let decision = decide(&policy, &request);
            prop_assert_eq!(decision.at_least() == Access::Direct, wanted, "{}", action);
        }
    }

    #[test]
    fn managed_passwords_work_through_secrets_manager_for_declared_callers(built in built()) {
        for (name, actions) in [
            ("secretsmanager", &["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:CreateGrant"][..]),
            ("rds", &["kms:DescribeKey", "kms:CreateGrant"]),
        ] {
            for action in actions {
                let decision = |who: &str| {
                    built.decide(|home| Request::through(name, built.own(who), home, action))
                };
                let everyone = built.uses.contains(&KeyUse::ManagedPassword(Caller::Account));
                let stored = built.uses.contains(&KeyUse::Secret(Caller::Account)) && *action != "kms:CreateGrant";
                if everyone {
                    prop_assert_eq!(decision("Nobody").at_least(), Access::Direct);
                } else if name == "secretsmanager" && *action != "kms:DescribeKey" && !stored {
                    prop_assert_eq!(decision("Nobody").at_most(), Access::Delegated);
                }
                let deployer = KeyUse::ManagedPassword(Caller::Principal(role(built.region, OWNER, "Deployer")));
                if built.uses.contains(&deployer) {
                    prop_assert_eq!(decision("Deployer").at_least(), Access::Direct);
                }
            }
        }
    }

    #[test]
    fn partners_copy_snapshots_with_their_own_accounts_consent(built in built()) {
        let copier = Identity::Role(role(built.region, PARTNER, "Copier"));
        let other = Identity::Role(role(built.region, PARTNER, "Other"));
        let narrow = built.uses.contains(&share(PARTNER, &[], ShareStyle::LeastPrivilege));
        let wide = built.uses.iter().any(|key_use| {
            matches!(key_use, KeyUse::Share { style: ShareStyle::Documented, .. })
        });
        let access = |request: &dyn Fn(Home<'_>) -> Request| {
            let decision = built.decide(request);
            assert_eq!(decision.at_least(), decision.at_most());
            decision.at_most()
        };
        let expected = |given: bool| if given { Access::Delegated } else { Access::None };
        for action in THROUGH_RDS {
            let through = |who: &Identity| access(&|home| Request::through("rds", who.clone(), home, action));
            let direct = |who: &Identity| access(&|home| Request::direct(who.clone(), home, action));
            prop_assert_eq!(through(&copier), expected(narrow || wide), "{}", action);
            prop_assert_eq!(through(&other), expected(narrow), "{}", action);
            let is_grant = action.ends_with("Grant") || action.ends_with("Grants");
            let describes = action == "kms:DescribeKey";
            prop_assert_eq!(direct(&copier), expected((wide && !is_grant) || (narrow && describes)), "{}", action);
            prop_assert_eq!(direct(&other), expected(narrow && describes), "{}", action);
        }
    }

    #[test]
    fn built_policies_are_sound(built in built()) {
        prop_assert_eq!(check(&built.policy, &account(OWNER), built.region), vec![]);
        prop_assert!(built.policy.size() <= MAX_SIZE);
        prop_assert_eq!(parse::policy(&built.policy.to_value()), Ok(built.policy.clone()));
        for statement in &built.policy.statements {
            prop_assert!(matches!(&statement.principals, Principals::In(some) if !some.is_empty()));
        }
    }

    #[test]
    fn a_use_that_is_not_recorded_leaves_no_trace(built in built()) {
        for key_use in &built.uses {
            let mut fewer = built.uses.clone();
            fewer.remove(key_use);
            let without = policy_for(&account(OWNER), built.region, &fewer);
            let is_kind = |other: &KeyUse| std::mem::discriminant(other) == std::mem::discriminant(key_use);
            let trace = match key_use {
                KeyUse::Administer(_) => "Key",
                KeyUse::Rds(_) => "Rds",
                KeyUse::ManagedPassword(_) => "Secrets",
                KeyUse::Secret(_) => "StoredSecrets",
                KeyUse::Dms(_) => "Dms",
                KeyUse::Logs(_) => "Logs",
                KeyUse::Proxy(_) => "Proxy",
                KeyUse::Topic => "Topic",
                KeyUse::Backup => "Backup",
                KeyUse::Replicate(_) => "KeyReplication",
                KeyUse::Share { .. } => "SnapshotShare",
            };
            let traced = without.statements.iter().any(|statement| statement.sid.starts_with(trace));
            let administered = fewer.iter().any(|other| matches!(other, KeyUse::Administer(_)));
            let reason = fewer.iter().any(is_kind)
                && (administered || !matches!(key_use, KeyUse::Replicate(_)));
            prop_assert_eq!(traced, reason, "{}", trace);
        }
    }
}

#[test]
fn a_large_key_stays_within_the_limit() {
    let home = region("ap-southeast-2");
    let roles = |kind: &str, count: usize| -> Vec<String> {
        (0..count)
            .map(|nth| {
                role(
                    home,
                    OWNER,
                    &format!("platform/{kind}-of-the-orders-team-{nth}"),
                )
            })
            .collect()
    };
    let mut uses = BTreeSet::new();
    uses.extend(
        roles("administrators", 10)
            .into_iter()
            .map(KeyUse::Administer),
    );
    for name in roles("deployers", 20) {
        uses.insert(KeyUse::Rds(Caller::Principal(name.clone())));
        uses.insert(KeyUse::ManagedPassword(Caller::Principal(name)));
    }
    uses.extend(
        (0..60).map(|nth| KeyUse::Logs(format!("/aws/rds/instance/orders-database-{nth}/*"))),
    );
    uses.extend((0..40).map(|nth| share(&format!("2{nth:011}"), &[], ShareStyle::LeastPrivilege)));
    let policy = policy_for(&account(OWNER), home, &uses);
    assert!(policy.size() <= MAX_SIZE, "{} bytes", policy.size());
    assert_eq!(check(&policy, &account(OWNER), home), []);
}
