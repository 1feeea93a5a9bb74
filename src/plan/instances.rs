//! RDS instances, but for their read replicas.

use super::copies::{self, Source};
use super::defaults::{BACKUP_RETENTION, STORAGE_TYPE, USERNAME};
use super::migration::take_over;
use super::proxy::proxy;
use super::replicas::replicas;
use super::resolve::{Resolver, or_default};
use super::restore;
use super::satellites::{Identity, common, parameters};
use super::snapshots::SnapshotKind;
use super::upgrade;
use super::{Form, Instance, InstanceRole, Login, Password, Storage};
use crate::aws::capabilities::Support;
use crate::aws::engines::Family;
use crate::source::At;
use crate::spec::settings;
use crate::spec::{Database, Settings};

/// A source instance with its replicas.
pub(super) fn instance(
    resolver: &mut Resolver<'_, '_>,
    name: &At<String>,
    settings: &Settings,
    spec: &At<Database>,
) -> Option<Instance> {
    let identity = Identity::of_source(resolver, name, settings, Form::Instance)?;
    let placement = resolver.placements.get(&identity.region.value);
    let mut common = common(identity, settings, placement);
    upgrade::begin(&mut common, spec.upgrade.as_ref());
    common.parameters = parameters(&common, settings);
    common.backup_retention = Some(or_default(
        &settings.backup_retention_period,
        BACKUP_RETENTION,
        name.at,
    ));
    common.delete_automated_backups = Some(or_default(
        &settings.delete_automated_backups,
        false,
        name.at,
    ));
    let restored = match &spec.restore {
        Some(asked) => {
            let kind = SnapshotKind::Instance;
            let restored = restore::restored(resolver, &common, kind, asked)?;
            // What is in the data is not said again.
            common.follows = true;
            Some(restored)
        }
        None => take_over(&mut common, settings, spec, &resolver.spec.owner),
    };
    let has_replicas = !spec.replicas.is_empty() || resolver.replicated.contains(name.as_str());
    let login = match &common.migration {
        Some(migration) if migration.brings_all() => migration.login(settings, &common.label, name),
        _ if restored.is_some() => None,
        _ => Some(login(
            settings,
            &common.label,
            name,
            has_replicas && !common.engine.managed_password_with_replicas(),
        )),
    };
    resolver.keys.record(&common, login.as_ref());
    common.proxy = proxy(resolver, &common, login.as_ref(), spec.proxy.as_deref());
    let source = Source {
        common: &common,
        kind: SnapshotKind::Instance,
        option_group: settings.option_group_name.as_ref(),
    };
    common.snapshots = copies::snapshots(resolver, &source, &spec.snapshots);
    let backup_replication = settings
        .backup_replication
        .as_ref()
        .and_then(|asked| copies::backup_replication(resolver, &common, asked));
    let of_new = |setting: &Option<At<String>>| setting.clone().filter(|_| spec.restore.is_none());
    let mut instance = Instance {
        db_name: settings.db_name.clone().filter(|_| restored.is_none()),
        storage: Storage {
            kind: Some(or_default(
                &settings.storage_type,
                STORAGE_TYPE.to_owned(),
                name.at,
            )),
            allocated: match &spec.restore {
                // That of `defaults` may be less than the data have.
                Some(_) => spec.settings.allocated_storage.clone(),
                None => settings.allocated_storage.clone(),
            }
            .filter(|_| {
                // A restored SQL Server has the size of its snapshot. Source: RDS API
                // RestoreDBInstanceFromDBSnapshot, AllocatedStorage.
                restored.is_none() || common.engine.family() != Family::SqlServer
            }),
            max_allocated: settings.max_allocated_storage.clone(),
            iops: settings.iops.clone(),
            throughput: settings.storage_throughput.clone(),
            log_volume: settings.dedicated_log_volume.clone(),
        },
        login,
        multi_az: settings.multi_az.clone().unwrap_or_else(|| {
            At::new(
                settings.availability_zone.is_none() && common.engine.multi_az() == Support::Yes,
                name.at,
            )
        }),
        availability_zone: settings.availability_zone.clone(),
        option_group: settings.option_group_name.clone(),
        character_set: of_new(&settings.character_set_name),
        nchar_character_set: of_new(&settings.nchar_character_set_name),
        timezone: of_new(&settings.timezone),
        license: settings.license_model.clone(),
        backup_replication,
        replicas: Vec::new(),
        role: restored.map_or(InstanceRole::Source, InstanceRole::Restored),
        common,
    };
    instance.replicas = replicas(resolver, &instance, settings, &spec.replicas, 1);
    Some(instance)
}

/// The master user. RDS keeps the password unless the spec or its replicas forbid it.
pub(super) fn login(
    settings: &Settings,
    label: &str,
    name: &At<String>,
    not_managed: bool,
) -> Login {
    let username = settings
        .master_username
        .as_ref()
        .or(settings.username.as_ref());
    let default = if not_managed {
        settings::Password::Variable
    } else {
        settings::Password::Managed
    };
    let kept = or_default(&settings.password, default, name.at);
    Login {
        username: Some(
            username
                .cloned()
                .unwrap_or_else(|| At::new(USERNAME.to_owned(), name.at)),
        ),
        password: password(&kept, settings, label, name),
    }
}

/// How a password is kept.
pub(super) fn password(
    kept: &At<settings::Password>,
    settings: &Settings,
    label: &str,
    name: &At<String>,
) -> Password {
    match kept.value {
        settings::Password::Managed => Password::Managed(kept.at),
        settings::Password::Variable => Password::Variable {
            name: format!("{label}_password"),
            version: or_default(&settings.password_wo_version, 1, name.at),
        },
    }
}
