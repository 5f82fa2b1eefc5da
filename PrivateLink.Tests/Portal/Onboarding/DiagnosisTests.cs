using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Portal.Clouds;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

/// <summary>Each diagnosis follows from its own evidence and from nothing else.</summary>
public class DiagnosisTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static readonly OnboardingView View = new()
    {
        Id = Guid.Empty,
        TenantId = Guid.Empty,
        Tenant = "Megacorp",
        Name = "aws",
        Reference = TestServices.Reference,
        Service = TestServices.Aws,
        Region = "us-east-1",
        Hosts = [new(Guid.Empty, "megacorp.my-saas.io", ResourceMode.Monitor)],
        Form = new Dictionary<string, string>(),
        State = PrivateEndpointState.AwaitingTraffic,
        Claim = ClaimLevel.Asserted,
        Enabled = true,
        LinkId = "vpce-08d2bf15fac5001c9",
        Approval = new(ApprovalStage.Automatic, Now, null, null),
        CreatedAt = Now,
    };

    private static Evidence Quiet(double minutes = 0) => new() { Now = Now, WaitingSince = Now.AddMinutes(-minutes) };

    [Fact]
    public void Of_NothingYet_HasPatience()
    {
        Assert.Empty(Diagnosis.Of(View, Quiet(1.9)));
        Assert.Equal(FindingKind.NeverSeen, Assert.Single(Diagnosis.Of(View, Quiet(2))).Kind);
    }

    [Fact]
    public void Of_NeverSeen_NamesTheCausesOfThatCloud()
    {
        var finding = Assert.Single(Diagnosis.Of(View, Quiet(5)));

        Assert.Equal(StepOwner.YourCloud, finding.Owner);
        Assert.Contains("In 5 minutes", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("security group", finding.NextStep, StringComparison.Ordinal);
        Assert.Contains("No route to host", Assert.Single(Diagnosis.Of(View with { Service = TestServices.Azure }, Quiet(5))).NextStep, StringComparison.Ordinal);
        Assert.Contains("ACCEPTED", Assert.Single(Diagnosis.Of(View with { Service = TestServices.Gcp }, Quiet(5))).NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PublicPath_NamesTheClientAndGivesTheCommand()
    {
        Assert.Empty(Diagnosis.Of(View, Quiet() with { PublicPath = new(Now, "megacorp.my-saas.io", "203.0.113.7:4711", 3) })); // DNS is not set up yet
        var finding = Assert.Single(Diagnosis.Of(View with { DnsAt = Now }, Quiet() with { PublicPath = new(Now, "megacorp.my-saas.io", "203.0.113.7:4711", 3) }));

        Assert.Equal((FindingKind.PublicPath, StepOwner.You), (finding.Kind, finding.Owner));
        Assert.Contains("203.0.113.7:4711", finding.Evidence, StringComparison.Ordinal);
        Assert.Equal("dig +short megacorp.my-saas.io\n", finding.Command!.Text);
        Assert.Equal(ArtefactLanguage.Shell, finding.Command.Language);
    }

    [Fact]
    public void Of_OtherLink_SaysWhatMayBeSaidOfIt()
    {
        var finding = Assert.Single(Diagnosis.Of(View, Quiet() with { LinkSeen = true, OtherLink = new(Now, "megacorp.my-saas.io", "another endpoint, …c0de") }));

        Assert.Equal(FindingKind.OtherLink, finding.Kind);
        Assert.Contains("came through another endpoint, …c0de.", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("prove it", finding.NextStep, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "no name at all")]
    [InlineData("10.0.10.63", "\"10.0.10.63\"")]
    public void Of_OtherName_SaysWhatWasAskedFor(string? name, string shown)
    {
        var finding = Assert.Single(Diagnosis.Of(View, Quiet(60) with { LinkSeen = true, OtherName = new(Now, name) }));

        Assert.Equal(FindingKind.OtherName, finding.Kind);
        Assert.Contains(shown, finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("megacorp.my-saas.io", finding.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_HeaderMissing_IsOursAndStopsTheSearchInTheCustomersCloud()
    {
        var finding = Assert.Single(Diagnosis.Of(View, Quiet(60) with { HeaderMissing = Now }));

        Assert.Equal((FindingKind.HeaderMissing, StepOwner.Us), (finding.Kind, finding.Owner));
        Assert.Equal("Next, us:", OwnerLook.Lead(finding, isCompany: true));
        Assert.StartsWith("Enable PROXY protocol", OwnerLook.NextStep(finding, isCompany: true), StringComparison.Ordinal);
        Assert.StartsWith("You do not need to do anything.", OwnerLook.NextStep(finding, isCompany: false), StringComparison.Ordinal);
    }

    /// <summary>Findings are written for the customer, and operators also read them.</summary>
    [Theory]
    [InlineData(true, "Tell the customer:")]
    [InlineData(false, "Next, you:")]
    public void Of_WhatTheCustomerMustDo_IsNotToldToOperations(bool isCompany, string lead)
    {
        var finding = Assert.Single(Diagnosis.Of(View, Quiet(60) with { LinkSeen = true, OtherName = new(Now, null) }));

        Assert.Equal(lead, OwnerLook.Lead(finding, isCompany));
        Assert.DoesNotContain("your", finding.Evidence, StringComparison.OrdinalIgnoreCase);
    }
}
