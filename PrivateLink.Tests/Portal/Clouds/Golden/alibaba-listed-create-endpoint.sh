#!/usr/bin/env bash
# Creates the endpoint and prints its EndpointId. Check the flags in your version: aliyun privatelink CreateVpcEndpoint help
set -euo pipefail

aliyun privatelink CreateVpcEndpoint \
  --RegionId ap-southeast-1 \
  --EndpointType Interface \
  --EndpointName my-saas \
  --EndpointDescription pl-0193f2a7 \
  --VpcId vpc-t4f1a4b7c2d8e5h3j9k0m \
  --ServiceName com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9 \
  --SecurityGroupId.1 sg-t4n1a4b7c2d8e5h3j9k0 \
  --Zone.1.ZoneId ap-southeast-1a --Zone.1.VSwitchId vsw-t4n1a4b7c2d8e5h3j9k0m \
  --Zone.2.ZoneId ap-southeast-1b --Zone.2.VSwitchId vsw-t4n2b5c8d3e9f6i4k0l1n

# Creation runs in the background. The endpoint is ready when this shows EndpointStatus Active.
aliyun privatelink ListVpcEndpoints --RegionId ap-southeast-1 --ServiceName com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9
