//! Rules about engines, versions and classes, and what an engine does not have.

use super::check::{Finder, checks};
use crate::aws::classes::{self, Class, ClassProblem};
use crate::aws::engines::{Engine, Family};
use crate::aws::versions::{self, Status, Version};
use crate::aws::{licenses, logs};
use crate::plan::{Cluster, Common, Form, Instance, Parameters};
use crate::suggest;

checks! {
    Error "engine-custom" on Database custom,
        "the engine is one of RDS or Aurora, and not of RDS Custom",
        "RDS Custom needs an instance profile and an engine version of one's own, which a spec has no words for",
        "use the engine without `custom-`",
        "RDS User Guide, Working with Amazon RDS Custom";
    Error "ver-shape" on Database version_shape,
        "a version has the shape of its engine's versions",
        "AWS finds no such version",
        "write a major version, such as \"16\", or a full one",
        "cfn-lint, RDS engine versions of 2026-10-20";
    Warning "ver-known" on Database version_known,
        "a version is among those that AWS was offering",
        "it may not exist; the table is dated, and a newer version is right",
        "write the major version alone, or one of the list",
        "cfn-lint, RDS engine versions of 2026-10-20";
    Warning "ver-deprecated" on Database version_deprecated,
        "a new database can still be created with the version",
        "`Cannot find version 15.4 for postgres`: AWS keeps old versions for databases that have them",
        "write the major version alone, so that AWS picks a minor one",
        "cfn-lint, RDS engine versions of 2026-10-20";
    Warning "ver-extended-support" on Database version_extended,
        "the major version is under standard support",
        "Extended Support is on by default, and is paid for by vCPU and hour",
        "upgrade, or say that it is meant with `engine_lifecycle_support: open-source-rds-extended-support`",
        "RDS API CreateDBInstance, EngineLifecycleSupport";
    Warning "ver-pin-vs-auto" on Database version_pinned,
        "a version is either pinned or upgraded by AWS",
        "AWS upgrades by itself and Terraform would plan a downgrade, so the output ignores the version from then on",
        "write the major version alone, or `auto_minor_version_upgrade: false`",
        "Terraform AWS provider, aws_db_instance; measured with provider 5.100";
    Error "class-shape" on Database class_shape,
        "a class has the shape `db.family.size`",
        "AWS knows no other",
        "write it in full, as in `db.r6g.large`",
        "RDS API CreateDBInstance";
    Error "class-no-encryption" on Database class_encryption,
        "the class can encrypt its storage",
        "the oldest classes cannot, and everything here is encrypted",
        "use a newer class, such as `db.t4g.micro`",
        "RDS User Guide, Encrypting Amazon RDS resources";
    Error "class-graviton" on Database class_graviton,
        "a class with AWS's own processor runs an engine that is built for it",
        "no region offers Graviton classes for Oracle, SQL Server or Db2",
        "use a class of an Intel or AMD family, such as `db.r6i` or `db.m7i`",
        "cfn-lint, RDS instance classes of 2026-10-20";
    Error "class-serverless-aurora" on Database class_serverless,
        "`db.serverless` is a class of Aurora",
        "it is capacity that scales by itself, which instances do not have",
        "use a class of a size, or an Aurora engine",
        "RDS API CreateDBInstance";
    Warning "class-region" on Database class_region,
        "the class is offered for the engine in the region",
        "AWS would refuse it: the table is dated, and may be older than an offer",
        "use a class that is offered there",
        "cfn-lint, RDS instance classes of 2026-10-20";
    Error "enc-class" on Database engine_encryption,
        "the engine can encrypt its storage",
        "SQL Server Express cannot, and everything here is encrypted",
        "use another edition, such as `sqlserver-web`",
        "RDS User Guide, Encrypting Amazon RDS resources";
    Error "license-mismatch" on Instance license,
        "the licence is one that the engine is offered with",
        "AWS refuses it",
        "use one of the engine's licences, or leave it out",
        "RDS API CreateDBInstance, LicenseModel";
    Error "log-type-mismatch" on Database log_type,
        "an exported log is one that the engine writes",
        "the provider takes the logs of any engine, and AWS refuses those of another",
        "export only the engine's own logs",
        "RDS API CreateDBInstance, EnableCloudwatchLogsExports";
    Error "port-range" on Database port,
        "a port is one that AWS takes",
        "AWS refuses others, and SQL Server keeps some for itself",
        "use a port from 1150 to 65535",
        "RDS API CreateDBInstance, Port";
    Warning "port-default" on Database port_default,
        "a port that is written is another than the engine's own",
        "Security Hub RDS.23 reports the default port, and writing it has no effect",
        "leave it out, or choose another",
        "Security Hub, RDS.23";
    Error "timezone-engine" on Instance timezone,
        "only SQL Server and Db2 have a `timezone`",
        "AWS refuses it for others, which have a parameter for it",
        "remove it; for PostgreSQL and MySQL set the parameter `timezone` or `time_zone`",
        "RDS API CreateDBInstance, Timezone";
    Error "charset-engine" on Instance charset,
        "only Oracle and SQL Server have a character set of the instance",
        "AWS refuses it for others, which choose it by database",
        "remove it",
        "RDS API CreateDBInstance, CharacterSetName";
    Error "param-name" on Database parameter_name,
        "a parameter has a name that an engine can have",
        "AWS refuses a parameter group with any other",
        "copy the name from the engine's documentation or from `aws rds describe-engine-default-parameters`",
        "RDS API ModifyDBParameterGroup";
    Warning "db2-byol-ids" on Instance db2_ids,
        "a Db2 with one's own licence says whose it is",
        "AWS creates it only with a parameter group that has the IBM ids",
        "set the parameters `rds.ibm_customer_id` and `rds.ibm_site_id`",
        "RDS User Guide, Amazon RDS for Db2 licensing options";
    Error "cl-backtrack" on Cluster backtrack,
        "backtrack is Aurora MySQL's, and within 72 hours",
        "AWS refuses it elsewhere",
        "use 0 to 259200 seconds on aurora-mysql, or remove it",
        "RDS API CreateDBCluster, BacktrackWindow";
}

fn custom(common: &Common, found: &mut Finder<'_>) {
    if common.engine.is_custom() {
        let engine = common.engine.value;
        found.report(
            common.engine.at,
            format!("`{}` is RDS Custom, which is not supported", engine.name()),
            "use the engine without `custom-`",
        );
    }
}

fn version_shape(common: &Common, found: &mut Finder<'_>) {
    if let Err(problem) = Version::parse(common.engine.value, &common.engine_version) {
        let newest = versions::majors(common.engine.value).last();
        found.report(
            common.engine_version.at,
            format!(
                "`{}` is not a version of {}: {problem}",
                common.engine_version.escape_debug(),
                common.engine.name()
            ),
            match newest {
                Some(newest) => format!("write a major version, such as \"{newest}\""),
                None => "write a major version".to_owned(),
            },
        );
    }
}

/// The version and what AWS does with it; replicas have their source's, and say nothing again.
fn status(common: &Common) -> Option<(&Version, Status)> {
    let version = common.version.as_ref()?;
    Some((version, version.status()))
}

fn version_known(common: &Common, found: &mut Finder<'_>) {
    if let Some((version, Status::Unknown)) = status(common) {
        found.report(
            common.engine_version.at,
            format!(
                "{} {} is not among the versions that AWS offered on {}",
                common.engine.name(),
                common.engine_version.escape_debug(),
                versions::AS_OF
            ),
            newer(version),
        );
    }
}

fn newer(version: &Version) -> String {
    match version.newest_minor() {
        Some(newest) => format!(
            "write \"{}\" for the newest, which was {newest}",
            version.major()
        ),
        None => "write a major version that AWS offers".to_owned(),
    }
}

fn version_deprecated(common: &Common, found: &mut Finder<'_>) {
    if let Some((version, Status::Deprecated)) = status(common) {
        found.report(
            common.engine_version.at,
            format!(
                "AWS no longer creates databases with {} {}",
                common.engine.name(),
                common.engine_version.escape_debug()
            ),
            newer(version),
        );
    }
}

fn version_extended(common: &Common, found: &mut Finder<'_>) {
    if let Some((version, Status::ExtendedSupport)) = status(common)
        && common.lifecycle_support.is_none()
        && !common.follows
    {
        found.report(
            common.engine_version.at,
            format!("{} {} is past standard support, and Extended Support is charged for", common.engine.name(), version.major()),
            "upgrade, or say that it is meant with `engine_lifecycle_support: open-source-rds-extended-support`",
        );
    }
}

fn version_pinned(common: &Common, found: &mut Finder<'_>) {
    if let Some(version) = common.version.as_ref().filter(|_| !common.follows)
        && version.is_full()
        && common.auto_minor_upgrade.value
    {
        found.report(
            common.engine_version.at,
            format!("`{}` is pinned to {} and upgraded by AWS: Terraform ignores its version from then on", common.name, version.as_str()),
            match common.form {
                // Version 5 of the provider cannot turn them off there.
                Form::MultiAz => format!("write \"{}\"", version.major()),
                Form::Instance | Form::Aurora => {
                    format!("write \"{}\", or `auto_minor_version_upgrade: false`", version.major())
                }
            },
        );
    }
}

fn class_shape(common: &Common, found: &mut Finder<'_>) {
    let Err(problem) = Class::parse(&common.class) else {
        return;
    };
    let message = format!(
        "`{}` is not an instance class: {problem}",
        common.class.escape_debug()
    );
    let known = classes::known(common.engine.value);
    let meant = match &problem {
        ClassProblem::NoPrefix(with) => Some(with.as_str()),
        ClassProblem::Shape => suggest::nearest(&common.class, known.iter().map(String::as_str)),
    };
    match meant {
        Some(meant) => found.report_with(
            common.class.at,
            message,
            format!("did you mean `{meant}`?"),
            |diagnostic| diagnostic.patch(common.class.at, meant),
        ),
        None => found.report(
            common.class.at,
            message,
            "write it in full, as in `db.r6g.large`",
        ),
    }
}

fn class(common: &Common) -> Option<Class> {
    Class::parse(&common.class).ok()
}

fn class_encryption(common: &Common, found: &mut Finder<'_>) {
    if class(common).is_some_and(|class| !class.supports_encryption()) {
        found.report(
            common.class.at,
            format!("the class `{}` cannot encrypt its storage", common.class),
            "use a newer class, such as `db.t4g.micro`",
        );
    }
}

fn class_graviton(common: &Common, found: &mut Finder<'_>) {
    if !common.engine.runs_on_graviton() && class(common).is_some_and(|class| class.is_graviton()) {
        found.report(
            common.class.at,
            format!(
                "the class `{}` has AWS's own processor, and {} is not offered on it",
                common.class,
                common.engine.name()
            ),
            "use a class of an Intel or AMD family, such as `db.r6i` or `db.m7i`",
        );
    }
}

fn class_serverless(common: &Common, found: &mut Finder<'_>) {
    if common.form == Form::Instance && class(common).is_some_and(|class| class.is_serverless()) {
        found.report(
            common.class.at,
            format!(
                "`{}` is an RDS instance, and `db.serverless` is a class of Aurora",
                common.name
            ),
            "use a class of a size, or an Aurora engine",
        );
    }
}

fn class_region(common: &Common, found: &mut Finder<'_>) {
    let Some(class) = class(common).filter(|class| !class.is_serverless()) else {
        return;
    };
    let engine = common.engine.value;
    let is_told_already = (class.is_graviton() && !engine.runs_on_graviton())
        || !class.supports_encryption()
        || engine == Engine::SqlServerEx;
    if is_told_already {
        return;
    }
    if class.is_offered(engine) == Some(false) {
        let known = classes::known(engine);
        let near = suggest::nearest(class.as_str(), known.iter().map(String::as_str));
        found.report(
            common.class.at,
            format!(
                "`{class}` was not offered for {} in any region on {}",
                engine.name(),
                versions::AS_OF
            ),
            near.map_or_else(
                || "use a class that is offered".to_owned(),
                |near| format!("did you mean `{near}`?"),
            ),
        );
    } else if class.is_offered_in(engine, common.region.value) == Some(false) {
        found.report(
            common.class.at,
            format!(
                "`{class}` was not offered for {} in `{}` on {}",
                engine.name(),
                common.region,
                versions::AS_OF
            ),
            "use a class that is offered there",
        );
    }
}

fn engine_encryption(common: &Common, found: &mut Finder<'_>) {
    if !common.engine.supports_encryption() {
        found.report(
            common.engine.at,
            format!("{} cannot encrypt its storage", common.engine.name()),
            "use another edition, such as `sqlserver-web`",
        );
    }
}

fn license(instance: &Instance, found: &mut Finder<'_>) {
    let Some(license) = &instance.license else {
        return;
    };
    let engine = instance.common.engine.value;
    let offered = licenses::license_models(engine);
    if !offered.contains(&license.value.as_str()) {
        found.report(
            license.at,
            format!(
                "{} is not offered with the licence `{license}`",
                engine.name()
            ),
            format!("use one of: {}", offered.join(", ")),
        );
    }
}

fn log_type(common: &Common, found: &mut Finder<'_>) {
    let offered: Vec<&str> = logs::types(common.engine.value)
        .iter()
        .copied()
        .filter(|log| common.form != Form::MultiAz || logs::is_of_multi_az_cluster(log))
        .collect();
    let what = match common.form {
        Form::MultiAz => format!("a Multi-AZ DB cluster of {}", common.engine.name()),
        Form::Instance | Form::Aurora => common.engine.name().to_owned(),
    };
    for log in common
        .logs
        .iter()
        .filter(|log| !offered.contains(&log.value.as_str()))
    {
        found.report(
            log.at,
            format!("{what} writes no log `{log}`"),
            format!("export some of: {}", offered.join(", ")),
        );
    }
}

fn port(common: &Common, found: &mut Finder<'_>) {
    let Some(port) = &common.port else { return };
    let engine = common.engine.value;
    if !u16::try_from(port.value).is_ok_and(|port| licenses::port_is_allowed(engine, port)) {
        let kept = if engine.family() == Family::SqlServer {
            ", but for 1234, 1434, 3260, 3343, 3389, 47001 and 49152 to 49156"
        } else {
            ""
        };
        found.report(
            port.at,
            format!("{} cannot listen on port {port}", engine.name()),
            format!("use a port from 1150 to 65535{kept}"),
        );
    }
}

fn port_default(common: &Common, found: &mut Finder<'_>) {
    if let Some(port) = &common.port
        && port.value == i64::from(licenses::default_port(common.engine.value))
    {
        found.report(
            port.at,
            format!("{port} is the port of {} in any case", common.engine.name()),
            "leave it out, or choose another",
        );
    }
}

fn timezone(instance: &Instance, found: &mut Finder<'_>) {
    if let Some(timezone) = &instance.timezone
        && !instance.common.engine.supports_timezone()
    {
        found.report(
            timezone.at,
            format!("{} has no `timezone`", instance.common.engine.name()),
            "remove it; the engine may have a parameter for it",
        );
    }
}

fn charset(instance: &Instance, found: &mut Finder<'_>) {
    let engine = instance.common.engine.value;
    let national = instance
        .nchar_character_set
        .as_ref()
        .filter(|_| !engine.supports_nchar_character_set());
    let own = instance
        .character_set
        .as_ref()
        .filter(|_| !engine.supports_character_set());
    for charset in own.into_iter().chain(national) {
        found.report(
            charset.at,
            format!("an instance of {} has no such character set", engine.name()),
            "remove it: the engine chooses it by database",
        );
    }
}

fn parameter_name(common: &Common, found: &mut Finder<'_>) {
    let Parameters::Ours(group) = &common.parameters else {
        return;
    };
    for (name, parameter) in &group.parameters {
        let shaped = !name.is_empty()
            && name.len() <= 255
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
        if !shaped {
            found.report(
                parameter.value.at,
                format!(
                    "`{}` cannot be the name of a parameter",
                    name.escape_debug()
                ),
                "copy the name from the engine's documentation",
            );
        }
    }
}

/// True for a Db2 under one's own licence whose parameters do not say whose.
pub(super) fn lacks_ibm_ids(instance: &Instance) -> bool {
    let is_own = instance
        .license
        .as_ref()
        .is_none_or(|license| license.value == "bring-your-own-license");
    let has_ids = match &instance.common.parameters {
        Parameters::Existing(_) => true,
        Parameters::Ours(group) => ["rds.ibm_customer_id", "rds.ibm_site_id"]
            .iter()
            .all(|name| group.parameters.contains_key(*name)),
        Parameters::None => false,
    };
    instance.common.engine.family() == Family::Db2 && is_own && !has_ids
}

fn db2_ids(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    // A replica in another region has an error of its own, and one beside its source has its source's parameters.
    if !common.is_replica() && lacks_ibm_ids(instance) {
        found.report(
            common.name.at,
            format!("`{}` does not name the IBM licence that it runs under", common.name),
            "set the parameters `rds.ibm_customer_id` and `rds.ibm_site_id`, or use `license_model: marketplace-license`",
        );
    }
}

fn backtrack(cluster: &Cluster, found: &mut Finder<'_>) {
    let Some(window) = &cluster.backtrack else {
        return;
    };
    let engine = cluster.common.engine.value;
    if !engine.supports_backtrack() {
        found.report(
            window.at,
            format!("{} cannot be rewound", engine.name()),
            "remove `backtrack_window`",
        );
    } else if !super::check::within(&crate::aws::limits::BACKTRACK_WINDOW, window.value) {
        found.report(
            window.at,
            format!("{window} seconds cannot be rewound"),
            "use 0 to 259200 seconds, which are 72 hours",
        );
    }
}
