# Creates the endpoint and points its hosts to it.
# Use a separate folder, or remove the block terraform.
terraform {
  required_version = ">= 1.3"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 5.0, < 8.0"
    }
  }
}

resource "google_compute_address" "private_link" {
  name         = "private-link-address"
  project      = "YOUR_PROJECT"
  region       = "europe-west1"
  subnetwork   = "projects/YOUR_PROJECT/regions/europe-west1/subnetworks/YOUR_SUBNET"
  address_type = "INTERNAL"
  purpose      = "GCE_ENDPOINT"
}

resource "google_compute_forwarding_rule" "private_link" {
  name                  = "private-link"
  project               = "YOUR_PROJECT"
  region                = "europe-west1"
  network               = "projects/YOUR_PROJECT/global/networks/YOUR_NETWORK"
  ip_address            = google_compute_address.private_link.self_link
  target                = "projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas"
  load_balancing_scheme = ""
}

output "psc_connection_id" {
  value = google_compute_forwarding_rule.private_link.psc_connection_id
}

output "psc_address" {
  value = google_compute_address.private_link.address
}

resource "google_dns_managed_zone" "megacorp_my-saas_io" {
  name       = "pl-megacorp-my--saas-io"
  project    = "YOUR_PROJECT"
  dns_name   = "megacorp.my-saas.io."
  visibility = "private"

  private_visibility_config {
    networks {
      network_url = "projects/YOUR_PROJECT/global/networks/YOUR_NETWORK"
    }
  }
}

resource "google_dns_record_set" "megacorp_my-saas_io" {
  project      = "YOUR_PROJECT"
  managed_zone = google_dns_managed_zone.megacorp_my-saas_io.name
  name         = "megacorp.my-saas.io."
  type         = "A"
  ttl          = 300
  rrdatas      = [google_compute_address.private_link.address]
}

resource "google_dns_managed_zone" "private_my-saas_io" {
  name       = "pl-private-my--saas-io"
  project    = "YOUR_PROJECT"
  dns_name   = "private.my-saas.io."
  visibility = "private"

  private_visibility_config {
    networks {
      network_url = "projects/YOUR_PROJECT/global/networks/YOUR_NETWORK"
    }
  }
}

resource "google_dns_record_set" "Any_private_my-saas_io" {
  project      = "YOUR_PROJECT"
  managed_zone = google_dns_managed_zone.private_my-saas_io.name
  name         = "*.private.my-saas.io."
  type         = "A"
  ttl          = 300
  rrdatas      = [google_compute_address.private_link.address]
}
