//! Rules about further statements of key policies: who and what they name. Knows IAM's words and the plan; must not know
//! conditions, nor what the policy as a whole allows.

use super::check::{Finder, checks};
use crate::plan::declared::{Effect, Principal};
use crate::plan::{Key, KeyStatement, RootModule};
use crate::policy::actions::{self, ACTIONS, WITHOUT_KEY};
use crate::policy::build::SIDS;
use crate::source::At;
use crate::suggest;

checks! {
    Error "stmt-sid" on Key sid,
        "a further statement has an id of letters and digits that is its own",
        "two statements of one id cannot be told apart in findings, and IAM takes no other characters",
        "name it with letters and digits, and not like one of Sealform's own statements",
        "IAM User Guide, IAM JSON policy elements: Sid";
    Error "stmt-not-principal" on Key not_principal,
        "no statement allows everyone but some",
        "whoever is forgotten in the list is let in, from every account of AWS",
        "name those who are meant under `principals`",
        "IAM User Guide, AWS JSON policy elements: NotPrincipal";
    Error "stmt-service" on Key service,
        "a service is named as it calls itself",
        "KMS takes any name, and a misspelt one lets nobody in",
        "write the service's name, such as `events.rds.amazonaws.com`",
        "IAM User Guide, AWS JSON policy elements: Principal";
    Error "stmt-action" on Key action,
        "the actions of a statement are actions on a key",
        "KMS takes any word, and a misspelt one allows or denies nothing",
        "use a name of the table of KMS permissions; `*` stands for any run of characters",
        "KMS Developer Guide, AWS KMS permissions";
}

/// Each statement once for every word that is wrong in it.
fn each(key: &Key, look: impl FnMut(&KeyStatement)) {
    key.statements.iter().for_each(look);
}

fn sid(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    let mut before: Option<&At<String>> = None;
    // They come in the order of their ids.
    for statement in &key.statements {
        let sid = &statement.declared.sid;
        if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            found.report(
                sid.at,
                format!(
                    "the id `{}` has more than letters and digits",
                    sid.escape_debug()
                ),
                "name it with letters and digits, as in `AuditorsDescribe`",
            );
        } else if SIDS.contains(&sid.value.as_str()) {
            found.report(
                sid.at,
                format!("`{sid}` is the id of a statement that Sealform writes"),
                "give it another id",
            );
        }
        if let Some(first) = before.filter(|first| first.value == sid.value) {
            found.report_with(
                sid.at,
                format!(
                    "two statements of the key `{}` have the id `{sid}`",
                    key.name
                ),
                "give each its own",
                |diagnostic| diagnostic.related(first.at, "the other one"),
            );
        }
        before = Some(sid);
    }
}

fn not_principal(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    each(key, |statement| {
        let declared = &statement.declared;
        if declared.principals.not && declared.effect.value == Effect::Allow {
            found.report_with(
                declared.principals.at,
                format!(
                    "the statement `{}` allows everyone but those whom it names",
                    declared.sid
                ),
                "name those who are meant under `principals`, or deny with it",
                |diagnostic| diagnostic.related(declared.effect.at, "it allows"),
            );
        }
    });
}

fn service(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    let own = module.partition.dns_suffix();
    each(key, |statement| {
        for principal in &statement.declared.principals.items {
            let Principal::Service(name) = &principal.value else {
                continue;
            };
            let stem = [own, "amazonaws.com"]
                .iter()
                .find_map(|suffix| name.strip_suffix(suffix)?.strip_suffix('.'));
            let is_name = |stem: &str| {
                !stem.is_empty()
                    && stem.split('.').all(|part| {
                        !part.is_empty()
                            && part.bytes().all(|byte| {
                                byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
                            })
                    })
            };
            if !stem.is_some_and(is_name) {
                found.report(
                    principal.at,
                    format!("`{}` is no name of a service", name.escape_debug()),
                    format!(
                        "write it as in `events.rds.{own}` or `logs.{}.{own}`",
                        key.region
                    ),
                );
            }
        }
    });
}

fn action(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    each(key, |statement| {
        for action in &statement.declared.actions.items {
            if actions::matching(action).next().is_some() {
                continue;
            }
            let without_key = WITHOUT_KEY
                .iter()
                .any(|name| name.eq_ignore_ascii_case(action));
            if without_key {
                found.report(
                    action.at,
                    format!(
                        "`{action}` is about no key, so the policy of a key is never asked about it"
                    ),
                    "remove it, and allow it in an IAM policy",
                );
                continue;
            }
            let known = ACTIONS.iter().map(|action| action.name);
            let bare = format!("kms:{action}");
            let near =
                suggest::nearest(action, known.clone()).or_else(|| suggest::nearest(&bare, known));
            let message = format!("no action on a key is called `{}`", action.escape_debug());
            match near {
                Some(near) => {
                    let help = format!("did you mean `{near}`?");
                    found.report_with(action.at, message, help, |diagnostic| {
                        diagnostic.patch(action.at, near)
                    });
                }
                None => found.report(action.at, message, "write one such as `kms:Decrypt`"),
            }
        }
    });
}
