using PrivateLink.Engine.Connections;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>A listener's settings in the form that connections use.</summary>
public class ListenerTermsTests
{
    /// <summary>An empty setting means none: a listener for a service without a name would admit no link.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Service_Blank_IsNone(string? blank)
    {
        var terms = new ListenerTerms("private", EngineUnderTest.Private(listener => (listener.Service, listener.ServiceId) = (blank, blank)));

        Assert.Null(terms.Policy.Service);
        Assert.Null(terms.ServiceId);
    }

    [Fact]
    public void ServiceId_WithSpaceAround_IsTakenWithoutIt() =>
        Assert.Equal("vpce-svc-1", new ListenerTerms("private", EngineUnderTest.Private(listener => listener.ServiceId = " vpce-svc-1 ")).ServiceId);
}
