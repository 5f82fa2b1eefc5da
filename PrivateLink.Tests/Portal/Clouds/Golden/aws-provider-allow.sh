aws ec2 modify-vpc-endpoint-service-permissions --region us-east-1 --service-id vpce-svc-0e42e1e06ed010238 \
  --add-allowed-principals arn:aws:iam::123456789012:root
