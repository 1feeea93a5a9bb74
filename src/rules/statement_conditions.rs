//! Rules about the conditions of further statements: keys, operators, values, and what they do to the statement's actions.
//! Knows IAM's words and the plan; must not know what the policy as a whole allows.

use super::check::{Finder, checks};
use crate::aws::regions;
use crate::names::AccountId;
use crate::plan::declared::{Condition, Effect};
use crate::plan::{Key, KeyStatement, RootModule};
use crate::policy::Actions;
use crate::policy::actions::{self, may_carry};
use crate::policy::condition_keys::operators::{self, Misfit, misfit};
use crate::policy::condition_keys::{self, ConditionKey, Holds, KEYS};
use crate::suggest;

checks! {
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

/// Every condition with its key, where that exists.
fn conditions(
    key: &Key,
    mut look: impl FnMut(&KeyStatement, &Condition, Option<&'static ConditionKey>),
) {
    for statement in &key.statements {
        for condition in &statement.declared.conditions {
            look(statement, condition, condition_keys::find(&condition.key));
        }
    }
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
