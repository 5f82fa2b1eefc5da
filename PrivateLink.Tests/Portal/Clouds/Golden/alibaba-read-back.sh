# EndpointId is the ID. EndpointStatus and ConnectionStatus show its progress.
aliyun privatelink ListVpcEndpoints \
  --RegionId ap-southeast-1 \
  --ServiceName com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9
