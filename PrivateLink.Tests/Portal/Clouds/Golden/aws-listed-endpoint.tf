# Creates the endpoint. We accept it. Then add its DNS records.
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

# Allows clients from these networks only.
resource "aws_security_group" "private_link" {
  name        = "pl-0193f2a7-clients"
  description = "Clients of the private endpoint"
  vpc_id      = "vpc-0a1b2c3d4e5f60718"

  ingress {
    description = "TLS to the private endpoint"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16", "10.9.0.0/24"]
  }
}

resource "aws_vpc_endpoint" "private_link" {
  vpc_endpoint_type   = "Interface"
  vpc_id              = "vpc-0a1b2c3d4e5f60718"
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238"
  subnet_ids          = ["subnet-0a1b2c3d4e5f60718", "subnet-0f9e8d7c6b5a40312"]
  security_group_ids  = [aws_security_group.private_link.id]
  private_dns_enabled = false
}

output "vpc_endpoint_id" {
  value = aws_vpc_endpoint.private_link.id
}

output "vpc_endpoint_dns_name" {
  value = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
}
