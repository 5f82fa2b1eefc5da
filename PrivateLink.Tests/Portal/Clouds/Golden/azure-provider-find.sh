# The request message of this endpoint is pl-0193f2a7. Azure sends no events, so list again until it appears.
az network private-link-service show --ids /subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/my-saas/providers/Microsoft.Network/privateLinkServices/my-saas \
  --query 'privateEndpointConnections[].{name:name,link:linkIdentifier,pe:privateEndpoint.id,state:privateLinkServiceConnectionState.status,note:privateLinkServiceConnectionState.description}'
