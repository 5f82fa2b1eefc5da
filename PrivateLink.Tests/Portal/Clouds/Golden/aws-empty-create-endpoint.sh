#!/usr/bin/env bash
# Creates the VPC endpoint and prints its ID.
set -euo pipefail

# A security group that lets your clients in.
security_group=$(aws ec2 create-security-group \
  --region us-east-1 \
  --vpc-id YOUR_VPC_ID \
  --group-name pl-0193f2a7-clients \
  --description 'Clients of the private endpoint' \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress \
  --region us-east-1 \
  --group-id "$security_group" \
  --protocol tcp --port 443 --cidr 10.0.0.0/8

aws ec2 create-vpc-endpoint \
  --region us-east-1 \
  --vpc-endpoint-type Interface \
  --vpc-id YOUR_VPC_ID \
  --service-name com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238 \
  --subnet-ids YOUR_SUBNET_IDS \
  --security-group-ids "$security_group" \
  --no-private-dns-enabled \
  --query VpcEndpoint.VpcEndpointId --output text
