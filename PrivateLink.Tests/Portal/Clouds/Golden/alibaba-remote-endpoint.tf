# Use it with a provider for cn-hangzhou.
# The service is in another region: check that your version of the provider creates such endpoints.
resource "alicloud_privatelink_vpc_endpoint" "private_link" {
  endpoint_type        = "Interface"
  vpc_endpoint_name    = "my-saas"
  endpoint_description = "pl-0193f2a7"
  vpc_id               = "vpc-t4f1a4b7c2d8e5h3j9k0m"
  service_name         = "com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9"
  security_group_ids   = ["sg-t4n1a4b7c2d8e5h3j9k0"]
}

resource "alicloud_privatelink_vpc_endpoint_zone" "zone_1" {
  endpoint_id = alicloud_privatelink_vpc_endpoint.private_link.id
  zone_id     = "cn-hangzhou-i"
  vswitch_id  = "vsw-bp1a4b7c2d8e5h3j9k0m2"
}

output "endpoint_id" {
  value = alicloud_privatelink_vpc_endpoint.private_link.id
}

output "endpoint_domain" {
  value = alicloud_privatelink_vpc_endpoint.private_link.endpoint_domain
}
