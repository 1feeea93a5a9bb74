//! The actions that KMS asks a key's policy about. Facts only.
//!
//! Source: KMS Developer Guide "AWS KMS permissions" (its table of actions, with "Cross-account use"), as of
//! 2026. Actions without a key, such as `kms:CreateKey` and `kms:ListKeys`, are never a key policy's business.

/// An action on a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    /// `kms:Decrypt`.
    pub name: &'static str,
    /// What it is good for.
    pub kind: Kind,
    /// True if principals of other accounts can call it at all.
    pub cross_account: bool,
}

/// What an action is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It encrypts, decrypts or signs, or hands out data keys.
    Use,
    /// It creates a grant, which is use given to somebody else.
    Grant,
    /// It tells something about the key or takes a grant away.
    Look,
    /// It changes the key or its policy.
    Manage,
}

/// All of them, sorted by name.
pub static ACTIONS: &[Action] = &[
    manage("kms:CancelKeyDeletion"),
    manage("kms:CreateAlias"),
    across("kms:CreateGrant", Kind::Grant),
    across("kms:Decrypt", Kind::Use),
    manage("kms:DeleteAlias"),
    manage("kms:DeleteImportedKeyMaterial"),
    across("kms:DeriveSharedSecret", Kind::Use),
    across("kms:DescribeKey", Kind::Look),
    manage("kms:DisableKey"),
    manage("kms:DisableKeyRotation"),
    manage("kms:EnableKey"),
    manage("kms:EnableKeyRotation"),
    across("kms:Encrypt", Kind::Use),
    across("kms:GenerateDataKey", Kind::Use),
    across("kms:GenerateDataKeyPair", Kind::Use),
    across("kms:GenerateDataKeyPairWithoutPlaintext", Kind::Use),
    across("kms:GenerateDataKeyWithoutPlaintext", Kind::Use),
    across("kms:GenerateMac", Kind::Use),
    look("kms:GetKeyLastUsage"),
    look("kms:GetKeyPolicy"),
    across("kms:GetKeyRotationStatus", Kind::Look),
    look("kms:GetParametersForImport"),
    across("kms:GetPublicKey", Kind::Look),
    manage("kms:ImportKeyMaterial"),
    across("kms:ListGrants", Kind::Look),
    look("kms:ListKeyPolicies"),
    look("kms:ListKeyRotations"),
    look("kms:ListResourceTags"),
    manage("kms:PutKeyPolicy"),
    across("kms:ReEncryptFrom", Kind::Use),
    across("kms:ReEncryptTo", Kind::Use),
    manage("kms:ReplicateKey"),
    across("kms:RetireGrant", Kind::Look),
    across("kms:RevokeGrant", Kind::Look),
    manage("kms:RotateKeyOnDemand"),
    manage("kms:ScheduleKeyDeletion"),
    across("kms:Sign", Kind::Use),
    manage("kms:SynchronizeMultiRegionKey"),
    manage("kms:TagResource"),
    manage("kms:UntagResource"),
    manage("kms:UpdateAlias"),
    manage("kms:UpdateKeyDescription"),
    manage("kms:UpdatePrimaryRegion"),
    across("kms:Verify", Kind::Use),
    across("kms:VerifyMac", Kind::Use),
];

/// The actions of these kinds.
pub fn of_kinds(kinds: &'static [Kind]) -> impl Iterator<Item = &'static Action> {
    ACTIONS
        .iter()
        .filter(move |action| kinds.contains(&action.kind))
}

/// True if a request for the action can carry the condition key: false for keys of KMS that belong to other
/// actions. Source: KMS Developer Guide "AWS KMS condition keys", API operations.
pub(super) fn may_carry(action: &str, key: &str) -> bool {
    let is = |name: &str| key.eq_ignore_ascii_case(name);
    let carrying: &[&str] = if is("kms:GrantIsForAWSResource") {
        &["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
    } else if is("kms:ReplicaRegion") {
        &["kms:ReplicateKey"]
    } else if is("kms:PrimaryRegion") {
        &["kms:UpdatePrimaryRegion"]
    } else if is("kms:EncryptionContextKeys") || is_encryption_context(key) {
        &[
            "kms:CreateGrant",
            "kms:Decrypt",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyPair",
            "kms:GenerateDataKeyPairWithoutPlaintext",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
            "kms:RetireGrant",
        ]
    } else {
        return true;
    };
    carrying
        .iter()
        .any(|carrying| carrying.eq_ignore_ascii_case(action))
}

/// True for `kms:EncryptionContext:` with the name of a pair behind it.
pub(super) fn is_encryption_context(key: &str) -> bool {
    const BEGINNING: &str = "kms:EncryptionContext:";
    key.get(..BEGINNING.len())
        .is_some_and(|beginning| beginning.eq_ignore_ascii_case(BEGINNING))
}

const fn across(name: &'static str, kind: Kind) -> Action {
    Action {
        name,
        kind,
        cross_account: true,
    }
}

const fn look(name: &'static str) -> Action {
    Action {
        name,
        kind: Kind::Look,
        cross_account: false,
    }
}

const fn manage(name: &'static str) -> Action {
    Action {
        name,
        kind: Kind::Manage,
        cross_account: false,
    }
}
