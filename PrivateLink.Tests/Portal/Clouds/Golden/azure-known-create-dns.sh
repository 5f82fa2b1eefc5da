#!/usr/bin/env bash
# Creates a private zone for each host, with the endpoint's address.
set -euo pipefail

address=10.1.2.3

az network private-dns zone create --subscription 6f1d1b3c-1111-4222-8333-444455556666 -g network-prod -n megacorp.my-saas.io
az network private-dns link vnet create --subscription 6f1d1b3c-1111-4222-8333-444455556666 -g network-prod -z megacorp.my-saas.io \
  -n pl-megacorp-my--saas-io -v /subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod -e false
az network private-dns record-set a add-record --subscription 6f1d1b3c-1111-4222-8333-444455556666 -g network-prod -z megacorp.my-saas.io \
  -n @ -a "$address"

az network private-dns zone create --subscription 6f1d1b3c-1111-4222-8333-444455556666 -g network-prod -n private.my-saas.io
az network private-dns link vnet create --subscription 6f1d1b3c-1111-4222-8333-444455556666 -g network-prod -z private.my-saas.io \
  -n pl-private-my--saas-io -v /subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod -e false
az network private-dns record-set a add-record --subscription 6f1d1b3c-1111-4222-8333-444455556666 -g network-prod -z private.my-saas.io \
  -n '*' -a "$address"
