# The list is replaced as a whole: write the subscriptions that are on it already in front, separated by spaces.
# One that is on it can ask for a connection; each endpoint is still accepted by hand.
az network private-link-service update --ids /subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/my-saas/providers/Microsoft.Network/privateLinkServices/my-saas \
  --visibility 6f1d1b3c-1111-4222-8333-444455556666
