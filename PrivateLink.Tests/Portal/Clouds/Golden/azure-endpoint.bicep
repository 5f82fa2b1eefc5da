// Deploy it into the resource group network-prod. We approve the endpoint, then its DNS records follow.
resource privateEndpoint 'Microsoft.Network/privateEndpoints@2023-11-01' = {
  name: 'pe-my-saas'
  location: 'northeurope'
  properties: {
    customNetworkInterfaceName: 'pe-my-saas-nic'
    subnet: {
      id: '/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod/subnets/private-endpoints'
    }
    manualPrivateLinkServiceConnections: [
      {
        name: 'pe-my-saas'
        properties: {
          privateLinkServiceId: 'my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice'
          requestMessage: 'pl-0193f2a7'
        }
      }
    ]
  }
}

output networkInterfaceId string = privateEndpoint.properties.networkInterfaces[0].id
