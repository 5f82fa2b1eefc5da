# Use it with a provider for us-east-1.
resource "aws_security_group" "private_link" {
  name        = "pl-0193f2a7-clients"
  description = "Clients of the private endpoint"
  vpc_id      = "YOUR_VPC_ID"

  ingress {
    description = "TLS to the private endpoint"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_vpc_endpoint" "private_link" {
  vpc_endpoint_type   = "Interface"
  vpc_id              = "YOUR_VPC_ID"
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238"
  subnet_ids          = ["YOUR_SUBNET_IDS"]
  security_group_ids  = [aws_security_group.private_link.id]
  private_dns_enabled = false
}

output "vpc_endpoint_id" {
  value = aws_vpc_endpoint.private_link.id
}

output "vpc_endpoint_dns_name" {
  value = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
}
