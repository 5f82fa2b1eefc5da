# The request message of this endpoint is pl-0193f2a7. Azure pushes no events: list again until it is there.
az network private-link-service show -g YOUR_RESOURCE_GROUP -n YOUR_PRIVATE_LINK_SERVICE \
  --query 'privateEndpointConnections[].{name:name,link:linkIdentifier,pe:privateEndpoint.id,state:privateLinkServiceConnectionState.status,note:privateLinkServiceConnectionState.description}'
