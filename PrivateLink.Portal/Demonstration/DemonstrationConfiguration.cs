namespace PrivateLink.Portal.Demonstration;

/// <summary>
/// The engine's listeners when nobody has configured any: one per cloud that wants a PROXY header, and a public one that refuses them. With
/// a listener in the configuration files, the environment or on the command line, none of these exists.
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

    /// <summary>The live page shows every decision; a line for each would push the portal's address out of the console.</summary>
    public static Dictionary<string, string?> Logging { get; } = new() { ["Logging:LogLevel:PrivateLink.Engine.Decisions"] = "Warning" };
}
