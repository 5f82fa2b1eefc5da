# Add this file next to endpoint.tf once the endpoint is accepted.
resource "google_dns_managed_zone" "megacorp_my-saas_io" {
  name       = "pl-megacorp-my--saas-io"
  project    = "acme-prod"
  dns_name   = "megacorp.my-saas.io."
  visibility = "private"

  private_visibility_config {
    networks {
      network_url = "projects/acme-prod/global/networks/prod"
    }
  }
}

resource "google_dns_record_set" "megacorp_my-saas_io" {
  project      = "acme-prod"
  managed_zone = google_dns_managed_zone.megacorp_my-saas_io.name
  name         = "megacorp.my-saas.io."
  type         = "A"
  ttl          = 300
  rrdatas      = [google_compute_address.private_link.address]
}

resource "google_dns_managed_zone" "private_my-saas_io" {
  name       = "pl-private-my--saas-io"
  project    = "acme-prod"
  dns_name   = "private.my-saas.io."
  visibility = "private"

  private_visibility_config {
    networks {
      network_url = "projects/acme-prod/global/networks/prod"
    }
  }
}

resource "google_dns_record_set" "Any_private_my-saas_io" {
  project      = "acme-prod"
  managed_zone = google_dns_managed_zone.private_my-saas_io.name
  name         = "*.private.my-saas.io."
  type         = "A"
  ttl          = 300
  rrdatas      = [google_compute_address.private_link.address]
}
