#!/usr/bin/env bash
# Creates a private zone for each host, with the endpoint's address.
set -euo pipefail

address=$(az network nic show --query 'ipConfigurations[0].privateIPAddress || ipConfigurations[0].properties.privateIPAddress' -o tsv \
  --ids "$(az network private-endpoint show \
    --subscription YOUR_SUBSCRIPTION_ID \
    -g YOUR_RESOURCE_GROUP \
    -n pe-private-link \
    --query 'networkInterfaces[0].id' -o tsv)")

az network private-dns zone create --subscription YOUR_SUBSCRIPTION_ID -g YOUR_RESOURCE_GROUP -n megacorp.my-saas.io
az network private-dns link vnet create --subscription YOUR_SUBSCRIPTION_ID -g YOUR_RESOURCE_GROUP -z megacorp.my-saas.io \
  -n pl-megacorp-my--saas-io -v /subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET -e false
az network private-dns record-set a add-record --subscription YOUR_SUBSCRIPTION_ID -g YOUR_RESOURCE_GROUP -z megacorp.my-saas.io \
  -n @ -a "$address"

az network private-dns zone create --subscription YOUR_SUBSCRIPTION_ID -g YOUR_RESOURCE_GROUP -n private.my-saas.io
az network private-dns link vnet create --subscription YOUR_SUBSCRIPTION_ID -g YOUR_RESOURCE_GROUP -z private.my-saas.io \
  -n pl-private-my--saas-io -v /subscriptions/YOUR_SUBSCRIPTION_ID/resourceGroups/YOUR_RESOURCE_GROUP/providers/Microsoft.Network/virtualNetworks/YOUR_VNET -e false
az network private-dns record-set a add-record --subscription YOUR_SUBSCRIPTION_ID -g YOUR_RESOURCE_GROUP -z private.my-saas.io \
  -n '*' -a "$address"
