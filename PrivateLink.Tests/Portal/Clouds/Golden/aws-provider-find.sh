aws ec2 describe-vpc-endpoint-connections --region us-east-1 \
  --filters Name=service-id,Values=vpce-svc-0e42e1e06ed010238 Name=vpc-endpoint-owner,Values=123456789012 \
  --query 'VpcEndpointConnections[].{Id:VpcEndpointId,State:VpcEndpointState}'
