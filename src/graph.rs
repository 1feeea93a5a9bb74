//! The topology of a plan: accounts, in them regions, in those keys, and under each key what it encrypts; and what leads
//! from one to another. Knows plans; must not know how a drawing looks.

pub mod dot;
pub mod mermaid;
pub mod svg;
mod topology;
pub mod words;

pub use topology::topology;

/// A node: its index in [`Topology::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub usize);

/// Everything that is drawn, in the order of the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topology {
    /// What it is the topology of.
    pub name: String,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The accounts, the owner first. Each node stands in one group of one of them.
    pub accounts: Vec<Account>,
    /// What leads from one node to another.
    pub edges: Vec<Edge>,
}

/// An account, which is a root module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The twelve digits.
    pub id: String,
    /// What the spec calls it: `owner`, or the name under `sharing`.
    pub role: String,
    /// Its regions.
    pub regions: Vec<Place>,
}

/// A region of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// `us-east-1`.
    pub region: String,
    /// Its keys, with what each encrypts.
    pub groups: Vec<Group>,
}

/// A key, and what it encrypts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// The key; none where what stands here has none of its own.
    pub key: Option<NodeId>,
    /// What it encrypts.
    pub stored: Vec<NodeId>,
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub title: String,
    /// What a reviewer wants to know of it at a glance.
    pub detail: String,
    /// Its address in its root module: `owner/aws_db_instance.orders`.
    pub address: String,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A KMS key in one region.
    Key,
    /// An RDS instance.
    Instance,
    /// A read replica.
    Replica,
    /// A DB cluster: of Aurora, or a Multi-AZ one.
    Cluster,
    /// A global database.
    Global,
    /// A manual snapshot.
    Snapshot,
    /// A copy of a snapshot.
    Copy,
    /// Automated backups that RDS replicates.
    Backups,
}

/// One thing that leads to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Where it begins.
    pub from: NodeId,
    /// Where it ends.
    pub to: NodeId,
    /// What it is.
    pub kind: EdgeKind,
}

/// What leads from one node to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// What replicates: the source of a read replica, or of a cluster that is one.
    Replication,
    /// A cluster and the global database that it belongs to.
    Global,
    /// A database and a snapshot of it.
    Taken,
    /// A snapshot and a copy of it in the same account.
    Copied,
    /// A snapshot and a copy of it in the account that it is shared with.
    Shared,
    /// A database and its replicated backups.
    Backups,
    /// A copy of a snapshot and the database that is restored from it.
    Restored,
    /// A multi-Region primary key and a replica of it.
    KeyReplica,
}

impl Topology {
    /// The node of an id.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0)
    }

    /// All groups, in the order of accounts and regions.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        let places = self.accounts.iter().flat_map(|account| &account.regions);
        places.flat_map(|place| &place.groups)
    }

    /// How many nodes of a kind there are.
    pub fn count(&self, kind: NodeKind) -> usize {
        self.nodes.iter().filter(|node| node.kind == kind).count()
    }
}
