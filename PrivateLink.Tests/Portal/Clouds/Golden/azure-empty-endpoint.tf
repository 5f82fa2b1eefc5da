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
  subscription_id = "YOUR_SUBSCRIPTION_ID"

  features {}
}

resource "azurerm_private_endpoint" "private_link" {
  name                = "pe-private-link"
  location            = "northeurope"
  resource_group_name = "YOUR_RESOURCE_GROUP"
  subnet_id           = "/subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET/subnets/YOUR_SUBNET"

  private_service_connection {
    name                              = "pe-private-link"
    private_connection_resource_alias = "my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice"
    is_manual_connection              = true
    request_message                   = "pl-0193f2a7"
  }
}

output "private_endpoint_address" {
  value = azurerm_private_endpoint.private_link.private_service_connection[0].private_ip_address
}
