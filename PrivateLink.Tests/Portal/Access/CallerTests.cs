using PrivateLink.Portal.Access;
using Xunit;

namespace PrivateLink.Tests.Portal.Access;

/// <summary>Which rows a caller can see, and until when a caller may use its role.</summary>
public class CallerTests
{
    private static readonly Guid Own = Guid.NewGuid();
    private static readonly Guid Person = Guid.NewGuid();

    private readonly LiveAccess _access = new();

    [Fact]
    public void Sees_TheCompany_EveryRow() =>
        Assert.All(new Guid?[] { Own, null }, tenant => Assert.True(Caller.Company("ada", CompanyRole.Viewer).Sees(tenant)));

    [Fact]
    public void Sees_ATenant_ItsOwnRowsAndNotTheCompanys()
    {
        var caller = Caller.Tenant("mia", Own);

        Assert.True(caller.Sees(Own));
        Assert.False(caller.Sees(Guid.NewGuid()));
        Assert.False(caller.Sees(null));
    }

    [Fact]
    public void Sees_AnAccountWithoutARole_Nothing() =>
        Assert.All(new Guid?[] { Own, null }, tenant => Assert.False(Caller.Account("ann", Person).Sees(tenant)));

    [Fact]
    public void May_AnAccountWithoutARole_LooksAfterItselfAndNothingElse() =>
        Assert.Equal([Permission.EditOwnAccount], Enum.GetValues<Permission>().Where(Caller.Account("ann", Person).May));

    [Fact]
    public void May_AccessChangedSince_RefusesWhatTheRoleAllows()
    {
        var before = Caller.Company("ada", personId: Person) with { Standing = _access.Of(Person) };
        var another = Caller.Company("otto", personId: Guid.NewGuid()) with { Standing = _access.Of(Guid.NewGuid()) };

        _access.Change(Person);

        Assert.All(Enum.GetValues<Permission>(), permission => Assert.False(before.May(permission)));
        Assert.Throws<NotPermittedException>(() => before.Demand(Permission.ViewOverview));
        Assert.True(another.May(Permission.ViewOverview));
        Assert.True((before with { Standing = _access.Of(Person) }).May(Permission.ViewOverview));
    }

    [Fact]
    public void Change_OfAPerson_IsToldToThoseWhoServeThem()
    {
        List<Guid> changed = [];
        _access.Changed += changed.Add;

        _access.Change(Person);

        Assert.Equal([Person], changed);
    }

    /// <summary>A user without a role still manages the account with a caller that has an address, a session and an end of access.</summary>
    [Fact]
    public void Account_WithoutARole_EndsWithThePersonsAccess()
    {
        var signedIn = SignedInAs(null).From("192.0.2.1");

        Assert.Equal((Person, signedIn.SessionId, "192.0.2.1"), (signedIn.Account.PersonId, signedIn.Account.SessionId, signedIn.Account.Address));
        _access.Change(Person);
        Assert.False(signedIn.Account.May(Permission.EditOwnAccount));
    }

    [Fact]
    public void From_AnotherAddress_IsTheCallersToo() =>
        Assert.Equal("192.0.2.1", SignedInAs(Caller.Tenant("mia", Own, personId: Person)).From("192.0.2.1").Caller!.Address);

    [Fact]
    public void Become_OtherRoleOrNone_IsTold()
    {
        var current = new CurrentCaller();
        var told = 0;
        current.Become(SignedInAs(Caller.Tenant("mia", Own, TenantRole.Owner, Person)));
        current.Changed += () => told++;

        current.Become(SignedInAs(Caller.Tenant("mia", Own, TenantRole.Viewer, Person)));
        Assert.Equal((1, false), (told, current.May(Permission.LoosenResources)));

        current.Become(signedIn: null);
        Assert.Equal((2, false, false), (told, current.IsKnown, current.May(Permission.ViewOverview)));
    }

    /// <summary>A new address does not make a new person: an open page keeps its caller.</summary>
    [Fact]
    public void MoveTo_AnotherAddress_IsTheSamePerson()
    {
        var current = new CurrentCaller();
        var told = 0;
        current.Become(SignedInAs(Caller.Tenant("mia", Own, TenantRole.Owner, Person)));
        current.Changed += () => told++;

        current.MoveTo("192.0.2.1");

        Assert.Equal((0, "192.0.2.1"), (told, current.Value.Address));
    }

    [Fact]
    public void Account_OfAPageWithoutARole_IsThePerson()
    {
        var current = new CurrentCaller();

        current.Become(SignedInAs(null));

        Assert.Equal((false, Person), (current.IsKnown, current.Account.PersonId));
    }

    [Fact]
    public void Scope_IsWhereThePersonWorksNow()
    {
        ScopeChoice[] scopes = [new(null, "my-saas", "Administrator"), new(Guid.NewGuid(), "Globex", "Viewer"), new(Own, "Megacorp", "Owner")];

        Assert.Equal(scopes[0], (SignedInAs(Caller.Company("ada", personId: Person)) with { Scopes = scopes }).Scope);
        Assert.Equal(scopes[2], (SignedInAs(Caller.Tenant("mia", Own, personId: Person)) with { Scopes = scopes }).Scope);
        Assert.Null((SignedInAs(null) with { Scopes = scopes }).Scope);
    }

    private SignedIn SignedInAs(Caller? caller) =>
        new(Guid.NewGuid(), Person, "ann", "ann@example.com", caller, [], NeedsSecondFactor: false) { Standing = _access.Of(Person) };
}
