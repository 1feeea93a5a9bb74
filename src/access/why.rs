//! Why a policy answers so: the statements that allow or deny, group by group. Knows decisions; must not know how they
//! are printed.

use super::GROUPS;
use crate::policy::Policy;
use crate::policy::actions::Action;
use crate::policy::evaluate::Decision;
use crate::policy::questions::Question;
use crate::policy::questions::answers::Answer;

/// A reason for some answers of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The group, as in [`GROUPS`].
    pub group: &'static str,
    /// The answer.
    pub answer: Answer,
    /// The statements that make it, by id.
    pub statements: Vec<String>,
    /// In words, where it is undecided or nothing allows it.
    pub words: Vec<String>,
    /// The actions that it is about.
    pub actions: Vec<&'static str>,
}

/// The reasons, in the order of the groups; those of equal reason together.
pub(super) fn why(
    question: &Question,
    policy: &Policy,
    answers: &[(&'static Action, Answer)],
) -> Vec<Why> {
    let decisions = question.decisions(policy, answers.iter().map(|(action, _)| *action));
    let mut all: Vec<Why> = Vec::new();
    for ((action, answer), decision) in answers.iter().zip(decisions) {
        let (statements, words) = match decision {
            Decision::Allowed { by } | Decision::Delegated { by } | Decision::Denied { by } => {
                (by, Vec::new())
            }
            Decision::NotAllowed => (Vec::new(), vec!["no statement allows it".to_owned()]),
            Decision::Undecided { why, .. } => (Vec::new(), why),
        };
        let group = GROUPS
            .iter()
            .find(|(_, kind)| *kind == action.kind)
            .map_or("", |(name, _)| *name);
        let same = all.iter_mut().find(|why| {
            (why.group, why.answer, &why.statements, &why.words)
                == (group, *answer, &statements, &words)
        });
        match same {
            Some(same) => same.actions.push(action.name),
            None => all.push(Why {
                group,
                answer: *answer,
                statements,
                words,
                actions: vec![action.name],
            }),
        }
    }
    all.sort_by_key(|why| GROUPS.iter().position(|(name, _)| *name == why.group));
    all
}
