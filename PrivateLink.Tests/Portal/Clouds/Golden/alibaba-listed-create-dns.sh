#!/usr/bin/env bash
# Creates a private zone for each host, with the addresses of the endpoint. Needs jq.
# Check the flags in your version: aliyun pvtz help
set -euo pipefail

addresses=$(aliyun privatelink ListVpcEndpointZones \
  --RegionId ap-southeast-1 \
  --EndpointId YOUR_ENDPOINT_ID | jq -r '.Zones[].EniIp')

zone=$(aliyun pvtz AddZone --ZoneName megacorp.my-saas.io | jq -r '.ZoneId')
aliyun pvtz BindZoneVpc --ZoneId "$zone" \
  --Vpcs.1.RegionId ap-southeast-1 --Vpcs.1.VpcId vpc-t4f1a4b7c2d8e5h3j9k0m
for address in $addresses; do
  aliyun pvtz AddZoneRecord --ZoneId "$zone" --Rr @ --Type A --Value "$address" --Ttl 60
done

zone=$(aliyun pvtz AddZone --ZoneName private.my-saas.io | jq -r '.ZoneId')
aliyun pvtz BindZoneVpc --ZoneId "$zone" \
  --Vpcs.1.RegionId ap-southeast-1 --Vpcs.1.VpcId vpc-t4f1a4b7c2d8e5h3j9k0m
for address in $addresses; do
  aliyun pvtz AddZoneRecord --ZoneId "$zone" --Rr '*' --Type A --Value "$address" --Ttl 60
done
