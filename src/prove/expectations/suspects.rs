//! Those who must not get more than they are entitled to, by every way that matters: strangers, the account's others,
//! the declared themselves, services. Knows whom uses and a policy name; must not know what each may do.

use std::collections::BTreeSet;

use crate::aws::regions;
use crate::names::{AccountId, Region};
use crate::policy::Policy;
use crate::policy::build::{Caller, KeyUse, PUBLISHERS};
use crate::policy::context::Context;
use crate::policy::entitlements::{LOG_GROUP, caller, log_group, somebody};
use crate::policy::identity::Identity;
use crate::policy::questions::{self, Party};
use crate::policy::request::{Home, Request, via_services};

/// Somebody who calls in one way.
pub(super) struct Suspect {
    /// Who and how, in words.
    pub(super) who: String,
    /// Whom a use would name: an ARN, or nothing for those whom none names.
    pub(super) arn: Option<String>,
    pub(super) account: Option<AccountId>,
    pub(super) way: Way,
    pub(super) request: Request,
}

/// How they call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Directly,
    /// Through RDS of the key's region.
    Rds,
    /// Through Secrets Manager of the key's region.
    SecretsManager,
    /// Through AWS Backup of the key's region.
    Backup,
    /// Through the Database Migration Service.
    Dms,
    /// Through any other service, or one of another region.
    Other,
    /// In its own name, for one of the recorded log groups.
    RecordedLogs,
    /// In its own name, for a topic of the key's account.
    RecordedTopic,
    /// In its own name, for anything else.
    ItsOwn,
}

pub(super) fn suspects(policy: &Policy, uses: &BTreeSet<KeyUse>, home: Home<'_>) -> Vec<Suspect> {
    let mut all = Vec::new();
    for (who, arn, identity) in people(policy, uses, home) {
        let account = identity.account().and_then(AccountId::parse);
        for (how, way, request) in ways(&identity, home) {
            all.push(Suspect {
                who: format!("{who} {how}"),
                arn: arn.clone(),
                account: account.clone(),
                way,
                request,
            });
        }
    }
    all.extend(services(policy, uses, home));
    all
}

/// Everybody of IAM who is named by a use or by the policy, and those who are not.
fn people(
    policy: &Policy,
    uses: &BTreeSet<KeyUse>,
    home: Home<'_>,
) -> Vec<(String, Option<String>, Identity)> {
    let mut people = vec![
        (
            format!("anyone in {}", home.owner),
            None,
            somebody(home, home.owner),
        ),
        (
            "somebody without credentials".to_owned(),
            None,
            Identity::Anonymous,
        ),
    ];
    let mut arns = BTreeSet::new();
    for key_use in uses {
        match key_use {
            KeyUse::Administer(arn)
            | KeyUse::Proxy(arn)
            | KeyUse::Rds(Caller::Principal(arn))
            | KeyUse::ManagedPassword(Caller::Principal(arn))
            | KeyUse::Secret(Caller::Principal(arn))
            | KeyUse::Dms(Caller::Principal(arn)) => {
                arns.insert(arn.clone());
            }
            KeyUse::Share {
                account,
                principals,
                ..
            } => {
                arns.extend(principals.iter().cloned());
                let who = format!("anyone in {account}");
                people.push((who, None, somebody(home, account)));
            }
            KeyUse::Rds(Caller::Account)
            | KeyUse::ManagedPassword(Caller::Account)
            | KeyUse::Secret(Caller::Account)
            | KeyUse::Dms(Caller::Account)
            | KeyUse::Logs(_)
            | KeyUse::Topic
            | KeyUse::Backup
            | KeyUse::Replicate(_) => {}
        }
    }
    for party in questions::parties_of(policy, home) {
        match party {
            Party::Named(text) => {
                arns.insert(text);
            }
            Party::Account(account) => {
                people.push((
                    format!("anyone in {account}"),
                    None,
                    somebody(home, &account),
                ));
            }
            Party::Stranger(account) => {
                let who = "anyone in an account that isn't named".to_owned();
                people.push((who, None, somebody(home, &account)));
            }
            Party::Root(_) | Party::Anyone(_) | Party::Service(_) => {}
        }
    }
    let is_root = |arn: &String| arn.ends_with(":root");
    for arn in arns.into_iter().filter(|arn| !is_root(arn)) {
        if let Some(identity) = caller(home, &arn.replace(['*', '?'], "x")) {
            people.push((format!("`{arn}`"), Some(arn), identity));
        }
    }
    people
}

fn ways(who: &Identity, home: Home<'_>) -> Vec<(String, Way, Request)> {
    let direct = Request::direct(who.clone(), home, "");
    let through = |service: &str| Request::through(service, who.clone(), home, "");
    let not_for_aws = |mut request: Request| {
        request.context = request.context.with("kms:GrantIsForAWSResource", "false");
        request
    };
    let mut elsewhere = through("rds");
    let other = another_region(home.region);
    elsewhere.context = elsewhere
        .context
        .with_one_of("kms:ViaService", via_services("rds", other));
    vec![
        ("directly".to_owned(), Way::Directly, direct),
        ("through RDS".to_owned(), Way::Rds, through("rds")),
        (format!("through RDS of {other}"), Way::Other, elsewhere),
        (
            "through Secrets Manager".to_owned(),
            Way::SecretsManager,
            through("secretsmanager"),
        ),
        (
            "through AWS Backup".to_owned(),
            Way::Backup,
            through("backup"),
        ),
        (
            "through AWS Backup, for a grant that isn't for an AWS resource,".to_owned(),
            Way::Backup,
            not_for_aws(through("backup")),
        ),
        ("through DMS".to_owned(), Way::Dms, through("dms")),
        (
            "through DMS, for a grant that isn't for an AWS resource,".to_owned(),
            Way::Dms,
            not_for_aws(through("dms")),
        ),
        ("through EC2".to_owned(), Way::Other, through("ec2")),
        (
            "through RDS, for a grant that isn't for an AWS resource,".to_owned(),
            Way::Rds,
            not_for_aws(through("rds")),
        ),
        (
            "through Secrets Manager, for a grant that isn't for an AWS resource,".to_owned(),
            Way::SecretsManager,
            not_for_aws(through("secretsmanager")),
        ),
    ]
}

/// A region of the same partition that is another one.
fn another_region(region: Region) -> Region {
    let others = regions::REGIONS.iter().copied();
    others
        .filter(|other| other.partition() == region.partition())
        .find(|other| *other != region)
        .unwrap_or(region)
}

/// Services in their own names: the one for logs, and those that the policy names.
fn services(policy: &Policy, uses: &BTreeSet<KeyUse>, home: Home<'_>) -> Vec<Suspect> {
    let logs = format!(
        "logs.{}.{}",
        home.region,
        home.region.partition().dns_suffix()
    );
    let mut names = BTreeSet::from([logs.clone(), "rds.amazonaws.com".to_owned()]);
    let mut strangers = Vec::new();
    for party in questions::parties_of(policy, home) {
        match party {
            Party::Service(name) => {
                names.insert(name);
            }
            Party::Stranger(account) => strangers.push(account),
            _ => {}
        }
    }
    let groups = uses.iter().filter_map(|key_use| match key_use {
        KeyUse::Logs(group) => Some(group),
        _ => None,
    });
    let mut all = Vec::new();
    for name in names {
        let publishes = uses.contains(&KeyUse::Topic) && PUBLISHERS.contains(&name.as_str());
        let mut add =
            |what: String, way, account: &AccountId, with: &dyn Fn(Context) -> Context| {
                let way = if publishes && account == home.owner {
                    Way::RecordedTopic
                } else {
                    way
                };
                let mut request = Request::by_service(&name, account, home, "");
                request.context = with(request.context);
                all.push(Suspect {
                    who: format!("`{name}` {what}"),
                    arn: None,
                    account: None,
                    way,
                    request,
                });
            };
        let other = Home {
            region: another_region(home.region),
            ..home
        };
        let of = |arn: String| move |context: Context| context.with(LOG_GROUP, arn.clone());
        add(
            "for this account".to_owned(),
            Way::ItsOwn,
            home.owner,
            &|context| context.without(LOG_GROUP),
        );
        let unrecorded = log_group(home, home.owner, "/sealform/not-recorded");
        add(
            "for another log group".to_owned(),
            Way::ItsOwn,
            home.owner,
            &of(unrecorded),
        );
        for group in groups.clone() {
            let elsewhere = log_group(other, home.owner, group);
            add(
                format!("for `{group}` of {}", other.region),
                Way::ItsOwn,
                home.owner,
                &of(elsewhere),
            );
            let here = log_group(home, home.owner, group);
            let way = if name == logs {
                Way::RecordedLogs
            } else {
                Way::ItsOwn
            };
            add(format!("for `{group}`"), way, home.owner, &of(here));
            for account in &strangers {
                let theirs = log_group(home, account, group);
                add(
                    format!("for `{group}` of another account"),
                    Way::ItsOwn,
                    account,
                    &of(theirs),
                );
            }
        }
        for account in &strangers {
            add(
                "for another account".to_owned(),
                Way::ItsOwn,
                account,
                &|context| context.without(LOG_GROUP),
            );
        }
    }
    all
}
