gcloud compute forwarding-rules describe private-link \
  --project=YOUR_PROJECT \
  --region=europe-west1 \
  --format='json(IPAddress,pscConnectionId,pscConnectionStatus,target)'
