#!/usr/bin/env bash
# Creates the endpoint and prints its EndpointId. Check the flags in your version: aliyun privatelink CreateVpcEndpoint help
set -euo pipefail

# One vSwitch in each zone of the service, looked up by zone. If there are several, the first. Needs jq.
zones=()
while read -r zone vswitch; do
  number=$((${#zones[@]} / 4 + 1))
  zones+=("--Zone.$number.ZoneId" "$zone" "--Zone.$number.VSwitchId" "$vswitch")
done < <(aliyun vpc DescribeVSwitches \
  --RegionId ap-southeast-1 \
  --VpcId YOUR_VPC_ID \
  --PageSize 50 |
  jq -r '[.VSwitches.VSwitch[] | select(.ZoneId | IN($ARGS.positional[]))] | sort_by(.VSwitchId) | unique_by(.ZoneId)[] | "\(.ZoneId) \(.VSwitchId)"' --args ap-southeast-1a ap-southeast-1b)
[ "${#zones[@]}" -gt 0 ] || { echo 'No vSwitch of the VPC is in a zone that the endpoint can be in.' >&2; exit 1; }

aliyun privatelink CreateVpcEndpoint \
  --RegionId ap-southeast-1 \
  --EndpointType Interface \
  --EndpointName private-link \
  --EndpointDescription pl-0193f2a7 \
  --VpcId YOUR_VPC_ID \
  --ServiceName com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9 \
  --SecurityGroupId.1 YOUR_SECURITY_GROUP_ID \
  "${zones[@]}"

# Creation runs in the background. The endpoint is ready when this shows EndpointStatus Active.
aliyun privatelink ListVpcEndpoints --RegionId ap-southeast-1 --ServiceName com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9
