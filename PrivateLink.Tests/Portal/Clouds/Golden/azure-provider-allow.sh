# The list is replaced as a whole: write the subscriptions that are on it already in front, separated by spaces.
# One that is on it can ask for a connection; each endpoint is still accepted by hand.
az network private-link-service update -g YOUR_RESOURCE_GROUP -n YOUR_PRIVATE_LINK_SERVICE \
  --visibility 6f1d1b3c-1111-4222-8333-444455556666
