#!/usr/bin/env bash
# Creates the VPC endpoint and prints its ID.
set -euo pipefail

# A security group that allows clients from these networks only.
security_group=$(aws ec2 create-security-group \
  --region us-east-1 \
  --vpc-id vpc-0a1b2c3d4e5f60718 \
  --group-name pl-0193f2a7-clients \
  --description 'Clients of the private endpoint' \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress \
  --region us-east-1 \
  --group-id "$security_group" \
  --protocol tcp --port 443 --cidr 10.0.0.0/16
aws ec2 authorize-security-group-ingress \
  --region us-east-1 \
  --group-id "$security_group" \
  --protocol tcp --port 443 --cidr 10.9.0.0/24

aws ec2 create-vpc-endpoint \
  --region us-east-1 \
  --vpc-endpoint-type Interface \
  --vpc-id vpc-0a1b2c3d4e5f60718 \
  --service-name com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238 \
  --subnet-ids subnet-0a1b2c3d4e5f60718 subnet-0f9e8d7c6b5a40312 \
  --security-group-ids "$security_group" \
  --no-private-dns-enabled \
  --query VpcEndpoint.VpcEndpointId --output text
