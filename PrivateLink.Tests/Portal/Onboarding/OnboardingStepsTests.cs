using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Portal.Clouds;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

/// <summary>The state of each step in the list if the hosts have different progress.</summary>
public class OnboardingStepsTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static OnboardingView View(DateTime? verifiedAt, params OnboardedHost[] hosts) => new()
    {
        Id = Guid.Empty,
        TenantId = Guid.Empty,
        Tenant = "Megacorp",
        Name = "aws",
        Reference = TestServices.Reference,
        Service = TestServices.Aws,
        Region = "us-east-1",
        Hosts = hosts,
        Form = new Dictionary<string, string>(),
        State = PrivateEndpointState.Verified,
        Claim = ClaimLevel.Asserted,
        Enabled = true,
        LinkId = "vpce-08d2bf15fac5001c9",
        ZonesAt = Now,
        DnsAt = Now,
        VerifiedAt = verifiedAt,
        Approval = new(ApprovalStage.Automatic, Now, null, null),
        CreatedAt = Now,
    };

    private static StepView Step(OnboardingView view, OnboardingStep step) => OnboardingSteps.Of(view).Single(each => each.Step == step);

    [Fact]
    public void Of_TrialBeforeTheLastHostIsReached_WantsToBeConfirmed()
    {
        var view = View(Now, new(Guid.Empty, "megacorp.my-saas.io", ResourceMode.Enforce) { IsOnTrial = true, ReachedAt = Now }, new(Guid.Empty, "api.my-saas.io", ResourceMode.Open));

        Assert.Equal(StepState.Waiting, Step(view, OnboardingStep.Verify).State);
        Assert.Equal((StepState.Current, "On trial: confirm it"), (Step(view, OnboardingStep.Enforce).State, Step(view, OnboardingStep.Enforce).Note));
    }

    [Fact]
    public void Of_HostsThatAnotherEndpointMadePrivate_AreNoEndOfThisOne()
    {
        var host = new OnboardedHost(Guid.Empty, "megacorp.my-saas.io", ResourceMode.Enforce);

        Assert.Equal(StepState.Later, Step(View(null, host), OnboardingStep.Done).State);
        Assert.Equal(StepState.Done, Step(View(Now, host with { ReachedAt = Now }), OnboardingStep.Done).State);
    }
}
