using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.ConnectionLog.Exports;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Exports;

/// <summary>Which callers get a place for an export if many want one.</summary>
public class ExportRunsTests
{
    private static readonly CeilingOptions Ceilings = new();

    private readonly ExportRuns _runs = new(Options.Create(Ceilings), TimeProvider.System);

    [Fact]
    public void Begin_OnePersonAgainAndAgain_GetsNoMoreThanAPersonsShare()
    {
        var mia = Tenant("mia", Guid.NewGuid());
        for (var run = 0; run < Ceilings.ExportsOfPerson; run++) Assert.Null(RefusalOf(mia));

        Assert.StartsWith("You already run 2 exports.", RefusalOf(mia), StringComparison.Ordinal);
        Assert.StartsWith("You already run 2 exports.", RefusalOf(Tenant("mia", Guid.NewGuid(), mia.PersonId)), StringComparison.Ordinal); // also counted in another tenant
        Assert.Null(RefusalOf(Tenant("gus", Guid.NewGuid())));
    }

    [Fact]
    public void Begin_ManyPeopleOfOneTenant_LeaveTheOthersTheirPlaces()
    {
        var megacorp = Guid.NewGuid();
        for (var run = 0; run < Ceilings.ExportsOfTenant; run++) Assert.Null(RefusalOf(Tenant($"person {run}", megacorp)));

        Assert.StartsWith("Your organisation already runs 2 exports.", RefusalOf(Tenant("one more", megacorp)), StringComparison.Ordinal);
        Assert.Null(RefusalOf(Tenant("gus", Guid.NewGuid())));
    }

    [Fact]
    public void Begin_AllTenantsTogether_LeaveTheCompanyItsShare()
    {
        for (var run = 0; run < Ceilings.Exports - Ceilings.ExportsForCompany; run++) Assert.Null(RefusalOf(Tenant($"person {run}", Guid.NewGuid())));

        Assert.StartsWith("Too many exports are running.", RefusalOf(Tenant("one more", Guid.NewGuid())), StringComparison.Ordinal);
        Assert.Null(RefusalOf(Caller.Company("ada")));
        Assert.Null(RefusalOf(Caller.Company("bob")));
        Assert.StartsWith("Too many exports are running.", RefusalOf(Caller.Company("eve")), StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_WhenOneHasEnded_HasAPlaceAgain()
    {
        var mia = Tenant("mia", Guid.NewGuid());
        var first = _runs.Begin(mia, Guid.NewGuid(), out _)!;
        Assert.Null(RefusalOf(mia));
        Assert.NotNull(RefusalOf(mia));

        first.Ended(ExportState.Done);

        Assert.Null(RefusalOf(mia));
    }

    [Fact]
    public void Find_OfSomebodyElse_IsNotThere()
    {
        var (mia, key) = (Tenant("mia", Guid.NewGuid()), Guid.NewGuid());
        _runs.Begin(mia, key, out _);

        Assert.NotNull(_runs.Find(mia, key));
        Assert.Null(_runs.Find(Tenant("mia", mia.TenantId!.Value), key));
        Assert.Null(_runs.Begin(mia, key, out var refusal));
        Assert.StartsWith("This export has already been downloaded.", refusal, StringComparison.Ordinal);
    }

    private static Caller Tenant(string name, Guid tenant, Guid? person = null) => Caller.Tenant(name, tenant, personId: person ?? Guid.NewGuid());

    private string? RefusalOf(Caller caller)
    {
        _runs.Begin(caller, Guid.NewGuid(), out var refusal);
        return refusal;
    }
}
