//! From the spec to the plan: every default applied, every name decided, every use of a key recorded. Says what
//! names nothing; what is wrong in itself is for the rules.

use std::collections::{BTreeMap, BTreeSet};

use super::copies::{default_key_shared, shared_as_it_is};
use super::inheritance::settings;
use super::keys::{Home, Keys, is_of_aws};
use super::places::{placements, used_regions};
use super::renames::{self, Names};
use super::rules::{DATABASE_INCOMPLETE, REGION_UNDECLARED};
use super::toolchain::toolchain;
use super::{
    Arguments, Database, MonitoringRole, Placement, Plan, RootModule, accept, accounts,
    cluster_replicas, clusters, compliance, instances, multi_az, restore,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::Region;
use crate::source::{At, Place};
use crate::spec::settings::Role;
use crate::spec::{self, Settings, Spec};
use crate::suggest;

/// The folder of the owner's root module.
const OWNER: &str = "owner";

/// Resolves the spec. What cannot be resolved is left out of the plan and stands among the findings.
pub fn resolve(spec: &Spec, found: &mut Diagnostics) -> Plan {
    let is_renamed = renames::check(spec, found);
    let mut plan = under(Names::Now, spec, found);
    if is_renamed && !found.has_errors() {
        // What is to be said has been said.
        let before = under(Names::Before, spec, &mut Diagnostics::default());
        plan.before = Some(Box::new(before));
    }
    plan
}

fn under(names: Names, spec: &Spec, found: &mut Diagnostics) -> Plan {
    let slug = spec.environment.as_ref().map_or_else(
        || spec.name.value.clone(),
        |environment| format!("{}-{environment}", spec.name),
    );
    let fallback = spec::Key::default();
    let mut resolver = Resolver {
        spec,
        names,
        replicated: cluster_replicas::sources(spec),
        labels: shared_names(spec, names),
        keys: Keys::new(spec, &fallback, names),
        placements: placements(&spec.regions, &slug),
        databases: Vec::with_capacity(spec.databases.len()),
        found,
    };
    for (name, database) in restore::in_order(spec, resolver.found) {
        let database = resolver.database(name, database);
        resolver.databases.extend(database);
    }
    let (mut keys, placements) = (resolver.keys, resolver.placements);
    let mut databases = resolver.databases;
    databases.sort_by(|one, other| one.common().name.value.cmp(&other.common().name.value));
    let compliance = compliance::before_keys(spec, &slug, &databases, &mut keys, found);
    let home = Home {
        at: spec.name.at,
        slug: &slug,
        purpose: &format!("Encrypts databases of {slug}"),
    };
    let keys = keys.finish(home, found);
    let mut module = RootModule {
        folder: OWNER.to_owned(),
        account: spec.owner.clone(),
        partition: spec
            .regions
            .keys()
            .next()
            .map_or(crate::names::Partition::Aws, |region| region.partition()),
        toolchain: toolchain(spec, &slug, OWNER),
        tags: tags(spec),
        regions: BTreeMap::new(),
        keys,
        monitoring: None,
        databases,
        default_arguments: arguments_of(&spec.defaults.arguments),
        default_instance_arguments: arguments_of(&spec.defaults.instance_arguments),
        receiver: None,
        compliance,
    };
    module.regions = used_regions(&module, placements, found);
    compliance::after_regions(spec, &mut module);
    module.monitoring = monitoring(&module, &slug);
    let mut modules = accounts::modules(spec, &slug, &module, names, found);
    modules.insert(0, module);
    Plan {
        accepted: accept::accepted(&spec.accept, &modules, found),
        name: spec.name.clone(),
        slug,
        modules,
        before: None,
    }
}

/// What is at hand while databases are resolved.
pub(super) struct Resolver<'a, 'f> {
    pub(super) spec: &'a Spec,
    pub(super) names: Names,
    /// The names that clusters of Aurora replicate from.
    pub(super) replicated: BTreeSet<&'a str>,
    /// Replica names that several databases use: their labels need the source's name.
    labels: BTreeSet<String>,
    pub(super) keys: Keys<'a>,
    pub(super) placements: BTreeMap<Region, Placement>,
    /// What is resolved already.
    pub(super) databases: Vec<Database>,
    pub(super) found: &'f mut Diagnostics,
}

impl Resolver<'_, '_> {
    fn database(&mut self, name: &str, database: &At<spec::Database>) -> Option<Database> {
        let name = At::new(name.to_owned(), database.at);
        let (role, settings) = settings(self.spec, database);
        if let Some(key) = settings.key.as_ref().filter(|key| is_of_aws(key))
            && let Some((snapshot, _)) = shared_as_it_is(&database.snapshots)
        {
            self.found.push(default_key_shared(snapshot, key.at));
            return None;
        }
        // What a database lacks depends on what comes with its data.
        let unread = |word| settings.unread.contains(&word);
        if unread("migrate_from") || unread("restore") {
            return None;
        }
        let cluster = match role {
            Role::Cluster => clusters::cluster(self, &name, &settings, database)?,
            Role::MultiAz => multi_az::cluster(self, &name, &settings, database)?,
            Role::Instance | Role::Replica => {
                let instance = instances::instance(self, &name, &settings, database)?;
                return Some(Database::Instance(Box::new(instance)));
            }
        };
        Some(Database::Cluster(Box::new(cluster)))
    }

    /// A setting that a database cannot be without.
    pub(super) fn required<T: Clone>(
        &mut self,
        name: &At<String>,
        word: &str,
        settings: &Settings,
        value: &Option<At<T>>,
    ) -> Option<At<T>> {
        if value.is_none() && !settings.unread.contains(&word) {
            self.found.push(Diagnostic::new(
                &DATABASE_INCOMPLETE,
                name.at,
                format!("`{name}` has no `{word}`"),
                format!("add `{word}` to it or to `defaults`"),
            ));
        }
        value.clone()
    }

    /// The region that a database names, or the only one there is.
    pub(super) fn region(&mut self, name: &At<String>, settings: &Settings) -> Option<At<Region>> {
        if let Some(region) = &settings.region {
            return self.declared(region);
        }
        let mut declared = self.placements.keys();
        match (declared.next(), declared.next()) {
            (Some(only), None) => Some(At::new(*only, name.at)),
            (None, _) => None,
            (Some(_), Some(_)) => {
                let missing: Option<At<Region>> = None;
                self.required(name, "region", settings, &missing)
            }
        }
    }

    /// The region, if it is declared.
    pub(super) fn declared(&mut self, region: &At<Region>) -> Option<At<Region>> {
        if !self.placements.contains_key(&region.value) {
            let nearest = suggest::nearest(
                region.name(),
                self.placements.keys().map(|known| known.name()),
            );
            self.found.push(Diagnostic::new(
                &REGION_UNDECLARED,
                region.at,
                format!("the region `{region}` is not declared under `regions`"),
                match nearest {
                    Some(near) => {
                        format!("did you mean `{near}`? otherwise declare it with its network")
                    }
                    None => "declare it there with its `subnet_ids` and `vpc_security_group_ids`"
                        .to_owned(),
                },
            ));
            return None;
        }
        Some(region.clone())
    }

    /// The label of a database that is no replica.
    pub(super) fn own_label(&self, name: &str) -> String {
        self.label(self.names.of(name, self.renamed_from(name)), None)
    }

    /// What a database that is no replica was called before.
    pub(super) fn renamed_from(&self, name: &str) -> Option<&At<String>> {
        self.spec.databases.get(name)?.renamed_from.as_ref()
    }

    /// The label of a database or replica: its own name, unless several replicas of different sources bear it.
    pub(super) fn label(&self, name: &str, source: Option<&str>) -> String {
        let own = name.replace('-', "_");
        match source {
            Some(source) if self.labels.contains(name) => format!("{source}_{own}"),
            _ => own,
        }
    }
}

/// Names that more than one database or replica bears.
fn shared_names(spec: &Spec, names: Names) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut shared = BTreeSet::new();
    let mut open: Vec<(&String, &spec::Database)> = spec
        .databases
        .iter()
        .map(|(name, database)| (name, &database.value))
        .collect();
    while let Some((name, database)) = open.pop() {
        let own = names.of(name, database.renamed_from.as_ref());
        let replicas = database.cluster_replicas.iter();
        let replicas = replicas.map(|(name, spec)| names.of(name, spec.renamed_from.as_ref()));
        for name in std::iter::once(own).chain(replicas) {
            if !seen.insert(name) {
                shared.insert(name.to_owned());
            }
        }
        open.extend(
            database
                .replicas
                .iter()
                .map(|(name, replica)| (name, &replica.value)),
        );
    }
    shared
}

/// The tags of everything: the spec's own win over ours.
pub(super) fn tags(spec: &Spec) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::from([
        ("ManagedBy".to_owned(), "sealform".to_owned()),
        ("Project".to_owned(), spec.name.value.clone()),
    ]);
    if let Some(environment) = &spec.environment {
        tags.insert("Environment".to_owned(), environment.value.clone());
    }
    tags.extend(
        spec.tags
            .iter()
            .map(|(name, value)| (name.clone(), value.value.clone())),
    );
    tags
}

pub(super) fn monitoring(module: &RootModule, slug: &str) -> Option<MonitoringRole> {
    let needed = module
        .commons()
        .any(|common| common.monitoring.interval.value > 0 && common.monitoring.role_arn.is_none());
    let region = module.regions.keys().next().copied()?;
    needed.then(|| MonitoringRole {
        name: format!("{slug}-rds-monitoring"),
        region,
    })
}

/// A default at the place of the name that it is for.
pub(super) fn or_default<T: Clone>(value: &Option<At<T>>, default: T, at: Place) -> At<T> {
    value.clone().unwrap_or(At::new(default, at))
}

/// Arguments that a spec passes through; none where it says nothing.
pub(super) fn arguments_of(said: &Option<At<Arguments>>) -> Arguments {
    said.as_ref()
        .map(|arguments| arguments.value.clone())
        .unwrap_or_default()
}
