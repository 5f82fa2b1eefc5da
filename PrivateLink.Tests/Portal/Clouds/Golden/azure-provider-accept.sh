az network private-link-service connection update -g YOUR_RESOURCE_GROUP --service-name YOUR_PRIVATE_LINK_SERVICE \
  -n CONNECTION_NAME --connection-status Approved --description pl-0193f2a7
