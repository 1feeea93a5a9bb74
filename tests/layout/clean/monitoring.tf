resource "aws_iam_role" "rds_monitoring" {
  provider = aws.us_east_1

  name        = "payments-production-rds-monitoring"
  description = "Lets RDS Enhanced Monitoring write to CloudWatch Logs"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "monitoring.rds.amazonaws.com" }
        Action    = "sts:AssumeRole"
        Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "rds_monitoring" {
  provider = aws.us_east_1

  role       = aws_iam_role.rds_monitoring.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
