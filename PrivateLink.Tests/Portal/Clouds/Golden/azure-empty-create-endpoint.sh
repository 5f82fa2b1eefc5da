#!/usr/bin/env bash
# Creates the private endpoint. It stays Pending until we approve it.
set -euo pipefail

az network private-endpoint create \
  --subscription YOUR_SUBSCRIPTION_ID \
  -g YOUR_RESOURCE_GROUP \
  -n pe-private-link \
  -l northeurope \
  --vnet-name YOUR_VNET \
  --subnet YOUR_SUBNET \
  --nic-name pe-private-link-nic \
  --connection-name pe-private-link \
  --private-connection-resource-id my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice \
  --manual-request true \
  --request-message pl-0193f2a7 \
  --query id -o tsv
