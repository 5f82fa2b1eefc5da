// Deploy it into the resource group YOUR_RESOURCE_GROUP, once the endpoint is approved.
resource networkInterface 'Microsoft.Network/networkInterfaces@2023-11-01' existing = {
  name: 'pe-private-link-nic'
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
      id: '/subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET'
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
      id: '/subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET'
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
