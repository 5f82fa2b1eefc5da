# Add this file next to endpoint.tf once the endpoint is connected.
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
