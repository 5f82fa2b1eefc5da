using PrivateLink.Engine;
using PrivateLink.Engine.Settings;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Listening;

/// <summary>A listener needs a service ID exactly if its cloud's header carries one.</summary>
public class ServiceIdTests
{
    [Theory]
    [InlineData(ProviderSetting.Alibaba, "saas", "epsrv-1", null)]
    [InlineData(ProviderSetting.Alibaba, "saas", " ", "Engine:Listeners:one:ServiceId: required with Provider = Alibaba, whose header names the service; set the service's ID. Example: epsrv-t4n1a2b3c4d5e6f7g8h9.")]
    [InlineData(ProviderSetting.Alibaba, null, "epsrv-1", "Engine:Listeners:one:Service: required with Provider = Alibaba, whose link IDs are unique within one service only; the name of the private link service behind this port.")]
    [InlineData(ProviderSetting.Aws, null, null, null)]
    [InlineData(ProviderSetting.Azure, "saas", "epsrv-1", "Engine:Listeners:one:ServiceId: headers of Provider = Azure name no service, so there is nothing to compare it with; leave it out.")]
    [InlineData(ProviderSetting.Auto, null, "epsrv-1", "Engine:Listeners:one:ServiceId: headers of Provider = Auto name no service, so there is nothing to compare it with; leave it out.")]
    public void Validate_ServiceOfAListener_IsThereWhereTheCloudNeedsIt(ProviderSetting provider, string? service, string? serviceId, string? problem)
    {
        var options = new EngineOptions
        {
            Listeners = { ["one"] = EngineUnderTest.Private(listener => (listener.Provider, listener.Service, listener.ServiceId) = (provider, service, serviceId)) },
        };

        var result = new EngineOptionsValidator().Validate(null, options);

        Assert.Equal(problem is null ? [] : [problem], result.Failures ?? []);
    }
}
