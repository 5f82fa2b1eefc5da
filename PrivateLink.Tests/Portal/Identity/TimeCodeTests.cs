using PrivateLink.Portal.Identity.Accounts;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public class TimeCodeTests
{
    /// <summary>The secret of RFC 6238, appendix B, in base32.</summary>
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void CodeAt_TimesOfTheStandard_GivesItsCodes(long seconds, string code) =>
        Assert.Equal(code, TimeCode.CodeAt(Key, TimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void StepOf_ACodeOfAnotherMoment_IsTakenOneStepAround(int steps, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var step = TimeCode.StepAt(now) + steps;

        Assert.Equal(taken ? step : null, TimeCode.StepOf(Key, TimeCode.CodeAt(Key, step), now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("２８７０８２")]
    [InlineData("abcdef")]
    public void StepOf_WhatIsNoCode_IsNull(string code) => Assert.Null(TimeCode.StepOf(Key, code, DateTimeOffset.FromUnixTimeSeconds(59)));
}
