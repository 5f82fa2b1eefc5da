#!/usr/bin/env bash
# Creates the private endpoint. It stays Pending until we approve it.
set -euo pipefail

az network private-endpoint create \
  --subscription 6f1d1b3c-1111-4222-8333-444455556666 \
  -g network-prod \
  -n pe-my-saas \
  -l northeurope \
  --vnet-name vnet-prod \
  --subnet private-endpoints \
  --nic-name pe-my-saas-nic \
  --connection-name pe-my-saas \
  --private-connection-resource-id my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice \
  --manual-request true \
  --request-message pl-0193f2a7 \
  --query id -o tsv
