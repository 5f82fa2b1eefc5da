#!/usr/bin/env bash
# Creates the endpoint and prints its EndpointId. Check the flags in your version: aliyun privatelink CreateVpcEndpoint help
set -euo pipefail

aliyun privatelink CreateVpcEndpoint \
  --RegionId ap-southeast-1 \
  --EndpointType Interface \
  --EndpointName private-link \
  --EndpointDescription pl-0193f2a7 \
  --VpcId YOUR_VPC_ID \
  --ServiceName com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9 \
  --SecurityGroupId.1 YOUR_SECURITY_GROUP_ID \
  --Zone.1.ZoneId YOUR_ZONE_ID --Zone.1.VSwitchId YOUR_VSWITCH_ID

# It is made in the background: it is ready once this shows EndpointStatus Active.
aliyun privatelink ListVpcEndpoints --RegionId ap-southeast-1 --ServiceName com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9
