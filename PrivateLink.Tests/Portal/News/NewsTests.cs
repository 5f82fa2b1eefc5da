using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.News;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.News;

/// <summary>Who gets which notification by mail, through a real SMTP exchange.</summary>
public sealed class NewsTests : NewsTest
{
    [Fact]
    public async Task GlassBroken_EveryOwnerIsTold_AndNoMemberAndNoOtherTenant()
    {
        await BeginAsync(("mia", TenantRole.Owner), ("max", TenantRole.Owner), ("moe", TenantRole.Member));
        await EnforceAsync();
        await BreakAsync();

        await TurnAsync();

        Assert.Equal(["max@example.org", "mia@example.org"], Recipients());
        Assert.All(Server.Letters, letter =>
        {
            Assert.Contains("Subject: Emergency stop: megacorp.my-saas.io is open again", letter, StringComparison.Ordinal);
            Assert.Contains("mia stopped enforcing megacorp.my-saas.io in an emergency", letter, StringComparison.Ordinal);
            Assert.Contains("Reason: a partner cannot connect", letter, StringComparison.Ordinal);
            Assert.Contains("1 March 2026 12:00 UTC", letter, StringComparison.Ordinal);
            Assert.Contains($"https://portal.my-saas.io/resources/{World.MegacorpHost}", letter, StringComparison.Ordinal);
            Assert.DoesNotContain("globex", letter, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task FirstConnection_TellsTheOwnersAndWhoBeganIt()
    {
        var people = await BeginAsync(("mia", TenantRole.Owner), ("moe", TenantRole.Member), ("meg", TenantRole.Member));
        var moe = Caller.Tenant("moe", World.Portal.Megacorp.Id, TenantRole.Member, people["moe"]);
        var endpoint = await World.StartWithLinkAsync(caller: moe);
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.VerifyAsync(endpoint, Cancel);

        await TurnAsync();

        Assert.Equal(["mia@example.org", "moe@example.org"], Recipients());
        Assert.Contains("for megacorp.my-saas.io", Server.Letters[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Subject: Approved:", "You can continue.")]
    [InlineData(false, "Subject: Refused:", "Its page says why.")]
    public async Task Approval_TellsTheOwnersWhatBecameOfIt(bool isApproved, string subject, string text)
    {
        await BeginAsync(("mia", TenantRole.Owner));
        var endpoint = await World.StartWithLinkAsync();
        var decided = isApproved
            ? await World.Operations.ApproveAsync(PortalWorld.Company, endpoint, "welcome", Cancel)
            : await World.Operations.RefuseAsync(PortalWorld.Company, endpoint, "not one of your accounts", Cancel);
        Assert.IsType<SaveResult.Saved>(decided);

        await TurnAsync();

        var letter = Assert.Single(Server.Letters);
        Assert.Contains(subject, letter, StringComparison.Ordinal);
        Assert.Contains(text, letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrialEnding_IsToldInTime_AndNotAgainAfterARestart()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, new("megacorp.my-saas.io", TimeSpan.FromHours(4), true), Cancel));
        Database.Time.Advance(TimeSpan.FromHours(3) - TimeSpan.FromMinutes(1));
        await TurnAsync();
        Assert.Empty(Server.Letters);

        Database.Time.Advance(TimeSpan.FromMinutes(1));
        await TurnAsync();
        await TurnAsync(anew: true);

        var letter = Assert.Single(Server.Letters);
        Assert.Contains("Subject: The trial of megacorp.my-saas.io ends soon", letter, StringComparison.Ordinal);
        Assert.Contains("It ends: 1 March 2026 16:00 UTC", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrialThatGoesBack_IsTold()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(11));
        await World.Enforcement.RollBackAsync(Cancel);

        await TurnAsync();

        Assert.Contains("Subject: megacorp.my-saas.io went back to Monitor", Assert.Single(Server.Letters), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkWithoutAConnectionForAWeek_IsToldOncePerSilence()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        var endpoint = await World.StartWithLinkAsync();
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.VerifyAsync(endpoint, Cancel);
        await TurnAsync();
        var before = Server.Letters.Count;

        for (var day = 0; day < 9; day++)
        {
            Database.Time.Advance(TimeSpan.FromDays(1));
            await TurnAsync();
        }

        Assert.Contains("for a week", Assert.Single(Server.Letters.Skip(before)), StringComparison.Ordinal);
        Assert.Contains("Last seen: 1 March 2026 12:00 UTC", Server.Letters[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkOfTwoTenants_IsToldToOperationsAlone()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        await AddAsync("olga", CompanyRole.Operator);
        await AddAsync("vic", CompanyRole.Viewer);
        await World.StartWithLinkAsync();
        await World.StartWithLinkAsync(caller: World.Gus);

        Database.Time.Advance(FoundNews.SlowlyEvery);
        await TurnAsync();
        await TurnAsync(anew: true);

        var letter = Assert.Single(Server.Letters);
        Assert.Equal(["olga@example.org"], Recipients());
        Assert.Matches("(Megacorp, Globex|Globex, Megacorp) name the same link ID", letter);
    }

    [Fact]
    public async Task Choice_IsKept_ButNobodyOwningAHostIsSparedTheGlass()
    {
        var people = await BeginAsync(("mia", TenantRole.Owner));
        var choices = new NewsChoices(Database, World.Changes, Room());
        var mia = Caller.Tenant("mia", World.Portal.Megacorp.Id, TenantRole.Owner, people["mia"]);
        Assert.IsType<SaveResult.Saved>(await choices.SaveAsync(mia, [NewsKind.FirstConnection], "Europe/Berlin", Cancel));
        await EnforceAsync();
        await BreakAsync();
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(11));
        await World.Enforcement.RollBackAsync(Cancel);

        await TurnAsync();

        Assert.Contains("1 March 2026 12:00 UTC (1 March 2026 13:00 Europe/Berlin)", Assert.Single(Server.Letters), StringComparison.Ordinal);
        var shown = (await choices.FindAsync(mia, Cancel))!.Kinds;
        Assert.Equal([NewsKind.FirstConnection, NewsKind.GlassBroken], shown.Where(kind => kind.IsOn).Select(kind => kind.Kind));
        Assert.True(Assert.Single(shown, kind => kind.IsAlways).Kind == NewsKind.GlassBroken);
        Assert.DoesNotContain(shown, kind => kind.Kind == NewsKind.LinkShared);
    }

    [Fact]
    public async Task EnforcedHostOpenedInItsForm_TellsEveryOwnerAsTheGlassDoes_AndOtherEditsDoNot()
    {
        var people = await BeginAsync(("mia", TenantRole.Owner), ("max", TenantRole.Owner));
        var choices = new NewsChoices(Database, World.Changes, Room());
        Assert.IsType<SaveResult.Saved>(await choices.SaveAsync(Caller.Tenant("max", World.Portal.Megacorp.Id, TenantRole.Owner, people["max"]), [], null, Cancel));
        await EnforceAsync();
        var detail = (await World.Portal.Resources.FindAsync(World.Mia, World.MegacorpHost, Cancel))!;
        (detail.Draft.Mode, detail.Draft.Reason) = (ResourceMode.Open, "a partner cannot connect");
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(World.Mia, detail.Id, detail.Version, detail.Draft, Cancel));
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.MonitorAsync(World.Mia, World.MegacorpHost, Cancel));

        await TurnAsync();

        Assert.Equal(["max@example.org", "mia@example.org"], Recipients());
        Assert.All(Server.Letters, letter =>
        {
            Assert.Contains("Subject: No longer private: megacorp.my-saas.io", letter, StringComparison.Ordinal);
            Assert.Contains("mia changed megacorp.my-saas.io from Enforce to Open", letter, StringComparison.Ordinal);
            Assert.Contains("Reason: a partner cannot connect", letter, StringComparison.Ordinal);
        });
    }

    /// <summary>A suspended tenant can have no traffic, so its silence is no reason to retire an endpoint.</summary>
    [Fact]
    public async Task SilenceOfASuspendedTenant_IsNoNews()
    {
        await BeginAsync(("mia", TenantRole.Owner));
        var endpoint = await World.StartWithLinkAsync();
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.VerifyAsync(endpoint, Cancel);
        await TurnAsync();
        var before = Server.Letters.Count;
        await using (var context = Database.CreateDbContext()) await context.Tenants.ExecuteUpdateAsync(tenant => tenant.SetProperty(row => row.Suspended, true), Cancel);

        Database.Time.Advance(TimeSpan.FromDays(8));
        await TurnAsync();

        Assert.Empty(Server.Letters.Skip(before));
    }
}
