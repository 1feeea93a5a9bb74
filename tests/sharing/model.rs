//! A made-up fleet and what it shares, as values, and the spec that says the same. Knows the spec's words; must not know
//! what Sealform makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

pub const OWNER: &str = "123456789012";

pub const REGIONS: [&str; 6] = [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "eu-west-1",
    "eu-central-1",
    "ap-southeast-2",
];

pub const KEYS: [&str; 3] = ["backup", "main", "other"];

/// The accounts that receive.
#[derive(Debug, Clone)]
pub struct Account {
    pub name: String,
    pub id: String,
    /// Roles that are named to copy; none for the account as a whole.
    pub roles: Option<Vec<String>>,
    pub documented: bool,
    /// The region that it copies everything on to.
    pub onward: Option<&'static str>,
}

/// A snapshot or a copy: one node of the chain.
#[derive(Debug, Clone)]
pub struct Node {
    pub identifier: String,
    pub region: &'static str,
    pub key: &'static str,
    /// Indices of accounts.
    pub shares: BTreeSet<usize>,
    pub copies: Vec<Node>,
}

#[derive(Debug, Clone)]
pub struct Database {
    pub name: String,
    pub aurora: bool,
    pub region: &'static str,
    pub key: &'static str,
    pub snapshots: Vec<Node>,
}

#[derive(Debug, Clone)]
pub struct Fleet {
    pub accounts: Vec<Account>,
    pub databases: Vec<Database>,
}

/// One share: who receives what, where it lies and under which key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    pub account: String,
    pub arn: String,
    pub region: String,
    pub key: String,
}

impl Account {
    pub fn arn(&self, role: &str) -> String {
        format!("arn:aws:iam::{}:role/{role}", self.id)
    }
}

impl Node {
    fn with_copies(&self) -> Vec<&Self> {
        let mut all = vec![self];
        for copy in &self.copies {
            all.extend(copy.with_copies());
        }
        all
    }
}

impl Fleet {
    /// Everything that is shared.
    pub fn shares(&self) -> BTreeSet<Share> {
        let mut shares = BTreeSet::new();
        for database in &self.databases {
            let kind = if database.aurora {
                "cluster-snapshot"
            } else {
                "snapshot"
            };
            for node in database.snapshots.iter().flat_map(Node::with_copies) {
                for account in &node.shares {
                    shares.insert(Share {
                        account: self.accounts[*account].id.clone(),
                        arn: format!(
                            "arn:aws:rds:{}:{OWNER}:{kind}:{}",
                            node.region, node.identifier
                        ),
                        region: node.region.to_owned(),
                        key: node.key.to_owned(),
                    });
                }
            }
        }
        shares
    }

    /// The same fleet with nothing shared.
    pub fn unshared(&self) -> Self {
        fn strip(node: &mut Node) {
            node.shares.clear();
            node.copies.iter_mut().for_each(strip);
        }
        let mut fleet = self.clone();
        let databases = fleet.databases.iter_mut();
        databases
            .flat_map(|database| &mut database.snapshots)
            .for_each(strip);
        fleet
    }

    /// The same fleet without one share of one account.
    pub fn without(&self, account: usize) -> Self {
        fn strip(node: &mut Node, account: usize) {
            node.shares.remove(&account);
            node.copies.iter_mut().for_each(|copy| strip(copy, account));
        }
        let mut fleet = self.clone();
        let databases = fleet.databases.iter_mut();
        databases
            .flat_map(|database| &mut database.snapshots)
            .for_each(|node| strip(node, account));
        fleet
    }

    /// The spec that asks for this fleet.
    pub fn spec(&self) -> String {
        let mut out = format!("version: 1\nname: fleet\nowner: \"{OWNER}\"\nregions:\n");
        for region in REGIONS {
            let subnets = "{ subnet_ids: [subnet-0a1b2c3d, subnet-4e5f6a7b], vpc_security_group_ids: [sg-0a1b2c3d] }";
            writeln!(out, "  {region}: {subnets}").unwrap();
        }
        out.push_str("keys:\n");
        for key in KEYS {
            let roles = match key {
                "other" => format!("users: [\"arn:aws:iam::{OWNER}:role/Deployers\"]"),
                _ => String::new(),
            };
            writeln!(out, "  {key}: {{ alias: {key}, {roles} }}").unwrap();
        }
        let used: BTreeSet<String> = self
            .shares()
            .into_iter()
            .map(|share| share.account)
            .collect();
        let used: Vec<&Account> = self
            .accounts
            .iter()
            .filter(|account| used.contains(&account.id))
            .collect();
        if !used.is_empty() {
            out.push_str("sharing:\n");
        }
        for account in used {
            self.account(account, &mut out);
        }
        out.push_str("databases:\n");
        for database in &self.databases {
            let engine = match database.aurora {
                true => "aurora-postgresql",
                false => "postgres",
            };
            writeln!(out, "  {}:\n    engine: {engine}\n    engine_version: \"16\"\n    instance_class: db.r6g.large", database.name).unwrap();
            writeln!(
                out,
                "    region: {}\n    key: {}",
                database.region, database.key
            )
            .unwrap();
            if !database.aurora {
                out.push_str("    allocated_storage: 100\n");
            }
            self.nodes("snapshots", &database.snapshots, None, 4, &mut out);
        }
        out
    }

    fn account(&self, account: &Account, out: &mut String) {
        writeln!(
            out,
            "  {}:\n    account: \"{}\"\n    key: {{ alias: local }}",
            account.name, account.id
        )
        .unwrap();
        if let Some(roles) = &account.roles {
            let arns: Vec<String> = roles.iter().map(|role| account.arn(role)).collect();
            writeln!(out, "    principals: [{}]", arns.join(", ")).unwrap();
        }
        if account.documented {
            out.push_str("    policy: documented\n");
        }
        let Some(onward) = account.onward else {
            return;
        };
        let received = self
            .shares()
            .into_iter()
            .filter(|share| share.account == account.id);
        let mut names = BTreeMap::new();
        for share in received.filter(|share| share.region != onward) {
            let name = share.arn.rsplit(':').next().unwrap().to_owned();
            names.insert(name, share.region);
        }
        if names.is_empty() {
            return;
        }
        out.push_str("    copies:\n");
        for name in names.keys() {
            writeln!(
                out,
                "      {name}: {{ copies: {{ {name}-onward: {{ region: {onward} }} }} }}"
            )
            .unwrap();
        }
    }

    fn nodes(
        &self,
        word: &str,
        nodes: &[Node],
        source: Option<&Node>,
        indent: usize,
        out: &mut String,
    ) {
        if nodes.is_empty() {
            return;
        }
        let pad = " ".repeat(indent);
        writeln!(out, "{pad}{word}:").unwrap();
        for node in nodes {
            writeln!(out, "{pad}  {}:", node.identifier).unwrap();
            let names: Vec<&str> = node
                .shares
                .iter()
                .map(|account| self.accounts[*account].name.as_str())
                .collect();
            writeln!(out, "{pad}    share_with: [{}]", names.join(", ")).unwrap();
            if let Some(source) = source {
                writeln!(out, "{pad}    region: {}", node.region).unwrap();
                if node.key != source.key {
                    writeln!(out, "{pad}    key: {}", node.key).unwrap();
                }
            }
            self.nodes("copies", &node.copies, Some(node), indent + 4, out);
        }
    }
}

/// A node as it is drawn: everything by index, so that it shrinks.
type Drawn = (Index, Index, Vec<usize>);

fn drawn(accounts: usize) -> impl Strategy<Value = Drawn> {
    let shares = subsequence((0..accounts).collect::<Vec<_>>(), 0..=accounts);
    (any::<Index>(), any::<Index>(), shares)
}

/// Fleets of up to 20 accounts and 6 regions.
pub fn fleets() -> impl Strategy<Value = Fleet> {
    (1..=20_usize).prop_flat_map(|count| {
        let account = (any::<bool>(), any::<bool>(), any::<bool>(), any::<Index>());
        let snapshot = (
            drawn(count),
            prop::collection::vec((drawn(count), prop::option::of(drawn(count))), 0..3),
        );
        let database = (
            any::<bool>(),
            any::<Index>(),
            any::<Index>(),
            prop::collection::vec(snapshot, 0..3),
        );
        (
            prop::collection::vec(account, count),
            prop::collection::vec(database, 1..5),
        )
            .prop_map(|(accounts, databases)| {
                let accounts = accounts.into_iter().enumerate().map(
                    |(number, (named, documented, onward, region))| Account {
                        name: format!("account-{number}"),
                        id: format!("20{number:010}"),
                        roles: named.then(|| vec!["Copier".to_owned(), "Terraform".to_owned()]),
                        documented,
                        onward: onward.then(|| *region.get(&REGIONS)),
                    },
                );
                let databases = databases.into_iter().enumerate().map(
                    |(number, (aurora, region, key, snapshots))| {
                        let (region, key) = (*region.get(&REGIONS), *key.get(&KEYS));
                        let name = format!("db-{number}");
                        let snapshots = snapshots.into_iter().enumerate().map(
                            |(index, ((_, _, shares), copies))| Node {
                                identifier: format!("{name}-s{index}"),
                                region,
                                key,
                                shares: shares.into_iter().collect(),
                                copies: copies
                                    .into_iter()
                                    .enumerate()
                                    .map(|(copy, (drawn, further))| {
                                        let identifier = format!("{name}-s{index}-c{copy}");
                                        let further = further.map(|drawn| {
                                            node(&format!("{identifier}-f"), drawn, Vec::new())
                                        });
                                        node(&identifier, drawn, further.into_iter().collect())
                                    })
                                    .collect(),
                            },
                        );
                        Database {
                            snapshots: snapshots.collect(),
                            name,
                            aurora,
                            region,
                            key,
                        }
                    },
                );
                Fleet {
                    accounts: accounts.collect(),
                    databases: databases.collect(),
                }
            })
    })
}

fn node(identifier: &str, (region, key, shares): Drawn, copies: Vec<Node>) -> Node {
    Node {
        identifier: identifier.to_owned(),
        region: REGIONS[region.index(REGIONS.len())],
        key: KEYS[key.index(KEYS.len())],
        shares: shares.into_iter().collect(),
        copies,
    }
}
