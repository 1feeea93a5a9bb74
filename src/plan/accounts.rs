//! The root module of each account that receives snapshots: its key, its own copies, copies of those, the databases that
//! it restores, and what its copier may do. Knows what the owner shares; must not know the owner's state.

use std::collections::{BTreeMap, BTreeSet};

use super::compliance::Compliance;
use super::compliance::backup::backup;
use super::copier::Copier;
use super::copies::{copied, copy_label, destination, style, uses_region};
use super::inheritance::settings;
use super::keys::{Home, Keys};
use super::places::placements;
use super::received::Surroundings;
use super::receiver::{OwnerKey, Receiver};
use super::renames::Names;
use super::resolve::{monitoring, or_default, tags};
use super::rules::{
    COPY_XACCT_XREGION_ONESTEP, SHARE_ACCOUNT_TWICE, SHARE_REGION, SHARING_COPY_AMBIGUOUS,
    SHARING_COPY_UNKNOWN, SHARING_UNUSED,
};
use super::snapshots::{Origin, Snapshot};
use super::toolchain::{backend, toolchain};
use super::{Arguments, Database, Placement, RootModule, received};
use crate::aws::arns::principals::{self, PrincipalKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::{AccountId, Region};
use crate::source::{At, Place};
use crate::spec::{self, Named, Sharing, Spec};
use crate::suggest;

/// The name of a receiving account's one key, in its labels and its alias.
const KEY: &str = "local";

/// The root modules of all accounts that receive something of the owner's.
pub(super) fn modules(
    spec: &Spec,
    slug: &str,
    owner: &RootModule,
    names: Names,
    found: &mut Diagnostics,
) -> Vec<RootModule> {
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    let mut modules = Vec::with_capacity(spec.sharing.len());
    for (name, sharing) in &spec.sharing {
        let name = At::new(name.clone(), sharing.at);
        if let Some(account) = &sharing.account
            && let Some(first) = seen.insert(account.as_str(), account.at)
        {
            found.push(
                Diagnostic::new(
                    &SHARE_ACCOUNT_TWICE,
                    account.at,
                    format!("the account `{account}` has two names under `sharing`"),
                    "keep one of the two, and name it wherever a snapshot is shared",
                )
                .related(first, "the other one"),
            );
            continue;
        }
        let shared: Vec<&Snapshot> = owner
            .snapshots()
            .filter(|snapshot| snapshot.shares.iter().any(|share| *share.name == *name))
            .collect();
        if !shared.is_empty() {
            let account = Account {
                spec,
                slug,
                owner,
                name,
                sharing,
                names,
            };
            modules.extend(account.module(&shared, found));
        } else if !found.has_errors() {
            found.push(Diagnostic::new(
                &SHARING_UNUSED,
                sharing.at,
                format!("nothing is shared with `{name}`, so nothing is generated for it"),
                "name it with `share_with`, or remove it",
            ));
        }
    }
    modules
}

/// One account, and what it stands in.
struct Account<'a> {
    spec: &'a Spec,
    slug: &'a str,
    owner: &'a RootModule,
    name: At<String>,
    sharing: &'a At<Sharing>,
    names: Names,
}

impl Account<'_> {
    fn module(&self, shared: &[&Snapshot], found: &mut Diagnostics) -> Option<RootModule> {
        let account = self.sharing.account.clone()?;
        let key = self.sharing.key.as_ref()?;
        let fallback = spec::Key::default();
        let first = shared.iter().map(|snapshot| snapshot.region.value).min()?;
        let key = At::new(&key.value, key.at);
        let mut keys = Keys::of_receiver(KEY, key, first, &fallback, self.names);

        let mut copies = Vec::with_capacity(shared.len());
        for snapshot in shared {
            copies.extend(self.received(snapshot, shared, &mut keys, found));
        }
        self.check_names(
            self.sharing
                .copies
                .iter()
                .map(|(name, copy)| (name, copy.at)),
            shared,
            found,
        );

        let networks = self.sharing.regions.as_ref().map(|regions| &regions.value);
        let empty = BTreeMap::new();
        let placements = placements(networks.unwrap_or(&empty), self.slug);
        let databases = self.restored(&copies, &placements, &mut keys, found);
        let purpose = format!("Encrypts copies of snapshots of {}", self.slug);
        let home = Home {
            at: self.name.at,
            slug: self.slug,
            purpose: &purpose,
        };
        let backup = backup(None, self.slug, self.name.at, &databases, &mut keys, found);
        let keys = keys.finish(home, found);

        let receiver = self.receiver(&account, shared, copies);
        let folder = format!("sharing/{}", self.name);
        let mut module = RootModule {
            account,
            partition: self.owner.partition,
            toolchain: toolchain(self.spec, self.slug, &folder),
            tags: tags(self.spec),
            regions: BTreeMap::new(),
            keys,
            monitoring: None,
            databases,
            default_arguments: Arguments::new(),
            default_instance_arguments: Arguments::new(),
            receiver: Some(receiver),
            compliance: Compliance {
                backup,
                ..Compliance::default()
            },
            folder,
        };
        module.toolchain.assume_role = self.sharing.assume_role.clone();
        if let Some(own) = &self.sharing.backend {
            module.toolchain.backend = Some(backend(own, self.slug, &module.folder));
        }
        let used: BTreeSet<Region> = module
            .keys
            .iter()
            .map(|key| key.region)
            .chain(module.snapshots().map(|copy| copy.region.value))
            .collect();
        module.regions = used
            .into_iter()
            .map(|region| {
                let nowhere = Placement {
                    at: self.name.at,
                    subnet_group: None,
                    security_groups: None,
                };
                (region, placements.get(&region).cloned().unwrap_or(nowhere))
            })
            .collect();
        module.monitoring = monitoring(&module, self.slug);
        Some(module)
    }

    /// The account's own copy of a shared snapshot, where that is, with what it copies further.
    fn received(
        &self,
        shared: &Snapshot,
        all: &[&Snapshot],
        keys: &mut Keys<'_>,
        found: &mut Diagnostics,
    ) -> Option<Snapshot> {
        let name = shared.name.value.as_str();
        let said = self.sharing.copies.get(name);
        let nothing = spec::Snapshot::default();
        let spec = said.map_or(&nothing, |said| &said.value);
        if let Some(said) = said
            && all.iter().filter(|other| other.name.value == name).count() > 1
        {
            found.push(ambiguous(name, said.at, all));
            return None;
        }
        let at = said.map_or(shared.name.at, |said| said.at);
        if let Some(region) = spec
            .region
            .as_ref()
            .filter(|region| region.value != shared.region.value)
        {
            found.push(
                Diagnostic::new(
                    &COPY_XACCT_XREGION_ONESTEP,
                    region.at,
                    format!("`{name}` is shared in `{}`, and is not copied to another account and to `{region}` in one step", shared.region),
                    format!("remove `region`, and hang the copy below: `copies: {{ {name}-{region}: {{ region: {region} }} }}`"),
                )
                .related(shared.name.at, "the shared snapshot"),
            );
            return None;
        }
        let region = shared.region.value;
        let key = keys.reference(At::new(KEY.to_owned(), at), region);
        keys.record_stored(&key, region);
        let identifier = spec.identifier.clone();
        let mut copy = Snapshot {
            name: At::new(name.to_owned(), at),
            label: copy_label(
                &shared.database,
                self.names.of(name, shared.renamed_from.as_ref()),
                region,
            ),
            renamed_from: None,
            identifier: identifier.unwrap_or_else(|| At::new(shared.identifier.value.clone(), at)),
            kind: shared.kind,
            origin: Origin::Received {
                arn: shared
                    .kind
                    .arn(region, &self.owner.account, &shared.identifier),
                key: shared.key.clone(),
            },
            database: shared.database.clone(),
            region: At::new(region, at),
            key,
            option_group: spec.option_group_name.clone(),
            source_option_group: None,
            shares: Vec::new(),
            prevent_destroy: or_default(&spec.prevent_destroy, true, at),
            tags: spec.tags.clone(),
            copies: Vec::new(),
        };
        copy.copies = self.further(&copy, &spec.copies, keys, found);
        Some(copy)
    }

    /// Copies of the account's own copies. The reader bounds the depth of a spec.
    fn further(
        &self,
        source: &Snapshot,
        specs: &Named<spec::Snapshot>,
        keys: &mut Keys<'_>,
        found: &mut Diagnostics,
    ) -> Vec<Snapshot> {
        let mut copies = Vec::with_capacity(specs.len());
        for (name, spec) in specs {
            let name = At::new(name.clone(), spec.at);
            let region = destination(&name, spec.region.as_ref(), source.region.value, found);
            let Some(region) = region.filter(|_| !spec.unread) else {
                continue;
            };
            if !uses_region(self.sharing, region.value) {
                found.push(Diagnostic::new(
                    &SHARE_REGION,
                    region.at,
                    format!(
                        "`{}` copies to `{region}`, a region that it does not use",
                        self.name
                    ),
                    format!("add `{region}` to its `regions`"),
                ));
                continue;
            }
            let key = keys.reference(At::new(KEY.to_owned(), name.at), region.value);
            keys.record_stored(&key, region.value);
            let mut copy = copied(self.names, source, name, spec, region, key);
            copy.copies = self.further(&copy, &spec.copies, keys, found);
            copies.push(copy);
        }
        copies
    }

    /// Says which names are of nothing that the account receives.
    fn check_names<'n>(
        &self,
        names: impl Iterator<Item = (&'n String, Place)>,
        shared: &[&Snapshot],
        found: &mut Diagnostics,
    ) {
        for (name, at) in names {
            if !shared.iter().any(|snapshot| snapshot.name.value == *name) {
                let known = shared.iter().map(|snapshot| snapshot.name.as_str());
                found.push(unknown(&self.name, name, at, known));
            }
        }
    }

    /// The databases that are restored from own copies.
    fn restored(
        &self,
        copies: &[Snapshot],
        placements: &BTreeMap<Region, Placement>,
        keys: &mut Keys<'_>,
        found: &mut Diagnostics,
    ) -> Vec<Database> {
        let own: Vec<&Snapshot> = copies.iter().flat_map(Snapshot::with_copies).collect();
        let mut databases = Vec::with_capacity(self.sharing.restore.len());
        for (name, spec) in &self.sharing.restore {
            let Some(snapshot) = &spec.snapshot else {
                continue;
            };
            if snapshot.starts_with("arn:") {
                found.push(received::direct(snapshot));
                continue;
            }
            let named: Vec<&Snapshot> = own
                .iter()
                .copied()
                .filter(|copy| *copy.name == *snapshot.value)
                .collect();
            match named.as_slice() {
                [] => {
                    let known = own.iter().map(|copy| copy.name.as_str());
                    found.push(unknown(&self.name, snapshot, snapshot.at, known));
                }
                [copy] => {
                    let name = At::new(name.clone(), spec.at);
                    let mut surroundings = Surroundings {
                        placements,
                        keys,
                        names: self.names,
                    };
                    databases.extend(self.restore(&mut surroundings, &name, spec, copy));
                }
                several => found.push(ambiguous(snapshot, snapshot.at, several)),
            }
        }
        databases
    }

    fn restore(
        &self,
        surroundings: &mut Surroundings<'_, '_>,
        name: &At<String>,
        spec: &spec::Restored,
        copy: &Snapshot,
    ) -> Option<Database> {
        let mut all = self.owner.databases.iter();
        let source = all.find(|database| database.common().label == copy.database)?;
        let written = self.spec.databases.get(&source.common().name.value)?;
        let (_, inherited) = settings(self.spec, &written.value);
        Some(received::database(
            surroundings,
            (source, &inherited),
            name,
            spec,
            copy,
        ))
    }

    fn receiver(
        &self,
        account: &AccountId,
        shared: &[&Snapshot],
        copies: Vec<Snapshot>,
    ) -> Receiver {
        let owner_keys: BTreeMap<String, OwnerKey> = shared
            .iter()
            .map(|snapshot| {
                let variable = variable(&snapshot.key.label);
                let key = OwnerKey {
                    variable: variable.clone(),
                    key: snapshot.key.clone(),
                    region: snapshot.region.value,
                };
                (variable, key)
            })
            .collect();
        let owner_keys: Vec<OwnerKey> = owner_keys.into_values().collect();
        let principals = self.sharing.principals.clone();
        let copier = Copier {
            account,
            name: &format!("{}-{}", self.slug, self.name),
            style: style(self.sharing),
            owner_keys: &owner_keys,
        };
        Receiver {
            policies: copier.policies(&copies),
            roles: principals
                .iter()
                .flat_map(|list| list.iter())
                .filter_map(role)
                .collect(),
            name: self.name.clone(),
            owner: self.owner.account.clone(),
            owner_keys,
            copies,
            principals,
        }
    }
}

/// The variable of an owner's key, and its name in the owner's output.
fn variable(key: &str) -> String {
    format!("{key}_key_arn")
}

/// The name of a role, of its ARN: what stands after its path.
fn role(principal: &At<String>) -> Option<String> {
    let parsed = principals::parse(principal).ok()?;
    let name = parsed.arn.resource.rsplit('/').next()?;
    (parsed.kind == PrincipalKind::Role).then(|| name.to_owned())
}

fn unknown<'k>(
    account: &str,
    name: &str,
    at: Place,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let message = format!("`{account}` receives no snapshot `{}`", name.escape_debug());
    match suggest::nearest(name, known.iter().copied()) {
        Some(near) => Diagnostic::new(
            &SHARING_COPY_UNKNOWN,
            at,
            message,
            format!("did you mean `{near}`?"),
        )
        .patch(at, near),
        None => Diagnostic::new(
            &SHARING_COPY_UNKNOWN,
            at,
            message,
            format!(
                "share it with `share_with: [{account}]`, or name one of: {}",
                known.join(", ")
            ),
        ),
    }
}

fn ambiguous(name: &str, at: Place, all: &[&Snapshot]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &SHARING_COPY_AMBIGUOUS,
        at,
        format!("several snapshots are called `{}`", name.escape_debug()),
        "rename one of them, and give it its old name as `identifier`",
    );
    all.iter()
        .filter(|snapshot| snapshot.name.value == name)
        .fold(diagnostic, |diagnostic, snapshot| {
            diagnostic.related(snapshot.name.at, format!("one in `{}`", snapshot.region))
        })
}
