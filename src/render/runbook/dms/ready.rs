//! Before a replication: what the old database must have switched on, who may read it, what the account and the network must
//! let through, and what Terraform is given. Knows the checks; must not know an engine's words.

use super::super::shell::Shell;
use super::super::step::Step;
use super::{Replication, engine};
use crate::plan::dms::{Certificate, Roles, Secret};
use crate::render::markdown::Markdown;

/// The steps that make the old database ready.
pub(super) fn steps(of: &Replication<'_>) -> Vec<Step> {
    let mut steps = vec![changes(of), shapes(of)];
    steps.push(roles(of));
    steps.push(network(of));
    steps
}

fn changes(of: &Replication<'_>) -> Step {
    let family = of.dms.source.engine.family();
    let step = Step::new("Have the old database log its changes")
        .says("The service reads changes from the log of the database. What is switched off must be switched on, and this is the one thing that the migration changes on the old database.", &[])
        .sql(engine::logs(family))
        .says(engine::switch(family), &[]);
    let region = of.scene.region();
    let step = match (engine::parameters(family), of.scene.is_old_cluster()) {
        (None, _) => step,
        (Some(parameters), false) => step.run(&[
            of.scene
                .ask_old("aws rds describe-db-instances", "")
                .query(
                    "DBInstances[0].DBParameterGroups[0].DBParameterGroupName",
                    "text",
                )
                .into("GROUP"),
            Shell::aws("aws rds modify-db-parameter-group", region)
                .raw("--db-parameter-group-name \"$GROUP\" --parameters")
                .raw(parameters),
        ]),
        (Some(parameters), true) => step.run(&[
            of.scene
                .ask_old("", "aws rds describe-db-clusters")
                .query("DBClusters[0].DBClusterParameterGroup", "text")
                .into("GROUP"),
            Shell::aws("aws rds modify-db-cluster-parameter-group", region)
                .raw("--db-cluster-parameter-group-name \"$GROUP\" --parameters")
                .raw(parameters),
        ]),
    };
    step.see(engine::logs_seen(family), &[])
        .or("`InvalidParameterValue` for a group that begins with `default.`: nobody can change it. Give the old database a group of its own first, with the old values, and restart it in a window that suits.", &[])
}

fn shapes(of: &Replication<'_>) -> Step {
    let family = of.dms.source.engine.family();
    Step::new("Find the tables that can't be followed")
        .says("Without a primary key the service copies a table and then loses its updates and deletes, and compares nothing of it.", &[])
        .sql(engine::without_key(family))
        .see("No row.", &[])
        .or(
            engine::give_key(family),
            &[],
        )
}

fn roles(of: &Replication<'_>) -> Step {
    let ask = |role: &str| {
        Shell::new("aws iam get-role")
            .option("--role-name", role)
            .query("Role.Arn", "text")
    };
    let step = Step::new("See whether the account has the service's roles")
        .says(
            "An account has each of them once, for all regions and all replications.",
            &[],
        )
        .run(&[ask("dms-vpc-role"), ask("dms-cloudwatch-logs-role")]);
    match of.dms.roles.value {
        Roles::Create => step
            .see("`NoSuchEntity` twice: they are made here, and go with the migration.", &[])
            .or("An ARN: write `roles: existing` under `dms`, and generate anew. Terraform would fail to make what is there, and others use it.", &[]),
        Roles::Existing => step
            .see("Two ARNs, as the spec says.", &[])
            .or("`NoSuchEntity`: write `roles: create` under `dms`, and generate anew.", &[]),
    }
}

fn network(of: &Replication<'_>) -> Step {
    let scene = &of.scene;
    let groups = scene.ask_old(
        "aws rds describe-db-instances",
        "aws rds describe-db-clusters",
    );
    let groups = if scene.is_old_cluster() {
        groups.query(
            "DBClusters[0].VpcSecurityGroups[].VpcSecurityGroupId",
            "text",
        )
    } else {
        groups.query(
            "DBInstances[0].VpcSecurityGroups[].VpcSecurityGroupId",
            "text",
        )
    };
    let ours = of
        .dms
        .security_groups
        .iter()
        .flat_map(|groups| &groups.value);
    let ours = Markdown::listed(ours.map(|group| Markdown::code(group)));
    Step::new("See that both databases let the replication instance in")
        .run(&[
            groups.into("GROUP_LIST"),
            Shell::new("read -ra OLD_SIDE <<< \"$GROUP_LIST\""),
            Shell::aws("aws ec2 describe-security-groups", scene.region())
                .raw("--group-ids \"${OLD_SIDE[@]}\"")
                .query(
                    "SecurityGroups[].[GroupId,IpPermissions[].[FromPort,ToPort,UserIdGroupPairs[].GroupId,IpRanges[].CidrIp]]",
                    "yaml",
                ),
        ])
        .see("A rule for the database's port that names a group of the replication instance ({}) or the range of its subnets.", &[ours])
        .or("Add one, to the groups of the old and of the new database. Secrets Manager and CloudWatch Logs must be reachable from its subnets too: by a NAT gateway, or by interface endpoints.", &[])
}

/// What Terraform is given besides the files, in the terminal in which it is applied.
pub(super) fn inputs(of: &Replication<'_>) -> Option<Step> {
    let mut commands = Vec::new();
    if let Some(Certificate::Variable { name, published }) = &of.dms.certificate {
        commands.push(
            Shell::new("curl --fail --silent --show-error")
                .word(published)
                .into("CERTIFICATES"),
        );
        commands.push(
            Shell::new("printf -v")
                .word(&format!("TF_VAR_{name}"))
                .raw("%s \"$CERTIFICATES\""),
        );
        commands.push(Shell::new("export").word(&format!("TF_VAR_{name}")));
    }
    let sides = [
        (
            &of.dms.source,
            "read -rsp 'password of the replication at the old database: ' SOURCE_PASSWORD && echo",
            "%s \"$SOURCE_PASSWORD\"",
        ),
        (
            &of.dms.target,
            "read -rsp 'password of the replication at the new database: ' TARGET_PASSWORD && echo",
            "%s \"$TARGET_PASSWORD\"",
        ),
    ];
    for (end, ask, value) in sides {
        if let Secret::Ours { variable, .. } = &end.secret {
            let variable = format!("TF_VAR_{variable}");
            commands.push(Shell::new(ask));
            commands.push(Shell::new("printf -v").word(&variable).raw(value));
            commands.push(Shell::new("export").word(&variable));
        }
    }
    (!commands.is_empty()).then(|| {
        Step::new("Give Terraform its inputs")
            .says("In the terminal in which you apply. Take letters and digits for the passwords, thirty of them; Terraform sends them to Secrets Manager, and neither plan nor state has them. In later phases they must be given, and are not sent again unless `password_wo_version` is raised. Other inputs of this root module are asked for as well.", &[])
            .run(&commands)
            .see("Nothing but the questions.", &[])
            .or("`curl` can't reach the address: download the file elsewhere, and put its text into the variable.", &[])
    })
}
