namespace PrivateLink.Portal.Demonstration;

/// <summary>
/// The engine's settings when nobody has given any: one listener per cloud that wants a PROXY header, and a public one that refuses them. Any
/// setting of the configuration files, the environment or the command line goes before these.
/// </summary>
public static class DemonstrationConfiguration
{
    private const string Loopback = "127.0.0.0/8";

    public static Dictionary<string, string?> Listeners { get; } = new()
    {
        ["Engine:Listeners:public:Bind"] = "127.0.0.1:7440",
        ["Engine:Listeners:public:ProxyProtocol"] = "Off",

        ["Engine:Listeners:aws:Bind"] = "127.0.0.1:7441",
        ["Engine:Listeners:aws:Provider"] = "Aws",
        ["Engine:Listeners:aws:Service"] = DemoNames.AwsService,
        ["Engine:Listeners:aws:TrustedSources:0"] = Loopback,

        ["Engine:Listeners:azure:Bind"] = "127.0.0.1:7442",
        ["Engine:Listeners:azure:Provider"] = "Azure",
        ["Engine:Listeners:azure:Service"] = DemoNames.AzureService,
        ["Engine:Listeners:azure:TrustedSources:0"] = Loopback,

        ["Engine:Listeners:gcp:Bind"] = "127.0.0.1:7443",
        ["Engine:Listeners:gcp:Provider"] = "Gcp",
        ["Engine:Listeners:gcp:Service"] = DemoNames.GcpService,
        ["Engine:Listeners:gcp:TrustedSources:0"] = Loopback,
    };
}
