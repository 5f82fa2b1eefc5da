az network private-endpoint show \
  --subscription 6f1d1b3c-1111-4222-8333-444455556666 \
  -g network-prod \
  -n pe-my-saas \
  --query '{id:id,status:manualPrivateLinkServiceConnections[0].privateLinkServiceConnectionState}'
az network nic show --query 'ipConfigurations[0].privateIPAddress || ipConfigurations[0].properties.privateIPAddress' -o tsv \
  --ids "$(az network private-endpoint show \
    --subscription 6f1d1b3c-1111-4222-8333-444455556666 \
    -g network-prod \
    -n pe-my-saas \
    --query 'networkInterfaces[0].id' -o tsv)"
