# Creates the endpoint and points its hosts to it.
# Use a separate folder, or remove the blocks terraform and provider.
# The service is in another region. Check that your provider version can create such endpoints.
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
  region = "cn-hangzhou"
}

# A vSwitch for each zone.
locals {
  private_link_vswitches = {
    "cn-hangzhou-i" = "vsw-bp1a4b7c2d8e5h3j9k0m2"
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

resource "alicloud_pvtz_zone" "megacorp_my-saas_io" {
  zone_name = "megacorp.my-saas.io"
}

resource "alicloud_pvtz_zone_attachment" "megacorp_my-saas_io" {
  zone_id = alicloud_pvtz_zone.megacorp_my-saas_io.id
  vpc_ids = ["vpc-t4f1a4b7c2d8e5h3j9k0m"]
}

resource "alicloud_pvtz_zone_record" "megacorp_my-saas_io" {
  for_each = alicloud_privatelink_vpc_endpoint_zone.private_link

  zone_id = alicloud_pvtz_zone.megacorp_my-saas_io.id
  rr      = "@"
  type    = "A"
  value   = each.value.eni_ip
  ttl     = 60
}

resource "alicloud_pvtz_zone" "private_my-saas_io" {
  zone_name = "private.my-saas.io"
}

resource "alicloud_pvtz_zone_attachment" "private_my-saas_io" {
  zone_id = alicloud_pvtz_zone.private_my-saas_io.id
  vpc_ids = ["vpc-t4f1a4b7c2d8e5h3j9k0m"]
}

resource "alicloud_pvtz_zone_record" "Any_private_my-saas_io" {
  for_each = alicloud_privatelink_vpc_endpoint_zone.private_link

  zone_id = alicloud_pvtz_zone.private_my-saas_io.id
  rr      = "*"
  type    = "A"
  value   = each.value.eni_ip
  ttl     = 60
}
