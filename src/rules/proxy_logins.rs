//! Rules about how clients log in to a proxy, and how a proxy logs in to its database.

use super::check::{Finder, checks};
use crate::aws::arns::Arn;
use crate::plan::RootModule;

checks! {
    Error "px-secret" on Module secret,
        "a proxy has a secret that it logs in with",
        "without one it opens no connection, and AWS refuses it",
        "write `password: managed`, or name secrets with `secrets`",
        "RDS User Guide, Setting up database credentials for RDS Proxy";
    Error "px-secret-arn" on Module secret_arns,
        "secrets and their keys are named by ARN, in the region of the proxy",
        "a proxy reads secrets of its own region only, and IAM policies know them by ARN",
        "copy the ARN from Secrets Manager or KMS",
        "RDS User Guide, Setting up database credentials for RDS Proxy";
    Error "px-iam" on Module iam,
        "how clients log in to a proxy is a word of AWS, and logins by IAM use TLS",
        "AWS refuses others; a token of IAM is as good as a password and must not be read on its way",
        "write `REQUIRED` or `DISABLED`, and leave `require_tls` out",
        "RDS API CreateDBProxy, UserAuthConfig";
    Warning "px-tls" on Module tls,
        "clients of a proxy use TLS",
        "Security Hub RDS.43: passwords and data could be read on their way",
        "remove `require_tls`",
        "Security Hub, RDS.43";
}

fn secret(module: &RootModule, found: &mut Finder<'_>) {
    for (common, proxy) in module.proxies() {
        // Without a proxy it needs no secret either.
        let is_served = common.engine.proxy_family().is_some();
        if is_served && !proxy.as_master && proxy.secrets.is_empty() {
            found.report(
                proxy.at,
                format!(
                    "the proxy of `{}` has no secret that it could log in with",
                    common.name
                ),
                "write `password: managed` on the database, or name the secrets of its users by ARN with `secrets`",
            );
        }
    }
}

fn secret_arns(module: &RootModule, found: &mut Finder<'_>) {
    for (common, proxy) in module.proxies() {
        let region = common.region.value;
        let secrets = proxy.secrets.iter().map(|arn| (arn, "secret"));
        let keys = proxy.secret_keys.iter().map(|arn| (arn, "key"));
        for (text, what) in secrets.chain(keys) {
            let (service, kind) = match what {
                "key" => ("kms", "key/"),
                _ => ("secretsmanager", "secret:"),
            };
            let arn = Arn::parse(text).ok();
            let fits = |arn: &Arn| arn.service == service && arn.resource.starts_with(kind);
            let is_whole = |arn: &Arn| what == "key" || ends_as_secret(&arn.resource);
            match arn.filter(fits) {
                None => found.report(
                    text.at,
                    format!("`{}` is no ARN of a {what}", text.escape_debug()),
                    format!(
                        "write it as in `arn:{}:{service}:{region}:{}:{kind}…`",
                        region.partition().id(),
                        module.account.as_str()
                    ),
                ),
                Some(arn) if arn.region != region.name() => found.report(
                    text.at,
                    format!("a proxy in `{region}` opens no {what} of `{}`", arn.region),
                    format!("name the {what} of `{region}`: a secret can be replicated there"),
                ),
                Some(arn) if !is_whole(&arn) => found.report(
                    text.at,
                    format!("`{}` is not the whole ARN of a secret", text.escape_debug()),
                    "copy all of it: it ends in a hyphen and six characters, and a policy without them matches nothing",
                ),
                Some(_) => {}
            }
        }
    }
}

/// The end that Secrets Manager adds to the name. Source: Secrets Manager User Guide, "Secret", ARN.
fn ends_as_secret(resource: &str) -> bool {
    resource.rsplit_once('-').is_some_and(|(_, end)| {
        end.len() == 6 && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn iam(module: &RootModule, found: &mut Finder<'_>) {
    for (common, proxy) in module.proxies() {
        let said = proxy.iam_auth.as_str();
        let is_sql_server = common.engine.proxy_family() == Some("SQLSERVER");
        let is_known =
            matches!(said, "DISABLED" | "REQUIRED") || said == "ENABLED" && is_sql_server;
        if !is_known {
            let message = match said {
                "ENABLED" => {
                    "only proxies of SQL Server let clients choose between IAM and passwords"
                        .to_owned()
                }
                _ => format!("`iam_auth` cannot be `{}`", said.escape_debug()),
            };
            let help = if is_sql_server {
                "write `REQUIRED`: clients log in by IAM; `DISABLED`: by password; or `ENABLED`: by either"
            } else {
                "write `REQUIRED`: clients log in by IAM; or `DISABLED`: by password"
            };
            let upper = said.to_ascii_uppercase();
            found.report_with(proxy.iam_auth.at, message, help, |diagnostic| {
                match upper.as_str() {
                    "DISABLED" | "REQUIRED" if said != upper => {
                        diagnostic.patch(proxy.iam_auth.at, upper.clone())
                    }
                    _ => diagnostic,
                }
            });
        }
        if said == "REQUIRED" && !proxy.require_tls.value {
            found.report_with(
                proxy.require_tls.at,
                format!("clients of `{}` log in by IAM, which needs TLS", proxy.name),
                "remove `require_tls`, or write `iam_auth: DISABLED`",
                |diagnostic| diagnostic.patch(proxy.require_tls.at, "true"),
            );
        }
    }
}

fn tls(module: &RootModule, found: &mut Finder<'_>) {
    for (_, proxy) in module.proxies() {
        if !proxy.require_tls.value && proxy.iam_auth.value != "REQUIRED" {
            found.report(
                proxy.require_tls.at,
                format!("clients of `{}` may do without TLS", proxy.name),
                "remove `require_tls`, and let clients use TLS",
            );
        }
    }
}
