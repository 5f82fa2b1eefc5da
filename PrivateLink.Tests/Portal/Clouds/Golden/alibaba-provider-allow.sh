aliyun privatelink AddUserToVpcEndpointService --RegionId ap-southeast-1 --ServiceId epsrv-t4n1a2b3c4d5e6f7g8h9 \
  --UserId 1234567890123456
