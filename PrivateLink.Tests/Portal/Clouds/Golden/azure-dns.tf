# Add this file next to endpoint.tf once the endpoint is approved.
resource "azurerm_private_dns_zone" "megacorp_my-saas_io" {
  name                = "megacorp.my-saas.io"
  resource_group_name = "network-prod"
}

resource "azurerm_private_dns_zone_virtual_network_link" "megacorp_my-saas_io" {
  name                  = "pl-megacorp-my--saas-io"
  resource_group_name   = "network-prod"
  private_dns_zone_name = azurerm_private_dns_zone.megacorp_my-saas_io.name
  virtual_network_id    = "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod"
  registration_enabled  = false
}

resource "azurerm_private_dns_a_record" "megacorp_my-saas_io" {
  name                = "@"
  zone_name           = azurerm_private_dns_zone.megacorp_my-saas_io.name
  resource_group_name = "network-prod"
  ttl                 = 300
  records             = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
}

resource "azurerm_private_dns_zone" "private_my-saas_io" {
  name                = "private.my-saas.io"
  resource_group_name = "network-prod"
}

resource "azurerm_private_dns_zone_virtual_network_link" "private_my-saas_io" {
  name                  = "pl-private-my--saas-io"
  resource_group_name   = "network-prod"
  private_dns_zone_name = azurerm_private_dns_zone.private_my-saas_io.name
  virtual_network_id    = "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod"
  registration_enabled  = false
}

resource "azurerm_private_dns_a_record" "Any_private_my-saas_io" {
  name                = "*"
  zone_name           = azurerm_private_dns_zone.private_my-saas_io.name
  resource_group_name = "network-prod"
  ttl                 = 300
  records             = [azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address]
}
