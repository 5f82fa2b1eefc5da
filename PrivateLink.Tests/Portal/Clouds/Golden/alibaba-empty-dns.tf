# Beside endpoint.tf: add it once the endpoint is connected. eni_ip needs version 1.212 of the provider or a later one.
resource "alicloud_pvtz_zone" "host_1" {
  zone_name = "megacorp.my-saas.io"
}

resource "alicloud_pvtz_zone_attachment" "host_1" {
  zone_id = alicloud_pvtz_zone.host_1.id
  vpc_ids = ["YOUR_VPC_ID"]
}

resource "alicloud_pvtz_zone_record" "host_1_1" {
  zone_id = alicloud_pvtz_zone.host_1.id
  rr      = "@"
  type    = "A"
  value   = alicloud_privatelink_vpc_endpoint_zone.zone_1.eni_ip
  ttl     = 60
}

resource "alicloud_pvtz_zone" "host_2" {
  zone_name = "private.my-saas.io"
}

resource "alicloud_pvtz_zone_attachment" "host_2" {
  zone_id = alicloud_pvtz_zone.host_2.id
  vpc_ids = ["YOUR_VPC_ID"]
}

resource "alicloud_pvtz_zone_record" "host_2_1" {
  zone_id = alicloud_pvtz_zone.host_2.id
  rr      = "*"
  type    = "A"
  value   = alicloud_privatelink_vpc_endpoint_zone.zone_1.eni_ip
  ttl     = 60
}
