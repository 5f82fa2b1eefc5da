# The list is replaced as a whole: write the projects that are on it already in front, separated by commas.
gcloud compute service-attachments update my-saas --project=my-saas-prod --region=europe-west1 \
  --consumer-accept-list=acme-prod=10
