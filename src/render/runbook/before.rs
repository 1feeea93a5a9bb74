//! Looking at the old database before anything is made: what it is, what is set on it, who uses it. Knows what is easily
//! overlooked; must not know roads.

use super::clients;
use super::scene::Scene;
use super::shell::Shell;
use super::step::Step;
use crate::plan::migration::Reason;
use crate::plan::{Parameters, RootModule};
use crate::render::markdown::Markdown;

/// What is asked of an instance.
const INSTANCE: &str = "DBInstances[0].{Status:DBInstanceStatus,Encrypted:StorageEncrypted,Key:KmsKeyId,Engine:Engine,Version:EngineVersion,Class:DBInstanceClass,StorageType:StorageType,GiB:AllocatedStorage,Iops:Iops,MultiAZ:MultiAZ,BackupDays:BackupRetentionPeriod,MasterUser:MasterUsername,Secret:MasterUserSecret.SecretArn,Replicas:ReadReplicaDBInstanceIdentifiers,ReplicaOf:ReadReplicaSourceDBInstanceIdentifier,OptionGroups:OptionGroupMemberships[].OptionGroupName,ParameterGroups:DBParameterGroups[].DBParameterGroupName,SecurityGroups:VpcSecurityGroups[].VpcSecurityGroupId,Subnets:DBSubnetGroup.DBSubnetGroupName,Certificate:CACertificateIdentifier,ResourceId:DbiResourceId,Roles:AssociatedRoles[].RoleArn}";

/// The same of a cluster.
const CLUSTER: &str = "DBClusters[0].{Status:Status,Encrypted:StorageEncrypted,EncryptionType:StorageEncryptionType,Key:KmsKeyId,Engine:Engine,Version:EngineVersion,Members:DBClusterMembers[].DBInstanceIdentifier,BackupDays:BackupRetentionPeriod,MasterUser:MasterUsername,Secret:MasterUserSecret.SecretArn,Parameters:DBClusterParameterGroup,SecurityGroups:VpcSecurityGroups[].VpcSecurityGroupId,Subnets:DBSubnetGroup,Global:GlobalWriteForwardingStatus,Replicas:ReadReplicaIdentifiers,ReplicaOf:ReplicationSourceIdentifier,ResourceId:DbClusterResourceId,Roles:AssociatedRoles[].RoleArn}";

/// Whose credentials these are: the first step of every phase.
pub(super) fn account(module: &RootModule) -> Step {
    Step::new("Make sure of the account")
        .run(&[Shell::new("aws sts get-caller-identity").query("Account", "text")])
        .see("{}.", &[Markdown::code(module.account.as_str())])
        .or(
            "These are credentials of another account. Stop, and take those of the account above: every command below would look elsewhere.",
            &[],
        )
}

/// All steps that look at the old database.
pub(super) fn steps(scene: &Scene<'_>) -> Vec<Step> {
    vec![
        facts(scene),
        parameters(scene),
        sessions(scene),
        dependents(scene),
    ]
}

fn facts(scene: &Scene<'_>) -> Step {
    let ask = scene.ask_old(
        "aws rds describe-db-instances",
        "aws rds describe-db-clusters",
    );
    let ask = if scene.is_old_cluster() {
        ask.query(CLUSTER, "yaml")
    } else {
        ask.query(INSTANCE, "yaml")
    };
    let step = Step::new("Look at the old database, and keep what you see").run(&[ask]);
    let common = scene.common();
    let wanted = [
        Markdown::code(common.engine.name()),
        Markdown::code(&common.engine_version),
    ];
    let step = match scene.migration.reason.value {
        Reason::Encrypt => step.see(
            "`Status: available` and `Encrypted: false`; engine and version as the spec has them, {} {}; size and kind of storage not above what the spec gives the new one.",
            &wanted,
        ),
        Reason::NewKey => step.see(
            "`Status: available`, `Encrypted: true`, and under `Key` the key that is to go; engine and version as the spec has them, {} {}.",
            &wanted,
        ),
    };
    let step = step.or(
        "With another engine or version, or more storage: change the spec before you go on. `Encrypted: true` with the key of this spec: there is nothing to do, take `migrate_from` away.",
        &[],
    );
    let step = if scene.is_old_cluster() {
        step.says(
            "Aurora reports `Encrypted: false` as well for clusters that it encrypts by itself under a key of AWS (`EncryptionType: sse-rds`, all that were made since February 2026). The way under a key of your own is the same.",
            &[],
        )
    } else {
        step.says(
            "`ReplicaOf` must be empty: a replica has the encryption of its source, so it is the source that moves.",
            &[],
        )
    };
    let step = if scene.migration.taken.is_none() {
        step
    } else {
        step.says(
        "`Secret`: Secrets Manager rotates that password, and the new database starts with the one of the moment of the snapshot and without the secret. Read the secret at that moment, and give applications the password until `phase: retire`, where `password: managed` makes a new secret under your key.",
        &[],
    )
    };
    step.says(
        "`Replicas` are not moved: they are made anew from the new database, as the spec names them. `Roles` (S3, Lambda and others) are not moved either.",
        &[],
    )
}

fn parameters(scene: &Scene<'_>) -> Step {
    let region = scene.region();
    let group = scene.ask_old(
        "aws rds describe-db-instances",
        "aws rds describe-db-clusters",
    );
    let commands = if scene.is_old_cluster() {
        [
            group
                .query("DBClusters[0].DBClusterParameterGroup", "text")
                .into("GROUP"),
            Shell::aws("aws rds describe-db-cluster-parameters", region)
                .raw("--db-cluster-parameter-group-name \"$GROUP\" --source user")
                .query("Parameters[].[ParameterName,ParameterValue]", "table"),
        ]
    } else {
        [
            group
                .query(
                    "DBInstances[0].DBParameterGroups[0].DBParameterGroupName",
                    "text",
                )
                .into("GROUP"),
            Shell::aws("aws rds describe-db-parameters", region)
                .raw("--db-parameter-group-name \"$GROUP\" --source user")
                .query("Parameters[].[ParameterName,ParameterValue]", "table"),
        ]
    };
    Step::new("Compare the parameters")
        .run(&commands)
        .see("Every parameter that somebody has set. The new database has these: {}.", &[ours(scene)])
        .or(
            "Write under `parameters` in the spec what is missing. Nothing of the old group comes along.",
            &[],
        )
}

/// The parameters of the new database.
fn ours(scene: &Scene<'_>) -> Markdown {
    match &scene.common().parameters {
        Parameters::None => Markdown::text("none but the defaults of the engine"),
        Parameters::Existing(group) => {
            Markdown::sentence("those of the group {}", &[Markdown::code(group)])
        }
        Parameters::Ours(group) => {
            Markdown::listed(group.parameters.iter().map(|(name, parameter)| {
                Markdown::code(&format!("{name}={}", parameter.value.value))
            }))
        }
    }
}

/// The parameters by which an engine refuses clients without TLS.
const TLS: &[&str] = &["require_secure_transport", "rds.force_ssl", "DB2COMM"];

fn sessions(scene: &Scene<'_>) -> Step {
    let step = Step::new("See who is connected, and how")
        .sql(clients::sessions(scene.family()))
        .see("Every client that has to change its address. Keep the list: at the cutover each of them must have left.", &[]);
    let enforced = match &scene.common().parameters {
        Parameters::Ours(group) => TLS.iter().find(|name| {
            group
                .parameters
                .get(**name)
                .is_some_and(|parameter| parameter.value.value != "0")
        }),
        Parameters::None | Parameters::Existing(_) => None,
    };
    match enforced {
        Some(parameter) => step.says(
            "The new database refuses clients without TLS ({}). Whoever is listed without it must be changed before the cutover, with the certificates of the region in its trust store.",
            &[Markdown::code(parameter)],
        ),
        None => step,
    }
}

fn dependents(scene: &Scene<'_>) -> Step {
    let region = scene.region();
    Step::new("Find what else hangs on the old database")
        .run(&[
            Shell::aws("aws rds describe-db-proxies", region)
                .query("DBProxies[].[DBProxyName,EngineFamily,Status]", "table"),
            Shell::aws("aws rds describe-event-subscriptions", region)
                .query("EventSubscriptionsList[].[CustSubscriptionId,SourceIdsList]", "json"),
            Shell::aws("aws cloudwatch describe-alarms", region)
                .query(
                    "MetricAlarms[?Dimensions[?Name=='DBInstanceIdentifier' || Name=='DBClusterIdentifier']].[AlarmName,Dimensions[0].Value]",
                    "table",
                ),
            Shell::aws("aws rds describe-db-instance-automated-backups", region)
                .query(
                    "DBInstanceAutomatedBackups[].[DBInstanceIdentifier,Region,Status,Encrypted]",
                    "table",
                ),
        ])
        .see(
            "Proxies, event subscriptions, alarms and replicated backups that name {}. Besides, from memory: change data capture and logical replication, AWS Backup plans, IAM policies that let somebody sign in by IAM (`rds-db:connect` names the old resource id), dashboards, credentials in other places.",
            &[scene.old_code()],
        )
        .or("What you can't move goes into the plan for the night, with the name of whoever does it.", &[])
}
