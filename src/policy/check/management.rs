//! Who manages the key: that somebody can, that the account can, that administrators can't use it, and that
//! nobody elsewhere is told so. Knows the policy's own people; must not know strangers.
//!
//! Sources: KMS API PutKeyPolicy, BypassPolicyLockoutSafetyCheck; KMS Developer Guide "Default key policy" and
//! "Allowing users in other accounts to use a KMS key".

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, named_by};
use crate::policy::actions::{self, Kind};
use crate::policy::arn::{Arn, is_account};
use crate::policy::evaluate::{Access, Prepared, Seen, decide, range_of};
use crate::policy::identity::Identity;
use crate::policy::pattern::WILDCARDS;
use crate::policy::request::{Home, Request};
use crate::policy::{Effect, Policy};

pub(super) fn check(policy: &Policy, home: Home<'_>) -> Vec<Finding> {
    let people = People::of(policy, home);
    let mut findings = Vec::new();
    findings.extend(people.lock_out());
    findings.extend(root(policy, home));
    findings.extend(people.administrators_use());
    findings.extend(people.foreign_management());
    findings
}

/// Those whom a policy allows something by name.
struct People<'p> {
    home: Home<'p>,
    prepared: Prepared<'p>,
    /// The Allows that name each, by their indices.
    named: BTreeMap<&'p str, Vec<usize>>,
    policy: &'p Policy,
}

/// What an answer about somebody by name depends on: which Allows name them, and how the policy sees them.
type Kin<'p> = (&'p [usize], Seen);

impl<'p> People<'p> {
    fn of(policy: &'p Policy, home: Home<'p>) -> Self {
        let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, statement) in policy.statements.iter().enumerate() {
            if statement.effect == Effect::Allow {
                let texts: BTreeSet<&str> = named_by(statement).collect();
                for text in texts {
                    named.entry(text).or_default().push(index);
                }
            }
        }
        Self {
            home,
            prepared: Prepared::of(policy),
            named,
            policy,
        }
    }

    fn is_own(&self, text: &str) -> bool {
        account_of(text) == Some(self.home.owner.as_str())
    }

    /// The most access for a request by the Allows of these indices, which every Deny can take away.
    fn by_name(&self, naming: &[usize], seen: &Seen, request: &Request) -> Access {
        let (_, at_most) = range_of(&self.prepared, seen, request, |index, statement| {
            statement.effect == Effect::Deny || naming.contains(&index)
        });
        at_most
    }

    fn by_all(&self, seen: &Seen, request: &Request) -> (Access, Access) {
        range_of(&self.prepared, seen, request, |_, _| true)
    }

    /// Nobody may change the policy again: AWS refuses such a policy, unless it is told not to look.
    fn lock_out(&self) -> Option<Finding> {
        let home = self.home;
        let own = self.named.keys().filter(|text| self.is_own(text));
        let everybody = [
            Identity::root(home.region.partition(), home.owner),
            some_role(home, home.owner.as_str()),
        ]
        .into_iter()
        .chain(own.filter_map(|text| identity(text, home)));
        let mut may = false;
        for who in everybody {
            let request = Request::direct(who, home, "kms:PutKeyPolicy");
            let (at_least, at_most) = self.by_all(&self.prepared.sees(&request), &request);
            if at_least > Access::None {
                return None;
            }
            may |= at_most > Access::None;
        }
        let way_out = "keep the statement that allows `kms:*` to the account's root";
        let message = if may {
            format!(
                "whether anybody may call `kms:PutKeyPolicy` again depends on conditions that a request alone \
                 can tell; {way_out}"
            )
        } else {
            format!(
                "nobody may call `kms:PutKeyPolicy` again, so AWS refuses the policy; {way_out}"
            )
        };
        Some(Finding::of_policy("kms-policy-lockout", message))
    }

    /// Someone who is named as an administrator may also use the key.
    fn administrators_use(&self) -> Vec<Finding> {
        let mut known: BTreeMap<Kin<'_>, Option<&'static str>> = BTreeMap::new();
        let mut findings = Vec::new();
        for (text, naming) in self.named.iter().filter(|(text, _)| self.is_own(text)) {
            let Some(who) =
                identity(text, self.home).filter(|who| !matches!(who, Identity::Root(_)))
            else {
                continue;
            };
            let seen = self
                .prepared
                .sees(&Request::direct(who.clone(), self.home, ""));
            let use_of = known
                .entry((naming, seen.clone()))
                .or_insert_with(|| self.use_by_administrator(naming, &seen, who));
            findings.extend(use_of.map(|action| {
                self.finding(
                    "kms-policy-admin-use",
                    naming,
                    format!(
                        "`{text}` administers the key and may call `{action}` too; let one principal manage and \
                         another use it, and write `kms:CreateAlias` for `kms:Create*`"
                    ),
                )
            }));
        }
        findings
    }

    /// The first action by which somebody uses the key who manages it by name.
    fn use_by_administrator(
        &self,
        naming: &[usize],
        seen: &Seen,
        who: Identity,
    ) -> Option<&'static str> {
        const ADMINISTER: [&str; 3] = [
            "kms:PutKeyPolicy",
            "kms:ScheduleKeyDeletion",
            "kms:DisableKey",
        ];
        let mut direct = Request::direct(who.clone(), self.home, "");
        let mut by_any_path = Request::by_any_path(who, self.home, "");
        let manages = ADMINISTER
            .iter()
            .any(|action| self.by_name(naming, seen, direct.ask_for(action)) == Access::Direct);
        if !manages {
            return None;
        }
        let uses = |action: &str, direct: &mut Request, by_any_path: &mut Request| {
            self.by_name(naming, seen, by_any_path.ask_for(action)) == Access::Direct
                || self.by_all(seen, direct.ask_for(action)).1 == Access::Direct
        };
        actions::of_kinds(&[Kind::Use, Kind::Grant])
            .find(|action| uses(action.name, &mut direct, &mut by_any_path))
            .map(|action| action.name)
    }

    /// Someone of another account is allowed what can't be done from there.
    fn foreign_management(&self) -> Vec<Finding> {
        let mut known: BTreeMap<Kin<'_>, Vec<&'static str>> = BTreeMap::new();
        let mut findings = Vec::new();
        for (text, naming) in self.named.iter().filter(|(text, _)| !self.is_own(text)) {
            let Some(account) = account_of(text) else {
                continue;
            };
            let who = match identity(text, self.home) {
                Some(Identity::Root(_)) | None => some_role(self.home, account),
                Some(who) => who,
            };
            let mut request = Request::by_any_path(who, self.home, "");
            let seen = self.prepared.sees(&request);
            let idle = known.entry((naming, seen.clone())).or_insert_with(|| {
                actions::ACTIONS
                    .iter()
                    .filter(|action| !action.cross_account)
                    .map(|action| action.name)
                    .filter(|action| {
                        self.by_name(naming, &seen, request.ask_for(action)) > Access::None
                    })
                    .collect()
            });
            let Some((first, others)) = idle.split_first() else {
                continue;
            };
            let and_others = match others.len() {
                0 => String::new(),
                count => format!(" and {count} more"),
            };
            findings.push(self.finding(
                "kms-policy-xacct-mgmt",
                naming,
                format!(
                    "`{text}` is of another account, from which `{first}`{and_others} can't be called; allow the \
                     use of the key and grants alone"
                ),
            ));
        }
        findings
    }

    /// A finding about somebody; about the statement that names them, where it is one alone.
    fn finding(&self, rule_id: &'static str, naming: &[usize], message: String) -> Finding {
        let only = match naming {
            [index] => self
                .policy
                .statements
                .get(*index)
                .map(|statement| statement.label(*index)),
            _ => None,
        };
        Finding {
            sid: only,
            ..Finding::of_policy(rule_id, message)
        }
    }
}

/// The account's root can't repair the key, and IAM policies have no effect.
fn root(policy: &Policy, home: Home<'_>) -> Option<Finding> {
    let root = Identity::root(home.region.partition(), home.owner);
    let decision = decide(policy, &Request::direct(root, home, "kms:PutKeyPolicy"));
    (decision.at_least() < Access::Direct).then(|| {
        Finding::of_policy(
            "kms-policy-root",
            format!(
                "the root of `{}` may not repair the policy, and the account's IAM policies have no effect on \
                 it; keep the statement that allows `kms:*` to the account's root",
                home.owner
            ),
        )
    })
}

/// Somebody of an account about whom nothing else is known.
fn some_role(home: Home<'_>, account: &str) -> Identity {
    let partition = home.region.partition().id();
    Identity::Role(format!("arn:{partition}:iam::{account}:role/Someone"))
}

/// Whom a text names, or somebody of whom the pattern holds; nobody in another partition.
fn identity(text: &str, home: Home<'_>) -> Option<Identity> {
    let whole = text.replace(WILDCARDS, "x");
    let partition = Arn::parse(&whole)?.partition;
    (partition == home.region.partition().id())
        .then(|| Identity::parse(&whole))
        .flatten()
}

fn account_of(text: &str) -> Option<&str> {
    let account = Arn::parse(text).map_or(text, |arn| arn.account);
    is_account(account).then_some(account)
}
