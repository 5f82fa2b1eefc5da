using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Tests.Portal.Clouds;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class ApprovalOnSqliteTests() : ApprovalTests(new SqliteTestDatabase());

public sealed class ApprovalOnSqlServerTests() : ApprovalTests(new SqlServerTestDatabase());

/// <summary>The state of a connection request, who reported it, and who may change it.</summary>
public abstract class ApprovalTests(TestDatabase database) : OnboardingTest(database)
{
    private const ApprovalSource Customer = ApprovalSource.Customer;
    private const ApprovalSource Company = ApprovalSource.Company;
    private const ApprovalSource Traffic = ApprovalSource.Traffic;

    [Fact]
    public async Task Approval_OnItsWay_IsAskedSeenAndApprovedWithTimesAndWords()
    {
        var id = await World.StartAsync(service: World.Portal.Azure);
        Assert.Equal((ApprovalStage.NotAsked, null, null), await ApprovalAsync(id));

        await World.Onboarding.ConfirmCreatedAsync(World.Mia, id, Cancel);
        var asked = World.Now;
        Assert.Equal((ApprovalStage.Asked, null, null), await ApprovalAsync(id));
        Assert.Equal(asked, (await ViewAsync(id)).Approval.Since);
        Assert.Equal(StepOwner.Us, OnboardingSteps.Of(await ViewAsync(id)).Single(step => step.Step == OnboardingStep.Verify).Owner);

        Database.Time.Advance(TimeSpan.FromMinutes(5));
        await World.Onboarding.KeepPasteAsync(World.Mia, id, PastedOutputs.AzureProjected, Cancel);
        Assert.Equal((ApprovalStage.Seen, Customer, "Awaiting approval"), await ApprovalAsync(id));
        var seen = (await ViewAsync(id)).Approval.Since;
        Assert.Equal(World.Now, seen);

        Database.Time.Advance(TimeSpan.FromMinutes(5));
        await World.Onboarding.KeepPasteAsync(World.Mia, id, PastedOutputs.AzureProjected, Cancel);
        Assert.Equal(seen, (await ViewAsync(id)).Approval.Since);

        Assert.IsType<SaveResult.Saved>(await World.Operations.ApproveAsync(PortalWorld.Company, id, " Welcome. ", Cancel));
        Assert.Equal((ApprovalStage.Approved, Company, "Welcome."), await ApprovalAsync(id));
        Assert.Equal(PendingKind.Assign, Assert.Single(await World.Operations.PendingAsync(PortalWorld.Company, Cancel)).Kind);
    }

    /// <summary>The customer can be responsible for missing traffic only after the company has approved.</summary>
    [Fact]
    public async Task Verify_NotApprovedYet_BlamesNobodyForTheSilence()
    {
        var id = await AskedAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Empty((await World.Verification.CheckAsync(World.Mia, id, Cancel))!.Findings);
        await World.Operations.ApproveAsync(PortalWorld.Company, id, "", Cancel);
        Assert.Empty((await World.Verification.CheckAsync(World.Mia, id, Cancel))!.Findings);
        Database.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(FindingKind.NeverSeen, Assert.Single((await World.Verification.CheckAsync(World.Mia, id, Cancel))!.Findings).Kind);
    }

    [Fact]
    public async Task RefuseAsync_SaysWhy_AndTheCustomerReadsIt()
    {
        var id = await AskedAsync();

        Assert.Contains("Say why", SentenceOf(await World.Operations.RefuseAsync(PortalWorld.Company, id, " ", Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Operations.RefuseAsync(PortalWorld.Company, id, "We do not know this subscription.", Cancel));

        Assert.Equal("We do not know this subscription.", (await World.Onboarding.FindAsync(World.Mia, id, Cancel))!.Approval.Message);
        Assert.Empty(await World.Operations.PendingAsync(PortalWorld.Company, Cancel));
        Assert.IsType<SaveResult.Saved>(await World.Operations.ApproveAsync(PortalWorld.Company, id, "", Cancel));
        Assert.Equal((ApprovalStage.Approved, Company, null), await ApprovalAsync(id));
    }

    [Fact]
    public async Task Approval_MovedByATenant_IsRefusedAndAnotherTenantSeesNothing()
    {
        var id = await AskedAsync();

        foreach (var caller in new[] { World.Mia, World.Gus })
        {
            Assert.IsType<SaveResult.Refused>(await World.Operations.ApproveAsync(caller, id, "", Cancel));
            Assert.IsType<SaveResult.Refused>(await World.Operations.RefuseAsync(caller, id, "no", Cancel));
        }

        Assert.Null(await World.Onboarding.FindAsync(World.Gus, id, Cancel));
        Assert.Equal((ApprovalStage.Asked, null, null), await ApprovalAsync(id));
    }

    /// <summary>A customer's statement does not override what the company has recorded.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Paste_AgainstOurOwnWord_MovesNothing(bool isApproved)
    {
        var id = await AskedAsync();
        await (isApproved ? World.Operations.ApproveAsync(PortalWorld.Company, id, "ours", Cancel) : World.Operations.RefuseAsync(PortalWorld.Company, id, "ours", Cancel));

        await World.Onboarding.KeepPasteAsync(World.Mia, id, isApproved ? PastedOutputs.AzureConsole : PastedOutputs.AzureJson, Cancel);

        Assert.Equal((isApproved ? ApprovalStage.Approved : ApprovalStage.Refused, Company, "ours"), await ApprovalAsync(id));
    }

    [Fact]
    public async Task Paste_Approved_IsTheCustomersWordAndStaysOnTheList()
    {
        var id = await AskedAsync();

        await World.Onboarding.KeepPasteAsync(World.Mia, id, PastedOutputs.AzureJson, Cancel);

        Assert.Equal((ApprovalStage.Approved, Customer, "Welcome to my-saas"), await ApprovalAsync(id));
        Assert.Equal(PendingKind.Accept, Assert.Single(await World.Operations.PendingAsync(PortalWorld.Company, Cancel)).Kind);
    }

    [Fact]
    public async Task FirstConnection_Arrived_IsApprovedByWhatWasSeen()
    {
        var id = await World.StartWithLinkAsync();
        Assert.Equal((ApprovalStage.Automatic, null, null), await ApprovalAsync(id));
        Assert.Empty(await World.Operations.PendingAsync(PortalWorld.Company, Cancel));

        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.TryAsync(last: false, Cancel);

        Assert.Equal((ApprovalStage.Approved, Traffic, null), await ApprovalAsync(id));
    }

    [Fact]
    public async Task OneTimeName_Arrived_IsApprovedByWhatWasSeen()
    {
        var id = await World.StartAsync();

        Assert.IsType<SaveResult.Saved>(await World.ProveAsync(id, World.Mia));

        Assert.Equal((ApprovalStage.Approved, Traffic, null), await ApprovalAsync(id));
    }

    /// <summary>The service is configured to accept automatically, but the customer's cloud shows the request as waiting.</summary>
    [Fact]
    public async Task Paste_WaitingAtAServiceThatAcceptsByItself_IsOnTheList()
    {
        var id = await World.StartAsync();

        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PastedOutputs.AwsJson), Cancel);

        Assert.Equal((ApprovalStage.Seen, Customer, null), await ApprovalAsync(id));
        var pending = Assert.Single(await World.Operations.PendingAsync(PortalWorld.Company, Cancel));
        Assert.Contains("aws ec2 accept-vpc-endpoint-connections --region us-east-1 \\\n  --service-id vpce-svc-0e42e1e06ed010238 --vpc-endpoint-ids vpce-08d2bf15fac5001c9", pending.Commands[0].Text, StringComparison.Ordinal);
        Assert.Contains("reject-vpc-endpoint-connections", pending.Commands[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherLink_Entered_HasNoApprovalYet()
    {
        var id = await World.StartAsync();
        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PastedOutputs.AwsJson), Cancel);
        await World.Operations.ApproveAsync(PortalWorld.Company, id, "", Cancel);

        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("vpce-08d2bf15fac5001c9", PortalWorld.OtherAwsLink), Cancel);
        Assert.Equal((ApprovalStage.Automatic, null, null), await ApprovalAsync(id));

        await World.Operations.RefuseAsync(PortalWorld.Company, id, "no", Cancel);
        await World.Endpoints.ReleaseAsync(World.Mia, id, Cancel);
        Assert.Equal(ApprovalStage.Automatic, (await ViewAsync(id)).Approval.Stage);
    }

    [Fact]
    public async Task Azure_ResourceIdKnown_IsInTheOneCommand()
    {
        const string ResourceId = "/subscriptions/6f1d1b3c-1111-4222-8333-444455556666/resourceGroups/saas/providers/Microsoft.Network/privateLinkServices/saas";
        await using (var context = Database.CreateDbContext())
        {
            (await context.Services.FindAsync([World.Portal.Azure.Id], Cancel))!.CloudResourceId = ResourceId;
            await context.SaveChangesAsync(Cancel);
        }

        await AskedAsync();

        var pending = Assert.Single(await World.Operations.PendingAsync(PortalWorld.Company, Cancel));
        Assert.Contains("az network private-endpoint-connection approve", pending.Commands[0].Text, StringComparison.Ordinal);
        Assert.Contains(ResourceId, pending.Commands[0].Text, StringComparison.Ordinal);
        Assert.Contains(pending.Reference, pending.Commands[0].Text, StringComparison.Ordinal);
    }

    /// <summary>The form already contains the project, so it is not asked for separately.</summary>
    [Fact]
    public async Task Gcp_LetIn_IsAcceptedByItself()
    {
        var id = await World.StartAsync(service: World.Gcp);
        var allow = Assert.Single(await World.Operations.PendingAsync(PortalWorld.Company, Cancel));
        Assert.Equal(PendingKind.Allow, allow.Kind);
        Assert.Contains("acme-prod=10", allow.Commands[0].Text, StringComparison.Ordinal);

        await World.Operations.AllowAsync(PortalWorld.Company, id, Cancel);
        await World.Onboarding.ConfirmCreatedAsync(World.Mia, id, Cancel);

        Assert.Equal((ApprovalStage.Automatic, null, null), await ApprovalAsync(id));
        Assert.Equal(PendingKind.Assign, Assert.Single(await World.Operations.PendingAsync(PortalWorld.Company, Cancel)).Kind);
    }

    [Fact]
    public async Task ApproveAsync_BeforeItIsCreated_IsAMistake()
    {
        var id = await World.StartAsync(service: World.Portal.Azure);

        Assert.Contains("has not created", SentenceOf(await World.Operations.ApproveAsync(PortalWorld.Company, id, "", Cancel)), StringComparison.Ordinal);
        Assert.Contains("at most 500", SentenceOf(await World.Operations.RefuseAsync(PortalWorld.Company, id, new string('x', 501), Cancel)), StringComparison.Ordinal);
    }

    private async Task<Guid> AskedAsync()
    {
        var id = await World.StartAsync(service: World.Portal.Azure);
        Assert.IsType<SaveResult.Saved>(await World.Onboarding.ConfirmCreatedAsync(World.Mia, id, Cancel));
        return id;
    }

    private async Task<(ApprovalStage Stage, ApprovalSource? By, string? Message)> ApprovalAsync(Guid id)
    {
        var approval = (await World.Onboarding.FindAsync(World.Mia, id, Cancel))!.Approval;
        return (approval.Stage, approval.By, approval.Message);
    }
}
