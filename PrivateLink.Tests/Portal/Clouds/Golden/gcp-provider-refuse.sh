# Take the project off the accept list first, if it is on it.
# Needs jq: the list is replaced as a whole, so what is on it is read first.
gcloud compute service-attachments update my-saas --project=my-saas-prod --region=europe-west1 \
  --consumer-reject-list="$(gcloud compute service-attachments describe my-saas --project=my-saas-prod --region=europe-west1 --format=json |
    jq -r --arg added acme-prod '[(.consumerRejectLists // [])[] | .] + [$added] | unique_by(split("=")[0]) | join(",")')"
