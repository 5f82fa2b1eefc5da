# This replaces the whole list. Put the existing subscriptions first, separated by spaces.
# Listed subscriptions can request a connection. Each endpoint must still be accepted manually.
az network private-link-service update --ids /subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/my-saas/providers/Microsoft.Network/privateLinkServices/my-saas \
  --visibility 6f1d1b3c-1111-4222-8333-444455556666
