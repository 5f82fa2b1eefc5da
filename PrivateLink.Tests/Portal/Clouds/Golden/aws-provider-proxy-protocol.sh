aws elbv2 modify-target-group-attributes --target-group-arn YOUR_TARGET_GROUP_ARN \
  --attributes Key=proxy_protocol_v2.enabled,Value=true
