using PrivateLink.Engine;
using PrivateLink.Engine.Settings;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Descriptors;

/// <summary>A connection limit without enough descriptors is refused at start, not discovered in accept.</summary>
public class DescriptorBudgetTests
{
    [Fact]
    public void Validate_MoreConnectionsThanDescriptors_SaysHowManyThereMayBe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no limit to know of");
        var options = new EngineOptions { Limits = { Connections = 1_000_000 }, Listeners = { ["one"] = EngineUnderTest.Public() } };

        var result = new EngineOptionsValidator().Validate(null, options);

        var problem = Assert.Single(result.Failures!);
        Assert.Matches(@"^Engine:Limits:Connections: 1000000 connections need \d+ descriptors, and the limit is \d+\. Raise the limit \(LimitNOFILE\), or set at most \d+, or leave it out\.$", problem);
    }
}
