# Add this file next to endpoint.tf once the endpoint is approved.
resource "azurerm_private_dns_zone" "megacorp_my-saas_io" {
  name                = "megacorp.my-saas.io"
  resource_group_name = "YOUR_RESOURCE_GROUP"
}

resource "azurerm_private_dns_zone_virtual_network_link" "megacorp_my-saas_io" {
  name                  = "pl-megacorp-my--saas-io"
  resource_group_name   = "YOUR_RESOURCE_GROUP"
  private_dns_zone_name = azurerm_private_dns_zone.megacorp_my-saas_io.name
  virtual_network_id    = "/subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET"
  registration_enabled  = false
}

resource "azurerm_private_dns_a_record" "megacorp_my-saas_io" {
  name                = "@"
  zone_name           = azurerm_private_dns_zone.megacorp_my-saas_io.name
  resource_group_name = "YOUR_RESOURCE_GROUP"
  ttl                 = 300
  records             = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
}

resource "azurerm_private_dns_zone" "private_my-saas_io" {
  name                = "private.my-saas.io"
  resource_group_name = "YOUR_RESOURCE_GROUP"
}

resource "azurerm_private_dns_zone_virtual_network_link" "private_my-saas_io" {
  name                  = "pl-private-my--saas-io"
  resource_group_name   = "YOUR_RESOURCE_GROUP"
  private_dns_zone_name = azurerm_private_dns_zone.private_my-saas_io.name
  virtual_network_id    = "/subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET"
  registration_enabled  = false
}

resource "azurerm_private_dns_a_record" "Any_private_my-saas_io" {
  name                = "*"
  zone_name           = azurerm_private_dns_zone.private_my-saas_io.name
  resource_group_name = "YOUR_RESOURCE_GROUP"
  ttl                 = 300
  records             = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
}
