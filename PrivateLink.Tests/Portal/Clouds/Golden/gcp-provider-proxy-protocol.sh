gcloud compute service-attachments update YOUR_ATTACHMENT --region=YOUR_REGION --enable-proxy-protocol
