# Creates the endpoint. We accept it. Then add its DNS records.
# Use a separate folder, or remove the blocks terraform and provider.
terraform {
  required_version = ">= 1.3"

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "~> 1.212"
    }
  }
}

provider "alicloud" {
  region = "ap-southeast-1"
}

# A vSwitch for each zone.
locals {
  private_link_vswitches = {
    "ap-southeast-1a" = "vsw-t4n1a4b7c2d8e5h3j9k0m"
    "ap-southeast-1b" = "vsw-t4n2b5c8d3e9f6i4k0l1n"
  }
}

resource "alicloud_privatelink_vpc_endpoint" "private_link" {
  endpoint_type        = "Interface"
  vpc_endpoint_name    = "my-saas"
  endpoint_description = "pl-0193f2a7"
  vpc_id               = "vpc-t4f1a4b7c2d8e5h3j9k0m"
  service_name         = "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9"
  security_group_ids   = ["sg-t4n1a4b7c2d8e5h3j9k0"]
}

resource "alicloud_privatelink_vpc_endpoint_zone" "private_link" {
  for_each = local.private_link_vswitches

  endpoint_id = alicloud_privatelink_vpc_endpoint.private_link.id
  zone_id     = each.key
  vswitch_id  = each.value
}

output "endpoint_id" {
  value = alicloud_privatelink_vpc_endpoint.private_link.id
}

output "endpoint_domain" {
  value = alicloud_privatelink_vpc_endpoint.private_link.endpoint_domain
}
