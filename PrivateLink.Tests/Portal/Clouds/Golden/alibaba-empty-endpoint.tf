# Use it with a provider for ap-southeast-1.
resource "alicloud_privatelink_vpc_endpoint" "private_link" {
  endpoint_type        = "Interface"
  vpc_endpoint_name    = "private-link"
  endpoint_description = "pl-0193f2a7"
  vpc_id               = "YOUR_VPC_ID"
  service_name         = "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9"
  security_group_ids   = ["YOUR_SECURITY_GROUP_ID"]
}

resource "alicloud_privatelink_vpc_endpoint_zone" "zone_1" {
  endpoint_id = alicloud_privatelink_vpc_endpoint.private_link.id
  zone_id     = "YOUR_ZONE_ID"
  vswitch_id  = "YOUR_VSWITCH_ID"
}

output "endpoint_id" {
  value = alicloud_privatelink_vpc_endpoint.private_link.id
}

output "endpoint_domain" {
  value = alicloud_privatelink_vpc_endpoint.private_link.endpoint_domain
}
