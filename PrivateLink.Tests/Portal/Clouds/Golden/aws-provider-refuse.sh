aws ec2 reject-vpc-endpoint-connections --region us-east-1 \
  --service-id vpce-svc-0e42e1e06ed010238 --vpc-endpoint-ids vpce-08d2bf15fac5001c9
