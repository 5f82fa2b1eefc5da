using PrivateLink.Portal.Telemetry;
using Xunit;

namespace PrivateLink.Tests.Portal.Telemetry;

public class TelemetryOptionsTests
{
    [Fact]
    public void Settings_ThatAreWrong_AreAllNamed()
    {
        var result = new TelemetryOptionsValidator().Validate(null, new() { Metrics = "localhost", Otlp = new() { Endpoint = "collector:4318", Sampled = 2 } });

        Assert.Collection(
            result.Failures!,
            static problem => Assert.StartsWith("Telemetry:Metrics: 'localhost'", problem, StringComparison.Ordinal),
            static problem => Assert.StartsWith("Telemetry:Otlp:Endpoint: 'collector:4318'", problem, StringComparison.Ordinal),
            static problem => Assert.StartsWith("Telemetry:Otlp:Sampled: 2", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_ThatAreNotSet_AreRight() => Assert.True(new TelemetryOptionsValidator().Validate(null, new()).Succeeded);
}
