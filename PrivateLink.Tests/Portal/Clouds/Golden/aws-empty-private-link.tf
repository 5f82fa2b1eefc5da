# Creates the endpoint and points its hosts to it.
# Use a separate folder, or remove the blocks terraform and provider.
terraform {
  required_version = ">= 1.3"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.83, < 7.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

# The subnets of the VPC in each zone of the service, found by the zone's ID.
data "aws_subnets" "private_link" {
  for_each = toset(["use1-az2", "use1-az4", "use1-az6"])

  filter {
    name   = "vpc-id"
    values = ["YOUR_VPC_ID"]
  }

  filter {
    name   = "availability-zone-id"
    values = [each.key]
  }
}

# An endpoint takes one subnet in each zone: here the first by ID. To choose others, write your own list.
locals {
  private_link_subnets = [for zone in data.aws_subnets.private_link : sort(zone.ids)[0] if length(zone.ids) > 0]
}

# Allows clients from these networks only.
resource "aws_security_group" "private_link" {
  name        = "pl-0193f2a7-clients"
  description = "Clients of the private endpoint"
  vpc_id      = "YOUR_VPC_ID"

  ingress {
    description = "TLS to the private endpoint"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["YOUR_CLIENT_NETWORKS"]
  }
}

resource "aws_vpc_endpoint" "private_link" {
  vpc_endpoint_type   = "Interface"
  vpc_id              = "YOUR_VPC_ID"
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238"
  subnet_ids          = local.private_link_subnets
  security_group_ids  = [aws_security_group.private_link.id]
  private_dns_enabled = false

  lifecycle {
    precondition {
      condition     = length(local.private_link_subnets) > 0
      error_message = "No subnet of the VPC is in a zone that the endpoint can be in."
    }
  }
}

output "vpc_endpoint_id" {
  value = aws_vpc_endpoint.private_link.id
}

output "vpc_endpoint_dns_name" {
  value = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
}

resource "aws_route53_zone" "megacorp_my-saas_io" {
  name = "megacorp.my-saas.io"

  vpc {
    vpc_id     = "YOUR_VPC_ID"
    vpc_region = "us-east-1"
  }
}

resource "aws_route53_record" "megacorp_my-saas_io" {
  zone_id = aws_route53_zone.megacorp_my-saas_io.zone_id
  name    = "megacorp.my-saas.io"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.private_link.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_zone" "private_my-saas_io" {
  name = "private.my-saas.io"

  vpc {
    vpc_id     = "YOUR_VPC_ID"
    vpc_region = "us-east-1"
  }
}

resource "aws_route53_record" "Any_private_my-saas_io" {
  zone_id = aws_route53_zone.private_my-saas_io.zone_id
  name    = "*.private.my-saas.io"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.private_link.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
