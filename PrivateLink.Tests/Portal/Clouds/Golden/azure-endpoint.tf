# Creates the endpoint. We approve it. Then add its DNS records.
# Use a separate folder, or remove the blocks terraform and provider.
terraform {
  required_version = ">= 1.3"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  subscription_id = "6f1d1b3c-1111-4222-8333-444455556666"

  features {}
}

resource "azurerm_private_endpoint" "private_link" {
  name                = "pe-my-saas"
  location            = "northeurope"
  resource_group_name = "network-prod"
  subnet_id           = "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod/subnets/private-endpoints"

  private_service_connection {
    name                              = "pe-my-saas"
    private_connection_resource_alias = "my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice"
    is_manual_connection              = true
    request_message                   = "pl-0193f2a7"
  }
}

output "private_endpoint_address" {
  value = azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address
}
