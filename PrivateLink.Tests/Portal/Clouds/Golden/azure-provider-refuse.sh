az network private-endpoint-connection reject --description pl-0193f2a7 \
  --id "$(az network private-link-service show --ids /subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/my-saas/providers/Microsoft.Network/privateLinkServices/my-saas \
    --query 'privateEndpointConnections[?privateLinkServiceConnectionState.description=='\''pl-0193f2a7'\''].id | [0]' -o tsv)"
