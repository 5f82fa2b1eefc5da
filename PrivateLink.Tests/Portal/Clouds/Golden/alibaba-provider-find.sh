# EndpointDescription is pl-0193f2a7, where the customer has kept it.
aliyun privatelink ListVpcEndpointConnections --RegionId ap-southeast-1 --ServiceId epsrv-t4n1a2b3c4d5e6f7g8h9
