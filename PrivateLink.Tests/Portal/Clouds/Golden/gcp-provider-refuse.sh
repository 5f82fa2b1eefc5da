# If the project is on the accept list, remove it from there first.
# Needs jq. The command replaces the whole list, so it first reads the current entries.
gcloud compute service-attachments update my-saas --project=my-saas-prod --region=europe-west1 \
  --consumer-reject-list="$(gcloud compute service-attachments describe my-saas --project=my-saas-prod --region=europe-west1 --format=json |
    jq -r --arg added acme-prod '[(.consumerRejectLists // [])[] | .] + [$added] | unique_by(split("=")[0]) | join(",")')"
