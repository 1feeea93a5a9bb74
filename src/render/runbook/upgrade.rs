//! The runbook of an upgrade: what a person does around the one apply that changes a major version. Knows which steps there
//! are; must not know how a page is laid out.

mod after;
mod before;

use serde::Serialize;

use super::step::Step;
use super::{Fact, apply, before as account};
use crate::aws::engines::Family;
use crate::aws::identifiers::cluster_snapshot_problem;
use crate::aws::versions::Version;
use crate::plan::upgrade::{Upgrade, UpgradePhase};
use crate::plan::{Cluster, Common, Database, Plan, RootModule};
use crate::render::markdown::Markdown;

/// A page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct UpgradePage {
    project: Markdown,
    database: Markdown,
    from: Markdown,
    to: Markdown,
    facts: Vec<Fact>,
    order: Markdown,
    time: Markdown,
    no_return: Markdown,
    steps: Vec<Step>,
    next: Markdown,
    back: Markdown,
}

/// An upgrade and its surroundings.
struct Scene<'a> {
    module: &'a RootModule,
    database: &'a Database,
    upgrade: &'a Upgrade,
    /// What this apply upgrades: the database and what goes along, or its replicas.
    upgraded: Vec<&'a Common>,
}

impl<'a> Scene<'a> {
    fn of(module: &'a RootModule, database: &'a Database) -> Option<Self> {
        let common = database.common();
        let upgrade = common.upgrade.as_deref()?;
        let upgraded = match database {
            Database::Instance(instance) => instance
                .with_replicas()
                .into_iter()
                .map(|one| &one.common)
                .filter(|one| one.is_upgraded_now() || upgrade.phase.is_none())
                .collect(),
            Database::Cluster(cluster) => {
                cluster.with_secondaries().map(|one| &one.common).collect()
            }
        };
        Some(Self {
            module,
            database,
            upgrade,
            upgraded,
        })
    }

    fn common(&self) -> &'a Common {
        self.database.common()
    }

    fn family(&self) -> Family {
        self.common().engine.family()
    }

    fn cluster(&self) -> Option<&'a Cluster> {
        match self.database {
            Database::Cluster(cluster) => Some(cluster),
            Database::Instance(_) => None,
        }
    }

    fn is_global(&self) -> bool {
        self.cluster()
            .is_some_and(|cluster| cluster.global().is_some())
    }

    fn is_of_replicas(&self) -> bool {
        let phase = self.upgrade.phase.as_ref();
        phase.is_some_and(|phase| phase.value == UpgradePhase::Replicas)
    }

    /// What the snapshot from before is called: after the database, where that leaves it short enough for a cluster's.
    fn snapshot(&self) -> String {
        let common = self.common();
        let major = common.version.as_ref().map_or("upgrade", Version::major);
        let before = format!("before-{}", major.replace('.', "-"));
        let named = format!("{}-{before}", common.identifier);
        match cluster_snapshot_problem(&named) {
            None => named,
            Some(_) => before,
        }
    }
}

/// The page of a database whose major version changes.
pub(in crate::render) fn page(
    plan: &Plan,
    module: &RootModule,
    database: &Database,
) -> Option<UpgradePage> {
    let scene = Scene::of(module, database)?;
    Some(UpgradePage {
        project: Markdown::text(&plan.name),
        database: Markdown::code(&scene.common().identifier),
        from: Markdown::code(&scene.upgrade.from),
        to: Markdown::code(&scene.upgrade.to),
        facts: facts(&scene),
        order: order(&scene),
        time: time(&scene),
        no_return: no_return(&scene),
        steps: Step::numbered(steps(&scene)),
        next: next(&scene),
        back: back(&scene),
    })
}

fn facts(scene: &Scene<'_>) -> Vec<Fact> {
    let fact = |name: &'static str, value: Markdown| Fact {
        name: Markdown::text(name),
        value,
    };
    let place = |common: &&Common| {
        Markdown::place(&Markdown::code(&common.identifier), common.region.name())
    };
    let mut facts = vec![
        fact("account", Markdown::code(scene.module.account.as_str())),
        fact(
            "upgraded by this apply",
            Markdown::listed(scene.upgraded.iter().map(place)),
        ),
    ];
    if let Some(global) = scene.cluster().and_then(Cluster::global) {
        facts.push(fact("global database", Markdown::code(&global.identifier)));
    }
    if !scene.is_of_replicas() {
        facts.push(fact(
            "snapshot from before",
            Markdown::code(&scene.snapshot()),
        ));
    }
    facts.push(fact("root module", Markdown::code(&scene.module.folder)));
    facts
}

fn order(scene: &Scene<'_>) -> Markdown {
    let text = match (scene.family(), &scene.upgrade.phase) {
        (_, Some(_)) if scene.is_of_replicas() => {
            "The replicas go first, each with a parameter group of the new family of its own. Their source stays as it is, and is upgraded with `phase: source` once all of them replicate again."
        }
        (_, Some(_)) => {
            "The replicas have been upgraded, and now follows their source. Afterwards they use its parameter group again, and their own are deleted."
        }
        _ if scene.is_global() => {
            "The global database is upgraded, and its clusters with it, in all regions at once. AWS gives them the engine's own parameter groups; the same apply then gives each its group of the new family."
        }
        (Family::Postgres, None) => {
            "RDS upgrades the database, and the replicas beside it together with it. Whatever parameter group that leaves them with, the same apply then gives them the new one of their source."
        }
        _ => {
            "One apply: a parameter group of the new family, the database, and then the old group goes."
        }
    };
    Markdown::sentence(text, &[])
}

/// What is known about how long it takes: nobody knows it of a database but its rehearsal.
fn time(scene: &Scene<'_>) -> Markdown {
    let text = if scene.is_of_replicas() {
        "Each replica answers nobody while it is upgraded. The source goes on."
    } else {
        "Nobody is answered while it lasts: a standby is upgraded at the same time and does not help. It grows with the number of tables and other objects, hardly with the size of the data. The rehearsal tells."
    };
    Markdown::sentence(text, &[])
}

fn no_return(scene: &Scene<'_>) -> Markdown {
    let text = if scene.is_of_replicas() {
        "None: a replica can be made anew from its source."
    } else {
        "The first write after the apply: the way back is a snapshot, and it lacks what was written since."
    };
    Markdown::sentence(text, &[])
}

fn steps(scene: &Scene<'_>) -> Vec<Step> {
    let mut steps = vec![account::account(scene.module)];
    steps.extend(before::steps(scene));
    let plan = format!("{}-upgrade.tfplan", scene.common().name);
    steps.extend(apply::planned(
        &scene.module.folder,
        &plan,
        "Upgrade",
        "`~ engine_version` of what is listed above, changed in place, with its parameter group. Groups of the new family to add, and those of the old one to destroy, which Terraform does last. No database, cluster, member or key to destroy or to replace.",
    ));
    steps.extend(after::steps(scene));
    steps
}

fn next(scene: &Scene<'_>) -> Markdown {
    if scene.is_of_replicas() {
        return Markdown::sentence(
            "When all replicas replicate again: write `phase: source`, generate, and follow this page as it is then. Not weeks later: a replica that is newer than its source is meant for the time in between only.",
            &[],
        );
    }
    Markdown::sentence(
        "Take `upgrade` out of the spec, and generate and apply once more. The plan takes back `allow_major_version_upgrade` and `apply_immediately`, and nothing happens in AWS. A cluster keeps the latter in Terraform's state until the spec says another: write `apply_immediately: false` there, so that later changes wait for the window. Delete the snapshot {} when nobody wants to go back any more.",
        &[Markdown::code(&scene.snapshot())],
    )
}

fn back(scene: &Scene<'_>) -> Markdown {
    if scene.is_of_replicas() {
        return Markdown::sentence(
            "AWS takes no major version back. Take the replica out of the spec and apply, then take `upgrade` out, write the replica again and apply: it is made anew from its source, in the old version.",
            &[],
        );
    }
    Markdown::sentence(
        "AWS takes no major version back. If the upgrade itself fails, AWS returns to the old version by itself: read its log, as above, and apply again. Once it is done, what leads back is the snapshot {}, without what was written since: a new database in the spec, with another name, {} and `restore` from that snapshot. It lies under the same key, so that for an instance `copy: false` can be said.",
        &[
            Markdown::code(&scene.snapshot()),
            Markdown::code(&format!("engine_version: \"{}\"", scene.upgrade.from.value)),
        ],
    )
}
