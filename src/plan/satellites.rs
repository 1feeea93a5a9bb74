//! What stands around a database and is derived the same way for an instance, a replica and a cluster: its settings in
//! common, its parameters, logs, monitoring and insights.

use std::collections::BTreeMap;

use super::defaults::{LOG_RETENTION, MONITORING_INTERVAL};
use super::resolve::{Resolver, arguments_of, or_default};
use super::{
    Common, Form, Insights, KeyRef, LastSnapshot, Monitoring, Parameter, ParameterGroup,
    Parameters, Placement,
};
use crate::aws::capabilities::Support;
use crate::aws::classes::Class;
use crate::aws::engines::{Engine, Family};
use crate::aws::logs;
use crate::aws::parameters::{ApplyType, apply_type, may_be_default, secure_parameters};
use crate::aws::versions::Version;
use crate::names::Region;
use crate::source::At;
use crate::spec::Settings;

/// What has been decided about a database before the rest follows.
pub(super) struct Identity<'a> {
    pub(super) name: &'a At<String>,
    pub(super) renamed_from: Option<At<String>>,
    pub(super) label: String,
    pub(super) form: Form,
    pub(super) region: At<Region>,
    pub(super) engine: At<Engine>,
    pub(super) engine_version: At<String>,
    pub(super) class: At<String>,
    pub(super) key: KeyRef,
}

impl<'a> Identity<'a> {
    /// That of a database of its own, where the spec says all of it; says what is missing.
    pub(super) fn of_source(
        resolver: &mut Resolver<'_, '_>,
        name: &'a At<String>,
        settings: &Settings,
        form: Form,
    ) -> Option<Self> {
        let class = settings.instance_class.clone();
        Self::with_class(resolver, name, settings, form, &class)
    }

    /// The same for one whose class is not that of its settings.
    pub(super) fn with_class(
        resolver: &mut Resolver<'_, '_>,
        name: &'a At<String>,
        settings: &Settings,
        form: Form,
        class: &Option<At<String>>,
    ) -> Option<Self> {
        let engine = resolver.required(name, "engine", settings, &settings.engine);
        let engine_version =
            resolver.required(name, "engine_version", settings, &settings.engine_version);
        let class = resolver.required(name, "instance_class", settings, class);
        let region = resolver.region(name, settings)?;
        let key = resolver
            .keys
            .find(settings, region.value, name.at, name, resolver.found);
        Some(Self {
            name,
            renamed_from: resolver.renamed_from(name).cloned(),
            label: resolver.own_label(name),
            form,
            region,
            engine: engine?,
            engine_version: engine_version?,
            class: class?,
            key: key?,
        })
    }
}

/// Everything in common, from settings in which every inheritance is already done.
pub(super) fn common(
    identity: Identity<'_>,
    settings: &Settings,
    placement: Option<&Placement>,
) -> Common {
    let Identity {
        name,
        renamed_from,
        label,
        form,
        region,
        engine,
        engine_version,
        class,
        key,
    } = identity;
    let at = name.at;
    let identifier = settings.identifier.clone().unwrap_or_else(|| name.clone());
    let version = Version::parse(engine.value, &engine_version).ok();
    let existing = settings
        .db_subnet_group_name
        .clone()
        .map(super::SubnetGroup::Existing);
    Common {
        subnet_group: existing
            .or_else(|| placement.and_then(|placement| placement.subnet_group.clone())),
        security_groups: settings
            .vpc_security_group_ids
            .clone()
            .or_else(|| placement.and_then(|placement| placement.security_groups.clone())),
        port: settings.port.clone(),
        network_type: settings.network_type.clone(),
        public: or_default(&settings.publicly_accessible, false, at),
        iam: settings
            .iam_database_authentication_enabled
            .clone()
            .or_else(|| {
                has_iam(engine.value, version.as_ref(), region.value).then(|| At::new(true, at))
            }),
        parameters: Parameters::None,
        backup_retention: None,
        backup_window: settings
            .preferred_backup_window
            .clone()
            .or_else(|| settings.backup_window.clone()),
        delete_automated_backups: None,
        copy_tags: or_default(&settings.copy_tags_to_snapshot, true, at),
        last_snapshot: last_snapshot(settings, &identifier),
        deletion_protection: or_default(&settings.deletion_protection, true, at),
        prevent_destroy: or_default(&settings.prevent_destroy, true, at),
        maintenance_window: settings
            .preferred_maintenance_window
            .clone()
            .or_else(|| settings.maintenance_window.clone()),
        auto_minor_upgrade: or_default(&settings.auto_minor_version_upgrade, true, at),
        allow_major_upgrade: settings.allow_major_version_upgrade.clone(),
        apply_immediately: settings.apply_immediately.clone(),
        lifecycle_support: settings.engine_lifecycle_support.clone(),
        logs: settings
            .enabled_cloudwatch_logs_exports
            .clone()
            .unwrap_or_else(|| {
                At::new(
                    logs::expected(engine.value)
                        .iter()
                        .filter(|log| form != Form::MultiAz || logs::is_of_multi_az_cluster(log))
                        .map(|log| At::new((*log).to_owned(), at))
                        .collect(),
                    at,
                )
            }),
        log_retention: or_default(&settings.log_retention_in_days, LOG_RETENTION, at),
        monitoring: Monitoring {
            interval: or_default(&settings.monitoring_interval, MONITORING_INTERVAL, at),
            role_arn: settings.monitoring_role_arn.clone(),
        },
        insights: Insights {
            enabled: or_default(
                &settings.performance_insights_enabled,
                has_insights(engine.value.family(), &class),
                at,
            ),
            retention: settings.performance_insights_retention_period.clone(),
            mode: settings.database_insights_mode.clone(),
        },
        proxy: None,
        roles: settings
            .roles
            .clone()
            .map(|roles| roles.value)
            .unwrap_or_default(),
        tags: settings
            .tags
            .clone()
            .map(|tags| tags.value)
            .unwrap_or_default(),
        arguments: arguments_of(&settings.arguments),
        follows: false,
        snapshots: Vec::new(),
        migration: None,
        awaited: false,
        name: name.clone(),
        renamed_from,
        form,
        label,
        identifier,
        region,
        engine,
        engine_version,
        version,
        class,
        key,
    }
}

fn last_snapshot(settings: &Settings, identifier: &At<String>) -> LastSnapshot {
    match &settings.skip_final_snapshot {
        Some(skip) if skip.value => LastSnapshot::Skipped(skip.clone()),
        _ => match &settings.final_snapshot_identifier {
            Some(named) => LastSnapshot::Taken {
                identifier: named.clone(),
                derived: false,
            },
            None => LastSnapshot::Taken {
                identifier: identifier
                    .clone()
                    .map(|identifier| format!("{identifier}-final")),
                derived: true,
            },
        },
    }
}

/// The parameter group of a database: the engine's secure parameters, and the spec's own over them. None where
/// neither says anything.
pub(super) fn parameters(common: &Common, settings: &Settings) -> Parameters {
    let existing = settings
        .parameter_group_name
        .as_ref()
        .or(settings.db_cluster_parameter_group_name.as_ref());
    if let Some(existing) = existing {
        return Parameters::Existing(existing.clone());
    }
    let Some(version) = &common.version else {
        return Parameters::None;
    };
    let engine = common.engine.value;
    let mut wanted: BTreeMap<String, At<String>> = secure_parameters(engine, version.major())
        .iter()
        .map(|secure| {
            (
                secure.name.to_owned(),
                At::new(secure.value.to_owned(), common.name.at),
            )
        })
        .collect();
    if let Some(own) = &settings.parameters {
        wanted.extend(own.value.clone());
    }
    if wanted.is_empty() {
        return Parameters::None;
    }
    let family = version.parameter_group_family();
    Parameters::Ours(ParameterGroup {
        // A group cannot change its family: a name of its own for each lets a major upgrade make the new one first.
        name: format!("{}-{}", common.identifier, family.replace('.', "-")),
        parameters: wanted
            .into_iter()
            .map(|(name, value)| {
                let pending_reboot = apply_type(engine.family(), &name) != Some(ApplyType::Dynamic)
                    || may_be_default(&name);
                (
                    name,
                    Parameter {
                        value,
                        pending_reboot,
                    },
                )
            })
            .collect(),
        family,
    })
}

/// True where logins by IAM are certain to work: a default must not fail.
fn has_iam(engine: Engine, version: Option<&Version>, region: Region) -> bool {
    version
        .is_some_and(|version| engine.iam_authentication(version.major(), region) == Support::Yes)
}

/// True where the class is large enough for Performance Insights; a class of unknown shape is, since another rule
/// speaks of it.
fn has_insights(family: Family, class: &str) -> bool {
    Class::parse(class).map_or(true, |class| class.supports_performance_insights(family))
}
