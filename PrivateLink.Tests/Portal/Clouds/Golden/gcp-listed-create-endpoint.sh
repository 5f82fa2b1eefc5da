#!/usr/bin/env bash
# Reserves an address, creates the PSC endpoint, and prints its connection ID.
set -euo pipefail

gcloud compute addresses create my-saas-address \
  --project=acme-prod \
  --region=europe-west1 \
  --subnet=prod-apps \
  --addresses=10.0.60.100

gcloud compute forwarding-rules create my-saas \
  --project=acme-prod \
  --region=europe-west1 \
  --network=prod \
  --address=my-saas-address \
  --target-service-attachment=projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas \
  --allow-psc-global-access

gcloud compute forwarding-rules describe my-saas \
  --project=acme-prod \
  --region=europe-west1 \
  --format='json(IPAddress,pscConnectionId,pscConnectionStatus,target)'
