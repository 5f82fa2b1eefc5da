# Beside endpoint.tf: add it once the endpoint is approved.
resource "azurerm_private_dns_zone" "host_1" {
  name                = "megacorp.my-saas.io"
  resource_group_name = "network-prod"
}

resource "azurerm_private_dns_zone_virtual_network_link" "host_1" {
  name                  = "pl-megacorp-my-saas-io"
  resource_group_name   = "network-prod"
  private_dns_zone_name = azurerm_private_dns_zone.host_1.name
  virtual_network_id    = "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod"
  registration_enabled  = false
}

resource "azurerm_private_dns_a_record" "host_1" {
  name                = "@"
  zone_name           = azurerm_private_dns_zone.host_1.name
  resource_group_name = "network-prod"
  ttl                 = 300
  records             = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
}

resource "azurerm_private_dns_zone" "host_2" {
  name                = "private.my-saas.io"
  resource_group_name = "network-prod"
}

resource "azurerm_private_dns_zone_virtual_network_link" "host_2" {
  name                  = "pl-private-my-saas-io"
  resource_group_name   = "network-prod"
  private_dns_zone_name = azurerm_private_dns_zone.host_2.name
  virtual_network_id    = "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod"
  registration_enabled  = false
}

resource "azurerm_private_dns_a_record" "host_2" {
  name                = "*"
  zone_name           = azurerm_private_dns_zone.host_2.name
  resource_group_name = "network-prod"
  ttl                 = 300
  records             = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
}
