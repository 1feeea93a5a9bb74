//! Rules about monitoring, insights and logs.

use super::check::{Finder, checks};
use crate::aws::arns::Arn;
use crate::aws::classes::Class;
use crate::aws::limits;
use crate::plan::{Cluster, Common, Replicates};

checks! {
    Error "inst-monitoring" on Database monitoring,
        "Enhanced Monitoring reads at an interval that AWS has, and with a role",
        "AWS refuses other intervals, and a role without an interval",
        "write 0, 1, 5, 10, 15, 30 or 60",
        "RDS API CreateDBInstance, MonitoringInterval";
    Error "pi-key-needs-enabled" on Database insights_off,
        "settings of Performance Insights come with Performance Insights",
        "AWS refuses them alone",
        "remove `performance_insights_enabled: false`, or the setting",
        "Terraform AWS provider, aws_db_instance";
    Error "pi-retention" on Database retention,
        "data of Performance Insights are kept for 7 days, months of 31 days, or two years",
        "AWS knows no other times; the provider does not check them on clusters",
        "write 7, 93, 465, 731 or another multiple of 31",
        "RDS API CreateDBInstance, PerformanceInsightsRetentionPeriod";
    Warning "pi-class" on Database class,
        "the class is large enough for Performance Insights",
        "AWS does not offer it on the smallest classes",
        "use a larger class, or write `performance_insights_enabled: false`",
        "RDS User Guide, Amazon RDS DB engine, Region, and instance class support for Performance Insights";
    Error "dbi-advanced" on Database advanced,
        "the advanced mode of Database Insights comes with 465 days of Performance Insights",
        "AWS refuses it otherwise",
        "write `performance_insights_retention_period: 465`",
        "RDS API CreateDBCluster, DatabaseInsightsMode";
    Error "dbi-mode" on Database mode,
        "the mode of Database Insights is one that AWS has",
        "AWS refuses any other",
        "write `standard` or `advanced`",
        "RDS API CreateDBInstance, DatabaseInsightsMode";
    Error "log-retention" on Database log_retention,
        "logs are kept for a time that CloudWatch has",
        "CloudWatch Logs refuses other numbers of days",
        "write a number that the message lists",
        "CloudWatch Logs API PutRetentionPolicy";
    Warning "cl-writer-only" on Cluster writer_only,
        "a cluster has a reader that takes over",
        "with one member, the loss of its zone is an outage of ten minutes and more",
        "write `instances: 2`",
        "Aurora User Guide, High availability for Amazon Aurora";
}

/// Source: RDS API CreateDBInstance, `MonitoringInterval`.
const INTERVALS: [i64; 7] = [0, 1, 5, 10, 15, 30, 60];

fn monitoring(common: &Common, found: &mut Finder<'_>) {
    let interval = &common.monitoring.interval;
    if !INTERVALS.contains(&interval.value) {
        found.report(
            interval.at,
            format!("Enhanced Monitoring does not read every {interval} seconds"),
            "write 60, 30, 15, 10, 5 or 1, or 0 for none",
        );
    }
    let Some(role) = &common.monitoring.role_arn else {
        return;
    };
    if interval.value == 0 {
        found.report_with(
            role.at,
            format!(
                "`{}` has a role for monitoring, and is not monitored",
                common.name
            ),
            "remove `monitoring_role_arn`, or `monitoring_interval: 0`",
            |diagnostic| diagnostic.related(interval.at, "no monitoring"),
        );
    }
    if !Arn::parse(role).is_ok_and(|arn| arn.service == "iam" && arn.resource.starts_with("role/"))
    {
        found.report(
            role.at,
            format!("`{}` is not the ARN of a role", role.escape_debug()),
            "write one such as `arn:aws:iam::123456789012:role/rds-monitoring`, or leave it out",
        );
    }
}

fn insights_off(common: &Common, found: &mut Finder<'_>) {
    if let Some(retention) = &common.insights.retention
        && !common.insights.enabled.value
    {
        found.report_with(
            retention.at,
            format!(
                "`{}` has no Performance Insights whose data could be kept",
                common.name
            ),
            "remove the setting, or switch Performance Insights on",
            |diagnostic| diagnostic.related(common.insights.enabled.at, "off here"),
        );
    }
}

fn retention(common: &Common, found: &mut Finder<'_>) {
    let Some(days) = &common.insights.retention else {
        return;
    };
    if !u32::try_from(days.value).is_ok_and(limits::is_insights_retention) {
        found.report(
            days.at,
            format!("data of Performance Insights are not kept for {days} days"),
            "write 7, 731, or a multiple of 31 up to 713",
        );
    }
}

fn class(common: &Common, found: &mut Finder<'_>) {
    let supports = Class::parse(&common.class).map_or(true, |class| {
        class.supports_performance_insights(common.engine.family())
    });
    if common.insights.enabled.value && !supports {
        found.report(
            common.insights.enabled.at,
            format!(
                "AWS may not offer Performance Insights for {} on `{}`",
                common.engine.name(),
                common.class
            ),
            "use a larger class, or write `performance_insights_enabled: false`",
        );
    }
}

fn advanced(common: &Common, found: &mut Finder<'_>) {
    let Some(mode) = common
        .insights
        .mode
        .as_ref()
        .filter(|mode| mode.value == "advanced")
    else {
        return;
    };
    let days = common.insights.retention.as_ref().map(|days| days.value);
    if !common.insights.enabled.value
        || days != Some(i64::from(limits::ADVANCED_INSIGHTS_RETENTION))
    {
        found.report(
            mode.at,
            format!("`{}` has the advanced mode, and not the 465 days of Performance Insights that come with it", common.name),
            "write `performance_insights_retention_period: 465`",
        );
    }
}

fn mode(common: &Common, found: &mut Finder<'_>) {
    if let Some(mode) = &common.insights.mode
        && !matches!(mode.value.as_str(), "standard" | "advanced")
    {
        found.report(
            mode.at,
            format!(
                "`database_insights_mode` is `standard` or `advanced`, and not `{}`",
                mode.escape_debug()
            ),
            "write one of the two",
        );
    }
}

fn log_retention(common: &Common, found: &mut Finder<'_>) {
    let days = &common.log_retention;
    let offered = || limits::LOG_RETENTIONS.iter().map(|days| i64::from(*days));
    if !offered().any(|offered| offered == days.value) && days.value != 0 {
        let near = offered().filter(|offered| *offered > days.value).min();
        found.report(
            days.at,
            format!("CloudWatch does not keep logs for {days} days"),
            match near {
                Some(near) => format!("write {near}, or 0 to keep them for ever"),
                None => "write 3653, or 0 to keep them for ever".to_owned(),
            },
        );
    }
}

fn writer_only(cluster: &Cluster, found: &mut Finder<'_>) {
    // Where readers scale, AWS adds one by itself, or another rule says why it cannot.
    let gets_reader = cluster.autoscaling.is_some();
    let follows_a_cluster = cluster.secondary_of().is_some()
        || matches!(cluster.replicates(), Some(Replicates::Cluster { .. }));
    if cluster.size() == 1 && !follows_a_cluster && !gets_reader {
        found.report(
            cluster.instances.at,
            format!(
                "`{}` has a writer and no reader that could take over",
                cluster.common.name
            ),
            "write `instances: 2`",
        );
    }
}
