az network private-endpoint show \
  --subscription YOUR_SUBSCRIPTION_ID \
  -g YOUR_RESOURCE_GROUP \
  -n pe-private-link \
  --query '{id:id,status:manualPrivateLinkServiceConnections[0].privateLinkServiceConnectionState}'
az network nic show --query 'ipConfigurations[0].privateIPAddress || ipConfigurations[0].properties.privateIPAddress' -o tsv \
  --ids "$(az network private-endpoint show \
    --subscription YOUR_SUBSCRIPTION_ID \
    -g YOUR_RESOURCE_GROUP \
    -n pe-private-link \
    --query 'networkInterfaces[0].id' -o tsv)"
