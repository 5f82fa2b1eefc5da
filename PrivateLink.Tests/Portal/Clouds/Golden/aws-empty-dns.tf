# Beside endpoint.tf: add it once the endpoint is available.
resource "aws_route53_zone" "host_1" {
  name = "megacorp.my-saas.io"

  vpc {
    vpc_id     = "YOUR_VPC_ID"
    vpc_region = "us-east-1"
  }
}

resource "aws_route53_record" "host_1" {
  zone_id = aws_route53_zone.host_1.zone_id
  name    = "megacorp.my-saas.io"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.private_link.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_zone" "host_2" {
  name = "private.my-saas.io"

  vpc {
    vpc_id     = "YOUR_VPC_ID"
    vpc_region = "us-east-1"
  }
}

resource "aws_route53_record" "host_2" {
  zone_id = aws_route53_zone.host_2.zone_id
  name    = "*.private.my-saas.io"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.private_link.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
