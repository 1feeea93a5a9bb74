//! Rules about master users and their passwords.

use super::check::{Finder, checks};
use crate::aws::credentials::{Reservation, is_default_user, user_problem, user_reservation};
use crate::plan::{Common, Login, Password, Replicates, RootModule};
use crate::source::At;

checks! {
    Error "user-shape" on Module user_shape,
        "the name of a master user is one that AWS takes",
        "AWS refuses it at apply",
        "use a letter, then letters, digits and `_`, at most 16 characters",
        "RDS API CreateDBInstance and CreateDBCluster";
    Error "user-reserved-admin-pg" on Module reserved_admin,
        "the master user of PostgreSQL is not `admin`",
        "`MasterUsername admin cannot be used as it is a reserved word used by the engine`",
        "name it `dbadmin`, or leave it out",
        "aws-cloudformation/cfn-lint#4425, tested against AWS";
    Error "user-reserved-rdsadmin" on Module reserved_rdsadmin,
        "the master user is not `rdsadmin`",
        "that user is RDS's own, on every engine",
        "name it `dbadmin`, or leave it out",
        "aws-cloudformation/cfn-lint#4425, tested against AWS";
    Error "user-reserved-pg-prefix" on Module reserved_prefix,
        "the master user of PostgreSQL does not start with `pg_`",
        "such names belong to PostgreSQL itself",
        "rename it",
        "PostgreSQL documentation, predefined roles";
    Warning "user-reserved-sql" on Module reserved_word,
        "the name of a master user is not a word that the engine keeps for itself",
        "AWS refuses reserved words, and does not publish the list",
        "rename it",
        "RDS API CreateDBInstance";
    Warning "user-default-name" on Module default_name,
        "the master user has a name that nobody guesses first",
        "Security Hub RDS.24 and RDS.25 and AWS Config report `admin`, `postgres`, `master` and `root`",
        "name it otherwise, or leave it out for `dbadmin`",
        "AWS Config, RDS_INSTANCE_DEFAULT_ADMIN_CHECK";
    Error "secret-replica-source" on Module replica_source,
        "the source of a replica keeps its own password",
        "AWS refuses replicas of a source whose password is in Secrets Manager, but for SQL Server",
        "write `password: variable`",
        "RDS User Guide, Password management with Secrets Manager";
}

/// Every database whose master user is named, with the name.
fn users(module: &RootModule) -> Vec<(&Common, &At<String>)> {
    let instances = module
        .instances()
        .filter_map(|instance| Some((&instance.common, named(instance.login.as_ref())?)));
    let clusters = module
        .clusters()
        .filter_map(|cluster| Some((&cluster.common, named(cluster.login.as_ref())?)));
    instances.chain(clusters).collect()
}

fn named(login: Option<&Login>) -> Option<&At<String>> {
    login?.username.as_ref()
}

fn user_shape(module: &RootModule, found: &mut Finder<'_>) {
    for (_, name) in users(module) {
        if let Some(problem) = user_problem(name) {
            found.report(
                name.at,
                format!("the user name `{}` {problem}", name.escape_debug()),
                "use a letter, then letters, digits and `_`, at most 16 characters",
            );
        }
    }
}

/// The certain reservations that a predicate picks.
fn certain(module: &RootModule, found: &mut Finder<'_>, is_meant: fn(&str) -> bool) {
    for (common, name) in users(module) {
        if let Some(Reservation::Certain(reason)) = user_reservation(common.engine.value, name)
            && is_meant(&name.to_ascii_lowercase())
        {
            found.report_with(
                name.at,
                format!(
                    "the master user of `{}` cannot be `{name}`: {reason}",
                    common.name
                ),
                "name it `dbadmin`, or leave it out",
                |diagnostic| diagnostic.patch(name.at, "dbadmin"),
            );
        }
    }
}

fn reserved_admin(module: &RootModule, found: &mut Finder<'_>) {
    certain(module, found, |name| name == "admin");
}

fn reserved_rdsadmin(module: &RootModule, found: &mut Finder<'_>) {
    certain(module, found, |name| name == "rdsadmin");
}

fn reserved_prefix(module: &RootModule, found: &mut Finder<'_>) {
    certain(module, found, |name| name.starts_with("pg_"));
}

fn reserved_word(module: &RootModule, found: &mut Finder<'_>) {
    for (common, name) in users(module) {
        if let Some(Reservation::Likely(reason)) = user_reservation(common.engine.value, name) {
            found.report(
                name.at,
                format!("AWS may refuse the master user `{}`: {reason}", name),
                "rename it",
            );
        }
    }
}

fn default_name(module: &RootModule, found: &mut Finder<'_>) {
    for (common, name) in users(module) {
        if is_default_user(name) && user_reservation(common.engine.value, name).is_none() {
            found.report(
                name.at,
                format!("`{name}` is a master user that everybody guesses first"),
                "name it otherwise, or leave it out for `dbadmin`",
            );
        }
    }
}

fn replica_source(module: &RootModule, found: &mut Finder<'_>) {
    let of_instances = module.instances().filter_map(|instance| {
        let own = instance.replicas.first().map(|replica| &replica.common);
        let aurora = module.clusters().find(|cluster| {
            matches!(cluster.replicates(), Some(Replicates::Instance { source, .. }) if *source == instance.common.label)
        });
        let replica = own.or(aurora.map(|cluster| &cluster.common))?;
        Some((&instance.common, instance.login.as_ref()?, replica))
    });
    let of_clusters = module.clusters().filter_map(|cluster| {
        let replica = &cluster.replicas.first()?.common;
        Some((&cluster.common, cluster.login.as_ref()?, replica))
    });
    for (common, login, replica) in of_instances.chain(of_clusters) {
        if let Password::Managed(at) = login.password
            && !common.engine.managed_password_with_replicas()
        {
            found.report_with(
                at,
                format!("`{}` has replicas, and AWS refuses replicas of a database whose password is in Secrets Manager", common.name),
                "write `password: variable`",
                |diagnostic| diagnostic.patch(at, "variable").related(replica.name.at, "the replica"),
            );
        }
    }
}
