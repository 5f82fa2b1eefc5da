# Once the endpoint is available.
aws ec2 modify-vpc-endpoint \
  --region us-east-1 \
  --vpc-endpoint-id vpce-08d2bf15fac5001c9 \
  --private-dns-enabled
