//! Which key exists in which region, and what each is used for there. Databases record their uses; the policy of
//! each key follows from what was recorded.

use std::collections::{BTreeMap, BTreeSet};

use super::defaults::{DELETION_WINDOW, KEY, ROTATION_PERIOD};
use super::dms::{End, Secret};
use super::renames::Names;
use super::rules::{KEY_AMBIGUOUS, KEY_UNKNOWN, KEY_UNUSED};
use super::snapshots::Share;
use super::{Common, Key, KeyKind, KeyRef, Login, Password, statements};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::{AccountId, Region};
use crate::policy::build::{Caller, KeyUse};
use crate::source::{At, Place};
use crate::spec::{self, Settings, Spec};
use crate::suggest;

/// Whose keys they are, and what for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Home<'a> {
    /// The place of a key that the spec does not declare.
    pub(super) at: Place,
    /// What aliases without a name of their own begin with.
    pub(super) slug: &'a str,
    /// What a key without a description is for.
    pub(super) purpose: &'a str,
}

/// The declared keys, and what databases have recorded so far.
pub(super) struct Keys<'a> {
    declared: BTreeMap<&'a str, At<&'a spec::Key>>,
    /// The primary's region of each multi-Region key.
    primaries: BTreeMap<String, Region>,
    uses: BTreeMap<(String, Region), BTreeSet<KeyUse>>,
    /// What stands in where the spec declares no key.
    fallback: &'a spec::Key,
    names: Names,
}

impl<'a> Keys<'a> {
    pub(super) fn new(spec: &'a Spec, fallback: &'a spec::Key, names: Names) -> Self {
        let declared = spec
            .keys
            .iter()
            .map(|(name, key)| (name.as_str(), At::new(&key.value, key.at)))
            .collect();
        let mut keys = Self {
            declared,
            primaries: BTreeMap::new(),
            uses: BTreeMap::new(),
            fallback,
            names,
        };
        keys.primaries = keys.find_primaries(spec);
        keys
    }

    /// The one key of an account that receives snapshots. The primary of a multi-Region key is where it says, and else
    /// in the first region that the account receives something in.
    pub(super) fn of_receiver(
        name: &'a str,
        key: At<&'a spec::Key>,
        first: Region,
        fallback: &'a spec::Key,
        names: Names,
    ) -> Self {
        let primary = key.value.primary_region.as_ref();
        Self {
            primaries: BTreeMap::from([(
                name.to_owned(),
                primary.map_or(first, |region| region.value),
            )]),
            declared: BTreeMap::from([(name, key)]),
            uses: BTreeMap::new(),
            fallback,
            names,
        }
    }

    /// The primary of a multi-Region key is where the spec says, and else in the first region, by name, of a
    /// source database under it: replicas come and go.
    fn find_primaries(&self, spec: &Spec) -> BTreeMap<String, Region> {
        let mut primaries: BTreeMap<String, Region> = BTreeMap::new();
        let only_region = (spec.regions.len() == 1)
            .then(|| spec.regions.keys().next().copied())
            .flatten();
        for database in spec.databases.values() {
            let settings = &database.settings;
            let name = settings
                .key
                .as_ref()
                .or(spec.defaults.key.as_ref())
                .map(|key| key.value.as_str());
            let region = settings
                .region
                .as_ref()
                .or(spec.defaults.region.as_ref())
                .map(|region| region.value);
            let (Some(name), Some(region)) = (name.or(self.only_key()), region.or(only_region))
            else {
                continue;
            };
            let primary = primaries.entry(name.to_owned()).or_insert(region);
            *primary = (*primary).min(region);
        }
        for (name, key) in &self.declared {
            if let Some(region) = &key.value.primary_region {
                primaries.insert((*name).to_owned(), region.value);
            }
        }
        primaries
    }

    fn only_key(&self) -> Option<&'a str> {
        match self.declared.len() {
            0 => Some(KEY),
            1 => self.declared.keys().next().copied(),
            _ => None,
        }
    }

    /// The key that a database names, or the only one there is.
    pub(super) fn find(
        &self,
        settings: &Settings,
        region: Region,
        owner_at: Place,
        owner: &str,
        found: &mut Diagnostics,
    ) -> Option<KeyRef> {
        let name = match (&settings.key, self.only_key()) {
            (Some(named), _) => named.clone(),
            (None, Some(only)) => At::new(only.to_owned(), owner_at),
            (None, None) => {
                if !settings.unread.contains(&"key") {
                    let names: Vec<&str> = self.declared.keys().copied().collect();
                    found.push(Diagnostic::new(
                        &KEY_AMBIGUOUS,
                        owner_at,
                        format!("`{owner}` does not say which key is its own"),
                        format!("add `key`, with one of: {}", names.join(", ")),
                    ));
                }
                return None;
            }
        };
        self.find_named(name, region, found)
    }

    /// The key of that name, if there is one.
    pub(super) fn find_named(
        &self,
        name: At<String>,
        region: Region,
        found: &mut Diagnostics,
    ) -> Option<KeyRef> {
        if !self.declared.contains_key(name.value.as_str())
            && (!self.declared.is_empty() || name.value != KEY)
        {
            found.push(self.unknown(&name));
            return None;
        }
        Some(self.reference(name, region))
    }

    fn unknown(&self, name: &At<String>) -> Diagnostic {
        if is_of_aws(&name.value) {
            return Diagnostic::new(
                &KEY_UNKNOWN,
                name.at,
                format!("`{name}` is the key of AWS, whose policy nobody can change"),
                "declare a key of your own under `keys`, and name it with `key`",
            );
        }
        let message = if name.value.starts_with("alias/") {
            format!("`key` is the name of a key of this spec, and not the alias `{name}`")
        } else {
            format!("there is no key `{name}` under `keys`")
        };
        match suggest::nearest(&name.value, self.declared.keys().copied()) {
            Some(near) => Diagnostic::new(
                &KEY_UNKNOWN,
                name.at,
                message,
                format!("did you mean `{near}`?"),
            )
            .patch(name.at, near),
            None => Diagnostic::new(
                &KEY_UNKNOWN,
                name.at,
                message,
                format!("declare it: `keys: {{ {name}: {{ alias: … }} }}`"),
            ),
        }
    }

    /// The same key in another region, or another key in the same.
    pub(super) fn reference(&self, name: At<String>, region: Region) -> KeyRef {
        let resource = match self.kind(&name.value, region) {
            KeyKind::Single | KeyKind::Primary => "aws_kms_key",
            KeyKind::Replica { .. } => "aws_kms_replica_key",
        };
        KeyRef {
            label: self.label(&name.value, region),
            name,
            resource,
        }
    }

    /// The label of a key in a region. It names the region even where there is only one, so that a second region
    /// does not move the first one's address.
    fn label(&self, name: &str, region: Region) -> String {
        let before = self
            .declared
            .get(name)
            .and_then(|key| key.value.renamed_from.as_ref());
        let name = self.names.of(name, before);
        format!("{}_{}", name.replace('-', "_"), region.label())
    }

    fn is_multi_region(&self, name: &str) -> bool {
        self.declared
            .get(name)
            .and_then(|key| key.value.multi_region.as_ref())
            .is_some_and(|multi_region| multi_region.value)
    }

    fn kind(&self, name: &str, region: Region) -> KeyKind {
        let multi_region = self.is_multi_region(name);
        match self.primaries.get(name) {
            Some(primary) if multi_region && *primary != region => KeyKind::Replica {
                primary: self.label(name, *primary),
            },
            _ if multi_region => KeyKind::Primary,
            _ => KeyKind::Single,
        }
    }

    /// Records what a database needs of its key.
    pub(super) fn record(&mut self, common: &Common, login: Option<&Login>) {
        let callers = self.callers(&common.key.name.value);
        let entry = (common.key.name.value.clone(), common.region.value);
        let kind = if common.form.is_cluster() {
            "cluster"
        } else {
            "instance"
        };
        let uses = self.uses.entry(entry).or_default();
        uses.extend(callers.iter().cloned().map(KeyUse::Rds));
        if let Some(Login {
            password: Password::Managed(_),
            ..
        }) = login
        {
            uses.extend(callers.iter().cloned().map(KeyUse::ManagedPassword));
        }
        if !common.logs.is_empty() {
            uses.insert(KeyUse::Logs(format!("/aws/rds/{kind}/*")));
        }
        if let Some((_, dms)) = common.replication() {
            uses.extend(callers.iter().cloned().map(KeyUse::Dms));
            uses.insert(KeyUse::Logs(dms.log_group()));
            let is_ours = |end: &&End| matches!(end.secret, Secret::Ours { .. });
            if dms.ends().iter().any(is_ours) {
                uses.extend(callers.into_iter().map(KeyUse::Secret));
            }
        }
    }

    /// Records that a copy, or replicated backups, lie under a key.
    pub(super) fn record_stored(&mut self, key: &KeyRef, region: Region) {
        let callers = self.callers(&key.name.value);
        let entry = (key.name.value.clone(), region);
        let uses = self.uses.entry(entry).or_default();
        uses.extend(callers.into_iter().map(KeyUse::Rds));
    }

    /// Records that another account copies what lies under a key.
    pub(super) fn record_share(&mut self, key: &KeyRef, region: Region, share: &Share) {
        let entry = (key.name.value.clone(), region);
        self.uses.entry(entry).or_default().insert(share.key_use());
    }

    /// Records that a topic lies under a key.
    pub(super) fn record_topic(&mut self, key: &KeyRef, region: Region) {
        let entry = (key.name.value.clone(), region);
        self.uses.entry(entry).or_default().insert(KeyUse::Topic);
    }

    /// Records that the role of a proxy opens secrets under a key, and that the proxy writes logs.
    pub(super) fn record_proxy(
        &mut self,
        key: &KeyRef,
        region: Region,
        owner: &AccountId,
        role: &str,
    ) {
        let partition = region.partition().id();
        let role = format!("arn:{partition}:iam::{owner}:role/{role}");
        let entry = (key.name.value.clone(), region);
        let logs = KeyUse::Logs("/aws/rds/proxy/*".to_owned());
        let uses = self.uses.entry(entry).or_default();
        uses.extend([KeyUse::Proxy(role), logs]);
    }

    /// Records that a vault of AWS Backup lies under a key.
    pub(super) fn record_backup(&mut self, key: &KeyRef, region: Region) {
        let entry = (key.name.value.clone(), region);
        self.uses.entry(entry).or_default().insert(KeyUse::Backup);
    }

    /// The regions in which something has been recorded.
    pub(super) fn regions(&self) -> BTreeSet<Region> {
        self.uses.keys().map(|(_, region)| *region).collect()
    }

    /// The first key, by name, that something is recorded of in a region.
    pub(super) fn first_in(&self, region: Region, at: Place) -> Option<KeyRef> {
        let (name, _) = self.uses.keys().find(|(_, here)| *here == region)?;
        Some(self.reference(At::new(name.clone(), at), region))
    }

    fn callers(&self, name: &str) -> Vec<Caller> {
        match self
            .declared
            .get(name)
            .and_then(|key| key.value.users.as_ref())
        {
            None => vec![Caller::Account],
            Some(users) => users
                .iter()
                .map(|user| Caller::Principal(user.value.clone()))
                .collect(),
        }
    }

    /// Every key in every region in which something uses it. A multi-Region key exists in its primary's region
    /// in any case.
    pub(super) fn finish(mut self, home: Home<'_>, found: &mut Diagnostics) -> Vec<Key> {
        let used: BTreeSet<String> = self.uses.keys().map(|(name, _)| name.clone()).collect();
        for (name, key) in &self.declared {
            if !used.contains(*name) && !found.has_errors() {
                found.push(Diagnostic::new(
                    &KEY_UNUSED,
                    key.at,
                    format!("nothing uses the key `{name}`, so it is not created"),
                    "name it with `key`, or remove it",
                ));
            }
        }
        let multi_region: Vec<&String> = used
            .iter()
            .filter(|name| self.is_multi_region(name))
            .collect();
        for name in multi_region {
            if let Some(primary) = self.primaries.get(name) {
                self.uses.entry((name.clone(), *primary)).or_default();
            }
        }
        let uses = std::mem::take(&mut self.uses);
        let places: Vec<(String, Region)> = uses.keys().cloned().collect();
        for (name, key) in &self.declared {
            let here = places.iter().filter(|(other, _)| other == name);
            let regions: BTreeSet<Region> = here.map(|(_, region)| *region).collect();
            if !regions.is_empty() {
                statements::check_regions(name, &key.value.statements, &regions, found);
            }
        }
        uses.into_iter()
            .map(|((name, region), uses)| self.key(home, &name, region, uses, &places))
            .collect()
    }

    fn key(
        &self,
        home: Home<'_>,
        name: &str,
        region: Region,
        mut uses: BTreeSet<KeyUse>,
        places: &[(String, Region)],
    ) -> Key {
        let declared = self.declared.get(name);
        let at = declared.map_or(home.at, |key| key.at);
        let key = declared.map_or(self.fallback, |key| key.value);
        let kind = self.kind(name, region);
        uses.extend(
            key.administrators
                .iter()
                .map(|arn| KeyUse::Administer(arn.value.clone())),
        );
        if kind == KeyKind::Primary {
            uses.extend(
                places
                    .iter()
                    .filter(|(other, elsewhere)| other == name && *elsewhere != region)
                    .map(|(_, elsewhere)| KeyUse::Replicate(*elsewhere)),
            );
        }
        let statements = statements::in_region(&key.statements, region);
        let rotation = key.enable_key_rotation.clone().unwrap_or(At::new(true, at));
        let rotation_period = key
            .rotation_period_in_days
            .clone()
            .or_else(|| rotation.value.then(|| At::new(ROTATION_PERIOD, at)));
        Key {
            name: At::new(name.to_owned(), at),
            region,
            label: self.label(name, region),
            renamed_from: key.renamed_from.clone(),
            alias: key.alias.clone().map_or_else(
                || At::new(format!("{}-{name}", home.slug), at),
                |alias| {
                    alias.map(|alias| alias.strip_prefix("alias/").unwrap_or(&alias).to_owned())
                },
            ),
            description: key
                .description
                .clone()
                .unwrap_or_else(|| At::new(home.purpose.to_owned(), at)),
            rotation,
            rotation_period,
            deletion_window: key
                .deletion_window_in_days
                .clone()
                .unwrap_or(At::new(DELETION_WINDOW, at)),
            prevent_destroy: key.prevent_destroy.clone().unwrap_or(At::new(true, at)),
            administrators: key.administrators.clone(),
            users: key.users.clone(),
            multi_region: key.multi_region.clone(),
            tags: key.tags.clone(),
            arguments: key.arguments.clone(),
            statements,
            kind,
            uses,
        }
    }
}

/// True for the key that RDS takes where none is named. Nothing that lies under it can be shared.
/// Source: RDS User Guide, "Sharing encrypted snapshots".
pub(super) fn is_of_aws(name: &str) -> bool {
    let name = name.rsplit(':').next().unwrap_or(name);
    name.strip_prefix("alias/").unwrap_or(name) == "aws/rds"
}
