//! What a module passes on, and to what: the arguments of each database, member and key, with what Sealform writes beside
//! them. Knows the plan.

use crate::plan::arguments::Target;
use crate::plan::{Arguments, Cluster, Instance, Key, KeyKind, Login, Password, RootModule};
use crate::schema::version::admits_5;
use crate::source::{At, Place};

/// Arguments and where they go.
pub(super) struct Passed<'p> {
    /// The resources: several for what `defaults` says.
    pub(super) to: &'static [Target],
    /// The arguments.
    pub(super) arguments: &'p Arguments,
    /// Arguments that Sealform writes on the same resource, as far as others exclude or need them, with the words of
    /// the spec that they come of.
    pub(super) beside: Vec<(&'static str, Place)>,
    /// Whether the configuration may run with provider 5.
    pub(super) admits_5: bool,
    /// The constraint that says so.
    pub(super) provider: &'p str,
}

impl<'p> Passed<'p> {
    /// Everything that a module passes on; nothing where nothing was said.
    pub(super) fn of(module: &'p RootModule) -> Vec<Self> {
        let provider = module.toolchain.aws_provider.as_str();
        let admits_5 = admits_5(provider);
        let passed = |to: &'static [Target], arguments: &'p Arguments, beside| {
            (!arguments.is_empty()).then_some(Self {
                to,
                arguments,
                beside,
                admits_5,
                provider,
            })
        };
        let mut all = Vec::new();
        all.extend(passed(
            &[Target::Instance, Target::Cluster, Target::MultiAz],
            &module.default_arguments,
            Vec::new(),
        ));
        all.extend(passed(
            &[Target::Member],
            &module.default_instance_arguments,
            Vec::new(),
        ));
        for key in &module.keys {
            // A replica key has of the key's arguments what it can; they are checked on the primary.
            if !matches!(key.kind, KeyKind::Replica { .. }) {
                all.extend(passed(&[Target::Key], &key.arguments, beside_key(key)));
            }
        }
        for instance in module.instances() {
            let to: &'static [Target] = match instance.replica_of() {
                Some(_) => &[Target::Replica],
                None => &[Target::Instance],
            };
            if !instance.common.arguments.is_empty() {
                let beside = beside_instance(instance);
                all.extend(passed(to, &instance.common.arguments, beside));
            }
        }
        for cluster in module.clusters() {
            let own = &cluster.common.arguments;
            let to: &'static [Target] = match cluster.multi_az {
                None => &[Target::Cluster],
                Some(_) => &[Target::MultiAz],
            };
            all.extend(passed(to, own, beside_cluster(cluster)));
            let members = &cluster.instance_arguments;
            all.extend(passed(&[Target::Member], members, Vec::new()));
        }
        all
    }

    /// The word of the spec under which they stand.
    pub(super) fn word(&self) -> &'static str {
        match self.to {
            [Target::Member] => "`instance_arguments`",
            _ => "`arguments`",
        }
    }

    /// The types that the arguments go to, as a message names them.
    pub(super) fn kinds(&self) -> String {
        let mut kinds: Vec<String> = self
            .to
            .iter()
            .map(|target| format!("`{}`", target.kind()))
            .collect();
        kinds.dedup();
        kinds.join(" or ")
    }
}

fn beside_key(key: &Key) -> Vec<(&'static str, Place)> {
    vec![("enable_key_rotation", key.rotation.at)]
}

fn beside_instance(instance: &Instance) -> Vec<(&'static str, Place)> {
    let common = &instance.common;
    let maybe = |name, value: &Option<At<String>>| value.as_ref().map(|value| (name, value.at));
    let mut beside: Vec<_> = [
        maybe("character_set_name", &instance.character_set),
        maybe("db_name", &instance.db_name),
        maybe("timezone", &instance.timezone),
    ]
    .into_iter()
    .flatten()
    .collect();
    beside.push(("identifier", common.identifier.at));
    match instance.replica_of() {
        Some(_) => beside.push(("replicate_source_db", common.name.at)),
        None => beside.extend([
            ("engine", common.engine.at),
            ("allocated_storage", common.name.at),
        ]),
    }
    if let Some(login) = &instance.login {
        beside.extend(maybe("username", &login.username));
        beside.extend(password(login, "password_wo", "password_wo_version"));
    }
    beside
}

fn beside_cluster(cluster: &Cluster) -> Vec<(&'static str, Place)> {
    let mut beside = vec![("cluster_identifier", cluster.common.identifier.at)];
    if let Some(login) = &cluster.login {
        if let Some(username) = &login.username {
            beside.push(("master_username", username.at));
        }
        beside.extend(password(
            login,
            "master_password_wo",
            "master_password_wo_version",
        ));
    }
    beside
}

fn password(
    login: &Login,
    text: &'static str,
    version: &'static str,
) -> Vec<(&'static str, Place)> {
    match &login.password {
        Password::Managed(at) => vec![("manage_master_user_password", *at)],
        Password::Variable { version: said, .. } => vec![(text, said.at), (version, said.at)],
    }
}
