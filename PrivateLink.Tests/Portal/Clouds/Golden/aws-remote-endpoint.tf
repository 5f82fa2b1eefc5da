# Use it with a provider for eu-west-1.
resource "aws_vpc_endpoint" "private_link" {
  vpc_endpoint_type   = "Interface"
  vpc_id              = "vpc-0a1b2c3d4e5f60718"
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238"
  service_region      = "us-east-1"
  subnet_ids          = ["subnet-0a1b2c3d4e5f60718", "subnet-0f9e8d7c6b5a40312"]
  security_group_ids  = ["sg-0a1b2c3d4e5f60718"]
  private_dns_enabled = false
}

output "vpc_endpoint_id" {
  value = aws_vpc_endpoint.private_link.id
}

output "vpc_endpoint_dns_name" {
  value = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
}
