//! Rules about the two sides of a replication: which engines it leads between, how it reaches them, and what an engine asks
//! for that a spec can say. What must be set on the old database itself is in the runbook.

use super::check::{Finder, checks};
use crate::aws::arns::Arn;
use crate::aws::dms::TlsMode;
use crate::aws::engines::Family;
use crate::plan::dms::{Certificate, Dms, End, LOCAL_INFILE, Secret};
use crate::plan::migration::{Migration, OldKind};
use crate::plan::{Common, Parameters, RootModule};
use crate::source::At;

checks! {
    Error "dms-engine-name" on Database engine,
        "a replication leads between databases of one engine, by the names that the service has for them",
        "rows go over as they are; tables of another engine must be converted first, which is another tool's work",
        "name an engine of the same family under `source`",
        "DMS API CreateEndpoint, EngineName; DMS User Guide, Best practices";
    Error "dms-key-region" on Module region,
        "secrets, their keys and certificates of a replication are in its region and account",
        "the service looks for them where it runs, and nowhere else",
        "name those of the database's region",
        "DMS User Guide, Setting an encryption key and specifying AWS KMS permissions";
    Warning "dms-ssl" on Database unencrypted,
        "a replication speaks TLS with both databases",
        "without it every row crosses the network in the clear, on the way out of a database that is to be encrypted",
        "leave `ssl_mode` out; for Oracle and Db2 set TLS up in the database, and write `ssl_mode: verify-ca` with `certificate_arn`",
        "DMS User Guide, Using SSL with AWS Database Migration Service; AWS Config managed rule DMS_ENDPOINT_SSL_CONFIGURED";
    Error "dms-ssl-mode" on Database mode,
        "the mode of TLS is one that the engine's endpoint has",
        "AWS refuses any other when the endpoint is made",
        "leave `ssl_mode` out for the best one, or write one of the engine's",
        "DMS User Guide, Using SSL with AWS Database Migration Service";
    Error "dms-pg" on Database postgres,
        "a replication of PostgreSQL names its database",
        "an endpoint is of one database; without the name the service would look into `postgres`, find nothing and be content",
        "write `database_name` under `dms`, and move other databases of the server by tasks of their own",
        "DMS User Guide, Using a PostgreSQL database as a source";
    Error "dms-mysql" on Database mysql,
        "a MySQL that is filled takes local files",
        "the service loads rows with LOAD DATA LOCAL, which `local_infile` switches off",
        "leave `local_infile` out until the migration is at `retire`",
        "DMS User Guide, Using a MySQL-compatible database as a target";
    Error "dms-oracle" on Database oracle,
        "a replication of Oracle names its database and its schemas",
        "the schemas of Oracle itself are no part of a migration, and can't be told from others by a pattern",
        "write `database_name` and `include` under `dms`, as in `include: [\"SHOP.%\"]`",
        "DMS User Guide, Using an Oracle database as a source";
    Error "dms-sqlserver" on Database sql_server,
        "a replication of SQL Server names its database",
        "an endpoint is of one database, and an instance has none of its own",
        "write `database_name` under `dms`",
        "DMS User Guide, Using a Microsoft SQL Server database as a source";
    Error "dms-db2" on Database db2,
        "a replication of Db2 names its database",
        "an endpoint is of one database",
        "write `database_name` under `dms`",
        "DMS User Guide, Using IBM Db2 for Linux, Unix, Windows, and Amazon RDS database as a source";
}

/// Engines between which rows go as they are.
fn kin(family: Family) -> u8 {
    match family {
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => 0,
        Family::Postgres | Family::AuroraPostgres => 1,
        Family::Oracle => 2,
        Family::SqlServer => 3,
        Family::Db2 => 4,
    }
}

fn engine(common: &Common, found: &mut Finder<'_>) {
    let Some((migration, dms)) = common.replication() else {
        return;
    };
    let engine = &dms.source.engine;
    if kin(engine.family()) != kin(common.engine.family()) {
        found.report(
            engine.at,
            format!(
                "rows of {} don't go into {} as they are",
                engine.name(),
                common.engine.name()
            ),
            "name the engine of the old database if it is of the same family, or convert the schema with another tool first",
        );
    } else if engine.is_aurora() && migration.old.kind == OldKind::Instance {
        found.report_with(
            engine.at,
            format!("`{}` is the engine of a cluster", engine.name()),
            "name the old database with `cluster`, or the engine of the instance",
            |diagnostic| diagnostic.related(migration.old.at, "the old database"),
        );
    } else if migration.old.kind == OldKind::Cluster && !has_clusters(engine.family()) {
        found.report(
            migration.old.at,
            format!("there are no clusters of {}", engine.name()),
            "write `instance` for `cluster`",
        );
    }
}

fn has_clusters(family: Family) -> bool {
    !matches!(
        family,
        Family::MariaDb | Family::Oracle | Family::SqlServer | Family::Db2
    )
}

fn region(module: &RootModule, found: &mut Finder<'_>) {
    for common in module.commons() {
        let Some((_, dms)) = common.replication() else {
            continue;
        };
        for (arn, service, what) in named(dms) {
            let here = (common.region.name(), module.account.as_str());
            let problem = match Arn::parse(arn) {
                Err(problem) => problem.to_string(),
                Ok(parsed) if parsed.service != service => {
                    format!(
                        "is of `{}`, and should be of `{service}`",
                        parsed.service.escape_debug()
                    )
                }
                Ok(parsed) if (parsed.region.as_str(), parsed.account.as_str()) != here => {
                    format!(
                        "is in {} of {}, and the replication in {} of {}",
                        parsed.region.escape_debug(),
                        parsed.account,
                        here.0,
                        here.1
                    )
                }
                Ok(_) => continue,
            };
            let message = format!("{what} `{}` {problem}", arn.escape_debug());
            found.report(
                arn.at,
                message,
                format!("write the whole ARN of one in {}", here.0),
            );
        }
    }
}

/// What a replication names by ARN, with the service that it must be of.
fn named(dms: &Dms) -> Vec<(&At<String>, &'static str, &'static str)> {
    let mut all = Vec::new();
    for end in dms.ends() {
        if let Secret::Existing { arn, key } = &end.secret {
            all.push((arn, "secretsmanager", "the secret"));
            all.extend(key.as_ref().map(|key| (key, "kms", "the secret's key")));
        }
    }
    if let Some(Certificate::Existing(arn)) = &dms.certificate {
        all.push((arn, "dms", "the certificate"));
    }
    all
}

fn unencrypted(common: &Common, found: &mut Finder<'_>) {
    for end in ends(common) {
        if end.tls.value == TlsMode::None {
            found.report(
                end.tls.at,
                format!(
                    "rows cross the network in the clear on the side of the {}",
                    end.side.word()
                ),
                "leave `ssl_mode` out; for Oracle and Db2 set TLS up in the database first",
            );
        }
    }
}

fn ends(common: &Common) -> impl Iterator<Item = &End> {
    common
        .replication()
        .into_iter()
        .flat_map(|(_, dms)| dms.ends())
}

fn mode(common: &Common, found: &mut Finder<'_>) {
    let certificate = common
        .replication()
        .and_then(|(_, dms)| dms.certificate.as_ref());
    for end in ends(common) {
        let family = end.engine.family();
        let modes = TlsMode::of(family);
        if !modes.contains(&end.tls.value) {
            let words: Vec<String> = modes
                .iter()
                .map(|mode| format!("`{}`", mode.word()))
                .collect();
            found.report(
                end.tls.at,
                format!(
                    "an endpoint of {} has no `{}`",
                    end.engine.name(),
                    end.tls.value.word()
                ),
                format!("it has {}", words.join(", ")),
            );
        } else if matches!(family, Family::Oracle | Family::Db2)
            && end.tls.value.needs_certificate()
            && matches!(certificate, Some(Certificate::Variable { .. }))
        {
            found.report(
                end.tls.at,
                format!("an endpoint of {} takes a certificate that was imported before", end.engine.name()),
                "import the wallet or the certificate of the database with `aws dms import-certificate`, and name it with `certificate_arn`",
            );
        }
    }
}

/// A replication of an engine that names no database.
fn unnamed(common: &Common, is_meant: fn(Family) -> bool) -> Option<(&Migration, &Dms)> {
    let (migration, dms) = common.replication()?;
    (is_meant(common.engine.family()) && dms.database.is_none()).then_some((migration, dms))
}

fn name_it(common: &Common, is_meant: fn(Family) -> bool, found: &mut Finder<'_>) {
    if let Some((migration, _)) = unnamed(common, is_meant) {
        found.report(
            migration.at,
            format!("the replication into `{}` names no database", common.name),
            "write `dms: { database_name: … }` under `migrate_from`",
        );
    }
}

fn postgres(common: &Common, found: &mut Finder<'_>) {
    let is_meant = |family| matches!(family, Family::Postgres | Family::AuroraPostgres);
    name_it(common, is_meant, found);
}

fn sql_server(common: &Common, found: &mut Finder<'_>) {
    name_it(common, |family| family == Family::SqlServer, found);
}

fn db2(common: &Common, found: &mut Finder<'_>) {
    name_it(common, |family| family == Family::Db2, found);
}

fn oracle(common: &Common, found: &mut Finder<'_>) {
    let is_oracle = |family| family == Family::Oracle;
    name_it(common, is_oracle, found);
    if let Some((migration, dms)) = common.replication()
        && is_oracle(common.engine.family())
        && dms.include.is_none()
    {
        found.report(
            migration.at,
            format!(
                "the replication into `{}` names no schema, and would take those of Oracle itself",
                common.name
            ),
            "write `dms: { include: [\"SCHEMA.%\"] }` under `migrate_from`",
        );
    }
}

fn mysql(common: &Common, found: &mut Finder<'_>) {
    let Some((migration, _)) = common.replication() else {
        return;
    };
    let Parameters::Ours(group) = &common.parameters else {
        return;
    };
    if let Some(parameter) = group.parameters.get(LOCAL_INFILE)
        && !matches!(parameter.value.as_str(), "1" | "ON")
    {
        found.report_with(
            parameter.value.at,
            format!(
                "`{}` takes no rows while `{LOCAL_INFILE}` is off",
                common.name
            ),
            "leave it out until the migration is at `retire`",
            |diagnostic| diagnostic.related(migration.at, "the migration"),
        );
    }
}
