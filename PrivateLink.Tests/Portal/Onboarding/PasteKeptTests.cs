using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Tests.Portal.Clouds;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class PasteKeptOnSqliteTests() : PasteKeptTests(new SqliteTestDatabase());

public sealed class PasteKeptOnSqlServerTests() : PasteKeptTests(new SqlServerTestDatabase());

/// <summary>Values that a customer pastes or chooses are used, and mismatches are reported.</summary>
public abstract class PasteKeptTests(TestDatabase database) : OnboardingTest(database)
{
    [Fact]
    public async Task SetLinkIdAsync_WholeOutput_KeepsEverythingInIt()
    {
        var id = await World.StartAsync();

        Assert.IsType<SaveResult.Saved>(await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PastedOutputs.AwsJson), Cancel));

        var view = await ViewAsync(id);
        Assert.Equal(("vpce-08d2bf15fac5001c9", PastedOutputs.AwsName, "111122223333"), (view.LinkId, view.Address, view.Account));
        Assert.Equal(("vpc-0a1b2c3d4e5f60718", "sg-0123456789abcdef0"), (view.Form["vpc"], view.Form["securityGroup"]));
        Assert.Equal("subnet-0123456789abcdef0 subnet-0123456789abcdef1", view.Form["subnets"]);
        var record = Assert.Single(PrivateLink.Portal.Clouds.Known.KnownClouds.Of(view.Service.Cloud).Dns.Plan(view.DnsRequest).Records);
        Assert.Equal((PastedOutputs.AwsName, true), (record.Value, record.IsKnown));
    }

    [Fact]
    public async Task SetLinkIdAsync_OnGcp_AddressIsTheRecordsValue()
    {
        var id = await World.StartAsync(service: World.Gcp);

        Assert.IsType<SaveResult.Saved>(await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PastedOutputs.GcpJson), Cancel));

        var view = await ViewAsync(id);
        Assert.Equal(("54626271866403940", "10.0.60.100", "10.0.60.100"), (view.LinkId, view.Address, view.RecordAddress));
    }

    /// <summary>A value entered by a person is not overwritten, and a name takes precedence over an address seen in traffic.</summary>
    [Fact]
    public async Task SetLinkIdAsync_SomethingElseWasTyped_StaysAndIsSaid()
    {
        var id = await World.StartAsync();
        await World.Onboarding.SaveFormAsync(World.Mia, id, new Dictionary<string, FieldEdit> { ["vpc"] = new("", "vpc-0d4c3b2a") }, Cancel);
        await World.Onboarding.SetAddressAsync(World.Mia, id, new("", "10.0.60.100"), Cancel);

        var review = PasteReview.Of(await ViewAsync(id), PastedOutputs.AwsJson);
        Assert.Contains(review.Warnings, warning => warning.StartsWith("VPC: your cloud says vpc-0a1b2c3d4e5f60718, but you typed vpc-0d4c3b2a.", StringComparison.Ordinal));
        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PastedOutputs.AwsJson), Cancel);

        var view = await ViewAsync(id);
        Assert.Equal(("vpc-0d4c3b2a", PastedOutputs.AwsName), (view.Form["vpc"], view.Address));
    }

    [Fact]
    public async Task KeepPasteAsync_OutputWithoutALinkId_KeepsTheRest()
    {
        var id = await World.StartAsync(service: World.Portal.Azure);

        Assert.IsType<SaveResult.Saved>(await World.Onboarding.KeepPasteAsync(World.Mia, id, PastedOutputs.AzureJson, Cancel));

        var view = await ViewAsync(id);
        Assert.Equal((null, PrivateEndpointState.Draft, "10.0.60.100"), (view.LinkId, view.State, view.RecordAddress));
        Assert.Equal(["pe-my-saas", "network-prod", "private-endpoints", "6f1d1b3c-1111-4222-8333-444455556666", "vnet-prod"], view.Form.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Value));
        Assert.NotNull(view.CreatedInCloudAt);
    }

    [Fact]
    public async Task KeepPasteAsync_NothingInIt_SaysWhatIsWanted()
    {
        var id = await World.StartAsync(service: World.Portal.Azure);

        Assert.Contains("This contains no LinkID", SentenceOf(await World.Onboarding.KeepPasteAsync(World.Mia, id, "hello", Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeepPasteAsync_AnotherTenants_DoesNotExist()
    {
        var id = await World.StartAsync(service: World.Portal.Azure);

        Assert.IsType<SaveResult.NotFound>(await World.Onboarding.KeepPasteAsync(World.Gus, id, PastedOutputs.AzureJson, Cancel));
        Assert.IsType<SaveResult.NotFound>(await World.Onboarding.ChooseZonesAsync(World.Gus, id, [new("us-east-1a", "use1-az4")], Cancel));
    }

    [Fact]
    public async Task SetAddressAsync_WholeOutput_KeepsAddressAndRest()
    {
        var id = await World.StartAsync(service: World.Portal.Azure);

        Assert.IsType<SaveResult.Saved>(await World.Onboarding.SetAddressAsync(World.Mia, id, new("", PastedOutputs.AzureProjected), Cancel));

        Assert.Equal(("10.0.60.100", "pe-my-saas"), ((await ViewAsync(id)).Address, (await ViewAsync(id)).Form["name"]));
    }

    [Fact]
    public async Task ChooseZonesAsync_Chosen_AreInTheNextStepsText()
    {
        var id = await World.StartAsync();

        Assert.IsType<SaveResult.Saved>(await World.Onboarding.ChooseZonesAsync(World.Mia, id, [new("us-east-1a", "use1-az4")], Cancel));

        var view = await ViewAsync(id);
        Assert.Equal("us-east-1a (use1-az4)", Assert.Single(view.Request.Zones).Label);
        Assert.NotNull(view.ZonesAt);
        var cloud = PrivateLink.Portal.Clouds.Known.KnownClouds.Of(view.Service.Cloud);
        Assert.All(cloud.Endpoint.Create(view.Request).Artefacts, artefact => Assert.Contains("use1-az4", artefact.Text, StringComparison.Ordinal));
        Assert.All(cloud.Endpoint.Create(view.Request).Artefacts, artefact => Assert.DoesNotContain("use1-az2", artefact.Text, StringComparison.Ordinal));

        await World.Onboarding.SaveFormAsync(World.Mia, id, new Dictionary<string, FieldEdit> { ["vpc"] = new("", "vpc-0d4c3b2a") }, Cancel);
        Assert.Single((await ViewAsync(id)).Request.Zones);
    }

    [Fact]
    public async Task ChooseZonesAsync_NoZones_AreRefused()
    {
        var id = await World.StartAsync();

        Assert.Contains("is not a zone", SentenceOf(await World.Onboarding.ChooseZonesAsync(World.Mia, id, [new("$(reboot)", "use1-az4")], Cancel)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("com.amazonaws.vpce.us-east-1.vpce-svc-0fffffffffffffff1", "connects to com.amazonaws.vpce.us-east-1.vpce-svc-0fffffffffffffff1, but yours must connect to com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238")]
    [InlineData("arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-08d2bf15fac5001c9", "is in eu-west-1, but you started with one in us-east-1")]
    [InlineData("vpce-08d2bf15fac5001c9-h5hfhl6p.vpce-svc-0e42e1e06ed010238.us-west-2.vpce.amazonaws.com", "belongs to us-west-2, but you started with a VPC endpoint in us-east-1")]
    [InlineData("203.0.113.10", "203.0.113.10 is a public address, but a VPC endpoint has an address in your own network")]
    [InlineData("State: pendingAcceptance", "pendingAcceptance: we must accept it first")]
    [InlineData("State: rejected", "rejected: it was refused on our side")]
    [InlineData("State: deleted", "deleted: no traffic comes through it")]
    public async Task Review_WhatIsAnothers_IsAWarningThatNamesBoth(string pasted, string warning)
    {
        var view = await ViewAsync(await World.StartAsync());

        Assert.Contains(warning, Assert.Single(PasteReview.Of(view, pasted).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_RequestMessageThatWeDoNotLookFor_IsSaid()
    {
        var view = await ViewAsync(await World.StartAsync(service: World.Portal.Azure));

        Assert.Contains(PasteReview.Of(view, PastedOutputs.AzureTerraform).Warnings, warning => warning.Contains($"\"please let us in\", but we look for {view.Reference}", StringComparison.Ordinal));
    }
}
