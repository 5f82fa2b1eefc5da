# Add this file next to endpoint.tf once the endpoint is available.
resource "aws_route53_zone" "megacorp_my-saas_io" {
  name = "megacorp.my-saas.io"

  vpc {
    vpc_id     = "vpc-0a1b2c3d4e5f60718"
    vpc_region = "us-east-1"
  }
}

resource "aws_route53_record" "megacorp_my-saas_io" {
  zone_id = aws_route53_zone.megacorp_my-saas_io.zone_id
  name    = "megacorp.my-saas.io"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.private_link.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_zone" "private_my-saas_io" {
  name = "private.my-saas.io"

  vpc {
    vpc_id     = "vpc-0a1b2c3d4e5f60718"
    vpc_region = "us-east-1"
  }
}

resource "aws_route53_record" "Any_private_my-saas_io" {
  zone_id = aws_route53_zone.private_my-saas_io.zone_id
  name    = "*.private.my-saas.io"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.private_link.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.private_link.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
