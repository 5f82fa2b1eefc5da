using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Resources;

public sealed class ResourceCreationOnSqliteTests() : ResourceCreationTests(new SqliteTestDatabase());

public sealed class ResourceCreationOnSqlServerTests() : ResourceCreationTests(new SqlServerTestDatabase());

public sealed class ResourceCreationOnRetryingSqliteTests() : ResourceCreationTests(new RetryingSqliteDatabase());

/// <summary>Which hosts can be created.</summary>
public abstract class ResourceCreationTests(TestDatabase database) : ResourceServiceTest(database)
{
    [Fact]
    public async Task CreateAsync_RightDraft_IsSavedAndInForce()
    {
        var draft = World.Draft("MegaCorp.my-saas.io.", links: [World.AwsDraft(), World.AzureDraft("0x210045C1")]);

        var result = await Resources.CreateAsync(Company, draft, Cancel);

        var saved = Assert.IsType<SaveResult.Saved>(result);
        Assert.Equal(new Enforcement.InForce(1), saved.Enforcement);
        var row = Assert.Single(await Resources.ListAsync(Company, Cancel));
        Assert.Equal(
            (saved.Id, "megacorp.my-saas.io", "Megacorp", ResourceMode.Enforce, true, "echo"),
            (row.Id, row.Host, row.Tenant, row.Mode, row.Enabled, row.Upstream));
        Assert.Equal(
            [
                new LinkView(CloudProvider.Aws, PortalWorld.AwsLink, "saas-aws", true),
                new LinkView(CloudProvider.Azure, PortalWorld.AzureLink, "saas-azure", true),
            ],
            row.Links);

        var policy = World.Store.Current!.Find("megacorp.my-saas.io");
        Assert.Equal(saved.Id, policy?.ResourceId);
        Assert.Equal(2, policy!.Links.Grants.Count);
    }

    [Fact]
    public async Task CreateAsync_WithAliases_AllNamesHaveOnePolicy()
    {
        var draft = World.Draft("megacorp.my-saas.io", links: [World.AwsDraft()]);
        draft.Aliases = "Megacorp.private.my-saas.io., *.private.megacorp.example";

        var saved = Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, draft, Cancel));

        var policy = World.Store.Current!;
        Assert.Equal(saved.Id, policy.Find("megacorp.private.my-saas.io")?.ResourceId);
        Assert.Equal(saved.Id, policy.Find("any.private.megacorp.example")?.ResourceId);
        Assert.Equal("*.private.megacorp.example megacorp.private.my-saas.io", (await Resources.FindAsync(Company, saved.Id, Cancel))!.Draft.Aliases);
    }

    [Theory]
    [InlineData("globex.my-saas.io", "belongs to Globex")]
    [InlineData("globex.private.my-saas.io", "belongs to Globex")]
    [InlineData("*.private.my-saas.io", "would cover globex.private.my-saas.io")]
    [InlineData("megacorp.my-saas.io", "is the host name itself")]
    [InlineData("a.my-saas.io a.my-saas.io", "is listed twice")]
    [InlineData("https://a.my-saas.io", "This is a URL")]
    public async Task CreateAsync_AliasThatCannotBe_SaysWhy(string aliases, string why)
    {
        var foreign = World.Draft("globex.my-saas.io", tenant: World.Globex);
        foreign.Aliases = "globex.private.my-saas.io";
        Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, foreign, Cancel));
        var draft = World.Draft("megacorp.my-saas.io");
        draft.Aliases = aliases;

        var invalid = Assert.IsType<SaveResult.Invalid>(await Resources.CreateAsync(Company, draft, Cancel));

        Assert.Contains(why, invalid.Errors[ResourceForm.AliasesField], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_HostThatIsAnAliasElsewhere_IsTaken()
    {
        var first = World.Draft("globex.my-saas.io", tenant: World.Globex);
        first.Aliases = "globex.private.my-saas.io";
        Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, first, Cancel));

        var invalid = Assert.IsType<SaveResult.Invalid>(await Resources.CreateAsync(Company, World.Draft("globex.private.my-saas.io"), Cancel));

        Assert.Contains("belongs to Globex", invalid.Errors[ResourceForm.HostField], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_EmptyDraft_NamesEveryField()
    {
        var draft = new ResourceDraft { Links = { new LinkDraft(), World.AwsDraft("vpc-123"), World.AwsDraft(), World.AwsDraft() } };

        var result = await Resources.CreateAsync(Company, draft, Cancel);

        var errors = Assert.IsType<SaveResult.Invalid>(result).Errors;
        Assert.Equal(
            ["Host", "Links[0].ServiceId", "Links[1].Text", "Links[3].Text", "Mode", "TenantId", "UpstreamId"],
            errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Choose Open, Monitor or Enforce. There is no default.", errors["Mode"]);
        Assert.StartsWith("This is the ID of a VPC.", errors["Links[1].Text"], StringComparison.Ordinal);
        Assert.Equal($"{PortalWorld.AwsLink} is already in the list.", errors["Links[3].Text"]);
        Assert.Empty(await Resources.ListAsync(Company, Cancel));
    }

    [Fact]
    public async Task CreateAsync_ChoicesThatAreGone_SaysSo()
    {
        var draft = World.Draft();
        draft.TenantId = draft.UpstreamId = Guid.NewGuid();

        var errors = Assert.IsType<SaveResult.Invalid>(await Resources.CreateAsync(Company, draft, Cancel)).Errors;

        Assert.Equal("This tenant no longer exists. Choose another one.", errors["TenantId"]);
        Assert.Equal("This upstream no longer exists. Choose another one.", errors["UpstreamId"]);
    }

    [Theory]
    [InlineData("megacorp.my-saas.io", "MEGACORP.my-saas.io", "megacorp.my-saas.io is already protected. It belongs to Megacorp.")]
    [InlineData("*.my-saas.io", "globex.my-saas.io", "globex.my-saas.io is covered by *.my-saas.io, which belongs to Megacorp.")]
    [InlineData("megacorp.my-saas.io", "*.my-saas.io", "*.my-saas.io would cover megacorp.my-saas.io, which belongs to Megacorp.")]
    public async Task CreateAsync_HostOfAnotherTenant_IsRefused(string first, string second, string error)
    {
        await World.CreateAsync(World.Draft(first));

        var result = await Resources.CreateAsync(Company, World.Draft(second, tenant: World.Globex), Cancel);

        Assert.Equal(error, Assert.IsType<SaveResult.Invalid>(result).Errors["Host"]);
    }

    [Theory]
    [InlineData("*.my-saas.io", "globex.my-saas.io", false)]
    [InlineData("*.my-saas.io", "a.b.my-saas.io", true)]
    [InlineData("megacorp.my-saas.io", "globex.my-saas.io", true)]
    public async Task CreateAsync_HostThatTakesNothingFromAnother_IsSaved(string first, string second, bool byAnotherTenant)
    {
        await World.CreateAsync(World.Draft(first));
        var draft = World.Draft(second, tenant: byAnotherTenant ? World.Globex : null);

        Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(Company, draft, Cancel));
    }

    [Fact]
    public async Task CreateAsync_ByATenant_IsRefused()
    {
        var result = await Resources.CreateAsync(World.MegacorpCaller, World.Draft(), Cancel);

        Assert.Equal(Permission.AddResources, Assert.IsType<SaveResult.Refused>(result).Permission);
    }

    [Fact]
    public async Task CreateAsync_AtTheSameTime_OneHostIsSavedOnce()
    {
        ResourceDraft[] drafts =
        [
            World.Draft("*.my-saas.io"), World.Draft("globex.my-saas.io", tenant: World.Globex),
            World.Draft("*.my-saas.io"), World.Draft("globex.my-saas.io", tenant: World.Globex),
        ];

        var results = await Task.WhenAll(drafts.Select(draft => Task.Run(() => Resources.CreateAsync(Company, draft), Cancel)));

        Assert.Single(results.OfType<SaveResult.Saved>());
        Assert.Equal(3, results.OfType<SaveResult.Invalid>().Count());
        Assert.Single(await Resources.ListAsync(Company, Cancel));
    }
}
