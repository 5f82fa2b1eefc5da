gcloud compute service-attachments describe my-saas --project=my-saas-prod --region=europe-west1 \
  --format='json(connectedEndpoints,consumerAcceptLists)'
