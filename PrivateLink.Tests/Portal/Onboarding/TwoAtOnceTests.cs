using PrivateLink.Portal.Changes;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class TwoAtOnceOnSqliteTests() : TwoAtOnceTests(new SqliteTestDatabase());

public sealed class TwoAtOnceOnSqlServerTests() : TwoAtOnceTests(new SqlServerTestDatabase());

/// <summary>Two users edit the same private endpoint: no edit is overwritten unnoticed, and edits that do not conflict both succeed.</summary>
public abstract class TwoAtOnceTests(TestDatabase database) : OnboardingTest(database)
{
    private const string Vpc = "vpc-0a1b2c3d";
    private const string OtherVpc = "vpc-0d4c3b2a";
    private const string Subnet = "subnet-0a1b2c3d";

    [Fact]
    public async Task Form_DifferentFields_AreBothKept()
    {
        var id = await World.StartAsync();

        Assert.IsType<SaveResult.Saved>(await SaveFormAsync(id, ("vpc", "", Vpc)));
        Assert.IsType<SaveResult.Saved>(await SaveFormAsync(id, ("subnets", "", Subnet)));

        var form = (await ViewAsync(id)).Form;
        Assert.Equal((Vpc, Subnet), (form["vpc"], form["subnets"]));
    }

    [Fact]
    public async Task Form_TheSameField_IsTheFirstOnesAndTheOtherIsShownBoth()
    {
        var id = await World.StartAsync();
        await SaveFormAsync(id, ("vpc", "", Vpc));

        var conflict = Assert.IsType<SaveResult.Conflict>(await SaveFormAsync(id, ("vpc", "", OtherVpc), ("subnets", "", Subnet)));

        Assert.Equal(new FieldDifference("VPC", OtherVpc, Vpc), Assert.Single(conflict.Differences));
        Assert.Contains("saved this private endpoint", conflict.Message, StringComparison.Ordinal);
        var form = (await ViewAsync(id)).Form;
        Assert.Equal((Vpc, false), (form["vpc"], form.ContainsKey("subnets")));
    }

    [Fact]
    public async Task Form_TheSameFieldWithTheSameText_IsNoConflict()
    {
        var id = await World.StartAsync();
        await SaveFormAsync(id, ("vpc", "", Vpc));

        Assert.IsType<SaveResult.Saved>(await SaveFormAsync(id, ("vpc", "", $" {Vpc} ")));
    }

    [Fact]
    public async Task Name_RenamedMeanwhile_IsNotOverwritten()
    {
        var id = await World.StartAsync();
        var was = (await ViewAsync(id)).Name;
        Assert.IsType<SaveResult.Saved>(await World.Endpoints.RenameAsync(World.Mia, id, new(was, "Frankfurt"), Cancel));

        var conflict = Assert.IsType<SaveResult.Conflict>(await World.Endpoints.RenameAsync(PortalWorld.Company, id, new(was, "Virginia"), Cancel));

        Assert.Equal(new FieldDifference("Name", "Virginia", "Frankfurt"), Assert.Single(conflict.Differences));
        Assert.Equal("Frankfurt", (await ViewAsync(id)).Name);
        Assert.IsType<SaveResult.Saved>(await World.Endpoints.RenameAsync(PortalWorld.Company, id, new("Frankfurt", "Virginia"), Cancel));
    }

    [Fact]
    public async Task LinkId_ProvedMeanwhile_IsNotOverwrittenByATypedOne()
    {
        var id = await World.StartAsync();
        await World.ProveAsync(id, World.Mia);

        var conflict = Assert.IsType<SaveResult.Conflict>(await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PortalWorld.OtherAwsLink), Cancel));

        Assert.Equal(new FieldDifference("Link ID", PortalWorld.OtherAwsLink, PortalWorld.AwsLink), Assert.Single(conflict.Differences));
        Assert.Equal(PortalWorld.AwsLink, (await ViewAsync(id)).LinkId);
    }

    [Fact]
    public async Task Address_TypedByAnother_IsNotOverwritten()
    {
        var id = await World.StartAsync();
        await World.Onboarding.SetAddressAsync(World.Mia, id, new("", "10.0.60.100"), Cancel);

        var conflict = Assert.IsType<SaveResult.Conflict>(await World.Onboarding.SetAddressAsync(PortalWorld.Company, id, new("", "10.0.60.101"), Cancel));

        Assert.Equal(new FieldDifference("Address", "10.0.60.101", "10.0.60.100"), Assert.Single(conflict.Differences));
        Assert.Equal("10.0.60.100", (await ViewAsync(id)).Address);
    }

    private Task<SaveResult> SaveFormAsync(Guid id, params (string Key, string Was, string Yours)[] edits) =>
        World.Onboarding.SaveFormAsync(World.Mia, id, edits.ToDictionary(edit => edit.Key, edit => new FieldEdit(edit.Was, edit.Yours)), Cancel);
}
