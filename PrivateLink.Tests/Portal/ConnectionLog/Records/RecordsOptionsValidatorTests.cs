using PrivateLink.Portal.ConnectionLog.Records;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Records;

public class RecordsOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Succeeds() => Assert.True(new RecordsOptionsValidator().Validate(null, new()).Succeeded);

    [Fact]
    public void Validate_EverythingWrong_NamesEveryKey()
    {
        var result = new RecordsOptionsValidator().Validate(null, new() { KeepDays = 0, KeepRollUpDays = 0, MaximumRows = 999, BatchSize = 99, Backlog = 999 });

        Assert.Equal(
            ["Records:KeepDays", "Records:KeepRollUpDays", "Records:MaximumRows", "Records:BatchSize", "Records:Backlog"],
            result.Failures!.Select(failure => failure[..failure.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.All(result.Failures!, failure => Assert.Contains("Example: ", failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_RollUpsShorterThanRows_IsRefused()
    {
        var result = new RecordsOptionsValidator().Validate(null, new() { KeepDays = 30, KeepRollUpDays = 29 });

        Assert.StartsWith("Records:KeepRollUpDays: 29 is less than Records:KeepDays (30)", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }
}
