az network private-endpoint-connection approve --description pl-0193f2a7 \
  --id "$(az network private-link-service show -g YOUR_RESOURCE_GROUP -n YOUR_PRIVATE_LINK_SERVICE \
    --query 'privateEndpointConnections[?privateLinkServiceConnectionState.description=='\''pl-0193f2a7'\''].id | [0]' -o tsv)"
