using System.Text.Json;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Portal.Clouds;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Publishing;

public class ServiceFormTests
{
    [Fact]
    public void Read_RightDraft_IsNormalised()
    {
        var form = ServiceForm.Read(Draft(draft =>
        {
            draft.ZoneIds = "use1-az4, USE1-AZ2";
            draft.SupportedRegions = "us-east-1 eu-west-1";
            draft.Ports = "443, 8443";
        }));

        Assert.Empty(form.Errors);
        Assert.Equal("us-east-1", form.Region);
        Assert.Equal(["use1-az4", "use1-az2"], form.ZoneIds);
        Assert.Equal(["eu-west-1"], form.SupportedRegions);
        Assert.Equal(["443", "8443"], form.Ports);
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { nameof(ServiceDraft.Name), "", "Give it a name" },
        { nameof(ServiceDraft.Alias), "vpce-svc-0e42e1e06ed010238", "This is the service ID" },
        { nameof(ServiceDraft.ZoneIds), "us-east-1a", "is not a zone ID" },
        { nameof(ServiceDraft.ZoneIds), "euw1-az1", "is not in us-east-1" },
        { nameof(ServiceDraft.ZoneIds), "", "Enter the load balancer's zone IDs" },
        { nameof(ServiceDraft.SupportedRegions), "us-gov-east-1", "another partition" },
        { nameof(ServiceDraft.SupportedRegions), "us-east-1a", "Its region is us-east-1" },
        { nameof(ServiceDraft.Ports), "", "Enter the TCP ports" },
        { nameof(ServiceDraft.Ports), "70000", "is no TCP port" },
        { nameof(ServiceDraft.PrivateDnsName), "https://x.io", "This is a URL" },
        { nameof(ServiceDraft.CloudResourceId), "vpce-svc-0e42e1e06ed010238", "The service name already contains it" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_Mistake_IsExplained(string field, string value, string explanation) =>
        Assert.Contains(explanation, ServiceForm.Read(Draft(draft => typeof(ServiceDraft).GetProperty(field)!.SetValue(draft, value))).Errors[field], StringComparison.Ordinal);

    [Fact]
    public void Read_PrivateDnsNameWhereItCannotBe_IsExplained()
    {
        Assert.Contains("Azure creates no names", ServiceForm.Read(Draft(draft => (draft.Cloud, draft.Alias, draft.PrivateDnsName) = (CloudProvider.Azure, TestServices.Azure.Alias, "x.my-saas.io"))).Errors[nameof(ServiceDraft.PrivateDnsName)], StringComparison.Ordinal);
        Assert.Contains("has no such name", ServiceForm.Read(Draft(draft => (draft.Cloud, draft.Alias, draft.PrivateDnsName) = (CloudProvider.Alibaba, TestServices.Alibaba.Alias, "x.my-saas.io"))).Errors[nameof(ServiceDraft.PrivateDnsName)], StringComparison.Ordinal);
        Assert.Contains("domain alone", ServiceForm.Read(Draft(draft => (draft.Cloud, draft.Alias, draft.PrivateDnsName) = (CloudProvider.Gcp, TestServices.Gcp.Alias, "*.my-saas.io"))).Errors[nameof(ServiceDraft.PrivateDnsName)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CloudProvider.Aws)]
    [InlineData(CloudProvider.Azure)]
    [InlineData(CloudProvider.Gcp)]
    [InlineData(CloudProvider.Alibaba)]
    public void Checklist_ByEvidence_IsTicked(CloudProvider cloud)
    {
        var at = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        var good = ProviderChecklist.Of(cloud, new("saas", ["aws"], true, false, at, null, at, null));
        var bad = ProviderChecklist.Of(cloud, new("a \"quoted\" name", [], true, true, null, at, null, null));

        Assert.Equal(4, good.Count(item => item.State == ChecklistState.Seen));
        Assert.Contains(bad, item => item.State == ChecklistState.Wrong && item.Title.StartsWith("PROXY protocol", StringComparison.Ordinal));
        Assert.Null(good[0].Command);
        Assert.DoesNotContain("restart", good[0].Why, StringComparison.Ordinal); // the item is complete
        Assert.Contains("restart", bad[0].Why, StringComparison.Ordinal);
        using var settings = JsonDocument.Parse(bad[0].Command!.Text);
        var listener = settings.RootElement.GetProperty("Engine").GetProperty("Listeners").EnumerateObject().Single().Value;
        Assert.Equal(("a \"quoted\" name", cloud.ToString()), (listener.GetProperty("Service").GetString(), listener.GetProperty("Provider").GetString()));
        Assert.All(ProviderChecklist.Of(cloud, null), item => Assert.Equal(ChecklistState.Open, item.State));
    }

    /// <summary>The settings can be pasted as they are. They include the service's ID exactly if the cloud's header carries one.</summary>
    [Theory]
    [InlineData(CloudProvider.Aws, null)]
    [InlineData(CloudProvider.Alibaba, "epsrv-1")]
    public void Checklist_OfAnUnboundService_NamesItAsItsHeaderDoes(CloudProvider cloud, string? id)
    {
        var unbound = new ServiceEvidence("saas", [], true, false, null, null, null, null) { ServiceId = id };

        using var settings = JsonDocument.Parse(ProviderChecklist.Of(cloud, unbound)[0].Command!.Text);
        var listener = settings.RootElement.GetProperty("Engine").GetProperty("Listeners").EnumerateObject().Single().Value;

        Assert.Equal(id, listener.TryGetProperty("ServiceId", out var found) ? found.GetString() : null);
    }

    internal static ServiceDraft Draft(Action<ServiceDraft>? change = null)
    {
        var draft = new ServiceDraft { Name = "saas", Cloud = CloudProvider.Aws, Alias = TestServices.Aws.Alias, ZoneIds = "use1-az2 use1-az4", Published = true };
        change?.Invoke(draft);
        return draft;
    }
}

public sealed class PublishingServiceOnSqliteTests() : PublishingServiceTests(new SqliteTestDatabase());

public sealed class PublishingServiceOnSqlServerTests() : PublishingServiceTests(new SqlServerTestDatabase());

public abstract class PublishingServiceTests(TestDatabase database) : OnboardingTest(database)
{
    [Fact]
    public async Task CreateThenUpdate_ByOperations_IsSavedAndOffered()
    {
        var id = Assert.IsType<SaveResult.Saved>(await World.Publishing.CreateAsync(PortalWorld.Company, ServiceFormTests.Draft(), Cancel)).Id;
        Assert.Contains((await World.Onboarding.OfferAsync(World.Mia, Cancel)).Services, service => service.Id == id);
        var detail = (await World.Publishing.FindAsync(PortalWorld.Company, id, Cancel))!;
        detail.Draft.Published = false;

        Assert.IsType<SaveResult.Saved>(await World.Publishing.UpdateAsync(PortalWorld.Company, id, detail.Version, detail.Draft, Cancel));

        Assert.DoesNotContain((await World.Onboarding.OfferAsync(World.Mia, Cancel)).Services, service => service.Id == id);

        detail.Draft.Published = true;
        var overtaken = Assert.IsType<SaveResult.Conflict>(await World.Publishing.UpdateAsync(PortalWorld.Company, id, detail.Version, detail.Draft, Cancel));
        Assert.Equal(new FieldDifference("Offered to customers", "yes", "no"), Assert.Single(overtaken.Differences));
    }

    [Fact]
    public async Task CreateAsync_NameTakenOrByATenant_IsRefused()
    {
        Assert.Contains("Another service", SentenceOf(await World.Publishing.CreateAsync(PortalWorld.Company, ServiceFormTests.Draft(draft => draft.Name = "SAAS-aws"), Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Refused>(await World.Publishing.CreateAsync(World.Mia, ServiceFormTests.Draft(), Cancel));
    }
}
