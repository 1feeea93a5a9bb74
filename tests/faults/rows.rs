//! The faults: what is replaced by what, in which file of what a good spec gives, or in which template; and the rule that
//! must name it.

/// One fault.
pub(crate) struct Fault {
    pub(crate) what: &'static str,
    /// The good spec.
    pub(crate) spec: &'static str,
    /// The file of the output, or the template.
    pub(crate) file: &'static str,
    pub(crate) rule: &'static str,
    /// Replaced once, where it stands first.
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
}

/// In what is rendered.
#[rustfmt::skip]
pub(crate) static OUTPUT: &[Fault] = &[
    Fault { what: "ViaService of another region", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#""rds.eu-west-1.amazonaws.com""#,
        to: r#""rds.us-east-1.amazonaws.com""# },
    Fault { what: "ViaService of every region", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#""rds.eu-west-1.amazonaws.com""#,
        to: r#""rds.*.amazonaws.com""# },
    Fault { what: "ViaService of a further region", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#""kms:ViaService"    = "rds.eu-west-1.amazonaws.com""#,
        to: r#""kms:ViaService" = ["rds.eu-west-1.amazonaws.com", "rds.us-east-1.amazonaws.com"]"# },
    Fault { what: "ViaService of a further service", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#""kms:ViaService"    = "rds.eu-west-1.amazonaws.com""#,
        to: r#""kms:ViaService" = ["rds.eu-west-1.amazonaws.com", "ec2.eu-west-1.amazonaws.com"]"# },
    Fault { what: "ViaService by a wildcard", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"          StringEquals = {
            "kms:CallerAccount" = "123456789012"
            "kms:ViaService"    = "rds.eu-west-1.amazonaws.com"
          }"#,
        to: r#"          StringEquals = { "kms:CallerAccount" = "123456789012" }
          StringLike   = { "kms:ViaService" = "*" }"# },
    Fault { what: "a homoglyph in ViaService", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#""rds.eu-west-1.amazonaws.com""#,
        to: r#""rds.eu-west-1.amаzonaws.com""# },
    Fault { what: "a dropped condition", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"        Resource = "*"
        Condition = {
          StringEquals = {
            "kms:CallerAccount" = "123456789012"
            "kms:ViaService"    = "rds.eu-west-1.amazonaws.com"
          }
        }"#,
        to: r#"        Resource = "*""# },
    Fault { what: "CallerAccount dropped", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"            "kms:CallerAccount" = "123456789012"
"#,
        to: "" },
    Fault { what: "CallerAccount of somebody else", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#""kms:CallerAccount" = "123456789012""#,
        to: r#""kms:CallerAccount" = "111122223333""# },
    Fault { what: "a further CallerAccount", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#""kms:CallerAccount" = "123456789012""#,
        to: r#""kms:CallerAccount" = ["123456789012", "111122223333"]"# },
    Fault { what: "StringEqualsIfExists", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "StringEquals = {",
        to: "StringEqualsIfExists = {" },
    Fault { what: "ForAllValues", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "StringEquals = {",
        to: r#""ForAllValues:StringEquals" = {"# },
    Fault { what: "StringNotEquals", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "StringEquals = {",
        to: "StringNotEquals = {" },
    Fault { what: "a misspelt operator", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "StringEquals = {",
        to: "StringEqual = {" },
    Fault { what: "a misspelt condition key", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#""kms:ViaService" "#,
        to: r#""kms:ViaServices" "# },
    Fault { what: "BoolIfExists on grants", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"Bool = { "kms:GrantIsForAWSResource" = "true" }"#,
        to: r#"BoolIfExists = { "kms:GrantIsForAWSResource" = "true" }"# },
    Fault { what: "GrantIsForAWSResource dropped", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"          Bool = { "kms:GrantIsForAWSResource" = "true" }
"#,
        to: "" },
    Fault { what: "GrantIsForAWSResource turned", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#""kms:GrantIsForAWSResource" = "true""#,
        to: r#""kms:GrantIsForAWSResource" = "false""# },
    Fault { what: "everybody as administrator", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"Principal = { AWS = "arn:aws:iam::123456789012:role/KeyAdministrators" }"#,
        to: r#"Principal = { AWS = "*" }"# },
    Fault { what: "everybody as administrator, bare", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"Principal = { AWS = "arn:aws:iam::123456789012:role/KeyAdministrators" }"#,
        to: r#"Principal = "*""# },
    Fault { what: "everybody in a list", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"{ AWS = "arn:aws:iam::123456789012:role/KeyAdministrators" }"#,
        to: r#"{ AWS = ["arn:aws:iam::123456789012:role/KeyAdministrators", "*"] }"# },
    Fault { what: "an administrator of another account", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "arn:aws:iam::123456789012:role/KeyAdministrators",
        to: "arn:aws:iam::111122223333:role/KeyAdministrators" },
    Fault { what: "an administrator of another name", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: "role/KeyAdministrators",
        to: "role/KeyAdministrator" },
    Fault { what: "NotPrincipal", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"Principal = { AWS = "arn:aws:iam::123456789012:role/KeyAdministrators" }"#,
        to: r#"NotPrincipal = { AWS = "arn:aws:iam::123456789012:role/KeyAdministrators" }"# },
    Fault { what: "NotAction", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"Action    = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]"#,
        to: r#"NotAction = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]"# },
    Fault { what: "administrators that decrypt", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#""kms:CancelKeyDeletion","#,
        to: r#""kms:CancelKeyDeletion",
          "kms:Decrypt","# },
    Fault { what: "all actions through RDS", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#""kms:Decrypt",
          "kms:DescribeKey","#,
        to: r#""kms:*",
          "kms:DescribeKey","# },
    Fault { what: "a missing grant statement", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#"      {
        Sid       = "RdsGrants"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
        Resource  = "*"
        Condition = {
          Bool = { "kms:GrantIsForAWSResource" = "true" }
          StringEquals = {
            "kms:CallerAccount" = "123456789012"
            "kms:ViaService"    = "rds.eu-west-1.amazonaws.com"
          }
        }
      },
"#,
        to: "" },
    Fault { what: "a missing statement for use", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#"        Sid       = "RdsUse"
        Effect    = "Allow""#,
        to: r#"        Sid       = "RdsUse"
        Effect    = "Deny""# },
    Fault { what: "a missing action", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#"          "kms:GenerateDataKey*",
"#,
        to: "" },
    Fault { what: "a misspelt action", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#""kms:ReEncrypt*""#,
        to: r#""kms:Reencypt*""# },
    Fault { what: "no root", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#""arn:aws:iam::123456789012:root""#,
        to: r#""arn:aws:iam::123456789012:role/Root""# },
    Fault { what: "root of another account", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#""arn:aws:iam::123456789012:root""#,
        to: r#""arn:aws:iam::111122223333:root""# },
    Fault { what: "root of a further account", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#""arn:aws:iam::123456789012:root""#,
        to: r#"["arn:aws:iam::123456789012:root", "111122223333"]"# },
    Fault { what: "root of another partition", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#""arn:aws:iam::123456789012:root""#,
        to: r#""arn:aws-cn:iam::123456789012:root""# },
    Fault { what: "a Deny that locks out", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Locked"
        Effect    = "Deny"
        Principal = "*"
        Action    = "kms:*"
        Resource  = "*"
      },"# },
    Fault { what: "a Deny of PutKeyPolicy for root", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Locked"
        Effect    = "Deny"
        Principal = { AWS = "arn:aws:iam::123456789012:root" }
        Action    = "kms:PutKeyPolicy"
        Resource  = "*"
      },"# },
    Fault { what: "a Deny for all but one role", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Locked"
        Effect    = "Deny"
        NotPrincipal = { AWS = "arn:aws:iam::123456789012:role/KeyAdministrators" }
        Action    = "kms:*"
        Resource  = "*"
      },"# },
    Fault { what: "a Deny through RDS", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Locked"
        Effect    = "Deny"
        Principal = "*"
        Action    = "kms:*"
        Resource  = "*"
        Condition = { StringEquals = { "kms:ViaService" = "rds.eu-west-1.amazonaws.com" } }
      },"# },
    Fault { what: "a statement for an account that is not in the spec", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Further"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:root" }
        Action    = "kms:Decrypt"
        Resource  = "*"
      },"# },
    Fault { what: "a statement for a service that is not in the spec", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Further"
        Effect    = "Allow"
        Principal = { Service = "lambda.amazonaws.com" }
        Action    = "kms:Decrypt"
        Resource  = "*"
      },"# },
    Fault { what: "a statement for federated users", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Further"
        Effect    = "Allow"
        Principal = { Federated = "arn:aws:iam::123456789012:saml-provider/x" }
        Action    = "kms:Decrypt"
        Resource  = "*"
      },"# },
    Fault { what: "a statement for an organization", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Further"
        Effect    = "Allow"
        Principal = "*"
        Action    = "kms:Decrypt"
        Resource  = "*"
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1234567890" } }
      },"# },
    Fault { what: "a statement by a wildcard of principals", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Further"
        Effect    = "Allow"
        Principal = "*"
        Action    = "kms:Decrypt"
        Resource  = "*"
        Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/KeyAdministrators" } }
      },"# },
    Fault { what: "a statement by address", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Further"
        Effect    = "Allow"
        Principal = "*"
        Action    = "kms:Decrypt"
        Resource  = "*"
        Condition = { IpAddress = { "aws:SourceIp" = "10.0.0.0/8" } }
      },"# },
    Fault { what: "a statement for later", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Further"
        Effect    = "Allow"
        Principal = "*"
        Action    = "kms:Decrypt"
        Resource  = "*"
        Condition = { DateGreaterThan = { "aws:CurrentTime" = "2099-01-01T00:00:00Z" } }
      },"# },
    Fault { what: "a statement in lower case", spec: "payments", file: "owner/keys.tf", rule: "policy-document",
        from: "    Statement = [",
        to: r#"    Statement = [
      {
        Sid       = "Further"
        effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::111122223333:root" }
        Action    = "kms:Decrypt"
        Resource  = "*"
      },"# },
    Fault { what: "an effect that is none", spec: "payments", file: "owner/keys.tf", rule: "policy-document",
        from: r#"Effect    = "Allow""#,
        to: r#"Effect    = "allow""# },
    Fault { what: "a second list of statements", spec: "payments", file: "owner/keys.tf", rule: "duplicate-key",
        from: "    Statement = [",
        to: r#"    "Statement" = []
    Statement = ["# },
    Fault { what: "a resource that is another key", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: r#"Resource  = "*""#,
        to: r#"Resource  = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab""# },
    Fault { what: "logs without a condition", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"        Condition = {
          ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/rds/instance/*" }
        }
"#,
        to: "" },
    Fault { what: "logs of every group", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"log-group:/aws/rds/instance/*" }"#,
        to: r#"log-group:*" }"# },
    Fault { what: "logs of another account", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#""arn:aws:logs:eu-west-1:123456789012:log-group:/aws/rds/instance/*""#,
        to: r#""arn:aws:logs:eu-west-1:*:log-group:/aws/rds/instance/*""# },
    Fault { what: "logs of another region", spec: "payments", file: "owner/keys.tf", rule: "access-missing",
        from: "logs.eu-west-1.amazonaws.com",
        to: "logs.us-east-1.amazonaws.com" },
    Fault { what: "a policy that is not in the text", spec: "payments", file: "owner/keys.tf", rule: "unreadable-policy",
        from: "policy = jsonencode({",
        to: r#"policy = templatefile("policy.json", {})
  tags = jsonencode({"# },
    Fault { what: "a policy in a local value", spec: "payments", file: "owner/keys.tf", rule: "unreadable-policy",
        from: r#"  policy = jsonencode({
    Version"#,
        to: r#"  policy = jsonencode(local.policy)
}

locals {
  policy = ({
    Version"# },
    Fault { what: "a policy by a condition", spec: "payments", file: "owner/keys.tf", rule: "unreadable-policy",
        from: "  policy = jsonencode({",
        to: r#"  policy = var.production_db_password == "" ? null : jsonencode({"# },
    Fault { what: "a policy that is merged", spec: "payments", file: "owner/keys.tf", rule: "syntax",
        from: "  policy = jsonencode({",
        to: "  policy = jsonencode(merge({}, {" },
    Fault { what: "a policy by a data source", spec: "payments", file: "owner/keys.tf", rule: "unreadable-policy",
        from: r#"resource "aws_kms_key" "rds_eu_west_1" {
  provider = aws.eu_west_1
"#,
        to: r#"data "aws_iam_policy_document" "open" {
  provider = aws.eu_west_1

  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_kms_key_policy" "rds" {
  provider = aws.eu_west_1

  key_id = aws_kms_key.rds_eu_west_1.key_id
  policy = data.aws_iam_policy_document.open.json
}

resource "aws_kms_key" "rds_eu_west_1" {
  provider = aws.eu_west_1
"# },
    Fault { what: "a second policy on one key", spec: "payments", file: "owner/keys.tf", rule: "two-policies",
        from: r#"resource "aws_kms_alias" "rds_eu_west_1" {"#,
        to: r#"resource "aws_kms_key_policy" "rds" {
  provider = aws.eu_west_1

  key_id = aws_kms_key.rds_eu_west_1.key_id
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Open\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
}

resource "aws_kms_alias" "rds_eu_west_1" {"# },
    Fault { what: "a second policy by a literal id", spec: "payments", file: "owner/keys.tf", rule: "key-form",
        from: r#"resource "aws_kms_alias" "rds_eu_west_1" {"#,
        to: r#"resource "aws_kms_key_policy" "rds" {
  provider = aws.eu_west_1

  key_id = "alias/rds-production"
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Open\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
}

resource "aws_kms_alias" "rds_eu_west_1" {"# },
    Fault { what: "a second policy by the alias", spec: "payments", file: "owner/keys.tf", rule: "reference-target",
        from: r#"resource "aws_kms_alias" "rds_eu_west_1" {"#,
        to: r#"resource "aws_kms_key_policy" "rds" {
  provider = aws.eu_west_1

  key_id = aws_kms_alias.rds_eu_west_1.target_key_id
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Open\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
}

resource "aws_kms_alias" "rds_eu_west_1" {"# },
    Fault { what: "a raw open policy", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"  policy = jsonencode({
    Version"#,
        to: r#"  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Open\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
  tags = ({
    Version"# },
    Fault { what: "an open policy in a heredoc", spec: "payments", file: "owner/keys.tf", rule: "unreadable-policy",
        from: r#"  policy = jsonencode({
    Version"#,
        to: r#"  policy = <<EOT
{"Version":"2012-10-17","Statement":[{"Sid":"Open","Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}
EOT
  tags = ({
    Version"# },
    Fault { what: "a raw policy with two lists of statements", spec: "payments", file: "owner/keys.tf", rule: "unreadable-policy",
        from: r#"  policy = jsonencode({
    Version"#,
        to: r#"  policy = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}],\"Statement\":[]}"
  tags = ({
    Version"# },
    Fault { what: "a further key that is open", spec: "payments", file: "owner/keys.tf", rule: "access-excess",
        from: r#"resource "aws_kms_alias" "rds_eu_west_1" {"#,
        to: r#"resource "aws_kms_key" "other" {
  provider = aws.eu_west_1

  enable_key_rotation = true
  policy              = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Open\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
}

resource "aws_kms_alias" "rds_eu_west_1" {"# },
    Fault { what: "a grant for a foreign principal", spec: "payments", file: "owner/keys.tf", rule: "grant",
        from: r#"resource "aws_kms_alias" "rds_eu_west_1" {"#,
        to: r#"resource "aws_kms_grant" "rds" {
  provider = aws.eu_west_1

  key_id            = aws_kms_key.rds_eu_west_1.key_id
  grantee_principal = "arn:aws:iam::111122223333:role/Other"
  operations        = ["Decrypt"]
}

resource "aws_kms_alias" "rds_eu_west_1" {"# },
    Fault { what: "a grant by a literal id", spec: "payments", file: "owner/keys.tf", rule: "grant",
        from: r#"resource "aws_kms_alias" "rds_eu_west_1" {"#,
        to: r#"resource "aws_kms_grant" "rds" {
  provider = aws.eu_west_1

  key_id            = "1234abcd-12ab-34cd-56ef-1234567890ab"
  grantee_principal = "arn:aws:iam::111122223333:role/Other"
  operations        = ["Decrypt"]
}

resource "aws_kms_alias" "rds_eu_west_1" {"# },
    Fault { what: "no lockout check", spec: "payments", file: "owner/keys.tf", rule: "policy-lockout",
        from: "  enable_key_rotation     = true",
        to: r#"  enable_key_rotation     = true
  bypass_policy_lockout_safety_check = true"# },
    Fault { what: "no rotation", spec: "payments", file: "owner/keys.tf", rule: "rotation-off",
        from: "enable_key_rotation     = true",
        to: "enable_key_rotation     = false" },
    Fault { what: "rotation dropped", spec: "payments", file: "owner/keys.tf", rule: "rotation-off",
        from: r#"  enable_key_rotation     = true
"#,
        to: "" },
    Fault { what: "a key that is off", spec: "payments", file: "owner/keys.tf", rule: "key-disabled",
        from: "  enable_key_rotation     = true",
        to: r#"  is_enabled = false
  enable_key_rotation     = true"# },
    Fault { what: "a key to sign with", spec: "payments", file: "owner/keys.tf", rule: "key-kind",
        from: "  enable_key_rotation     = true",
        to: r#"  key_usage = "SIGN_VERIFY"
  customer_master_key_spec = "RSA_2048"
  enable_key_rotation     = true"# },
    Fault { what: "a key without a policy", spec: "payments", file: "owner/keys.tf", rule: "key-without-policy",
        from: r#"  policy = jsonencode({
    Version"#,
        to: r#"  tags = ({
    Version"# },
    Fault { what: "a policy that is commented out", spec: "payments", file: "owner/keys.tf", rule: "syntax",
        from: "  policy = jsonencode({",
        to: "  # policy = jsonencode({" },
    Fault { what: "a window that is too short", spec: "payments", file: "owner/keys.tf", rule: "out-of-range",
        from: "deletion_window_in_days = 30",
        to: "deletion_window_in_days = 3" },
    Fault { what: "an ignored policy", spec: "payments", file: "owner/keys.tf", rule: "lifecycle",
        from: "    prevent_destroy = true",
        to: r#"    prevent_destroy = true
    ignore_changes  = [policy]"# },
    Fault { what: "everything ignored", spec: "payments", file: "owner/keys.tf", rule: "lifecycle",
        from: "    prevent_destroy = true",
        to: r#"    prevent_destroy = true
    ignore_changes  = all"# },
    Fault { what: "a key that is not there", spec: "payments", file: "owner/keys.tf", rule: "instance-key",
        from: r#"  provider = aws.eu_west_1

  description"#,
        to: r#"  provider = aws.eu_west_1
  count    = 0

  description"# },
    Fault { what: "the same alias twice", spec: "payments", file: "owner/keys.tf", rule: "duplicate-name",
        from: r#"resource "aws_kms_alias" "rds_eu_west_1" {"#,
        to: r#"resource "aws_kms_alias" "second" {
  provider      = aws.eu_west_1
  name          = "alias/rds-production"
  target_key_id = aws_kms_key.rds_eu_west_1.key_id
}

resource "aws_kms_alias" "rds_eu_west_1" {"# },
    Fault { what: "an alias to the key of another region", spec: "payments", file: "owner/keys.tf", rule: "region",
        from: "target_key_id = aws_kms_key.rds_eu_west_1.key_id",
        to: "target_key_id = aws_kms_key.rds_us_east_1.key_id" },
    Fault { what: "an alias to a literal key", spec: "payments", file: "owner/keys.tf", rule: "key-form",
        from: "target_key_id = aws_kms_key.rds_eu_west_1.key_id",
        to: r#"target_key_id = "1234abcd-12ab-34cd-56ef-1234567890ab""# },
    Fault { what: "an alias of AWS", spec: "payments", file: "owner/keys.tf", rule: "pattern",
        from: r#""alias/rds-production""#,
        to: r#""alias/aws/rds""# },
    Fault { what: "a second key of one address", spec: "payments", file: "owner/keys.tf", rule: "duplicate-address",
        from: r#"resource "aws_kms_key" "rds_us_east_1""#,
        to: r#"resource "aws_kms_key" "rds_eu_west_1""# },
    Fault { what: "not encrypted", spec: "payments", file: "owner/database_production-db.tf", rule: "unencrypted",
        from: "storage_encrypted     = true",
        to: "storage_encrypted     = false" },
    Fault { what: "encryption left out", spec: "payments", file: "owner/database_production-db.tf", rule: "unencrypted",
        from: r#"  storage_encrypted     = true
"#,
        to: "" },
    Fault { what: "encryption as a string", spec: "payments", file: "owner/database_production-db.tf", rule: "unencrypted",
        from: "storage_encrypted     = true",
        to: r#"storage_encrypted     = "true""# },
    Fault { what: "encryption by a variable", spec: "payments", file: "owner/database_production-db.tf", rule: "unencrypted",
        from: "storage_encrypted     = true",
        to: r#"storage_encrypted     = var.production_db_password != """# },
    Fault { what: "encryption as null", spec: "payments", file: "owner/database_production-db.tf", rule: "unencrypted",
        from: "storage_encrypted     = true",
        to: "storage_encrypted     = null" },
    Fault { what: "a replica that is not encrypted", spec: "payments", file: "owner/database_production-db.tf", rule: "unencrypted",
        from: r#"  max_allocated_storage = 500
  storage_encrypted     = true

"#,
        to: r#"  max_allocated_storage = 500
  storage_encrypted     = false

"# },
    Fault { what: "True", spec: "payments", file: "owner/database_production-db.tf", rule: "undeclared-reference",
        from: "multi_az               = true",
        to: "multi_az               = True" },
    Fault { what: "no key", spec: "payments", file: "owner/database_production-db.tf", rule: "missing-key",
        from: r#"  kms_key_id            = aws_kms_key.rds_us_east_1.arn
"#,
        to: "" },
    Fault { what: "a key of null", spec: "payments", file: "owner/database_production-db.tf", rule: "missing-key",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: "kms_key_id            = null" },
    Fault { what: "the key of another region", spec: "payments", file: "owner/database_production-db.tf", rule: "key-region",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: "kms_key_id            = aws_kms_key.rds_eu_west_1.arn" },
    Fault { what: "an alias in place of an ARN", spec: "payments", file: "owner/database_production-db.tf", rule: "key-form",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: "kms_key_id            = aws_kms_alias.rds_us_east_1.arn" },
    Fault { what: "the name of an alias", spec: "payments", file: "owner/database_production-db.tf", rule: "key-form",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: r#"kms_key_id            = "alias/rds-production""# },
    Fault { what: "an id in place of an ARN", spec: "payments", file: "owner/database_production-db.tf", rule: "key-form",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: "kms_key_id            = aws_kms_key.rds_us_east_1.key_id" },
    Fault { what: "a literal key of another region", spec: "payments", file: "owner/database_production-db.tf", rule: "key-form",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: r#"kms_key_id            = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab""# },
    Fault { what: "a literal key of another account", spec: "payments", file: "owner/database_production-db.tf", rule: "key-form",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: r#"kms_key_id            = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab""# },
    Fault { what: "a key by a condition", spec: "payments", file: "owner/database_production-db.tf", rule: "key-form",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: "kms_key_id            = true ? aws_kms_key.rds_us_east_1.arn : null" },
    Fault { what: "a key by try", spec: "payments", file: "owner/database_production-db.tf", rule: "key-form",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: "kms_key_id            = try(aws_kms_key.rds_us_east_1.arn, null)" },
    Fault { what: "a key by a local value", spec: "payments", file: "owner/database_production-db.tf", rule: "key-form",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: r#"kms_key_id            = local.tags["CostCenter"]"# },
    Fault { what: "another key of the same region", spec: "backup-replication", file: "owner/database_ledger.tf", rule: "key-not-asked",
        from: "kms_key_id             = aws_kms_key.backup_us_west_2.arn",
        to: "kms_key_id             = aws_kms_key.rds_us_west_2.arn" },
    Fault { what: "insights without a key", spec: "payments", file: "owner/database_production-db.tf", rule: "missing-key",
        from: r#"  performance_insights_kms_key_id = aws_kms_key.rds_us_east_1.arn
"#,
        to: "" },
    Fault { what: "a managed password without a key", spec: "payments", file: "owner/database_production-aurora.tf", rule: "missing-key",
        from: r#"  master_user_secret_kms_key_id       = aws_kms_key.rds_us_east_1.arn
"#,
        to: "" },
    Fault { what: "a log group without a key", spec: "payments", file: "owner/database_production-db.tf", rule: "missing-key",
        from: r#"  kms_key_id        = aws_kms_key.rds_us_east_1.arn
"#,
        to: "" },
    Fault { what: "an ignored key", spec: "payments", file: "owner/database_production-db.tf", rule: "lifecycle",
        from: "    prevent_destroy = true",
        to: r#"    prevent_destroy = true
    ignore_changes  = [kms_key_id]"# },
    Fault { what: "ignored encryption", spec: "payments", file: "owner/database_production-db.tf", rule: "lifecycle",
        from: "    prevent_destroy = true",
        to: r#"    prevent_destroy = true
    ignore_changes  = [storage_encrypted]"# },
    Fault { what: "a lifecycle with a variable", spec: "payments", file: "owner/database_production-db.tf", rule: "lifecycle",
        from: "    prevent_destroy = true",
        to: r#"    prevent_destroy = var.production_db_password != """# },
    Fault { what: "reachable from the internet", spec: "payments", file: "owner/database_production-db.tf", rule: "public",
        from: "publicly_accessible    = false",
        to: "publicly_accessible    = true" },
    Fault { what: "reachable by a variable", spec: "payments", file: "owner/database_production-db.tf", rule: "public",
        from: "publicly_accessible    = false",
        to: r#"publicly_accessible    = var.production_db_password != """# },
    Fault { what: "a member that is reachable", spec: "payments", file: "owner/database_production-aurora.tf", rule: "public",
        from: "publicly_accessible        = false",
        to: "publicly_accessible        = true" },
    Fault { what: "a password in the text", spec: "payments", file: "owner/database_production-db.tf", rule: "literal-secret",
        from: r#"  password_wo                         = var.production_db_password
  password_wo_version                 = 1"#,
        to: r#"  password = "correct-horse-battery""# },
    Fault { what: "a write-only password in the text", spec: "payments", file: "owner/database_production-db.tf", rule: "literal-secret",
        from: "= var.production_db_password",
        to: r#"= "correct-horse-battery""# },
    Fault { what: "a password as a default", spec: "payments", file: "owner/variables.tf", rule: "literal-secret",
        from: "  type        = string",
        to: r#"  type        = string
  default     = "correct-horse-battery""# },
    Fault { what: "a password in an output", spec: "payments", file: "owner/outputs.tf", rule: "ephemeral-value",
        from: r#"value = {
    arn     = aws_db_instance.production_db.arn"#,
        to: r#"value = {
    arn     = var.production_db_password"# },
    Fault { what: "a secret in an output, declared not to be one", spec: "payments", file: "owner/outputs.tf", rule: "sensitive-output",
        from: "= aws_db_instance.production_db.address",
        to: "= nonsensitive(aws_db_instance.production_db.password)" },
    Fault { what: "a misspelt argument", spec: "payments", file: "owner/database_production-db.tf", rule: "unknown-argument",
        from: r#"  storage_type          = "gp3""#,
        to: r#"  storage_typ           = "gp3""# },
    Fault { what: "a missing required argument", spec: "payments", file: "owner/database_production-db.tf", rule: "missing-argument",
        from: r#"  instance_class             = "db.r6g.xlarge"
"#,
        to: "" },
    Fault { what: "a string where a number belongs", spec: "payments", file: "owner/database_production-db.tf", rule: "argument-type",
        from: "allocated_storage     = 100",
        to: r#"allocated_storage     = "hundred""# },
    Fault { what: "a number out of range", spec: "payments", file: "owner/database_production-db.tf", rule: "out-of-range",
        from: "backup_retention_period   = 14",
        to: "backup_retention_period   = 99" },
    Fault { what: "a conflicting pair", spec: "payments", file: "owner/database_production-db.tf", rule: "conflicting-arguments",
        from: r#"  username                            = "dbadmin""#,
        to: r#"  username                            = "dbadmin"
  manage_master_user_password = true"# },
    Fault { what: "a word outside of a closed list", spec: "payments", file: "owner/database_production-db.tf", rule: "value-not-allowed",
        from: r#"apply_method = "pending-reboot""#,
        to: r#"apply_method = "sometimes""# },
    Fault { what: "an argument that only AWS sets", spec: "payments", file: "owner/database_production-db.tf", rule: "read-only-argument",
        from: r#"  storage_type          = "gp3""#,
        to: r#"  arn = "arn:aws:rds:us-east-1:123456789012:db:x"
  storage_type          = "gp3""# },
    Fault { what: "a dangling reference", spec: "payments", file: "owner/database_production-db.tf", rule: "undeclared-reference",
        from: "aws_iam_role.rds_monitoring.arn",
        to: "aws_iam_role.monitoring.arn" },
    Fault { what: "an unquoted injection", spec: "payments", file: "owner/database_production-db.tf", rule: "syntax",
        from: r#"identifier                 = "production-db""#,
        to: r#"identifier                 = "production-db" storage_encrypted = false"# },
    Fault { what: "an injected template", spec: "payments", file: "owner/database_production-db.tf", rule: "resource-missing",
        from: r#"identifier                 = "production-db""#,
        to: r#"identifier                 = "${file("/etc/passwd")}""# },
    Fault { what: "a block comment over encryption", spec: "payments", file: "owner/database_production-db.tf", rule: "unencrypted",
        from: "  storage_encrypted     = true",
        to: "  /* storage_encrypted     = true */" },
    Fault { what: "a line comment over encryption", spec: "payments", file: "owner/database_production-db.tf", rule: "unencrypted",
        from: "  storage_encrypted     = true",
        to: "  // storage_encrypted     = true" },
    Fault { what: "a replica by name across regions", spec: "payments", file: "owner/database_production-db.tf", rule: "replica-source",
        from: "replicate_source_db        = aws_db_instance.production_db.arn",
        to: "replicate_source_db        = aws_db_instance.production_db.identifier" },
    Fault { what: "a replica by ARN in its own region", spec: "payments", file: "owner/database_production-db.tf", rule: "replica-source",
        from: "replicate_source_db        = aws_db_instance.production_db.identifier",
        to: "replicate_source_db        = aws_db_instance.production_db.arn" },
    Fault { what: "a replica of a literal source", spec: "payments", file: "owner/database_production-db.tf", rule: "replica-source",
        from: "replicate_source_db        = aws_db_instance.production_db.arn",
        to: r#"replicate_source_db        = "arn:aws:rds:us-east-1:111122223333:db:other""# },
    Fault { what: "a replica of another source", spec: "payments", file: "owner/database_production-db.tf", rule: "source-not-asked",
        from: "replicate_source_db        = aws_db_instance.production_db.arn",
        to: "replicate_source_db        = aws_db_instance.production_db_reader.arn" },
    Fault { what: "a replica without its key", spec: "payments", file: "owner/database_production-db.tf", rule: "missing-key",
        from: r#"  kms_key_id            = aws_kms_key.rds_eu_west_1.arn

  iam"#,
        to: r#"
  iam"# },
    Fault { what: "a replica in its source's region", spec: "payments", file: "owner/database_production-db.tf", rule: "key-region",
        from: r#"resource "aws_db_instance" "production_db_eu" {
  provider = aws.eu_west_1"#,
        to: r#"resource "aws_db_instance" "production_db_eu" {
  provider = aws.us_east_1"# },
    Fault { what: "a replica without a subnet group", spec: "payments", file: "owner/database_production-db.tf", rule: "replica-subnet-group",
        from: r#"  db_subnet_group_name   = aws_db_subnet_group.eu_west_1.name
"#,
        to: "" },
    Fault { what: "a subnet group of another region", spec: "payments", file: "owner/database_production-db.tf", rule: "region",
        from: r#"db_subnet_group_name   = "production-subnet-group""#,
        to: "db_subnet_group_name   = aws_db_subnet_group.eu_west_1.name" },
    Fault { what: "a database that is not there", spec: "payments", file: "owner/database_production-db.tf", rule: "instance-key",
        from: r#"resource "aws_db_instance" "production_db_reader" {
  provider = aws.us_east_1"#,
        to: r#"resource "aws_db_instance" "production_db_reader" {
  provider = aws.us_east_1
  count    = 0"# },
    Fault { what: "a further database that is not encrypted", spec: "payments", file: "owner/database_production-db.tf", rule: "unencrypted",
        from: r#"resource "aws_db_instance" "production_db" {"#,
        to: r#"resource "aws_db_instance" "copy" {
  provider            = aws.us_east_1
  identifier          = "copy"
  instance_class      = "db.r6g.large"
  snapshot_identifier = "rds:production-db-2026-01-01"
  skip_final_snapshot = true
}

resource "aws_db_instance" "production_db" {"# },
    Fault { what: "a dynamic block that hides an argument", spec: "payments", file: "owner/database_production-db.tf", rule: "unknown-argument",
        from: r#"  depends_on = [
    aws_cloudwatch_log_group.production_db,"#,
        to: r#"  dynamic "restore_to_point_in_time" {
    for_each = [1]
    content {
      source_db = "x"
    }
  }

  depends_on = [
    aws_cloudwatch_log_group.production_db,"# },
    Fault { what: "a provisioner", spec: "payments", file: "owner/database_production-db.tf", rule: "unknown-block",
        from: r#"  depends_on = [
    aws_cloudwatch_log_group.production_db,"#,
        to: r#"  provisioner "local-exec" {
    command = "aws kms put-key-policy"
  }

  depends_on = [
    aws_cloudwatch_log_group.production_db,"# },
    Fault { what: "terraform_data", spec: "payments", file: "owner/database_production-db.tf", rule: "unknown-type",
        from: r#"resource "aws_db_instance" "production_db" {"#,
        to: r#"resource "terraform_data" "x" {
  input = "x"
}

resource "aws_db_instance" "production_db" {"# },
    Fault { what: "an external program", spec: "payments", file: "owner/database_production-db.tf", rule: "unknown-type",
        from: r#"resource "aws_db_instance" "production_db" {"#,
        to: r#"data "external" "x" {
  program = ["sh"]
}

resource "aws_db_instance" "production_db" {"# },
    Fault { what: "a module", spec: "payments", file: "owner/database_production-db.tf", rule: "unknown-block",
        from: r#"resource "aws_db_instance" "production_db" {"#,
        to: r#"module "x" {
  source = "./x"
}

resource "aws_db_instance" "production_db" {"# },
    Fault { what: "a parameter group of another name", spec: "payments", file: "owner/database_production-db.tf", rule: "undeclared-reference",
        from: "parameter_group_name       = aws_db_parameter_group.production_db.name",
        to: "parameter_group_name       = aws_db_parameter_group.production.name" },
    Fault { what: "a key of a foreign module", spec: "payments", file: "owner/database_production-db.tf", rule: "undeclared-reference",
        from: "kms_key_id            = aws_kms_key.rds_us_east_1.arn",
        to: "kms_key_id            = module.keys.arn" },
    Fault { what: "a snapshot of somebody else", spec: "payments", file: "owner/database_production-db.tf", rule: "source-not-asked",
        from: r#"  username                            = "dbadmin""#,
        to: r#"  snapshot_identifier = "arn:aws:rds:us-east-1:111122223333:snapshot:theirs"
  username                            = "dbadmin""# },
    Fault { what: "another database's identifier", spec: "payments", file: "owner/database_production-db.tf", rule: "resource-missing",
        from: r#"identifier                 = "production-db-eu""#,
        to: r#"identifier                 = "production-db""# },
    Fault { what: "an undeclared provider", spec: "payments", file: "owner/database_production-db.tf", rule: "undeclared-provider",
        from: "provider = aws.us_east_1",
        to: "provider = aws.us_east_2" },
    Fault { what: "a provider of another region", spec: "payments", file: "owner/providers.tf", rule: "access-missing",
        from: r#"region              = "eu-west-1""#,
        to: r#"region              = "eu-central-1""# },
    Fault { what: "a provider of another account", spec: "payments", file: "owner/providers.tf", rule: "provider-account",
        from: r#"allowed_account_ids = ["123456789012"]"#,
        to: r#"allowed_account_ids = ["111122223333"]"# },
    Fault { what: "a provider of another account, with its role", spec: "payments", file: "owner/providers.tf", rule: "account-not-asked",
        from: r#"  allowed_account_ids = ["123456789012"]

  assume_role {
    role_arn = "arn:aws:iam::123456789012:role/Terraform""#,
        to: r#"  allowed_account_ids = ["111122223333"]

  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/Terraform""# },
    Fault { what: "a provider of several accounts", spec: "payments", file: "owner/providers.tf", rule: "provider-account",
        from: r#"allowed_account_ids = ["123456789012"]"#,
        to: r#"allowed_account_ids = ["123456789012", "111122223333"]"# },
    Fault { what: "a provider of any account", spec: "payments", file: "owner/providers.tf", rule: "provider-account",
        from: r#"  allowed_account_ids = ["123456789012"]
"#,
        to: "" },
    Fault { what: "a role of another account", spec: "payments", file: "owner/providers.tf", rule: "provider-account",
        from: "arn:aws:iam::123456789012:role/Terraform",
        to: "arn:aws:iam::111122223333:role/Terraform" },
    Fault { what: "a provider with a secret", spec: "payments", file: "owner/providers.tf", rule: "literal-secret",
        from: "  allowed_account_ids",
        to: r#"  access_key = "AKIAIOSFODNN7EXAMPLE"
  secret_key = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY"
  allowed_account_ids"# },
    Fault { what: "a policy that scales by what the cluster is called", spec: "autoscaling", file: "owner/database_orders.tf", rule: "reference-target",
        from: "aws_appautoscaling_target.orders.resource_id",
        to: "aws_rds_cluster.orders.cluster_identifier" },
    Fault { what: "a proxy that reads every secret", spec: "proxy", file: "owner/database_orders.tf", rule: "role-excess",
        from: "Resource = aws_db_instance.orders.master_user_secret[0].secret_arn",
        to: r#"Resource = "*""# },
    Fault { what: "a proxy that opens what lies under any key", spec: "proxy", file: "owner/database_orders.tf", rule: "role-excess",
        from: "Resource = aws_kms_key.rds_eu_central_1.arn",
        to: r#"Resource = "*""# },
    Fault { what: "a proxy whose role anybody may take", spec: "proxy", file: "owner/database_orders.tf", rule: "role-excess",
        from: r#"Principal = { Service = "rds.amazonaws.com" }"#,
        to: r#"Principal = { AWS = "*" }"# },
    Fault { what: "a proxy in front of another database", spec: "proxy", file: "owner/database_orders.tf", rule: "source-not-asked",
        from: "db_instance_identifier = aws_db_instance.orders.identifier",
        to: "db_instance_identifier = aws_db_instance.ledger.identifier" },
    Fault { what: "a proxy with the role of another", spec: "proxy", file: "owner/database_orders.tf", rule: "source-not-asked",
        from: "role_arn               = aws_iam_role.orders_proxy.arn",
        to: "role_arn               = aws_iam_role.carts_proxy.arn" },
    Fault { what: "a key that any role opens secrets with", spec: "proxy", file: "owner/keys.tf", rule: "access-excess",
        from: "role/orders-proxy-eu-central-1",
        to: "role/*" },
    Fault { what: "a provider by another endpoint", spec: "payments", file: "owner/providers.tf", rule: "unknown-block",
        from: "  allowed_account_ids",
        to: r#"  endpoints {
    kms = "https://kms.example.com"
  }
  allowed_account_ids"# },
    Fault { what: "a provider that checks no certificate", spec: "payments", file: "owner/providers.tf", rule: "provider-setting",
        from: "  allowed_account_ids",
        to: r#"  insecure = true
  allowed_account_ids"# },
    Fault { what: "a provider through a proxy", spec: "payments", file: "owner/providers.tf", rule: "provider-setting",
        from: "  allowed_account_ids",
        to: r#"  https_proxy = "http://proxy.example.com"
  allowed_account_ids"# },
    Fault { what: "a provider that checks no account", spec: "payments", file: "owner/providers.tf", rule: "provider-setting",
        from: "  allowed_account_ids",
        to: r#"  skip_requesting_account_id = true
  allowed_account_ids"# },
    Fault { what: "a provider of somebody else", spec: "payments", file: "owner/versions.tf", rule: "unknown-provider",
        from: r#""hashicorp/aws""#,
        to: r#""example/aws""# },
    Fault { what: "a further provider", spec: "payments", file: "owner/versions.tf", rule: "unknown-provider",
        from: "    aws = {",
        to: r#"    shell = {
      source  = "example/shell"
      version = "1.0.0"
    }
    aws = {"# },
    Fault { what: "a backend elsewhere", spec: "payments", file: "owner/versions.tf", rule: "unknown-block",
        from: r#"backend "s3" {"#,
        to: r#"backend "http" {"# },
    Fault { what: "a role that everybody may assume", spec: "payments", file: "owner/monitoring.tf", rule: "open-policy",
        from: r#"Principal = { Service = "monitoring.rds.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }"#,
        to: r#"Principal = { AWS = "*" }
        Action    = "sts:AssumeRole""# },
    Fault { what: "a role that another account may assume", spec: "payments", file: "owner/monitoring.tf", rule: "role-excess",
        from: r#"Principal = { Service = "monitoring.rds.amazonaws.com" }"#,
        to: r#"Principal = { AWS = "arn:aws:iam::111122223333:root" }"# },
    Fault { what: "a role of a service for every account", spec: "payments", file: "owner/monitoring.tf", rule: "role-excess",
        from: r#"        Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
"#,
        to: "" },
    Fault { what: "a role that may do everything", spec: "payments", file: "owner/monitoring.tf", rule: "role-excess",
        from: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
        to: "arn:aws:iam::aws:policy/AdministratorAccess" },
    Fault { what: "a snapshot shared with everybody", spec: "sharing", file: "owner/database_production-db.tf", rule: "shared-account",
        from: r#"shared_accounts        = ["987654321098"]"#,
        to: r#"shared_accounts        = ["all"]"# },
    Fault { what: "a snapshot shared with somebody else", spec: "sharing", file: "owner/database_production-db.tf", rule: "share-not-asked",
        from: r#"shared_accounts        = ["987654321098"]"#,
        to: r#"shared_accounts        = ["111122223333"]"# },
    Fault { what: "a snapshot shared with a further account", spec: "sharing", file: "owner/database_production-db.tf", rule: "share-not-asked",
        from: r#"shared_accounts        = ["987654321098"]"#,
        to: r#"shared_accounts        = ["987654321098", "111122223333"]"# },
    Fault { what: "a snapshot shared by a variable", spec: "sharing", file: "owner/database_production-db.tf", rule: "share-not-asked",
        from: r#"shared_accounts        = ["987654321098"]"#,
        to: r#"shared_accounts        = split(",", "987654321098,all")"# },
    Fault { what: "a snapshot that is not shared", spec: "sharing", file: "owner/database_production-db.tf", rule: "share-missing",
        from: r#"  shared_accounts        = ["987654321098"]
"#,
        to: "" },
    Fault { what: "a share without its condition", spec: "sharing", file: "owner/keys.tf", rule: "access-excess",
        from: r#"        Condition = { StringEquals = { "kms:ViaService" = "rds.us-east-1.amazonaws.com" } }
"#,
        to: "" },
    Fault { what: "a share with the whole account", spec: "sharing", file: "owner/keys.tf", rule: "access-excess",
        from: r#"Principal = { AWS = "arn:aws:iam::987654321098:role/SnapshotCopier" }"#,
        to: r#"Principal = { AWS = "arn:aws:iam::987654321098:root" }"# },
    Fault { what: "a share with another role", spec: "sharing", file: "owner/keys.tf", rule: "access-excess",
        from: r#""arn:aws:iam::987654321098:role/SnapshotCopier""#,
        to: r#""arn:aws:iam::987654321098:role/Other""# },
    Fault { what: "a share with a missing statement", spec: "sharing", file: "owner/keys.tf", rule: "access-missing",
        from: r#"      {
        Sid       = "SnapshotShareDescribe"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::987654321098:role/SnapshotCopier" }
        Action    = "kms:DescribeKey"
        Resource  = "*"
      },
"#,
        to: "" },
    Fault { what: "a share of grants for nobody of AWS", spec: "sharing", file: "owner/keys.tf", rule: "access-excess",
        from: r#"          Bool         = { "kms:GrantIsForAWSResource" = "true" }
"#,
        to: "" },
    Fault { what: "a copy under the key of the owner", spec: "sharing", file: "sharing/analytics/copies.tf", rule: "key-form",
        from: "kms_key_id                    = aws_kms_key.local_us_east_1.arn",
        to: "kms_key_id                    = var.rds_us_east_1_key_arn" },
    Fault { what: "a copy under the key of AWS", spec: "sharing", file: "sharing/analytics/copies.tf", rule: "missing-key",
        from: r#"  kms_key_id                    = aws_kms_key.local_us_east_1.arn
"#,
        to: "" },
    Fault { what: "a copy of another account's snapshot", spec: "sharing", file: "sharing/analytics/copies.tf", rule: "source-not-asked",
        from: "arn:aws:rds:us-east-1:123456789012:snapshot",
        to: "arn:aws:rds:us-east-1:111122223333:snapshot" },
    Fault { what: "a copy by name", spec: "sharing", file: "sharing/analytics/copies.tf", rule: "copy-source",
        from: r#""arn:aws:rds:us-east-1:123456789012:snapshot:production-db-2026-02-12""#,
        to: r#""production-db-2026-02-12""# },
    Fault { what: "a copy that is shared on", spec: "sharing", file: "sharing/analytics/copies.tf", rule: "share-not-asked",
        from: "  kms_key_id   ",
        to: r#"  shared_accounts = ["111122223333"]
  kms_key_id   "# },
    Fault { what: "a copier that may do everything", spec: "sharing", file: "sharing/analytics/iam.tf", rule: "role-excess",
        from: r#"Action = "rds:CopyDBSnapshot""#,
        to: r#"Action = "*""# },
    Fault { what: "a copier of every snapshot", spec: "sharing", file: "sharing/analytics/iam.tf", rule: "role-excess",
        from: r#"        Resource = [
          "arn:aws:rds:us-east-1:123456789012:snapshot:production-db-2026-02-12",
          "arn:aws:rds:us-east-1:987654321098:snapshot:production-db-2026-02-12",
        ]"#,
        to: r#"        Resource = "*""# },
    Fault { what: "a copier with every key", spec: "sharing", file: "sharing/analytics/iam.tf", rule: "role-excess",
        from: "Resource  = [var.rds_us_east_1_key_arn, aws_kms_key.local_us_east_1.arn]",
        to: r#"Resource  = "*""# },
    Fault { what: "a copier without a condition", spec: "sharing", file: "sharing/analytics/iam.tf", rule: "role-excess",
        from: r#"        Condition = { StringEquals = { "kms:ViaService" = "rds.us-east-1.amazonaws.com" } }
"#,
        to: "" },
    Fault { what: "a copier that is somebody else", spec: "sharing", file: "sharing/analytics/iam.tf", rule: "role-excess",
        from: r#"toset(["SnapshotCopier"])"#,
        to: r#"toset(["SnapshotCopier", "Admin"])"# },
    Fault { what: "a receiving key that is open", spec: "sharing", file: "sharing/analytics/keys.tf", rule: "access-excess",
        from: r#""kms:CallerAccount" = "987654321098""#,
        to: r#""kms:CallerAccount" = ["987654321098", "123456789012"]"# },
    Fault { what: "a receiving provider of the owner", spec: "sharing", file: "sharing/analytics/providers.tf", rule: "provider-account",
        from: r#"allowed_account_ids = ["987654321098"]"#,
        to: r#"allowed_account_ids = ["123456789012"]"# },
    Fault { what: "an ARN of a key that anything may be", spec: "sharing", file: "sharing/analytics/variables.tf", rule: "undeclared-reference",
        from: "  nullable    = false",
        to: "  nullable    = maybe" },
    Fault { what: "a cluster that is not encrypted", spec: "payments", file: "owner/database_production-aurora.tf", rule: "unencrypted",
        from: "storage_encrypted = true",
        to: "storage_encrypted = false" },
    Fault { what: "a cluster without its key", spec: "payments", file: "owner/database_production-aurora.tf", rule: "missing-key",
        from: r#"  kms_key_id        = aws_kms_key.rds_us_east_1.arn

  master"#,
        to: r#"
  master"# },
    Fault { what: "a cluster under the key of another region", spec: "payments", file: "owner/database_production-aurora.tf", rule: "key-region",
        from: r#"  kms_key_id        = aws_kms_key.rds_us_east_1.arn

  master"#,
        to: r#"  kms_key_id        = aws_kms_key.rds_eu_west_1.arn

  master"# },
    Fault { what: "a global database that is not encrypted", spec: "global", file: "owner/database_ledger.tf", rule: "unencrypted",
        from: "storage_encrypted         = true",
        to: "storage_encrypted         = false" },
    Fault { what: "a secondary under the key of the primary", spec: "global", file: "owner/database_ledger.tf", rule: "key-region",
        from: r#"kms_key_id        = aws_kms_key.rds_ap_southeast_2.arn

  iam"#,
        to: r#"kms_key_id        = aws_kms_key.rds_us_east_1.arn

  iam"# },
    Fault { what: "a secondary without its key", spec: "global", file: "owner/database_ledger.tf", rule: "missing-key",
        from: r#"  kms_key_id        = aws_kms_key.rds_ap_southeast_2.arn

  iam"#,
        to: r#"
  iam"# },
    Fault { what: "a secondary that is not encrypted", spec: "global", file: "owner/database_ledger.tf", rule: "unencrypted",
        from: r#"  storage_encrypted = true
  kms_key_id        = aws_kms_key.rds_ap_southeast_2.arn"#,
        to: r#"  storage_encrypted = false
  kms_key_id        = aws_kms_key.rds_ap_southeast_2.arn"# },
    Fault { what: "a secondary of another global database", spec: "global", file: "owner/database_ledger.tf", rule: "source-not-asked",
        from: r#""ledger-ap-southeast-2"
  global_cluster_identifier       = aws_rds_global_cluster.ledger.id"#,
        to: r#""ledger-ap-southeast-2"
  global_cluster_identifier       = aws_rds_global_cluster.profiles.id"# },
    Fault { what: "a secondary that leaves later", spec: "global", file: "owner/database_profiles.tf", rule: "detaching-member",
        from: r#"      global_cluster_identifier,
"#,
        to: "" },
    Fault { what: "fewer members", spec: "global", file: "owner/database_ledger.tf", rule: "resource-missing",
        from: r#"for_each = { "1" = 0, "2" = 1 }"#,
        to: r#"for_each = { "1" = 0 }"# },
    Fault { what: "no members", spec: "global", file: "owner/database_ledger.tf", rule: "resource-missing",
        from: r#"for_each = { "1" = 0, "2" = 1 }"#,
        to: "for_each = {}" },
    Fault { what: "a member of another cluster", spec: "global", file: "owner/database_ledger.tf", rule: "resource-missing",
        from: "cluster_identifier         = aws_rds_cluster.ledger.cluster_identifier",
        to: r#"cluster_identifier         = "other""# },
    Fault { what: "backups without a key", spec: "backup-replication", file: "owner/database_ledger.tf", rule: "missing-key",
        from: r#"  kms_key_id             = aws_kms_key.backup_us_west_2.arn
"#,
        to: "" },
    Fault { what: "backups under the key of the source", spec: "backup-replication", file: "owner/database_ledger.tf", rule: "key-region",
        from: "kms_key_id             = aws_kms_key.backup_us_west_2.arn",
        to: "kms_key_id             = aws_kms_key.rds_us_east_1.arn" },
    Fault { what: "backups of another database", spec: "backup-replication", file: "owner/database_ledger.tf", rule: "source-not-asked",
        from: "source_db_instance_arn = aws_db_instance.ledger.arn",
        to: "source_db_instance_arn = aws_db_instance.accounts.arn" },
    Fault { what: "backups by name", spec: "backup-replication", file: "owner/database_ledger.tf", rule: "reference-target",
        from: "source_db_instance_arn = aws_db_instance.ledger.arn",
        to: "source_db_instance_arn = aws_db_instance.ledger.identifier" },
    Fault { what: "backups into the region of the source", spec: "backup-replication", file: "owner/database_ledger.tf", rule: "backups-source",
        from: r#"resource "aws_db_instance_automated_backups_replication" "ledger" {
  provider = aws.us_west_2"#,
        to: r#"resource "aws_db_instance_automated_backups_replication" "ledger" {
  provider = aws.us_east_1"# },
    Fault { what: "a cluster that replicates another one", spec: "aurora-replicas", file: "owner/database_shop.tf", rule: "source-not-asked",
        from: "replication_source_identifier = aws_rds_cluster.shop.arn",
        to: "replication_source_identifier = aws_rds_cluster.old_crm.arn" },
    Fault { what: "a replica cluster of nothing", spec: "aurora-replicas", file: "owner/database_shop.tf", rule: "source-not-asked",
        from: "  replication_source_identifier = aws_rds_cluster.shop.arn\n",
        to: "" },
    Fault { what: "a source by its name", spec: "aurora-replicas", file: "owner/database_legacy-aurora.tf", rule: "reference-target",
        from: "aws_db_instance.legacy.arn",
        to: "aws_db_instance.legacy.identifier" },
    Fault { what: "a source that is somebody else's", spec: "aurora-replicas", file: "owner/database_old-crm.tf", rule: "source-not-asked",
        from: ":123456789012:db:crm-unencrypted",
        to: ":111122223333:db:crm-unencrypted" },
    Fault { what: "a replica cluster under the key of its source", spec: "aurora-replicas", file: "owner/database_shop.tf", rule: "key-region",
        from: "aws_kms_key.rds_us_east_1.arn",
        to: "aws_kms_key.rds_eu_central_1.arn" },
    Fault { what: "a Multi-AZ cluster that is not encrypted", spec: "multi-az-cluster", file: "owner/database_orders.tf", rule: "unencrypted",
        from: "storage_encrypted = true",
        to: "storage_encrypted = false" },
    Fault { what: "a Multi-AZ cluster with a member", spec: "multi-az-cluster", file: "owner/database_orders.tf", rule: "resource-missing",
        from: "resource \"aws_rds_cluster\" \"orders\" {",
        to: "resource \"aws_rds_cluster_instance\" \"orders\" {\n  cluster_identifier = aws_rds_cluster.orders.id\n  engine = aws_rds_cluster.orders.engine\n  instance_class = \"db.r6g.large\"\n}\n\nresource \"aws_rds_cluster\" \"orders\" {" },
    Fault { what: "a role that is left out", spec: "roles", file: "owner/database_ledger.tf", rule: "resource-missing",
        from: "resource \"aws_db_instance_role_association\" \"ledger\"",
        to: "resource \"aws_db_instance_role_association\" \"other\"" },
];

/// In the templates, whose name stands in place of the file.
#[rustfmt::skip]
pub(crate) static TEMPLATES: &[Fault] = &[
    Fault { what: "template: not encrypted", spec: "payments", file: "db_instance", rule: "unencrypted",
        from: "storage_encrypted     = true",
        to: "storage_encrypted     = false" },
    Fault { what: "template: encryption left out", spec: "payments", file: "db_replica", rule: "unencrypted",
        from: "storage_encrypted     = true",
        to: "" },
    Fault { what: "template: a cluster that is not encrypted", spec: "payments", file: "rds_cluster", rule: "unencrypted",
        from: "storage_encrypted   = true",
        to: "storage_encrypted   = false" },
    Fault { what: "template: a key left out", spec: "payments", file: "db_instance", rule: "missing-key",
        from: "kms_key_id            = {{ kms_key_id }}",
        to: "" },
    Fault { what: "template: an alias in place of a key", spec: "payments", file: "db_instance", rule: "key-form",
        from: "kms_key_id            = {{ kms_key_id }}",
        to: r#"kms_key_id            = "alias/rds-production""# },
    Fault { what: "template: quotes around a value", spec: "payments", file: "db_instance", rule: "syntax",
        from: "{{ identifier }}",
        to: r#""{{ identifier }}""# },
    Fault { what: "template: a policy left out", spec: "payments", file: "kms_key", rule: "key-without-policy",
        from: "policy = jsonencode({{ policy }})",
        to: "" },
    Fault { what: "template: a policy of its own", spec: "payments", file: "kms_key", rule: "access-excess",
        from: "jsonencode({{ policy }})",
        to: r#"jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Open", Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] })"# },
    Fault { what: "template: a policy of too little", spec: "payments", file: "kms_key", rule: "policy-document",
        from: "jsonencode({{ policy }})",
        to: r#"jsonencode({ Version = "2012-10-17", Statement = [] })"# },
    Fault { what: "template: rotation off", spec: "payments", file: "kms_key", rule: "rotation-off",
        from: "{{ enable_key_rotation }}",
        to: "false" },
    Fault { what: "template: one provider for all", spec: "payments", file: "kms_key", rule: "access-missing",
        from: "provider = {{ provider }}",
        to: "provider = aws.us_east_1" },
    Fault { what: "template: one name for all", spec: "payments", file: "db_instance", rule: "undeclared-reference",
        from: "{{ label }}",
        to: r#""database""# },
    Fault { what: "template: a key that is only there once", spec: "payments", file: "kms_key", rule: "undeclared-reference",
        from: r#""aws_kms_key" {{ label }}"#,
        to: r#""aws_kms_key" "rds""# },
    Fault { what: "template: True", spec: "payments", file: "db_instance", rule: "unencrypted",
        from: "storage_encrypted     = true",
        to: "storage_encrypted     = True" },
    Fault { what: "template: a misspelt argument", spec: "payments", file: "db_parameter_group", rule: "unknown-argument",
        from: "family ",
        to: "familie " },
    Fault { what: "template: reachable", spec: "payments", file: "db_instance", rule: "public",
        from: "{{ publicly_accessible }}",
        to: "true" },
    Fault { what: "template: shared with everybody", spec: "sharing", file: "db_snapshot", rule: "shared-account",
        from: "{{ shared_accounts }}",
        to: r#"["all"]"# },
    Fault { what: "template: shared with somebody else", spec: "sharing", file: "db_snapshot", rule: "share-not-asked",
        from: "{{ shared_accounts }}",
        to: r#"["111122223333"]"# },
    Fault { what: "template: a grant", spec: "payments", file: "kms_key", rule: "grant",
        from: r#"resource "aws_kms_alias""#,
        to: r#"resource "aws_kms_grant" {{ label }} {
  provider          = {{ provider }}
  key_id            = {{ key_id }}
  grantee_principal = "arn:aws:iam::111122223333:root"
  operations        = ["Decrypt"]
}

resource "aws_kms_alias""# },
    Fault { what: "template: a secondary without its key", spec: "global", file: "rds_cluster", rule: "missing-key",
        from: "kms_key_id          = {{ kms_key_id }}",
        to: "" },
    Fault { what: "template: a copy without its key", spec: "sharing", file: "db_snapshot_copy", rule: "missing-key",
        from: "kms_key_id                    = {{ kms_key_id }}",
        to: "" },
    Fault { what: "template: any account", spec: "payments", file: "providers", rule: "provider-account",
        from: "allowed_account_ids = {{ provider.accounts }}",
        to: "" },
    Fault { what: "template: a role for everybody", spec: "payments", file: "monitoring_role", rule: "role-excess",
        from: r#"{ Service = "monitoring.rds.amazonaws.com" }"#,
        to: r#""*""# },
    Fault { what: "template: a database left out", spec: "payments", file: "db_replica", rule: "undeclared-reference",
        from: r#"resource "aws_db_instance" {{ label }} {"#,
        to: r#"resource "aws_db_instance" "other" {"# },
    Fault { what: "template: an unescaped secret", spec: "payments", file: "variables", rule: "literal-secret",
        from: "ephemeral   = true",
        to: r#"default = "correct-horse-battery""# },
];
