aliyun privatelink DisableVpcEndpointConnection --RegionId ap-southeast-1 --ServiceId epsrv-t4n1a2b3c4d5e6f7g8h9 \
  --EndpointId ep-t4i1a4b7c2d8e5h3j9k0
