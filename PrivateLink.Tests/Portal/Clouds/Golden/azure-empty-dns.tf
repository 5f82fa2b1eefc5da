# Beside endpoint.tf: add it once the endpoint is approved.
resource "azurerm_private_dns_zone" "host_1" {
  name                = "megacorp.my-saas.io"
  resource_group_name = "YOUR_RESOURCE_GROUP"
}

resource "azurerm_private_dns_zone_virtual_network_link" "host_1" {
  name                  = "pl-megacorp-my-saas-io"
  resource_group_name   = "YOUR_RESOURCE_GROUP"
  private_dns_zone_name = azurerm_private_dns_zone.host_1.name
  virtual_network_id    = "/subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET"
  registration_enabled  = false
}

resource "azurerm_private_dns_a_record" "host_1" {
  name                = "@"
  zone_name           = azurerm_private_dns_zone.host_1.name
  resource_group_name = "YOUR_RESOURCE_GROUP"
  ttl                 = 300
  records             = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
}

resource "azurerm_private_dns_zone" "host_2" {
  name                = "private.my-saas.io"
  resource_group_name = "YOUR_RESOURCE_GROUP"
}

resource "azurerm_private_dns_zone_virtual_network_link" "host_2" {
  name                  = "pl-private-my-saas-io"
  resource_group_name   = "YOUR_RESOURCE_GROUP"
  private_dns_zone_name = azurerm_private_dns_zone.host_2.name
  virtual_network_id    = "/subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET"
  registration_enabled  = false
}

resource "azurerm_private_dns_a_record" "host_2" {
  name                = "*"
  zone_name           = azurerm_private_dns_zone.host_2.name
  resource_group_name = "YOUR_RESOURCE_GROUP"
  ttl                 = 300
  records             = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
}
