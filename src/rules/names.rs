//! Rules about names: what AWS takes as one, and where it must be unique.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Finder, checks};
use crate::aws::identifiers::{
    alias_problem, cluster_problem, cluster_snapshot_problem, instance_problem,
    multi_az_cluster_problem, option_group_problem, parameter_group_problem, snapshot_problem,
    subnet_group_problem,
};
use crate::aws::{database_names, limits};
use crate::names::Region;
use crate::plan::{
    Cluster, Common, Instance, Key, LastSnapshot, Parameters, RootModule, SubnetGroup,
};
use crate::source::{At, Place};

checks! {
    Error "id-instance-shape" on Instance instance_shape,
        "the identifier of an instance is one that AWS takes",
        "AWS refuses it at apply; Terraform checks the characters and not the length",
        "use at most 63 lower-case letters, digits and single hyphens, a letter first and no hyphen last",
        "RDS API CreateDBInstance";
    Error "id-cluster-shape" on Cluster cluster_shape,
        "the identifier of a cluster is one that AWS takes",
        "AWS refuses it at apply; Terraform checks the characters and not the length",
        "use at most 63 lower-case letters, digits and single hyphens, a letter first and no hyphen last; 52 for a Multi-AZ DB cluster",
        "RDS API CreateDBCluster";
    Warning "id-instance-room" on Cluster instance_room,
        "the names of a cluster's members fit",
        "members are called by the cluster's identifier, a hyphen and a number, and AWS takes 63 characters",
        "shorten the cluster's identifier",
        "RDS API CreateDBInstance";
    Error "id-unique-instance" on Module unique_instance,
        "instances, replicas and members of one region have identifiers of their own",
        "all of them share one namespace per account and region, and AWS refuses the second",
        "rename one, or give it an `identifier` of its own",
        "RDS API CreateDBInstance";
    Error "id-unique-cluster" on Module unique_cluster,
        "clusters of one region have identifiers of their own",
        "AWS refuses the second",
        "rename one, or give it an `identifier` of its own",
        "RDS API CreateDBCluster";
    Error "id-label-shape" on Database label_shape,
        "the name of a database can be part of a file name and of a Terraform address",
        "the name in the spec is both, even where `identifier` says what AWS calls it",
        "use lower-case letters, digits, `_` and `-`, a letter first",
        "Terraform language, identifiers";
    Error "id-label-unique" on Module unique_label,
        "no two databases, keys or snapshots share the address of a Terraform resource",
        "Terraform refuses a second resource of the same address",
        "rename one of them",
        "Terraform language, resource syntax";
    Error "id-alias-shape" on Key alias_shape,
        "an alias is one that KMS and Terraform take",
        "the provider refuses anything but letters, digits, `_`, `/` and `-`",
        "use letters, digits, `_`, `/` and `-`, at most 256 of them with `alias/` before",
        "KMS API CreateAlias";
    Error "id-alias-reserved" on Key alias_reserved,
        "an alias does not start with `aws/`",
        "those are the aliases of AWS managed keys",
        "rename it",
        "KMS API CreateAlias";
    Error "id-alias-unique" on Module alias_unique,
        "each key has an alias of its own in its region",
        "KMS refuses the second; the same alias in different regions is right",
        "rename one of the aliases",
        "KMS API CreateAlias";
    Warning "id-alias-case" on Module alias_case,
        "no two aliases differ by case alone",
        "both would exist, and people would take one for the other",
        "rename one of the aliases",
        "KMS API CreateAlias";
    Error "id-subnet-group" on Module subnet_group,
        "the name of a subnet group is one that AWS takes",
        "AWS refuses it, and keeps `default` for itself",
        "use lower-case letters, digits, spaces and `_ . -`, a letter first",
        "RDS API CreateDBSubnetGroup";
    Error "id-subnet-group-azs" on Module subnet_group_zones,
        "a subnet group has subnets for two zones at least, and for three where a Multi-AZ DB cluster stands in it",
        "AWS refuses a group in fewer: DBSubnetGroupDoesNotCoverEnoughAZs",
        "add a subnet of another zone",
        "RDS API CreateDBSubnetGroup";
    Error "id-param-group" on Database parameter_group,
        "the name of a parameter group is one that AWS takes",
        "AWS refuses dots and upper case in groups that are not its own",
        "use lower-case letters, digits and single hyphens, a letter first",
        "RDS API CreateDBParameterGroup";
    Error "id-option-group" on Instance option_group,
        "the name of an option group is one that AWS takes",
        "AWS refuses it",
        "use lower-case letters, digits and single hyphens, a letter first",
        "RDS API CreateOptionGroup";
    Error "id-final-snapshot-shape" on Database final_snapshot,
        "the name of the last snapshot is one that AWS takes",
        "a destroy that cannot take its snapshot fails, long after the name was chosen",
        "use letters, digits and single hyphens, a letter first",
        "RDS API CreateDBSnapshot and CreateDBClusterSnapshot";
    Error "dbname-shape" on Module database_name,
        "the name of the first database is one that the engine takes",
        "`DBName must begin with a letter and contain only alphanumeric characters`",
        "use a letter, then letters, digits and `_`; Oracle takes 8 characters",
        "RDS API CreateDBInstance and CreateDBCluster";
    Error "dbname-forbidden-sqlserver" on Instance database_name_sqlserver,
        "an instance of SQL Server has no `db_name`",
        "AWS refuses it: a SQL Server is created without a database",
        "remove `db_name`, and create the database after the instance",
        "RDS API CreateDBInstance";
    Error "dbname-reserved" on Module database_name_reserved,
        "the name of the first database is not a reserved word",
        "AWS refuses it",
        "rename it",
        "RDS API CreateDBInstance";
}

fn shape(
    found: &mut Finder<'_>,
    what: &str,
    name: &At<String>,
    problem: Option<impl std::fmt::Display>,
) {
    if let Some(problem) = problem {
        found.report(
            name.at,
            format!("the {what} `{}` {problem}", name.value.escape_debug()),
            format!("choose another {what}"),
        );
    }
}

fn instance_shape(instance: &Instance, found: &mut Finder<'_>) {
    let name = &instance.common.identifier;
    shape(found, "instance identifier", name, instance_problem(name));
}

fn cluster_shape(cluster: &Cluster, found: &mut Finder<'_>) {
    let name = &cluster.common.identifier;
    let problem = match cluster.multi_az {
        None => cluster_problem(name),
        Some(_) => multi_az_cluster_problem(name),
    };
    shape(found, "cluster identifier", name, problem);
}

fn instance_room(cluster: &Cluster, found: &mut Finder<'_>) {
    let name = &cluster.common.identifier;
    let member = format!("{name}-{}", cluster.instances);
    if cluster.instances.value > 0
        && cluster_problem(name).is_none()
        && instance_problem(&member).is_some()
    {
        found.report(
            name.at,
            format!("the last member would be called `{member}`, which has {} characters, and 63 are allowed", member.len()),
            "shorten the cluster's identifier",
        );
    }
}

/// Names by region, each said once.
fn unique(
    names: impl Iterator<Item = (Region, String, Place)>,
    what: &str,
    found: &mut Finder<'_>,
) {
    let mut seen: BTreeMap<(Region, String), Place> = BTreeMap::new();
    for (region, name, at) in names {
        match seen.get(&(region, name.clone())) {
            None => {
                seen.insert((region, name), at);
            }
            Some(first) => found.report_with(
                at,
                format!("there is another {what} `{name}` in `{region}`"),
                "rename one, or give it an `identifier` of its own",
                |diagnostic| diagnostic.related(*first, "the other one"),
            ),
        }
    }
}

fn unique_instance(module: &RootModule, found: &mut Finder<'_>) {
    let instances = module
        .instances()
        .map(|instance| &instance.common)
        .map(|common| {
            (
                common.region.value,
                common.identifier.to_lowercase(),
                common.identifier.at,
            )
        });
    // Clusters of one name have members of one name too; there is a rule for the clusters.
    let mut named = BTreeSet::new();
    let clusters = module.clusters().filter(|cluster| {
        named.insert((
            cluster.common.region.value,
            cluster.common.identifier.to_lowercase(),
        ))
    });
    let clusters: Vec<&Cluster> = clusters.collect();
    let members = clusters.iter().flat_map(|cluster| {
        let common = &cluster.common;
        let most = i64::from(*limits::CLUSTER_MEMBERS.end());
        cluster.members(most).into_iter().map(|member| {
            (
                common.region.value,
                format!("{}-{}", common.identifier, member.name),
                member.name.at,
            )
        })
    });
    let made_by_aws = clusters.iter().flat_map(|cluster| {
        let common = &cluster.common;
        let region = common.region.value;
        let made = cluster.made_by_aws().into_iter();
        made.map(move |name| (region, name.to_lowercase(), common.identifier.at))
    });
    unique(
        instances.chain(members).chain(made_by_aws),
        "instance",
        found,
    );
}

fn unique_cluster(module: &RootModule, found: &mut Finder<'_>) {
    let clusters = module
        .clusters()
        .map(|cluster| &cluster.common)
        .map(|common| {
            (
                common.region.value,
                common.identifier.to_lowercase(),
                common.identifier.at,
            )
        });
    unique(clusters, "cluster", found);
}

/// Where the identifier is the name itself, the rule for identifiers speaks.
fn label_shape(common: &Common, found: &mut Finder<'_>) {
    let name = common.name.value.as_str();
    let shaped = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.len() <= 63
        && name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
        });
    if !shaped && common.identifier.at != common.name.at {
        found.report(
            common.name.at,
            format!(
                "`{}` cannot be part of a file name and of a Terraform address",
                name.escape_debug()
            ),
            "use lower-case letters, digits, `_` and `-`, a letter first",
        );
    }
}

fn unique_label(module: &RootModule, found: &mut Finder<'_>) {
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    for common in module.commons() {
        if let Some(first) = seen.insert(&common.label, common.name.at) {
            found.report_with(
                common.name.at,
                format!(
                    "`{}` and another database would both be `{}` in Terraform",
                    common.name, common.label
                ),
                "rename one of them",
                |diagnostic| diagnostic.related(first, "the other one"),
            );
        }
    }
    let mut keys: BTreeMap<&str, &Key> = BTreeMap::new();
    for key in &module.keys {
        if let Some(other) = keys.insert(&key.label, key) {
            found.report_with(
                key.name.at,
                format!(
                    "the keys `{}` and `{}` would both be `{}` in Terraform",
                    other.name, key.name, key.label
                ),
                "rename one of them",
                |diagnostic| diagnostic.related(other.name.at, "the other one"),
            );
        }
    }
    super::snapshots::unique_label(module, found);
}

fn alias_shape(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    if !key.alias.starts_with("aws/") {
        shape(found, "alias", &key.alias, alias_problem(&key.alias));
    }
}

fn alias_reserved(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    if key.alias.starts_with("aws/") {
        found.report(
            key.alias.at,
            format!("the alias `{}` starts with `aws/`, which AWS keeps for its own keys", key.alias),
            "rename it, and note that a key of AWS cannot be used here: its policy cannot be changed",
        );
    }
}

fn alias_unique(module: &RootModule, found: &mut Finder<'_>) {
    let mut seen: BTreeMap<(Region, &str), &Key> = BTreeMap::new();
    for key in &module.keys {
        if let Some(other) = seen.insert((key.region, &key.alias), key) {
            found.report_with(
                key.alias.at,
                format!(
                    "the keys `{}` and `{}` have the same alias `{}` in `{}`",
                    other.name, key.name, key.alias, key.region
                ),
                "rename one of the aliases",
                |diagnostic| diagnostic.related(other.alias.at, "the other one"),
            );
        }
    }
}

fn alias_case(module: &RootModule, found: &mut Finder<'_>) {
    let mut seen: BTreeMap<(Region, String), &Key> = BTreeMap::new();
    for key in &module.keys {
        if let Some(other) = seen.insert((key.region, key.alias.to_lowercase()), key)
            && other.alias.value != key.alias.value
        {
            found.report_with(
                key.alias.at,
                format!(
                    "the aliases `{}` and `{}` differ by case alone",
                    other.alias, key.alias
                ),
                "rename one of the aliases",
                |diagnostic| diagnostic.related(other.alias.at, "the other one"),
            );
        }
    }
}

fn subnet_group(module: &RootModule, found: &mut Finder<'_>) {
    let mut placed: Vec<&At<String>> = module
        .regions
        .values()
        .filter_map(|placement| placement.subnet_group.as_ref())
        .chain(
            module
                .commons()
                .filter_map(|common| common.subnet_group.as_ref()),
        )
        .filter_map(|group| match group {
            SubnetGroup::Existing(name) => Some(name),
            SubnetGroup::Ours { .. } => None,
        })
        .collect();
    placed.sort();
    placed.dedup();
    for name in placed {
        shape(found, "subnet group", name, subnet_group_problem(name));
    }
}

fn subnet_group_zones(module: &RootModule, found: &mut Finder<'_>) {
    for (region, placement) in &module.regions {
        let Some(SubnetGroup::Ours { subnet_ids, .. }) = &placement.subnet_group else {
            continue;
        };
        let mut distinct: Vec<&str> = subnet_ids
            .iter()
            .map(|subnet| subnet.value.as_str())
            .collect();
        distinct.sort_unstable();
        distinct.dedup();
        let in_three = module.clusters().find(|cluster| {
            let common = &cluster.common;
            cluster.multi_az.is_some()
                && common.region.value == *region
                && matches!(common.subnet_group, Some(SubnetGroup::Ours { .. }))
        });
        let count = distinct.len();
        let message = if count < limits::SUBNET_GROUP_ZONES as usize {
            format!("a subnet group needs subnets in two zones, and `{region}` has {count}")
        } else if let Some(cluster) = in_three.filter(|_| count < limits::CLUSTER_ZONES as usize) {
            format!(
                "the Multi-AZ DB cluster `{}` needs subnets in three zones, and `{region}` has {count}",
                cluster.common.name
            )
        } else {
            continue;
        };
        found.report(subnet_ids.at, message, "add a subnet of another zone");
    }
}

fn parameter_group(common: &Common, found: &mut Finder<'_>) {
    match &common.parameters {
        // Groups of AWS's own are called `default.postgres16`.
        Parameters::Existing(name) if name.starts_with("default.") => {}
        Parameters::Existing(name) => {
            shape(
                found,
                "parameter group",
                name,
                parameter_group_problem(name),
            );
        }
        // A derived name is as good as the identifier that it is made of.
        Parameters::Ours(group) if instance_problem(&common.identifier).is_none() => {
            let own = At::new(group.name.clone(), common.identifier.at);
            shape(
                found,
                "parameter group",
                &own,
                parameter_group_problem(&group.name),
            );
        }
        Parameters::None | Parameters::Ours(_) => {}
    }
}

fn option_group(instance: &Instance, found: &mut Finder<'_>) {
    if let Some(name) = &instance.option_group
        && !name.starts_with("default:")
    {
        shape(found, "option group", name, option_group_problem(name));
    }
}

fn final_snapshot(common: &Common, found: &mut Finder<'_>) {
    let LastSnapshot::Taken {
        identifier,
        derived,
    } = &common.last_snapshot
    else {
        return;
    };
    let problem = if common.form.is_cluster() {
        cluster_snapshot_problem(identifier)
    } else {
        snapshot_problem(identifier)
    };
    // What is wrong with the identifier that a name is made of is said there.
    if *derived && cluster_problem(&common.identifier).is_some() {
        return;
    }
    if let (true, Some(problem)) = (*derived, &problem) {
        found.report(
            identifier.at,
            format!(
                "the last snapshot of `{}` would be called `{identifier}`, which {problem}",
                common.name
            ),
            "name it with `final_snapshot_identifier`",
        );
    } else {
        shape(found, "snapshot identifier", identifier, problem);
    }
}

/// The databases that are created with one, and its name.
fn database_names(module: &RootModule) -> Vec<(&Common, &At<String>)> {
    let instances = module
        .instances()
        .filter_map(|instance| Some((&instance.common, instance.db_name.as_ref()?)));
    let clusters = module
        .clusters()
        .filter_map(|cluster| Some((&cluster.common, cluster.database_name.as_ref()?)));
    instances.chain(clusters).collect()
}

fn is_sql_server(common: &Common) -> bool {
    common.engine.family() == crate::aws::engines::Family::SqlServer
}

fn database_name(module: &RootModule, found: &mut Finder<'_>) {
    for (common, name) in database_names(module) {
        if !is_sql_server(common) && !is_reserved(name) {
            shape(
                found,
                "database name",
                name,
                database_names::database_name_problem(common.engine.value, name),
            );
        }
    }
}

fn database_name_sqlserver(instance: &Instance, found: &mut Finder<'_>) {
    if let Some(name) = &instance.db_name
        && is_sql_server(&instance.common)
    {
        found.report(
            name.at,
            "SQL Server is created without a database, and AWS refuses `db_name`",
            "remove it, and create the database after the instance",
        );
    }
}

fn is_reserved(name: &str) -> bool {
    crate::aws::credentials::is_sql_word(name)
}

fn database_name_reserved(module: &RootModule, found: &mut Finder<'_>) {
    for (common, name) in database_names(module) {
        if is_reserved(name) && !is_sql_server(common) {
            found.report(
                name.at,
                format!("`{name}` is a reserved word, and cannot be the name of a database"),
                "rename it",
            );
        }
    }
}
