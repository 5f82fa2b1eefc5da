// Deploy it into the resource group network-prod, once the endpoint is approved.
resource networkInterface 'Microsoft.Network/networkInterfaces@2023-11-01' existing = {
  name: 'pe-my-saas-nic'
}

var address = networkInterface.properties.ipConfigurations[0].properties.privateIPAddress

resource zone_megacorp_my__saas_io 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'megacorp.my-saas.io'
  location: 'global'
}

resource network_megacorp_my__saas_io 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone_megacorp_my__saas_io
  name: 'pl-megacorp-my--saas-io'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod'
    }
  }
}

resource record_megacorp_my__saas_io 'Microsoft.Network/privateDnsZones/A@2020-06-01' = {
  parent: zone_megacorp_my__saas_io
  name: '@'
  properties: {
    ttl: 300
    aRecords: [
      {
        ipv4Address: address
      }
    ]
  }
}

resource zone_private_my__saas_io 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'private.my-saas.io'
  location: 'global'
}

resource network_private_my__saas_io 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone_private_my__saas_io
  name: 'pl-private-my--saas-io'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: '/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod'
    }
  }
}

resource record_Any_private_my__saas_io 'Microsoft.Network/privateDnsZones/A@2020-06-01' = {
  parent: zone_private_my__saas_io
  name: '*'
  properties: {
    ttl: 300
    aRecords: [
      {
        ipv4Address: address
      }
    ]
  }
}
