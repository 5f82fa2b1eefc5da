# Check whether your version accepts the three as one JSON value: aliyun nlb UpdateListenerAttribute help
aliyun nlb UpdateListenerAttribute --RegionId YOUR_REGION --ListenerId YOUR_LISTENER_ID \
  --ProxyProtocolEnabled true \
  --ProxyProtocolV2Config.Ppv2VpcIdEnabled true \
  --ProxyProtocolV2Config.Ppv2PrivateLinkEpIdEnabled true \
  --ProxyProtocolV2Config.Ppv2PrivateLinkEpsIdEnabled true
