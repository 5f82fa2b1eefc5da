# Needs jq. The command replaces the whole list, so it first reads the current entries.
gcloud compute service-attachments update my-saas --project=my-saas-prod --region=europe-west1 \
  --consumer-accept-list="$(gcloud compute service-attachments describe my-saas --project=my-saas-prod --region=europe-west1 --format=json |
    jq -r --arg added acme-prod=10 '[(.consumerAcceptLists // [])[] | "\(.projectIdOrNum // .networkUrl)=\(.connectionLimit)"] + [$added] | unique_by(split("=")[0]) | join(",")')"
