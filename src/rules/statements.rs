//! Rules about further statements of key policies, word by word. Knows IAM's words and the plan; asks nothing about
//! what the policy as a whole allows, which `statement_effects` does.

use super::check::{Finder, checks};
use crate::aws::regions;
use crate::names::AccountId;
use crate::plan::{Key, KeyStatement, RootModule};
use crate::policy::actions::{self, ACTIONS, WITHOUT_KEY, may_carry};
use crate::policy::condition_keys::operators::{self, Misfit, misfit};
use crate::policy::condition_keys::{self, ConditionKey, Holds, KEYS};
use crate::policy::{Actions, build::SIDS};
use crate::source::At;
use crate::spec::statements::{Condition, Effect, Principal};
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
    Error "stmt-condition-key" on Key condition_key,
        "the keys of a condition are ones that a request to KMS can carry",
        "KMS takes any word; no request carries it, so that an Allow never allows and a Deny may always deny",
        "use a condition key of KMS or a global one",
        "Service Authorization Reference, AWS Key Management Service";
    Error "stmt-operator" on Key operator,
        "an operator compares what its condition key holds",
        "AWS refuses a word that is no operator, and never finds a number or a truth equal to a text",
        "use an operator for the kind of the key",
        "IAM User Guide, IAM JSON policy elements: Condition operators";
    Error "stmt-value" on Key value,
        "a condition compares with values that its key can have",
        "what no request can have, no request meets",
        "write `true` or `false`, or an account id of twelve digits",
        "KMS Developer Guide, AWS KMS condition keys";
    Error "stmt-idle" on Key idle,
        "every action of a statement can carry what its conditions compare",
        "a request without the key never meets the condition, so the statement does nothing for that action",
        "give the action a statement of its own, without the condition",
        "KMS Developer Guide, AWS KMS condition keys";
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

/// Every condition with its key, where that exists.
fn conditions(
    key: &Key,
    mut look: impl FnMut(&KeyStatement, &Condition, Option<&'static ConditionKey>),
) {
    each(key, |statement| {
        for condition in &statement.declared.conditions {
            look(statement, condition, condition_keys::find(&condition.key));
        }
    });
}

fn condition_key(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    conditions(key, |_, condition, known| {
        if known.is_some() {
            return;
        }
        let name = &condition.key;
        let message = format!("no request to KMS carries `{}`", name.escape_debug());
        match suggest::nearest(name, KEYS.iter().map(|key| key.name)) {
            Some(near) => found.report_with(
                name.at,
                message,
                format!("did you mean `{near}`?"),
                |diagnostic| diagnostic.patch(name.at, near),
            ),
            None => found.report(
                name.at,
                message,
                "use one such as `kms:ViaService` or `aws:PrincipalOrgID`",
            ),
        }
    });
}

fn operator(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    conditions(key, |statement, condition, known| {
        let operator = &condition.operator;
        let Some(known) = known else {
            return;
        };
        let (message, help) = match misfit(operator, known) {
            None => return,
            Some(Misfit::Unknown) => {
                let near = suggest::nearest(operator, operators::NAMES.iter().copied());
                let message = format!("no operator is called `{}`", operator.escape_debug());
                match near {
                    Some(near) => {
                        let help = format!("did you mean `{near}`?");
                        found.report_with(operator.at, message, help, |diagnostic| {
                            diagnostic.patch(operator.at, near)
                        });
                    }
                    None => found.report(operator.at, message, "use one such as `StringEquals`"),
                }
                return;
            }
            Some(Misfit::Kind) => (
                format!(
                    "`{operator}` never fits `{}`, which holds {}",
                    condition.key,
                    held(known)
                ),
                "use an operator of the right kind, such as `StringEquals`".to_owned(),
            ),
            Some(Misfit::NeedsSet) => (
                format!(
                    "`{}` has several values, which `{operator}` alone does not compare",
                    condition.key
                ),
                format!("write `ForAnyValue:{operator}` or `ForAllValues:{operator}`"),
            ),
            Some(Misfit::AllOfOne) if statement.declared.effect.value == Effect::Deny => return,
            Some(Misfit::AllOfOne) => (
                format!(
                    "`{operator}` lets every request through that has no `{}`",
                    condition.key
                ),
                "remove `ForAllValues:`: the key has one value".to_owned(),
            ),
        };
        found.report_with(operator.at, message, help, |diagnostic| {
            diagnostic.related(condition.key.at, "what it compares")
        });
    });
}

const fn held(key: &ConditionKey) -> &'static str {
    match key.holds {
        Holds::Text => "a text",
        Holds::Account => "an account id",
        Holds::Arn => "an ARN",
        Holds::Truth => "`true` or `false`",
        Holds::Number => "a number",
        Holds::Date => "a time",
        Holds::Address => "an IP address",
    }
}

fn value(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    conditions(key, |_, condition, known| {
        let is_exact =
            condition.operator.contains("Equals") || condition.operator.starts_with("Bool");
        let Some(known) = known.filter(|_| is_exact) else {
            return;
        };
        for value in condition
            .values
            .iter()
            .filter(|value| !value.contains("${"))
        {
            let can_be = match known.holds {
                Holds::Truth => matches!(value.value.as_str(), "true" | "false"),
                Holds::Account => AccountId::parse(value).is_some(),
                Holds::Text if known.name == "aws:RequestedRegion" => {
                    regions::find(value).is_some()
                }
                _ => true,
            };
            if !can_be {
                found.report(
                    value.at,
                    format!(
                        "`{}` is never `{}`: it holds {}",
                        condition.key,
                        value.escape_debug(),
                        held(known)
                    ),
                    match known.holds {
                        Holds::Truth => "write `true` or `false`",
                        Holds::Account => "write the twelve digits of an account, in quotes",
                        _ => "name a region of AWS",
                    },
                );
            }
        }
    });
}

fn idle(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    conditions(key, |statement, condition, known| {
        let Actions::In(patterns) = &statement.policy.actions else {
            return;
        };
        if known.is_none() || !operators::needs_key(&condition.operator) {
            return;
        }
        for pattern in patterns {
            let mut of_pattern = actions::matching(pattern).peekable();
            let dead = of_pattern.peek().is_some()
                && !of_pattern.any(|action| may_carry(action.name, &condition.key));
            if dead {
                found.report(
                    condition.key.at,
                    format!(
                        "no request for `{pattern}` carries `{}`, so the statement `{}` does nothing for it",
                        condition.key, statement.declared.sid
                    ),
                    "give the action a statement of its own, without the condition",
                );
            }
        }
    });
}
