resource "aws_kms_key" "rds" {
description = "RDS"
deletion_window_in_days=30
policy=jsonencode({
Version = "2012-10-17"
Statement = [
{
Sid = "RdsUse"
Effect = "Allow"
Principal = { AWS = "*" }
Action = [
"kms:Decrypt",
"kms:DescribeKey",
]
Resource = "*"
Condition = {
StringEquals = {
"kms:CallerAccount" = "123456789012"
"kms:ViaService" = "rds.eu-west-1.amazonaws.com"
}
}
},
]
})
lifecycle {
prevent_destroy = true
}
}
