//! Every key policy, as it stands in the rendered text, gives each declared party what it needs, and nobody else
//! anything. Knows what the plan recorded and what the evaluator says of the text; must not know how policies are built.

mod ceiling;
mod fault;
mod suspects;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use self::fault::Fault;
use self::suspects::suspects;
use crate::aws::regions;
use crate::names::Region;
use crate::plan::{Key, Plan, RootModule};
use crate::policy::actions::ACTIONS;
use crate::policy::build::{KeyUse, policy_for};
use crate::policy::coverage::may_widen;
use crate::policy::document::parse;
use crate::policy::entitlements::{self, Entitlement};
use crate::policy::evaluate::{Access, Decision, Prepared, decide};
use crate::policy::request::{Home, Request};
use crate::policy::{
    Actions, Conditions, Effect, Policy, Principal, Principals, Statement, Wildcard,
};
use crate::tree::Tree;
use crate::verify::{self, KeyPolicyText, Violation};

/// Every id that a violation may bear, with what it stands for. Sorted by id.
#[rustfmt::skip]
pub static RULES: &[(&str, &str)] = &[
    ("access-excess", "somebody may do more with a key than the spec asks for"),
    ("access-missing", "somebody may not do what the spec asks for"),
    ("policy-document", "a key policy that isn't one"),
    ("policy-missing", "a key of the plan whose policy isn't in the text"),
];

/// Holds the policies in the text against what the plan recorded, in the order of files and lines.
pub fn check(tree: &Tree, plan: &Plan) -> Vec<Violation> {
    check_policies(tree, &verify::key_policies(tree), plan)
}

/// The same for policies that were read from the tree already.
pub fn check_policies(tree: &Tree, policies: &[KeyPolicyText], plan: &Plan) -> Vec<Violation> {
    let keys: Vec<(&RootModule, &Key, String)> = plan
        .modules
        .iter()
        .flat_map(|module| {
            let address = |key: &Key| format!("{}.{}", key.resource(), key.label);
            module
                .keys
                .iter()
                .map(move |key| (module, key, address(key)))
        })
        .collect();
    let planned: BTreeSet<(&str, &str)> = keys
        .iter()
        .map(|(module, _, address)| (module.folder.as_str(), address.as_str()))
        .collect();
    let mut by_key: BTreeMap<(&str, &str), Vec<&KeyPolicyText>> = BTreeMap::new();
    for policy in policies {
        by_key
            .entry((&policy.module, &policy.key))
            .or_default()
            .push(policy);
    }
    let mut violations = Vec::new();
    let mut cases: BTreeMap<Case<'_>, Vec<&KeyPolicyText>> = BTreeMap::new();
    for (module, key, address) in &keys {
        let of_key = by_key.get(&(module.folder.as_str(), address.as_str()));
        if of_key.is_none() {
            violations.push(Violation {
                file: format!("{}/keys.tf", module.folder),
                line: 1,
                rule: "policy-missing",
                address: Some(address.clone()),
                message: format!(
                    "the policy of the key `{}` in `{}` isn't in the text",
                    key.name, key.region
                ),
            });
        }
        for text in of_key.into_iter().flatten().copied() {
            cases
                .entry(Case::of(module, key, text))
                .or_default()
                .push(text);
        }
    }
    // A key that nobody asked for serves nobody but those whom its account's own IAM policies name.
    for text in policies {
        let module = plan
            .modules
            .iter()
            .find(|module| module.folder == text.module);
        if let Some(module) = module
            && !planned.contains(&(text.module.as_str(), text.key.as_str()))
        {
            let case = Case::unasked(module, text);
            cases.entry(case).or_default().push(text);
        }
    }
    let found: Vec<Vec<Violation>> = cases
        .into_par_iter()
        .map(|(case, texts)| {
            let faults = case.faults();
            texts
                .iter()
                .flat_map(|text| faults.iter().map(|fault| fault.at(text, tree)))
                .collect()
        })
        .collect();
    violations.extend(found.into_iter().flatten());
    violations.sort_unstable();
    violations.dedup();
    violations
}

/// A policy with everything that its proof depends on: keys that are alike in it are proven once.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Case<'k> {
    json: &'k str,
    /// The region that the key is in by the text, and else by the plan.
    region: &'static str,
    owner: &'k crate::names::AccountId,
    uses: &'k BTreeSet<KeyUse>,
    /// The further statements, as JSON.
    further: String,
}

static NO_USES: BTreeSet<KeyUse> = BTreeSet::new();

impl<'k> Case<'k> {
    fn unasked(module: &'k RootModule, text: &'k KeyPolicyText) -> Self {
        let region = text.region.as_deref().and_then(regions::find);
        let first = module.regions.keys().next();
        Self {
            json: &text.json,
            region: region.or_else(|| first.copied()).map_or("", Region::name),
            owner: &module.account.value,
            uses: &NO_USES,
            further: Policy::default().to_value().to_string(),
        }
    }

    fn of(module: &'k RootModule, key: &'k Key, text: &'k KeyPolicyText) -> Self {
        let region = text
            .region
            .as_deref()
            .and_then(regions::find)
            .unwrap_or(key.region);
        let further = Policy {
            statements: key
                .statements
                .iter()
                .map(|further| further.policy.clone())
                .collect(),
        };
        Self {
            json: &text.json,
            region: region.name(),
            owner: &module.account.value,
            uses: &key.uses,
            further: further.to_value().to_string(),
        }
    }

    fn faults(&self) -> Vec<Fault> {
        let Some(region) = regions::find(self.region) else {
            return Vec::new();
        };
        let home = Home {
            owner: self.owner,
            region,
        };
        let policy = match parse::policy_text(self.json) {
            Ok(policy) => policy,
            Err(mistakes) => {
                let fault = |mistake: parse::Mistake| Fault {
                    rule: "policy-document",
                    message: format!("{}: {}", mistake.path, mistake.message),
                    sid: None,
                };
                return mistakes.into_iter().map(fault).collect();
            }
        };
        // Nothing is excused by statements that can't be read back.
        let further = parse::policy_text(&self.further).unwrap_or_default();
        let mut faults = self.missing(&policy, &further, home);
        faults.extend(self.excess(&policy, &further, home));
        if !faults.iter().any(|fault| fault.rule == "access-excess") {
            faults.extend(self.uncertain(&policy, further, home));
        }
        faults
    }

    /// What the declared need and do not get. What a further statement may deny is not missed.
    fn missing(&self, policy: &Policy, further: &Policy, home: Home<'_>) -> Vec<Fault> {
        let prepared = Prepared::of(policy);
        let under_denies = only(further, Effect::Deny, Some(everything()));
        let under_denies = Prepared::of(&under_denies);
        let lacking = |entitlement: &Entitlement| {
            let had = prepared.access_to(&entitlement.request, entitlement.actions.iter().copied());
            let left =
                under_denies.access_to(&entitlement.request, entitlement.actions.iter().copied());
            let lacks: Vec<&str> = entitlement
                .actions
                .iter()
                .zip(had.iter().zip(&left))
                .filter(|(_, (had, left))| had.0 < entitlement.access && left.0 > Access::None)
                .map(|(action, _)| *action)
                .collect();
            let (first, others) = lacks.split_first()?;
            let and_others = match others.len() {
                0 => String::new(),
                count => format!(" and {count} more"),
            };
            Some(Fault {
                rule: "access-missing",
                message: format!(
                    "the policy doesn't let {} call `{first}`{and_others}",
                    entitlement.who
                ),
                sid: None,
            })
        };
        entitlements::of(home, self.uses)
            .iter()
            .filter_map(lacking)
            .collect()
    }

    /// What anybody gets beyond what is declared. What a further statement may allow is no excess.
    fn excess(&self, policy: &Policy, further: &Policy, home: Home<'_>) -> Vec<Fault> {
        let prepared = Prepared::of(policy);
        let allows = only(further, Effect::Allow, None);
        let allows = Prepared::of(&allows);
        let mut faults = Vec::new();
        for suspect in suspects(policy, self.uses, home) {
            let names = || ACTIONS.iter().map(|action| action.name);
            let gets = prepared.access_to(&suspect.request, names());
            let may = allows.access_to(&suspect.request, names());
            let excess = ACTIONS
                .iter()
                .zip(gets.iter().zip(&may))
                .find(|(action, (gets, may))| {
                    gets.1 > suspect.ceiling(self.uses, home, action).max(may.1)
                });
            if let Some((action, _)) = excess {
                let (sid, undecided) = statement(policy, &suspect.request, action.name);
                let may = if undecided { "may be able to" } else { "can" };
                faults.push(Fault {
                    rule: "access-excess",
                    message: format!(
                        "{} {may} call `{}`, which nobody asked for",
                        suspect.who, action.name
                    ),
                    sid,
                });
            }
        }
        faults
    }
}

impl Case<'_> {
    /// The statements that may give more than the plan's own policy in circumstances that nobody thought of: what is not
    /// certain is no proof.
    fn uncertain(&self, policy: &Policy, further: Policy, home: Home<'_>) -> Vec<Fault> {
        let mut asked = policy_for(home.owner, home.region, self.uses);
        asked.statements.extend(further.statements);
        let excess = |sid: String| Fault {
            rule: "access-excess",
            message: "it is not certain that this gives nobody more than the spec asks for"
                .to_owned(),
            sid: Some(sid),
        };
        may_widen(&asked, policy, home)
            .into_iter()
            .map(excess)
            .collect()
    }
}

/// The statement that allows a request, where one can be named, and whether that is undecided.
fn statement(policy: &Policy, request: &Request, action: &str) -> (Option<String>, bool) {
    let mut request = request.clone();
    action.clone_into(&mut request.action);
    match decide(policy, &request) {
        Decision::Allowed { by } | Decision::Delegated { by } => {
            let is_named = |sid: &String| {
                policy
                    .statements
                    .iter()
                    .any(|statement| statement.sid == *sid)
            };
            (by.into_iter().next_back().filter(is_named), false)
        }
        Decision::Undecided { .. } => (None, true),
        Decision::Denied { .. } | Decision::NotAllowed => (None, false),
    }
}

/// The statements of one effect, after another one.
fn only(policy: &Policy, effect: Effect, first: Option<Statement>) -> Policy {
    let of_effect = policy
        .statements
        .iter()
        .filter(|statement| statement.effect == effect);
    Policy {
        statements: first.into_iter().chain(of_effect.cloned()).collect(),
    }
}

/// A statement that allows everybody everything, to see what is left of it.
fn everything() -> Statement {
    Statement {
        sid: String::new(),
        effect: Effect::Allow,
        principals: Principals::In([Principal::Anyone(Wildcard::Bare)].into()),
        actions: Actions::In(["kms:*".to_owned()].into()),
        resources: ["*".to_owned()].into(),
        conditions: Conditions::new(),
    }
}
