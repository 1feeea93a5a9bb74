//! From a plan to its topology. Knows what a plan holds and which key encrypts what; must not know any drawing.

use std::collections::BTreeMap;

use super::{Account, Edge, EdgeKind, Group, Node, NodeId, NodeKind, Place, Topology};
use crate::names::{Address, Region};
use crate::plan::restored::{Data, PointOf, RestoredFrom};
use crate::plan::snapshots::{Origin, Snapshot};
use crate::plan::{
    Cluster, Common, Database, Instance, Key, KeyKind, KeyRef, Plan, ReplicaOf, Replicates,
    RootModule,
};

/// The topology of a plan.
pub fn topology(plan: &Plan) -> Topology {
    let mut drawing = Drawing {
        topology: Topology {
            name: plan.name.value.clone(),
            ..Topology::default()
        },
        known: BTreeMap::new(),
        shared: BTreeMap::new(),
        later: Vec::new(),
    };
    for module in &plan.modules {
        drawing.module(module);
    }
    drawing.topology
}

/// What is drawn so far.
struct Drawing {
    topology: Topology,
    /// Every node by its address.
    known: BTreeMap<String, NodeId>,
    /// Every snapshot of an account by its ARN, for those who receive it.
    shared: BTreeMap<String, NodeId>,
    /// Edges of the present root module whose nodes may not be drawn yet.
    later: Vec<(Address, Address, EdgeKind)>,
}

/// The type of replicated backups.
const BACKUPS: &str = "aws_db_instance_automated_backups_replication";

/// The groups of an account: by region, by the label of a key.
type Groups = BTreeMap<Region, BTreeMap<String, Group>>;

impl Drawing {
    fn module(&mut self, module: &RootModule) {
        let mut account = Groups::new();
        for key in &module.keys {
            let node = self.key(module, key);
            let region = account.entry(key.region).or_default();
            region.entry(key.label.clone()).or_default().key = Some(node);
        }
        self.key_replicas(module);
        // What a receiver restores is made of its copies.
        for copy in module.receiver.iter().flat_map(|receiver| &receiver.copies) {
            self.snapshots(module, copy, &mut account);
        }
        for database in &module.databases {
            match database {
                Database::Instance(instance) => self.instance(module, instance, &mut account),
                Database::Cluster(cluster) => self.cluster(module, cluster, &mut account),
            }
        }
        for (from, to, kind) in std::mem::take(&mut self.later) {
            self.join(module, &from, &to, kind);
        }
        self.topology.accounts.push(Account {
            id: module.account.as_str().to_owned(),
            role: module.receiver.as_ref().map_or_else(
                || "owner".to_owned(),
                |receiver| receiver.name.value.clone(),
            ),
            regions: account
                .into_iter()
                .map(|(region, keys)| Place {
                    region: region.name().to_owned(),
                    groups: keys.into_values().collect(),
                })
                .collect(),
        });
    }

    fn key(&mut self, module: &RootModule, key: &Key) -> NodeId {
        let detail = match key.kind {
            KeyKind::Single => format!("key {}", key.name),
            KeyKind::Primary => format!("key {} · multi-Region primary", key.name),
            KeyKind::Replica { .. } => format!("key {} · replica key", key.name),
        };
        let address = Address::new(key.resource(), key.label.clone());
        self.add(module, NodeKind::Key, &address, &key.alias, detail)
    }

    fn key_replicas(&mut self, module: &RootModule) {
        for key in &module.keys {
            if let KeyKind::Replica { primary } = &key.kind {
                let from = Address::new("aws_kms_key", primary.clone());
                let to = Address::new(key.resource(), key.label.clone());
                self.join(module, &from, &to, EdgeKind::KeyReplica);
            }
        }
    }

    fn instance(&mut self, module: &RootModule, source: &Instance, account: &mut Groups) {
        for instance in source.with_replicas() {
            let common = &instance.common;
            let address = Address::new("aws_db_instance", common.label.clone());
            let (kind, mut detail) = match instance.replica_of() {
                Some(of) => (NodeKind::Replica, self.replica(module, common, of)),
                None => (NodeKind::Instance, size(common)),
            };
            if instance.multi_az.value {
                detail.push_str(" · Multi-AZ");
            }
            let node = self.add(module, kind, &address, &common.name, detail);
            store(account, common.region.value, &common.key, node);
            if let Some(of) = instance.replica_of() {
                let from = Address::new("aws_db_instance", of.source.clone());
                self.join(module, &from, &address, EdgeKind::Replication);
            }
            if let Some(from) = instance.restored_from() {
                self.restored(module, common, (from, &address), account);
            }
            if let Some(backups) = &instance.backup_replication {
                let replicated = Address::new(BACKUPS, common.label.clone());
                let detail = format!("automated backups · {} days", backups.retention);
                let node = self.add(module, NodeKind::Backups, &replicated, &common.name, detail);
                store(account, backups.region.value, &backups.key, node);
                self.join(module, &address, &replicated, EdgeKind::Backups);
            }
            self.taken(module, common, account);
        }
    }

    /// What a database is restored from, where that is of this root module. It may be drawn later than the database.
    fn restored(
        &mut self,
        module: &RootModule,
        common: &Common,
        (from, database): (&RestoredFrom, &Address),
        account: &mut Groups,
    ) {
        let source = match &from.data {
            Data::Snapshot(snapshot) => snapshot.clone(),
            Data::Copy(copy) => {
                self.snapshots(module, copy, account);
                copy.address()
            }
            Data::Old { snapshot, .. } => {
                let Some((snapshot, _)) = snapshot else {
                    return;
                };
                let migration = common.migration.as_ref();
                if let Some(copy) = migration.and_then(|of| of.taken.as_ref()?.copy.as_ref()) {
                    let detail = "encrypted copy of the old database".to_owned();
                    let node = self.add(module, NodeKind::Copy, snapshot, copy, detail);
                    store(account, common.region.value, &common.key, node);
                }
                snapshot.clone()
            }
            Data::Point(PointOf::Database(label), _) => Address::new(database.kind, label.clone()),
            Data::Point(PointOf::Backups(label), _) => Address::new(BACKUPS, label.clone()),
            Data::Existing(_) | Data::Point(PointOf::Existing(_), _) => return,
        };
        self.later
            .push((source, database.clone(), EdgeKind::Restored));
    }

    /// What a replica is of: its source may stand far away.
    fn replica(&self, module: &RootModule, common: &Common, of: &ReplicaOf) -> String {
        let source = Address::new("aws_db_instance", of.source.clone());
        let source = self.known.get(&in_module(module, &source));
        let source = source.and_then(|id| self.topology.node(*id));
        let source = source.map_or(of.source.as_str(), |node| node.title.as_str());
        format!("{} · of {source}", common.class)
    }

    fn cluster(&mut self, module: &RootModule, primary: &Cluster, account: &mut Groups) {
        let of = Address::new("aws_rds_global_cluster", primary.common.label.clone());
        for cluster in primary.with_followers() {
            let common = &cluster.common;
            let address = Address::new("aws_rds_cluster", common.label.clone());
            let mut detail = format!("{} · {}", size(common), members(cluster));
            if let Some(scaling) = &cluster.autoscaling {
                detail.push_str(&format!(" · up to {} readers", scaling.max));
            }
            let node = self.add(module, NodeKind::Cluster, &address, &common.name, detail);
            store(account, common.region.value, &common.key, node);
            if let Some(global) = cluster.global() {
                let count = global.secondaries.len().saturating_add(1);
                let detail = format!("global database · {count} clusters");
                let node = self.add(module, NodeKind::Global, &of, &global.identifier, detail);
                // It stores nothing itself, and stands with its primary.
                store(account, common.region.value, &common.key, node);
                self.join(module, &address, &of, EdgeKind::Global);
            }
            if cluster.secondary_of().is_some() {
                self.join(module, &of, &address, EdgeKind::Global);
            }
            if let Some(source) = cluster.replicates().and_then(Replicates::address) {
                self.later
                    .push((source, address.clone(), EdgeKind::Replication));
            }
            if let Some(from) = &cluster.restored {
                self.restored(module, common, (from, &address), account);
            }
            self.taken(module, common, account);
        }
    }

    fn taken(&mut self, module: &RootModule, of: &Common, account: &mut Groups) {
        for snapshot in &of.snapshots {
            self.snapshots(module, snapshot, account);
        }
    }

    /// A snapshot or a received copy, and all copies below it.
    fn snapshots(&mut self, module: &RootModule, first: &Snapshot, account: &mut Groups) {
        for snapshot in first.with_copies() {
            let address = snapshot.address();
            let (kind, word) = match snapshot.origin {
                Origin::Taken(_) => (NodeKind::Snapshot, "snapshot"),
                Origin::Copied { .. } => (NodeKind::Copy, "copy"),
                Origin::Received { .. } => (NodeKind::Copy, "copy of a shared snapshot"),
                Origin::Existing { .. } => (NodeKind::Copy, "copy of an existing snapshot"),
            };
            let shares: Vec<&str> = snapshot
                .shares
                .iter()
                .map(|share| share.name.as_str())
                .collect();
            let detail = if shares.is_empty() {
                word.to_owned()
            } else {
                format!("{word} · shared with {}", shares.join(", "))
            };
            let node = self.add(module, kind, &address, &snapshot.name, detail);
            store(account, snapshot.region.value, &snapshot.key, node);
            let arn =
                snapshot
                    .kind
                    .arn(snapshot.region.value, &module.account, &snapshot.identifier);
            self.shared.insert(arn, node);
            match &snapshot.origin {
                Origin::Taken(label) => {
                    let from = Address::new(snapshot.kind.database(), label.clone());
                    self.join(module, &from, &address, EdgeKind::Taken);
                }
                // A copy that is made for a restored database may be of a snapshot that is drawn later.
                Origin::Copied { from, .. } => {
                    self.later
                        .push((from.clone(), address.clone(), EdgeKind::Copied));
                }
                Origin::Existing { .. } => {}
                Origin::Received { arn, .. } => {
                    if let Some(from) = self.shared.get(arn).copied() {
                        self.topology.edges.push(Edge {
                            from,
                            to: node,
                            kind: EdgeKind::Shared,
                        });
                    }
                }
            }
        }
    }

    fn add(
        &mut self,
        module: &RootModule,
        kind: NodeKind,
        address: &Address,
        title: &str,
        detail: String,
    ) -> NodeId {
        let id = NodeId(self.topology.nodes.len());
        let address = in_module(module, address);
        self.known.insert(address.clone(), id);
        self.topology.nodes.push(Node {
            kind,
            title: title.to_owned(),
            detail,
            address,
        });
        id
    }

    fn join(&mut self, module: &RootModule, from: &Address, to: &Address, kind: EdgeKind) {
        let node = |address| self.known.get(&in_module(module, address)).copied();
        if let (Some(from), Some(to)) = (node(from), node(to)) {
            self.topology.edges.push(Edge { from, to, kind });
        }
    }
}

fn in_module(module: &RootModule, address: &Address) -> String {
    format!("{}/{address}", module.folder)
}

fn members(cluster: &Cluster) -> String {
    match (&cluster.multi_az, cluster.size()) {
        (Some(_), _) => "Multi-AZ cluster".to_owned(),
        (None, 0) => "no members".to_owned(),
        (None, 1) => "1 member".to_owned(),
        (None, count) => format!("{count} members"),
    }
}

fn size(common: &Common) -> String {
    let proxy = common.proxy.as_ref().map_or("", |_| " · behind a proxy");
    let size = format!(
        "{} {} · {}{proxy}",
        common.engine.name(),
        common.engine_version,
        common.class
    );
    match &common.migration {
        None => size,
        Some(of) if common.awaited => format!("{size} · will take over from {}", of.old.identifier),
        Some(of) => format!("{size} · takes over from {}", of.old.identifier),
    }
}

fn store(account: &mut Groups, region: Region, key: &KeyRef, node: NodeId) {
    let region = account.entry(region).or_default();
    region
        .entry(key.label.clone())
        .or_default()
        .stored
        .push(node);
}
