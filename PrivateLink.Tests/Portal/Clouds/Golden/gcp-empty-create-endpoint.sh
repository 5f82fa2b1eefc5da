#!/usr/bin/env bash
# Reserves an address, creates the PSC endpoint, and prints its connection ID.
set -euo pipefail

gcloud compute addresses create private-link-address \
  --project=YOUR_PROJECT \
  --region=europe-west1 \
  --subnet=YOUR_SUBNET

gcloud compute forwarding-rules create private-link \
  --project=YOUR_PROJECT \
  --region=europe-west1 \
  --network=YOUR_NETWORK \
  --address=private-link-address \
  --target-service-attachment=projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas

gcloud compute forwarding-rules describe private-link \
  --project=YOUR_PROJECT \
  --region=europe-west1 \
  --format='json(IPAddress,pscConnectionId,pscConnectionStatus,target)'
