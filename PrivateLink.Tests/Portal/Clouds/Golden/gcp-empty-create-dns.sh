#!/usr/bin/env bash
# Creates a private zone for each host, with the endpoint's address.
set -euo pipefail

address=$(gcloud compute addresses describe private-link-address \
  --project=YOUR_PROJECT --region=europe-west1 --format='value(address)')

gcloud dns managed-zones create pl-megacorp-my--saas-io \
  --project=YOUR_PROJECT \
  --dns-name=megacorp.my-saas.io. \
  --visibility=private \
  --networks=YOUR_NETWORK \
  --description='Leads to the private endpoint'
gcloud dns record-sets create megacorp.my-saas.io. \
  --project=YOUR_PROJECT \
  --zone=pl-megacorp-my--saas-io \
  --type=A --ttl=300 --rrdatas="$address"

gcloud dns managed-zones create pl-private-my--saas-io \
  --project=YOUR_PROJECT \
  --dns-name=private.my-saas.io. \
  --visibility=private \
  --networks=YOUR_NETWORK \
  --description='Leads to the private endpoint'
gcloud dns record-sets create '*.private.my-saas.io.' \
  --project=YOUR_PROJECT \
  --zone=pl-private-my--saas-io \
  --type=A --ttl=300 --rrdatas="$address"
