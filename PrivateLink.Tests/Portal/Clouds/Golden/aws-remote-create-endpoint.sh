#!/usr/bin/env bash
# Creates the VPC endpoint and prints its ID.
# The service is in another region. To run this you also need the permission vpce:AllowMultiRegion.
set -euo pipefail

# This group must allow your clients on port 443.
security_group=sg-0a1b2c3d4e5f60718

aws ec2 create-vpc-endpoint \
  --region eu-west-1 \
  --vpc-endpoint-type Interface \
  --vpc-id vpc-0a1b2c3d4e5f60718 \
  --service-name com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238 \
  --service-region us-east-1 \
  --subnet-ids subnet-0a1b2c3d4e5f60718 subnet-0f9e8d7c6b5a40312 \
  --security-group-ids "$security_group" \
  --no-private-dns-enabled \
  --query VpcEndpoint.VpcEndpointId --output text
