resource "google_compute_address" "private_link" {
  name         = "private-link-address"
  project      = "YOUR_PROJECT"
  region       = "europe-west1"
  subnetwork   = "projects/YOUR_PROJECT/regions/europe-west1/subnetworks/YOUR_SUBNET"
  address_type = "INTERNAL"
  purpose      = "GCE_ENDPOINT"
}

resource "google_compute_forwarding_rule" "private_link" {
  name                    = "private-link"
  project                 = "YOUR_PROJECT"
  region                  = "europe-west1"
  network                 = "projects/YOUR_PROJECT/global/networks/YOUR_NETWORK"
  ip_address              = google_compute_address.private_link.self_link
  target                  = "projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas"
  load_balancing_scheme   = ""
}

output "psc_connection_id" {
  value = google_compute_forwarding_rule.private_link.psc_connection_id
}

output "psc_address" {
  value = google_compute_address.private_link.address
}
