locals {
  tags = {
    CostCenter  = "42"
    Environment = "production"
    ManagedBy   = "sealform"
    Project     = "payments"
  }
}

provider "aws" {
  alias               = "eu_west_1"
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]

  assume_role {
    role_arn = "arn:aws:iam::123456789012:role/Terraform"
  }

  default_tags {
    tags = local.tags
  }
}

provider "aws" {
  alias               = "us_east_1"
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]

  assume_role {
    role_arn = "arn:aws:iam::123456789012:role/Terraform"
  }

  default_tags {
    tags = local.tags
  }
}
