#!/usr/bin/env bash
# Creates the VPC endpoint and prints its ID.
# The service is in another region. To run this you also need the permission vpce:AllowMultiRegion.
set -euo pipefail

# One subnet in each zone in which AWS allows endpoints to another region, looked up by zone ID. If there are several, the first.
subnets=$(aws ec2 describe-subnets \
  --region eu-west-1 \
  --filters Name=vpc-id,Values=YOUR_VPC_ID \
  --query 'sort_by(Subnets,&SubnetId)[].[AvailabilityZoneId,SubnetId]' --output text |
  awk '$1 ~ /^[a-z0-9]+-az[0-9]+$/ && $1 !~ /^(use1-az3|usw1-az2|apne1-az3|apne2-az2|apne2-az4)$/ && !seen[$1]++ { print $2 }')
[ -n "$subnets" ] || { echo 'No subnet of the VPC is in a zone that the endpoint can be in.' >&2; exit 1; }

# A security group that allows clients from these networks only.
security_group=$(aws ec2 create-security-group \
  --region eu-west-1 \
  --vpc-id YOUR_VPC_ID \
  --group-name pl-0193f2a7-clients \
  --description 'Clients of the private endpoint' \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress \
  --region eu-west-1 \
  --group-id "$security_group" \
  --protocol tcp --port 443 --cidr YOUR_CLIENT_NETWORKS

aws ec2 create-vpc-endpoint \
  --region eu-west-1 \
  --vpc-endpoint-type Interface \
  --vpc-id YOUR_VPC_ID \
  --service-name com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238 \
  --service-region us-east-1 \
  --subnet-ids $subnets \
  --security-group-ids "$security_group" \
  --no-private-dns-enabled \
  --query VpcEndpoint.VpcEndpointId --output text
