# In endpoint.tf, once the endpoint is available, change
#   private_dns_enabled = true
# The service's private DNS name is *.my-saas.io; there is nothing else to add.
