namespace PrivateLink.Tests.Portal.Clouds;

/// <summary>Output of each cloud's tools and console for an endpoint, as users copy it.</summary>
internal static class PastedOutputs
{
    public const string AwsName = "vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com";

    public const string AwsJson = """
        {
            "VpcEndpoints": [
                {
                    "VpcEndpointId": "vpce-08d2bf15fac5001c9",
                    "VpcEndpointType": "Interface",
                    "VpcId": "vpc-0a1b2c3d4e5f60718",
                    "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238",
                    "State": "pendingAcceptance",
                    "SubnetIds": ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
                    "Groups": [{ "GroupId": "sg-0123456789abcdef0", "GroupName": "clients" }],
                    "NetworkInterfaceIds": ["eni-0123456789abcdef0"],
                    "DnsEntries": [
                        { "DnsName": "vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com", "HostedZoneId": "Z7HUB22UULQXV" },
                        { "DnsName": "vpce-08d2bf15fac5001c9-ab12cd34-us-east-1a.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com", "HostedZoneId": "Z7HUB22UULQXV" },
                        { "DnsName": "vpce-08d2bf15fac5001c9-ab12cd34-us-east-1e.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com", "HostedZoneId": "Z7HUB22UULQXV" }
                    ],
                    "OwnerId": "111122223333"
                }
            ]
        }
        """;

    /// <summary>From the wizard's own command.</summary>
    public const string AwsProjected = """
        [ { "Id": "vpce-08d2bf15fac5001c9", "State": "available", "Dns": "vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com", "Zone": "Z7HUB22UULQXV" } ]
        """;

    public const string AwsTable = """
        ------------------------------------------------------------------------------------------------------------------------------------------------
        |                                                             DescribeVpcEndpoints                                                             |
        +-----------------------------------------------------------------------------------------+------------------------+-----------+---------------+
        |                                           Dns                                           |          Id            |   State   |     Zone      |
        +-----------------------------------------------------------------------------------------+------------------------+-----------+---------------+
        |  vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com|  vpce-08d2bf15fac5001c9|  rejected |  Z7HUB22UULQXV|
        +-----------------------------------------------------------------------------------------+------------------------+-----------+---------------+
        """;

    public const string AwsText = "vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com\tvpce-08d2bf15fac5001c9\tpendingAcceptance\tZ7HUB22UULQXV";

    public const string AwsTerraform = """
        vpc_endpoint_dns_name = "vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com"
        vpc_endpoint_id = "vpce-08d2bf15fac5001c9"
        """;

    public const string AwsConsole = """
        Details
        Endpoint ID
        vpce-08d2bf15fac5001c9
        Status
        Pending acceptance
        VPC ID
        vpc-0a1b2c3d4e5f60718 (prod)
        Service name
        com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238
        DNS names
        vpce-08d2bf15fac5001c9-ab12cd34.vpce-svc-0e42e1e06ed010238.us-east-1.vpce.amazonaws.com (Z7HUB22UULQXV)
        """;

    /// <summary>All endpoints of a network, of which only one belongs to the service.</summary>
    public const string AwsAll = """
        {"VpcEndpoints":[
          {"VpcEndpointId":"vpce-0aaaaaaaaaaaaaaaa","ServiceName":"com.amazonaws.us-east-1.s3","State":"available"},
          {"VpcEndpointId":"vpce-0bbbbbbbbbbbbbbbb","ServiceName":"com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238","State":"available"},
          {"VpcEndpointId":"vpce-0cccccccccccccccc","ServiceName":"com.amazonaws.vpce.us-east-1.vpce-svc-0fffffffffffffff1","State":"rejected"}]}
        """;

    public const string AzureJson = """
        {
          "customDnsConfigs": [ { "fqdn": null, "ipAddresses": [ "10.0.60.100" ] } ],
          "id": "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/privateEndpoints/pe-my-saas",
          "location": "westeurope",
          "manualPrivateLinkServiceConnections": [
            {
              "name": "pe-my-saas",
              "privateLinkServiceConnectionState": { "actionsRequired": "None", "description": "Welcome to my-saas", "status": "Approved" },
              "privateLinkServiceId": "my-saas.64359fdd-7893-4215-9929-ece3287e1371.westeurope.azure.privatelinkservice",
              "provisioningState": "Succeeded",
              "requestMessage": "pl-0193f2a7"
            }
          ],
          "name": "pe-my-saas",
          "networkInterfaces": [ { "id": "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/networkInterfaces/pe-my-saas-nic" } ],
          "provisioningState": "Succeeded",
          "subnet": { "id": "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod/subnets/private-endpoints" }
        }
        """;

    /// <summary>From the wizard's own two commands.</summary>
    public const string AzureProjected = """
        {
          "id": "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/privateEndpoints/pe-my-saas",
          "status": { "actionsRequired": "", "description": "Awaiting approval", "status": "Pending" }
        }
        10.0.60.100
        """;

    public const string AzureTerraform = """
        resource "azurerm_private_endpoint" "private_link" {
            id                  = "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/privateEndpoints/pe-my-saas"
            location            = "westeurope"
            subnet_id           = "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod/subnets/private-endpoints"
            private_service_connection {
                private_ip_address = "10.0.60.100"
                request_message    = "please let us in"
            }
        }
        """;

    public const string AzureConsole = """
        Connection status
        Rejected
        Request/Response message
        Private IP	10.0.60.100
        Location
        West Europe
        """;

    public const string AzureSubnet =
        "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/network-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod/subnets/private-endpoints";

    public const string GcpJson = """
        {
          "IPAddress": "10.0.60.100",
          "pscConnectionId": "54626271866403940",
          "pscConnectionStatus": "PENDING",
          "target": "https://www.googleapis.com/compute/v1/projects/my-saas-prod/regions/europe-west1/serviceAttachments/my-saas"
        }
        """;

    public const string GcpYaml = """
        IPAddress: 10.0.60.100
        allowPscGlobalAccess: true
        id: '4837194650921837465'
        kind: compute#forwardingRule
        name: my-endpoint
        network: https://www.googleapis.com/compute/v1/projects/acme-prod/global/networks/prod
        pscConnectionId: '54626271866403940'
        pscConnectionStatus: REJECTED
        region: https://www.googleapis.com/compute/v1/projects/acme-prod/regions/europe-west1
        selfLink: https://www.googleapis.com/compute/v1/projects/acme-prod/regions/europe-west1/forwardingRules/my-endpoint
        target: https://www.googleapis.com/compute/v1/projects/another-saas/regions/europe-west1/serviceAttachments/another
        """;

    public const string GcpTerraform = """
        address               = "10.0.60.100"
        psc_connection_id     = "54626271866403940"
        psc_connection_status = "ACCEPTED"
        """;

    public const string GcpTerraformJson = """
        { "psc_address": { "sensitive": false, "type": "string", "value": "10.0.60.100" }, "psc_connection_id": { "sensitive": false, "type": "string", "value": "54626271866403940" } }
        """;

    public const string GcpConsole = """
        IP address
        10.0.60.100
        PSC connection ID
        54626271866403940
        Status
        Needs attention
        """;

    public const string AlibabaJson = """
        {"Endpoints":{"Endpoint":[{"ConnectionStatus":"Disconnected","EndpointDomain":"ep-t4i1a4b7c2d8e5h3j9k0.epsrv-t4n1a2b3c4d5e6f7g8h9.ap-southeast-1.privatelink.aliyuncs.com",
        "EndpointId":"ep-t4i1a4b7c2d8e5h3j9k0","EndpointName":"my-saas","EndpointStatus":"Active","RegionId":"ap-southeast-1",
        "ServiceName":"com.aliyuncs.privatelink.ap-southeast-1.epsrv-t4n1a2b3c4d5e6f7g8h9","VpcId":"vpc-t4f1a4b7c2d8e5h3j9k0m"}]}}
        """;

    public const string AlibabaZones = """
        {"Zones":[{"EniIp":"192.168.0.12","ZoneId":"ap-southeast-1a","ZoneDomain":"ep-t4i1a4b7c2d8e5h3j9k0-ap-southeast-1a.epsrv-t4n1a2b3c4d5e6f7g8h9.ap-southeast-1.privatelink.aliyuncs.com"},
        {"EniIp":"192.168.1.12","ZoneId":"ap-southeast-1b"}]}
        """;

    public const string AlibabaConsole = """
        Endpoint ID
        ep-t4i1a4b7c2d8e5h3j9k0
        Connection Status
        Pending
        """;
}
