aws ec2 describe-vpc-endpoints \
  --region eu-west-1 \
  --filters Name=service-name,Values=com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238 \
  --query 'VpcEndpoints[].{Id:VpcEndpointId,State:State,Dns:DnsEntries[0].DnsName,Zone:DnsEntries[0].HostedZoneId}'
