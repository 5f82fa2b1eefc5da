# Beside endpoint.tf: add it once the endpoint is accepted.
resource "google_dns_managed_zone" "host_1" {
  name       = "pl-megacorp-my-saas-io"
  project    = "YOUR_PROJECT"
  dns_name   = "megacorp.my-saas.io."
  visibility = "private"

  private_visibility_config {
    networks {
      network_url = "projects/YOUR_PROJECT/global/networks/YOUR_NETWORK"
    }
  }
}

resource "google_dns_record_set" "host_1" {
  project      = "YOUR_PROJECT"
  managed_zone = google_dns_managed_zone.host_1.name
  name         = "megacorp.my-saas.io."
  type         = "A"
  ttl          = 300
  rrdatas      = [google_compute_address.private_link.address]
}

resource "google_dns_managed_zone" "host_2" {
  name       = "pl-private-my-saas-io"
  project    = "YOUR_PROJECT"
  dns_name   = "private.my-saas.io."
  visibility = "private"

  private_visibility_config {
    networks {
      network_url = "projects/YOUR_PROJECT/global/networks/YOUR_NETWORK"
    }
  }
}

resource "google_dns_record_set" "host_2" {
  project      = "YOUR_PROJECT"
  managed_zone = google_dns_managed_zone.host_2.name
  name         = "*.private.my-saas.io."
  type         = "A"
  ttl          = 300
  rrdatas      = [google_compute_address.private_link.address]
}
