//! What changes from one policy of a key to another: every question that tells the two apart, asked of both. Knows policies;
//! must not know files.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::{Circumstance, words};
use crate::aws::regions;
use crate::meaning::{AccessChange, Change};
use crate::names::AccountId;
use crate::policy::actions::{Action, on_symmetric_keys};
use crate::policy::coverage;
use crate::policy::evaluate::{Access, Decision, Prepared};
use crate::policy::identity::Identity;
use crate::policy::questions::answers::Answer;
use crate::policy::questions::circumstances::Given;
use crate::policy::questions::{self, Party, Question, Way};
use crate::policy::request::Home;
use crate::policy::{Policy, Principal, Statement};
use crate::verify::KeyPolicyText;

/// A key as it stands in the new tree.
pub(super) struct Key<'k> {
    pub(super) text: &'k KeyPolicyText,
    pub(super) owner: Option<AccountId>,
}

/// What changes for one party, whatever the way.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Shift {
    party: Party,
    change: Change,
    given: Vec<Given>,
    actions: Vec<&'static str>,
    statements: Vec<String>,
}

impl Key<'_> {
    fn home(&self) -> Option<Home<'_>> {
        Some(Home {
            owner: self.owner.as_ref()?,
            region: self.text.region.as_deref().and_then(regions::find)?,
        })
    }

    /// What changes from one policy to another.
    pub(super) fn between(&self, old: &Policy, new: &Policy) -> Vec<AccessChange> {
        let Some(home) = self.home() else {
            return vec![self.unknown("the key's region or account can't be read")];
        };
        let questions = questions::of(&[old, new], home);
        let asked: Vec<&'static Action> = on_symmetric_keys().collect();
        let (before, after) = (Prepared::of(old), Prepared::of(new));
        let mut answered: Vec<(&Question, Vec<Answer>, Vec<Answer>)> = Vec::new();
        for question in &questions {
            let old = question.answers(&before, asked.iter().copied());
            let new = question.answers(&after, asked.iter().copied());
            answered.push((question, old, new));
        }
        let has = |party: &Party, of_new: bool| {
            answered
                .iter()
                .filter(|(question, ..)| question.party == *party)
                .any(|(question, old, new)| {
                    let answers = if of_new { new } else { old };
                    answers
                        .iter()
                        .any(|answer| is_own_access(&question.party, home, *answer))
                })
        };
        let mut shifts: BTreeMap<Shift, BTreeSet<Way>> = BTreeMap::new();
        let mut explained = BTreeSet::new();
        for (question, old_answers, new_answers) in &answered {
            let changed = asked.iter().zip(old_answers.iter().zip(new_answers));
            let mut by_change: BTreeMap<Change, Vec<&'static Action>> = BTreeMap::new();
            for (action, (old, new)) in changed {
                if let Some(change) = shift(*old, *new) {
                    by_change.entry(change).or_default().push(action);
                }
            }
            for (change, actions) in by_change {
                let gains = matches!(change, Change::Widened | Change::MayWiden);
                let making = if gains { new } else { old };
                let statements = statements(question, making, &actions);
                if gains {
                    explained.extend(statements.iter().cloned());
                    explained.extend(statements_of_denies(question, old, &actions));
                }
                let change = match change {
                    Change::Widened if !has(&question.party, false) => Change::Added,
                    Change::Narrowed if !has(&question.party, true) => Change::Removed,
                    change => change,
                };
                let shift = Shift {
                    party: question.party.clone(),
                    change,
                    given: question.given.clone(),
                    actions: actions.iter().map(|action| action.name).collect(),
                    statements,
                };
                shifts
                    .entry(shift)
                    .or_default()
                    .insert(question.way.clone());
            }
        }
        let ways: BTreeSet<&Way> = questions.iter().map(|question| &question.way).collect();
        let mut changes: Vec<AccessChange> = kept(shifts)
            .into_iter()
            .map(|(shift, of_shift)| self.change(shift, &of_shift, &ways, home))
            .collect();
        let open = coverage::may_widen(old, new, home);
        changes.extend(
            open.into_iter()
                .filter(|sid| !explained.contains(sid))
                .map(|sid| AccessChange {
                    statements: vec![sid.clone()],
                    ..self.unknown(&format!("whoever `{sid}` is about"))
                }),
        );
        changes
    }

    /// Who has access to a key that did not stand there.
    pub(super) fn of_new_key(&self, new: &Policy, is_under_what_stood: bool) -> Vec<AccessChange> {
        let change = if is_under_what_stood {
            Change::AddedByKey
        } else {
            Change::NewKey
        };
        let Some(home) = self.home() else {
            return vec![self.unknown("the key's region or account can't be read")];
        };
        // What the root statement lets IAM policies give is the same for every key.
        let root = Identity::root(home.region.partition(), home.owner);
        let is_root = |statement: &&Statement| {
            let named = statement.principals.written().iter();
            named
                .filter_map(|principal| match principal {
                    Principal::Aws(text) => Some(text.as_str()),
                    _ => None,
                })
                .eq(root.arn())
        };
        let delegated = Policy {
            statements: new.statements.iter().filter(is_root).cloned().collect(),
        };
        let changes = self.between(&delegated, new).into_iter();
        changes
            .map(|access| AccessChange { change, ..access })
            .collect()
    }

    fn change(
        &self,
        shift: Shift,
        of_shift: &BTreeSet<Way>,
        all: &BTreeSet<&Way>,
        home: Home<'_>,
    ) -> AccessChange {
        let mut given: BTreeMap<Circumstance, BTreeSet<String>> = BTreeMap::new();
        for one in &shift.given {
            let circumstance = Circumstance {
                key: one.key.clone(),
                operator: one.operator.clone(),
                negated: one.is_negated(),
            };
            given
                .entry(circumstance)
                .or_default()
                .insert(one.value.clone());
        }
        AccessChange {
            module: self.text.module.clone(),
            key: self.text.key.clone(),
            region: self.text.region.clone(),
            change: shift.change,
            who: words::party(&shift.party, home.owner),
            how: how(&shift.party, of_shift, all),
            when: words::given(&given),
            actions: shift.actions.into_iter().map(str::to_owned).collect(),
            statements: shift.statements,
        }
    }

    /// A change that can't be told.
    fn unknown(&self, who: &str) -> AccessChange {
        AccessChange {
            module: self.text.module.clone(),
            key: self.text.key.clone(),
            region: self.text.region.clone(),
            change: Change::MayWiden,
            who: who.to_owned(),
            how: "in a way that can't be decided".to_owned(),
            when: Vec::new(),
            actions: Vec::new(),
            statements: Vec::new(),
        }
    }
}

/// What a change of the answer is.
fn shift(old: Answer, new: Answer) -> Option<Change> {
    if (old.least(), old.most()) == (new.least(), new.most()) {
        None
    } else if new.least() > old.most() {
        Some(Change::Widened)
    } else if new.most() < old.least() {
        Some(Change::Narrowed)
    } else if new.most() > old.most() || new.least() > old.least() {
        Some(Change::MayWiden)
    } else {
        Some(Change::MayNarrow)
    }
}

/// True for an access that is more than what everybody in the account has by IAM.
fn is_own_access(party: &Party, home: Home<'_>, answer: Answer) -> bool {
    let is_of_account = party.account() == Some(home.owner.as_str());
    answer.most()
        > if is_of_account {
            Access::Delegated
        } else {
            Access::None
        }
}

/// The statements that make the answers of a policy, by id.
fn statements(question: &Question, policy: &Policy, actions: &[&'static Action]) -> Vec<String> {
    let decisions = question.decisions(policy, actions.iter().copied());
    let by: BTreeSet<String> = decisions
        .into_iter()
        .flat_map(|decision| match decision {
            Decision::Allowed { by } | Decision::Delegated { by } => by,
            // An undecided one names its statements first in each line.
            Decision::Undecided { why, .. } => why
                .iter()
                .filter_map(|line| Some(line.split('`').nth(1)?.to_owned()))
                .collect(),
            Decision::Denied { .. } | Decision::NotAllowed => Vec::new(),
        })
        .collect();
    by.into_iter().collect()
}

/// The Denies that stood against the actions before.
fn statements_of_denies(
    question: &Question,
    policy: &Policy,
    actions: &[&'static Action],
) -> Vec<String> {
    let decisions = question
        .decisions(policy, actions.iter().copied())
        .into_iter();
    decisions
        .flat_map(|decision| match decision {
            Decision::Denied { by } => by,
            Decision::Undecided { why, .. } => why
                .iter()
                .filter_map(|line| Some(line.split('`').nth(1)?.to_owned()))
                .collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// The shifts less those of single parties that everybody in the account shares.
fn kept(shifts: BTreeMap<Shift, BTreeSet<Way>>) -> Vec<(Shift, BTreeSet<Way>)> {
    let gains = |change| matches!(change, Change::Added | Change::Widened);
    let is_shared = |shift: &Shift, ways: &BTreeSet<Way>| {
        matches!(shift.party, Party::Named(_))
            && shifts.iter().any(|(of_all, all_ways)| {
                matches!(of_all.party, Party::Anyone(_))
                    && of_all.party.account() == shift.party.account()
                    && (shift.change == of_all.change
                        || gains(shift.change) && gains(of_all.change))
                    && shift.given == of_all.given
                    && shift
                        .actions
                        .iter()
                        .all(|action| of_all.actions.contains(action))
                    && ways.is_subset(all_ways)
            })
    };
    let shared: BTreeSet<usize> = shifts
        .iter()
        .enumerate()
        .filter(|(_, (shift, ways))| is_shared(shift, ways))
        .map(|(at, _)| at)
        .collect();
    let all = shifts.into_iter().enumerate();
    all.filter(|(at, _)| !shared.contains(at))
        .map(|(_, shift)| shift)
        .collect()
}

fn how(party: &Party, of_shift: &BTreeSet<Way>, all: &BTreeSet<&Way>) -> String {
    let is_person = |way: &&&Way| !matches!(way, Way::ForOwner | Way::ForStrangers);
    let of_people = all.iter().filter(is_person).count();
    let any_way = match party {
        Party::Service(_) => of_shift.len() == 2,
        _ => of_shift.len() == of_people,
    };
    words::ways_of(party, of_shift, any_way)
}
