gcloud compute forwarding-rules describe my-saas \
  --project=acme-prod \
  --region=europe-west1 \
  --format='json(IPAddress,pscConnectionId,pscConnectionStatus,target)'
