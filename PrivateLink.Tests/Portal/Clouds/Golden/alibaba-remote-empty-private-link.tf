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

# The VPC's vSwitches, looked up by zone.
data "alicloud_vswitches" "private_link" {
  vpc_id = "YOUR_VPC_ID"
}

# One in each of its zones: the first by ID. To choose others, write your own map.
locals {
  private_link_vpc_zones = { for vswitch in data.alicloud_vswitches.private_link.vswitches : vswitch.zone_id => vswitch.id... }
  private_link_vswitches = { for zone, ids in local.private_link_vpc_zones : zone => sort(ids)[0] }
}

resource "alicloud_privatelink_vpc_endpoint" "private_link" {
  endpoint_type        = "Interface"
  vpc_endpoint_name    = "private-link"
  endpoint_description = "pl-0193f2a7"
  vpc_id               = "YOUR_VPC_ID"
  service_name         = "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9"
  security_group_ids   = ["YOUR_SECURITY_GROUP_ID"]

  lifecycle {
    precondition {
      condition     = length(local.private_link_vswitches) > 0
      error_message = "No vSwitch of the VPC is in a zone that the endpoint can be in."
    }
  }
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
  vpc_ids = ["YOUR_VPC_ID"]
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
  vpc_ids = ["YOUR_VPC_ID"]
}

resource "alicloud_pvtz_zone_record" "Any_private_my-saas_io" {
  for_each = alicloud_privatelink_vpc_endpoint_zone.private_link

  zone_id = alicloud_pvtz_zone.private_my-saas_io.id
  rr      = "*"
  type    = "A"
  value   = each.value.eni_ip
  ttl     = 60
}
