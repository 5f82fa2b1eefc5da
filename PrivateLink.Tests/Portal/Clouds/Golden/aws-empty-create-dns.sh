#!/usr/bin/env bash
# Creates a private zone for each host, with an alias to the endpoint.
set -euo pipefail

# The endpoint's own DNS name and the AWS zone that contains it.
read -r endpoint_name endpoint_zone < <(aws ec2 describe-vpc-endpoints \
  --region us-east-1 \
  --vpc-endpoint-ids YOUR_VPC_ENDPOINT_ID \
  --query 'VpcEndpoints[0].DnsEntries[0].[DnsName,HostedZoneId]' --output text)

zone=$(aws route53 create-hosted-zone \
  --name megacorp.my-saas.io \
  --caller-reference pl-0193f2a7-"$(date +%s)"-pl-megacorp-my--saas-io \
  --vpc VPCRegion=us-east-1,VPCId=YOUR_VPC_ID \
  --query HostedZone.Id --output text)
aws route53 change-resource-record-sets --hosted-zone-id "$zone" \
  --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"megacorp.my-saas.io","Type":"A","AliasTarget":{"HostedZoneId":"'"$endpoint_zone"'","DNSName":"'"$endpoint_name"'","EvaluateTargetHealth":false}}}]}'

zone=$(aws route53 create-hosted-zone \
  --name private.my-saas.io \
  --caller-reference pl-0193f2a7-"$(date +%s)"-pl-private-my--saas-io \
  --vpc VPCRegion=us-east-1,VPCId=YOUR_VPC_ID \
  --query HostedZone.Id --output text)
aws route53 change-resource-record-sets --hosted-zone-id "$zone" \
  --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"*.private.my-saas.io","Type":"A","AliasTarget":{"HostedZoneId":"'"$endpoint_zone"'","DNSName":"'"$endpoint_name"'","EvaluateTargetHealth":false}}}]}'
