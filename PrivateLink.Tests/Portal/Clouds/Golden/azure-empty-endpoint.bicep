// Deploy it into the resource group YOUR_RESOURCE_GROUP. We approve the endpoint, then its DNS records follow.
resource privateEndpoint 'Microsoft.Network/privateEndpoints@2023-11-01' = {
  name: 'pe-private-link'
  location: 'northeurope'
  properties: {
    customNetworkInterfaceName: 'pe-private-link-nic'
    subnet: {
      id: '/subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET/subnets/YOUR_SUBNET'
    }
    manualPrivateLinkServiceConnections: [
      {
        name: 'pe-private-link'
        properties: {
          privateLinkServiceId: 'my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice'
          requestMessage: 'pl-0193f2a7'
        }
      }
    ]
  }
}

output networkInterfaceId string = privateEndpoint.properties.networkInterfaces[0].id
