using PrivateLink.Portal.Ceilings;
using Xunit;

namespace PrivateLink.Tests.Portal.Ceilings;

public class CeilingOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_AreRight() => Assert.True(new CeilingOptionsValidator().Validate(null, new()).Succeeded);

    [Fact]
    public void Validate_WhatLeavesNothing_IsReportedAtOnceWithItsKeys()
    {
        var result = new CeilingOptionsValidator().Validate(null, new() { ExportsForCompany = 8, ExportTime = TimeSpan.Zero, ClaimNames = 0 });

        Assert.Equal(["Ceilings:ClaimNames", "Ceilings:ExportsForCompany", "Ceilings:ExportTime"], result.Failures!.Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]));
    }
}
