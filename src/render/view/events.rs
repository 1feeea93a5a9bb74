//! Topics with what is told to them, and the guardrail.

use serde::Serialize;

use super::{Site, provider, reference, site, text, texts};
use crate::names::Region;
use crate::plan::compliance::events::{Events, SUBSCRIPTIONS};
use crate::plan::compliance::guardrail::Guardrail;
use crate::plan::{KeyRef, MultiRegion, RootModule};
use crate::policy::document::VERSION;
use crate::policy::guardrail;
use crate::terraform::value::Value;

/// A topic, and everything that publishes to it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Notifications {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    kms_master_key_id: Value,
    topic: Value,
    policy: Value,
    subscriptions: Vec<Subscription>,
    rule_name: Value,
    rule: Value,
    event_pattern: Value,
}

#[derive(Debug, Serialize)]
struct Subscription {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    topic: Value,
    source_type: Value,
    event_categories: Value,
    depends_on: Value,
}

/// The topic of a region.
pub(in crate::render) fn notifications(
    module: &RootModule,
    events: &Events,
    region: Region,
    key: &KeyRef,
) -> Notifications {
    let label = region.label();
    let topic = reference(&format!("aws_sns_topic.{label}.arn"));
    let rule = format!("aws_cloudwatch_event_rule.{label}");
    let subscriptions = SUBSCRIPTIONS
        .iter()
        .map(|(source, categories)| Subscription {
            label: format!("{}_{label}", source.replace('-', "_")).into(),
            site: site(module, region),
            name: format!("{}-{source}", events.name).into(),
            topic: topic.clone(),
            source_type: (*source).into(),
            event_categories: list(categories),
            depends_on: Value::List(vec![reference(&format!("aws_sns_topic_policy.{label}"))]),
        });
    Notifications {
        site: site(module, region),
        name: text(&events.name),
        kms_master_key_id: reference(&format!("{}.{}.arn", key.resource, key.label)),
        policy: topic_policy(module, region, &topic, &rule),
        subscriptions: subscriptions.collect(),
        rule_name: format!("{}-keys", events.name).into(),
        rule: reference(&format!("{rule}.name")),
        event_pattern: event_pattern(module, region),
        label: label.into(),
        topic,
    }
}

/// RDS and EventBridge publish, for this account alone.
/// Sources: RDS User Guide, "Granting permissions to publish notifications to an Amazon SNS topic"; EventBridge User Guide,
/// "Using resource-based policies", Amazon SNS.
fn topic_policy(module: &RootModule, region: Region, topic: &Value, rule: &str) -> Value {
    let statement = |sid: &str, service: &str, condition: Value| {
        Value::Map(vec![
            ("Sid".to_owned(), sid.into()),
            ("Effect".to_owned(), "Allow".into()),
            ("Principal".to_owned(), map("Service", service.into())),
            ("Action".to_owned(), "sns:Publish".into()),
            ("Resource".to_owned(), topic.clone()),
            ("Condition".to_owned(), condition),
        ])
    };
    let account = module.account.as_str();
    let of_rds = format!("arn:{}:rds:{region}:{account}:*", region.partition().id());
    let from_rds = Value::Map(vec![
        (
            "StringEquals".to_owned(),
            map("aws:SourceAccount", account.into()),
        ),
        ("ArnLike".to_owned(), map("aws:SourceArn", of_rds.into())),
    ]);
    let from_rule = map(
        "ArnEquals",
        map("aws:SourceArn", reference(&format!("{rule}.arn"))),
    );
    let statements = vec![
        statement("RdsEvents", "events.rds.amazonaws.com", from_rds),
        statement("KeyEvents", "events.amazonaws.com", from_rule),
    ];
    Value::Map(vec![
        ("Version".to_owned(), VERSION.into()),
        ("Statement".to_owned(), Value::List(statements)),
    ])
}

/// What CloudTrail says when a key of this region is disabled or going to be deleted. The call names the key by its ARN or
/// by its id.
fn event_pattern(module: &RootModule, region: Region) -> Value {
    let here = module.keys.iter().filter(|key| key.region == region);
    let keys = here.flat_map(|key| {
        ["arn", "key_id"].map(|name| reference(&format!("{}.{}.{name}", key.resource(), key.label)))
    });
    let detail = Value::Map(vec![
        ("eventSource".to_owned(), list(&["kms.amazonaws.com"])),
        (
            "eventName".to_owned(),
            list(&["DisableKey", "ScheduleKeyDeletion"]),
        ),
        (
            "requestParameters".to_owned(),
            map("keyId", Value::List(keys.collect())),
        ),
    ]);
    Value::Map(vec![
        ("source".to_owned(), list(&["aws.kms"])),
        (
            "detail-type".to_owned(),
            list(&["AWS API Call via CloudTrail"]),
        ),
        ("detail".to_owned(), detail),
    ])
}

fn map(name: &str, value: Value) -> Value {
    Value::Map(vec![(name.to_owned(), value)])
}

fn list(words: &[&str]) -> Value {
    Value::List(words.iter().copied().map(Value::from).collect())
}

/// The guardrail, attached.
#[derive(Debug, Serialize)]
pub(in crate::render) struct OrganizationsPolicy {
    provider: Option<Value>,
    name: Value,
    content: Value,
    targets: Value,
}

/// The guardrail as a policy of the organization, if it is attached to something.
pub(in crate::render) fn organizations_policy(
    module: &RootModule,
    guardrail: &Guardrail,
) -> Option<OrganizationsPolicy> {
    let targets = guardrail.targets.as_ref()?;
    let home = module.regions.keys().next()?;
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    Some(OrganizationsPolicy {
        provider: by_alias.then(|| provider(module, *home)),
        name: guardrail.name.as_str().into(),
        content: super::keys::value(&guardrail::document(&guardrail.policy)),
        targets: texts(targets),
    })
}
