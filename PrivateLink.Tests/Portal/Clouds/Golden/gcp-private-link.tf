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
  name         = "my-saas-address"
  project      = "acme-prod"
  region       = "europe-west1"
  subnetwork   = "projects/acme-prod/regions/europe-west1/subnetworks/prod-apps"
  address_type = "INTERNAL"
  purpose      = "GCE_ENDPOINT"
  address      = "10.0.60.100"
}

resource "google_compute_forwarding_rule" "private_link" {
  name                    = "my-saas"
  project                 = "acme-prod"
  region                  = "europe-west1"
  network                 = "projects/acme-prod/global/networks/prod"
  ip_address              = google_compute_address.private_link.self_link
  target                  = "projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas"
  load_balancing_scheme   = ""
  allow_psc_global_access = true
}

output "psc_connection_id" {
  value = google_compute_forwarding_rule.private_link.psc_connection_id
}

output "psc_address" {
  value = google_compute_address.private_link.address
}

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
