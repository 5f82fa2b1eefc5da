# Creates the endpoint. We accept it. Then add its DNS records.
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
